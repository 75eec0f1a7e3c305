//! Sentences and headings that stand wholly in capitals.

use crate::check::{Context, Passage, PassageKind, Remarks, Rule, Run, sentence, words};
use crate::diagnostic::Severity;

pub(super) const RULE: Rule = Rule {
    code: "capitals",
    severity: Severity::Remark,
    manual: include_str!("../../../docs/checks/capitals.md"),
    run: Run::EachPassage(check),
};

/// The most words that may stand in capitals: names and the short marks of a table do.
const MOST_WORDS: usize = 3;

fn check(passage: &Passage, context: &Context<'_>, remarks: &mut Remarks) {
    let is_title = matches!(&passage.kind, PassageKind::FrontMatter(key) if key == "title");
    if !passage.is_prose() && !is_title {
        return;
    }
    for range in &passage.sentences {
        let text = &passage.text[range.clone()];
        // Nearly every sentence has a small letter near its beginning.
        if text.bytes().any(|byte| byte.is_ascii_lowercase()) || text.contains(char::is_lowercase) {
            continue;
        }
        let is_written = |word: &str| word.contains(char::is_alphabetic);
        let is_name = |word: &str| {
            context.vocabulary.glossary.contains_key(word) || words::is_everyday_abbreviation(word)
        };
        let written: Vec<&str> = sentence::words(text)
            .map(|word| &text[word])
            .filter(|word| is_written(word))
            .collect();
        if written.len() > MOST_WORDS && !written.iter().all(|word| is_name(word)) {
            let what = match passage.kind {
                PassageKind::Heading(_) => "this heading stands",
                _ if is_title => "the title stands",
                _ => "this sentence stands",
            };
            remarks.add(
                passage.span(range.clone()),
                format!("{what} wholly in capitals"),
                "Write it in small letters, with a capital where a sentence or a name begins.",
            );
        }
    }
}
