//! Full postcodes: in the country about 15 households share one.

use std::sync::LazyLock;

use regex::Regex;

use crate::check::people::places;
use crate::check::{Context, Passage, Remarks, Rule, Run};
use crate::diagnostic::Severity;

pub(super) const RULE: Rule = Rule {
    code: "person-postcode",
    severity: Severity::Warning,
    manual: include_str!("../../../docs/checks/person-postcode.md"),
    run: Run::EachPassage(check),
};

/// The form of Royal Mail's Postcode Address File: an area and district, then a digit and two
/// letters, of which C, I, K, M, O and V are never used. Small letters are read too.
static POSTCODE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?-u:\b)(?:GIR ?0AA|[A-PR-UWYZ][A-HK-Y]?[0-9][0-9A-HJKPSTUW]?[ \u{a0}]?[0-9][ABD-HJLNP-UW-Z]{2}|[a-pr-uwyz][a-hk-y]?[0-9][0-9a-hjkpstuw]? ?[0-9][abd-hjlnp-uw-z]{2})(?-u:\b)",
    )
    .expect("invariant: the pattern is well formed")
});

fn check(passage: &Passage, _: &Context<'_>, remarks: &mut Remarks) {
    let text = &passage.text;
    // The address of a service is there to be found.
    if places::is_of_services(passage) || !text.bytes().any(|byte| byte.is_ascii_digit()) {
        return;
    }
    for found in POSTCODE.find_iter(text) {
        let view = passage.words().over(text);
        let sentence = view.sentence(view.word_from(found.start()));
        let is_ordinal = found.as_str().ends_with("th") || found.as_str().ends_with("st");
        if is_ordinal || places::is_of_office(view, sentence) {
            continue;
        }
        remarks.add(
            passage.span(found.range()),
            format!("`{}` is a full postcode, which a few households share", found.as_str()),
            "Name the area in words, or leave the place out. If it is the address of a service, put it under the resources.",
        );
    }
}
