//! `sevenfold schema`: JSON Schemas, from the same definitions that the reader uses.

#![expect(clippy::disallowed_methods, reason = "this command writes files")]

use std::fs;
use std::path::{Path, PathBuf};

use crate::cli::{Outcome, Place, Stop, terminal};
use crate::disk;
use crate::document::shape::{Shape, json_schema};
use crate::model::{briefing, page, role, settings, vocabulary};
use crate::theme;

#[derive(Debug, clap::Args)]
pub(in crate::cli) struct Arguments {
    /// The folder to write them into; `schemas` in the project where nothing is said
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
}

/// Every kind of table that an author writes, and the name of its schema.
const SCHEMAS: [(&str, &Shape); 12] = [
    ("site", &settings::SITE),
    ("briefing", &briefing::FRONT_MATTER),
    ("page", &page::FRONT_MATTER),
    ("agencies", &vocabulary::AGENCIES),
    ("topics", &vocabulary::TOPICS),
    ("learning-themes", &vocabulary::LEARNING_THEMES),
    ("partnerships", &vocabulary::PARTNERSHIPS),
    ("resources", &vocabulary::RESOURCES),
    ("glossary", &vocabulary::GLOSSARY),
    ("plain-words", &vocabulary::PLAIN_WORDS),
    ("sections", &role::SECTIONS),
    ("theme", &theme::THEME),
];

pub(in crate::cli) fn run(place: &Place, arguments: &Arguments) -> Result<Outcome, Stop> {
    let out = match &arguments.out {
        Some(out) => out.clone(),
        None => place.project()?.join("schemas"),
    };
    write(&out)?;
    terminal::say(&format!(
        "Wrote {} schemas into {}.",
        SCHEMAS.len(),
        disk::shown(&out)
    ));
    terminal::say(
        "An editor's TOML plug-in uses one when the first line of a file names it: in site.toml",
    );
    terminal::say("  #:schema ./schemas/site.schema.json");
    terminal::say("and in content/topics.toml");
    terminal::say("  #:schema ../schemas/topics.schema.json");
    Ok(Outcome::Clean)
}

/// Writes all schemas into a folder.
pub(super) fn write(out: &Path) -> Result<(), Stop> {
    let failed = |cause: std::io::Error| {
        Stop(format!(
            "writing the schemas into {} did not work: {cause}",
            out.display()
        ))
    };
    fs::create_dir_all(out).map_err(failed)?;
    for (name, shape) in SCHEMAS {
        let schema = serde_json::to_string_pretty(&json_schema(shape))
            .expect("invariant: a schema is plain JSON");
        fs::write(out.join(format!("{name}.schema.json")), schema + "\n").map_err(failed)?;
    }
    Ok(())
}
