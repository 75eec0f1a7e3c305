//! Case, crime and incident numbers.

use std::ops::Range;

use crate::check::people::{Gap, View};
use crate::check::rules::person_nhs_number;
use crate::check::{Context, Passage, Remarks, Rule, Run};
use crate::diagnostic::Severity;

pub(super) const RULE: Rule = Rule {
    code: "person-case-number",
    severity: Severity::Warning,
    manual: include_str!("../../../docs/checks/person-case-number.md"),
    run: Run::EachPassage(check),
};

/// Registers of single persons and incidents; a number behind their name is one of an entry.
const REGISTERS: &[&str] = &[
    "cad",
    "lcs",
    "urn",
    "mrn",
    "upn",
    "pnc",
    "mosaic",
    "merlin",
    "niche",
    "datix",
    "steis",
    "athena",
    "carefirst",
    "liquidlogic",
    "systmone",
    "rio",
    "emis",
    "azeus",
    "cris",
    "chi",
    "las",
];

/// Things of which each has a number, and which have one person behind them.
const THINGS: &[&str] = &[
    "crime",
    "incident",
    "case",
    "occurrence",
    "referral",
    "concern",
    "alert",
    "court",
    "client",
    "patient",
    "hospital",
    "tenancy",
    "housing",
    "custody",
    "complaint",
    "claim",
    "record",
    "file",
    "pupil",
    "prison",
    "prisoner",
    "person",
    "user",
    "enquiry",
    "investigation",
    "police",
    "care",
    "passport",
    "family",
    "child",
    "adult",
    "asylum",
    "inquest",
    "coroner",
    "log",
    "safeguarding",
    "account",
    "offender",
    "proceedings",
    "collar",
    "warrant",
    "system",
];

/// Words that say that a number follows.
const SAYING: &[&str] = &[
    "number",
    "numbers",
    "no",
    "nos",
    "ref",
    "refs",
    "reference",
    "references",
    "id",
    "ids",
    "identifier",
    "log",
];

/// Other words between a thing and its number.
const BETWEEN: &[&str] = &["is", "was", "of", "as", "the", "code"];

fn check(passage: &Passage, _: &Context<'_>, remarks: &mut Remarks) {
    let text = &passage.text;
    if text.bytes().filter(u8::is_ascii_digit).count() < 3 {
        return;
    }
    let view = passage.words().over(text);
    for range in codes(text) {
        let code = &text[range.clone()];
        if is_year(code) || !(is_of_a_form(code) || is_named(view, text, &range)) {
            continue;
        }
        let is_day = passage
            .days()
            .iter()
            .any(|day| day.range.start < range.end && range.start < day.range.end);
        if !is_day {
            remarks.add(
                passage.span(range.clone()),
                format!("`{code}` is the number of one record"),
                "Delete it: whoever has the register needs nothing else to know whom you write of.",
            );
        }
    }
}

/// Runs of digits, capitals, slashes and hyphens with three digits or more.
fn codes(text: &str) -> Vec<Range<usize>> {
    let bytes = text.as_bytes();
    let is_code = |byte: u8| {
        byte.is_ascii_digit() || byte.is_ascii_uppercase() || matches!(byte, b'/' | b'-')
    };
    let mut found = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        if !is_code(bytes[at]) {
            at += 1;
            continue;
        }
        let stop = bytes[at..].iter().position(|byte| !is_code(*byte));
        let stop = stop.map_or(bytes.len(), |length| at + length);
        let whole = text[at..stop].trim_end_matches(['/', '-']);
        let code = whole.trim_start_matches(['/', '-']);
        let digits = code.bytes().filter(u8::is_ascii_digit).count();
        let start = at + whole.len() - code.len();
        let continues = |place: Option<&u8>| place.is_some_and(u8::is_ascii_alphanumeric);
        let before = start.checked_sub(1).and_then(|before| bytes.get(before));
        if digits >= 3 && !continues(before) && !continues(bytes.get(start + code.len())) {
            found.push(start..start + code.len());
        }
        at = stop.max(at + 1);
    }
    found
}

