//! The sample site carries over what the five published briefings say: the counts are those of
//! the published originals, counted by hand.

#![allow(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "tests read files, and end where something is not there"
)]

mod support;

use sevenfold::model::briefing::Briefing;
use sevenfold::model::role::Role;
use support::{Built, SiteTest};

fn briefing<'a>(built: &'a Built, slug: &str) -> &'a Briefing {
    built
        .build
        .library
        .briefings
        .iter()
        .find(|briefing| briefing.slug == slug)
        .unwrap()
}

/// Sections; strengths, improvements and learning; recommendations; questions; resources.
fn counts(briefing: &Briefing) -> [usize; 7] {
    let findings = |role: Role| {
        briefing
            .findings
            .iter()
            .filter(|finding| finding.role == role)
            .count()
    };
    [
        briefing.text.sections.len(),
        findings(Role::Strengths),
        findings(Role::Improvements),
        findings(Role::Learning),
        briefing.recommendations.len(),
        briefing.questions.len(),
        briefing.resources.len(),
    ]
}

#[test]
fn every_finding_of_the_five_audits_stands() {
    let built = SiteTest::sample().build();
    built.is_clean();
    assert_eq!(built.build.library.briefings.len(), 5);
    assert_eq!(
        counts(briefing(&built, "bexley-domestic-abuse")),
        [7, 10, 14, 6, 13, 0, 6]
    );
    assert_eq!(
        counts(briefing(&built, "enfield-mash-domestic-abuse")),
        [1, 0, 0, 10, 0, 0, 0]
    );
    assert_eq!(
        counts(briefing(&built, "east-sussex-domestic-abuse")),
        [7, 6, 6, 7, 5, 3, 0]
    );
    assert_eq!(
        counts(briefing(&built, "birmingham-domestic-abuse-marac")),
        [4, 1, 3, 2, 3, 0, 0]
    );
    assert_eq!(
        counts(briefing(&built, "south-gloucestershire-domestic-abuse")),
        [3, 8, 6, 0, 6, 0, 0]
    );
}

#[test]
fn bexleys_sections_stand_in_the_order_of_their_numbers() {
    let built = SiteTest::sample().build();
    let roles: Vec<_> = briefing(&built, "bexley-domestic-abuse")
        .text
        .sections
        .iter()
        .map(|section| (section.items.len(), section.role.unwrap()))
        .collect();
    let expected = [
        (4, Role::Context),
        (10, Role::Strengths),
        (14, Role::Improvements),
        (6, Role::Learning),
        (13, Role::Recommendations),
        (7, Role::Progress),
        (6, Role::Resources),
    ];
    assert_eq!(roles, expected);
}

#[test]
fn numbers_and_addresses_of_the_originals_stand() {
    let built = SiteTest::sample().build();
    let bexley = "briefings/bexley-domestic-abuse/index.html";
    for part in [
        "tel:+442031984659",
        "tel:+448082000247",
        "mailto:shield@bexley.gov.uk",
        "https://www.bexleydomesticabuseservices.org.uk/",
        "https://www.solacewomensaid.org/news/solace-bexley",
        "https://www.bexley.gov.uk/services/health-and-social-care/social-care-for-children/reporting-concerns-about-child/worried-about-child",
        "https://bexleysafeguardingpartnership.co.uk/",
    ] {
        built.shows(bexley, part);
    }
    built.shows(
        "briefings/south-gloucestershire-domestic-abuse/index.html",
        "https://www.nextlinkhousing.co.uk/southglos/",
    );
    built.shows("resources/index.html", "tel:+448082000247");
}

/// The pseudonyms of one original stood beside ages and school years.
#[test]
fn nobody_is_named() {
    let built = SiteTest::sample().build();
    for name in [
        "Megan",
        "Morgan",
        "Marie",
        "Mason",
        "Baby M",
        "Madison",
        "Melissa",
        "Mandy",
        "Max ",
        "Max’s",
        "Mia ",
        "year 11",
        "Year 10",
        "months old",
    ] {
        built.shows_nowhere(name);
    }
}

#[test]
fn the_vocabularies_are_large_enough_to_begin_with() {
    let built = SiteTest::sample().build();
    let vocabulary = &built.build.library.vocabulary;
    assert!(vocabulary.agencies.len() >= 20);
    assert!(vocabulary.topics.len() >= 12);
    assert!(vocabulary.learning_themes.len() >= 10);
    assert!(vocabulary.glossary.len() >= 40);
    assert!(vocabulary.resources.len() >= 12);
}

#[test]
fn each_says_that_it_summarises_a_published_audit() {
    let built = SiteTest::sample().build();
    for briefing in &built.build.library.briefings {
        let markdown = briefing.text.markdown();
        let lead = markdown.plain(briefing.text.lead.clone()).to_lowercase();
        assert!(
            lead.contains("summaris") && lead.contains("audit"),
            "{}: {lead}",
            briefing.slug
        );
        assert!(briefing.source.is_some(), "{}", briefing.slug);
    }
}

#[test]
fn the_check_has_no_warning_that_nobody_answers_for() {
    let judged = SiteTest::sample().judge();
    let warnings: Vec<String> = judged
        .remarks()
        .into_iter()
        .filter(|remark| !remark.starts_with("remark["))
        .collect();
    assert_eq!(warnings, Vec::<String>::new());
}
