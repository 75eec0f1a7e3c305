//! What all commands say in the same way.

use std::io::{IsTerminal, Write, stderr, stdout};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::time::Duration;

use super::Format;
use crate::diagnostic::Diagnostic;
use crate::report::{Look, Reporter};
use crate::source::Sources;

/// Prints diagnostics: for people to the error stream, for programs to the standard one.
pub(super) fn print(diagnostics: &[Diagnostic], sources: &Sources, format: Format) {
    let mut reporter = Reporter::new(sources);
    for diagnostic in diagnostics {
        match format {
            Format::Json => say(&reporter.json(diagnostic)),
            Format::Text => tell(&(reporter.terminal(diagnostic, look()) + "\n")),
        }
    }
}

/// Says something on the standard stream, on a line of its own. A reader who has gone away, as
/// `head` does, is no trouble.
pub(super) fn say(text: &str) {
    let _ = writeln!(stdout(), "{text}");
}

/// Gives a whole file to the standard stream, as it is.
pub(super) fn give(text: &str) {
    let _ = stdout().write_all(text.as_bytes());
    let _ = stdout().flush();
}

/// Says something on the error stream, on a line of its own.
pub(super) fn tell(text: &str) {
    let _ = writeln!(stderr(), "{text}");
}

/// Why the program could not run.
pub(super) fn trouble(message: &str) -> String {
    match look() {
        Look::Coloured => format!("\u{1b}[1;91merror:\u{1b}[0m {message}"),
        Look::Plain => format!("error: {message}"),
    }
}

/// Colour on a terminal, unless <https://no-color.org> asks for none.
fn look() -> Look {
    look_of(stderr().is_terminal())
}

/// The same for what stands on the standard stream.
pub(super) fn look_of_output() -> Look {
    look_of(stdout().is_terminal())
}

fn look_of(is_terminal: bool) -> Look {
    let refused = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
    if is_terminal && !refused {
        Look::Coloured
    } else {
        Look::Plain
    }
}

/// Says on a terminal how far something is, over what was said of it before.
pub(super) fn progress(text: &str) {
    if stderr().is_terminal() {
        let _ = write!(stderr(), "\r{text:<60}\r");
        let _ = stderr().flush();
    }
}

/// How long work may go on in silence.
const PATIENCE: Duration = Duration::from_secs(1);

/// Does some work; on a terminal, says what is going on if it takes longer than a second.
pub(super) fn patiently<T>(doing: &str, work: impl FnOnce() -> T) -> T {
    if !stderr().is_terminal() {
        return work();
    }
    let (done, is_done) = mpsc::channel::<()>();
    std::thread::scope(|scope| {
        scope.spawn(move || {
            if is_done.recv_timeout(PATIENCE) != Err(RecvTimeoutError::Timeout) {
                return;
            }
            let mut seconds = 1;
            loop {
                let _ = write!(stderr(), "\r{doing} … {seconds} s");
                let _ = stderr().flush();
                if is_done.recv_timeout(PATIENCE) != Err(RecvTimeoutError::Timeout) {
                    break;
                }
                seconds += 1;
            }
            let _ = write!(stderr(), "\r{}\r", " ".repeat(doing.chars().count() + 10));
        });
        let result = work();
        drop(done);
        result
    })
}
