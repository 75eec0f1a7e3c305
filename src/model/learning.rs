//! Learning themes in the words of findings: which finding shows which theme, and by which words.
//!
//! The project's own terms decide, nothing else does: what is found can be explained to whoever
//! asks. Words are compared by their stems (Snowball, English), so that “share information” also
//! finds “sharing information”.

use std::cmp::Reverse;
use std::collections::HashMap;

use rust_stemmers::{Algorithm, Stemmer};

use super::briefing::Briefing;
use super::harvest;
use super::role::Role;
use super::vocabulary::Vocabulary;
use crate::source::{Key, KeyBuilder, offset};

/// As what a briefing shows a theme.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Side {
    /// Something to improve or to learn.
    Concern,
    /// Something that works well.
    Strength,
    /// Nothing of its findings says it, and its author names the theme.
    Named,
}

impl Side {
    /// All, in the order in which they are shown.
    pub const ALL: [Self; 3] = [Self::Concern, Self::Strength, Self::Named];

    /// Its word.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Concern => "concern",
            Self::Strength => "strength",
            Self::Named => "named",
        }
    }

    /// On which side the findings of a section stand.
    fn of(role: Role) -> Self {
        if role == Role::Strengths {
            Self::Strength
        } else {
            Self::Concern
        }
    }
}

/// What a briefing shows of the learning themes. Themes are numbers, in the order of their ids.
#[derive(Clone, Debug)]
pub struct Learned {
    /// The findings whose words show a theme, in the order of the text.
    pub findings: Vec<Showing>,
    /// The themes that its author names.
    pub named: Vec<u32>,
    /// The themes that it shows in either way, each once.
    pub themes: Vec<u32>,
    /// The fingerprint of all that, and of the words of the findings.
    pub key: Key,
}

/// A finding that shows a theme.
#[derive(Clone, Debug)]
pub struct Showing {
    /// Which finding, as an index among those of the briefing.
    pub finding: u32,
    /// On which side it stands.
    pub side: Side,
    /// The number of its section, from 1.
    pub section: u32,
    /// Its place among the items of the section, from 1.
    pub position: u32,
    /// The words that show themes, by theme and in the order of the text.
    pub hits: Vec<Hit>,
    /// The fingerprint of all that and of its words.
    pub key: Key,
}

/// Words of a finding that show a theme.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hit {
    /// The theme.
    pub theme: u32,
    /// Which of its terms.
    pub term: u32,
    /// Where the words begin, in bytes of the finding's words.
    pub from: u32,
    /// Where they end.
    pub to: u32,
}

impl Showing {
    /// The themes that it shows, each once.
    pub fn themes(&self) -> impl Iterator<Item = u32> {
        self.hits
            .chunk_by(|one, next| one.theme == next.theme)
            .map(|hits| hits[0].theme)
    }
}

/// Reads what a briefing shows of the learning themes.
pub fn read(briefing: &Briefing, finder: &Finder, vocabulary: &Vocabulary) -> Learned {
    let mut findings = Vec::new();
    let places = places(briefing).take(if finder.phrases.is_empty() {
        0
    } else {
        usize::MAX
    });
    for ((section, position), (number, finding)) in places.zip((0u32..).zip(&briefing.findings)) {
        let words = harvest::finding_words(briefing, finding, vocabulary);
        let hits = finder.find(&words);
        if hits.is_empty() {
            continue;
        }
        let key = KeyBuilder::new("showing")
            .text(finding.role.as_str())
            .number(u64::from(section) << 32 | u64::from(position))
            .text(&words);
        let key = hits.iter().fold(key, |key, hit| {
            key.number(u64::from(hit.theme) << 32 | u64::from(hit.term))
                .number(u64::from(hit.from) << 32 | u64::from(hit.to))
        });
        findings.push(Showing {
            finding: number,
            side: Side::of(finding.role),
            section,
            position,
            hits,
            key: key.finish(),
        });
    }
    let named = named(briefing, vocabulary);
    let mut themes: Vec<u32> = findings
        .iter()
        .flat_map(Showing::themes)
        .chain(named.iter().copied())
        .collect();
    themes.sort_unstable();
    themes.dedup();
    let key = KeyBuilder::new("learned")
        .key(vocabulary.key)
        .text(&briefing.slug)
        .keys(findings.iter().map(|showing| showing.key));
    let key = named
        .iter()
        .fold(key, |key, theme| key.number(u64::from(*theme)));
    Learned {
        findings,
        named,
        themes,
        key: key.finish(),
    }
}

