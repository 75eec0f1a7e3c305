//! The words of a text, and where in the file each of them stands.
//!
//! A passage is a run of words that belong together: a paragraph, a list item, a heading, a cell,
//! the text that stands for a picture, or a value of TOML. Marking, links and code fences are
//! left out of its text; its [`span`](Passage::span) finds the way back.

use std::ops::Range;
use std::sync::{Arc, OnceLock};

use super::people::Words;
use super::people::dates::{self, Day};
use super::people::pseudonyms::{self, Pseudonym};
use super::sentence;
use crate::document::TomlTree;
use crate::document::markdown::{Callout, Markdown, NodeKind};
use crate::document::toml::Written;
use crate::model::role::Role;
use crate::model::text::Text;
use crate::source::{Span, offset};

/// A run of words.
#[derive(Clone, Debug)]
pub struct Passage {
    /// What it is.
    pub kind: PassageKind,
    /// The role of the section that it stands in, if that has one.
    pub role: Option<Role>,
    /// The kind of callout that it stands in.
    pub callout: Option<Callout>,
    /// The words, as a reader sees them.
    pub text: String,
    /// Its sentences, as ranges of the text.
    pub sentences: Vec<Range<usize>>,
    file: Arc<str>,
    pieces: Vec<Piece>,
    words: OnceLock<Words>,
    days: OnceLock<Vec<Day>>,
    pseudonyms: OnceLock<Vec<Pseudonym>>,
}

/// What a passage is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PassageKind {
    /// A heading, with its level.
    Heading(u8),
    /// A paragraph.
    Paragraph,
    /// A list item, or one of its paragraphs.
    Item,
    /// A cell of a table; whether it is one of the heading row.
    Cell {
        /// Whether it stands in the heading row.
        is_heading: bool,
    },
    /// A word of a list of definitions, or what it means.
    Definition,
    /// The text that stands for a picture.
    Alternative,
    /// What stands under a picture.
    Caption,
    /// A row of a table: its cells one behind the other, as far as they are short.
    Row,
    /// A line of code, fenced or indented: published as it stands, and no prose.
    Code,
    /// A value of the front matter, with its keys joined by dots.
    FrontMatter(String),
    /// A value of a file that texts share, with its keys joined by dots.
    Shared(String),
}

impl PassageKind {
    /// The keys of a value of TOML, joined by dots.
    pub fn key(&self) -> Option<&str> {
        match self {
            Self::FrontMatter(key) | Self::Shared(key) => Some(key),
            Self::Heading(_)
            | Self::Paragraph
            | Self::Item
            | Self::Cell { .. }
            | Self::Definition
            | Self::Alternative
            | Self::Caption
            | Self::Row
            | Self::Code => None,
        }
    }
}

/// A stretch of the text and its place in the file.
#[derive(Clone, Debug)]
struct Piece {
    at: usize,
    start: usize,
    stop: usize,
    /// Whether the file has, byte by byte, what is shown.
    is_verbatim: bool,
}

impl Passage {
    /// Where words of the passage stand in the file. Where they are written in another way than
    /// they are shown, as entities are, it is the whole of what is written.
    pub fn span(&self, range: Range<usize>) -> Span {
        let start = self.piece_at(range.start).map_or(0, |piece| {
            if piece.is_verbatim {
                (piece.start + range.start - piece.at).min(piece.stop)
            } else {
                piece.start
            }
        });
        let last = range.end.saturating_sub(1).max(range.start);
        let stop = self.piece_at(last).map_or(start, |piece| {
            if piece.is_verbatim {
                (piece.start + range.end - piece.at).min(piece.stop)
            } else {
                piece.stop
            }
        });
        Span {
            file: self.file.clone(),
            start: offset(start),
            end: offset(stop.max(start)),
        }
    }

    /// Where in the file its words begin, in bytes.
    pub fn start(&self) -> usize {
        self.pieces.first().map_or(0, |piece| piece.start)
    }

    /// Where the whole passage stands.
    pub fn whole(&self) -> Span {
        self.span(0..self.text.len())
    }

    /// The sentence in which a place of the text lies.
    pub fn sentence_at(&self, at: usize) -> Range<usize> {
        let found = self.sentences.iter().find(|sentence| at < sentence.end);
        found.cloned().unwrap_or(0..self.text.len())
    }

