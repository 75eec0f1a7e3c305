//! Texts that call themselves an audit of something that is not among their topics.

use std::ops::Range;

use crate::check::{Passage, Remarks, Rule, Run, Subject};
use crate::diagnostic::Severity;
use crate::model::Briefing;
use crate::model::role::Role;
use crate::model::vocabulary::Topic;

pub(super) const RULE: Rule = Rule {
    code: "other-topic",
    severity: Severity::Warning,
    manual: include_str!("../../../docs/checks/other-topic.md"),
    run: Run::EachBriefing(check),
};

fn check(briefing: &Briefing, subject: &Subject<'_>, remarks: &mut Remarks) {
    // Where no topic is named, none is contradicted.
    if briefing.topics.is_empty() {
        return;
    }
    for passage in subject.passages.iter().filter(|passage| passage.is_prose()) {
        for noun in nouns(&passage.text) {
            let Some(named) = named(passage, noun) else {
                continue;
            };
            let topics = &subject.context.vocabulary.topics;
            let Some((id, range)) = topic_at(&passage.text, &named, topics) else {
                continue;
            };
            let sentence = &passage.text[passage.sentence_at(range.start)];
            if briefing.topics.contains(id) || speaks_of_own(sentence, briefing, topics) {
                continue;
            }
            let range = named.whole(range);
            remarks.add(
                passage.span(range.clone()),
                format!(
                    "“{}” speaks of a topic that this briefing does not have",
                    &passage.text[range]
                ),
                format!(
                    "If the sentence was copied from another briefing, correct it. If it is true, add \"{id}\" to topics."
                ),
            );
        }
    }
}

/// The words for what the text is of.
fn nouns(text: &str) -> impl Iterator<Item = Range<usize>> {
    ["audit", "review"].into_iter().flat_map(move |noun| {
        text.match_indices(noun)
            .map(|(at, noun)| at..at + noun.len())
    })
}

/// A place where a text names its own topic.
enum Named {
    /// “this audit of …”: the words before, and where the topic begins.
    Behind { start: usize, topic: usize },
    /// “this … audit”: the topic's words, and where all of it stands.
    Before {
        topic: Range<usize>,
        whole: Range<usize>,
    },
}

impl Named {
    /// All of the words, where the topic's are these.
    fn whole(&self, topic: Range<usize>) -> Range<usize> {
        match self {
            Self::Behind { start, .. } => *start..topic.end,
            Self::Before { whole, .. } => whole.clone(),
        }
    }
}

/// Words between “this” and “audit” that say how it was done.
const MANNERS: [&str; 8] = [
    "multi-agency",
    "single-agency",
    "thematic",
    "joint",
    "case",
    "deep-dive",
    "themed",
    "quality",
];

/// Words of a sentence that speaks of another audit.
const OTHERS: [&str; 7] = [
    "earlier",
    "previous",
    "last",
    "other",
    "another",
    "together with",
    "20",
];

fn named(passage: &Passage, noun: Range<usize>) -> Option<Named> {
    let text = &passage.text;
    let sentence = passage.sentence_at(noun.start);
    let before = &text[sentence.start..noun.start];
    let words: Vec<&str> = before.split_whitespace().rev().take(6).collect();
    let at = words.iter().position(|word| {
        ["this", "our", "the"]
            .iter()
            .any(|known| word.eq_ignore_ascii_case(known))
    })?;
    let determiner = words[at];
    if determiner.eq_ignore_ascii_case("the")
        && !introduces_itself(passage, &text[sentence.clone()])
    {
        return None;
    }
    let start = determiner.as_ptr() as usize - text.as_ptr() as usize;
    let topic: Vec<&str> = words[..at]
        .iter()
        .rev()
        .copied()
        .skip_while(|word| MANNERS.contains(word))
        .collect();
    let Some(first) = topic.first() else {
        let rest = &text[noun.end..];
        let joint = [" of ", " on ", " into ", " about "];
        let joint = joint.into_iter().find(|joint| rest.starts_with(joint))?;
        return Some(Named::Behind {
            start,
            topic: noun.end + joint.len(),
        });
    };
    let from = first.as_ptr() as usize - text.as_ptr() as usize;
    Some(Named::Before {
        topic: from..from + text[from..noun.start].trim_end().len(),
        whole: start..noun.end,
    })
}

/// “The audit of …” is this one where a text says what it is, and no other audit is spoken of.
fn introduces_itself(passage: &Passage, sentence: &str) -> bool {
    let is_there = matches!(passage.role, None | Some(Role::Context | Role::Method));
    is_there && !OTHERS.iter().any(|word| sentence.contains(word))
}

/// The topic that is named there, by its longest name, and where that stands.
fn topic_at<'a>(
    text: &str,
    named: &Named,
    topics: &'a std::collections::BTreeMap<String, Topic>,
) -> Option<(&'a String, Range<usize>)> {
    let found = topics.iter().flat_map(|(id, topic)| {
        names(id, topic).filter_map(move |name| {
            let range = match named {
                Named::Behind { topic, .. } => {
                    let range = *topic..*topic + name.len();
                    let rest = text.get(range.end..)?;
                    ends(rest).then_some(range)?
                }
                Named::Before { topic, .. } => topic.clone(),
            };
            let is_named = text.get(range.clone())?.eq_ignore_ascii_case(&name);
            is_named.then_some((id, range))
        })
    });
    found.max_by_key(|(_, range)| range.len())
}

/// The names of a topic: its whole name, that before “and”, and the words of its id.
fn names(id: &str, topic: &Topic) -> impl Iterator<Item = String> {
    let first = topic.name.split([',', ':']).next().unwrap_or(&topic.name);
    let first = first.split(" and ").next().unwrap_or(first);
    [topic.name.clone(), first.to_owned(), id.replace('-', " ")].into_iter()
}

/// Whether a name ends where these words follow: “neglect looked at …”, and not “housing
/// associations …”.
fn ends(rest: &str) -> bool {
    const FOLLOWING: [&str; 24] = [
        "and", "in", "for", "with", "was", "is", "has", "had", "looked", "looks", "took", "found",
        "finds", "shows", "showed", "asked", "by", "that", "which", "across", "at", "from",
        "cases", "carried",
    ];
    match rest.strip_prefix(' ') {
        Some(rest) => rest
            .split(|letter: char| !letter.is_alphanumeric())
            .next()
            .is_some_and(|word| FOLLOWING.contains(&word)),
        None => !rest.starts_with(|next: char| next.is_alphanumeric() || next == '-'),
    }
}

/// Whether a sentence names one of the briefing's own topics beside the other.
fn speaks_of_own(
    sentence: &str,
    briefing: &Briefing,
    topics: &std::collections::BTreeMap<String, Topic>,
) -> bool {
    let sentence = sentence.to_lowercase();
    let own = briefing
        .topics
        .iter()
        .filter_map(|id| Some((id, topics.get(id)?)));
    own.flat_map(|(id, topic)| names(id, topic))
        .any(|name| sentence.contains(&name.to_lowercase()))
}
