//! Feeds, the sitemap, and what crawlers are asked.
//!
//! Days come from the metadata, never from the clock: a site that is built again has news only
//! where there are.

use serde::Serialize;

use super::Viewer;
use crate::model::Briefing;
use crate::site::exchange::{Api, Channel, File, Form, Format, IN_SITEMAP};
use crate::site::{Facet, PageKind, address};
use crate::source::Date as Day;
use crate::theme::fill;

/// A feed.
#[derive(Debug, Serialize)]
pub(in crate::render) struct Feed {
    title: String,
    subtitle: Option<String>,
    language: String,
    /// The address of the Atom feed, which is its name for ever.
    url: String,
    json_url: String,
    /// The page of which it is the feed.
    home: String,
    updated: String,
    author: Author,
    generator: &'static str,
    entries: Vec<Entry>,
}

#[derive(Debug, Serialize)]
struct Author {
    name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<String>,
}

#[derive(Debug, Serialize)]
struct Entry {
    /// The address of the briefing's page, which is its name for ever.
    url: String,
    title: String,
    summary: Option<String>,
    published: String,
    updated: String,
    author: Option<String>,
    topics: Vec<Topic>,
}

#[derive(Debug, Serialize)]
struct Topic {
    id: String,
    name: String,
}

/// A feed after JSON Feed 1.1.
#[derive(Debug, Serialize)]
pub(in crate::render) struct JsonFeed {
    version: &'static str,
    title: String,
    home_page_url: String,
    feed_url: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    description: Option<String>,
    language: String,
    authors: [Author; 1],
    items: Vec<JsonItem>,
}

#[derive(Debug, Serialize)]
struct JsonItem {
    id: String,
    url: String,
    title: String,
    content_text: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    summary: Option<String>,
    date_published: String,
    date_modified: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    authors: Vec<Author>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    tags: Vec<String>,
}

/// An address for crawlers.
#[derive(Debug, Serialize)]
pub(in crate::render) struct Place {
    url: String,
    updated: Option<String>,
}

impl Feed {
    /// The same after JSON Feed 1.1, which wants a content: that of a briefing is its summary, for
    /// its text changes more often than it is news.
    pub(in crate::render) fn into_json(self) -> JsonFeed {
        let items = self.entries.into_iter().map(|entry| JsonItem {
            id: entry.url.clone(),
            url: entry.url,
            content_text: entry.summary.clone().unwrap_or_else(|| entry.title.clone()),
            title: entry.title,
            summary: entry.summary,
            date_published: entry.published,
            date_modified: entry.updated,
            authors: entry
                .author
                .into_iter()
                .map(|name| Author { name, url: None })
                .collect(),
            tags: entry.topics.into_iter().map(|topic| topic.name).collect(),
        });
        JsonFeed {
            version: "https://jsonfeed.org/version/1.1",
            title: self.title,
            home_page_url: self.home,
            feed_url: self.json_url,
            description: self.subtitle,
            language: self.language,
            authors: [self.author],
            items: items.collect(),
        }
    }
}

