//! One site: what `site.toml`, and the file in `sites/` laid over it, say.

use std::sync::Arc;

use super::accessibility::{self, Statement};
use super::checking::{self, Checking};
use super::exit::{self, Exit};
use super::links;
use super::meeting::{self, Meeting};
use super::phone::Phone;
use super::vocabulary;
use crate::diagnostic::{Diagnostic, Reported};
use crate::document::markdown::{self, LinkForm, NodeKind};
use crate::document::shape::{self, Field, Kind, Record, Shape};
use crate::document::{Markdown, TomlTree};
use crate::source::{Key, Span, Spanned};

/// What one site is called, how it looks and what it takes from the content.
#[derive(Clone, Debug)]
pub struct Settings {
    /// The name of its file in `sites/`, without `.toml`; empty where `site.toml` stands alone.
    pub name: String,
    /// Its title.
    pub title: String,
    /// What it is for, in a sentence.
    pub description: Option<String>,
    /// The id of the partnership that publishes it.
    pub partnership: Option<Spanned<String>>,
    /// Where it will stand, ending in `/`.
    pub base_url: Option<String>,
    /// Its language, as a BCP 47 tag.
    pub language: String,
    /// Where its language was written, if anybody wrote it.
    pub language_at: Option<Span>,
    /// The name of its look, and where it was asked for.
    pub theme: Spanned<String>,
    /// Its colours.
    pub brand: Brand,
    /// What it says to somebody in danger.
    pub danger: Danger,
    /// Whom to write to or call about the site.
    pub contacts: Vec<Contact>,
    /// The way out for a reader who must not be seen, if it has one.
    pub exit: Option<Exit>,
    /// What its author says of its accessibility, if they do.
    pub accessibility: Option<Statement>,
    /// What it says of the use of briefings in team meetings.
    pub meeting: Meeting,
    /// What it takes from the content.
    pub take: Take,
    /// What the project asks of the check.
    pub checking: Checking,
    /// The fingerprint of the files it was read from.
    pub key: Key,
}

impl Settings {
    /// The folder of the site among several: empty, or its name and `/`.
    pub fn folder(&self) -> String {
        match self.name.as_str() {
            "" => String::new(),
            name => format!("{name}/"),
        }
    }
}

/// The colours of a partnership, as `#rrggbb`, and where they were written.
#[derive(Clone, Debug, Default)]
pub struct Brand {
    /// Links and bands in light mode.
    pub primary: Option<Spanned<String>>,
    /// The same in dark mode; worked out from `primary` where it is not given.
    pub primary_dark: Option<Spanned<String>>,
}

/// The “in danger now” panel and the reporting routes.
#[derive(Clone, Debug, Default)]
pub struct Danger {
    /// Its heading, where it is not the theme's.
    pub heading: Option<String>,
    /// Its text, where it is not the theme's: paragraphs of plain words, emphasis and links.
    pub text: Option<Arc<Markdown>>,
    /// Where to report a worry.
    pub routes: Vec<Contact>,
}

/// Somebody to reach, and how.
#[derive(Clone, Debug)]
pub struct Contact {
    /// Who.
    pub name: String,
    /// What for, in a sentence.
    pub about: Option<String>,
    /// A web address.
    pub url: Option<String>,
    /// An e-mail address.
    pub email: Option<String>,
    /// A telephone number.
    pub phone: Option<Phone>,
}

/// What a site takes from the content: a briefing must fit every list that is not empty.
#[derive(Clone, Debug, Default)]
pub struct Take {
    /// Ids of partnerships.
    pub partnerships: Vec<Spanned<String>>,
    /// Ids of topics.
    pub topics: Vec<Spanned<String>>,
    /// Ids of agencies.
    pub agencies: Vec<Spanned<String>>,
    /// Audiences.
    pub audiences: Vec<Spanned<String>>,
}

/// The shape of somebody to reach.
pub(super) const CONTACT: Shape = Shape {
    title: "a contact",
    fields: &[
        Field {
            key: "name",
            kind: Kind::Text,
            required: true,
            doc: "Who it is.",
        },
        Field {
            key: "about",
            kind: Kind::Text,
            required: false,
            doc: "What for, in a sentence.",
        },
        Field {
            key: "url",
            kind: Kind::Url,
            required: false,
            doc: "The web address.",
        },
        Field {
            key: "email",
            kind: Kind::Email,
            required: false,
            doc: "The e-mail address, best that of a role.",
        },
        Field {
            key: "phone",
            kind: Kind::Text,
            required: false,
            doc: "The telephone number as people write it.",
        },
    ],
    others: None,
};

