//! What a table may hold, said once: the reader checks against it, the editor schema is written
//! from it, and the manual can be.

use std::ops::Range;
use std::sync::Arc;

use jiff::civil::Date;

use super::toml::{Table, TomlTree, Value, invalid_date};
use crate::diagnostic::{Diagnostic, Reported, did_you_mean};
use crate::source::{Span, Spanned};

/// The keys that a table may have.
#[derive(Debug)]
pub struct Shape {
    /// What the table is, such as “a briefing's front matter”.
    pub title: &'static str,
    /// The keys with a meaning of their own.
    pub fields: &'static [Field],
    /// What any other key holds, where the author chooses the keys.
    pub others: Option<Others>,
}

/// A key with a meaning of its own.
#[derive(Debug)]
pub struct Field {
    /// The key as written.
    pub key: &'static str,
    /// What it holds.
    pub kind: Kind,
    /// Whether it must be there.
    pub required: bool,
    /// What it is for, in a sentence for the author.
    pub doc: &'static str,
}

/// Keys chosen by the author.
#[derive(Debug)]
pub struct Others {
    /// How such a key is written.
    pub key: KeyForm,
    /// What it holds.
    pub kind: Kind,
    /// What the keys are, in a sentence for the author.
    pub doc: &'static str,
}

/// How a key that the author chooses is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyForm {
    /// Lower-case letters, digits and hyphens: it becomes part of an address.
    Id,
    /// The mark of a recommendation: R and a number.
    Mark,
    /// Any text.
    Text,
}

/// What a key holds.
#[derive(Debug)]
pub enum Kind {
    /// A text that is not blank.
    Text,
    /// A text, or "".
    TextOrNothing,
    /// A whole number of at least this.
    Integer(i64),
    /// `true` or `false`.
    Boolean,
    /// A date, with or without quotation marks.
    Date,
    /// A web address with http or https.
    Url,
    /// An e-mail address.
    Email,
    /// A colour as `#rrggbb` or `#rgb`.
    Colour,
    /// One of these words.
    Choice(&'static [&'static str]),
    /// The id of something declared elsewhere; whether it exists is judged by who knows.
    Id(&'static str),
    /// A list.
    List(&'static Kind),
    /// A table.
    Table(&'static Shape),
    /// Either of two, told apart by the type.
    Either(&'static Kind, &'static Kind),
}

/// A table whose every value is of its kind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    /// Where it stands.
    pub span: Span,
    entries: Vec<Entry>,
}

/// A key and its value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The key.
    pub key: Spanned<String>,
    /// The value.
    pub item: Spanned<Item>,
}

/// A value of the kind that was asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Item {
    /// A text.
    Text(String),
    /// A whole number.
    Integer(i64),
    /// Yes or no.
    Boolean(bool),
    /// A date.
    Date(Date),
    /// A list.
    List(Vec<Spanned<Item>>),
    /// A table.
    Record(Record),
}

impl Record {
    /// A record with nothing in it.
    pub fn empty(file: &Arc<str>) -> Self {
        Self {
            span: Span::start_of(file),
            entries: Vec::new(),
        }
    }

    /// All keys and values, in the order in which they were written.
    pub fn entries(&self) -> impl Iterator<Item = &Entry> {
        self.entries.iter()
    }

    /// This record, with the values of another where the other has them; tables are laid over
    /// each other key by key.
    #[must_use]
    pub fn overlaid(mut self, upper: Record) -> Self {
        for entry in upper.entries {
            match self
                .entries
                .iter_mut()
                .find(|lower| lower.key.value == entry.key.value)
            {
                Some(lower) => overlay(&mut lower.item, entry.item),
                None => self.entries.push(entry),
            }
        }
        self
    }

    fn item(&self, key: &str) -> Option<&Spanned<Item>> {
        self.entries
            .iter()
            .find(|entry| entry.key.value == key)
            .map(|entry| &entry.item)
    }

    /// A text and its place.
    pub fn spanned_text(&self, key: &str) -> Option<Spanned<String>> {
        self.item(key).and_then(text_of)
    }

