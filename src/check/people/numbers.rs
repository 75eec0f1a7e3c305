//! Numbers as digits and as words.

use super::{Gap, Sense, View};

const SMALL: [&str; 19] = [
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
];
const TENS: [&str; 8] = [
    "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety",
];

/// The number that begins at a word, and the word behind it.
pub fn at(words: View<'_>, at: usize) -> Option<(u32, usize)> {
    if !words.is(at, Sense::NUMBER) {
        return None;
    }
    let shown = words.shown(at);
    if let Ok(number) = shown.parse() {
        // The decimals of a figure are no number of their own.
        let is_decimal = words.text[..words.range(at, at).start].ends_with(['.', '£', '#'])
            || words.text[words.range(at, at).end..].starts_with(['%', '+']);
        return (!is_decimal).then_some((number, at + 1));
    }
    let place = |list: &[&str], word: &str| {
        let found = list
            .iter()
            .position(|known| word.eq_ignore_ascii_case(known));
        found.and_then(|at| u32::try_from(at).ok())
    };
    if let Some(small) = place(&SMALL, shown) {
        return Some((small + 1, at + 1));
    }
    let tens = (place(&TENS, shown)? + 2) * 10;
    let joins = matches!(words.gap(at + 1), Gap::Hyphen | Gap::Space);
    let ones = joins
        .then(|| place(&SMALL[..9], words.shown(at + 1)))
        .flatten();
    Some(ones.map_or((tens, at + 1), |ones| (tens + ones + 1, at + 2)))
}

/// Whether a number is told apart from one person: “16 and over”, “8 to 10”.
pub fn is_bound(words: View<'_>, after: usize) -> bool {
    let joined = words.is_one_of(
        after,
        &["and", "or", "to", "plus", "years", "upwards", "onwards"],
    );
    let bound = [
        "over", "under", "above", "below", "older", "younger", "more", "less", "fewer", "up",
        "upwards",
    ];
    joined && (words.is_one_of(after + 1, &bound) || words.is(after + 1, Sense::NUMBER))
        || words.is_one_of(after, &["to", "plus", "upwards", "onwards"])
        || words.text[words
            .range(after.saturating_sub(1), after.saturating_sub(1))
            .end..]
            .starts_with(['+', '–', '%'])
}
