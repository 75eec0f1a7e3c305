//! Reads a project.

#![expect(
    clippy::disallowed_methods,
    reason = "this is the edge at which files are read"
)]

use std::fs;
use std::path::{Path, PathBuf};

use rayon::prelude::*;
use walkdir::{DirEntry, WalkDir};

use super::{Trouble, shown};
use crate::source::{Date, PICTURE_LIMIT, SourceFile, Sources, TEXT_LIMIT};

/// The folders of a project that are read.
const FOLDERS: [&str; 3] = ["content", "sites", "themes"];

/// The project that a folder lies in: itself, or the nearest above it with a `site.toml`.
pub fn find_project(from: &Path) -> Option<PathBuf> {
    from.ancestors()
        .find(|folder| folder.join("site.toml").is_file())
        .map(Path::to_owned)
}

/// Reads every file of a project that a build can use, over the `defaults` that stand in for
/// files which the project has not.
///
/// # Errors
///
/// When a folder or file cannot be read. A file that goes away in the meantime is no error.
pub fn read(
    project: &Path,
    today: Date,
    defaults: impl IntoIterator<Item = SourceFile>,
) -> Result<Sources, Trouble> {
    let root = fs::canonicalize(project)
        .map_err(|cause| Trouble::new("reading the folder", project, cause))?;
    let mut paths = Vec::new();
    let site = root.join("site.toml");
    if site.is_file() {
        stays_within(&site, &root)?;
        paths.push(site);
    }
    for folder in FOLDERS
        .map(|folder| root.join(folder))
        .into_iter()
        .filter(|folder| folder.is_dir())
    {
        stays_within(&folder, &root)?;
        collect(&folder, &root, &mut paths)?;
    }
    let files: Vec<Option<SourceFile>> = paths
        .par_iter()
        .map(|path| read_file(path, &root))
        .collect::<Result<_, _>>()?;
    Ok(Sources::new(
        defaults.into_iter().chain(files.into_iter().flatten()),
        today,
    ))
}

fn collect(folder: &Path, root: &Path, paths: &mut Vec<PathBuf>) -> Result<(), Trouble> {
    for entry in WalkDir::new(folder)
        .follow_links(true)
        .sort_by_file_name()
        .into_iter()
        .filter_entry(is_wanted)
    {
        let entry = match entry {
            Ok(entry) => entry,
            Err(error)
                if error
                    .io_error()
                    .is_some_and(|error| error.kind() == std::io::ErrorKind::NotFound) =>
            {
                continue;
            }
            Err(error) => {
                let path = error.path().unwrap_or(folder).to_owned();
                let cause = error.into_io_error().unwrap_or_else(|| {
                    std::io::Error::other("a link leads back to its own folder")
                });
                return Err(Trouble::new("reading the folder", &path, cause));
            }
        };
        if entry.path_is_symlink() {
            stays_within(entry.path(), root)?;
        }
        if !entry.file_type().is_file() {
            continue;
        }
        paths.push(entry.into_path());
    }
    Ok(())
}

/// A link may lead to another place of the project, and not out of it.
fn stays_within(path: &Path, root: &Path) -> Result<(), Trouble> {
    let leads_to =
        fs::canonicalize(path).map_err(|cause| Trouble::new("following", path, cause))?;
    if leads_to.starts_with(root) {
        return Ok(());
    }
    let path = shown(path);
    Err(Trouble::refusal(format!(
        "{path} is a link that leads out of the project; put the file itself there"
    )))
}

/// Hidden files and what editors leave beside a file are nobody's content.
fn is_wanted(entry: &DirEntry) -> bool {
    let name = entry.file_name().to_string_lossy();
    entry.depth() == 0
        || !(name.starts_with(['.', '#', '~'])
            || name.ends_with(['~', '#'])
            || name.ends_with(".tmp"))
}

fn read_file(path: &Path, root: &Path) -> Result<Option<SourceFile>, Trouble> {
    let name = path
        .strip_prefix(root)
        .unwrap_or(path)
        .to_string_lossy()
        .replace(std::path::MAIN_SEPARATOR, "/");
    let Some(limit) = limit_of(&name) else {
        return Ok(None);
    };
    let gone = |cause: std::io::Error| match cause.kind() {
        std::io::ErrorKind::NotFound => Ok(None),
        _ => Err(Trouble::new("reading", path, cause)),
    };
    match fs::metadata(path) {
        Ok(metadata) if metadata.len() > limit => {
            return Ok(Some(SourceFile::too_large(name, metadata.len(), limit)));
        }
        Ok(_) => {}
        Err(cause) => return gone(cause),
    }
    match fs::read(path) {
        Ok(bytes) => Ok(Some(SourceFile::new(name, bytes))),
        Err(cause) => gone(cause),
    }
}

/// How large a file may be, by the kinds that are read; `None` for a kind that is not.
fn limit_of(name: &str) -> Option<u64> {
    let (_, ending) = name.rsplit_once('.')?;
    match ending.to_ascii_lowercase().as_str() {
        "md" | "toml" => Some(TEXT_LIMIT),
        // Editors like to add an ending; the file is told of, and not read as a text.
        "txt" | "markdown" => name.starts_with("content/").then_some(TEXT_LIMIT),
        "png" | "jpg" | "jpeg" | "webp" => Some(PICTURE_LIMIT),
        "html" | "xml" | "css" | "js" | "svg" => name.starts_with("themes/").then_some(TEXT_LIMIT),
        _ => None,
    }
}
