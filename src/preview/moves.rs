//! Follows texts that are renamed, so that whoever looks at one is led to its new address.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::model;
use crate::site::address;
use crate::source::{Content, SourceFile};

/// How many files that have come or gone are remembered.
const REMEMBERED: usize = 512;

/// Files that have gone, and where the same words have come up under another name.
#[derive(Debug, Default)]
pub(super) struct Moves {
    /// The texts that have gone, the last at the end.
    gone: Vec<(Arc<str>, Content)>,
    /// The texts that have come, the last at the end.
    came: Vec<(Arc<str>, Content)>,
    /// The new names of texts, by their old ones.
    moved: BTreeMap<Arc<str>, Arc<str>>,
    /// How many have gone and come since the last look.
    since: (usize, usize),
}

impl Moves {
    /// Takes note of a change. A text is known again by its words; which of two names is told of
    /// first is chance.
    pub(super) fn note(
        &mut self,
        path: &Arc<str>,
        before: Option<&SourceFile>,
        now: Option<&SourceFile>,
    ) {
        if model::target_of(path).is_none() {
            return;
        }
        let (list, file) = match (before, now) {
            (Some(before), None) => {
                self.since.0 += 1;
                (&mut self.gone, before)
            }
            (None, Some(now)) => {
                self.since.1 += 1;
                self.moved.remove(path);
                (&mut self.came, now)
            }
            (Some(_), Some(_)) => {
                // It is a text of its own now.
                self.came.retain(|(came, _)| came != path);
                return;
            }
            (None, None) => return,
        };
        list.push((path.clone(), file.content.clone()));
        if list.len() > REMEMBERED {
            list.remove(0);
        }
    }

    /// The new addresses of texts, by their old ones.
    pub(super) fn addresses(&mut self) -> BTreeMap<String, String> {
        let known = self.moved.len();
        self.gone.retain(|(from, words)| {
            let same = self
                .came
                .iter()
                .rposition(|(to, came)| came == words && to != from);
            if let Some(at) = same {
                let (to, _) = self.came.remove(at);
                self.moved.insert(from.clone(), to);
            }
            same.is_none()
        });
        // One text that goes and one that comes at once are the same, if they have much in common.
        if std::mem::take(&mut self.since) == (1, 1)
            && self.moved.len() == known
            && let (Some((from, was)), Some((to, is))) = (self.gone.last(), self.came.last())
            && are_alike(was, is)
        {
            self.moved.insert(from.clone(), to.clone());
            self.gone.pop();
            self.came.pop();
        }
        let address = |path: &str| Some(address::text(&model::target_of(path)?));
        let moved = self.moved.iter();
        moved
            .filter_map(|(from, to)| Some((address(from)?, address(to)?)))
            .filter(|(from, to)| from != to)
            .collect()
    }
}

/// Whether at least half of the lines of the longer text stand in both.
fn are_alike(one: &Content, other: &Content) -> bool {
    let (Content::Text(one), Content::Text(other)) = (one, other) else {
        return false;
    };
    let lines = |text: &str| -> Vec<String> {
        let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
        lines.map(str::to_owned).collect()
    };
    let (one, other) = (lines(one), lines(other));
    let known: BTreeSet<&String> = one.iter().collect();
    let both = other.iter().filter(|line| known.contains(line)).count();
    both > 0 && 2 * both >= one.len().max(other.len())
}
