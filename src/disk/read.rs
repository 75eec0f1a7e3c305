//! Reads a project, whole or one path of it.

#![expect(
    clippy::disallowed_methods,
    reason = "this is the edge at which files are read"
)]

use std::collections::BTreeMap;
use std::fs;
use std::io::ErrorKind;
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;
use std::time::SystemTime;

use rayon::prelude::*;
use walkdir::{DirEntry, WalkDir};

use super::Trouble;
use crate::source::{Date, NAMES, PICTURE_LIMIT, SourceFile, Sources, TEXT_LIMIT};

/// The folders of a project that are read.
pub const FOLDERS: [&str; 3] = ["content", "sites", "themes"];
/// The file of a project that is read.
const SITE: &str = "site.toml";

/// How many links are followed one after the other.
const HOPS: usize = 8;

/// The project that a folder lies in: itself, or the nearest above it with a `site.toml`.
pub fn find_project(from: &Path) -> Option<PathBuf> {
    from.ancestors()
        .find(|folder| folder.join(SITE).is_file())
        .map(Path::to_owned)
}

/// Reads every file of a project that a build can use, over the `defaults` that stand in for
/// files which the project has not.
///
/// # Errors
///
/// When there is no such folder. A file that cannot be read is told of by the build; one that goes
/// away in the meantime is nothing.
pub fn read(
    project: &Path,
    today: Date,
    defaults: impl IntoIterator<Item = SourceFile>,
) -> Result<Sources, Trouble> {
    let files = Project::open(project)?.read().files;
    Ok(Sources::new(defaults.into_iter().chain(files), today))
}

/// The folder of a project.
#[derive(Clone, Debug)]
pub struct Project {
    /// Whole, and without links.
    root: PathBuf,
}

/// What was found in a project.
#[derive(Debug, Default)]
pub struct Found {
    /// The files that a build can use.
    pub files: Vec<SourceFile>,
    /// The links on the way to them, which lead to another place of the project.
    pub links: Vec<Link>,
}

/// A link within the project.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// Where it stands.
    pub at: PathBuf,
    /// A place on its way, or its end.
    pub to: PathBuf,
}

/// What a change at a path could mean to a build.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Interest {
    /// Nothing.
    None,
    /// It is a file of a kind that is read.
    File,
    /// It is, or was, a folder of such files.
    Folder,
}

/// By what a changed file is told without reading it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stamp {
    /// When it was written.
    written: Option<SystemTime>,
    /// How many bytes it has.
    pub size: u64,
}

/// A file that was come across, or why there is none.
struct Met {
    path: PathBuf,
    refusal: Option<String>,
}

impl Project {
    /// The project in this folder.
    ///
    /// # Errors
    ///
    /// When there is no such folder.
    pub fn open(folder: &Path) -> Result<Self, Trouble> {
        let root = fs::canonicalize(folder)
            .map_err(|cause| Trouble::new("reading the folder", folder, cause))?;
        Ok(Self { root })
    }

    /// Its folder, whole and without links.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// Everything that a build can use.
    pub fn read(&self) -> Found {
        self.read_all(self.places())
    }

    /// What stands at a path now, given from the project's root with `/`: a file, all that is in a
    /// folder, or nothing.
    pub fn look(&self, path: &str) -> Found {
        match self.interest(path) {
            Interest::None => Found::default(),
            Interest::File | Interest::Folder => {
                let place = self.root.join(path);
                // What lies behind a link that leads out of the project is none of ours.
                let folder = place
                    .parent()
                    .and_then(|folder| fs::canonicalize(folder).ok());
                match folder.filter(|folder| folder.starts_with(&self.root)) {
                    Some(_) => self.read_all(vec![place]),
                    None => Found::default(),
                }
            }
        }
    }

    /// The stamps of all files that a build can use, by their paths from the root.
    pub fn stamps(&self) -> BTreeMap<String, Stamp> {
        let mut links = Vec::new();
        self.walk(self.places(), &mut links)
            .into_iter()
            .filter_map(|met| {
                let name = self.name(&met.path)?;
                limit_of(&name)?;
                let metadata = fs::metadata(&met.path).ok()?;
                let stamp = Stamp {
                    written: metadata.modified().ok(),
                    size: metadata.len(),
                };
                Some((name, stamp))
            })
            .collect()
    }

    /// The path of a place from the root, with `/`.
    pub fn name(&self, path: &Path) -> Option<String> {
        let name = path.strip_prefix(&self.root).ok()?.to_string_lossy();
        Some(name.replace(std::path::MAIN_SEPARATOR, "/"))
    }

    /// What a change at this path, given from the root, could mean to a build.
    pub fn interest(&self, path: &str) -> Interest {
        let first = path.split('/').next().unwrap_or_default();
        if path == NAMES {
            return Interest::File;
        }
        let in_place = path == SITE || FOLDERS.contains(&first);
        if !in_place || !path.split('/').all(is_wanted_name) {
            Interest::None
        } else if limit_of(path).is_some() {
            Interest::File
        } else if self.root.join(path).is_file() {
            Interest::None
        } else {
            Interest::Folder
        }
    }

    fn places(&self) -> Vec<PathBuf> {
        let places = [SITE, NAMES].into_iter().chain(FOLDERS);
        places.map(|place| self.root.join(place)).collect()
    }

