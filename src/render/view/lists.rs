//! The home page, ordinary pages, and the lists of briefings.

use serde::Serialize;

use super::register::{Totals, totals};
use super::{Counted, Date, KeptBack, Link, Pager, Resource, Viewer, facet_phrases, pager};
use crate::model::Page as TextPage;
use crate::model::vocabulary::ResourceKind;
use crate::render::body::Body;
use crate::site::register::View;
use crate::site::{Facet, LATEST, Part, address};

/// A briefing in a list.
#[derive(Debug, Serialize)]
pub(in crate::render) struct Card {
    kept_back: Option<KeptBack>,
    title: String,
    path: String,
    summary: Option<String>,
    partnership: Option<String>,
    published: Option<Date>,
    period: Option<String>,
    kind: Option<String>,
    minutes: usize,
    topics: Vec<String>,
    recommendations: usize,
    overdue: usize,
}

/// The home page.
#[derive(Debug, Serialize)]
pub(in crate::render) struct Home {
    text: Option<String>,
    /// The newest cards as HTML.
    latest: String,
    total: usize,
    topics: Vec<Counted>,
    all_topics: Option<Link>,
    partnerships: Vec<Counted>,
    all_partnerships: Option<Link>,
    register: Totals,
    register_path: String,
    briefings_path: &'static str,
    helplines: Vec<Resource>,
    resources_path: &'static str,
}

/// A list of briefings.
#[derive(Debug, Serialize)]
pub(in crate::render) struct List {
    about: Option<String>,
    url: Option<String>,
    /// Which briefings have which values, for the script of the list of all.
    filters: Option<&'static str>,
    register: Option<Link>,
    /// The cards as HTML.
    cards: String,
    total: usize,
    pager: Option<Pager>,
    facets: Vec<FacetView>,
}

#[derive(Debug, Serialize)]
pub(super) struct FacetView {
    name: String,
    path: String,
    values: Vec<Counted>,
    more: bool,
}

/// A value of a facet in the list of all values.
#[derive(Debug, Serialize)]
pub(in crate::render) struct Value {
    name: String,
    path: Option<String>,
    about: Option<String>,
    count: usize,
    children: Vec<Value>,
}

/// How many topics and partnerships the home page names.
const ON_HOME_PAGE: usize = 24;
/// How many values of a facet the list of briefings offers before it refers to the whole list.
pub(super) const OFFERED: usize = 12;

/// A sentence on a value, and its own web site.
struct Described {
    about: Option<String>,
    url: Option<String>,
}

