//! The judgement of content: what a careful colleague would say before anything is published.
//!
//! `model` says what cannot be; this room says what should not be. One rule is one file in
//! `rules/` and one page of the manual in `docs/checks/`, which is also its test. A rule looks at
//! one passage, one text, one briefing or the whole project; what it says of one text is kept
//! until that text changes. It never says that a text is anonymous: it says what it looked for,
//! and what it found.

mod address;
mod days;
mod follow_up;
mod jargon;
mod passage;
pub mod people;
mod project;
mod rules;
pub mod sentence;
pub mod syllables;
mod verbs;
mod waivers;
mod words;

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use rayon::prelude::*;

use crate::diagnostic::{Code, Diagnostic, Mark, Severity, did_you_mean};
use crate::document::{Markdown, toml};
use crate::memo::{Shelf, Wanted};
use crate::model::briefing::Recommendation;
use crate::model::checking::Checking;
use crate::model::role::Role;
use crate::model::text::{Section, Text};
use crate::model::{Briefing, Library, Vocabulary};
use crate::names::Names;
use crate::source::{Date, Key, KeyBuilder, NAMES, SourceFile, Sources, Span};

pub use address::{Address, Found, Seen, Sight};
pub use jargon::Jargon;
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
    /// The same, and each row of the tables of a text.
    EachPassageAndRow(fn(&Passage, &Context<'_>, &mut Remarks)),
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
        // Where there is no mark, there is a bullet.
        let first = markdown.inside(item.item).next();
        let first = first.map_or(item.words_from, |first| markdown.nodes[first].start);
        let start = item.words_from.max(first) as usize;
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
        self.inside(section.heading)
    }

    /// What the front matter says of a recommendation under this key.
    pub fn known_of(&self, item: &Recommendation, key: &str) -> Span {
        self.front_matter(&format!("recommendations.{}.{key}", item.mark))
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
    /// Something found: where, what in one sentence, and what to do.
    pub fn add(&mut self, span: Span, message: impl Into<String>, help: impl Into<String>) {
        let found = Diagnostic::new(self.rule.severity, self.rule.code, span, message);
        self.found.push(found.help(help));
    }

    /// Leaves out what was found from a number on at places that were known before.
    fn forget_known_places(&mut self, known: usize) {
        let later = self.found.split_off(known);
        for found in later {
            if !self.found.iter().any(|earlier| earlier.span == found.span) {
                self.found.push(found);
            }
        }
    }

    /// Something found of a recommendation, which a waiver may name by its mark.
    pub fn add_of(
        &mut self,
        subject: &Subject<'_>,
        item: &Recommendation,
        message: impl Into<String>,
        help: impl Into<String>,
    ) {
        self.add(subject.words_of(item), message, help);
        if let Some(found) = self.found.last_mut() {
            found.part = Mark::of(&item.mark);
        }
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
    /// What was found by comparing texts, and in the files that they share.
    pub others: Arc<Findings>,
}

/// What was found in one place.
#[derive(Clone, Debug, Default)]
pub struct Findings {
    /// What is to be looked at.
    pub diagnostics: Vec<Diagnostic>,
    /// What a named person answers for.
    pub waived: Vec<Waived>,
}

impl Findings {
    fn and(mut self, other: Self) -> Self {
        self.diagnostics.extend(other.diagnostics);
        self.waived.extend(other.waived);
        self
    }
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
    rule(diagnostic.code).is_some_and(Rule::blocks_publication)
}

/// The rules on people that a project has switched off.
pub fn switched_off(library: &Library) -> impl Iterator<Item = &'static Rule> {
    let settings = library.sites.first().map(|site| &site.checking);
    all().filter(move |rule| {
        rule.blocks_publication()
            && settings.is_some_and(|checking| waivers::severity(rule, None, checking).is_none())
    })
}

/// What has been judged before.
#[derive(Debug, Default)]
pub struct Memo {
    texts: Shelf<Arc<Judged>>,
    shared: Shelf<Arc<Vec<Diagnostic>>>,
    /// What was found by comparing, and the fingerprint of all that was compared.
    others: Option<(Key, Arc<Findings>)>,
    jargon: Option<(Key, Arc<Jargon>)>,
    names: Option<Arc<Names>>,
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
    let names = names(inputs.sources, memo);
    let jargon = jargon(&library.vocabulary, memo);
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
        .keys(library.sites.iter().map(|site| site.key))
        .key(names.key)
        .key(inputs.seen.key())
        .text(&library.today.to_string())
        .finish();
    let texts = texts(library);
    let judged = memo
        .texts
        .renew(key, &texts, |text| Arc::new(judge_text(text, &context)));
    let shared: Vec<&SourceFile> = inputs.sources.iter().filter(|it| is_shared(it)).collect();
    let shared_key = KeyBuilder::new("shared").keys(shared.iter().map(|file| file.key));
    let shared = memo
        .shared
        .renew(key, &shared, |file| Arc::new(judge_shared(file, &context)));
    let project = Project {
        context: &context,
        library,
        texts: &judged,
    };
    let compared = KeyBuilder::new("compared")
        .key(key)
        .key(shared_key.finish())
        .key(project.key())
        .finish();
    let others = match memo.others.take() {
        Some((known, others)) if known == compared => others,
        Some(_) | None => Arc::new(compare(&project, &shared, &texts)),
    };
    memo.others = Some((compared, others.clone()));
    Judgement {
        texts: judged,
        others,
    }
}

/// The words that must never be published, as they were where the list has not changed.
fn names(sources: &Sources, memo: &mut Memo) -> Arc<Names> {
    let key = sources.get(NAMES).map(|file| file.key).unwrap_or_default();
    let known = memo.names.take().filter(|known| known.key == key);
    memo.names
        .insert(known.unwrap_or_else(|| Arc::new(Names::new(sources))))
        .clone()
}

/// The words that have a plainer one, as they were where the vocabulary has not changed.
fn jargon(vocabulary: &Vocabulary, memo: &mut Memo) -> Arc<Jargon> {
    let key = vocabulary.key;
    let known = memo.jargon.take().filter(|(known, _)| *known == key);
    let (_, jargon) = memo
        .jargon
        .insert(known.unwrap_or_else(|| (key, Jargon::of(&vocabulary.plain_words))));
    jargon.clone()
}

/// What comparing texts finds, and what was found in the files that they share.
fn compare(
    project: &Project<'_>,
    shared: &[Arc<Vec<Diagnostic>>],
    texts: &[WantedText<'_>],
) -> Findings {
    let rules: Vec<&Rule> = all().collect();
    let by_file: HashMap<&str, &WantedText<'_>> =
        texts.iter().map(|text| (&**text.file, text)).collect();
    let settled = |found: Vec<Diagnostic>| {
        let mut findings = Findings::default();
        for found in found {
            let file = found.span.as_ref().map(|span| &*span.file);
            let text = file.and_then(|file| by_file.get(file));
            let own = text.map(|text| (text.checking, text.text.markdown()));
            waivers::settle(found, own, project.context, &mut findings);
        }
        findings
    };
    let of_shared = shared.iter().flat_map(|found| found.iter().cloned());
    let of_shared = settled(of_shared.collect());
    let of_rules = rules.into_par_iter().map(|rule| match rule.run {
        Run::Project(run) => settled(found_by(rule, |remarks| run(project, remarks))),
        Run::EachPassage(_)
        | Run::EachPassageAndRow(_)
        | Run::EachAddress(_)
        | Run::EachText(_)
        | Run::EachBriefing(_)
        | Run::EachFile { .. } => Findings::default(),
    });
    let mut findings = of_rules
        .collect::<Vec<Findings>>()
        .into_iter()
        .fold(of_shared, Findings::and);
    waivers::review(texts, project.texts, project.context, &mut findings);
    findings.diagnostics.extend(unread_names(project.context));
    findings
}

/// A list of names that cannot be read would find nothing, and nobody would know.
fn unread_names(context: &Context<'_>) -> Option<Diagnostic> {
    let fault = context.names.fault.as_ref()?;
    let place = Span::start_of(&Arc::from(NAMES));
    let message = format!("none of the words of {NAMES} could be looked for: {fault}");
    Some(
        Diagnostic::error("names-unreadable", place, message).help(
            "Open the list in an editor and save it again with the encoding UTF-8, one word or name a line.",
        ),
    )
}

/// A briefing or page that is to be judged.
#[derive(Debug)]
struct WantedText<'a> {
    file: &'a Arc<str>,
    slug: &'a str,
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
        slug: &briefing.slug,
        key: briefing.key,
        text: &briefing.text,
        briefing: Some(briefing),
        checking: &briefing.checking,
    });
    let pages = library.pages.iter().map(|page| WantedText {
        file: &page.file,
        slug: &page.slug,
        key: page.key,
        text: &page.text,
        briefing: None,
        checking: &page.checking,
    });
    briefings.chain(pages).collect()
}

