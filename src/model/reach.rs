//! Telephone numbers, e-mail and web addresses that stand in running text as they are: pasted
//! texts have them without any marking, and a reader on a telephone wants to touch them.

use std::ops::Range;

use super::phone::{self, Phone};
use crate::document::shape;

/// A way to reach somebody, found in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// Where it stands, in bytes.
    pub range: Range<usize>,
    /// What it is.
    pub reach: Reach,
}

/// A way to reach somebody.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reach {
    /// A telephone number.
    Phone(Phone),
    /// An address: `https:` or `mailto:` and what follows.
    Address(String),
}

/// What stands in a text, from left to right.
pub fn find(text: &str) -> Vec<Found> {
    let mut found: Vec<Found> = addresses(text);
    if text.bytes().any(|byte| byte.is_ascii_digit()) {
        let taken: Vec<Range<usize>> = found.iter().map(|found| found.range.clone()).collect();
        let is_free = |range: &Range<usize>| {
            taken
                .iter()
                .all(|taken| range.end <= taken.start || taken.end <= range.start)
        };
        let phones = phone::find(text).into_iter().filter(is_free);
        found.extend(phones.map(|range| Found {
            reach: Reach::Phone(phone::read(text, range.clone())),
            range,
        }));
        found.sort_by_key(|found| found.range.start);
    }
    found
}

fn addresses(text: &str) -> Vec<Found> {
    // Nearly every text has none of these, and is not looked at further.
    if !text.contains('@') && !text.contains("://") && !text.contains("www.") {
        return Vec::new();
    }
    let mut found = Vec::new();
    let mut at = 0;
    for word in text.split_inclusive(char::is_whitespace) {
        let start = at;
        at += word.len();
        let bare = word.trim_start_matches(|letter: char| !letter.is_alphanumeric());
        let from = start + word.len() - bare.len();
        let bare = without_tail(bare.trim_end());
        let address =
            web(bare).or_else(|| shape::email(bare).map(|email| format!("mailto:{email}")));
        if let Some(address) = address {
            found.push(Found {
                range: from..from + bare.len(),
                reach: Reach::Address(address),
            });
        }
    }
    found
}

fn web(word: &str) -> Option<String> {
    if word.starts_with("www.") {
        return shape::web_address(&format!("https://{word}"))
            .filter(|_| word[4..].contains('.'))
            .map(str::to_owned);
    }
    shape::web_address(word).map(str::to_owned)
}

/// A word without the punctuation of the sentence that it ends.
fn without_tail(word: &str) -> &str {
    let closes = |letter: char| {
        matches!(
            letter,
            '.' | ',' | ';' | ':' | '!' | '?' | '\'' | '"' | '’' | '”' | ']' | '>' | '*'
        )
    };
    let word = word.trim_end_matches(closes);
    let unbalanced = word.ends_with(')') && word.matches(')').count() > word.matches('(').count();
    if unbalanced {
        word[..word.len() - 1].trim_end_matches(closes)
    } else {
        word
    }
}
