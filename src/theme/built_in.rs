//! The theme `plain`, packed into the program.

use include_dir::{Dir, include_dir};

use super::BUILT_IN;
use crate::source::SourceFile;

static PLAIN: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/themes/plain");

/// The files of the built-in theme, at the paths where a project would put its own.
pub fn files() -> Vec<SourceFile> {
    let mut files = Vec::new();
    collect(&PLAIN, &mut files);
    files
}

fn collect(folder: &Dir<'_>, files: &mut Vec<SourceFile>) {
    for file in folder.files() {
        let path = file.path().to_string_lossy().replace('\\', "/");
        files.push(SourceFile::new(
            format!("themes/{BUILT_IN}/{path}"),
            file.contents().to_vec(),
        ));
    }
    for folder in folder.dirs() {
        collect(folder, files);
    }
}
