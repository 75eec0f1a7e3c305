//! Where the links of a text lead, and whether there is anything.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use super::text::Text;
use super::vocabulary::Vocabulary;
use crate::diagnostic::{Diagnostic, did_you_mean};
use crate::document::markdown::{Link, LinkForm, NodeKind};
use crate::document::{Picture, shape};
use crate::source::{Key, KeyBuilder, Span};

/// Everything that a text can refer to.
#[derive(Clone, Debug)]
pub struct Book {
    names: Arc<Names>,
    /// The texts: the library's briefings and then its pages, in their order there.
    texts: Vec<Arc<Places>>,
    /// Pictures by their paths.
    pictures: BTreeMap<Arc<str>, Picture>,
    /// The fingerprint of where links lead: as long as it stays the same, so do they. The titles
    /// of texts are no part of it.
    pub key: Key,
    /// The fingerprint of what is shown of the texts where links lead to them.
    pub shown: Key,
}

/// The places of texts in the book, by their names.
#[derive(Debug)]
pub struct Names {
    /// By the paths of their files.
    files: HashMap<Arc<str>, u32>,
    /// By what they are.
    targets: BTreeMap<TextTarget, u32>,
    /// The fingerprint of the files, in order.
    key: Key,
}

/// A text as links see it.
#[derive(Debug)]
pub struct Places {
    /// What it is.
    pub target: TextTarget,
    /// Its title.
    pub title: String,
    file: Arc<str>,
    anchors: BTreeSet<String>,
    /// The fingerprint of its file's path.
    name: Key,
    /// The fingerprint of its file and of the places in it.
    key: Key,
    /// The fingerprint of what is shown of it where a link leads to it.
    pub shown: Key,
}

impl Places {
    /// The places of a text: its headings, and the marks of its recommendations.
    pub fn new(
        target: TextTarget,
        title: &str,
        text: &Text,
        marks: impl Iterator<Item = String>,
    ) -> Arc<Self> {
        let file = text.markdown().file.clone();
        let anchors: BTreeSet<String> = text.anchors.values().cloned().chain(marks).collect();
        let key = anchors
            .iter()
            .fold(KeyBuilder::new(&file), |key, anchor| key.text(anchor))
            .finish();
        Arc::new(Self {
            name: Key::of(file.as_bytes()),
            shown: KeyBuilder::new(&file).text(title).finish(),
            target,
            title: title.to_owned(),
            file,
            anchors,
            key,
        })
    }
}

/// A text that can be referred to, by its slug.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum TextTarget {
    /// A briefing.
    Briefing(String),
    /// An ordinary page.
    Page(String),
}

impl TextTarget {
    /// Its slug.
    pub fn slug(&self) -> &str {
        match self {
            Self::Briefing(slug) | Self::Page(slug) => slug,
        }
    }
}

/// Where a link leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// Out of the site, or to a mail or telephone program.
    Elsewhere(String),
    /// To a text of ours, perhaps to a place in it.
    Text(TextTarget, Option<String>),
    /// To a place in the same text.
    Here(String),
    /// To an entry of the shared directory.
    Resource(String),
    /// To an entry of the glossary.
    Glossary(String),
    /// To an address within the site, such as `/recommendations/`; whether there is such a page
    /// is known where addresses are decided.
    Address(String),
}

impl Names {
    fn new(texts: &[Arc<Places>], key: Key) -> Self {
        let numbered = || (0u32..).zip(texts);
        Self {
            files: numbered()
                .map(|(at, text)| (text.file.clone(), at))
                .collect(),
            targets: numbered()
                .map(|(at, text)| (text.target.clone(), at))
                .collect(),
            key,
        }
    }
}

impl Book {
    /// A book of these texts and pictures. The `names` of the book before are used again where no
    /// file has come, gone or moved.
    pub fn new(
        texts: Vec<Arc<Places>>,
        pictures: BTreeMap<Arc<str>, Picture>,
        vocabulary: &Vocabulary,
        names: &mut Option<Arc<Names>>,
    ) -> Self {
        let name = KeyBuilder::default()
            .keys(texts.iter().map(|text| text.name))
            .finish();
        let names = match names {
            Some(known) if known.key == name => known.clone(),
            _ => names.insert(Arc::new(Names::new(&texts, name))).clone(),
        };
        let key = KeyBuilder::new("book")
            .key(vocabulary.key)
            .keys(texts.iter().map(|text| text.key));
        let key = pictures
            .iter()
            .fold(key, |key, (path, picture)| key.text(path).key(picture.key))
            .finish();
        let shown = KeyBuilder::new("shown")
            .keys(texts.iter().map(|text| text.shown))
            .finish();
        Self {
            names,
            texts,
            pictures,
            key,
            shown,
        }
    }

