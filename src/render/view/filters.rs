//! Which briefings have which values, for the filters on the list of all briefings.

use serde::Serialize;

use super::{Viewer, facet_phrases};
use crate::site::Facet;

/// The facets by which the list can be narrowed.
#[derive(Debug, Serialize)]
pub(super) struct Filters {
    facets: Vec<FacetValues>,
}

#[derive(Debug, Serialize)]
struct FacetValues {
    /// Its word in the address.
    id: &'static str,
    name: String,
    values: Vec<Value>,
}

#[derive(Debug, Serialize)]
struct Value {
    id: String,
    name: String,
    /// The numbers of its briefings in the search, each as its distance from the last.
    briefings: Vec<u32>,
}

impl Viewer<'_> {
    /// The values of the facets that have any, with their briefings.
    pub(super) fn filters(self) -> Filters {
        let facets = Facet::ALL.into_iter().filter_map(|facet| {
            let (_, id) = facet_phrases(facet);
            let values = self.site.values(facet);
            (!values.is_empty()).then(|| FacetValues {
                id,
                name: self.phrases.get("filters", id).to_owned(),
                values: values
                    .iter()
                    .map(|(id, briefings)| Value {
                        id: id.clone(),
                        name: self.value_name(facet, id),
                        briefings: gaps(self.site.search_numbers(briefings)),
                    })
                    .collect(),
            })
        });
        Filters {
            facets: facets.collect(),
        }
    }
}

fn gaps(mut numbers: Vec<u32>) -> Vec<u32> {
    let mut last = 0;
    for number in &mut numbers {
        (last, *number) = (*number, *number - last);
    }
    numbers
}
