//! An ordinary page.

use std::sync::Arc;

use super::checking::{self, Checking};
use super::links::{Places, TextTarget};
use super::text::{self, Cut, Text};
use crate::diagnostic::Reported;
use crate::document::shape::{self, Field, Kind, Shape};
use crate::document::{Document, TomlTree};
use crate::source::Key;

/// An ordinary page, such as “About”. The one called `index` introduces the home page.
#[derive(Clone, Debug)]
pub struct Page {
    /// Its address, which is the name of its file or folder.
    pub slug: String,
    /// The file it stands in.
    pub file: Arc<str>,
    /// Its title.
    pub title: String,
    /// What it is about, in a sentence.
    pub summary: Option<String>,
    /// Its place among the pages; those without a number follow, by title.
    pub order: Option<i64>,
    /// Whether it stands in the menu; otherwise it stands at the foot.
    pub in_menu: bool,
    /// The text.
    pub text: Text,
    /// What links can lead to in it.
    pub places: Arc<Places>,
    /// What its author asks of the check.
    pub checking: Checking,
    /// The fingerprint of its file.
    pub key: Key,
}

impl Page {
    /// The slug of the page that opens the folder in which this one stands, if it stands in one.
    pub fn folder(&self) -> Option<&str> {
        self.slug.split_once('/').map(|(folder, _)| folder)
    }
}

/// The shape of an ordinary page's front matter.
pub const FRONT_MATTER: Shape = Shape {
    title: "a page's front matter",
    fields: &[
        Field {
            key: "title",
            kind: Kind::Text,
            required: false,
            doc: "The title of the page.",
        },
        Field {
            key: "summary",
            kind: Kind::Text,
            required: false,
            doc: "What it is about, in a sentence.",
        },
        Field {
            key: "order",
            kind: Kind::Integer(0),
            required: false,
            doc: "Its place among the pages: 1 comes first.",
        },
        Field {
            key: "menu",
            kind: Kind::Boolean,
            required: false,
            doc: "true puts it in the menu; otherwise it stands at the foot.",
        },
        checking::TEXT,
        checking::WAIVERS,
    ],
    others: None,
};

/// Reads a page. Gives nothing where the file is no Markdown that could be read.
pub fn read(
    slug: &str,
    file: &Arc<str>,
    document: &Arc<Document>,
    key: Key,
) -> Reported<Option<Page>> {
    let mut diagnostics = Vec::new();
    let Document::Markdown(markdown) = &**document else {
        return Reported::new(None, diagnostics);
    };
    let empty = TomlTree::empty(file);
    let record = shape::read(
        markdown.front_matter.as_ref().unwrap_or(&empty),
        &FRONT_MATTER,
    )
    .into_value(&mut diagnostics);
    let (title, title_heading) = super::title_of(markdown, &record, "page", &mut diagnostics);
    let text = text::read(
        document,
        Cut::Page {
            title: title_heading,
        },
        &mut diagnostics,
    );
    let places = Places::new(
        TextTarget::Page(slug.to_owned()),
        &title,
        &text,
        std::iter::empty(),
    );
    let page = Page {
        slug: slug.to_owned(),
        file: file.clone(),
        title,
        summary: record.text("summary"),
        order: record.integer("order"),
        in_menu: record.boolean("menu").unwrap_or(false),
        text,
        places,
        checking: checking::read(&record),
        key,
    };
    Reported::new(Some(page), diagnostics)
}
