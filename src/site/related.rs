//! Related briefings: those that share topics, learning themes and agencies, and what they share.
//!
//! What few briefings have says more than what all have. Without a shared topic or theme nothing
//! is related: the police take part in nearly everything.

use std::cmp::Reverse;
use std::sync::Arc;

use rayon::prelude::*;

use super::{Facet, Shown};
use crate::model::learning::Learned;
use crate::source::{Key, KeyBuilder, offset};

/// How many briefings are related to one at most.
const RELATED: usize = 4;
/// How many of the things that two briefings share are told.
const TOLD: usize = 3;
/// How many others are looked at for each briefing: those of its rarest topics and themes.
const LOOKED_AT: usize = 256;

/// A related briefing.
#[derive(Clone, Debug)]
pub struct Related {
    /// The briefing, as an index among the library's.
    pub briefing: u32,
    /// What both have, that which says most first.
    pub shared: Vec<Shared>,
}

/// What two briefings have in common, as a number among all topics, learning themes or agencies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shared {
    /// A topic.
    Topic(u32),
    /// A learning theme.
    Theme(u32),
    /// An agency.
    Agency(u32),
}

/// The related briefings of all briefings of the library.
#[derive(Debug, Default)]
pub struct Relations {
    by_briefing: Vec<Arc<[Related]>>,
    /// The fingerprints of what is shared, titles left out.
    keys: Vec<u64>,
}

impl Relations {
    /// The briefings related to one of the library, the nearest first.
    pub fn of(&self, index: u32) -> &[Related] {
        &self.by_briefing[index as usize]
    }

    /// The fingerprint of which they are and what they share.
    pub(super) fn key_of(&self, index: u32) -> u64 {
        self.keys[index as usize]
    }
}

/// The fingerprint of what relations are made from.
pub(super) fn key(shown: &Shown<'_>, order: &[u32]) -> Key {
    let key = KeyBuilder::new("related").number(shown.library.briefings.len() as u64);
    let key = order.iter().fold(key, |key, index| {
        key.number(u64::from(*index) << 1 | u64::from(shown.is_suggested(*index)))
            .number(shown.filed(*index).key.half())
            .number(themes_key(shown.learned(*index)))
    });
    key.key(shown.library.vocabulary.key).finish()
}

fn themes_key(learned: &Learned) -> u64 {
    learned.themes.iter().fold(1u64, |key, theme| {
        key.wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(u64::from(*theme) + 1)
    })
}

/// Finds the relations of these briefings, given the newest first.
pub(super) fn collect(shown: &Shown<'_>, order: &[u32]) -> Relations {
    let table = Table::new(shown, order);
    let found: Vec<(u32, Arc<[Related]>)> = (0u32..)
        .zip(order)
        .collect::<Vec<_>>()
        .into_par_iter()
        .map_init(
            || vec![u32::MAX; order.len()],
            |seen, (at, index)| {
                let related = table.related(at, seen).into_iter();
                let related = related.map(|(other, shared)| Related {
                    briefing: order[other as usize],
                    shared,
                });
                (*index, related.collect())
            },
        )
        .collect();
    let count = shown.library.briefings.len();
    let mut relations = Relations {
        by_briefing: vec![Arc::default(); count],
        keys: vec![0; count],
    };
    for (index, related) in found {
        relations.keys[index as usize] = fingerprint(&related);
        relations.by_briefing[index as usize] = related;
    }
    relations
}

fn fingerprint(related: &[Related]) -> u64 {
    let key = related.iter().fold(KeyBuilder::default(), |key, related| {
        let shared = related.shared.iter().map(|shared| match shared {
            Shared::Topic(number) => u64::from(*number) << 2,
            Shared::Theme(number) => u64::from(*number) << 2 | 1,
            Shared::Agency(number) => u64::from(*number) << 2 | 2,
        });
        shared
            .fold(key.number(u64::from(related.briefing)), KeyBuilder::number)
            .number(u64::MAX)
    });
    key.finish().half()
}

/// What each briefing has, as bits: topics first, then themes, then agencies.
struct Table {
    topics: usize,
    themes: usize,
    /// How many words of bits a briefing has.
    stride: usize,
    bits: Vec<u64>,
    /// What it says that two briefings share the thing of each bit.
    weights: Vec<u32>,
    /// The briefings that may be suggested, by each topic and theme, the newest first.
    having: Vec<Vec<u32>>,
}

