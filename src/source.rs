//! What a build starts from: every input file, as text or bytes, and today's date.
//!
//! Nothing here knows where a file came from or what it means. A [`Key`] is the
//! fingerprint by which later phases recognise what they have already made.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

pub use jiff::civil::Date;

/// The largest text file that is read, in bytes. A briefing of seven minutes has about 10 KB;
/// a megabyte of text is a mistake, such as a spreadsheet or a picture saved under a text name.
pub const TEXT_LIMIT: u64 = 1024 * 1024;

/// The largest picture that is read, in bytes. A page is read on a phone between two visits.
pub const PICTURE_LIMIT: u64 = 10 * 1024 * 1024;

/// A 128-bit fingerprint (BLAKE3, shortened) of the things something was made from.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug, Default)]
pub struct Key([u8; 16]);

impl Key {
    /// The fingerprint of these bytes.
    pub fn of(bytes: &[u8]) -> Self {
        Self::shorten(&blake3::hash(bytes))
    }

    /// All 32 hexadecimal digits.
    pub fn hex(self) -> String {
        use std::fmt::Write as _;
        self.0
            .iter()
            .fold(String::with_capacity(32), |mut hex, byte| {
                write!(hex, "{byte:02x}").expect("invariant: a string takes every write");
                hex
            })
    }

    /// The first 16 hexadecimal digits, for file names.
    pub fn short_hex(self) -> String {
        self.hex()[..16].to_owned()
    }

    /// The fingerprint as bytes.
    pub fn as_bytes(&self) -> &[u8; 16] {
        &self.0
    }

    /// The fingerprint of this and a number, without hashing again: the number is laid over it.
    #[must_use]
    pub fn and(mut self, number: u64) -> Self {
        let (_, half) = self.0.split_at_mut(8);
        for (byte, other) in half.iter_mut().zip(number.to_le_bytes()) {
            *byte ^= other;
        }
        self
    }

    /// The fingerprint as a number of half its length, where very many are hashed into one.
    pub fn half(self) -> u64 {
        let whole = u128::from_le_bytes(self.0);
        #[expect(
            clippy::cast_possible_truncation,
            reason = "the halves are laid over each other"
        )]
        let (first, second) = (whole as u64, (whole >> 64) as u64);
        first ^ second.rotate_left(32)
    }

    fn shorten(hash: &blake3::Hash) -> Self {
        let mut key = [0; 16];
        key.copy_from_slice(&hash.as_bytes()[..16]);
        Self(key)
    }
}

/// Gathers the parts of a [`Key`]. Each part's length is hashed too, so that `ab, c` and
/// `a, bc` differ.
#[derive(Default)]
pub struct KeyBuilder(Vec<u8>);

impl KeyBuilder {
    /// Starts a key for one kind of thing, so that two kinds made from the same parts differ.
    pub fn new(kind: &str) -> Self {
        Self::default().text(kind)
    }

    /// Adds a text.
    #[must_use]
    pub fn text(mut self, text: &str) -> Self {
        self.0.extend_from_slice(&(text.len() as u64).to_le_bytes());
        self.0.extend_from_slice(text.as_bytes());
        self
    }

    /// Adds another key.
    #[must_use]
    pub fn key(mut self, key: Key) -> Self {
        self.0.extend_from_slice(key.as_bytes());
        self
    }

    /// Adds a number.
    #[must_use]
    pub fn number(mut self, number: u64) -> Self {
        self.0.extend_from_slice(&number.to_le_bytes());
        self
    }

    /// Adds many keys, in order.
    #[must_use]
    pub fn keys(self, keys: impl IntoIterator<Item = Key>) -> Self {
        keys.into_iter().fold(self, Self::key)
    }

    /// The fingerprint of all parts.
    pub fn finish(self) -> Key {
        Key::of(&self.0)
    }
}

/// What stands in a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Content {
    /// UTF-8 text, without a byte order mark.
    Text(Arc<str>),
    /// Anything else.
    Bytes(Arc<[u8]>),
    /// Not read, because it is larger than the limit for its kind. Both in bytes.
    TooLarge {
        /// The size of the file.
        size: u64,
        /// The limit it is over.
        limit: u64,
    },
    /// Not read, because it could not be; says why, as a sentence goes on.
    Unread(Arc<str>),
}

/// One input file.
#[derive(Clone, Debug)]
pub struct SourceFile {
    /// From the project's root, with `/`.
    pub path: Arc<str>,
    /// What stands in it.
    pub content: Content,
    /// The fingerprint of its path and content.
    pub key: Key,
}

impl SourceFile {
    /// A file that was read. A UTF-8 byte order mark, which Windows editors write, is left out.
    pub fn new(path: impl Into<Arc<str>>, bytes: Vec<u8>) -> Self {
        let path = path.into();
        let key = KeyBuilder::new(&path).key(Key::of(&bytes)).finish();
        let content = match String::from_utf8(bytes) {
            Ok(text) => Content::Text(text.strip_prefix('\u{feff}').unwrap_or(&text).into()),
            Err(error) => Content::Bytes(error.into_bytes().into()),
        };
        Self { path, content, key }
    }

