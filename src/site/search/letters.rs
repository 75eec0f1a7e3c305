//! Everything that can be found, from A to Z: what the search page shows without a script.

use crate::model::Vocabulary;
use crate::model::text::plain_letter;
use crate::site::directory::Directory;
use crate::site::keys::Keys;
use crate::site::{Card, Facet, Files, Page, PageKind, Part, address, page};
use crate::source::{Key, KeyBuilder, offset};

/// How many entries stand on one page with all letters; where there are more, each letter has
/// pages of its own.
const ON_ONE_PAGE: usize = 400;
/// How many entries a page of one letter has.
const PER_PAGE: usize = 500;

/// The entries in the order of their names.
#[derive(Debug, Default)]
pub struct Letters {
    /// The entries.
    pub entries: Vec<Entry>,
    /// The letters under which there are any, with where theirs end.
    pub letters: Vec<(Letter, usize)>,
}

/// Something with a name and a place.
#[derive(Clone, Copy, Debug)]
pub struct Entry {
    /// What it is.
    pub kind: EntryKind,
    /// Its place: among the site's briefings, the values of the facet, the entries of the
    /// directory or the words of the glossary.
    pub number: u32,
    /// Half of the fingerprint of what is shown of it, besides the vocabulary.
    key: u64,
}

/// What an entry is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum EntryKind {
    /// A briefing.
    Briefing,
    /// A topic that has briefings.
    Topic,
    /// An agency that has briefings.
    Agency,
    /// An entry of the directory.
    Resource,
    /// A word of the glossary.
    Word,
}

/// Under what a name stands. In order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Letter {
    /// It begins with a digit.
    Digit,
    /// It begins with this capital letter of the English alphabet.
    Of(char),
    /// It begins otherwise.
    Other,
}

impl Letter {
    /// Its part of an address.
    pub fn word(self) -> String {
        match self {
            Self::Digit => "0-9".to_owned(),
            Self::Of(letter) => letter.to_ascii_lowercase().to_string(),
            Self::Other => "other".to_owned(),
        }
    }
}

/// The words by which a name is sorted, and the letter under which it stands.
fn place_of(name: &str) -> (Letter, &str) {
    let first = name.char_indices().find(|(_, sign)| sign.is_alphanumeric());
    let Some((at, first)) = first else {
        return (Letter::Other, name);
    };
    let plain = plain_letter(first).unwrap_or(first).to_ascii_uppercase();
    let letter = match plain {
        '0'..='9' => Letter::Digit,
        'A'..='Z' => Letter::Of(plain),
        _ => Letter::Other,
    };
    (letter, &name[at..])
}

/// Names in small letters, sorted before.
#[derive(Debug, Default)]
pub(in crate::site) struct Names(Vec<(Letter, String, Entry)>);

impl Names {
    /// Those of the directory.
    pub(in crate::site) fn of_directory(directory: &Directory) -> Self {
        let entries = directory.entries.iter().zip(directory.entry_keys());
        let names = (0u32..).zip(entries).map(|(number, (entry, key))| {
            let name = entry.resource.name.to_lowercase();
            let (letter, from) = place_of(&name);
            let name = from.to_owned();
            let kind = EntryKind::Resource;
            (letter, name, Entry { kind, number, key })
        });
        let mut names: Vec<_> = names.collect();
        names.sort_by(|(letter, name, _), (other, others, _)| (letter, name).cmp(&(other, others)));
        Self(names)
    }
}

