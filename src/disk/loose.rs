//! Texts that lie in no project, and small files that the program keeps for itself.

#![expect(
    clippy::disallowed_methods,
    reason = "this is the edge at which files are read and written"
)]

use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use walkdir::WalkDir;

use super::Trouble;
use super::write::real;

/// The endings of files that may be pasted texts.
const TEXTS: [&str; 3] = ["md", "markdown", "txt"];

/// The texts at a path, a file or a folder, with their bytes.
///
/// # Errors
///
/// When there is nothing at the path, or one of the files cannot be read.
pub fn texts_at(path: &Path) -> Result<Vec<(PathBuf, Vec<u8>)>, Trouble> {
    let reading = |path: &Path, cause| Trouble::new("reading", path, cause);
    if !fs::metadata(path)
        .map_err(|cause| reading(path, cause))?
        .is_dir()
    {
        let bytes = fs::read(path).map_err(|cause| reading(path, cause))?;
        return Ok(vec![(path.to_owned(), bytes)]);
    }
    let is_visible = |name: &str| !name.starts_with('.');
    let entries = WalkDir::new(path).sort_by_file_name().into_iter();
    let entries = entries.filter_entry(|entry| {
        entry.depth() == 0 || is_visible(&entry.file_name().to_string_lossy())
    });
    let mut texts = Vec::new();
    for entry in entries.filter_map(Result::ok) {
        let ending = entry
            .path()
            .extension()
            .unwrap_or_default()
            .to_ascii_lowercase();
        if entry.file_type().is_file() && TEXTS.iter().any(|text| ending == *text) {
            let bytes = fs::read(entry.path()).map_err(|cause| reading(entry.path(), cause))?;
            texts.push((entry.into_path(), bytes));
        }
    }
    Ok(texts)
}

/// A path, whole and without links.
///
/// # Errors
///
/// When there is nothing at the path.
pub fn whole(path: &Path) -> Result<PathBuf, Trouble> {
    fs::canonicalize(path).map_err(|cause| Trouble::new("finding", path, cause))
}

/// A small text that the program keeps for itself; nothing where it has not kept one yet.
///
/// # Errors
///
/// When it is there and cannot be read.
pub fn read_kept(path: &Path) -> Result<Option<String>, Trouble> {
    match fs::read(path) {
        Ok(bytes) => Ok(Some(String::from_utf8_lossy(&bytes).into_owned())),
        Err(cause) if cause.kind() == ErrorKind::NotFound => Ok(None),
        Err(cause) => Err(Trouble::new("reading", path, cause)),
    }
}

/// Keeps a small text where somebody wants it, but never in the place of a project's own sources.
///
/// # Errors
///
/// When sources of the project stand there, or the disk does not let us.
pub fn keep_beside(path: &Path, project: &Path, text: &str) -> Result<(), Trouble> {
    let (wanted, project) = (real(path)?, real(project)?);
    let sources = ["content", "themes", "sites", "schemas", "site.toml"];
    if sources
        .iter()
        .any(|source| wanted.starts_with(project.join(source)))
    {
        return Err(Trouble::refusal(format!(
            "{} stands among the sources of the project, and a report would take its place; write it somewhere else with --out",
            super::shown(path)
        )));
    }
    keep(path, text)
}

/// Keeps a small text, in one step, so that nobody ever reads half of it.
///
/// # Errors
///
/// When the disk does not let us.
pub fn keep(path: &Path, text: &str) -> Result<(), Trouble> {
    let writing = |cause| Trouble::new("writing", path, cause);
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).map_err(writing)?;
    }
    let beside = path.with_extension(format!("{}.tmp", std::process::id()));
    fs::write(&beside, text).map_err(writing)?;
    fs::rename(&beside, path).map_err(writing)
}