/// The shape of `site.toml` and of the files in `sites/`, which are laid over it.
pub const SITE: Shape = Shape {
    title: "site.toml",
    fields: &[
        Field {
            key: "title",
            kind: Kind::Text,
            required: false,
            doc: "The name of the site.",
        },
        Field {
            key: "description",
            kind: Kind::Text,
            required: false,
            doc: "What the site is for, in a sentence.",
        },
        Field {
            key: "partnership",
            kind: Kind::Id("a partnership"),
            required: false,
            doc: "The id of the partnership that publishes the site, from content/partnerships.toml.",
        },
        Field {
            key: "base_url",
            kind: Kind::Url,
            required: false,
            doc: "The address at which the site will stand, as in https://www.example.org/learning/.",
        },
        Field {
            key: "language",
            kind: Kind::Text,
            required: false,
            doc: "The language of the texts; en-GB where nothing is said.",
        },
        Field {
            key: "theme",
            kind: Kind::Id("a theme"),
            required: false,
            doc: "The look: plain, or the name of a folder in themes/.",
        },
        Field {
            key: "brand",
            kind: Kind::Table(&Shape {
                title: "[brand]",
                fields: &[
                    Field {
                        key: "primary",
                        kind: Kind::Colour,
                        required: false,
                        doc: "The colour of links and bands, as #rrggbb.",
                    },
                    Field {
                        key: "primary_dark",
                        kind: Kind::Colour,
                        required: false,
                        doc: "The same for dark mode; worked out from primary where it is not given.",
                    },
                ],
                others: None,
            }),
            required: false,
            doc: "The partnership's colours. Their contrast is computed at every build.",
        },
        Field {
            key: "danger",
            kind: Kind::Table(&Shape {
                title: "[danger]",
                fields: &[
                    Field {
                        key: "heading",
                        kind: Kind::Text,
                        required: false,
                        doc: "The heading of the panel.",
                    },
                    Field {
                        key: "text",
                        kind: Kind::Text,
                        required: false,
                        doc: "One or two sentences, in Markdown.",
                    },
                    Field {
                        key: "routes",
                        kind: Kind::List(&Kind::Table(&CONTACT)),
                        required: false,
                        doc: "Where to report a worry about a child or an adult.",
                    },
                ],
                others: None,
            }),
            required: false,
            doc: "The “in danger now” panel on every page.",
        },
        Field {
            key: "contacts",
            kind: Kind::List(&Kind::Table(&CONTACT)),
            required: false,
            doc: "Whom to write to or call about the site.",
        },
        Field {
            key: "take",
            kind: Kind::Table(&Shape {
                title: "[take]",
                fields: &[
                    Field {
                        key: "partnerships",
                        kind: Kind::List(&Kind::Id("a partnership")),
                        required: false,
                        doc: "Only briefings of these partnerships.",
                    },
                    Field {
                        key: "topics",
                        kind: Kind::List(&Kind::Id("a topic")),
                        required: false,
                        doc: "Only briefings on one of these topics.",
                    },
                    Field {
                        key: "agencies",
                        kind: Kind::List(&Kind::Id("an agency")),
                        required: false,
                        doc: "Only briefings that concern one of these agencies.",
                    },
                    Field {
                        key: "audiences",
                        kind: Kind::List(&Kind::Choice(&["children", "adults", "both"])),
                        required: false,
                        doc: "Only briefings for these audiences; those for both fit children and adults.",
                    },
                ],
                others: None,
            }),
            required: false,
            doc: "What this site takes from the content; everything where nothing is said.",
        },
        exit::FIELD,
        accessibility::FIELD,
        meeting::FIELD,
        checking::PROJECT,
        checking::WAIVERS,
    ],
    others: None,
};

/// A file that describes a site.
pub struct SiteFile<'a> {
    /// Its path.
    pub path: Arc<str>,
    /// As parsed.
    pub tree: &'a TomlTree,
    /// Its fingerprint.
    pub key: Key,
}

/// Reads the sites: `site.toml` alone, or one for each file in `sites/`, laid over it.
pub fn read(base: Option<&SiteFile<'_>>, sites: &[SiteFile<'_>]) -> Reported<Vec<Settings>> {
    let mut diagnostics = Vec::new();
    let base_path: Arc<str> = base.map_or_else(|| "site.toml".into(), |base| base.path.clone());
    let base_record = base.map(|base| shape::read(base.tree, &SITE).into_value(&mut diagnostics));
    let base_record = base_record.unwrap_or_else(|| Record::empty(&base_path));
    let base_key = base.map(|base| base.key).unwrap_or_default();
    let settings = if sites.is_empty() {
        vec![settings(
            "",
            &base_path,
            &base_record,
            base_key,
            &mut diagnostics,
        )]
    } else {
        sites
            .iter()
            .map(|site| {
                let record = shape::read(site.tree, &SITE).into_value(&mut diagnostics);
                let file = site.path.rsplit('/').next().unwrap_or_default();
                let name = file.strip_suffix(".toml").unwrap_or(file);
                if !shape::is_id(name) {
                    diagnostics.push(
                        Diagnostic::error("invalid-key", Span::start_of(&site.path), format!("`{name}` cannot be the name of a site"))
                            .help("It becomes part of an address: use lower-case letters, digits and hyphens."),
                    );
                }
                let key = crate::source::KeyBuilder::new("site").key(base_key).key(site.key).finish();
                settings(name, &site.path, &base_record.clone().overlaid(record), key, &mut diagnostics)
            })
            .collect()
    };
    // What `site.toml` says wrongly is wrong on each site that is laid over it, and is one mistake.
    let mut told: Vec<Diagnostic> = Vec::new();
    for diagnostic in diagnostics {
        if !told.contains(&diagnostic) {
            told.push(diagnostic);
        }
    }
    Reported::new(settings, told)
}

