//! The search of a site: an index of words that a reader's browser looks into, and the A to Z.
//!
//! There is no server to ask and none that could listen: the browser loads a manifest, the shards
//! of the words that are looked for, and the cards of what is found. Briefings are numbered from
//! the oldest, so that a new one changes no other number.

mod index;
pub mod letters;
pub mod units;
pub mod words;

use std::sync::Arc;

use rayon::prelude::*;

use super::directory::Directory;
use super::filing::Filed;
use super::{Page, PageKind, address};
use crate::model::{Briefing, Vocabulary};
use crate::source::{Key, KeyBuilder};

use index::Index;
pub use index::Shard;
use units::Words;

/// How many entries of the directory, or words of the glossary, share a card.
pub const ENTRIES_PER_CARD: usize = 20;

/// What is looked through.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Space {
    /// The briefings and their parts.
    Briefings,
    /// The resource directory.
    Resources,
    /// The glossary.
    Words,
}

impl Space {
    /// All, in the order of their results.
    pub const ALL: [Self; 3] = [Self::Briefings, Self::Resources, Self::Words];

    /// Its word, in files and addresses.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Briefings => "briefings",
            Self::Resources => "resources",
            Self::Words => "words",
        }
    }
}

/// The index of a site.
#[derive(Debug)]
pub struct Search {
    /// One of each space.
    pub spaces: [Searched; 3],
}

/// The index of a space.
#[derive(Debug)]
pub struct Searched {
    /// How many documents there are: briefings, or cards of several entries.
    pub documents: usize,
    /// The files with their words, in order.
    pub shards: Vec<Shard>,
}

impl Search {
    /// The index of a space.
    pub fn space(&self, space: Space) -> &Searched {
        &self.spaces[space as usize]
    }
}

/// What was worked out for the search of a site.
#[derive(Debug, Default)]
pub(super) struct Memo {
    spaces: [Index; 3],
    /// The words of the directory's entries, card by card.
    entries: Vec<(Key, Arc<Words>)>,
    entries_key: Option<Key>,
    glossary: Option<(Key, Vec<Arc<Words>>)>,
    /// The addresses of the cards, which are made once.
    cards: [Vec<Arc<str>>; 3],
}

/// What a site's search is made of.
pub(super) struct Sought<'a> {
    /// All briefings of the library.
    pub(super) library: &'a [Arc<Briefing>],
    pub(super) filed: &'a [Arc<Filed>],
    pub(super) words: &'a [Arc<Words>],
    /// Those that the site shows, the oldest first.
    pub(super) order: &'a [u32],
    pub(super) directory: &'a Directory,
    pub(super) vocabulary: &'a Vocabulary,
    /// What today makes of a briefing of the library, as a number.
    pub(super) of_today: &'a dyn Fn(u32) -> u64,
}

/// Brings the index up to date and gives it with its pages.
pub(super) fn search(sought: &Sought<'_>, memo: &mut Memo) -> (Arc<Search>, Vec<Page>) {
    memo.read_entries(sought.directory, sought.vocabulary);
    memo.read_glossary(sought.vocabulary);
    let briefings = sought.order.iter();
    let documents = [
        briefings
            .map(|index| sought.words[*index as usize].clone())
            .collect(),
        memo.entries
            .iter()
            .map(|(_, words)| words.clone())
            .collect(),
        memo.glossary
            .as_ref()
            .map(|(_, words)| words.clone())
            .unwrap_or_default(),
    ];
    let counts = documents.each_ref().map(Vec::len);
    memo.spaces
        .par_iter_mut()
        .zip(Space::ALL.into_par_iter())
        .zip(documents.into_par_iter())
        .for_each(|((index, space), documents)| index.update(space, documents));
    let mut pages = Vec::with_capacity(sought.order.len() + 1000);
    let mut key = KeyBuilder::new("search").key(sought.vocabulary.key);
    let spaces = Space::ALL.map(|space| {
        let shards = memo.spaces[space as usize].shards(space);
        let documents = counts[space as usize];
        key = std::mem::take(&mut key).number(documents as u64);
        for (number, shard) in (0u32..).zip(&shards) {
            let place = &shard.place;
            key = std::mem::take(&mut key).text(&shard.prefix).key(place.key);
            pages.push(Page {
                address: place.address.clone(),
                kind: PageKind::SearchShard(space, number, place.name.clone()),
                key: place.key,
            });
        }
        Searched { documents, shards }
    });
    pages.push(super::page(
        address::SEARCH_MANIFEST.to_owned(),
        PageKind::SearchManifest,
        key.finish(),
    ));
    memo.card_pages(sought, &counts, &mut pages);
    (Arc::new(Search { spaces }), pages)
}

