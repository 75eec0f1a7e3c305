//! Abbreviations that neither the text nor the glossary spells out.

use std::collections::BTreeSet;
use std::ops::Range;

use crate::check::people::Sense;
use crate::check::rules::person_initials;
use crate::check::{Context, Passage, PassageKind, Remarks, Rule, Run, Subject, words};
use crate::diagnostic::Severity;

pub(super) const RULE: Rule = Rule {
    code: "unknown-abbreviation",
    severity: Severity::Warning,
    manual: include_str!("../../../docs/checks/unknown-abbreviation.md"),
    run: Run::EachText(check),
};

/// The most letters of an abbreviation; longer ones are names that everybody says as a word.
const MOST_LETTERS: usize = 6;

fn check(subject: &Subject<'_>, remarks: &mut Remarks) {
    // Each is looked at once a text, at its first place.
    let mut told: BTreeSet<&str> = BTreeSet::new();
    for passage in subject.passages.iter().filter(|it| it.is_prose()) {
        // What stands for a person is told of by another rule.
        let initials = person_initials::find(passage, subject.context);
        for range in abbreviations(passage) {
            let written = &passage.text[range.clone()];
            let short = singular(written);
            if told.contains(short)
                || is_shouted(passage, &range)
                || is_of_a_code(&passage.text, &range)
                || is_surname(passage, &range)
                || initials
                    .iter()
                    .any(|known| known.start <= range.start && range.end <= known.end)
            {
                continue;
            }
            told.insert(short);
            if !is_known(short, written, subject.context) && !is_spelt_out(short, &subject.passages)
            {
                remarks.add(
                    passage.span(range.clone()),
                    format!("`{written}` is spelt out neither in this text nor in the glossary"),
                    format!("Write “the long form ({short})” where it stands first, or add {short} = \"the long form\" to content/glossary.toml."),
                );
            }
        }
    }
}

/// What looks like an abbreviation: 2 to 6 letters of which at most one is small, as in `DoLS`,
/// and perhaps an s for more than one.
fn abbreviations(passage: &Passage) -> impl Iterator<Item = Range<usize>> + '_ {
    let text = passage.text.as_str();
    let bytes = text.as_bytes();
    let is_part = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'@');
    let mut at = 0;
    std::iter::from_fn(move || {
        loop {
            let start = at + bytes[at..].iter().position(u8::is_ascii_uppercase)?;
            let rest = &bytes[start..];
            let length = rest
                .iter()
                .position(|byte| !is_part(byte))
                .unwrap_or(rest.len());
            let end = start + length;
            at = end;
            let word = rest[..length].strip_suffix(b"s").unwrap_or(&rest[..length]);
            let capitals = word.iter().filter(|byte| byte.is_ascii_uppercase()).count();
            let is_short = (2..=MOST_LETTERS).contains(&word.len())
                && capitals >= 2
                && word.len() - capitals <= 1
                && word.iter().all(u8::is_ascii_alphabetic);
            let joins = |letter: char| letter.is_alphanumeric() || matches!(letter, '_' | '@');
            if is_short
                && !text[..start].ends_with(|letter| joins(letter) || letter == '.')
                && !text[end..].starts_with(joins)
            {
                return Some(start..end);
            }
        }
    })
}

fn singular(written: &str) -> &str {
    written.strip_suffix('s').unwrap_or(written)
}

fn is_known(short: &str, written: &str, context: &Context<'_>) -> bool {
    let vocabulary = context.vocabulary;
    let has = |term: &str| vocabulary.glossary.contains_key(term);
    if words::is_everyday_abbreviation(short) || has(short) || has(written) {
        return true;
    }
    let agencies = vocabulary.agencies.values().map(|it| (&it.name, &it.short));
    let partnerships = vocabulary
        .partnerships
        .values()
        .map(|it| (&it.name, &it.short));
    let mut names = agencies
        .chain(partnerships)
        .flat_map(|(name, short)| std::iter::once(name).chain(short));
    let is_part = |name: &String| {
        let mut parts = name.split(|letter: char| !letter.is_ascii_alphanumeric());
        parts.any(|part| part == short || part == written)
    };
    names.any(is_part)
}

