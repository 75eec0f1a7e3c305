//! What an author asks of the check: how much a rule matters, which words are harmless, and what
//! was waived by whom.

use crate::diagnostic::Severity;
use crate::document::shape::{Field, Item, KeyForm, Kind, Others, Record, Shape};
use crate::source::{Date, Span, Spanned};

/// What a project or one text asks of the check.
#[derive(Clone, Debug, Default)]
pub struct Checking {
    /// How much rules matter here.
    pub severities: Vec<RuleSetting>,
    /// What a named person answers for.
    pub waivers: Vec<Waiver>,
    /// Words that look as if they could expose somebody, and cannot.
    pub harmless: Vec<String>,
    /// The school grade that a text may ask of its readers at the most.
    pub grade: Option<i64>,
    /// How many months a resource may stand unchecked.
    pub months: Option<i64>,
}

/// How much a rule matters in a project or in one text.
#[derive(Clone, Debug)]
pub struct RuleSetting {
    /// The rule's code.
    pub rule: Spanned<String>,
    /// `None` where it is off.
    pub severity: Option<Severity>,
}

/// A remark that a named person has looked at, and for which they answer.
#[derive(Clone, Debug)]
pub struct Waiver {
    /// The rule's code.
    pub rule: Spanned<String>,
    /// The words that the remark points at.
    pub at: Spanned<String>,
    /// Who answers: a name or a role.
    pub by: String,
    /// When they decided.
    pub on: Date,
    /// Why.
    pub reason: String,
    /// Where it stands.
    pub span: Span,
}

const SEVERITIES: [&str; 4] = ["off", "remark", "warning", "error"];

/// `[check]` in site.toml.
pub(super) const PROJECT: Field = Field {
    key: "check",
    kind: Kind::Table(&Shape {
        title: "[check]",
        fields: &[
            Field {
                key: "harmless",
                kind: Kind::List(&Kind::Text),
                required: false,
                doc: "Words that the rules on people would take for a name, a place or a number, and that expose nobody.",
            },
            Field {
                key: "reading_grade",
                kind: Kind::Integer(1),
                required: false,
                doc: "The school grade (Flesch–Kincaid) that a text may ask of its readers at the most.",
            },
            Field {
                key: "resource_months",
                kind: Kind::Integer(1),
                required: false,
                doc: "How many months an entry of the resource directory may stand unchecked.",
            },
        ],
        others: Some(Others {
            key: KeyForm::Id,
            kind: Kind::Choice(&SEVERITIES),
            doc: "A rule's code, and how much it matters: off, remark, warning or error.",
        }),
    }),
    required: false,
    doc: "How much each rule of the check matters. `sevenfold check --list` names the rules.",
};

/// `[check]` in the front matter of a text.
pub(super) const TEXT: Field = Field {
    key: "check",
    kind: Kind::Table(&Shape {
        title: "[check]",
        fields: &[],
        others: Some(Others {
            key: KeyForm::Id,
            kind: Kind::Table(&Shape {
                title: "a rule's setting",
                fields: &[
                    Field {
                        key: "severity",
                        kind: Kind::Choice(&SEVERITIES),
                        required: true,
                        doc: "How much the rule matters in this text.",
                    },
                    Field {
                        key: "reason",
                        kind: Kind::Text,
                        required: true,
                        doc: "Why it is so in this text.",
                    },
                ],
                others: None,
            }),
            doc: "A rule's code, and how much it matters in this text.",
        }),
    }),
    required: false,
    doc: "How much rules of the check matter in this text, with a reason for each.",
};

/// `[[waivers]]`, in the front matter of a text or in site.toml.
pub(super) const WAIVERS: Field = Field {
    key: "waivers",
    kind: Kind::List(&Kind::Table(&Shape {
        title: "a waiver",
        fields: &[
            required("rule", Kind::Id("a rule"), "The code of the rule."),
            required(
                "at",
                Kind::Text,
                "The words that the remark points at, as they stand in the file.",
            ),
            required(
                "by",
                Kind::Text,
                "Who looked at it and answers for it: a name or a role.",
            ),
            required("on", Kind::Date, "The day of the decision."),
            required("reason", Kind::Text, "Why nobody can be recognised by it."),
        ],
        others: None,
    })),
    required: false,
    doc: "Remarks of the check that a named person has looked at and answers for.",
};

const fn required(key: &'static str, kind: Kind, doc: &'static str) -> Field {
    Field {
        key,
        kind,
        required: true,
        doc,
    }
}

/// What a record of `site.toml` or of a text's front matter asks.
pub(super) fn read(record: &Record) -> Checking {
    let check = record.record("check");
    let entries = check.into_iter().flat_map(Record::entries);
    let severities = entries.filter_map(|entry| {
        let word = match &entry.item.value {
            Item::Text(word) => word.clone(),
            Item::Record(setting) => setting.text("severity")?,
            Item::Integer(_) | Item::Boolean(_) | Item::Date(_) | Item::List(_) => return None,
        };
        Some(RuleSetting {
            rule: entry.key.clone(),
            severity: severity(&word),
        })
    });
    let waivers = record.records("waivers").filter_map(|waiver| {
        Some(Waiver {
            rule: waiver.spanned_text("rule")?,
            at: waiver.spanned_text("at")?,
            by: waiver.text("by")?,
            on: waiver.date("on")?,
            reason: waiver.text("reason")?,
            span: waiver.span.clone(),
        })
    });
    let number = |key: &str| check.and_then(|check| check.integer(key));
    Checking {
        severities: severities.collect(),
        waivers: waivers.collect(),
        harmless: check
            .map(|check| check.texts("harmless"))
            .unwrap_or_default()
            .into_iter()
            .map(|words| words.value)
            .collect(),
        grade: number("reading_grade"),
        months: number("resource_months"),
    }
}

/// `None` where it is off.
fn severity(word: &str) -> Option<Severity> {
    let all = [Severity::Remark, Severity::Warning, Severity::Error];
    all.into_iter().find(|severity| severity.as_str() == word)
}
