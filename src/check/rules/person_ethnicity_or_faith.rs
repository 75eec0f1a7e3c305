//! Ethnicity, nationality or faith of somebody, with an age or a place.

use crate::check::people::{Sense, View, ages, places, pseudonyms};
use crate::check::{Context, Passage, PassageKind, Remarks, Rule, Run};
use crate::diagnostic::Severity;

pub(super) const RULE: Rule = Rule {
    code: "person-ethnicity-or-faith",
    severity: Severity::Warning,
    manual: include_str!("../../../docs/checks/person-ethnicity-or-faith.md"),
    run: Run::EachPassage(check),
};

fn check(passage: &Passage, _: &Context<'_>, remarks: &mut Remarks) {
    let words = passage.words();
    if matches!(passage.kind, PassageKind::Shared(_))
        || !words.any(Sense::ORIGIN) && !passage.text.contains("hite ")
    {
        return;
    }
    let view = words.over(&passage.text);
    let mut ages = None;
    let mut told = 0..0;
    for at in 0..view.len() {
        let sentence = view.sentence(at);
        if !pseudonyms::is_origin_of_one(view, at)
            || told.contains(&at)
            || !speaks_of_one(view, &sentence)
        {
            continue;
        }
        let ages = ages.get_or_insert_with(|| ages::find(words, &passage.text));
        let stretch = view.range(sentence.start, sentence.end - 1);
        let beside = if ages.iter().any(|age| stretch.contains(&age.start)) {
            "an age"
        } else if places::is_in_sentence(view, sentence.clone()) {
            "a place"
        } else {
            continue;
        };
        let last = if view.is_joined(at + 1) && view.is(at + 1, Sense::ORIGIN) {
            at + 1
        } else {
            at
        };
        let first = at - usize::from(pseudonyms::is_white_british(view, at));
        let range = view.range(first, last);
        remarks.add(
            passage.span(range.clone()),
            format!("`{}` stands beside {beside}", &passage.text[range]),
            "Together they may fit one person or one family. Keep what the learning needs, and leave the other out or make it wider.",
        );
        told = sentence;
    }
}

/// Whether the sentence speaks of one person or one family.
fn speaks_of_one(view: View<'_>, sentence: &std::ops::Range<usize>) -> bool {
    sentence.clone().any(|at| {
        let is_general = view.is_one_of(at.wrapping_sub(1), &["any", "every", "each", "no"]);
        let family = view.is_one_of(at, &["family", "couple", "household"])
            && (1..4).any(|back| {
                view.is_one_of(at.wrapping_sub(back), &["the", "a", "this", "one", "an"])
            });
        view.is(at, Sense::PRONOUN)
            || view.is(at, Sense::PERSON) && !is_general && !ages::is_compound(view, at)
            || family
            || pseudonyms::ends_label(view, at)
            || view.is(at, Sense::NAME) && !view.is_capital(at + 1)
    })
}
