//! What other sites and machines take: feeds, the sitemap, the files of the `api/` folder, and of
//! each briefing a fragment, a card to embed and its description.
//!
//! Everything that holds many briefings is made from their cards and rows, and known by their
//! fingerprints: the edit of a sentence makes none of it again.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::directory::Directory;
use super::keys::Keys;
use super::{Card, Collection, Facet, Files, Page, PageKind, Shown, address, page};
use crate::source::{Key, KeyBuilder};

/// How many of the newest briefings a feed holds.
pub const IN_FEED: usize = 30;

/// How many addresses a sitemap may hold, by the protocol at sitemaps.org.
pub const IN_SITEMAP: usize = 50_000;

/// A file for machines or for other sites.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum File {
    /// The newest briefings of a channel.
    Feed(Channel, Format),
    /// The addresses of all pages of words.
    Sitemap,
    /// What crawlers are asked.
    Robots,
    /// A file of the `api/` folder that holds what the whole site has.
    Api(Api),
    /// A form of one briefing.
    Of(u32, Form),
}

/// What a feed follows. Indexes are those of the facet's values.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Channel {
    /// All briefings.
    All,
    /// Those of one topic or agency.
    Value(Facet, u32),
}

/// How a feed is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Atom (RFC 4287).
    Atom,
    /// JSON Feed 1.1.
    Json,
}

/// A file of the `api/` folder.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Api {
    /// The page that describes the others.
    Guide,
    /// What there is.
    Index,
    /// The cards of all briefings.
    Briefings,
    /// All recommendations.
    Recommendations,
    /// The resource directory.
    Resources,
}

/// A form of one briefing besides its page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// Plain markup to paste into another site.
    Fragment,
    /// A card to embed in another site.
    Embed,
    /// What oEmbed says of the card.
    OEmbed,
    /// The briefing for machines.
    Json,
}

impl Format {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Atom, Self::Json];
}

impl Collection {
    /// The briefings of a channel's feed: the newest by their days of publication. One without a
    /// day cannot be news.
    pub fn in_feed(&self, channel: Channel) -> Vec<u32> {
        let is_dated = |index: &u32| self.briefing(*index).published.is_some();
        let all = match channel {
            Channel::All => (0u32..).zip(&self.briefings).map(|(index, _)| index),
            Channel::Value(facet, value) => {
                let briefings = self.values(facet)[value as usize].1.iter().copied();
                return briefings.filter(is_dated).take(IN_FEED).collect();
            }
        };
        all.filter(is_dated).take(IN_FEED).collect()
    }

    /// Where a channel's feed stands.
    pub fn feed_address(&self, channel: Channel, format: Format) -> String {
        let value = match channel {
            Channel::All => None,
            Channel::Value(facet, value) => {
                Some((facet, self.values(facet)[value as usize].0.as_str()))
            }
        };
        address::feed(value, format)
    }

    /// The feeds that there are.
    pub fn channels(&self) -> &BTreeSet<Channel> {
        &self.lists.channels
    }
}

/// The channels that have a feed: those with a dated briefing, where it is known at which address
/// the site will stand. Readers of feeds want whole addresses.
pub(super) fn channels(
    base_url: Option<&str>,
    cards: &[Card<'_>],
    files: &Files,
) -> BTreeSet<Channel> {
    let is_dated = |index: u32| cards[index as usize].filed.is_dated();
    let mut channels = BTreeSet::new();
    if base_url.is_none() {
        return channels;
    }
    if cards.iter().any(|card| card.filed.is_dated()) {
        channels.insert(Channel::All);
    }
    for facet in [Facet::Topic, Facet::Agency] {
        let values = files.facets.get(&facet).map_or(&[][..], Vec::as_slice);
        for (value, (_, briefings)) in (0u32..).zip(values) {
            if briefings.iter().any(|index| is_dated(*index)) {
                channels.insert(Channel::Value(facet, value));
            }
        }
    }
    channels
}

/// From what the files that hold many briefings are made.
pub(super) struct Around<'a> {
    pub(super) shown: &'a Shown<'a>,
    /// The briefings in the order of the site.
    pub(super) cards: &'a [Card<'a>],
    pub(super) files: &'a Files,
    pub(super) channels: &'a BTreeSet<Channel>,
    pub(super) directory: &'a Directory,
    pub(super) keys: &'a Keys,
}

/// The files that hold many briefings, but for the sitemap, which names pages that are not lists.
pub(super) fn pages(around: &Around<'_>, has_base: bool) -> Vec<Page> {
    let mut files = around.feeds();
    files.extend(around.api());
    if has_base {
        files.push(file(
            address::ROBOTS,
            File::Robots,
            KeyBuilder::new("robots").key(around.keys.frame).finish(),
        ));
    }
    files
}

