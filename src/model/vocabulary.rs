//! What the briefings speak of and share: agencies, topics, learning themes, partnerships,
//! services and the glossary.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::phone::Phone;
use super::role::RoleWords;
use super::text::slug;
use crate::diagnostic::{Diagnostic, Reported};
use crate::document::TomlTree;
use crate::document::shape::{self, Field, Item, KeyForm, Kind, Others, Record, Shape};
use crate::source::{Date, Key, Span};

/// Everything that is declared once and referred to by id.
#[derive(Clone, Debug, Default)]
pub struct Vocabulary {
    /// Who must act or took part.
    pub agencies: BTreeMap<String, Agency>,
    /// What briefings are about.
    pub topics: BTreeMap<String, Topic>,
    /// What recurs across briefings.
    pub learning_themes: BTreeMap<String, LearningTheme>,
    /// Who publishes.
    pub partnerships: BTreeMap<String, Partnership>,
    /// The shared directory of services.
    pub resources: BTreeMap<String, Resource>,
    /// Abbreviations and words of the field.
    pub glossary: BTreeMap<String, GlossaryEntry>,
    /// Plainer words for jargon; empty where a word that the program calls jargon is none here.
    pub plain_words: BTreeMap<String, String>,
    /// Which headings give a section which role.
    pub roles: RoleWords,
    /// The fingerprint of the files it was read from.
    pub key: Key,
}

/// Who must act or took part: one body, or a kind of body such as “Police”.
#[derive(Clone, Debug)]
pub struct Agency {
    /// Its name.
    pub name: String,
    /// A shorter name for lists.
    pub short: Option<String>,
    /// The id of the agency or kind of agency it belongs to.
    pub part_of: Option<String>,
    /// Its web site.
    pub url: Option<String>,
    /// What it does, in a sentence.
    pub about: Option<String>,
}

/// What a briefing is about.
#[derive(Clone, Debug)]
pub struct Topic {
    /// Its name.
    pub name: String,
    /// What belongs to it, in a sentence.
    pub about: Option<String>,
}

/// What recurs across briefings.
#[derive(Clone, Debug)]
pub struct LearningTheme {
    /// Its name.
    pub name: String,
    /// What belongs to it, in a sentence.
    pub about: Option<String>,
    /// Words by which a finding shows the theme.
    pub terms: Vec<String>,
    /// Words that look like it and are not.
    pub exclude: Vec<String>,
}

/// The body that publishes.
#[derive(Clone, Debug)]
pub struct Partnership {
    /// Its name.
    pub name: String,
    /// A shorter name for lists.
    pub short: Option<String>,
    /// Its web site.
    pub url: Option<String>,
    /// The area it serves.
    pub area: Option<String>,
    /// What it is, in a sentence.
    pub about: Option<String>,
}

/// A service, helpline or document of the shared directory.
#[derive(Clone, Debug)]
pub struct Resource {
    /// Its name.
    pub name: String,
    /// What kind it is.
    pub kind: ResourceKind,
    /// Its web address.
    pub url: Option<String>,
    /// Its telephone number.
    pub phone: Option<Phone>,
    /// Its e-mail address.
    pub email: Option<String>,
    /// What it offers, in a sentence.
    pub about: Option<String>,
    /// Who it is for.
    pub audience: Option<String>,
    /// When it can be reached.
    pub hours: Option<String>,
    /// The area it serves.
    pub area: Option<String>,
    /// When somebody last made sure that all this is right.
    pub checked: Option<Date>,
    /// Where it is declared, if it stands in the shared directory.
    pub declared_at: Option<Span>,
}

/// The kinds of resource, in the order in which the directory shows them: a person in need
/// looks for a voice first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ResourceKind {
    /// Somebody to call.
    Helpline,
    /// Where to report a worry.
    Reporting,
    /// A service.
    Service,
    /// Training.
    Training,
    /// Guidance, tools and reports.
    Guidance,
    /// Anything else.
    Other,
}

impl ResourceKind {
    /// All kinds, in the order of the directory.
    pub const ALL: [Self; 6] = [
        Self::Helpline,
        Self::Reporting,
        Self::Service,
        Self::Training,
        Self::Guidance,
        Self::Other,
    ];

    /// Its word.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Helpline => "helpline",
            Self::Reporting => "reporting",
            Self::Service => "service",
            Self::Training => "training",
            Self::Guidance => "guidance",
            Self::Other => "other",
        }
    }
}

