//! Who decides: what a rule found is told, is off here, or is answered for by a named person.

use std::cell::LazyCell;
use std::sync::Arc;

use super::{Context, Findings, Judged, Rule, WantedText, nearest_rule, rule};
use crate::diagnostic::{Diagnostic, Severity};
use crate::document::Markdown;
use crate::model::checking::{Checking, RuleSetting, Waiver};
use crate::source::{Date, Span, Spanned};

/// What was found, and a named person answers for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waived {
    /// The rule's code.
    pub rule: String,
    /// The file it was found in.
    pub file: Arc<str>,
    /// The words that it points at.
    pub at: String,
    /// Who answers.
    pub by: String,
    /// When they decided.
    pub on: Date,
    /// Why.
    pub reason: String,
    /// Where the waiver stands.
    pub span: Span,
}

/// Files a thing found: as a diagnostic of the severity that is asked for, as waived, or not at
/// all. `own` is what the text it was found in asks for.
pub(super) fn settle(
    found: Diagnostic,
    own: Option<(&Checking, &Markdown)>,
    context: &Context<'_>,
    findings: &mut Findings,
) {
    let Some(rule) = rule(found.code) else {
        return findings.diagnostics.push(found);
    };
    let own_checking = own.map(|(checking, _)| checking);
    let Some(severity) = severity(rule, own_checking, context.checking) else {
        return;
    };
    // Most of what is found is neither waived nor harmless, and its words need not be read.
    let words = LazyCell::new(|| words_at(&found, own.map(|(_, markdown)| markdown)));
    let is_harmless = rule.blocks_publication() && {
        let mut harmless = context.checking.harmless.iter();
        harmless.any(|known| same_words(known, &words))
    };
    if is_harmless {
        return;
    }
    let waivers = own_checking.into_iter().chain([context.checking]);
    let waiver = waivers
        .flat_map(|checking| &checking.waivers)
        .find(|waiver| waiver.rule.value == rule.code && is_meant(waiver, &words));
    drop(words);
    match waiver {
        Some(waiver) => findings.waived.push(Waived {
            rule: rule.code.to_owned(),
            file: found
                .span
                .as_ref()
                .map_or_else(|| "".into(), |span| span.file.clone()),
            at: waiver.at.value.clone(),
            by: waiver.by.clone(),
            on: waiver.on,
            reason: waiver.reason.clone(),
            span: waiver.span.clone(),
        }),
        None => findings.diagnostics.push(Diagnostic { severity, ..found }),
    }
}

/// How much a rule matters: what the text says, or else the project, or else the rule itself. A
/// text cannot switch off a rule on people as a whole; each remark is waived by itself.
fn severity(rule: &Rule, own: Option<&Checking>, project: &Checking) -> Option<Severity> {
    let setting = |checking: &Checking| {
        let mut settings = checking.severities.iter();
        let found = settings.find(|setting| setting.rule.value == rule.code);
        found.map(|setting: &RuleSetting| setting.severity)
    };
    let of_text = own.filter(|_| !rule.blocks_publication()).and_then(setting);
    of_text
        .or_else(|| setting(project))
        .unwrap_or(Some(rule.severity))
}

/// The words that a diagnostic points at; the name of the file where it points at the whole.
fn words_at(found: &Diagnostic, markdown: Option<&Markdown>) -> String {
    let Some(span) = &found.span else {
        return String::new();
    };
    match markdown.and_then(|markdown| markdown.text.get(span.range())) {
        Some(words) if !words.is_empty() => words.to_owned(),
        Some(_) | None => span.file.to_string(),
    }
}

/// Words that go on for long may be broken off with three points.
fn is_meant(waiver: &Waiver, words: &str) -> bool {
    let at = waiver.at.value.trim();
    let beginning = at.strip_suffix('…').or_else(|| at.strip_suffix("..."));
    match beginning {
        Some(beginning) => plain(words).starts_with(plain(beginning).trim_end()),
        None => same_words(at, words),
    }
}

fn same_words(one: &str, other: &str) -> bool {
    plain(one) == plain(other)
}

/// Words without the difference of straight and curly apostrophes, of line ends and of case.
fn plain(words: &str) -> String {
    let parts: Vec<&str> = words.split_whitespace().collect();
    parts.join(" ").replace('’', "'").to_lowercase()
}

/// Looks whether settings and waivers name rules that there are, and whether each waiver is
/// still of use.
pub(super) fn review(
    texts: &[WantedText<'_>],
    judged: &[Arc<Judged>],
    context: &Context<'_>,
    findings: &mut Findings,
) {
    let of_texts = texts.iter().zip(judged);
    let of_texts = of_texts.map(|(text, judged)| (text.checking, Some(judged)));
    let mut told = Vec::new();
    for (checking, text) in of_texts.chain([(context.checking, None)]) {
        if checking.severities.is_empty() && checking.waivers.is_empty() {
            continue;
        }
        for setting in &checking.severities {
            match rule(&setting.rule.value) {
                None => told.push(unknown(&setting.rule)),
                Some(rule) if text.is_some() && rule.blocks_publication() => told.push(
                    Diagnostic::error("rule-not-for-texts", setting.rule.span.clone(), format!("a text cannot set how much `{}` matters", rule.code))
                        .help("What it finds concerns people. Let a named person waive each remark, with [[waivers]]."),
                ),
                Some(_) => {}
            }
        }
        for waiver in &checking.waivers {
            if rule(&waiver.rule.value).is_none() {
                told.push(unknown(&waiver.rule));
            } else if waiver.on > context.today {
                told.push(
                    Diagnostic::warning(
                        "waiver-in-future",
                        waiver.span.clone(),
                        format!("this waiver is dated {}, a day to come", waiver.on),
                    )
                    .help("Write the day on which the decision was made."),
                );
            } else if !is_used(waiver, text, judged, findings) {
                told.push(
                    Diagnostic::warning("unused-waiver", waiver.at.span.clone(), format!("`{}` finds nothing at “{}” any more", waiver.rule.value, waiver.at.value))
                        .help("Delete the waiver, or correct its words: they are to be those that the remark points at."),
                );
            }
        }
    }
    findings.diagnostics.extend(told);
}

/// Whether a waiver of a text, or of the project where there is none, has met something.
fn is_used(
    waiver: &Waiver,
    text: Option<&Arc<Judged>>,
    judged: &[Arc<Judged>],
    others: &Findings,
) -> bool {
    let meets = |waived: &Waived| waived.span == waiver.span;
    let in_texts = match text {
        Some(text) => text.findings.waived.iter().any(meets),
        None => judged
            .iter()
            .any(|text| text.findings.waived.iter().any(meets)),
    };
    in_texts || others.waived.iter().any(meets)
}

fn unknown(name: &Spanned<String>) -> Diagnostic {
    let meant = nearest_rule(&name.value)
        .map(|meant| format!("Did you mean `{meant}`? "))
        .unwrap_or_default();
    Diagnostic::error(
        "unknown-rule",
        name.span.clone(),
        format!("the check has no rule called `{}`", name.value),
    )
    .help(format!("{meant}`sevenfold check --list` names them all."))
}
