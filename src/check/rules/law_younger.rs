//! Laws, guidance and reports that did not exist when the text was published.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use crate::check::{Remarks, Rule, Run, Subject, days};
use crate::diagnostic::Severity;
use crate::model::Briefing;
use crate::model::role::Role;

pub(super) const RULE: Rule = Rule {
    code: "law-younger",
    severity: Severity::Warning,
    manual: include_str!("../../../docs/checks/law-younger.md"),
    run: Run::EachBriefing(check),
};

/// Citations with a year: laws by their short titles, guidance that is known by its year, and what
/// stands in round brackets with its author (Harvard style).
static CITED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?x-u)\b(?:Act|Regulations|Order)\ (20[0-9]{2})\b
        | \bWorking\ [Tt]ogether(?:\ to\ [Ss]afeguard\ [Cc]hildren)?,?\ \(?(20[0-9]{2})\b\)?
        | \b(?:[Kk]eeping\ [Cc]hildren\ [Ss]afe\ in\ [Ee]ducation|KCS[Ii]E),?\ (?:\(KCS[Ii]E\)\ )?\(?(20[0-9]{2})\b\)?
        | \((?:[A-Z](?u:[^()0-9]{1,80}),\ (20[0-9]{2})[a-z]?)\)
        | \b(?:[Gg]uidance|[Cc]ode\ of\ [Pp]ractice|[Rr]eport)\ \((20[0-9]{2})\)",
    )
    .expect("invariant: the pattern is well formed")
});

fn check(briefing: &Briefing, subject: &Subject<'_>, remarks: &mut Remarks) {
    let Some(published) = briefing.published else {
        return;
    };
    let mut told: Vec<&str> = Vec::new();
    for passage in &subject.passages {
        // What has happened since, and where to read more, is kept up to date.
        let is_later = matches!(passage.role, Some(Role::Progress | Role::Resources));
        if is_later || !passage.is_prose() || !passage.text.contains("20") {
            continue;
        }
        for found in CITED.captures_iter(&passage.text) {
            let year = found.iter().skip(1).flatten().next();
            let year = year.and_then(|year| year.as_str().parse::<i16>().ok());
            if year.is_none_or(|year| year <= published.year()) {
                continue;
            }
            let range = whole_name(
                &passage.text,
                balanced(&passage.text, found.get_match().range()),
            );
            let words = &passage.text[range.clone()];
            if told.contains(&words) || names_month(words) {
                continue;
            }
            told.push(words);
            remarks.add(
                passage.span(range),
                format!(
                    "“{}” is younger than the text, which was published on {}",
                    without_brackets(words),
                    days::written(published)
                ),
                "If the text has been revised since, write the day of the revision in `published`. If not, correct the year, or name what was valid at the time.",
            );
        }
    }
}

/// A citation without the bracket that encloses more than itself, as in “(see KCSIE 2022)”.
pub(super) fn balanced(text: &str, found: Range<usize>) -> Range<usize> {
    let words = &text[found.clone()];
    let is_open = words.ends_with(')') && !words.contains('(');
    found.start..found.end - usize::from(is_open)
}

/// A citation without the brackets around its year.
pub(super) fn without_brackets(words: &str) -> String {
    let words = words.replace("(20", "20");
    words.trim_matches(['(', ')']).to_owned()
}

/// A citation, with the words of the name before “Act”: those that begin with a capital letter,
/// and the small ones between them.
fn whole_name(text: &str, found: Range<usize>) -> Range<usize> {
    if !text[found.start..].starts_with(['A', 'R', 'O', 'r', 'G', 'g', 'C', 'c']) {
        return found;
    }
    let mut start = found.start;
    let mut rest = text[..found.start].trim_end();
    while let Some(word) = rest
        .split([' ', '\n'])
        .next_back()
        .filter(|word| !word.is_empty())
    {
        let is_name = word.trim_start_matches('(').starts_with(char::is_uppercase);
        let is_joint = ["and", "of", "to", "for", "the", "in", "etc"].contains(&word);
        // “The Care Act 2014”: the article is no part of the name.
        if !is_name && !is_joint || matches!(word, "The" | "Under" | "In" | "See") {
            break;
        }
        rest = &rest[..rest.len() - word.len()];
        if is_name {
            start = rest.len();
        }
        rest = rest.trim_end();
    }
    start..found.end
}

/// Whether a bracket holds a day and no author, as in (January, 2023).
fn names_month(words: &str) -> bool {
    words.starts_with('(')
        && words
            .split(|letter: char| !letter.is_alphabetic())
            .any(|word| days::month(word).is_some())
}
