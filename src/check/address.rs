//! The web addresses of a text, and what is known of them.

use std::collections::BTreeMap;

use super::Passage;
use crate::document::Markdown;
use crate::document::markdown::NodeKind;
use crate::source::{Date, Key, KeyBuilder, Span};

/// A web address in a text or in a file that texts share.
#[derive(Clone, Debug)]
pub struct Address {
    /// The address.
    pub to: String,
    /// Where it stands.
    pub span: Span,
}

/// What was seen at web addresses; empty where nobody looked.
#[derive(Clone, Debug, Default)]
pub struct Seen(BTreeMap<String, Sight>);

/// What was seen at one address.
#[derive(Clone, Debug)]
pub struct Sight {
    /// What there was.
    pub found: Found,
    /// The last day on which it was seen alive, if it ever was.
    pub last_alive: Option<Date>,
}

/// What there was at an address. A reason continues a sentence that begins with the address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Found {
    /// A page.
    Alive,
    /// The page, at another address for good.
    Moved {
        /// The new address.
        to: String,
    },
    /// A server that does not let programs look.
    Refused {
        /// Why.
        why: String,
    },
    /// Nothing any more.
    Gone {
        /// Why.
        why: String,
    },
    /// No answer this time.
    Unreachable {
        /// Why.
        why: String,
    },
}

impl Seen {
    /// What was seen, by address.
    pub fn new(sights: BTreeMap<String, Sight>) -> Self {
        Self(sights)
    }

    /// What was seen at an address.
    pub fn at(&self, address: &str) -> Option<&Sight> {
        self.0.get(address)
    }

    /// Whether nobody looked.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(super) fn key(&self) -> Key {
        let key = KeyBuilder::new("seen");
        let told = self
            .0
            .iter()
            .map(|(address, sight)| format!("{address} {sight:?}"));
        told.fold(key, |key, text| key.text(&text)).finish()
    }
}

/// The addresses in a text: those of its links, and those of its front matter.
pub(super) fn of_text(markdown: &Markdown, passages: &[Passage]) -> Vec<Address> {
    let links = markdown.nodes.iter().enumerate().filter_map(|(at, node)| {
        let NodeKind::Link(link) = &node.kind else {
            return None;
        };
        let whole = markdown.span(at);
        let written = markdown.text[whole.range()].rfind(&link.to);
        let span = written.map_or(whole.clone(), |from| {
            let start = whole.start as usize + from;
            Span::new(&markdown.file, start..start + link.to.len())
        });
        is_web(&link.to).then(|| Address {
            to: link.to.clone(),
            span,
        })
    });
    of_values(passages).chain(links).collect()
}

/// The addresses among values of TOML.
pub(super) fn of_values(passages: &[Passage]) -> impl Iterator<Item = Address> {
    let values = passages
        .iter()
        .filter(|passage| passage.kind.key().is_some() && is_web(&passage.text));
    values.map(|passage| Address {
        to: passage.text.clone(),
        span: passage.whole(),
    })
}

fn is_web(text: &str) -> bool {
    (text.starts_with("https://") || text.starts_with("http://"))
        && !text.contains(char::is_whitespace)
}

/// When an address was last seen alive, to end a sentence with.
pub(super) fn since(sight: &Sight) -> String {
    sight.last_alive.map_or_else(String::new, |day| {
        format!("; it was last seen alive on {}", day.strftime("%-d %B %Y"))
    })
}
