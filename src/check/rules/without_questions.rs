//! Texts that give a team nothing to talk about.

use crate::check::{Remarks, Rule, Run, Subject};
use crate::diagnostic::Severity;
use crate::document::markdown::Callout;
use crate::model::Briefing;
use crate::model::briefing::Status;
use crate::model::role::Role;

pub(super) const RULE: Rule = Rule {
    code: "without-questions",
    severity: Severity::Remark,
    manual: include_str!("../../../docs/checks/without-questions.md"),
    run: Run::EachBriefing(check),
};

fn check(briefing: &Briefing, subject: &Subject<'_>, remarks: &mut Remarks) {
    if matches!(briefing.status, Status::Draft | Status::Withdrawn) {
        return;
    }
    let asks = !briefing.questions.is_empty()
        || subject.passages.iter().any(|passage| {
            passage.callout == Some(Callout::Discuss)
                || (passage.role == Some(Role::Discussion) && passage.text.contains('?'))
        });
    if !asks {
        remarks.add(
            subject.front_matter("title"),
            "it asks its readers nothing",
            "Write two or three questions for a team meeting, as a list under “Questions for your team”, or one in a block that begins with > [!DISCUSS].",
        );
    }
}