/// The places of the findings: the number of the section, and that among its items.
fn places(briefing: &Briefing) -> impl Iterator<Item = (u32, u32)> {
    let sections = (1u32..).zip(&briefing.text.sections);
    sections
        .filter(|(_, section)| section.role.is_some_and(Role::holds_findings))
        .flat_map(|(number, section)| (1..=offset(section.items.len())).map(move |at| (number, at)))
}

fn named(briefing: &Briefing, vocabulary: &Vocabulary) -> Vec<u32> {
    let ids: Vec<&String> = vocabulary.learning_themes.keys().collect();
    let numbers = briefing.learning_themes.iter();
    // An id that nobody declared, which is reported, has no number.
    let mut numbers: Vec<u32> = numbers
        .filter_map(|id| ids.binary_search(&id).ok().map(offset))
        .collect();
    numbers.sort_unstable();
    numbers.dedup();
    numbers
}

/// Looks for the terms of all themes at once.
pub struct Finder {
    stemmer: Stemmer,
    /// The stems and the words as written that the phrases are made of, by number.
    stems: HashMap<String, u32>,
    written: HashMap<String, u32>,
    /// With which bytes stems begin: most words of a text need not be stemmed.
    beginnings: [bool; 256],
    /// The phrases by their first word.
    phrases: HashMap<Form, Vec<Phrase>>,
}

/// A word of a phrase.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Form {
    /// In any of its forms, by the number of the stem.
    Stem(u32),
    /// As it is written, by the number of the word.
    Written(u32),
}

/// A term or an exclusion.
struct Phrase {
    theme: u32,
    /// Which term; an exclusion has none.
    term: Option<u32>,
    words: Vec<PhraseWord>,
}

struct PhraseWord {
    form: Form,
    /// Whether it is an abbreviation, which only an abbreviation can be: a dash is no DASH.
    is_short: bool,
}

/// A word of a text.
struct Word {
    stem: Option<u32>,
    written: Option<u32>,
    is_short: bool,
    /// Whether a phrase can go on here from the word before.
    follows: bool,
    from: usize,
    to: usize,
}

/// Where a phrase stands in a text.
struct Place {
    theme: u32,
    term: Option<u32>,
    from: usize,
    to: usize,
}

impl std::fmt::Debug for Finder {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Finder").finish_non_exhaustive()
    }
}

impl Finder {
    /// A finder for the themes of a vocabulary.
    pub fn new(vocabulary: &Vocabulary) -> Self {
        let mut finder = Self {
            stemmer: Stemmer::create(Algorithm::English),
            stems: HashMap::new(),
            written: HashMap::new(),
            beginnings: [false; 256],
            phrases: HashMap::new(),
        };
        for (theme, known) in (0u32..).zip(vocabulary.learning_themes.values()) {
            for (term, text) in (0u32..).zip(&known.terms) {
                finder.add(theme, Some(term), text);
            }
            for text in &known.exclude {
                finder.add(theme, None, text);
            }
        }
        finder
    }

    fn add(&mut self, theme: u32, term: Option<u32>, text: &str) {
        let text = text.trim();
        let quoted = [('"', '"'), ('“', '”')]
            .into_iter()
            .find_map(|(open, close)| text.strip_prefix(open)?.strip_suffix(close));
        let words: Vec<PhraseWord> = split(quoted.unwrap_or(text))
            .map(|(word, _)| PhraseWord {
                is_short: short(word).is_some(),
                form: match quoted {
                    Some(_) => Form::Written(number(&mut self.written, lower(word))),
                    None => {
                        let stem = self.stem(&plain(word));
                        for first in stem.bytes().take(1) {
                            self.beginnings[usize::from(first)] = true;
                        }
                        Form::Stem(number(&mut self.stems, stem))
                    }
                },
            })
            .collect();
        // A term of nothing but signs finds nothing.
        if let Some(first) = words.first() {
            self.phrases
                .entry(first.form)
                .or_default()
                .push(Phrase { theme, term, words });
        }
    }

    fn stem(&self, word: &str) -> String {
        self.stemmer.stem(word).into_owned()
    }

