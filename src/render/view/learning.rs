//! Recurring learning: the themes by year, a theme with its findings, and what stands beside the
//! findings of a briefing.

use serde::Serialize;

use super::{KeptBack, Pager, Term, Viewer, pager};
use crate::model::briefing::Briefing;
use crate::model::harvest;
use crate::model::learning::{Hit, Showing, Side};
use crate::model::role::Role;
use crate::site::learning::{Entry, Theme};
use crate::site::{Part, address};

/// The themes by year.
#[derive(Debug, Serialize)]
pub(in crate::render) struct Matrix {
    years: Vec<String>,
    rows: Vec<Row>,
}

#[derive(Debug, Serialize)]
struct Row {
    name: String,
    path: String,
    about: Option<String>,
    briefings: usize,
    cells: Vec<Cell>,
    all: Vec<Mark>,
}

#[derive(Debug, Serialize)]
struct Cell {
    year: String,
    marks: Vec<Mark>,
}

/// How often a theme was found on one side.
#[derive(Debug, Serialize)]
struct Mark {
    side: &'static str,
    /// The role whose colour and shape it has.
    role: &'static str,
    count: usize,
    path: String,
    /// How wide its picture is, in hundredths of the widest.
    width: usize,
}

/// A learning theme with a part of its findings.
#[derive(Debug, Serialize)]
pub(in crate::render) struct LearningTheme {
    name: String,
    briefings: usize,
    findings: usize,
    matrix: Option<Matrix>,
    terms: Vec<String>,
    exclude: Vec<String>,
    groups: Vec<Group>,
    pager: Option<Pager>,
}

#[derive(Debug, Serialize)]
struct Group {
    year: String,
    anchor: String,
    sides: Vec<GroupSide>,
}

#[derive(Debug, Serialize)]
struct GroupSide {
    id: &'static str,
    role: &'static str,
    anchor: String,
    count: usize,
    /// The findings as HTML.
    findings: String,
}

/// A finding on the page of a theme, or a briefing whose author names it.
#[derive(Debug, Serialize)]
pub(in crate::render) struct Finding {
    words: Vec<Words>,
    briefing: String,
    path: String,
    kept_back: Option<KeptBack>,
    role: Option<&'static str>,
    role_name: Option<String>,
    terms: Vec<String>,
    named: bool,
}

/// A stretch of a finding.
#[derive(Debug, Serialize)]
struct Words {
    text: String,
    marked: bool,
}

/// A theme that was found elsewhere too.
#[derive(Debug, Serialize)]
pub(super) struct Also {
    name: String,
    path: String,
    others: usize,
    more: bool,
}

/// How wide a picture must be to hold its number, in hundredths of the widest.
const LEAST: usize = 40;
/// From how many bytes on a finding is shown with those sentences only that show the theme.
const LONG: usize = 420;

