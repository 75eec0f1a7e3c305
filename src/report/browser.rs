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
            let is_blank = text(lines.clone()).trim().is_empty();
            let excerpt = (!is_blank).then(|| Excerpt {
                before: text(lines.start..start),
                marked: text(start..end),
                after: text(end..lines.end),
            });
            (line, column, excerpt)
        });
        let (line, column, excerpt) = place
            .map_or((None, None, None), |(line, column, excerpt)| {
                (Some(line), Some(column), excerpt)
            });
        Remark {
            severity: diagnostic.severity.as_str(),
            code: diagnostic.code,
            message: diagnostic.message.clone(),
            help: diagnostic.help.clone(),
            file: diagnostic.span.as_ref().map(|span| span.file.to_string()),
            line,
            column,
            excerpt,
        }
    }
}
