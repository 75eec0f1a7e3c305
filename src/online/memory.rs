//! What was seen before, so that nobody is asked twice and the last good day is known.

use std::collections::BTreeMap;

use serde::{Deserialize as _, Serialize};
use url::Url;

use super::{Options, Outcome, Visit};
use crate::source::Date;

/// Where a project keeps its memory, from its root.
pub const FILE: &str = ".sevenfold/links.json";

/// The last visit of each page, by its address without a fragment.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Memory {
    addresses: BTreeMap<String, Visit>,
}

impl Memory {
    /// Reads a memory. What is unknown is passed over. A broken text is an empty memory and a
    /// message, for it costs nothing but asking again.
    pub fn from_json(text: &str) -> (Self, Option<String>) {
        let read = serde_json::from_str::<serde_json::Value>(text);
        let addresses = match &read {
            Ok(value) => value["addresses"]
                .as_object()
                .ok_or("it has no `addresses`".to_owned()),
            Err(error) => Err(error.to_string()),
        };
        match addresses {
            Ok(entries) => {
                let visits = entries.iter().filter_map(|(address, visit)| {
                    Some((address.clone(), Visit::deserialize(visit).ok()?))
                });
                let addresses = visits.collect();
                (Self { addresses }, None)
            }
            Err(why) => {
                let message = format!(
                    "`{FILE}` cannot be read and is begun anew, so every address is asked: {why}"
                );
                (Self::default(), Some(message))
            }
        }
    }

    /// The memory as text: sorted, a line for each thing, so that two of them can be compared.
    pub fn to_json(&self) -> String {
        let text = serde_json::to_string_pretty(self);
        text.expect("invariant: names, texts and days are JSON") + "\n"
    }

    pub(super) fn visit(&self, page: &Url) -> Option<&Visit> {
        self.addresses.get(page.as_str())
    }

    /// Whether a page was looked at so lately that it is not asked again. A day to come is the
    /// trace of a wrong clock, and not believed.
    pub(super) fn is_fresh(&self, page: &Url, options: &Options) -> bool {
        let Some(visit) = self.visit(page) else {
            return false;
        };
        let days = match visit.outcome {
            Outcome::Alive | Outcome::Moved { .. } => options.fresh_for,
            Outcome::Gone { .. } => options.fresh_for.min(1),
            Outcome::Refused { .. } | Outcome::Unreachable { .. } => 0,
        };
        let age = options.today.duration_since(visit.on).as_hours() / 24;
        (0..i64::from(days)).contains(&age)
    }

    pub(super) fn remember(&mut self, page: &Url, outcome: Outcome, today: Date) {
        let last_alive = match outcome {
            Outcome::Alive | Outcome::Moved { .. } => Some(today),
            Outcome::Refused { .. } | Outcome::Gone { .. } | Outcome::Unreachable { .. } => {
                self.visit(page).and_then(|visit| visit.last_alive)
            }
        };
        let visit = Visit {
            outcome,
            on: today,
            last_alive,
        };
        self.addresses.insert(page.to_string(), visit);
    }
}
