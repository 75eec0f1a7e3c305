//! Findings that stand word for word in two briefings.

use std::collections::HashMap;

use crate::check::{Project, Remarks, Rule, Run};
use crate::diagnostic::Severity;
use crate::model::Briefing;
use crate::model::briefing::Status;
use crate::source::{Key, Span};

pub(super) const RULE: Rule = Rule {
    code: "finding-repeated",
    severity: Severity::Remark,
    manual: include_str!("../../../docs/checks/finding-repeated.md"),
    run: Run::Project(check),
};

fn check(project: &Project<'_>, remarks: &mut Remarks) {
    let mut first: HashMap<Key, (&Briefing, &Span)> = HashMap::new();
    for (briefing, digest) in project.briefings() {
        if briefing.status == Status::Withdrawn {
            continue;
        }
        for (key, span) in &digest.findings {
            let (other, place) = *first.entry(*key).or_insert((briefing, span));
            if other.slug == briefing.slug || takes_place(other, briefing) {
                continue;
            }
            remarks.add_with(
                span.clone(),
                format!("this finding stands word for word in “{}”", other.title),
                "If it was copied and left over, take it out of one of the two. If both audits found it, say what each saw, and link to the other.",
                (place.clone(), "here it stands too"),
            );
        }
    }
}

/// Whether one of two supersedes the other: it may repeat what is still true.
fn takes_place(one: &Briefing, other: &Briefing) -> bool {
    let names = |old: &Briefing, new: &Briefing| {
        let successor = old.superseded_by.as_ref();
        successor.is_some_and(|successor| successor.value == new.slug)
    };
    names(one, other) || names(other, one)
}
