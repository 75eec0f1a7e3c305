//! Fewer than five persons in a named area.

use std::ops::Range;

use crate::check::people::{Gap, Sense, View, numbers, places};
use crate::check::{Context, Passage, PassageKind, Remarks, Rule, Run};
use crate::diagnostic::Severity;

pub(super) const RULE: Rule = Rule {
    code: "person-small-count",
    severity: Severity::Warning,
    manual: include_str!("../../../docs/checks/person-small-count.md"),
    run: Run::EachPassageAndRow(check),
};

/// Counts of one to four are kept back, as in the statistics of the field.
const SMALLEST: u32 = 5;

fn check(passage: &Passage, context: &Context<'_>, remarks: &mut Remarks) {
    let words = passage.words();
    let counts = Sense::NUMBER;
    let is_pair = ["pair of", "ouple of", "single "]
        .iter()
        .any(|pair| passage.text.contains(pair));
    if matches!(passage.kind, PassageKind::Shared(_))
        || !words.any(Sense::PERSONS.with(Sense::PERSON).with(Sense::EVENT))
            && ![
                "suicide", "rapes", "deaths", "murders", "homicide", "stabbing",
            ]
            .iter()
            .any(|word| passage.text.contains(word))
        || !words.any(counts) && !is_pair
    {
        return;
    }
    let view = words.over(&passage.text);
    let mut settings = None;
    let mut at = 0;
    // The last word of the count that was told before, which may be one of the same area.
    let mut told = None;
    while at < view.len() {
        let Some((first, last)) = few(view, at) else {
            at += 1;
            continue;
        };
        at = last + 1;
        let sentence = view.sentence(first);
        let settings =
            settings.get_or_insert_with(|| places::settings(words, &passage.text, context));
        let stretch = view.range(sentence.start, sentence.end - 1);
        let is_in_setting = settings.iter().any(|range| stretch.contains(&range.start));
        let is_row = is_area_before(view, first)
            || (first..last).any(|between| places::at(view, between).is_some())
            || told.is_some_and(|told| goes_on(view, told, first))
            || is_of_homes(view, sentence.clone());
        let takes_part = sentence.clone().any(|word| {
            view.is_one_of(
                word,
                &[
                    "trained",
                    "training",
                    "attended",
                    "delegates",
                    "interviewed",
                    "consulted",
                    "volunteers",
                    "trainers",
                    "course",
                    "courses",
                    "workshop",
                    "panel",
                    "spoke",
                    "talked",
                    "surveyed",
                    "survey",
                    "feedback",
                ],
            )
        });
        if takes_part || !is_row && !is_in_setting && !places::is_in_sentence(view, sentence) {
            continue;
        }
        told = Some(last);
        let range = view.range(first, last);
        remarks.add(
            passage.span(range.clone()),
            format!("`{}` is a count below {SMALLEST} in a named place", &passage.text[range]),
            "Whoever knows the place may know who is meant. Write “fewer than five”, give a share of the whole, or name a larger area.",
        );
    }
}

