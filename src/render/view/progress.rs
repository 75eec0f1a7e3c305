//! The pictures of progress: how far each agency is, and how it went as time went by. What a
//! template draws is worked out here, in parts of a hundred or in lines of text.

use serde::Serialize;

use super::Viewer;
use super::register::Status;
use crate::model::briefing::Progress;
use crate::site::address;
use crate::site::register::{Totals, View, ViewRows};
use crate::site::timeline::{Moment, Step, Timeline};
use crate::theme::fill;

/// The pictures of a view of the register.
#[derive(Debug, Serialize)]
pub(in crate::render) struct Pictures {
    agencies: Option<ByAgency>,
    time: Option<Lines>,
}

/// How far each agency is, as stacked bars.
#[derive(Debug, Serialize)]
pub(in crate::render) struct ByAgency {
    statuses: Vec<Status>,
    bars: Vec<Bar>,
    /// How many more agencies the table has.
    more: usize,
    rows: Vec<BarFigures>,
}

#[derive(Debug, Serialize)]
struct Bar {
    name: String,
    path: Option<String>,
    total: usize,
    overdue: usize,
    title: String,
    parts: Vec<BarPart>,
}

/// A part of a bar; lengths are in parts of a hundred of the longest bar.
#[derive(Debug, Serialize)]
struct BarPart {
    status: &'static str,
    n: usize,
    x: String,
    width: String,
    middle: String,
    /// Whether the number has room in it.
    labelled: bool,
}

#[derive(Debug, Serialize)]
struct BarFigures {
    name: String,
    counts: Vec<usize>,
    total: usize,
    overdue: usize,
}

/// How many had been made, and how many were complete, as lines.
#[derive(Debug, Serialize)]
pub(in crate::render) struct Lines {
    title: String,
    first: String,
    latest: String,
    /// Points for an SVG of 1000 by 1000.
    made: String,
    complete: String,
    ticks: Vec<Tick>,
    last: Last,
    moments: Vec<MomentFigures>,
    undated: usize,
    undated_complete: usize,
}

/// A figure on the left, and how far from the top, in lines of text, its line is.
#[derive(Debug, Serialize)]
struct Tick {
    n: usize,
    y: String,
}

/// What is written at the ends of the lines, and where, in lines of text from the top.
#[derive(Debug, Serialize)]
struct Last {
    made: usize,
    made_y: String,
    complete: usize,
    complete_y: String,
}

#[derive(Debug, Serialize)]
struct MomentFigures {
    name: String,
    made: usize,
    complete: usize,
}

/// How many agencies the picture shows; the table has all.
const BARS: usize = 12;
/// How high the picture of lines is, in lines of text, without what is written above and below.
const LINES_HEIGHT: f64 = 9.0;
/// How much is written above it.
const LINES_TOP: f64 = 2.0;
/// How wide a digit is, in parts of a hundred of a bar on a phone.
const DIGIT: f64 = 3.5;

/// The statuses in the order of a bar: what is done first.
const STATUSES: [Option<Progress>; 6] = [
    Some(Progress::Complete),
    Some(Progress::InProgress),
    Some(Progress::NotStarted),
    Some(Progress::NotAccepted),
    Some(Progress::Superseded),
    None,
];

impl ByAgency {
    /// The names of the statuses that there are.
    pub(in crate::render) fn status_names(&self) -> impl Iterator<Item = &str> {
        self.statuses.iter().map(|status| status.name.as_str())
    }

    /// Each name with its figures: of each status, in all, overdue.
    pub(in crate::render) fn figures(&self) -> impl Iterator<Item = (&str, Vec<usize>)> {
        self.rows.iter().map(|row| {
            let figures = row.counts.iter().copied();
            let figures = figures.chain([row.total, row.overdue]).collect();
            (row.name.as_str(), figures)
        })
    }
}