impl Viewer<'_> {
    /// The feed of a channel.
    pub(in crate::render) fn feed(self, channel: Channel) -> Feed {
        let settings = &self.site.settings;
        let absolute = |path: &str| self.absolute(path).unwrap_or_default();
        let entries: Vec<Entry> = self
            .site
            .in_feed(channel)
            .into_iter()
            .filter_map(|index| self.feed_entry(self.site.briefing(index)))
            .collect();
        let home = match channel {
            Channel::All => address::HOME.to_owned(),
            Channel::Value(facet, value) => {
                address::value(facet, &self.site.values(facet)[value as usize].0)
            }
        };
        let partnership = settings.partnership.as_ref();
        let partnership =
            partnership.and_then(|id| self.site.vocabulary.partnerships.get(&id.value));
        let newest = entries.iter().map(|entry| entry.updated.as_str()).max();
        Feed {
            title: for_xml(&self.feed_title(channel)),
            subtitle: settings.description.as_deref().map(for_xml),
            language: settings.language.clone(),
            url: absolute(&self.site.feed_address(channel, Format::Atom)),
            json_url: absolute(&self.site.feed_address(channel, Format::Json)),
            home: absolute(&home),
            updated: newest.unwrap_or_default().to_owned(),
            author: Author {
                name: for_xml(partnership.map_or(&settings.title, |it| &it.name)),
                url: partnership.and_then(|it| it.url.clone()),
            },
            generator: concat!("Sevenfold ", env!("CARGO_PKG_VERSION")),
            entries,
        }
    }

    /// What a feed is called: the site's name, and what it follows.
    pub(super) fn feed_title(self, channel: Channel) -> String {
        let title = &self.site.settings.title;
        match channel {
            Channel::All => title.clone(),
            Channel::Value(facet, value) => {
                let name = self.value_name(facet, &self.site.values(facet)[value as usize].0);
                let phrase = self.phrases.get("data", "feed");
                fill(phrase, &[("title", title), ("name", &name)])
            }
        }
    }

    fn feed_entry(self, briefing: &Briefing) -> Option<Entry> {
        let published = briefing.published?;
        // It cannot have changed before it was there.
        let updated = briefing
            .updated()
            .map_or(published, |day| day.max(published));
        let partnership = briefing.partnership.as_ref();
        Some(Entry {
            url: self.absolute(&address::briefing(&briefing.slug))?,
            title: for_xml(&briefing.title),
            summary: briefing.summary.as_deref().map(for_xml),
            published: moment(published),
            updated: moment(updated),
            author: partnership.map(|id| for_xml(&self.value_name(Facet::Partnership, id))),
            topics: briefing
                .topics
                .iter()
                .map(|id| Topic {
                    id: id.clone(),
                    name: for_xml(&self.value_name(Facet::Topic, id)),
                })
                .collect(),
        })
    }

    /// The addresses of all pages that people read. What is over the limit of one sitemap is left
    /// out: lists stand behind the briefings that they lead to.
    pub(in crate::render) fn sitemap(self) -> Vec<Place> {
        let places = self.site.pages.iter().filter_map(|page| {
            let updated = match &page.kind {
                PageKind::Briefing(index) => self.site.briefing(*index).updated(),
                PageKind::Home
                | PageKind::Briefings(_)
                | PageKind::Facet(_)
                | PageKind::Value(..)
                | PageKind::Register(..)
                | PageKind::Resources(_)
                | PageKind::Learning
                | PageKind::LearningTheme(..)
                | PageKind::Glossary
                | PageKind::Letters(..)
                | PageKind::Meeting(_)
                | PageKind::Review(_)
                | PageKind::Leaving
                | PageKind::Accessibility
                | PageKind::RegisterBriefings(_)
                | PageKind::Text(_)
                | PageKind::Exchange(File::Api(Api::Guide)) => None,
                PageKind::NotFound
                | PageKind::Picture(_)
                | PageKind::Exchange(_)
                | PageKind::RegisterFile(..)
                | PageKind::ReviewDates
                | PageKind::SearchManifest
                | PageKind::Filters
                | PageKind::SearchShard(..)
                | PageKind::SearchCard(..) => return None,
            };
            Some(Place {
                url: self.absolute(&page.address)?,
                updated: updated.map(|day| day.to_string()),
            })
        });
        places.take(IN_SITEMAP).collect()
    }

    /// What crawlers are asked (RFC 9309): everything may be read; what is made for pasting is no
    /// result of a search.
    pub(in crate::render) fn robots(self) -> String {
        let base = self.site.settings.base_url.as_deref().unwrap_or_default();
        let after_host = base.split_once("://").map_or(base, |(_, rest)| rest);
        let folder = after_host
            .find('/')
            .map_or("/", |slash| &after_host[slash..]);
        let fragments = address::form("*", Form::Fragment);
        let mut robots = String::new();
        if folder != "/" {
            robots += "# Crawlers read this file at the root of a host alone. Copy its lines into the one there.\n";
        }
        robots += &format!("User-agent: *\nDisallow: {folder}{fragments}\n\n");
        robots += &format!("Sitemap: {base}{}\n", address::SITEMAP);
        robots
    }
}

/// The beginning of a day (RFC 3339).
fn moment(day: Day) -> String {
    format!("{day}T00:00:00Z")
}

/// A text without the characters that XML cannot hold, not even written as numbers (XML 1.0, 2.2).
fn for_xml(text: &str) -> String {
    let is_char = |letter: &char| !matches!(letter, '\0'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}');
    text.chars().filter(is_char).collect()
}
