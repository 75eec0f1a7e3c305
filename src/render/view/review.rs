//! What is due for review, as a page and as a calendar.

use serde::Serialize;

use super::{Date, KeptBack, Pager, Viewer, pager};
use crate::site::reviews::{Due, When};
use crate::site::{Part, address};
use crate::source::Date as Day;
use crate::theme::fill;

/// A part of what is due for review.
#[derive(Debug, Serialize)]
pub(in crate::render) struct Review {
    groups: Vec<ReviewGroup>,
    total: usize,
    calendar: &'static str,
    pager: Option<Pager>,
}

/// What is due within one stretch of time.
#[derive(Debug, Serialize)]
pub(super) struct ReviewGroup {
    id: &'static str,
    name: String,
    briefings: Vec<DueBriefing>,
}

#[derive(Debug, Serialize)]
pub(super) struct DueBriefing {
    title: String,
    path: String,
    by: Date,
    partnership: Option<String>,
    kept_back: Option<KeptBack>,
}

/// A day of review, for a calendar.
#[derive(Debug)]
pub(in crate::render) struct ReviewDate {
    /// What tells it from all others, for ever.
    pub(in crate::render) id: String,
    /// The last day on which something is known to have happened to the briefing.
    pub(in crate::render) touched: Day,
    /// The day of the review.
    pub(in crate::render) by: Day,
    /// The day after it, on which the event ends.
    pub(in crate::render) day_after: Day,
    /// What is to be done, in a few words.
    pub(in crate::render) summary: String,
    /// Who publishes the briefing.
    pub(in crate::render) about: Option<String>,
    /// Where the briefing stands.
    pub(in crate::render) url: Option<String>,
}

impl Viewer<'_> {
    /// A part of what is due for review.
    pub(in crate::render) fn review(self, part: Part) -> Review {
        let shown = &self.site.reviews[part.from..part.to];
        let groups = When::ALL.into_iter().map(|when| ReviewGroup {
            id: when.as_str(),
            name: self.phrases.get("review", when.as_str()).to_owned(),
            briefings: shown
                .iter()
                .filter(|due| due.when == when)
                .map(|due| self.due(due))
                .collect(),
        });
        Review {
            groups: groups.filter(|group| !group.briefings.is_empty()).collect(),
            total: self.site.reviews.len(),
            calendar: address::REVIEW_DATES,
            pager: pager(address::REVIEW, part),
        }
    }

    fn due(self, due: &Due) -> DueBriefing {
        let briefing = self.site.briefing(due.briefing);
        DueBriefing {
            title: briefing.title.clone(),
            path: address::briefing(&briefing.slug),
            by: self.date(due.by),
            partnership: self.publisher_of(due.briefing),
            kept_back: self.kept_back(briefing),
        }
    }

    fn publisher_of(self, briefing: u32) -> Option<String> {
        let id = self.site.briefing(briefing).partnership.as_ref()?;
        let partnership = self.site.vocabulary.partnerships.get(id)?;
        Some(partnership.name.clone())
    }

    /// The name of the calendar of review dates, and the dates.
    pub(in crate::render) fn review_dates(self) -> (String, Vec<ReviewDate>) {
        let settings = &self.site.settings;
        let name = fill(
            self.phrases.get("review", "calendar_name"),
            &[("site", &settings.title)],
        );
        // An event is told from all others by the site's host; a site that does not know its own
        // takes a name that no host can have (RFC 2606).
        let host = settings.base_url.as_deref().and_then(|url| {
            let (_, rest) = url.split_once("://")?;
            rest.split('/').next()
        });
        let host = host.unwrap_or("sevenfold.invalid");
        let dates = self.site.reviews.iter().map(|due| {
            let briefing = self.site.briefing(due.briefing);
            ReviewDate {
                id: format!("review-{}{}@{host}", settings.folder(), briefing.slug),
                touched: briefing.updated().unwrap_or(due.by),
                by: due.by,
                day_after: due.by.tomorrow().unwrap_or(due.by),
                summary: fill(
                    self.phrases.get("review", "calendar_event"),
                    &[("title", &briefing.title)],
                ),
                about: self.publisher_of(due.briefing),
                url: self.canonical(&address::briefing(&briefing.slug)),
            }
        });
        (name, dates.collect())
    }
}
