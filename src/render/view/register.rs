//! Recommendations, in their briefing and in the register.

use serde::Serialize;

use super::progress::Pictures;
use super::{Date, KeptBack, Link, Pager, Term, Viewer, pager};
use crate::model::Briefing;
use crate::model::briefing::{self, Progress};
use crate::site::register::{self, Form, View};
use crate::site::{Facet, Part, address};
use crate::theme::fill;

/// A recommendation, in its briefing or in the register.
#[derive(Debug, Serialize)]
pub(in crate::render) struct Recommendation {
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

/// A recommendation as a row of the register. It holds no more than a row shows.
#[derive(Debug, Serialize)]
pub(in crate::render) struct Row {
    kept_back: Option<KeptBack>,
    mark: String,
    text: String,
    path: String,
    owners: Vec<Name>,
    due: Option<Date>,
    overdue: bool,
    status: Status,
    briefing: Name,
}

#[derive(Debug, Serialize)]
struct Name {
    name: String,
}

#[derive(Debug, Serialize)]
pub(in crate::render) struct Status {
    pub(in crate::render) id: &'static str,
    pub(in crate::render) name: String,
}

#[derive(Debug, Serialize)]
pub(super) struct Update {
    on: Date,
    note: String,
    evidence: Option<String>,
}

/// A view of the register.
#[derive(Debug, Serialize)]
pub(in crate::render) struct Register {
    totals: Totals,
    views: Vec<Views>,
    /// The rows as HTML.
    rows: String,
    total: usize,
    pager: Option<Pager>,
    shown: Option<String>,
    headline: Option<String>,
    pictures: Option<Pictures>,
    briefings: Option<Link>,
    files: Vec<Link>,
}

#[derive(Debug, Serialize)]
pub(super) struct Views {
    name: String,
    values: Vec<ViewLink>,
}

#[derive(Debug, Serialize)]
pub(super) struct ViewLink {
    name: String,
    path: String,
    count: usize,
    current: bool,
}

#[derive(Debug, Serialize)]
pub(in crate::render) struct Totals {
    total: usize,
    complete: usize,
    in_progress: usize,
    not_started: usize,
    not_accepted: usize,
    superseded: usize,
    unrecorded: usize,
    overdue: usize,
}

impl<'a> Viewer<'a> {
    /// A part of a view of the register, with its rows as HTML. The figures and the other views
    /// stand on its first page.
    pub(in crate::render) fn register(self, view: &View, part: Part, rows: String) -> Register {
        let shown = self.view_rows(view);
        let is_first = part.number == 1;
        Register {
            totals: totals(if is_first {
                shown.totals
            } else {
                register::Totals::default()
            }),
            views: if is_first {
                self.register_views(view)
            } else {
                Vec::new()
            },
            rows,
            total: shown.rows.len(),
            pager: pager(&address::register(view), part),
            shown: (part.of > 1).then(|| format!("{}–{}", part.from + 1, part.to)),
            headline: (is_first && shown.totals.total > 0).then(|| self.headline(shown.totals)),
            pictures: is_first.then(|| self.pictures(shown)).flatten(),
            briefings: (is_first && !self.site.register.briefings.is_empty())
                .then(|| self.register_link("by_briefing", address::REGISTER_BRIEFINGS)),
            files: if is_first {
                self.register_files()
            } else {
                Vec::new()
            },
        }
    }

    /// What an annual report opens with: “Of 61 recommendations, 34 are complete and 9 are
    /// overdue.”
    pub(in crate::render) fn headline(self, totals: register::Totals) -> String {
        let count = |key, n| self.phrases.count("headline", key, n);
        let key = if totals.overdue > 0 {
            "overdue_too"
        } else {
            "all"
        };
        let places = [
            ("complete", count("complete", totals.complete)),
            ("overdue", count("overdue", totals.overdue)),
        ];
        let places = places
            .each_ref()
            .map(|(name, value)| (*name, value.as_str()));
        fill(&count(key, totals.total), &places)
    }

    fn register_link(self, key: &str, path: &str) -> Link {
        Link {
            name: self.phrases.get("register", key).to_owned(),
            path: path.to_owned(),
        }
    }

    /// The register as files, in their forms and parts.
    fn register_files(self) -> Vec<Link> {
        let mut files = Vec::new();
        for form in Form::ALL {
            let key = match form {
                Form::Csv => "csv",
                Form::Json => "json",
            };
            for part in self.site.register.files() {
                let path = address::register_file(form, part.number);
                let link = self.register_link(key, &path);
                files.push(Link {
                    name: self.of_file(&link.name, part),
                    ..link
                });
            }
        }
        files
    }

    fn of_file(self, name: &str, part: Part) -> String {
        if part.of == 1 {
            return name.to_owned();
        }
        let (number, of) = (part.number.to_string(), part.of.to_string());
        let places = [("name", name), ("n", &number), ("total", &of)];
        fill(self.phrases.get("register", "part"), &places)
    }

    fn view_rows(self, view: &View) -> &'a register::ViewRows {
        let rows = self.site.register.view(view);
        rows.expect("invariant: only views that are there are planned")
    }

    /// Which recommendations a part of a view of the register shows.
    pub(in crate::render) fn rows(
        self,
        view: &View,
        part: Part,
    ) -> impl ExactSizeIterator<Item = register::Row> {
        let register = &self.site.register;
        let rows = &self.view_rows(view).rows[part.from..part.to];
        rows.iter().map(|row| register.rows[*row as usize])
    }

