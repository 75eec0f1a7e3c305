//! The judgement of content: what a careful colleague would say before anything is published.
//!
//! `model` says what cannot be; this room says what should not be. One rule is one file in
//! `rules/` and one page of the manual in `docs/checks/`, which is also its test. A rule looks at
//! one passage, one text, one briefing or the whole project; what it says of one text is kept
//! until that text changes. It never says that a text is anonymous: it says what it looked for,
//! and what it found.

mod address;
mod days;
mod jargon;
mod names;
mod passage;
pub mod people;
mod project;
mod rules;
pub mod sentence;
pub mod syllables;
mod verbs;
mod waivers;
mod words;

use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rayon::prelude::*;

use crate::diagnostic::{Code, Diagnostic, Severity, did_you_mean};
use crate::document::{Markdown, toml};
use crate::memo::{Shelf, Wanted};
use crate::model::briefing::Recommendation;
use crate::model::checking::Checking;
use crate::model::role::Role;
use crate::model::text::{Section, Text};
use crate::model::{Briefing, Library, Vocabulary};
use crate::source::{Date, Key, KeyBuilder, SourceFile, Sources, Span};

pub use address::{Address, Found, Seen, Sight};
pub use jargon::Jargon;
pub use names::Names;

pub use passage::{Passage, PassageKind};
pub use project::{Digest, Project};
pub use rules::{GROUPS, Group, all};
pub use waivers::Waived;

/// One rule.
#[derive(Debug)]
pub struct Rule {
    /// Its code.
    pub code: Code,
    /// How much it matters where nobody says otherwise.
    pub severity: Severity,
    /// Its page of the manual, in Markdown.
    pub manual: &'static str,
    /// What it looks at.
    pub run: Run,
}

