//! The resource directory: the shared entries and what stands in the briefings, each service
//! once, known by its address or number.

use std::collections::HashMap;
use std::sync::Arc;

use crate::model::Links;
use crate::model::briefing::Briefing;
use crate::model::harvest::{Mention, OwnResource};
use crate::model::text::slug;
use crate::model::vocabulary::{Resource, ResourceKind, Vocabulary};
use crate::source::{Key, KeyBuilder};

/// All resources, by their kinds and then by their names.
#[derive(Clone, Debug, Default)]
pub struct Directory {
    /// The entries.
    pub entries: Vec<Entry>,
    /// Where the entries of the shared directory stand among them, by their ids.
    pub positions: HashMap<String, usize>,
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
    /// The briefings that name it, as slugs, in the order of the site.
    pub used_in: Vec<Arc<str>>,
}

/// How many of the briefings that name a resource are shown with it.
pub const SHOWN_USES: usize = 5;

/// Makes the directory.
pub fn collect(
    vocabulary: &Vocabulary,
    briefings: &[Arc<Briefing>],
    links: &[Arc<Links>],
) -> Directory {
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
    for (briefing, links) in briefings.iter().zip(links) {
        let slug: Arc<str> = briefing.slug.as_str().into();
        for id in &links.resources {
            if let Some(index) = by_id.get(id) {
                entries[*index].is_used_in(&slug);
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
            entries[index].is_used_in(&slug);
        }
    }
    entries.sort_by_cached_key(|entry| {
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
    Directory { entries, positions }
}

/// Adds the fingerprint of what a briefing gives to the directory.
pub fn key_of(briefing: &Briefing, links: &Links, key: KeyBuilder) -> KeyBuilder {
    links
        .resources
        .iter()
        .fold(key.key(briefing.shown.resources), |key, id| key.text(id))
}

impl Entry {
    /// The fingerprint of what is shown of it, but for the briefings' titles.
    pub fn key(&self, key: KeyBuilder) -> KeyBuilder {
        let resource = &self.resource;
        let contact = [
            resource.url.as_deref(),
            resource.phone.as_ref().map(|phone| phone.text.as_str()),
            resource.about.as_deref(),
        ];
        // What only the shared directory can say is in the fingerprint of the vocabulary.
        let key = contact
            .into_iter()
            .fold(key.text(&resource.name).text(&self.anchor), |key, part| {
                key.text(part.unwrap_or_default())
            });
        key.number(self.used_in.len() as u64)
    }

    fn is_used_in(&mut self, slug: &Arc<str>) {
        if self.used_in.last() != Some(slug) {
            self.used_in.push(slug.clone());
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

fn resource(own: &OwnResource) -> Resource {
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
    }
}
