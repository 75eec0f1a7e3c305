//! What has been made before, kept by name and recognised by key.
//!
//! A shelf is lent to a phase, which makes only what the shelf does not hold. A cold build is
//! a build with empty shelves: there is no second way through the program.

use std::collections::HashMap;
use std::sync::Arc;

use rayon::prelude::*;

use crate::source::Key;

/// Values made earlier, each with the key of what it was made from.
#[derive(Debug)]
pub struct Shelf<V> {
    kept: HashMap<Arc<str>, (Key, V)>,
    /// How many values the last renewal had to make.
    made: usize,
}

impl<V> Default for Shelf<V> {
    fn default() -> Self {
        Self {
            kept: HashMap::new(),
            made: 0,
        }
    }
}

/// A thing that is wanted: its name, and the key of everything it is made from.
pub trait Wanted: Sync {
    /// The name under which it is kept; no two things wanted at once share one.
    fn name(&self) -> Arc<str>;
    /// The fingerprint of everything it is made from.
    fn key(&self) -> Key;
}

impl<V: Clone + Send + Sync> Shelf<V> {
    /// Gives the value of each wanted thing, in order: the one on the shelf where its key has
    /// not changed, a new one otherwise. What is no longer wanted leaves the shelf.
    pub fn renew<W: Wanted>(&mut self, wanted: &[W], make: impl Fn(&W) -> V + Sync) -> Vec<V> {
        let kept = &self.kept;
        let renewed: Vec<(Arc<str>, Key, V, bool)> = wanted
            .par_iter()
            .map(|want| {
                let (name, key) = (want.name(), want.key());
                match kept.get(&name) {
                    Some((before, value)) if *before == key => (name, key, value.clone(), false),
                    _ => {
                        let value = make(want);
                        (name, key, value, true)
                    }
                }
            })
            .collect();
        self.made = renewed.iter().filter(|(.., made)| *made).count();
        let unchanged = self.made == 0 && self.kept.len() == renewed.len();
        if !unchanged {
            self.kept = renewed
                .iter()
                .map(|(name, key, value, _)| (name.clone(), (*key, value.clone())))
                .collect();
        }
        renewed.into_iter().map(|(_, _, value, _)| value).collect()
    }

    /// How many values the last renewal had to make.
    pub fn made(&self) -> usize {
        self.made
    }
}