impl Viewer<'_> {
    /// The pictures of a view; all has one of the agencies.
    pub(super) fn pictures(self, rows: &ViewRows) -> Option<Pictures> {
        let register = &self.site.register;
        let agencies = match rows.view {
            View::All => {
                let agencies = register.agencies().map(|(id, totals)| (Some(id), totals));
                self.bars(agencies.chain([(None, register.unowned)]))
            }
            View::Overdue | View::Status(_) | View::Agency(_) | View::Topic(_) => None,
        };
        let time = rows.timeline.as_ref().and_then(|it| self.lines(it));
        (agencies.is_some() || time.is_some()).then_some(Pictures { agencies, time })
    }

    /// Those with the most recommendations first, and nobody last.
    pub(super) fn bars<'a>(
        self,
        agencies: impl Iterator<Item = (Option<&'a str>, Totals)>,
    ) -> Option<ByAgency> {
        let nobody = || self.phrases.get("pictures", "nobody").to_owned();
        let agencies = agencies.filter(|(_, totals)| totals.total > 0);
        let mut agencies: Vec<(Option<&str>, String, Totals)> = agencies
            .map(|(id, totals)| {
                let name = id.map_or_else(nobody, |id| self.agency_name(id).to_owned());
                (id, name, totals)
            })
            .collect();
        if agencies.iter().all(|(id, ..)| id.is_none()) {
            return None;
        }
        agencies.sort_by_cached_key(|(id, name, totals)| {
            let fewer = std::cmp::Reverse(totals.total);
            (id.is_none(), fewer, name.to_lowercase())
        });
        let statuses = STATUSES.into_iter().filter(|status| {
            let mut totals = agencies.iter().map(|(.., totals)| totals);
            totals.any(|totals| totals.of(*status) > 0)
        });
        let statuses: Vec<Option<Progress>> = statuses.collect();
        let longest = agencies.iter().map(|(.., totals)| totals.total).max();
        let longest = longest.unwrap_or(1);
        let bars = agencies.iter().take(BARS);
        let rows = agencies.iter().map(|(_, name, totals)| BarFigures {
            name: name.clone(),
            counts: statuses.iter().map(|it| totals.of(*it)).collect(),
            total: totals.total,
            overdue: totals.overdue,
        });
        Some(ByAgency {
            bars: bars
                .map(|(id, name, totals)| Bar {
                    name: name.clone(),
                    path: id.map(|id| address::register(&View::Agency(id.to_owned()))),
                    total: totals.total,
                    overdue: totals.overdue,
                    title: self.told(totals),
                    parts: parts(totals, longest),
                })
                .collect(),
            more: agencies.len().saturating_sub(BARS),
            rows: rows.collect(),
            statuses: statuses.into_iter().map(|it| self.status(it)).collect(),
        })
    }

    /// The figures of a bar in words: “Complete 3, In progress 1”.
    fn told(self, totals: &Totals) -> String {
        let statuses = STATUSES.into_iter().filter(|it| totals.of(*it) > 0);
        let told = statuses.map(|it| format!("{} {}", self.status(it).name, totals.of(it)));
        told.collect::<Vec<_>>().join(", ")
    }

    fn lines(self, timeline: &Timeline) -> Option<Lines> {
        let moments = &timeline.moments;
        let (first, last) = (moments.first()?, moments.last()?);
        if moments.len() < 2 {
            return None;
        }
        let top = rounded_up(last.made);
        let points = |of: fn(&Moment) -> usize| {
            let points = moments.iter().enumerate().map(|(at, moment)| {
                let (x, y) = (share(at, moments.len() - 1), share(of(moment), top));
                format!("{:.1},{:.1}", x * 10.0, 1000.0 - y * 10.0)
            });
            points.collect::<Vec<_>>().join(" ")
        };
        let height = |n: usize| LINES_TOP + LINES_HEIGHT * (100.0 - share(n, top)) / 100.0;
        let tick = |n: usize| Tick {
            n,
            y: format!("{:.2}", height(n)),
        };
        let figures = moments.iter().map(|moment| MomentFigures {
            name: self.span_name(*moment, timeline.step),
            made: moment.made,
            complete: moment.complete,
        });
        let places = [
            ("from", self.span_name(*first, timeline.step)),
            ("to", self.span_name(*last, timeline.step)),
            ("made", last.made.to_string()),
            ("complete", last.complete.to_string()),
        ];
        let places = places
            .each_ref()
            .map(|(name, value)| (*name, value.as_str()));
        Some(Lines {
            title: fill(self.phrases.get("pictures", "time_title"), &places),
            first: places[0].1.to_owned(),
            latest: places[1].1.to_owned(),
            made: points(|moment| moment.made),
            complete: points(|moment| moment.complete),
            ticks: vec![tick(top), tick(top / 2), tick(0)],
            last: Last {
                made: last.made,
                made_y: format!("{:.2}", height(last.made) - 0.5),
                complete: last.complete,
                complete_y: format!("{:.2}", below(height(last.made), height(last.complete))),
            },
            moments: figures.collect(),
            undated: timeline.undated,
            undated_complete: timeline.undated_complete,
        })
    }

    /// The name of a span of time: “May 2026”, “April to June 2026”, “2026”.
    fn span_name(self, moment: Moment, step: Step) -> String {
        let (year, month) = (moment.year, self.phrases.month(moment.month));
        match step {
            Step::Month => format!("{month} {year}"),
            Step::Quarter => {
                let places = [
                    ("from", month),
                    ("to", self.phrases.month(moment.month + 2)),
                    ("year", &year.to_string()),
                ];
                fill(self.phrases.get("pictures", "quarter"), &places)
            }
            Step::Year => year.to_string(),
        }
    }
}

/// Where it is written how many are complete, in lines of text from the top: above the line that
/// ends at `complete`, as lines come from below, or under it where the other line is too near.
fn below(made: f64, complete: f64) -> f64 {
    if complete - made >= 2.0 {
        complete - 0.6
    } else {
        complete + 1.3
    }
}

fn parts(totals: &Totals, longest: usize) -> Vec<BarPart> {
    let mut before = 0;
    let mut parts = Vec::new();
    for status in STATUSES {
        let n = totals.of(status);
        if n > 0 {
            let (x, width) = (share(before, longest), share(n, longest));
            let digits = f64::from(n.ilog10() + 1);
            parts.push(BarPart {
                status: View::status_word(status),
                n,
                x: format!("{x:.2}"),
                width: format!("{width:.2}"),
                middle: format!("{:.2}", x + width / 2.0),
                labelled: width >= (digits + 1.0) * DIGIT,
            });
            before += n;
        }
    }
    parts
}

/// How many parts of a hundred.
#[expect(
    clippy::cast_precision_loss,
    reason = "nobody makes so many recommendations that a picture could show it"
)]
fn share(n: usize, of: usize) -> f64 {
    n as f64 * 100.0 / of.max(1) as f64
}

/// The next even number with one or two figures that count: 62 becomes 70, 118 becomes 120.
fn rounded_up(n: usize) -> usize {
    let mut unit = 2;
    while unit * 10 <= n {
        unit *= 5;
        if unit * 10 > n {
            break;
        }
        unit *= 2;
    }
    n.div_ceil(unit).max(1) * unit
}
