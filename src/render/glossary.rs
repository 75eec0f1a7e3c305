//! Where the abbreviations of the glossary stand in a text.

use std::collections::BTreeMap;

use crate::model::Vocabulary;

/// The abbreviations with a long form, by their first letters and digits.
#[derive(Debug, Default)]
pub(super) struct Terms<'a> {
    by_start: BTreeMap<&'a str, Vec<Term<'a>>>,
}

/// An abbreviation and what it stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Term<'a> {
    /// The abbreviation.
    pub(super) short: &'a str,
    /// What it stands for.
    pub(super) long: &'a str,
}

/// An abbreviation found in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Found<'a> {
    /// Where it begins, in bytes.
    pub(super) start: usize,
    /// Where it ends, a plural s not counted.
    pub(super) end: usize,
    /// Which it is.
    pub(super) term: Term<'a>,
}

impl<'a> Terms<'a> {
    /// The abbreviations of a vocabulary.
    pub(super) fn new(vocabulary: &'a Vocabulary) -> Self {
        let mut terms = Self::default();
        // Of “MARAC” and “MARAC chair”, the longer is meant where both fit; it comes first here.
        for (short, entry) in vocabulary.glossary.iter().rev() {
            if let Some(long) = entry.long.as_ref().filter(|_| !start_of(short).is_empty()) {
                terms
                    .by_start
                    .entry(start_of(short))
                    .or_default()
                    .push(Term { short, long });
            }
        }
        terms
    }

    /// The abbreviations in a text, from left to right. Capital and small letters matter: “CP” is
    /// child protection, and “cp” is not.
    pub(super) fn find(&self, text: &str) -> Vec<Found<'a>> {
        let mut found = Vec::new();
        if self.by_start.is_empty() {
            return found;
        }
        let mut at = 0;
        while let Some(start) = text[at..]
            .find(|letter: char| letter.is_alphanumeric())
            .map(|start| at + start)
        {
            let word = start_of(&text[start..]);
            let term = self
                .by_start
                .get(word)
                .and_then(|terms| terms.iter().find(|term| stands_at(text, start, term.short)));
            // “CINs” begins like no abbreviation as a whole, and like one without its s.
            let plural = || {
                let singular = word.strip_suffix('s')?;
                self.by_start
                    .get(singular)?
                    .iter()
                    .find(|term| stands_at(text, start, term.short))
            };
            match term.or_else(plural) {
                Some(term) => {
                    let end = start + term.short.len();
                    found.push(Found {
                        start,
                        end,
                        term: *term,
                    });
                    at = end;
                }
                None => at = start + word.len(),
            }
        }
        found
    }
}

fn start_of(text: &str) -> &str {
    let end = text
        .find(|letter: char| !letter.is_alphanumeric())
        .unwrap_or(text.len());
    &text[..end]
}

fn stands_at(text: &str, start: usize, short: &str) -> bool {
    let Some(rest) = text[start..].strip_prefix(short) else {
        return false;
    };
    let rest = rest.strip_prefix('s').unwrap_or(rest);
    !rest.starts_with(|letter: char| letter.is_alphanumeric() || letter == '@')
}
