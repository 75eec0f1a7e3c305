//! The recommendations register: every recommendation of the published briefings, in the views
//! in which people ask for them.

use std::collections::BTreeMap;

use super::{Card, address};
use crate::model::briefing::Progress;
use crate::source::{Date, Key, KeyBuilder, offset};

/// The recommendations, and which of them stand in which view.
#[derive(Debug)]
pub struct Register {
    /// All, in the order of the briefings and of their texts.
    pub rows: Vec<Row>,
    /// The views, in the order in which they are offered.
    pub views: Vec<ViewRows>,
}

/// What stands in a view.
#[derive(Clone, Debug)]
pub struct ViewRows {
    /// The view.
    pub view: View,
    /// Its rows, as indexes among all; the overdue ones first.
    pub rows: Vec<u32>,
    /// How many there are of each kind.
    pub totals: Totals,
}

/// One recommendation.
#[derive(Clone, Copy, Debug)]
pub struct Row {
    /// Its briefing, as an index among the site's.
    pub briefing: u32,
    /// Its place among the briefing's recommendations.
    pub item: u32,
    /// How far it is.
    pub status: Option<Progress>,
    /// Whether it should have been done before today.
    pub is_overdue: bool,
}

/// A way to look at the register.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum View {
    /// All, the overdue ones first.
    All,
    /// Those whose date has passed and that nobody has called complete.
    Overdue,
    /// Those of one status; `None` where nobody has said.
    Status(Option<Progress>),
    /// Those that one agency, or a part of it, should carry out.
    Agency(String),
}

/// How many recommendations there are of each kind.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Totals {
    /// In all.
    pub total: usize,
    /// Complete.
    pub complete: usize,
    /// In progress.
    pub in_progress: usize,
    /// Not started.
    pub not_started: usize,
    /// Not accepted.
    pub not_accepted: usize,
    /// Superseded.
    pub superseded: usize,
    /// Without a status.
    pub unrecorded: usize,
    /// Overdue; these are counted under their status too.
    pub overdue: usize,
}

impl View {
    /// The word of a status in addresses.
    pub fn status_word(status: Option<Progress>) -> &'static str {
        status.map_or("unrecorded", Progress::as_str)
    }
}

/// Makes the register of these briefings, given in the order of the site. `agencies` are the ids
/// by their numbers.
pub(super) fn collect(briefings: &[Card<'_>], agencies: &[&str], today: Date) -> Register {
    let mut rows = Vec::new();
    let mut all = Sorted::default();
    let mut by_agency: Vec<Sorted> = Vec::new();
    by_agency.resize_with(agencies.len(), Sorted::default);
    let mut by_status: BTreeMap<Option<Progress>, Sorted> = BTreeMap::new();
    for (index, card) in (0u32..).zip(briefings) {
        for (number, (item, owners)) in (0u32..).zip(card.filed.items_with_owners()) {
            let row = Row {
                briefing: index,
                item: number,
                status: item.status,
                is_overdue: item.is_overdue(today),
            };
            let at = offset(rows.len());
            rows.push(row);
            all.push(at, row);
            by_status.entry(item.status).or_default().push(at, row);
            for owner in owners {
                by_agency[*owner as usize].push(at, row);
            }
        }
    }
    let overdue = all.only_overdue(&rows);
    let mut views = vec![all.into_view(View::All), overdue.into_view(View::Overdue)];
    // What nobody has said anything of stands last.
    let statuses = Progress::ALL.into_iter().map(Some).chain([None]);
    let by_status = statuses.filter_map(|status| Some((status, by_status.remove(&status)?)));
    views.extend(by_status.map(|(status, rows)| rows.into_view(View::Status(status))));
    let by_agency = agencies
        .iter()
        .zip(by_agency)
        .filter(|(_, rows)| !rows.is_empty());
    views.extend(by_agency.map(|(id, rows)| rows.into_view(View::Agency((*id).to_owned()))));
    Register { rows, views }
}

/// The rows of a view, sorted as they come.
#[derive(Default)]
struct Sorted {
    overdue: Vec<u32>,
    others: Vec<u32>,
    totals: Totals,
}

impl Sorted {
    fn push(&mut self, at: u32, row: Row) {
        let rows = if row.is_overdue {
            &mut self.overdue
        } else {
            &mut self.others
        };
        rows.push(at);
        self.totals.count(row);
    }

    fn is_empty(&self) -> bool {
        self.overdue.is_empty() && self.others.is_empty()
    }

    fn only_overdue(&self, rows: &[Row]) -> Self {
        let mut overdue = Self::default();
        for at in &self.overdue {
            overdue.push(*at, rows[*at as usize]);
        }
        overdue
    }

    fn into_view(self, view: View) -> ViewRows {
        let Self {
            overdue: mut rows,
            others,
            totals,
        } = self;
        rows.extend(others);
        ViewRows { view, rows, totals }
    }
}

impl Register {
    /// What stands in a view, if there is such a view.
    pub fn view(&self, view: &View) -> Option<&ViewRows> {
        self.views.iter().find(|known| known.view == *view)
    }

    /// How many recommendations there are of each kind.
    pub fn totals(&self) -> Totals {
        self.view(&View::All)
            .map(|view| view.totals)
            .unwrap_or_default()
    }

    /// The fingerprint of the views and of how many rows each has.
    pub fn counts_key(&self) -> Key {
        self.views
            .iter()
            .fold(KeyBuilder::new("views"), |key, view| {
                key.text(&address::register(&view.view))
                    .number(view.rows.len() as u64)
            })
            .finish()
    }
}

impl Totals {
    fn count(&mut self, row: Row) {
        self.total += 1;
        self.overdue += usize::from(row.is_overdue);
        *match row.status {
            None => &mut self.unrecorded,
            Some(Progress::NotStarted) => &mut self.not_started,
            Some(Progress::InProgress) => &mut self.in_progress,
            Some(Progress::Complete) => &mut self.complete,
            Some(Progress::NotAccepted) => &mut self.not_accepted,
            Some(Progress::Superseded) => &mut self.superseded,
        } += 1;
    }

    /// The fingerprint of the figures.
    pub fn key(&self) -> Key {
        let figures = [
            self.total,
            self.complete,
            self.in_progress,
            self.not_started,
            self.not_accepted,
            self.superseded,
            self.unrecorded,
            self.overdue,
        ];
        figures
            .into_iter()
            .fold(KeyBuilder::new("totals"), |key, figure| {
                key.number(figure as u64)
            })
            .finish()
    }
}