fn settings(
    name: &str,
    path: &Arc<str>,
    record: &Record,
    key: Key,
    diagnostics: &mut Vec<Diagnostic>,
) -> Settings {
    let title = record.text("title");
    if title.is_none() {
        diagnostics.push(
            Diagnostic::error(
                "missing-title",
                Span::start_of(path),
                "the site has no title",
            )
            .help("Write title = \"…\" in the first line of site.toml."),
        );
    }
    let danger = record.record("danger");
    let danger_text = danger.and_then(|danger| danger.spanned_text("text"));
    let danger_text = danger_text.and_then(|text| few_words(&text, diagnostics));
    let mut contacts = |record: Option<&Record>, key: &str| -> Vec<Contact> {
        record
            .map(|record| {
                record
                    .records(key)
                    .map(|record| contact(record, diagnostics))
                    .collect()
            })
            .unwrap_or_default()
    };
    let routes = contacts(danger, "routes");
    let own_contacts = contacts(Some(record), "contacts");
    let exit = exit::read(record, diagnostics);
    let accessibility = accessibility::read(record, &own_contacts, diagnostics);
    let take = |key: &str| {
        record
            .record("take")
            .map(|take| take.texts(key))
            .unwrap_or_default()
    };
    Settings {
        name: name.to_owned(),
        title: title.unwrap_or_default(),
        description: record.text("description"),
        partnership: record.spanned_text("partnership"),
        base_url: record
            .text("base_url")
            .map(|url| format!("{}/", url.trim_end_matches('/'))),
        language: record
            .text("language")
            .unwrap_or_else(|| "en-GB".to_owned()),
        language_at: record.spanned_text("language").map(|text| text.span),
        theme: record.spanned_text("theme").unwrap_or_else(|| Spanned {
            value: "plain".to_owned(),
            span: Span::start_of(path),
        }),
        brand: record
            .record("brand")
            .map(|brand| Brand {
                primary: brand.spanned_text("primary"),
                primary_dark: brand.spanned_text("primary_dark"),
            })
            .unwrap_or_default(),
        danger: Danger {
            heading: danger.and_then(|danger| danger.text("heading")),
            text: danger_text,
            routes,
        },
        contacts: own_contacts,
        exit,
        accessibility,
        meeting: meeting::read(record),
        take: Take {
            partnerships: take("partnerships"),
            topics: take("topics"),
            agencies: take("agencies"),
            audiences: take("audiences"),
        },
        checking: checking::read(record),
        key,
    }
}

/// Reads words that stand on every page, where nothing but words has room: paragraphs with
/// emphasis and with links that leave the site.
fn few_words(text: &Spanned<String>, diagnostics: &mut Vec<Diagnostic>) -> Option<Arc<Markdown>> {
    // The line before keeps the words from being read as front matter.
    let markdown = markdown::parse(&text.span.file, &format!("\n\n{}", text.value).into()).value;
    let fits = markdown.nodes.iter().all(|node| match &node.kind {
        NodeKind::Paragraph
        | NodeKind::Emphasis
        | NodeKind::Strong
        | NodeKind::Text(_)
        | NodeKind::SoftBreak
        | NodeKind::HardBreak => true,
        NodeKind::Link(link) => link.form == LinkForm::Address && links::leaves_site(&link.to),
        NodeKind::Heading(_)
        | NodeKind::Quote
        | NodeKind::Callout(_)
        | NodeKind::Code
        | NodeKind::List(_)
        | NodeKind::Item(_)
        | NodeKind::Footnote(_)
        | NodeKind::Definitions
        | NodeKind::DefinitionTerm
        | NodeKind::Definition
        | NodeKind::Table(_)
        | NodeKind::TableHead
        | NodeKind::TableRow
        | NodeKind::TableCell
        | NodeKind::Strikethrough
        | NodeKind::Image(_)
        | NodeKind::CodeText(_)
        | NodeKind::FootnoteReference(_)
        | NodeKind::Rule => false,
    });
    if !fits {
        diagnostics.push(
            Diagnostic::error(
                "invalid-value",
                text.span.clone(),
                "the text of the panel can be words, **strong** words and links to the web alone",
            )
            .help("Put lists, tables and links to briefings on a page of their own."),
        );
    }
    fits.then(|| Arc::new(markdown))
}

/// Reads somebody to reach.
pub(super) fn contact(record: &Record, diagnostics: &mut Vec<Diagnostic>) -> Contact {
    Contact {
        name: record.text("name").unwrap_or_default(),
        about: record.text("about"),
        url: record.text("url"),
        email: record.text("email"),
        phone: vocabulary::phone(record, diagnostics),
    }
}
