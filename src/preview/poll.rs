//! Finds changes by looking at all files again and again, where the system does not tell of them:
//! on network drives, and on the disks of Windows seen from Linux.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::time::Duration;

use crate::disk::{Project, Stamp};

/// How long to wait between two looks.
pub(super) const EVERY: Duration = Duration::from_millis(500);

/// Looks at a project again and again, and tells which files have come, changed or gone, until
/// nobody listens any more.
pub(super) fn start(project: Project, tell: impl Fn(Vec<PathBuf>) -> bool + Send + 'static) {
    let mut before = project.stamps();
    let mut emptied = BTreeSet::new();
    std::thread::spawn(move || {
        loop {
            std::thread::sleep(EVERY);
            let mut now = project.stamps();
            await_content(&mut now, &before, &mut emptied);
            let changed: Vec<PathBuf> = changes(&before, &now)
                .map(|name| project.root().join(name))
                .collect();
            before = now;
            if !changed.is_empty() && !tell(changed) {
                return;
            }
        }
    });
}

/// A file that has just become empty is about to be written: it counts as unchanged until the next
/// look, when it is believed.
fn await_content(
    now: &mut BTreeMap<String, Stamp>,
    before: &BTreeMap<String, Stamp>,
    emptied: &mut BTreeSet<String>,
) {
    for (name, stamp) in now.iter_mut() {
        let old = before.get(name).filter(|old| old.size > 0);
        match old.filter(|_| stamp.size == 0) {
            Some(old) if emptied.insert(name.clone()) => *stamp = *old,
            _ => {
                emptied.remove(name);
            }
        }
    }
}

fn changes<'a>(
    before: &'a BTreeMap<String, Stamp>,
    now: &'a BTreeMap<String, Stamp>,
) -> impl Iterator<Item = &'a String> {
    let changed = now
        .iter()
        .filter(|(name, stamp)| before.get(*name) != Some(*stamp));
    let gone = before.iter().filter(|(name, _)| !now.contains_key(*name));
    changed.chain(gone).map(|(name, _)| name)
}