/// An abbreviation or word of the field.
#[derive(Clone, Debug)]
pub struct GlossaryEntry {
    /// What the abbreviation stands for.
    pub long: Option<String>,
    /// What it means, in a sentence.
    pub meaning: Option<String>,
}

const NAME: Field = Field {
    key: "name",
    kind: Kind::Text,
    required: true,
    doc: "The name as readers know it.",
};
const SHORT: Field = Field {
    key: "short",
    kind: Kind::Text,
    required: false,
    doc: "A shorter name for lists.",
};
const ABOUT: Field = Field {
    key: "about",
    kind: Kind::Text,
    required: false,
    doc: "One sentence for readers.",
};
const URL: Field = Field {
    key: "url",
    kind: Kind::Url,
    required: false,
    doc: "The web address.",
};

const fn ids(title: &'static str, kind: Kind, doc: &'static str) -> Shape {
    Shape {
        title,
        fields: &[],
        others: Some(Others {
            key: KeyForm::Id,
            kind,
            doc,
        }),
    }
}

/// The shape of `content/agencies.toml`.
pub const AGENCIES: Shape = ids(
    "content/agencies.toml",
    Kind::Table(&Shape {
        title: "an agency",
        fields: &[
            NAME,
            SHORT,
            Field {
                key: "part_of",
                kind: Kind::Id("an agency"),
                required: false,
                doc: "The id of the agency, or kind of agency, that this one belongs to.",
            },
            URL,
            ABOUT,
        ],
        others: None,
    }),
    "An agency, or a kind of agency, by its id.",
);

/// The shape of `content/topics.toml`.
pub const TOPICS: Shape = ids(
    "content/topics.toml",
    Kind::Table(&Shape {
        title: "a topic",
        fields: &[NAME, ABOUT],
        others: None,
    }),
    "A topic by its id.",
);

/// The shape of `content/learning-themes.toml`.
pub const LEARNING_THEMES: Shape = ids(
    "content/learning-themes.toml",
    Kind::Table(&Shape {
        title: "a learning theme",
        fields: &[
            NAME,
            ABOUT,
            Field {
                key: "terms",
                kind: Kind::List(&Kind::Text),
                required: false,
                doc: "Words and phrases by which a finding shows this theme, in any of their forms; between quotation marks, as they are written.",
            },
            Field {
                key: "exclude",
                kind: Kind::List(&Kind::Text),
                required: false,
                doc: "Words and phrases that hold one of the terms and mean something else.",
            },
        ],
        others: None,
    }),
    "A learning theme by its id.",
);

/// The shape of `content/partnerships.toml`.
pub const PARTNERSHIPS: Shape = ids(
    "content/partnerships.toml",
    Kind::Table(&Shape {
        title: "a partnership",
        fields: &[
            NAME,
            SHORT,
            URL,
            Field {
                key: "area",
                kind: Kind::Text,
                required: false,
                doc: "The area it serves.",
            },
            ABOUT,
        ],
        others: None,
    }),
    "A partnership by its id.",
);

/// The shape of `content/resources.toml`.
pub const RESOURCES: Shape = ids(
    "content/resources.toml",
    Kind::Table(&Shape {
        title: "a resource",
        fields: &[
            NAME,
            Field {
                key: "kind",
                kind: Kind::Choice(&[
                    "helpline",
                    "reporting",
                    "service",
                    "training",
                    "guidance",
                    "other",
                ]),
                required: false,
                doc: "What kind of resource it is. Helplines stand first in the directory.",
            },
            URL,
            Field {
                key: "phone",
                kind: Kind::Text,
                required: false,
                doc: "The telephone number as people write it.",
            },
            Field {
                key: "email",
                kind: Kind::Email,
                required: false,
                doc: "The e-mail address.",
            },
            ABOUT,
            Field {
                key: "for",
                kind: Kind::Text,
                required: false,
                doc: "Who it is for.",
            },
            Field {
                key: "hours",
                kind: Kind::Text,
                required: false,
                doc: "When it can be reached.",
            },
            Field {
                key: "area",
                kind: Kind::Text,
                required: false,
                doc: "The area it serves.",
            },
            Field {
                key: "checked",
                kind: Kind::Date,
                required: false,
                doc: "The day on which somebody last made sure that all this is right.",
            },
        ],
        others: None,
    }),
    "A service, helpline or document by its id, for use as [[id]] in the text.",
);

