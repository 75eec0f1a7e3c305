//! Markdown as a tree with spans.
//!
//! The tree is one flat list in reading order: a node's content follows it, up to its `end`.
//! A text that stands in the file as it is shown is kept as its place alone, so that the tree
//! of a briefing is about as large as its file.

use std::ops::Range;
use std::sync::Arc;

use pulldown_cmark::{
    Alignment, BlockQuoteKind, CodeBlockKind, CowStr, Event, HeadingLevel, LinkType, Options,
    Parser, Tag,
};

use super::toml::{self, TomlTree};
use crate::diagnostic::{Diagnostic, Reported, did_you_mean};
use crate::source::{Span, offset};

/// A Markdown file.
#[derive(Clone, Debug)]
pub struct Markdown {
    /// The file's path.
    pub file: Arc<str>,
    /// The front matter, where there is any.
    pub front_matter: Option<TomlTree>,
    /// The file's text, which the nodes point into.
    pub text: Arc<str>,
    /// Where in the file the Markdown begins, in bytes.
    pub body: usize,
    /// The tree.
    pub nodes: Vec<Node>,
}

/// A piece of a text.
#[derive(Clone, Debug)]
pub struct Node {
    /// What it is.
    pub kind: NodeKind,
    /// Where it begins in the file, in bytes.
    pub start: u32,
    /// Where it ends in the file, in bytes.
    pub stop: u32,
    /// The index just past its content in the list of nodes.
    pub end: u32,
}

/// What a piece of a text is.
#[derive(Clone, Debug)]
pub enum NodeKind {
    /// A paragraph.
    Paragraph,
    /// A heading with its level (1 to 6) and attributes.
    Heading(Box<Heading>),
    /// A quotation.
    Quote,
    /// A block set apart from the text.
    Callout(Callout),
    /// A block of code or other text to be kept as it is.
    Code,
    /// A list; the number of its first item, if it is numbered.
    List(Option<u64>),
    /// An item of a list; whether its box is ticked, if it has one.
    Item(Option<bool>),
    /// The text of a footnote.
    Footnote(Box<str>),
    /// A list of words and what they mean.
    Definitions,
    /// A word of such a list.
    DefinitionTerm,
    /// What the word means.
    Definition,
    /// A table, with the alignment of its columns.
    Table(Box<[Alignment]>),
    /// The heading row of a table.
    TableHead,
    /// A row of a table.
    TableRow,
    /// A cell of a table.
    TableCell,
    /// Emphasis.
    Emphasis,
    /// Strong emphasis.
    Strong,
    /// Struck out.
    Strikethrough,
    /// A link.
    Link(Box<Link>),
    /// A picture.
    Image(Box<Image>),
    /// Text; `None` where it stands in the file as it is shown.
    Text(Option<Box<str>>),
    /// Code within a line.
    CodeText(Box<str>),
    /// A reference to a footnote.
    FootnoteReference(Box<str>),
    /// A line's end that does not show.
    SoftBreak,
    /// A line's end that shows.
    HardBreak,
    /// A line across.
    Rule,
}

/// A heading's level and attributes.
#[derive(Clone, Debug)]
pub struct Heading {
    /// 1 to 6.
    pub level: u8,
    /// `{#id}`
    pub id: Option<String>,
    /// `{.class}`
    pub classes: Vec<String>,
}

/// Where a link leads, as written.
#[derive(Clone, Debug)]
pub struct Link {
    /// An address, a path to a file, `#anchor`, or what stands between `[[` and `]]`.
    pub to: String,
    /// How it was written.
    pub form: LinkForm,
}

/// A picture, as written.
#[derive(Clone, Debug)]
pub struct Image {
    /// The name of its file.
    pub to: String,
    /// What stands under it, or nothing.
    pub caption: String,
}

/// How a link was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LinkForm {
    /// `[text](to)`, `<to>` or by reference.
    Address,
    /// `[[to]]`
    Reference,
    /// `[[to|text]]`
    ReferenceWithText,
}

/// The kinds of block set apart from the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Callout {
    /// `[!NOTE]`
    Note,
    /// `[!TIP]`
    Tip,
    /// `[!IMPORTANT]`
    Important,
    /// `[!WARNING]`
    Warning,
    /// `[!CAUTION]`
    Caution,
    /// `[!VOICE]`: what a child or an adult said.
    Voice,
    /// `[!CASE]`: a vignette.
    Case,
    /// `[!DISCUSS]`: something to talk about.
    Discuss,
}

