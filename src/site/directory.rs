//! The resource directory: the shared entries and what stands in the briefings, each service
//! once, known by its address or number.

use std::collections::HashMap;

use rayon::prelude::*;

use super::Part;
use crate::model::Library;
use crate::model::harvest::{Mention, OwnResource};
use crate::model::text::slug;
use crate::model::vocabulary::{Resource, ResourceKind};
use crate::source::{Key, KeyBuilder, offset};

/// All resources, by their kinds and then by their names.
#[derive(Clone, Debug, Default)]
pub struct Directory {
    /// The entries.
    pub entries: Vec<Entry>,
    /// Where the entries of the shared directory stand among them, by their ids.
    pub positions: HashMap<String, usize>,
    /// What the entries' pages show, in few numbers: of each entry the fingerprint of its words,
    /// and where its uses end among those of all.
    words: Vec<(u64, u32)>,
    /// The uses of all entries.
    uses: Vec<u32>,
    /// The fingerprint of what it was made from.
    pub key: Key,
}

/// One resource.
#[derive(Clone, Debug)]
pub struct Entry {
    /// Its id in the shared directory, if it stands there.
    pub id: Option<String>,
    /// Its name within its page.
    pub anchor: String,
    /// What is known of it.
    pub resource: Resource,
    /// The briefings that name it, as indexes among the library's.
    pub used_in: Vec<u32>,
}

/// How many of the briefings that name a resource are shown with it.
pub const SHOWN_USES: usize = 5;

/// Makes the directory of these briefings of the library, the newest first: where several name a
/// service, the words of the newest are shown. `key` is the fingerprint of all that.
pub(super) fn collect(library: &Library, briefings: &[u32], key: Key) -> Directory {
    let vocabulary = &library.vocabulary;
    let mut entries: Vec<Entry> = vocabulary
        .resources
        .iter()
        .map(|(id, resource)| Entry {
            id: Some(id.clone()),
            anchor: id.clone(),
            resource: resource.clone(),
            used_in: Vec::new(),
        })
        .collect();
    let mut by_id: HashMap<String, usize> = HashMap::new();
    let mut by_address: HashMap<String, usize> = HashMap::new();
    for (index, entry) in entries.iter().enumerate() {
        by_id.extend(entry.id.clone().map(|id| (id, index)));
        for address in addresses(
            entry.resource.url.as_deref(),
            entry
                .resource
                .phone
                .as_ref()
                .map(|phone| phone.href.as_str()),
        ) {
            by_address.entry(address).or_insert(index);
        }
        by_address.extend(
            entry
                .resource
                .email
                .as_deref()
                .map(|email| (format!("mailto:{email}"), index)),
        );
    }
    for at in briefings.iter().copied() {
        let briefing = &library.briefings[at as usize];
        for id in &library.briefing_links[at as usize].resources {
            if let Some(index) = by_id.get(id) {
                entries[*index].is_used_in(at);
            }
        }
        for own in briefing.resources.iter().filter_map(own) {
            let addresses = addresses(
                own.url.as_deref(),
                own.phone.as_ref().map(|phone| phone.href.as_str()),
            );
            let known = addresses
                .iter()
                .find_map(|address| by_address.get(address).copied());
            let index = known.unwrap_or_else(|| {
                let anchor = own_anchor(own, addresses.first().map_or("", String::as_str));
                entries.push(Entry {
                    id: None,
                    anchor,
                    resource: resource(own),
                    used_in: Vec::new(),
                });
                entries.len() - 1
            });
            for address in addresses {
                by_address.entry(address).or_insert(index);
            }
            entries[index].is_used_in(at);
        }
    }
    entries.par_sort_by_cached_key(|entry| {
        (
            entry.resource.kind,
            entry.resource.name.to_lowercase(),
            entry.resource.url.clone(),
        )
    });
    let positions = entries
        .iter()
        .enumerate()
        .filter_map(|(position, entry)| Some((entry.id.clone()?, position)))
        .collect();
    let mut uses = Vec::new();
    let words: Vec<u64> = entries.par_iter().map(Entry::words_key).collect();
    let words = words.into_iter().zip(&entries).map(|(words, entry)| {
        uses.extend(&entry.used_in);
        (words, offset(uses.len()))
    });
    Directory {
        words: words.collect(),
        positions,
        entries,
        uses,
        key,
    }
}

