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
    let days = dates::find(&passage.text);
    if days.is_empty() {
        return;
    }
    let births = dates::of_birth(&passage.text, &days);
    let view = passage.words().over(&passage.text);
    for day in days {
        let is_birth = births.iter().any(|birth| birth.range == day.range);
        if is_birth || !is_of_person(view, day.range.start, day.range.end) {
            continue;
        }
        remarks.add(
            passage.span(day.range.clone()),
            format!("`{}` is the exact day of something that happened to a person", &passage.text[day.range]),
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
    let before = (sentence.start..first).rev().map(|at| (first - at, at));
    let after = (behind..sentence.end).map(|at| (at + 1 - behind, at));
    let mut nearest: Option<(usize, bool)> = None;
    for (distance, at) in before.chain(after) {
        let Some(is_person) = telling(view, at) else {
            continue;
        };
        if nearest.is_none_or(|(known, _)| distance < known) {
            nearest = Some((distance, is_person));
        }
    }
    nearest.is_some_and(|(_, is_person)| is_person)
}

/// Whether a word tells of a person, or else of the work of agencies.
fn telling(view: View<'_>, at: usize) -> Option<bool> {
    if view.is(at, Sense::PROCESS) && !view.is(at, Sense::EVENT) {
        return Some(false);
    }
    let is_person = view.is(at, Sense::PRONOUN)
        || view.is(at, Sense::PERSON) && !ages::is_compound(view, at)
        || pseudonyms::ends_label(view, at);
    (is_person || view.is(at, Sense::EVENT)).then_some(true)
}
