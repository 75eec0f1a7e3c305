//! Recommendations whose verb nobody can tick off.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use crate::check::{Passage, Remarks, Rule, Run, Subject, verbs};
use crate::diagnostic::Severity;
use crate::model::Briefing;

pub(super) const RULE: Rule = Rule {
    code: "recommendation-vague",
    severity: Severity::Remark,
    manual: include_str!("../../../docs/checks/recommendation-vague.md"),
    run: Run::EachBriefing(check),
};

/// Verbs that name no deed, each as the beginning of the words in small letters, and what could
/// stand instead.
const INSTEAD: [(&str, &str); 24] = [
    ("consider", DECIDE),
    ("give consideration", DECIDE),
    ("consideration", DECIDE),
    ("be considered", DECIDE),
    ("be aware", TELL),
    ("be mindful", TELL),
    ("bear in mind", TELL),
    ("keep in mind", TELL),
    ("remember", TELL),
    ("explore", PROPOSE),
    ("look into", PROPOSE),
    ("think about", PROPOSE),
    ("reflect on", PROPOSE),
    ("continue", CHANGE),
    ("improve", CHANGE),
    ("strengthen", CHANGE),
    ("embed", CHANGE),
    ("seek to", PROPOSE),
    ("try to", PROPOSE),
    ("monitor", WATCH),
    ("promote awareness", REACH),
    ("raise awareness", REACH),
    ("promote", REACH),
    ("encourage", REACH),
];

const DECIDE: &str = "Say what is to be decided, when, and where the decision is recorded: “Decide at each closure whether …, and record why.”";
const TELL: &str = "Say how people get to know it, or what they do once they do: “Tell every team by …”, “Put … into the induction”, “Ask … at every visit”.";
const PROPOSE: &str = "Say what is to be there at the end: “Write a proposal for …”, “Ask ten families about … and report what they said”.";
const CHANGE: &str = "What is done already is a strength. Say what will be different: “Report every quarter on …”, “Extend … to all schools”.";
const WATCH: &str = "Say what is counted, by whom and how often, and who is told: “Report every quarter to … how many …”.";
const REACH: &str =
    "Say what will be done, and whom it should reach: “Train … by …”, “Send … to all practices”.";
const SHOW: &str = "Say by what deed, so that it can be seen: “Add … to the assessment form”, “Look at ten records in June for …”.";

/// All of them, and “ensure” with what nobody can see.
static VERBS: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?x-u)\b(?:
            [Cc]onsideration\ (?:should|must|will|needs\ to)\ be\ given
            | [Cc]onsiders?
            | [Gg]ives?\ consideration
            | be\ considered
            | [Bb]e\ (?:aware|mindful)
            | (?:[Bb]ear|[Kk]eep)\ in\ mind
            | [Rr]emember
            | [Ee]xplores?
            | [Ll]ook\ into
            | [Tt]hink\ about
            | [Rr]eflect\ on
            | [Cc]ontinues?\ to
            | (?:[Pp]romote|[Rr]aise)s?\ (?:the\ )?awareness
            | [Ii]mprove | [Ss]trengthen | [Ee]mbed | [Mm]onitor | [Pp]romote | [Ee]ncourage
            | [Ss]eek\ to | [Tt]ry\ to
            | (?:[Ee]nsures?|[Mm]akes?\ sure)
        )\b",
    )
    .expect("invariant: the pattern is well formed")
});

/// States of mind and of practice, behind “ensure”: they can be hoped for, and not seen.
static STATES: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?x-u)\b(?:embedded|aware|mindful|familiar\ with|understand|understands|understood|know\ about|knows\ about|(?:have|has)\ an\ understanding|robust)\b",
    )
    .expect("invariant: the pattern is well formed")
});

/// Whoever has to record a consideration can show it.
const RECORDED: [&str; 5] = ["record", "justif", "document", "minute", "reason"];