    /// A file that was left unread because it is larger than its limit.
    pub fn too_large(path: impl Into<Arc<str>>, size: u64, limit: u64) -> Self {
        let path = path.into();
        let key = KeyBuilder::new(&path).number(size).finish();
        Self {
            path,
            content: Content::TooLarge { size, limit },
            key,
        }
    }

    /// A file that could not be read: `reason` says why, as a sentence goes on.
    pub fn unread(path: impl Into<Arc<str>>, reason: impl Into<Arc<str>>) -> Self {
        let (path, reason) = (path.into(), reason.into());
        let key = KeyBuilder::new(&path).text("unread").text(&reason).finish();
        Self {
            path,
            content: Content::Unread(reason),
            key,
        }
    }

    /// The text, where it is text.
    pub fn text(&self) -> Option<&Arc<str>> {
        match &self.content {
            Content::Text(text) => Some(text),
            Content::Bytes(_) | Content::TooLarge { .. } | Content::Unread(_) => None,
        }
    }
}

/// For whom a site is built.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Readers {
    /// For everybody: it holds nothing but what is published.
    Everybody,
    /// For its authors alone: drafts and whatever else is kept back is there too, and marked.
    Authors,
}

/// Every input of a build. The same sources give the same site, byte for byte.
#[derive(Clone, Debug)]
pub struct Sources {
    files: BTreeMap<Arc<str>, SourceFile>,
    /// The day on which the site is built: it decides what is overdue, due for review or embargoed.
    pub today: Date,
    /// For whom.
    pub readers: Readers,
}

impl Sources {
    /// Sources made of these files, for a site that everybody may read.
    pub fn new(files: impl IntoIterator<Item = SourceFile>, today: Date) -> Self {
        let files = files
            .into_iter()
            .map(|file| (file.path.clone(), file))
            .collect();
        Self {
            files,
            today,
            readers: Readers::Everybody,
        }
    }

    /// The same for the authors' own eyes.
    #[must_use]
    pub fn for_authors(self) -> Self {
        Self {
            readers: Readers::Authors,
            ..self
        }
    }

    /// The same with these files alone.
    #[must_use]
    pub fn only<'a>(&self, paths: impl Iterator<Item = &'a Arc<str>>) -> Self {
        let files = paths.filter_map(|path| self.files.get_key_value(path));
        Self {
            files: files
                .map(|(path, file)| (path.clone(), file.clone()))
                .collect(),
            ..*self
        }
    }

    /// Adds a file, or exchanges the one of the same path.
    pub fn insert(&mut self, file: SourceFile) {
        self.files.insert(file.path.clone(), file);
    }

    /// Takes a file out.
    pub fn remove(&mut self, path: &str) -> Option<SourceFile> {
        self.files.remove(path)
    }

    /// The file at this path from the project's root.
    pub fn get(&self, path: &str) -> Option<&SourceFile> {
        self.files.get(path)
    }

    /// All files, in the order of their paths.
    pub fn iter(&self) -> impl Iterator<Item = &SourceFile> {
        self.files.values()
    }

    /// The files in a folder (given with its closing `/`) and the folders in it.
    pub fn under<'a>(&'a self, folder: &'a str) -> impl Iterator<Item = &'a SourceFile> {
        let from = std::ops::Bound::Included(folder);
        self.files
            .range::<str, _>((from, std::ops::Bound::Unbounded))
            .map(|(_, file)| file)
            .take_while(move |file| file.path.starts_with(folder))
    }
}

/// The file that lists words which must never be published, such as real names. It is read for
/// the check alone and stands in no site.
pub const NAMES: &str = ".sevenfold/names.txt";

/// A place in a file, in bytes of its text.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Span {
    /// The file's path.
    pub file: Arc<str>,
    /// Where it begins.
    pub start: u32,
    /// Just past its end.
    pub end: u32,
}

impl Span {
    /// A place in a file.
    pub fn new(file: &Arc<str>, range: Range<usize>) -> Self {
        Self {
            file: file.clone(),
            start: offset(range.start),
            end: offset(range.end),
        }
    }

    /// The whole file, shown as its first character.
    pub fn start_of(file: &Arc<str>) -> Self {
        Self::new(file, 0..0)
    }

    /// The bytes it covers.
    pub fn range(&self) -> Range<usize> {
        self.start as usize..self.end as usize
    }
}

/// A value and where it was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spanned<T> {
    /// The value.
    pub value: T,
    /// Where it stands.
    pub span: Span,
}

/// A place in a file or in a list as 32 bits.
pub fn offset(at: usize) -> u32 {
    u32::try_from(at).expect("invariant: no file and no list is so long")
}
