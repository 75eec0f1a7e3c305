//! `sevenfold add`: a new text, ready to be filled in.

#![expect(clippy::disallowed_methods, reason = "this command writes files")]

use std::fs;

use crate::cli::{Outcome, Place, Stop, terminal};
use crate::disk;
use crate::model::text::slug;

#[derive(Debug, clap::Subcommand)]
pub(in crate::cli) enum Command {
    /// Add a briefing with the seven usual headings
    Briefing {
        /// Its title
        #[arg(required = true)]
        title: Vec<String>,
    },
}

const BRIEFING: &str = include_str!("briefing.md");

pub(in crate::cli) fn run(place: &Place, command: &Command) -> Result<Outcome, Stop> {
    let Command::Briefing { title } = command;
    let title = title.join(" ");
    let title = title.trim();
    let slug = slug(title);
    if slug.is_empty() {
        return Err(Stop(
            "the title needs some letters, because the briefing's address is made of it".to_owned(),
        ));
    }
    let briefings = place.project()?.join("content/briefings");
    let folder = briefings.join(&slug);
    let file = folder.join("index.md");
    if folder.exists() || briefings.join(format!("{slug}.md")).exists() {
        return Err(Stop(format!(
            "there is already a briefing of this title, in content/briefings/{slug}; give another title, which you can change in the file"
        )));
    }
    let quoted = serde_json::Value::from(title).to_string();
    let text = BRIEFING
        .replace("TODAY", &place.today().to_string())
        .replace("TITLE", &quoted);
    let failed =
        |cause: std::io::Error| Stop(format!("writing {} did not work: {cause}", file.display()));
    fs::create_dir_all(&folder).map_err(failed)?;
    fs::write(&file, text).map_err(failed)?;
    terminal::say(&format!(
        "Wrote {}. It is a draft: it is published when its status says so.",
        disk::shown(&file)
    ));
    Ok(Outcome::Clean)
}
