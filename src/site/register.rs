//! The recommendations register: every recommendation of the published briefings, in the views
//! in which people ask for them.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::model::Vocabulary;
use crate::model::briefing::{Briefing, Progress, Recommendation};
use crate::source::{Date, Key, KeyBuilder};

/// The recommendations, and which of them stand in which view.
#[derive(Clone, Debug, Default)]
pub struct Register {
    /// All, in the order of the briefings and of their texts.
    pub rows: Vec<Row>,
    /// The views, each with its rows, in the order in which they are offered.
    pub views: Vec<(View, Vec<u32>)>,
    /// How many there are of each.
    pub totals: Totals,
}

/// One recommendation.
#[derive(Clone, Copy, Debug)]
pub struct Row {
    /// Its briefing, as an index among the site's.
    pub briefing: u32,
    /// Its place among the briefing's recommendations.
    pub item: u32,
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

impl Row {
    /// The recommendation itself.
    pub fn recommendation<'a>(&self, briefings: &'a [Arc<Briefing>]) -> &'a Recommendation {
        &briefings[self.briefing as usize].recommendations[self.item as usize]
    }

    fn key(&self, briefings: &[Arc<Briefing>], key: KeyBuilder) -> KeyBuilder {
        let briefing = &briefings[self.briefing as usize];
        key.key(briefing.shown.recommendations)
            .number(u64::from(self.item) << 1 | u64::from(self.is_overdue))
    }
}

/// Makes the register of these briefings.
pub fn collect(briefings: &[Arc<Briefing>], vocabulary: &Vocabulary, today: Date) -> Register {
    let mut register = Register::default();
    let mut by_agency: BTreeMap<&str, Vec<u32>> = BTreeMap::new();
    let mut by_status: BTreeMap<Option<Progress>, Vec<u32>> = BTreeMap::new();
    for (index, briefing) in (0u32..).zip(briefings) {
        for (item, recommendation) in (0u32..).zip(&briefing.recommendations) {
            let row = crate::source::offset(register.rows.len());
            let is_overdue = recommendation.is_overdue(today);
            register.rows.push(Row {
                briefing: index,
                item,
                is_overdue,
            });
            register.totals.count(recommendation.status, is_overdue);
            by_status
                .entry(recommendation.status)
                .or_default()
                .push(row);
            for owner in &recommendation.owners {
                for agency in vocabulary.agency_and_wholes(owner) {
                    let rows = by_agency.entry(agency).or_default();
                    if rows.last() != Some(&row) {
                        rows.push(row);
                    }
                }
            }
        }
    }
    let all: Vec<u32> = (0..crate::source::offset(register.rows.len())).collect();
    let overdue = all
        .iter()
        .copied()
        .filter(|row| register.rows[*row as usize].is_overdue)
        .collect();
    register.views = vec![(View::All, all), (View::Overdue, overdue)];
    register.views.extend(
        by_status
            .into_iter()
            .map(|(status, rows)| (View::Status(status), rows)),
    );
    register.views.extend(
        by_agency
            .into_iter()
            .map(|(agency, rows)| (View::Agency(agency.to_owned()), rows)),
    );
    for (_, rows) in &mut register.views {
        rows.sort_by_key(|row| !register.rows[*row as usize].is_overdue);
    }
    register
}

impl Register {
    /// The rows of a view; none where there is no such view.
    pub fn rows_of(&self, view: &View) -> &[u32] {
        self.views
            .iter()
            .find(|(known, _)| known == view)
            .map_or(&[], |(_, rows)| rows)
    }

    /// How many rows of a view there are of each kind.
    pub fn totals_of(&self, rows: &[u32], briefings: &[Arc<Briefing>]) -> Totals {
        let mut totals = Totals::default();
        for row in rows.iter().map(|row| &self.rows[*row as usize]) {
            totals.count(row.recommendation(briefings).status, row.is_overdue);
        }
        totals
    }

    /// The fingerprint of what a page shows of these rows.
    pub fn key_of(&self, rows: &[u32], briefings: &[Arc<Briefing>], key: KeyBuilder) -> KeyBuilder {
        rows.iter()
            .fold(key, |key, row| self.rows[*row as usize].key(briefings, key))
    }

    /// The fingerprint of how many rows each view has.
    pub fn counts_key(&self) -> Key {
        self.views
            .iter()
            .fold(KeyBuilder::new("views"), |key, (_, rows)| {
                key.number(rows.len() as u64)
            })
            .finish()
    }
}

impl Totals {
    fn count(&mut self, status: Option<Progress>, is_overdue: bool) {
        self.total += 1;
        self.overdue += usize::from(is_overdue);
        *match status {
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
