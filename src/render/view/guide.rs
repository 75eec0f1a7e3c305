//! The page that describes the files of the `api/` folder, field by field. A test holds it against
//! the files themselves.

use serde::Serialize;

use super::Viewer;
use crate::site::address;
use crate::site::exchange::{Form, Format};

/// What there is for other sites and machines.
#[derive(Debug, Serialize)]
pub(in crate::render) struct Guide {
    feeds: Vec<FeedLink>,
    example: Option<Example>,
    files: Vec<File>,
}

#[derive(Debug, Serialize)]
struct FeedLink {
    name: String,
    atom: String,
    json: String,
}

/// How a card is embedded.
#[derive(Debug, Serialize)]
struct Example {
    title: String,
    url: String,
    width: u32,
    height: u32,
}

/// A file, or a part of several.
#[derive(Debug, Serialize)]
struct File {
    anchor: String,
    name: String,
    about: String,
    /// Where it is, if it is one file.
    path: Option<String>,
    fields: Vec<Field>,
}

#[derive(Debug, Serialize)]
struct Field {
    name: &'static str,
    kind: String,
    about: String,
}

/// The fields of a part, each with what kind of value it has. The words on each stand in the
/// phrases, under the part's name.
struct Part {
    name: &'static str,
    path: Option<&'static str>,
    fields: &'static [(&'static str, &'static str)],
}

const TEXT: &str = "text";
const MAYBE: &str = "maybe_text";
const DAY: &str = "day";
const NUMBER: &str = "number";
const PATH: &str = "path";
const URL: &str = "url";
const VALUE: &str = "value";
const VALUES: &str = "values";
const LIST: &str = "list";
const TEXTS: &str = "texts";

/// Everything that is described, in its order.
const PARTS: &[Part] = &[
    Part {
        name: "api_index",
        path: Some(address::API_INDEX),
        fields: &[
            ("version", NUMBER),
            ("title", TEXT),
            ("description", MAYBE),
            ("language", TEXT),
            ("url", URL),
            ("partnership", VALUE),
            ("generator", TEXT),
            ("briefing_count", NUMBER),
            ("briefings", PATH),
            ("recommendations", PATH),
            ("resources", PATH),
            ("guide", PATH),
            ("feeds", "feeds"),
        ],
    },
    Part {
        name: "api_briefings",
        path: Some(address::API_BRIEFINGS),
        fields: &[
            ("version", NUMBER),
            ("briefings", LIST),
            ("slug", TEXT),
            ("title", TEXT),
            ("summary", MAYBE),
            ("path", PATH),
            ("url", URL),
            ("json", PATH),
            ("published", DAY),
            ("updated", DAY),
            ("review_by", DAY),
            ("kind", VALUE),
            ("audience", VALUE),
            ("partnership", VALUE),
            ("topics", VALUES),
            ("agencies", VALUES),
            ("minutes", NUMBER),
            ("recommendation_count", NUMBER),
            ("overdue_count", NUMBER),
        ],
    },
    Part {
        name: "api_briefing",
        path: None,
        fields: &[
            ("fragment", PATH),
            ("embed", PATH),
            ("words", NUMBER),
            ("period", MAYBE),
            ("cases", "maybe_number"),
            ("method", MAYBE),
            ("grade", MAYBE),
            ("source", "source"),
            ("sign_off", "sign_off"),
            ("superseded_by", MAYBE),
            ("lead", MAYBE),
            ("sections", LIST),
            ("notes", TEXTS),
            ("findings", LIST),
            ("recommendations", LIST),
            ("questions", TEXTS),
            ("resources", LIST),
        ],
    },
    Part {
        name: "api_section",
        path: None,
        fields: &[
            ("number", NUMBER),
            ("heading", TEXT),
            ("role", MAYBE),
            ("path", PATH),
            ("minutes", NUMBER),
            ("text", TEXT),
        ],
    },
    Part {
        name: "api_finding",
        path: None,
        fields: &[
            ("role", TEXT),
            ("section", NUMBER),
            ("path", PATH),
            ("text", TEXT),
        ],
    },
    Part {
        name: "api_recommendations",
        path: Some(address::API_RECOMMENDATIONS),
        fields: &[
            ("version", NUMBER),
            ("recommendations", LIST),
            ("id", TEXT),
            ("briefing", TEXT),
            ("mark", TEXT),
            ("path", PATH),
            ("url", URL),
            ("text", TEXT),
            ("owners", VALUES),
            ("due", DAY),
            ("status", TEXT),
            ("overdue", "truth"),
            ("reason", MAYBE),
            ("updates", "updates"),
        ],
    },
    Part {
        name: "api_resources",
        path: Some(address::API_RESOURCES),
        fields: &[
            ("version", NUMBER),
            ("resources", LIST),
            ("id", MAYBE),
            ("kind", TEXT),
            ("title", TEXT),
            ("url", URL),
            ("phone", MAYBE),
            ("tel", MAYBE),
            ("email", MAYBE),
            ("about", MAYBE),
            ("audience", MAYBE),
            ("hours", MAYBE),
            ("area", MAYBE),
            ("checked", DAY),
            ("path", PATH),
            ("used_in", TEXTS),
        ],
    },
];

impl Viewer<'_> {
    /// What there is for other sites and machines.
    pub(in crate::render) fn guide(self) -> Guide {
        let feeds = self.site.channels().iter().map(|channel| FeedLink {
            name: self.feed_title(*channel),
            atom: self.site.feed_address(*channel, Format::Atom),
            json: self.site.feed_address(*channel, Format::Json),
        });
        let base = self.site.settings.base_url.as_deref();
        Guide {
            feeds: feeds.collect(),
            example: base.map(|base| self.example(base)),
            files: PARTS.iter().map(|part| self.part(part)).collect(),
        }
    }

    /// The folder name stands for that of any briefing.
    fn example(self, base: &str) -> Example {
        let name = self.phrases.get("data", "name");
        let (width, height) = super::share::CARD;
        Example {
            title: self.phrases.get("data", "title").to_owned(),
            url: address::absolute(base, &address::form(name, Form::Embed)),
            width,
            height,
        }
    }

    fn part(self, part: &Part) -> File {
        let fields = part.fields.iter().map(|(name, kind)| Field {
            name,
            kind: self.phrases.get("api_kinds", kind).to_owned(),
            about: self.phrases.get(part.name, name).to_owned(),
        });
        File {
            anchor: format!("page-{}", part.name.replace('_', "-")),
            name: self.phrases.get(part.name, "part_name").to_owned(),
            about: self.phrases.get(part.name, "part_intro").to_owned(),
            path: part.path.map(str::to_owned),
            fields: fields.collect(),
        }
    }
}
