//! The search: its page with everything from A to Z, and the files that its script loads.

use std::borrow::Cow;

use serde::{Serialize, Serializer};

use super::{Pager, Viewer, pager};
use crate::model::text::slug;
use crate::site::search::letters::{Entry, EntryKind, Letter};
use crate::site::search::units::{self, UnitKind};
use crate::site::search::{self, ENTRIES_PER_CARD, Shard, Space, words};
use crate::site::{Facet, PageKind, Part, RESOURCES_PER_PAGE, address};
use crate::theme::fill;

/// The page of the search: everything from A to Z, or a part of it.
#[derive(Debug, Serialize)]
pub(in crate::render) struct Search {
    /// What its script loads first.
    manifest: &'static str,
    /// Whether the search itself stands here too.
    is_first: bool,
    letters: Vec<LetterLink>,
    groups: Vec<Group>,
    pager: Option<Pager>,
}

#[derive(Debug, Serialize)]
struct LetterLink {
    name: String,
    /// Its page, where it has one.
    path: Option<String>,
    anchor: String,
    count: usize,
    current: bool,
}

#[derive(Debug, Serialize)]
struct Group {
    name: String,
    anchor: String,
    entries: Vec<Named>,
}

#[derive(Debug, Serialize)]
struct Named {
    name: String,
    path: String,
    kind: &'static str,
    kind_name: String,
}

/// What the script loads first. Its names are short, for every reader of the search loads it.
#[derive(Serialize)]
struct Manifest<'a> {
    spaces: Vec<SpaceFiles<'a>>,
    /// How many entries share a card, in the spaces but the first.
    per_card: usize,
    stop: &'a [&'a str],
    /// The abbreviations of the glossary with what they stand for.
    short: Vec<(&'a str, &'a str)>,
}

#[derive(Serialize)]
struct SpaceFiles<'a> {
    name: &'static str,
    documents: usize,
    /// The files by the letters with which their words begin, in order.
    shards: Vec<(&'a str, &'a str)>,
}

/// The words of a shard as one object.
struct ShardWords<'a>(&'a Shard);

impl Serialize for ShardWords<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let words = self.0.leaves.iter().flat_map(|leaf| &leaf.words);
        serializer.collect_map(words.map(|(word, postings)| (&**word, &**postings)))
    }
}

/// What a result shows of a briefing.
#[derive(Serialize)]
struct Briefing<'a> {
    title: &'a str,
    path: String,
    summary: Option<&'a str>,
    facts: Vec<String>,
    units: Vec<Unit>,
}

/// A part of a briefing.
#[derive(Serialize)]
struct Unit {
    /// What it is, in the words of the site: the heading of a section, the role of an item.
    name: String,
    anchor: String,
    text: String,
}

/// What a result shows of a resource or a word.
#[derive(Serialize)]
struct Found<'a> {
    title: &'a str,
    path: String,
    text: Cow<'a, str>,
}

/// How much of a unit's text a result may need, in characters: a passage round the words that
/// were looked for is cut out of it.
const MOST: usize = 700;

