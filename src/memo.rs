//! What has been made before, kept by name and recognised by key.
//!
//! A shelf is lent to a phase, which makes only what the shelf does not hold. A cold build is
//! a build with empty shelves: there is no second way through the program.

use std::collections::HashMap;
use std::sync::Arc;

use rayon::prelude::*;

use crate::source::{Key, SourceFile};

/// Values made earlier, each with the key of what it was made from.
#[derive(Debug)]
pub struct Shelf<V> {
    /// The fingerprint of what all values were made with.
    context: Key,
    kept: Vec<Kept<V>>,
    /// How many values the last renewal had to make.
    made: usize,
}

#[derive(Debug)]
struct Kept<V> {
    name: Arc<str>,
    key: Key,
    value: V,
}

impl<V> Default for Shelf<V> {
    fn default() -> Self {
        Self {
            context: Key::default(),
            kept: Vec::new(),
            made: 0,
        }
    }
}

/// A thing that is wanted: its name, and the key of everything that it alone is made from.
pub trait Wanted: Sync {
    /// The name under which it is kept. Where two things wanted at once share one, which they do
    /// in faulty projects only, one of them is made anew each time.
    fn name(&self) -> &Arc<str>;
    /// The fingerprint of what it is made from, besides the context that all share.
    fn key(&self) -> Key;
}

impl Wanted for &SourceFile {
    fn name(&self) -> &Arc<str> {
        &self.path
    }

    fn key(&self) -> Key {
        self.key
    }
}

impl<V: Clone + Send + Sync> Shelf<V> {
    /// Gives the value of each wanted thing, in order: the one on the shelf where neither its key
    /// nor the context has changed, a new one otherwise. What is no longer wanted leaves the
    /// shelf.
    pub fn renew<W: Wanted>(
        &mut self,
        context: Key,
        wanted: &[W],
        make: impl Fn(&W) -> V + Sync,
    ) -> Vec<V> {
        self.renew_first(context, wanted, make, |_| false, |_, _| {})
    }

    /// The same. As long as the context stays, what `is_awaited` among the things to be made is
    /// made before all others, and `hand_over` gets it at once.
    pub fn renew_first<W: Wanted>(
        &mut self,
        context: Key,
        wanted: &[W],
        make: impl Fn(&W) -> V + Sync,
        is_awaited: impl Fn(&W) -> bool,
        hand_over: impl Fn(&W, &V),
    ) -> Vec<V> {
        let places = self.places(wanted);
        let same_context = self.context == context;
        let missing = (0..wanted.len()).filter(|at| {
            !same_context
                || places[*at].is_none_or(|place| self.kept[place].key != wanted[*at].key())
        });
        let (awaited, others): (Vec<usize>, Vec<usize>) =
            missing.partition(|at| same_context && is_awaited(&wanted[*at]));
        let make = |at: usize| Kept {
            name: wanted[at].name().clone(),
            key: wanted[at].key(),
            value: make(&wanted[at]),
        };
        let mut made = Vec::with_capacity(awaited.len() + others.len());
        for at in awaited {
            let kept = make(at);
            hand_over(&wanted[at], &kept.value);
            made.push((at, kept));
        }
        made.par_extend(others.into_par_iter().map(|at| (at, make(at))));
        made.sort_unstable_by_key(|(at, _)| *at);
        self.context = context;
        self.made = made.len();
        self.arrange(&places, made.into_iter());
        self.kept.iter().map(|kept| kept.value.clone()).collect()
    }

    /// How many values the last renewal had to make.
    pub fn made(&self) -> usize {
        self.made
    }

    /// Where each wanted thing stands on the shelf. Mostly they are wanted in the order in which
    /// they were wanted before, so each is looked for behind the last one found, and by its name
    /// only where it is not there.
    fn places<W: Wanted>(&self, wanted: &[W]) -> Vec<Option<usize>> {
        let mut by_name: Option<HashMap<&str, usize>> = None;
        let mut is_taken = vec![false; self.kept.len()];
        let mut next = 0;
        let mut place_of = |name: &Arc<str>| {
            let is_next = self
                .kept
                .get(next)
                .is_some_and(|kept| Arc::ptr_eq(&kept.name, name) || kept.name == *name);
            let place = if is_next {
                next
            } else {
                let names = self.kept.iter().enumerate();
                *by_name
                    .get_or_insert_with(|| names.map(|(at, kept)| (&*kept.name, at)).collect())
                    .get(&**name)?
            };
            next = place + 1;
            (!std::mem::replace(&mut is_taken[place], true)).then_some(place)
        };
        wanted.iter().map(|want| place_of(want.name())).collect()
    }

    /// Puts the shelf into the order of what is wanted: what was kept from its old place, what was
    /// made where it belongs.
    fn arrange(&mut self, places: &[Option<usize>], made: impl Iterator<Item = (usize, Kept<V>)>) {
        let in_place = self.kept.len() == places.len()
            && (0..).zip(places).all(|(at, place)| *place == Some(at));
        if in_place {
            for (at, new) in made {
                self.kept[at] = new;
            }
            return;
        }
        let mut old: Vec<Option<Kept<V>>> = std::mem::take(&mut self.kept)
            .into_iter()
            .map(Some)
            .collect();
        let mut made = made.peekable();
        for (at, place) in places.iter().enumerate() {
            let new = made.next_if(|(made_for, _)| *made_for == at);
            let kept = new
                .map(|(_, kept)| kept)
                .or_else(|| place.and_then(|place| old[place].take()));
            self.kept
                .push(kept.expect("invariant: what is not made anew is on the shelf, once"));
        }
    }
}