impl Directory {
    /// Half of the fingerprint of what is shown of each entry, but for the briefings that name it
    /// and for what the vocabulary alone says.
    pub(super) fn entry_keys(&self) -> impl Iterator<Item = u64> {
        self.words.iter().map(|(words, _)| *words)
    }

    /// Adds the fingerprint of what a part of the directory shows. `positions` says where the
    /// library's briefings stand among the site's, and `cards` what is shown of these.
    pub(super) fn key_of(
        &self,
        part: Part,
        positions: &[Option<u32>],
        cards: &[Key],
        mut key: KeyBuilder,
    ) -> KeyBuilder {
        let mut from = part
            .from
            .checked_sub(1)
            .map_or(0, |last| self.words[last].1);
        let mut shown = Vec::new();
        for (words, to) in &self.words[part.from..part.to] {
            let uses = &self.uses[from as usize..*to as usize];
            shown.extend(uses.iter().filter_map(|at| positions[*at as usize]));
            shown.sort_unstable();
            let key_of_words = key.number(*words).number(shown.len() as u64);
            key = shown
                .drain(..)
                .take(SHOWN_USES)
                .fold(key_of_words, |key, at| {
                    key.number(cards[at as usize].half())
                });
            from = *to;
        }
        key
    }
}

impl Entry {
    /// Half of the fingerprint of what is shown of it, but for the briefings.
    fn words_key(&self) -> u64 {
        let resource = &self.resource;
        let contact = [
            resource.url.as_deref(),
            resource.email.as_deref(),
            resource.phone.as_ref().map(|phone| phone.text.as_str()),
            resource.about.as_deref(),
        ];
        // What only the shared directory can say is in the fingerprint of the vocabulary.
        contact
            .into_iter()
            .fold(
                KeyBuilder::new(&resource.name).text(&self.anchor),
                |key, part| key.text(part.unwrap_or_default()),
            )
            .finish()
            .half()
    }

    fn is_used_in(&mut self, briefing: u32) {
        if self.used_in.last() != Some(&briefing) {
            self.used_in.push(briefing);
        }
    }
}

/// The name of an entry within its page: its words, and a few letters that tell its address
/// from others of the same words.
fn own_anchor(own: &OwnResource, address: &str) -> String {
    let name = slug(&own.title);
    let tail = &Key::of(address.as_bytes()).short_hex()[..6];
    // A name within a page begins with a letter.
    if name.starts_with(|first: char| first.is_ascii_alphabetic()) {
        format!("{name}-{tail}")
    } else {
        format!("resource-{tail}")
    }
}

fn own(mention: &Mention) -> Option<&OwnResource> {
    match mention {
        Mention::Own(own) => Some(own),
        Mention::Shared(_) => None,
    }
}

/// By what a resource is recognised: its address without what does not tell pages apart, and
/// its number as dialled.
fn addresses(url: Option<&str>, phone: Option<&str>) -> Vec<String> {
    let url = url.map(|url| {
        let bare = url.split_once("://").map_or(url, |(_, rest)| rest);
        bare.strip_prefix("www.")
            .unwrap_or(bare)
            .trim_end_matches('/')
            .to_lowercase()
    });
    url.into_iter().chain(phone.map(str::to_owned)).collect()
}

/// What is known of a resource that stands in a text alone.
pub fn resource(own: &OwnResource) -> Resource {
    let email = own
        .url
        .as_deref()
        .and_then(|url| url.strip_prefix("mailto:"))
        .map(str::to_owned);
    let is_helpline = own.title.to_lowercase().contains("helpline");
    Resource {
        name: own.title.clone(),
        kind: match (&own.phone, is_helpline) {
            (Some(_), true) => ResourceKind::Helpline,
            (Some(_), false) => ResourceKind::Service,
            (None, _) => ResourceKind::Other,
        },
        url: own.url.clone().filter(|_| email.is_none()),
        phone: own.phone.clone(),
        email,
        about: own.about.clone(),
        audience: None,
        hours: None,
        area: None,
        checked: None,
        declared_at: None,
    }
}
