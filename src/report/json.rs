//! One object a line, for editors and scripts.

use serde_json::json;

use super::{position, text_at};
use crate::diagnostic::Diagnostic;
use crate::source::Sources;

/// A diagnostic as one line of JSON.
pub fn json(diagnostic: &Diagnostic, sources: &Sources) -> String {
    let span = diagnostic.span.as_ref();
    let place = span.map(|span| position(text_at(sources, span).as_deref(), span.range()));
    let place = place.as_ref();
    json!({
        "code": diagnostic.code,
        "severity": diagnostic.severity.as_str(),
        "message": diagnostic.message,
        "help": diagnostic.help,
        "file": span.map(|span| &*span.file),
        "line": place.map(|place| place.line),
        "column": place.map(|place| place.column),
        "end_line": place.map(|place| place.end_line),
        "end_column": place.map(|place| place.end_column),
    })
    .to_string()
}
