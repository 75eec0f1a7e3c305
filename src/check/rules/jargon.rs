//! Words that have a plainer one, and words that lay blame.

use crate::check::jargon::{Entry, JargonKind};
use crate::check::{Passage, Remarks, Rule, Run, Subject};
use crate::diagnostic::Severity;
use crate::document::markdown::Callout;
use crate::model::role::Role;

pub(super) const RULE: Rule = Rule {
    code: "jargon",
    severity: Severity::Remark,
    manual: include_str!("../../../docs/checks/jargon.md"),
    run: Run::EachText(check),
};

fn check(subject: &Subject<'_>, remarks: &mut Remarks) {
    let context = subject.context;
    if !context.is_english() {
        return;
    }
    // Each word is told once a text, at its first place.
    let mut told: Vec<&Entry> = Vec::new();
    for passage in subject.passages.iter().filter(|it| is_written_here(it)) {
        for (range, entry) in context.jargon.find(&passage.text) {
            let words = &passage.text[range.clone()];
            let is_known = told.iter().any(|known| std::ptr::eq(*known, entry));
            let is_quoted = passage.text[..range.start].ends_with(['“', '"', '‘'])
                && passage.text[range.end..].starts_with(['”', '"', '’']);
            let mut terms = context.vocabulary.glossary.keys();
            if is_known || is_quoted || terms.any(|term| term.eq_ignore_ascii_case(words)) {
                continue;
            }
            told.push(entry);
            remarks.add(
                passage.span(range.clone()),
                message(words, entry),
                help(entry),
            );
        }
    }
}

/// What a child or an adult said stays as it was said, and titles of documents as they are.
fn is_written_here(passage: &Passage) -> bool {
    passage.is_prose()
        && passage.callout != Some(Callout::Voice)
        && passage.role != Some(Role::Resources)
}

fn message(words: &str, entry: &Entry) -> String {
    match entry.kind {
        JargonKind::Plain => format!("“{words}” has a plainer word"),
        JargonKind::Vague => format!("“{words}” stands in place of what was seen"),
        JargonKind::Blame => format!("“{words}” lays blame, or makes harm look small"),
    }
}

fn help(entry: &Entry) -> String {
    let plain = &entry.plain;
    if plain.contains("say ") || plain.contains("name ") {
        format!("Better: {plain}.")
    } else {
        format!(
            "Better: {plain}. If it is plain to your readers, put it with \"\" into content/plain-words.toml."
        )
    }
}
