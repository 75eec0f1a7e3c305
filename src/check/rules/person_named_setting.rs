//! Named schools, nurseries, wards and homes.

use crate::check::people::places;
use crate::check::{Context, Passage, Remarks, Rule, Run};
use crate::diagnostic::Severity;

pub(super) const RULE: Rule = Rule {
    code: "person-named-setting",
    severity: Severity::Warning,
    manual: include_str!("../../../docs/checks/person-named-setting.md"),
    run: Run::EachPassage(check),
};

fn check(passage: &Passage, context: &Context<'_>, remarks: &mut Remarks) {
    if places::is_of_services(passage) {
        return;
    }
    for range in places::settings(passage.words(), &passage.text, context) {
        remarks.add(
            passage.span(range.clone()),
            format!("`{}` is a named place in which few people live or learn", &passage.text[range]),
            "Write what kind of place it is: a primary school, a nursery, a ward for older people. If it took part as an agency, list it in content/agencies.toml.",
        );
    }
}
