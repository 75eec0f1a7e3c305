//! A text as plain text, for machines that want words and no markup: paragraphs with an empty line
//! between them, list items on lines of their own.

use std::ops::Range;

use crate::document::markdown::{Link, LinkForm, Markdown, NodeKind};
use crate::model::links::Target;
use crate::model::text::Text;
use crate::site::Site;
use crate::theme::Phrases;

/// Writes the parts of one text, in the order in which they are read.
pub(super) struct Plain<'a> {
    site: &'a Site,
    phrases: &'a Phrases,
    text: &'a Text,
    markdown: &'a Markdown,
    /// The footnotes referred to so far, in small letters and in order.
    notes: Vec<String>,
}

impl<'a> Plain<'a> {
    /// Begins a text.
    pub(super) fn new(site: &'a Site, phrases: &'a Phrases, text: &'a Text) -> Self {
        Self {
            site,
            phrases,
            text,
            markdown: text.markdown(),
            notes: Vec::new(),
        }
    }

    /// The blocks in a range of the nodes.
    pub(super) fn blocks(&mut self, range: Range<usize>) -> String {
        self.write(range, "\n\n")
    }

    /// A list item, without its bullet.
    pub(super) fn item(&mut self, item: usize) -> String {
        self.write(self.markdown.inside(item), "\n")
    }

    /// The words of a heading.
    pub(super) fn heading(&mut self, at: usize) -> String {
        let mut words = String::new();
        self.inline(self.markdown.inside(at), &mut words);
        words.trim().to_owned()
    }

    /// The footnotes that were referred to.
    pub(super) fn notes(&mut self) -> Vec<String> {
        let mut notes = Vec::new();
        // A note may refer to another one, which then joins the list.
        while let Some(name) = self.notes.get(notes.len()).cloned() {
            let at = self.definition(&name);
            notes.push(at.map_or_else(String::new, |at| self.item(at)));
        }
        notes
    }

    /// Blocks and loose words, with this between them.
    fn write(&mut self, range: Range<usize>, between: &str) -> String {
        let markdown = self.markdown;
        let (mut parts, mut loose): (Vec<String>, String) = (Vec::new(), String::new());
        for at in markdown.children(range) {
            match self.block(at) {
                Some(block) => {
                    parts.push(std::mem::take(&mut loose).trim().to_owned());
                    parts.push(block);
                }
                None => self.inline(at..markdown.node(at).end as usize, &mut loose),
            }
        }
        parts.push(loose.trim().to_owned());
        parts.retain(|part| !part.is_empty());
        parts.join(between)
    }

    /// A block; nothing where the node is a part of a line.
    fn block(&mut self, at: usize) -> Option<String> {
        let markdown = self.markdown;
        let inside = markdown.inside(at);
        Some(match &markdown.node(at).kind {
            NodeKind::Paragraph | NodeKind::Heading(_) | NodeKind::DefinitionTerm => {
                self.heading(at)
            }
            NodeKind::Quote => self.blocks(inside),
            NodeKind::Callout(callout) => {
                let label = self.phrases.get("callouts", callout.as_str()).to_owned();
                format!("{label}: {}", self.blocks(inside))
            }
            NodeKind::Code => inside
                .map(|child| markdown.literal(markdown.node(child)))
                .collect::<String>()
                .trim_end()
                .to_owned(),
            NodeKind::List(start) => self.list(*start, inside),
            NodeKind::Item(_) | NodeKind::Definition | NodeKind::TableCell => self.item(at),
            NodeKind::Definitions | NodeKind::Table(_) => self.write(inside, "\n"),
            NodeKind::TableHead | NodeKind::TableRow => {
                let cells: Vec<String> = markdown
                    .children(inside)
                    .map(|cell| self.item(cell))
                    .collect();
                cells.join(" | ")
            }
            NodeKind::Footnote(_) | NodeKind::Rule => String::new(),
            NodeKind::Emphasis
            | NodeKind::Strong
            | NodeKind::Strikethrough
            | NodeKind::Link(_)
            | NodeKind::Image(_)
            | NodeKind::Text(_)
            | NodeKind::CodeText(_)
            | NodeKind::FootnoteReference(_)
            | NodeKind::SoftBreak
            | NodeKind::HardBreak => return None,
        })
    }

    fn list(&mut self, start: Option<u64>, inside: Range<usize>) -> String {
        let items = self.markdown.children(inside).zip(start.unwrap_or(1)..);
        let lines: Vec<String> = items
            .map(|(item, number)| {
                let bullet = match start {
                    Some(_) => format!("{number}. "),
                    None => "- ".to_owned(),
                };
                let indent = format!("\n{}", " ".repeat(bullet.len()));
                bullet + &self.item(item).replace('\n', &indent)
            })
            .collect();
        lines.join("\n")
    }

    /// Adds the words of a range of the nodes.
    fn inline(&mut self, range: Range<usize>, words: &mut String) {
        let markdown = self.markdown;
        for at in markdown.children(range) {
            let node = markdown.node(at);
            match &node.kind {
                NodeKind::Text(_) | NodeKind::CodeText(_) => words.push_str(markdown.literal(node)),
                NodeKind::SoftBreak => words.push(' '),
                NodeKind::HardBreak => words.push('\n'),
                NodeKind::FootnoteReference(name) => self.refer(name, words),
                NodeKind::Link(link) => match self.name_of(link) {
                    Some(name) => words.push_str(&name),
                    None => self.inline(markdown.inside(at), words),
                },
                _ => self.inline(markdown.inside(at), words),
            }
        }
    }

    /// What a `[[id]]` reads as.
    fn name_of(&self, link: &Link) -> Option<String> {
        if link.form != LinkForm::Reference {
            return None;
        }
        let (book, vocabulary) = (&self.site.book, &self.site.vocabulary);
        match book.target(&self.markdown.file, link, vocabulary).ok()? {
            Target::Text(target, _) => book.title(&target).map(str::to_owned),
            Target::Resource(id) => Some(vocabulary.resources.get(&id)?.name.clone()),
            Target::Elsewhere(_) | Target::Here(_) | Target::Glossary(_) | Target::Address(_) => {
                None
            }
        }
    }

    fn refer(&mut self, name: &str, words: &mut String) {
        let name = name.to_lowercase();
        if self.definition(&name).is_none() {
            return;
        }
        let known = self.notes.iter().position(|known| *known == name);
        let index = known.unwrap_or_else(|| {
            self.notes.push(name);
            self.notes.len() - 1
        });
        words.push_str(&format!("[{}]", index + 1));
    }

    /// The note of this name, in small letters, as an index among the nodes.
    fn definition(&self, name: &str) -> Option<usize> {
        let is_named = |at: &usize| match &self.markdown.node(*at).kind {
            NodeKind::Footnote(known) => known.to_lowercase() == name,
            _ => false,
        };
        self.text.footnotes.iter().copied().find(is_named)
    }
}