    /// A text.
    pub fn text(&self, key: &str) -> Option<String> {
        self.spanned_text(key).map(|text| text.value)
    }

    /// A list of texts with their places; empty where the key is not there.
    pub fn texts(&self, key: &str) -> Vec<Spanned<String>> {
        self.list(key).iter().filter_map(text_of).collect()
    }

    /// A date.
    pub fn date(&self, key: &str) -> Option<Date> {
        match self.item(key)?.value {
            Item::Date(date) => Some(date),
            _ => None,
        }
    }

    /// A whole number.
    pub fn integer(&self, key: &str) -> Option<i64> {
        match self.item(key)?.value {
            Item::Integer(number) => Some(number),
            _ => None,
        }
    }

    /// Yes or no.
    pub fn boolean(&self, key: &str) -> Option<bool> {
        match self.item(key)?.value {
            Item::Boolean(yes) => Some(yes),
            _ => None,
        }
    }

    /// A table in this one.
    pub fn record(&self, key: &str) -> Option<&Record> {
        match &self.item(key)?.value {
            Item::Record(record) => Some(record),
            _ => None,
        }
    }

    /// The tables of a list; empty where the key is not there.
    pub fn records(&self, key: &str) -> impl Iterator<Item = &Record> {
        self.list(key).iter().filter_map(|item| match &item.value {
            Item::Record(record) => Some(record),
            _ => None,
        })
    }

    fn list(&self, key: &str) -> &[Spanned<Item>] {
        match self.item(key).map(|item| &item.value) {
            Some(Item::List(items)) => items,
            _ => &[],
        }
    }
}

fn overlay(lower: &mut Spanned<Item>, upper: Spanned<Item>) {
    match (&mut lower.value, upper.value) {
        (Item::Record(lower), Item::Record(record)) => *lower = lower.clone().overlaid(record),
        (_, value) => {
            *lower = Spanned {
                value,
                span: upper.span,
            }
        }
    }
}

fn text_of(item: &Spanned<Item>) -> Option<Spanned<String>> {
    match &item.value {
        Item::Text(text) => Some(Spanned {
            value: text.clone(),
            span: item.span.clone(),
        }),
        _ => None,
    }
}

/// Reads a table of this shape. What does not fit is reported and left out.
pub fn read(tree: &TomlTree, shape: &'static Shape) -> Reported<Record> {
    let mut reader = Reader {
        tree,
        diagnostics: Vec::new(),
    };
    let record = reader.table(&tree.table, shape, 0..0);
    Reported::new(record, reader.diagnostics)
}

struct Reader<'a> {
    tree: &'a TomlTree,
    diagnostics: Vec<Diagnostic>,
}