/// Sorts everything that a site shows.
pub(in crate::site) fn sort(
    cards: &[Card<'_>],
    files: &Files,
    directory: &Names,
    vocabulary: &Vocabulary,
) -> Letters {
    type Sorted<'a> = (Letter, &'a str, EntryKind, Entry);
    let sorted = |name, entry: Entry| -> Sorted<'_> {
        let (letter, name) = place_of(name);
        (letter, name, entry.kind, entry)
    };
    let mut few: Vec<(String, Entry)> = Vec::new();
    for (facet, kind) in [
        (Facet::Topic, EntryKind::Topic),
        (Facet::Agency, EntryKind::Agency),
    ] {
        let values = files.facets.get(&facet).into_iter().flatten();
        for (number, (id, _)) in (0u32..).zip(values) {
            let key = Key::of(id.as_bytes()).half();
            let name = facet.rank(id, vocabulary).unwrap_or_else(|| id.clone());
            few.push((name, Entry { kind, number, key }));
        }
    }
    for (number, term) in (0u32..).zip(vocabulary.glossary.keys()) {
        let kind = EntryKind::Word;
        few.push((
            term.to_lowercase(),
            Entry {
                kind,
                number,
                key: 0,
            },
        ));
    }
    let briefings = (0u32..).zip(cards).map(|(number, card)| {
        let (kind, key) = (EntryKind::Briefing, card.shown.half());
        sorted(&card.filed.title, Entry { kind, number, key })
    });
    let mut all: Vec<Sorted<'_>> = briefings.collect();
    all.extend(few.iter().map(|(name, entry)| sorted(name, *entry)));
    let before = |one: &Sorted<'_>, other: &Sorted<'_>| {
        (one.0, one.1, one.2, one.3.number).cmp(&(other.0, other.1, other.2, other.3.number))
    };
    all.sort_unstable_by(before);
    let directory = directory.0.iter();
    all.extend(directory.map(|(letter, name, entry)| (*letter, name.as_str(), entry.kind, *entry)));
    // Two runs that are in order: this sort lays them into each other.
    all.sort_by(before);
    let mut letters: Vec<(Letter, usize)> = Vec::new();
    for (at, (letter, ..)) in all.iter().enumerate() {
        match letters.last_mut() {
            Some((last, to)) if last == letter => *to = at + 1,
            Some(_) | None => letters.push((*letter, at + 1)),
        }
    }
    Letters {
        entries: all.into_iter().map(|(.., entry)| entry).collect(),
        letters,
    }
}

impl Letters {
    /// Whether all entries stand on one page.
    pub fn is_one_page(&self) -> bool {
        self.entries.len() <= ON_ONE_PAGE
    }

    /// Where the entries of a letter, by its number, begin and end.
    pub fn range(&self, letter: usize) -> std::ops::Range<usize> {
        let from = letter
            .checked_sub(1)
            .map_or(0, |before| self.letters[before].1);
        from..self.letters[letter].1
    }

    pub(in crate::site) fn pages(&self, keys: &Keys) -> Vec<Page> {
        let counts = self
            .letters
            .iter()
            .fold(
                KeyBuilder::new("letters").key(keys.frame),
                |key, (letter, to)| key.text(&letter.word()).number(*to as u64),
            )
            .finish();
        let key = |range: std::ops::Range<usize>| {
            self.entries[range]
                .iter()
                .fold(KeyBuilder::new("letter").key(counts), |key, entry| {
                    key.number(entry.key)
                        .number(u64::from(entry.number) << 3 | entry.kind as u64)
                })
                .finish()
        };
        let all = if self.is_one_page() {
            0..self.entries.len()
        } else {
            0..0
        };
        let mut pages = vec![page(
            address::SEARCH.to_owned(),
            PageKind::Letters(None, Part::whole(all.len())),
            key(all),
        )];
        if self.is_one_page() {
            return pages;
        }
        for (number, (letter, _)) in self.letters.iter().enumerate() {
            let range = self.range(number);
            let first = address::letter(*letter);
            pages.extend(Part::all(range.len(), PER_PAGE).map(|part| {
                let entries = range.start + part.from..range.start + part.to;
                page(
                    address::numbered(&first, part.number),
                    PageKind::Letters(Some(offset(number)), part),
                    key(entries),
                )
            }));
        }
        pages
    }
}
