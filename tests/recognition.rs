//! The rules on people against a labelled set: what they see of it, and what they see that is
//! not there. What the figures mean stands in docs/decisions/0009-recognition-rules.md.

#![allow(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    clippy::print_stdout,
    clippy::cast_precision_loss,
    reason = "tests read files, print their figures, and end where something is not there"
)]

mod support;

use std::collections::{BTreeMap, BTreeSet};

use support::SiteTest;

/// Rules that compare texts or file names; the set is one of single passages.
const NOT_LABELLED: [&str; 3] = [
    "person-similar-pseudonyms",
    "person-file-name",
    "person-listed-name",
];

/// Of all that is found, so much must be meant.
const PRECISION: f64 = 0.90;
/// Of all that is meant, so much must be found.
const RECALL: f64 = 0.95;
/// The same for sentences that no rule was made for.
const PRECISION_UNSEEN: f64 = 0.90;
/// The same for sentences that no rule was made for.
const RECALL_UNSEEN: f64 = 0.85;

struct Entry {
    /// Its place in its list, from 1.
    number: usize,
    text: String,
    finds: BTreeSet<String>,
}

fn entries(file: &str) -> Vec<Entry> {
    let path = support::root().join("tests/recognition").join(file);
    let table: toml::Table = std::fs::read_to_string(path).unwrap().parse().unwrap();
    let lists = ["sentence", "passage"].map(|kind| table.get(kind).and_then(toml::Value::as_array));
    let entries = lists.into_iter().flatten();
    let entries = entries.flat_map(|list| list.iter().zip(1..));
    let read = entries.map(|(entry, number)| Entry {
        number,
        text: entry["text"].as_str().unwrap().to_owned(),
        finds: entry["finds"]
            .as_array()
            .unwrap()
            .iter()
            .map(|code| code.as_str().unwrap().to_owned())
            .collect(),
    });
    read.collect()
}

/// What the rules find in each entry, each as a briefing of its own in one site.
fn found(entries: &[Entry]) -> Vec<BTreeSet<String>> {
    let mut site = SiteTest::minimal().bare();
    for (at, entry) in entries.iter().enumerate() {
        let briefing = format!(
            "+++\ntitle = \"Neglect\"\n+++\n\n## Background\n\n{}\n",
            entry.text
        );
        site = site.with(&format!("content/briefings/b{at}.md"), briefing);
    }
    let judged = site.judge();
    let mut found = vec![BTreeSet::new(); entries.len()];
    for diagnostic in &judged.judgement.diagnostics() {
        let code = diagnostic.code;
        if !code.starts_with("person-") || NOT_LABELLED.contains(&code) {
            continue;
        }
        let file = &diagnostic.span.as_ref().unwrap().file;
        let number = file.trim_start_matches("content/briefings/b");
        let at: usize = number.trim_end_matches(".md").parse().unwrap();
        found[at].insert(code.to_owned());
    }
    found
}

#[derive(Default)]
struct Count {
    right: usize,
    missed: usize,
    wrong: usize,
}

impl Count {
    fn precision(&self) -> f64 {
        share(self.right, self.right + self.wrong)
    }

    fn recall(&self) -> f64 {
        share(self.right, self.right + self.missed)
    }
}

fn share(part: usize, whole: usize) -> f64 {
    if whole == 0 {
        1.0
    } else {
        part as f64 / whole as f64
    }
}

/// The set with which the rules were made.
#[test]
fn people_are_seen_and_little_else() {
    let entries = entries("sentences.toml");
    assert!(entries.len() >= 150, "the set is too small");
    let all = measure(&entries);
    assert!(
        all.precision() >= PRECISION,
        "too much is found that is not meant"
    );
    assert!(all.recall() >= RECALL, "too much is missed");
}

/// A set that was written afterwards, by somebody who knew neither the rules nor the other set,
/// and that no rule was changed for: what to expect of a text that nobody has seen yet.
#[test]
fn people_are_seen_in_sentences_that_no_rule_was_made_for() {
    let all = measure(&entries("heldout.toml"));
    assert!(
        all.precision() >= PRECISION_UNSEEN,
        "too much is found that is not meant"
    );
    assert!(all.recall() >= RECALL_UNSEEN, "too much is missed");
}

/// Prints what is found and what is missed, by rule, and counts it.
fn measure(entries: &[Entry]) -> Count {
    let found = found(entries);
    let mut by_code: BTreeMap<&str, Count> = BTreeMap::new();
    let mut all = Count::default();
    let mut sentences = Count::default();
    for (entry, found) in entries.iter().zip(&found) {
        let number = entry.number;
        for code in entry.finds.union(found) {
            let count = by_code.entry(code).or_default();
            let is_seen = found.contains(code);
            let is_meant = entry.finds.contains(code);
            for count in [count, &mut all] {
                count.right += usize::from(is_seen && is_meant);
                count.missed += usize::from(!is_seen);
                count.wrong += usize::from(!is_meant);
            }
            if is_seen != is_meant {
                let what = if is_seen { "wrong " } else { "missed" };
                println!("{what} {code} in {number}: {}", entry.text);
            }
        }
        match (entry.finds.is_empty(), found.is_empty()) {
            (false, false) => sentences.right += 1,
            (false, true) => sentences.missed += 1,
            (true, false) => sentences.wrong += 1,
            (true, true) => {}
        }
    }
    println!(
        "{:34} {:>5} {:>6} {:>5}",
        "rule", "right", "missed", "wrong"
    );
    for (code, count) in &by_code {
        println!(
            "{code:34} {:>5} {:>6} {:>5}",
            count.right, count.missed, count.wrong
        );
    }
    println!(
        "{:34} {:>5} {:>6} {:>5}",
        "all", all.right, all.missed, all.wrong
    );
    println!(
        "precision {:.3}, recall {:.3} of pairs of sentence and rule",
        all.precision(),
        all.recall()
    );
    println!(
        "precision {:.3}, recall {:.3} of sentences",
        sentences.precision(),
        sentences.recall()
    );
    all
}
