//! What a report on a period says: what was recommended, what was done, what was not accepted,
//! what is overdue.
//!
//! Adults boards must publish such a report each year: what was done to carry out the findings of
//! reviews and, where a finding is not acted on, why (Care Act 2014, Schedule 2, paragraph 4).

use jiff::ToSpan;

use super::Site;
use super::register::Totals;
use crate::model::briefing::{Briefing, Progress, Recommendation, Update};
use crate::source::Date;

/// The days that a report is about, both included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Period {
    /// The first day.
    pub from: Date,
    /// The last day.
    pub to: Date,
}

/// A recommendation with its briefing.
#[derive(Clone, Copy, Debug)]
pub struct Entry<'a> {
    /// The briefing.
    pub briefing: &'a Briefing,
    /// The recommendation.
    pub item: &'a Recommendation,
}

/// A recommendation with what was done about it in the period.
#[derive(Clone, Debug)]
pub struct Done<'a> {
    /// The recommendation.
    pub entry: Entry<'a>,
    /// The updates of the period, the earliest first.
    pub updates: Vec<&'a Update>,
}

/// What a report says. Whatever is said of how far something is, is said as of today.
#[derive(Debug)]
pub struct Annual<'a> {
    /// What it is about.
    pub period: Period,
    /// How many recommendations there are of each kind, whenever they were made.
    pub totals: Totals,
    /// The same for each agency, by its id; `None` for those that name nobody.
    pub agencies: Vec<(Option<String>, Totals)>,
    /// What was recommended in the period.
    pub made: Vec<Entry<'a>>,
    /// What was done in the period.
    pub done: Vec<Done<'a>>,
    /// What was not accepted in the period: the day is that of the last update or, where there is
    /// none, of publication. What has no day at all is told here too, lest it is told nowhere.
    pub not_accepted: Vec<Entry<'a>>,
    /// What is overdue today, the longest first.
    pub overdue: Vec<Entry<'a>>,
    /// Recommendations of briefings without a day of publication, which stand in no period.
    pub undated: usize,
}

impl Period {
    /// Whether the day lies in it.
    pub fn holds(self, day: Date) -> bool {
        self.from <= day && day <= self.to
    }

    /// The year that begins on this day.
    pub fn year_from(from: Date) -> Self {
        let to = from.saturating_add(1.year()).yesterday();
        Self {
            from,
            to: to.unwrap_or(from),
        }
    }

    /// The year that ends on this day.
    pub fn year_to(to: Date) -> Self {
        let from = to.saturating_sub(1.year()).tomorrow();
        Self {
            from: from.unwrap_or(to),
            to,
        }
    }

    /// The last year from April to March that is over by this day: that of councils, of the NHS
    /// and of most partnerships' annual reports.
    pub fn last_financial_year(today: Date) -> Self {
        let begins = |year: i16| jiff::civil::date(year, 4, 1);
        let current = today.year() - i16::from(today < begins(today.year()));
        let to = begins(current).yesterday();
        Self {
            from: begins(current - 1),
            to: to.expect("invariant: there is a day before every first of April"),
        }
    }
}

impl Entry<'_> {
    /// Whether it was made, or something was done about it, in the period.
    pub fn is_of(self, period: Period) -> bool {
        self.briefing.published.is_some_and(|day| period.holds(day))
            || self.item.updates.iter().any(|it| period.holds(it.on))
    }
}

/// The recommendations that everybody may see, in the order of the site: all, or those that one
/// agency, or a part of it, should carry out. What only its authors see is never among them.
pub fn entries<'a>(site: &'a Site, agency: Option<&str>) -> Vec<Entry<'a>> {
    let of_site = site.briefings.iter().filter(|it| it.is_public(site.today));
    let entries = of_site.flat_map(|briefing| {
        let items = briefing.recommendations.iter();
        items.map(move |item| Entry { briefing, item })
    });
    entries
        .filter(|entry| agency.is_none_or(|agency| is_for(site, *entry, agency)))
        .collect()
}

/// Whether an agency, or a part of it, should act.
fn is_for(site: &Site, entry: Entry<'_>, agency: &str) -> bool {
    let owners = entry.item.owners.iter();
    owners
        .flat_map(|id| site.vocabulary.agency_and_wholes(id))
        .any(|id| id == agency)
}

/// Works out what there is to say of a period.
pub fn report<'a>(site: &'a Site, period: Period, agency: Option<&str>) -> Annual<'a> {
    let entries = entries(site, agency);
    let totals = |wanted: &dyn Fn(Entry<'_>) -> bool| {
        let mut totals = Totals::default();
        for entry in entries.iter().filter(|entry| wanted(**entry)) {
            totals.add(entry.item.status, entry.item.is_overdue(site.today));
        }
        totals
    };
    let agencies = site.register.agencies();
    let mut agencies: Vec<(Option<String>, Totals)> = agencies
        .map(|(id, _)| (Some(id.to_owned()), totals(&|it| is_for(site, it, id))))
        .collect();
    agencies.push((None, totals(&|entry| entry.item.owners.is_empty())));
    agencies.retain(|(_, totals)| totals.total > 0);
    let chosen = |wanted: &dyn Fn(Entry<'_>) -> bool| -> Vec<Entry<'a>> {
        entries.iter().copied().filter(|it| wanted(*it)).collect()
    };
    let mut overdue = chosen(&|entry| entry.item.is_overdue(site.today));
    overdue.sort_by_key(|entry| entry.item.due);
    Annual {
        period,
        totals: totals(&|_| true),
        agencies,
        made: chosen(&|entry| {
            entry
                .briefing
                .published
                .is_some_and(|day| period.holds(day))
        }),
        done: done(&entries, period),
        not_accepted: chosen(&|entry| {
            entry.item.status == Some(Progress::NotAccepted)
                && decided(entry).is_none_or(|day| period.holds(day))
        }),
        overdue,
        undated: chosen(&|entry| entry.briefing.published.is_none()).len(),
    }
}

/// When it was decided not to accept a recommendation, as far as that is known.
fn decided(entry: Entry<'_>) -> Option<Date> {
    entry.item.last_update().or(entry.briefing.published)
}

fn done<'a>(entries: &[Entry<'a>], period: Period) -> Vec<Done<'a>> {
    let done = entries.iter().map(|entry| {
        let updates = entry.item.updates.iter();
        let mut updates: Vec<&Update> = updates.filter(|it| period.holds(it.on)).collect();
        updates.sort_by_key(|update| update.on);
        Done {
            entry: *entry,
            updates,
        }
    });
    done.filter(|done| !done.updates.is_empty()).collect()
}
