//! Links to pages that have a new address.

use crate::check::{Address, Context, Found, Remarks, Rule, Run};
use crate::diagnostic::Severity;

pub(super) const RULE: Rule = Rule {
    code: "link-moved",
    severity: Severity::Remark,
    manual: include_str!("../../../docs/checks/link-moved.md"),
    run: Run::EachAddress(check),
};

fn check(address: &Address, context: &Context<'_>, remarks: &mut Remarks) {
    let Some(sight) = context.seen.at(&address.to) else {
        return;
    };
    match &sight.found {
        Found::Moved { to } => remarks.add(
            address.span.clone(),
            format!("{} has moved for good", address.to),
            format!("Write {to} instead."),
        ),
        Found::Alive | Found::Gone { .. } | Found::Refused { .. } | Found::Unreachable { .. } => {}
    }
}
