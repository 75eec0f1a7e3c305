//! Links to servers that did not answer.

use crate::check::address::since;
use crate::check::{Address, Context, Found, Remarks, Rule, Run};
use crate::diagnostic::Severity;

pub(super) const RULE: Rule = Rule {
    code: "link-unreachable",
    severity: Severity::Warning,
    manual: include_str!("../../../docs/checks/link-unreachable.md"),
    run: Run::EachAddress(check),
};

fn check(address: &Address, context: &Context<'_>, remarks: &mut Remarks) {
    let Some(sight) = context.seen.at(&address.to) else {
        return;
    };
    match &sight.found {
        Found::Unreachable { why } => remarks.add(
            address.span.clone(),
            format!("{} {why}{}", address.to, since(sight)),
            "Check again tomorrow. If it still does not answer, take the link out or find another.",
        ),
        Found::Alive | Found::Moved { .. } | Found::Refused { .. } | Found::Gone { .. } => {}
    }
}
