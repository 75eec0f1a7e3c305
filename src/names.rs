//! Words that a project looks for and that must themselves never be published, nor stand in a
//! report: [`source::NAMES`], one a line; what follows a `#` is a note.
//!
//! Words are compared as people read them: without capitals and accents, with any apostrophe,
//! hyphen or space between their parts, and with the `s` of a possessive or a plural.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::Range;

use icu_normalizer::DecomposingNormalizerBorrowed;

use crate::source::{self, Content, Key, SourceFile, Sources};

/// The words that must never be published.
#[derive(Debug, Default)]
pub struct Names {
    /// The words of each entry, by the first of them; the longest entry comes first.
    entries: BTreeMap<Box<str>, Vec<Entry>>,
    /// The fingerprint of the list.
    pub key: Key,
    /// Why the list cannot be read, as a sentence goes on.
    pub fault: Option<String>,
}

/// An entry of the list.
#[derive(Debug)]
struct Entry {
    /// The words behind the first.
    rest: Vec<Box<str>>,
    /// What stands for it in a report.
    hash: Box<str>,
}

/// A place at which words of the list stand.
#[derive(Clone, Debug)]
pub struct Met<'a> {
    /// Where they stand in the text.
    pub range: Range<usize>,
    /// What stands for them in a report: the first digits of a BLAKE3 hash, the same for the same
    /// words, from which they cannot be read.
    pub hash: &'a str,
}

impl Names {
    /// Those of a project.
    pub fn new(sources: &Sources) -> Self {
        let Some(file) = sources.get(source::NAMES) else {
            return Self::default();
        };
        let (text, fault) = match text_of(file) {
            Ok(text) => (text, None),
            Err(fault) => (Cow::Borrowed(""), Some(fault)),
        };
        let mut entries: BTreeMap<Box<str>, Vec<Entry>> = BTreeMap::new();
        for line in text.lines() {
            let line = line.split('#').next().unwrap_or(line);
            let mut words = words(line).map(|word| folded(&line[word]).into_owned());
            let Some(first) = words.next() else {
                continue;
            };
            let rest: Vec<Box<str>> = words.map(String::into_boxed_str).collect();
            let whole = std::iter::once(&*first).chain(rest.iter().map(|word| &**word));
            let whole: Vec<&str> = whole.collect();
            let hash = Key::of(whole.join(" ").as_bytes()).short_hex();
            let known = entries.entry(first.into_boxed_str()).or_default();
            if known.iter().all(|known| known.rest != rest) {
                let hash = hash.into_boxed_str();
                known.push(Entry { rest, hash });
            }
        }
        for entries in entries.values_mut() {
            entries.sort_by_key(|entry| std::cmp::Reverse(entry.rest.len()));
        }
        Self {
            entries,
            key: file.key,
            fault,
        }
    }

    /// Whether the list is empty.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// How many words or groups of words are looked for.
    pub fn count(&self) -> usize {
        self.entries.values().map(Vec::len).sum()
    }

    /// Where words of the list stand in a text, as words of their own. Of several that begin at
    /// one place, it is the longest.
    pub fn find(&self, text: &str) -> Vec<Met<'_>> {
        let mut found = Vec::new();
        if self.is_empty() {
            return found;
        }
        let words: Vec<Range<usize>> = words(text).collect();
        let folded: Vec<Cow<'_, str>> = words
            .iter()
            .map(|word| folded(&text[word.clone()]))
            .collect();
        let mut at = 0;
        while at < words.len() {
            let Some((entry, last)) = self.entry_at(text, &words, &folded, at) else {
                at += 1;
                continue;
            };
            found.push(Met {
                range: words[at].start..words[last].end,
                hash: &entry.hash,
            });
            at = last + 1;
        }
        found
    }

    /// A text in which hashes stand for the words of the list.
    pub fn hidden<'a>(&self, text: &'a str) -> Cow<'a, str> {
        let found = self.find(text);
        if found.is_empty() {
            return Cow::Borrowed(text);
        }
        let mut hidden = String::with_capacity(text.len());
        let mut at = 0;
        for met in found {
            hidden.push_str(&text[at..met.range.start]);
            hidden.push('#');
            hidden.push_str(met.hash);
            at = met.range.end;
        }
        hidden.push_str(&text[at..]);
        Cow::Owned(hidden)
    }

    /// The same, and where a range of the text has come to lie. Where it ends within such a word,
    /// it goes on to that word's end.
    pub fn hidden_with(&self, text: &str, range: Range<usize>) -> (String, Range<usize>) {
        let found = self.find(text);
        let moved = |place: usize, is_end: bool| {
            let mut to = place;
            for met in &found {
                let length = met.hash.len() + 1;
                if met.range.end <= place {
                    to = to - met.range.len() + length;
                } else if met.range.start < place {
                    to -= place - met.range.start;
                    to += if is_end { length } else { 0 };
                }
            }
            to
        };
        let range = moved(range.start, false)..moved(range.end, true);
        (self.hidden(text).into_owned(), range)
    }

    /// The longest entry whose words stand from this word on, and the last of them.
    fn entry_at(
        &self,
        text: &str,
        words: &[Range<usize>],
        folded: &[Cow<'_, str>],
        at: usize,
    ) -> Option<(&Entry, usize)> {
        let forms = forms(&folded[at]);
        let found = forms.enumerate().flat_map(|(form, word)| {
            let entries = self.entries.get(word).into_iter().flatten();
            // The end of a plural stands behind the last word alone.
            entries.filter(move |entry| form == 0 || entry.rest.is_empty())
        });
        let found = found.filter_map(|entry| {
            let last = at + entry.rest.len();
            let fits = entry.rest.iter().enumerate().all(|(place, wanted)| {
                let word = at + 1 + place;
                let Some(written) = folded.get(word) else {
                    return false;
                };
                let is_joined = joins(&text[words[word - 1].end..words[word].start]);
                let is_meant = if word == last {
                    forms_of(written, wanted)
                } else {
                    **written == **wanted
                };
                is_joined && is_meant
            });
            fits.then_some((entry, last))
        });
        found.max_by_key(|(_, last)| *last)
    }
}

