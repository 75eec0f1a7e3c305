//! What a build makes: paths and bytes, not yet on any disk.

use std::sync::Arc;

/// The files of a built site, by their paths from its root, with `/`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Output {
    /// In the order of the paths, each once.
    files: Vec<(Arc<str>, Arc<[u8]>)>,
}

impl Output {
    /// These files; of two at one path, the first.
    pub fn new(mut files: Vec<(Arc<str>, Arc<[u8]>)>) -> Self {
        // Mostly they come in long runs that are in order already, which this sort makes use of.
        files.sort_by(|(path, _), (other, _)| path.cmp(other));
        files.dedup_by(|(path, _), (before, _)| path == before);
        Self { files }
    }

    /// The files of several outputs, each below its folder (`""`, or ending in `/`).
    pub fn joined(outputs: Vec<(String, Self)>) -> Self {
        let mut outputs = outputs.into_iter();
        match (outputs.next(), outputs.len()) {
            (Some((folder, only)), 0) if folder.is_empty() => only,
            (first, _) => {
                let all = first.into_iter().chain(outputs);
                let files = all.flat_map(|(folder, output)| {
                    let below = output.files.into_iter();
                    below.map(move |(path, bytes)| (format!("{folder}{path}").into(), bytes))
                });
                Self::new(files.collect())
            }
        }
    }

    /// The bytes at this path.
    pub fn get(&self, path: &str) -> Option<&Arc<[u8]>> {
        let at = self
            .files
            .binary_search_by(|(known, _)| (**known).cmp(path))
            .ok()?;
        Some(&self.files[at].1)
    }

    /// Whether there is no file.
    pub fn is_empty(&self) -> bool {
        self.files.is_empty()
    }

    /// All files, in the order of their paths.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = (&str, &Arc<[u8]>)> {
        self.files.iter().map(|(path, bytes)| (&**path, bytes))
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
