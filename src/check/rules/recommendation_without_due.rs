//! Recommendations without a day by which they should be done.

use jiff::ToSpan;

use crate::check::{Remarks, Rule, Run, Subject, follow_up};
use crate::diagnostic::Severity;
use crate::model::Briefing;
use crate::model::briefing::Recommendation;

pub(super) const RULE: Rule = Rule {
    code: "recommendation-without-due",
    severity: Severity::Warning,
    manual: include_str!("../../../docs/checks/recommendation-without-due.md"),
    run: Run::EachBriefing(check),
};

fn check(briefing: &Briefing, subject: &Subject<'_>, remarks: &mut Remarks) {
    let open = follow_up::open(briefing);
    let undated = open.iter().filter(|item| item.due.is_none());
    let undated: Vec<&Recommendation> = undated.copied().collect();
    let example = subject.context.today.saturating_add(3.months());
    match (follow_up::section(briefing), &undated[..]) {
        // Where nobody has thought of days, one remark says as much as a dozen.
        (Some(section), [first, _, ..]) if undated.len() == open.len() => remarks.add(
            subject.heading(section),
            format!(
                "none of the {} open recommendations says by when it should be done",
                open.len()
            ),
            format!(
                "Write due = {example}, or whatever has been agreed, under [recommendations.{}], and likewise for the others.",
                first.mark
            ),
        ),
        (_, undated) => {
            for item in undated {
                remarks.add(
                    subject.words_of(item),
                    format!("{} does not say by when it should be done", item.mark),
                    format!(
                        "Write due = {example}, or whatever has been agreed, under [recommendations.{}].",
                        item.mark
                    ),
                );
            }
        }
    }
}
