//! NHS numbers.

use std::sync::LazyLock;

use regex::Regex;

use crate::check::{Context, Passage, Remarks, Rule, Run};
use crate::diagnostic::Severity;

pub(super) const RULE: Rule = Rule {
    code: "person-nhs-number",
    severity: Severity::Warning,
    manual: include_str!("../../../docs/checks/person-nhs-number.md"),
    run: Run::EachPassage(check),
};

static TEN_DIGITS: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?-u:\b)[0-9]{3}[ \-\u{a0}]?[0-9]{3}[ \-\u{a0}]?[0-9]{4}(?-u:\b)")
        .expect("invariant: the pattern is well formed")
});

fn check(passage: &Passage, _: &Context<'_>, remarks: &mut Remarks) {
    for range in find(&passage.text) {
        remarks.add(
            passage.span(range.clone()),
            if is_mistyped(&passage.text[range.clone()]) {
                format!("`{}` is called an NHS number", &passage.text[range])
            } else {
                format!("`{}` has the form and the check digit of an NHS number", &passage.text[range])
            },
            "Delete it, and look whether it stands in other files too: a number leads to one patient.",
        );
    }
}

/// Where NHS numbers stand in a text.
pub(super) fn find(text: &str) -> Vec<std::ops::Range<usize>> {
    if text.bytes().filter(u8::is_ascii_digit).count() < 10 {
        return Vec::new();
    }
    let found = TEN_DIGITS.find_iter(text).map(|found| found.range());
    found
        .filter(|range| {
            let digits = digits(&text[range.clone()]);
            (has_check_digit(&digits) || is_called_one(text, range.start))
                && stands_alone(text, range)
                && is_patient(text, range.start, digits[0])
        })
        .collect()
}

/// Whether the last digit does not fit the others.
fn is_mistyped(number: &str) -> bool {
    !has_check_digit(&digits(number))
}

fn digits(text: &str) -> Vec<u32> {
    let digits = text.chars().filter_map(|letter| letter.to_digit(10));
    digits.collect()
}

/// Whether the text itself says so, whatever slip there is in the digits.
fn is_called_one(text: &str, start: usize) -> bool {
    let before = text[..start].to_lowercase();
    let before = before.trim_end_matches([' ', ':', '.', '#', '\u{a0}']);
    [
        "nhs number",
        "nhs no",
        "nhs num",
        "nhs number is",
        "nhs number was",
    ]
    .iter()
    .any(|words| before.ends_with(words))
}

/// Modulus 11, as in the NHS Data Dictionary (“NHS number”): the first nine digits are weighted
/// from 10 down to 2; what the sum lacks to a multiple of 11 is the tenth. Ten is never issued.
fn has_check_digit(digits: &[u32]) -> bool {
    let weighted = digits.iter().zip((2..=10).rev());
    let sum: u32 = weighted.map(|(digit, weight)| digit * weight).sum();
    let check = (11 - sum % 11) % 11;
    digits.len() == 10 && check == digits[9] && digits.iter().any(|digit| *digit != digits[0])
}

/// Whether no digit of a longer figure stands before or behind.
fn stands_alone(text: &str, range: &std::ops::Range<usize>) -> bool {
    let mut before = text[..range.start].chars().rev();
    let mut after = text[range.end..].chars();
    let joins = |next: Option<char>, beyond: Option<char>| {
        matches!(next, Some('-' | '/' | '.' | '+' | '_' | '=' | '£'))
            && beyond.is_some_and(char::is_alphanumeric)
            || next == Some(' ') && beyond.is_some_and(|letter| letter.is_ascii_digit())
    };
    !joins(before.next(), before.next()) && !joins(after.next(), after.next())
}

/// Book numbers are made by the same sum, and one in eleven of all other numbers passes it.
/// Numbers that begin with 0, 1 or 2 are given out in Scotland alone (CHI) and are told from
/// telephone numbers by the words before.
fn is_patient(text: &str, start: usize, first: u32) -> bool {
    let window = text[..start]
        .char_indices()
        .rev()
        .nth(30)
        .map_or(0, |(at, _)| at);
    let before = text[window..start].to_lowercase();
    let others = [
        "isbn",
        "issn",
        "order",
        "invoice",
        "meeting id",
        "charity",
        "company",
        "tel",
        "phone",
        "call ",
    ];
    let is_named = ["nhs", "chi ", "patient"]
        .iter()
        .any(|word| before.contains(word));
    is_named || first > 2 && !others.iter().any(|word| before.contains(word))
}
