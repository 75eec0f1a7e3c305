//! The rules, one a file. Each names its page of the manual in `docs/checks/`.

mod heading_unmarked;
mod link_gone;
mod link_moved;
mod link_refused;
mod link_unreachable;
mod long_sentence;
mod person_postcode;
mod picture_metadata;
mod recommendation_without_owner;

use super::Rule;

/// Every rule, in the order of the manual.
pub const ALL: &[&Rule] = &[
    &person_postcode::RULE,
    &picture_metadata::RULE,
    &recommendation_without_owner::RULE,
    &heading_unmarked::RULE,
    &long_sentence::RULE,
    &link_gone::RULE,
    &link_unreachable::RULE,
    &link_refused::RULE,
    &link_moved::RULE,
];