impl Callout {
    /// All kinds.
    pub const ALL: [Self; 8] = [
        Self::Note,
        Self::Tip,
        Self::Important,
        Self::Warning,
        Self::Caution,
        Self::Voice,
        Self::Case,
        Self::Discuss,
    ];

    /// Its word in small letters.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Tip => "tip",
            Self::Important => "important",
            Self::Warning => "warning",
            Self::Caution => "caution",
            Self::Voice => "voice",
            Self::Case => "case",
            Self::Discuss => "discuss",
        }
    }

    fn of_word(word: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|callout| callout.as_str().eq_ignore_ascii_case(word))
    }
}

impl Markdown {
    /// The front matter as written; empty where there is none.
    pub fn front_matter_text(&self) -> &str {
        &self.text[..self.body]
    }

    /// The node at this index.
    pub fn node(&self, at: usize) -> &Node {
        &self.nodes[at]
    }

    /// The indexes of the nodes that stand directly in this range of the list.
    pub fn children(&self, range: Range<usize>) -> impl Iterator<Item = usize> {
        let mut next = range.start;
        std::iter::from_fn(move || {
            let at = next;
            (at < range.end).then(|| {
                next = self.nodes[at].end as usize;
                at
            })
        })
    }

    /// What is inside a node, as a range of the list.
    pub fn inside(&self, at: usize) -> Range<usize> {
        at + 1..self.nodes[at].end as usize
    }

    /// Where a node stands in the file.
    pub fn span(&self, at: usize) -> Span {
        let node = &self.nodes[at];
        Span {
            file: self.file.clone(),
            start: node.start,
            end: node.stop,
        }
    }

    /// The text of a text node.
    pub fn literal<'a>(&'a self, node: &'a Node) -> &'a str {
        match &node.kind {
            NodeKind::Text(Some(text)) | NodeKind::CodeText(text) => text,
            NodeKind::Text(None) => &self.text[node.start as usize..node.stop as usize],
            _ => "",
        }
    }

    /// The words in a range of the list, without any marking. Blocks are parted by a space.
    pub fn plain(&self, range: Range<usize>) -> String {
        let mut plain = String::new();
        for node in &self.nodes[range] {
            match &node.kind {
                NodeKind::Text(_) | NodeKind::CodeText(_) => plain.push_str(self.literal(node)),
                NodeKind::SoftBreak | NodeKind::HardBreak => plain.push(' '),
                kind if kind.is_block() && !plain.is_empty() && !plain.ends_with(' ') => {
                    plain.push(' ');
                }
                _ => {}
            }
        }
        plain.truncate(plain.trim_end().len());
        plain
    }

    /// How many words stand in a range of the list, code left out.
    pub fn words(&self, range: Range<usize>) -> usize {
        let mut words = 0;
        let mut in_word = false;
        for node in &self.nodes[range] {
            match &node.kind {
                NodeKind::Text(_) => {
                    for letter in self.literal(node).chars() {
                        if letter.is_alphanumeric() {
                            words += usize::from(!in_word);
                            in_word = true;
                        } else if letter.is_whitespace() || matches!(letter, '/' | '–' | '—') {
                            in_word = false;
                        }
                    }
                }
                NodeKind::SoftBreak | NodeKind::HardBreak => in_word = false,
                kind if kind.is_block() => in_word = false,
                _ => {}
            }
        }
        words
    }
}

impl NodeKind {
    fn is_block(&self) -> bool {
        match self {
            Self::Paragraph
            | Self::Heading(_)
            | Self::Quote
            | Self::Callout(_)
            | Self::Code
            | Self::List(_)
            | Self::Item(_)
            | Self::Footnote(_)
            | Self::Definitions
            | Self::DefinitionTerm
            | Self::Definition
            | Self::Table(_)
            | Self::TableHead
            | Self::TableRow
            | Self::TableCell
            | Self::Rule => true,
            Self::Emphasis
            | Self::Strong
            | Self::Strikethrough
            | Self::Link(_)
            | Self::Image(_)
            | Self::Text(_)
            | Self::CodeText(_)
            | Self::FootnoteReference(_)
            | Self::SoftBreak
            | Self::HardBreak => false,
        }
    }
}