    /// The recommendations of a briefing as rows of the register.
    pub(in crate::render) fn briefing_rows(self, index: u32) -> Vec<Row> {
        let briefing = self.site.briefing(index);
        let page = address::briefing(&briefing.slug);
        let row = |item: &briefing::Recommendation| {
            let status = View::status_word(item.status);
            Row {
                kept_back: self.kept_back(briefing),
                path: address::within(&page, &item.anchor()),
                mark: item.mark.clone(),
                text: item.text.clone(),
                owners: item
                    .owners
                    .iter()
                    .map(|id| Name {
                        name: self.agency_name(id).to_owned(),
                    })
                    .collect(),
                due: item.due.map(|day| self.date(day)),
                overdue: item.is_overdue(self.site.today),
                status: Status {
                    id: status,
                    name: self.phrases.get("status", status).to_owned(),
                },
                briefing: Name {
                    name: briefing.title.clone(),
                },
            }
        };
        briefing.recommendations.iter().map(row).collect()
    }

    pub(super) fn register_views(self, current: &View) -> Vec<Views> {
        let link = |view: &View, rows: &[u32], name: String| ViewLink {
            name,
            path: address::register(view),
            count: rows.len(),
            current: view == current,
        };
        let (mut by_status, mut by_agency, mut by_topic) = (Vec::new(), Vec::new(), Vec::new());
        for register::ViewRows { view, rows, .. } in &self.site.register.views {
            match view {
                View::All => by_status.push(link(
                    view,
                    rows,
                    self.phrases.get("totals", "total").to_owned(),
                )),
                View::Overdue => by_status.push(link(
                    view,
                    rows,
                    self.phrases.get("recommendation", "overdue").to_owned(),
                )),
                View::Status(status) => by_status.push(link(
                    view,
                    rows,
                    self.phrases
                        .get("status", View::status_word(*status))
                        .to_owned(),
                )),
                View::Agency(id) => {
                    by_agency.push(link(view, rows, self.value_name(Facet::Agency, id)));
                }
                View::Topic(id) => {
                    by_topic.push(link(view, rows, self.value_name(Facet::Topic, id)));
                }
            }
        }
        by_agency.sort_by_cached_key(|link| link.name.to_lowercase());
        by_topic.sort_by_cached_key(|link| link.name.to_lowercase());
        let named = |key: &str, values: Vec<ViewLink>| Views {
            name: self.phrases.get("register", key).to_owned(),
            values,
        };
        let all = [
            named("by_status", by_status),
            named("by_agency", by_agency),
            named("by_topic", by_topic),
        ];
        all.into_iter()
            .filter(|views| !views.values.is_empty())
            .collect()
    }

    pub(super) fn register_words(self, view: &View) -> (String, String) {
        let phrase =
            |key: &str, name: &str| fill(self.phrases.get("pages", key), &[("name", name)]);
        match view {
            View::All => (phrase("register", ""), phrase("register_intro", "")),
            View::Overdue => (
                phrase("register_overdue", ""),
                phrase("register_overdue_intro", ""),
            ),
            View::Status(status) => {
                let name = self.phrases.get("status", View::status_word(*status));
                (
                    phrase("register_status", name),
                    phrase("register_status_intro", name),
                )
            }
            View::Agency(id) => {
                let name = self.value_name(Facet::Agency, id);
                (
                    phrase("register_agency", &name),
                    phrase("register_agency_intro", &name),
                )
            }
            View::Topic(id) => {
                let name = self.value_name(Facet::Topic, id);
                (
                    phrase("register_topic", &name),
                    phrase("register_topic_intro", &name),
                )
            }
        }
    }

    pub(super) fn recommendation(
        self,
        briefing: &Briefing,
        item: &briefing::Recommendation,
    ) -> Recommendation {
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
            status: Status {
                id: status,
                name: self.phrases.get("status", status).to_owned(),
            },
            reason: item.reason.clone(),
            updates: item
                .updates
                .iter()
                .map(|update| Update {
                    on: self.date(update.on),
                    note: update.note.clone(),
                    evidence: update.evidence.clone(),
                })
                .collect(),
            briefing: Link {
                name: briefing.title.clone(),
                path: page,
            },
        }
    }

    pub(super) fn status(self, status: Option<Progress>) -> Status {
        let id = View::status_word(status);
        Status {
            id,
            name: self.phrases.get("status", id).to_owned(),
        }
    }

    /// An owner leads to what it has been asked to do.
    pub(super) fn owner(self, id: &str) -> Term {
        Term {
            id: id.to_owned(),
            name: self.agency_name(id).to_owned(),
            path: address::register(&View::Agency(id.to_owned())),
        }
    }

    /// The name of an agency for lists.
    pub(in crate::render) fn agency_name<'b>(self, id: &'b str) -> &'b str
    where
        Self: 'b,
    {
        let agency = self.site.vocabulary.agencies.get(id);
        agency.map_or(id, |agency| agency.short.as_ref().unwrap_or(&agency.name))
    }
}

impl Totals {
    /// How many there are of each status, by its id.
    pub(in crate::render) fn by_status(&self) -> [(&'static str, usize); 6] {
        [
            ("complete", self.complete),
            ("in-progress", self.in_progress),
            ("not-started", self.not_started),
            ("not-accepted", self.not_accepted),
            ("superseded", self.superseded),
            ("unrecorded", self.unrecorded),
        ]
    }

    /// How many there are in all, and how many of them are overdue.
    pub(in crate::render) fn all(&self) -> (usize, usize) {
        (self.total, self.overdue)
    }
}

pub(super) fn totals(totals: register::Totals) -> Totals {
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
