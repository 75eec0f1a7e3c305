//! Recommendations that nobody is asked to carry out.

use crate::check::{Remarks, Rule, Run, Subject, follow_up};
use crate::diagnostic::Severity;
use crate::model::Briefing;
use crate::model::briefing::Recommendation;

pub(super) const RULE: Rule = Rule {
    code: "recommendation-without-owner",
    severity: Severity::Warning,
    manual: include_str!("../../../docs/checks/recommendation-without-owner.md"),
    run: Run::EachBriefing(check),
};

fn check(briefing: &Briefing, subject: &Subject<'_>, remarks: &mut Remarks) {
    let mut unowned = follow_up::open(briefing);
    unowned.retain(|item| item.owners.is_empty());
    match (follow_up::section(briefing), &unowned[..]) {
        // One remark says as much as a dozen.
        (Some(section), [first, .., last]) => {
            let marks: Vec<&str> = unowned.iter().map(|item| item.mark.as_str()).collect();
            let all_but_last = marks[..marks.len() - 1].join(", ");
            remarks.add(
                subject.heading(section),
                format!(
                    "nobody is asked to carry out {all_but_last} and {}",
                    last.mark
                ),
                format!("{} And likewise for the others.", what_to_write(first)),
            );
        }
        (_, unowned) => {
            for item in unowned {
                remarks.add(
                    subject.words_of(item),
                    format!("nobody is asked to carry out {}", item.mark),
                    what_to_write(item),
                );
            }
        }
    }
}

fn what_to_write(item: &Recommendation) -> String {
    format!(
        "Write owners = [\"…\"] under [recommendations.{}], with ids from content/agencies.toml.",
        item.mark
    )
}
