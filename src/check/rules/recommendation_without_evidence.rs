//! Recommendations that are complete, as somebody says, and nobody can see.

use crate::check::{Remarks, Rule, Run, Subject};
use crate::diagnostic::Severity;
use crate::model::Briefing;
use crate::model::briefing::Progress;

pub(super) const RULE: Rule = Rule {
    code: "recommendation-without-evidence",
    severity: Severity::Remark,
    manual: include_str!("../../../docs/checks/recommendation-without-evidence.md"),
    run: Run::EachBriefing(check),
};

fn check(briefing: &Briefing, subject: &Subject<'_>, remarks: &mut Remarks) {
    let items = briefing.recommendations.iter();
    for item in items.filter(|item| item.status == Some(Progress::Complete)) {
        if item.updates.iter().any(|update| update.evidence.is_some()) {
            continue;
        }
        let lack = if item.updates.is_empty() {
            "nothing says what was done"
        } else {
            "no update says where that can be seen"
        };
        remarks.add_with(
            subject.words_of(item),
            format!("{} is complete, and {lack}", item.mark),
            format!(
                "Under [recommendations.{}], write updates = [{{ on = …, note = \"…\", evidence = \"https://…\" }}] with the address of minutes, a procedure or a report.",
                item.mark
            ),
            (
                subject.known_of(item, "status"),
                "here it is called complete",
            ),
        );
    }
}
