//! Recommendations that nobody is asked to carry out.

use crate::check::{Remarks, Rule, Run, Subject, follow_up};
use crate::diagnostic::Severity;
use crate::model::Briefing;

pub(super) const RULE: Rule = Rule {
    code: "recommendation-without-owner",
    severity: Severity::Warning,
    manual: include_str!("../../../docs/checks/recommendation-without-owner.md"),
    run: Run::EachBriefing(check),
};

fn check(briefing: &Briefing, subject: &Subject<'_>, remarks: &mut Remarks) {
    let open = follow_up::open(briefing);
    for item in open.iter().filter(|item| item.owners.is_empty()) {
        remarks.add_of(
            subject,
            item,
            format!("the front matter names nobody who carries out {}", item.mark),
            format!(
                "Write owners = [\"…\"] under [recommendations.{}], with ids from content/agencies.toml: then the site can say who is to act, whatever the sentence says.",
                item.mark
            ),
        );
    }
}
