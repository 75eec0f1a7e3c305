//! What a template may see: the stable face of the program towards themes.
//!
//! Every address of the site is a path from its root; a template writes `page.root` before it,
//! so that one view serves pages of any depth. The theme's README describes each field.

use std::ops::Range;
use std::sync::Arc;

use serde::Serialize;

use super::body::{Body, Setting};
use super::glossary::Terms;
use crate::document::markdown::{LinkForm, NodeKind};
use crate::model::briefing::{self, Audience, minutes};
use crate::model::links::{Target, TextTarget};
use crate::model::role::{Role, without_number};
use crate::model::settings::Contact as ModelContact;
use crate::model::text::{Section as ModelSection, slug};
use crate::model::vocabulary::{self, ResourceKind};
use crate::model::{Briefing as ModelBriefing, Page as TextPage};
use crate::site::directory::{Entry, SHOWN_USES};
use crate::site::register::{Totals as SiteTotals, View};
use crate::site::{Facet, LATEST, PageKind, Part as SitePart, Site, address};
use crate::source::Date as Day;
use crate::theme::{Phrases, fill};

/// Makes views of one site in the words of one theme.
#[derive(Clone, Copy)]
pub struct Viewer<'a> {
    /// The site.
    pub site: &'a Site,
    /// The theme's words.
    pub phrases: &'a Phrases,
    /// The abbreviations of the glossary.
    pub terms: &'a Terms<'a>,
}

/// What stands on every page: the site's name, menu, and what to do in danger.
#[derive(Debug, Serialize)]
pub struct Frame {
    title: String,
    description: Option<String>,
    language: String,
    partnership: Option<Publisher>,
    home: &'static str,
    styles: String,
    script: Option<String>,
    icon: Option<String>,
    menu: Vec<MenuLink>,
    footer: Vec<MenuLink>,
    danger: Danger,
    contacts: Vec<Contact>,
    generator: &'static str,
}

/// Where the theme's files stand.
#[derive(Clone, Debug)]
pub struct Assets {
    /// The style sheet.
    pub styles: String,
    /// The script, if the theme has one.
    pub script: Option<String>,
    /// The icon, if the theme has one.
    pub icon: Option<String>,
}

#[derive(Debug, Serialize)]
struct Publisher {
    name: String,
    url: Option<String>,
    area: Option<String>,
}

#[derive(Debug, Serialize)]
struct MenuLink {
    name: String,
    path: String,
    current: bool,
}

#[derive(Debug, Serialize)]
struct Danger {
    heading: String,
    text: String,
    routes: Vec<Contact>,
}

#[derive(Debug, Serialize)]
struct Contact {
    name: String,
    about: Option<String>,
    url: Option<String>,
    email: Option<String>,
    phone: Option<Phone>,
}

#[derive(Debug, Serialize)]
struct Phone {
    text: String,
    href: String,
}

