//! Writes a built site so that whoever looks sees the old one or the new one, whole.
//!
//! The new site is put together in a folder beside the old one, and the two are exchanged in one
//! step. What has not changed is linked, not written again. A manifest says which files are
//! ours: those that are no longer made go, and all others stay.

#![expect(
    clippy::disallowed_methods,
    reason = "this is the edge at which files are written"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::{self, ErrorKind};
use std::path::{Component, Path, PathBuf};

use rayon::prelude::*;
use walkdir::WalkDir;

use super::{Trouble, shown};
use crate::output::Output;
use crate::source::Key;

/// The name of the file that says what is ours.
const MANIFEST: &str = ".sevenfold-manifest";
const MANIFEST_HEAD: &str =
    "# Sevenfold wrote these files. It changes and removes no others in this folder.\n";

/// What writing changed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Written {
    /// Files that are new or have changed.
    pub written: usize,
    /// Files that are as they were.
    pub unchanged: usize,
    /// Files that are no longer made.
    pub removed: usize,
}

/// Writes a site into a folder. `project` is the folder that its sources stand in.
///
/// # Errors
///
/// When the disk does not let us, when the folder holds a file of somebody else's where one of
/// ours should stand, or when it is no folder to write into. The folder is then as it was.
pub fn write(out: &Path, project: &Path, output: &Output) -> Result<Written, Trouble> {
    let out = settled(out, project)?;
    let parent = out.parent().ok_or_else(|| {
        Trouble::refusal(format!("{} is no folder to write a site into", shown(&out)))
    })?;
    fs::create_dir_all(parent).map_err(|cause| Trouble::new("making the folder", parent, cause))?;
    let _lock = Lock::take(parent)?;
    let beside = Beside::of(&out);
    beside.recover(&out)?;
    let old = Old::read(&out)?.without_exchanged(&out, output);
    let plan = Plan::new(&old, &out, output)?;
    let written = plan.written(&old);
    if written.written == 0 && written.removed == 0 && out.is_dir() && old.has_manifest {
        return Ok(written);
    }
    let result = plan
        .put_together(&beside.new, &old, &out, output)
        .and_then(|()| beside.exchange(&out))
        .and_then(|()| beside.bring_late_comers(&old, &out));
    // While there is no site in its place, what lies beside it is all there is.
    if out.is_dir() {
        beside.clean();
    }
    result.map(|()| written)
}

/// A path that may not be there yet: whole, and without links or steps upwards.
pub(super) fn real(path: &Path) -> Result<PathBuf, Trouble> {
    let absolute =
        std::path::absolute(path).map_err(|cause| Trouble::new("finding", path, cause))?;
    let absolute: PathBuf = absolute
        .components()
        .fold(PathBuf::new(), |mut path, part| {
            match part {
                Component::ParentDir => {
                    path.pop();
                }
                part => path.push(part),
            }
            path
        });
    Ok(without_links(&absolute))
}

/// The folder to write into, whole and without links, if it is one that may be.
fn settled(out: &Path, project: &Path) -> Result<PathBuf, Trouble> {
    let out = real(out)?;
    let project = fs::canonicalize(project)
        .map_err(|cause| Trouble::new("finding the folder", project, cause))?;
    let inputs = ["content", "themes", "sites"].map(|folder| without_links(&project.join(folder)));
    if project.starts_with(&out) || inputs.iter().any(|input| out.starts_with(input)) {
        return Err(Trouble::refusal(format!(
            "the site cannot be written into {}, where its sources stand; choose another folder with --out",
            shown(&out)
        )));
    }
    if out.exists() && !out.is_dir() {
        return Err(Trouble::refusal(format!(
            "{} is a file, and the site needs a folder; choose another with --out",
            shown(&out)
        )));
    }
    Ok(out)
}

/// A path without links, as far as it is there already.
fn without_links(path: &Path) -> PathBuf {
    let there = path
        .ancestors()
        .find_map(|ancestor| Some((ancestor, fs::canonicalize(ancestor).ok()?)));
    match there {
        // Joined part by part: an empty rest would add a slash, which a file does not bear.
        Some((ancestor, real)) => path
            .strip_prefix(ancestor)
            .into_iter()
            .flatten()
            .fold(real, |path, part| path.join(part)),
        None => path.to_owned(),
    }
}

/// Keeps a second build from writing at the same time. It lies on the folder itself and leaves
/// nothing behind, however the program ends.
struct Lock {
    _folder: Option<fs::File>,
}

