//! How many recommendations had been made, and how many were complete, as time went by.

use std::collections::BTreeMap;

use crate::source::{Date, KeyBuilder};

/// The figures at the ends of successive spans of time, up to today.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Timeline {
    /// How long each span is.
    pub step: Step,
    /// The first day and the figures of each span, the earliest first. The last one may still
    /// go on.
    pub moments: Vec<Moment>,
    /// Recommendations of briefings without a day of publication: nobody knows since when.
    pub undated: usize,
    /// Complete recommendations without a dated update: nobody knows since when.
    pub undated_complete: usize,
}

/// How long a span is: as short as leaves a table that can be read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Step {
    /// A month.
    #[default]
    Month,
    /// Three months, from January, April, July or October.
    Quarter,
    /// A year.
    Year,
}

/// The figures at the end of a span.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Moment {
    /// The year of the span.
    pub year: i16,
    /// Its first month, 1 to 12.
    pub month: i8,
    /// How many recommendations had been made by its end.
    pub made: usize,
    /// How many of them were complete by its end.
    pub complete: usize,
}

/// The longest time that is told month by month, in months.
const MOST_MONTHS: i32 = 14;
/// The longest time that is told quarter by quarter, in months.
const MOST_MONTHS_OF_QUARTERS: i32 = 48;

impl Step {
    fn months(self) -> i32 {
        match self {
            Self::Month => 1,
            Self::Quarter => 3,
            Self::Year => 12,
        }
    }
}

/// The days that a timeline is made of, taken in one after the other.
#[derive(Debug, Default)]
pub(super) struct Days {
    /// How many were made and how many completed, by the number of the month.
    months: BTreeMap<i32, (usize, usize)>,
    undated: usize,
    undated_complete: usize,
}

impl Days {
    /// Takes in a recommendation: when it was made, and whether and when it was complete.
    pub(super) fn add(&mut self, made: Option<Date>, is_complete: bool, completed: Option<Date>) {
        let Some(made) = made else {
            self.undated += 1;
            return;
        };
        self.months.entry(month_of(made)).or_default().0 += 1;
        match completed {
            // What was done before it was published was done when it was published.
            Some(day) => self.months.entry(month_of(day.max(made))).or_default().1 += 1,
            None => self.undated_complete += usize::from(is_complete),
        }
    }

    /// The figures up to today; what is to come is not told.
    pub(super) fn until(&self, today: Date) -> Timeline {
        let last = month_of(today);
        let first = self.months.keys().next().copied().unwrap_or(last);
        let step = match last - first {
            ..MOST_MONTHS => Step::Month,
            MOST_MONTHS..MOST_MONTHS_OF_QUARTERS => Step::Quarter,
            _ => Step::Year,
        };
        let length = step.months();
        let (mut made, mut complete) = (0, 0);
        let mut months = self.months.range(..=last).peekable();
        let mut moments = Vec::new();
        // Months are counted from the year 0, so that quarters and years begin at their multiples.
        let mut start = first - first.rem_euclid(length);
        while start <= last && !self.months.is_empty() {
            while let Some((_, counts)) = months.next_if(|(month, _)| **month < start + length) {
                made += counts.0;
                complete += counts.1;
            }
            moments.push(Moment {
                year: i16::try_from(start.div_euclid(12)).unwrap_or(0),
                month: i8::try_from(start.rem_euclid(12) + 1).unwrap_or(1),
                made,
                complete,
            });
            start += length;
        }
        Timeline {
            step,
            moments,
            undated: self.undated,
            undated_complete: self.undated_complete,
        }
    }
}

fn month_of(day: Date) -> i32 {
    i32::from(day.year()) * 12 + i32::from(day.month()) - 1
}

impl Timeline {
    /// Adds its fingerprint.
    pub(super) fn add_to(&self, key: KeyBuilder) -> KeyBuilder {
        let key = key
            .number(self.step.months().unsigned_abs().into())
            .number(self.undated as u64)
            .number(self.undated_complete as u64);
        self.moments.iter().fold(key, |key, moment| {
            key.number(u64::from(moment.year.unsigned_abs()))
                .number(u64::from(moment.month.unsigned_abs()))
                .number(moment.made as u64)
                .number(moment.complete as u64)
        })
    }
}
