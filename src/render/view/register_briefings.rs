//! The list of the briefings that have recommendations, with how far these are.

use serde::Serialize;

use super::register::{Totals, totals};
use super::{Date, KeptBack, Pager, Viewer, pager};
use crate::site::{Part, address};

/// A part of the list.
#[derive(Debug, Serialize)]
pub(in crate::render) struct Briefings {
    rows: Vec<Row>,
    total: usize,
    pager: Option<Pager>,
}

#[derive(Debug, Serialize)]
struct Row {
    kept_back: Option<KeptBack>,
    title: String,
    path: String,
    published: Option<Date>,
    totals: Totals,
}

impl Viewer<'_> {
    /// A part of the list of the briefings that have recommendations. Each leads to its own
    /// recommendations section.
    pub(in crate::render) fn register_briefings(self, part: Part) -> Briefings {
        let briefings = &self.site.register.briefings;
        let rows = briefings[part.from..part.to].iter().map(|rows| {
            let briefing = self.site.briefing(rows.briefing);
            let page = address::briefing(&briefing.slug);
            let section = briefing.recommendations_anchor();
            Row {
                kept_back: self.kept_back(briefing),
                title: briefing.title.clone(),
                path: section.map_or_else(|| page.clone(), |it| address::within(&page, it)),
                published: briefing.published.map(|day| self.date(day)),
                totals: totals(rows.totals),
            }
        });
        Briefings {
            rows: rows.collect(),
            total: briefings.len(),
            pager: pager(address::REGISTER_BRIEFINGS, part),
        }
    }
}