/// “2021”, “2019/20” and “2019-2020” are years.
fn is_year(code: &str) -> bool {
    let mut parts = code.split(['/', '-']);
    let is_full = |part: &str| {
        part.len() == 4
            && (part.starts_with("19") || part.starts_with("20"))
            && part.bytes().all(|byte| byte.is_ascii_digit())
    };
    parts.next().is_some_and(is_full) && parts.all(|part| is_full(part) || part.len() == 2)
}

/// The numbers of the family courts (ZE21C00001) and of pupils (a letter and twelve digits).
fn is_of_a_form(code: &str) -> bool {
    let fits = |form: &str| {
        code.len() == form.len()
            && code
                .bytes()
                .zip(form.bytes())
                .all(|(byte, form)| match form {
                    b'A' => byte.is_ascii_uppercase(),
                    b'C' => b"CPZFDAE".contains(&byte),
                    _ => byte.is_ascii_digit(),
                })
    };
    fits("AA00C00000") || fits("A000000000000")
}

/// Whether the words before say that it is the number of a record.
fn is_named(view: View<'_>, text: &str, range: &Range<usize>) -> bool {
    let first = view.word_from(range.start);
    let mut at = first;
    let mut is_said = false;
    while at > 0 && first - at < 5 {
        let goes_on =
            view.gap(at) != Gap::Sentence || view.is_one_of(at - 1, &["no", "nos", "ref"]);
        if !goes_on || !(view.is_one_of(at - 1, SAYING) || view.is_one_of(at - 1, BETWEEN)) {
            break;
        }
        is_said |= view.is_one_of(at - 1, SAYING);
        at -= 1;
    }
    let named = at.wrapping_sub(1);
    // “Crime ref 12/345 and 12/346”: the second is named as the first.
    let is_apart = view.gap(at) == Gap::Sentence && at == first;
    if is_apart {
        return false;
    }
    let code = &text[range.clone()];
    let digits = code.bytes().filter(u8::is_ascii_digit).count();
    let is_phone = digits == code.len() && digits >= 10 && code.starts_with('0');
    if is_phone || !person_nhs_number::find(code).is_empty() {
        return false;
    }
    let has_signs = code.contains(['/', '-']) || code.bytes().any(|byte| byte.is_ascii_uppercase());
    // “Filed under 55201/19”; “the claim … (our ref. 55201/19)”.
    let is_filed = view.is_one_of(named, &["under", "as"])
        && view.is_one_of(
            named.wrapping_sub(1),
            &[
                "filed",
                "recorded",
                "logged",
                "registered",
                "stored",
                "known",
            ],
        )
        && digits >= 5;
    let is_ours = is_said && view.is_one_of(named, &["our", "your", "their", "its"]);
    let sentence = view.sentence(first);
    let documents = [
        "policy",
        "procedure",
        "protocol",
        "form",
        "document",
        "guidance",
        "order",
        "invoice",
        "course",
        "report",
        "minutes",
        "leaflet",
        "contract",
    ];
    let is_of_thing = is_said
        && digits >= 4
        && sentence
            .clone()
            .any(|at| at < first && view.is_one_of(at, THINGS))
        && !sentence.clone().any(|at| view.is_one_of(at, &documents));
    let starts_log = view.is_one_of(named, &["log", "id"]);
    let two_words = view.is_one_of(named, &["first"])
        && view.is_one_of(named.wrapping_sub(1), &["care"])
        || view.is_one_of(named, &["logic"]) && view.is_one_of(named.wrapping_sub(1), &["liquid"]);
    let by_register = two_words
        || view.is_one_of(named, REGISTERS)
        || (1..3).any(|back| is_said && view.is_one_of(named.wrapping_sub(back), REGISTERS));
    by_register
        || is_filed
        || is_ours
        || is_of_thing
        || view.is_one_of(named, THINGS) && (is_said || digits >= 6 || digits >= 4 && has_signs)
        || starts_log && digits >= 3
        || is_said && view.is_one_of(at, &["urn", "log"])
}
