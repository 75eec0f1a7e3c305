//! What the lists want to know of a briefing, worked out once: numbers instead of words.
//!
//! Lists are made anew whenever any card changes, from all briefings. What stands here makes that
//! cheap, and is kept for as long as the briefing and the vocabulary stay the same.

use std::sync::Arc;

use super::exchange::Form;
use super::{Facet, address};
use crate::memo::Wanted;
use crate::model::briefing::{Audience, Briefing, KINDS, Progress};
use crate::model::{Settings, Vocabulary};
use crate::source::{Date, Key, KeyBuilder, Spanned, offset};

/// A briefing as lists see it.
#[derive(Debug)]
pub(super) struct Filed {
    /// Where its page stands.
    pub(super) address: Arc<str>,
    /// The name under which its card in the search is kept.
    pub(super) found_name: Arc<str>,
    /// Where its page for team meetings stands.
    pub(super) meeting: Arc<str>,
    /// The day of its review, if it has one.
    pub(super) review_by: Option<Date>,
    /// The slug of the briefing that takes its place.
    pub(super) superseded_by: Option<String>,
    /// Its day of publication, or the year it belongs to, as a number: the newer, the greater.
    pub(super) date: u32,
    /// The last of the days that it names for a change, as a number; 0 where it names none.
    pub(super) updated: u32,
    /// Where its fragment stands, with which all its forms are made.
    pub(super) forms: Arc<str>,
    /// Its day of publication, if it has one.
    pub(super) published: Option<Date>,
    /// Its title in small letters, by which briefings of one day are sorted.
    pub(super) title: String,
    /// The values that it has of each facet, each once, as numbers among the facet's values.
    pub(super) values: Vec<(Facet, u32)>,
    /// Its recommendations, in the order of the text.
    pub(super) items: Vec<Item>,
    /// The owners of all of them.
    owners: Vec<u32>,
    /// The due dates of those that are still open, the earliest first.
    dues: Vec<Date>,
    /// The fingerprint of all but the title and the address.
    pub(super) key: Key,
}

/// A recommendation as the register files it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Item {
    /// How far it is.
    pub(super) status: Option<Progress>,
    /// By when it should be done, if it is still open.
    due: Option<Date>,
    /// When it was complete, as far as that is known.
    pub(super) completed: Option<Date>,
    /// Where its owners end among those of all.
    owners_to: u32,
}

impl Item {
    pub(super) fn is_overdue(self, today: Date) -> bool {
        self.due.is_some_and(|due| due < today)
    }
}

impl Filed {
    /// The recommendations with their owners: the agencies that should act and all that these
    /// are part of, as numbers, each once.
    pub(super) fn items_with_owners(&self) -> impl Iterator<Item = (Item, &[u32])> {
        let mut from = 0;
        self.items.iter().map(move |item| {
            let to = item.owners_to as usize;
            let owners = &self.owners[from..to];
            from = to;
            (*item, owners)
        })
    }

    /// Whether its day of publication is known.
    pub(super) fn is_dated(&self) -> bool {
        self.date & 0xffff != 0
    }

    /// How many of its recommendations are overdue.
    pub(super) fn overdue(&self, today: Date) -> usize {
        self.dues.partition_point(|due| *due < today)
    }
}

/// The values of the facets, by their numbers.
#[derive(Debug)]
pub(super) struct Numbers<'a> {
    pub(super) topics: Vec<&'a str>,
    pub(super) agencies: Vec<&'a str>,
    partnerships: Vec<&'a str>,
}

impl<'a> Numbers<'a> {
    pub(super) fn new(vocabulary: &'a Vocabulary) -> Self {
        fn ids<T>(table: &std::collections::BTreeMap<String, T>) -> Vec<&str> {
            table.keys().map(String::as_str).collect()
        }
        Self {
            topics: ids(&vocabulary.topics),
            agencies: ids(&vocabulary.agencies),
            partnerships: ids(&vocabulary.partnerships),
        }
    }

    /// The number of a value. An id that nobody declared, which is reported, has none.
    fn of(&self, facet: Facet, id: &str) -> Option<u32> {
        let among = |ids: &[&str]| ids.binary_search(&id).ok().map(offset);
        match facet {
            Facet::Topic => among(&self.topics),
            Facet::Agency => among(&self.agencies),
            Facet::Partnership => among(&self.partnerships),
            Facet::Audience => Audience::ALL
                .iter()
                .position(|audience| audience.as_str() == id)
                .map(offset),
            Facet::Kind => KINDS.iter().position(|kind| *kind == id).map(offset),
            Facet::Year => id.parse().ok(),
        }
    }

    /// The id of the value of this number.
    pub(super) fn id(&self, facet: Facet, number: u32) -> String {
        let number = number as usize;
        match facet {
            Facet::Topic => self.topics[number].to_owned(),
            Facet::Agency => self.agencies[number].to_owned(),
            Facet::Partnership => self.partnerships[number].to_owned(),
            Facet::Audience => Audience::ALL[number].as_str().to_owned(),
            Facet::Kind => KINDS[number].to_owned(),
            Facet::Year => number.to_string(),
        }
    }
}

/// A briefing that is to be filed.
pub(super) struct Unfiled<'a>(pub(super) &'a Briefing);

impl Wanted for Unfiled<'_> {
    fn name(&self) -> &Arc<str> {
        &self.0.file
    }

    fn key(&self) -> Key {
        self.0.key
    }
}

