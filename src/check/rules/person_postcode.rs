//! Full postcodes: in the country about 15 households share one.

use std::sync::LazyLock;

use regex::Regex;

use crate::check::{Context, Passage, PassageKind, Remarks, Rule, Run};
use crate::diagnostic::Severity;
use crate::model::role::Role;

pub(super) const RULE: Rule = Rule {
    code: "person-postcode",
    severity: Severity::Warning,
    manual: include_str!("../../../docs/checks/person-postcode.md"),
    run: Run::EachPassage(check),
};

/// The form of Royal Mail's Postcode Address File: an area and district, then a digit and two
/// letters, of which C, I, K, M, O and V are never used.
static POSTCODE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"\b(?:GIR ?0AA|[A-PR-UWYZ][A-HK-Y]?[0-9][0-9A-HJKPSTUW]? ?[0-9][ABD-HJLNP-UW-Z]{2})\b",
    )
    .expect("invariant: the pattern is well formed")
});

fn check(passage: &Passage, _: &Context<'_>, remarks: &mut Remarks) {
    // The address of a service is there to be found.
    let is_service =
        passage.role == Some(Role::Resources) || matches!(passage.kind, PassageKind::Shared(_));
    if is_service {
        return;
    }
    for found in POSTCODE.find_iter(&passage.text) {
        remarks.add(
            passage.span(found.range()),
            format!("`{}` is a full postcode, which a few households share", found.as_str()),
            "Name the area in words, or leave the place out. If it is the address of a service, put it under the resources.",
        );
    }
}
