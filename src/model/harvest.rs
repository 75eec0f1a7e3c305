//! What stands in the text and need not be written twice: findings, recommendations, questions
//! and resources.

use std::collections::BTreeSet;

use super::briefing::{Briefing, Finding};
use super::phone::Phone;
use super::reach::{self, Reach};
use super::role::Role;
use super::text::Text;
use super::vocabulary::Vocabulary;
use crate::diagnostic::Diagnostic;
use crate::document::markdown::{LinkForm, Markdown, NodeKind};
use crate::document::shape;
use crate::source::{Span, offset};

/// A recommendation as the text has it.
#[derive(Clone, Debug)]
pub struct Marked {
    /// R and a number.
    pub mark: String,
    /// Whether the mark is written in the text, and not told by the item's place.
    pub is_written: bool,
    /// The item, as an index among the nodes.
    pub item: usize,
    /// Where in the file the words begin, behind the mark.
    pub words_from: u32,
    /// The words.
    pub text: String,
}

/// A link, telephone number or address of a resources section.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Mention {
    /// An entry of the shared directory, by its id.
    Shared(String),
    /// Something that stands in this text.
    Own(OwnResource),
}

/// A resource that stands in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnResource {
    /// The words of the link, or those before the number.
    pub title: String,
    /// A web or e-mail address.
    pub url: Option<String>,
    /// A telephone number.
    pub phone: Option<Phone>,
    /// What else the text says of it.
    pub about: Option<String>,
}

/// The findings, in the order of the text.
pub fn findings(text: &Text) -> Vec<Finding> {
    let sections = text
        .sections
        .iter()
        .filter_map(|section| Some((section, section.role.filter(|role| role.holds_findings())?)));
    sections
        .flat_map(|(section, role)| {
            section
                .items
                .iter()
                .map(move |item| Finding { role, item: *item })
        })
        .collect()
}

/// The questions, in the order of the text.
pub fn questions(text: &Text, vocabulary: &Vocabulary) -> Vec<String> {
    let items = text
        .sections
        .iter()
        .filter(|section| section.role == Some(Role::Discussion))
        .flat_map(|section| &section.items);
    items
        .map(|item| words_of(text.markdown(), *item, 0, vocabulary))
        .collect()
}

