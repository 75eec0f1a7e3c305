//! The exact day of something that happened to a person.

use crate::check::people::{Sense, View, ages, dates, pseudonyms};
use crate::check::{Context, Passage, PassageKind, Remarks, Rule, Run};
use crate::diagnostic::Severity;

pub(super) const RULE: Rule = Rule {
    code: "person-exact-date",
    severity: Severity::Warning,
    manual: include_str!("../../../docs/checks/person-exact-date.md"),
    run: Run::EachPassage(check),
};

fn check(passage: &Passage, _: &Context<'_>, remarks: &mut Remarks) {
    if matches!(passage.kind, PassageKind::Shared(_)) {
        return;
    }
    let days = passage.days();
    if days.is_empty() {
        return;
    }
    let births = dates::of_birth(&passage.text, days);
    let view = passage.words().over(&passage.text);
    for day in days {
        let is_birth = births.iter().any(|birth| birth.range == day.range);
        if is_birth || !is_of_person(view, day.range.start, day.range.end) {
            continue;
        }
        remarks.add(
            passage.span(day.range.clone()),
            format!("`{}` is the exact day of something that happened to a person", &passage.text[day.range.clone()]),
            "A day can be looked up in news reports and records. Write the season or the year, or how long after something else it was.",
        );
    }
}

/// Whether of the telling words of the sentence the nearest to the day is one of a person or of
/// what happens to persons, and not one of the work of agencies: “the audit took place on”, “was
/// published on”. What inspectors, ministers and courts do is public.
fn is_of_person(view: View<'_>, start: usize, end: usize) -> bool {
    let first = view.word_from(start);
    let behind = view.word_from(end);
    let sentence = view.sentence(first);
    let public = [
        "ofsted",
        "cqc",
        "hmicfrs",
        "inspectors",
        "minister",
        "parliament",
        "judge",
        "supreme",
    ];
    if sentence.clone().any(|at| view.is_one_of(at, &public)) {
        return false;
    }
    let speaks_of_one = sentence.clone().any(|at| is_person(view, at));
    let before = (sentence.start..first).rev().map(|at| (first - at, at));
    let after = (behind..sentence.end).map(|at| (at + 1 - behind, at));
    let mut nearest: Option<(usize, bool)> = None;
    for (distance, at) in before.chain(after) {
        let Some(is_person) = telling(view, at, speaks_of_one) else {
            continue;
        };
        if nearest.is_none_or(|(known, _)| distance < known) {
            nearest = Some((distance, is_person));
        }
    }
    nearest.is_some_and(|(_, is_person)| is_person)
}

/// What buildings, teams and days do as well as persons, and where both are.
const WEAK: [&str; 22] = [
    "ran",
    "police",
    "officers",
    "home",
    "hospital",
    "moved",
    "visited",
    "called",
    "rang",
    "attended",
    "flat",
    "released",
    "lived",
    "removed",
    "separated",
    "neighbour",
    "neighbours",
    "missing",
    "fall",
    "custody",
    "placed",
    "found",
];

/// Whether a word tells of a person, or else of the work of agencies. What may happen to a
/// building as well tells of a person only where the sentence speaks of one, or where somebody
/// is called to a home.
fn telling(view: View<'_>, at: usize, speaks_of_one: bool) -> Option<bool> {
    if view.is(at, Sense::PROCESS) && !view.is(at, Sense::EVENT) {
        return Some(false);
    }
    let is_weak = view.is_one_of(at, &WEAK)
        && !(view.is_one_of(at, &["called"]) && view.is_one_of(at + 1, &["to"]));
    let is_event = view.is(at, Sense::EVENT) && (speaks_of_one || !is_weak);
    (is_person(view, at) || is_event).then_some(true)
}

fn is_person(view: View<'_>, at: usize) -> bool {
    view.is(at, Sense::PRONOUN)
        || view.is(at, Sense::PERSON) && !ages::is_compound(view, at)
        || view.is(at, Sense::NAME)
        || pseudonyms::ends_label(view, at)
}
