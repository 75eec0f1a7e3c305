//! The quick exit: the way out of the site for a reader who must not be seen reading it.

use crate::diagnostic::Diagnostic;
use crate::document::shape::{Field, Kind, Record, Shape};
use crate::source::Spanned;

/// Where the exit leads where nothing else is asked for. A page that anybody may have open, at any
/// time of the day and anywhere in the UK, that needs no account and opens fast on a bad line, and
/// whose address explains itself to somebody who looks over a shoulder. GOV.UK's “Exit this page”
/// leads there too, and was tried out with people who had to flee from home.
pub const WEATHER: &str = "https://www.bbc.co.uk/weather";

/// The quick exit of a site.
#[derive(Clone, Debug)]
pub struct Exit {
    /// The web address to which it leads.
    pub url: String,
    /// Its words, where they are not the theme's.
    pub label: Option<String>,
    /// On which pages it stands.
    pub on: ExitOn,
}

/// On which pages the quick exit stands.
#[derive(Clone, Debug)]
pub enum ExitOn {
    /// On every page.
    Site,
    /// On the pages of these topics and of the briefings about them.
    Topics(Vec<Spanned<String>>),
}

impl Exit {
    /// Whether it stands on a page about these topics.
    pub fn is_for<'a>(&self, topics: impl IntoIterator<Item = &'a str>) -> bool {
        match &self.on {
            ExitOn::Site => true,
            ExitOn::Topics(wanted) => topics
                .into_iter()
                .any(|topic| wanted.iter().any(|wanted| wanted.value == topic)),
        }
    }

    /// The ids of the topics that it is bound to.
    pub fn topics(&self) -> &[Spanned<String>] {
        match &self.on {
            ExitOn::Site => &[],
            ExitOn::Topics(topics) => topics,
        }
    }
}

/// `[exit]` in site.toml.
pub(super) const FIELD: Field = Field {
    key: "exit",
    kind: Kind::Table(&Shape {
        title: "[exit]",
        fields: &[
            Field {
                key: "url",
                kind: Kind::Url,
                required: false,
                doc: "Where it leads: a harmless page that anybody may have open. The BBC's weather where nothing is said.",
            },
            Field {
                key: "label",
                kind: Kind::Text,
                required: false,
                doc: "Its words, where they are not to be “Exit this page”.",
            },
            Field {
                key: "on",
                kind: Kind::Choice(&["site", "topics"]),
                required: false,
                doc: "Where it stands: on every page of the site, or on the pages of some topics. The site, where neither this nor a topic is named.",
            },
            Field {
                key: "topics",
                kind: Kind::List(&Kind::Id("a topic")),
                required: false,
                doc: "Ids of topics: the exit stands on their pages and on those of the briefings about them.",
            },
        ],
        others: None,
    }),
    required: false,
    doc: "A way to leave the site quickly, for readers who must not be seen reading it.",
};

/// Reads the quick exit, if the site has one.
pub(super) fn read(record: &Record, diagnostics: &mut Vec<Diagnostic>) -> Option<Exit> {
    let exit = record.record("exit")?;
    let topics = exit.texts("topics");
    let asked = exit.spanned_text("on");
    let on = match (asked.as_ref().map(|on| on.value.as_str()), topics.first()) {
        (Some("site"), Some(topic)) => {
            diagnostics.push(
                Diagnostic::error(
                    "invalid-value",
                    topic.span.clone(),
                    "the exit stands on every page, so these topics change nothing",
                )
                .help("Write on = \"topics\", or delete the line `topics`."),
            );
            ExitOn::Site
        }
        (Some("topics"), None) => {
            diagnostics.push(
                Diagnostic::error(
                    "missing-key",
                    exit.span.clone(),
                    "[exit] stands on the pages of topics, and names none",
                )
                .help("Name them, as in topics = [\"domestic-abuse\"], or write on = \"site\"."),
            );
            // Better on too many pages than on none.
            ExitOn::Site
        }
        (_, None) => ExitOn::Site,
        (_, Some(_)) => ExitOn::Topics(topics),
    };
    Some(Exit {
        url: exit.text("url").unwrap_or_else(|| WEATHER.to_owned()),
        label: exit.text("label"),
        on,
    })
}