/// Reads a Markdown file.
pub fn parse(file: &Arc<str>, text: &Arc<str>) -> Reported<Markdown> {
    let mut diagnostics = Vec::new();
    let (front_matter, body) = split_front_matter(file, text, &mut diagnostics);
    let hidden = |byte: u8| byte.is_ascii_control() && !byte.is_ascii_whitespace();
    if let Some(at) = text.bytes().position(hidden) {
        diagnostics.push(
            Diagnostic::error(
                "control-character",
                Span::new(file, at..at + 1),
                "here stands a character that cannot be shown",
            )
            .help("Delete it and type the words anew; pasting brought it along."),
        );
    }
    let nodes = Builder {
        file,
        text,
        base: body,
        nodes: Vec::new(),
        open: Vec::new(),
        buried: 0,
        diagnostics: &mut diagnostics,
    }
    .build();
    Reported::new(
        Markdown {
            file: file.clone(),
            front_matter,
            text: text.clone(),
            body,
            nodes,
        },
        diagnostics,
    )
}

/// Gives the front matter and where the body begins. Empty lines before it are nobody's fault.
fn split_front_matter(
    file: &Arc<str>,
    text: &str,
    diagnostics: &mut Vec<Diagnostic>,
) -> (Option<TomlTree>, usize) {
    let top = text.len() - text.trim_start().len();
    let first = text[top..].lines().next().unwrap_or("");
    match first.trim_end() {
        "+++" => {}
        // The least front matter is often written on one line.
        line if line.len() > 6 && line.starts_with("+++") && line.ends_with("+++") => {
            let tree = toml::parse(file, text, top + 3..top + line.len() - 3, diagnostics);
            return (Some(tree), (top + first.len() + 1).min(text.len()));
        }
        "---" => {
            return (
                None,
                yaml_front_matter(
                    file,
                    text,
                    top..(top + first.len() + 1).min(text.len()),
                    diagnostics,
                ),
            );
        }
        line => return unopened_front_matter(file, text, line, diagnostics),
    }
    let start = (top + first.len() + 1).min(text.len());
    match closing_line(text, start, "+++") {
        Some(fence) => (
            Some(toml::parse(file, text, start..fence.start, diagnostics)),
            fence.end,
        ),
        None => {
            diagnostics.push(
                Diagnostic::error(
                    "front-matter-not-closed",
                    Span::new(file, top..top + 3),
                    "the front matter is opened here and never closed",
                )
                .help("Put a line with nothing but +++ behind its last line."),
            );
            (Some(TomlTree::empty(file).unreadable()), text.len())
        }
    }
}

/// Front matter whose first `+++` was deleted would otherwise be read as text.
fn unopened_front_matter(
    file: &Arc<str>,
    text: &str,
    first: &str,
    diagnostics: &mut Vec<Diagnostic>,
) -> (Option<TomlTree>, usize) {
    let looks_like_toml = first.starts_with('[')
        || first.split_once('=').is_some_and(|(key, _)| {
            key.trim()
                .chars()
                .all(|letter| letter.is_ascii_lowercase() || letter == '_')
        });
    match closing_line(text, 0, "+++").filter(|_| looks_like_toml) {
        Some(fence) => {
            let tree = toml::parse(file, text, 0..fence.start, diagnostics);
            diagnostics.push(
                Diagnostic::error(
                    "front-matter-not-opened",
                    Span::new(file, 0..first.len()),
                    "the front matter is closed further down, and never opened",
                )
                .help("Put a line with nothing but +++ before it, as the first line of the file."),
            );
            (Some(tree), fence.end)
        }
        None => (None, 0),
    }
}

fn closing_line(text: &str, from: usize, fence: &str) -> Option<Range<usize>> {
    let mut at = from;
    text[from..].split_inclusive('\n').find_map(|line| {
        let start = at;
        at += line.len();
        (line.trim_end() == fence).then_some(start..at)
    })
}

/// `opening` is the line of the three hyphens.
fn yaml_front_matter(
    file: &Arc<str>,
    text: &str,
    opening: Range<usize>,
    diagnostics: &mut Vec<Diagnostic>,
) -> usize {
    let fence = closing_line(text, opening.end, "---");
    let Some(fence) = fence.filter(|fence| text[..fence.start].contains(':')) else {
        return 0;
    };
    diagnostics.push(
        Diagnostic::error(
            "front-matter-yaml",
            Span::new(file, opening.start..opening.start + 3),
            "this front matter is YAML, and Sevenfold reads TOML",
        )
        .help("Use +++ instead of --- above and below it, and write title = \"…\" instead of title: …"),
    );
    fence.end
}

