//! Words that a project looks for and that must themselves never be published.

use std::ops::Range;

use regex::{Regex, RegexBuilder};

use crate::source::{self, Key, Sources};

/// The words that must never be published: those of [`source::NAMES`], one a line; what follows a
/// `#` is a note.
#[derive(Debug, Default)]
pub struct Names {
    pattern: Option<Regex>,
    /// The fingerprint of the list.
    pub key: Key,
}

impl Names {
    /// Those of a project.
    pub fn new(sources: &Sources) -> Self {
        let Some(file) = sources.get(source::NAMES) else {
            return Self::default();
        };
        let text = file.text().map_or("", |text| text);
        let lines = text
            .lines()
            .map(|line| line.split('#').next().unwrap_or(line).trim());
        let names: Vec<String> = lines
            .filter(|line| !line.is_empty())
            .map(|line| {
                let words = line.split_whitespace().map(regex::escape);
                words.collect::<Vec<_>>().join(r"\s+")
            })
            .collect();
        let pattern = (!names.is_empty()).then(|| {
            RegexBuilder::new(&format!("(?:{})", names.join("|")))
                .case_insensitive(true)
                .build()
                .ok()
        });
        Self {
            pattern: pattern.flatten(),
            key: file.key,
        }
    }

    /// Whether the list is empty.
    pub fn is_empty(&self) -> bool {
        self.pattern.is_none()
    }

    /// Where words of the list stand in a text, as words of their own.
    pub fn find<'a>(&'a self, text: &'a str) -> impl Iterator<Item = Range<usize>> + 'a {
        let found = self
            .pattern
            .iter()
            .flat_map(|pattern| pattern.find_iter(text));
        found.map(|found| found.range()).filter(|range| {
            let before = text[..range.start].chars().next_back();
            let after = text[range.end..].chars().next();
            !before.is_some_and(char::is_alphanumeric) && !after.is_some_and(char::is_alphanumeric)
        })
    }
}

/// What stands for a word of the list in a report: the first digits of its BLAKE3 hash, the same
/// for the same word, from which the word cannot be read.
pub(super) fn hashed(word: &str) -> String {
    let plain: Vec<String> = word.split_whitespace().map(str::to_lowercase).collect();
    Key::of(plain.join(" ").as_bytes()).short_hex()
}
