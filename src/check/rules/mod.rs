//! The rules, one a file, in the order of the manual. Each names its page in `docs/checks/`.

mod capitals;
mod colour_alone;
mod emphasised_paragraph;
mod finding_repeated;
mod heading_level;
mod heading_unmarked;
mod jargon;
mod kept_back;
mod language_missing;
mod law_replaced;
mod law_younger;
mod link_gone;
mod link_lost;
mod link_moved;
mod link_refused;
mod link_text;
mod link_unreachable;
mod long_sentence;
mod other_audience;
mod other_topic;
mod passive_without_actor;
mod person_address;
mod person_age;
mod person_case_number;
mod person_date_of_birth;
mod person_email;
mod person_ethnicity_or_faith;
mod person_exact_date;
mod person_family;
mod person_file_name;
mod person_initials;
mod person_listed_name;
mod person_named_setting;
mod person_national_insurance_number;
mod person_nhs_number;
mod person_postcode;
mod person_pseudonym_detail;
mod person_similar_pseudonyms;
mod person_small_count;
mod person_telephone;
mod phone_differs;
mod phone_malformed;
mod picture_metadata;
mod picture_without_text;
mod published_before_period;
mod readability;
mod recommendation_overdue;
mod recommendation_several_actions;
mod recommendation_vague;
mod recommendation_without_due;
mod recommendation_without_evidence;
mod recommendation_without_owner;
mod recommendation_without_reason;
mod resource_unchecked;
mod review_due;
mod review_near;
mod section_missing;
mod superseded_linked;
mod table_without_header;
mod too_long;
mod unknown_abbreviation;
mod without_findings;
mod without_questions;
mod without_recommendations;

use super::Rule;

pub(super) use person_file_name::fault_of_name;

/// Rules that look for things of one kind.
#[derive(Debug)]
pub struct Group {
    /// What they look at, in a few words.
    pub title: &'static str,
    /// The rules.
    pub rules: &'static [&'static Rule],
}

/// The rules by what they look at.
pub const GROUPS: &[Group] = &[
    Group {
        title: "People who could be recognised",
        rules: &[
            &person_date_of_birth::RULE,
            &person_exact_date::RULE,
            &person_age::RULE,
            &person_pseudonym_detail::RULE,
            &person_similar_pseudonyms::RULE,
            &person_initials::RULE,
            &person_nhs_number::RULE,
            &person_national_insurance_number::RULE,
            &person_case_number::RULE,
            &person_postcode::RULE,
            &person_address::RULE,
            &person_named_setting::RULE,
            &person_telephone::RULE,
            &person_email::RULE,
            &person_ethnicity_or_faith::RULE,
            &person_family::RULE,
            &person_small_count::RULE,
            &person_file_name::RULE,
            &person_listed_name::RULE,
            &picture_metadata::RULE,
        ],
    },
    Group {
        title: "Seven minutes",
        rules: &[
            &too_long::RULE,
            &heading_unmarked::RULE,
            &section_missing::RULE,
            &without_findings::RULE,
            &without_recommendations::RULE,
            &without_questions::RULE,
        ],
    },
    Group {
        title: "Recommendations that can be followed up",
        rules: &[
            &recommendation_without_owner::RULE,
            &recommendation_without_due::RULE,
            &recommendation_overdue::RULE,
            &recommendation_without_evidence::RULE,
            &recommendation_without_reason::RULE,
            &recommendation_vague::RULE,
            &recommendation_several_actions::RULE,
            &passive_without_actor::RULE,
        ],
    },
    Group {
        title: "Plain English",
        rules: &[
            &readability::RULE,
            &long_sentence::RULE,
            &unknown_abbreviation::RULE,
            &jargon::RULE,
        ],
    },
    Group {
        title: "Access for everybody",
        rules: &[
            &heading_level::RULE,
            &picture_without_text::RULE,
            &link_text::RULE,
            &table_without_header::RULE,
            &colour_alone::RULE,
            &capitals::RULE,
            &emphasised_paragraph::RULE,
            &language_missing::RULE,
        ],
    },
    Group {
        title: "Links and numbers",
        rules: &[
            &link_lost::RULE,
            &link_gone::RULE,
            &link_unreachable::RULE,
            &link_refused::RULE,
            &link_moved::RULE,
            &phone_malformed::RULE,
            &phone_differs::RULE,
            &resource_unchecked::RULE,
        ],
    },
    Group {
        title: "Time",
        rules: &[
            &review_due::RULE,
            &review_near::RULE,
            &published_before_period::RULE,
            &law_younger::RULE,
            &law_replaced::RULE,
            &kept_back::RULE,
            &superseded_linked::RULE,
        ],
    },
    Group {
        title: "Copy and paste",
        rules: &[
            &finding_repeated::RULE,
            &other_topic::RULE,
            &other_audience::RULE,
        ],
    },
];

/// Every rule.
pub fn all() -> impl Iterator<Item = &'static Rule> {
    GROUPS.iter().flat_map(|group| group.rules.iter().copied())
}
