//! Pseudonyms of one briefing that begin alike.

use std::ops::Range;

use crate::check::people::pseudonyms::PseudonymKind;
use crate::check::{Passage, Remarks, Rule, Run, Subject};
use crate::diagnostic::Severity;
use crate::source::Span;

pub(super) const RULE: Rule = Rule {
    code: "person-similar-pseudonyms",
    severity: Severity::Warning,
    manual: include_str!("../../../docs/checks/person-similar-pseudonyms.md"),
    run: Run::EachText(check),
};

/// A pseudonym where it stands first.
struct Known<'a> {
    words: &'a str,
    letter: char,
    kind: PseudonymKind,
    passage: &'a Passage,
    range: Range<usize>,
}

impl Known<'_> {
    fn span(&self) -> Span {
        self.passage.span(self.range.clone())
    }

    /// Whether readers may take the one for the other. Mr B and Mrs B are a couple.
    fn is_like(&self, other: &Self) -> bool {
        let is_label = |kind| match kind {
            PseudonymKind::Label | PseudonymKind::Title => true,
            PseudonymKind::Name | PseudonymKind::Declared | PseudonymKind::Whole => false,
        };
        let are_titles = self.kind == PseudonymKind::Title && other.kind == PseudonymKind::Title;
        self.letter == other.letter && is_label(self.kind) == is_label(other.kind) && !are_titles
    }
}

fn check(subject: &Subject<'_>, remarks: &mut Remarks) {
    let mut known: Vec<Known<'_>> = Vec::new();
    for passage in subject.passages.iter().filter(|passage| passage.is_prose()) {
        let view = passage.words().over(&passage.text);
        for pseudonym in passage.pseudonyms() {
            let range = pseudonym.range(view);
            let words = &passage.text[range.clone()];
            let mark = view.shown(pseudonym.last);
            let is_single = pseudonym.kind != PseudonymKind::Label || mark.len() == 1;
            let Some(letter) = mark
                .chars()
                .next()
                .filter(|letter| letter.is_alphabetic() && is_single)
            else {
                continue;
            };
            if known.iter().any(|known| known.words == words) {
                continue;
            }
            known.push(Known {
                words,
                letter,
                kind: pseudonym.kind,
                passage,
                range,
            });
        }
    }
    for (at, later) in known.iter().enumerate() {
        let Some(earlier) = known[..at].iter().find(|earlier| earlier.is_like(later)) else {
            continue;
        };
        remarks.add_with(
            later.span(),
            format!("`{}` and `{}` share their first letter", earlier.words, later.words),
            "Readers mix them up, and ask who is meant. Give one of them another letter, in no order that tells the family’s own.",
            (earlier.span(), "the other one"),
        );
    }
}
