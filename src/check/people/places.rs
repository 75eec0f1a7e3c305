//! Places: areas, streets, and settings that people live in or attend.

use std::ops::Range;

use super::{Gap, Sense, View, Words};
use crate::check::{Context, Passage, PassageKind};
use crate::model::role::Role;

/// Whether addresses and numbers in a passage are there for services to be found.
pub fn is_of_services(passage: &Passage) -> bool {
    passage.role == Some(Role::Resources) || matches!(passage.kind, PassageKind::Shared(_))
}

/// The name of an area that begins at a word: its last word. A body (“Northtown Council”) is none.
pub fn at(view: View<'_>, at: usize) -> Option<usize> {
    let no_place = Sense::TIME
        .with(Sense::NO_PLACE)
        .with(Sense::LABEL)
        .with(Sense::TITLE)
        .with(Sense::ORIGIN)
        .with(Sense::NAME)
        .with(Sense::FUNCTION)
        .with(Sense::NUMBER)
        .with(Sense::PERSON)
        .with(Sense::PERSONS);
    let is_name = |at: usize| view.is_capital(at) && view.shown(at).len() > 2;
    let goes_on = matches!(view.gap(at), Gap::Space | Gap::Hyphen)
        && view.is_capital(at.wrapping_sub(1))
        && view.gap(at.wrapping_sub(1)) != Gap::Sentence;
    if !is_name(at) || view.is_upper(at) || view.is(at, no_place) || goes_on {
        return None;
    }
    let mut last = at;
    while matches!(view.gap(last + 1), Gap::Space | Gap::Hyphen)
        && (is_name(last + 1) && !view.is_upper(last + 1)
            || view.gap(last + 1) == Gap::Hyphen && view.is_capital(last + 2))
    {
        last += 1;
    }
    let body = Sense::BODY.with(Sense::SETTING);
    let is_body = (at..=last).any(|part| view.is(part, body))
        || view.is_joined(last + 1) && view.is(last + 1, Sense::BODY)
        || view.is_possessive(last)
        || view.is_joined(last + 1) && view.is_upper(last + 1);
    (!is_body).then_some(last)
}

/// Whether a sentence names an area in which something is: “in Northtown”, “the Example estate”.
pub fn is_in_sentence(view: View<'_>, sentence: Range<usize>) -> bool {
    sentence.clone().any(|word| {
        let before = word.wrapping_sub(1);
        let beyond = if view.is_one_of(before, &["the"]) {
            word.wrapping_sub(2)
        } else {
            before
        };
        beyond >= sentence.start
            && beyond < word
            && view.is(beyond, Sense::PREPOSITION)
            && at(view, word).is_some()
    })
}

/// Whether the address of an office, and nobody's home, stands in the sentence.
pub fn is_of_office(view: View<'_>, sentence: Range<usize>) -> bool {
    let is_hall = |at: usize| {
        view.is_one_of(at, &["hall", "station"])
            && view.is_one_of(
                at.wrapping_sub(1),
                &["town", "county", "city", "shire", "police"],
            )
    };
    sentence
        .clone()
        .any(|at| view.is(at, Sense::OFFICE) || is_hall(at))
}

/// Where schools, nurseries, wards and homes are named.
pub fn settings(words: &Words, text: &str, context: &Context<'_>) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    if !words.any(Sense::SETTING) && !KEY_PERSON.iter().any(|who| text.contains(who)) {
        return found;
    }
    let view = words.over(text);
    for at in 0..view.len() {
        if view.is_one_of(at, &["at"]) {
            found.extend(of_key_person(view, at));
        }
        if view.is(at, Sense::SETTING) {
            let range =
                setting(view, at).filter(|range| !is_declared(&text[range.clone()], context));
            found.extend(range.filter(|_| !takes_part(view, at)));
        }
    }
    // “Beech House refuge” is one place.
    let all = found.clone();
    found.retain(|range| {
        let is_within = |other: &Range<usize>| {
            other != range && other.start <= range.start && range.end <= other.end
        };
        !all.iter().any(is_within)
    });
    found
}

/// Whether the setting that ends with this word is an example or takes part as an agency, in a
/// sentence that speaks of nobody: “Example School hosted the training”.
fn takes_part(view: View<'_>, at: usize) -> bool {
    let deeds = [
        "hosted",
        "hosts",
        "share",
        "shares",
        "shared",
        "led",
        "leads",
        "piloted",
        "joined",
        "organised",
        "contributed",
        "presented",
        "such",
    ];
    let sentence = view.sentence(at);
    let person = Sense::PRONOUN
        .with(Sense::PERSON)
        .with(Sense::NAME)
        .with(Sense::PERSONS);
    sentence.clone().any(|word| view.is_one_of(word, &deeds)) && !view.has_in(sentence, person)
}

/// Who belongs to a setting, whatever that is called.
const KEY_PERSON: [&str; 4] = [
    "key person at",
    "key worker at",
    "keyworker at",
    "a pupil at",
];

/// “her key person at Tiny Example”: a name of two words or more.
fn of_key_person(view: View<'_>, at: usize) -> Option<Range<usize>> {
    let before = view.range(at.saturating_sub(2), at);
    let is_meant = KEY_PERSON
        .iter()
        .any(|who| view.text[..before.end].ends_with(who));
    let last = self::at(view, at + 1).filter(|last| is_meant && *last > at + 1)?;
    Some(view.range(at + 1, last))
}