/// What a page says of itself.
#[derive(Debug, Serialize)]
pub struct Page {
    root: String,
    title: String,
    heading: String,
    description: Option<String>,
    canonical: Option<String>,
    robots: Option<&'static str>,
    trail: Vec<Link>,
    kind: &'static str,
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
struct Date {
    iso: String,
    text: String,
}

/// A briefing in a list.
#[derive(Debug, Serialize)]
pub struct Card {
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

/// A recommendation, in its briefing or in the register.
#[derive(Debug, Serialize)]
pub struct Recommendation {
    mark: String,
    anchor: String,
    path: String,
    text: String,
    owners: Vec<Term>,
    due: Option<Date>,
    overdue: bool,
    status: Status,
    reason: Option<String>,
    updates: Vec<Update>,
    briefing: Link,
}

#[derive(Debug, Serialize)]
struct Status {
    id: &'static str,
    name: String,
}

#[derive(Debug, Serialize)]
struct Update {
    on: Date,
    note: String,
    evidence: Option<String>,
}

/// A resource, in its briefing or in the directory.
#[derive(Debug, Serialize)]
pub struct Resource {
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

/// A briefing on its own page.
#[derive(Debug, Serialize)]
pub struct Briefing {
    title: String,
    summary: Option<String>,
    partnership: Option<Term>,
    audience: Option<Term>,
    kind: Option<Term>,
    topics: Vec<Term>,
    agencies: Vec<Term>,
    published: Option<Date>,
    review: Option<Review>,
    superseded_by: Option<Link>,
    draft: bool,
    withdrawn: bool,
    audit: Option<Audit>,
    source: Option<Source>,
    sign_off: Option<SignOff>,
    minutes: usize,
    words: usize,
    shape: Vec<ShapePart>,
    lead: Option<String>,
    sections: Vec<Section>,
    notes: Option<String>,
}

#[derive(Debug, Serialize)]
struct Review {
    by: Date,
    overdue: bool,
}

#[derive(Debug, Serialize)]
struct Audit {
    period: Option<String>,
    cases: Option<i64>,
    method: Option<String>,
    grade: Option<String>,
}

#[derive(Debug, Serialize)]
struct Source {
    title: String,
    url: Option<String>,
}

#[derive(Debug, Serialize)]
struct SignOff {
    by: String,
    on: Date,
}

/// One section in the seven-minute shape.
#[derive(Debug, Serialize)]
struct ShapePart {
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
struct Section {
    number: usize,
    anchor: String,
    heading: String,
    role: Option<&'static str>,
    role_name: Option<String>,
    minutes: usize,
    parts: Vec<Part>,
}

#[derive(Debug, Serialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
enum Part {
    Html { html: String },
    Items { role: &'static str, ordered: bool, start: u64, items: Vec<Item> },
}

#[derive(Debug, Serialize)]
struct Item {
    anchor: String,
    number: u64,
    html: String,
    bare: bool,
    recommendation: Option<Recommendation>,
    resources: Vec<Resource>,
}

/// The home page.
#[derive(Debug, Serialize)]
pub struct Home {
    text: Option<String>,
    latest: Vec<Card>,
    total: usize,
    topics: Vec<Counted>,
    partnerships: Vec<Counted>,
    register: Totals,
    register_path: String,
    briefings_path: &'static str,
    helplines: Vec<Resource>,
    resources_path: &'static str,
}

/// A list of briefings.
#[derive(Debug, Serialize)]
pub struct List {
    about: Option<String>,
    url: Option<String>,
    register: Option<Link>,
    cards: Vec<Card>,
    total: usize,
    pager: Option<Pager>,
    facets: Vec<FacetView>,
}

#[derive(Debug, Serialize)]
struct FacetView {
    name: String,
    path: String,
    values: Vec<Counted>,
    more: bool,
}

/// A value of a facet in the list of all values.
#[derive(Debug, Serialize)]
pub struct Value {
    name: String,
    path: Option<String>,
    about: Option<String>,
    count: usize,
    children: Vec<Value>,
}

/// A view of the register.
#[derive(Debug, Serialize)]
pub struct Register {
    totals: Totals,
    views: Vec<Views>,
    rows: Vec<Recommendation>,
    total: usize,
    pager: Option<Pager>,
    shown: Option<String>,
}

#[derive(Debug, Serialize)]
struct Views {
    name: String,
    values: Vec<ViewLink>,
}

#[derive(Debug, Serialize)]
struct ViewLink {
    name: String,
    path: String,
    count: usize,
    current: bool,
}

#[derive(Debug, Serialize)]
struct Totals {
    total: usize,
    complete: usize,
    in_progress: usize,
    not_started: usize,
    not_accepted: usize,
    superseded: usize,
    unrecorded: usize,
    overdue: usize,
}

/// A part of the resource directory.
#[derive(Debug)]
pub struct Resources {
    /// The entries by kind.
    pub groups: Vec<Group>,
    /// The other parts.
    pub pager: Option<Pager>,
}

/// The resources of one kind.
#[derive(Debug, Serialize)]
pub struct Group {
    id: &'static str,
    name: String,
    resources: Vec<Resource>,
}

/// The glossary.
#[derive(Debug, Serialize)]
pub struct Glossary {
    letters: Vec<Letter>,
}

#[derive(Debug, Serialize)]
struct Letter {
    letter: String,
    anchor: String,
    entries: Vec<GlossaryEntry>,
}

#[derive(Debug, Serialize)]
struct GlossaryEntry {
    term: String,
    anchor: String,
    long: Option<String>,
    meaning: Option<String>,
}

/// The way through a list that goes over several pages.
#[derive(Debug, Serialize)]
pub struct Pager {
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

/// How wide the strip of the seven-minute shape is, in its own units.
const STRIP: usize = 700;
/// How wide the gap between two of its parts is.
const GAP: usize = 4;
/// How many values of a facet the list of briefings offers before it refers to the whole list.
const OFFERED: usize = 12;

impl<'a> Viewer<'a> {
    /// What stands on every page, with this entry of the menu as the current one; `root` is the
    /// way up from the page.
    pub fn frame(self, assets: &Assets, current: Option<&str>, root: &str) -> Frame {
        let settings = &self.site.settings;
        let danger = &settings.danger;
        let text = danger.text.as_ref().map_or_else(
            || self.phrases.get("body", "danger_text").to_owned(),
            |text| {
                let file = Arc::from("site.toml");
                let markdown = crate::document::markdown::parse(&file, &Arc::from(text.as_str())).value;
                Body::loose(self.setting(root), &markdown).words()
            },
        );
        Frame {
            title: settings.title.clone(),
            description: settings.description.clone(),
            language: settings.language.clone(),
            partnership: settings.partnership.as_ref().and_then(|id| self.site.vocabulary.partnerships.get(&id.value)).map(|partnership| {
                Publisher { name: partnership.name.clone(), url: partnership.url.clone(), area: partnership.area.clone() }
            }),
            home: address::HOME,
            styles: assets.styles.clone(),
            script: assets.script.clone(),
            icon: assets.icon.clone(),
            menu: self.menu(current),
            footer: self.text_links(current, false).collect(),
            danger: Danger {
                heading: danger.heading.clone().unwrap_or_else(|| self.phrases.get("body", "danger_heading").to_owned()),
                text,
                routes: danger.routes.iter().map(contact).collect(),
            },
            contacts: settings.contacts.iter().map(contact).collect(),
            generator: concat!("Sevenfold ", env!("CARGO_PKG_VERSION")),
        }
    }