/// What a rule looks at.
#[derive(Debug)]
pub enum Run {
    /// Each passage of each text, and of the files that texts share.
    EachPassage(fn(&Passage, &Context<'_>, &mut Remarks)),
    /// Each web address of each text, and of the files that texts share.
    EachAddress(fn(&Address, &Context<'_>, &mut Remarks)),
    /// Each briefing and page.
    EachText(fn(&Subject<'_>, &mut Remarks)),
    /// Each briefing.
    EachBriefing(fn(&Briefing, &Subject<'_>, &mut Remarks)),
    /// Each briefing and page as a whole, and each passage of the files that texts share.
    EachFile {
        /// Looks at a briefing or page.
        text: fn(&Subject<'_>, &mut Remarks),
        /// Looks at a passage of a file that texts share.
        shared: fn(&Passage, &Context<'_>, &mut Remarks),
    },
    /// All texts together.
    Project(fn(&Project<'_>, &mut Remarks)),
}

impl Rule {
    /// Whether what it finds keeps a text from being published until a named person has waived
    /// it: a person could be recognised.
    pub fn blocks_publication(&self) -> bool {
        self.code.starts_with("person-")
    }

    /// What it is about, in a few words: the heading of its page.
    pub fn title(&self) -> &'static str {
        let heading = self.manual.lines().find_map(|line| line.strip_prefix("# "));
        heading.unwrap_or(self.code)
    }

    /// Why it matters: the first paragraph of its page.
    pub fn reason(&self) -> String {
        let paragraphs = self.manual.split("\n\n").skip(1);
        let first = paragraphs.map(str::trim).find(|text| !text.is_empty());
        first.unwrap_or_default().replace('\n', " ")
    }
}

/// The rule of this code.
pub fn rule(code: &str) -> Option<&'static Rule> {
    all().find(|rule| rule.code == code)
}

/// What all rules may know.
#[derive(Debug)]
pub struct Context<'a> {
    /// What the texts share.
    pub vocabulary: &'a Vocabulary,
    /// What the project asks of the check.
    pub checking: &'a Checking,
    /// The words that must never be published.
    pub names: &'a Names,
    /// What was seen at web addresses.
    pub seen: &'a Seen,
    /// Words that have a plainer one.
    pub jargon: &'a Jargon,
    /// The language of the texts, as a BCP 47 tag.
    pub language: &'a str,
    /// The day of the check.
    pub today: Date,
}

/// One text under judgement.
#[derive(Debug)]
pub struct Subject<'a> {
    /// What all rules may know.
    pub context: &'a Context<'a>,
    /// The text.
    pub text: &'a Text,
    /// The briefing that it is, if it is one.
    pub briefing: Option<&'a Briefing>,
    /// Its words, the front matter's first.
    pub passages: Vec<Passage>,
}

impl Context<'_> {
    /// Whether the texts are English, which some rules count and read.
    pub fn is_english(&self) -> bool {
        self.language.starts_with("en")
    }
}

impl Subject<'_> {
    /// Its Markdown.
    pub fn markdown(&self) -> &Markdown {
        self.text.markdown()
    }

    /// The words of a recommendation, without its mark.
    pub fn words_of(&self, item: &Recommendation) -> Span {
        let markdown = self.markdown();
        let start = item.words_from as usize;
        let stop = markdown.nodes[item.item].stop as usize;
        let words = markdown.text[start..stop].trim_end();
        Span::new(&markdown.file, start..start + words.len())
    }

    /// The words inside a node, without the marking around them; all of it where it has none.
    pub fn inside(&self, at: usize) -> Span {
        let markdown = self.markdown();
        let inside = &markdown.nodes[markdown.inside(at)];
        let stop = inside.iter().map(|node| node.stop).max();
        match (inside.first(), stop) {
            (Some(first), Some(stop)) => {
                Span::new(&markdown.file, first.start as usize..stop as usize)
            }
            _ => markdown.span(at),
        }
    }

    /// The beginning of the file: where a fault of the whole text is told.
    pub fn start(&self) -> Span {
        Span::start_of(&self.markdown().file)
    }

    /// The value of a key of the front matter (its keys joined by dots), or else the beginning of
    /// the file.
    pub fn front_matter(&self, key: &str) -> Span {
        let wanted = |passage: &&Passage| match &passage.kind {
            PassageKind::FrontMatter(name) => name == key,
            _ => false,
        };
        let words = self.passages.iter().find(wanted).map(Passage::whole);
        // Dates and numbers are no words.
        let written = || {
            let keys: Vec<&str> = key.split('.').collect();
            self.markdown().front_matter.as_ref()?.span_of(&keys)
        };
        words.or_else(written).unwrap_or_else(|| self.start())
    }

    /// The words of a section's heading.
    pub fn heading(&self, section: &Section) -> Span {
        let markdown = self.markdown();
        let words = &markdown.nodes[markdown.inside(section.heading)];
        match (words.first(), words.last()) {
            (Some(first), Some(last)) => {
                Span::new(&markdown.file, first.start as usize..last.stop as usize)
            }
            _ => markdown.span(section.heading),
        }
    }

    /// The passages of a recommendation: its own words with their mark, then those of the lists
    /// and paragraphs within it.
    pub fn passages_of(&self, item: &Recommendation) -> impl Iterator<Item = &Passage> {
        let node = self.markdown().node(item.item);
        let place = node.start as usize..node.stop as usize;
        let passages = self.passages.iter();
        passages.filter(move |passage| {
            passage.role == Some(Role::Recommendations) && place.contains(&passage.start())
        })
    }
}

/// What the rules have found.
#[derive(Debug)]
pub struct Remarks {
    rule: &'static Rule,
    found: Vec<Diagnostic>,
}

impl Remarks {
    fn new() -> Self {
        Self {
            rule: GROUPS[0].rules[0],
            found: Vec::new(),
        }
    }

    /// Something found: where, what in one sentence, and what to do.
    pub fn add(&mut self, span: Span, message: impl Into<String>, help: impl Into<String>) {
        let found = Diagnostic::new(self.rule.severity, self.rule.code, span, message);
        self.found.push(found.help(help));
    }

    /// Something found that another place explains.
    pub fn add_with(
        &mut self,
        span: Span,
        message: impl Into<String>,
        help: impl Into<String>,
        other: (Span, impl Into<String>),
    ) {
        let found = Diagnostic::new(self.rule.severity, self.rule.code, span, message);
        self.found.push(found.help(help).label(other.0, other.1));
    }
}

/// What is judged.
#[derive(Debug)]
pub struct Inputs<'a> {
    /// Everything that the content holds.
    pub library: &'a Library,
    /// The files it was made from.
    pub sources: &'a Sources,
    /// What was seen at web addresses; empty where nobody looked.
    pub seen: &'a Seen,
}

/// What was found. It is shared with what was found before, text by text.
#[derive(Clone, Debug, Default)]
pub struct Judgement {
    /// What was found in each text by itself.
    pub texts: Vec<Arc<Judged>>,
    /// What was found in the files that texts share, and by comparing texts.
    pub others: Findings,
}

/// What was found in one place.
#[derive(Clone, Debug, Default)]
pub struct Findings {
    /// What is to be looked at.
    pub diagnostics: Vec<Diagnostic>,
    /// What a named person answers for.
    pub waived: Vec<Waived>,
}

impl Judgement {
    /// All that is to be looked at, in [order](Diagnostic::order).
    pub fn diagnostics(&self) -> Vec<Diagnostic> {
        let of_texts = self
            .texts
            .iter()
            .flat_map(|text| &text.findings.diagnostics);
        let all = of_texts.chain(&self.others.diagnostics);
        let mut all: Vec<Diagnostic> = all.cloned().collect();
        all.sort_by(Diagnostic::order);
        all.dedup();
        all
    }

    /// All that a named person answers for.
    pub fn waived(&self) -> impl Iterator<Item = &Waived> {
        let of_texts = self.texts.iter().flat_map(|text| &text.findings.waived);
        of_texts.chain(&self.others.waived)
    }

    /// What was found in one text, by itself and beside others.
    pub fn in_file<'a>(&'a self, file: &'a str) -> impl Iterator<Item = &'a Diagnostic> {
        let text = self.texts.iter().filter(move |text| *text.file == *file);
        let by_itself = text.flat_map(|text| &text.findings.diagnostics);
        let others = self.others.diagnostics.iter().filter(move |found| {
            let span = found.span.as_ref();
            span.is_some_and(|span| *span.file == *file)
        });
        by_itself.chain(others)
    }
}

/// Whether a diagnostic keeps a text from being published until a named person has waived it.
pub fn blocks(diagnostic: &Diagnostic) -> bool {
    diagnostic.code.starts_with("person-") && rule(diagnostic.code).is_some()
}

/// What has been judged before.
#[derive(Debug, Default)]
pub struct Memo {
    texts: Shelf<Arc<Judged>>,
    shared: Shelf<Arc<Vec<Diagnostic>>>,
}

/// What the rules say of one text by itself.
#[derive(Debug)]
pub struct Judged {
    /// The text's file.
    pub file: Arc<str>,
    /// What stands in it.
    pub text: Arc<str>,
    /// What was found.
    pub findings: Findings,
    /// What rules that compare texts need of it.
    pub digest: Digest,
}

/// Judges everything.
pub fn judge(inputs: &Inputs<'_>, memo: &mut Memo) -> Judgement {
    let library = inputs.library;
    let names = Names::new(inputs.sources);
    let jargon = Jargon::of(&library.vocabulary.plain_words);
    let nothing = Checking::default();
    let site = library.sites.first();
    let context = Context {
        vocabulary: &library.vocabulary,
        checking: site.map_or(&nothing, |site| &site.checking),
        names: &names,
        seen: inputs.seen,
        jargon: &jargon,
        language: site.map_or("en-GB", |site| &site.language),
        today: library.today,
    };
    let key = KeyBuilder::new("check")
        .key(library.vocabulary.key)
        .key(site.map(|site| site.key).unwrap_or_default())
        .key(names.key)
        .key(inputs.seen.key())
        .text(&library.today.to_string())
        .finish();
    let texts = texts(library);
    let judged = memo
        .texts
        .renew(key, &texts, |text| Arc::new(judge_text(text, &context)));
    let shared: Vec<&SourceFile> = inputs.sources.iter().filter(|it| is_shared(it)).collect();
    let shared = memo
        .shared
        .renew(key, &shared, |file| Arc::new(judge_shared(file, &context)));
    let project = Project {
        context: &context,
        library,
        texts: &judged,
    };
    let across: Vec<Diagnostic> = all()
        .collect::<Vec<_>>()
        .into_par_iter()
        .flat_map_iter(|rule| match rule.run {
            Run::Project(run) => found_by(rule, |remarks| run(&project, remarks)),
            Run::EachPassage(_)
            | Run::EachAddress(_)
            | Run::EachText(_)
            | Run::EachBriefing(_)
            | Run::EachFile { .. } => Vec::new(),
        })
        .collect();
    let elsewhere = shared.iter().flat_map(|found| found.iter().cloned());
    let mut others = Findings::default();
    let by_file: OnceCell<BTreeMap<&str, &WantedText<'_>>> = OnceCell::new();
    for found in elsewhere.chain(across) {
        let by_file =
            by_file.get_or_init(|| texts.iter().map(|text| (&**text.file, text)).collect());
        let text = found
            .span
            .as_ref()
            .and_then(|span| by_file.get(&*span.file));
        let own = text.map(|text| (text.checking, text.text.markdown()));
        waivers::settle(found, own, &context, &mut others);
    }
    waivers::review(&texts, &judged, &context, &mut others);
    Judgement {
        texts: judged,
        others,
    }
}

/// A briefing or page that is to be judged.
#[derive(Debug)]
struct WantedText<'a> {
    file: &'a Arc<str>,
    key: Key,
    text: &'a Text,
    briefing: Option<&'a Briefing>,
    checking: &'a Checking,
}

impl Wanted for WantedText<'_> {
    fn name(&self) -> &Arc<str> {
        self.file
    }

    fn key(&self) -> Key {
        self.key
    }
}

fn texts(library: &Library) -> Vec<WantedText<'_>> {
    let briefings = library.briefings.iter().map(|briefing| WantedText {
        file: &briefing.file,
        key: briefing.key,
        text: &briefing.text,
        briefing: Some(briefing),
        checking: &briefing.checking,
    });
    let pages = library.pages.iter().map(|page| WantedText {
        file: &page.file,
        key: page.key,
        text: &page.text,
        briefing: None,
        checking: &page.checking,
    });
    briefings.chain(pages).collect()
}

fn judge_text(wanted: &WantedText<'_>, context: &Context<'_>) -> Judged {
    let subject = Subject {
        context,
        text: wanted.text,
        briefing: wanted.briefing,
        passages: passage::of_text(wanted.text),
    };
    let addresses = address::of_text(subject.markdown(), &subject.passages);
    let mut remarks = Remarks::new();
    for rule in all() {
        remarks.rule = rule;
        match rule.run {
            Run::EachPassage(run) => {
                for passage in &subject.passages {
                    run(passage, context, &mut remarks);
                }
            }
            Run::EachAddress(run) => {
                for address in &addresses {
                    run(address, context, &mut remarks);
                }
            }
            Run::EachText(run) | Run::EachFile { text: run, .. } => run(&subject, &mut remarks),
            Run::EachBriefing(run) => {
                if let Some(briefing) = wanted.briefing {
                    run(briefing, &subject, &mut remarks);
                }
            }
            Run::Project(_) => {}
        }
    }
    let mut findings = Findings::default();
    for found in remarks.found {
        let own = Some((wanted.checking, subject.markdown()));
        waivers::settle(found, own, context, &mut findings);
    }
    Judged {
        file: wanted.file.clone(),
        text: subject.markdown().text.clone(),
        findings,
        digest: Digest::new(&subject),
    }
}

/// Whether it is a file of settings or vocabulary.
fn is_shared(file: &SourceFile) -> bool {
    file.path.ends_with(".toml") && !file.path.starts_with("themes/")
}

fn judge_shared(file: &SourceFile, context: &Context<'_>) -> Vec<Diagnostic> {
    let passages = shared_passages(file);
    let addresses: Vec<Address> = address::of_values(&passages).collect();
    let mut remarks = Remarks::new();
    for rule in all() {
        remarks.rule = rule;
        match rule.run {
            Run::EachPassage(run) | Run::EachFile { shared: run, .. } => {
                for passage in &passages {
                    run(passage, context, &mut remarks);
                }
            }
            Run::EachAddress(run) => {
                for address in &addresses {
                    run(address, context, &mut remarks);
                }
            }
            Run::EachText(_) | Run::EachBriefing(_) | Run::Project(_) => {}
        }
    }
    remarks.found
}

fn shared_passages(file: &SourceFile) -> Vec<Passage> {
    let Some(text) = file.text() else {
        return Vec::new();
    };
    // What is wrong with its form was said when it was read.
    let tree = toml::parse(&file.path, text, 0..text.len(), &mut Vec::new());
    // What a project calls harmless, or has waived, is quoted there.
    let written = tree.texts().into_iter();
    let written = written.filter(|text| !matches!(text.keys.first(), Some(&"check" | &"waivers")));
    written
        .map(|written| passage::of_toml(&written, text, PassageKind::Shared))
        .collect()
}

/// Every web address of the content, to be looked at.
pub fn addresses(library: &Library, sources: &Sources) -> BTreeSet<String> {
    let of_texts = texts(library).into_iter().flat_map(|text| {
        let passages = passage::of_text(text.text);
        address::of_text(text.text.markdown(), &passages)
    });
    let shared = sources.iter().filter(|file| is_shared(file));
    let of_shared = shared.flat_map(|file| {
        let passages = shared_passages(file);
        address::of_values(&passages).collect::<Vec<_>>()
    });
    of_texts
        .chain(of_shared)
        .map(|address| address.to)
        .collect()
}

fn found_by(rule: &'static Rule, run: impl FnOnce(&mut Remarks)) -> Vec<Diagnostic> {
    let mut remarks = Remarks {
        rule,
        found: Vec::new(),
    };
    run(&mut remarks);
    remarks.found
}

/// The code that was probably meant.
fn nearest_rule(code: &str) -> Option<&'static str> {
    did_you_mean(code, all().map(|rule| rule.code))
}
