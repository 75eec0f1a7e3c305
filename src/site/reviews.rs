//! What is due for review, and when.

use std::collections::HashSet;

use super::filing::Filed;
use super::keys::Keys;
use super::{Files, Page, PageKind, Part, Shown, address, page};
use crate::model::links::TextTarget;
use crate::source::{Date, Key, KeyBuilder, offset};

/// How many briefings a page of what is due for review has.
pub const REVIEWS_PER_PAGE: usize = 200;

/// How many months ahead count as soon.
const SOON: i64 = 3;

/// A briefing that somebody should look at again.
#[derive(Clone, Copy, Debug)]
pub struct Due {
    /// Its place among the site's.
    pub briefing: u32,
    /// By when.
    pub by: Date,
    /// How far that is from the day of the build.
    pub when: When,
}

/// How far the day of a review is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum When {
    /// It has passed.
    Overdue,
    /// It is within three months.
    Soon,
    /// It is further away.
    Later,
}

impl When {
    /// All, the most urgent first.
    pub const ALL: [Self; 3] = [Self::Overdue, Self::Soon, Self::Later];

    /// Its word.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Overdue => "overdue",
            Self::Soon => "soon",
            Self::Later => "later",
        }
    }

    fn of(by: Date, today: Date) -> Self {
        if by < today {
            Self::Overdue
        } else if by <= today.saturating_add(jiff::Span::new().months(SOON)) {
            Self::Soon
        } else {
            Self::Later
        }
    }
}

/// The briefings in the order in which they are due. One whose place a newer one has taken, as
/// readers of this site can see, is not looked at again.
pub(super) fn collect(shown: &Shown<'_>, order: &[u32]) -> Vec<Due> {
    let library = shown.library;
    let on_site: HashSet<u32> = order.iter().copied().collect();
    let is_superseded = |filed: &Filed| {
        filed.superseded_by.as_ref().is_some_and(|slug| {
            let successor = TextTarget::Briefing(slug.clone());
            library
                .book
                .number(&successor)
                .is_some_and(|number| on_site.contains(&number))
        })
    };
    let mut due: Vec<Due> = order
        .iter()
        .enumerate()
        .filter_map(|(position, index)| {
            let filed = shown.filed(*index);
            let by = filed.review_by.filter(|_| !is_superseded(filed))?;
            Some(Due {
                briefing: offset(position),
                by,
                when: When::of(by, library.today),
            })
        })
        .collect();
    due.sort_by_key(|due| due.by);
    due
}

/// The pages that say what is due, and the calendar; none where nothing is.
pub(super) fn pages(files: &Files, keys: &Keys, settings: Key) -> Vec<Page> {
    let reviews = &files.reviews;
    if reviews.is_empty() {
        return Vec::new();
    }
    let key_of = |kind: &str, around: Key, reviews: &[Due]| -> Key {
        let key = KeyBuilder::new(kind).key(around);
        reviews
            .iter()
            .fold(key, |key, due| {
                key.key(keys.cards[due.briefing as usize])
                    .number(due.when as u64)
            })
            .finish()
    };
    let parts = Part::all(reviews.len(), REVIEWS_PER_PAGE).map(|part| {
        page(
            address::numbered(address::REVIEW, part.number),
            PageKind::Review(part),
            key_of("review", keys.frame, &reviews[part.from..part.to])
                .and((part.number as u64) << 32 ^ reviews.len() as u64),
        )
    });
    let calendar = page(
        address::REVIEW_DATES.to_owned(),
        PageKind::ReviewDates,
        // A calendar has no menu.
        key_of("review dates", settings, reviews),
    );
    parts.chain([calendar]).collect()
}
