//! Words that have a plainer one, and words that lay blame: the program's own list, and what a
//! project adds to it or takes away (`content/plain-words.toml`).

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::{Arc, LazyLock};

use regex::Regex;

/// The words that are looked for.
#[derive(Debug)]
pub struct Jargon {
    entries: Vec<Entry>,
    /// Every form in small letters, and whose it is.
    forms: BTreeMap<String, usize>,
    pattern: Regex,
}

/// A word with its forms, and what to write instead.
#[derive(Clone, Debug)]
pub struct Entry {
    /// Why it is remarked on.
    pub kind: JargonKind,
    /// What to write instead.
    pub plain: String,
    /// Its forms, in small letters.
    forms: Vec<String>,
}

/// Why a word is remarked on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum JargonKind {
    /// There is a plainer one.
    Plain,
    /// It stands in place of what was seen.
    Vague,
    /// It lays the blame on a child, an adult or a family.
    Blame,
}

static BUILT_IN: LazyLock<Arc<Jargon>> = LazyLock::new(|| Arc::new(Jargon::new(built_in())));

impl Jargon {
    /// The program's own words with those of a project: another word instead of one, or none.
    pub fn of(plain_words: &BTreeMap<String, String>) -> Arc<Self> {
        if plain_words.is_empty() {
            return BUILT_IN.clone();
        }
        let mut entries = built_in();
        entries.retain(|entry| {
            let mut forms = entry.forms.iter();
            !forms.any(|form| plain_words.contains_key(form))
        });
        let own = plain_words
            .iter()
            .filter(|(_, plain)| !plain.trim().is_empty());
        entries.extend(own.map(|(word, plain)| Entry {
            kind: JargonKind::Plain,
            plain: plain.clone(),
            forms: vec![word.clone()],
        }));
        Arc::new(Self::new(entries))
    }

    fn new(entries: Vec<Entry>) -> Self {
        let mut forms = BTreeMap::new();
        for (at, entry) in entries.iter().enumerate() {
            forms.extend(entry.forms.iter().map(|form| (form.clone(), at)));
        }
        // The first that fits is taken, so the longest stand first.
        let mut words: Vec<&String> = forms.keys().collect();
        words.sort_by_key(|word| std::cmp::Reverse(word.len()));
        let words: Vec<String> = words.into_iter().map(|word| regex::escape(word)).collect();
        let pattern = format!(r"(?i)(?-u:\b)(?:{})(?-u:\b)", words.join("|"));
        let pattern = Regex::new(&pattern).expect("invariant: every word is escaped");
        Self {
            entries,
            forms,
            pattern,
        }
    }

    /// Where such words stand in a text.
    pub fn find<'a>(&'a self, text: &'a str) -> impl Iterator<Item = (Range<usize>, &'a Entry)> {
        self.pattern.find_iter(text).filter_map(|found| {
            let at = self.forms.get(&found.as_str().to_lowercase())?;
            Some((found.range(), &self.entries[*at]))
        })
    }
}

fn built_in() -> Vec<Entry> {
    let mut kind = JargonKind::Plain;
    let mut entries = Vec::new();
    let lines = include_str!("words/jargon.txt").lines().map(str::trim);
    for line in lines.filter(|line| !line.is_empty() && !line.starts_with('#')) {
        match line {
            "[plain]" => kind = JargonKind::Plain,
            "[vague]" => kind = JargonKind::Vague,
            "[blame]" => kind = JargonKind::Blame,
            line => {
                let (forms, plain) = line
                    .split_once(" = ")
                    .expect("invariant: every line of the list has its plainer word");
                entries.push(Entry {
                    kind,
                    plain: plain.to_owned(),
                    forms: forms.split(" | ").map(str::to_owned).collect(),
                });
            }
        }
    }
    entries
}