/// The shape of `content/glossary.toml`.
pub const GLOSSARY: Shape = Shape {
    title: "content/glossary.toml",
    fields: &[],
    others: Some(Others {
        key: KeyForm::Text,
        kind: Kind::Either(
            &Kind::Text,
            &Kind::Table(&Shape {
                title: "a glossary entry",
                fields: &[
                    Field {
                        key: "long",
                        kind: Kind::Text,
                        required: false,
                        doc: "What the abbreviation stands for.",
                    },
                    Field {
                        key: "meaning",
                        kind: Kind::Text,
                        required: false,
                        doc: "What it means, in one sentence.",
                    },
                ],
                others: None,
            }),
        ),
        doc: "What the abbreviation or word stands for.",
    }),
};

/// The shape of `content/plain-words.toml`.
pub const PLAIN_WORDS: Shape = Shape {
    title: "content/plain-words.toml",
    fields: &[],
    others: Some(Others {
        key: KeyForm::Text,
        kind: Kind::TextOrNothing,
        doc: "Jargon, and a plainer word for it; \"\" where the word is plain to your readers.",
    }),
};

/// The files of the vocabulary, as they were parsed; an absent file is an empty one.
pub struct Trees<'a> {
    /// Gives the parsed file at this path.
    pub tree: &'a dyn Fn(&str) -> Option<&'a TomlTree>,
    /// The fingerprint of all of them.
    pub key: Key,
}

/// Reads the vocabulary.
pub fn read(trees: &Trees<'_>) -> Reported<Vocabulary> {
    let mut diagnostics = Vec::new();
    let mut record = |path: &str, shape: &'static Shape| match (trees.tree)(path) {
        Some(tree) => shape::read(tree, shape).into_value(&mut diagnostics),
        None => Record::empty(&Arc::from(path)),
    };
    let (agencies, topics) = (
        record("content/agencies.toml", &AGENCIES),
        record("content/topics.toml", &TOPICS),
    );
    let learning_themes = record("content/learning-themes.toml", &LEARNING_THEMES);
    let partnerships = record("content/partnerships.toml", &PARTNERSHIPS);
    let resources = record("content/resources.toml", &RESOURCES);
    let glossary = record("content/glossary.toml", &GLOSSARY);
    let plain_words = record("content/plain-words.toml", &PLAIN_WORDS);
    let roles = match (trees.tree)("content/sections.toml") {
        Some(tree) => RoleWords::read(tree).into_value(&mut diagnostics),
        None => RoleWords::default(),
    };
    check_parts(&agencies, &mut diagnostics);
    check_terms(&glossary, &mut diagnostics);
    let vocabulary = Vocabulary {
        agencies: tables(&agencies, agency),
        topics: tables(&topics, |record| Topic {
            name: name(record),
            about: record.text("about"),
        }),
        learning_themes: tables(&learning_themes, learning_theme),
        partnerships: tables(&partnerships, partnership),
        resources: tables(&resources, |record| resource(record, &mut diagnostics)),
        glossary: glossary
            .entries()
            .map(|entry| (entry.key.value.clone(), glossary_entry(&entry.item.value)))
            .collect(),
        plain_words: plain_words
            .entries()
            .filter_map(|entry| match &entry.item.value {
                Item::Text(plain) => Some((entry.key.value.to_lowercase(), plain.clone())),
                _ => None,
            })
            .collect(),
        roles,
        key: trees.key,
    };
    Reported::new(vocabulary, diagnostics)
}

impl Vocabulary {
    /// An agency and everything it is part of, the nearest first.
    pub fn agency_and_wholes<'a>(&'a self, id: &'a str) -> impl Iterator<Item = &'a str> {
        // No chain is longer than the list, so a circle, which is reported, ends here too.
        std::iter::successors(Some(id), |id| self.agencies.get(*id)?.part_of.as_deref())
            .take(self.agencies.len().max(1))
    }
}

fn tables<T>(record: &Record, mut read: impl FnMut(&Record) -> T) -> BTreeMap<String, T> {
    record
        .entries()
        .filter_map(|entry| match &entry.item.value {
            // A table without a name was reported; its id stands in for it elsewhere.
            Item::Record(record) => Some((entry.key.value.clone(), read(record))),
            _ => None,
        })
        .collect()
}

fn name(record: &Record) -> String {
    record.text("name").unwrap_or_default()
}

fn agency(record: &Record) -> Agency {
    Agency {
        name: name(record),
        short: record.text("short"),
        part_of: record.text("part_of"),
        url: record.text("url"),
        about: record.text("about"),
    }
}

