//! Follows texts that are renamed, so that whoever looks at one is led to its new address.

use std::collections::BTreeMap;
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
            (Some(before), None) => (&mut self.gone, before),
            (None, Some(now)) => {
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
        let address = |path: &str| Some(address::text(&model::target_of(path)?));
        let moved = self.moved.iter();
        moved
            .filter_map(|(from, to)| Some((address(from)?, address(to)?)))
            .filter(|(from, to)| from != to)
            .collect()
    }
}