/// Whether it is the beginning of a code, as in `NEG-04`, or stands before a book's number.
fn is_of_a_code(text: &str, range: &Range<usize>) -> bool {
    let rest = &text[range.end..];
    let is_number = |rest: &str| rest.starts_with(|letter: char| letter.is_ascii_digit());
    rest.strip_prefix(['-', '/']).is_some_and(is_number)
        || matches!(&text[range.clone()], "ISBN" | "ISSN" | "DOI")
}

/// “Emma JONES”, “Mr SMITH”: a surname, as police and courts write it.
fn is_surname(passage: &Passage, range: &Range<usize>) -> bool {
    let view = passage.words().over(&passage.text);
    let at = view.word_from(range.start);
    let before = at.wrapping_sub(1);
    let is_name = view.is(before, Sense::TITLE.with(Sense::NAME)) && view.is_capital(before);
    range.len() > 2 && view.is_joined(at) && is_name && !view.is_possessive(before)
}

/// Whether it is a word of a heading, sentence or run of words that stand wholly in capitals.
fn is_shouted(passage: &Passage, range: &Range<usize>) -> bool {
    let sentence = passage.sentence_at(range.start);
    let text = &passage.text[sentence.clone()];
    let is_loud = !text.contains(char::is_lowercase);
    let words = text.split_whitespace().count();
    let is_heading = matches!(passage.kind, PassageKind::Heading(_));
    if is_loud && (is_heading || words > 1) {
        return true;
    }
    // Three words in capitals one after the other are said loudly.
    let in_capitals =
        |word: &&str| word.len() > 1 && word.bytes().all(|byte| byte.is_ascii_uppercase());
    let before = passage.text[sentence.start..range.start]
        .split_whitespace()
        .rev()
        .take_while(in_capitals)
        .count();
    let after = passage.text[range.end..sentence.end]
        .split_whitespace()
        .take_while(in_capitals)
        .count();
    before + after >= 2
}

/// Whether the text says what it stands for: “Long Form (LF)” or “LF (long form)”.
fn is_spelt_out(short: &str, passages: &[Passage]) -> bool {
    passages.iter().any(|passage| {
        if passage.kind == PassageKind::Definition && singular(passage.text.trim()) == short {
            return true;
        }
        let text = passage.text.as_str();
        let mut places = text.match_indices(short);
        places.any(|(at, _)| {
            let after = text[at + short.len()..].trim_start_matches('s');
            let opened = text[..at].trim_end().trim_end_matches(['“', '"', '‘']);
            let is_in_brackets = opened.ends_with('(')
                && after
                    .trim_start_matches(['”', '"', '’'])
                    .starts_with([')', ',', ';']);
            if is_in_brackets {
                let words = words_of(opened).rev().take(short.len() + 3);
                let mut words: Vec<&str> = words.collect();
                words.reverse();
                return stands_for(short, words.into_iter());
            }
            let inside = after.trim_start().strip_prefix('(').unwrap_or_default();
            let inside = inside.split(')').next().unwrap_or_default();
            stands_for(short, words_of(inside))
        })
    })
}

fn words_of(text: &str) -> impl DoubleEndedIterator<Item = &str> {
    let words = text.split(|letter: char| !letter.is_alphanumeric());
    words.filter(|word| !word.is_empty())
}

/// Whether a word begins as an abbreviation does, and one behind it as it ends.
fn stands_for<'a>(short: &str, mut words: impl Iterator<Item = &'a str>) -> bool {
    let letters = short.as_bytes();
    let (first, last) = (letters[0], letters[letters.len() - 1]);
    words.any(|word| begins_with(word, first)) && words.any(|word| begins_with(word, last))
}

fn begins_with(word: &str, letter: u8) -> bool {
    // “the manager (TM)” is no long form, for all that “the” begins with a T.
    const SMALL: [&str; 14] = [
        "a", "an", "and", "as", "at", "by", "for", "in", "of", "on", "that", "the", "this", "to",
    ];
    let is_small = SMALL.iter().any(|small| small.eq_ignore_ascii_case(word));
    !is_small && word.as_bytes()[0].eq_ignore_ascii_case(&letter)
}
