//! The words of all documents, each with the documents and units in which it stands, cut into
//! shards that a browser loads one by one.
//!
//! The index is kept from one build to the next and holds what a new one would hold. An edit
//! changes the words that it brings and takes away, and the shards of these.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::sync::Arc;

use super::Space;
use super::units::Words;
use crate::site::address;
use crate::source::{Key, KeyBuilder, offset};

/// How long a shard may be, about, in bytes; longer ones are cut by the next letter of their words.
const LIMIT: usize = 16 * 1024;
/// How many changed documents are worked in one by one, before all is made anew.
const FEW: usize = 48;
/// What stands round a word and its postings in a file, in bytes.
const AROUND: usize = 6;

/// The index of one space.
#[derive(Debug, Default)]
pub(super) struct Index {
    documents: Vec<Arc<Words>>,
    /// By the first two letters.
    buckets: BTreeMap<String, Bucket>,
}

/// The words that begin with the same two letters.
#[derive(Debug, Default)]
struct Bucket {
    postings: BTreeMap<Arc<str>, Arc<str>>,
    /// The same, cut where they are too long for one shard.
    leaves: Vec<Arc<Leaf>>,
    size: usize,
}

/// Words that begin with the same letters.
#[derive(Debug)]
pub struct Leaf {
    /// These letters; with a full stop behind them, the word that has no others.
    prefix: String,
    /// The words with their postings, in order.
    pub words: Vec<(Arc<str>, Arc<str>)>,
    place: Place,
}

/// The words of one file.
#[derive(Clone, Debug)]
pub struct Shard {
    /// The letters with which they begin.
    pub prefix: String,
    /// The words, in order.
    pub leaves: Vec<Arc<Leaf>>,
    /// How it is known.
    pub place: Place,
}

/// How a file of words is known.
#[derive(Clone, Debug)]
pub struct Place {
    /// The fingerprint of its words and postings.
    pub key: Key,
    /// Where it stands, which changes with what stands in it.
    pub address: Arc<str>,
    /// The name under which it is kept, which does not.
    pub name: Arc<str>,
}

impl Place {
    fn new(space: Space, prefix: &str, key: Key) -> Self {
        Self {
            key,
            address: address::search_shard(space, key).into(),
            name: format!("search {} {prefix}", space.as_str()).into(),
        }
    }
}

impl Index {
    /// Makes it the index of these documents.
    pub(super) fn update(&mut self, space: Space, documents: Vec<Arc<Words>>) {
        let is_same = |at: usize| match (self.documents.get(at), documents.get(at)) {
            (Some(old), Some(new)) => Arc::ptr_eq(old, new) || old == new,
            (old, new) => old.is_none() && new.is_none(),
        };
        let all = documents.len().max(self.documents.len());
        let changed: Vec<usize> = (0..all).filter(|at| !is_same(*at)).take(FEW + 1).collect();
        if changed.len() > FEW || self.documents.is_empty() {
            self.buckets = whole(space, &documents);
        } else {
            self.work_in(space, &changed, &documents);
        }
        self.documents = documents;
    }

    fn work_in(&mut self, space: Space, changed: &[usize], documents: &[Arc<Words>]) {
        let mut edits: BTreeMap<&str, Vec<(u32, Option<&str>)>> = BTreeMap::new();
        for at in changed {
            let (old, new) = (self.documents.get(*at), documents.get(*at));
            let before: BTreeMap<&str, &str> = old.into_iter().flat_map(|old| old.iter()).collect();
            let after: BTreeMap<&str, &str> = new.into_iter().flat_map(|new| new.iter()).collect();
            for (word, units) in &after {
                if before.get(word) != Some(units) {
                    edits
                        .entry(word)
                        .or_default()
                        .push((offset(*at), Some(units)));
                }
            }
            for word in before.keys().filter(|word| !after.contains_key(*word)) {
                edits.entry(word).or_default().push((offset(*at), None));
            }
        }
        let mut touched = BTreeSet::new();
        for (word, edits) in &edits {
            let bucket = self.buckets.entry(start_of(word).to_owned()).or_default();
            touched.insert(start_of(word));
            let known = bucket.postings.get(*word).map_or("", |known| &**known);
            let postings = spliced(known, edits);
            if postings.is_empty() {
                bucket.postings.remove(*word);
            } else {
                bucket.postings.insert((*word).into(), postings.into());
            }
        }
        for start in touched {
            let bucket = self.buckets.get_mut(start).expect("invariant: made above");
            if bucket.postings.is_empty() {
                self.buckets.remove(start);
            } else {
                bucket.cut(space);
            }
        }
    }

