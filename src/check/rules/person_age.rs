//! The age or the school year of one person.

use crate::check::people::ages;
use crate::check::{Context, Passage, PassageKind, Remarks, Rule, Run};
use crate::diagnostic::Severity;

pub(super) const RULE: Rule = Rule {
    code: "person-age",
    severity: Severity::Warning,
    manual: include_str!("../../../docs/checks/person-age.md"),
    run: Run::EachPassageAndRow(check),
};

fn check(passage: &Passage, _: &Context<'_>, remarks: &mut Remarks) {
    if matches!(passage.kind, PassageKind::Shared(_)) {
        return;
    }
    for range in ages::find(passage.words(), &passage.text) {
        remarks.add(
            passage.span(range.clone()),
            format!("`{}` tells how old one person was", &passage.text[range]),
            "Write a wide band, if the age matters at all: a baby, a young child, a teenager, in her eighties.",
        );
    }
}
