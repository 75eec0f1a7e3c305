//! One object a line, for editors and scripts.

use serde_json::json;

use super::Reporter;
use crate::diagnostic::Diagnostic;

impl Reporter<'_> {
    /// A diagnostic as one line of JSON.
    pub fn json(&mut self, diagnostic: &Diagnostic) -> String {
        let place = diagnostic.span.as_ref().map(|span| {
            let file = self.file(span);
            (
                file.position(span.start as usize),
                file.position(span.end.max(span.start) as usize),
            )
        });
        json!({
            "code": diagnostic.code,
            "severity": diagnostic.severity.as_str(),
            "message": diagnostic.message,
            "help": diagnostic.help,
            "file": diagnostic.span.as_ref().map(|span| &*span.file),
            "line": place.map(|((line, _), _)| line),
            "column": place.map(|((_, column), _)| column),
            "end_line": place.map(|(_, (line, _))| line),
            "end_column": place.map(|(_, (_, column))| column),
        })
        .to_string()
    }
}
