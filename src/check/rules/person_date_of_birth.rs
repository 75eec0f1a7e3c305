//! Dates of birth.

use crate::check::people::dates;
use crate::check::{Context, Passage, Remarks, Rule, Run};
use crate::diagnostic::Severity;

pub(super) const RULE: Rule = Rule {
    code: "person-date-of-birth",
    severity: Severity::Warning,
    manual: include_str!("../../../docs/checks/person-date-of-birth.md"),
    run: Run::EachPassage(check),
};

fn check(passage: &Passage, _: &Context<'_>, remarks: &mut Remarks) {
    for day in dates::of_birth(&passage.text, passage.days()) {
        remarks.add(
            passage.span(day.range.clone()),
            format!("`{}` is given as a date of birth", &passage.text[day.range]),
            "Leave it out. Where the age matters, write it in a wide band: a young child, in his teens, in her eighties.",
        );
    }
}
