//! The content as the field knows it: briefings, recommendations, agencies, and what one site
//! takes of them.
//!
//! This room says what *cannot* be, such as an agency that nobody declared. It knows no address,
//! no page and no look.

pub mod accessibility;
pub mod briefing;
pub mod checking;
pub mod exit;
pub mod harvest;
pub mod learning;
pub mod links;
pub mod meeting;
pub mod page;
pub mod phone;
pub mod reach;
pub mod role;
pub mod settings;
pub mod text;
pub mod vocabulary;

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::diagnostic::{Diagnostic, Reported, did_you_mean};
use crate::document::shape::Record;
use crate::document::{Document, Markdown, TomlTree};
use crate::memo::{Shelf, Wanted};
use crate::source::{Date, Key, KeyBuilder, Readers, Span};

pub use briefing::Briefing;
pub use links::{Book, Links};
pub use page::Page;
pub use settings::Settings;
pub use vocabulary::Vocabulary;

/// Everything that the content holds, drafts included.
#[derive(Clone, Debug)]
pub struct Library {
    /// The briefings, by their slugs.
    pub briefings: Vec<Arc<Briefing>>,
    /// What each briefing refers to, in the same order.
    pub briefing_links: Vec<Arc<Links>>,
    /// The ordinary pages, by their slugs.
    pub pages: Vec<Arc<Page>>,
    /// What each page refers to, in the same order.
    pub page_links: Vec<Arc<Links>>,
    /// What they share.
    pub vocabulary: Arc<Vocabulary>,
    /// What their links can lead to.
    pub book: Arc<Book>,
    /// The sites to build.
    pub sites: Vec<Settings>,
    /// The day of the build.
    pub today: Date,
    /// For whom it is.
    pub readers: Readers,
}

impl Library {
    /// Whether the sites may show a briefing.
    pub fn may_show(&self, briefing: &Briefing) -> bool {
        match self.readers {
            Readers::Everybody => briefing.is_public(self.today),
            Readers::Authors => true,
        }
    }
}

/// A parsed file.
#[derive(Clone, Debug)]
pub struct Parsed {
    /// Its path.
    pub path: Arc<str>,
    /// Its fingerprint.
    pub key: Key,
    /// What it turned out to be.
    pub document: Arc<Document>,
}

/// What has been read before.
#[derive(Debug, Default)]
pub struct Memo {
    places: Shelf<Place>,
    names: Option<Arc<links::Names>>,
    briefings: Shelf<Arc<Reported<Option<Arc<Briefing>>>>>,
    links: Shelf<Arc<Links>>,
}

/// Makes the library of all parsed files.
pub fn resolve(
    files: &[Parsed],
    today: Date,
    readers: Readers,
    memo: &mut Memo,
) -> Reported<Library> {
    let mut diagnostics = Vec::new();
    let by_path: BTreeMap<&str, &Parsed> = files
        .iter()
        .filter(|file| !file.path.starts_with("content/briefings/"))
        .map(|file| (&*file.path, file))
        .collect();
    let vocabulary = Arc::new(read_vocabulary(&by_path).into_value(&mut diagnostics));
    let sites = read_sites(&by_path).into_value(&mut diagnostics);
    check_sites(&sites, &vocabulary, &mut diagnostics);
    let texts = Texts::sort(files, memo, &mut diagnostics);
    let briefings = read_briefings(&texts.briefings, &vocabulary, memo, &mut diagnostics);
    let pages: Vec<Arc<Page>> = texts
        .pages
        .iter()
        .filter_map(|(slug, file)| {
            page::read(slug, &file.path, &file.document, file.key)
                .into_value(&mut diagnostics)
                .map(Arc::new)
        })
        .collect();
    let pictures = files.iter().filter_map(|file| match &*file.document {
        Document::Picture(picture) => Some((file.path.clone(), picture.clone())),
        Document::Toml(_) | Document::Markdown(_) | Document::Unreadable => None,
    });
    let places = briefings
        .iter()
        .map(|briefing| &briefing.places)
        .chain(pages.iter().map(|page| &page.places));
    let book = Book::new(
        places.cloned().collect(),
        pictures.collect(),
        &vocabulary,
        &mut memo.names,
    );
    let book = Arc::new(book);
    let mut briefing_links = follow_links(&briefings, &pages, &book, &vocabulary, memo);
    diagnostics.extend(
        briefing_links
            .iter()
            .flat_map(|links| links.diagnostics.iter().cloned()),
    );
    let page_links = briefing_links.split_off(briefings.len());
    check_successors(&briefings, &mut diagnostics);
    Reported::new(
        Library {
            briefings,
            briefing_links,
            pages,
            page_links,
            vocabulary,
            book,
            sites,
            today,
            readers,
        },
        diagnostics,
    )
}