    fn read_all(&self, places: Vec<PathBuf>) -> Found {
        let mut links = Vec::new();
        let met = self.walk(places, &mut links);
        let files = met
            .par_iter()
            .filter_map(|met| {
                let name = self.name(&met.path)?;
                match &met.refusal {
                    Some(refusal) => Some(SourceFile::unread(name, refusal.clone())),
                    None => read_file(name, &met.path),
                }
            })
            .collect();
        Found { files, links }
    }

    /// The way of a link: it may lead to another link. Where it leads out of the project, the way
    /// ends.
    fn hops(&self, at: &Path) -> Vec<Link> {
        let next = |from: &PathBuf| {
            let to = fs::read_link(from).ok()?;
            Some(plain(&from.parent()?.join(to)))
        };
        std::iter::successors(next(&at.to_owned()), next)
            .take(HOPS)
            .take_while(|to| to.starts_with(&self.root))
            .map(|to| Link {
                at: at.to_owned(),
                to,
            })
            .collect()
    }

    /// The files at and below these places, in the order of their names.
    fn walk(&self, places: Vec<PathBuf>, links: &mut Vec<Link>) -> Vec<Met> {
        let mut met = Vec::new();
        for place in places {
            let refused = |path: &Path, refusal: &str| Met {
                path: path.to_owned(),
                refusal: Some(refusal.to_owned()),
            };
            let mut entries = WalkDir::new(&place)
                .follow_links(true)
                .sort_by_file_name()
                .into_iter();
            while let Some(entry) = entries.next() {
                let entry = match entry {
                    Ok(entry) => entry,
                    Err(error) => {
                        let path = error.path().unwrap_or(&place).to_owned();
                        let refusal = match error.io_error() {
                            Some(cause) if cause.kind() == ErrorKind::NotFound => {
                                // What a link leads to may come.
                                links.extend(self.hops(&path));
                                continue;
                            }
                            Some(cause) => cause.to_string(),
                            None => "it is a link that leads back to its own folder".to_owned(),
                        };
                        met.push(refused(&path, &refusal));
                        continue;
                    }
                };
                if !is_wanted(&entry) {
                    if entry.file_type().is_dir() {
                        entries.skip_current_dir();
                    }
                    continue;
                }
                if entry.path_is_symlink() {
                    // A link may lead to another place of the project, and not out of it.
                    match fs::canonicalize(entry.path()) {
                        Ok(to) if to.starts_with(&self.root) => {
                            links.extend(self.hops(entry.path()));
                        }
                        Ok(_) => {
                            met.push(refused(
                                entry.path(),
                                "it is a link that leads out of the project",
                            ));
                            if entry.file_type().is_dir() {
                                entries.skip_current_dir();
                            }
                            continue;
                        }
                        Err(_) => continue,
                    }
                }
                if entry.file_type().is_file() {
                    met.push(Met {
                        path: entry.into_path(),
                        refusal: None,
                    });
                }
            }
        }
        met
    }
}

impl Link {
    /// The other path of what stands at a path, where the link is on its way.
    pub fn other_path(&self, path: &Path) -> Option<PathBuf> {
        let along = |from: &Path, to: &Path| {
            let rest = path.strip_prefix(from).ok()?;
            // Joined part by part: an empty rest would add a slash, which a file does not bear.
            Some(
                rest.components()
                    .map(Component::as_os_str)
                    .fold(to.to_owned(), |path, part| path.join(part)),
            )
        };
        along(&self.to, &self.at).or_else(|| along(&self.at, &self.to))
    }
}

/// A path without `.` and `..`.
fn plain(path: &Path) -> PathBuf {
    let mut plain = PathBuf::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir => {
                plain.pop();
            }
            part => plain.push(part),
        }
    }
    plain
}

/// Hidden files and what editors leave beside a file are nobody's content.
fn is_wanted(entry: &DirEntry) -> bool {
    entry.depth() == 0 || is_wanted_name(&entry.file_name().to_string_lossy())
}

fn is_wanted_name(name: &str) -> bool {
    !(name.starts_with(['.', '#', '~']) || name.ends_with(['~', '#']) || name.ends_with(".tmp"))
}

/// Reads a file; nothing where it has gone away, or is of a kind that is not read.
fn read_file(name: String, path: &Path) -> Option<SourceFile> {
    let limit = limit_of(&name)?;
    let name: Arc<str> = name.into();
    let read = fs::metadata(path).and_then(|metadata| {
        if metadata.len() > limit {
            return Ok(SourceFile::too_large(name.clone(), metadata.len(), limit));
        }
        fs::read(path).map(|bytes| SourceFile::new(name.clone(), bytes))
    });
    match read {
        Ok(file) => Some(file),
        Err(cause) if cause.kind() == ErrorKind::NotFound => None,
        Err(cause) => Some(SourceFile::unread(name, cause.to_string())),
    }
}

/// How large a file may be, by the kinds that are read; `None` for a kind that is not.
fn limit_of(name: &str) -> Option<u64> {
    let (_, ending) = name.rsplit_once('.')?;
    if name == NAMES {
        return Some(TEXT_LIMIT);
    }
    match ending.to_ascii_lowercase().as_str() {
        "md" | "toml" => Some(TEXT_LIMIT),
        // Editors like to add an ending; the file is told of, and not read as a text.
        "txt" | "markdown" => name.starts_with("content/").then_some(TEXT_LIMIT),
        "png" | "jpg" | "jpeg" | "webp" => Some(PICTURE_LIMIT),
        "html" | "xml" | "css" | "js" | "svg" => name.starts_with("themes/").then_some(TEXT_LIMIT),
        _ => None,
    }
}
