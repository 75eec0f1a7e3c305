//! A briefing on its own page.

use std::ops::Range;

use serde::Serialize;

use super::learning::Also;
use super::related::Related;
use super::{Date, KeptBack, Link, Recommendation, Resource, Term, Viewer};
use crate::document::markdown::{LinkForm, NodeKind};
use crate::model;
use crate::model::briefing::{Audience, divided, minutes};
use crate::model::links::Target;
use crate::model::role::{Role, without_number};
use crate::render::body::{Body, Setting};
use crate::site::{Facet, address};

/// A briefing on its own page.
#[derive(Debug, Serialize)]
pub(in crate::render) struct Briefing {
    title: String,
    summary: Option<String>,
    partnership: Option<Term>,
    audience: Option<Term>,
    kind: Option<Term>,
    topics: Vec<Term>,
    agencies: Vec<Term>,
    learning_themes: Vec<Term>,
    published: Option<Date>,
    review: Option<Review>,
    superseded_by: Option<Link>,
    kept_back: Option<KeptBack>,
    audit: Option<Audit>,
    source: Option<Source>,
    sign_off: Option<SignOff>,
    minutes: usize,
    words: usize,
    shape: Vec<ShapePart>,
    lead: Option<String>,
    sections: Vec<Section>,
    notes: Option<String>,
    formats: Vec<Link>,
    related: Vec<Related>,
    changes: Vec<Change>,
    meeting: String,
}

#[derive(Debug, Serialize)]
pub(super) struct Change {
    on: Date,
    note: String,
}

#[derive(Debug, Serialize)]
pub(super) struct Review {
    by: Date,
    overdue: bool,
}

#[derive(Debug, Serialize)]
pub(super) struct Audit {
    period: Option<String>,
    cases: Option<i64>,
    method: Option<String>,
    grade: Option<String>,
}

#[derive(Debug, Serialize)]
pub(super) struct Source {
    title: String,
    url: Option<String>,
}

#[derive(Debug, Serialize)]
pub(super) struct SignOff {
    by: String,
    on: Date,
}

/// One section in the seven-minute shape.
#[derive(Debug, Serialize)]
pub(super) struct ShapePart {
    number: usize,
    anchor: String,
    heading: String,
    role: Option<&'static str>,
    role_name: Option<String>,
    minutes: usize,
    share: usize,
    x: usize,
    width: usize,
}

#[derive(Debug, Serialize)]
pub(super) struct Section {
    number: usize,
    anchor: String,
    heading: String,
    role: Option<&'static str>,
    role_name: Option<String>,
    minutes: usize,
    parts: Vec<SectionPart>,
}

#[derive(Debug, Serialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
pub(super) enum SectionPart {
    Html {
        html: String,
    },
    Items {
        role: &'static str,
        ordered: bool,
        start: u64,
        items: Vec<Item>,
    },
}

#[derive(Debug, Serialize)]
pub(super) struct Item {
    anchor: String,
    number: u64,
    html: String,
    bare: bool,
    recommendation: Option<Recommendation>,
    resources: Vec<Resource>,
    also: Vec<Also>,
}

/// Which list of which section it is.
#[derive(Clone, Copy)]
struct Place {
    role: Role,
    /// The briefing, as an index among the site's.
    briefing: u32,
    /// The section's number, from 1.
    section: usize,
    /// The number of the list's first item, if it is numbered.
    start: Option<u64>,
}

/// How wide the strip of the seven-minute shape is, in its own units.
pub(super) const STRIP: usize = 700;

/// How wide the gap between two of its parts is.
pub(super) const GAP: usize = 4;

