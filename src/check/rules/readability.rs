//! How many years of school a text asks of its readers.

use std::collections::HashMap;
use std::hash::BuildHasherDefault;
use std::ops::Range;

use crate::check::words::WordHasher;
use crate::check::{Passage, PassageKind, Remarks, Rule, Run, Subject, sentence, syllables};
use crate::diagnostic::Severity;
use crate::model::role::Role;

pub(super) const RULE: Rule = Rule {
    code: "readability",
    severity: Severity::Remark,
    manual: include_str!("../../../docs/checks/readability.md"),
    run: Run::EachText(check),
};

/// The highest grade, where the project asks for none. Readers are professionals, and the field's
/// own words (safeguarding, multi-agency, assessment) cost grades however short the sentences are.
/// The edited briefings of this repository lie between 7 and 10 with all of them; grade 14 is two
/// years beyond school, and what lies above it is the sentences' fault.
const HIGHEST: i64 = 14;

/// Fewer words say nothing: one long name moves the grade by several years.
const FEWEST_WORDS: u32 = 100;

/// About as many different words has a text of seven minutes.
const DIFFERENT_WORDS: usize = 500;

/// How many of the longest sentences are named.
const NAMED: usize = 3;

fn check(subject: &Subject<'_>, remarks: &mut Remarks) {
    if !subject.context.is_english() {
        return;
    }
    let mut counted = Counted::default();
    counted.known.reserve(DIFFERENT_WORDS);
    for passage in subject.passages.iter().filter(|it| is_counted(it)) {
        for range in &passage.sentences {
            counted.add(passage, range);
        }
    }
    let limit = subject.context.checking.grade.unwrap_or(HIGHEST);
    let highest = u32::try_from(limit).unwrap_or(u32::MAX);
    let grade = counted.grade();
    if counted.words < FEWEST_WORDS || grade <= f64::from(highest) {
        return;
    }
    let mean = f64::from(counted.words) / f64::from(counted.sentences);
    let lengths: Vec<String> = counted
        .longest
        .iter()
        .map(|it| it.words.to_string())
        .collect();
    let named: Vec<String> = counted.longest.iter().map(Long::named).collect();
    let message = format!(
        "the text asks for grade {grade:.1}, with {mean:.0} words a sentence; the longest sentences have {}",
        listed(&lengths)
    );
    let help = format!(
        "Grade {highest} is the most that is asked for here. Begin with the longest sentences: {}. Then look for shorter words.",
        named.join(", ")
    );
    match counted.longest.first() {
        Some(longest) => {
            let place = longest.passage.span(longest.range.clone());
            let label = format!("the longest sentence, of {} words", longest.words);
            remarks.add_with(subject.front_matter("title"), message, help, (place, label));
        }
        None => remarks.add(subject.front_matter("title"), message, help),
    }
}

/// Headings and cells are no sentences, and a list of services is nobody's prose.
fn is_counted(passage: &Passage) -> bool {
    let is_sentence = match &passage.kind {
        PassageKind::Paragraph | PassageKind::Item | PassageKind::Definition => true,
        PassageKind::FrontMatter(key) => key == "summary",
        PassageKind::Heading(_)
        | PassageKind::Cell { .. }
        | PassageKind::Alternative
        | PassageKind::Caption
        | PassageKind::Row
        | PassageKind::Code
        | PassageKind::Shared(_) => false,
    };
    is_sentence && passage.role != Some(Role::Resources)
}

#[derive(Default)]
struct Counted<'a> {
    words: u32,
    syllables: u32,
    sentences: u32,
    /// The longest sentences, the longest first.
    longest: Vec<Long<'a>>,
    /// What has been counted: a text says most of its words again and again.
    known: HashMap<&'a str, u32, BuildHasherDefault<WordHasher>>,
}

struct Long<'a> {
    words: u32,
    passage: &'a Passage,
    range: Range<usize>,
}

impl<'a> Counted<'a> {
    fn add(&mut self, passage: &'a Passage, range: &Range<usize>) {
        let text = &passage.text[range.clone()];
        let mut words = 0;
        for word in text.split_ascii_whitespace() {
            let word = without_signs(word);
            // Figures are read at a glance, and their syllables depend on who says them.
            if word.is_empty() || word.as_bytes()[0].is_ascii_digit() {
                continue;
            }
            words += 1;
            let known = self.known.entry(word);
            self.syllables += *known.or_insert_with(|| syllables::count(word));
        }
        if words == 0 {
            return;
        }
        self.words += words;
        self.sentences += 1;
        let at = self.longest.partition_point(|it| it.words >= words);
        if at < NAMED {
            let range = range.clone();
            self.longest.insert(
                at,
                Long {
                    words,
                    passage,
                    range,
                },
            );
            self.longest.truncate(NAMED);
        }
    }

    /// The Flesch–Kincaid grade level (Kincaid, Fishburne, Rogers and Chissom 1975, “Derivation of
    /// new readability formulas for Navy enlisted personnel”).
    fn grade(&self) -> f64 {
        if self.sentences == 0 || self.words == 0 {
            return 0.0;
        }
        let words = f64::from(self.words);
        0.39 * words / f64::from(self.sentences) + 11.8 * f64::from(self.syllables) / words - 15.59
    }
}

/// A word without the signs around it.
fn without_signs(word: &str) -> &str {
    // Most words have none, and their first and last byte tells it.
    let is_bare = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_alphanumeric);
    if is_bare(word.as_bytes().first()) && is_bare(word.as_bytes().last()) {
        return word;
    }
    word.trim_matches(|letter: char| !letter.is_alphanumeric())
}

impl Long<'_> {
    /// Its first words.
    fn named(&self) -> String {
        const FIRST_WORDS: usize = 5;
        let text = &self.passage.text[self.range.clone()];
        let end = sentence::words(text)
            .nth(FIRST_WORDS - 1)
            .map_or(text.len(), |word| word.end);
        format!("“{}…” ({} words)", &text[..end], self.words)
    }
}

fn listed(numbers: &[String]) -> String {
    match numbers {
        [rest @ .., last] if !rest.is_empty() => format!("{} and {last} words", rest.join(", ")),
        [one] => format!("{one} words"),
        _ => String::new(),
    }
}
