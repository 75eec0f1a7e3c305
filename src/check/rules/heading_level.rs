//! Headings that leave a level out.

use crate::check::{Remarks, Rule, Run, Subject};
use crate::diagnostic::Severity;
use crate::document::markdown::NodeKind;

pub(super) const RULE: Rule = Rule {
    code: "heading-level",
    severity: Severity::Remark,
    manual: include_str!("../../../docs/checks/heading-level.md"),
    run: Run::EachText(check),
};

fn check(subject: &Subject<'_>, remarks: &mut Remarks) {
    // The title is the heading of the first level, wherever it stands.
    let mut above = 1;
    for (at, node) in subject.markdown().nodes.iter().enumerate() {
        let NodeKind::Heading(heading) = &node.kind else {
            continue;
        };
        let level = heading.level;
        if level > above + 1 {
            let marks = "#".repeat(usize::from(above) + 1);
            let before = if above == 1 {
                "the title".to_owned()
            } else {
                format!("one of level {above}")
            };
            remarks.add(
                subject.inside(at),
                format!("this heading of level {level} follows {before}"),
                format!("Write {marks} before it. The site closes the gap, and what you see is not what you wrote."),
            );
        }
        above = level;
    }
}