/// Whether the project itself names it as an agency or a service.
fn is_declared(name: &str, context: &Context<'_>) -> bool {
    let vocabulary = context.vocabulary;
    let agencies = vocabulary.agencies.values().map(|agency| &agency.name);
    let resources = vocabulary.resources.values().map(|resource| &resource.name);
    let partnerships = vocabulary.partnerships.values().map(|it| &it.name);
    let mut known = agencies.chain(resources).chain(partnerships);
    known.any(|known| known.contains(name))
}

/// Words behind a kind of setting that make it a word for people or for a matter: “school nurse”.
const OF_STAFF: [&str; 23] = [
    "nurse",
    "nurses",
    "nursing",
    "staff",
    "health",
    "age",
    "aged",
    "place",
    "places",
    "provision",
    "readiness",
    "leavers",
    "governors",
    "exclusion",
    "exclusions",
    "attendance",
    "improvement",
    "admissions",
    "uniform",
    "counsellor",
    "settings",
    "sister",
    "round",
];

/// The named setting that ends with this word.
fn setting(view: View<'_>, at: usize) -> Option<Range<usize>> {
    let is_name = view.is_capital(at);
    let next = at + 1;
    let goes_on = matches!(view.gap(next), Gap::Space | Gap::Hyphen) && view.is_capital(next);
    let is_number = view.is_joined(next)
        && view
            .shown(next)
            .starts_with(|letter: char| letter.is_ascii_digit())
        && view.shown(next).len() <= 3
        && view.is_one_of(at, &["ward"])
        && is_name;
    // “Northtown Schools Trust”, “Example School Nursing”; the last word of the name decides.
    if goes_on
        || view.is_one_of(next, &["of"])
            && view.is_one_of(at, &["school", "college", "house", "academy"])
    {
        return None;
    }
    let of_staff = !is_name && view.is_one_of(next, &OF_STAFF);
    let first = beginning(view, at);
    let is_proper = |part: usize| {
        view.is_capital(part)
            && !view.is_upper(part)
            && !view.is(
                part,
                Sense::GENERAL
                    .with(Sense::BODY)
                    .with(Sense::SETTING)
                    .with(Sense::TIME),
            )
    };
    let by_number = is_number && view.is_one_of(at.wrapping_sub(1), &["on", "to", "from"]);
    let has_name = (first..at).any(is_proper)
        && !(view.gap(first) == Gap::Sentence && !is_proper(first) && first + 1 >= at);
    let royal =
        (first..at).any(|part| view.is_one_of(part, &["royal", "virtual", "national", "open"]));
    let in_flat = matches!(view.gap(first), Gap::Comma | Gap::Space)
        && view
            .shown(first.wrapping_sub(1))
            .starts_with(|letter: char| letter.is_ascii_digit());
    if of_staff || royal || in_flat || !has_name && !by_number {
        return None;
    }
    let before = first.wrapping_sub(1);
    let before = if view.is_one_of(before, &["the"]) {
        before.wrapping_sub(1)
    } else {
        before
    };
    let preposition = view.is(before, Sense::PREPOSITION)
        || view.is_one_of(
            before,
            &["attended", "attends", "left", "joined", "called", "named"],
        );
    let weak = [
        "house", "lodge", "manor", "grange", "home", "primary", "infants", "juniors", "grammar",
    ];
    let is_home = view.is_one_of(at, &["home"])
        && view.is_one_of(
            at.wrapping_sub(1),
            &["nursing", "care", "residential", "children", "rest"],
        );
    let is_weak = view.is_one_of(at, &weak) && !is_home;
    let is_small = !is_name
        && (view.is_one_of(
            at,
            &[
                "ward", "surgery", "house", "lodge", "manor", "grange", "primary", "infants",
                "juniors", "grammar",
            ],
        ) || view.is_one_of(at, &["home"]) && !is_home);
    if is_small || (is_weak || !is_name) && !preposition {
        return None;
    }
    Some(view.range(first, if by_number { at + 1 } else { at }))
}

/// The first word of the name that ends with this word.
fn beginning(view: View<'_>, at: usize) -> usize {
    let is_name = view.is_capital(at);
    let mut first = at;
    while first > 0
        && (matches!(view.gap(first), Gap::Space | Gap::Hyphen)
            || view.gap(first) == Gap::Stop && view.is_one_of(first - 1, &["st"]))
        && (view.is_capital(first - 1)
            || !is_name
                && first == at
                && view.is(first - 1, Sense::GENERAL)
                && !view.is(first - 1, Sense::FUNCTION)
            || !is_name
                && first + 1 == at
                && view.is(first - 1, Sense::GENERAL)
                && !view.is(first - 1, Sense::FUNCTION))
    {
        first -= 1;
    }
    // The first word of a sentence is capitalised whatever it is.
    while first < at
        && (view.gap(first) == Gap::Sentence
            && view.is(
                first,
                Sense::FUNCTION
                    .with(Sense::GENERAL)
                    .with(Sense::PREPOSITION),
            )
            || view.is(first, Sense::FUNCTION))
    {
        first += 1;
    }
    first
}
