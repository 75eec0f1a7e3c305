//! Files: reads the sources of a project, and writes a built site.
//!
//! This room knows no briefing and no page. What goes wrong here is the world's fault, not the
//! author's, and comes as an error with what was being done.

mod loose;
mod place;
mod read;
mod write;

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

pub use loose::{keep, keep_beside, read_kept, texts_at, whole};
pub use place::{Trial, is_shared};
pub use read::{FOLDERS, Found, Interest, Link, Project, Stamp, find_project, read};
pub use write::{Written, write};

/// Something that the disk did not let us do.
#[derive(Debug)]
pub struct Trouble {
    message: String,
    cause: Option<io::Error>,
}

impl Trouble {
    /// What was being done, to which path, and why it failed.
    fn new(doing: &str, path: &Path, cause: io::Error) -> Self {
        Self {
            message: format!("{doing} {}", shown(path)),
            cause: Some(cause),
        }
    }

    /// What cannot be done, in a sentence.
    fn refusal(message: String) -> Self {
        Self {
            message,
            cause: None,
        }
    }
}

impl fmt::Display for Trouble {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.cause {
            Some(cause) => write!(formatter, "{} did not work: {cause}", self.message),
            None => formatter.write_str(&self.message),
        }
    }
}

impl std::error::Error for Trouble {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.cause.as_ref().map(|cause| cause as _)
    }
}

/// A path as people know it: from the current folder where it lies in it.
pub fn shown(path: &Path) -> String {
    let from_here = std::env::current_dir()
        .ok()
        .and_then(|here| path.strip_prefix(here).ok().map(Path::to_owned));
    let path: PathBuf = from_here
        .filter(|path| !path.as_os_str().is_empty())
        .unwrap_or_else(|| path.to_owned());
    path.display().to_string()
}
