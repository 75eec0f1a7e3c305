//! One state of the preview: what is shown, and what there is to say of it. It is never changed;
//! a newer one takes its place when it is whole.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::Arc;

use serde::Serialize;

use super::editor::Editor;
use super::watch::Watching;
use super::workshop::is_shared;
use crate::check::Judgement;
use crate::diagnostic::Diagnostic;
use crate::model::briefing::{Briefing, KeptBack, WORDS_PER_MINUTE};
use crate::model::links::TextTarget;
use crate::model::role::Role;
use crate::pipeline::Build;
use crate::report::{self, Remark, Reporter, counts};
use crate::site::{Site, address};
use crate::source::{SourceFile, Sources};

/// How many remarks on other files than the page's own are sent to the page.
const ELSEWHERE: usize = 50;
/// How long a briefing should take to read at the most, in seconds: its name says seven minutes.
const LIMIT: usize = 7 * 60;

/// One state of the preview.
#[derive(Clone)]
pub(super) struct Snapshot {
    /// They are numbered from 1, as the builds go on.
    pub(super) number: u64,
    /// What is shown.
    pub(super) shown: Arc<Build>,
    /// What came of the files as they are.
    pub(super) current: Arc<Build>,
    /// What the check says of the files as they are; nothing while it is still at work, which no
    /// page waits for.
    pub(super) judgement: Option<Judgement>,
    /// How much there is to say of the files as they are.
    pub(super) counts: report::Counts,
    /// The new addresses of texts that were renamed, by their old ones, within a site.
    pub(super) moved: BTreeMap<String, String>,
    /// The files of which there is something to say, as they are.
    pub(super) sources: Sources,
    /// The files that are shown as they were before, because of errors.
    pub(super) held: BTreeSet<Arc<str>>,
    /// How changes are noticed.
    pub(super) watching: Watching,
    /// The project's folder.
    pub(super) root: PathBuf,
}

/// What there is at an address.
pub(super) enum Answer<'a> {
    /// A file of a site.
    File {
        /// Its path among all that was built.
        path: String,
        /// What stands in it.
        bytes: &'a Arc<[u8]>,
    },
    /// It is to be found at another address, given from the root of the server.
    Elsewhere(String),
    /// Nothing; the site's own page for that, if there is one.
    Nothing(Option<&'a Arc<[u8]>>),
    /// The list of the sites, where there are several.
    Sites,
}

