//! Recommendations without a day by which they should be done.

use jiff::ToSpan;

use crate::check::{Remarks, Rule, Run, Subject, follow_up};
use crate::diagnostic::Severity;
use crate::model::Briefing;

pub(super) const RULE: Rule = Rule {
    code: "recommendation-without-due",
    severity: Severity::Warning,
    manual: include_str!("../../../docs/checks/recommendation-without-due.md"),
    run: Run::EachBriefing(check),
};

fn check(briefing: &Briefing, subject: &Subject<'_>, remarks: &mut Remarks) {
    let example = subject.context.today.saturating_add(3.months());
    let open = follow_up::open(briefing);
    for item in open.iter().filter(|item| item.due.is_none()) {
        remarks.add_of(
            subject,
            item,
            format!(
                "the front matter gives no day by which {} should be done",
                item.mark
            ),
            format!(
                "Write due = {example}, or whatever has been agreed, under [recommendations.{}].",
                item.mark
            ),
        );
    }
}
