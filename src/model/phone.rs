//! United Kingdom telephone numbers in running text.
//!
//! The forms are those of Ofcom's National Telephone Numbering Plan: a 0 and nine or ten more
//! digits, +44 in place of the 0, the harmonised six-digit helplines 116 xxx, and the short
//! codes 101, 105, 111, 112 and 999, which count only where the text says to call them.

use std::ops::Range;

/// A telephone number: the digits that are shown are the digits that are dialled.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Phone {
    /// As written.
    pub text: String,
    /// The `tel:` address, in the international form where the number has one.
    pub href: String,
}

impl Phone {
    /// Reads a text that is nothing but a number.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let digits: String = text.chars().filter(char::is_ascii_digit).collect();
        if SHORT_CODES.contains(&digits.as_str()) && digits.len() == text.len() {
            return Some(Self::new(text, &digits));
        }
        let range = find(text).into_iter().next()?;
        (range == (0..text.len())).then(|| Self::new(text, &digits))
    }

    fn new(text: &str, digits: &str) -> Self {
        let international = match digits
            .strip_prefix("44")
            .filter(|_| text.starts_with(['+', '(']))
        {
            Some(rest) => Some(format!("+44{}", rest.strip_prefix('0').unwrap_or(rest))),
            None => digits.strip_prefix('0').map(|rest| format!("+44{rest}")),
        };
        Self {
            text: text.to_owned(),
            href: format!("tel:{}", international.unwrap_or_else(|| digits.to_owned())),
        }
    }
}

const SHORT_CODES: [&str; 5] = ["101", "105", "111", "112", "999"];

/// Where telephone numbers stand in a text.
pub fn find(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(start) = text[at..]
        .find(|letter: char| letter.is_ascii_digit() || letter == '+' || letter == '(')
        .map(|start| at + start)
    {
        match number_at(text, start) {
            Some(end) => {
                found.push(start..end);
                at = end;
            }
            None => {
                let rest = text[start..].trim_start_matches(|letter: char| letter.is_ascii_digit());
                at = (text.len() - rest.len()).max(start + 1);
            }
        }
    }
    found
}

/// The number that begins here, if one does: its end.
fn number_at(text: &str, start: usize) -> Option<usize> {
    let before = text[..start].chars().next_back();
    if before.is_some_and(|letter| {
        letter.is_alphanumeric() || matches!(letter, '/' | '-' | '.' | '£' | '#' | '+' | '=' | '_')
    }) {
        return None;
    }
    // A number may be followed by another figure (“0808 2000 247 24 hours a day”), so every
    // place where it could end is tried, the furthest first.
    ends_of_groups(text, start).into_iter().rev().find(|end| {
        let closed = !text[*end..]
            .starts_with(|letter: char| letter.is_alphanumeric() || letter == '/' || letter == '_');
        closed && is_number(&text[start..*end], &text[..start])
    })
}

/// Where the groups of digits end that begin here and are parted by little more than spaces.
fn ends_of_groups(text: &str, start: usize) -> Vec<usize> {
    /// +44 (0) and ten more digits; no number is longer.
    const MOST_DIGITS: usize = 14;
    let mut ends = Vec::new();
    let mut gap = 0;
    let mut digits = 0;
    for (at, letter) in text[start..]
        .char_indices()
        .map(|(at, letter)| (start + at, letter))
    {
        match letter {
            '0'..='9' => {
                digits += 1;
                if digits > MOST_DIGITS {
                    if gap == 0 {
                        ends.pop();
                    }
                    break;
                }
                if gap == 0 {
                    ends.pop();
                }
                ends.push(at + 1);
                gap = 0;
            }
            '+' if at == start => {}
            ' ' | '\u{a0}' | '-' | '(' | ')' if gap < 2 => gap += 1,
            _ => break,
        }
    }
    ends
}

fn is_number(shown: &str, before: &str) -> bool {
    let digits: String = shown.chars().filter(char::is_ascii_digit).collect();
    let national = match digits
        .strip_prefix("44")
        .filter(|_| shown.starts_with(['+', '(']))
    {
        Some(rest) => format!("0{}", rest.strip_prefix('0').unwrap_or(rest)),
        None => digits.clone(),
    };
    // Childline's number is the one of eight digits.
    let childline = national == "08001111";
    let ordinary = national.starts_with('0')
        && !national.starts_with("00")
        && matches!(national.len(), 10 | 11);
    let helpline = national.len() == 6 && national.starts_with("116") && shown.contains(' ');
    let short = SHORT_CODES.contains(&digits.as_str()) && shown.len() == 3 && is_called(before);
    ordinary || childline || helpline || short
}

/// Whether the words before a short code say to call it: “999 cases” is no telephone number.
fn is_called(before: &str) -> bool {
    let mut words = before.split_whitespace().rev().map(|word| {
        word.trim_matches(|letter: char| !letter.is_alphanumeric())
            .to_lowercase()
    });
    words.by_ref().take(3).any(|word| {
        matches!(
            word.as_str(),
            "call"
                | "ring"
                | "phone"
                | "dial"
                | "telephone"
                | "tel"
                | "calling"
                | "ringing"
                | "emergency"
                | "police"
                | "nhs"
        )
    })
}

/// The number that stands in this part of a text.
pub fn read(text: &str, range: Range<usize>) -> Phone {
    let shown = &text[range];
    let digits: String = shown.chars().filter(char::is_ascii_digit).collect();
    Phone::new(shown, &digits)
}