/// How many blocks may lie within each other.
const DEEPEST: usize = 60;

struct Builder<'a> {
    file: &'a Arc<str>,
    text: &'a str,
    /// Where in the file the Markdown begins.
    base: usize,
    nodes: Vec<Node>,
    open: Vec<usize>,
    /// How many blocks are open that lie too deep to be kept.
    buried: usize,
    diagnostics: &'a mut Vec<Diagnostic>,
}

impl Builder<'_> {
    fn build(mut self) -> Vec<Node> {
        let options = Options::ENABLE_TABLES
            | Options::ENABLE_FOOTNOTES
            | Options::ENABLE_STRIKETHROUGH
            | Options::ENABLE_TASKLISTS
            | Options::ENABLE_SMART_PUNCTUATION
            | Options::ENABLE_HEADING_ATTRIBUTES
            | Options::ENABLE_GFM
            | Options::ENABLE_DEFINITION_LIST
            | Options::ENABLE_WIKILINKS;
        for (event, range) in Parser::new_ext(&self.text[self.base..], options).into_offset_iter() {
            let range = self.base + range.start..self.base + range.end;
            match event {
                Event::Start(Tag::HtmlBlock) | Event::InlineHtml(_) => self.drop_html(range),
                Event::Start(tag) => self.start(tag, range),
                // A block of HTML was judged as a whole when it began.
                Event::Html(_) | Event::End(pulldown_cmark::TagEnd::HtmlBlock) => {}
                Event::End(_) => self.close(),
                Event::TaskListMarker(done) => self.mark_task(done),
                Event::Text(text) => self.push_text(text, range),
                Event::Code(code) => {
                    self.push(NodeKind::CodeText(code.into_string().into()), range);
                }
                Event::FootnoteReference(name) => self.push(
                    NodeKind::FootnoteReference(name.into_string().into()),
                    range,
                ),
                Event::SoftBreak => self.push(NodeKind::SoftBreak, range),
                Event::HardBreak => self.push(NodeKind::HardBreak, range),
                Event::Rule => self.push(NodeKind::Rule, range),
                Event::InlineMath(_) | Event::DisplayMath(_) => {
                    unreachable!("invariant: mathematics is not switched on")
                }
            }
        }
        self.nodes
    }

    fn push(&mut self, kind: NodeKind, range: Range<usize>) {
        let end = offset(self.nodes.len() + 1);
        self.nodes.push(Node {
            kind,
            start: offset(range.start),
            stop: offset(range.end),
            end,
        });
    }

    /// Adds text, joining it to the text before it where both stand in the file as shown.
    fn push_text(&mut self, text: CowStr<'_>, range: Range<usize>) {
        let verbatim = self.text[range.clone()] == *text;
        if verbatim
            && let Some(last) = self.nodes.last_mut()
            && matches!(last.kind, NodeKind::Text(None))
            && last.stop as usize == range.start
        {
            last.stop = offset(range.end);
            return;
        }
        let owned = (!verbatim).then(|| text.into_string().into());
        self.push(NodeKind::Text(owned), range);
    }

    fn start(&mut self, tag: Tag<'_>, range: Range<usize>) {
        if self.buried > 0 || self.open.len() >= DEEPEST {
            if self.buried == 0 {
                self.diagnostics.push(
                    Diagnostic::error(
                        "nested-too-deep",
                        Span::new(
                            self.file,
                            range.start..self.text.ceil_char_boundary(range.start + 1),
                        ),
                        format!("this lies within {DEEPEST} other blocks, which nobody can follow"),
                    )
                    .help("Take some of the levels of lists or quotations away."),
                );
            }
            self.buried += 1;
            return;
        }
        let kind = match tag {
            Tag::Paragraph => NodeKind::Paragraph,
            Tag::Heading {
                level,
                id,
                classes,
                attrs,
            } => {
                if !attrs.is_empty() {
                    self.diagnostics.push(
                        Diagnostic::warning("heading-attribute", Span::new(self.file, range.clone()), "only #names and .roles may stand between { and } behind a heading")
                            .help("Anything else there is left out. A role is written {.recommendations}, a name {#next-steps}."),
                    );
                }
                NodeKind::Heading(Box::new(Heading {
                    level: level_number(level),
                    id: id.map(CowStr::into_string),
                    classes: classes.into_iter().map(CowStr::into_string).collect(),
                }))
            }
            Tag::BlockQuote(kind) => kind.map_or(NodeKind::Quote, |kind| {
                NodeKind::Callout(known_callout(kind))
            }),
            Tag::CodeBlock(CodeBlockKind::Fenced(_) | CodeBlockKind::Indented) => NodeKind::Code,
            Tag::List(first) => NodeKind::List(first),
            Tag::Item => NodeKind::Item(None),
            Tag::FootnoteDefinition(name) => NodeKind::Footnote(name.into_string().into()),
            Tag::DefinitionList => NodeKind::Definitions,
            Tag::DefinitionListTitle => NodeKind::DefinitionTerm,
            Tag::DefinitionListDefinition => NodeKind::Definition,
            Tag::Table(alignments) => NodeKind::Table(alignments.into()),
            Tag::TableHead => NodeKind::TableHead,
            Tag::TableRow => NodeKind::TableRow,
            Tag::TableCell => NodeKind::TableCell,
            Tag::Emphasis => NodeKind::Emphasis,
            Tag::Strong => NodeKind::Strong,
            Tag::Strikethrough => NodeKind::Strikethrough,
            Tag::Link {
                link_type,
                dest_url,
                ..
            } => {
                let (to, form) = match link_type {
                    LinkType::WikiLink { has_pothole: true } => {
                        (dest_url.into_string(), LinkForm::ReferenceWithText)
                    }
                    LinkType::WikiLink { has_pothole: false } => {
                        (dest_url.into_string(), LinkForm::Reference)
                    }
                    LinkType::Email => (format!("mailto:{dest_url}"), LinkForm::Address),
                    _ => (dest_url.into_string(), LinkForm::Address),
                };
                NodeKind::Link(Box::new(Link { to, form }))
            }
            Tag::Image {
                dest_url, title, ..
            } => NodeKind::Image(Box::new(Image {
                to: dest_url.into_string(),
                caption: title.into_string(),
            })),
            Tag::HtmlBlock | Tag::MetadataBlock(_) | Tag::Superscript | Tag::Subscript => {
                unreachable!("invariant: not switched on, or handled before")
            }
        };
        self.open.push(self.nodes.len());
        self.push(kind, range);
    }

    fn close(&mut self) {
        if self.buried > 0 {
            self.buried -= 1;
            return;
        }
        let at = self
            .open
            .pop()
            .expect("invariant: the parser closes only what it opened");
        match self.nodes[at].kind {
            NodeKind::Quote => self.read_callout(at),
            NodeKind::Paragraph => self.look_for_bullets(at),
            _ => {}
        }
        self.nodes[at].end = offset(self.nodes.len());
    }

    fn mark_task(&mut self, done: bool) {
        if let Some(item) = self
            .open
            .iter()
            .rev()
            .find(|at| matches!(self.nodes[**at].kind, NodeKind::Item(_)))
        {
            self.nodes[*item].kind = NodeKind::Item(Some(done));
        }
    }

    /// Turns a quotation that begins with `[!WORD]` into a callout.
    fn read_callout(&mut self, at: usize) {
        let (paragraph, first) = (at + 1, at + 2);
        let Some(Node {
            kind: NodeKind::Paragraph,
            ..
        }) = self.nodes.get(paragraph)
        else {
            return;
        };
        let Some(text) = self
            .nodes
            .get(first)
            .filter(|node| matches!(node.kind, NodeKind::Text(None)))
        else {
            return;
        };
        let (start, stop) = (text.start as usize, text.stop as usize);
        let Some((word, rest)) = self.text[start..stop]
            .strip_prefix("[!")
            .and_then(|rest| rest.split_once(']'))
        else {
            return;
        };
        let Some(callout) = Callout::of_word(word) else {
            let known = Callout::ALL.map(Callout::as_str);
            let meant = did_you_mean(word, known)
                .map(|meant| format!("Did you mean [!{}]? ", meant.to_uppercase()));
            self.diagnostics.push(
                Diagnostic::warning(
                    "unknown-callout",
                    Span::new(self.file, start..start + word.len() + 3),
                    format!("there is no callout called [!{word}]"),
                )
                .help(format!(
                    "{}Known are {}.",
                    meant.unwrap_or_default(),
                    known.map(str::to_uppercase).join(", ")
                )),
            );
            return;
        };
        let rest_start = stop - rest.trim_start().len();
        self.nodes[at].kind = NodeKind::Callout(callout);
        let line_ends_here = matches!(
            self.nodes.get(first + 1),
            Some(Node {
                kind: NodeKind::SoftBreak | NodeKind::HardBreak,
                ..
            })
        );
        let gone = if rest_start < stop {
            self.nodes[first].start = offset(rest_start);
            0
        } else {
            1 + usize::from(line_ends_here)
        };
        self.remove(at, first, gone);
        if self
            .nodes
            .get(paragraph)
            .is_some_and(|node| node.end as usize == first)
        {
            self.remove(at, paragraph, 1);
        }
    }

    /// Takes nodes without content out of the block at an index, which is being closed.
    fn remove(&mut self, block: usize, from: usize, count: usize) {
        if count == 0 {
            return;
        }
        self.nodes.drain(from..from + count);
        for node in &mut self.nodes[block..] {
            if node.end as usize > from {
                node.end = offset((node.end as usize - count).max(from));
            }
        }
    }

    /// Raw HTML is not published: it could carry script, break the page's structure, or load
    /// from another host. A comment is a note to oneself and goes without a word.
    fn drop_html(&mut self, range: Range<usize>) {
        let html = self.text[range.clone()].trim_end();
        if is_nothing_but_notes(html) {
            return;
        }
        let first_line = html.lines().next().unwrap_or(html).trim_end();
        self.diagnostics.push(
            Diagnostic::warning(
                "raw-html",
                Span::new(self.file, range.start..range.start + first_line.len()),
                "HTML in the text is left out",
            )
            .help("Write it in Markdown: **strong**, *emphasis*, [text](address), or a table with | between the cells."),
        );
    }

    /// Text that is pasted often brings bullets that are none in Markdown.
    fn look_for_bullets(&mut self, paragraph: usize) {
        let node = &self.nodes[paragraph];
        let mut at = node.start as usize;
        for line in self.text[at..node.stop as usize].split_inclusive('\n') {
            let words = line.trim_start_matches([' ', '\t', '>']);
            let start = at + line.len() - words.len();
            at += line.len();
            let mut letters = words.chars();
            let bullet = letters
                .next()
                .filter(|first| matches!(first, '•' | '·' | '▪' | '◦' | '\u{f0b7}' | '-' | '–'));
            let next = letters.next();
            let is_item = match bullet {
                None => false,
                Some('-' | '–') => next.is_some_and(char::is_uppercase),
                Some(_) => next.is_some(),
            };
            if is_item {
                let bullet = bullet.unwrap_or_default();
                self.diagnostics.push(
                    Diagnostic::remark("not-a-list", Span::new(self.file, start..start + bullet.len_utf8()), format!("a line that begins with `{bullet}` like this is no item of a list"))
                        .help("Begin it with a hyphen and a space, “- ”, and leave a line empty before the list."),
                );
            }
        }
    }
}