impl Viewer<'_> {
    /// All themes by year.
    pub(in crate::render) fn matrix(self) -> Matrix {
        self.matrix_of(&self.site.learning.themes)
    }

    fn matrix_of(self, themes: &[Theme]) -> Matrix {
        let years = &self.site.learning.years;
        let most = |counts: &mut dyn Iterator<Item = usize>| counts.max().unwrap_or(0);
        let most_in_cell = most(&mut themes.iter().flat_map(|it| &it.cells).flatten().copied());
        let most_in_all = most(
            &mut themes
                .iter()
                .flat_map(|theme| Side::ALL.map(|side| theme.total(side))),
        );
        let rows = themes.iter().map(|theme| {
            let first = address::learning_theme(&theme.id);
            let known = &self.site.vocabulary.learning_themes[&theme.id];
            let cells = years.iter().zip(&theme.cells).map(|(year, counts)| Cell {
                year: self.year_name(*year),
                marks: marks(*counts, most_in_cell, |side| {
                    let page = address::numbered(&first, theme.page_of(*year, side));
                    address::within(&page, &address::learning_group(*year, side))
                }),
            });
            Row {
                name: known.name.clone(),
                path: first.clone(),
                about: known.about.clone(),
                briefings: theme.briefings,
                cells: cells.collect(),
                all: marks(Side::ALL.map(|side| theme.total(side)), most_in_all, |_| {
                    first.clone()
                }),
            }
        });
        Matrix {
            years: years.iter().map(|year| self.year_name(*year)).collect(),
            rows: rows.collect(),
        }
    }

    fn year_name(self, year: Option<u32>) -> String {
        match year {
            Some(year) => year.to_string(),
            None => self.phrases.get("pages", "no_year").to_owned(),
        }
    }

    /// A part of a theme; `html` makes findings from its entries.
    pub(in crate::render) fn learning_theme<E>(
        self,
        theme: u32,
        part: Part,
        html: impl Fn(&[Entry]) -> Result<String, E>,
    ) -> Result<LearningTheme, E> {
        let theme = &self.site.learning.themes[theme as usize];
        let known = &self.site.vocabulary.learning_themes[&theme.id];
        let years = &self.site.learning.years;
        let mut groups: Vec<Group> = Vec::new();
        let entries = &theme.entries[part.from..part.to];
        for of_year in entries.chunk_by(|one, next| one.year == next.year) {
            let year = of_year[0].year;
            let cell = years.iter().position(|known| *known == year);
            let counts = cell.map_or([0; Side::ALL.len()], |cell| theme.cells[cell]);
            let mut sides = Vec::new();
            for of_side in of_year.chunk_by(|one, next| one.side == next.side) {
                let side = of_side[0].side;
                sides.push(GroupSide {
                    id: side.as_str(),
                    role: role_of(side),
                    anchor: address::learning_group(year, side),
                    count: counts[side as usize],
                    findings: html(of_side)?,
                });
            }
            groups.push(Group {
                year: self.year_name(year),
                anchor: address::learning_year(year),
                sides,
            });
        }
        let is_first = part.number == 1;
        Ok(LearningTheme {
            name: known.name.clone(),
            briefings: theme.briefings,
            findings: theme.findings(),
            matrix: (is_first && !entries.is_empty())
                .then(|| self.matrix_of(std::slice::from_ref(theme))),
            terms: if is_first {
                known.terms.clone()
            } else {
                Vec::new()
            },
            exclude: if is_first {
                known.exclude.clone()
            } else {
                Vec::new()
            },
            groups,
            pager: pager(&address::learning_theme(&theme.id), part),
        })
    }

    /// What a briefing of the site shows of the themes: each of its findings once for each theme,
    /// in the order of the text; then the themes that its author names.
    pub(in crate::render) fn findings(self, position: u32) -> Vec<((Option<u32>, u32), Finding)> {
        let briefing = self.site.briefing(position);
        let learned = self.site.learned(self.site.number(position));
        let mut findings = Vec::new();
        for (number, showing) in (0u32..).zip(&learned.findings) {
            let finding = &briefing.findings[showing.finding as usize];
            let words = harvest::finding_words(briefing, finding, &self.site.vocabulary);
            for hits in showing.hits.chunk_by(|one, next| one.theme == next.theme) {
                let theme = hits[0].theme;
                let role = finding.role.as_str();
                let found = Finding {
                    words: marked(&words, hits),
                    path: address::within(&address::briefing(&briefing.slug), &anchor(showing)),
                    role: Some(role),
                    role_name: Some(self.phrases.get("roles", role).to_owned()),
                    terms: self.terms_of(hits),
                    ..self.naming(briefing, learned.named.contains(&theme))
                };
                findings.push(((Some(number), theme), found));
            }
        }
        let named = learned.named.iter();
        findings.extend(named.map(|theme| ((None, *theme), self.naming(briefing, true))));
        findings
    }

    fn naming(self, briefing: &Briefing, named: bool) -> Finding {
        Finding {
            words: Vec::new(),
            briefing: briefing.title.clone(),
            path: address::briefing(&briefing.slug),
            kept_back: self.kept_back(briefing),
            role: None,
            role_name: None,
            terms: Vec::new(),
            named,
        }
    }

    /// The terms by which words were found, each once.
    fn terms_of(self, hits: &[Hit]) -> Vec<String> {
        let themes = self.site.vocabulary.learning_themes.values();
        let theme = themes.skip(hits[0].theme as usize).take(1);
        let mut numbers: Vec<u32> = hits.iter().map(|hit| hit.term).collect();
        numbers.sort_unstable();
        numbers.dedup();
        theme
            .flat_map(|theme| {
                let terms = numbers.iter().map(|term| &theme.terms[*term as usize]);
                terms.map(|term| term.trim_matches(['"', '“', '”', ' ']).to_owned())
            })
            .collect()
    }

    /// A learning theme by its number.
    pub(super) fn learning_term(self, number: u32) -> Option<Term> {
        let theme = self.site.learning.theme(number)?;
        Some(Term {
            id: theme.id.clone(),
            name: self.site.vocabulary.learning_themes[&theme.id].name.clone(),
            path: address::learning_theme(&theme.id),
        })
    }

    /// The themes that the author of a briefing names.
    pub(super) fn named_themes(self, position: u32) -> Vec<Term> {
        let learned = self.site.learned(self.site.number(position));
        let named = learned.named.iter();
        named
            .filter_map(|number| self.learning_term(*number))
            .collect()
    }

    /// The themes of a finding that other briefings show too.
    pub(super) fn also(self, position: u32, item: usize) -> Vec<Also> {
        let briefing = self.site.briefing(position);
        let learned = self.site.learned(self.site.number(position));
        let is_item = |showing: &&Showing| briefing.findings[showing.finding as usize].item == item;
        let Some(showing) = learned.findings.iter().find(is_item) else {
            return Vec::new();
        };
        let beside = self.site.learning.beside(showing.themes()).into_iter();
        let also = beside.filter_map(|(theme, others)| {
            let term = self.learning_term(theme)?;
            Some(Also {
                name: term.name,
                path: term.path,
                others: others.number,
                more: others.is_more,
            })
        });
        also.collect()
    }
}