impl Around<'_> {
    fn feeds(&self) -> Vec<Page> {
        let mut pages = Vec::new();
        for channel in self.channels {
            let value = self.value_of(*channel);
            let newest = match *channel {
                Channel::All => self.newest(0..self.cards.len()),
                Channel::Value(facet, value) => {
                    let briefings = &self.files.facets[&facet][value as usize].1;
                    self.newest(briefings.iter().map(|index| *index as usize))
                }
            };
            let key = KeyBuilder::new("feed").key(self.keys.frame).keys(newest);
            let key = key.finish();
            for format in Format::ALL {
                let address = address::feed(value, format);
                pages.push(file(&address, File::Feed(*channel, format), key));
            }
        }
        pages
    }

    fn value_of(&self, channel: Channel) -> Option<(Facet, &str)> {
        match channel {
            Channel::All => None,
            Channel::Value(facet, value) => {
                let (id, _) = &self.files.facets[&facet][value as usize];
                Some((facet, id))
            }
        }
    }

    /// The fingerprints of the newest of these briefings, which are in the order of the site.
    fn newest(&self, briefings: impl Iterator<Item = usize>) -> Vec<Key> {
        briefings
            .filter(|index| self.cards[*index].filed.is_dated())
            .take(IN_FEED)
            .map(|index| self.cards[index].shown)
            .collect()
    }

    fn api(&self) -> [Page; 5] {
        let kind = |kind: &str| KeyBuilder::new(kind).key(self.keys.frame);
        let briefings = kind("api briefings").keys(self.cards.iter().map(|card| card.shown));
        // Recommendations and resources name briefings by their addresses alone, so that the edit
        // of a title leaves these two large files as they are.
        let shown = self.shown.briefings.iter();
        let recommendations = shown
            .clone()
            .fold(kind("api recommendations"), |key, index| {
                let facts = self.shown.briefing(*index).shown.facts;
                key.key(facts.and(self.shown.of_today(*index)))
            });
        let resources = kind("api resources").key(self.directory.key);
        let resources = shown.fold(resources, |key, index| {
            key.text(&self.shown.filed(*index).address)
        });
        let feeds = self.channels.iter().fold(kind("channels"), |key, channel| {
            key.text(&address::feed(self.value_of(*channel), Format::Atom))
        });
        let feeds = feeds.finish();
        let index = KeyBuilder::new("api index").number(self.cards.len() as u64);
        let index = index.key(feeds).finish();
        [
            file(address::API, File::Api(Api::Guide), feeds),
            file(address::API_INDEX, File::Api(Api::Index), index),
            file(
                address::API_BRIEFINGS,
                File::Api(Api::Briefings),
                briefings.finish(),
            ),
            file(
                address::API_RECOMMENDATIONS,
                File::Api(Api::Recommendations),
                recommendations.finish(),
            ),
            file(
                address::API_RESOURCES,
                File::Api(Api::Resources),
                resources.finish(),
            ),
        ]
    }

    /// Of the addresses of all pages, and of the days on which briefings last changed.
    pub(super) fn sitemap_key(&self, pages: &[Page]) -> Key {
        let key = KeyBuilder::new("sitemap").key(self.keys.frame);
        let key = self.shown.briefings.iter().fold(key, |key, index| {
            let filed = self.shown.filed(*index);
            key.text(&filed.address).number(u64::from(filed.updated))
        });
        pages
            .iter()
            .fold(key, |key, page| key.text(&page.address))
            .finish()
    }
}

/// The sitemap. `lists` is the fingerprint of the addresses that stay as long as no card changes,
/// `others` are further pages that it names.
pub(super) fn sitemap(lists: Key, others: &[Page]) -> Page {
    let key = KeyBuilder::new("sitemap").key(lists);
    let key = others.iter().fold(key, |key, page| key.text(&page.address));
    file(address::SITEMAP, File::Sitemap, key.finish())
}

impl Collection {
    /// The files that are made with a page and change with it: with the fragment of a briefing,
    /// its other forms. They are four to a briefing; each as a page of its own, they would make the
    /// plan of a large site five times as long.
    pub fn beside(&self, page: &Page) -> Vec<Page> {
        let PageKind::Exchange(File::Of(index, Form::Fragment)) = page.kind else {
            return Vec::new();
        };
        let has_base = self.settings.base_url.is_some();
        let slug = &self.briefing(index).slug;
        [Form::Embed, Form::OEmbed, Form::Json]
            .into_iter()
            .filter(|form| has_base || *form != Form::OEmbed)
            .map(|form| file(&address::form(slug, form), File::Of(index, form), page.key))
            .collect()
    }
}

/// The fragment of a briefing, which stands for all its forms. `page` is the fingerprint of the
/// briefing's page, `card` that of its card.
pub(super) fn forms(address: &Arc<str>, index: u32, page: Key, card: Key) -> Page {
    Page {
        address: address.clone(),
        kind: PageKind::Exchange(File::Of(index, Form::Fragment)),
        key: page.and(card.half()),
    }
}

fn file(address: &str, file: File, key: Key) -> Page {
    page(address.to_owned(), PageKind::Exchange(file), key)
}
