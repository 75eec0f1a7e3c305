//! All texts together, for the rules that compare them.

use std::sync::Arc;

use super::{Context, Judged, Passage, PassageKind, Subject, rules};
use crate::document::markdown::{LinkForm, Markdown, NodeKind};
use crate::model::vocabulary::Resource;
use crate::model::{Briefing, Library, phone};
use crate::source::{Key, KeyBuilder, Span};

/// All texts together.
#[derive(Debug)]
pub struct Project<'a> {
    /// What all rules may know.
    pub context: &'a Context<'a>,
    /// Everything that the content holds.
    pub library: &'a Library,
    pub(super) texts: &'a [Arc<Judged>],
}

impl<'a> Project<'a> {
    /// The fingerprint of all that rules on the project see of its texts: what was gathered from
    /// them, their front matter, and where their links lead. A waiver is held against the words
    /// themselves, so where there is one, they count too.
    pub(super) fn key(&self) -> Key {
        let library = self.library;
        let digests = self.digests().map(|digest| digest.key);
        let checking = self.context.checking;
        let words_count = !checking.waivers.is_empty() || !checking.harmless.is_empty();
        let briefings = library.briefings.iter().map(|briefing| {
            if words_count || !briefing.checking.waivers.is_empty() {
                briefing.key
            } else {
                briefing.shown.card
            }
        });
        let pages = library.pages.iter().map(|page| page.key);
        let key = KeyBuilder::new("project")
            .key(library.book.key)
            .keys(digests)
            .keys(briefings)
            .keys(pages);
        let links = library.briefing_links.iter().chain(&library.page_links);
        let places = links.flat_map(|links| {
            let texts = links.texts.iter();
            let texts =
                texts.map(|(number, span)| (u64::from(*number) << 32) | u64::from(span.start));
            texts.chain(links.pictures.iter().map(|(_, span)| u64::from(span.start)))
        });
        places.fold(key, KeyBuilder::number).finish()
    }

    /// The briefings, each with what was gathered from it.
    pub fn briefings(&self) -> impl Iterator<Item = (&'a Briefing, &'a Digest)> {
        let digests = self.texts.iter().map(|judged| &judged.digest);
        let briefings = self.library.briefings.iter().map(|briefing| &**briefing);
        briefings.zip(digests)
    }

    /// What was gathered from each text: the briefings first, then the pages.
    pub fn digests(&self) -> impl Iterator<Item = &'a Digest> {
        self.texts.iter().map(|judged| &judged.digest)
    }
}

/// What the rules that compare texts need of one.
#[derive(Debug)]
pub struct Digest {
    /// The fingerprint of the words of each finding, and where it stands.
    pub findings: Vec<(Key, Span)>,
    /// The telephone numbers: the words before each, the digits, and where they stand.
    pub phones: Vec<NamedPhone>,
    /// What is wrong with the name by which the text is addressed.
    pub address_fault: Option<String>,
    /// The fingerprint of all this.
    key: Key,
}

/// A telephone number and whose it is.
#[derive(Debug)]
pub struct NamedPhone {
    /// The address of the only link in the same passage, or its reference, as in `[[id]]`; or
    /// that of the service of the directory whose name stands before the number.
    pub of: String,
    /// The words of that link, in small letters.
    pub words: String,
    /// The number in its international form.
    pub digits: String,
    /// Where it stands.
    pub span: Span,
}

/// Findings shorter than this are alike by chance (“Good practice was seen.”).
const WORTH_COMPARING: usize = 40;

impl Digest {
    pub(super) fn new(subject: &Subject<'_>, slug: &str) -> Self {
        let findings = findings(subject);
        let phones = phones(subject);
        let address_fault = rules::fault_of_name(slug);
        let place =
            |key: KeyBuilder, span: &Span| key.number(span.start.into()).number(span.end.into());
        let key = findings
            .iter()
            .fold(KeyBuilder::new("digest"), |key, (words, span)| {
                place(key.key(*words), span)
            });
        let key = phones.iter().fold(key, |key, phone| {
            place(key, &phone.span)
                .text(&phone.of)
                .text(&phone.words)
                .text(&phone.digits)
        });
        Self {
            key: key.text(slug).finish(),
            findings,
            phones,
            address_fault,
        }
    }
}