const VOCABULARY_FILES: [&str; 8] = [
    "content/agencies.toml",
    "content/topics.toml",
    "content/learning-themes.toml",
    "content/partnerships.toml",
    "content/resources.toml",
    "content/glossary.toml",
    "content/sections.toml",
    "content/plain-words.toml",
];

fn read_vocabulary(files: &BTreeMap<&str, &Parsed>) -> Reported<Vocabulary> {
    let tree = |path: &str| files.get(path).and_then(|file| toml_tree(file));
    let key = KeyBuilder::new("vocabulary").keys(
        VOCABULARY_FILES
            .iter()
            .filter_map(|path| files.get(path))
            .map(|file| file.key),
    );
    vocabulary::read(&vocabulary::Trees {
        tree: &tree,
        key: key.finish(),
    })
}

fn read_sites(files: &BTreeMap<&str, &Parsed>) -> Reported<Vec<Settings>> {
    let base = files.get("site.toml").and_then(|file| {
        Some(settings::SiteFile {
            path: file.path.clone(),
            tree: toml_tree(file)?,
            key: file.key,
        })
    });
    let sites: Vec<settings::SiteFile<'_>> = files
        .iter()
        .filter(|(path, _)| {
            path.strip_prefix("sites/")
                .is_some_and(|name| name.ends_with(".toml") && !name.contains('/'))
        })
        .filter_map(|(_, file)| {
            Some(settings::SiteFile {
                path: file.path.clone(),
                tree: toml_tree(file)?,
                key: file.key,
            })
        })
        .collect();
    settings::read(base.as_ref(), &sites)
}

fn toml_tree(file: &Parsed) -> Option<&TomlTree> {
    match &*file.document {
        Document::Toml(tree) => Some(tree),
        Document::Markdown(_) | Document::Picture(_) | Document::Unreadable => None,
    }
}

fn check_sites(sites: &[Settings], vocabulary: &Vocabulary, diagnostics: &mut Vec<Diagnostic>) {
    for site in sites {
        if let Some(id) = &site.partnership {
            briefing::check_id(id, "partnership", &vocabulary.partnerships, diagnostics);
        }
        for id in &site.take.partnerships {
            briefing::check_id(id, "partnership", &vocabulary.partnerships, diagnostics);
        }
        for id in &site.take.topics {
            briefing::check_id(id, "topic", &vocabulary.topics, diagnostics);
        }
        for id in &site.take.agencies {
            briefing::check_id(id, "agency", &vocabulary.agencies, diagnostics);
        }
        for id in site.exit.iter().flat_map(exit::Exit::topics) {
            briefing::check_id(id, "topic", &vocabulary.topics, diagnostics);
        }
    }
}

/// What a file is by its place in the project.
#[derive(Clone, Debug)]
enum Place {
    /// A briefing of this slug.
    Briefing(Arc<str>),
    /// An ordinary page of this slug.
    Page(Arc<str>),
    /// A text where none is looked for.
    Misplaced,
    /// No text.
    Other,
}

impl Place {
    fn of(path: &str) -> Self {
        let is_text = path.starts_with("content/")
            && [".md", ".markdown", ".txt"]
                .iter()
                .any(|ending| path.to_lowercase().ends_with(ending));
        if !is_text {
            return Self::Other;
        }
        let (place, name, is_page): (fn(Arc<str>) -> Self, _, _) = match (
            path.strip_prefix("content/briefings/"),
            path.strip_prefix("content/pages/"),
        ) {
            (Some(name), _) => (Self::Briefing, name, false),
            (None, Some(name)) => (Self::Page, name, true),
            (None, None) => return Self::Misplaced,
        };
        let stem = name
            .strip_suffix("/index.md")
            .or_else(|| name.strip_suffix(".md"));
        match stem.map(|stem| (stem, stem.split_once('/'))) {
            Some((stem, None)) => place(text::slug(stem).into()),
            // Pages may stand together in a folder, of which the page `index.md` is the first.
            Some((_, Some((folder, name)))) if is_page && !name.contains('/') => {
                let (folder, name) = (text::slug(folder), text::slug(name));
                place(format!("{folder}/{name}").trim_matches('/').into())
            }
            Some(_) | None => Self::Misplaced,
        }
    }
}

