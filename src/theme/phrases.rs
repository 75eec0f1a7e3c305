//! Every word that a theme itself says, so that it can be said in Welsh, or otherwise.

use serde_json::{Map, Value};

use super::Layer;
use crate::diagnostic::Diagnostic;
use crate::source::Span;

/// The words of a theme: tables of tables of phrases.
#[derive(Clone, Debug)]
pub struct Phrases {
    values: Value,
    shared: tera::Value,
}

impl Phrases {
    /// The phrase at `table.key`, or the key itself where the theme has none: a missing word
    /// shows, and the site is built.
    pub fn get<'a>(&'a self, table: &str, key: &'a str) -> &'a str {
        self.values
            .get(table)
            .and_then(|table| table.get(key))
            .and_then(Value::as_str)
            .unwrap_or(key)
    }

    /// The phrase at `table.key`, if the theme has it.
    pub fn find(&self, table: &str, key: &str) -> Option<&str> {
        self.values.get(table)?.get(key)?.as_str()
    }

    /// The phrase at `table.key` for a number of things, with the number as `{n}`.
    pub fn count(&self, table: &str, key: &str, n: usize) -> String {
        let form = if n == 1 { "one" } else { "other" };
        let phrase = self.values.get(table).and_then(|table| table.get(key));
        let phrase = phrase.and_then(|phrase| phrase.get(form)?.as_str());
        fill(phrase.unwrap_or(key), &[("n", &n.to_string())])
    }

    /// The phrases of a list; none where the theme has no such list.
    pub fn list(&self, table: &str, key: &str) -> Vec<String> {
        let list = self
            .values
            .get(table)
            .and_then(|table| table.get(key)?.as_array());
        let phrases = list.into_iter().flatten().filter_map(Value::as_str);
        phrases.map(str::to_owned).collect()
    }

    /// The name of a month, 1 to 12.
    pub fn month(&self, month: i8) -> &str {
        let index = usize::try_from(month - 1).unwrap_or(0);
        self.values
            .get("months")
            .and_then(|months| months.get("list")?.get(index)?.as_str())
            .unwrap_or("")
    }

    /// All of them, for templates; sharing it costs nothing.
    pub fn value(&self) -> tera::Value {
        self.shared.clone()
    }
}

/// Reads the phrases of all layers, the higher over the lower, word by word: the English ones
/// first, and over them those of the site's language.
pub(super) fn load(
    layers: &[Layer<'_>],
    language: &str,
    diagnostics: &mut Vec<Diagnostic>,
) -> Phrases {
    let mut values = Value::Object(Map::new());
    let own = language
        .split('-')
        .next()
        .filter(|language| *language != "en")
        .map(|language| format!("phrases/{language}.toml"));
    let names = std::iter::once("phrases/en.toml").chain(own.as_deref());
    for file in names.flat_map(|name| layers.iter().filter_map(move |layer| layer.files.get(name)))
    {
        let Some(text) = file.text() else { continue };
        match toml::from_str::<Value>(text) {
            Ok(phrases) => overlay(&mut values, phrases),
            Err(error) => diagnostics.push(
                Diagnostic::error(
                    "toml-syntax",
                    Span::new(&file.path, error.span().unwrap_or(0..0)),
                    format!("this is not valid TOML: {}", error.message()),
                )
                .help("Phrases stand between quotation marks."),
            ),
        }
    }
    let shared = tera::Value::from_serializable(&values);
    Phrases { values, shared }
}

fn overlay(lower: &mut Value, upper: Value) {
    match (lower, upper) {
        (Value::Object(lower), Value::Object(upper)) => {
            for (key, value) in upper {
                overlay(lower.entry(key).or_insert(Value::Null), value);
            }
        }
        (lower, upper) => *lower = upper,
    }
}

/// Puts values into the `{places}` of a phrase.
pub fn fill(phrase: &str, places: &[(&str, &str)]) -> String {
    fill_with(phrase, |filled, name| {
        let place = places.iter().find(|(known, _)| *known == name);
        place.is_some_and(|(_, value)| {
            filled.push_str(value);
            true
        })
    })
}

/// Puts values into the `{places}` of a phrase: `put` writes the value of a name, if it has one;
/// what stands in braces otherwise is left as it is.
pub(super) fn fill_with(phrase: &str, mut put: impl FnMut(&mut String, &str) -> bool) -> String {
    let mut filled = String::with_capacity(phrase.len() + 32);
    let mut rest = phrase;
    while let Some((before, after)) = rest.split_once('{') {
        filled.push_str(before);
        match after.split_once('}') {
            Some((name, behind)) if put(&mut filled, name) => rest = behind,
            _ => {
                filled.push('{');
                rest = after;
            }
        }
    }
    filled.push_str(rest);
    filled
}
