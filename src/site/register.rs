//! The recommendations register: every recommendation of the published briefings, in the views
//! in which people ask for them.

use std::collections::BTreeMap;

use super::filing::Numbers;
use super::timeline::{Days, Timeline};
use super::{Card, Facet, Part, ROWS_PER_FILE, address};
use crate::model::briefing::Progress;
use crate::source::{Date, Key, KeyBuilder, offset};

/// The recommendations, and which of them stand in which view.
#[derive(Debug)]
pub struct Register {
    /// All, in the order of the briefings and of their texts.
    pub rows: Vec<Row>,
    /// The views, in the order in which they are offered.
    pub views: Vec<ViewRows>,
    /// Those that name nobody who should act.
    pub unowned: Totals,
    /// The briefings that have recommendations, in the order of the site.
    pub briefings: Vec<BriefingRows>,
}

/// The recommendations of one briefing.
#[derive(Clone, Copy, Debug)]
pub struct BriefingRows {
    /// The briefing, as an index among the site's.
    pub briefing: u32,
    /// How many there are of each kind.
    pub totals: Totals,
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
    /// How they went as time went by, where the view does not choose by how they went.
    pub timeline: Option<Timeline>,
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
    /// When its briefing was published.
    published: Option<Date>,
    /// When it was complete, as far as that is known.
    completed: Option<Date>,
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
    /// Those of the briefings on one topic.
    Topic(String),
}

/// A form in which the register can be taken away.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// A table for Excel and its like.
    Csv,
    /// For programs.
    Json,
}

impl Form {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Csv, Self::Json];
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

/// Makes the register of these briefings, given in the order of the site.
pub(super) fn collect(briefings: &[Card<'_>], numbers: &Numbers<'_>, today: Date) -> Register {
    let mut rows = Vec::new();
    let mut all = Sorted::default();
    let mut unowned = Totals::default();
    let mut by_briefing = Vec::new();
    let mut by_agency = sorted_for(&numbers.agencies);
    let mut by_topic = sorted_for(&numbers.topics);
    let mut by_status: BTreeMap<Option<Progress>, Sorted> = BTreeMap::new();
    for (index, card) in (0u32..).zip(briefings) {
        let mut of_briefing = Totals::default();
        let topics = card.filed.values.iter();
        let topics: Vec<usize> = topics
            .filter(|(facet, _)| *facet == Facet::Topic)
            .map(|(_, topic)| *topic as usize)
            .collect();
        for (number, (item, owners)) in (0u32..).zip(card.filed.items_with_owners()) {
            let row = Row {
                briefing: index,
                item: number,
                status: item.status,
                is_overdue: item.is_overdue(today),
                published: card.filed.published,
                completed: item.completed,
            };
            let at = offset(rows.len());
            rows.push(row);
            all.push(at, row);
            by_status.entry(item.status).or_default().push(at, row);
            of_briefing.count(row);
            if owners.is_empty() {
                unowned.count(row);
            }
            for owner in owners {
                by_agency[*owner as usize].push(at, row);
            }
            for topic in &topics {
                by_topic[*topic].push(at, row);
            }
        }
        if of_briefing.total > 0 {
            by_briefing.push(BriefingRows {
                briefing: index,
                totals: of_briefing,
            });
        }
    }
    let told = |view: View, sorted: Sorted| {
        let timeline = sorted.timeline(&rows, today);
        ViewRows {
            timeline: Some(timeline),
            ..sorted.into_view(view)
        }
    };
    let overdue = all.only_overdue(&rows);
    let mut views = vec![told(View::All, all), overdue.into_view(View::Overdue)];
    // What nobody has said anything of stands last.
    let statuses = Progress::ALL.into_iter().map(Some).chain([None]);
    let by_status = statuses.filter_map(|status| Some((status, by_status.remove(&status)?)));
    views.extend(by_status.map(|(status, rows)| rows.into_view(View::Status(status))));
    let known: [(_, _, ViewOf); 2] = [
        (&numbers.agencies, by_agency, View::Agency),
        (&numbers.topics, by_topic, View::Topic),
    ];
    for (ids, sorted, view) in known {
        let with_rows = ids.iter().zip(sorted).filter(|(_, rows)| !rows.is_empty());
        views.extend(with_rows.map(|(id, rows)| told(view((*id).to_owned()), rows)));
    }
    Register {
        rows,
        views,
        unowned,
        briefings: by_briefing,
    }
}

/// Makes a view of an id.
type ViewOf = fn(String) -> View;

fn sorted_for(ids: &[&str]) -> Vec<Sorted> {
    ids.iter().map(|_| Sorted::default()).collect()
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

    fn timeline(&self, rows: &[Row], today: Date) -> Timeline {
        let mut days = Days::default();
        for at in self.overdue.iter().chain(&self.others) {
            let row = rows[*at as usize];
            let is_complete = row.status == Some(Progress::Complete);
            days.add(row.published, is_complete, row.completed);
        }
        days.until(today)
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
        ViewRows {
            view,
            rows,
            totals,
            timeline: None,
        }
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

    /// The parts of the register as files, as parts of the list of the briefings.
    pub fn files(&self) -> Vec<Part> {
        let mut ends = Vec::new();
        let mut rows = 0;
        for (at, briefing) in self.briefings.iter().enumerate() {
            if rows > 0 && rows + briefing.totals.total > ROWS_PER_FILE {
                ends.push(at);
                rows = 0;
            }
            rows += briefing.totals.total;
        }
        ends.push(self.briefings.len());
        let starts = std::iter::once(0).chain(ends.iter().copied());
        let parts = (1..).zip(starts.zip(&ends));
        parts
            .map(|(number, (from, to))| Part {
                number,
                of: ends.len(),
                from,
                to: *to,
            })
            .collect()
    }

    /// The agencies with how far the recommendations for each are. What is for a part of an
    /// agency is for the agency too.
    pub fn agencies(&self) -> impl Iterator<Item = (&str, Totals)> {
        self.views.iter().filter_map(|rows| match &rows.view {
            View::Agency(id) => Some((id.as_str(), rows.totals)),
            View::All | View::Overdue | View::Status(_) | View::Topic(_) => None,
        })
    }

    /// The fingerprint of how far the recommendations for each agency, and for nobody, are.
    pub fn agencies_key(&self) -> Key {
        let agencies = self.agencies();
        agencies
            .fold(KeyBuilder::new("agencies"), |key, (id, totals)| {
                key.text(id).key(totals.key())
            })
            .key(self.unowned.key())
            .finish()
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

impl ViewRows {
    /// The fingerprint of its figures.
    pub fn figures_key(&self) -> Key {
        let key = KeyBuilder::new("figures").key(self.totals.key());
        let timeline = self.timeline.iter();
        timeline
            .fold(key, |key, timeline| timeline.add_to(key))
            .finish()
    }
}

impl Totals {
    fn count(&mut self, row: Row) {
        self.add(row.status, row.is_overdue);
    }

    /// How many there are of this status.
    pub fn of(&self, status: Option<Progress>) -> usize {
        match status {
            None => self.unrecorded,
            Some(Progress::NotStarted) => self.not_started,
            Some(Progress::InProgress) => self.in_progress,
            Some(Progress::Complete) => self.complete,
            Some(Progress::NotAccepted) => self.not_accepted,
            Some(Progress::Superseded) => self.superseded,
        }
    }

    /// Counts one more.
    pub(super) fn add(&mut self, status: Option<Progress>, is_overdue: bool) {
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
