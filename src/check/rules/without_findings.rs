//! Texts from which nothing can be learned, as far as their lists go.

use crate::check::{Remarks, Rule, Run, Subject};
use crate::diagnostic::Severity;
use crate::model::Briefing;
use crate::model::briefing::Status;
use crate::model::role::{self, Role};

pub(super) const RULE: Rule = Rule {
    code: "without-findings",
    severity: Severity::Warning,
    manual: include_str!("../../../docs/checks/without-findings.md"),
    run: Run::EachBriefing(check),
};

fn check(briefing: &Briefing, subject: &Subject<'_>, remarks: &mut Remarks) {
    let is_guide = briefing.audit.kind.as_deref() == Some("guide");
    let is_finished = !matches!(briefing.status, Status::Draft | Status::Withdrawn);
    if is_guide || !is_finished || !briefing.findings.is_empty() {
        return;
    }
    let mut sections = briefing.text.sections.iter();
    match sections.find(|section| section.role.is_some_and(Role::holds_findings)) {
        Some(section) => remarks.add(
            subject.heading(section),
            format!(
                "“{}” has no list, so none of its findings is known as one",
                role::without_number(&section.title)
            ),
            "Write each finding as an item of a list. What recurs in several briefings is found in these items.",
        ),
        None => remarks.add(
            subject.front_matter("title"),
            "there is no finding in it, neither strengths nor improvements nor learning",
            "Write the findings as lists under headings such as “What is working well” and “Key learning”, or give a heading its role, as in ## Now what? {.learning}.",
        ),
    }
}
