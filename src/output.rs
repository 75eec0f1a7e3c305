//! What a build makes: paths and bytes, not yet on any disk.

use std::sync::{Arc, OnceLock};

/// A file, and those that are made with it and change with it.
#[derive(Debug, PartialEq, Eq)]
pub struct Made {
    /// What stands in the file.
    pub bytes: Arc<[u8]>,
    /// The others, with their paths from the site's root.
    pub beside: Vec<(Arc<str>, Arc<[u8]>)>,
}

impl From<Arc<[u8]>> for Made {
    fn from(bytes: Arc<[u8]>) -> Self {
        Self {
            bytes,
            beside: Vec::new(),
        }
    }
}

/// The files of a built site, by their paths from its root, with `/`.
#[derive(Clone, Debug, Default)]
pub struct Output {
    /// In the order of the paths, each once.
    files: Vec<(Arc<str>, Arc<Made>)>,
    /// Where the files stand that were made beside others, when somebody asks for one: the number
    /// of the other, and its own number there; in the order of their paths.
    beside: OnceLock<Vec<(u32, u32)>>,
}

impl PartialEq for Output {
    fn eq(&self, other: &Self) -> bool {
        self.files == other.files || self.iter().eq(other.iter())
    }
}

impl Eq for Output {}

impl Output {
    /// These files; of two at one path, the first.
    pub fn new(mut files: Vec<(Arc<str>, Arc<Made>)>) -> Self {
        // Mostly they come in long runs that are in order already, which this sort makes use of.
        files.sort_by(|(path, _), (other, _)| path.cmp(other));
        files.dedup_by(|(path, _), (before, _)| path == before);
        Self {
            files,
            beside: OnceLock::new(),
        }
    }

    /// The files of several outputs, each below its folder (`""`, or ending in `/`).
    pub fn joined(outputs: Vec<(String, Self)>) -> Self {
        let mut outputs = outputs.into_iter();
        match (outputs.next(), outputs.len()) {
            (Some((folder, only)), 0) if folder.is_empty() => only,
            (first, _) => {
                let all = first.into_iter().chain(outputs);
                let files = all.flat_map(|(folder, output)| {
                    let below = move |path: &str| Arc::from(format!("{folder}{path}"));
                    let files = output.files.into_iter();
                    files.map(move |(path, made)| {
                        let beside = made.beside.iter();
                        let beside = beside.map(|(path, bytes)| (below(path), bytes.clone()));
                        let made = if made.beside.is_empty() {
                            made
                        } else {
                            Arc::new(Made {
                                beside: beside.collect(),
                                bytes: made.bytes.clone(),
                            })
                        };
                        (below(&path), made)
                    })
                });
                Self::new(files.collect())
            }
        }
    }

    /// The bytes at this path.
    pub fn get(&self, path: &str) -> Option<&Arc<[u8]>> {
        let at = |known: &(Arc<str>, _)| (*known.0).cmp(path);
        if let Ok(at) = self.files.binary_search_by(at) {
            return Some(&self.files[at].1.bytes);
        }
        let beside = self.beside();
        let found = beside.binary_search_by(|place| self.at(*place).0.cmp(path));
        found.ok().map(|found| self.at(beside[found]).1)
    }

    /// Whether there is no file.
    pub fn is_empty(&self) -> bool {
        self.files.is_empty()
    }

    /// All files, in the order of their paths.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = (&str, &Arc<[u8]>)> {
        let beside = self.beside().iter().map(|place| self.at(*place));
        let files = self.files.iter().map(|(path, made)| (&**path, &made.bytes));
        let mut all = Vec::with_capacity(self.files.len() + beside.len());
        all.extend(files);
        all.extend(beside);
        all.sort_by_key(|(path, _)| *path);
        all.into_iter()
    }

    /// The files that were made beside others, but for those at whose paths another stands.
    fn beside(&self) -> &[(u32, u32)] {
        self.beside.get_or_init(|| {
            let mut places: Vec<(u32, u32)> = (0u32..)
                .zip(&self.files)
                .flat_map(|(file, (_, made))| {
                    (0u32..).zip(&made.beside).map(move |(own, _)| (file, own))
                })
                .collect();
            places.sort_by(|one, other| self.at(*one).0.cmp(self.at(*other).0));
            places.dedup_by(|one, before| self.at(*one).0 == self.at(*before).0);
            places.retain(|place| {
                let path = self.at(*place).0;
                let at = |known: &(Arc<str>, _)| (*known.0).cmp(path);
                self.files.binary_search_by(at).is_err()
            });
            places
        })
    }

    fn at(&self, (file, own): (u32, u32)) -> (&str, &Arc<[u8]>) {
        let (path, bytes) = &self.files[file as usize].1.beside[own as usize];
        (path, bytes)
    }
}

/// Somebody who waits for certain files. Each is handed over as soon as it is made, before the
/// files that nobody waits for.
pub trait Waiting: Sync {
    /// Whether this file is waited for.
    fn wants(&self, path: &str) -> bool;
    /// Takes a file that is ready.
    fn take(&self, path: &str, bytes: &Arc<[u8]>);
}

/// Nobody.
impl Waiting for () {
    fn wants(&self, _path: &str) -> bool {
        false
    }

    fn take(&self, _path: &str, _bytes: &Arc<[u8]>) {}
}

/// What differs between two outputs, each list in the order of the paths.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Difference {
    /// Paths that only the newer one has.
    pub added: Vec<String>,
    /// Paths whose bytes are not the same.
    pub changed: Vec<String>,
    /// Paths that only the older one has.
    pub removed: Vec<String>,
}

/// What changed from one output to another.
pub fn diff(older: &Output, newer: &Output) -> Difference {
    let mut difference = Difference::default();
    for (path, bytes) in newer.iter() {
        match older.get(path) {
            None => difference.added.push(path.to_owned()),
            Some(before) if Arc::ptr_eq(before, bytes) || before == bytes => {}
            Some(_) => difference.changed.push(path.to_owned()),
        }
    }
    difference.removed = older
        .iter()
        .map(|(path, _)| path)
        .filter(|path| newer.get(path).is_none())
        .map(str::to_owned)
        .collect();
    difference
}