    /// The files: one where all words fit in it, else one for each first letter, or two, or more.
    pub(super) fn shards(&self, space: Space) -> Vec<Shard> {
        let size: usize = self.buckets.values().map(|bucket| bucket.size).sum();
        if size <= LIMIT {
            let all: Vec<&Bucket> = self.buckets.values().collect();
            return joined(space, "", &all).into_iter().collect();
        }
        let mut shards = Vec::new();
        let mut letters: BTreeMap<char, Vec<&Bucket>> = BTreeMap::new();
        for (start, bucket) in &self.buckets {
            let first = start.chars().next().unwrap_or_default();
            letters.entry(first).or_default().push(bucket);
        }
        for (letter, buckets) in letters {
            let size: usize = buckets.iter().map(|bucket| bucket.size).sum();
            if size <= LIMIT {
                shards.extend(joined(space, &letter.to_string(), &buckets));
            } else {
                let leaves = buckets.iter().flat_map(|bucket| &bucket.leaves);
                shards.extend(leaves.map(|leaf| Shard {
                    prefix: leaf.prefix.clone(),
                    leaves: vec![leaf.clone()],
                    place: leaf.place.clone(),
                }));
            }
        }
        shards
    }
}

/// The words of several buckets in one file.
fn joined(space: Space, prefix: &str, buckets: &[&Bucket]) -> Option<Shard> {
    let leaves: Vec<Arc<Leaf>> = buckets
        .iter()
        .flat_map(|bucket| bucket.leaves.iter().cloned())
        .collect();
    let key = KeyBuilder::new("shard").keys(leaves.iter().map(|leaf| leaf.place.key));
    (!leaves.is_empty()).then(|| Shard {
        prefix: prefix.to_owned(),
        place: Place::new(space, prefix, key.finish()),
        leaves,
    })
}

/// The first two letters of a word.
fn start_of(word: &str) -> &str {
    let end = word.char_indices().nth(2).map_or(word.len(), |(at, _)| at);
    &word[..end]
}

/// All documents from nothing.
fn whole(space: Space, documents: &[Arc<Words>]) -> BTreeMap<String, Bucket> {
    let mut postings: std::collections::HashMap<&str, (String, Option<u32>)> =
        std::collections::HashMap::new();
    for (document, words) in (0u32..).zip(documents) {
        for (word, units) in words.iter() {
            let (text, last) = postings.entry(word).or_default();
            push_posting(text, last, document, units);
        }
    }
    let mut sorted: Vec<(&str, String)> = postings
        .into_iter()
        .map(|(word, (text, _))| (word, text))
        .collect();
    sorted.sort_unstable();
    let mut buckets: BTreeMap<String, Bucket> = BTreeMap::new();
    for (word, text) in sorted {
        let bucket = buckets.entry(start_of(word).to_owned()).or_default();
        bucket.postings.insert(word.into(), text.into());
    }
    for bucket in buckets.values_mut() {
        bucket.cut(space);
    }
    buckets
}

/// Adds a document to the postings of a word: how many documents lie between the last one and
/// this, in digits and capital letters, and its units, in small letters.
fn push_posting(text: &mut String, last: &mut Option<u32>, document: u32, units: &str) {
    let mut gap = last.map_or(document, |last| document - last - 1);
    *last = Some(document);
    let mut digits = [0u8; 8];
    let mut from = digits.len();
    loop {
        from -= 1;
        digits[from] = DIGITS[(gap % 36) as usize];
        gap /= 36;
        if gap == 0 {
            break;
        }
    }
    let digits = std::str::from_utf8(&digits[from..]).expect("invariant: digits are ASCII");
    write!(text, "{digits}{units}").expect("invariant: a string takes every write");
}

const DIGITS: &[u8; 36] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";