impl Memo {
    fn read_entries(&mut self, directory: &Directory, vocabulary: &Vocabulary) {
        let key = KeyBuilder::new("entries")
            .key(directory.key)
            .key(vocabulary.key)
            .finish();
        if self.entries_key == Some(key) {
            return;
        }
        let keys: Vec<u64> = directory.entry_keys().collect();
        let cards = directory.entries.par_chunks(ENTRIES_PER_CARD);
        let cards = cards.zip(keys.par_chunks(ENTRIES_PER_CARD)).enumerate();
        let known = &self.entries;
        let entries = cards.map(|(number, (entries, keys))| {
            let key = keys
                .iter()
                .fold(KeyBuilder::new("card").key(vocabulary.key), |key, entry| {
                    key.number(*entry)
                })
                .finish();
            match known.get(number) {
                Some((before, words)) if *before == key => (key, words.clone()),
                Some(_) | None => (key, Arc::new(Words::of_entries(entries))),
            }
        });
        self.entries = entries.collect();
        self.entries_key = Some(key);
    }

    fn read_glossary(&mut self, vocabulary: &Vocabulary) {
        if self
            .glossary
            .as_ref()
            .is_some_and(|(key, _)| *key == vocabulary.key)
        {
            return;
        }
        let entries: Vec<_> = vocabulary.glossary.iter().collect();
        let cards = entries.chunks(ENTRIES_PER_CARD).map(|entries| {
            let entries = entries.iter().map(|(term, entry)| {
                (
                    term.as_str(),
                    entry.long.as_deref(),
                    entry.meaning.as_deref(),
                )
            });
            Arc::new(Words::of_glossary(entries))
        });
        self.glossary = Some((vocabulary.key, cards.collect()));
    }

    fn card_pages(&mut self, sought: &Sought<'_>, counts: &[usize; 3], pages: &mut Vec<Page>) {
        for (space, count) in Space::ALL.into_iter().zip(counts) {
            let cards = &mut self.cards[space as usize];
            let made = cards.len();
            cards.extend((made..*count).map(|number| address::search_card(space, number).into()));
            let addresses = (0u32..).zip(cards.iter().take(*count).cloned());
            match space {
                Space::Briefings => pages.extend(addresses.zip(sought.order).map(
                    |((number, address), index)| {
                        Page {
                            address,
                            kind: PageKind::SearchCard(
                                space,
                                number,
                                sought.filed[*index as usize].found_name.clone(),
                            ),
                            key: sought.library[*index as usize]
                                .key
                                .and((sought.of_today)(*index)),
                        }
                    },
                )),
                Space::Resources => pages.extend(addresses.zip(&self.entries).map(
                    |((number, address), (key, _))| Page {
                        kind: PageKind::SearchCard(space, number, address.clone()),
                        address,
                        key: *key,
                    },
                )),
                Space::Words => pages.extend(addresses.map(|(number, address)| Page {
                    kind: PageKind::SearchCard(space, number, address.clone()),
                    address,
                    key: sought.vocabulary.key,
                })),
            }
        }
    }
}

/// Which entries of a list share the card of this number.
pub fn entries_of_card(number: u32, all: usize) -> std::ops::Range<usize> {
    let from = number as usize * ENTRIES_PER_CARD;
    from..all.min(from + ENTRIES_PER_CARD)
}
