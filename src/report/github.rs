//! Workflow commands, with which GitHub Actions marks the lines of a change.

use super::Reporter;
use crate::diagnostic::{Diagnostic, Severity};

impl Reporter<'_> {
    /// A diagnostic as one workflow command.
    pub fn github(&mut self, diagnostic: &Diagnostic) -> String {
        let command = match diagnostic.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Remark => "notice",
        };
        let place = diagnostic.span.as_ref().map(|span| {
            let place = self.place(span);
            format!(
                "file={},line={},endLine={},col={},endColumn={},",
                property(&self.shown(&span.file)),
                place.line,
                place.end_line,
                place.column,
                place.end_column
            )
        });
        format!(
            "::{command} {}title={}::{}",
            place.unwrap_or_default(),
            property(diagnostic.code),
            escaped(&self.sentence(diagnostic))
        )
    }
}

/// A message: the characters that end a command or begin an escape are written as one.
fn escaped(text: &str) -> String {
    text.replace('%', "%25")
        .replace('\r', "%0D")
        .replace('\n', "%0A")
}

/// A property, in which colons and commas mean something too.
fn property(text: &str) -> String {
    escaped(text).replace(':', "%3A").replace(',', "%2C")
}
