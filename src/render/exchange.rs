//! Files for machines and other sites: XML and markup from templates, JSON from views.

use std::sync::{Arc, Mutex};

use serde::Serialize;
use tera::Context;

use super::view::api::VERSION;
use super::{Making, Rendered};
use crate::memo::{Shelf, Wanted};
use crate::site::exchange::{Api, Channel, File, Form, Format};
use crate::site::{Page, PageKind};
use crate::source::{Key, KeyBuilder};

/// The parts of the large files, kept from one build to the next: one change among 10,000
/// briefings writes one of them anew. Each shelf belongs to one file, so nobody waits for it.
#[derive(Debug, Default)]
pub(super) struct Kept {
    briefings: Mutex<Shelf<Arc<str>>>,
    recommendations: Mutex<Shelf<Arc<str>>>,
}

/// The part of a large file that is one briefing's.
struct Part<'a> {
    file: &'a Arc<str>,
    index: u32,
    key: Key,
}

impl Wanted for Part<'_> {
    fn name(&self) -> &Arc<str> {
        self.file
    }

    fn key(&self) -> Key {
        self.key
    }
}

impl Making<'_> {
    /// A file for machines, where it is one that no layout frames.
    pub(super) fn exchange(&self, page: &Page) -> Option<Rendered> {
        let PageKind::Exchange(file) = page.kind else {
            return None;
        };
        let viewer = self.viewer;
        Some(match file {
            File::Feed(channel, format) => self.feed(channel, format, page),
            File::Sitemap => {
                let mut context = Context::new();
                context.insert("sitemap", &viewer.sitemap());
                self.template("pages/sitemap.xml", &context, page)
            }
            File::Robots => Ok(viewer.robots().into_bytes().into()),
            File::Api(Api::Index) => Ok(json(&viewer.api_index())),
            File::Api(Api::Briefings) => Ok(self.briefings()),
            File::Api(Api::Recommendations) => Ok(self.recommendations()),
            File::Api(Api::Resources) => {
                let entries = viewer.api_resources().map(|entry| text(&entry));
                let entries: Vec<String> = entries.collect();
                Ok(list("resources", &entries))
            }
            File::Of(index, Form::Json) => Ok(json(&viewer.api_whole(index))),
            File::Of(index, Form::OEmbed) => self.oembed(index, page),
            File::Of(index, Form::Fragment) => {
                let mut context = Context::new();
                context.insert("fragment", &viewer.fragment(index, &page.address));
                context.insert_value("words", self.theme.phrases.value());
                let made = self.template("pages/fragment.html", &context, page);
                made.map(|bytes| in_ascii(&bytes))
            }
            // These two are pages that people look at.
            File::Of(_, Form::Embed) | File::Api(Api::Guide) => return None,
        })
    }

    fn template(&self, name: &str, context: &Context, page: &Page) -> Rendered {
        let templates = &self.theme.templates;
        templates
            .render(name, context, &page.address)
            .map(Into::into)
    }

    fn feed(&self, channel: Channel, format: Format, page: &Page) -> Rendered {
        let feed = self.viewer.feed(channel);
        match format {
            Format::Json => Ok(json(&feed.into_json())),
            Format::Atom => {
                let mut context = Context::new();
                context.insert("feed", &feed);
                self.template("pages/atom.xml", &context, page)
            }
        }
    }

    /// The card's frame as markup, within what oEmbed says of it.
    fn oembed(&self, index: u32, page: &Page) -> Rendered {
        let embedded = self.viewer.oembed(index);
        let mut context = Context::new();
        context.insert("embed", &embedded);
        let html = self.template("pages/embed-code.html", &context, page)?;
        let html = String::from_utf8_lossy(&html).trim().to_owned();
        Ok(json(&embedded.with(html)))
    }

    fn briefings(&self) -> Arc<[u8]> {
        let site = self.viewer.site;
        let wanted = self.parts(|index| site.card_key(index));
        let mut kept = lock(&self.records.briefings);
        let made = kept.renew(self.look, &wanted, |part| {
            text(&self.viewer.api_card(part.index)).into()
        });
        list("briefings", &made)
    }

    fn recommendations(&self) -> Arc<[u8]> {
        let site = self.viewer.site;
        let wanted = self.parts(|index| {
            // Which are overdue is in the fingerprint of the rows; it moves a little more often.
            site.briefing(index)
                .shown
                .facts
                .and(site.rows_key(index).half())
        });
        let mut kept = lock(&self.records.recommendations);
        let made = kept.renew(self.look, &wanted, |part| {
            let items = self.viewer.api_recommendations(part.index);
            let items: Vec<String> = items.iter().map(text).collect();
            items.join(",\n").into()
        });
        list("recommendations", &made)
    }

    /// One part for each briefing, in the order of the files.
    fn parts(&self, key: impl Fn(u32) -> Key) -> Vec<Part<'_>> {
        let briefings = (0u32..).zip(&self.viewer.site.briefings);
        let mut parts: Vec<Part<'_>> = briefings
            .map(|(index, briefing)| Part {
                file: &briefing.file,
                index,
                key: KeyBuilder::new(&briefing.slug).key(key(index)).finish(),
            })
            .collect();
        parts.sort_unstable_by_key(|part| part.file);
        parts
    }
}

fn lock<T>(kept: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    kept.lock()
        .expect("invariant: nothing panics while a large file is made")
}

fn text(value: &impl Serialize) -> String {
    serde_json::to_string(value).expect("invariant: a view has text for keys and no odd numbers")
}

fn json(value: &impl Serialize) -> Arc<[u8]> {
    let text = serde_json::to_string_pretty(value)
        .expect("invariant: a view has text for keys and no odd numbers");
    (text + "\n").into_bytes().into()
}

/// A file that is a list of records, each on a line of its own. An empty part holds none.
fn list(name: &str, parts: &[impl AsRef<str>]) -> Arc<[u8]> {
    let parts: Vec<&str> = parts
        .iter()
        .map(AsRef::as_ref)
        .filter(|part| !part.is_empty())
        .collect();
    let length: usize = parts.iter().map(|part| part.len() + 2).sum();
    let mut file = String::with_capacity(length + 64);
    file += &format!("{{\"version\":{VERSION},\"{name}\":[\n");
    for (number, part) in parts.into_iter().enumerate() {
        if number > 0 {
            file += ",\n";
        }
        file += part;
    }
    file += "\n]}\n";
    file.into_bytes().into()
}

/// Markup in ASCII alone: a fragment cannot say in which encoding it is written, and the page into
/// which it is pasted may be written in another.
fn in_ascii(markup: &[u8]) -> Arc<[u8]> {
    let markup = String::from_utf8_lossy(markup);
    let mut ascii = String::with_capacity(markup.len());
    for letter in markup.chars() {
        if letter.is_ascii() {
            ascii.push(letter);
        } else {
            ascii += &format!("&#{};", u32::from(letter));
        }
    }
    ascii.into_bytes().into()
}
