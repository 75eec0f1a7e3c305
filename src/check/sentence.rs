//! Sentences and words of English prose.

use std::ops::Range;

/// Words behind which a full stop ends no sentence.
const SHORTENED: [&str; 26] = [
    "dr", "mr", "mrs", "ms", "prof", "rev", "st", "sgt", "det", "insp", "cllr", "hon", "no", "nos",
    "p", "pp", "para", "e.g", "i.e", "etc", "cf", "vs", "v", "approx", "dept", "ext",
];

/// The sentences of a text, as ranges without the space around them. A text without a full stop
/// is one sentence.
pub fn split(text: &str) -> Vec<Range<usize>> {
    let mut sentences = Vec::new();
    let mut start = 0;
    let mut push = |from: usize, to: usize| {
        let part = &text[from..to];
        let begin = from + part.len() - part.trim_start().len();
        let end = from + part.trim_end().len();
        if begin < end {
            sentences.push(begin..end);
        }
    };
    for (at, letter) in text.char_indices() {
        if !matches!(letter, '.' | '!' | '?' | '…') || at < start {
            continue;
        }
        let after = &text[at + letter.len_utf8()..];
        let closing = after
            .find(|next: char| {
                !matches!(next, '.' | '!' | '?' | '"' | '”' | '’' | '\'' | ')' | ']')
            })
            .unwrap_or(after.len());
        let rest = &after[closing..];
        if !rest.is_empty() && !rest.starts_with(char::is_whitespace) {
            continue;
        }
        let next = rest.trim_start().chars().next();
        let begins = next.is_none_or(|next| {
            next.is_uppercase()
                || next.is_ascii_digit()
                || matches!(next, '“' | '"' | '‘' | '\'' | '(' | '[')
        });
        if !begins || (letter == '.' && closing == 0 && is_shortened(&text[start..at])) {
            continue;
        }
        let end = at + letter.len_utf8() + closing;
        push(start, end);
        start = end;
    }
    push(start, text.len());
    sentences
}

/// Whether the last word before a full stop is one that is written short, or an initial.
fn is_shortened(before: &str) -> bool {
    let word = before
        .rsplit(|letter: char| letter.is_whitespace() || matches!(letter, '(' | '“' | '"'))
        .next()
        .unwrap_or_default();
    let is_initial = word.chars().count() == 1 && word.chars().all(char::is_uppercase);
    is_initial || SHORTENED.contains(&word.to_lowercase().as_str())
}

/// The words of a text, as ranges: letters and digits, with the apostrophes, hyphens and points
/// inside them.
pub fn words(text: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = at + text[at..].find(char::is_alphanumeric)?;
        let mut end = start;
        let mut letters = text[start..].char_indices().peekable();
        while let Some((offset, letter)) = letters.next() {
            let is_inside = letters
                .peek()
                .is_some_and(|(_, next)| next.is_alphanumeric())
                && matches!(letter, '\'' | '’' | '-' | '.' | '‑');
            if !letter.is_alphanumeric() && !is_inside {
                break;
            }
            end = start + offset + letter.len_utf8();
        }
        at = end;
        Some(start..end)
    })
}
