//! What many pages repeat: the cards of lists, the rows of the register and the entries of the
//! directory. Thousands are printed, so each is made once and kept for as long as nothing that it
//! shows has changed.

use std::sync::{Arc, Mutex, OnceLock};

use serde::Serialize;
use tera::Context;

use super::export::{self, Lines};
use super::view::Viewer;
use crate::diagnostic::Diagnostic;
use crate::memo::{Shelf, Wanted};
use crate::site::annual::Entry;
use crate::site::directory::SHOWN_USES;
use crate::site::learning;
use crate::site::register::{Form, Row};
use crate::site::{Part, Site};
use crate::source::{Key, KeyBuilder};
use crate::theme::Theme;

/// The cards and rows of every briefing, in the order of the site; each is made when the first
/// page asks for it.
pub(super) struct Pieces<'a> {
    viewer: Viewer<'a>,
    theme: &'a Theme,
    cards: Vec<Arc<OnceLock<Made<String>>>>,
    rows: Vec<Arc<OfRegister>>,
    entries: Arc<Entries>,
    findings: Vec<Arc<OnceLock<Made<Findings>>>>,
}

/// The findings of a briefing by the theme that each shows; without a finding, those themes that
/// its author names.
type Findings = Vec<((Option<u32>, u32), String)>;
/// What the register shows of one briefing.
#[derive(Debug, Default)]
struct OfRegister {
    rows: OnceLock<Made<Vec<String>>>,
    lines: OnceLock<Lines>,
}

/// The entries of the directory, in its order.
#[derive(Debug, Default)]
struct Entries {
    /// The fingerprint of the directory and of the look.
    key: Key,
    /// Each with the fingerprint of what it shows of the briefings that name it, once it is made.
    made: Vec<Mutex<Option<(Key, String)>>>,
}

/// What is kept from one build to the next.
#[derive(Debug, Default)]
pub(super) struct Kept {
    cards: Shelf<Arc<OnceLock<Made<String>>>>,
    rows: Shelf<Arc<OfRegister>>,
    entries: Arc<Entries>,
    findings: Shelf<Arc<OnceLock<Made<Findings>>>>,
}

/// HTML, or what is wrong with the component.
type Made<T> = Result<T, Box<Diagnostic>>;

/// Stands in a piece where the way up to the site's root goes, which differs from page to page. No
/// text holds it: where an author writes one, `document` puts another character in its place.
const ROOT: char = '\0';

/// How long a row is, about, in bytes.
const ABOUT_A_ROW: usize = 400;

/// The pieces of one briefing.
struct WantedPieces<'a> {
    file: &'a Arc<str>,
    key: Key,
}

impl Wanted for WantedPieces<'_> {
    fn name(&self) -> &Arc<str> {
        self.file
    }

    fn key(&self) -> Key {
        self.key
    }
}

impl<'a> Pieces<'a> {
    /// The pieces of a site, as far as they were made before with the same `look`.
    pub(super) fn new(viewer: Viewer<'a>, theme: &'a Theme, look: Key, kept: &mut Kept) -> Self {
        let site = viewer.site;
        let cards = wanted(site, |index| site.card_key(index));
        let rows = wanted(site, |index| site.rows_key(index));
        let findings = wanted(site, |index| site.findings_key(index));
        let entries = KeyBuilder::new("entries").key(look).key(site.directory.key);
        let entries = entries.finish();
        if kept.entries.key != entries {
            let made = site.directory.entries.iter().map(|_| Mutex::default());
            kept.entries = Arc::new(Entries {
                key: entries,
                made: made.collect(),
            });
        }
        Self {
            viewer,
            theme,
            entries: kept.entries.clone(),
            cards: kept.cards.renew(look, &cards, |_| Arc::default()),
            rows: kept.rows.renew(look, &rows, |_| Arc::default()),
            findings: kept.findings.renew(look, &findings, |_| Arc::default()),
        }
    }

    /// The cards of these briefings, as HTML.
    pub(super) fn cards(&self, briefings: impl Iterator<Item = u32>, root: &str) -> Made<String> {
        let mut html = String::new();
        for index in briefings {
            let make = || self.make("card", &self.viewer.card(index));
            let made = self.cards[index as usize].get_or_init(make);
            add(made.as_ref().map_err(Clone::clone)?, root, &mut html);
        }
        Ok(html)
    }