impl Lock {
    fn take(parent: &Path) -> Result<Self, Trouble> {
        // Where folders cannot be opened, as on Windows, there is no lock, and builds must not overlap.
        let Ok(folder) = fs::File::open(parent) else {
            return Ok(Self { _folder: None });
        };
        folder
            .lock()
            .map_err(|cause| Trouble::new("waiting for another build in", parent, cause))?;
        Ok(Self {
            _folder: Some(folder),
        })
    }
}

/// The folders beside the site that stand there only while it is written.
struct Beside {
    new: PathBuf,
    old: PathBuf,
}

impl Beside {
    fn of(out: &Path) -> Self {
        let name = out.file_name().unwrap_or_default().to_string_lossy();
        Self {
            new: out.with_file_name(format!(".{name}.sevenfold-new")),
            old: out.with_file_name(format!(".{name}.sevenfold-old")),
        }
    }

    /// Clears up after a build that was killed. Where it was killed between two steps of an
    /// exchange, the old site is put back.
    fn recover(&self, out: &Path) -> Result<(), Trouble> {
        if self.old.exists() && !out.exists() {
            fs::rename(&self.old, out).map_err(|cause| Trouble::new("putting back", out, cause))?;
        }
        for left in [&self.new, &self.old]
            .into_iter()
            .filter(|left| left.exists())
        {
            fs::remove_dir_all(left).map_err(|cause| Trouble::new("clearing up", left, cause))?;
        }
        Ok(())
    }

    fn exchange(&self, out: &Path) -> Result<(), Trouble> {
        if !out.exists() {
            return fs::rename(&self.new, out)
                .map_err(|cause| Trouble::new("putting in place", out, cause));
        }
        match exchange_in_one_step(&self.new, out) {
            Ok(()) => Ok(()),
            Err(cause) if cause.kind() == ErrorKind::ResourceBusy => Err(Trouble::new(
                "the folder is a disk of its own and cannot be exchanged; choose a folder in it with --out. Exchanging",
                out,
                cause,
            )),
            // Some disks cannot exchange two folders; then it takes two steps, and a build that is
            // killed between them is mended by the next.
            Err(_) => self.exchange_in_two_steps(out),
        }
    }

    fn exchange_in_two_steps(&self, out: &Path) -> Result<(), Trouble> {
        fs::rename(out, &self.old).map_err(|cause| Trouble::new("putting aside", out, cause))?;
        fs::rename(&self.new, out).map_err(|cause| {
            // The old site goes back; if even that fails, the next build does it.
            let _ = fs::rename(&self.old, out);
            Trouble::new("putting in place", out, cause)
        })
    }

    /// Files that somebody put into the old folder while the new one was made come along.
    fn bring_late_comers(&self, old: &Old, out: &Path) -> Result<(), Trouble> {
        for aside in [&self.new, &self.old]
            .into_iter()
            .filter(|aside| aside.is_dir())
        {
            let now = Old::read(aside)?;
            let known = |path: &String| old.ours.contains_key(path) || old.others.contains(path);
            for path in now
                .others
                .iter()
                .filter(|path| !known(path) && !out.join(path).exists())
            {
                if let Some(parent) = out.join(path).parent() {
                    fs::create_dir_all(parent)
                        .map_err(|cause| Trouble::new("making the folder", parent, cause))?;
                }
                carry_over(&aside.join(path), &out.join(path))?;
            }
        }
        Ok(())
    }

    /// What cannot be cleared up now is cleared up by the next build.
    fn clean(&self) {
        for left in [&self.new, &self.old] {
            let _ = fs::remove_dir_all(left);
        }
    }
}

#[cfg(any(target_os = "linux", target_os = "android", target_vendor = "apple"))]
fn exchange_in_one_step(new: &Path, out: &Path) -> io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    renameat_with(CWD, new, CWD, out, RenameFlags::EXCHANGE).map_err(io::Error::from)
}

#[cfg(not(any(target_os = "linux", target_os = "android", target_vendor = "apple")))]
fn exchange_in_one_step(_new: &Path, _out: &Path) -> io::Result<()> {
    Err(ErrorKind::Unsupported.into())
}

/// What stands in the folder before we write.
struct Old {
    /// Our files and the fingerprints with which we wrote them.
    ours: BTreeMap<String, String>,
    /// The files and links of others.
    others: Vec<String>,
    /// The folders.
    folders: Vec<String>,
    has_manifest: bool,
}