/// What the text in a file is, by the file's place in the project.
pub fn target_of(path: &str) -> Option<links::TextTarget> {
    match Place::of(path) {
        Place::Briefing(slug) => Some(links::TextTarget::Briefing(slug.to_string())),
        Place::Page(slug) => Some(links::TextTarget::Page(slug.to_string())),
        Place::Misplaced | Place::Other => None,
    }
}

impl Wanted for Parsed {
    fn name(&self) -> &Arc<str> {
        &self.path
    }

    /// A file's place depends on its name alone.
    fn key(&self) -> Key {
        Key::default()
    }
}

/// The Markdown files, by what they are, each with its slug and in the order of the slugs.
struct Texts<'a> {
    briefings: Vec<(Arc<str>, &'a Parsed)>,
    pages: Vec<(Arc<str>, &'a Parsed)>,
}

impl<'a> Texts<'a> {
    fn sort(files: &'a [Parsed], memo: &mut Memo, diagnostics: &mut Vec<Diagnostic>) -> Self {
        let (mut briefings, mut pages) = (Vec::new(), Vec::new());
        let places = memo
            .places
            .renew(Key::default(), files, |file| Place::of(&file.path));
        for (file, place) in files.iter().zip(places) {
            match place {
                Place::Briefing(slug) => briefings.push((slug, file)),
                Place::Page(slug) => pages.push((slug, file)),
                Place::Misplaced => diagnostics.push(not_a_text(file)),
                Place::Other => {}
            }
        }
        Self {
            briefings: by_slug(briefings, diagnostics),
            pages: by_slug(pages, diagnostics),
        }
    }
}

/// Texts in the order of their slugs; of those that would have the same address, the first.
fn by_slug<'a>(
    mut texts: Vec<(Arc<str>, &'a Parsed)>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<(Arc<str>, &'a Parsed)> {
    texts.sort_by(|(slug, _), (other, _)| slug.cmp(other));
    let mut before: Option<(Arc<str>, &Parsed)> = None;
    texts.retain(|(slug, file)| {
        let fault = match &before {
            _ if slug.is_empty() => Some(no_address(file)),
            Some((taken, first)) if taken == slug => Some(address_taken(slug, file, first)),
            _ => None,
        };
        let is_kept = fault.is_none();
        if is_kept {
            before = Some((slug.clone(), *file));
        }
        diagnostics.extend(fault);
        is_kept
    });
    texts
}

fn no_address(file: &Parsed) -> Diagnostic {
    Diagnostic::error(
        "invalid-address",
        Span::start_of(&file.path),
        "the name of this file or folder cannot become an address",
    )
    .help("Use letters, digits and hyphens.")
}

fn address_taken(slug: &str, file: &Parsed, first: &Parsed) -> Diagnostic {
    Diagnostic::error(
        "address-taken",
        Span::start_of(&file.path),
        format!("this text would have the same address as {}", first.path),
    )
    .label(Span::start_of(&first.path), format!("also `{slug}`"))
    .help("Give one of the two another file or folder name.")
}

fn not_a_text(file: &Parsed) -> Diagnostic {
    Diagnostic::remark("not-published", Span::start_of(&file.path), "this file is neither a briefing nor a page, and is not published")
        .help("Briefings are content/briefings/NAME/index.md or content/briefings/NAME.md; pages are content/pages/NAME.md.")
}

struct WantedBriefing<'a>(&'a (Arc<str>, &'a Parsed));

impl Wanted for WantedBriefing<'_> {
    fn name(&self) -> &Arc<str> {
        &self.0.1.path
    }

    fn key(&self) -> Key {
        self.0.1.key
    }
}

fn read_briefings(
    texts: &[(Arc<str>, &Parsed)],
    vocabulary: &Vocabulary,
    memo: &mut Memo,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Arc<Briefing>> {
    let wanted: Vec<WantedBriefing<'_>> = texts.iter().map(WantedBriefing).collect();
    let read = memo.briefings.renew(vocabulary.key, &wanted, |wanted| {
        let (slug, file) = wanted.0;
        let read = briefing::read(
            &briefing::BriefingFile {
                slug,
                path: &file.path,
                document: &file.document,
                key: file.key,
            },
            vocabulary,
        );
        Arc::new(Reported::new(read.value.map(Arc::new), read.diagnostics))
    });
    let mut briefings = Vec::with_capacity(read.len());
    for reported in read {
        diagnostics.extend(reported.diagnostics.iter().cloned());
        briefings.extend(reported.value.clone());
    }
    briefings
}

struct WantedLinks<'a> {
    text: &'a text::Text,
    file: &'a Arc<str>,
    key: Key,
}

impl Wanted for WantedLinks<'_> {
    fn name(&self) -> &Arc<str> {
        self.file
    }

    fn key(&self) -> Key {
        self.key
    }
}

