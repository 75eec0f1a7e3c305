//! TOML with the place of every key and value, and every syntax error of a file at once.

use std::ops::Range;
use std::sync::Arc;

use toml::de::{DeTable, DeValue};
use toml::value::Datetime;

use crate::diagnostic::Diagnostic;
use crate::source::Span;

/// A TOML table as written, before anybody asked whether its keys make sense.
#[derive(Clone, Debug)]
pub struct TomlTree {
    /// The keys and values; their spans count from `offset`.
    pub(super) table: Table,
    /// The file it stands in.
    pub(super) file: Arc<str>,
    /// Where in the file its text begins, in bytes.
    pub(super) offset: usize,
    /// The lines that could not be read, in bytes from `offset`: what stands in them is reported
    /// already, and what seems to be missing may stand there.
    pub(super) broken: Vec<Range<usize>>,
}

/// The keys of a table and their values, in the order in which they are written.
pub(super) type Table = Vec<(Placed<String>, Placed<Value>)>;

/// Something and its place, in bytes from where the TOML begins.
#[derive(Clone, Debug)]
pub(super) struct Placed<T> {
    pub(super) value: T,
    pub(super) range: Range<usize>,
}

/// A value as written.
#[derive(Clone, Debug)]
pub(super) enum Value {
    Text(String),
    /// `None` where the number is too large.
    Integer(Option<i64>),
    Float,
    Boolean(bool),
    Datetime(Datetime),
    Array(Vec<Placed<Value>>),
    Table(Table),
}

/// A text among the values of a table.
#[derive(Clone, Debug)]
pub struct Written<'a> {
    /// The keys that lead to it, the outermost first.
    pub keys: Vec<&'a str>,
    /// The text.
    pub text: &'a str,
    /// Where it stands, quotation marks included.
    pub span: Span,
}

impl TomlTree {
    /// A table with nothing in it, at the start of a file.
    pub fn empty(file: &Arc<str>) -> Self {
        Self {
            table: Vec::new(),
            file: file.clone(),
            offset: 0,
            broken: Vec::new(),
        }
    }

    /// Whether parts of it could not be read: what seems to be missing may stand there.
    pub fn is_broken(&self) -> bool {
        !self.broken.is_empty()
    }

    /// The same, all of it unreadable.
    pub(super) fn unreadable(self) -> Self {
        Self {
            broken: std::iter::once(0..usize::MAX).collect(),
            ..self
        }
    }

    /// Every text among its values, in the order in which they are written.
    pub fn texts(&self) -> Vec<Written<'_>> {
        let mut texts = Vec::new();
        self.collect_texts(&self.table, &mut Vec::new(), &mut texts);
        texts.sort_by_key(|text| text.span.start);
        texts
    }

    fn collect_texts<'a>(
        &'a self,
        table: &'a Table,
        keys: &mut Vec<&'a str>,
        texts: &mut Vec<Written<'a>>,
    ) {
        for (key, value) in table {
            keys.push(&key.value);
            self.collect_value(value, keys, texts);
            keys.pop();
        }
    }

    fn collect_value<'a>(
        &'a self,
        value: &'a Placed<Value>,
        keys: &mut Vec<&'a str>,
        texts: &mut Vec<Written<'a>>,
    ) {
        match &value.value {
            Value::Text(text) => texts.push(Written {
                keys: keys.clone(),
                text,
                span: Span::new(
                    &self.file,
                    self.offset + value.range.start..self.offset + value.range.end,
                ),
            }),
            Value::Array(values) => {
                for value in values {
                    self.collect_value(value, keys, texts);
                }
            }
            Value::Table(table) => self.collect_texts(table, keys, texts),
            Value::Integer(_) | Value::Float | Value::Boolean(_) | Value::Datetime(_) => {}
        }
    }

    /// Where a value stands; the keys that lead to it are named, the outermost first.
    pub fn span_of(&self, keys: &[&str]) -> Option<Span> {
        let (last, outer) = keys.split_last()?;
        let mut table = &self.table;
        for key in outer {
            let (_, inner) = table.iter().find(|(name, _)| name.value == *key)?;
            match &inner.value {
                Value::Table(inner) => table = inner,
                Value::Text(_)
                | Value::Integer(_)
                | Value::Float
                | Value::Boolean(_)
                | Value::Datetime(_)
                | Value::Array(_) => return None,
            }
        }
        let (_, value) = table.iter().find(|(name, _)| name.value == *last)?;
        let range = self.offset + value.range.start..self.offset + value.range.end;
        Some(Span::new(&self.file, range))
    }

    /// Whether the key is written, with whatever value.
    pub fn has(&self, key: &str) -> bool {
        self.table.iter().any(|(name, _)| name.value == key)
    }
}

/// Reads the part of a file that is TOML. What is wrong is reported; the rest is given.
pub fn parse(
    file: &Arc<str>,
    text: &str,
    part: Range<usize>,
    diagnostics: &mut Vec<Diagnostic>,
) -> TomlTree {
    let offset = part.start;
    let source = &text[part];
    let (table, errors) = DeTable::parse_recoverable(source);
    let table = owned_table(table.into_inner());
    let mut broken: Vec<Range<usize>> = Vec::new();
    for error in errors {
        let range = visible(source, error.span().unwrap_or(0..0));
        let line_start = source[..range.start]
            .rfind('\n')
            .map_or(0, |newline| newline + 1);
        let line_end = source[range.start..]
            .find('\n')
            .map_or(source.len(), |newline| range.start + newline);
        // One slip often confuses the rest of its line; the first remark on a line is the useful one.
        if broken.last().is_some_and(|line| line.start == line_start) {
            continue;
        }
        broken.push(line_start..line_end);
        let span = Span::new(file, offset + range.start..offset + range.end);
        diagnostics.push(explain(source, &range, error.message(), span));
    }
    TomlTree {
        table,
        file: file.clone(),
        offset,
        broken,
    }
}