    /// Whether it is prose that readers of a text read, and no metadata.
    pub fn is_prose(&self) -> bool {
        match &self.kind {
            PassageKind::Heading(_)
            | PassageKind::Paragraph
            | PassageKind::Item
            | PassageKind::Cell { .. }
            | PassageKind::Definition => true,
            PassageKind::FrontMatter(key) => key == "summary",
            PassageKind::Alternative
            | PassageKind::Caption
            | PassageKind::Row
            | PassageKind::Code
            | PassageKind::Shared(_) => false,
        }
    }

    /// Its words with what they may mean, read once for all rules.
    pub fn words(&self) -> &Words {
        self.words
            .get_or_init(|| Words::read(&self.text, &self.sentences))
    }

    /// The days that it names, looked for once for all rules.
    pub fn days(&self) -> &[Day] {
        self.days.get_or_init(|| dates::find(&self.text))
    }

    /// The labels and names of persons in it, looked for once for all rules.
    pub fn pseudonyms(&self) -> &[Pseudonym] {
        self.pseudonyms
            .get_or_init(|| pseudonyms::find(self.words(), &self.text))
    }

    fn add(&mut self, words: &str, place: Range<usize>, is_verbatim: bool) {
        self.pieces.push(Piece {
            at: self.text.len(),
            start: place.start,
            stop: place.end,
            is_verbatim,
        });
        self.text.push_str(words);
    }

    fn piece_at(&self, at: usize) -> Option<&Piece> {
        let next = self.pieces.partition_point(|piece| piece.at <= at);
        self.pieces.get(next.checked_sub(1)?)
    }
}

/// The passages of a text: those of its front matter, then those of its Markdown.
pub(super) fn of_text(text: &Text) -> Vec<Passage> {
    let markdown = text.markdown();
    let front = markdown.front_matter.iter().flat_map(TomlTree::texts);
    let mut passages: Vec<Passage> = front
        .filter(|written| !matches!(written.keys.first(), Some(&"waivers" | &"check")))
        .map(|written| of_toml(&written, &markdown.text, PassageKind::FrontMatter))
        .collect();
    let mut writer = Writer {
        markdown,
        passages: Vec::new(),
        open: None,
        role: None,
        callout: None,
    };
    // A heading that stands for the title comes before the lead.
    writer.blocks(0..text.lead.end, &PassageKind::Paragraph);
    for section in &text.sections {
        writer.role = section.role;
        let heading = section.heading..markdown.nodes[section.heading].end as usize;
        writer.blocks(heading, &PassageKind::Paragraph);
        writer.blocks(section.content.clone(), &PassageKind::Paragraph);
    }
    passages.append(&mut writer.passages);
    passages
}

/// What heads a column of areas.
const AREAS: [&str; 13] = [
    "ward",
    "area",
    "locality",
    "district",
    "town",
    "place",
    "neighbourhood",
    "parish",
    "borough",
    "village",
    "estate",
    "lives",
    "home",
];

/// A cell with more bytes is prose, and is read by itself.
const LONGEST_CELL: usize = 40;

/// The rows of the tables of a text, each as a passage: what stands in several cells is read
/// together there. Areas are read with “in”, and figures with what their column counts.
pub(super) fn rows(markdown: &Markdown) -> Vec<Passage> {
    let mut rows = Vec::new();
    for table in 0..markdown.nodes.len() {
        if !matches!(markdown.node(table).kind, NodeKind::Table(_)) {
            continue;
        }
        let mut headings: Vec<String> = Vec::new();
        for row in markdown.children(markdown.inside(table)) {
            let cells = markdown.children(markdown.inside(row));
            if matches!(markdown.node(row).kind, NodeKind::TableHead) {
                let words = cells.map(|cell| markdown.plain(markdown.inside(cell)));
                headings = words.map(|words| words.trim().to_lowercase()).collect();
            } else {
                let cells = cells.zip(headings.iter().map(String::as_str));
                rows.extend(row_of(markdown, cells));
            }
        }
    }
    rows
}