/// Follows the links of the briefings and then of the pages.
fn follow_links(
    briefings: &[Arc<Briefing>],
    pages: &[Arc<Page>],
    book: &Book,
    vocabulary: &Vocabulary,
    memo: &mut Memo,
) -> Vec<Arc<Links>> {
    let briefings = briefings.iter().map(|briefing| WantedLinks {
        text: &briefing.text,
        file: &briefing.file,
        key: briefing.key,
    });
    let pages = pages.iter().map(|page| WantedLinks {
        text: &page.text,
        file: &page.file,
        key: page.key,
    });
    let wanted: Vec<WantedLinks<'_>> = briefings.chain(pages).collect();
    memo.links.renew(book.key, &wanted, |wanted| {
        Arc::new(links::follow(wanted.text, book, vocabulary))
    })
}

fn check_successors(briefings: &[Arc<Briefing>], diagnostics: &mut Vec<Diagnostic>) {
    for briefing in briefings {
        let Some(successor) = &briefing.superseded_by else {
            continue;
        };
        // Briefings are in the order of their slugs.
        let is_there = briefings
            .binary_search_by(|known| known.slug.as_str().cmp(&successor.value))
            .is_ok();
        if successor.value == briefing.slug || !is_there {
            let slugs = briefings.iter().map(|briefing| briefing.slug.as_str());
            let others = slugs.filter(|slug| *slug != briefing.slug);
            diagnostics.push(unknown(
                "unknown-briefing",
                "other briefing",
                &successor.value,
                &successor.span,
                others,
                "content/briefings",
            ));
        }
    }
}

/// The title of a text: that of the front matter, or else its first heading of the first level,
/// which is then not shown again. Gives that heading too.
fn title_of(
    markdown: &Markdown,
    record: &Record,
    what: &str,
    diagnostics: &mut Vec<Diagnostic>,
) -> (String, Option<usize>) {
    let written = record.text("title");
    let first = markdown
        .children(0..markdown.nodes.len())
        .next()
        .filter(|at| text::heading(markdown, *at).is_some_and(|heading| heading.level == 1))
        .map(|at| (at, markdown.plain(markdown.inside(at))));
    match (written, first) {
        (Some(title), Some((at, heading))) if heading == title => (title, Some(at)),
        (Some(title), _) => (title, None),
        (None, Some((at, heading))) if !heading.is_empty() => (heading, Some(at)),
        (None, _) => {
            let is_broken = markdown
                .front_matter
                .as_ref()
                .is_some_and(TomlTree::is_broken);
            let is_refused = markdown
                .front_matter
                .as_ref()
                .is_some_and(|tree| tree.has("title"));
            if !is_broken && !is_refused {
                let span = match &markdown.front_matter {
                    Some(_) => Span::new(&markdown.file, 0..3),
                    None => Span::start_of(&markdown.file),
                };
                diagnostics.push(
                    Diagnostic::error("missing-title", span, format!("this {what} has no title"))
                        .help("Begin the file with three lines: +++ and title = \"…\" and +++"),
                );
            }
            (String::new(), None)
        }
    }
}

/// A diagnostic for an id that nobody declared.
fn unknown<'a>(
    code: &'static str,
    what: &str,
    id: &str,
    span: &Span,
    known: impl Iterator<Item = &'a str>,
    file: &str,
) -> Diagnostic {
    let place = if file.ends_with(".toml") {
        format!("They are listed in {file}.")
    } else {
        format!("They are the folders in {file}.")
    };
    let help = match did_you_mean(id, known) {
        Some(meant) => format!("Did you mean `{meant}`? {place}"),
        None => place,
    };
    Diagnostic::error(
        code,
        span.clone(),
        format!("there is no {what} called `{id}`"),
    )
    .help(help)
}
