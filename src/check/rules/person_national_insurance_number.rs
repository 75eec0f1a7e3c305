//! National Insurance numbers.

use std::sync::LazyLock;

use regex::Regex;

use crate::check::{Context, Passage, Remarks, Rule, Run};
use crate::diagnostic::Severity;

pub(super) const RULE: Rule = Rule {
    code: "person-national-insurance-number",
    severity: Severity::Warning,
    manual: include_str!("../../../docs/checks/person-national-insurance-number.md"),
    run: Run::EachPassage(check),
};

/// The form of HMRC's manual (NIM39110): two letters, six digits, and A, B, C or D. QQ, which is
/// never given out, is left in: it stands for the others in examples, and shows that somebody
/// meant to write a number.
static NUMBER: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?-u:\b)(?:QQ|[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z])[ \-]?(?:[0-9][ \-]?){6}[A-D](?-u:\b)|(?-u:\b)(?:qq|[a-ceghj-pr-tw-z][a-ceghj-npr-tw-z]) ?[0-9]{2} ?[0-9]{2} ?[0-9]{2} ?[a-d](?-u:\b)")
        .expect("invariant: the pattern is well formed")
});

/// The same without its last letter, or with a prefix that is never given out, where words say what it is.
static NAMED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?-u:\b)[A-Za-z]{2}[ \-]?(?:[0-9][ \-]?){5}[0-9](?:[ \-]?[A-Da-d])?(?-u:\b)")
        .expect("invariant: the pattern is well formed")
});

fn check(passage: &Passage, _: &Context<'_>, remarks: &mut Remarks) {
    let text = &passage.text;
    if text.bytes().filter(u8::is_ascii_digit).count() < 6 {
        return;
    }
    let is_named = [
        "National Insurance",
        "national insurance",
        "NINO",
        "NI number",
        "NI no",
    ]
    .iter()
    .any(|words| text.contains(words));
    let pattern = if is_named { &NAMED } else { &NUMBER };
    for found in pattern.find_iter(text) {
        // “At 10 20 30 a …” are words and figures.
        let words = [
            "at ", "by ", "to ", "no ", "so ", "as ", "an ", "or ", "we ", "he ", "my ",
        ];
        if words.iter().any(|word| found.as_str().starts_with(word)) {
            continue;
        }
        remarks.add(
            passage.span(found.range()),
            format!("`{}` has the form of a National Insurance number", found.as_str()),
            "Delete it, and look whether it stands in other files too: a number leads to one person.",
        );
    }
}
