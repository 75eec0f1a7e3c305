//! The register as files for other programs: a table for Excel and its like, and JSON.
//!
//! What only its authors see is never in them, not even in the preview.

use std::borrow::Cow;

use serde::Serialize;

use super::view::Viewer;
use crate::model::briefing::Update;
use crate::site::annual::Entry;
use crate::site::register::{Form, View};
use crate::site::{Facet, address};

/// Some recommendations in both forms; what stands between them and around them is missing.
#[derive(Debug, Default)]
pub(super) struct Lines {
    csv: String,
    json: String,
}

/// Stands in a line of the table where the site's own address goes, as far as that is known.
const BASE: char = '\0';

/// Tells Excel that a file is UTF-8, without which it shows “â€™” for an apostrophe.
const BYTE_ORDER_MARK: char = '\u{feff}';

/// What makes Excel, or a program like it, take a cell for a formula and run it, at its beginning:
/// the list of OWASP, “CSV Injection”. The wide forms are those of East Asian keyboards.
const DANGEROUS: [char; 11] = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'];

/// One recommendation as JSON.
#[derive(Serialize)]
struct Line<'a> {
    mark: &'a str,
    text: &'a str,
    path: String,
    briefing: BriefingOfLine<'a>,
    owners: Vec<Owner<'a>>,
    due: Option<String>,
    status: &'static str,
    overdue: bool,
    completed_on: Option<String>,
    reason: Option<&'a str>,
    updates: Vec<UpdateOfLine<'a>>,
}

#[derive(Serialize)]
struct BriefingOfLine<'a> {
    title: &'a str,
    path: String,
    published: Option<String>,
    partnership: Option<String>,
    topics: Vec<String>,
}

#[derive(Serialize)]
struct Owner<'a> {
    id: &'a str,
    name: &'a str,
}

#[derive(Serialize)]
struct UpdateOfLine<'a> {
    on: String,
    note: &'a str,
    evidence: Option<&'a str>,
}

impl Lines {
    /// These recommendations.
    pub(super) fn new<'a>(viewer: Viewer<'_>, entries: impl Iterator<Item = Entry<'a>>) -> Self {
        let mut lines = Self::default();
        for entry in entries {
            let line = line(viewer, entry);
            for cell in cells(viewer, &line) {
                if !lines.csv.is_empty() && !lines.csv.ends_with('\n') {
                    lines.csv.push(',');
                }
                lines.csv.push_str(&quoted(&cell));
            }
            lines.csv.push_str("\r\n");
            let json = serde_json::to_string(&line);
            lines.json += &json.expect("invariant: text and numbers are always JSON");
            lines.json += ",\n";
        }
        lines
    }
}

/// A whole file of these lines.
pub(super) fn file<'a>(
    viewer: Viewer<'_>,
    form: Form,
    lines: impl Iterator<Item = &'a Lines> + Clone,
) -> String {
    match form {
        Form::Csv => csv(viewer, lines),
        Form::Json => json(viewer, lines),
    }
}

/// Lines end as RFC 4180 wants them.
fn csv<'a>(viewer: Viewer<'_>, lines: impl Iterator<Item = &'a Lines> + Clone) -> String {
    let length: usize = lines.clone().map(|lines| lines.csv.len()).sum();
    let mut file = String::with_capacity(length + length / 8 + 1024);
    file.push(BYTE_ORDER_MARK);
    let heads = COLUMNS.map(|key| quoted(viewer.phrases.get("export", key)).into_owned());
    file += &heads.join(",");
    file += "\r\n";
    let base = viewer.site.settings.base_url.as_deref().unwrap_or_default();
    for lines in lines {
        for (number, part) in lines.csv.split(BASE).enumerate() {
            if number > 0 {
                file += base;
            }
            file += part;
        }
    }
    file
}

