//! The way from a remark to the author's editor.
//!
//! It is a link that the browser hands to the editor itself: no request to the server ever starts
//! a program.

use std::path::Path;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

/// What stays as it is in the path of an address (RFC 3986, 3.3).
const PATH: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'/')
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~')
    .remove(b':');

/// How an editor wants to be called.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Editor {
    /// `SCHEME://file/PATH:LINE:COLUMN`
    Visual(&'static str),
    /// `SCHEME://open?url=file://PATH&line=LINE&column=COLUMN`
    Open(&'static str),
    /// `idea://open?file=PATH&line=LINE&column=COLUMN`
    Idea,
}

impl Editor {
    /// The editor that `$VISUAL` or `$EDITOR` names, where it can be called by a link, and Visual
    /// Studio Code otherwise.
    pub fn new(visual: Option<&str>, editor: Option<&str>) -> Self {
        let named = visual.into_iter().chain(editor).find_map(Self::of_command);
        named.unwrap_or(Self::Visual("vscode"))
    }

    /// The editor that a command starts, such as `/usr/bin/code --wait`.
    fn of_command(command: &str) -> Option<Self> {
        let program = command.split_whitespace().next()?;
        let name = program.rsplit(['/', '\\']).next().unwrap_or(program);
        Some(match name.trim_end_matches(".exe") {
            "code" => Self::Visual("vscode"),
            "code-insiders" => Self::Visual("vscode-insiders"),
            "codium" | "vscodium" => Self::Visual("vscodium"),
            "cursor" => Self::Visual("cursor"),
            "windsurf" => Self::Visual("windsurf"),
            "zed" | "zeditor" => Self::Visual("zed"),
            "subl" | "sublime_text" => Self::Open("subl"),
            "mvim" | "gvim" => Self::Open("mvim"),
            "mate" => Self::Open("txmt"),
            "bbedit" => Self::Open("x-bbedit"),
            "idea" => Self::Idea,
            _ => return None,
        })
    }

    /// The link to a place in a file, line and column from 1.
    pub fn link(self, file: &Path, line: usize, column: usize) -> String {
        let path = file.to_string_lossy().replace('\\', "/");
        // Windows gives a path without links a beginning that only Windows knows.
        let path = path
            .strip_prefix("//?/UNC/")
            .or_else(|| path.strip_prefix("//?/"))
            .unwrap_or(&path);
        let path = utf8_percent_encode(path.trim_start_matches('/'), PATH);
        match self {
            Self::Visual(scheme) => format!("{scheme}://file/{path}:{line}:{column}"),
            Self::Open(scheme) => {
                format!("{scheme}://open?url=file:///{path}&line={line}&column={column}")
            }
            Self::Idea => format!("idea://open?file=/{path}&line={line}&column={column}"),
        }
    }
}
