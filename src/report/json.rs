//! One object a line, for editors and scripts.

use std::borrow::Cow;

use serde::Serialize;

use super::Reporter;
use crate::diagnostic::Diagnostic;

/// A line, with its keys in the order of the alphabet.
#[derive(Serialize)]
struct Told<'a> {
    code: &'a str,
    column: Option<usize>,
    end_column: Option<usize>,
    end_line: Option<usize>,
    file: Option<Cow<'a, str>>,
    help: Option<Cow<'a, str>>,
    line: Option<usize>,
    message: Cow<'a, str>,
    severity: &'a str,
}

impl Reporter<'_> {
    /// A diagnostic as one line of JSON.
    pub fn json(&mut self, diagnostic: &Diagnostic) -> String {
        let place = diagnostic.span.as_ref().map(|span| self.place(span));
        let place = place.as_ref();
        let span = diagnostic.span.as_ref();
        let line = Told {
            code: diagnostic.code,
            column: place.map(|place| place.column),
            end_column: place.map(|place| place.end_column),
            end_line: place.map(|place| place.end_line),
            file: span.map(|span| self.shown(&span.file)),
            help: diagnostic.help.as_ref().map(|help| self.shown(help)),
            line: place.map(|place| place.line),
            message: self.shown(&diagnostic.message),
            severity: diagnostic.severity.as_str(),
        };
        serde_json::to_string(&line).expect("invariant: words and numbers are JSON")
    }
}
