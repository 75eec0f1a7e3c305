//! Audits and reviews after which nobody is asked to do anything.

use crate::check::{Remarks, Rule, Run, Subject};
use crate::diagnostic::Severity;
use crate::model::Briefing;
use crate::model::briefing::Status;
use crate::model::role::{self, Role};

pub(super) const RULE: Rule = Rule {
    code: "without-recommendations",
    severity: Severity::Remark,
    manual: include_str!("../../../docs/checks/without-recommendations.md"),
    run: Run::EachBriefing(check),
};

fn check(briefing: &Briefing, subject: &Subject<'_>, remarks: &mut Remarks) {
    let is_guide = briefing.audit.kind.as_deref() == Some("guide");
    let is_finished = !matches!(briefing.status, Status::Draft | Status::Withdrawn);
    if is_guide || !is_finished || !briefing.recommendations.is_empty() {
        return;
    }
    let mut sections = briefing.text.sections.iter();
    match sections.find(|section| section.role == Some(Role::Recommendations)) {
        Some(section) => remarks.add(
            subject.heading(section),
            format!(
                "“{}” has no list, so none of its recommendations is in the register",
                role::without_number(&section.title)
            ),
            "Write each recommendation as an item of a list, with a mark such as [R1].",
        ),
        None => remarks.add(
            subject.front_matter("title"),
            "there is no recommendation in it",
            "If something has to change, write who should do what, as a list under a heading such as “Recommendations”. If a section is meant to be that, give its heading the role: ## Now what? {.recommendations}.",
        ),
    }
}
