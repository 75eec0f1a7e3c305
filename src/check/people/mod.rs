//! What the rules on people share: the words of a passage with what they may mean, and how a
//! person, an age, a date or a place is recognised among them.
//!
//! Each word is looked up once for all rules. A sense is what a word *may* mean; a rule decides
//! by the words around it. All of this is English, and none of it is a parser: what a rule cannot
//! see stands in its page of the manual.

pub mod ages;
pub mod dates;
pub mod numbers;
pub mod places;
pub mod pseudonyms;
mod senses;

use std::ops::Range;

pub use senses::Sense;

use super::words;

/// A word and what stands before it.
#[derive(Clone, Copy, Debug)]
pub struct Word {
    start: u32,
    end: u32,
    /// What it may mean.
    pub sense: Sense,
    /// What stands between it and the word before.
    pub gap: Gap,
    /// Whether `’s` or an apostrophe after s follows.
    pub is_possessive: bool,
    /// Whether its first letter is a capital.
    pub is_capital: bool,
    /// Whether it has two letters or more, and all are capitals.
    pub is_upper: bool,
}

/// What stands between two words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gap {
    /// The word is the first of a sentence.
    Sentence,
    /// Nothing but space.
    Space,
    /// A hyphen.
    Hyphen,
    /// A comma.
    Comma,
    /// An opening bracket.
    Open,
    /// A closing bracket.
    Close,
    /// A full stop within a sentence, as behind an initial.
    Stop,
    /// A quotation mark, a dash, a colon or anything else.
    Other,
}

/// The words of a passage.
#[derive(Clone, Debug, Default)]
pub struct Words {
    words: Vec<Word>,
    any: Sense,
}

impl Words {
    /// Reads the words of a text whose sentences are known.
    pub fn read(text: &str, sentences: &[Range<usize>]) -> Self {
        let mut words = Vec::with_capacity(text.len() / 6 + 1);
        let mut any = Sense::NONE;
        let mut starts = sentences.iter().map(|sentence| sentence.start).peekable();
        let bytes = text.as_bytes();
        let mut at = 0;
        let mut last = 0;
        while let Some(start) = next_word(text, at) {
            let end = word_end(text, start);
            let mut gap = gap(&text[last..start]);
            while starts.peek().is_some_and(|sentence| *sentence <= start) {
                starts.next();
                gap = Gap::Sentence;
            }
            let shown = &text[start..end];
            let after = after_possessive(text, end);
            let is_capital = if bytes[start].is_ascii() {
                bytes[start].is_ascii_uppercase()
            } else {
                shown.chars().next().is_some_and(char::is_uppercase)
            };
            let is_upper = is_capital
                && shown.len() > 1
                && shown
                    .bytes()
                    .all(|byte| byte.is_ascii_uppercase() || byte == b'.');
            let mut sense = senses::of(shown);
            if is_capital && !is_upper {
                if words::is_first_name(shown) {
                    sense = sense.with(Sense::NAME);
                } else if words::may_be_first_name(shown) {
                    sense = sense.with(Sense::MAYBE_NAME);
                }
            }
            any = any.with(sense);
            words.push(Word {
                start: crate::source::offset(start),
                end: crate::source::offset(end),
                sense,
                gap,
                is_possessive: after.is_some(),
                is_capital,
                is_upper,
            });
            last = after.unwrap_or(end);
            at = last;
        }
        Self { words, any }
    }

    /// Whether any word may mean this.
    pub fn any(&self, sense: Sense) -> bool {
        self.any.has(sense)
    }

    /// The words over their text.
    pub fn over<'a>(&'a self, text: &'a str) -> View<'a> {
        View {
            text,
            words: &self.words,
        }
    }
}

/// The words of a passage, asked by their numbers. A number that no word has is answered with
/// “no”, so that a pattern may look over the edge.
#[derive(Clone, Copy, Debug)]
pub struct View<'a> {
    /// The text of the passage.
    pub text: &'a str,
    words: &'a [Word],
}

impl<'a> View<'a> {
    /// How many words there are.
    pub fn len(self) -> usize {
        self.words.len()
    }

    /// Whether there is none.
    pub fn is_empty(self) -> bool {
        self.words.is_empty()
    }

