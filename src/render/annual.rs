//! A report on a period, to print or to work on: HTML through the theme, and Markdown.

use tera::Context;

use super::view::Viewer;
use super::view::annual::{Item, Report};
use crate::diagnostic::Diagnostic;
use crate::theme::{Phrases, Templates};

/// The report as a page that needs no other file.
pub(super) fn html(
    viewer: Viewer<'_>,
    templates: &Templates,
    report: &Report,
) -> Result<String, Box<Diagnostic>> {
    let mut context = Context::new();
    context.insert("report", report);
    context.insert_value("words", viewer.phrases.value());
    let page = templates.render("pages/annual.html", &context, "the report")?;
    Ok(String::from_utf8_lossy(&page).into_owned())
}

/// The report as Markdown, for those who put it into a longer one.
pub(super) fn markdown(viewer: Viewer<'_>, report: &Report) -> String {
    let phrases = viewer.phrases;
    let words = |key: &'static str| phrases.get("report", key);
    let mut text = format!("# {}\n\n", plain(&report.title));
    for line in report.publisher.iter().chain([&report.period]) {
        text += &format!("{}\n\n", plain(line));
    }
    text += &format!(
        "**{}**\n\n{}\n",
        plain(&report.headline),
        plain(&report.as_of)
    );
    text += &format!("\n## {}\n\n", words("status"));
    text += &status_table(phrases, report);
    if report.agencies.is_some() {
        text += &format!("\n## {}\n\n", phrases.get("pictures", "agencies"));
        text += &agencies_table(phrases, report);
        text += &format!("\n{}\n", phrases.get("pictures", "agencies_note"));
    }
    let sections: [(&str, &[Item], Telling); 4] = [
        (
            "made",
            &report.made,
            Telling {
                updates: false,
                reason: true,
            },
        ),
        (
            "done",
            &report.done,
            Telling {
                updates: true,
                reason: false,
            },
        ),
        (
            "not_accepted",
            &report.not_accepted,
            Telling {
                updates: true,
                reason: true,
            },
        ),
        (
            "overdue",
            &report.overdue,
            Telling {
                updates: true,
                reason: false,
            },
        ),
    ];
    for (key, items, telling) in sections {
        text += &format!("\n## {}\n\n", phrases.get("report", key));
        if items.is_empty() {
            text += &format!("{}\n", words("none"));
        }
        for item in items {
            text += &entry(phrases, item, telling);
        }
    }
    if let Some(undated) = &report.undated {
        text += &format!("\n{}\n", plain(undated));
    }
    text
}

/// What a section tells of its recommendations besides the text.
#[derive(Clone, Copy)]
struct Telling {
    updates: bool,
    reason: bool,
}

fn entry(phrases: &Phrases, item: &Item, telling: Telling) -> String {
    let words = |table: &str, key: &'static str| phrases.get(table, key).to_owned();
    let briefing = match &item.url {
        Some(url) => format!("[{}](<{url}>)", plain(&item.briefing)),
        None => plain(&item.briefing),
    };
    let mut text = format!("- **{}** {}\n", item.mark, plain(&item.text));
    let mut tell = |name: String, value: String| text += &format!("  - {name}: {value}\n");
    tell(words("export", "briefing"), briefing);
    let owners = match item.owners.as_slice() {
        [] => words("pictures", "nobody"),
        owners => plain(&owners.join(", ")),
    };
    tell(words("recommendation", "who"), owners);
    if let Some(due) = &item.due {
        let late = item.overdue.then(|| words("recommendation", "overdue"));
        let late = late
            .map(|late| format!(" (**{late}**)"))
            .unwrap_or_default();
        tell(
            words("recommendation", "due"),
            format!("{}{late}", due.text),
        );
    }
    tell(words("register", "status"), item.status.name.clone());
    if telling.reason && (item.reason.is_some() || item.status.id == "not-accepted") {
        let reason = item.reason.as_deref().map(plain);
        let reason = reason.unwrap_or_else(|| format!("**{}**", words("report", "no_reason")));
        tell(words("recommendation", "reason"), reason);
    }
    for update in item.updates.iter().filter(|_| telling.updates) {
        let evidence = update.evidence.as_ref().map_or_else(
            || format!(" ({})", words("report", "no_evidence")),
            |url| format!(" ([{}](<{url}>))", words("recommendation", "evidence")),
        );
        tell(
            plain(&update.on.text),
            format!("{}{evidence}", plain(&update.note)),
        );
    }
    text
}

fn status_table(phrases: &Phrases, report: &Report) -> String {
    let words = |key: &'static str| phrases.get("totals", key);
    let mut table = format!(
        "| {} | {} |\n|---|---:|\n",
        words("status"),
        words("number")
    );
    for (id, n) in report.totals.by_status() {
        if n > 0 {
            table += &format!("| {} | {n} |\n", phrases.get("status", id));
        }
    }
    let all = report.totals.all();
    table
        + &format!(
            "| {} | {} |\n| {} | {} |\n",
            words("total"),
            all.0,
            phrases.get("recommendation", "overdue"),
            all.1
        )
}

fn agencies_table(phrases: &Phrases, report: &Report) -> String {
    let Some(bars) = &report.agencies else {
        return String::new();
    };
    let statuses: Vec<&str> = bars.status_names().collect();
    let mut table = format!(
        "| {} | {} | {} | {} |\n|---|{}---:|---:|\n",
        phrases.get("pictures", "agency"),
        statuses.join(" | "),
        phrases.get("totals", "total"),
        phrases.get("recommendation", "overdue"),
        "---:|".repeat(statuses.len()),
    );
    for (name, figures) in bars.figures() {
        let figures: Vec<String> = figures.iter().map(usize::to_string).collect();
        table += &format!("| {} | {} |\n", plain(name), figures.join(" | "));
    }
    table
}

/// A text whose signs mean nothing to Markdown, on one line.
fn plain(text: &str) -> String {
    let mut plain = String::with_capacity(text.len() + 8);
    for (at, letter) in text.char_indices() {
        let is_sign = matches!(
            letter,
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '&' | '~' | '#'
        );
        // At its beginning these would begin a list or a rule.
        let begins = at == 0 && matches!(letter, '-' | '+' | '=');
        if is_sign || begins {
            plain.push('\\');
        }
        plain.push(if letter == '\n' { ' ' } else { letter });
    }
    plain
}
