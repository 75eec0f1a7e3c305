//! Days in words, and the days that words name.

use crate::source::Date;

/// The months, written small.
pub(super) const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// Words that may stand beside a year such as 2020/21 without saying which part of it is meant.
const OF_WHOLE_YEARS: [&str; 11] = [
    "financial",
    "academic",
    "school",
    "year",
    "years",
    "the",
    "from",
    "to",
    "and",
    "between",
    "of",
];

/// A day as people write it: 30 June 2026.
pub(super) fn written(day: Date) -> String {
    day.strftime("%-d %B %Y").to_string()
}

/// The month of a day as people write it: June 2026.
pub(super) fn month_of(day: Date) -> String {
    day.strftime("%B %Y").to_string()
}

/// The month that a word names, in full or by its first letters.
pub(super) fn month(word: &str) -> Option<i8> {
    let word = word.to_lowercase();
    let is_short = (3..=4).contains(&word.len());
    let mut months = MONTHS.iter();
    let at = months.position(|month| word == *month || is_short && month.starts_with(&word))?;
    i8::try_from(at + 1).ok()
}

/// When the last day, month or year that a period names begins: 1 December 2020 for “November to
/// December 2020”. Whoever published before that day did so before the period was over, however
/// it is counted.
pub(super) fn last_begins(period: &str) -> Option<Date> {
    let exact = period.split_whitespace().filter_map(|word| {
        let word = word.trim_matches(|letter: char| !letter.is_ascii_digit());
        (word.len() == 10).then(|| word.parse::<Date>().ok())?
    });
    exact.chain(named(period)).max()
}

/// The first days of what a period names in words and years.
fn named(period: &str) -> Vec<Date> {
    let words = period.split(|letter: char| !letter.is_alphanumeric());
    let words: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
    let is_letters = |word: &&str| word.starts_with(char::is_alphabetic);
    let mut letters = words.iter().copied().filter(is_letters);
    let is_whole_years = letters.all(|word| OF_WHOLE_YEARS.contains(&word.to_lowercase().as_str()));
    let mut found = Vec::new();
    let (mut number, mut in_month): (Option<i8>, Option<(i8, Option<i8>)>) = (None, None);
    let mut before: Option<i16> = None;
    for word in words {
        let year = before.take();
        if let Some(month) = month(word) {
            in_month = Some((month, number.take()));
            continue;
        }
        let digits = word.trim_end_matches(|letter: char| letter.is_alphabetic());
        match (digits.len(), digits.parse::<i16>()) {
            (4, Ok(year)) if (1900..2200).contains(&year) => {
                let (month, day) = in_month.take().unwrap_or((1, None));
                let day = day.and_then(|day| Date::new(year, month, day).ok());
                found.extend(day.or_else(|| Date::new(year, month, 1).ok()));
                before = Some(year);
            }
            (2, Ok(short)) if year.is_some_and(|year| (year + 1) % 100 == short) => {
                let next = year.filter(|_| is_whole_years).map(|year| year + 1);
                found.extend(next.and_then(|next| Date::new(next, 1, 1).ok()));
            }
            (1 | 2, Ok(day)) => number = i8::try_from(day).ok(),
            _ => {}
        }
    }
    found
}
