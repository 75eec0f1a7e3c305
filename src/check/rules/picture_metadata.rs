//! Pictures whose files tell more than what is seen.

use crate::check::{Project, Remarks, Rule, Run};
use crate::diagnostic::Severity;
use crate::source::Span;

pub(super) const RULE: Rule = Rule {
    code: "picture-metadata",
    severity: Severity::Remark,
    manual: include_str!("../../../docs/checks/picture-metadata.md"),
    run: Run::Project(check),
};

fn check(project: &Project<'_>, remarks: &mut Remarks) {
    for (path, picture) in project.library.book.pictures() {
        let tells = match (picture.hidden.place, picture.hidden.words) {
            (true, true) => "where it was taken, and holds words such as the name of who made it",
            (true, false) => "where it was taken",
            (false, true) => "words that are not seen, such as the name of who made it",
            (false, false) => continue,
        };
        remarks.add(
            Span::start_of(path),
            format!("the file of this picture tells {tells}"),
            "The published picture does not. Before you pass the file itself on, save it without metadata.",
        );
    }
}
