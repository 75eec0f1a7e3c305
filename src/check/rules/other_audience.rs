//! Texts about adults that speak of children, and the other way round.

use std::sync::LazyLock;

use regex::Regex;

use crate::check::{Remarks, Rule, Run, Subject};
use crate::diagnostic::Severity;
use crate::model::Briefing;
use crate::model::briefing::Audience;

pub(super) const RULE: Rule = Rule {
    code: "other-audience",
    severity: Severity::Warning,
    manual: include_str!("../../../docs/checks/other-audience.md"),
    run: Run::EachBriefing(check),
};

/// People, in small letters: the names of services and partnerships have capital ones.
static PEOPLE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?x-u)\b(?:child(?:ren)?|[Yy]oung\ (?:people|person)|bab(?:y|ies)|infants?|pupils?
            | adults?|wom[ae]n|m[ae]n|people|persons?|residents?|patients?|tenants?
            | victims?|survivors?|carers?|service\ users?)\b",
    )
    .expect("invariant: the pattern is well formed")
});

/// Words that only texts on the safeguarding of adults have (Care Act 2014, section 42).
static ADULTS_ONLY: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?x-u)\b(?:adults?\ (?:at\ risk|with\ care\ and\ support)|care\ and\ support\ needs|service\ users?|care\ homes?|residents?|[Ss]afeguarding\ [Aa]dults|Making\ Safeguarding\ Personal)\b",
    )
    .expect("invariant: the pattern is well formed")
});

/// Fewer mentions are those of the children in a household.
const FEWEST_CHILDREN: usize = 10;

/// A short text that speaks of no adult at all has fewer.
const FEWEST_WITHOUT_ADULTS: usize = 3;

/// Fewer mentions are those of a parent's own needs.
const FEWEST_ADULTS: usize = 4;

fn check(briefing: &Briefing, subject: &Subject<'_>, remarks: &mut Remarks) {
    let count = |pattern: &Regex, is_counted: fn(&str) -> bool| {
        let passages = subject.passages.iter().filter(|passage| passage.is_prose());
        let found = passages.flat_map(|passage| pattern.find_iter(&passage.text));
        found.filter(|found| is_counted(found.as_str())).count()
    };
    let children = || count(&PEOPLE, is_child);
    let (about, of, others) = match briefing.audience {
        Some(Audience::Adults) => {
            let (children, adults) = (children(), count(&PEOPLE, |word| !is_child(word)));
            let is_short = adults == 0 && children >= FEWEST_WITHOUT_ADULTS;
            if !is_short && (children < FEWEST_CHILDREN || children <= 3 * adults) {
                return;
            }
            (
                "adults",
                format!("children {}", times(children)),
                format!("adults {}", times(adults)),
            )
        }
        Some(Audience::Children) => {
            let adults = count(&ADULTS_ONLY, |_| true);
            if adults < FEWEST_ADULTS || children() >= adults {
                return;
            }
            (
                "children",
                format!("adults at risk and their care {}", times(adults)),
                format!("children {}", times(children())),
            )
        }
        Some(Audience::Both) | None => return,
    };
    remarks.add(
        subject.front_matter("audience"),
        format!("it is said to be about {about}, and speaks of {of} and of {others}"),
        "If words were left over from another briefing, correct them. If it is about both, or the other, say so here: readers choose by it.",
    );
}

fn times(number: usize) -> String {
    match number {
        0 => "not once".to_owned(),
        1 => "once".to_owned(),
        number => format!("{number} times"),
    }
}

fn is_child(word: &str) -> bool {
    ["child", "young", "Young", "bab", "infant", "pupil"]
        .iter()
        .any(|beginning| word.starts_with(beginning))
}