/// The recommendations, in the order of the text. An item without a mark gets the first number
/// that no mark of the text has.
pub fn recommendations(
    text: &Text,
    vocabulary: &Vocabulary,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Marked> {
    let markdown = text.markdown();
    let mut written: Vec<(usize, Option<Mark>)> = Vec::new();
    for section in &text.sections {
        for item in &section.items {
            let mark = written_mark(markdown, *item);
            if section.role == Some(Role::Recommendations) {
                written.push((*item, mark));
            } else if let Some(mark) = mark {
                diagnostics.push(
                    Diagnostic::warning(
                        "mark-outside-recommendations",
                        mark.span,
                        format!("[{}] stands in a section that holds no recommendations", mark.name),
                    )
                    .help("Write {.recommendations} behind the section's heading, or take the mark away."),
                );
            }
        }
    }
    let mut taken = BTreeSet::new();
    for mark in written.iter().filter_map(|(_, mark)| mark.as_ref()) {
        if !taken.insert(mark.name.clone()) {
            diagnostics.push(
                Diagnostic::error(
                    "duplicate-mark",
                    mark.span.clone(),
                    format!("two recommendations are marked [{}]", mark.name),
                )
                .help("Give one of them a number that is not taken yet."),
            );
        }
    }
    let mut free = (1..)
        .map(|number| format!("R{number}"))
        .filter(|name| !taken.contains(name));
    written
        .into_iter()
        .map(|(item, mark)| {
            let is_written = mark.is_some();
            let words_from = mark
                .as_ref()
                .map_or(markdown.node(item).start, |mark| mark.words_from);
            let name = mark.map_or_else(
                || {
                    free.next()
                        .expect("invariant: there is always another number")
                },
                |mark| mark.name,
            );
            let text = words_of(markdown, item, words_from, vocabulary);
            Marked {
                mark: name,
                is_written,
                item,
                words_from,
                text,
            }
        })
        .collect()
}

struct Mark {
    name: String,
    span: Span,
    words_from: u32,
}

/// The mark with which an item begins, as `[R1]`.
fn written_mark(markdown: &Markdown, item: usize) -> Option<Mark> {
    let first = markdown
        .inside(item)
        .find(|at| !matches!(markdown.node(*at).kind, NodeKind::Paragraph))?;
    let node = markdown.node(first);
    if !matches!(node.kind, NodeKind::Text(None)) {
        return None;
    }
    let text = markdown.literal(node);
    let (inside, rest) = text.strip_prefix('[')?.split_once(']')?;
    let name: String = inside
        .chars()
        .filter(|letter| !letter.is_whitespace())
        .collect();
    let name = name
        .strip_prefix('r')
        .map_or(name.clone(), |rest| format!("R{rest}"));
    let start = node.start as usize;
    let words = rest
        .trim_start_matches(|letter: char| letter.is_whitespace() || matches!(letter, ':' | '.'));
    shape::is_mark(&name).then(|| Mark {
        name,
        span: Span::new(&markdown.file, start..start + inside.len() + 2),
        words_from: offset(start + text.len() - words.len()),
    })
}

/// The words of a finding.
pub fn finding_words(briefing: &Briefing, finding: &Finding, vocabulary: &Vocabulary) -> String {
    words_of(briefing.text.markdown(), finding.item, 0, vocabulary)
}

/// The words of an item from a place in the file on. A `[[id]]` reads as what it refers to.
fn words_of(markdown: &Markdown, item: usize, from: u32, vocabulary: &Vocabulary) -> String {
    let mut words = String::new();
    let inside = markdown.inside(item);
    let mut at = inside.start;
    while at < inside.end {
        let node = markdown.node(at);
        match &node.kind {
            NodeKind::Link(link) if link.form == LinkForm::Reference => {
                words.push_str(
                    vocabulary
                        .resources
                        .get(&link.to)
                        .map_or(link.to.as_str(), |resource| &resource.name),
                );
                at = node.end as usize;
                continue;
            }
            NodeKind::Text(None) if node.start < from => {
                words.push_str(
                    markdown
                        .literal(node)
                        .get((from - node.start) as usize..)
                        .unwrap_or_default(),
                );
            }
            NodeKind::Text(_) | NodeKind::CodeText(_) => words.push_str(markdown.literal(node)),
            NodeKind::SoftBreak | NodeKind::HardBreak => words.push(' '),
            NodeKind::Paragraph
            | NodeKind::Item(_)
            | NodeKind::TableCell
            | NodeKind::Code
            | NodeKind::Heading(_)
                if !words.is_empty() =>
            {
                words.push(' ');
            }
            _ => {}
        }
        at += 1;
    }
    words.trim().to_owned()
}

/// The resources, in the order of the text.
pub fn resources(text: &Text, vocabulary: &Vocabulary) -> Vec<Mention> {
    let sections = text
        .sections
        .iter()
        .filter(|section| section.role == Some(Role::Resources));
    sections
        .flat_map(|section| blocks(text.markdown(), section.content.clone()))
        .flat_map(|block| block_resources(text.markdown(), block, vocabulary))
        .collect()
}

/// The smallest pieces that belong together: list items, table rows, and paragraphs elsewhere.
fn blocks(markdown: &Markdown, content: std::ops::Range<usize>) -> Vec<std::ops::Range<usize>> {
    let mut blocks = Vec::new();
    let mut at = content.start;
    while at < content.end {
        match markdown.node(at).kind {
            NodeKind::Item(_) => {
                let inside = markdown.inside(at);
                let nested = markdown
                    .children(inside.clone())
                    .find(|child| matches!(markdown.node(*child).kind, NodeKind::List(_)));
                let end = nested.unwrap_or(inside.end);
                blocks.push(inside.start..end);
                at = end.max(at + 1);
            }
            NodeKind::Paragraph | NodeKind::TableRow | NodeKind::Definition => {
                blocks.push(markdown.inside(at));
                at = markdown.node(at).end as usize;
            }
            NodeKind::Heading(_) | NodeKind::Footnote(_) => at = markdown.node(at).end as usize,
            _ => at += 1,
        }
    }
    blocks
}

/// The resources of one piece: its links and references, each with the telephone number that
/// follows it, and the numbers that follow none.
fn block_resources(
    markdown: &Markdown,
    block: std::ops::Range<usize>,
    vocabulary: &Vocabulary,
) -> Vec<Mention> {
    let mut found: Vec<Mention> = Vec::new();
    let mut said = String::new();
    let mut strong = None;
    let mut at = block.start;
    while at < block.end {
        let node = markdown.node(at);
        match &node.kind {
            NodeKind::Link(link) => {
                match link.form {
                    LinkForm::Reference | LinkForm::ReferenceWithText => {
                        // A briefing or a word of the glossary is no resource.
                        let id = Some(&link.to).filter(|id| vocabulary.resources.contains_key(*id));
                        found.extend(id.cloned().map(Mention::Shared));
                        if id.is_none() {
                            said.push_str(&markdown.plain(markdown.inside(at)));
                        }
                    }
                    LinkForm::Address => {
                        found.extend(linked(&link.to, &markdown.plain(markdown.inside(at))));
                    }
                }
                at = node.end as usize;
                continue;
            }
            NodeKind::Strong if strong.is_none() => {
                strong = Some(markdown.plain(markdown.inside(at)));
            }
            NodeKind::Text(_) => {
                let text = markdown.literal(node);
                let mut from = 0;
                for reach::Found { range, reach } in reach::find(text) {
                    said.push_str(&text[from..range.start]);
                    match reach {
                        Reach::Phone(phone) => {
                            add_phone(&mut found, phone, strong.as_deref(), &said);
                        }
                        Reach::Address(address) => {
                            found.extend(linked(&address, &text[range.clone()]));
                        }
                    }
                    from = range.end;
                }
                said.push_str(&text[from..]);
            }
            NodeKind::SoftBreak | NodeKind::HardBreak => said.push(' '),
            _ => {}
        }
        at += 1;
    }
    if let [Mention::Own(only)] = found.as_mut_slice() {
        let about = tidy(&said);
        only.about = (!about.is_empty() && about != only.title).then(|| about.to_owned());
    }
    found
}

fn linked(to: &str, words: &str) -> Option<Mention> {
    if let Some(number) = to.strip_prefix("tel:") {
        let phone = Phone {
            text: number.to_owned(),
            href: to.to_owned(),
        };
        return Some(Mention::Own(OwnResource {
            title: words.to_owned(),
            url: None,
            phone: Some(phone),
            about: None,
        }));
    }
    let is_mail = to.starts_with("mailto:");
    if !is_mail && shape::web_address(to).is_none() {
        return None;
    }
    let bare = to.trim_start_matches("mailto:");
    let title = if words.is_empty() || words == to || words == bare {
        bare.split_once("://")
            .map_or(bare, |(_, rest)| rest)
            .trim_end_matches('/')
    } else {
        words
    };
    Some(Mention::Own(OwnResource {
        title: title.to_owned(),
        url: Some(to.to_owned()),
        phone: None,
        about: None,
    }))
}

/// Gives the number to the link before it, or makes it a resource of its own.
fn add_phone(found: &mut Vec<Mention>, phone: Phone, strong: Option<&str>, before: &str) {
    if let Some(Mention::Own(last)) = found.last_mut()
        && last.phone.is_none()
    {
        last.phone = Some(phone);
        return;
    }
    // The number that an entry of the directory is followed by is that entry's.
    if matches!(found.last(), Some(Mention::Shared(_))) {
        return;
    }
    let title = strong.map_or_else(|| words_before(before), str::to_owned);
    let title = if title.is_empty() {
        phone.text.clone()
    } else {
        title
    };
    found.push(Mention::Own(OwnResource {
        title,
        url: None,
        phone: Some(phone),
        about: None,
    }));
}

/// The words of the sentence before a number, without “on” or “call”.
fn words_before(before: &str) -> String {
    let sentence = before
        .rsplit(['.', ';', '!', '?'])
        .find(|part| !part.trim().is_empty())
        .unwrap_or("");
    let mut words: Vec<&str> = sentence.split_whitespace().collect();
    let is_filler = |word: &str| {
        let word = word
            .trim_matches(|letter: char| !letter.is_alphanumeric())
            .to_lowercase();
        matches!(
            word.as_str(),
            "" | "on"
                | "at"
                | "call"
                | "ring"
                | "phone"
                | "telephone"
                | "tel"
                | "dial"
                | "or"
                | "and"
        )
    };
    while words.last().is_some_and(|word| is_filler(word)) {
        words.pop();
    }
    while words.first().is_some_and(|word| is_filler(word)) {
        words.remove(0);
    }
    tidy(&words.join(" ")).to_owned()
}

fn tidy(text: &str) -> &str {
    text.trim()
        .trim_start_matches(|letter: char| {
            letter.is_whitespace()
                || matches!(letter, '–' | '—' | '-' | ':' | ',' | '.' | ')' | ';')
        })
        .trim_end_matches(|letter: char| {
            letter.is_whitespace() || matches!(letter, '–' | '—' | '-' | ':' | ',' | '(')
        })
}
