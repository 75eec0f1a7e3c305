//! For the preview: the parts of a remark, to be put together in the page.

use serde::Serialize;

use super::Reporter;
use crate::diagnostic::Diagnostic;

/// A diagnostic, ready to be shown.
#[derive(Debug, Serialize)]
pub struct Remark {
    /// How much it matters, in a word.
    pub severity: &'static str,
    /// What kind of remark.
    pub code: &'static str,
    /// One sentence in plain English.
    pub message: String,
    /// What to do.
    pub help: Option<String>,
    /// The file, from the project's root.
    pub file: Option<String>,
    /// The line, from 1.
    pub line: Option<usize>,
    /// The column, from 1, in characters.
    pub column: Option<usize>,
    /// The line of the file, if there is anything in it.
    pub excerpt: Option<Excerpt>,
}

/// A line of a file, in three parts.
#[derive(Debug, Serialize)]
pub struct Excerpt {
    /// What stands before the fault.
    pub before: String,
    /// The fault, as far as it stands in this line.
    pub marked: String,
    /// What stands behind it.
    pub after: String,
}

impl Reporter<'_> {
    /// A diagnostic as its parts.
    pub fn remark(&mut self, diagnostic: &Diagnostic) -> Remark {
        let place = diagnostic.span.as_ref().map(|span| {
            let file = self.file(span);
            let start = file.text.floor_char_boundary(span.start as usize);
            let (line, column) = file.position(start);
            let lines = file.range_of(line - 1);
            let end = file
                .text
                .ceil_char_boundary(span.end as usize)
                .clamp(start, lines.end.max(start));
            let text = |range: std::ops::Range<usize>| {
                let text = file.text.get(range).unwrap_or_default();
                text.trim_end_matches('\r').to_owned()
            };
            let whole = text(lines.clone());
            let marked = start - lines.start..end - lines.start;
            (line, column, whole, marked)
        });
        let (line, column, excerpt) = match place {
            Some((line, column, whole, marked)) => {
                let (text, marked) = self.names.hidden_with(&whole, marked);
                let excerpt = (!text.trim().is_empty()).then(|| Excerpt {
                    before: text[..marked.start.min(text.len())].to_owned(),
                    marked: text.get(marked.clone()).unwrap_or_default().to_owned(),
                    after: text.get(marked.end..).unwrap_or_default().to_owned(),
                });
                (Some(line), Some(column), excerpt)
            }
            None => (None, None, None),
        };
        Remark {
            severity: diagnostic.severity.as_str(),
            code: diagnostic.code,
            message: self.shown(&diagnostic.message).into_owned(),
            help: diagnostic
                .help
                .as_ref()
                .map(|help| self.shown(help).into_owned()),
            file: diagnostic
                .span
                .as_ref()
                .map(|span| self.shown(&span.file).into_owned()),
            line,
            column,
            excerpt,
        }
    }
}
