//! The fingerprints of what pages show: by these it is known which have to be made again.

use std::sync::Arc;

use rayon::prelude::*;

use super::{Card, Collection, Facet, Files, LATEST, Part, Shown, register};
use crate::memo::{Shelf, Wanted};
use crate::model::briefing::Briefing;
use crate::model::links::TextTarget;
use crate::model::{Links, Page as TextPage, Settings, Vocabulary};
use crate::source::{Key, KeyBuilder};

/// The fingerprints that many pages share.
#[derive(Debug)]
pub(super) struct Keys {
    /// Of what stands on every page.
    pub(super) frame: Key,
    /// Of the frame and of the numbers of briefings of each value.
    pub(super) facets: Key,
    /// Of each briefing's card as of today.
    pub(super) cards: Vec<Key>,
    /// Of each briefing's rows in the register as of today.
    pub(super) rows: Vec<Key>,
}

impl Keys {
    pub(super) fn new(frame: Key, cards: &[Card<'_>], files: &Files) -> Self {
        let facets = &files.facets;
        // The menu leads to topics and agencies where there are any.
        let in_menu = [Facet::Topic, Facet::Agency]
            .map(|facet| u64::from(facets.get(&facet).is_some_and(|values| !values.is_empty())));
        // Every page leads to the feed of all, where there is one.
        let has_feed = u64::from(cards.iter().any(|card| card.filed.is_dated()));
        // The foot leads to what is due for review where anything is.
        let at_foot = u64::from(!files.reviews.is_empty());
        let frame = in_menu
            .into_iter()
            .chain([has_feed, at_foot])
            .fold(KeyBuilder::new("frame").key(frame), KeyBuilder::number)
            .finish();
        let facets = facets.iter().fold(
            KeyBuilder::new("facets").key(frame),
            |key, (facet, values)| {
                let key = key.text(facet.folder());
                values.iter().fold(key, |key, (id, briefings)| {
                    key.text(id).number(briefings.len() as u64)
                })
            },
        );
        Self {
            frame,
            facets: facets.finish(),
            cards: cards.iter().map(|card| card.shown).collect(),
            rows: cards.iter().map(|card| card.recommendations).collect(),
        }
    }

    /// Half of the fingerprint of a row of the register: there are hundreds of thousands in all
    /// views.
    pub(super) fn row(&self, row: register::Row) -> u64 {
        self.rows[row.briefing as usize].half() ^ u64::from(row.item)
    }

    /// The fingerprint of a part of a list of briefings.
    pub(super) fn cards(&self, briefings: &[u32], part: Part, frame: Key) -> Key {
        let cards = briefings[part.from..part.to]
            .iter()
            .map(|index| self.cards[*index as usize]);
        KeyBuilder::new("cards")
            .key(frame)
            .keys(cards)
            .number(briefings.len() as u64)
            .finish()
    }

    pub(super) fn home(&self, site: &Collection, links: &Links) -> Key {
        let text = site.home.as_ref().map(|text| text.key).unwrap_or_default();
        let key = KeyBuilder::new("home")
            .key(self.facets)
            .keys(self.cards.iter().take(LATEST).copied())
            .number(site.briefings.len() as u64)
            .key(site.register.totals().key())
            .key(text);
        links_key(site, links, key).finish()
    }
}

/// The fingerprint of what stands on every page: settings, vocabulary, menu.
pub(super) fn frame_key(
    settings: &Settings,
    vocabulary: &Vocabulary,
    texts: &[Arc<TextPage>],
) -> Key {
    let menu = texts.iter().fold(KeyBuilder::new("frame"), |key, page| {
        key.text(&page.slug)
            .text(&page.title)
            .number(u64::from(page.in_menu))
    });
    menu.key(settings.key).key(vocabulary.key).finish()
}

/// The fingerprints of the pages of the briefings that are shown. As long as `around`, that of
/// everything by which links are followed, stays the same, only those are worked out again whose
/// briefing, or a text that it leads to, has changed.
pub(super) fn briefing_keys(
    site: &Collection,
    shown: &Shown<'_>,
    around: Key,
    kept: &mut Shelf<Key>,
) -> Vec<Key> {
    let wanted: Vec<BriefingPage<'_>> = shown
        .briefings
        .par_iter()
        .map(|index| BriefingPage::new(site, shown, *index))
        .collect();
    kept.renew(around, &wanted, |page| {
        let key = KeyBuilder::new("briefing")
            .key(site.keys.frame)
            .key(page.key);
        let successor = successor(site, page.briefing);
        let key = successor
            .into_iter()
            .fold(key, |key, number| text_key(site, number, key));
        links_key(site, shown.links(page.index), key).finish()
    })
}

/// The page of a briefing, whose fingerprint is wanted.
struct BriefingPage<'a> {
    briefing: &'a Briefing,
    index: u32,
    /// The fingerprint of the briefing, of today, and of the texts that it leads to.
    key: Key,
}

impl Wanted for BriefingPage<'_> {
    fn name(&self) -> &Arc<str> {
        &self.briefing.file
    }

    fn key(&self) -> Key {
        self.key
    }
}

impl<'a> BriefingPage<'a> {
    fn new(site: &Collection, shown: &Shown<'a>, index: u32) -> Self {
        let briefing = &shown.library.briefings[index as usize];
        let links = shown.links(index).texts.iter().map(|(number, _)| *number);
        let successor = successor(site, briefing);
        let related = site.relations.of(index).iter();
        let texts = links
            .chain(successor)
            .chain(related.map(|related| related.briefing));
        // What the page tells of other briefings.
        let others = site.relations.key_of(index) ^ site.learning.beside_key(shown.learned(index));
        let targets = texts.fold(others, |targets, number| {
            // Knuth's multiplier, so that no two places cancel each other out.
            targets.wrapping_mul(6_364_136_223_846_793_005) ^ site.book.text(number).shown.half()
        });
        Self {
            briefing,
            index,
            key: briefing.key.and(targets ^ shown.of_today(index)),
        }
    }
}

/// The number in the book of the briefing that takes the place of another.
pub(super) fn successor(site: &Collection, briefing: &Briefing) -> Option<u32> {
    let slug = &briefing.superseded_by.as_ref()?.value;
    site.book.number(&TextTarget::Briefing(slug.clone()))
}

/// Adds the fingerprint of where the links of a text lead on this site, and under which words.
pub(super) fn links_key(site: &Collection, links: &Links, mut key: KeyBuilder) -> KeyBuilder {
    for (number, span) in &links.texts {
        key = text_key(site, *number, key.number(span.start.into()));
    }
    for (wanted, _) in &links.addresses {
        key = key.number(u64::from(site.find_address(wanted).is_some()));
    }
    for id in &links.resources {
        key = key.text(&site.directory_address(id).unwrap_or_default());
    }
    for (path, span) in &links.pictures {
        key = site
            .book
            .picture_at(path)
            .map(|picture| picture.key)
            .into_iter()
            .fold(key.number(span.start.into()), KeyBuilder::key);
    }
    key
}

fn text_key(site: &Collection, number: u32, key: KeyBuilder) -> KeyBuilder {
    key.key(site.book.text(number).shown)
        .number(u64::from(site.shows_number(number)))
}