/// The role whose colour and shape a side has.
fn role_of(side: Side) -> &'static str {
    match side {
        Side::Concern => Role::Improvements.as_str(),
        Side::Strength => Role::Strengths.as_str(),
        Side::Named => "none",
    }
}

fn anchor(showing: &Showing) -> String {
    address::item(showing.section as usize, showing.position as usize)
}

/// What was found on each side, as far as anything was.
fn marks(
    counts: [usize; Side::ALL.len()],
    most: usize,
    path: impl Fn(Side) -> String,
) -> Vec<Mark> {
    let counted = Side::ALL.into_iter().zip(counts);
    let marks = counted.filter(|(_, count)| *count > 0);
    marks
        .map(|(side, count)| Mark {
            side: side.as_str(),
            role: role_of(side),
            count,
            path: path(side),
            // The eye compares areas, so the width goes with the root.
            width: (count * 10_000 / most.max(1)).isqrt().max(LEAST),
        })
        .collect()
}

/// The words of a finding with those that show the theme marked. Of a long one the sentences are
/// shown that hold them.
fn marked(words: &str, hits: &[Hit]) -> Vec<Words> {
    let mut parts: Vec<Words> = Vec::new();
    let mut shown_to = 0;
    for sentence in pieces(words) {
        let inside = |hit: &&Hit| sentence.contains(&(hit.from as usize));
        let mut at = sentence.start;
        let mut hits = hits.iter().filter(inside).peekable();
        if hits.peek().is_none() {
            continue;
        }
        if shown_to < sentence.start {
            push(&mut parts, "… ", false);
        }
        for hit in hits {
            push(&mut parts, &words[at..hit.from as usize], false);
            push(&mut parts, &words[hit.from as usize..hit.to as usize], true);
            at = hit.to as usize;
        }
        push(&mut parts, &words[at..sentence.end.max(at)], false);
        shown_to = sentence.end.max(at);
    }
    if shown_to < words.len() {
        push(&mut parts, "…", false);
    }
    parts
}

fn push(parts: &mut Vec<Words>, text: &str, marked: bool) {
    match parts.last_mut().filter(|last| last.marked == marked) {
        Some(last) => last.text.push_str(text),
        None if text.is_empty() => {}
        None => parts.push(Words {
            text: text.to_owned(),
            marked,
        }),
    }
}

/// The sentences of a long text, each with the space behind it; a short one is one piece.
fn pieces(text: &str) -> Vec<std::ops::Range<usize>> {
    let mut sentences = Vec::new();
    let mut start = 0;
    for (at, _) in text.match_indices(". ") {
        let is_next = text[at + 2..].starts_with(|letter: char| !letter.is_lowercase());
        if is_next && text.len() > LONG {
            sentences.push(start..at + 2);
            start = at + 2;
        }
    }
    sentences.push(start..text.len());
    sentences
}
