//! Recommendations that should have been done by now.

use crate::check::{Remarks, Rule, Run, Subject, days};
use crate::diagnostic::Severity;
use crate::model::Briefing;
use crate::model::briefing::Status;

pub(super) const RULE: Rule = Rule {
    code: "recommendation-overdue",
    severity: Severity::Warning,
    manual: include_str!("../../../docs/checks/recommendation-overdue.md"),
    run: Run::EachBriefing(check),
};

fn check(briefing: &Briefing, subject: &Subject<'_>, remarks: &mut Remarks) {
    if briefing.status == Status::Withdrawn {
        return;
    }
    for item in &briefing.recommendations {
        let (Some(due), true) = (item.due, item.is_overdue(subject.context.today)) else {
            continue;
        };
        remarks.add_with(
            subject.words_of(item),
            format!("{} was due on {} and is still open", item.mark, days::written(due)),
            format!(
                "Write what has been done, with status and updates under [recommendations.{}]. If a later day was agreed, write that day, and an update that says why.",
                item.mark
            ),
            (
                subject.known_of(item, "due"),
                "the day by which it should have been done",
            ),
        );
    }
}
