//! Links to servers that do not let a program look.

use crate::check::address::since;
use crate::check::{Address, Context, Found, Remarks, Rule, Run};
use crate::diagnostic::Severity;

pub(super) const RULE: Rule = Rule {
    code: "link-refused",
    severity: Severity::Remark,
    manual: include_str!("../../../docs/checks/link-refused.md"),
    run: Run::EachAddress(check),
};

fn check(address: &Address, context: &Context<'_>, remarks: &mut Remarks) {
    let Some(sight) = context.seen.at(&address.to) else {
        return;
    };
    match &sight.found {
        Found::Refused { why } => remarks.add(
            address.span.clone(),
            format!("{} {why}{}", address.to, since(sight)),
            "The server lets people look, but no program. Open the link yourself.",
        ),
        Found::Alive | Found::Moved { .. } | Found::Gone { .. } | Found::Unreachable { .. } => {}
    }
}