impl Old {
    fn read(out: &Path) -> Result<Self, Trouble> {
        let mut old = Self {
            ours: BTreeMap::new(),
            others: Vec::new(),
            folders: Vec::new(),
            has_manifest: false,
        };
        if !out.is_dir() {
            return Ok(old);
        }
        if let Ok(manifest) = fs::read_to_string(out.join(MANIFEST)) {
            old.has_manifest = true;
            let lines = manifest.lines().filter(|line| !line.starts_with('#'));
            old.ours = lines
                .filter_map(|line| line.split_once(' '))
                .map(|(key, path)| (path.to_owned(), key.to_owned()))
                .collect();
        }
        for entry in WalkDir::new(out).min_depth(1).sort_by_file_name() {
            let entry = entry.map_err(|error| {
                Trouble::new(
                    "reading",
                    out,
                    error
                        .into_io_error()
                        .unwrap_or_else(|| io::Error::other("a link leads in a circle")),
                )
            })?;
            let path = entry
                .path()
                .strip_prefix(out)
                .unwrap_or(entry.path())
                .to_string_lossy()
                .replace(std::path::MAIN_SEPARATOR, "/");
            if entry.file_type().is_dir() {
                old.folders.push(path);
            } else if path != MANIFEST && !old.ours.contains_key(&path) {
                old.others.push(path);
            }
        }
        Ok(old)
    }
}

impl Old {
    /// The same, where a file that is no longer made, and that somebody has put other words
    /// into, is that somebody's.
    fn without_exchanged(mut self, out: &Path, output: &Output) -> Self {
        let is_exchanged = |path: &String, key: &String| {
            output.get(path).is_none()
                && fs::read(out.join(path)).is_ok_and(|there| Key::of(&there).hex() != *key)
        };
        let exchanged: Vec<String> = self
            .ours
            .iter()
            .filter(|(path, key)| is_exchanged(path, key))
            .map(|(path, _)| path.clone())
            .collect();
        for path in exchanged {
            self.ours.remove(&path);
            self.others.push(path);
        }
        self
    }

    /// The folders that are not ours alone: those with files of others, and empty ones.
    fn shared_folders(&self) -> impl Iterator<Item = &str> {
        let parents = |path: &'_ str| -> Vec<String> {
            std::iter::successors(parent_of(path), |parent| parent_of(parent))
                .map(str::to_owned)
                .collect()
        };
        let ours: BTreeSet<String> = self.ours.keys().flat_map(|path| parents(path)).collect();
        let others: BTreeSet<String> = self.others.iter().flat_map(|path| parents(path)).collect();
        self.folders
            .iter()
            .map(String::as_str)
            .filter(move |folder| !ours.contains(*folder) || others.contains(*folder))
    }
}

/// The folder that a path lies in, if it is not the site's own.
fn parent_of(path: &str) -> Option<&str> {
    path.rsplit_once('/').map(|(parent, _)| parent)
}

/// What is to be done for each file.
struct Plan<'a> {
    /// Files of ours that can be linked, because they stand there already.
    kept: BTreeSet<&'a str>,
    /// The fingerprints of all files.
    keys: Vec<(&'a str, String)>,
}

impl<'a> Plan<'a> {
    fn new(old: &Old, out: &Path, output: &'a Output) -> Result<Self, Trouble> {
        let others: BTreeSet<&str> = old.others.iter().map(String::as_str).collect();
        let files: Vec<(&str, &[u8])> = output
            .iter()
            .map(|(path, bytes)| (path, &**bytes))
            .collect();
        let looked_at: Vec<(&str, String, bool)> = files
            .par_iter()
            .map(|(path, bytes)| {
                let key = Key::of(bytes).hex();
                // The manifest tells at once what has changed; what seems the same is compared,
                // because somebody may have changed it in its place.
                let may_be_same = others.contains(path)
                    || old.ours.get(*path).is_some_and(|before| *before == key);
                let is_same = may_be_same && is_file_with(&out.join(path), bytes);
                (*path, key, is_same)
            })
            .collect();
        if let Some((path, ..)) = looked_at
            .iter()
            .find(|(path, _, is_same)| others.contains(path) && !is_same)
        {
            return Err(not_ours(&out.join(path)));
        }
        let shared: BTreeSet<&str> = old.shared_folders().collect();
        let in_the_way = files.iter().find_map(|(path, _)| {
            let is_their_folder = shared.contains(path);
            let mut parents = std::iter::successors(parent_of(path), |parent| parent_of(parent));
            if is_their_folder {
                Some(*path)
            } else {
                parents.find(|parent| others.contains(parent))
            }
        });
        if let Some(path) = in_the_way {
            return Err(not_ours(&out.join(path)));
        }
        Ok(Self {
            kept: looked_at
                .iter()
                .filter(|(_, _, is_same)| *is_same)
                .map(|(path, ..)| *path)
                .collect(),
            keys: looked_at
                .into_iter()
                .map(|(path, key, _)| (path, key))
                .collect(),
        })
    }

