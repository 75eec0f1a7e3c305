//! Recommendations that were not accepted, and nobody says why.

use crate::check::{Remarks, Rule, Run, Subject};
use crate::diagnostic::Severity;
use crate::model::Briefing;
use crate::model::briefing::Progress;

pub(super) const RULE: Rule = Rule {
    code: "recommendation-without-reason",
    severity: Severity::Warning,
    manual: include_str!("../../../docs/checks/recommendation-without-reason.md"),
    run: Run::EachBriefing(check),
};

fn check(briefing: &Briefing, subject: &Subject<'_>, remarks: &mut Remarks) {
    let items = briefing.recommendations.iter();
    for item in items.filter(|item| item.status == Some(Progress::NotAccepted)) {
        if item.reason.is_some() {
            continue;
        }
        remarks.add_with(
            subject.words_of(item),
            format!("{} was not accepted, and nobody says why", item.mark),
            format!(
                "Write reason = \"…\" under [recommendations.{}]: who decided, and what speaks against it or is done instead.",
                item.mark
            ),
            (
                subject.known_of(item, "status"),
                "here it is called not accepted",
            ),
        );
    }
}