    /// Where the terms stand in a text, by theme and then in the order of the text. Of terms that
    /// overlap, the one that begins first counts, and of those the longest.
    pub fn find(&self, text: &str) -> Vec<Hit> {
        let words = self.words(text);
        let (mut places, mut exclusions) = (Vec::new(), Vec::new());
        for (at, word) in words.iter().enumerate() {
            let forms = [word.stem.map(Form::Stem), word.written.map(Form::Written)];
            let phrases = forms.into_iter().flatten();
            for phrase in phrases.filter_map(|form| self.phrases.get(&form)).flatten() {
                if phrase.stands_at(&words[at..]) {
                    let place = Place {
                        theme: phrase.theme,
                        term: phrase.term,
                        from: word.from,
                        to: words[at + phrase.words.len() - 1].to,
                    };
                    if phrase.term.is_some() {
                        places.push(place);
                    } else {
                        exclusions.push(place);
                    }
                }
            }
        }
        places.retain(|place| !exclusions.iter().any(|exclusion| exclusion.covers(place)));
        places.sort_by_key(|place| (place.theme, place.from, Reverse(place.to), place.term));
        let mut hits: Vec<Hit> = Vec::with_capacity(places.len());
        for place in places {
            let is_free = hits
                .last()
                .is_none_or(|hit| hit.theme != place.theme || hit.to <= offset(place.from));
            if let (true, Some(term)) = (is_free, place.term) {
                hits.push(Hit {
                    theme: place.theme,
                    term,
                    from: offset(place.from),
                    to: offset(place.to),
                });
            }
        }
        hits
    }

    fn words(&self, text: &str) -> Vec<Word> {
        let mut end = 0;
        let words = split(text).map(|(word, from)| {
            let between = &text[end..from];
            end = from + word.len();
            let plain = plain(word);
            // A stem begins as its word does.
            let may_be = plain
                .bytes()
                .next()
                .is_some_and(|first| self.beginnings[usize::from(first)]);
            let stem = may_be.then(|| self.stemmer.stem(&plain));
            Word {
                stem: stem.and_then(|stem| self.stems.get(&*stem).copied()),
                written: if self.written.is_empty() {
                    None
                } else {
                    self.written.get(&lower(word)).copied()
                },
                is_short: short(word).is_some(),
                follows: !between.contains(['.', '!', '?', ';', ':']),
                from,
                to: end,
            }
        });
        words.collect()
    }
}

impl Phrase {
    /// Whether these words begin with it.
    fn stands_at(&self, words: &[Word]) -> bool {
        words.len() >= self.words.len()
            && self
                .words
                .iter()
                .zip(words)
                .enumerate()
                .all(|(at, (wanted, word))| {
                    let is_form = match wanted.form {
                        Form::Stem(stem) => word.stem == Some(stem),
                        Form::Written(written) => word.written == Some(written),
                    };
                    is_form && (word.is_short || !wanted.is_short) && (at == 0 || word.follows)
                })
    }
}

impl Place {
    fn covers(&self, other: &Self) -> bool {
        self.theme == other.theme && self.from <= other.from && other.to <= self.to
    }
}

fn number(known: &mut HashMap<String, u32>, word: String) -> u32 {
    let next = offset(known.len());
    *known.entry(word).or_insert(next)
}

/// The words of a text, each with its place in bytes. A hyphen parts words, so that
/// “record-keeping” and “record keeping” are one; an apostrophe does not.
fn split(text: &str) -> impl Iterator<Item = (&str, usize)> {
    let mut rest = 0;
    std::iter::from_fn(move || {
        let start = rest + text[rest..].find(char::is_alphanumeric)?;
        let mut end = start;
        let mut letters = text[start..].char_indices().peekable();
        while let Some((at, letter)) = letters.next() {
            let is_within = letter.is_alphanumeric()
                || (matches!(letter, '\'' | '’')
                    && letters
                        .peek()
                        .is_some_and(|(_, next)| next.is_alphanumeric()));
            if !is_within {
                break;
            }
            end = start + at + letter.len_utf8();
        }
        rest = end;
        Some((&text[start..end], start))
    })
}

fn lower(word: &str) -> String {
    word.to_lowercase().replace('’', "'")
}

/// A word as it is stemmed: in small letters, an abbreviation without its plural or possessive s.
fn plain(word: &str) -> String {
    lower(short(word).unwrap_or(word))
}

/// The capitals of an abbreviation: of “GPs” and “GP’s”, GP.
fn short(word: &str) -> Option<&str> {
    let capitals = ["'s", "’s", "s"]
        .into_iter()
        .find_map(|ending| word.strip_suffix(ending))
        .unwrap_or(word);
    let are_capitals = |letter: char| letter.is_uppercase() || letter.is_ascii_digit();
    (capitals.chars().all(are_capitals)
        && capitals
            .chars()
            .filter(|letter| letter.is_uppercase())
            .count()
            > 1)
    .then_some(capitals)
}
