//! Entries of the shared directory that nobody has tried for a long time.

use crate::check::{Project, Remarks, Rule, Run};
use crate::diagnostic::Severity;
use crate::source::Date;

pub(super) const RULE: Rule = Rule {
    code: "resource-unchecked",
    severity: Severity::Remark,
    manual: include_str!("../../../docs/checks/resource-unchecked.md"),
    run: Run::Project(check),
};

/// How many months an entry may stand unchecked, where the project does not say.
const MONTHS: i64 = 12;

fn check(project: &Project<'_>, remarks: &mut Remarks) {
    let months = project.context.checking.months.unwrap_or(MONTHS);
    let today = project.context.today;
    for resource in project.library.vocabulary.resources.values() {
        let can_change =
            resource.phone.is_some() || resource.url.is_some() || resource.email.is_some();
        let Some(place) = resource.declared_at.clone().filter(|_| can_change) else {
            continue;
        };
        let name = &resource.name;
        let message = match resource.checked {
            None => format!("nobody has written when “{name}” was last checked"),
            Some(day) if is_older(day, months, today) => {
                format!("“{name}” was last checked on {day}, more than {months} months ago")
            }
            Some(_) => continue,
        };
        remarks.add(
            place,
            message,
            format!("Call the number, open the link, and write checked = {today}."),
        );
    }
}

/// Whether a day lies more than this many months back.
fn is_older(day: Date, months: i64, today: Date) -> bool {
    let count = |date: Date| i64::from(date.year()) * 12 + i64::from(date.month());
    (count(day) + months, day.day()) < (count(today), today.day())
}
