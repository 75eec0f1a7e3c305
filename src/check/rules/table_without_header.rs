//! Tables whose columns have no heading.

use crate::check::{Remarks, Rule, Run, Subject};
use crate::diagnostic::Severity;
use crate::document::markdown::NodeKind;
use crate::source::Span;

pub(super) const RULE: Rule = Rule {
    code: "table-without-header",
    severity: Severity::Warning,
    manual: include_str!("../../../docs/checks/table-without-header.md"),
    run: Run::EachText(check),
};

fn check(subject: &Subject<'_>, remarks: &mut Remarks) {
    let markdown = subject.markdown();
    for (at, node) in markdown.nodes.iter().enumerate() {
        if !matches!(node.kind, NodeKind::TableHead) {
            continue;
        }
        let cells: Vec<usize> = markdown.children(markdown.inside(at)).collect();
        let is_empty = |cell: usize| markdown.inside(cell).is_empty();
        // The corner above the headings of the rows has nothing to say.
        let empty: Vec<usize> = (0..cells.len())
            .filter(|column| is_empty(cells[*column]))
            .collect();
        let row = &markdown.text[node.start as usize..node.stop as usize];
        let row = row.lines().next().unwrap_or(row).trim_end();
        let span = Span::new(
            &markdown.file,
            node.start as usize..node.start as usize + row.len(),
        );
        if empty.len() == cells.len() {
            remarks.add(
                span,
                "the columns of this table have no headings",
                "Write in the first row what stands in each column. If the second row says it, move it up.",
            );
        } else if let Some(column) = empty.into_iter().find(|column| *column > 0) {
            remarks.add(
                span,
                format!("column {} of this table has no heading", column + 1),
                "Write in the first row what stands in the column.",
            );
        }
    }
}
