//! The briefings that share something with a briefing, and what they share.

use serde::Serialize;

use super::{Term, Viewer};
use crate::site::related::Shared;
use crate::site::{Facet, address};

/// A related briefing.
#[derive(Debug, Serialize)]
pub(super) struct Related {
    title: String,
    path: String,
    topics: Option<String>,
    themes: Option<String>,
    agencies: Option<String>,
}

impl Viewer<'_> {
    /// The briefings related to one of the site.
    pub(super) fn related(self, position: u32) -> Vec<Related> {
        let related = self.site.relations.of(self.site.number(position)).iter();
        let related = related.map(|related| {
            let briefing = self.site.briefing(self.site.position(related.briefing));
            let names = |of: fn(Self, Shared) -> Option<Term>| {
                let shared = related.shared.iter();
                let names: Vec<String> = shared
                    .filter_map(|shared| of(self, *shared))
                    .map(|term| term.name)
                    .collect();
                (!names.is_empty()).then(|| names.join(", "))
            };
            Related {
                title: briefing.title.clone(),
                path: address::briefing(&briefing.slug),
                topics: names(Self::shared_topic),
                themes: names(Self::shared_theme),
                agencies: names(Self::shared_agency),
            }
        });
        related.collect()
    }

    fn shared_topic(self, shared: Shared) -> Option<Term> {
        match shared {
            Shared::Topic(number) => {
                let id = self.site.vocabulary.topics.keys().nth(number as usize)?;
                Some(self.term(Facet::Topic, id))
            }
            Shared::Theme(_) | Shared::Agency(_) => None,
        }
    }

    fn shared_theme(self, shared: Shared) -> Option<Term> {
        match shared {
            Shared::Theme(number) => self.learning_term(number),
            Shared::Topic(_) | Shared::Agency(_) => None,
        }
    }

    fn shared_agency(self, shared: Shared) -> Option<Term> {
        match shared {
            Shared::Agency(number) => {
                let id = self.site.vocabulary.agencies.keys().nth(number as usize)?;
                Some(self.term(Facet::Agency, id))
            }
            Shared::Topic(_) | Shared::Theme(_) => None,
        }
    }
}
