//! Sites that do not say in which language they are written.

use std::sync::Arc;

use crate::check::{Project, Remarks, Rule, Run};
use crate::diagnostic::Severity;
use crate::source::Span;

pub(super) const RULE: Rule = Rule {
    code: "language-missing",
    severity: Severity::Remark,
    manual: include_str!("../../../docs/checks/language-missing.md"),
    run: Run::Project(check),
};

fn check(project: &Project<'_>, remarks: &mut Remarks) {
    for site in &project.library.sites {
        if site.language_at.is_some() {
            continue;
        }
        let path: Arc<str> = match site.name.as_str() {
            "" => Arc::from("site.toml"),
            name => format!("sites/{name}.toml").into(),
        };
        remarks.add(
            Span::start_of(&path),
            "the site does not say in which language it is written",
            format!("Write language = \"{}\" there, or \"cy\" for Welsh. A screen reader chooses its voice by it.", site.language),
        );
    }
}