impl Viewer<'_> {
    /// A briefing on its own page.
    pub(in crate::render) fn briefing(self, index: u32, root: &str) -> Briefing {
        self.briefing_in(index, self.setting(root))
    }

    /// The same, as its text is written for one page or another.
    pub(super) fn briefing_in(self, index: u32, setting: Setting<'_>) -> Briefing {
        let briefing = self.site.briefing(index);
        let text = &briefing.text;
        let mut body = Body::new(setting, text);
        let lead = body.blocks(text.lead.clone());
        let shape = self.shape(briefing);
        let sections = text
            .sections
            .iter()
            .zip(&shape)
            .map(|(section, part)| self.section(index, section, part, &mut body))
            .collect();
        let notes = body.notes();
        let audit = &briefing.audit;
        let has_audit = audit.period.is_some()
            || audit.cases.is_some()
            || audit.method.is_some()
            || audit.grade.is_some();
        let successor = briefing
            .superseded_by
            .as_ref()
            .and_then(|slug| self.site.find(&slug.value));
        Briefing {
            title: briefing.title.clone(),
            summary: briefing.summary.clone(),
            partnership: briefing
                .partnership
                .as_ref()
                .map(|id| self.term(Facet::Partnership, id)),
            audience: briefing.audience.map(|audience| self.audience(audience)),
            kind: audit.kind.as_ref().map(|kind| self.term(Facet::Kind, kind)),
            topics: briefing
                .topics
                .iter()
                .map(|id| self.term(Facet::Topic, id))
                .collect(),
            agencies: briefing
                .agencies
                .iter()
                .map(|id| self.term(Facet::Agency, id))
                .collect(),
            learning_themes: self.named_themes(index),
            published: briefing.published.map(|day| self.date(day)),
            review: briefing.review_by.map(|by| Review {
                by: self.date(by),
                overdue: briefing.is_review_overdue(self.site.today),
            }),
            superseded_by: successor.map(|index| {
                let successor = self.site.briefing(index);
                Link {
                    name: successor.title.clone(),
                    path: address::briefing(&successor.slug),
                }
            }),
            kept_back: self.kept_back(briefing),
            audit: has_audit.then(|| Audit {
                period: audit.period.clone(),
                cases: audit.cases,
                method: audit.method.clone(),
                grade: audit.grade.clone(),
            }),
            source: briefing.source.as_ref().map(|source| Source {
                title: source.title.clone(),
                url: source.url.clone(),
            }),
            sign_off: briefing.sign_off.as_ref().map(|sign_off| SignOff {
                by: sign_off.by.clone(),
                on: self.date(sign_off.on),
            }),
            minutes: briefing.minutes(),
            words: briefing.words,
            shape,
            lead: (!lead.trim().is_empty()).then_some(lead),
            sections,
            notes,
            formats: self.formats(briefing),
            related: self.related(index),
            changes: self.changes(briefing),
            meeting: address::meeting(&briefing.slug),
        }
    }

    /// What has been changed, the newest first.
    fn changes(self, briefing: &model::Briefing) -> Vec<Change> {
        let mut changes: Vec<&model::briefing::Change> = briefing.changes.iter().collect();
        changes.sort_by_key(|change| std::cmp::Reverse(change.on));
        changes
            .into_iter()
            .map(|change| Change {
                on: self.date(change.on),
                note: change.note.clone(),
            })
            .collect()
    }

    /// A briefing for both stands under children and under adults; its own page says both.
    pub(super) fn audience(self, audience: Audience) -> Term {
        let page = match audience {
            Audience::Children | Audience::Both => Audience::Children,
            Audience::Adults => Audience::Adults,
        };
        let own = self
            .site
            .values(Facet::Audience)
            .iter()
            .any(|(id, _)| id == audience.as_str());
        let path = if own {
            address::value(Facet::Audience, audience.as_str())
        } else {
            address::value(Facet::Audience, page.as_str())
        };
        Term {
            id: audience.as_str().to_owned(),
            name: self.value_name(Facet::Audience, audience.as_str()),
            path,
        }
    }

    pub(super) fn shape(self, briefing: &model::Briefing) -> Vec<ShapePart> {
        let sections = &briefing.text.sections;
        let words: Vec<usize> = sections.iter().map(|section| section.words).collect();
        let shares = divided(100, &words);
        // Of very many sections the gaps would leave no room.
        let gaps = GAP * sections.len().saturating_sub(1);
        let gap = if gaps <= STRIP / 2 { GAP } else { 0 };
        let strip = STRIP - gap * sections.len().saturating_sub(1);
        let mut x = 0;
        let widths = divided(strip, &words);
        let parts = sections
            .iter()
            .enumerate()
            .zip(shares.into_iter().zip(widths))
            .map(|((index, section), (share, width))| {
                let part = ShapePart {
                    number: index + 1,
                    anchor: briefing.text.anchor(section).to_owned(),
                    heading: without_number(&section.title).to_owned(),
                    role: section.role.map(Role::as_str),
                    role_name: section
                        .role
                        .map(|role| self.phrases.get("roles", role.as_str()).to_owned()),
                    minutes: minutes(section.words),
                    share,
                    x,
                    width,
                };
                x += width + gap;
                part
            });
        parts.collect()
    }

    pub(super) fn section(
        self,
        index: u32,
        section: &model::text::Section,
        shape: &ShapePart,
        body: &mut Body<'_>,
    ) -> Section {
        let briefing = self.site.briefing(index);
        body.begin_section();
        let markdown = briefing.text.markdown();
        let whole = body.heading(markdown.inside(section.heading));
        let mut parts = Vec::new();
        let mut prose: Option<Range<usize>> = None;
        for at in markdown.children(section.content.clone()) {
            match (&markdown.node(at).kind, section.role) {
                (NodeKind::List(start), Some(role)) => {
                    push_prose(&mut parts, prose.take(), body);
                    let place = Place {
                        role,
                        briefing: index,
                        section: shape.number,
                        start: *start,
                    };
                    parts.push(self.items(section, place, markdown.inside(at), body));
                }
                _ => {
                    let from = prose.map_or(at, |prose| prose.start);
                    prose = Some(from..markdown.node(at).end as usize);
                }
            }
        }
        push_prose(&mut parts, prose, body);
        Section {
            number: shape.number,
            anchor: shape.anchor.clone(),
            heading: without_number(&whole).to_owned(),
            role: shape.role,
            role_name: shape.role_name.clone(),
            minutes: shape.minutes,
            parts,
        }
    }

    fn items(
        self,
        section: &model::text::Section,
        place: Place,
        inside: Range<usize>,
        body: &mut Body<'_>,
    ) -> SectionPart {
        let briefing = self.site.briefing(place.briefing);
        let markdown = briefing.text.markdown();
        let first = place.start.unwrap_or(1);
        let items = markdown.children(inside).zip(first..).map(|(at, number)| {
            // Both lists are in the order of the text.
            let recommendation = briefing
                .recommendations
                .binary_search_by_key(&at, |item| item.item);
            let recommendation = recommendation
                .ok()
                .map(|index| &briefing.recommendations[index]);
            let shared = self.shared_resources(briefing, at);
            let position = section.items.binary_search(&at).map_or(0, |index| index) + 1;
            let bare =
                recommendation.is_none() && is_bare_reference(briefing, at) && !shared.is_empty();
            Item {
                anchor: recommendation.map_or_else(
                    || address::item(place.section, position),
                    model::briefing::Recommendation::anchor,
                ),
                number,
                html: if bare {
                    String::new()
                } else {
                    body.item(at, recommendation.map_or(0, |item| item.words_from))
                },
                bare,
                recommendation: recommendation.map(|item| self.recommendation(briefing, item)),
                resources: shared,
                also: self.also(place.briefing, at),
            }
        });
        SectionPart::Items {
            role: place.role.as_str(),
            ordered: place.start.is_some(),
            start: first,
            items: items.collect(),
        }
    }

    /// The entries of the shared directory that a list item names.
    pub(super) fn shared_resources(self, briefing: &model::Briefing, item: usize) -> Vec<Resource> {
        let markdown = briefing.text.markdown();
        let links = markdown
            .inside(item)
            .filter_map(|at| match &markdown.node(at).kind {
                NodeKind::Link(link) if link.form != LinkForm::Address => self
                    .site
                    .book
                    .target(&briefing.file, link, &self.site.vocabulary)
                    .ok(),
                _ => None,
            });
        let ids = links.filter_map(|target| match target {
            Target::Resource(id) => Some(id),
            Target::Elsewhere(_)
            | Target::Text(..)
            | Target::Here(_)
            | Target::Glossary(_)
            | Target::Address(_) => None,
        });
        ids.filter_map(|id| {
            Some(self.resource(
                self.site.vocabulary.resources.get(&id)?,
                &format!("page-{item}-{id}"),
            ))
        })
        .collect()
    }
}

pub(super) fn push_prose(
    parts: &mut Vec<SectionPart>,
    prose: Option<Range<usize>>,
    body: &mut Body<'_>,
) {
    let Some(prose) = prose else { return };
    let html = body.blocks(prose);
    if !html.trim().is_empty() {
        parts.push(SectionPart::Html { html });
    }
}

/// Whether a list item is nothing but one `[[id]]`.
pub(super) fn is_bare_reference(briefing: &model::Briefing, item: usize) -> bool {
    let markdown = briefing.text.markdown();
    let inside = markdown.inside(item);
    let inside = match markdown.nodes.get(inside.start).map(|node| &node.kind) {
        Some(NodeKind::Paragraph) if markdown.node(inside.start).end as usize == inside.end => {
            inside.start + 1..inside.end
        }
        _ => inside,
    };
    let mut children = markdown.children(inside);
    let only = children.next();
    let is_reference = only.is_some_and(|at| matches!(&markdown.node(at).kind, NodeKind::Link(link) if link.form == LinkForm::Reference));
    is_reference && children.next().is_none()
}