    /// The text of this number.
    pub fn text(&self, number: u32) -> &Places {
        &self.texts[number as usize]
    }

    /// The number of a text; that of a briefing is its index in the library.
    pub fn number(&self, target: &TextTarget) -> Option<u32> {
        self.names.targets.get(target).copied()
    }

    /// The title of a text.
    pub fn title(&self, target: &TextTarget) -> Option<&str> {
        Some(self.text(self.number(target)?).title.as_str())
    }

    /// The text of this file.
    fn file(&self, path: &str) -> Option<&Places> {
        let number = self.names.files.get(path)?;
        Some(self.text(*number))
    }

    /// The text of this slug; where a briefing and a page share one, the briefing.
    fn named(&self, slug: &str) -> Option<&Places> {
        let kinds = [
            TextTarget::Briefing(slug.to_owned()),
            TextTarget::Page(slug.to_owned()),
        ];
        let number = kinds.iter().find_map(|target| self.number(target))?;
        Some(self.text(number))
    }

    fn slugs(&self) -> impl Iterator<Item = &str> {
        self.names.targets.keys().map(TextTarget::slug)
    }

    /// The picture at this path.
    pub fn picture_at(&self, path: &str) -> Option<&Picture> {
        self.pictures.get(path)
    }

    /// All pictures, by their paths.
    pub fn pictures(&self) -> impl Iterator<Item = (&Arc<str>, &Picture)> {
        self.pictures.iter()
    }

    /// The picture that a text shows under this name.
    pub fn picture(&self, from: &str, name: &str) -> Option<(&Arc<str>, &Picture)> {
        self.pictures
            .get_key_value(beside(from, &decoded(name)).as_str())
    }

    /// Where a link leads.
    ///
    /// # Errors
    ///
    /// What to tell the author; the place is filled in by who knows it.
    pub fn target(
        &self,
        from: &str,
        link: &Link,
        vocabulary: &Vocabulary,
    ) -> Result<Target, Fault> {
        match link.form {
            LinkForm::Reference | LinkForm::ReferenceWithText => {
                self.reference(&link.to, vocabulary)
            }
            LinkForm::Address => self.address(from, &link.to),
        }
    }

    /// `[[id]]`: a resource, a briefing or page, or a word of the glossary.
    fn reference(&self, to: &str, vocabulary: &Vocabulary) -> Result<Target, Fault> {
        let to = to.trim();
        if vocabulary.resources.contains_key(to) {
            return Ok(Target::Resource(to.to_owned()));
        }
        let (slug, anchor) = to
            .split_once('#')
            .map_or((to, None), |(slug, anchor)| (slug, Some(anchor)));
        if let Some(entry) = self.named(slug) {
            return text_target(entry, anchor, to);
        }
        if vocabulary.glossary.contains_key(to) {
            return Ok(Target::Glossary(to.to_owned()));
        }

        let ids = vocabulary
            .resources
            .keys()
            .chain(vocabulary.glossary.keys())
            .map(String::as_str);
        let known = ids.chain(self.slugs());
        let help = match did_you_mean(to, known) {
            Some(meant) => format!("Did you mean [[{meant}]]?"),
            None => "It can be an id from content/resources.toml, the folder name of a briefing, or a word of content/glossary.toml.".to_owned(),
        };
        Err(Fault {
            code: "unknown-reference",
            message: format!("nothing is called `{to}`"),
            help,
        })
    }

    fn address(&self, from: &str, to: &str) -> Result<Target, Fault> {
        if let Some(scheme) = scheme(to) {
            return elsewhere(to, scheme);
        }
        if to.starts_with("//") {
            return Err(Fault::dead(
                to,
                format!("Write the whole address: https:{to}"),
            ));
        }
        let (path, anchor) = to
            .split_once('#')
            .map_or((to, None), |(path, anchor)| (path, Some(anchor)));
        let path = decoded(path.split('?').next().unwrap_or(path));
        if path.is_empty() {
            let anchor = anchor.unwrap_or_default();
            return match self.file(from) {
                Some(entry) if !entry.anchors.contains(anchor) => Err(no_anchor(entry, anchor, to)),
                _ => Ok(Target::Here(anchor.to_owned())),
            };
        }
        let whole = beside(from, &path);
        let candidates = [
            whole.clone(),
            format!("{whole}/index.md"),
            format!("{whole}.md"),
        ];
        if let Some(entry) = candidates.iter().find_map(|path| self.file(path)) {
            return text_target(entry, anchor, to);
        }
        if let Some(from_root) = path.strip_prefix('/') {
            return Ok(Target::Address(match anchor {
                Some(anchor) => format!("{from_root}#{anchor}"),
                None => from_root.to_owned(),
            }));
        }
        Err(self.dead(&path, to))
    }

