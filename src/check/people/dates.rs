//! Days of the calendar.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

/// A day, written out or in figures.
#[derive(Clone, Debug)]
pub struct Day {
    /// Where it stands.
    pub range: Range<usize>,
    /// Its year, where it has one; two figures are left as they are.
    pub year: Option<u32>,
}

static DAY: LazyLock<Regex> = LazyLock::new(|| {
    let month = "(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)";
    let day = "(?:0?[1-9]|[12][0-9]|3[01])(?:st|nd|rd|th)?";
    let number = "(?:0?[1-9]|1[0-2])";
    let figures = "(?:0?[1-9]|[12][0-9]|3[01])";
    let year = "(?:19|20)[0-9]{2}";
    let pattern = [
        format!(r"(?-u:\b){day} (?:of |day of )?{month}(?-u:\b)(?:,? ({year})(?-u:\b))?"),
        format!(r"(?-u:\b){month} {day}(?-u:\b)(?:,? ({year})(?-u:\b))?"),
        format!(r"(?-u:\b){figures}/{number}/({year}|[0-9]{{2}})(?-u:\b)"),
        format!(r"(?-u:\b){figures}\.{number}\.({year}|[0-9]{{2}})(?-u:\b)"),
        format!(r"(?-u:\b){figures}-{number}-({year}|[0-9]{{2}})(?-u:\b)"),
        format!(r"(?-u:\b)({year})-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])(?-u:\b)"),
    ];
    Regex::new(&pattern.join("|")).expect("invariant: the pattern is well formed")
});

/// The days that a text names.
pub fn find(text: &str) -> Vec<Day> {
    if !text.bytes().any(|byte| byte.is_ascii_digit()) {
        return Vec::new();
    }
    let found = DAY.captures_iter(text).filter_map(|found| {
        let whole = found.get(0)?;
        let year = found.iter().skip(1).flatten().next();
        Some(Day {
            range: whole.range(),
            year: year.and_then(|year| year.as_str().parse().ok()),
        })
    });
    found
        .filter(|day| {
            // A part of a longer figure, or of a path, is no day.
            let before = text[..day.range.start].chars().next_back();
            let after = text[day.range.end..].chars().next();
            !matches!(before, Some('/' | '-' | '.' | '_' | '£'))
                && !matches!(after, Some('/' | '_' | '%'))
        })
        .collect()
}

static BIRTH: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:[Dd]ates? of [Bb]irth|[Bb]irth ?-?[Dd]ate|[Bb]irthday|DOBs?|D\.O\.B|d\.o\.b|dob|[Bb]orn|(?-u:\b)b\.)")
        .expect("invariant: the pattern is well formed")
});

/// How far behind a word for a birth its date may stand, in bytes.
const NEAR: usize = 48;

/// Those of the days that are given as somebody's date of birth. “Born” wants a year: without
/// one the day is that of an event.
pub fn of_birth(text: &str, days: &[Day]) -> Vec<Day> {
    let mut found: Vec<Day> = Vec::new();
    if days.is_empty() {
        return found;
    }
    for word in BIRTH.find_iter(text) {
        let wants_year = matches!(word.as_str(), "born" | "Born" | "b.");
        let next = days.iter().find(|day| day.range.start >= word.end());
        let Some(day) = next.filter(|day| day.range.start - word.end() <= NEAR) else {
            continue;
        };
        let between = &text[word.end()..day.range.start];
        // In another sentence, or of another thing.
        let is_apart = between.contains(['!', '?', ';'])
            || between.contains(". ") && !between.trim_start_matches(['.', ' ']).is_empty()
            || wants_year && between.len() > " on the morning of Wednesday ".len();
        let has_year = day.year.is_some();
        if !is_apart
            && (has_year || !wants_year)
            && !found.iter().any(|known| known.range == day.range)
        {
            found.push(day.clone());
        }
    }
    // “… as 09-10-2012 rather than 10-09-2012”: the other is told as one too.
    for pair in days.windows(2) {
        let is_birth = |day: &Day| found.iter().any(|known| known.range == day.range);
        let between = &text[pair[0].range.end..pair[1].range.start];
        let joins = [
            " or ",
            " rather than ",
            " and ",
            " not ",
            " instead of ",
            ", not ",
        ];
        if is_birth(&pair[0]) && !is_birth(&pair[1]) && joins.contains(&between) {
            found.push(pair[1].clone());
        }
    }
    found
}
