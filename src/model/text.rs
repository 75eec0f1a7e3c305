//! A text with its sections: what briefings and ordinary pages have in common.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::Arc;

use super::role::{self, Role, RoleWords};
use crate::diagnostic::{Diagnostic, did_you_mean};
use crate::document::Document;
use crate::document::markdown::{Heading, Markdown, NodeKind};

/// The Markdown of a briefing or page, cut into sections.
#[derive(Clone, Debug)]
pub struct Text {
    /// The file it stands in, parsed.
    document: Arc<Document>,
    /// What stands before the first section.
    pub lead: Range<usize>,
    /// The sections, in the author's order.
    pub sections: Vec<Section>,
    /// The headings' anchors, by the headings' indexes among the nodes.
    pub anchors: BTreeMap<usize, String>,
    /// The footnotes, as indexes among the nodes.
    pub footnotes: Vec<usize>,
}

/// One `##` heading with what follows it.
#[derive(Clone, Debug)]
pub struct Section {
    /// The heading, as an index among the nodes.
    pub heading: usize,
    /// The heading's words, as written.
    pub title: String,
    /// What the section is for, if that is known.
    pub role: Option<Role>,
    /// What follows the heading, as a range of the nodes.
    pub content: Range<usize>,
    /// The top-level list items, as indexes among the nodes.
    pub items: Vec<usize>,
    /// How many words it has, heading included.
    pub words: usize,
}

impl Text {
    /// The Markdown that all indexes point into.
    pub fn markdown(&self) -> &Markdown {
        match &*self.document {
            Document::Markdown(markdown) => markdown,
            Document::Toml(_) | Document::Picture(_) | Document::Unreadable => {
                unreachable!("invariant: a text is made from Markdown only")
            }
        }
    }

    /// The anchor of a section.
    pub fn anchor(&self, section: &Section) -> &str {
        self.anchors
            .get(&section.heading)
            .map_or("", String::as_str)
    }

    /// All words, those of the footnotes included.
    pub fn words(&self) -> usize {
        self.markdown().words(0..self.markdown().nodes.len())
    }
}

/// Which headings make a section.
#[derive(Clone, Copy, Debug)]
pub enum Cut<'a> {
    /// Headings of the first and second level, each with the role that its words give.
    Briefing {
        /// The heading that stands for the title and makes no section.
        title: Option<usize>,
        /// The words that give roles.
        roles: &'a RoleWords,
    },
    /// None: an ordinary page is one piece.
    Page {
        /// The heading that stands for the title and is not shown again.
        title: Option<usize>,
    },
}

/// Cuts a Markdown document into sections.
pub fn read(document: &Arc<Document>, cut: Cut<'_>, diagnostics: &mut Vec<Diagnostic>) -> Text {
    let mut text = Text {
        document: document.clone(),
        lead: 0..0,
        sections: Vec::new(),
        anchors: BTreeMap::new(),
        footnotes: Vec::new(),
    };
    let markdown_document = document.clone();
    let Document::Markdown(markdown) = &*markdown_document else {
        return text;
    };
    let all = 0..markdown.nodes.len();
    let title = match cut {
        Cut::Briefing { title, .. } | Cut::Page { title } => title,
    };
    text.footnotes = all
        .clone()
        .filter(|at| matches!(markdown.node(*at).kind, NodeKind::Footnote(_)))
        .collect();
    text.anchors = anchors(markdown, title, diagnostics);
    let starts = section_starts(markdown, cut);
    let first_content = title.map_or(0, |title| markdown.node(title).end as usize);
    text.lead = first_content.min(starts.first().copied().unwrap_or(all.end))
        ..starts.first().copied().unwrap_or(all.end);
    for (index, start) in starts.iter().enumerate() {
        let end = starts.get(index + 1).copied().unwrap_or(all.end);
        let section = section(markdown, *start, end, cut, diagnostics);
        text.sections.push(section);
    }
    text
}

fn section_starts(markdown: &Markdown, cut: Cut<'_>) -> Vec<usize> {
    let Cut::Briefing { title, .. } = cut else {
        return Vec::new();
    };
    markdown
        .children(0..markdown.nodes.len())
        .filter(|at| {
            Some(*at) != title && heading(markdown, *at).is_some_and(|heading| heading.level <= 2)
        })
        .collect()
}

fn section(
    markdown: &Markdown,
    start: usize,
    end: usize,
    cut: Cut<'_>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Section {
    let content = markdown.node(start).end as usize..end;
    let title = markdown.plain(markdown.inside(start));
    let items = markdown
        .children(content.clone())
        .filter(|at| matches!(markdown.node(*at).kind, NodeKind::List(_)))
        .flat_map(|list| markdown.children(markdown.inside(list)))
        .collect();
    let role = match cut {
        Cut::Briefing { roles, .. } => section_role(markdown, start, &title, roles, diagnostics),
        Cut::Page { .. } => None,
    };
    let words = markdown.words(start..end);
    Section {
        heading: start,
        title,
        role,
        content,
        items,
        words,
    }
}

