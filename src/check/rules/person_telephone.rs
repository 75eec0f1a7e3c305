//! Personal telephone numbers.

use std::ops::Range;

use crate::check::people::{Sense, View, places};
use crate::check::{Context, Passage, Remarks, Rule, Run};
use crate::diagnostic::Severity;
use crate::model::phone;

pub(super) const RULE: Rule = Rule {
    code: "person-telephone",
    severity: Severity::Warning,
    manual: include_str!("../../../docs/checks/person-telephone.md"),
    run: Run::EachPassage(check),
};

fn check(passage: &Passage, _: &Context<'_>, remarks: &mut Remarks) {
    let text = &passage.text;
    if places::is_of_services(passage)
        || !(text.contains('7') || text.contains("andline"))
        || !text.contains(['0', '+'])
    {
        return;
    }
    for range in phone::find(text).into_iter().chain(from_abroad(text)) {
        // A bracket that does not close within the number is the sentence's.
        let bracket = text[range.clone()].starts_with('(') && !text[range.clone()].contains(')');
        let range = range.start + usize::from(bracket)..range.end;
        let number = phone::read(text, range.clone());
        let href =
            number
                .href
                .replacen("tel:+440044", "tel:+44", 1)
                .replacen("tel:+44044", "tel:+44", 1);
        // Numbers from 07 on are those of mobile telephones (Ofcom, National Telephone Numbering
        // Plan); 070 is for forwarding and 076 for pagers.
        let mobile = href.strip_prefix("tel:+447");
        let is_mobile =
            mobile.is_some_and(|rest| !rest.starts_with(['0', '6']) || rest.starts_with("624"));
        let view = passage.words().over(text);
        let sentence = view.sentence(view.word_from(range.start));
        let is_home = !is_mobile && is_of_home(view, sentence.clone());
        if !is_mobile && !is_home {
            continue;
        }
        let service = [
            "helpline",
            "duty",
            "service",
            "line",
            "chathealth",
            "texting",
            "hours",
        ];
        let is_service = sentence.clone().any(|at| view.is_one_of(at, &service))
            && !view.has_in(sentence, Sense::KIN.with(Sense::PRONOUN));
        if !is_service {
            remarks.add(
                passage.span(range),
                if is_home {
                    format!("`{}` is the number of a home", number.text)
                } else {
                    format!("`{}` is the number of a mobile telephone", number.text)
                },
                "Delete it, or give the number of the service. If a service is reached by it, put it under the resources.",
            );
        }
    }
}

/// “The landline of the house is …”: an office has a landline too.
fn is_of_home(view: View<'_>, sentence: Range<usize>) -> bool {
    let homes = ["house", "home", "flat", "family", "household"];
    let has_home = sentence.clone().any(|at| view.is_one_of(at, &homes));
    let is_landline = sentence.clone().any(|at| view.is_one_of(at, &["landline"]));
    is_landline && (has_home || view.has_in(sentence, Sense::KIN.with(Sense::PRONOUN)))
}

/// Numbers as they are dialled abroad, with 0044: the directory reads them nowhere.
fn from_abroad(text: &str) -> Option<Range<usize>> {
    let start = text.find("0044")?;
    let is_part = |letter: char| letter.is_ascii_digit() || matches!(letter, ' ' | '-' | '\u{a0}');
    let rest = &text[start..];
    let part = rest
        .find(|letter| !is_part(letter))
        .map_or(rest, |end| &rest[..end])
        .trim_end();
    let digits = part.bytes().filter(u8::is_ascii_digit).count();
    (digits == "0044".len() + 10).then(|| start..start + part.len())
}