/// The documents and units of a word's postings.
fn documents_of(postings: &str) -> impl Iterator<Item = (u32, &str)> {
    let mut rest = postings;
    let mut next = 0;
    std::iter::from_fn(move || {
        let digits = rest.find(|sign: char| sign.is_ascii_lowercase())?;
        let (gap, behind) = rest.split_at(digits);
        let end = behind
            .find(|sign: char| !sign.is_ascii_lowercase())
            .unwrap_or(behind.len());
        let (units, behind) = behind.split_at(end);
        rest = behind;
        let gap = u32::from_str_radix(gap, 36).expect("invariant: written by push_posting");
        let document = next + gap;
        next = document + 1;
        Some((document, units))
    })
}

/// Postings with other units for some documents, which are given in order.
fn spliced(postings: &str, edits: &[(u32, Option<&str>)]) -> String {
    let mut text = String::with_capacity(postings.len() + 8 * edits.len());
    let mut last = None;
    let mut edits = edits.iter().copied().peekable();
    for (document, units) in documents_of(postings) {
        while let Some((edited, units)) = edits.next_if(|(edited, _)| *edited < document) {
            if let Some(units) = units {
                push_posting(&mut text, &mut last, edited, units);
            }
        }
        let units = match edits.next_if(|(edited, _)| *edited == document) {
            Some((_, units)) => units,
            None => Some(units),
        };
        if let Some(units) = units {
            push_posting(&mut text, &mut last, document, units);
        }
    }
    for (document, units) in edits {
        if let Some(units) = units {
            push_posting(&mut text, &mut last, document, units);
        }
    }
    text
}

impl Bucket {
    /// Cuts it anew; what has not changed stays as it is.
    fn cut(&mut self, space: Space) {
        let words: Vec<(&Arc<str>, &Arc<str>)> = self.postings.iter().collect();
        let mut leaves = Vec::new();
        let start = words.first().map_or("", |(word, _)| start_of(word));
        let before = Before {
            space,
            leaves: &self.leaves,
        };
        cut(start, &words, &before, &mut leaves);
        self.size = words.iter().map(|word| size_of(*word)).sum();
        self.leaves = leaves;
    }
}

fn size_of((word, postings): (&Arc<str>, &Arc<str>)) -> usize {
    word.len() + postings.len() + AROUND
}

fn cut(
    prefix: &str,
    words: &[(&Arc<str>, &Arc<str>)],
    before: &Before<'_>,
    leaves: &mut Vec<Arc<Leaf>>,
) {
    let size: usize = words.iter().map(|word| size_of(*word)).sum();
    let letters = prefix.chars().count();
    let next_letter = |word: &str| word.chars().nth(letters);
    let is_one = words.iter().all(|(word, _)| next_letter(word).is_none());
    if size <= LIMIT || is_one {
        leaves.push(leaf(prefix, words, before));
        return;
    }
    let parts = words.chunk_by(|(word, _), (other, _)| next_letter(word) == next_letter(other));
    for part in parts {
        match next_letter(part[0].0) {
            None => leaves.push(leaf(&format!("{prefix}."), part, before)),
            Some(letter) => cut(&format!("{prefix}{letter}"), part, before, leaves),
        }
    }
}

/// The leaves of a bucket before it was changed.
struct Before<'a> {
    space: Space,
    leaves: &'a [Arc<Leaf>],
}

fn leaf(prefix: &str, words: &[(&Arc<str>, &Arc<str>)], before: &Before<'_>) -> Arc<Leaf> {
    let kept = before.leaves.iter().find(|leaf| {
        leaf.prefix == prefix
            && leaf.words.len() == words.len()
            && leaf
                .words
                .iter()
                .zip(words)
                .all(|((word, postings), (other, others))| {
                    Arc::ptr_eq(word, other) && Arc::ptr_eq(postings, others)
                })
    });
    if let Some(leaf) = kept {
        return leaf.clone();
    }
    let key = words
        .iter()
        .fold(KeyBuilder::new("words"), |key, (word, postings)| {
            key.text(word).text(postings)
        });
    Arc::new(Leaf {
        prefix: prefix.to_owned(),
        place: Place::new(before.space, prefix, key.finish()),
        words: words
            .iter()
            .map(|(word, postings)| ((*word).clone(), (*postings).clone()))
            .collect(),
    })
}