/// The text of the list. Windows writes UTF-16 with a mark at its head.
fn text_of(file: &SourceFile) -> Result<Cow<'_, str>, String> {
    let bytes = match &file.content {
        Content::Text(text) if text.contains('\0') => {
            return Err("it is no text in UTF-8".to_owned());
        }
        Content::Text(text) => return Ok(Cow::Borrowed(&**text)),
        Content::Bytes(bytes) => bytes,
        Content::TooLarge { size, limit } => {
            return Err(format!("it has {size} bytes, and at most {limit} are read"));
        }
        Content::Unread(why) => return Err(why.to_string()),
    };
    let number: fn([u8; 2]) -> u16 = match bytes.get(..2) {
        Some([0xff, 0xfe]) => u16::from_le_bytes,
        Some([0xfe, 0xff]) => u16::from_be_bytes,
        Some(_) | None => return Err("it is no text in UTF-8".to_owned()),
    };
    let pairs = bytes[2..].chunks_exact(2);
    let numbers: Vec<u16> = pairs.map(|pair| number([pair[0], pair[1]])).collect();
    let text = String::from_utf16(&numbers);
    text.map(Cow::Owned)
        .map_err(|_| "it is no whole text in UTF-16".to_owned())
}

/// The words of a text: runs of letters and digits, with the apostrophes and the marks without
/// width within them. `%20` is a space, as in addresses.
fn words(text: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    let bytes = text.as_bytes();
    let mut at = 0;
    std::iter::from_fn(move || {
        loop {
            let letter = text[at..].chars().next()?;
            let is_escape = letter == '%'
                && bytes.get(at + 1..at + 3).is_some_and(|digits| {
                    digits.iter().all(u8::is_ascii_hexdigit) && digits[0] < b'8'
                });
            if is_escape {
                at += 3;
            } else if letter.is_alphanumeric() {
                break;
            } else {
                at += letter.len_utf8();
            }
        }
        let start = at;
        let mut end = at;
        for (offset, letter) in text[start..].char_indices() {
            if letter.is_alphanumeric() || is_mark(letter) {
                end = start + offset + letter.len_utf8();
            } else if !is_inside(letter) {
                break;
            }
        }
        at = end;
        Some(start..end)
    })
}

/// Apostrophes, and what has no width.
fn is_inside(letter: char) -> bool {
    matches!(
        letter,
        '\'' | '’' | '‘' | '`' | '´' | 'ʼ' | '＇' | '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{feff}'
    )
}

/// A mark that is laid over the letter before it.
fn is_mark(letter: char) -> bool {
    ('\u{300}'..='\u{36f}').contains(&letter)
}

/// A word without capitals, accents and apostrophes.
fn folded(word: &str) -> Cow<'_, str> {
    if word
        .bytes()
        .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit())
    {
        return Cow::Borrowed(word);
    }
    if word.is_ascii() {
        let small = word.bytes().filter(u8::is_ascii_alphanumeric);
        return Cow::Owned(
            small
                .map(|byte| char::from(byte.to_ascii_lowercase()))
                .collect(),
        );
    }
    let apart = DecomposingNormalizerBorrowed::new_nfd().normalize_iter(word.chars());
    let letters = apart.filter(|letter| letter.is_alphanumeric() && !is_mark(*letter));
    Cow::Owned(letters.flat_map(char::to_lowercase).collect())
}

/// A word as it is written, and without the end of a possessive or a plural.
fn forms(word: &str) -> impl Iterator<Item = &str> {
    let single = word.strip_suffix('s').filter(|word| !word.is_empty());
    let longer = word.strip_suffix("es").filter(|word| !word.is_empty());
    [Some(word), single, longer].into_iter().flatten()
}

fn forms_of(written: &str, wanted: &str) -> bool {
    forms(written).any(|form| form == wanted)
}

/// Whether what stands between two words leaves them together. Between initials and names stand
/// points: “J. Example”, “j.example@…”.
fn joins(between: &str) -> bool {
    const LONGEST: usize = 12;
    let between = between.replace("%20", " ");
    let is_joint = |letter: char| {
        letter.is_whitespace()
            || is_inside(letter)
            || matches!(
                letter,
                '-' | '‐' | '‑' | '‒' | '–' | '—' | '_' | '.' | '+' | '*' | '/'
            )
    };
    !between.is_empty() && between.len() <= LONGEST && between.chars().all(is_joint)
}
