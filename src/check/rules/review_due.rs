//! Texts that somebody should have looked at again.

use crate::check::{Remarks, Rule, Run, Subject, days};
use crate::diagnostic::Severity;
use crate::model::Briefing;
use crate::model::briefing::Status;

pub(super) const RULE: Rule = Rule {
    code: "review-due",
    severity: Severity::Warning,
    manual: include_str!("../../../docs/checks/review-due.md"),
    run: Run::EachBriefing(check),
};

fn check(briefing: &Briefing, subject: &Subject<'_>, remarks: &mut Remarks) {
    let is_past = briefing.superseded_by.is_some() || briefing.status == Status::Withdrawn;
    let Some(review_by) = briefing.review_by.filter(|_| !is_past) else {
        return;
    };
    if briefing.is_review_overdue(subject.context.today) {
        remarks.add(
            subject.front_matter("review_by"),
            format!(
                "somebody should have looked at it again by {}",
                days::written(review_by)
            ),
            "Read it with today's eyes: the law, the services and their numbers, what became of the recommendations. Then write the next day here, name its successor in superseded_by, or write status = \"withdrawn\".",
        );
    }
}
