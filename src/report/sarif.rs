//! The Static Analysis Results Interchange Format (OASIS SARIF 2.1.0), which code platforms show
//! beside a change. It quotes no line of a text: a report may travel further than the text.

use std::collections::BTreeSet;

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
    /// How much it matters where nobody says otherwise.
    pub severity: Severity,
}

/// Something found for which a named person answers.
#[derive(Clone, Debug)]
pub struct Suppressed<'a> {
    /// What was found.
    pub found: &'a Diagnostic,
    /// Why it may stand, and who says so.
    pub why: String,
}

impl Reporter<'_> {
    /// All diagnostics of a run as one log.
    pub fn sarif(
        &mut self,
        diagnostics: &[Diagnostic],
        suppressed: &[Suppressed<'_>],
        rules: &[Described],
    ) -> String {
        // What a build says has no page, and yet a kind of its own.
        let codes = rules.iter().map(|rule| rule.code);
        let others = diagnostics.iter().map(|found| found.code);
        let mut codes: Vec<&str> = codes.chain(others).collect();
        let mut known = BTreeSet::new();
        codes.retain(|code| known.insert(*code));
        let mut results: Vec<Value> = diagnostics
            .iter()
            .map(|diagnostic| self.result(diagnostic, &codes))
            .collect();
        for suppressed in suppressed {
            let mut result = self.result(suppressed.found, &codes);
            result["suppressions"] = json!([{
                "kind": "inSource",
                "status": "accepted",
                "justification": self.shown(&suppressed.why),
            }]);
            results.push(result);
        }
        let rules: Vec<Value> = codes
            .iter()
            .map(|code| match rules.iter().find(|rule| rule.code == *code) {
                Some(rule) => json!({
                    "id": rule.code,
                    "shortDescription": { "text": rule.title },
                    "fullDescription": { "text": rule.reason },
                    "help": { "text": format!(
                        "{} `sevenfold check --explain {}` prints its page.",
                        rule.reason, rule.code
                    ) },
                    "defaultConfiguration": { "level": level(rule.severity) },
                }),
                None => {
                    let first = diagnostics.iter().find(|found| found.code == *code);
                    let severity = first.map_or(Severity::Error, |found| found.severity);
                    json!({
                        "id": code,
                        "shortDescription": { "text": code.replace('-', " ") },
                        "help": { "text": "Each result says what to do." },
                        "defaultConfiguration": { "level": level(severity) },
                    })
                }
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

    fn result(&mut self, diagnostic: &Diagnostic, codes: &[&str]) -> Value {
        let mut result = json!({
            "ruleId": diagnostic.code,
            "level": level(diagnostic.severity),
            "message": { "text": self.sentence(diagnostic) },
        });
        if let Some(index) = codes.iter().position(|code| *code == diagnostic.code) {
            result["ruleIndex"] = index.into();
        }
        if let Some(span) = &diagnostic.span {
            let place = self.place(span);
            result["locations"] = json!([{ "physicalLocation": {
                "artifactLocation": { "uri": uri(&self.shown(&span.file)), "uriBaseId": "%SRCROOT%" },
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

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Remark => "note",
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