    fn menu(self, current: Option<&str>) -> Vec<MenuLink> {
        let own = [
            ("briefings", address::BRIEFINGS.to_owned()),
            ("topics", address::facet(Facet::Topic)),
            ("agencies", address::facet(Facet::Agency)),
            ("register", address::register(&View::All)),
            ("resources", address::RESOURCES.to_owned()),
            ("glossary", address::GLOSSARY.to_owned()),
        ];
        let own = own.into_iter().map(|(key, path)| {
            let current = current == Some(path.as_str());
            MenuLink { name: self.phrases.get("pages", key).to_owned(), path, current }
        });
        own.chain(self.text_links(current, true)).collect()
    }

    fn text_links(self, current: Option<&str>, in_menu: bool) -> impl Iterator<Item = MenuLink> {
        self.site.texts.iter().filter(move |page| page.in_menu == in_menu).map(move |page| {
            let path = address::text(&TextTarget::Page(page.slug.clone()));
            MenuLink { name: page.title.clone(), current: current == Some(path.as_str()), path }
        })
    }

    /// The entry of the menu to which a page belongs.
    pub fn menu_entry(self, kind: &PageKind) -> Option<String> {
        Some(match kind {
            PageKind::Home | PageKind::NotFound | PageKind::Picture(_) => return None,
            PageKind::Briefing(_) | PageKind::Briefings(_) => address::BRIEFINGS.to_owned(),
            PageKind::Facet(facet) | PageKind::Value(facet, ..) => match facet {
                Facet::Topic | Facet::Agency => address::facet(*facet),
                Facet::Partnership | Facet::Audience | Facet::Kind | Facet::Year => address::BRIEFINGS.to_owned(),
            },
            PageKind::Register(..) => address::register(&View::All),
            PageKind::Resources(_) => address::RESOURCES.to_owned(),
            PageKind::Glossary => address::GLOSSARY.to_owned(),
            PageKind::Text(index) => address::text(&TextTarget::Page(self.site.texts[*index as usize].slug.clone())),
        })
    }

    /// What a page says of itself.
    pub fn page(self, path: &str, kind: &PageKind, root: &str) -> Page {
        let phrase = |key: &str| self.phrases.find("pages", key).unwrap_or("").to_owned();
        let named = |key: &str, name: &str| fill(self.phrases.get("pages", key), &[("name", name)]);
        let home = || Link { name: phrase("home"), path: address::HOME.to_owned() };
        let below = |key: &str, path: String| vec![home(), Link { name: phrase(key), path }];
        let (name, heading, description, trail) = match kind {
            PageKind::Home => {
                let description = self.site.settings.description.clone().unwrap_or_else(|| phrase("home_intro"));
                ("home", self.site.settings.title.clone(), Some(description), Vec::new())
            }
            PageKind::Briefing(index) => {
                let briefing = self.site.briefing(*index);
                ("briefing", briefing.title.clone(), briefing.summary.clone(), below("briefings", address::BRIEFINGS.to_owned()))
            }
            PageKind::Briefings(part) => {
                ("briefings", self.of_part(&phrase("briefings"), *part), Some(phrase("briefings_intro")), vec![home()])
            }
            PageKind::Facet(facet) => {
                let (plural, _) = facet_phrases(*facet);
                ("terms", phrase(plural), Some(phrase(&format!("{plural}_intro"))), below("briefings", address::BRIEFINGS.to_owned()))
            }
            PageKind::Value(facet, value, part) => {
                let (plural, singular) = facet_phrases(*facet);
                let name = self.value_name(*facet, &self.site.values(*facet)[*value as usize].0);
                let intro = named(&format!("{singular}_intro"), &name);
                ("term", self.of_part(&name, *part), Some(intro), below(plural, address::facet(*facet)))
            }
            PageKind::Register(view, part) => {
                let (heading, intro) = self.register_words(view);
                let trail = match view {
                    View::All => vec![home()],
                    View::Overdue | View::Status(_) | View::Agency(_) => below("register", address::register(&View::All)),
                };
                ("register", self.of_part(&heading, *part), Some(intro), trail)
            }
            PageKind::Resources(part) => {
                ("resources", self.of_part(&phrase("resources"), *part), Some(phrase("resources_intro")), vec![home()])
            }
            PageKind::Glossary => ("glossary", phrase("glossary"), Some(phrase("glossary_intro")), vec![home()]),
            PageKind::Text(index) => {
                let page = &self.site.texts[*index as usize];
                ("page", page.title.clone(), page.summary.clone(), vec![home()])
            }
            PageKind::NotFound => ("not-found", phrase("not_found"), Some(phrase("not_found_intro")), Vec::new()),
            PageKind::Picture(_) => unreachable!("invariant: a picture is no page of words"),
        };
        let title = match kind {
            PageKind::Home => heading.clone(),
            _ => format!("{heading} – {}", self.site.settings.title),
        };
        let is_found = !matches!(kind, PageKind::NotFound);
        Page {
            root: root.to_owned(),
            title,
            heading,
            description: description.filter(|text| !text.is_empty()),
            canonical: self.site.settings.base_url.as_ref().filter(|_| is_found).map(|base| format!("{base}{}", path.trim_end_matches("index.html"))),
            robots: (!is_found).then_some("noindex"),
            trail,
            kind: name,
        }
    }