impl Viewer<'_> {
    /// The briefings that the home page shows.
    pub(in crate::render) fn latest(self) -> impl Iterator<Item = u32> {
        (0u32..).take(self.site.briefings.len().min(LATEST))
    }

    /// The home page, with the newest cards as HTML.
    pub(in crate::render) fn home(self, root: &str, latest: String) -> Home {
        let text = self
            .site
            .home
            .as_ref()
            .map(|page| self.text(page, root))
            .filter(|text| !text.trim().is_empty());
        let helplines =
            self.site.directory.entries.iter().filter(|entry| {
                entry.id.is_some() && entry.resource.kind == ResourceKind::Helpline
            });
        Home {
            text,
            latest,
            total: self.site.briefings.len(),
            topics: self.most(Facet::Topic),
            all_topics: self.all_of(Facet::Topic),
            partnerships: self.most(Facet::Partnership),
            all_partnerships: self.all_of(Facet::Partnership),
            register: totals(self.site.register.totals()),
            register_path: address::register(&View::All),
            briefings_path: address::BRIEFINGS,
            helplines: helplines
                .take(LATEST)
                .map(|entry| self.resource(&entry.resource, &entry.anchor))
                .collect(),
            resources_path: address::RESOURCES,
        }
    }

    /// The values with the most briefings, in the usual order.
    fn most(self, facet: Facet) -> Vec<Counted> {
        let mut counts: Vec<usize> = self
            .site
            .values(facet)
            .iter()
            .map(|(_, briefings)| briefings.len())
            .collect();
        counts.sort_unstable_by_key(|count| std::cmp::Reverse(*count));
        let least = counts.get(ON_HOME_PAGE - 1).copied().unwrap_or(0);
        self.counted(facet)
            .filter(|value| value.count >= least)
            .take(ON_HOME_PAGE)
            .collect()
    }

    /// The way to all values, where the home page has not all.
    fn all_of(self, facet: Facet) -> Option<Link> {
        let (plural, _) = facet_phrases(facet);
        let name = self.phrases.get("pages", plural).to_owned();
        (self.site.values(facet).len() > ON_HOME_PAGE).then(|| Link {
            name,
            path: address::facet(facet),
        })
    }

    /// A part of the list of all briefings, with its cards as HTML.
    pub(in crate::render) fn briefings(self, part: Part, cards: String) -> List {
        let facets = Facet::ALL
            .into_iter()
            .filter(|facet| !self.site.values(*facet).is_empty())
            .map(|facet| {
                let (plural, _) = facet_phrases(facet);
                FacetView {
                    name: self.phrases.get("pages", plural).to_owned(),
                    path: address::facet(facet),
                    values: self.counted(facet).take(OFFERED).collect(),
                    more: self.site.values(facet).len() > OFFERED,
                }
            });
        List {
            about: None,
            url: None,
            filters: (!self.site.briefings.is_empty()).then_some(address::FILTERS),
            register: None,
            cards,
            total: self.site.briefings.len(),
            pager: pager(address::BRIEFINGS, part),
            facets: facets.collect(),
        }
    }

    /// A part of the list of one value's briefings, with its cards as HTML.
    pub(in crate::render) fn value(
        self,
        facet: Facet,
        value: u32,
        part: Part,
        cards: String,
    ) -> List {
        let (id, briefings) = &self.site.values(facet)[value as usize];
        let Described { about, url } = self.described(facet, id);
        let view = View::Agency(id.clone());
        let has_register = facet == Facet::Agency && self.site.register.view(&view).is_some();
        List {
            about,
            url,
            filters: None,
            register: has_register.then(|| Link {
                name: self.register_words(&view).0,
                path: address::register(&view),
            }),
            cards,
            total: briefings.len(),
            pager: pager(&address::value(facet, id), part),
            facets: Vec::new(),
        }
    }

    /// All values of a facet; agencies stand under those they are part of.
    pub(in crate::render) fn values(self, facet: Facet) -> Vec<Value> {
        let values = self.site.values(facet);
        let whole = |id: &str| match facet {
            Facet::Agency => self
                .site
                .vocabulary
                .agencies
                .get(id)
                .and_then(|agency| agency.part_of.as_deref()),
            Facet::Topic | Facet::Partnership | Facet::Audience | Facet::Kind | Facet::Year => None,
        };
        let tops = values.iter().filter(|(id, _)| whole(id).is_none());
        tops.map(|(id, briefings)| {
            // Every part below, however deep, stands in one list: two levels are enough to read.
            let below = values.iter().filter(|(part, _)| {
                part != id
                    && facet == Facet::Agency
                    && self
                        .site
                        .vocabulary
                        .agency_and_wholes(part)
                        .any(|whole| whole == id)
            });
            Value {
                children: below
                    .map(|(id, briefings)| self.value_of(facet, id, briefings))
                    .collect(),
                ..self.value_of(facet, id, briefings)
            }
        })
        .collect()
    }

    /// What the vocabulary says of a value besides its name.
    fn described(self, facet: Facet, id: &str) -> Described {
        let vocabulary = &self.site.vocabulary;
        let (about, url) = match facet {
            Facet::Topic => (vocabulary.topics.get(id).map(|topic| &topic.about), None),
            Facet::Agency => vocabulary
                .agencies
                .get(id)
                .map(|agency| (&agency.about, &agency.url))
                .unzip(),
            Facet::Partnership => {
                let partnership = vocabulary.partnerships.get(id);
                partnership
                    .map(|partnership| (&partnership.about, &partnership.url))
                    .unzip()
            }
            Facet::Audience | Facet::Kind | Facet::Year => (None, None),
        };
        Described {
            about: about.cloned().flatten(),
            url: url.cloned().flatten(),
        }
    }

    pub(super) fn value_of(self, facet: Facet, id: &str, briefings: &[u32]) -> Value {
        Value {
            name: self.value_name(facet, id),
            path: Some(address::value(facet, id)),
            about: self.described(facet, id).about,
            count: briefings.len(),
            children: Vec::new(),
        }
    }

    /// A briefing in a list.
    pub(in crate::render) fn card(self, index: u32) -> Card {
        let briefing = self.site.briefing(index);
        let partnership = briefing
            .partnership
            .as_ref()
            .and_then(|id| self.site.vocabulary.partnerships.get(id));
        Card {
            kept_back: self.kept_back(briefing),
            title: briefing.title.clone(),
            path: address::briefing(&briefing.slug),
            summary: briefing.summary.clone(),
            partnership: partnership.map(|partnership| {
                partnership
                    .short
                    .clone()
                    .unwrap_or_else(|| partnership.name.clone())
            }),
            published: briefing.published.map(|day| self.date(day)),
            period: briefing.audit.period.clone(),
            kind: briefing
                .audit
                .kind
                .as_ref()
                .map(|kind| self.value_name(Facet::Kind, kind)),
            minutes: briefing.minutes(),
            topics: briefing
                .topics
                .iter()
                .map(|id| self.value_name(Facet::Topic, id))
                .collect(),
            recommendations: briefing.recommendations.len(),
            overdue: briefing
                .recommendations
                .iter()
                .filter(|item| item.is_overdue(self.site.today))
                .count(),
        }
    }

    /// An ordinary page's text.
    pub(in crate::render) fn text(self, page: &TextPage, root: &str) -> String {
        let mut body = Body::new(self.setting(root), &page.text);
        let html = body.blocks(page.text.lead.clone());
        match body.notes() {
            Some(notes) => html + &notes,
            None => html,
        }
    }
}
