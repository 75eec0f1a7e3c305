//! Lines that read like headings and are none, as in pasted text.

use crate::check::{Passage, PassageKind, Remarks, Rule, Run, Subject};
use crate::diagnostic::Severity;
use crate::model::Briefing;

pub(super) const RULE: Rule = Rule {
    code: "heading-unmarked",
    severity: Severity::Warning,
    manual: include_str!("../../../docs/checks/heading-unmarked.md"),
    run: Run::EachBriefing(check),
};

/// A heading has no more words than this.
const MOST_WORDS: usize = 9;

fn check(_: &Briefing, subject: &Subject<'_>, remarks: &mut Remarks) {
    let roles = &subject.context.vocabulary.roles;
    for passage in subject.passages.iter().filter(|it| is_line(it)) {
        if let Some(role) = roles.role_of(&passage.text) {
            remarks.add(
                passage.whole(),
                "this line reads like a heading and is not marked as one",
                format!(
                    "Write ## and a space before it: then it begins a section on {}, and what follows it is counted.",
                    role.as_str()
                ),
            );
        }
    }
}

fn is_line(passage: &Passage) -> bool {
    passage.kind == PassageKind::Paragraph
        && passage.callout.is_none()
        && passage.sentences.len() == 1
        && !passage.text.ends_with(['.', '!', ';', ','])
        && passage.text.split_whitespace().count() <= MOST_WORDS
}