    fn dead(&self, path: &str, to: &str) -> Fault {
        if path.starts_with("www.") {
            return Fault::dead(to, format!("Did you mean https://{to}?"));
        }
        let last = path
            .trim_end_matches('/')
            .trim_end_matches("/index.md")
            .rsplit('/')
            .next()
            .unwrap_or(path)
            .trim_end_matches(".md");
        match did_you_mean(last, self.slugs()) {
            Some(meant) => Fault::dead(to, format!("Did you mean [[{meant}]]?")),
            None if path.rsplit_once('.').is_some_and(|(_, ending)| ending != "md") => {
                Fault::dead(to, "Only texts and pictures are published. Put the document on the web and link to its address.".to_owned())
            }
            None => Fault::dead(to, "Link to the file of a briefing or page, as in ../neglect/index.md, or write [[neglect]].".to_owned()),
        }
    }
}

/// What is wrong with a link.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    code: &'static str,
    message: String,
    help: String,
}

impl Fault {
    fn dead(to: &str, help: String) -> Self {
        Self {
            code: "dead-link",
            message: format!("there is nothing at `{to}`"),
            help,
        }
    }

    fn at(self, span: Span) -> Diagnostic {
        Diagnostic::error(self.code, span, self.message).help(self.help)
    }
}

fn text_target(entry: &Places, anchor: Option<&str>, to: &str) -> Result<Target, Fault> {
    match anchor.filter(|anchor| !anchor.is_empty()) {
        Some(anchor) if !entry.anchors.contains(anchor) => Err(no_anchor(entry, anchor, to)),
        anchor => Ok(Target::Text(
            entry.target.clone(),
            anchor.map(str::to_owned),
        )),
    }
}

fn no_anchor(entry: &Places, anchor: &str, to: &str) -> Fault {
    let help = match did_you_mean(anchor, entry.anchors.iter().map(String::as_str)) {
        Some(meant) => format!("Did you mean #{meant}?"),
        None if entry.anchors.is_empty() => "That text has no headings.".to_owned(),
        None => format!(
            "Its places are {}.",
            entry
                .anchors
                .iter()
                .map(|anchor| format!("#{anchor}"))
                .collect::<Vec<_>>()
                .join(", ")
        ),
    };
    Fault {
        code: "dead-anchor",
        message: format!("`{to}` leads to a place `#{anchor}` that is not there"),
        help,
    }
}

/// The scheme of an address (RFC 3986, 3.1), if it has one.
fn scheme(to: &str) -> Option<&str> {
    let (scheme, _) = to.split_once(':')?;
    let first_is_letter = scheme.starts_with(|first: char| first.is_ascii_alphabetic());
    (first_is_letter
        && scheme
            .chars()
            .all(|letter| letter.is_ascii_alphanumeric() || matches!(letter, '+' | '-' | '.')))
    .then_some(scheme)
}

/// Whether a link leads out of the site, in a way that is allowed.
pub fn leaves_site(to: &str) -> bool {
    scheme(to).is_some_and(|scheme| elsewhere(to, scheme).is_ok())
}

/// Only schemes that show a page, write a mail or dial a number; anything else could run code.
fn elsewhere(to: &str, scheme: &str) -> Result<Target, Fault> {
    let allowed = ["http", "https", "mailto", "tel"]
        .into_iter()
        .any(|allowed| scheme.eq_ignore_ascii_case(allowed));
    let broken =
        scheme.to_ascii_lowercase().starts_with("http") && shape::web_address(to).is_none();
    if allowed && broken {
        return Err(Fault {
            code: "invalid-url",
            message: format!("`{to}` is not a web address"),
            help: "After https:// comes a name such as www.example.org, and there are no spaces."
                .to_owned(),
        });
    }
    if allowed {
        return Ok(Target::Elsewhere(to.to_owned()));
    }
    Err(Fault {
        code: "link-scheme",
        message: format!("links may not begin with `{scheme}:`"),
        help: "Links begin with https://, http://, mailto: or tel:, or lead to a file of this project.".to_owned(),
    })
}

