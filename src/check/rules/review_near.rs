//! Texts that somebody should look at again within four weeks.

use jiff::ToSpan;

use crate::check::{Remarks, Rule, Run, Subject, days};
use crate::diagnostic::Severity;
use crate::model::Briefing;
use crate::model::briefing::Status;

pub(super) const RULE: Rule = Rule {
    code: "review-near",
    severity: Severity::Remark,
    manual: include_str!("../../../docs/checks/review-near.md"),
    run: Run::EachBriefing(check),
};

/// Four weeks leave time for a meeting at which somebody takes it on.
const DAYS_BEFORE: i32 = 28;

fn check(briefing: &Briefing, subject: &Subject<'_>, remarks: &mut Remarks) {
    let is_past = briefing.superseded_by.is_some() || briefing.status == Status::Withdrawn;
    let Some(review_by) = briefing.review_by.filter(|_| !is_past) else {
        return;
    };
    let today = subject.context.today;
    if (today..=today.saturating_add(DAYS_BEFORE.days())).contains(&review_by) {
        remarks.add(
            subject.front_matter("review_by"),
            format!(
                "somebody should look at it again by {}",
                days::written(review_by)
            ),
            "Ask somebody who knows the topic to read it: the law, the services and their numbers, what became of the recommendations. Then write the next day here.",
        );
    }
}
