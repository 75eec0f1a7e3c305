//! Texts that wait for a day, or whose day has passed while they were waiting.

use crate::check::{Remarks, Rule, Run, Subject, days};
use crate::diagnostic::Severity;
use crate::model::Briefing;
use crate::model::briefing::KeptBack;

pub(super) const RULE: Rule = Rule {
    code: "kept-back",
    severity: Severity::Remark,
    manual: include_str!("../../../docs/checks/kept-back.md"),
    run: Run::EachBriefing(check),
};

fn check(briefing: &Briefing, subject: &Subject<'_>, remarks: &mut Remarks) {
    let today = subject.context.today;
    let was_due = briefing.published.filter(|day| *day <= today);
    let late = |state: &str| {
        was_due.map(|day| {
            (
                format!("it was to be published on {}, and is {state}", days::written(day)),
                "Write status = \"published\" when it may be read by everybody, or a day to come here.",
            )
        })
    };
    let told = match briefing.kept_back(today) {
        Some(KeptBack::Until(day)) if briefing.sign_off.is_none() => Some((
            format!(
                "it is kept back until {}, and nobody has signed it off",
                days::written(day)
            ),
            "Let it be approved before that day, and write [sign_off] with by and on. Until then nothing of it is published.",
        )),
        Some(KeptBack::Until(day)) => Some((
            format!("it is kept back until {}", days::written(day)),
            "Nothing of it is published before that day, nor on it unless the site is published anew.",
        )),
        Some(KeptBack::Draft) => late("still a draft"),
        Some(KeptBack::InReview) => late("still in review"),
        Some(KeptBack::Withdrawn) | None => None,
    };
    if let Some((message, help)) = told {
        remarks.add(subject.front_matter("published"), message, help);
    }
}