impl Viewer<'_> {
    /// The search, with a part of what stands under a letter, or with everything.
    pub(in crate::render) fn letters(self, current: Option<u32>, part: Part) -> Search {
        let letters = &self.site.letters;
        let own_pages = !letters.is_one_page();
        let numbers = 0..letters.letters.len();
        let links = numbers.clone().map(|number| LetterLink {
            name: self.letter_name(number),
            path: own_pages.then(|| address::letter(letters.letters[number].0)),
            anchor: anchor_of(letters.letters[number].0),
            count: letters.range(number).len(),
            current: current == u32::try_from(number).ok(),
        });
        let shown = numbers.filter(|number| match current {
            Some(current) => current as usize == *number,
            None => !own_pages,
        });
        let groups = shown.map(|number| {
            let range = letters.range(number);
            let range = match current {
                Some(_) => range.start + part.from..range.start + part.to,
                None => range,
            };
            Group {
                name: self.letter_name(number),
                anchor: anchor_of(letters.letters[number].0),
                entries: letters.entries[range]
                    .iter()
                    .map(|entry| self.named_entry(*entry))
                    .collect(),
            }
        });
        Search {
            manifest: address::SEARCH_MANIFEST,
            is_first: current.is_none(),
            letters: links.collect(),
            groups: groups.collect(),
            pager: current.and_then(|number| {
                let letter = letters.letters[number as usize].0;
                pager(&address::letter(letter), part)
            }),
        }
    }

    pub(super) fn letter_name(self, number: usize) -> String {
        match self.site.letters.letters[number].0 {
            Letter::Digit => "0–9".to_owned(),
            Letter::Of(letter) => letter.to_string(),
            Letter::Other => self.phrases.get("search", "other").to_owned(),
        }
    }

    fn named_entry(self, entry: Entry) -> Named {
        let number = entry.number as usize;
        let (kind, name, path) = match entry.kind {
            EntryKind::Briefing => {
                let briefing = self.site.briefing(entry.number);
                let path = address::briefing(&briefing.slug);
                ("briefing", briefing.title.clone(), path)
            }
            EntryKind::Topic => self.named_value("topic", Facet::Topic, number),
            EntryKind::Agency => self.named_value("agency", Facet::Agency, number),
            EntryKind::Resource => {
                let name = self.site.directory.entries[number].resource.name.clone();
                ("resource", name, self.entry_path(number))
            }
            EntryKind::Word => {
                let word = self.site.vocabulary.glossary.iter().nth(number);
                let (term, entry) = word.expect("invariant: as many as are listed");
                let path = address::within(address::GLOSSARY, &slug(term));
                let name = match &entry.long {
                    Some(long) => format!("{term}: {long}"),
                    None => term.clone(),
                };
                ("word", name, path)
            }
        };
        Named {
            name,
            path,
            kind,
            kind_name: self.phrases.get("search_kinds", kind).to_owned(),
        }
    }

    fn named_value(
        self,
        kind: &'static str,
        facet: Facet,
        number: usize,
    ) -> (&'static str, String, String) {
        let (id, _) = &self.site.values(facet)[number];
        (kind, self.value_name(facet, id), address::value(facet, id))
    }

    fn entry_path(self, number: usize) -> String {
        let page = address::numbered(address::RESOURCES, number / RESOURCES_PER_PAGE + 1);
        address::within(&page, &self.site.directory.entries[number].anchor)
    }

    /// A file that the script of the search loads, if this is one.
    pub(in crate::render) fn search_file(self, kind: &PageKind) -> Option<Vec<u8>> {
        let json = match kind {
            PageKind::SearchManifest => serde_json::to_vec(&self.manifest()),
            PageKind::Filters => serde_json::to_vec(&self.filters()),
            PageKind::SearchShard(space, number, _) => {
                let shard = &self.site.search.space(*space).shards[*number as usize];
                serde_json::to_vec(&ShardWords(shard))
            }
            PageKind::SearchCard(Space::Briefings, number, _) => {
                serde_json::to_vec(&self.found_briefing(self.site.searched(*number)))
            }
            PageKind::SearchCard(Space::Resources, number, _) => {
                serde_json::to_vec(&self.found_resources(*number))
            }
            PageKind::SearchCard(Space::Words, number, _) => {
                serde_json::to_vec(&self.found_words(*number))
            }
            PageKind::Home
            | PageKind::Briefing(_)
            | PageKind::Briefings(_)
            | PageKind::Facet(_)
            | PageKind::Value(..)
            | PageKind::Meeting(_)
            | PageKind::Review(_)
            | PageKind::ReviewDates
            | PageKind::Leaving
            | PageKind::Accessibility
            | PageKind::Register(..)
            | PageKind::RegisterBriefings(_)
            | PageKind::RegisterFile(..)
            | PageKind::Resources(_)
            | PageKind::Learning
            | PageKind::LearningTheme(..)
            | PageKind::Glossary
            | PageKind::Letters(..)
            | PageKind::Text(_)
            | PageKind::NotFound
            | PageKind::Exchange(_)
            | PageKind::Picture(_) => return None,
        };
        Some(json.expect("invariant: texts and numbers can be written"))
    }

    fn manifest(&self) -> Manifest<'_> {
        let spaces = Space::ALL.into_iter().map(|space| {
            let searched = self.site.search.space(space);
            let shards = searched.shards.iter();
            SpaceFiles {
                name: space.as_str(),
                documents: searched.documents,
                shards: shards
                    .map(|shard| (shard.prefix.as_str(), &*shard.place.address))
                    .collect(),
            }
        });
        let glossary = self.site.vocabulary.glossary.iter();
        Manifest {
            spaces: spaces.collect(),
            per_card: ENTRIES_PER_CARD,
            stop: &words::STOP_WORDS,
            short: glossary
                .filter_map(|(term, entry)| Some((term.as_str(), entry.long.as_deref()?)))
                .collect(),
        }
    }

    fn found_briefing(&self, index: u32) -> Briefing<'_> {
        let briefing = self.site.briefing(index);
        let kind = briefing.audit.kind.as_ref();
        let kind = kind.map(|kind| self.value_name(Facet::Kind, kind));
        let published = briefing.published.map(|day| self.date(day).text);
        let kept_back = self.kept_back(briefing).map(|kept_back| kept_back.name);
        let units = units::units(briefing, &self.site.vocabulary).into_iter();
        Briefing {
            title: &briefing.title,
            path: address::briefing(&briefing.slug),
            summary: briefing.summary.as_deref(),
            facts: kept_back.into_iter().chain(kind).chain(published).collect(),
            units: units
                .map(|unit| Unit {
                    name: match unit.kind {
                        UnitKind::Section => unit.heading,
                        UnitKind::Item(role) => self.phrases.get("roles", role.as_str()).to_owned(),
                        UnitKind::Recommendation(mark) => fill(
                            self.phrases.get("search", "recommendation"),
                            &[("mark", &mark)],
                        ),
                    },
                    anchor: unit.anchor,
                    text: shortened(&unit.text).to_owned(),
                })
                .collect(),
        }
    }

    fn found_resources(&self, number: u32) -> Vec<Found<'_>> {
        let entries = &self.site.directory.entries;
        let shown = search::entries_of_card(number, entries.len());
        shown
            .map(|at| {
                let resource = &entries[at].resource;
                let phone = resource.phone.as_ref().map(|phone| phone.text.as_str());
                let said = [
                    phone,
                    resource.about.as_deref(),
                    resource.audience.as_deref(),
                ];
                let said: Vec<&str> = said.into_iter().flatten().collect();
                Found {
                    title: &resource.name,
                    path: self.entry_path(at),
                    text: said.join(" · ").into(),
                }
            })
            .collect()
    }

    fn found_words(&self, number: u32) -> Vec<Found<'_>> {
        let glossary = &self.site.vocabulary.glossary;
        let shown = search::entries_of_card(number, glossary.len());
        let entries = glossary.iter().skip(shown.start).take(shown.len());
        entries
            .map(|(term, entry)| {
                let said = [entry.long.as_deref(), entry.meaning.as_deref()];
                let said: Vec<&str> = said.into_iter().flatten().collect();
                Found {
                    title: term,
                    path: address::within(address::GLOSSARY, &slug(term)),
                    text: said.join(". ").into(),
                }
            })
            .collect()
    }
}

fn anchor_of(letter: Letter) -> String {
    format!("page-{}", letter.word())
}

/// The beginning of a text, cut behind a word.
fn shortened(text: &str) -> &str {
    match text.char_indices().nth(MOST) {
        Some((end, _)) => text[..end]
            .rsplit_once(' ')
            .map_or(&text[..end], |(text, _)| text),
        None => text,
    }
}
