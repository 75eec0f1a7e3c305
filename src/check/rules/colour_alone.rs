//! Words and signs that only somebody who sees colours understands.

use std::sync::LazyLock;

use regex::Regex;

use crate::check::{Context, Passage, Remarks, Rule, Run};
use crate::diagnostic::Severity;
use crate::document::markdown::Callout;

pub(super) const RULE: Rule = Rule {
    code: "colour-alone",
    severity: Severity::Warning,
    manual: include_str!("../../../docs/checks/colour-alone.md"),
    run: Run::EachPassage(check),
};

/// “shown in red”, “the amber rows”.
static COLOURED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?xi)(?-u:\b)(?:
        (?: shown | marked | highlighted | coloured | shaded | written | printed | given | flagged | listed | appears? ) \s in \s
        (?: dark \s | light \s | bright \s )? (?: red | amber | orange | yellow | green | blue | purple | grey )
        | (?: actions? | items? | rows? | those | figures? | ones | entries | areas | risks? | words? | text ) \s in \s (?: red | amber | orange | yellow | green | blue | purple | grey )
        | the \s (?: red | amber | orange | yellow | green | blue | purple | grey ) \s
        (?: cells? | rows? | box | boxes | text | items? | ones? | bars? | columns? | entries | words? | figures? | dots? | stars? | segments? | slices? | tiles? | squares? | circles? | shading )
        )(?-u:\b)")
    .expect("invariant: the pattern is well formed")
});

/// A colour at all: nearly every passage has none.
static COLOUR: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(" (?:red|amber|orange|yellow|green|blue|purple|grey|dark|light|bright)")
        .expect("invariant: the pattern is well formed")
});

/// Things that are called by a colour.
const THINGS: [&str; 8] = [
    "book", "books", "paper", "papers", "file", "folder", "ink", "badge",
];

/// Another sign beside the colour.
const SIGNS: [&str; 8] = [
    "asterisk", "bold", "symbol", "icon", "label", "letter", "tick", "the word",
];

fn check(passage: &Passage, _: &Context<'_>, remarks: &mut Remarks) {
    if !passage.is_prose() || passage.callout == Some(Callout::Voice) {
        return;
    }
    let text = passage.text.as_str();
    if is_nothing_but_colour(text) {
        return remarks.add(
            passage.whole(),
            format!(
                "`{}` is told from the others by its colour alone",
                text.trim()
            ),
            "Write the word beside it or in its place, such as “On track” or “Overdue”.",
        );
    }
    if !COLOUR.is_match(text) {
        return;
    }
    for found in COLOURED.find_iter(text) {
        let sentence = passage.sentence_at(found.start());
        let next = text[found.end()..]
            .split_whitespace()
            .next()
            .unwrap_or_default();
        let next = next.trim_matches(|letter: char| !letter.is_alphanumeric());
        let is_thing = THINGS.iter().any(|thing| thing.eq_ignore_ascii_case(next));
        let has_sign = SIGNS
            .iter()
            .any(|sign| text[sentence.clone()].contains(sign));
        if !is_thing && !has_sign {
            remarks.add(
                passage.span(found.range()),
                format!("“{}” points at something by its colour alone", found.as_str()),
                "Say it in words too, as in “the rows marked Overdue”: not everybody sees colours, and many print in black.",
            );
        }
    }
}

/// Whether there is nothing but signs that differ in their colour.
fn is_nothing_but_colour(text: &str) -> bool {
    let first = text.trim_start().chars().next();
    let is_sign = |letter: char| {
        matches!(
            letter,
            '🔴' | '🟠'
                | '🟡'
                | '🟢'
                | '🔵'
                | '🟣'
                | '🟥'
                | '🟧'
                | '🟨'
                | '🟩'
                | '🟦'
                | '🟪'
        )
    };
    first.is_some_and(is_sign)
        && text
            .trim()
            .chars()
            .all(|letter| is_sign(letter) || letter.is_whitespace() || letter == '\u{fe0f}')
}