impl Reader<'_> {
    fn table(&mut self, table: &Table, shape: &'static Shape, at: Range<usize>) -> Record {
        let mut entries = Vec::new();
        for (key, value) in table {
            let key_span = self.span(&key.range);
            let Some(kind) = self.kind_of(&key.value, shape, &key_span) else {
                continue;
            };
            // What could not be read was reported where the file was.
            if self
                .tree
                .broken
                .iter()
                .any(|line| line.contains(&value.range.start))
            {
                continue;
            }
            // What is missing in a table is missed at its heading.
            let range = if matches!(value.value, Value::Table(_)) {
                &key.range
            } else {
                &value.range
            };
            let told = self.diagnostics.len();
            let Some(item) = self.value(&value.value, kind, &key.value, range) else {
                self.ask_for_required(shape, &key.value, told);
                continue;
            };
            entries.push(Entry {
                key: Spanned {
                    value: key.value.clone(),
                    span: key_span,
                },
                item,
            });
        }
        let span = self.span(&at);
        for field in shape
            .fields
            .iter()
            .filter(|field| field.required && !self.tree.is_broken())
        {
            if !table.iter().any(|(key, _)| key.value == field.key) {
                self.diagnostics.push(
                    Diagnostic::error(
                        "missing-key",
                        span.clone(),
                        format!("{} needs `{}`", shape.title, field.key),
                    )
                    .help(format!(
                        "{} Write it as in {} = {}",
                        field.doc,
                        field.key,
                        field.kind.example()
                    )),
                );
            }
        }
        Record { span, entries }
    }

    /// Without a line that is required there would only be another error: nobody is told to
    /// delete it where it is empty.
    fn ask_for_required(&mut self, shape: &'static Shape, key: &str, told: usize) {
        let mut fields = shape.fields.iter();
        let Some(field) = fields.find(|field| field.required && field.key == key) else {
            return;
        };
        let told = self.diagnostics[told..].iter_mut();
        for empty in told.filter(|it| it.code == "empty-value") {
            let example = field.kind.example();
            empty.help = Some(format!("{} Write it as in {key} = {example}", field.doc));
        }
    }

    fn kind_of(&mut self, name: &str, shape: &'static Shape, span: &Span) -> Option<&'static Kind> {
        if let Some(field) = shape.fields.iter().find(|field| field.key == name) {
            return Some(&field.kind);
        }
        let Some(others) = &shape.others else {
            let diagnostic = Diagnostic::error(
                "unknown-key",
                span.clone(),
                format!("{} has no `{name}`", shape.title),
            );
            let known = shape.fields.iter().map(|field| field.key);
            let within = shape.fields.iter().find(|field| field.kind.has_key(name));
            self.diagnostics
                .push(match (within, did_you_mean(name, known.clone())) {
                    (Some(table), _) => {
                        diagnostic.help(format!("It belongs under the line [{}].", table.key))
                    }
                    (None, Some(meant)) => diagnostic.help(format!("Did you mean `{meant}`?")),
                    (None, None) => diagnostic.help(format!(
                        "It may have: {}.",
                        known.collect::<Vec<_>>().join(", ")
                    )),
                });
            return None;
        };
        if let Some(help) = others.key.fault(name) {
            self.diagnostics.push(
                Diagnostic::error(
                    "invalid-key",
                    span.clone(),
                    format!("`{name}` cannot stand here as a name"),
                )
                .help(help),
            );
            return None;
        }
        Some(&others.kind)
    }

    /// A value of the kind that the key asks for, or a diagnostic.
    fn value(
        &mut self,
        value: &Value,
        kind: &'static Kind,
        key: &str,
        at: &Range<usize>,
    ) -> Option<Spanned<Item>> {
        let span = self.span(at);
        let item = match (kind, value) {
            (Kind::Date, Value::Text(text)) => text
                .trim()
                .parse()
                .map(Item::Date)
                .map_err(|_| invalid_date(text, span.clone())),
            (kind, Value::Text(text)) if kind.is_text() => text_item(text.trim(), kind, key, &span),
            (Kind::Date, Value::Datetime(moment)) => day(moment)
                .map(Item::Date)
                .ok_or_else(|| invalid_date(&moment.to_string(), span.clone())),
            (Kind::Integer(least), Value::Integer(number)) => number
                .filter(|number| number >= least)
                .map(Item::Integer)
                .ok_or_else(|| {
                    Diagnostic::error(
                        "invalid-value",
                        span.clone(),
                        format!("`{key}` must be at least {least}"),
                    )
                    .help("Check the number.")
                }),
            (Kind::Boolean, Value::Boolean(yes)) => Ok(Item::Boolean(*yes)),
            (Kind::List(inner), Value::Array(values)) => Ok(Item::List(
                values
                    .iter()
                    .filter_map(|value| self.value(&value.value, inner, key, &value.range))
                    .collect(),
            )),
            (Kind::Table(shape), Value::Table(table)) => {
                Ok(Item::Record(self.table(table, shape, at.clone())))
            }
            (Kind::Either(first, _), value) if first.fits(value) => {
                return self.value(value, first, key, at);
            }
            (Kind::Either(_, second), value) if second.fits(value) => {
                return self.value(value, second, key, at);
            }
            (kind, value) => Err(wrong_type(kind, value, key, &span)),
        };
        match item {
            Ok(item) => Some(Spanned { value: item, span }),
            Err(diagnostic) => {
                self.diagnostics.push(diagnostic);
                None
            }
        }
    }

    fn span(&self, range: &Range<usize>) -> Span {
        Span::new(
            &self.tree.file,
            self.tree.offset + range.start..self.tree.offset + range.end,
        )
    }
}

