//! Links to pages that are no longer there.

use crate::check::address::since;
use crate::check::{Address, Context, Found, Remarks, Rule, Run};
use crate::diagnostic::Severity;

pub(super) const RULE: Rule = Rule {
    code: "link-gone",
    severity: Severity::Warning,
    manual: include_str!("../../../docs/checks/link-gone.md"),
    run: Run::EachAddress(check),
};

fn check(address: &Address, context: &Context<'_>, remarks: &mut Remarks) {
    let Some(sight) = context.seen.at(&address.to) else {
        return;
    };
    match &sight.found {
        Found::Gone { why } => remarks.add(
            address.span.clone(),
            format!("{} {why}{}", address.to, since(sight)),
            "Look for the page under a new address, link to another, or take the link out.",
        ),
        Found::Alive | Found::Moved { .. } | Found::Refused { .. } | Found::Unreachable { .. } => {}
    }
}
