//! Pseudonyms beside a detail by which the person could be recognised.

use crate::check::people::pseudonyms::{self, Detail, PseudonymKind};
use crate::check::people::{Sense, ages, places};
use crate::check::{Context, Passage, PassageKind, Remarks, Rule, Run};
use crate::diagnostic::Severity;

pub(super) const RULE: Rule = Rule {
    code: "person-pseudonym-detail",
    severity: Severity::Warning,
    manual: include_str!("../../../docs/checks/person-pseudonym-detail.md"),
    run: Run::EachPassageAndRow(check),
};

fn check(passage: &Passage, context: &Context<'_>, remarks: &mut Remarks) {
    if matches!(passage.kind, PassageKind::Shared(_)) {
        return;
    }
    let words = passage.words();
    let found = passage.pseudonyms();
    if found.is_empty() {
        return;
    }
    let view = words.over(&passage.text);
    let ages = ages::find(words, &passage.text);
    let settings = places::settings(words, &passage.text, context);
    let mut told: Vec<&str> = Vec::new();
    for pseudonym in found {
        let name = &passage.text[pseudonym.range(view)];
        let is_picture = matches!(
            passage.kind,
            PassageKind::Alternative | PassageKind::Caption
        );
        let detail = pseudonyms::detail(view, pseudonym, &ages, &settings).or_else(|| {
            let sentence = view.sentence(pseudonym.first);
            (is_picture && view.has_in(sentence, Sense::SETTING)).then_some(Detail::Picture)
        });
        let Some(detail) = detail else {
            continue;
        };
        if told.contains(&name) {
            continue;
        }
        told.push(name);
        remarks.add(
            passage.span(pseudonym.range(view)),
            format!("`{name}` stands beside {}", detail.as_str()),
            match pseudonym.kind {
                PseudonymKind::Whole => "This looks like somebody’s own name. If it is, take it out everywhere; if it is a changed one, leave the detail out or write of “a child”, “one adult”.",
                PseudonymKind::Label
                | PseudonymKind::Title
                | PseudonymKind::Name
                | PseudonymKind::Declared => "A changed name hides nobody whom a detail gives away. Leave the detail out, make it wider, or write of “a child”, “one adult”.",
            },
        );
    }
}
