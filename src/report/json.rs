//! One object a line, for editors and scripts.

use serde_json::json;

use super::Reporter;
use crate::diagnostic::Diagnostic;

impl Reporter<'_> {
    /// A diagnostic as one line of JSON.
    pub fn json(&mut self, diagnostic: &Diagnostic) -> String {
        let place = diagnostic.span.as_ref().map(|span| self.place(span));
        let place = place.as_ref();
        json!({
            "code": diagnostic.code,
            "severity": diagnostic.severity.as_str(),
            "message": self.shown(&diagnostic.message),
            "help": diagnostic.help.as_ref().map(|help| self.shown(help)),
            "file": diagnostic.span.as_ref().map(|span| self.shown(&span.file)),
            "line": place.map(|place| place.line),
            "column": place.map(|place| place.column),
            "end_line": place.map(|place| place.end_line),
            "end_column": place.map(|place| place.end_column),
        })
        .to_string()
    }
}
