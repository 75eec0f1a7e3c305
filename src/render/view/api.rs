//! The files of the `api/` folder: stable names for machines, each described on the page that
//! `guide` makes.
//!
//! A field is always there; what is not known is null. Fields may be added within a version, and
//! are neither renamed nor taken away.

use serde::Serialize;

use super::Viewer;
use crate::model::briefing::{self as model_briefing, Briefing};
use crate::model::harvest::Mention;
use crate::model::role::{Role, without_number};
use crate::model::vocabulary;
use crate::render::plain::Plain;
use crate::site::exchange::{Form, Format};
use crate::site::register::View;
use crate::site::{Facet, address, directory};
use crate::source::Date as Day;

/// The version of the files. It goes up when a field is renamed or taken away.
pub(in crate::render) const VERSION: u32 = 1;

/// What there is.
#[derive(Debug, Serialize)]
pub(in crate::render) struct Index {
    version: u32,
    title: String,
    description: Option<String>,
    language: String,
    url: Option<String>,
    partnership: Option<Named>,
    generator: &'static str,
    briefing_count: usize,
    briefings: &'static str,
    recommendations: &'static str,
    resources: &'static str,
    guide: &'static str,
    feeds: Vec<FeedLink>,
}

#[derive(Debug, Serialize)]
struct FeedLink {
    title: String,
    atom: String,
    json: String,
}

/// A value with its id and its name.
#[derive(Debug, Serialize)]
struct Named {
    id: String,
    name: String,
}

/// A briefing among all.
#[derive(Debug, Serialize)]
pub(in crate::render) struct Card {
    slug: String,
    title: String,
    summary: Option<String>,
    path: String,
    url: Option<String>,
    json: String,
    published: Option<String>,
    updated: Option<String>,
    review_by: Option<String>,
    kind: Option<Named>,
    audience: Option<Named>,
    partnership: Option<Named>,
    topics: Vec<Named>,
    agencies: Vec<Named>,
    minutes: usize,
    recommendation_count: usize,
    overdue_count: usize,
}

/// A briefing with all that it holds.
#[derive(Debug, Serialize)]
pub(in crate::render) struct Whole {
    version: u32,
    #[serde(flatten)]
    card: Card,
    fragment: String,
    embed: String,
    words: usize,
    period: Option<String>,
    cases: Option<i64>,
    method: Option<String>,
    grade: Option<String>,
    source: Option<Source>,
    sign_off: Option<SignOff>,
    superseded_by: Option<String>,
    lead: Option<String>,
    sections: Vec<Section>,
    notes: Vec<String>,
    findings: Vec<Finding>,
    recommendations: Vec<Recommendation>,
    questions: Vec<String>,
    resources: Vec<Resource>,
}

#[derive(Debug, Serialize)]
struct Source {
    title: String,
    url: Option<String>,
}

#[derive(Debug, Serialize)]
struct SignOff {
    by: String,
    on: String,
}

#[derive(Debug, Serialize)]
struct Section {
    number: usize,
    heading: String,
    role: Option<&'static str>,
    path: String,
    minutes: usize,
    text: String,
}

#[derive(Debug, Serialize)]
struct Finding {
    role: &'static str,
    section: usize,
    path: String,
    text: String,
}

/// A recommendation.
#[derive(Debug, Serialize)]
pub(in crate::render) struct Recommendation {
    id: String,
    briefing: String,
    mark: String,
    path: String,
    url: Option<String>,
    text: String,
    owners: Vec<Named>,
    due: Option<String>,
    status: &'static str,
    overdue: bool,
    reason: Option<String>,
    updates: Vec<Update>,
}

#[derive(Debug, Serialize)]
struct Update {
    on: String,
    note: String,
    evidence: Option<String>,
}

/// A resource.
#[derive(Debug, Serialize)]
pub(in crate::render) struct Resource {
    id: Option<String>,
    kind: &'static str,
    title: String,
    url: Option<String>,
    phone: Option<String>,
    tel: Option<String>,
    email: Option<String>,
    about: Option<String>,
    audience: Option<String>,
    hours: Option<String>,
    area: Option<String>,
    checked: Option<String>,
}

/// A resource in the directory.
#[derive(Debug, Serialize)]
pub(in crate::render) struct Entry {
    #[serde(flatten)]
    resource: Resource,
    path: String,
    used_in: Vec<String>,
}