/// A row with what stands above its cells, if all of them are short.
fn row_of<'a>(
    markdown: &Markdown,
    cells: impl Iterator<Item = (usize, &'a str)>,
) -> Option<Passage> {
    let mut row = empty(PassageKind::Row, &markdown.file);
    for (cell, heading) in cells {
        let words = markdown.plain(markdown.inside(cell));
        let words = words.trim();
        if words.len() > LONGEST_CELL {
            return None;
        }
        if words.is_empty() {
            continue;
        }
        let node = markdown.node(cell);
        let (start, stop) = (node.start as usize, node.stop as usize);
        let verbatim = markdown.text[start..stop].find(words);
        let place = verbatim.map_or(start..stop, |at| start + at..start + at + words.len());
        let end = place.end..place.end;
        if !row.text.is_empty() {
            row.add(", ", place.start..place.start, false);
        }
        if AREAS.contains(&heading) && !is_sum(words) {
            row.add("in ", place.start..place.start, false);
        }
        row.add(words, place, verbatim.is_some());
        let is_figure = words.bytes().all(|byte| byte.is_ascii_digit());
        if is_figure && is_counted(heading) {
            row.add(&format!(" {heading}"), end, false);
        }
    }
    row.sentences = sentence::split(&row.text);
    (!row.text.is_empty()).then_some(row)
}

/// “Town total”, “All wards”: no area.
fn is_sum(words: &str) -> bool {
    let sums = [
        "total", "totals", "all", "overall", "other", "unknown", "average",
    ];
    let mut words = words.split_whitespace();
    words.any(|word| sums.iter().any(|sum| sum.eq_ignore_ascii_case(word)))
}

/// Whether a heading is one word for several.
fn is_counted(heading: &str) -> bool {
    let is_word = heading.bytes().all(|byte| byte.is_ascii_lowercase());
    is_word
        && (heading.ends_with('s') || matches!(heading, "children" | "people" | "women" | "men"))
}

/// A passage without words.
fn empty(kind: PassageKind, file: &Arc<str>) -> Passage {
    Passage {
        kind,
        role: None,
        callout: None,
        text: String::new(),
        sentences: Vec::new(),
        file: file.clone(),
        pieces: Vec::new(),
        words: OnceLock::new(),
        days: OnceLock::new(),
        pseudonyms: OnceLock::new(),
    }
}

/// A value of TOML as a passage.
pub(super) fn of_toml(
    written: &Written<'_>,
    file: &str,
    kind: impl FnOnce(String) -> PassageKind,
) -> Passage {
    let range = written.span.range();
    let verbatim = file[range.clone()].find(written.text);
    let piece = match verbatim {
        Some(at) => Piece {
            at: 0,
            start: range.start + at,
            stop: range.start + at + written.text.len(),
            is_verbatim: true,
        },
        None => Piece {
            at: 0,
            start: range.start,
            stop: range.end,
            is_verbatim: false,
        },
    };
    Passage {
        kind: kind(written.keys.join(".")),
        role: None,
        callout: None,
        sentences: sentence::split(written.text),
        text: written.text.to_owned(),
        file: written.span.file.clone(),
        pieces: vec![piece],
        words: OnceLock::new(),
        days: OnceLock::new(),
        pseudonyms: OnceLock::new(),
    }
}

struct Writer<'a> {
    markdown: &'a Markdown,
    passages: Vec<Passage>,
    open: Option<Passage>,
    role: Option<Role>,
    callout: Option<Callout>,
}