/// A text of the kind that the key asks for.
fn text_item(text: &str, kind: &Kind, key: &str, span: &Span) -> Result<Item, Diagnostic> {
    let refuse = |code, message: String, help: String| {
        Err(Diagnostic::error(code, span.clone(), message).help(help))
    };
    if text.is_empty() && !matches!(kind, Kind::TextOrNothing) {
        return refuse(
            "empty-value",
            format!("`{key}` is empty"),
            format!("Write something, or delete the line `{key}`."),
        );
    }
    if text.contains(|letter: char| letter.is_control() && !letter.is_whitespace()) {
        let message = format!("`{key}` holds a character that cannot be shown");
        return refuse(
            "invalid-value",
            message,
            "Type the words anew; pasting brought a hidden character.".to_owned(),
        );
    }
    let fitting = match kind {
        Kind::Url => web_address(text).map(str::to_owned),
        Kind::Email => email(text).map(str::to_owned),
        Kind::Colour => colour(text),
        Kind::Choice(words) => words
            .iter()
            .find(|word| **word == text)
            .map(|word| (*word).to_owned()),
        _ => Some(text.to_owned()),
    };
    match (fitting, kind) {
        (Some(text), _) => Ok(Item::Text(text)),
        (None, Kind::Url) => refuse(
            "invalid-url",
            format!("`{text}` is not a web address"),
            "A web address begins with https:// or http://, and has no spaces.".to_owned(),
        ),
        (None, Kind::Email) => refuse(
            "invalid-email",
            format!("`{text}` is not an e-mail address"),
            "It has the form name@example.org.".to_owned(),
        ),
        (None, Kind::Choice(words)) => {
            let meant = did_you_mean(text, words.iter().copied())
                .map(|meant| format!("Did you mean `{meant}`? "))
                .unwrap_or_default();
            refuse(
                "invalid-value",
                format!("`{key}` cannot be `{text}`"),
                format!("{meant}It can be: {}.", words.join(", ")),
            )
        }
        (None, _) => refuse(
            "invalid-colour",
            format!("`{text}` is not a colour"),
            "Colours are written as # and six hexadecimal digits, as in #0b5a5e.".to_owned(),
        ),
    }
}

/// The day of a TOML date, with or without a time.
fn day(moment: &toml::value::Datetime) -> Option<Date> {
    let date = moment.date?;
    Date::new(
        date.year.try_into().ok()?,
        date.month.try_into().ok()?,
        date.day.try_into().ok()?,
    )
    .ok()
}

fn wrong_type(kind: &Kind, value: &Value, key: &str, span: &Span) -> Diagnostic {
    Diagnostic::error(
        "wrong-type",
        span.clone(),
        format!(
            "`{key}` should be {}, and this is {}",
            kind.name(),
            type_name(value)
        ),
    )
    .help(format!("Write it as in {key} = {}", example(kind)))
}

/// How a value may be written; of a table, what must stand in it.
fn example(kind: &Kind) -> String {
    let Kind::Table(shape) = kind else {
        return kind.example();
    };
    let required = shape.fields.iter().filter(|field| field.required);
    let fields: Vec<String> = required
        .map(|field| format!("{} = {}", field.key, field.kind.example()))
        .collect();
    if fields.is_empty() {
        kind.example()
    } else {
        format!("{{ {} }}", fields.join(", "))
    }
}

impl KeyForm {
    /// A regular expression that such keys match, as JSON Schema has them.
    pub fn pattern(self) -> &'static str {
        match self {
            Self::Id => "^[a-z0-9][a-z0-9-]*$",
            Self::Mark => "^R[0-9]+[a-z]?$",
            Self::Text => "",
        }
    }

    fn fault(self, key: &str) -> Option<&'static str> {
        match self {
            Self::Id if !is_id(key) => Some(
                "Names here become part of an address: use lower-case letters, digits and hyphens.",
            ),
            Self::Mark if !is_mark(key) => {
                Some("It is the mark of a recommendation in the text, such as R1.")
            }
            Self::Text if key.trim().is_empty() => Some("A name has at least one letter."),
            Self::Id | Self::Mark | Self::Text => None,
        }
    }
}

