//! Recurring learning: which theme was found in which briefings, over the years.
//!
//! It is made anew when any finding shows other themes or other words of them. Titles are no part
//! of it, so that it stays when one is changed.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use super::{Collection, Page, PageKind, Part, Shown, address, kept_back, page};
use crate::model::learning::{Learned, Side};
use crate::source::{Key, KeyBuilder};

/// How many findings a page of a theme has.
pub const FINDINGS_PER_PAGE: usize = 100;
/// How many themes stand beside a finding on the page of its briefing.
const BESIDE: usize = 3;
/// Up to so many other briefings are counted beside a finding.
const COUNTED: usize = 20;

/// The learning themes with their findings.
#[derive(Debug, Default)]
pub struct Learning {
    /// All themes, those with the most findings first.
    pub themes: Vec<Theme>,
    /// The years of the briefings, the oldest first; last those that have none.
    pub years: Vec<Option<u32>>,
    /// How many briefings show each theme, in the order of the themes' ids.
    briefings: Vec<usize>,
    /// The fingerprint of all that.
    key: Key,
}

/// A learning theme.
#[derive(Debug)]
pub struct Theme {
    /// Its id.
    pub id: String,
    /// Its number, in the order of the ids.
    pub number: u32,
    /// What shows it: the newest year first, and within a year by side.
    pub entries: Vec<Entry>,
    /// How many of them stand in which year on which side, in the order of the years.
    pub cells: Vec<[usize; Side::ALL.len()]>,
    /// How many briefings show it.
    pub briefings: usize,
}

/// A finding that shows a theme, or a briefing whose author names it.
#[derive(Clone, Copy, Debug)]
pub struct Entry {
    /// The briefing, as an index among the library's.
    pub briefing: u32,
    /// Which of the findings that show themes; none where the author names the theme alone.
    pub showing: Option<u32>,
    /// On which side.
    pub side: Side,
    /// The briefing's year.
    pub year: Option<u32>,
    /// The fingerprint of what it shows besides the title.
    key: u64,
}

/// How many briefings: counted where they are few. Of many the number need not be exact, and a
/// page that tells it need not change whenever another briefing joins them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct About {
    /// The number.
    pub number: usize,
    /// Whether there are more.
    pub is_more: bool,
}

impl About {
    fn new(number: usize) -> Self {
        let mut known = COUNTED;
        if number <= known {
            return Self {
                number,
                is_more: false,
            };
        }
        while known * 2 < number {
            known *= 2;
        }
        Self {
            number: known,
            is_more: true,
        }
    }
}

impl Theme {
    /// The page on which the findings of a year on one side begin, from 1.
    pub fn page_of(&self, year: Option<u32>, side: Side) -> usize {
        let first = self
            .entries
            .partition_point(|entry| (Reverse(entry.year), entry.side) < (Reverse(year), side));
        first / FINDINGS_PER_PAGE + 1
    }

    /// How many findings, or namings, there are on one side.
    pub fn total(&self, side: Side) -> usize {
        self.cells.iter().map(|cell| cell[side as usize]).sum()
    }

    /// How many findings there are in all.
    pub fn findings(&self) -> usize {
        self.total(Side::Concern) + self.total(Side::Strength)
    }

    fn cells_key(&self, key: KeyBuilder) -> KeyBuilder {
        let numbers = self.cells.iter().flatten();
        numbers
            .fold(key.text(&self.id), |key, number| key.number(*number as u64))
            .number(self.briefings as u64)
    }
}

/// The fingerprint of what themes are found in, of the briefings in this order.
pub(super) fn key(shown: &Shown<'_>, order: &[u32]) -> Key {
    let key = KeyBuilder::new("learning").key(shown.library.vocabulary.key);
    let key = order.iter().fold(key, |key, index| {
        let date = u64::from(shown.filed(*index).date);
        key.number(u64::from(*index) << 32 | date)
            .number(shown.learned(*index).key.half() ^ shown.kept_back(*index))
    });
    key.finish()
}

/// Collects what these briefings, the newest first, show of the themes.
pub(super) fn collect(shown: &Shown<'_>, order: &[u32], key: Key) -> Learning {
    let vocabulary = &shown.library.vocabulary;
    let year_of = |index: u32| Some(shown.filed(index).date >> 16).filter(|year| *year > 0);
    let mut years: Vec<Option<u32>> = order
        .iter()
        .map(|index| year_of(*index))
        .collect::<BTreeSet<_>>()
        .into_iter()
        .collect();
    // None sorts first, and is shown last.
    let undated = usize::from(years.first() == Some(&None));
    years.rotate_left(undated);
    let mut entries: Vec<Vec<Entry>> = vec![Vec::new(); vocabulary.learning_themes.len()];
    let mut briefings = vec![0; entries.len()];
    for index in order.iter().copied() {
        let learned = shown.learned(index);
        let kept_back = shown.kept_back(index);
        let entry = |showing: Option<u32>, side, key: u64| Entry {
            briefing: index,
            showing,
            side,
            year: year_of(index),
            key: key ^ kept_back,
        };
        for (number, showing) in (0u32..).zip(&learned.findings) {
            for theme in showing.themes() {
                let is_named = u64::from(learned.named.contains(&theme));
                let key = showing.key.half() ^ is_named << 8;
                entries[theme as usize].push(entry(Some(number), showing.side, key));
            }
        }
        for theme in &learned.themes {
            briefings[*theme as usize] += 1;
            let found = &mut entries[*theme as usize];
            if found.last().is_none_or(|entry| entry.briefing != index) {
                found.push(entry(None, Side::Named, 0));
            }
        }
    }
    let ids = (0u32..).zip(vocabulary.learning_themes.keys());
    let mut themes: Vec<Theme> = ids
        .zip(entries)
        .map(|((number, id), entries)| {
            let briefings = briefings[number as usize];
            theme(id, number, entries, briefings, &years)
        })
        .collect();
    themes.sort_by_cached_key(|theme| {
        let name = &vocabulary.learning_themes[&theme.id].name;
        (
            Reverse(theme.findings()),
            Reverse(theme.briefings),
            name.to_lowercase(),
        )
    });
    Learning {
        themes,
        years,
        briefings,
        key,
    }
}