/// The path of a file named in another: `/` is the content folder.
fn beside(from: &str, path: &str) -> String {
    let mut parts: Vec<&str> = match path.strip_prefix('/') {
        Some(_) => vec!["content"],
        None => from
            .split('/')
            .rev()
            .skip(1)
            .collect::<Vec<_>>()
            .into_iter()
            .rev()
            .collect(),
    };
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    parts.join("/")
}

/// A path without percent encoding (RFC 3986, 2.1); what is no UTF-8 stays as written.
fn decoded(path: &str) -> String {
    let mut bytes = Vec::with_capacity(path.len());
    let mut rest = path.as_bytes();
    while let [first, tail @ ..] = rest {
        let code = (*first == b'%').then(|| tail.get(..2)).flatten();
        match code
            .and_then(|code| std::str::from_utf8(code).ok())
            .and_then(|code| u8::from_str_radix(code, 16).ok())
        {
            Some(byte) => {
                bytes.push(byte);
                rest = &tail[2..];
            }
            None => {
                bytes.push(*first);
                rest = tail;
            }
        }
    }
    String::from_utf8(bytes).unwrap_or_else(|_| path.to_owned())
}

/// What the links and pictures of a text lead to, and what is wrong with them.
#[derive(Clone, Debug, Default)]
pub struct Links {
    /// The texts it refers to, by their numbers in the book, with the places of the links.
    pub texts: Vec<(u32, Span)>,
    /// The addresses within the site that it names, with the places of the links.
    pub addresses: Vec<(String, Span)>,
    /// The ids of the entries of the shared directory that it names.
    pub resources: Vec<String>,
    /// The fingerprint of those ids.
    pub resources_key: Key,
    /// The paths of the pictures it shows, with their places.
    pub pictures: Vec<(Arc<str>, Span)>,
    /// What is wrong.
    pub diagnostics: Vec<Diagnostic>,
}

/// Follows the links of a text.
pub fn follow(text: &Text, book: &Book, vocabulary: &Vocabulary) -> Links {
    let markdown = text.markdown();
    let mut links = Links::default();
    for (at, node) in markdown.nodes.iter().enumerate() {
        match &node.kind {
            NodeKind::Link(link) => match book.target(&markdown.file, link, vocabulary) {
                Ok(Target::Text(target, _)) => {
                    let number = book
                        .number(&target)
                        .expect("invariant: a link leads to texts of the book only");
                    links.texts.push((number, markdown.span(at)));
                }
                Ok(Target::Address(address)) => links.addresses.push((address, markdown.span(at))),
                Ok(Target::Resource(id)) => links.resources.push(id),
                Ok(Target::Elsewhere(_) | Target::Here(_) | Target::Glossary(_)) => {}
                Err(fault) => links.diagnostics.push(fault.at(markdown.span(at))),
            },
            NodeKind::Image(image) => match book.picture(&markdown.file, &image.to) {
                Some((path, _)) => links.pictures.push((path.clone(), markdown.span(at))),
                None => links
                    .diagnostics
                    .push(missing_picture(&image.to, book, &markdown.file).at(markdown.span(at))),
            },
            _ => {}
        }
    }
    links.resources_key = links
        .resources
        .iter()
        .fold(KeyBuilder::new("resources"), |key, id| key.text(id))
        .finish();
    links
}

fn missing_picture(name: &str, book: &Book, from: &str) -> Fault {
    if scheme(name).is_some() || name.starts_with("//") {
        return Fault {
            code: "picture-elsewhere",
            message: format!("`{name}` lies on another server"),
            help: "Pages load nothing from elsewhere. Save the picture beside the text and name the file.".to_owned(),
        };
    }
    let ending = name
        .rsplit_once('.')
        .map_or(String::new(), |(_, ending)| ending.to_lowercase());
    if matches!(
        ending.as_str(),
        "gif" | "svg" | "heic" | "tif" | "tiff" | "bmp" | "avif"
    ) {
        return Fault {
            code: "picture-kind",
            message: format!("pictures of the kind `.{ending}` are not published"),
            help: "Save it as PNG (drawings) or JPEG (photographs) beside the text.".to_owned(),
        };
    }
    let folder = beside(from, ".");
    let near = book
        .pictures
        .keys()
        .filter_map(|path| path.strip_prefix(folder.as_str())?.strip_prefix('/'));
    Fault {
        code: "missing-picture",
        message: format!("there is no picture `{name}`"),
        help: match did_you_mean(name, near) {
            Some(meant) => format!("Did you mean `{meant}`?"),
            None => {
                "Put the file into the same folder as the text; capital and small letters matter."
                    .to_owned()
            }
        },
    }
}
