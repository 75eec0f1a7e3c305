//! Texts that take longer than the seven minutes that they promise.

use crate::check::{Remarks, Rule, Run, Subject};
use crate::diagnostic::Severity;
use crate::model::Briefing;
use crate::model::briefing::{Status, WORDS_PER_MINUTE};
use crate::model::role;

pub(super) const RULE: Rule = Rule {
    code: "too-long",
    severity: Severity::Warning,
    manual: include_str!("../../../docs/checks/too-long.md"),
    run: Run::EachBriefing(check),
};

/// The seven minutes of the name, in seconds.
const MOST_SECONDS: usize = 7 * 60;

fn check(briefing: &Briefing, subject: &Subject<'_>, remarks: &mut Remarks) {
    let is_read = briefing.status != Status::Withdrawn;
    if is_read && seconds(briefing.words) > MOST_SECONDS {
        remarks.add(
            subject.front_matter("title"),
            format!("it takes {} to read, and not seven", time(briefing.words)),
            format!(
                "{}Shorten it, or make two briefings of it.",
                longest(briefing)
            ),
        );
    }
}

/// The two longest sections and their times, as a sentence.
fn longest(briefing: &Briefing) -> String {
    let mut sections: Vec<_> = briefing.text.sections.iter().collect();
    sections.sort_by_key(|section| std::cmp::Reverse(section.words));
    let told: Vec<String> = sections
        .iter()
        .take(2)
        .map(|section| {
            let title = role::without_number(&section.title);
            format!("“{title}” takes {}", time(section.words))
        })
        .collect();
    if told.is_empty() {
        String::new()
    } else {
        format!("{}. ", told.join(" and "))
    }
}

fn seconds(words: usize) -> usize {
    words * 60 / WORDS_PER_MINUTE
}

/// The time that so many words take, in words.
fn time(words: usize) -> String {
    let (minutes, seconds) = (seconds(words) / 60, seconds(words) % 60);
    let count = |number: usize, what: &str| match number {
        0 => None,
        1 => Some(format!("1 {what}")),
        number => Some(format!("{number} {what}s")),
    };
    let parts = [count(minutes, "minute"), count(seconds, "second")];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    parts.join(" and ")
}
