//! What is looked up: the resource directory and the glossary.

use serde::Serialize;

use super::{Date, Link, Pager, Phone, Viewer, pager, phone};
use crate::model::text::slug;
use crate::model::vocabulary::{self, ResourceKind};
use crate::site::directory::{Entry, SHOWN_USES};
use crate::site::{Part, address};

/// A part of the resource directory.
#[derive(Debug)]
pub(in crate::render) struct Resources {
    /// The entries by kind.
    pub(in crate::render) groups: Vec<Group>,
    /// The other parts.
    pub(in crate::render) pager: Option<Pager>,
}

/// The resources of one kind.
#[derive(Debug, Serialize)]
pub(in crate::render) struct Group {
    id: &'static str,
    name: String,
    /// The entries as HTML.
    resources: String,
}

/// A resource, in its briefing or in the directory.
#[derive(Debug, Serialize)]
pub(in crate::render) struct Resource {
    anchor: String,
    title: String,
    url: Option<String>,
    phone: Option<Phone>,
    email: Option<String>,
    about: Option<String>,
    audience: Option<String>,
    hours: Option<String>,
    area: Option<String>,
    checked: Option<Date>,
    used_in: Vec<Link>,
    used_more: usize,
}

/// The glossary.
#[derive(Debug, Serialize)]
pub(in crate::render) struct Glossary {
    letters: Vec<Letter>,
}

#[derive(Debug, Serialize)]
#[expect(
    clippy::struct_field_names,
    reason = "the names are those that templates use"
)]
pub(super) struct Letter {
    letter: String,
    anchor: String,
    entries: Vec<GlossaryEntry>,
}

#[derive(Debug, Serialize)]
pub(super) struct GlossaryEntry {
    term: String,
    anchor: String,
    long: Option<String>,
    meaning: Option<String>,
}

impl Viewer<'_> {
    /// A part of the resource directory. `html` gives entries as HTML.
    pub(in crate::render) fn resources<E>(
        self,
        part: Part,
        html: impl Fn(&mut dyn Iterator<Item = usize>) -> Result<String, E>,
    ) -> Result<Resources, E> {
        let mut groups = Vec::new();
        for kind in ResourceKind::ALL {
            let is_of_kind =
                |index: &usize| self.site.directory.entries[*index].resource.kind == kind;
            let mut entries = (part.from..part.to).filter(is_of_kind).peekable();
            if entries.peek().is_some() {
                groups.push(Group {
                    id: kind.as_str(),
                    name: self.phrases.get("resource_kinds", kind.as_str()).to_owned(),
                    resources: html(&mut entries)?,
                });
            }
        }
        Ok(Resources {
            groups,
            pager: pager(address::RESOURCES, part),
        })
    }

    pub(in crate::render) fn entry(self, entry: &Entry) -> Resource {
        let used_in = self.site.uses(entry);
        let shown = used_in.iter().take(SHOWN_USES);
        Resource {
            used_in: shown
                .map(|index| self.site.briefing(*index))
                .map(|briefing| Link {
                    name: briefing.title.clone(),
                    path: address::briefing(&briefing.slug),
                })
                .collect(),
            used_more: used_in.len().saturating_sub(SHOWN_USES),
            ..self.resource(&entry.resource, &entry.anchor)
        }
    }

    pub(super) fn resource(self, resource: &vocabulary::Resource, anchor: &str) -> Resource {
        Resource {
            anchor: anchor.to_owned(),
            title: resource.name.clone(),
            url: resource.url.clone(),
            phone: resource.phone.as_ref().map(phone),
            email: resource.email.clone(),
            about: resource.about.clone(),
            audience: resource.audience.clone(),
            hours: resource.hours.clone(),
            area: resource.area.clone(),
            checked: resource.checked.map(|day| self.date(day)),
            used_in: Vec::new(),
            used_more: 0,
        }
    }

    /// The glossary, by first letters.
    pub(in crate::render) fn glossary(self) -> Glossary {
        let mut entries: Vec<(&String, &vocabulary::GlossaryEntry)> =
            self.site.vocabulary.glossary.iter().collect();
        entries.sort_by_cached_key(|(term, _)| (letter_of(term), term.to_lowercase()));
        let mut letters: Vec<Letter> = Vec::new();
        for (term, entry) in entries {
            let letter = letter_of(term);
            let entry = GlossaryEntry {
                term: term.clone(),
                anchor: slug(term),
                long: entry.long.clone(),
                meaning: entry.meaning.clone(),
            };
            match letters.last_mut() {
                Some(last) if last.letter == letter => last.entries.push(entry),
                _ => letters.push(Letter {
                    anchor: format!("page-{}", letter.to_lowercase().replace('–', "-")),
                    letter,
                    entries: vec![entry],
                }),
            }
        }
        Glossary { letters }
    }
}

/// Under which letter a term stands.
fn letter_of(term: &str) -> String {
    match term.chars().find(|letter| letter.is_alphanumeric()) {
        Some(digit) if digit.is_ascii_digit() => "0–9".to_owned(),
        Some(letter) => letter.to_uppercase().to_string(),
        None => "#".to_owned(),
    }
}