    fn of_part(self, heading: &str, part: SitePart) -> String {
        if part.number == 1 {
            return heading.to_owned();
        }
        let (number, of) = (part.number.to_string(), part.of.to_string());
        format!("{heading}, {}", fill(self.phrases.get("pages", "page_of"), &[("n", &number), ("total", &of)]))
    }

    fn register_words(self, view: &View) -> (String, String) {
        let phrase = |key: &str, name: &str| fill(self.phrases.get("pages", key), &[("name", name)]);
        match view {
            View::All => (phrase("register", ""), phrase("register_intro", "")),
            View::Overdue => (phrase("register_overdue", ""), phrase("register_overdue_intro", "")),
            View::Status(status) => {
                let name = self.phrases.get("status", View::status_word(*status));
                (phrase("register_status", name), phrase("register_status_intro", name))
            }
            View::Agency(id) => {
                let name = self.value_name(Facet::Agency, id);
                (phrase("register_agency", &name), phrase("register_agency_intro", &name))
            }
        }
    }

    fn setting(self, root: &'a str) -> Setting<'a> {
        Setting { site: self.site, phrases: self.phrases, terms: self.terms, root }
    }

    fn date(self, day: Day) -> Date {
        Date { iso: day.to_string(), text: format!("{} {} {}", day.day(), self.phrases.month(day.month()), day.year()) }
    }

    /// The name of a facet's value as readers know it.
    fn value_name(self, facet: Facet, id: &str) -> String {
        let vocabulary = &self.site.vocabulary;
        let name = match facet {
            Facet::Topic => vocabulary.topics.get(id).map(|topic| topic.name.as_str()),
            Facet::Agency => vocabulary.agencies.get(id).map(|agency| agency.name.as_str()),
            Facet::Partnership => vocabulary.partnerships.get(id).map(|partnership| partnership.name.as_str()),
            Facet::Audience => self.phrases.find("audiences", id),
            Facet::Kind => self.phrases.find("kinds", id),
            Facet::Year => None,
        };
        name.unwrap_or(id).to_owned()
    }

    fn term(self, facet: Facet, id: &str) -> Term {
        Term { id: id.to_owned(), name: self.value_name(facet, id), path: address::value(facet, id) }
    }

    fn counted(self, facet: Facet) -> impl Iterator<Item = Counted> {
        self.site.values(facet).iter().map(move |(id, briefings)| Counted {
            name: self.value_name(facet, id),
            path: address::value(facet, id),
            count: briefings.len(),
        })
    }

    /// A briefing in a list.
    pub fn card(self, index: u32) -> Card {
        let briefing = self.site.briefing(index);
        let partnership = briefing.partnership.as_ref().and_then(|id| self.site.vocabulary.partnerships.get(id));
        Card {
            title: briefing.title.clone(),
            path: address::briefing(&briefing.slug),
            summary: briefing.summary.clone(),
            partnership: partnership.map(|partnership| partnership.short.clone().unwrap_or_else(|| partnership.name.clone())),
            published: briefing.published.map(|day| self.date(day)),
            period: briefing.audit.period.clone(),
            kind: briefing.audit.kind.as_ref().map(|kind| self.value_name(Facet::Kind, kind)),
            minutes: briefing.minutes(),
            topics: briefing.topics.iter().map(|id| self.value_name(Facet::Topic, id)).collect(),
            recommendations: briefing.recommendations.len(),
            overdue: briefing.recommendations.iter().filter(|item| item.is_overdue(self.site.today)).count(),
        }
    }

    fn recommendation(self, briefing: &ModelBriefing, item: &briefing::Recommendation) -> Recommendation {
        let page = address::briefing(&briefing.slug);
        let status = View::status_word(item.status);
        Recommendation {
            mark: item.mark.clone(),
            anchor: item.anchor(),
            path: address::within(&page, &item.anchor()),
            text: item.text.clone(),
            owners: item.owners.iter().map(|id| self.owner(id)).collect(),
            due: item.due.map(|day| self.date(day)),
            overdue: item.is_overdue(self.site.today),
            status: Status { id: status, name: self.phrases.get("status", status).to_owned() },
            reason: item.reason.clone(),
            updates: item
                .updates
                .iter()
                .map(|update| Update { on: self.date(update.on), note: update.note.clone(), evidence: update.evidence.clone() })
                .collect(),
            briefing: Link { name: briefing.title.clone(), path: page },
        }
    }

    /// An owner leads to what it has been asked to do.
    fn owner(self, id: &str) -> Term {
        let short = self.site.vocabulary.agencies.get(id).and_then(|agency| agency.short.clone());
        Term {
            id: id.to_owned(),
            name: short.unwrap_or_else(|| self.value_name(Facet::Agency, id)),
            path: address::register(&View::Agency(id.to_owned())),
        }
    }

    fn resource(self, resource: &vocabulary::Resource, anchor: &str) -> Resource {
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

    fn entry(self, entry: &Entry) -> Resource {
        let used_in = entry.used_in.iter().filter_map(|slug| self.site.by_slug.get(&**slug)).map(|index| self.site.briefing(*index));
        Resource {
            used_in: used_in
                .take(SHOWN_USES)
                .map(|briefing| Link { name: briefing.title.clone(), path: address::briefing(&briefing.slug) })
                .collect(),
            used_more: entry.used_in.len().saturating_sub(SHOWN_USES),
            ..self.resource(&entry.resource, &entry.anchor)
        }
    }

    /// A briefing on its own page.
    pub fn briefing(self, index: u32, root: &str) -> Briefing {
        let briefing = self.site.briefing(index);
        let text = &briefing.text;
        let mut body = Body::new(self.setting(root), text);
        let lead = body.blocks(text.lead.clone());
        let shape = self.shape(briefing);
        let sections = text.sections.iter().zip(&shape).map(|(section, part)| self.section(briefing, section, part, &mut body)).collect();
        let notes = body.notes();
        let audit = &briefing.audit;
        let has_audit = audit.period.is_some() || audit.cases.is_some() || audit.method.is_some() || audit.grade.is_some();
        let successor = briefing.superseded_by.as_ref().and_then(|slug| self.site.by_slug.get(&slug.value));
        Briefing {
            title: briefing.title.clone(),
            summary: briefing.summary.clone(),
            partnership: briefing.partnership.as_ref().map(|id| self.term(Facet::Partnership, id)),
            audience: briefing.audience.map(|audience| self.audience(audience)),
            kind: audit.kind.as_ref().map(|kind| self.term(Facet::Kind, kind)),
            topics: briefing.topics.iter().map(|id| self.term(Facet::Topic, id)).collect(),
            agencies: briefing.agencies.iter().map(|id| self.term(Facet::Agency, id)).collect(),
            published: briefing.published.map(|day| self.date(day)),
            review: briefing
                .review_by
                .map(|by| Review { by: self.date(by), overdue: briefing.is_review_overdue(self.site.today) }),
            superseded_by: successor.map(|index| {
                let successor = self.site.briefing(*index);
                Link { name: successor.title.clone(), path: address::briefing(&successor.slug) }
            }),
            draft: matches!(briefing.status, briefing::Status::Draft | briefing::Status::InReview),
            withdrawn: briefing.status == briefing::Status::Withdrawn,
            audit: has_audit.then(|| Audit {
                period: audit.period.clone(),
                cases: audit.cases,
                method: audit.method.clone(),
                grade: audit.grade.clone(),
            }),
            source: briefing.source.as_ref().map(|source| Source { title: source.title.clone(), url: source.url.clone() }),
            sign_off: briefing.sign_off.as_ref().map(|sign_off| SignOff { by: sign_off.by.clone(), on: self.date(sign_off.on) }),
            minutes: briefing.minutes(),
            words: briefing.words,
            shape,
            lead: (!lead.trim().is_empty()).then_some(lead),
            sections,
            notes,
        }
    }

    /// A briefing for both stands under children and under adults; its own page says both.
    fn audience(self, audience: Audience) -> Term {
        let page = match audience {
            Audience::Children | Audience::Both => Audience::Children,
            Audience::Adults => Audience::Adults,
        };
        let own = self.site.values(Facet::Audience).iter().any(|(id, _)| id == audience.as_str());
        let path = if own { address::value(Facet::Audience, audience.as_str()) } else { address::value(Facet::Audience, page.as_str()) };
        Term { id: audience.as_str().to_owned(), name: self.value_name(Facet::Audience, audience.as_str()), path }
    }

    fn shape(self, briefing: &ModelBriefing) -> Vec<ShapePart> {
        let sections = &briefing.text.sections;
        let words: Vec<usize> = sections.iter().map(|section| section.words).collect();
        let shares = divided(100, &words);
        let strip = STRIP.saturating_sub(GAP * sections.len().saturating_sub(1)).max(sections.len());
        let mut x = 0;
        let widths = divided(strip, &words);
        let parts = sections.iter().enumerate().zip(shares.into_iter().zip(widths)).map(|((index, section), (share, width))| {
            let part = ShapePart {
                number: index + 1,
                anchor: briefing.text.anchor(section).to_owned(),
                heading: without_number(&section.title).to_owned(),
                role: section.role.map(Role::as_str),
                role_name: section.role.map(|role| self.phrases.get("roles", role.as_str()).to_owned()),
                minutes: minutes(section.words),
                share,
                x,
                width,
            };
            x += width + GAP;
            part
        });
        parts.collect()
    }

    fn section(self, briefing: &ModelBriefing, section: &ModelSection, shape: &ShapePart, body: &mut Body<'_>) -> Section {
        body.begin_section();
        let markdown = briefing.text.markdown();
        let whole = body.heading(markdown.inside(section.heading));
        let mut parts = Vec::new();
        let mut prose: Option<Range<usize>> = None;
        for at in markdown.children(section.content.clone()) {
            match (&markdown.node(at).kind, section.role) {
                (NodeKind::List(start), Some(role)) => {
                    push_prose(&mut parts, prose.take(), body);
                    parts.push(self.items(briefing, role, *start, markdown.inside(at), body));
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

    fn items(self, briefing: &ModelBriefing, role: Role, start: Option<u64>, inside: Range<usize>, body: &mut Body<'_>) -> Part {
        let markdown = briefing.text.markdown();
        let first = start.unwrap_or(1);
        let items = markdown.children(inside).zip(first..).map(|(at, number)| {
            let recommendation = briefing.recommendations.iter().find(|item| item.item == at);
            let shared = self.shared_resources(briefing, at);
            let bare = recommendation.is_none() && is_bare_reference(briefing, at) && !shared.is_empty();
            Item {
                anchor: recommendation.map_or_else(|| format!("i-{at}"), briefing::Recommendation::anchor),
                number,
                html: if bare { String::new() } else { body.item(at, recommendation.map_or(0, |item| item.words_from)) },
                bare,
                recommendation: recommendation.map(|item| self.recommendation(briefing, item)),
                resources: shared,
            }
        });
        Part::Items { role: role.as_str(), ordered: start.is_some(), start: first, items: items.collect() }
    }

    /// The entries of the shared directory that a list item names.
    fn shared_resources(self, briefing: &ModelBriefing, item: usize) -> Vec<Resource> {
        let markdown = briefing.text.markdown();
        let links = markdown.inside(item).filter_map(|at| match &markdown.node(at).kind {
            NodeKind::Link(link) if link.form != LinkForm::Address => self.site.book.target(&briefing.file, link, &self.site.vocabulary).ok(),
            _ => None,
        });
        let ids = links.filter_map(|target| match target {
            Target::Resource(id) => Some(id),
            Target::Elsewhere(_) | Target::Text(..) | Target::Here(_) | Target::Glossary(_) | Target::Address(_) => None,
        });
        ids.filter_map(|id| Some(self.resource(self.site.vocabulary.resources.get(&id)?, &format!("i-{item}-{id}")))).collect()
    }

    /// The home page.
    pub fn home(self, root: &str) -> Home {
        let text = self.site.home.as_ref().map(|page| self.text(page, root)).filter(|text| !text.trim().is_empty());
        let helplines = self.site.directory.entries.iter().filter(|entry| entry.id.is_some() && entry.resource.kind == ResourceKind::Helpline);
        Home {
            text,
            latest: (0u32..).take(self.site.briefings.len().min(LATEST)).map(|index| self.card(index)).collect(),
            total: self.site.briefings.len(),
            topics: self.counted(Facet::Topic).collect(),
            partnerships: self.counted(Facet::Partnership).collect(),
            register: totals(self.site.register.totals),
            register_path: address::register(&View::All),
            briefings_path: address::BRIEFINGS,
            helplines: helplines.take(LATEST).map(|entry| self.resource(&entry.resource, &entry.anchor)).collect(),
            resources_path: address::RESOURCES,
        }
    }

    /// A part of the list of all briefings.
    pub fn briefings(self, part: SitePart) -> List {
        let facets = Facet::ALL.into_iter().filter(|facet| !self.site.values(*facet).is_empty()).map(|facet| {
            let (plural, _) = facet_phrases(facet);
            FacetView {
                name: self.phrases.get("pages", plural).to_owned(),
                path: address::facet(facet),
                values: self.counted(facet).take(OFFERED).collect(),
                more: self.site.values(facet).len() > OFFERED,
            }
        });
        let all = crate::source::offset(self.site.briefings.len());
        List {
            about: None,
            url: None,
            register: None,
            cards: (0..all).skip(part.from).take(part.to - part.from).map(|index| self.card(index)).collect(),
            total: self.site.briefings.len(),
            pager: pager(address::BRIEFINGS, part),
            facets: facets.collect(),
        }
    }

    /// A part of the list of one value's briefings.
    pub fn value(self, facet: Facet, value: u32, part: SitePart) -> List {
        let (id, briefings) = &self.site.values(facet)[value as usize];
        let vocabulary = &self.site.vocabulary;
        let (about, url) = match facet {
            Facet::Topic => (vocabulary.topics.get(id).and_then(|topic| topic.about.clone()), None),
            Facet::Agency => vocabulary.agencies.get(id).map_or((None, None), |agency| (agency.about.clone(), agency.url.clone())),
            Facet::Partnership => {
                vocabulary.partnerships.get(id).map_or((None, None), |partnership| (partnership.about.clone(), partnership.url.clone()))
            }
            Facet::Audience | Facet::Kind | Facet::Year => (None, None),
        };
        let view = View::Agency(id.clone());
        let has_register = facet == Facet::Agency && !self.site.register.rows_of(&view).is_empty();
        List {
            about,
            url,
            register: has_register.then(|| Link { name: self.register_words(&view).0, path: address::register(&view) }),
            cards: briefings[part.from..part.to].iter().map(|index| self.card(*index)).collect(),
            total: briefings.len(),
            pager: pager(&address::value(facet, id), part),
            facets: Vec::new(),
        }
    }

    /// All values of a facet; agencies stand under those they are part of.
    pub fn values(self, facet: Facet) -> Vec<Value> {
        let values = self.site.values(facet);
        let whole = |id: &str| match facet {
            Facet::Agency => self.site.vocabulary.agencies.get(id).and_then(|agency| agency.part_of.as_deref()),
            Facet::Topic | Facet::Partnership | Facet::Audience | Facet::Kind | Facet::Year => None,
        };
        let tops = values.iter().filter(|(id, _)| whole(id).is_none());
        tops.map(|(id, briefings)| {
            // Every part below, however deep, stands in one list: two levels are enough to read.
            let below = values.iter().filter(|(part, _)| {
                part != id && facet == Facet::Agency && self.site.vocabulary.agency_and_wholes(part).any(|whole| whole == id)
            });
            Value { children: below.map(|(id, briefings)| self.value_of(facet, id, briefings)).collect(), ..self.value_of(facet, id, briefings) }
        })
        .collect()
    }

    fn value_of(self, facet: Facet, id: &str, briefings: &[u32]) -> Value {
        let vocabulary = &self.site.vocabulary;
        let about = match facet {
            Facet::Topic => vocabulary.topics.get(id).and_then(|topic| topic.about.clone()),
            Facet::Agency => vocabulary.agencies.get(id).and_then(|agency| agency.about.clone()),
            Facet::Partnership => vocabulary.partnerships.get(id).and_then(|partnership| partnership.about.clone()),
            Facet::Audience | Facet::Kind | Facet::Year => None,
        };
        Value {
            name: self.value_name(facet, id),
            path: Some(address::value(facet, id)),
            about,
            count: briefings.len(),
            children: Vec::new(),
        }
    }

    /// A part of a view of the register. The figures and the other views stand on its first page.
    pub fn register(self, view: &View, part: SitePart) -> Register {
        let register = &self.site.register;
        let rows = register.rows_of(view);
        let is_first = part.number == 1;
        Register {
            totals: totals(if is_first { register.totals_of(rows, &self.site.briefings) } else { SiteTotals::default() }),
            views: if is_first { self.register_views(view) } else { Vec::new() },
            rows: rows[part.from..part.to]
                .iter()
                .map(|row| &register.rows[*row as usize])
                .map(|row| self.recommendation(self.site.briefing(row.briefing), row.recommendation(&self.site.briefings)))
                .collect(),
            total: rows.len(),
            pager: pager(&address::register(view), part),
            shown: (part.of > 1).then(|| format!("{}–{}", part.from + 1, part.to)),
        }
    }

    fn register_views(self, current: &View) -> Vec<Views> {
        let link = |view: &View, rows: &[u32], name: String| ViewLink {
            name,
            path: address::register(view),
            count: rows.len(),
            current: view == current,
        };
        let (mut by_status, mut by_agency) = (Vec::new(), Vec::new());
        for (view, rows) in &self.site.register.views {
            match view {
                View::All => by_status.push(link(view, rows, self.phrases.get("totals", "total").to_owned())),
                View::Overdue => by_status.push(link(view, rows, self.phrases.get("recommendation", "overdue").to_owned())),
                View::Status(status) => by_status.push(link(view, rows, self.phrases.get("status", View::status_word(*status)).to_owned())),
                View::Agency(id) => by_agency.push(link(view, rows, self.value_name(Facet::Agency, id))),
            }
        }
        by_agency.sort_by_cached_key(|link| link.name.to_lowercase());
        let named = |key: &str, values: Vec<ViewLink>| Views { name: self.phrases.get("register", key).to_owned(), values };
        [named("by_status", by_status), named("by_agency", by_agency)].into_iter().filter(|views| !views.values.is_empty()).collect()
    }

    /// A part of the resource directory.
    pub fn resources(self, part: SitePart) -> Resources {
        let entries = &self.site.directory.entries[part.from..part.to];
        let groups = ResourceKind::ALL.into_iter().filter_map(|kind| {
            let resources: Vec<Resource> = entries.iter().filter(|entry| entry.resource.kind == kind).map(|entry| self.entry(entry)).collect();
            let name = self.phrases.get("resource_kinds", kind.as_str()).to_owned();
            (!resources.is_empty()).then_some(Group { id: kind.as_str(), name, resources })
        });
        Resources { groups: groups.collect(), pager: pager(address::RESOURCES, part) }
    }

    /// The glossary, by first letters.
    pub fn glossary(self) -> Glossary {
        let mut entries: Vec<(&String, &vocabulary::GlossaryEntry)> = self.site.vocabulary.glossary.iter().collect();
        entries.sort_by_cached_key(|(term, _)| term.to_lowercase());
        let mut letters: Vec<Letter> = Vec::new();
        for (term, entry) in entries {
            let first = term.chars().find(|letter| letter.is_alphanumeric()).map_or_else(|| "#".to_owned(), |letter| letter.to_uppercase().to_string());
            let letter = if first.starts_with(|letter: char| letter.is_ascii_digit()) { "0–9".to_owned() } else { first };
            let entry =
                GlossaryEntry { term: term.clone(), anchor: slug(term), long: entry.long.clone(), meaning: entry.meaning.clone() };
            match letters.last_mut() {
                Some(last) if last.letter == letter => last.entries.push(entry),
                _ => letters.push(Letter { anchor: format!("page-{}", letter.to_lowercase().replace('–', "-")), letter, entries: vec![entry] }),
            }
        }
        Glossary { letters }
    }

    /// An ordinary page's text.
    pub fn text(self, page: &TextPage, root: &str) -> String {
        let mut body = Body::new(self.setting(root), &page.text);
        let html = body.blocks(page.text.lead.clone());
        match body.notes() {
            Some(notes) => html + &notes,
            None => html,
        }
    }
}

fn push_prose(parts: &mut Vec<Part>, prose: Option<Range<usize>>, body: &mut Body<'_>) {
    let Some(prose) = prose else { return };
    let html = body.blocks(prose);
    if !html.trim().is_empty() {
        parts.push(Part::Html { html });
    }
}

/// Whether a list item is nothing but one `[[id]]`.
fn is_bare_reference(briefing: &ModelBriefing, item: usize) -> bool {
    let markdown = briefing.text.markdown();
    let inside = markdown.inside(item);
    let inside = match markdown.nodes.get(inside.start).map(|node| &node.kind) {
        Some(NodeKind::Paragraph) if markdown.node(inside.start).end as usize == inside.end => inside.start + 1..inside.end,
        _ => inside,
    };
    let mut children = markdown.children(inside);
    let only = children.next();
    let is_reference = only.is_some_and(|at| matches!(&markdown.node(at).kind, NodeKind::Link(link) if link.form == LinkForm::Reference));
    is_reference && children.next().is_none()
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

fn phone(phone: &crate::model::phone::Phone) -> Phone {
    Phone { text: phone.text.clone(), href: phone.href.clone() }
}

fn contact(contact: &ModelContact) -> Contact {
    Contact {
        name: contact.name.clone(),
        about: contact.about.clone(),
        url: contact.url.clone(),
        email: contact.email.clone(),
        phone: contact.phone.as_ref().map(phone),
    }
}

fn totals(totals: SiteTotals) -> Totals {
    Totals {
        total: totals.total,
        complete: totals.complete,
        in_progress: totals.in_progress,
        not_started: totals.not_started,
        not_accepted: totals.not_accepted,
        superseded: totals.superseded,
        unrecorded: totals.unrecorded,
        overdue: totals.overdue,
    }
}

/// Divides a whole by weights so that the parts sum to it (largest remainders).
fn divided(whole: usize, weights: &[usize]) -> Vec<usize> {
    let sum: usize = weights.iter().sum::<usize>().max(1);
    let mut parts: Vec<usize> = weights.iter().map(|weight| whole * weight / sum).collect();
    let missing = whole.saturating_sub(parts.iter().sum());
    let mut by_remainder: Vec<usize> = (0..weights.len()).collect();
    by_remainder.sort_by_key(|index| std::cmp::Reverse(whole * weights[*index] % sum));
    for index in by_remainder.into_iter().take(missing) {
        parts[index] += 1;
    }
    parts
}

/// The first, the last, and those around the current page.
fn pager(first: &str, part: SitePart) -> Option<Pager> {
    if part.of < 2 {
        return None;
    }
    let path = |number: usize| address::numbered(first, number);
    let shown = (1..=part.of).filter(|number| *number == 1 || *number == part.of || number.abs_diff(part.number) <= 1);
    let mut links: Vec<PagerLink> = Vec::new();
    let mut before = 0;
    for number in shown {
        if number > before + 1 {
            links.push(PagerLink { number: None, path: None, current: false });
        }
        links.push(PagerLink { number: Some(number), path: Some(path(number)), current: number == part.number });
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