fn learning_theme(record: &Record) -> LearningTheme {
    let texts = |key| {
        record
            .texts(key)
            .into_iter()
            .map(|text| text.value)
            .collect()
    };
    LearningTheme {
        name: name(record),
        about: record.text("about"),
        terms: texts("terms"),
        exclude: texts("exclude"),
    }
}

fn partnership(record: &Record) -> Partnership {
    Partnership {
        name: name(record),
        short: record.text("short"),
        url: record.text("url"),
        area: record.text("area"),
        about: record.text("about"),
    }
}

fn resource(record: &Record, diagnostics: &mut Vec<Diagnostic>) -> Resource {
    let kind = record.text("kind").and_then(|word| {
        ResourceKind::ALL
            .into_iter()
            .find(|kind| kind.as_str() == word)
    });
    Resource {
        name: name(record),
        kind: kind.unwrap_or(ResourceKind::Other),
        url: record.text("url"),
        phone: phone(record, diagnostics),
        email: record.text("email"),
        about: record.text("about"),
        audience: record.text("for"),
        hours: record.text("hours"),
        area: record.text("area"),
        checked: record.date("checked"),
        declared_at: Some(record.span.clone()),
    }
}

/// Reads the key `phone` of a table.
pub(super) fn phone(record: &Record, diagnostics: &mut Vec<Diagnostic>) -> Option<Phone> {
    let written = record.spanned_text("phone")?;
    let phone = Phone::parse(&written.value);
    if phone.is_none() {
        diagnostics.push(
            Diagnostic::error("invalid-phone", written.span, format!("`{}` is not a telephone number of the United Kingdom", written.value))
                .help("Write it as people dial it, as in 01632 960 123: a 0 (or +44) and nine or ten more digits."),
        );
    }
    phone
}

fn glossary_entry(item: &Item) -> GlossaryEntry {
    match item {
        Item::Text(long) => GlossaryEntry {
            long: Some(long.clone()),
            meaning: None,
        },
        Item::Record(record) => GlossaryEntry {
            long: record.text("long"),
            meaning: record.text("meaning"),
        },
        Item::Integer(_) | Item::Boolean(_) | Item::Date(_) | Item::List(_) => GlossaryEntry {
            long: None,
            meaning: None,
        },
    }
}

/// Whether every word of the glossary has a place of its own on its page.
fn check_terms(glossary: &Record, diagnostics: &mut Vec<Diagnostic>) {
    let mut places: BTreeMap<String, &str> = BTreeMap::new();
    for entry in glossary.entries() {
        let term = &entry.key.value;
        let place = slug(term);
        let fault = match places.get(&place) {
            _ if place.is_empty() => Some(format!(
                "`{term}` has no letters that an address can be made of"
            )),
            Some(other) => Some(format!(
                "`{term}` and `{other}` would stand at one place of the glossary"
            )),
            None => None,
        };
        if let Some(fault) = fault {
            diagnostics.push(
                Diagnostic::error("anchor-taken", entry.key.span.clone(), fault)
                    .help("Write one of them otherwise, or keep one alone."),
            );
        }
        places.insert(place, term);
    }
}

/// Whether every agency belongs to one that is declared, and none, over however many steps, to itself.
fn check_parts(agencies: &Record, diagnostics: &mut Vec<Diagnostic>) {
    let parts: BTreeMap<&str, (String, Span)> = agencies
        .entries()
        .filter_map(|entry| match &entry.item.value {
            Item::Record(record) => record
                .spanned_text("part_of")
                .map(|part| (entry.key.value.as_str(), (part.value, part.span))),
            _ => None,
        })
        .collect();
    let known: Vec<&str> = agencies
        .entries()
        .map(|entry| entry.key.value.as_str())
        .collect();
    for (id, (part_of, span)) in &parts {
        if !known.contains(&part_of.as_str()) {
            diagnostics.push(super::unknown(
                "unknown-agency",
                "agency",
                part_of,
                span,
                known.iter().copied(),
                "content/agencies.toml",
            ));
        } else if std::iter::successors(Some(part_of.as_str()), |id| {
            parts.get(id).map(|(part_of, _)| part_of.as_str())
        })
        .take(known.len())
        .any(|whole| whole == *id)
        {
            diagnostics.push(
                Diagnostic::error(
                    "agency-part-of-itself",
                    span.clone(),
                    format!("`{id}` is part of itself, over `{part_of}`"),
                )
                .help("Take `part_of` away from one of them."),
            );
        }
    }
}