fn findings(subject: &Subject<'_>) -> Vec<(Key, Span)> {
    let markdown = subject.markdown();
    let items = subject.briefing.into_iter().flat_map(|it| &it.findings);
    let words = items.map(|finding| {
        let words = markdown.plain(markdown.inside(finding.item));
        (words.to_lowercase(), words_of(markdown, finding.item))
    });
    words
        .filter(|(words, _)| words.len() >= WORTH_COMPARING)
        .map(|(words, span)| (Key::of(words.as_bytes()), span))
        .collect()
}

/// Where the words of an item stand, without its bullet.
fn words_of(markdown: &Markdown, item: usize) -> Span {
    let node = markdown.node(item);
    let first = markdown.inside(item).next();
    let start = first.map_or(node.start, |first| markdown.node(first).start) as usize;
    let words = markdown.text[start..node.stop as usize].trim_end();
    Span::new(&markdown.file, start..start + words.len())
}

/// The numbers of items that name one service: those with one link, or one reference, and those
/// right behind the name of a service of the directory.
fn phones(subject: &Subject<'_>) -> Vec<NamedPhone> {
    let mut found = Vec::new();
    for passage in &subject.passages {
        if passage.kind != PassageKind::Item && passage.kind != PassageKind::Paragraph {
            continue;
        }
        let numbers = phone::find(&passage.text);
        if numbers.is_empty() {
            continue;
        }
        let service = only_service(subject, passage);
        for range in numbers {
            let number = phone::read(&passage.text, range.clone());
            let named = || named_service(subject, &passage.text[..range.start]);
            let Some((of, words)) = service.clone().or_else(named) else {
                continue;
            };
            found.push(NamedPhone {
                of,
                words,
                digits: number.href,
                span: passage.span(range),
            });
        }
    }
    found
}

/// The service of the directory that is named right before a number: “Call the NSPCC on …”.
fn named_service(subject: &Subject<'_>, before: &str) -> Option<(String, String)> {
    const NEAR: usize = 24;
    let resources = subject.context.vocabulary.resources.iter();
    let has_long_number = |resource: &Resource| {
        let phone = resource.phone.as_ref();
        phone.is_some_and(|phone| phone.href.len() > "tel:+44".len() + 6)
    };
    let stands_before = |name: &str| {
        let at = before.rfind(name)?;
        let between = &before[at + name.len()..];
        let is_word = !before[..at].ends_with(char::is_alphanumeric)
            && !between.starts_with(|next: char| next.is_alphanumeric() || next == '-');
        let is_near = between.len() <= NEAR && !between.contains(['.', ';', ',']);
        (is_word && is_near).then_some(name.len())
    };
    let named = resources.filter(|(_, resource)| has_long_number(resource));
    let named = named.filter_map(|(id, resource)| Some((stands_before(&resource.name)?, id)));
    let (_, id) = named.max()?;
    Some((format!("[[{id}]]"), String::new()))
}

/// The address and the words of the link in a passage, if it has one and no more.
fn only_service(subject: &Subject<'_>, passage: &Passage) -> Option<(String, String)> {
    let markdown = subject.markdown();
    let place = passage.whole();
    let mut services = markdown.nodes.iter().enumerate().filter_map(|(at, node)| {
        // The words of a link lie in the passage, and its marking may stand before it.
        let is_here = node.stop > place.start && node.start < place.end;
        let NodeKind::Link(link) = &node.kind else {
            return None;
        };
        let of = match link.form {
            LinkForm::Reference | LinkForm::ReferenceWithText => format!("[[{}]]", link.to),
            LinkForm::Address if link.to.contains("://") => {
                link.to.trim_end_matches('/').to_lowercase()
            }
            LinkForm::Address => return None,
        };
        is_here.then(|| (of, markdown.plain(markdown.inside(at)).to_lowercase()))
    });
    let service = services.next()?;
    services.next().is_none().then_some(service)
}