/// “two children”, “a pair of pupils”, “of the children …, four went”: the words from the first
/// to the last.
fn few(view: View<'_>, at: usize) -> Option<(usize, usize)> {
    if view.is_one_of(at, &["pair", "couple"]) && view.is_one_of(at + 1, &["of"]) {
        return persons(view, at + 2).map(|last| (at, last));
    }
    if view.is_one_of(at, &["single"]) && view.is_one_of(at.wrapping_sub(1), &["a", "one"]) {
        let is_one = view.is_joined(at + 1)
            && view.is(at + 1, Sense::PERSON)
            && !view.is(at + 1, Sense::KIN);
        return is_one.then_some((at, at + 1));
    }
    let (number, after) = numbers::at(view, at)?;
    let before = at.wrapping_sub(1);
    let fewer = view.is_one_of(
        before,
        &[
            "than", "under", "below", "over", "least", "to", "year", "level", "phase", "part",
        ],
    );
    if number >= SMALLEST
        || number == 0
        || fewer
        || view.is_one_of(after, &["in", "out", "or", "per"])
        || view.gap(at) == Gap::Hyphen
    {
        return None;
    }
    if view.is_one_of(before, &["child", "children"]) && view.is_capital(before)
        || numbers::at(view, before).is_some()
    {
        return None;
    }
    // “One in four children”, “three out of four”.
    let is_share = view.is_one_of(before, &["in", "of"])
        && (2..4).any(|back| numbers::at(view, at.wrapping_sub(back)).is_some());
    if is_share {
        return None;
    }
    // “One Example resident”: the area stands between.
    let is_between = places::at(view, after) == Some(after)
        && view.is_joined(after + 1)
        && view.is(after + 1, Sense::PERSON.with(Sense::PERSONS));
    if is_between {
        return Some((at, after + 1));
    }
    // “1 suicide”, “three rapes”: behind each is a person.
    let events = [
        "suicide",
        "suicides",
        "rape",
        "rapes",
        "death",
        "deaths",
        "murder",
        "murders",
        "homicide",
        "homicides",
        "stabbing",
        "stabbings",
    ];
    let ends = !view.is_joined(after + 1) || view.is(after + 1, Sense::FUNCTION.with(Sense::BE));
    if view.is_joined(after) && view.is_one_of(after, &events) && ends {
        return Some((at, after));
    }
    if number == 1 {
        // “One child” may begin an example; the figure, or “only”, is a count.
        let is_placed =
            view.is(after + 1, Sense::PREPOSITION) && places::at(view, after + 2).is_some();
        let counts =
            is_placed || view.shown(at) == "1" || view.is_one_of(before, &["only", "just", "and"]);
        let person =
            view.is_joined(after) && view.is(after, Sense::PERSON) && !view.is(after, Sense::KIN);
        return (counts && person).then_some((at, after));
    }
    if let Some(last) = persons(view, after) {
        return Some((at, last));
    }
    // “Of the children placed in Example, four went missing”, “four of the children”.
    let sentence = view.sentence(at);
    // “Of 12 children in Example 3 were in care.”
    let begins = view.is_one_of(sentence.start, &["of", "among"])
        && matches!(view.gap(at), Gap::Comma | Gap::Space);
    let of_persons = (begins || view.is_one_of(before, &["all"]))
        && view.has_in(sentence.start..at, Sense::PERSONS)
        && view.is(after, Sense::BE.with(Sense::ACT));
    if of_persons {
        return Some((at, at));
    }
    let of_the =
        view.is_one_of(after, &["of"]) && view.is_one_of(after + 1, &["the", "these", "those"]);
    of_the
        .then(|| persons(view, after + 2))
        .flatten()
        .map(|last| (at, last))
}

/// The last of the words that name persons from here on, after two adjectives at the most.
fn persons(view: View<'_>, at: usize) -> Option<usize> {
    let last = (at..at + 4)
        .take_while(|word| {
            matches!(view.gap(*word), Gap::Space | Gap::Hyphen) && !view.is(*word, Sense::FUNCTION)
        })
        .find(|word| view.is(*word, Sense::PERSONS))?;
    let is_people_of = view.is_possessive(last)
        || view.is_joined(last + 1)
            && view.is_one_of(
                last + 1,
                &[
                    "homes", "centres", "services", "teams", "units", "plans", "cases", "wards",
                ],
            );
    (!is_people_of).then_some(last)
}

/// “Westbrook 17 children, Millbridge 1 child”: the area stands before the figure.
fn is_area_before(view: View<'_>, at: usize) -> bool {
    let area = at.wrapping_sub(1);
    view.is_joined(at) && view.gap(area) != Gap::Sentence && places::at(view, area).is_some()
        || view.gap(at) == Gap::Stop && places::at(view, area).is_some()
}

/// “3 girls, 2 boys”: whether a count stands beside the one that was told.
fn goes_on(view: View<'_>, told: usize, at: usize) -> bool {
    view.gap(at) == Gap::Comma && at == told + 1
        || view.is_one_of(told + 1, &["and"]) && at == told + 2
}

/// “in Westbrook care homes”: the homes, schools or wards of an area.
fn is_of_homes(view: View<'_>, mut sentence: Range<usize>) -> bool {
    let no_area = Sense::TIME
        .with(Sense::NO_PLACE)
        .with(Sense::FUNCTION)
        .with(Sense::GENERAL)
        .with(Sense::BODY);
    let homes = [
        "homes",
        "schools",
        "nurseries",
        "hostels",
        "hospitals",
        "wards",
    ];
    sentence.any(|at| {
        let kind = at + 1 + usize::from(view.is_one_of(at + 1, &["care", "nursing"]));
        view.is(at.wrapping_sub(1), Sense::PREPOSITION)
            && view.is_capital(at)
            && !view.is_upper(at)
            && !view.is(at, no_area)
            && (at + 1..=kind).all(|word| view.is_joined(word) && !view.is_capital(word))
            && view.is_one_of(kind, &homes)
    })
}
