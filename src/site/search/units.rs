//! What is found: the parts of a briefing, the entries of the directory and the words of the
//! glossary, each with its words.

use std::collections::HashMap;
use std::fmt::Write as _;
use std::ops::Range;

use super::words;
use crate::document::markdown::{LinkForm, Markdown, NodeKind};
use crate::model::role::{Role, without_number};
use crate::model::text::Section;
use crate::model::{Briefing, Vocabulary};
use crate::site::directory::Entry;

/// A part of a briefing that a result can lead to.
#[derive(Debug)]
pub struct Unit {
    /// What it is.
    pub kind: UnitKind,
    /// Its name within the briefing's page; empty for what stands before the first section.
    pub anchor: String,
    /// The heading of a section; empty for an item.
    pub heading: String,
    /// Its words, those of its own items left out where these are units themselves.
    pub text: String,
}

/// What a part of a briefing is.
#[derive(Clone, Debug)]
pub enum UnitKind {
    /// A section, or what stands before the first.
    Section,
    /// An item of a section with a role that is no recommendation.
    Item(Role),
    /// A recommendation, by its mark.
    Recommendation(String),
}

/// The first number of a unit of a briefing: below it stand its title and what is known of it.
pub const FIRST_UNIT: u32 = 2;

/// The parts of a briefing, in the order of the text.
pub fn units(briefing: &Briefing, vocabulary: &Vocabulary) -> Vec<Unit> {
    let text = &briefing.text;
    let markdown = text.markdown();
    let reader = Reader {
        markdown,
        vocabulary,
    };
    let mut units = Vec::new();
    let lead = reader.words(text.lead.clone(), &[], 0);
    if !lead.is_empty() {
        units.push(Unit {
            kind: UnitKind::Section,
            anchor: String::new(),
            heading: String::new(),
            text: lead,
        });
    }
    for (section, number) in text.sections.iter().zip(1..) {
        let own = items(section);
        units.push(Unit {
            kind: UnitKind::Section,
            anchor: text.anchor(section).to_owned(),
            heading: without_number(&section.title).to_owned(),
            text: reader.words(section.content.clone(), own, 0),
        });
        for (item, position) in own.iter().zip(1..) {
            let recommendation = briefing
                .recommendations
                .binary_search_by_key(item, |known| known.item)
                .ok()
                .map(|index| &briefing.recommendations[index]);
            let from = recommendation.map_or(0, |known| known.words_from);
            let role = section.role.unwrap_or(Role::Context);
            units.push(Unit {
                kind: recommendation.map_or(UnitKind::Item(role), |known| {
                    UnitKind::Recommendation(known.mark.clone())
                }),
                anchor: recommendation.map_or_else(
                    || format!("i-{number}-{position}"),
                    crate::model::briefing::Recommendation::anchor,
                ),
                heading: String::new(),
                text: reader.words(markdown.inside(*item), &[], from),
            });
        }
    }
    units
}

/// The items of a section that are found by themselves. What stands in a resources section is
/// found in the directory.
fn items(section: &Section) -> &[usize] {
    match section.role {
        Some(
            Role::Strengths
            | Role::Improvements
            | Role::Learning
            | Role::Recommendations
            | Role::Discussion,
        ) => &section.items,
        Some(Role::Context | Role::Method | Role::Progress | Role::Resources | Role::Case)
        | None => &[],
    }
}

/// Reads the words of a text as its page shows them.
struct Reader<'a> {
    markdown: &'a Markdown,
    vocabulary: &'a Vocabulary,
}

impl Reader<'_> {
    /// The words in a range of the nodes, without these nodes, and from a place in the file on.
    fn words(&self, range: Range<usize>, without: &[usize], from: u32) -> String {
        let mut words = String::new();
        let mut at = range.start;
        while at < range.end {
            let node = self.markdown.node(at);
            if without.binary_search(&at).is_ok() {
                at = node.end as usize;
                continue;
            }
            match &node.kind {
                // A reference reads as the title of what it leads to. That of another briefing is
                // left to that briefing, which the site may not show.
                NodeKind::Link(link) if link.form == LinkForm::Reference => {
                    words.push_str(self.referred(&link.to));
                    at = node.end as usize;
                    continue;
                }
                NodeKind::Text(None) if node.start < from => {
                    let behind = (from - node.start) as usize;
                    words.push_str(
                        self.markdown
                            .literal(node)
                            .get(behind..)
                            .unwrap_or_default(),
                    );
                }
                NodeKind::Text(_) | NodeKind::CodeText(_) => {
                    words.push_str(self.markdown.literal(node));
                }
                NodeKind::Emphasis
                | NodeKind::Strong
                | NodeKind::Strikethrough
                | NodeKind::Link(_)
                | NodeKind::FootnoteReference(_) => {}
                NodeKind::Paragraph
                | NodeKind::Heading(_)
                | NodeKind::Quote
                | NodeKind::Callout(_)
                | NodeKind::Code
                | NodeKind::List(_)
                | NodeKind::Item(_)
                | NodeKind::Footnote(_)
                | NodeKind::Definitions
                | NodeKind::DefinitionTerm
                | NodeKind::Definition
                | NodeKind::Table(_)
                | NodeKind::TableHead
                | NodeKind::TableRow
                | NodeKind::TableCell
                | NodeKind::Image(_)
                | NodeKind::SoftBreak
                | NodeKind::HardBreak
                | NodeKind::Rule => {
                    if !words.is_empty() && !words.ends_with(' ') {
                        words.push(' ');
                    }
                }
            }
            at += 1;
        }
        words.truncate(words.trim_end().len());
        words
    }

    fn referred<'b>(&'b self, id: &'b str) -> &'b str {
        match self.vocabulary.resources.get(id) {
            Some(resource) => &resource.name,
            None if self.vocabulary.glossary.contains_key(id) => id,
            None => "",
        }
    }
}

