//! Telephone numbers that cannot be dialled: a digit is missing, or there is one too many.

use std::ops::Range;

use crate::check::{Context, Passage, Remarks, Rule, Run};
use crate::diagnostic::Severity;
use crate::model::phone::{self, Phone};

pub(super) const RULE: Rule = Rule {
    code: "phone-malformed",
    severity: Severity::Warning,
    manual: include_str!("../../../docs/checks/phone-malformed.md"),
    run: Run::EachPassage(check),
};

/// How many digits somebody writes who means a telephone number (of ten or eleven).
const LENGTHS: std::ops::RangeInclusive<usize> = 8..=13;

fn check(passage: &Passage, _: &Context<'_>, remarks: &mut Remarks) {
    let text = passage.text.as_str();
    if !text.contains(['0', '+']) || !may_hold_numbers(passage) {
        return;
    }
    let mut good: Option<Vec<Range<usize>>> = None;
    let mut at = 0;
    while let Some(start) = text[at..].find(['0', '+']).map(|start| at + start) {
        at = start + 1;
        let Some(run) = Digits::at(text, start) else {
            continue;
        };
        at = run.range.end;
        let good = good.get_or_insert_with(|| phone::find(text));
        let read = good
            .iter()
            .find(|it| it.start < run.range.end && run.range.start < it.end);
        let range = match read {
            Some(read) if is_short(&phone::read(text, read.clone())) => read.clone(),
            None if run.looks_like_a_phone(text) => run.range.clone(),
            Some(_) | None => continue,
        };
        let few_or_many = if run.national(text) < 11 {
            "few"
        } else {
            "many"
        };
        remarks.add(
            passage.span(range.clone()),
            format!("`{}` has too {few_or_many} digits for a telephone number", &text[range]),
            "Numbers of the United Kingdom have eleven digits with their 0, and some have ten. Compare it with the service's own page.",
        );
    }
}

fn may_hold_numbers(passage: &Passage) -> bool {
    // A number in a key of its own was judged when the file was read, and an address has none.
    passage.kind.key().is_none_or(|key| {
        !["phone", "url", "evidence"]
            .iter()
            .any(|last| key.ends_with(last))
    })
}

/// Whether a number has ten digits and begins as only those of eleven do: 011…, 01…1, 02, 03, 07.
fn is_short(phone: &Phone) -> bool {
    let national = phone
        .href
        .strip_prefix("tel:+44")
        .unwrap_or_default()
        .as_bytes();
    national.len() == 9
        && matches!(
            national,
            [b'2' | b'3' | b'7', ..]
                | [b'8', b'0', b'8', ..]
                | [b'1', b'1', ..]
                | [b'1', _, b'1', ..]
        )
}

/// Digits that begin with 0 or +44, parted by little more than spaces.
struct Digits {
    range: Range<usize>,
    count: usize,
    /// How many digits stand in each group.
    groups: Vec<usize>,
}

impl Digits {
    fn at(text: &str, start: usize) -> Option<Self> {
        let before = text[..start].chars().next_back();
        let is_inside = before.is_some_and(|letter| {
            letter.is_alphanumeric()
                || matches!(
                    letter,
                    '/' | '-' | '.' | ',' | '£' | '#' | '+' | '=' | '_' | ':'
                )
        });
        let rest = &text[start..];
        let begins = rest.starts_with("+44") || matches!(rest.as_bytes(), [b'0', b'1'..=b'9', ..]);
        if is_inside || !begins {
            return None;
        }
        let (mut end, mut count, mut gap) = (0, 0, 0);
        let mut groups = vec![0];
        for (at, letter) in rest.char_indices() {
            match letter {
                '0'..='9' => {
                    if gap > 0 {
                        groups.push(0);
                    }
                    count += 1;
                    gap = 0;
                    end = at + 1;
                    *groups.last_mut()? += 1;
                }
                '+' if at == 0 => {}
                ' ' | '\u{a0}' | '-' | '(' | ')' if gap < 2 => {
                    gap += 1;
                }
                // A date or a reference goes on.
                '/' | ':' | '_' if gap == 0 => return None,
                '.' if gap == 0
                    && rest[at + 1..].starts_with(|next: char| next.is_ascii_digit()) =>
                {
                    return None;
                }
                letter if letter.is_alphanumeric() && gap == 0 => return None,
                _ => break,
            }
        }
        let range = start..start + end;
        Some(Self {
            range,
            count,
            groups,
        })
    }

    /// How many digits there are with 0 in place of +44.
    fn national(&self, text: &str) -> usize {
        let is_international = text[self.range.clone()].starts_with('+');
        self.count - usize::from(is_international)
    }

    fn looks_like_a_phone(&self, text: &str) -> bool {
        let national = self.national(text);
        let is_date = matches!(self.groups[..], [2, 2, 4 | 2]);
        let is_time = self.groups == [4, 4] && text[self.range.clone()].contains('-');
        let before = text[..self.range.start].trim_end();
        let is_long = LENGTHS.contains(&national)
            || (5..*LENGTHS.start()).contains(&national) && is_to_be_dialled(before);
        is_long && !is_date && !is_time && !is_reference(before)
    }
}

/// Whether the words before say that somebody dials it: “Call 0800 123”.
fn is_to_be_dialled(before: &str) -> bool {
    const WORDS: [&str; 9] = [
        "call",
        "ring",
        "phone",
        "telephone",
        "tel",
        "dial",
        "helpline",
        "freephone",
        "line",
    ];
    let words = before
        .rsplit(|letter: char| !letter.is_alphanumeric())
        .filter(|word| !word.is_empty());
    words
        .take(4)
        .any(|word| WORDS.iter().any(|known| known.eq_ignore_ascii_case(word)))
}

/// Whether the words before it say that it is a number of another kind.
fn is_reference(before: &str) -> bool {
    const KINDS: [&str; 15] = [
        "case",
        "ref",
        "reference",
        "crime",
        "nhs",
        "urn",
        "upn",
        "id",
        "log",
        "incident",
        "charity",
        "registered",
        "account",
        "record",
        "isbn",
    ];
    let words = before
        .rsplit(|letter: char| !letter.is_alphanumeric())
        .filter(|word| !word.is_empty());
    words
        .take(3)
        .any(|word| KINDS.iter().any(|kind| kind.eq_ignore_ascii_case(word)))
}
