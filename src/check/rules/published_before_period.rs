//! Texts that were published before their audit was over.

use crate::check::{Remarks, Rule, Run, Subject, days};
use crate::diagnostic::Severity;
use crate::model::Briefing;

pub(super) const RULE: Rule = Rule {
    code: "published-before-period",
    severity: Severity::Warning,
    manual: include_str!("../../../docs/checks/published-before-period.md"),
    run: Run::EachBriefing(check),
};

fn check(briefing: &Briefing, subject: &Subject<'_>, remarks: &mut Remarks) {
    let (Some(published), Some(period)) = (briefing.published, &briefing.audit.period) else {
        return;
    };
    let is_before = days::last_begins(period).is_some_and(|last| published < last);
    if is_before {
        remarks.add_with(
            subject.front_matter("published"),
            format!(
                "the day of publication, {}, comes before the end of the audit",
                days::written(published)
            ),
            "Correct the day, or the period of the audit. Years that follow on from a copied text are easily overlooked.",
            (subject.front_matter("audit.period"), "when it took place"),
        );
    }
}