fn check(briefing: &Briefing, subject: &Subject<'_>, remarks: &mut Remarks) {
    // A guide's readers are not asked to report.
    if briefing.audit.kind.as_deref() == Some("guide") {
        return;
    }
    let items = briefing.recommendations.iter();
    for item in items.filter(|item| item.is_open()) {
        let mut passages = subject.passages_of(item);
        let found = passages.find_map(|passage| Some((passage, vague(passage)?)));
        let Some((passage, (range, instead))) = found else {
            continue;
        };
        remarks.add(
            passage.span(range.clone()),
            format!(
                "“{}” names nothing that can be ticked off",
                &passage.text[range]
            ),
            instead,
        );
    }
}

/// The first vague verb that is what the recommendation asks for.
fn vague(passage: &Passage) -> Option<(Range<usize>, &'static str)> {
    VERBS.find_iter(&passage.text).find_map(|found| {
        let sentence = passage.sentence_at(found.start());
        let before = without_mark(&passage.text[sentence.start..found.start()]);
        if !is_asked(before) {
            return None;
        }
        let verb = found.as_str().to_lowercase();
        if verb.starts_with("ensure") || verb.starts_with("make") {
            let rest = &passage.text[found.end()..sentence.end];
            let state = STATES.find(rest).filter(|_| !rest.contains("record"))?;
            return Some((found.start()..found.end() + state.end(), SHOW));
        }
        let verb = verb
            .replace("the awareness", "awareness")
            .replace("gives", "give");
        let verb = verb
            .replace("promotes", "promote")
            .replace("raises", "raise");
        let (_, instead) = INSTEAD.iter().find(|(words, _)| verb.starts_with(words))?;
        let is_shown = std::ptr::eq(*instead, DECIDE)
            && RECORDED.iter().any(|word| passage.text.contains(word));
        (!is_shown).then(|| (found.range(), *instead))
    })
}

/// Words without the mark of the recommendation before them.
fn without_mark(words: &str) -> &str {
    let words = words.trim_start();
    match words
        .strip_prefix('[')
        .and_then(|rest| rest.split_once(']'))
    {
        Some((_, rest)) => rest,
        None => words,
    }
}

const MODALS: [&str; 5] = ["should", "must", "will", "shall", "please"];

/// Words before “to” that ask as much as “should” does.
const ASKING: [&str; 14] = [
    "need",
    "needs",
    "are",
    "is",
    "have",
    "has",
    "asked",
    "reminded",
    "encouraged",
    "expected",
    "advised",
    "ought",
    "required",
    "urged",
];

/// Words by which what follows is a part of something else.
const BINDING: [&str; 16] = [
    "what", "which", "how", "whether", "who", "when", "where", "if", "why", "that", "so",
    "because", "while", "before", "after", "until",
];

/// Words that go between a modal and its verb.
const BETWEEN: [&str; 10] = [
    "also",
    "always",
    "actively",
    "carefully",
    "routinely",
    "regularly",
    "then",
    "and",
    "jointly",
    "fully",
];

/// Whether a verb after these words of its sentence is what is asked for, and no part of a
/// condition, a purpose or a thing.
fn is_asked(before: &str) -> bool {
    let before = before.rsplit("ecommended that ").next().unwrap_or(before);
    let clause = before
        .rsplit([',', ';', ':', '–', '—'])
        .next()
        .unwrap_or(before);
    let mut words: Vec<&str> = clause.split_whitespace().collect();
    while words
        .last()
        .is_some_and(|last| BETWEEN.contains(&last.to_lowercase().as_str()))
    {
        words.pop();
    }
    let Some((last, subject)) = words.split_last() else {
        return true;
    };
    let is_binding = |word: &&str| BINDING.iter().any(|known| word.eq_ignore_ascii_case(known));
    let is_bound = subject.iter().any(is_binding);
    if MODALS.contains(&last.to_lowercase().as_str()) {
        return !is_bound;
    }
    if *last == "to" && subject.last().is_some_and(|word| ASKING.contains(word)) {
        return !is_bound && !verbs::is_imperative(clause);
    }
    // “All agencies continue to …”, “Managers to consider …”
    let is_short = subject.len() < 5 && clause.len() == before.len();
    let is_free = !words.iter().any(|word| {
        is_binding(word) || ["time", "chance", "opportunity", "can", "for"].contains(word)
    });
    is_short && is_free && !verbs::is_imperative(clause)
}
