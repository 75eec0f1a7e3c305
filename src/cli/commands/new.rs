//! `sevenfold new`: a project to begin with.

#![expect(clippy::disallowed_methods, reason = "this command writes files")]

use std::fs;
use std::path::{Path, PathBuf};

use include_dir::{Dir, include_dir};

use super::schema;
use crate::cli::{Outcome, Stop, terminal};

#[derive(Debug, clap::Args)]
pub(in crate::cli) struct Arguments {
    /// The folder to make; it must not be there yet, or be empty
    #[arg(value_name = "DIR")]
    folder: PathBuf,
}

static STARTER: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/starter");

pub(in crate::cli) fn run(arguments: &Arguments) -> Result<Outcome, Stop> {
    let folder = &arguments.folder;
    let failed = |cause: std::io::Error| {
        Stop(format!(
            "making the project in {} did not work: {cause}",
            folder.display()
        ))
    };
    if fs::read_dir(folder).is_ok_and(|mut entries| entries.next().is_some()) {
        return Err(Stop(format!(
            "{} is not empty; name a folder that is not there yet",
            folder.display()
        )));
    }
    fs::create_dir_all(folder).map_err(failed)?;
    unpack(&STARTER, folder).map_err(failed)?;
    schema::write(&folder.join("schemas"))?;
    terminal::say(&format!("Made a project in {}. Next:", folder.display()));
    terminal::say(&format!("  cd {}", folder.display()));
    terminal::say("  sevenfold serve --open");
    terminal::say(
        "Your first briefing is content/briefings/example/index.md. Change it, save it, and see.",
    );
    Ok(Outcome::Clean)
}

fn unpack(from: &Dir<'_>, to: &Path) -> std::io::Result<()> {
    for file in from.files() {
        let path = to.join(file.path());
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent)?;
        }
        fs::write(path, file.contents())?;
    }
    from.dirs().try_for_each(|folder| unpack(folder, to))
}