    /// These rows of the register, as HTML.
    pub(super) fn rows(
        &self,
        rows: impl ExactSizeIterator<Item = Row>,
        root: &str,
    ) -> Made<String> {
        let mut html = String::with_capacity(rows.len() * ABOUT_A_ROW);
        for row in rows {
            let make = || {
                let rows = self.viewer.briefing_rows(row.briefing);
                let rows = rows.iter().map(|row| self.make("register_row", row));
                rows.collect()
            };
            let made = &self.rows[row.briefing as usize].rows;
            let made = made.get_or_init(make);
            let made = made.as_ref().map_err(Clone::clone)?;
            add(&made[row.item as usize], root, &mut html);
        }
        Ok(html)
    }

    /// These findings of a theme, as HTML.
    pub(super) fn findings(
        &self,
        theme: u32,
        entries: &[learning::Entry],
        root: &str,
    ) -> Made<String> {
        let learning = &self.viewer.site.learning;
        let theme = learning.themes[theme as usize].number;
        let mut html = String::new();
        for entry in entries {
            let position = self.viewer.site.position(entry.briefing);
            let make = || {
                let findings = self.viewer.findings(position).into_iter();
                let findings =
                    findings.map(|(of, finding)| Ok((of, self.make("finding", &finding)?)));
                findings.collect()
            };
            let made = self.findings[position as usize].get_or_init(make);
            let made = made.as_ref().map_err(Clone::clone)?;
            let wanted = (entry.showing, theme);
            let finding = made.iter().find(|(of, _)| *of == wanted);
            let (_, finding) = finding.expect("invariant: what is listed was found");
            add(finding, root, &mut html);
        }
        Ok(html)
    }

    /// A part of the register as a file.
    pub(super) fn register_file(&self, form: Form, part: Part) -> String {
        let site = self.viewer.site;
        let briefings = site.register.briefings[part.from..part.to].iter();
        let lines = briefings.filter_map(|rows| {
            let briefing = site.briefing(rows.briefing);
            let entries = briefing.recommendations.iter();
            let entries = entries.map(|item| Entry { briefing, item });
            let make = || Lines::new(self.viewer, entries);
            briefing
                .is_public(site.today)
                .then(|| self.rows[rows.briefing as usize].lines.get_or_init(make))
        });
        let lines: Vec<&Lines> = lines.collect();
        export::file(self.viewer, form, lines.into_iter())
    }

    /// These entries of the directory, as HTML.
    pub(super) fn entries(&self, entries: impl Iterator<Item = usize>, root: &str) -> Made<String> {
        let site = self.viewer.site;
        let mut html = String::new();
        for index in entries {
            let entry = &site.directory.entries[index];
            let uses = site.uses(entry);
            let shown = uses.iter().take(SHOWN_USES);
            let shown = shown.fold(KeyBuilder::default(), |key, briefing| {
                key.key(site.card_key(*briefing))
            });
            let shown = shown.number(uses.len() as u64).finish();
            let mut made = self.entries.made[index]
                .lock()
                .expect("invariant: nothing panics while an entry is made");
            match &*made {
                Some((of, entry)) if *of == shown => add(entry, root, &mut html),
                Some(_) | None => {
                    let entry = self.make("resource", &self.viewer.entry(entry))?;
                    add(&entry, root, &mut html);
                    *made = Some((shown, entry));
                }
            }
        }
        Ok(html)
    }

    /// A component with its one argument of that kind.
    fn make(&self, component: &str, view: &impl Serialize) -> Made<String> {
        let argument = component.rsplit('_').next().unwrap_or(component);
        let mut context = Context::new();
        context.insert(argument.to_owned(), view);
        context.insert("root", &ROOT);
        context.insert_value("words", self.theme.phrases.value());
        self.theme.templates.render_component(component, &context)
    }
}

fn wanted(site: &Site, key: impl Fn(u32) -> Key) -> Vec<WantedPieces<'_>> {
    (0u32..)
        .zip(&site.briefings)
        .map(|(index, briefing)| WantedPieces {
            file: &briefing.file,
            key: key(index),
        })
        .collect()
}

/// Adds a piece, on lines of its own, with the way up from the page that it is added to.
fn add(piece: &str, root: &str, html: &mut String) {
    for (number, part) in piece.split(ROOT).enumerate() {
        if number > 0 {
            html.push_str(root);
        }
        html.push_str(part);
    }
    html.push('\n');
}
