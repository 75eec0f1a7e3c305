//! Recommendations that ask for more than one thing.

use std::ops::Range;

use crate::check::{Passage, Remarks, Rule, Run, Subject, verbs};
use crate::diagnostic::Severity;
use crate::model::Briefing;

pub(super) const RULE: Rule = Rule {
    code: "recommendation-several-actions",
    severity: Severity::Remark,
    manual: include_str!("../../../docs/checks/recommendation-several-actions.md"),
    run: Run::EachBriefing(check),
};

fn check(briefing: &Briefing, subject: &Subject<'_>, remarks: &mut Remarks) {
    // What a guide asks for is no task with an end.
    if briefing.audit.kind.as_deref() == Some("guide") {
        return;
    }
    let items = briefing.recommendations.iter();
    for item in items.filter(|item| item.is_open()) {
        let passages: Vec<&Passage> = subject.passages_of(item).collect();
        let actions = actions(&passages);
        let [_, (passage, second), ..] = &actions[..] else {
            continue;
        };
        remarks.add(
            passage.span(second.clone()),
            format!("{} asks for {} actions", item.mark, actions.len()),
            "Make an item of its own of each, with its own mark: then each has an owner and a day, and can be done while the other is not.",
        );
    }
}

/// The actions that a recommendation asks for, as ranges of its passages.
fn actions<'a>(passages: &[&'a Passage]) -> Vec<(&'a Passage, Range<usize>)> {
    let mut found: Vec<(&Passage, Range<usize>)> = Vec::new();
    for (number, passage) in passages.iter().enumerate() {
        let is_within = number > 0;
        // “Agree a procedure that says:” is one action, whatever the list below says.
        let opens = passages[0].text.trim_end().ends_with(':');
        if is_within && opens && verbs::is_imperative(words_of(passages[0], 0)) {
            break;
        }
        for sentence in &passage.sentences {
            let from = sentence.end - words_of(passage, sentence.start).len().min(sentence.len());
            for part in parts(&passage.text, from..sentence.end) {
                let words = &passage.text[part.clone()];
                let asks = if found.is_empty() && !is_within {
                    verbs::is_imperative(words)
                } else {
                    verbs::is_action(words)
                };
                if asks {
                    found.push((passage, part));
                }
            }
        }
    }
    found
}

/// The words of the sentence that begins there, without the mark of the recommendation.
fn words_of(passage: &Passage, start: usize) -> &str {
    let words = &passage.text[start..passage.sentence_at(start).end];
    match words
        .strip_prefix('[')
        .and_then(|rest| rest.split_once(']'))
    {
        Some((_, rest)) => rest.trim_start(),
        None => words,
    }
}

/// A sentence, cut where another action may begin: at semicolons and at “and then”.
fn parts(text: &str, sentence: Range<usize>) -> Vec<Range<usize>> {
    const THEN: &str = " and then ";
    let mut parts = Vec::new();
    let mut start = sentence.start;
    let words = &text[sentence.clone()];
    // “Find out why agencies refer and then close” tells what others do.
    let tells = [
        " who ", " which ", " that ", " why ", " when ", " where ", " if ", " how ",
    ];
    for (at, _) in words.match_indices([';', ' ', ',']) {
        if sentence.start + at < start {
            continue;
        }
        let rest = &words[at..];
        let length = if rest.starts_with(';') {
            1
        } else if rest.starts_with(THEN) && !tells.iter().any(|word| words[..at].contains(word)) {
            THEN.len()
        } else if let Some(length) = joint(&words[start - sentence.start..at], rest, &tells) {
            length
        } else {
            continue;
        };
        parts.push(start..sentence.start + at);
        let next = &rest[length..];
        let next = next.trim_start();
        let next = next.strip_prefix("and ").unwrap_or(next);
        start = sentence.end - next.len();
    }
    parts.push(start..sentence.end);
    parts
}

/// How long the “and” or the comma is behind which another verb asks for something: “Write a
/// policy and train all staff”. “Review and update the form” is one action, and what belongs to a
/// condition or a purpose is none.
fn joint(before: &str, rest: &str, tells: &[&str]) -> Option<usize> {
    let joins = [", and ", " and ", ", "];
    let joint = joins.iter().find(|joint| rest.starts_with(**joint))?;
    let is_long = before.split_whitespace().count() >= 3;
    let is_bound = tells
        .iter()
        .chain(&[" to ", " so ", " for ", " whether "])
        .any(|word| before.contains(word));
    let words = &rest[joint.len()..];
    (is_long && !is_bound && verbs::is_action(words)).then_some(joint.len())
}
