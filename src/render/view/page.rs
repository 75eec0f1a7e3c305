//! What a page says of itself: its title, its place, and the way back.

use serde::Serialize;

use super::exit::Exit;
use super::share::Head;
use super::{Link, Viewer, facet_phrases};
use crate::site::exchange::File;
use crate::site::register::View;
use crate::site::{PageKind, Part, address};
use crate::theme::fill;

/// What a page says of itself.
#[derive(Debug, Serialize)]
pub(in crate::render) struct Page {
    root: String,
    title: String,
    heading: String,
    description: Option<String>,
    canonical: Option<String>,
    robots: Option<&'static str>,
    trail: Vec<Link>,
    kind: &'static str,
    #[serde(flatten)]
    head: Head,
    exit: Option<Exit>,
}

impl Viewer<'_> {
    /// What a page says of itself.
    pub(in crate::render) fn page(self, path: &str, kind: &PageKind, root: &str) -> Page {
        let (heading, description) = self.words_of(kind);
        let trail = self.trail(kind);
        let title = match kind {
            PageKind::Home => heading.clone(),
            _ => format!("{heading} – {}", self.site.settings.title),
        };
        let is_found = !matches!(kind, PageKind::NotFound);
        let whole = self.page_of(kind);
        let canonical = self
            .site
            .settings
            .base_url
            .as_ref()
            .filter(|_| is_found)
            .map(|base| address::absolute(base, whole.as_deref().unwrap_or(path)));
        let head = self.head(kind, &heading, description.as_deref(), canonical.as_deref());
        let is_for_search = is_found && whole.is_none();
        Page {
            root: root.to_owned(),
            title,
            heading,
            description: description.filter(|text| !text.is_empty()),
            canonical,
            robots: (!is_for_search).then_some("noindex"),
            trail,
            kind: kind_word(kind),
            head,
            exit: self.exit(kind),
        }
    }

    /// The whole address of a page, where the site knows its own.
    pub(super) fn canonical(self, path: &str) -> Option<String> {
        let base = self.site.settings.base_url.as_ref()?;
        Some(format!("{base}{}", path.trim_end_matches("index.html")))
    }

    /// The heading and the sentence under it.
    fn words_of(self, kind: &PageKind) -> (String, Option<String>) {
        let phrase = |key: &str| self.phrases.find("pages", key).unwrap_or("").to_owned();
        match kind {
            PageKind::Home => {
                let settings = &self.site.settings;
                (
                    settings.title.clone(),
                    settings
                        .description
                        .clone()
                        .or_else(|| Some(phrase("home_intro"))),
                )
            }
            PageKind::Briefing(index) => {
                let briefing = self.site.briefing(*index);
                (briefing.title.clone(), briefing.summary.clone())
            }
            PageKind::Meeting(index) => {
                let title = &self.site.briefing(*index).title;
                let named = |key: &str| fill(&phrase(key), &[("title", title)]);
                (named("meeting"), Some(named("meeting_intro")))
            }
            PageKind::Review(part) => (
                self.of_part(&phrase("review"), *part),
                Some(phrase("review_intro")),
            ),
            PageKind::Leaving => (phrase("leaving"), Some(phrase("leaving_intro"))),
            PageKind::Accessibility => {
                let site = &self.site.settings.title;
                let named = |key: &str| fill(&phrase(key), &[("site", site)]);
                (named("statement"), Some(named("statement_intro")))
            }
            PageKind::Briefings(part) => (
                self.of_part(&phrase("briefings"), *part),
                Some(phrase("briefings_intro")),
            ),
            PageKind::Facet(facet) => {
                let (plural, _) = facet_phrases(*facet);
                (phrase(plural), Some(phrase(&format!("{plural}_intro"))))
            }
            PageKind::Value(facet, value, part) => {
                let (_, singular) = facet_phrases(*facet);
                let name = self.value_name(*facet, &self.site.values(*facet)[*value as usize].0);
                let intro = fill(&phrase(&format!("{singular}_intro")), &[("name", &name)]);
                (self.of_part(&name, *part), Some(intro))
            }
            PageKind::Register(view, part) => {
                let (heading, intro) = self.register_words(view);
                (self.of_part(&heading, *part), Some(intro))
            }
            PageKind::RegisterBriefings(part) => (
                self.of_part(&phrase("register_briefings"), *part),
                Some(phrase("register_briefings_intro")),
            ),
            PageKind::Resources(part) => (
                self.of_part(&phrase("resources"), *part),
                Some(phrase("resources_intro")),
            ),
            PageKind::Learning => (phrase("learning"), Some(phrase("learning_intro"))),
            PageKind::LearningTheme(theme, part) => {
                let id = &self.site.learning.themes[*theme as usize].id;
                let known = &self.site.vocabulary.learning_themes[id];
                (self.of_part(&known.name, *part), known.about.clone())
            }
            PageKind::Glossary => (phrase("glossary"), Some(phrase("glossary_intro"))),
            PageKind::Text(index) => {
                let page = &self.site.texts[*index as usize];
                (page.title.clone(), page.summary.clone())
            }
            PageKind::NotFound => (phrase("not_found"), Some(phrase("not_found_intro"))),
            PageKind::Exchange(file) => self.words_of_file(*file),
            PageKind::Letters(None, _) => (phrase("search"), Some(phrase("search_intro"))),
            PageKind::Letters(Some(letter), part) => {
                let letter = self.letter_name(*letter as usize);
                let heading = fill(&phrase("search_letter"), &[("name", &letter)]);
                (self.of_part(&heading, *part), None)
            }
            PageKind::Picture(_)
            | PageKind::RegisterFile(..)
            | PageKind::ReviewDates
            | PageKind::SearchManifest
            | PageKind::Filters
            | PageKind::SearchShard(..)
            | PageKind::SearchCard(..) => unreachable!("invariant: these are no pages of words"),
        }
    }

    /// The way to the page from the home page, the page itself left out.
    fn trail(self, kind: &PageKind) -> Vec<Link> {
        let named = |key: &str, path: String| Link {
            name: self.phrases.get("pages", key).to_owned(),
            path,
        };
        let home = || named("home", address::HOME.to_owned());
        let briefings = || named("briefings", address::BRIEFINGS.to_owned());
        match kind {
            PageKind::Home
            | PageKind::NotFound
            | PageKind::Picture(_)
            | PageKind::RegisterFile(..)
            | PageKind::ReviewDates
            | PageKind::SearchManifest
            | PageKind::Filters
            | PageKind::SearchShard(..)
            | PageKind::SearchCard(..) => Vec::new(),
            PageKind::Letters(Some(_), _) => {
                vec![home(), named("search", address::SEARCH.to_owned())]
            }
            PageKind::Meeting(index) => {
                let briefing = self.site.briefing(*index);
                let own = Link {
                    name: briefing.title.clone(),
                    path: address::briefing(&briefing.slug),
                };
                vec![home(), briefings(), own]
            }
            PageKind::Briefings(_)
            | PageKind::Register(View::All, _)
            | PageKind::Resources(_)
            | PageKind::Glossary
            | PageKind::Text(_)
            | PageKind::Exchange(_)
            | PageKind::Learning
            | PageKind::Letters(None, _)
            | PageKind::Review(_)
            | PageKind::Leaving
            | PageKind::Accessibility => {
                vec![home()]
            }
            PageKind::LearningTheme(..) => {
                vec![home(), named("learning", address::LEARNING.to_owned())]
            }
            PageKind::Briefing(_) | PageKind::Facet(_) => vec![home(), briefings()],
            PageKind::Value(facet, ..) => vec![
                home(),
                named(facet_phrases(*facet).0, address::facet(*facet)),
            ],
            PageKind::RegisterBriefings(_)
            | PageKind::Register(
                View::Overdue | View::Status(_) | View::Agency(_) | View::Topic(_),
                _,
            ) => {
                vec![home(), named("register", address::register(&View::All))]
            }
        }
    }

    pub(super) fn of_part(self, heading: &str, part: Part) -> String {
        if part.number == 1 {
            return heading.to_owned();
        }
        let (number, of) = (part.number.to_string(), part.of.to_string());
        format!(
            "{heading}, {}",
            fill(
                self.phrases.get("pages", "page_of"),
                &[("n", &number), ("total", &of)]
            )
        )
    }
}