fn judge_text(wanted: &WantedText<'_>, context: &Context<'_>) -> Judged {
    // Code is no prose, and yet it is published: it concerns the rules on people alone.
    let (code, passages): (Vec<Passage>, Vec<Passage>) = passage::of_text(wanted.text)
        .into_iter()
        .partition(|passage| passage.kind == PassageKind::Code);
    let subject = Subject {
        context,
        text: wanted.text,
        briefing: wanted.briefing,
        passages,
    };
    let addresses = if context.seen.is_empty() {
        Vec::new()
    } else {
        address::of_text(subject.markdown(), &subject.passages)
    };
    let rows = passage::rows(subject.markdown());
    let found = all().flat_map(|rule| {
        found_by(rule, |remarks| match rule.run {
            Run::EachPassage(run) | Run::EachPassageAndRow(run) => {
                let code = code.iter().filter(|_| rule.blocks_publication());
                for passage in subject.passages.iter().chain(code) {
                    run(passage, context, remarks);
                }
                if matches!(rule.run, Run::EachPassageAndRow(_)) {
                    let known = remarks.found.len();
                    for row in &rows {
                        run(row, context, remarks);
                    }
                    // What stands in one cell was found there.
                    remarks.forget_known_places(known);
                }
            }
            Run::EachAddress(run) => {
                for address in &addresses {
                    run(address, context, remarks);
                }
            }
            Run::EachText(run) | Run::EachFile { text: run, .. } => run(&subject, remarks),
            Run::EachBriefing(run) => {
                if let Some(briefing) = wanted.briefing {
                    run(briefing, &subject, remarks);
                }
            }
            Run::Project(_) => {}
        })
    });
    let mut findings = Findings::default();
    for found in found {
        let own = Some((wanted.checking, subject.markdown()));
        waivers::settle(found, own, context, &mut findings);
    }
    Judged {
        file: wanted.file.clone(),
        text: subject.markdown().text.clone(),
        findings,
        digest: Digest::new(&subject, wanted.slug),
    }
}

/// Whether it is a file of settings or vocabulary.
fn is_shared(file: &SourceFile) -> bool {
    file.path.ends_with(".toml") && !file.path.starts_with("themes/")
}

fn judge_shared(file: &SourceFile, context: &Context<'_>) -> Vec<Diagnostic> {
    let passages = shared_passages(file);
    let found = all().flat_map(|rule| {
        found_by(rule, |remarks| match rule.run {
            Run::EachPassage(run)
            | Run::EachPassageAndRow(run)
            | Run::EachFile { shared: run, .. } => {
                for passage in &passages {
                    run(passage, context, remarks);
                }
            }
            Run::EachAddress(run) => {
                for address in address::of_values(&passages) {
                    run(&address, context, remarks);
                }
            }
            Run::EachText(_) | Run::EachBriefing(_) | Run::Project(_) => {}
        })
    });
    found.collect()
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