impl Writer<'_> {
    /// Writes the blocks and words in a range of the nodes; words without a block of their own,
    /// as in tight lists, are of the kind of what encloses them.
    fn blocks(&mut self, range: Range<usize>, enclosing: &PassageKind) {
        let markdown = self.markdown;
        for at in markdown.children(range) {
            self.node(at, enclosing);
        }
        self.close();
    }

    fn node(&mut self, at: usize, enclosing: &PassageKind) {
        let markdown = self.markdown;
        let inside = markdown.inside(at);
        match &markdown.node(at).kind {
            NodeKind::Paragraph => self.block(inside, enclosing),
            NodeKind::Heading(heading) => {
                self.block(inside, &PassageKind::Heading(heading.level));
            }
            NodeKind::Item(_) => self.block(inside, &PassageKind::Item),
            NodeKind::Callout(callout) => {
                let outer = self.callout.replace(*callout);
                self.block(inside, &PassageKind::Paragraph);
                self.callout = outer;
            }
            NodeKind::Quote | NodeKind::Footnote(_) => {
                self.block(inside, &PassageKind::Paragraph);
            }
            NodeKind::List(_) | NodeKind::Table(_) | NodeKind::TableRow | NodeKind::Definitions => {
                self.block(inside, enclosing);
            }
            NodeKind::TableHead => self.block(inside, &PassageKind::Cell { is_heading: true }),
            NodeKind::TableCell => {
                let is_heading = *enclosing == PassageKind::Cell { is_heading: true };
                self.block(inside, &PassageKind::Cell { is_heading });
            }
            NodeKind::DefinitionTerm | NodeKind::Definition => {
                self.block(inside, &PassageKind::Definition);
            }
            NodeKind::Code => self.code(inside),
            NodeKind::Rule => self.close(),
            NodeKind::Emphasis | NodeKind::Strong | NodeKind::Strikethrough | NodeKind::Link(_) => {
                for child in markdown.children(inside) {
                    self.node(child, enclosing);
                }
            }
            NodeKind::Image(image) => self.picture(at, &image.caption),
            NodeKind::Text(_)
            | NodeKind::CodeText(_)
            | NodeKind::SoftBreak
            | NodeKind::HardBreak
            | NodeKind::FootnoteReference(_) => self.words(at, enclosing),
        }
    }

    /// A block stands for itself: what was being written before it ends here.
    fn block(&mut self, inside: Range<usize>, kind: &PassageKind) {
        self.close();
        self.blocks(inside, kind);
    }

    /// Each line of code stands for itself.
    fn code(&mut self, inside: Range<usize>) {
        self.close();
        for at in inside {
            let node = self.markdown.node(at);
            let place = node.start as usize..node.stop as usize;
            let words = self.markdown.literal(node).to_owned();
            let is_verbatim = self.markdown.text[place.clone()] == words;
            let mut start = 0;
            for line in words.split_inclusive('\n') {
                let range = if is_verbatim {
                    place.start + start..place.start + start + line.len()
                } else {
                    place.clone()
                };
                self.push(&PassageKind::Code, line, range, is_verbatim);
                if line.ends_with('\n') {
                    self.close();
                }
                start += line.len();
            }
        }
        self.close();
    }

    /// The words for a picture stand for themselves, in the middle of others.
    fn picture(&mut self, at: usize, caption: &str) {
        let outer = self.open.take();
        self.blocks(self.markdown.inside(at), &PassageKind::Alternative);
        if !caption.is_empty() {
            let node = self.markdown.node(at);
            let (start, stop) = (node.start as usize, node.stop as usize);
            let found = self.markdown.text[start..stop].rfind(caption);
            let (from, to) =
                found.map_or((start, stop), |at| (start + at, start + at + caption.len()));
            self.push(&PassageKind::Caption, caption, from..to, found.is_some());
            self.close();
        }
        self.open = outer;
    }

    fn words(&mut self, at: usize, enclosing: &PassageKind) {
        let markdown = self.markdown;
        let node = markdown.node(at);
        let range = node.start as usize..node.stop as usize;
        match &node.kind {
            NodeKind::SoftBreak | NodeKind::HardBreak => {
                if self.open.is_some() {
                    self.push(enclosing, " ", range, false);
                }
            }
            NodeKind::FootnoteReference(_) => {}
            kind => {
                let words = markdown.literal(node);
                if matches!(kind, NodeKind::CodeText(_)) {
                    let within = markdown.text[range.clone()].find(words);
                    let place = within.map_or(range.clone(), |at| {
                        range.start + at..range.start + at + words.len()
                    });
                    self.push(enclosing, words, place, within.is_some());
                } else {
                    let is_verbatim = matches!(kind, NodeKind::Text(None));
                    self.push(enclosing, words, range, is_verbatim);
                }
            }
        }
    }

    fn push(&mut self, kind: &PassageKind, words: &str, place: Range<usize>, is_verbatim: bool) {
        let (role, callout, file) = (self.role, self.callout, &self.markdown.file);
        let open = self.open.get_or_insert_with(|| Passage {
            role,
            callout,
            ..empty(kind.clone(), file)
        });
        open.add(words, place, is_verbatim);
    }

    fn close(&mut self) {
        let Some(mut passage) = self.open.take() else {
            return;
        };
        if passage.text.trim().is_empty() {
            return;
        }
        passage.sentences = sentence::split(&passage.text);
        self.passages.push(passage);
    }
}