/// The word by which templates and styles tell kinds of pages apart.
fn kind_word(kind: &PageKind) -> &'static str {
    match kind {
        PageKind::Home => "home",
        PageKind::Briefing(_) => "briefing",
        PageKind::Briefings(_) => "briefings",
        PageKind::Facet(_) => "terms",
        PageKind::Value(..) => "term",
        PageKind::Register(..) | PageKind::RegisterBriefings(_) => "register",
        PageKind::Resources(_) => "resources",
        PageKind::Learning => "learning",
        PageKind::LearningTheme(..) => "learning-theme",
        PageKind::Glossary => "glossary",
        PageKind::Text(_) => "page",
        PageKind::NotFound => "not-found",
        PageKind::Meeting(_) => "meeting",
        PageKind::Review(_) => "review",
        PageKind::Leaving => "leaving",
        PageKind::Accessibility => "accessibility",
        PageKind::Exchange(File::Of(..)) => "embed",
        PageKind::Exchange(_) => "api",
        PageKind::Letters(..) => "search",
        PageKind::Picture(_)
        | PageKind::RegisterFile(..)
        | PageKind::ReviewDates
        | PageKind::SearchManifest
        | PageKind::Filters
        | PageKind::SearchShard(..)
        | PageKind::SearchCard(..) => unreachable!("invariant: these are no pages of words"),
    }
}