impl Snapshot {
    /// What there is at an address: a decoded path from the root of the server, without its
    /// first `/`.
    pub(super) fn answer(&self, wanted: &str) -> Answer<'_> {
        if wanted.is_empty() && self.has_several_sites() {
            return Answer::Sites;
        }
        let at_once = self.find(wanted);
        let found = at_once.or_else(|| {
            // The page for wrong addresses knows only where the site will stand.
            let (site, rest) = self.below_its_address(wanted)?;
            self.find(&format!("{}{rest}", site.settings.folder()))
        });
        found.unwrap_or_else(|| {
            let site = self.site_at(wanted);
            let page = site.map(|site| format!("{}{}", site.settings.folder(), address::NOT_FOUND));
            Answer::Nothing(page.and_then(|page| self.shown.output.get(&page)))
        })
    }

    fn find(&self, wanted: &str) -> Option<Answer<'_>> {
        let path = page_path(wanted);
        if let Some(bytes) = self.shown.output.get(&path) {
            return Some(Answer::File { path, bytes });
        }
        // A folder without its slash would break the links in it.
        let folder = format!("{wanted}/{}", address::HOME);
        if !wanted.ends_with('/') && self.shown.output.get(&folder).is_some() {
            return Some(Answer::Elsewhere(format!("/{wanted}/")));
        }
        self.new_address(wanted).map(Answer::Elsewhere)
    }

    /// The new address of a page whose text was renamed, from the root of the server.
    pub(super) fn new_address(&self, wanted: &str) -> Option<String> {
        let site = self.site_at(wanted)?;
        let folder = site.settings.folder();
        let path = page_path(wanted);
        if self.shown.output.get(&path).is_some() {
            return None;
        }
        let mut now = self.moved.get(path.strip_prefix(&folder)?)?;
        // It may have been renamed again, and back.
        for _ in 0..self.moved.len() {
            now = self.moved.get(now).unwrap_or(now);
        }
        let is_there = self.shown.output.get(&format!("{folder}{now}")).is_some();
        is_there.then(|| format!("/{folder}{}", now.trim_end_matches(address::HOME)))
    }

    pub(super) fn has_several_sites(&self) -> bool {
        self.shown
            .sites
            .iter()
            .any(|site| !site.settings.name.is_empty())
    }

    /// The site in whose folder an address lies.
    fn site_at(&self, wanted: &str) -> Option<&Site> {
        let mut sites = self.shown.sites.iter();
        sites.find(|site| wanted.starts_with(&site.settings.folder()))
    }

    /// The site of whose `base_url` an address has the path, and the rest of it.
    fn below_its_address<'a>(&self, wanted: &'a str) -> Option<(&Site, &'a str)> {
        self.shown.sites.iter().find_map(|site| {
            let base = site.settings.base_url.as_ref()?;
            let (_, after_host) = base.split_once("://")?.1.split_once('/')?;
            let rest = wanted.strip_prefix(after_host)?;
            (!after_host.is_empty()).then_some((site, rest))
        })
    }

    /// The home page of the site in which an address lies.
    pub(super) fn home_of(&self, wanted: &str) -> String {
        let folder = self.site_at(wanted).map(|site| site.settings.folder());
        format!("/{}", folder.unwrap_or_default())
    }

    /// What there is to say beside the page at an address.
    pub(super) fn report(&self, wanted: &str, editor: Option<Editor>) -> Report<'_> {
        let page = self.page(wanted, editor);
        let file = page.as_ref().map(|page| page.file);
        // Errors first, so that none is left out for a remark; and those of what all texts share
        // before those that may follow from them.
        let built = self.current.diagnostics.iter();
        // Of other texts, what the check finds is only counted.
        let own = file.into_iter().flat_map(|file| self.found_in(file));
        let mut diagnostics: Vec<&Diagnostic> = built.chain(own).collect();
        diagnostics.sort_by_key(|diagnostic| {
            let span = diagnostic.span.as_ref();
            let is_own = span.is_some_and(|span| !is_shared(&span.file));
            (diagnostic.severity, is_own)
        });
        let (here, mut elsewhere): (Vec<&Diagnostic>, Vec<&Diagnostic>) =
            diagnostics.into_iter().partition(|diagnostic| {
                let span = diagnostic.span.as_ref();
                file.is_some() && span.map(|span| &*span.file) == file
            });
        let all = self.counts;
        let shown = here.len() + elsewhere.len().min(ELSEWHERE);
        let more = (all.errors + all.warnings + all.remarks).saturating_sub(shown);
        elsewhere.truncate(ELSEWHERE);
        let sources = self.sources_with(file);
        let mut reporter = Reporter::new(&sources);
        let mut told = |diagnostics: Vec<&Diagnostic>| -> Vec<Told> {
            let told = diagnostics.into_iter().map(|diagnostic| {
                let remark = reporter.remark(diagnostic);
                let place = remark.file.as_deref().zip(remark.line).zip(remark.column);
                let href = place.zip(editor).map(|(((file, line), column), editor)| {
                    editor.link(&self.root.join(file), line, column)
                });
                Told { remark, href }
            });
            told.collect()
        };
        Report {
            here: told(here),
            elsewhere: told(elsewhere),
            more,
            counts: Counts {
                errors: all.errors,
                warnings: all.warnings,
                remarks: all.remarks,
            },
            held: self.is_old(wanted, page.as_ref()),
            watching: match self.watching {
                Watching::Events => "events",
                Watching::Polling(_) => "polling",
            },
            page,
        }
    }

    /// The same state, with what the check says of it.
    pub(super) fn judged(&self, judgement: Judgement, sources: &Sources) -> Self {
        let built = self.current.diagnostics.iter();
        let told = built.chain(&judgement.others.diagnostics);
        let sources = spoken_of(sources, told);
        let texts = judgement.texts.iter();
        let found = texts.map(|text| counts(&text.findings.diagnostics));
        let others = counts(&judgement.others.diagnostics);
        Self {
            counts: found.fold(self.counts + others, |all, of| all + of),
            judgement: Some(judgement),
            sources,
            ..self.clone()
        }
    }

    /// What the check says of a file.
    fn found_in<'a>(&'a self, file: &'a str) -> impl Iterator<Item = &'a Diagnostic> {
        let judgement = self.judgement.iter();
        judgement.flat_map(move |judgement| judgement.in_file(file))
    }

    /// The files of which there is something to say, and this one.
    fn sources_with(&self, file: Option<&str>) -> Sources {
        let mut sources = self.sources.clone();
        let mut texts = self.judgement.iter().flat_map(|judgement| &judgement.texts);
        if let Some(text) = texts.find(|text| Some(&*text.file) == file) {
            let bytes = text.text.as_bytes().to_vec();
            sources.insert(SourceFile::new(text.file.clone(), bytes));
        }
        sources
    }

    /// Whether the page at an address may show what was before: its text, or what all texts share,
    /// or, on a list, any text.
    fn is_old(&self, wanted: &str, page: Option<&Page<'_>>) -> bool {
        let site = self.site_at(wanted);
        let own_settings = site.map(|site| format!("sites/{}.toml", site.settings.name));
        self.held.iter().any(|path| match page {
            _ if path.starts_with("sites/") => own_settings.as_deref() == Some(path),
            Some(page) => is_shared(path) || **path == *page.file,
            None => true,
        })
    }

    fn page(&self, wanted: &str, editor: Option<Editor>) -> Option<Page<'_>> {
        let site = self.site_at(wanted)?;
        let path = page_path(wanted);
        let place = path.strip_prefix(&site.settings.folder())?;
        let briefing = address::slug_of_briefing(place).and_then(|slug| site.find(slug));
        let briefing = briefing.map(|index| site.briefing(index));
        let text = || {
            let texts = site.texts.iter().chain(&site.home);
            let mut texts =
                texts.filter(|text| address::text(&TextTarget::Page(text.slug.clone())) == place);
            texts.next().map(|text| &*text.file)
        };
        let file = briefing.map(|it| &*it.file).or_else(text)?;
        Some(Page {
            file,
            href: editor.map(|editor| editor.link(&self.root.join(file), 1, 1)),
            state: briefing.and_then(|briefing| State::of(briefing, site)),
            meter: briefing.map(Meter::of),
        })
    }
}