impl Table {
    fn new(shown: &Shown<'_>, order: &[u32]) -> Self {
        let vocabulary = &shown.library.vocabulary;
        let (topics, themes) = (vocabulary.topics.len(), vocabulary.learning_themes.len());
        let all = topics + themes + vocabulary.agencies.len();
        let stride = all.div_ceil(64).max(1);
        let mut bits = vec![0u64; stride * order.len()];
        let mut counts = vec![0u32; all];
        let mut having = vec![Vec::new(); topics + themes];
        for (at, index) in (0u32..).zip(order) {
            let of_filed = shown.filed(*index).values.iter();
            let of_filed = of_filed.filter_map(|(facet, number)| match facet {
                Facet::Topic => Some(*number as usize),
                Facet::Agency => Some(topics + themes + *number as usize),
                Facet::Partnership | Facet::Audience | Facet::Kind | Facet::Year => None,
            });
            let of_themes = shown.learned(*index).themes.iter();
            let of_themes = of_themes.map(|theme| topics + *theme as usize);
            for bit in of_filed.chain(of_themes) {
                bits[at as usize * stride + bit / 64] |= 1 << (bit % 64);
                counts[bit] += 1;
                if bit < topics + themes && shown.is_suggested(*index) {
                    having[bit].push(at);
                }
            }
        }
        let all_briefings = offset(order.len()) + 1;
        let weights = (0..).zip(&counts).map(|(bit, count)| {
            // The square root tempers how much a rare thing outweighs several common ones.
            let rarity = (all_briefings * 256 / (*count).max(1)).isqrt();
            rarity
                * if bit < topics {
                    3
                } else if bit < topics + themes {
                    2
                } else {
                    1
                }
        });
        Self {
            topics,
            themes,
            stride,
            weights: weights.collect(),
            bits,
            having,
        }
    }

    /// The bits of a briefing.
    fn of(&self, at: u32) -> &[u64] {
        &self.bits[at as usize * self.stride..][..self.stride]
    }

    /// The briefings related to one, and what they share. `seen` says for whom each was seen last.
    fn related(&self, at: u32, seen: &mut [u32]) -> Vec<(u32, Vec<Shared>)> {
        seen[at as usize] = at;
        let mut own: Vec<usize> = ones(self.of(at).iter().copied())
            .filter(|bit| *bit < self.having.len())
            .collect();
        own.sort_by_key(|bit| (self.having[*bit].len(), *bit));
        let mut candidates: Vec<(Reverse<u32>, u32)> = Vec::new();
        for other in own.into_iter().flat_map(|bit| &self.having[bit]) {
            if candidates.len() == LOOKED_AT {
                break;
            }
            if std::mem::replace(&mut seen[*other as usize], at) != at {
                let score = self.shared(at, *other).map(|bit| self.weights[bit]).sum();
                candidates.push((Reverse(score), *other));
            }
        }
        candidates.sort_unstable();
        candidates.truncate(RELATED);
        candidates
            .into_iter()
            .map(|(_, other)| (other, self.told(at, other)))
            .collect()
    }

    fn shared(&self, one: u32, other: u32) -> impl Iterator<Item = usize> {
        let both = self.of(one).iter().zip(self.of(other));
        ones(both.map(|(one, other)| one & other))
    }

    /// What two briefings share, as far as it is told.
    fn told(&self, one: u32, other: u32) -> Vec<Shared> {
        let mut shared: Vec<usize> = self.shared(one, other).collect();
        shared.sort_by_key(|bit| (Reverse(self.weights[*bit]), *bit));
        let shared = shared.into_iter().take(TOLD).map(|bit| {
            if bit < self.topics {
                Shared::Topic(offset(bit))
            } else if bit < self.topics + self.themes {
                Shared::Theme(offset(bit - self.topics))
            } else {
                Shared::Agency(offset(bit - self.topics - self.themes))
            }
        });
        shared.collect()
    }
}

/// The places of the ones among bits.
fn ones(words: impl Iterator<Item = u64>) -> impl Iterator<Item = usize> {
    words.enumerate().flat_map(|(word, bits)| {
        (0..64)
            .filter(move |bit| bits >> bit & 1 == 1)
            .map(move |bit| word * 64 + bit)
    })
}