/// Whether a text can be an id: lower-case letters, digits and hyphens, not beginning with a hyphen.
pub fn is_id(text: &str) -> bool {
    text.starts_with(|first: char| first.is_ascii_lowercase() || first.is_ascii_digit())
        && text
            .chars()
            .all(|letter| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == '-')
}

/// Whether a text can be the mark of a recommendation: R, a number, and perhaps a small letter.
pub fn is_mark(text: &str) -> bool {
    let Some(rest) = text.strip_prefix('R') else {
        return false;
    };
    let digits = rest
        .strip_suffix(|last: char| last.is_ascii_lowercase())
        .unwrap_or(rest);
    !digits.is_empty() && digits.chars().all(|digit| digit.is_ascii_digit())
}

/// The text, if it is a web address that a browser would open over http or https.
pub fn web_address(text: &str) -> Option<&str> {
    let (scheme, rest) = text.split_once("://")?;
    let host = rest.split(['/', '?', '#']).next().unwrap_or("");
    let known = scheme.eq_ignore_ascii_case("http") || scheme.eq_ignore_ascii_case("https");
    (known && !host.is_empty() && !text.contains(char::is_whitespace)).then_some(text)
}

/// The text, if it has the form of an e-mail address.
pub fn email(text: &str) -> Option<&str> {
    let (name, host) = text.split_once('@')?;
    let whole =
        !name.is_empty() && host.contains('.') && !host.starts_with('.') && !host.ends_with('.');
    (whole
        && !host.contains('@')
        && !text.contains(|letter: char| letter.is_whitespace() || "<>\"?&".contains(letter)))
    .then_some(text)
}

/// A colour as `#rrggbb` in small letters.
fn colour(text: &str) -> Option<String> {
    let digits = text.strip_prefix('#')?;
    if !digits.chars().all(|digit| digit.is_ascii_hexdigit()) {
        return None;
    }
    match digits.len() {
        6 => Some(text.to_lowercase()),
        3 => Some(
            digits
                .chars()
                .fold("#".to_owned(), |colour, digit| {
                    format!("{colour}{digit}{digit}")
                })
                .to_lowercase(),
        ),
        _ => None,
    }
}

impl Kind {
    /// Whether it is a table with this key.
    fn has_key(&self, key: &str) -> bool {
        matches!(self, Self::Table(shape) if shape.fields.iter().any(|field| field.key == key))
    }

    /// Whether it is written between quotation marks.
    fn is_text(&self) -> bool {
        matches!(
            self,
            Self::Text
                | Self::TextOrNothing
                | Self::Id(_)
                | Self::Choice(_)
                | Self::Url
                | Self::Email
                | Self::Colour
        )
    }

    fn fits(&self, value: &Value) -> bool {
        self.is_text() && matches!(value, Value::Text(_))
            || matches!(
                (self, value),
                (Self::Date, Value::Text(_) | Value::Datetime(_))
                    | (Self::Integer(_), Value::Integer(_))
                    | (Self::Boolean, Value::Boolean(_))
                    | (Self::List(_), Value::Array(_))
                    | (Self::Table(_), Value::Table(_))
            )
    }

    fn name(&self) -> String {
        match self {
            Self::Text | Self::TextOrNothing => "a text".to_owned(),
            Self::Integer(_) => "a whole number".to_owned(),
            Self::Boolean => "true or false".to_owned(),
            Self::Date => "a date".to_owned(),
            Self::Url => "a web address".to_owned(),
            Self::Email => "an e-mail address".to_owned(),
            Self::Colour => "a colour".to_owned(),
            Self::Choice(_) => "one of the known words".to_owned(),
            Self::Id(of) => format!("the id of {of}"),
            Self::List(_) => "a list".to_owned(),
            Self::Table(shape) => format!("a table ({})", shape.title),
            Self::Either(first, second) => format!("{} or {}", first.name(), second.name()),
        }
    }

