//! Files as trees with spans: TOML, Markdown and pictures.
//!
//! This room knows the formats and none of the field's words: no briefing, no role, no agency.

pub mod markdown;
pub mod picture;
pub mod shape;
pub mod toml;

use std::sync::Arc;

use crate::diagnostic::{Diagnostic, Reported};
use crate::source::{Content, SourceFile, Span};

pub use markdown::Markdown;
pub use picture::Picture;
pub use toml::TomlTree;

/// What a file turned out to be.
#[derive(Clone, Debug)]
pub enum Document {
    /// A TOML file.
    Toml(TomlTree),
    /// A Markdown file, perhaps with front matter.
    Markdown(Markdown),
    /// A picture without its metadata.
    Picture(Picture),
    /// A file that could not be read as what its name says; the diagnostics say why.
    Unreadable,
}

/// Reads a file as what the end of its name says it is.
///
/// Files of any other kind are [`Document::Unreadable`] without a remark: they may lie in the
/// folders, and are a mistake only where a text refers to them.
pub fn parse(file: &SourceFile) -> Reported<Document> {
    let Some(kind) = kind(&file.path) else {
        let told = match &file.content {
            // A folder may be so too, and a link to one.
            Content::Unread(reason) => vec![unread(file, reason)],
            Content::Text(_) | Content::Bytes(_) | Content::TooLarge { .. } => Vec::new(),
        };
        return Reported::new(Document::Unreadable, told);
    };
    match (&file.content, kind) {
        (Content::TooLarge { size, limit }, _) => unreadable(too_large(file, *size, *limit)),
        (Content::Unread(reason), _) => unreadable(unread(file, reason)),
        (Content::Text(text), Kind::Toml) => {
            let mut diagnostics = Vec::new();
            let tree = toml::parse(&file.path, text, 0..text.len(), &mut diagnostics);
            Reported::new(Document::Toml(tree), diagnostics)
        }
        (Content::Text(text), Kind::Markdown) => {
            let read = markdown::parse(&file.path, text);
            Reported::new(Document::Markdown(read.value), read.diagnostics)
        }
        (Content::Bytes(bytes), Kind::Toml | Kind::Markdown) => unreadable(not_utf8(file, bytes)),
        (Content::Bytes(bytes), Kind::Picture(format)) => picture_document(file, bytes, format),
        (Content::Text(text), Kind::Picture(format)) => {
            picture_document(file, text.as_bytes(), format)
        }
    }
}

#[derive(Clone, Copy)]
enum Kind {
    Toml,
    Markdown,
    Picture(picture::Format),
}

fn kind(path: &str) -> Option<Kind> {
    let (_, ending) = path.rsplit('/').next()?.rsplit_once('.')?;
    match ending.to_ascii_lowercase().as_str() {
        "toml" => Some(Kind::Toml),
        "md" => Some(Kind::Markdown),
        ending => picture::Format::of_ending(ending).map(Kind::Picture),
    }
}

fn picture_document(
    file: &SourceFile,
    bytes: &[u8],
    format: picture::Format,
) -> Reported<Document> {
    match picture::clean(bytes, format) {
        Ok(picture) => Reported::new(Document::Picture(picture), Vec::new()),
        Err(reason) => unreadable(
            Diagnostic::error(
                "broken-picture",
                Span::start_of(&file.path),
                format!("this picture cannot be read: {reason}"),
            )
            .help("Open it in a picture program and save it again as PNG or JPEG."),
        ),
    }
}

fn unreadable(diagnostic: Diagnostic) -> Reported<Document> {
    Reported::new(Document::Unreadable, vec![diagnostic])
}

fn unread(file: &SourceFile, reason: &str) -> Diagnostic {
    Diagnostic::error(
        "unreadable-file",
        Span::start_of(&file.path),
        format!("this could not be read: {reason}"),
    )
    .help("Put the file itself there, and see that you may read it.")
}

fn too_large(file: &SourceFile, size: u64, limit: u64) -> Diagnostic {
    Diagnostic::error(
        "file-too-large",
        Span::start_of(&file.path),
        format!(
            "this file has {}, and at most {} are read",
            megabytes(size),
            megabytes(limit)
        ),
    )
    .help("Make a picture smaller, or move what is not part of the text out of the content folder.")
}

fn megabytes(bytes: u64) -> String {
    let tenths = (bytes * 10).div_ceil(1024 * 1024);
    format!("{}.{} MB", tenths / 10, tenths % 10)
}

/// Files that are not UTF-8 mostly come from old Windows programs, so the message names the
/// letter that the byte stands for there.
fn not_utf8(file: &SourceFile, bytes: &Arc<[u8]>) -> Diagnostic {
    let help = "Open the file in your editor and choose “Save with encoding: UTF-8”.";
    if bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) {
        return Diagnostic::error(
            "not-utf-8",
            Span::start_of(&file.path),
            "this file is saved as UTF-16, not as UTF-8",
        )
        .help(help);
    }
    let at = std::str::from_utf8(bytes).map_or_else(|error| error.valid_up_to(), str::len);
    let message = match bytes.get(at).and_then(|byte| windows_1252(*byte)) {
        Some(letter) => format!(
            "this file is not UTF-8; the first wrong byte is probably “{letter}” from an old Windows program"
        ),
        None => "this file is not UTF-8".to_owned(),
    };
    Diagnostic::error("not-utf-8", Span::new(&file.path, at..at + 1), message).help(help)
}

/// The characters of Windows-1252 that English texts use.
fn windows_1252(byte: u8) -> Option<char> {
    Some(match byte {
        0x80 => '€',
        0x85 => '…',
        0x91 => '‘',
        0x92 => '’',
        0x93 => '“',
        0x94 => '”',
        0x95 => '•',
        0x96 => '–',
        0x97 => '—',
        0xa0..=0xff => char::from(byte),
        _ => return None,
    })
}