/// Files a briefing.
pub(super) fn file(briefing: &Briefing, numbers: &Numbers<'_>, vocabulary: &Vocabulary) -> Filed {
    let agencies = |id: &str| -> Vec<u32> {
        vocabulary
            .agency_and_wholes(id)
            .filter_map(|id| numbers.of(Facet::Agency, id))
            .collect()
    };
    let mut owners = Vec::new();
    let mut items = Vec::with_capacity(briefing.recommendations.len());
    for recommendation in &briefing.recommendations {
        // Two owners of one recommendation may be parts of the same whole.
        let mut own: Vec<u32> = recommendation
            .owners
            .iter()
            .flat_map(|id| agencies(id))
            .collect();
        own.sort_unstable();
        own.dedup();
        owners.extend(own);
        items.push(Item {
            status: recommendation.status,
            due: recommendation.due.filter(|_| recommendation.is_open()),
            completed: recommendation.completed_on(),
            owners_to: offset(owners.len()),
        });
    }
    let mut dues: Vec<Date> = items.iter().filter_map(|item| item.due).collect();
    dues.sort_unstable();
    let mut values: Vec<(Facet, u32)> = Facet::ALL
        .into_iter()
        .flat_map(|facet| values(briefing, facet, numbers, &agencies))
        .chain(owners.iter().map(|agency| (Facet::Agency, *agency)))
        .collect();
    values.sort_unstable();
    values.dedup();
    let date = date(briefing);
    let successor = briefing.superseded_by.as_ref().map(|slug| &slug.value);
    let review_by = briefing.review_by.map(|day| day.to_string());
    let key = KeyBuilder::new("filed")
        .number(u64::from(date))
        .text(&review_by.unwrap_or_default())
        .text(successor.map_or("", String::as_str));
    let key = values.iter().fold(key, |key, (facet, number)| {
        key.number((*facet as u64) << 32 | u64::from(*number))
    });
    let key = owners
        .iter()
        .fold(key, |key, owner| key.number(u64::from(*owner)));
    let key = items.iter().fold(key, |key, item| {
        let day = |day: Option<Date>| day.map_or(0, |day| u64::from(number_of(day)));
        key.text(item.status.map_or("", Progress::as_str))
            .number(day(item.due))
            .number(day(item.completed))
            .number(u64::from(item.owners_to))
    });
    Filed {
        key: key.finish(),
        address: address::briefing(&briefing.slug).into(),
        found_name: format!("search card {}", briefing.slug).into(),
        meeting: address::meeting(&briefing.slug).into(),
        review_by: briefing.review_by,
        superseded_by: successor.cloned(),
        date,
        updated: briefing.updated().map_or(0, number_of),
        forms: address::form(&briefing.slug, Form::Fragment).into(),
        published: briefing.published,
        title: briefing.title.to_lowercase(),
        values,
        items,
        owners,
        dues,
    }
}

fn date(briefing: &Briefing) -> u32 {
    let year = u32::from(briefing.year().map_or(0, i16::unsigned_abs));
    briefing.published.map_or(year << 16, number_of)
}

/// A day as a number: the later, the greater.
fn number_of(day: Date) -> u32 {
    u32::from(day.year().unsigned_abs()) << 16 | u32::from(day.day_of_year().unsigned_abs())
}

fn values(
    briefing: &Briefing,
    facet: Facet,
    numbers: &Numbers<'_>,
    agencies: &impl Fn(&str) -> Vec<u32>,
) -> Vec<(Facet, u32)> {
    let ids = |ids: &[String]| -> Vec<u32> {
        ids.iter().filter_map(|id| numbers.of(facet, id)).collect()
    };
    let numbers: Vec<u32> = match facet {
        Facet::Topic => ids(&briefing.topics),
        Facet::Agency => briefing
            .agencies
            .iter()
            .flat_map(|id| agencies(id))
            .collect(),
        Facet::Partnership => ids(briefing.partnership.as_slice()),
        Facet::Audience => (0u32..)
            .zip(Audience::ALL)
            .filter(|(_, wanted)| {
                briefing
                    .audience
                    .is_some_and(|audience| audience.serves(*wanted))
            })
            .map(|(number, _)| number)
            .collect(),
        Facet::Kind => ids(briefing.audit.kind.as_slice()),
        Facet::Year => briefing
            .year()
            .and_then(|year| u32::try_from(year).ok())
            .into_iter()
            .collect(),
    };
    numbers.into_iter().map(|number| (facet, number)).collect()
}

/// What a site takes, as numbers.
pub(super) struct Taken(Vec<(Facet, Vec<u32>)>);

impl Taken {
    pub(super) fn new(settings: &Settings, numbers: &Numbers<'_>) -> Self {
        let take = &settings.take;
        let wanted = [
            (Facet::Partnership, &take.partnerships),
            (Facet::Topic, &take.topics),
            (Facet::Agency, &take.agencies),
            (Facet::Audience, &take.audiences),
        ];
        let of = |facet: Facet, ids: &[Spanned<String>]| {
            ids.iter()
                .filter_map(|id| numbers.of(facet, &id.value))
                .collect()
        };
        Self(
            wanted
                .into_iter()
                .filter(|(_, ids)| !ids.is_empty())
                .map(|(facet, ids)| (facet, of(facet, ids)))
                .collect(),
        )
    }

    /// Whether a briefing fits every list that is there.
    pub(super) fn takes(&self, filed: &Filed) -> bool {
        self.0.iter().all(|(facet, wanted)| {
            wanted
                .iter()
                .any(|number| filed.values.binary_search(&(*facet, *number)).is_ok())
        })
    }
}
