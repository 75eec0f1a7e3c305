//! Recommendations in which something “should be done”, and nobody does it.

use std::sync::LazyLock;

use regex::Regex;

use crate::check::{Passage, PassageKind, Remarks, Rule, Run, Subject, days};
use crate::diagnostic::Severity;
use crate::model::Briefing;

pub(super) const RULE: Rule = Rule {
    code: "passive-without-actor",
    severity: Severity::Remark,
    manual: include_str!("../../../docs/checks/passive-without-actor.md"),
    run: Run::EachBriefing(check),
};

/// “should be reviewed”, “needs to be better understood”, “to be updated”.
static PASSIVE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?xi)(?-u:\b)
        (?: there \s (?: should | must | needs \s to ) \s be \s (?: a | an | more | better | regular ) (?-u:\b)
        | recommended \s that \s (?: [a-z]+ \s ){1,4}? (?: is | are ) \s (?: [a-z]{2,}ed | given | made | held | kept | sent | written ) (?-u:\b)
        |
        (?: (?: should | must | shall | will | (?: needs? | ought | has | have | is | are ) \s to | to )
            (?: \s (?: also | always | then | now | all | each | both | not | [a-z]+ly ) )? )
        \s be \s
        (?: (?: better | more | always | now | [a-z]+ly ) \s )?
        (?: [a-z]{2,}ed | given | made | taken | held | kept | sent | shown | told | written | done | put | set | brought | built | chosen | drawn | found | heard | known | led | met | read | run | seen | sought | spoken | taught | thought | understood )
        (?-u:\b) )")
    .expect("invariant: the pattern is well formed")
});

/// Words that end like a participle and say how somebody is.
const STATES: [&str; 6] = [
    "concerned",
    "experienced",
    "interested",
    "prepared",
    "qualified",
    "related",
];

/// Words behind which stands what a sentence speaks of, and not what it asks for.
const SUBORDINATE: [&str; 13] = [
    "after", "because", "before", "how", "if", "that", "until", "what", "when", "where", "whether",
    "which", "why",
];

fn check(briefing: &Briefing, subject: &Subject<'_>, remarks: &mut Remarks) {
    if !subject.context.is_english() {
        return;
    }
    let items = briefing.recommendations.iter();
    for item in items.filter(|item| item.is_open() && item.owners.is_empty()) {
        let words = subject.words_of(item);
        let is_of_item = |passage: &&Passage| {
            let place = passage.whole();
            passage.kind == PassageKind::Item && place.end > words.start && place.start < words.end
        };
        let passages = subject.passages.iter().filter(is_of_item);
        // One sentence with an actor tells who acts in all of it; one remark is enough.
        let found = passages
            .flat_map(|passage| passage.sentences.iter().map(move |range| (passage, range)))
            .find_map(|(passage, range)| {
                let text = &passage.text[range.clone()];
                let found = PASSIVE
                    .find_iter(text)
                    .find(|found| is_without_actor(text, found))?;
                Some((
                    passage,
                    range.start + found.start()..range.start + found.end(),
                ))
            });
        if let Some((passage, range)) = found {
            remarks.add(
                passage.span(range.clone()),
                format!("“{}” does not say by whom", &passage.text[range]),
                format!(
                    "Say who acts, as in “Every school reviews …”, or write owners = [\"…\"] under [recommendations.{}].",
                    item.mark
                ),
            );
        }
    }
}

fn is_without_actor(sentence: &str, found: &regex::Match<'_>) -> bool {
    let participle = found.as_str().rsplit(' ').next().unwrap_or_default();
    if STATES
        .iter()
        .any(|state| state.eq_ignore_ascii_case(participle))
    {
        return false;
    }
    // “Explain why identity must be covered” asks somebody to explain.
    let is_within = sentence[..found.start()]
        .split_whitespace()
        .any(|word| SUBORDINATE.contains(&word));
    let mut parts = sentence[found.end()..].split(" by ").skip(1);
    !is_within && !parts.any(names_somebody)
}

/// Whether what stands behind “by” is somebody, and no time and no way of doing it.
fn names_somebody(behind: &str) -> bool {
    const TIMES: [&str; 12] = [
        "the end",
        "then",
        "now",
        "next",
        "spring",
        "summer",
        "autumn",
        "winter",
        "easter",
        "christmas",
        "when",
        "the start",
    ];
    let behind = behind.trim_start();
    let first = behind.split(' ').next().unwrap_or_default();
    let is_time = first.starts_with(|letter: char| letter.is_ascii_digit())
        || TIMES.iter().chain(&days::MONTHS).any(|time| {
            behind
                .get(..time.len())
                .is_some_and(|it| it.eq_ignore_ascii_case(time))
        });
    !is_time && !first.ends_with("ing")
}
