//! The Static Analysis Results Interchange Format (OASIS SARIF 2.1.0), which code platforms show
//! beside a change. It quotes no line of a text: a report may travel further than the text.

use serde_json::{Value, json};

use super::Reporter;
use crate::diagnostic::{Diagnostic, Severity};

/// What there is to tell of a rule.
#[derive(Clone, Debug)]
pub struct Described {
    /// Its code.
    pub code: &'static str,
    /// What it is about, in a few words.
    pub title: String,
    /// Why it matters.
    pub reason: String,
}

impl Reporter<'_> {
    /// All diagnostics of a run as one log.
    pub fn sarif(&mut self, diagnostics: &[Diagnostic], rules: &[Described]) -> String {
        let results: Vec<Value> = diagnostics
            .iter()
            .map(|diagnostic| self.result(diagnostic, rules))
            .collect();
        let rules: Vec<Value> = rules
            .iter()
            .map(|rule| {
                json!({
                    "id": rule.code,
                    "shortDescription": { "text": rule.title },
                    "fullDescription": { "text": rule.reason },
                })
            })
            .collect();
        let log = json!({
            "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
            "version": "2.1.0",
            "runs": [{
                "tool": { "driver": {
                    "name": "sevenfold",
                    "version": env!("CARGO_PKG_VERSION"),
                    "rules": rules,
                } },
                "columnKind": "unicodeCodePoints",
                "results": results,
            }],
        });
        format!("{log:#}")
    }

    fn result(&mut self, diagnostic: &Diagnostic, rules: &[Described]) -> Value {
        let message = match &diagnostic.help {
            Some(help) => format!("{}. {help}", diagnostic.message),
            None => diagnostic.message.clone(),
        };
        let mut result = json!({
            "ruleId": diagnostic.code,
            "level": match diagnostic.severity {
                Severity::Error => "error",
                Severity::Warning => "warning",
                Severity::Remark => "note",
            },
            "message": { "text": message },
        });
        if let Some(index) = rules.iter().position(|rule| rule.code == diagnostic.code) {
            result["ruleIndex"] = index.into();
        }
        if let Some(span) = &diagnostic.span {
            let place = self.place(span);
            result["locations"] = json!([{ "physicalLocation": {
                "artifactLocation": { "uri": uri(&span.file), "uriBaseId": "%SRCROOT%" },
                "region": {
                    "startLine": place.line,
                    "startColumn": place.column,
                    "endLine": place.end_line,
                    "endColumn": place.end_column,
                },
            } }]);
        }
        result
    }
}

/// A path as a relative reference (RFC 3986).
fn uri(path: &str) -> String {
    const KEPT: &percent_encoding::AsciiSet = &percent_encoding::NON_ALPHANUMERIC
        .remove(b'/')
        .remove(b'.')
        .remove(b'-')
        .remove(b'_')
        .remove(b'~');
    percent_encoding::utf8_percent_encode(path, KEPT).to_string()
}