fn section_role(
    markdown: &Markdown,
    at: usize,
    title: &str,
    roles: &RoleWords,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<Role> {
    let classes = heading(markdown, at).map_or(&[][..], |heading| &heading.classes);
    for class in classes {
        if let Some(role) = Role::of_word(class) {
            return Some(role);
        }
        let known = Role::ALL.map(Role::as_str);
        let meant = did_you_mean(class, known)
            .map(|meant| format!("Did you mean {{.{meant}}}? "))
            .unwrap_or_default();
        diagnostics.push(
            Diagnostic::warning(
                "unknown-role",
                markdown.span(at),
                format!("there is no role called `{class}`"),
            )
            .help(format!("{meant}The roles are {}.", known.join(", "))),
        );
    }
    let role = roles.role_of(title);
    if role.is_none() && classes.is_empty() {
        // The line's end is no part of the heading.
        let whole = markdown.span(at).range();
        let written = markdown.text[whole.clone()].trim_end();
        let span =
            crate::source::Span::new(&markdown.file, whole.start..whole.start + written.len());
        diagnostics.push(
            Diagnostic::remark("unknown-heading", span, format!("the heading “{title}” says nothing known about what its section is for"))
                .help("Its text is shown as it stands. To have its list items counted, write a role behind the heading, such as {.learning} or {.recommendations}, or add the heading to content/sections.toml."),
        );
    }
    role
}

/// The heading at this index, if it is one.
pub fn heading(markdown: &Markdown, at: usize) -> Option<&Heading> {
    match &markdown.node(at).kind {
        NodeKind::Heading(heading) => Some(heading),
        _ => None,
    }
}

/// Gives each heading an anchor: its own `{#name}`, or one made of its words.
fn anchors(
    markdown: &Markdown,
    title: Option<usize>,
    diagnostics: &mut Vec<Diagnostic>,
) -> BTreeMap<usize, String> {
    let mut taken = BTreeSet::new();
    let mut anchors = BTreeMap::new();
    let mut numbers: BTreeMap<String, usize> = BTreeMap::new();
    let headings = || {
        (0..markdown.nodes.len())
            .filter(|at| Some(*at) != title)
            .filter_map(|at| Some((at, heading(markdown, at)?)))
    };
    for (at, id) in headings().filter_map(|(at, heading)| Some((at, heading.id.as_ref()?))) {
        let anchor = slug(id);
        let fault = if anchor.is_empty() {
            Some(format!("`#{id}` is no name that a link can have"))
        } else if is_reserved(&anchor) {
            Some(format!("`#{id}` is a name that the page needs itself"))
        } else if taken.insert(anchor.clone()) {
            None
        } else {
            Some(format!(
                "`#{id}` already names another heading of this text"
            ))
        };
        if let Some(fault) = fault {
            let diagnostic = Diagnostic::error("anchor-taken", markdown.span(at), fault);
            diagnostics.push(
                diagnostic.help("Give the heading another name, of letters, digits and hyphens."),
            );
            continue;
        }
        anchors.insert(at, anchor);
    }
    for (at, heading) in headings() {
        if heading.id.is_none() {
            let words = markdown.plain(markdown.inside(at));
            if words.trim().is_empty() {
                let fault = Diagnostic::error(
                    "empty-heading",
                    markdown.span(at),
                    "this heading has no words",
                );
                diagnostics
                    .push(fault.help("Write what the part below is about, or delete the line."));
            }
            let base = slug(role::without_number(&words));
            let base = match base {
                base if base.is_empty() => "section".to_owned(),
                base if is_reserved(&base) => format!("section-{base}"),
                base => base,
            };
            // Numbering goes on where it stopped for the same words.
            let next = numbers.entry(base.clone()).or_insert(1);
            let name = |number: usize| {
                if number == 1 {
                    base.clone()
                } else {
                    format!("{base}-{number}")
                }
            };
            while taken.contains(&name(*next)) {
                *next += 1;
            }
            let anchor = name(*next);
            taken.insert(anchor.clone());
            anchors.insert(at, anchor);
        }
    }
    anchors
}

/// Anchors of recommendations (`r1`), footnotes (`fn-1`) and items (`i-3`) are not for headings.
fn is_reserved(anchor: &str) -> bool {
    let numbered = |prefix: &str| {
        anchor
            .strip_prefix(prefix)
            .is_some_and(|rest| rest.starts_with(|first: char| first.is_ascii_digit()))
    };
    numbered("r")
        || numbered("i-")
        || anchor.starts_with("fn-")
        || anchor.starts_with("fnref-")
        || anchor.starts_with("page-")
}

/// Words as a part of an address: small letters and digits, parted by hyphens.
pub fn slug(words: &str) -> String {
    let mut slug = String::new();
    for letter in words
        .chars()
        .filter(|letter| !matches!(letter, '\'' | '’' | '‘'))
    {
        match letter {
            letter if letter.is_ascii_alphanumeric() => slug.push(letter.to_ascii_lowercase()),
            letter if plain_letter(letter).is_some() => slug.extend(plain_letter(letter)),
            _ if slug.is_empty() || slug.ends_with('-') => {}
            _ => slug.push('-'),
        }
    }
    slug.truncate(slug.trim_end_matches('-').len());
    slug
}

/// The letters of Welsh, Gaelic and French names without their marks.
pub fn plain_letter(letter: char) -> Option<char> {
    Some(match letter.to_lowercase().next()? {
        'à' | 'á' | 'â' | 'ä' | 'å' | 'ã' => 'a',
        'ç' => 'c',
        'è' | 'é' | 'ê' | 'ë' => 'e',
        'ì' | 'í' | 'î' | 'ï' => 'i',
        'ñ' => 'n',
        'ò' | 'ó' | 'ô' | 'ö' | 'õ' => 'o',
        'ù' | 'ú' | 'û' | 'ü' => 'u',
        'ŵ' => 'w',
        'ŷ' | 'ÿ' => 'y',
        _ => return None,
    })
}