/// The words of a briefing, a part of the directory or of the glossary: a line for each, in
/// order, with the numbers of the units in which it stands.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Words(Box<str>);

impl Words {
    /// The words with their units, in order.
    pub(super) fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0
            .split_terminator('\n')
            .filter_map(|line| line.split_once(' '))
    }

    /// Those of a briefing.
    pub(in crate::site) fn of_briefing(briefing: &Briefing, vocabulary: &Vocabulary) -> Self {
        let mut gathered = Gathered::default();
        gathered.add(0, &briefing.title, Weight::Plain);
        for fact in facts(briefing, vocabulary) {
            gathered.add(1, fact, Weight::Plain);
        }
        if let Some(year) = briefing.year() {
            gathered.add(1, &year.to_string(), Weight::Plain);
        }
        for (unit, number) in units(briefing, vocabulary).iter().zip(FIRST_UNIT..) {
            gathered.add(number, &unit.heading, Weight::Heading);
            gathered.add(number, &unit.text, Weight::Plain);
        }
        gathered.finish()
    }

    /// Those of some entries of the directory.
    pub(super) fn of_entries(entries: &[Entry]) -> Self {
        let mut gathered = Gathered::default();
        for (entry, number) in entries.iter().zip(0..) {
            let resource = &entry.resource;
            gathered.add(number, &resource.name, Weight::Heading);
            let phone = resource.phone.as_ref().map(|phone| phone.text.as_str());
            let about = [&resource.about, &resource.audience, &resource.area];
            let about = about.into_iter().filter_map(|about| about.as_deref());
            for text in about.chain(phone) {
                gathered.add(number, text, Weight::Plain);
            }
        }
        gathered.finish()
    }

    /// Those of some words of the glossary.
    pub(super) fn of_glossary<'a>(
        entries: impl Iterator<Item = (&'a str, Option<&'a str>, Option<&'a str>)>,
    ) -> Self {
        let mut gathered = Gathered::default();
        for ((term, long, meaning), number) in entries.zip(0..) {
            gathered.add(number, term, Weight::Heading);
            gathered.add(number, long.unwrap_or_default(), Weight::Heading);
            gathered.add(number, meaning.unwrap_or_default(), Weight::Plain);
        }
        gathered.finish()
    }
}

/// What is known of a briefing besides its text, in words.
fn facts<'a>(briefing: &'a Briefing, vocabulary: &'a Vocabulary) -> impl Iterator<Item = &'a str> {
    let topics = briefing.topics.iter();
    let topics = topics.filter_map(|id| Some(vocabulary.topics.get(id)?.name.as_str()));
    let agencies = briefing.agencies.iter();
    let agencies = agencies
        .filter_map(|id| vocabulary.agencies.get(id))
        .flat_map(|agency| [Some(agency.name.as_str()), agency.short.as_deref()])
        .flatten();
    let partnership = briefing.partnership.iter();
    let partnership = partnership
        .filter_map(|id| vocabulary.partnerships.get(id))
        .flat_map(|partnership| {
            [
                Some(partnership.name.as_str()),
                partnership.short.as_deref(),
            ]
        })
        .flatten();
    let audit = &briefing.audit;
    let said = [&briefing.summary, &audit.kind, &audit.period, &audit.method];
    said.into_iter()
        .filter_map(|text| text.as_deref())
        .chain(topics)
        .chain(agencies)
        .chain(partnership)
}

/// How much a word counts where it stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Weight {
    /// As a word of the text.
    Plain,
    /// As one that says what the text is about: the unit is noted twice.
    Heading,
}

#[derive(Default)]
struct Gathered(HashMap<String, Vec<u32>>);

impl Gathered {
    /// Adds the words of a unit. Units come in the order of their numbers.
    fn add(&mut self, unit: u32, text: &str, weight: Weight) {
        let wanted = match weight {
            Weight::Plain => 1,
            Weight::Heading => 2,
        };
        words::each(text, |word| {
            // Most words of a text have stood in it before, and need no copy.
            let units = match self.0.get_mut(word) {
                Some(units) => units,
                None => self.0.entry(word.to_owned()).or_default(),
            };
            let there = units
                .iter()
                .rev()
                .take_while(|known| **known == unit)
                .count();
            units.extend(std::iter::repeat_n(unit, wanted - there.min(wanted)));
        });
    }

    fn finish(self) -> Words {
        let mut words: Vec<(String, Vec<u32>)> = self.0.into_iter().collect();
        words.sort_unstable();
        let mut lines = String::with_capacity(words.len() * 16);
        for (word, units) in words {
            write!(lines, "{word} ").expect("invariant: a string takes every write");
            let mut before = 0;
            for unit in units {
                push_number(&mut lines, unit - before);
                before = unit;
            }
            lines.push('\n');
        }
        Words(lines.into())
    }
}

/// Writes a number in small letters: of its digits to the base 13, from the lowest, the last is one
/// of a to m and the others of n to z, so that no sign is needed between two numbers.
fn push_number(text: &mut String, mut number: u32) {
    let digit = |first: u8, digit: u32| char::from(first + u8::try_from(digit).unwrap_or_default());
    while number >= 13 {
        text.push(digit(b'n', number % 13));
        number /= 13;
    }
    text.push(digit(b'a', number));
}