impl Viewer<'_> {
    /// What there is for machines.
    pub(in crate::render) fn api_index(self) -> Index {
        let settings = &self.site.settings;
        let feeds = self.site.channels().iter().map(|channel| FeedLink {
            title: self.feed_title(*channel),
            atom: self.site.feed_address(*channel, Format::Atom),
            json: self.site.feed_address(*channel, Format::Json),
        });
        Index {
            version: VERSION,
            title: settings.title.clone(),
            description: settings.description.clone(),
            language: settings.language.clone(),
            url: settings.base_url.clone(),
            partnership: settings
                .partnership
                .as_ref()
                .map(|id| self.named(Facet::Partnership, &id.value)),
            generator: concat!("Sevenfold ", env!("CARGO_PKG_VERSION")),
            briefing_count: self.site.briefings.len(),
            briefings: address::API_BRIEFINGS,
            recommendations: address::API_RECOMMENDATIONS,
            resources: address::API_RESOURCES,
            guide: address::API,
            feeds: feeds.collect(),
        }
    }

    /// A briefing among all.
    pub(in crate::render) fn api_card(self, index: u32) -> Card {
        let briefing = self.site.briefing(index);
        let path = address::briefing(&briefing.slug);
        let day = |day: Day| day.to_string();
        let overdue = briefing.recommendations.iter();
        Card {
            slug: briefing.slug.clone(),
            title: briefing.title.clone(),
            summary: briefing.summary.clone(),
            url: self.absolute(&path),
            path,
            json: address::form(&briefing.slug, Form::Json),
            published: briefing.published.map(day),
            updated: briefing.updated().map(day),
            review_by: briefing.review_by.map(day),
            kind: briefing
                .audit
                .kind
                .as_ref()
                .map(|id| self.named(Facet::Kind, id)),
            audience: briefing
                .audience
                .map(|audience| self.named(Facet::Audience, audience.as_str())),
            partnership: briefing
                .partnership
                .as_ref()
                .map(|id| self.named(Facet::Partnership, id)),
            topics: self.all_named(Facet::Topic, &briefing.topics),
            agencies: self.all_named(Facet::Agency, &briefing.agencies),
            minutes: briefing.minutes(),
            recommendation_count: briefing.recommendations.len(),
            overdue_count: overdue
                .filter(|item| item.is_overdue(self.site.today))
                .count(),
        }
    }

    /// A briefing with all that it holds.
    pub(in crate::render) fn api_whole(self, index: u32) -> Whole {
        let briefing = self.site.briefing(index);
        let text = &briefing.text;
        let page = address::briefing(&briefing.slug);
        let mut plain = Plain::new(self.site, self.phrases, text);
        let lead = plain.blocks(text.lead.clone());
        let sections = (1..).zip(&text.sections).map(|(number, section)| Section {
            number,
            heading: without_number(&plain.heading(section.heading)).to_owned(),
            role: section.role.map(Role::as_str),
            path: address::within(&page, text.anchor(section)),
            minutes: model_briefing::minutes(section.words),
            text: plain.blocks(section.content.clone()),
        });
        let sections = sections.collect();
        let notes = plain.notes();
        let findings = (1..).zip(&text.sections).flat_map(|(number, section)| {
            let role = section.role.filter(|role| role.holds_findings());
            let items = (1..).zip(&section.items);
            items.filter_map(move |(place, item)| Some((role?, number, place, *item)))
        });
        let findings = findings.map(
            |(role, section, place, item): (Role, usize, usize, usize)| Finding {
                role: role.as_str(),
                section,
                path: address::within(&page, &format!("i-{section}-{place}")),
                text: Plain::new(self.site, self.phrases, text).item(item),
            },
        );
        let audit = &briefing.audit;
        let successor = briefing.superseded_by.as_ref();
        let successor = successor.filter(|slug| self.site.find(&slug.value).is_some());
        Whole {
            version: VERSION,
            card: self.api_card(index),
            fragment: address::form(&briefing.slug, Form::Fragment),
            embed: address::form(&briefing.slug, Form::Embed),
            words: briefing.words,
            period: audit.period.clone(),
            cases: audit.cases,
            method: audit.method.clone(),
            grade: audit.grade.clone(),
            source: briefing.source.as_ref().map(|source| Source {
                title: source.title.clone(),
                url: source.url.clone(),
            }),
            sign_off: briefing.sign_off.as_ref().map(|sign_off| SignOff {
                by: sign_off.by.clone(),
                on: sign_off.on.to_string(),
            }),
            superseded_by: successor.map(|slug| slug.value.clone()),
            lead: Some(lead).filter(|lead| !lead.is_empty()),
            sections,
            notes,
            findings: findings.collect(),
            recommendations: self.api_recommendations(index),
            questions: briefing.questions.clone(),
            resources: briefing
                .resources
                .iter()
                .filter_map(|mention| self.mentioned(mention))
                .collect(),
        }
    }

    /// The recommendations of a briefing. They say nothing of its title, so that they stay when it
    /// is changed.
    pub(in crate::render) fn api_recommendations(self, index: u32) -> Vec<Recommendation> {
        let briefing = self.site.briefing(index);
        let items = briefing.recommendations.iter();
        items
            .map(|item| self.api_recommendation(briefing, item))
            .collect()
    }

    fn api_recommendation(
        self,
        briefing: &Briefing,
        item: &model_briefing::Recommendation,
    ) -> Recommendation {
        let page = address::briefing(&briefing.slug);
        let absolute = self.absolute(&page);
        Recommendation {
            id: address::within(&briefing.slug, &item.anchor()),
            briefing: briefing.slug.clone(),
            mark: item.mark.clone(),
            path: address::within(&page, &item.anchor()),
            url: absolute.map(|page| address::within(&page, &item.anchor())),
            text: item.text.clone(),
            owners: self.all_named(Facet::Agency, &item.owners),
            due: item.due.map(|day| day.to_string()),
            status: View::status_word(item.status),
            overdue: item.is_overdue(self.site.today),
            reason: item.reason.clone(),
            updates: item
                .updates
                .iter()
                .map(|update| Update {
                    on: update.on.to_string(),
                    note: update.note.clone(),
                    evidence: update.evidence.clone(),
                })
                .collect(),
        }
    }

    /// The entries of the directory.
    pub(in crate::render) fn api_resources(self) -> impl Iterator<Item = Entry> {
        let entries = (0usize..).zip(&self.site.directory.entries);
        entries.map(move |(index, entry)| {
            let briefings = self.site.uses(entry).into_iter();
            let slugs = briefings.map(|index| self.site.briefing(index).slug.clone());
            let mut used_in: Vec<String> = slugs.collect();
            // The order of the site follows titles, which may change.
            used_in.sort_unstable();
            Entry {
                resource: api_resource(&entry.resource, entry.id.as_deref()),
                path: address::entry(index, &entry.anchor),
                used_in,
            }
        })
    }

    fn mentioned(self, mention: &Mention) -> Option<Resource> {
        Some(match mention {
            Mention::Shared(id) => api_resource(self.site.vocabulary.resources.get(id)?, Some(id)),
            Mention::Own(own) => api_resource(&directory::resource(own), None),
        })
    }

    fn named(self, facet: Facet, id: &str) -> Named {
        Named {
            id: id.to_owned(),
            name: self.value_name(facet, id),
        }
    }

    fn all_named(self, facet: Facet, ids: &[String]) -> Vec<Named> {
        ids.iter().map(|id| self.named(facet, id)).collect()
    }

    /// The whole address of a page, where it is known at which the site will stand.
    pub(super) fn absolute(self, path: &str) -> Option<String> {
        let base = self.site.settings.base_url.as_ref()?;
        Some(address::absolute(base, path))
    }
}

/// A helpline says how to call it twice: as people read it, and as a telephone dials it.
fn api_resource(resource: &vocabulary::Resource, id: Option<&str>) -> Resource {
    let phone = resource.phone.as_ref();
    Resource {
        id: id.map(str::to_owned),
        kind: resource.kind.as_str(),
        title: resource.name.clone(),
        url: resource.url.clone(),
        phone: phone.map(|phone| phone.text.clone()),
        tel: phone.map(|phone| phone.href.clone()),
        email: resource.email.clone(),
        about: resource.about.clone(),
        audience: resource.audience.clone(),
        hours: resource.hours.clone(),
        area: resource.area.clone(),
        checked: resource.checked.map(|day| day.to_string()),
    }
}
