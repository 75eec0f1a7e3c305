//! Initials that stand for a person.

use std::ops::Range;

use crate::check::people::{Gap, Sense, View, pseudonyms};
use crate::check::{Context, Passage, PassageKind, Remarks, Rule, Run};
use crate::diagnostic::Severity;

pub(super) const RULE: Rule = Rule {
    code: "person-initials",
    severity: Severity::Warning,
    manual: include_str!("../../../docs/checks/person-initials.md"),
    run: Run::EachPassage(check),
};

/// Two capitals that shorten words of the field, and no name.
const SHORTENED: &[&str] = &[
    "AD", "AI", "AP", "BA", "BP", "CA", "CE", "CP", "CQ", "CS", "CV", "DA", "DC", "DI", "DS", "DV",
    "EA", "EH", "EP", "EU", "FE", "FI", "FM", "GP", "HE", "HM", "HO", "HR", "HV", "ID", "IQ", "IT",
    "KC", "LA", "LD", "LP", "LS", "MA", "MH", "MP", "MS", "NB", "NI", "NW", "OK", "OT", "PA", "PC",
    "PD", "PE", "PI", "PM", "PO", "PR", "PS", "QA", "QC", "RE", "SE", "SG", "SI", "SN", "SR", "ST",
    "SW", "TA", "TB", "TV", "UC", "UK", "UN", "US", "VA", "VC", "WG", "YJ", "YO", "YP",
];

fn check(passage: &Passage, context: &Context<'_>, remarks: &mut Remarks) {
    for place in find(passage, context) {
        remarks.add(
            passage.span(place.clone()),
            format!("`{}` looks like somebody’s initials", &passage.text[place]),
            "Initials are the beginning of a name. Write of “a child”, “one adult”, or give a letter that has nothing to do with the name.",
        );
    }
}

/// Where initials of persons stand.
pub(super) fn find(passage: &Passage, context: &Context<'_>) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    if matches!(passage.kind, PassageKind::Shared(_)) {
        return found;
    }
    let view = passage.words().over(&passage.text);
    for at in 0..view.len() {
        if !view.is_upper(at) || !is_initials(view, at) {
            continue;
        }
        let shown = view.shown(at);
        let mut place = view.range(at, at);
        if shown.contains('.') && passage.text[place.end..].starts_with('.') {
            place.end += 1;
        }
        if !is_explained(shown, context) && stands_for_person(view, at) {
            found.push(place);
        }
    }
    found
}

/// Two capitals, or two or three with points between them.
fn is_initials(view: View<'_>, at: usize) -> bool {
    let shown = view.shown(at);
    let has_points = (3..=5).contains(&shown.len()) && shown.as_bytes()[1] == b'.';
    let is_short = shown.len() == 2 && !SHORTENED.contains(&shown);
    let is_country = matches!(
        shown,
        "U.K" | "U.S" | "U.N" | "D.O.B" | "N.B" | "P.S" | "A.M" | "P.M"
    );
    // “J.K. Example” and “the AB Example Trust” are longer names.
    let goes_on = view.is_capital(at + 1)
        && matches!(view.gap(at + 1), Gap::Space | Gap::Stop | Gap::Hyphen)
        && !view.is_possessive(at);
    (is_short || has_points && !is_country) && !goes_on && view.gap(at) != Gap::Hyphen
}

/// Whether the project says what the letters are short for.
fn is_explained(letters: &str, context: &Context<'_>) -> bool {
    let vocabulary = context.vocabulary;
    let mut shorts = vocabulary
        .agencies
        .values()
        .filter_map(|agency| agency.short.as_deref());
    vocabulary.glossary.contains_key(letters) || shorts.any(|short| short == letters)
}

/// Whether the words around speak of somebody.
fn stands_for_person(view: View<'_>, at: usize) -> bool {
    if is_in_brackets(view, at) || are_kin(view, at) || are_kin(view, at.wrapping_sub(2)) {
        return true;
    }
    let before = at.wrapping_sub(1);
    let next = at + 1;
    let close = matches!(view.gap(at), Gap::Space);
    let things = [
        "the", "a", "an", "of", "by", "via", "each", "every", "any", "local", "and", "or", "/",
        "this", "our",
    ];
    if close && view.is_one_of(before, &things[..10]) && !view.is_possessive(at) {
        let by_whom = view.is_one_of(before, &["of", "by"]) && view.is_one_of(next, &["and"]);
        return by_whom && view.is_one_of(next + 1, &["his", "her"]);
    }
    if view.is_possessive(at) {
        let whose = (next..next + 3).any(|whose| {
            view.is(whose, Sense::KIN.with(Sense::PERSON))
                || view.is_one_of(
                    whose,
                    &[
                        "home",
                        "behaviour",
                        "death",
                        "school",
                        "wishes",
                        "voice",
                        "needs",
                        "care",
                        "life",
                        "house",
                        "family",
                        "bedroom",
                        "injuries",
                        "views",
                        "account",
                        "views",
                        "siblings",
                        "children",
                        "history",
                    ],
                )
        });
        return whose;
    }
    // “K.L. was”: the point belongs to the initials.
    let has_points = view.shown(at).contains('.') && view.gap(next) == Gap::Stop;
    let acts = (view.is_joined(next) || has_points)
        && view.is(next, Sense::ACT.with(Sense::BE))
        && !view.is_one_of(next, &["are", "were", "been", "being", "be"]);
    let and_family = view.is_one_of(next, &["and"])
        && view.is_one_of(next + 1, &["his", "her"])
        && view.is(next + 2, Sense::PERSON.with(Sense::PERSONS));
    let aged = matches!(view.gap(next), Gap::Comma | Gap::Open)
        && (view.is_one_of(next, &["aged"]) || view.is(next, Sense::NUMBER));
    let treated = [
        "described",
        "told",
        "asked",
        "visited",
        "saw",
        "helped",
        "supported",
        "arrested",
        "found",
        "met",
        "interviewed",
        "assessed",
        "knew",
        "offered",
        "gave",
        "assaulted",
        "believed",
        "left",
        "took",
        "moved",
        "placed",
        "spoke",
        "discharged",
        "with",
        "to",
        "for",
    ];
    let sentence = view.sentence(at);
    let of_one = view.has_in(next..sentence.end, Sense::PRONOUN);
    let weak = ["with", "to", "for"];
    let is_object = close
        && view.is_one_of(before, &treated)
        && (!view.is_joined(next) || view.is(next, Sense::FUNCTION))
        && (!view.is_one_of(before, &weak) || of_one);
    acts || and_family || aged || is_object
}

/// “Child A (A.B.)”.
fn is_in_brackets(view: View<'_>, at: usize) -> bool {
    let who = at.wrapping_sub(1);
    view.gap(at) == Gap::Open
        && matches!(view.gap(at + 1), Gap::Close | Gap::Sentence | Gap::Stop)
        && view.shown(at).contains('.')
        && (view.is(who, Sense::PERSON) || pseudonyms::ends_label(view, who))
}

/// “KB and LM are cousins”.
fn are_kin(view: View<'_>, first: usize) -> bool {
    view.is_upper(first)
        && view.is_one_of(first + 1, &["and"])
        && view.is_upper(first + 2)
        && view.is_one_of(first + 3, &["are", "were"])
        && (first + 4..first + 6)
            .any(|kin| view.is(kin, Sense::KINS) || view.is_one_of(kin, &["cousins", "twins"]))
}
