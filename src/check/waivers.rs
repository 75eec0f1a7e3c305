//! Who decides: what a rule found is told, is off here, or is answered for by a named person.

use std::cell::LazyCell;
use std::sync::Arc;

use super::{Context, Findings, Judged, Rule, WantedText, nearest_rule, rule};
use crate::diagnostic::{Diagnostic, Mark, Severity};
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
    /// What was found.
    pub found: Diagnostic,
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
        .find(|waiver| {
            waiver.rule.value == rule.code
                && waiver.on <= context.today
                && names_somebody(&waiver.by)
                && is_meant(waiver, found.part, &words)
        });
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
            found: Diagnostic { severity, ..found },
        }),
        None => findings.diagnostics.push(Diagnostic { severity, ..found }),
    }
}

/// How much a rule matters: what the text says, or else the project, or else the rule itself. A
/// text cannot switch off a rule on people as a whole; each remark is waived by itself.
pub(super) fn severity(
    rule: &Rule,
    own: Option<&Checking>,
    project: &Checking,
) -> Option<Severity> {
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

/// Whether a waiver names what was found: by its words, by their beginning and end with three
/// points between, or by the marks of recommendations (“R1, R3 and R4”).
fn is_meant(waiver: &Waiver, part: Option<Mark>, words: &str) -> bool {
    let at = waiver.at.value.trim();
    if has_no_words(at) || is_too_short(at) {
        return false;
    }
    if let Some(part) = part
        && marks(at).is_some_and(|marks| marks.contains(&part))
    {
        return true;
    }
    match broken_off(at) {
        Some((beginning, end)) => {
            let words = plain(words);
            let (beginning, end) = (plain(beginning), plain(end));
            words.len() >= beginning.len() + end.len()
                && words.starts_with(&beginning)
                && words.ends_with(&end)
        }
        None => same_words(at, words),
    }
}

/// The words before and behind three points; behind them there may be none.
fn broken_off(at: &str) -> Option<(&str, &str)> {
    at.split_once('…').or_else(|| at.split_once("..."))
}

fn has_no_words(at: &str) -> bool {
    !at.contains(char::is_alphanumeric)
}

/// Whether there are so few words beside the three points that they may fit anything.
fn is_too_short(at: &str) -> bool {
    let is_short = |words: &str| words.split_whitespace().count() < 2;
    broken_off(at).is_some_and(|(beginning, end)| {
        is_short(beginning) || !end.trim().is_empty() && is_short(end)
    })
}

/// The marks that a waiver lists, where it lists nothing else.
fn marks(at: &str) -> Option<Vec<Mark>> {
    let words = at.split(|letter: char| letter == ',' || letter.is_whitespace());
    let words = words.filter(|word| !word.is_empty() && *word != "and");
    let marks: Vec<Mark> = words.map(Mark::of).collect::<Option<_>>()?;
    (!marks.is_empty()).then_some(marks)
}

/// Whether somebody stands behind a decision: two letters at least.
fn names_somebody(by: &str) -> bool {
    by.chars().filter(|letter| letter.is_alphabetic()).count() >= 2
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
            review_waiver(waiver, checking, text, judged, context, findings, &mut told);
        }
    }
    findings.diagnostics.extend(told);
}

/// Looks whether one waiver says whom, what and why, and whether it is still of use.
fn review_waiver(
    waiver: &Waiver,
    checking: &Checking,
    text: Option<&Arc<Judged>>,
    judged: &[Arc<Judged>],
    context: &Context<'_>,
    findings: &Findings,
    told: &mut Vec<Diagnostic>,
) {
    let Some(rule) = rule(&waiver.rule.value) else {
        return told.push(unknown(&waiver.rule));
    };
    let at = waiver.at.value.trim();
    if has_no_words(at) || is_too_short(at) {
        return told.push(
            Diagnostic::error("waiver-too-wide", waiver.at.span.clone(), format!("“{at}” has too few words to say which remark is meant"))
                .help("Write the words that the remark points at. With three points, write at least two words on each side that has any."),
        );
    }
    if !names_somebody(&waiver.by) {
        return told.push(
            Diagnostic::warning("waiver-without-name", waiver.span.clone(), "this waiver names nobody who answers for it, and has no effect")
                .help("A reader will ask who looked at it. Write a name or a role, as in by = \"Learning Manager\"."),
        );
    }
    if waiver.on > context.today {
        return told.push(
            Diagnostic::warning(
                "waiver-in-future",
                waiver.span.clone(),
                format!(
                    "this waiver is dated {}, a day to come, and has no effect yet",
                    waiver.on
                ),
            )
            .help("Write the day on which the decision was made."),
        );
    }
    if waiver.reason.split_whitespace().count() < 3 {
        told.push(
            Diagnostic::warning("waiver-without-reason", waiver.span.clone(), format!("“{}” is hardly a reason", waiver.reason.trim()))
                .help("A reader will ask why it may stand. Say in a few words why nobody can be recognised by it, or why it is right as it is."),
        );
    }
    let own = text.is_some().then_some(checking);
    if severity(rule, own, context.checking).is_none() {
        return;
    }
    let used = used(waiver, text, judged, findings);
    let idle: Vec<String> = match marks(at) {
        Some(marks) if rule.code.starts_with("recommendation-") => {
            let parts: Vec<Mark> = used.iter().filter_map(|it| it.found.part).collect();
            let idle = marks.iter().filter(|mark| !parts.contains(mark));
            idle.map(Mark::to_string).collect()
        }
        Some(_) | None if used.is_empty() => vec![at.to_owned()],
        Some(_) | None => Vec::new(),
    };
    if !idle.is_empty() {
        told.push(
            Diagnostic::warning(
                "unused-waiver",
                waiver.at.span.clone(),
                format!("`{}` finds nothing at “{}” any more", rule.code, idle.join(", ")),
            )
            .help("Delete the waiver, or correct its words: they are to be those that the remark points at."),
        );
    }
}

/// What a waiver of a text, or of the project where there is none, has met.
fn used<'a>(
    waiver: &Waiver,
    text: Option<&'a Arc<Judged>>,
    judged: &'a [Arc<Judged>],
    others: &'a Findings,
) -> Vec<&'a Waived> {
    let texts = match text {
        Some(text) => std::slice::from_ref(text),
        None => judged,
    };
    let of_texts = texts.iter().flat_map(|text| &text.findings.waived);
    let all = of_texts.chain(&others.waived);
    all.filter(|waived| waived.span == waiver.span).collect()
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