fn json<'a>(viewer: Viewer<'_>, lines: impl Iterator<Item = &'a Lines> + Clone) -> String {
    #[derive(Serialize)]
    struct Head<'a> {
        title: &'a str,
        base: Option<&'a str>,
        as_of: String,
    }
    let site = viewer.site;
    let head = serde_json::to_string(&Head {
        title: &site.settings.title,
        base: site.settings.base_url.as_deref(),
        as_of: site.today.to_string(),
    });
    let head = head.expect("invariant: text is always JSON");
    let length: usize = lines.clone().map(|lines| lines.json.len()).sum();
    let mut file = String::with_capacity(length + 1024);
    file += head.trim_end_matches('}');
    file += ",\"recommendations\":[\n";
    for lines in lines {
        file += &lines.json;
    }
    if file.ends_with(",\n") {
        file.truncate(file.len() - 2);
    }
    file += "\n]}\n";
    file
}

/// The columns of the table, by the phrases of their heads.
const COLUMNS: [&str; 14] = [
    "mark",
    "text",
    "who",
    "due",
    "status",
    "overdue",
    "completed",
    "reason",
    "updates",
    "briefing",
    "published",
    "partnership",
    "topics",
    "address",
];

fn line<'a>(viewer: Viewer<'a>, entry: Entry<'a>) -> Line<'a> {
    let (briefing, item) = (entry.briefing, entry.item);
    let page = address::briefing(&briefing.slug);
    let day = |day: Option<crate::source::Date>| day.map(|day| day.to_string());
    let update = |update: &'a Update| UpdateOfLine {
        on: update.on.to_string(),
        note: &update.note,
        evidence: update.evidence.as_deref(),
    };
    Line {
        mark: &item.mark,
        text: &item.text,
        path: address::within(&page, &item.anchor()),
        briefing: BriefingOfLine {
            title: &briefing.title,
            path: page,
            published: day(briefing.published),
            partnership: briefing
                .partnership
                .as_ref()
                .map(|id| viewer.value_name(Facet::Partnership, id)),
            topics: briefing
                .topics
                .iter()
                .map(|id| viewer.value_name(Facet::Topic, id))
                .collect(),
        },
        owners: item
            .owners
            .iter()
            .map(|id| Owner {
                id,
                name: viewer.agency_name(id),
            })
            .collect(),
        due: day(item.due),
        status: View::status_word(item.status),
        overdue: item.is_overdue(viewer.site.today),
        completed_on: day(item.completed_on()),
        reason: item.reason.as_deref(),
        updates: item.updates.iter().map(update).collect(),
    }
}

/// The cells of a line, in the order of the columns.
fn cells(viewer: Viewer<'_>, line: &Line<'_>) -> [String; COLUMNS.len()] {
    let words = |key: &'static str| viewer.phrases.get("export", key).to_owned();
    let owners: Vec<&str> = line.owners.iter().map(|owner| owner.name).collect();
    let updates = line.updates.iter().map(|update| {
        let evidence = update.evidence.map(|url| format!(" ({url})"));
        let evidence = evidence.unwrap_or_default();
        format!("{}: {}{evidence}", update.on, update.note)
    });
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    [
        line.mark.to_owned(),
        line.text.to_owned(),
        owners.join("; "),
        text(&line.due),
        viewer.phrases.get("status", line.status).to_owned(),
        words(if line.overdue { "yes" } else { "no" }),
        text(&line.completed_on),
        line.reason.unwrap_or_default().to_owned(),
        updates.collect::<Vec<_>>().join("\n"),
        line.briefing.title.to_owned(),
        text(&line.briefing.published),
        text(&line.briefing.partnership),
        line.briefing.topics.join("; "),
        format!("{BASE}{}", line.path),
    ]
}

/// A cell as it stands in the file: it is never a formula, and quoted where it has to be.
fn quoted(cell: &str) -> Cow<'_, str> {
    let cell = if cell.trim_start_matches(' ').starts_with(DANGEROUS) {
        Cow::Owned(format!("'{cell}"))
    } else {
        Cow::Borrowed(cell)
    };
    if cell.contains(['"', ',', '\r', '\n']) {
        Cow::Owned(format!("\"{}\"", cell.replace('"', "\"\"")))
    } else {
        cell
    }
}
