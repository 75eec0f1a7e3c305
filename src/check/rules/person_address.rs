//! Addresses of homes: a number and a street, a flat, a street by name.

use std::ops::Range;

use crate::check::people::{Gap, Sense, View, places};
use crate::check::{Context, Passage, Remarks, Rule, Run};
use crate::diagnostic::Severity;

pub(super) const RULE: Rule = Rule {
    code: "person-address",
    severity: Severity::Warning,
    manual: include_str!("../../../docs/checks/person-address.md"),
    run: Run::EachPassage(check),
};

fn check(passage: &Passage, _: &Context<'_>, remarks: &mut Remarks) {
    let words = passage.words();
    let has_flat = || {
        let text = passage.text.as_bytes();
        text.windows(5)
            .any(|part| part.eq_ignore_ascii_case(b"flat "))
    };
    let has_street = passage.text.contains(" St");
    if places::is_of_services(passage)
        || !has_street && !words.any(Sense::STREET.with(Sense::HOUSE)) && !has_flat()
    {
        return;
    }
    let view = words.over(&passage.text);
    let mut at = 0;
    while at < view.len() {
        let found = flat(view, at)
            .or_else(|| numbered(view, at))
            .or_else(|| street(view, at));
        let Some((first, last)) = found else {
            at += 1;
            continue;
        };
        if !places::is_of_office(view, view.sentence(at)) {
            let range: Range<usize> = view.range(first, last);
            remarks.add(
                passage.span(range.clone()),
                format!("`{}` leads to one front door or one street", &passage.text[range]),
                "Leave it out, or write what matters about the place: a flat, a quiet street. If it is the address of a service, put it under the resources.",
            );
        }
        at = last + 1;
    }
}

/// “Flat 12B, Kestrel House”: the words from the first to the last.
fn flat(view: View<'_>, at: usize) -> Option<(usize, usize)> {
    let is_flat = view.is_one_of(at, &["flat", "apartment", "bedsit", "maisonette"]);
    if !is_flat || !view.is_joined(at + 1) || !is_house_number(view, at + 1) {
        return None;
    }
    let last = name_from(view, at + 2).unwrap_or(at + 1);
    Some((at, last))
}

/// “31 Cobbler's Hill”, “number 9, Orchard Way”.
fn numbered(view: View<'_>, at: usize) -> Option<(usize, usize)> {
    if !is_house_number(view, at) {
        return None;
    }
    let last = name_from(view, at + 1)?;
    Some((at, last))
}

/// The last word of the name of a street or a house that begins here, or behind a comma.
fn name_from(view: View<'_>, at: usize) -> Option<usize> {
    if !matches!(view.gap(at), Gap::Space | Gap::Comma) {
        return None;
    }
    let the = usize::from(view.is_one_of(at, &["the"]));
    let mut last = at + the;
    while view.is_capital(last) && last < at + 5 {
        let next = last + 1;
        let ends = !matches!(view.gap(next), Gap::Space | Gap::Hyphen) || !view.is_capital(next);
        let is_end = (view.is(last, Sense::STREET.with(Sense::HOUSE))
            || view.is_one_of(last, &["st"]))
            && (last > at + the || the > 0);
        if ends {
            return is_end.then_some(last);
        }
        last = next;
    }
    None
}

/// “in Tanner's Row”: a street without a number, where the words say that it is one.
fn street(view: View<'_>, at: usize) -> Option<(usize, usize)> {
    if !view.is(at, Sense::STREET) || !view.is_capital(at) {
        return None;
    }
    let next = at + 1;
    if view.is_joined(next) && view.is_capital(next) {
        return None;
    }
    let mut first = at;
    while first > 0
        && matches!(view.gap(first), Gap::Space | Gap::Hyphen)
        && view.is_capital(first - 1)
        && !view.is(first - 1, Sense::FUNCTION)
    {
        first -= 1;
    }
    let before = first.wrapping_sub(1);
    let prepositions = [
        "in", "on", "at", "of", "off", "along", "from", "to", "near", "into", "behind",
    ];
    (first < at && view.is_joined(first) && view.is_one_of(before, &prepositions))
        .then_some((first, at))
}

/// Up to four digits, and a letter: no year.
fn is_house_number(view: View<'_>, at: usize) -> bool {
    let shown = view.shown(at);
    let digits = shown.trim_end_matches(|letter: char| letter.is_ascii_alphabetic());
    let is_number = !digits.is_empty()
        && digits.len() <= 4
        && shown.len() - digits.len() <= 1
        && digits.bytes().all(|byte| byte.is_ascii_digit());
    let is_year = digits.len() == 4 && (digits.starts_with("19") || digits.starts_with("20"));
    is_number && !is_year
}
