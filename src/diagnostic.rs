//! The author's mistakes, as values.
//!
//! A diagnostic is never an `Err`: a phase returns what it could make together with what it
//! has to say, and carries on, so that one run shows every mistake.

use std::cmp::Ordering;
use std::fmt;
use std::num::NonZeroU32;

use crate::source::Span;

/// What kind of remark it is, in a word that can be looked up, such as `unknown-agency`.
pub type Code = &'static str;

/// How much a remark matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Nothing is written while it stands.
    Error,
    /// The site is built; somebody should look.
    Warning,
    /// Worth knowing.
    Remark,
}

impl Severity {
    /// The word used in the interface.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Remark => "remark",
        }
    }
}

/// One remark on the content.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// What kind of remark.
    pub code: Code,
    /// How much it matters.
    pub severity: Severity,
    /// One sentence in plain English.
    pub message: String,
    /// Where, if it is somewhere.
    pub span: Option<Span>,
    /// Other places that explain it.
    pub labels: Vec<Label>,
    /// What to do.
    pub help: Option<String>,
    /// The recommendation that it is about: by its mark, too, a waiver may name what it means.
    pub part: Option<Mark>,
}

/// The mark of a recommendation, `R2` or `R2a`: a number and a letter in 32 bits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Mark(NonZeroU32);

/// There are fewer letters than this.
const LETTERS: u32 = 32;

impl Mark {
    /// Reads a mark.
    pub fn of(mark: &str) -> Option<Self> {
        let rest = mark.strip_prefix('R')?;
        let digits = rest.trim_end_matches(|letter: char| letter.is_ascii_lowercase());
        let letter = match &rest.as_bytes()[digits.len()..] {
            [] => 0,
            [letter] => u32::from(letter - b'a') + 1,
            _ => return None,
        };
        if !digits.bytes().all(|digit| digit.is_ascii_digit()) {
            return None;
        }
        let number: u32 = digits.parse().ok()?;
        let whole = number.checked_mul(LETTERS)?.checked_add(letter)?;
        NonZeroU32::new(whole).map(Self)
    }
}

impl fmt::Display for Mark {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (number, letter) = (self.0.get() / LETTERS, self.0.get() % LETTERS);
        write!(formatter, "R{number}")?;
        match letter
            .checked_sub(1)
            .and_then(|letter| char::from_digit(letter + 10, 36))
        {
            Some(letter) => write!(formatter, "{letter}"),
            None => Ok(()),
        }
    }
}

/// Another place that a diagnostic speaks of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// Where.
    pub span: Span,
    /// What is there.
    pub text: String,
}

impl Diagnostic {
    /// A remark at a place.
    pub fn new(severity: Severity, code: Code, span: Span, message: impl Into<String>) -> Self {
        Self {
            code,
            severity,
            message: message.into(),
            span: Some(span),
            labels: Vec::new(),
            help: None,
            part: None,
        }
    }

    /// An error at a place.
    pub fn error(code: Code, span: Span, message: impl Into<String>) -> Self {
        Self::new(Severity::Error, code, span, message)
    }

    /// A warning at a place.
    pub fn warning(code: Code, span: Span, message: impl Into<String>) -> Self {
        Self::new(Severity::Warning, code, span, message)
    }

    /// A remark at a place.
    pub fn remark(code: Code, span: Span, message: impl Into<String>) -> Self {
        Self::new(Severity::Remark, code, span, message)
    }

    /// The same, saying what to do.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// The same, pointing at another place.
    #[must_use]
    pub fn label(mut self, span: Span, text: impl Into<String>) -> Self {
        self.labels.push(Label {
            span,
            text: text.into(),
        });
        self
    }

    /// By place, and at one place the worst first.
    pub fn order(&self, other: &Self) -> Ordering {
        (&self.span, self.severity, self.code, &self.message).cmp(&(
            &other.span,
            other.severity,
            other.code,
            &other.message,
        ))
    }

    /// Whether nothing may be written while it stands.
    pub fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }
}

/// A value, and what there was to say while making it.
#[derive(Clone, Debug)]
pub struct Reported<T> {
    /// The value.
    pub value: T,
    /// What there was to say.
    pub diagnostics: Vec<Diagnostic>,
}

impl<T> Reported<T> {
    /// A value and what there was to say.
    pub fn new(value: T, diagnostics: Vec<Diagnostic>) -> Self {
        Self { value, diagnostics }
    }

    /// Hands over the diagnostics and gives the value.
    pub fn into_value(self, diagnostics: &mut Vec<Diagnostic>) -> T {
        diagnostics.extend(self.diagnostics);
        self.value
    }
}

/// The one of these words that was probably meant: near enough to be a slip of the keyboard,
/// by Damerau-Levenshtein distance of at most a third of the word's length.
pub fn did_you_mean<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let lower = word.to_lowercase();
    known
        .into_iter()
        .map(|candidate| {
            (
                strsim::damerau_levenshtein(&lower, &candidate.to_lowercase()),
                candidate,
            )
        })
        .chain(None)
        .filter(|(distance, candidate)| {
            *distance <= (candidate.chars().count().max(lower.chars().count()) / 3).max(1)
        })
        .min_by_key(|(distance, candidate)| (*distance, candidate.len()))
        .map(|(_, candidate)| candidate)
}