fn theme(
    id: &str,
    number: u32,
    mut entries: Vec<Entry>,
    briefings: usize,
    years: &[Option<u32>],
) -> Theme {
    entries.sort_by_key(|entry| (Reverse(entry.year), entry.side));
    let mut cells = vec![[0; Side::ALL.len()]; years.len()];
    for entry in &entries {
        let year = years.iter().position(|year| *year == entry.year);
        let year = year.expect("invariant: the years are those of the briefings");
        cells[year][entry.side as usize] += 1;
    }
    Theme {
        id: id.to_owned(),
        number,
        entries,
        cells,
        briefings,
    }
}

impl Learning {
    /// In how many other briefings the themes of a finding were found, the most first; only a few.
    pub fn beside(&self, themes: impl Iterator<Item = u32>) -> Vec<(u32, About)> {
        let mut beside: Vec<(u32, About)> = themes
            .map(|theme| (theme, self.others(theme)))
            .filter(|(_, others)| others.number > 0)
            .collect();
        beside.sort_by_key(|(theme, others)| (Reverse(*others), *theme));
        beside.truncate(BESIDE);
        beside
    }

    /// In how many briefings besides one that shows it a theme was found.
    fn others(&self, theme: u32) -> About {
        About::new(self.briefings[theme as usize].saturating_sub(1))
    }

    /// The fingerprint of what a briefing's page tells of the others.
    pub(super) fn beside_key(&self, learned: &Learned) -> u64 {
        learned.themes.iter().fold(0u64, |key, theme| {
            let others = self.others(*theme);
            key.wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add((others.number as u64) << 1 | u64::from(others.is_more))
        })
    }

    /// A theme by its number.
    pub fn theme(&self, number: u32) -> Option<&Theme> {
        self.themes.iter().find(|theme| theme.number == number)
    }

    /// Whether a theme, or all of them, stand at this path. The further pages of a theme come and
    /// go, and are no place to lead to.
    pub(super) fn has_page(&self, path: &str) -> bool {
        let mut themes = self.themes.iter();
        !self.themes.is_empty() && path == address::LEARNING
            || themes.any(|theme| path == address::learning_theme(&theme.id))
    }

    /// The fingerprint of what is worked out from this and from the titles of the briefings.
    pub(super) fn pages_key(&self, site: &Collection) -> Key {
        KeyBuilder::new("learning pages")
            .key(site.keys.frame)
            .key(self.key)
            .key(site.book.shown)
            .finish()
    }

    /// The pages of recurring learning: none where no theme is declared.
    pub(super) fn pages(&self, site: &Collection) -> Vec<Page> {
        if self.themes.is_empty() {
            return Vec::new();
        }
        let frame = KeyBuilder::new("themes").key(site.keys.frame);
        let frame = self.years.iter().fold(frame, |key, year| {
            key.number(year.map_or(0, |year| u64::from(year) + 1))
        });
        let frame = frame.finish();
        let themes = self.themes.iter();
        let matrix = themes.fold(KeyBuilder::new("matrix").key(frame), |key, theme| {
            theme.cells_key(key)
        });
        let mut pages = vec![page(
            address::LEARNING.to_owned(),
            PageKind::Learning,
            matrix.finish(),
        )];
        for (place, theme) in (0u32..).zip(&self.themes) {
            for part in Part::all(theme.entries.len(), FINDINGS_PER_PAGE) {
                let key = theme.cells_key(KeyBuilder::new("theme").key(frame));
                let entries = &theme.entries[part.from..part.to];
                let key = entries.iter().fold(key, |key, entry| {
                    key.number(entry.key)
                        .number(site.book.text(entry.briefing).shown.half())
                });
                let first = address::learning_theme(&theme.id);
                pages.push(page(
                    address::numbered(&first, part.number),
                    PageKind::LearningTheme(place, part),
                    key.finish(),
                ));
            }
        }
        pages
    }
}

impl Collection {
    /// What a briefing of the library shows of the learning themes.
    pub fn learned(&self, index: u32) -> &Learned {
        &self.learned[index as usize]
    }

    /// The index among the library's of a briefing of the site.
    pub fn number(&self, position: u32) -> u32 {
        self.order[position as usize]
    }

    /// The place among the site's of a briefing of the library that it shows.
    pub fn position(&self, index: u32) -> u32 {
        self.positions[index as usize].expect("invariant: what is shown has a position")
    }

    /// The fingerprint of what a briefing's findings show on the pages of themes.
    pub fn findings_key(&self, position: u32) -> Key {
        let index = self.number(position);
        let kept_back = kept_back(self.briefing(position), self.today);
        let title = self.book.text(index).shown.half();
        self.learned(index).key.and(title ^ kept_back)
    }
}
