//! What a build makes: paths and bytes, not yet on any disk.

use std::collections::BTreeMap;
use std::sync::Arc;

/// The files of a built site, by their paths from its root, with `/`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Output {
    files: BTreeMap<String, Arc<[u8]>>,
}

impl Output {
    /// Adds a file.
    pub fn insert(&mut self, path: String, bytes: Arc<[u8]>) {
        self.files.insert(path, bytes);
    }

    /// Takes in all files of another output, below a folder (`""`, or ending in `/`).
    pub fn insert_all(&mut self, folder: &str, other: Output) {
        self.files.extend(
            other
                .files
                .into_iter()
                .map(|(path, bytes)| (format!("{folder}{path}"), bytes)),
        );
    }

    /// The bytes at this path.
    pub fn get(&self, path: &str) -> Option<&Arc<[u8]>> {
        self.files.get(path)
    }

    /// All files, in the order of their paths.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = (&str, &Arc<[u8]>)> {
        self.files
            .iter()
            .map(|(path, bytes)| (path.as_str(), bytes))
    }
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