    /// The word.
    pub fn get(self, at: usize) -> Option<&'a Word> {
        self.words.get(at)
    }

    /// The word as it is written.
    pub fn shown(self, at: usize) -> &'a str {
        self.get(at).map_or("", |word| {
            &self.text[word.start as usize..word.end as usize]
        })
    }

    /// Where words stand in the text, from the first to the last.
    pub fn range(self, first: usize, last: usize) -> Range<usize> {
        let start = self.get(first).map_or(0, |word| word.start as usize);
        let end = self.get(last).map_or(start, |word| word.end as usize);
        start..end
    }

    /// Whether the word may mean one of these.
    pub fn is(self, at: usize, sense: Sense) -> bool {
        self.get(at).is_some_and(|word| word.sense.has(sense))
    }

    /// Whether the word is one of these, which are written small.
    pub fn is_one_of(self, at: usize, known: &[&str]) -> bool {
        let shown = self.shown(at);
        !shown.is_empty() && known.iter().any(|known| shown.eq_ignore_ascii_case(known))
    }

    /// Whether the word begins with a capital.
    pub fn is_capital(self, at: usize) -> bool {
        self.get(at).is_some_and(|word| word.is_capital)
    }

    /// Whether the word is written in capitals throughout.
    pub fn is_upper(self, at: usize) -> bool {
        self.get(at).is_some_and(|word| word.is_upper)
    }

    /// Whether the word is a single capital letter.
    pub fn is_letter(self, at: usize) -> bool {
        self.is_capital(at) && self.shown(at).len() == 1
    }

    /// Whether `’s` follows the word.
    pub fn is_possessive(self, at: usize) -> bool {
        self.get(at).is_some_and(|word| word.is_possessive)
    }

    /// What stands before the word; where there is no word, the end of a sentence.
    pub fn gap(self, at: usize) -> Gap {
        self.get(at).map_or(Gap::Sentence, |word| word.gap)
    }

    /// Whether nothing but space stands before the word.
    pub fn is_joined(self, at: usize) -> bool {
        self.gap(at) == Gap::Space
    }

    /// The words of the sentence in which a word stands.
    pub fn sentence(self, at: usize) -> Range<usize> {
        let start = (0..=at.min(self.len().saturating_sub(1)))
            .rev()
            .find(|at| self.gap(*at) == Gap::Sentence)
            .unwrap_or(0);
        let end = (at + 1..self.len())
            .find(|at| self.gap(*at) == Gap::Sentence)
            .unwrap_or(self.len());
        start..end
    }

    /// The words of the sentence that may mean this.
    pub fn has_in(self, mut range: Range<usize>, sense: Sense) -> bool {
        range.any(|at| self.is(at, sense))
    }

    /// The first word that does not begin before this place of the text.
    pub fn word_from(self, place: usize) -> usize {
        self.words
            .partition_point(|word| (word.start as usize) < place)
    }
}

fn next_word(text: &str, at: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut at = at;
    while at < bytes.len() {
        if bytes[at].is_ascii_alphanumeric() {
            return Some(at);
        }
        if bytes[at].is_ascii() {
            at += 1;
            continue;
        }
        let letter = text[at..].chars().next()?;
        if letter.is_alphanumeric() {
            return Some(at);
        }
        at += letter.len_utf8();
    }
    None
}

/// The end of a word: its letters and digits, with apostrophes inside words other than `’s`, and
/// the points between single letters (K.L.).
fn word_end(text: &str, start: usize) -> usize {
    let bytes = text.as_bytes();
    let mut end = start;
    while end < bytes.len() {
        let byte = bytes[end];
        if byte.is_ascii_alphanumeric() {
            end += 1;
        } else if byte.is_ascii() && !matches!(byte, b'\'' | b'.') {
            // Where most words end.
            break;
        } else if byte == b'\'' || text[end..].starts_with('’') {
            let width = if byte == b'\'' { 1 } else { '’'.len_utf8() };
            let goes_on = bytes.get(end + width).is_some_and(u8::is_ascii_alphabetic);
            if !goes_on || after_possessive(text, end).is_some() {
                break;
            }
            end += width;
        } else if byte == b'.' && is_initial(bytes, end) {
            end += 1;
        } else if byte.is_ascii() {
            break;
        } else {
            let letter = text[end..].chars().next().unwrap_or(' ');
            if !letter.is_alphanumeric() {
                break;
            }
            end += letter.len_utf8();
        }
    }
    end
}

/// Whether a point stands behind one letter and before another.
fn is_initial(bytes: &[u8], at: usize) -> bool {
    let single = at >= 1
        && bytes[at - 1].is_ascii_alphabetic()
        && (at < 2 || !bytes[at - 2].is_ascii_alphanumeric());
    let next = bytes.get(at + 1).is_some_and(u8::is_ascii_alphabetic)
        && !bytes.get(at + 2).is_some_and(u8::is_ascii_alphanumeric);
    single && next
}

/// Where the text goes on behind `’s`, `.’s` or the apostrophe of a plural.
fn after_possessive(text: &str, end: usize) -> Option<usize> {
    let next = *text.as_bytes().get(end)?;
    if next.is_ascii() && !matches!(next, b'.' | b'\'') {
        return None;
    }
    let rest = &text[end..];
    let point = rest
        .strip_prefix('.')
        .filter(|rest| rest.starts_with(['\'', '’']));
    let rest = point.unwrap_or(rest);
    let marked = rest.strip_prefix('\'').or_else(|| rest.strip_prefix('’'))?;
    let after = match marked.strip_prefix('s') {
        Some(after) => after,
        None if text[..end].ends_with('s') && marked.starts_with(' ') => marked,
        None => return None,
    };
    let ends = !after.starts_with(|letter: char| letter.is_alphanumeric());
    ends.then(|| text.len() - after.len())
}

fn gap(between: &str) -> Gap {
    match between {
        " " => Gap::Space,
        "-" | "‑" => Gap::Hyphen,
        ", " => Gap::Comma,
        _ if between.contains('(') => Gap::Open,
        _ if between.contains(')') => Gap::Close,
        _ if between.contains(['.', '!', '?', ';', ':']) => Gap::Stop,
        _ if between.contains(',') => Gap::Comma,
        _ if !between.is_empty() && between.chars().all(char::is_whitespace) => Gap::Space,
        _ => Gap::Other,
    }
}
