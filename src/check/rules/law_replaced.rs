//! Guidance and laws that were replaced before the text was published.

use std::sync::LazyLock;

use regex::Regex;

use super::law_younger::{balanced, without_brackets};
use crate::check::{Remarks, Rule, Run, Subject, days};
use crate::diagnostic::Severity;
use crate::model::Briefing;
use crate::model::briefing::Status;
use crate::source::Date;

pub(super) const RULE: Rule = Rule {
    code: "law-replaced",
    severity: Severity::Remark,
    manual: include_str!("../../../docs/checks/law-replaced.md"),
    run: Run::EachBriefing(check),
};

/// What was replaced, when, and by what.
struct Replaced {
    /// The name as [`CITED`] finds it.
    name: &'static str,
    /// The year of the edition; 0 where the name is enough.
    edition: i16,
    /// The year and month from which another was valid.
    since: (i16, i8),
    by: &'static str,
}

const WORKING_TOGETHER: &str = "Working";
const SAFE_IN_EDUCATION: &str = "K";

/// Editions of guidance for England, from the pages of GOV.UK on “Working together to safeguard
/// children” and “Keeping children safe in education”; the Care and Support Statutory Guidance
/// (“No Secrets” ceased to apply when the Care Act came into force); the Data Protection Act 2018.
const REPLACED: [Replaced; 14] = [
    of(WORKING_TOGETHER, 2010, (2013, 4), "the edition of 2013"),
    of(WORKING_TOGETHER, 2013, (2015, 3), "the edition of 2015"),
    of(WORKING_TOGETHER, 2015, (2018, 7), "the edition of 2018"),
    of(WORKING_TOGETHER, 2018, (2023, 12), "the edition of 2023"),
    of(WORKING_TOGETHER, 2020, (2023, 12), "the edition of 2023"),
    of(SAFE_IN_EDUCATION, 2018, (2019, 9), "the edition of 2019"),
    of(SAFE_IN_EDUCATION, 2019, (2020, 9), "the edition of 2020"),
    of(SAFE_IN_EDUCATION, 2020, (2021, 9), "the edition of 2021"),
    of(SAFE_IN_EDUCATION, 2021, (2022, 9), "the edition of 2022"),
    of(SAFE_IN_EDUCATION, 2022, (2023, 9), "the edition of 2023"),
    of(SAFE_IN_EDUCATION, 2023, (2024, 9), "the edition of 2024"),
    of(SAFE_IN_EDUCATION, 2024, (2025, 9), "the edition of 2025"),
    of(
        "No Secrets",
        0,
        (2015, 4),
        "the Care Act 2014 and its statutory guidance",
    ),
    of(
        "Data Protection Act",
        1998,
        (2018, 5),
        "the Data Protection Act 2018",
    ),
];

const fn of(name: &'static str, edition: i16, since: (i16, i8), by: &'static str) -> Replaced {
    Replaced {
        name,
        edition,
        since,
        by,
    }
}

static CITED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?x-u)\bWorking\ [Tt]ogether(?:\ to\ [Ss]afeguard\ [Cc]hildren)?,?\ \(?(20[0-9]{2})\b\)?
        | \b(?:[Kk]eeping\ [Cc]hildren\ [Ss]afe\ in\ [Ee]ducation|KCS[Ii]E),?\ (?:\(KCS[Ii]E\)\ )?\(?(20[0-9]{2})\b\)?
        | \bData\ Protection\ Act\ (1998)\b
        | \bNo\ Secrets\b",
    )
    .expect("invariant: the pattern is well formed")
});

/// Words of a sentence that speaks of the past, and knows it.
const KNOWN: [&str; 12] = [
    "at the time",
    "then in force",
    "replaced",
    "replaces",
    "superseded",
    "previous",
    "earlier",
    "former",
    "predecessor",
    "until",
    "no longer",
    "since then",
];

fn check(briefing: &Briefing, subject: &Subject<'_>, remarks: &mut Remarks) {
    let is_being_written = matches!(briefing.status, Status::Draft | Status::InReview);
    let today = subject.context.today;
    // Without a day of publication nobody knows what was valid at the time.
    let Some(written) = briefing
        .published
        .or_else(|| is_being_written.then_some(today))
    else {
        return;
    };
    let mut told: Vec<&str> = Vec::new();
    for passage in subject.passages.iter().filter(|passage| passage.is_prose()) {
        for found in CITED.captures_iter(&passage.text) {
            let range = balanced(&passage.text, found.get_match().range());
            let words = &passage.text[range.clone()];
            let year = found.iter().skip(1).flatten().next();
            let edition = year
                .and_then(|year| year.as_str().parse().ok())
                .unwrap_or(0);
            let sentence = &passage.text[passage.sentence_at(range.start)];
            let Some(replaced) = REPLACED.iter().find(|known| {
                let name = words.get(..known.name.len());
                known.edition == edition
                    && name.is_some_and(|name| name.eq_ignore_ascii_case(known.name))
            }) else {
                continue;
            };
            let (year, month) = replaced.since;
            let since = Date::constant(year, month, 1);
            // Nobody is held to what was new in the month in which they wrote.
            let is_valid = written <= since.last_of_month();
            if is_valid || told.contains(&words) || KNOWN.iter().any(|word| sentence.contains(word))
            {
                continue;
            }
            told.push(words);
            remarks.add(
                passage.span(range.clone()),
                format!(
                    "“{}” was replaced in {}, before this text was published",
                    without_brackets(words),
                    days::month_of(since)
                ),
                format!(
                    "{} took its place. Cite what is valid, or say that this was valid at the time.",
                    capitalised(replaced.by)
                ),
            );
        }
    }
}

fn capitalised(words: &str) -> String {
    let (first, rest) = words.split_at(1);
    first.to_uppercase() + rest
}