    fn example(&self) -> String {
        match self {
            Self::Text | Self::TextOrNothing => "\"some words\"".to_owned(),
            Self::Integer(least) => (least + 4).to_string(),
            Self::Boolean => "true".to_owned(),
            Self::Date => "2021-04-19".to_owned(),
            Self::Url => "\"https://www.example.org/\"".to_owned(),
            Self::Email => "\"name@example.org\"".to_owned(),
            Self::Colour => "\"#0b5a5e\"".to_owned(),
            Self::Choice(words) => format!("\"{}\"", words.first().copied().unwrap_or_default()),
            Self::Id(_) => "\"an-id\"".to_owned(),
            Self::List(inner) => format!("[{}]", inner.example()),
            Self::Table(shape) => match shape.fields.first() {
                Some(field) => format!("{{ {} = {} }}", field.key, field.kind.example()),
                None => "{ }".to_owned(),
            },
            Self::Either(first, _) => first.example(),
        }
    }
}

fn type_name(value: &Value) -> &'static str {
    match value {
        Value::Text(_) => "a text",
        Value::Integer(_) => "a whole number",
        Value::Float => "a number with a decimal point",
        Value::Boolean(_) => "true or false",
        Value::Datetime(_) => "a date",
        Value::Array(_) => "a list",
        Value::Table(_) => "a table",
    }
}

/// The JSON Schema (draft 7, which the editors' TOML plug-ins read) of a table of this shape.
pub fn json_schema(shape: &Shape) -> serde_json::Value {
    let mut schema = table_schema(shape);
    schema["$schema"] = "http://json-schema.org/draft-07/schema#".into();
    schema["title"] = shape.title.into();
    schema
}

fn table_schema(shape: &Shape) -> serde_json::Value {
    let mut properties = serde_json::Map::new();
    for field in shape.fields {
        let mut schema = kind_schema(&field.kind);
        schema["description"] = field.doc.into();
        properties.insert(field.key.to_owned(), schema);
    }
    let required: Vec<&str> = shape
        .fields
        .iter()
        .filter(|field| field.required)
        .map(|field| field.key)
        .collect();
    let mut schema =
        serde_json::json!({ "type": "object", "properties": properties, "required": required });
    match &shape.others {
        None => schema["additionalProperties"] = false.into(),
        Some(others) => {
            let mut value = kind_schema(&others.kind);
            value["description"] = others.doc.into();
            match others.key {
                KeyForm::Text => schema["additionalProperties"] = value,
                KeyForm::Id | KeyForm::Mark => {
                    schema["patternProperties"] =
                        serde_json::json!({ others.key.pattern(): value });
                    schema["additionalProperties"] = false.into();
                }
            }
        }
    }
    schema
}

fn kind_schema(kind: &Kind) -> serde_json::Value {
    use serde_json::json;
    match kind {
        Kind::Text | Kind::Id(_) => json!({ "type": "string", "minLength": 1 }),
        Kind::TextOrNothing => json!({ "type": "string" }),
        Kind::Integer(least) => json!({ "type": "integer", "minimum": least }),
        Kind::Boolean => json!({ "type": "boolean" }),
        // The plug-ins hand a TOML date to the schema as a text of this format.
        Kind::Date => json!({ "type": "string", "format": "date" }),
        Kind::Url => json!({ "type": "string", "format": "uri", "pattern": "^https?://" }),
        Kind::Email => json!({ "type": "string", "format": "email" }),
        Kind::Colour => {
            json!({ "type": "string", "pattern": "^#([0-9a-fA-F]{3}|[0-9a-fA-F]{6})$" })
        }
        Kind::Choice(words) => json!({ "type": "string", "enum": words }),
        Kind::List(inner) => json!({ "type": "array", "items": kind_schema(inner) }),
        Kind::Table(shape) => table_schema(shape),
        Kind::Either(first, second) => {
            json!({ "anyOf": [kind_schema(first), kind_schema(second)] })
        }
    }
}
