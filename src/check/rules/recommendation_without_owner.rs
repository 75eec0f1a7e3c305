//! Recommendations that nobody is asked to carry out.

use crate::check::{Remarks, Rule, Run, Subject};
use crate::diagnostic::Severity;
use crate::model::Briefing;

pub(super) const RULE: Rule = Rule {
    code: "recommendation-without-owner",
    severity: Severity::Warning,
    manual: include_str!("../../../docs/checks/recommendation-without-owner.md"),
    run: Run::EachBriefing(check),
};

fn check(briefing: &Briefing, subject: &Subject<'_>, remarks: &mut Remarks) {
    for item in briefing
        .recommendations
        .iter()
        .filter(|item| item.is_open())
    {
        if item.owners.is_empty() {
            remarks.add(
                subject.words_of(item),
                format!("nobody is asked to carry out {}", item.mark),
                format!(
                    "Write owners = [\"…\"] under [recommendations.{}], with ids from content/agencies.toml.",
                    item.mark
                ),
            );
        }
    }
}
