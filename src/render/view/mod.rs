//! What a template may see: the stable face of the program towards themes.
//!
//! Every address of the site is a path from its root; a template writes `page.root` before it,
//! so that one view serves pages of any depth. The theme's README describes each field.

mod accessibility;
pub(super) mod annual;
pub(super) mod api;
mod briefing;
mod exit;
mod feed;
mod filters;
mod frame;
mod guide;
mod learning;
mod lists;
mod meeting;
mod page;
mod progress;
mod reference;
mod register;
mod register_briefings;
mod related;
mod review;
mod schema;
mod search;
mod share;

use serde::Serialize;

use super::body::{Form, Setting};
use super::glossary::Terms;
use crate::model::briefing::{self as model_briefing, Briefing};
use crate::model::phone::Phone as ModelPhone;
use crate::site::{Facet, Part, Site, address};
use crate::source::Date as Day;
use crate::theme::{Phrases, fill};

pub(super) use frame::Assets;
use reference::Resource;
use register::Recommendation;
pub(super) use review::ReviewDate;

/// Makes views of one site in the words of one theme.
#[derive(Clone, Copy)]
pub(super) struct Viewer<'a> {
    /// The site.
    pub(super) site: &'a Site,
    /// The theme's words.
    pub(super) phrases: &'a Phrases,
    /// The abbreviations of the glossary.
    pub(super) terms: &'a Terms<'a>,
}

#[derive(Debug, Serialize)]
struct Link {
    name: String,
    path: String,
}

#[derive(Debug, Serialize)]
struct Term {
    id: String,
    name: String,
    path: String,
}

#[derive(Debug, Serialize)]
struct Counted {
    name: String,
    path: String,
    count: usize,
}

#[derive(Debug, Serialize)]
pub(super) struct Date {
    iso: String,
    pub(super) text: String,
}

#[derive(Debug, Serialize)]
struct Phone {
    text: String,
    href: String,
}

/// Why only its authors see a briefing.
#[derive(Debug, Serialize)]
struct KeptBack {
    id: &'static str,
    name: String,
    notice: String,
}

/// The way through a list that goes over several pages.
#[derive(Debug, Serialize)]
pub(super) struct Pager {
    page: usize,
    pages: usize,
    previous: Option<String>,
    next: Option<String>,
    links: Vec<PagerLink>,
}

#[derive(Debug, Serialize)]
struct PagerLink {
    number: Option<usize>,
    path: Option<String>,
    current: bool,
}

impl<'a> Viewer<'a> {
    fn setting(self, root: &'a str) -> Setting<'a> {
        Setting {
            site: self.site,
            phrases: self.phrases,
            terms: self.terms,
            root,
            form: Form::Page,
        }
    }

    fn date(self, day: Day) -> Date {
        Date {
            iso: day.to_string(),
            text: format!(
                "{} {} {}",
                day.day(),
                self.phrases.month(day.month()),
                day.year()
            ),
        }
    }

    /// Why only its authors see a briefing, if that is so.
    fn kept_back(self, briefing: &Briefing) -> Option<KeptBack> {
        let reason = briefing.kept_back(self.site.today)?;
        let id = reason.as_str();
        let date = match reason {
            model_briefing::KeptBack::Until(day) => self.date(day).text,
            model_briefing::KeptBack::Draft
            | model_briefing::KeptBack::InReview
            | model_briefing::KeptBack::Withdrawn => String::new(),
        };
        let phrase = |table| fill(self.phrases.get(table, id), &[("date", &date)]);
        Some(KeptBack {
            id,
            name: phrase("kept_back"),
            notice: phrase("kept_back_notice"),
        })
    }

    /// The name of a facet's value as readers know it.
    pub(super) fn value_name(self, facet: Facet, id: &str) -> String {
        let vocabulary = &self.site.vocabulary;
        let name = match facet {
            Facet::Topic => vocabulary.topics.get(id).map(|topic| topic.name.as_str()),
            Facet::Agency => vocabulary
                .agencies
                .get(id)
                .map(|agency| agency.name.as_str()),
            Facet::Partnership => vocabulary
                .partnerships
                .get(id)
                .map(|partnership| partnership.name.as_str()),
            Facet::Audience => self.phrases.find("audiences", id),
            Facet::Kind => self.phrases.find("kinds", id),
            Facet::Year => None,
        };
        name.unwrap_or(id).to_owned()
    }

    fn term(self, facet: Facet, id: &str) -> Term {
        Term {
            id: id.to_owned(),
            name: self.value_name(facet, id),
            path: address::value(facet, id),
        }
    }

    fn counted(self, facet: Facet) -> impl Iterator<Item = Counted> {
        self.site
            .values(facet)
            .iter()
            .map(move |(id, briefings)| Counted {
                name: self.value_name(facet, id),
                path: address::value(facet, id),
                count: briefings.len(),
            })
    }
}

fn facet_phrases(facet: Facet) -> (&'static str, &'static str) {
    match facet {
        Facet::Topic => ("topics", "topic"),
        Facet::Agency => ("agencies", "agency"),
        Facet::Partnership => ("partnerships", "partnership"),
        Facet::Audience => ("audiences", "audience"),
        Facet::Kind => ("kinds", "kind"),
        Facet::Year => ("years", "year"),
    }
}

fn phone(phone: &ModelPhone) -> Phone {
    Phone {
        text: phone.text.clone(),
        href: phone.href.clone(),
    }
}

/// The first, the last, and those around the current page.
fn pager(first: &str, part: Part) -> Option<Pager> {
    if part.of < 2 {
        return None;
    }
    let path = |number: usize| address::numbered(first, number);
    let shown = (1..=part.of)
        .filter(|number| *number == 1 || *number == part.of || number.abs_diff(part.number) <= 1);
    let mut links: Vec<PagerLink> = Vec::new();
    let mut before = 0;
    for number in shown {
        if number > before + 1 {
            links.push(PagerLink {
                number: None,
                path: None,
                current: false,
            });
        }
        links.push(PagerLink {
            number: Some(number),
            path: Some(path(number)),
            current: number == part.number,
        });
        before = number;
    }
    Some(Pager {
        page: part.number,
        pages: part.of,
        previous: (part.number > 1).then(|| path(part.number - 1)),
        next: (part.number < part.of).then(|| path(part.number + 1)),
        links,
    })
}
