//! Diagnostics for people and for machines.

mod browser;
mod github;
mod json;
mod sarif;
mod terminal;

use std::borrow::Cow;
use std::ops::Range;
use std::sync::Arc;

use crate::diagnostic::{Diagnostic, Severity};
use crate::names::Names;
use crate::source::{Content, Sources, Span};

pub use browser::{Excerpt, Remark};
pub use sarif::{Described, Suppressed};
pub use terminal::Look;

/// How many diagnostics there are of each severity.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Errors.
    pub errors: usize,
    /// Warnings.
    pub warnings: usize,
    /// Remarks.
    pub remarks: usize,
}

/// Counts diagnostics.
pub fn counts(diagnostics: &[Diagnostic]) -> Counts {
    let of = |severity| {
        diagnostics
            .iter()
            .filter(|diagnostic| diagnostic.severity == severity)
            .count()
    };
    Counts {
        errors: of(Severity::Error),
        warnings: of(Severity::Warning),
        remarks: of(Severity::Remark),
    }
}

impl std::ops::Add for Counts {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self {
            errors: self.errors + other.errors,
            warnings: self.warnings + other.warnings,
            remarks: self.remarks + other.remarks,
        }
    }
}

impl std::fmt::Display for Counts {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let part = |number: usize, one: &str| {
            (number > 0).then(|| format!("{number} {one}{}", if number == 1 { "" } else { "s" }))
        };
        let parts: Vec<String> = [
            part(self.errors, "error"),
            part(self.warnings, "warning"),
            part(self.remarks, "remark"),
        ]
        .into_iter()
        .flatten()
        .collect();
        formatter.write_str(&if parts.is_empty() {
            "nothing to remark".to_owned()
        } else {
            parts.join(", ")
        })
    }
}

/// Writes diagnostics that speak of these sources. Those of one file should come together: its
/// lines are counted once.
///
/// A report travels further than the text. So whatever a diagnostic says, and whatever line is
/// shown with it, words of the project’s list of names are written as hashes, here and nowhere else.
pub struct Reporter<'a> {
    sources: &'a Sources,
    names: Names,
    last: Option<Lined<'a>>,
}

impl<'a> Reporter<'a> {
    /// For diagnostics of these sources.
    pub fn new(sources: &'a Sources) -> Self {
        Self {
            sources,
            names: Names::new(sources),
            last: None,
        }
    }

    /// The line that a diagnostic points at, from 1.
    pub fn line(&mut self, diagnostic: &Diagnostic) -> usize {
        let place = diagnostic.span.as_ref().map(|span| self.place(span));
        place.map_or(1, |place| place.line)
    }

    /// Words that are to be printed, without words of the list of names.
    pub fn shown<'t>(&self, text: &'t str) -> Cow<'t, str> {
        self.names.hidden(text)
    }

    /// The message and what to do, in one paragraph.
    fn sentence(&self, diagnostic: &Diagnostic) -> String {
        match &diagnostic.help {
            Some(help) => self
                .shown(&format!("{}. {help}", diagnostic.message))
                .into_owned(),
            None => self.shown(&diagnostic.message).into_owned(),
        }
    }

    /// A place in lines and columns.
    fn place(&mut self, span: &Span) -> Place {
        let file = self.file(span);
        let (line, column) = file.position(span.start as usize);
        let (end_line, end_column) = file.position(span.end.max(span.start) as usize);
        Place {
            line,
            column,
            end_line,
            end_column,
        }
    }

    /// The file that a place is in.
    fn file(&mut self, span: &Span) -> &Lined<'a> {
        if self.last.as_ref().is_none_or(|last| last.path != span.file) {
            self.last = Some(Lined::new(self.sources, &span.file));
        }
        self.last.as_ref().expect("invariant: it was just made")
    }
}

/// A place in lines and columns from 1, the columns in characters.
struct Place {
    line: usize,
    column: usize,
    end_line: usize,
    end_column: usize,
}

/// A file and where its lines begin. What is no UTF-8 is shown as well as can be.
struct Lined<'a> {
    path: Arc<str>,
    text: Cow<'a, str>,
    starts: Vec<usize>,
}

impl<'a> Lined<'a> {
    fn new(sources: &'a Sources, path: &Arc<str>) -> Self {
        let text = match sources.get(path).map(|file| &file.content) {
            Some(Content::Text(text)) => Cow::Borrowed(&**text),
            Some(Content::Bytes(bytes)) => String::from_utf8_lossy(bytes),
            Some(Content::TooLarge { .. } | Content::Unread(_)) | None => Cow::Borrowed(""),
        };
        let newlines = text
            .bytes()
            .enumerate()
            .filter(|(_, byte)| *byte == b'\n')
            .map(|(at, _)| at + 1);
        let starts = std::iter::once(0).chain(newlines).collect();
        Self {
            path: path.clone(),
            text,
            starts,
        }
    }

    /// The number, from 0, of the line that a byte is in.
    fn line(&self, at: usize) -> usize {
        self.starts.partition_point(|start| *start <= at) - 1
    }

    /// Where a line begins, and where it ends without its newline.
    fn range_of(&self, line: usize) -> Range<usize> {
        let start = self.starts[line];
        let end = self
            .starts
            .get(line + 1)
            .map_or(self.text.len(), |next| next - 1);
        start..end
    }

    /// A place as line and column from 1, the column in characters.
    fn position(&self, at: usize) -> (usize, usize) {
        let at = self.text.floor_char_boundary(at);
        let line = self.line(at);
        (
            line + 1,
            self.text[self.starts[line]..at].chars().count() + 1,
        )
    }
}
