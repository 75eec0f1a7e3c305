//! Names, dates of birth and case numbers in addresses and file names.

use crate::check::rules::person_nhs_number;
use crate::check::{Project, Remarks, Rule, Run, words};
use crate::diagnostic::Severity;
use crate::model::Links;
use crate::source::Span;

pub(super) const RULE: Rule = Rule {
    code: "person-file-name",
    severity: Severity::Warning,
    manual: include_str!("../../../docs/checks/person-file-name.md"),
    run: Run::Project(check),
};

fn check(project: &Project<'_>, remarks: &mut Remarks) {
    let library = project.library;
    let briefings = library
        .briefings
        .iter()
        .map(|text| (&*text.slug, &text.file));
    let pages = library.pages.iter().map(|text| (&*text.slug, &text.file));
    for ((slug, file), digest) in briefings.chain(pages).zip(project.digests()) {
        if let Some(fault) = &digest.address_fault {
            remarks.add(
                Span::start_of(file),
                format!("the address `{slug}` {fault}"),
                "Name the folder by what the text is about. An address is kept in lists, links and histories for ever.",
            );
        }
    }
    for links in library.briefing_links.iter().chain(&library.page_links) {
        of_pictures(links, remarks);
    }
}

/// What is wrong with the name of a text or of a file, to go on a sentence that begins with it.
pub(in crate::check) fn fault_of_name(name: &str) -> Option<String> {
    fault(name).map(|fault| fault.as_words())
}

fn of_pictures(links: &Links, remarks: &mut Remarks) {
    for (path, span) in &links.pictures {
        let file = path.rsplit('/').next().unwrap_or(path);
        let name = file.rsplit_once('.').map_or(file, |(name, _)| name);
        if let Some(fault) = fault_of_name(name) {
            remarks.add(
                span.clone(),
                format!("the file name `{file}` {fault}"),
                "Name the file by what the picture shows: readers see the name when they save it.",
            );
        }
    }
}

/// What is wrong with a name.
enum Fault<'a> {
    Name(&'a str),
    Birth,
    Day,
    Number(&'a str),
}

impl Fault<'_> {
    fn as_words(&self) -> String {
        match self {
            Self::Name(name) => format!("holds `{name}`, which is a first name"),
            Self::Birth => "holds a date of birth".to_owned(),
            Self::Day => "holds the exact day of something long ago".to_owned(),
            Self::Number(number) => {
                format!("holds `{number}`, which looks like the number of a record")
            }
        }
    }
}

/// Laws, reports and bodies that are named after somebody are not about them.
const NAMED_AFTER: &[&str] = &[
    "law",
    "rule",
    "report",
    "review",
    "inquiry",
    "foundation",
    "trust",
    "protocol",
    "principle",
    "test",
    "scheme",
    "climbie",
    "curie",
    "lamplugh",
    "faithfull",
    "freud",
];

fn fault(name: &str) -> Option<Fault<'_>> {
    let parts: Vec<&str> = name
        .split(|letter: char| !letter.is_alphanumeric())
        .filter(|part| !part.is_empty())
        .collect();
    for (at, part) in parts.iter().enumerate() {
        let letters = part.trim_end_matches(|letter: char| letter.is_ascii_digit());
        let next = parts.get(at + 1);
        let next = if next == Some(&"s") {
            parts.get(at + 2)
        } else {
            next
        };
        let is_named_after = next.is_some_and(|next| NAMED_AFTER.contains(next));
        if !is_named_after && words::is_first_name_written_small(letters) {
            return Some(Fault::Name(letters));
        }
    }
    if !name.bytes().any(|byte| byte.is_ascii_digit()) {
        return None;
    }
    if parts
        .iter()
        .any(|part| matches!(part.to_lowercase().as_str(), "dob" | "born"))
    {
        return Some(Fault::Birth);
    }
    if let Some(number) = record(&parts) {
        return Some(Fault::Number(number));
    }
    is_early_day(&parts).then_some(Fault::Day)
}

/// Whether three parts are a year, a month and a day, either way round, or one is all of them.
fn is_early_day(parts: &[&str]) -> bool {
    let number = |part: &str| {
        let is_number = part.bytes().all(|byte| byte.is_ascii_digit());
        if is_number {
            part.parse::<u32>().ok()
        } else {
            None
        }
    };
    let is_day = |year: &str, month: &str, day: &str| {
        number(year).is_some_and(is_early)
            && number(month).is_some_and(|month| (1..=12).contains(&month))
            && number(day).is_some_and(|day| (1..=31).contains(&day))
    };
    let mut threes = parts.windows(3);
    let in_parts = threes
        .any(|three| is_day(three[0], three[1], three[2]) || is_day(three[2], three[1], three[0]));
    let mut wholes = parts
        .iter()
        .filter(|part| part.len() == 8 && part.is_ascii());
    in_parts
        || wholes.any(|part| {
            is_day(&part[..4], &part[4..6], &part[6..])
                || is_day(&part[4..], &part[2..4], &part[..2])
        })
}

/// A day before 2015 is older than the briefings themselves; it is rather somebody's.
fn is_early(year: u32) -> bool {
    (1900..2015).contains(&year)
}

/// A number behind a word that says of what it is, or an NHS number.
fn record<'a>(parts: &[&'a str]) -> Option<&'a str> {
    let records = [
        "case", "crime", "cad", "nhs", "lcs", "mosaic", "urn", "incident", "ref", "upn", "chi",
    ];
    let is_number = |part: &str| {
        let digits = part.bytes().filter(u8::is_ascii_digit).count();
        let is_year =
            digits == 4 && part.len() == 4 && (part.starts_with("19") || part.starts_with("20"));
        digits >= 3 && !is_year
    };
    let behind = parts
        .windows(2)
        .find(|pair| records.contains(&pair[0].to_lowercase().as_str()) && is_number(pair[1]));
    let whole = parts
        .iter()
        .find(|part| part.len() == 10 && !person_nhs_number::find(part).is_empty());
    behind.map(|pair| pair[1]).or(whole.copied())
}