/// Whether HTML is nothing but comments and closing tags, with no words in it.
fn is_nothing_but_notes(html: &str) -> bool {
    let mut rest = html.trim_start();
    while !rest.is_empty() {
        let after = match rest.strip_prefix("<!--") {
            Some(comment) => comment.split_once("-->").map(|(_, after)| after),
            None => rest
                .strip_prefix("</")
                .and_then(|tag| tag.split_once('>'))
                .map(|(_, after)| after),
        };
        match after {
            Some(after) => rest = after.trim_start(),
            None => return false,
        }
    }
    true
}

fn level_number(level: HeadingLevel) -> u8 {
    match level {
        HeadingLevel::H1 => 1,
        HeadingLevel::H2 => 2,
        HeadingLevel::H3 => 3,
        HeadingLevel::H4 => 4,
        HeadingLevel::H5 => 5,
        HeadingLevel::H6 => 6,
    }
}

fn known_callout(kind: BlockQuoteKind) -> Callout {
    match kind {
        BlockQuoteKind::Note => Callout::Note,
        BlockQuoteKind::Tip => Callout::Tip,
        BlockQuoteKind::Important => Callout::Important,
        BlockQuoteKind::Warning => Callout::Warning,
        BlockQuoteKind::Caution => Callout::Caution,
    }
}
