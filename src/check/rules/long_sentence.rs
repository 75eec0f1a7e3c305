//! Sentences that a reader between two visits has to read twice.

use crate::check::{Context, Passage, Remarks, Rule, Run, sentence};
use crate::diagnostic::Severity;
use crate::document::markdown::Callout;

pub(super) const RULE: Rule = Rule {
    code: "long-sentence",
    severity: Severity::Remark,
    manual: include_str!("../../../docs/checks/long-sentence.md"),
    run: Run::EachPassage(check),
};

/// The most words of a sentence. The Government Digital Service asks for 25 (Content design:
/// writing for GOV.UK, “Short sentences”); the field's long names are why a third more is allowed.
const MOST_WORDS: usize = 33;

fn check(passage: &Passage, _: &Context<'_>, remarks: &mut Remarks) {
    // What a child or an adult said stays as it was said.
    if !passage.is_prose() || passage.callout == Some(Callout::Voice) {
        return;
    }
    for range in &passage.sentences {
        // Something stands between two words, and counting that is quick.
        let between = passage.text[range.clone()].bytes();
        if between.filter(|byte| !byte.is_ascii_alphanumeric()).count() < MOST_WORDS {
            continue;
        }
        let words = sentence::words(&passage.text[range.clone()]).count();
        if words > MOST_WORDS {
            remarks.add(
                passage.span(range.clone()),
                format!("this sentence has {words} words"),
                format!("Cut it in two, or make a list of it: up to 25 words are easy to read, and more than {MOST_WORDS} are remarked on."),
            );
        }
    }
}