/// The files that diagnostics speak of.
pub(super) fn spoken_of<'a>(
    sources: &Sources,
    diagnostics: impl IntoIterator<Item = &'a Diagnostic>,
) -> Sources {
    let spans = diagnostics.into_iter().flat_map(|diagnostic| {
        let labels = diagnostic.labels.iter().map(|label| &label.span);
        diagnostic.span.iter().chain(labels)
    });
    sources.only(spans.map(|span| &span.file))
}

/// The path of the page at an address, among all that was built.
pub(super) fn page_path(wanted: &str) -> String {
    if wanted.is_empty() || wanted.ends_with('/') {
        format!("{wanted}{}", address::HOME)
    } else {
        wanted.to_owned()
    }
}

/// What there is to say beside a page, for the script that shows it.
#[derive(Debug, Serialize)]
pub(super) struct Report<'a> {
    page: Option<Page<'a>>,
    counts: Counts,
    held: bool,
    here: Vec<Told>,
    elsewhere: Vec<Told>,
    /// How many further remarks there are elsewhere.
    more: usize,
    watching: &'static str,
}

#[derive(Debug, Serialize)]
struct Counts {
    errors: usize,
    warnings: usize,
    remarks: usize,
}

/// A remark, and the way to its place in the author's editor.
#[derive(Debug, Serialize)]
struct Told {
    #[serde(flatten)]
    remark: Remark,
    href: Option<String>,
}

/// The text of a page.
#[derive(Debug, Serialize)]
struct Page<'a> {
    /// Its file, from the project's root.
    file: &'a str,
    /// The way to it in the author's editor.
    href: Option<String>,
    /// Why readers do not see it.
    state: Option<State>,
    meter: Option<Meter<'a>>,
}

#[derive(Debug, Serialize)]
struct State {
    kind: &'static str,
    text: String,
}

/// How long a briefing takes to read, in seconds, at the rate of [`WORDS_PER_MINUTE`].
#[derive(Debug, Serialize)]
struct Meter<'a> {
    words: usize,
    seconds: usize,
    limit: usize,
    sections: Vec<SectionMeter<'a>>,
}

#[derive(Debug, Serialize)]
struct SectionMeter<'a> {
    heading: &'a str,
    role: Option<&'static str>,
    anchor: &'a str,
    words: usize,
    seconds: usize,
}

impl State {
    fn of(briefing: &Briefing, site: &Site) -> Option<Self> {
        let kept_back = briefing.kept_back(site.today)?;
        let text = match kept_back {
            KeptBack::Draft => "Draft: readers do not see this page.".to_owned(),
            KeptBack::InReview => "In review: readers do not see this page.".to_owned(),
            KeptBack::Withdrawn => "Withdrawn: readers do not see this page.".to_owned(),
            KeptBack::Until(day) => {
                let day = day.strftime("%-d %B %Y");
                format!("Readers do not see this page before {day}.")
            }
        };
        Some(Self {
            kind: kept_back.as_str(),
            text,
        })
    }
}

impl<'a> Meter<'a> {
    fn of(briefing: &'a Briefing) -> Self {
        let sections = briefing.text.sections.iter().map(|section| SectionMeter {
            heading: &section.title,
            role: section.role.map(Role::as_str),
            anchor: briefing.text.anchor(section),
            words: section.words,
            seconds: seconds(section.words),
        });
        Self {
            words: briefing.words,
            seconds: seconds(briefing.words),
            limit: LIMIT,
            sections: sections.collect(),
        }
    }
}

fn seconds(words: usize) -> usize {
    (words * 60).div_ceil(WORDS_PER_MINUTE)
}