fn owned_table(table: DeTable<'_>) -> Table {
    let mut owned: Table = table
        .into_iter()
        .map(|(key, value)| {
            let (key_range, value_range) = (key.span(), value.span());
            let key = Placed {
                value: key.into_inner().into_owned(),
                range: key_range,
            };
            (
                key,
                Placed {
                    value: owned_value(value.into_inner()),
                    range: value_range,
                },
            )
        })
        .collect();
    owned.sort_by_key(|(key, _)| key.range.start);
    owned
}

fn owned_value(value: DeValue<'_>) -> Value {
    match value {
        // As Markdown does (`CommonMark` 2.3).
        DeValue::String(text) => Value::Text(text.replace('\0', "\u{fffd}")),
        DeValue::Integer(number) => {
            Value::Integer(i64::from_str_radix(number.as_str(), number.radix()).ok())
        }
        DeValue::Float(_) => Value::Float,
        DeValue::Boolean(yes) => Value::Boolean(yes),
        DeValue::Datetime(moment) => Value::Datetime(moment),
        DeValue::Array(values) => Value::Array(
            values
                .into_iter()
                .map(|value| {
                    let range = value.span();
                    Placed {
                        value: owned_value(value.into_inner()),
                        range,
                    }
                })
                .collect(),
        ),
        DeValue::Table(table) => Value::Table(owned_table(table)),
    }
}

/// A range that can be underlined: an error at the end of a line has an empty one.
fn visible(source: &str, range: Range<usize>) -> Range<usize> {
    let start = source.floor_char_boundary(range.start.min(source.len()));
    let end = source.ceil_char_boundary(range.end.min(source.len()));
    if end > start && !source[start..end].starts_with('\n') {
        return start..end;
    }
    let line_start = source[..start].rfind('\n').map_or(0, |newline| newline + 1);
    match source[line_start..start].char_indices().next_back() {
        Some((at, letter)) => line_start + at..line_start + at + letter.len_utf8(),
        None => start..source.ceil_char_boundary((start + 1).min(source.len())),
    }
}

/// Says in plain English what the parser met. The slips named here are those that pasted text
/// and forgotten quotation marks bring.
fn explain(source: &str, range: &Range<usize>, message: &str, span: Span) -> Diagnostic {
    let line_start = source[..range.start]
        .rfind('\n')
        .map_or(0, |newline| newline + 1);
    let line_end = source[range.start..]
        .find('\n')
        .map_or(source.len(), |newline| range.start + newline);
    let line = &source[line_start..line_end];
    let value = line.split_once('=').map_or("", |(_, value)| value.trim());
    if looks_like_a_date(value) {
        return invalid_date(value, span);
    }
    if line.contains(['“', '”', '‘', '’']) && !line.contains('"') {
        return Diagnostic::error(
            "toml-syntax",
            span,
            "curly quotation marks cannot enclose a value",
        )
        .help("Use straight quotation marks: \" instead of “ and ”.");
    }
    let first_line = message.lines().next().unwrap_or("this cannot be read");
    let diagnostic = Diagnostic::error(
        "toml-syntax",
        span,
        format!("this is not valid TOML: {first_line}"),
    );
    if message.contains("duplicate key") {
        return diagnostic.help("The same key is given twice. Delete one of the two lines.");
    }
    if value.is_empty() && !line.contains('=') && !line.trim_start().starts_with('[') {
        return diagnostic.help("A line has the form `key = value`, or `[heading]`.");
    }
    if value.matches('"').count() % 2 == 1 {
        return diagnostic.help("A quotation mark is missing: texts stand between two of them, as in title = \"Neglect\".");
    }
    if value.starts_with(|first: char| first.is_alphabetic()) {
        return diagnostic.help("Texts stand between quotation marks, as in title = \"Neglect\".");
    }
    diagnostic.help("Texts stand between quotation marks, lists between [ and ] with commas, dates as 2021-04-19.")
}

/// The one message for every date that is none, however it was written.
pub(super) fn invalid_date(written: &str, span: Span) -> Diagnostic {
    let diagnostic = Diagnostic::error(
        "invalid-date",
        span,
        format!("`{}` is not a date", written.trim_matches('"')),
    );
    match day_month_year(written.trim_matches('"')) {
        Some(date) => diagnostic.help(format!("Dates are written year-month-day: {date}.")),
        None => diagnostic
            .help("Dates are written year-month-day, as in 2021-04-19, and the day must exist."),
    }
}

fn looks_like_a_date(value: &str) -> bool {
    let digits = value.chars().take_while(char::is_ascii_digit).count();
    (digits == 4 || digits == 2 || digits == 1)
        && value[digits..].starts_with(['-', '/', '.'])
        && value[digits + 1..].starts_with(|letter: char| letter.is_ascii_digit())
        && value
            .chars()
            .filter(|letter| matches!(letter, '-' | '/' | '.'))
            .count()
            >= 2
}

/// A British date, such as 19/04/2021 or 19.4.2021.
fn day_month_year(written: &str) -> Option<jiff::civil::Date> {
    let mut parts = written.split(['/', '.', '-']);
    let (day, month, year) = (parts.next()?, parts.next()?, parts.next()?);
    if parts.next().is_some() || year.len() != 4 {
        return None;
    }
    jiff::civil::Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()
}
