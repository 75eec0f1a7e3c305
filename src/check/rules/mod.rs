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

// Seven minutes.
mod section_missing;
mod too_long;
mod without_findings;
mod without_questions;
mod without_recommendations;

// Recommendations that can be followed up.
mod recommendation_overdue;
mod recommendation_several_actions;
mod recommendation_vague;
mod recommendation_without_due;
mod recommendation_without_evidence;
mod recommendation_without_reason;

// Time.
mod kept_back;
mod law_replaced;
mod law_younger;
mod published_before_period;
mod review_due;
mod review_near;
mod superseded_linked;

// Copy and paste.
mod finding_repeated;
mod other_audience;
mod other_topic;

use super::Rule;

/// Every rule, in the order of the manual.
pub const ALL: &[&Rule] = &[
    &person_postcode::RULE,
    &picture_metadata::RULE,
    &heading_unmarked::RULE,
    // Seven minutes.
    &too_long::RULE,
    &section_missing::RULE,
    &without_findings::RULE,
    &without_recommendations::RULE,
    &without_questions::RULE,
    // Recommendations that can be followed up.
    &recommendation_without_owner::RULE,
    &recommendation_without_due::RULE,
    &recommendation_overdue::RULE,
    &recommendation_without_evidence::RULE,
    &recommendation_without_reason::RULE,
    &recommendation_vague::RULE,
    &recommendation_several_actions::RULE,
    // Time.
    &review_due::RULE,
    &review_near::RULE,
    &published_before_period::RULE,
    &law_younger::RULE,
    &law_replaced::RULE,
    &kept_back::RULE,
    &superseded_linked::RULE,
    // Copy and paste.
    &finding_repeated::RULE,
    &other_topic::RULE,
    &other_audience::RULE,
    &long_sentence::RULE,
    &link_gone::RULE,
    &link_unreachable::RULE,
    &link_refused::RULE,
    &link_moved::RULE,
];