    fn written(&self, old: &Old) -> Written {
        let made: BTreeSet<&str> = self.keys.iter().map(|(path, _)| *path).collect();
        Written {
            written: self.keys.len() - self.kept.len(),
            unchanged: self.kept.len(),
            removed: old
                .ours
                .keys()
                .filter(|path| !made.contains(path.as_str()))
                .count(),
        }
    }

    fn put_together(
        &self,
        new: &Path,
        old: &Old,
        out: &Path,
        output: &Output,
    ) -> Result<(), Trouble> {
        fs::create_dir(new).map_err(|cause| Trouble::new("making the folder", new, cause))?;
        if let Ok(metadata) = fs::metadata(out) {
            fs::set_permissions(new, metadata.permissions())
                .map_err(|cause| Trouble::new("preparing", new, cause))?;
        }
        make_folders(new, old, out, output)?;
        for path in &old.others {
            carry_over(&out.join(path), &new.join(path))?;
        }
        let files: Vec<(&str, &[u8])> = output
            .iter()
            .map(|(path, bytes)| (path, &**bytes))
            .collect();
        files.par_iter().try_for_each(|(path, bytes)| {
            let target = new.join(path);
            if target.is_file()
                || (self.kept.contains(path) && fs::hard_link(out.join(path), &target).is_ok())
            {
                return Ok(());
            }
            fs::write(&target, bytes).map_err(|cause| Trouble::new("writing", &target, cause))
        })?;
        let manifest = self
            .keys
            .iter()
            .fold(MANIFEST_HEAD.to_owned(), |text, (path, key)| {
                text + key + " " + path + "\n"
            });
        fs::write(new.join(MANIFEST), manifest)
            .map_err(|cause| Trouble::new("writing", &new.join(MANIFEST), cause))
    }
}

fn make_folders(new: &Path, old: &Old, out: &Path, output: &Output) -> Result<(), Trouble> {
    let mut folders: BTreeSet<&str> = output
        .iter()
        .filter_map(|(path, _)| parent_of(path))
        .collect();
    // A folder that is not ours alone stays, an empty one too.
    folders.extend(old.shared_folders());
    for folder in folders {
        let path = new.join(folder);
        fs::create_dir_all(&path)
            .map_err(|cause| Trouble::new("making the folder", &path, cause))?;
        if let Ok(before) = fs::metadata(out.join(folder)).and_then(|there| {
            if there.is_dir() {
                Ok(there.permissions())
            } else {
                Err(ErrorKind::NotADirectory.into())
            }
        }) {
            fs::set_permissions(&path, before)
                .map_err(|cause| Trouble::new("preparing", &path, cause))?;
        }
    }
    Ok(())
}

fn is_file_with(path: &Path, bytes: &[u8]) -> bool {
    let same_length = fs::metadata(path)
        .is_ok_and(|metadata| metadata.is_file() && metadata.len() == bytes.len() as u64);
    same_length && fs::read(path).is_ok_and(|there| there == bytes)
}

fn not_ours(path: &Path) -> Trouble {
    Trouble::refusal(format!(
        "{} was not written by Sevenfold, and a file of the site should stand there; move it away, or choose another folder with --out",
        shown(path)
    ))
}

/// Puts a file of somebody else's into the new folder too: the same file where the disk can link
/// it, a copy elsewhere.
fn carry_over(from: &Path, to: &Path) -> Result<(), Trouble> {
    let link = fs::read_link(from).ok();
    let done = match link {
        Some(target) => make_link(&target, to),
        None => fs::hard_link(from, to).or_else(|_| fs::copy(from, to).map(|_| ())),
    };
    done.map_err(|cause| Trouble::new("keeping", from, cause))
}

#[cfg(unix)]
fn make_link(target: &Path, at: &Path) -> io::Result<()> {
    std::os::unix::fs::symlink(target, at)
}

#[cfg(not(unix))]
fn make_link(target: &Path, at: &Path) -> io::Result<()> {
    let target = at
        .parent()
        .map_or_else(|| target.to_owned(), |folder| folder.join(target));
    fs::copy(target, at).map(|_| ())
}
