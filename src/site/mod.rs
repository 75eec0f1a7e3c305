//! One site: what it shows to everybody, its pages and their addresses.
//!
//! The only place where an address is decided, and where it is decided what is public. It knows
//! neither templates nor words.

pub mod address;
pub mod annual;
pub mod directory;
pub mod exchange;
mod faults;
mod filing;
mod keys;
pub mod learning;
mod meetings;
pub mod register;
pub mod related;
pub mod reviews;
pub mod search;
pub mod timeline;

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::ops::Deref;
use std::sync::{Arc, OnceLock};

use rayon::prelude::*;

use crate::diagnostic::Reported;
use crate::memo::Shelf;
use crate::model::briefing::{Audience, Briefing, KeptBack};
use crate::model::learning::{self as themes, Finder, Learned};
use crate::model::links::TextTarget;
use crate::model::{Book, Library, Links, Page as TextPage, Settings, Vocabulary};
use crate::source::{Date, Key, KeyBuilder, offset};

use directory::Directory;
pub(crate) use faults::without_address;
use faults::{check_links, check_names};
use filing::{Filed, Numbers, Taken, Unfiled};
use keys::{Keys, briefing_keys, frame_key, links_key};
use learning::Learning;
use register::{Form, Register, View};
use related::Relations;
use reviews::Due;
use search::letters::Letters;
use search::units::Words;
use search::{Search, Sought, Space};

/// How many cards a page of a list of briefings has.
pub const CARDS_PER_PAGE: usize = 50;
/// How many rows a page of the register has.
pub const ROWS_PER_PAGE: usize = 500;
/// How many recommendations a file of the register has, about. No partnership has so many; but
/// where somebody has, the edit of a title must not make all of them again.
pub const ROWS_PER_FILE: usize = 10_000;
/// How many briefings a page of the register's list of them has.
pub const REGISTER_BRIEFINGS_PER_PAGE: usize = 250;
/// How many entries a page of the resource directory has.
pub const RESOURCES_PER_PAGE: usize = 100;
/// How many of the newest briefings the home page shows.
pub const LATEST: usize = 6;

/// One site: what it shows, and the pages on which it does.
#[derive(Clone, Debug)]
pub struct Site {
    collection: Collection,
    /// Every file of the site but those of the theme.
    pub pages: Vec<Page>,
}

/// What one site shows.
#[derive(Clone, Debug)]
pub struct Collection {
    /// What it is called and how it looks.
    pub settings: Settings,
    /// What the briefings share.
    pub vocabulary: Arc<Vocabulary>,
    /// What links can lead to.
    pub book: Arc<Book>,
    /// The day of the build.
    pub today: Date,
    /// The briefings that the site shows, the newest first.
    pub briefings: Vec<Arc<Briefing>>,
    /// The ordinary pages, in the order of the menu; the home page's text is not among them.
    pub texts: Vec<Arc<TextPage>>,
    /// The text that introduces the home page.
    pub home: Option<Arc<TextPage>>,
    /// What the search looks into.
    pub search: Arc<Search>,
    /// What is worked out from the briefings' cards.
    lists: Arc<Lists>,
    /// What each briefing of the library shows of the learning themes.
    learned: Arc<[Arc<Learned>]>,
    /// Which learning themes were found where.
    pub learning: Arc<Learning>,
    /// Which briefings are related.
    pub relations: Arc<Relations>,
}

/// What is worked out from the cards of the briefings: as long as no card changes, it stays.
#[derive(Debug)]
pub struct Lists {
    /// The briefings, as indexes among those of the library, the newest first.
    order: Vec<u32>,
    /// Where each briefing of the library stands among them.
    positions: Vec<Option<u32>>,
    /// By what they are found.
    files: Arc<Files>,
    /// The resource directory.
    pub directory: Arc<Directory>,
    /// Everything with a name, from A to Z.
    pub letters: Letters,
    /// The briefings, as indexes among those of the library, the oldest first; those of one day from
    /// the last slug to the first.
    oldest_first: Vec<u32>,
    /// The fingerprints that pages share.
    keys: Keys,
    /// What has a feed.
    channels: BTreeSet<exchange::Channel>,
    /// The pages that show nothing but cards, rows and entries.
    pages: Vec<Page>,
    /// The fingerprint of what the sitemap tells of them and of the briefings, where there is one.
    sitemap: Option<Key>,
    /// The numbers of the site's briefings in the search, when somebody asks for them.
    search_numbers: OnceLock<Vec<u32>>,
    /// Their addresses, when somebody asks for one.
    addresses: OnceLock<HashSet<Arc<str>>>,
}

/// By what briefings and recommendations are found. No word that they are shown with is part of
/// it: it stays when a title is changed.
#[derive(Debug)]
pub struct Files {
    /// The fingerprint of what it was made from.
    key: Key,
    /// The briefings by the values of each facet, in the order in which values are shown.
    pub facets: BTreeMap<Facet, Vec<(String, Vec<u32>)>>,
    /// The recommendations register.
    pub register: Register,
    /// What is due for review, in the order in which it is.
    pub reviews: Vec<Due>,
}

impl Deref for Lists {
    type Target = Files;

    fn deref(&self) -> &Files {
        &self.files
    }
}

impl Deref for Site {
    type Target = Collection;

    fn deref(&self) -> &Collection {
        &self.collection
    }
}

impl Deref for Collection {
    type Target = Lists;

    fn deref(&self) -> &Lists {
        &self.lists
    }
}

/// One file of the site.
#[derive(Clone, Debug)]
pub struct Page {
    /// Where it stands, from the site's root.
    pub address: Arc<str>,
    /// What it is.
    pub kind: PageKind,
    /// The fingerprint of everything in the content that it shows.
    pub key: Key,
}

/// What a page is, and which part of the site it shows. Indexes are those of the site's lists.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PageKind {
    /// The home page.
    Home,
    /// A briefing.
    Briefing(u32),
    /// The use of a briefing in a team meeting.
    Meeting(u32),
    /// A part of what is due for review.
    Review(Part),
    /// The days of review, as a calendar.
    ReviewDates,
    /// What the quick exit does and cannot do.
    Leaving,
    /// The accessibility statement.
    Accessibility,
    /// A part of the list of all briefings.
    Briefings(Part),
    /// The values of a facet.
    Facet(Facet),
    /// A part of the list of the briefings of one value of a facet.
    Value(Facet, u32, Part),
    /// A part of a view of the register.
    Register(View, Part),
    /// A part of the list of the briefings that have recommendations.
    RegisterBriefings(Part),
    /// A part of the register as a file: which of the briefings that have recommendations.
    RegisterFile(Form, Part),
    /// A part of the resource directory.
    Resources(Part),
    /// All learning themes by year.
    Learning,
    /// A part of what was found of a learning theme.
    LearningTheme(u32, Part),
    /// The glossary.
    Glossary,
    /// The search, and a part of what stands under a letter, or under all.
    Letters(Option<u32>, Part),
    /// What the search loads first.
    SearchManifest,
    /// Which briefings have which values, for the filters.
    Filters,
    /// A file with words of the search, and the name under which it is kept.
    SearchShard(Space, u32, Arc<str>),
    /// What the search shows of a document, and the name under which it is kept.
    SearchCard(Space, u32, Arc<str>),
    /// An ordinary page.
    Text(u32),
    /// The page for addresses that lead nowhere.
    NotFound,
    /// A file for machines or for other sites.
    Exchange(exchange::File),
    /// A picture, by its path in the project.
    Picture(Arc<str>),
}

/// One page of a list that goes over several.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Part {
    /// Which page, from 1.
    pub number: usize,
    /// How many there are.
    pub of: usize,
    /// The first entry.
    pub from: usize,
    /// Just past the last entry.
    pub to: usize,
}

impl Part {
    /// The numbers of its entries, where the list is that of all.
    pub fn entries(self) -> impl Iterator<Item = u32> {
        offset(self.from)..offset(self.to)
    }

    /// All of a list on one page.
    fn whole(entries: usize) -> Self {
        Self {
            number: 1,
            of: 1,
            from: 0,
            to: entries,
        }
    }

    /// The parts of a list of so many entries; an empty list has one empty part.
    fn all(entries: usize, per_page: usize) -> impl Iterator<Item = Self> {
        let of = entries.div_ceil(per_page).max(1);
        (1..=of).map(move |number| Self {
            number,
            of,
            from: (number - 1) * per_page,
            to: (number * per_page).min(entries),
        })
    }
}

/// By what briefings are told apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Facet {
    /// What they are about.
    Topic,
    /// Who took part or must act.
    Agency,
    /// Who publishes.
    Partnership,
    /// Whom they are about.
    Audience,
    /// Where the learning comes from.
    Kind,
    /// When they were published.
    Year,
}

impl Facet {
    /// All, in the order in which they are offered.
    pub const ALL: [Self; 6] = [
        Self::Topic,
        Self::Agency,
        Self::Partnership,
        Self::Audience,
        Self::Kind,
        Self::Year,
    ];

    /// The folder of its pages.
    pub fn folder(self) -> &'static str {
        match self {
            Self::Topic => "topics",
            Self::Agency => "agencies",
            Self::Partnership => "partnerships",
            Self::Audience => "audiences",
            Self::Kind => "kinds",
            Self::Year => "years",
        }
    }

    /// By what its values are sorted before their ids.
    fn rank(self, id: &str, vocabulary: &Vocabulary) -> Option<String> {
        match self {
            Self::Topic => vocabulary
                .topics
                .get(id)
                .map(|topic| topic.name.to_lowercase()),
            Self::Agency => vocabulary
                .agencies
                .get(id)
                .map(|agency| agency.name.to_lowercase()),
            Self::Partnership => vocabulary
                .partnerships
                .get(id)
                .map(|partnership| partnership.name.to_lowercase()),
            Self::Audience => Audience::ALL
                .into_iter()
                .position(|audience| audience.as_str() == id)
                .map(|place| place.to_string()),
            Self::Kind | Self::Year => None,
        }
    }
}

/// What has been worked out before.
#[derive(Debug, Default)]
pub struct Memo {
    filed: Shelf<Arc<Filed>>,
    finder: Option<(Key, Arc<Finder>)>,
    learned: Shelf<Arc<Learned>>,
    /// What stands in each briefing, for the search.
    words: Shelf<Arc<Words>>,
    /// By the names of the sites.
    sites: HashMap<String, Worked>,
}

/// What has been worked out for one site.
#[derive(Debug, Default)]
struct Worked {
    lists: Option<(Key, Arc<Lists>)>,
    directory: Option<(Key, Arc<Directory>)>,
    /// The names of the directory's entries, sorted.
    names: Option<(Key, Arc<search::letters::Names>)>,
    search: search::Memo,
    files: Option<(Key, Arc<Files>)>,
    learning: Option<(Key, Arc<Learning>)>,
    learning_pages: Option<(Key, Arc<Vec<Page>>)>,
    relations: Option<(Key, Arc<Relations>)>,
    /// The fingerprints of the briefings' pages.
    pages: Shelf<Key>,
}

impl Memo {
    /// Forgets the sites that are no longer there.
    pub fn keep(&mut self, sites: &[Settings]) {
        self.sites
            .retain(|name, _| sites.iter().any(|settings| settings.name == *name));
    }
}

/// What was made under this key, or what is made now.
fn renewed<T>(kept: &mut Option<(Key, Arc<T>)>, key: Key, make: impl FnOnce() -> T) -> Arc<T> {
    match kept {
        Some((before, value)) if *before == key => value.clone(),
        _ => kept.insert((key, Arc::new(make()))).1.clone(),
    }
}

/// What is read out of the briefings of the library for all sites, briefing by briefing.
struct Read {
    filed: Vec<Arc<Filed>>,
    /// What each shows of the learning themes.
    learned: Arc<[Arc<Learned>]>,
    /// What stands in each, for the search.
    words: Vec<Arc<Words>>,
}

fn read(library: &Library, numbers: &Numbers<'_>, memo: &mut Memo) -> Read {
    let vocabulary = &library.vocabulary;
    let unfiled: Vec<Unfiled<'_>> = library.briefings.iter().map(|it| Unfiled(it)).collect();
    let filed = memo.filed.renew(vocabulary.key, &unfiled, |briefing| {
        Arc::new(filing::file(briefing.0, numbers, vocabulary))
    });
    let finder = renewed(&mut memo.finder, vocabulary.key, || Finder::new(vocabulary));
    let learned: Arc<[Arc<Learned>]> = memo
        .learned
        .renew(vocabulary.key, &unfiled, |briefing| {
            Arc::new(themes::read(briefing.0, &finder, vocabulary))
        })
        .into();
    let words = memo.words.renew(vocabulary.key, &unfiled, |briefing| {
        Arc::new(Words::of_briefing(briefing.0, vocabulary))
    });
    Read {
        filed,
        learned,
        words,
    }
}

/// Decides what a site shows, and where.
pub fn plan(library: &Library, settings: &Settings, memo: &mut Memo) -> Reported<Site> {
    let vocabulary = &library.vocabulary;
    let numbers = Numbers::new(vocabulary);
    let Read {
        filed,
        learned,
        words,
    } = read(library, &numbers, memo);
    let worked = memo.sites.entry(settings.name.clone()).or_default();
    let texts = menu_order(&library.pages);
    let shown = Shown {
        base_url: settings.base_url.as_deref(),
        briefings: &taken(library, settings, &filed, &numbers),
        frame: frame_key(settings, vocabulary, &texts),
        settings: settings.key,
        library,
        filed: &filed,
        learned: &learned,
        numbers: &numbers,
    };
    let newest = shown.newest_first();
    let learning_key = learning::key(&shown, &newest);
    let learning = renewed(&mut worked.learning, learning_key, || {
        learning::collect(&shown, &newest, learning_key)
    });
    let relations = renewed(&mut worked.relations, related::key(&shown, &newest), || {
        related::collect(&shown, &newest)
    });
    let directory_key = shown.directory_key();
    let directory = renewed(&mut worked.directory, directory_key, || {
        directory::collect(library, &newest, directory_key)
    });
    let order = shown.in_order();
    let files_key = shown.files_key(&order);
    let lists = renewed(
        &mut worked.lists,
        shown.lists_key(&order, directory_key, files_key),
        || {
            let cards: Vec<Card<'_>> = order.par_iter().map(|index| shown.card(*index)).collect();
            let files = renewed(&mut worked.files, files_key, || {
                files(&shown, &order, &cards, files_key)
            });
            let names = renewed(&mut worked.names, directory_key, || {
                search::letters::Names::of_directory(&directory)
            });
            lists(&shown, order, &cards, files, directory, &names)
        },
    );
    let (search, search_pages) = search::search(
        &Sought {
            library: &library.briefings,
            filed: &filed,
            words: &words,
            order: &lists.oldest_first,
            directory: &lists.directory,
            vocabulary,
            of_today: &|index| shown.of_today(index),
        },
        &mut worked.search,
    );
    let collection = Collection {
        search,
        settings: settings.clone(),
        vocabulary: vocabulary.clone(),
        book: library.book.clone(),
        today: library.today,
        briefings: lists
            .order
            .iter()
            .map(|index| library.briefings[*index as usize].clone())
            .collect(),
        home: home(&library.pages),
        texts,
        lists,
        learned: learned.clone(),
        learning,
        relations,
    };
    let of_learning = renewed(
        &mut worked.learning_pages,
        collection.learning.pages_key(&collection),
        || collection.learning.pages(&collection),
    );
    let around = KeyBuilder::new("briefings")
        .key(collection.keys.frame)
        .key(library.book.key)
        .key(directory_key)
        .key(files_key)
        .finish();
    let keys = briefing_keys(&collection, &shown, around, &mut worked.pages);
    let site = Site {
        pages: pages(&collection, &shown, keys, &of_learning, search_pages),
        collection,
    };
    let mut diagnostics = Vec::new();
    check_names(&site, &mut diagnostics);
    check_links(&site, library, &mut diagnostics);
    Reported::new(site, diagnostics)
}

/// The briefings that the site shows and takes, as indexes among the library's.
fn taken(
    library: &Library,
    settings: &Settings,
    filed: &[Arc<Filed>],
    numbers: &Numbers<'_>,
) -> Vec<u32> {
    let taken = Taken::new(settings, numbers);
    (0u32..)
        .zip(library.briefings.iter().zip(filed))
        .filter(|(_, (briefing, filed))| library.may_show(briefing) && taken.takes(filed))
        .map(|(index, _)| index)
        .collect()
}

/// A briefing as lists show it today.
struct Card<'a> {
    filed: &'a Filed,
    /// The fingerprint of its card.
    shown: Key,
    /// The fingerprint of its rows in the register.
    recommendations: Key,
}

/// Why a briefing is kept back, as a number.
fn kept_back(briefing: &Briefing, today: Date) -> u64 {
    match briefing.kept_back(today) {
        None => 0,
        Some(KeptBack::Draft) => 1,
        Some(KeptBack::InReview) => 2,
        Some(KeptBack::Until(_)) => 3,
        Some(KeptBack::Withdrawn) => 4,
    }
}

/// The briefings from which a site's lists are made.
#[derive(Clone, Copy)]
struct Shown<'a> {
    /// Where the site will stand.
    base_url: Option<&'a str>,
    /// Which they are, as indexes among the library's, in the order of their slugs.
    briefings: &'a [u32],
    /// The fingerprint of what stands on every page.
    frame: Key,
    /// The fingerprint of the site's settings.
    settings: Key,
    library: &'a Library,
    /// All briefings of the library, filed.
    filed: &'a [Arc<Filed>],
    /// What each briefing of the library shows of the learning themes.
    learned: &'a [Arc<Learned>],
    numbers: &'a Numbers<'a>,
}

impl Shown<'_> {
    fn briefing(&self, index: u32) -> &Briefing {
        &self.library.briefings[index as usize]
    }

    fn links(&self, index: u32) -> &Links {
        &self.library.briefing_links[index as usize]
    }

    fn filed(&self, index: u32) -> &Filed {
        &self.filed[index as usize]
    }

    fn learned(&self, index: u32) -> &Learned {
        &self.learned[index as usize]
    }

    /// Whether other pages may suggest a briefing: not what only authors see, nor what another one
    /// has taken the place of.
    fn is_suggested(&self, index: u32) -> bool {
        let briefing = self.briefing(index);
        briefing.is_public(self.library.today) && briefing.superseded_by.is_none()
    }

    /// A briefing as lists show it today.
    fn card(&self, index: u32) -> Card<'_> {
        let shown = &self.briefing(index).shown;
        let of_today = self.of_today(index);
        Card {
            filed: self.filed(index),
            shown: shown.card.and(of_today),
            recommendations: shown.recommendations.and(of_today),
        }
    }

    /// What today makes of a briefing, as a number: how many recommendations are overdue, which
    /// says which, for they are so by their dates; whether its review is; why it is kept back.
    fn of_today(&self, index: u32) -> u64 {
        let (briefing, today) = (self.briefing(index), self.library.today);
        let overdue = self.filed(index).overdue(today) as u64;
        overdue << 4 | self.kept_back(index) << 1 | u64::from(briefing.is_review_overdue(today))
    }

    /// Why a briefing is kept back, as a number.
    fn kept_back(&self, index: u32) -> u64 {
        kept_back(self.briefing(index), self.library.today)
    }

    /// Of the day, and of the briefings in their order and by what they are found.
    fn files_key(&self, order: &[u32]) -> Key {
        let key = KeyBuilder::new("files")
            .key(self.library.vocabulary.key)
            .text(&self.library.today.to_string());
        order
            .iter()
            .fold(key, |key, index| {
                key.number(u64::from(*index)).key(self.filed(*index).key)
            })
            .finish()
    }

    fn lists_key(&self, order: &[u32], directory: Key, files: Key) -> Key {
        // Lists hold a place for each briefing of the library.
        let key = KeyBuilder::new("lists")
            .key(self.frame)
            .number(self.library.briefings.len() as u64)
            .key(directory)
            .key(files);
        order
            .iter()
            .fold(key, |key, index| {
                let shown = &self.briefing(*index).shown;
                key.key(shown.card).key(shown.recommendations)
            })
            .finish()
    }

    /// The directory holds indexes of the library and follows the days of publication.
    fn directory_key(&self) -> Key {
        let key = KeyBuilder::new("directory").key(self.library.vocabulary.key);
        self.briefings
            .iter()
            .fold(key, |key, index| {
                let key = key
                    .number(u64::from(*index))
                    .number(u64::from(self.filed(*index).date));
                key.key(self.briefing(*index).shown.resources)
                    .key(self.links(*index).resources_key)
            })
            .finish()
    }

    /// The briefings by their days alone; those of one day in the order of their slugs.
    fn newest_first(&self) -> Vec<u32> {
        let mut order = self.briefings.to_vec();
        order.sort_by_key(|index| Reverse(self.filed(*index).date));
        order
    }

    /// The briefings as lists show them: the newest first, and those of one day by their titles.
    fn in_order(&self) -> Vec<u32> {
        let mut order: Vec<(Reverse<u32>, &str, u32)> = self
            .briefings
            .iter()
            .map(|index| {
                let filed = self.filed(*index);
                (Reverse(filed.date), filed.title.as_str(), *index)
            })
            .collect();
        order.par_sort_unstable();
        order.into_iter().map(|(.., index)| index).collect()
    }
}

fn files(shown: &Shown<'_>, order: &[u32], cards: &[Card<'_>], key: Key) -> Files {
    Files {
        key,
        facets: facets(cards, shown.numbers, &shown.library.vocabulary),
        register: register::collect(cards, shown.numbers, shown.library.today),
        reviews: reviews::collect(shown, order),
    }
}

fn lists(
    shown: &Shown<'_>,
    order: Vec<u32>,
    cards: &[Card<'_>],
    files: Arc<Files>,
    directory: Arc<Directory>,
    names: &search::letters::Names,
) -> Lists {
    let mut positions = vec![None; shown.library.briefings.len()];
    for (position, index) in (0u32..).zip(&order) {
        positions[*index as usize] = Some(position);
    }
    let keys = Keys::new(shown.frame, cards, &files);
    let base_url = shown.base_url;
    let channels = exchange::channels(base_url, cards, &files);
    let around = exchange::Around {
        shown,
        cards,
        files: &files,
        channels: &channels,
        directory: &directory,
        keys: &keys,
    };
    // Backwards, those of one day are in the order of their slugs: nearly that of their titles, which
    // must not move their numbers.
    let mut oldest_first: Vec<u32> = shown.briefings.iter().rev().copied().collect();
    let mut for_machines = Vec::new();
    let (mut pages, mut of_register, mut of_directory) = (Vec::new(), Vec::new(), Vec::new());
    let mut letters = Letters::default();
    rayon::scope(|scope| {
        scope.spawn(|_| of_register = register_pages(&files.register, &keys, shown));
        scope.spawn(|_| of_directory = directory_pages(&directory, &positions, &keys));
        scope.spawn(|_| for_machines = exchange::pages(&around, base_url.is_some()));
        scope.spawn(|_| {
            letters = search::letters::sort(cards, &files, names, &shown.library.vocabulary);
        });
        oldest_first.sort_by_key(|index| shown.filed(*index).date);
        pages = list_pages(order.len(), &files, &channels, &keys);
    });
    pages.extend(of_register);
    pages.extend(reviews::pages(&files, &keys, shown.settings));
    pages.extend(of_directory);
    pages.extend(letters.pages(&keys));
    let sitemap = base_url.map(|_| around.sitemap_key(&pages));
    pages.extend(for_machines);
    pages.push(page(
        address::FILTERS.to_owned(),
        PageKind::Filters,
        KeyBuilder::new("filters").key(files.key).finish(),
    ));
    Lists {
        sitemap,
        channels,
        letters,
        oldest_first,
        order,
        positions,
        files,
        directory,
        keys,
        pages,
        addresses: OnceLock::new(),
        search_numbers: OnceLock::new(),
    }
}

/// The text that introduces the home page.
fn home(pages: &[Arc<TextPage>]) -> Option<Arc<TextPage>> {
    pages.iter().find(|page| page.slug == "index").cloned()
}

fn menu_order(pages: &[Arc<TextPage>]) -> Vec<Arc<TextPage>> {
    let mut texts: Vec<Arc<TextPage>> = pages
        .iter()
        .filter(|page| page.slug != "index")
        .cloned()
        .collect();
    texts.sort_by_cached_key(|page| {
        (
            page.order.unwrap_or(i64::MAX),
            page.title.to_lowercase(),
            page.slug.clone(),
        )
    });
    texts
}

fn facets(
    cards: &[Card<'_>],
    numbers: &Numbers<'_>,
    vocabulary: &Vocabulary,
) -> BTreeMap<Facet, Vec<(String, Vec<u32>)>> {
    let mut values: BTreeMap<Facet, Vec<Vec<u32>>> = BTreeMap::new();
    for (index, card) in (0u32..).zip(cards) {
        for (facet, number) in &card.filed.values {
            let values = values.entry(*facet).or_default();
            let number = *number as usize;
            if values.len() <= number {
                values.resize_with(number + 1, Vec::new);
            }
            values[number].push(index);
        }
    }
    let facet = |facet: Facet| {
        let values = values.remove(&facet).unwrap_or_default();
        let mut values: Vec<(String, Vec<u32>)> = (0u32..)
            .zip(values)
            .filter(|(_, briefings)| !briefings.is_empty())
            .map(|(number, briefings)| (numbers.id(facet, number), briefings))
            .collect();
        values.sort_by_cached_key(|(id, _)| (facet.rank(id, vocabulary), id.clone()));
        if facet == Facet::Year {
            values.reverse();
        }
        (facet, values)
    };
    Facet::ALL.into_iter().map(facet).collect()
}

impl Collection {
    /// The path of a page within the site, for an address such as `topics/neglect/` or
    /// `recommendations/#r1`.
    pub fn find_address(&self, wanted: &str) -> Option<String> {
        let (path, anchor) = wanted
            .split_once('#')
            .map_or((wanted, ""), |(path, anchor)| (path, anchor));
        let path = path.trim_matches('/');
        let path = if path.is_empty() {
            address::HOME.to_owned()
        } else if path.ends_with(".html") {
            path.to_owned()
        } else {
            format!("{path}/{}", address::HOME)
        };
        self.has_page(&path).then(|| {
            if anchor.is_empty() {
                path.clone()
            } else {
                address::within(&path, anchor)
            }
        })
    }

    /// Whether there is a page of words at this path.
    fn has_page(&self, path: &str) -> bool {
        let folder = path.strip_suffix("/index.html").unwrap_or_default();
        let addresses = || self.lists.pages.iter().map(|page| page.address.clone());
        self.addresses
            .get_or_init(|| addresses().collect())
            .contains(path)
            || self.learning.has_page(path)
            || [address::HOME, address::GLOSSARY, address::NOT_FOUND].contains(&path)
            || settings_pages(&self.settings).any(|(address, _)| address == path)
            || address::slug_of_briefing(path).is_some_and(|slug| self.find(slug).is_some())
            || address::slug_of_meeting(path).is_some_and(|slug| self.find(slug).is_some())
            || self.texts.iter().any(|page| page.slug == folder)
    }

    /// Where an entry of the shared directory stands.
    pub fn directory_address(&self, id: &str) -> Option<String> {
        let index = self.directory.positions.get(id)?;
        Some(address::within(
            &address::numbered(address::RESOURCES, index / RESOURCES_PER_PAGE + 1),
            id,
        ))
    }

    /// Where the briefing of this slug stands among the site's.
    pub fn find(&self, slug: &str) -> Option<u32> {
        let number = self.book.number(&TextTarget::Briefing(slug.to_owned()))?;
        self.positions[number as usize]
    }

    /// Whether the site shows this text.
    pub fn shows(&self, target: &TextTarget) -> bool {
        match target {
            TextTarget::Briefing(slug) => self.find(slug).is_some(),
            TextTarget::Page(_) => true,
        }
    }

    /// Whether the site shows the text of this number in the book: pages stand there behind the
    /// briefings, and on every site.
    fn shows_number(&self, number: u32) -> bool {
        self.positions
            .get(number as usize)
            .is_none_or(Option::is_some)
    }

    /// The briefings that name a resource, in the order of the site.
    pub fn uses(&self, entry: &directory::Entry) -> Vec<u32> {
        let positions = entry.used_in.iter();
        let mut uses: Vec<u32> = positions
            .filter_map(|index| self.positions[*index as usize])
            .collect();
        uses.sort_unstable();
        uses
    }

    /// A briefing of the site.
    pub fn briefing(&self, index: u32) -> &Briefing {
        &self.briefings[index as usize]
    }

    /// The briefing of this number in the search, as an index among the site's.
    pub fn searched(&self, number: u32) -> u32 {
        let index = self.oldest_first[number as usize];
        self.positions[index as usize].expect("invariant: what is shown has a position")
    }

    /// The numbers in the search of these briefings of the site, from the lowest.
    pub fn search_numbers(&self, briefings: &[u32]) -> Vec<u32> {
        let numbers = self.search_numbers.get_or_init(|| {
            let mut numbers = vec![0; self.order.len()];
            for number in 0..offset(self.order.len()) {
                numbers[self.searched(number) as usize] = number;
            }
            numbers
        });
        let of = briefings.iter().map(|index| numbers[*index as usize]);
        let mut of: Vec<u32> = of.collect();
        of.sort_unstable();
        of
    }

    /// The fingerprint of what stands on every page.
    pub fn frame_key(&self) -> Key {
        self.keys.frame
    }

    /// The fingerprint of what a briefing's card shows today.
    pub fn card_key(&self, index: u32) -> Key {
        self.keys.cards[index as usize]
    }

    /// The fingerprint of what a briefing's rows in the register show today.
    pub fn rows_key(&self, index: u32) -> Key {
        self.keys.rows[index as usize]
    }

    /// The values of a facet with their briefings.
    pub fn values(&self, facet: Facet) -> &[(String, Vec<u32>)] {
        self.facets.get(&facet).map_or(&[], Vec::as_slice)
    }
}

fn pages(
    site: &Collection,
    shown: &Shown<'_>,
    briefings: Vec<Key>,
    of_learning: &[Page],
    search: Vec<Page>,
) -> Vec<Page> {
    let (keys, library) = (&site.keys, shown.library);
    let mut pages = Vec::with_capacity(3 * briefings.len() + site.lists.pages.len());
    for (index, key) in shown.briefings.iter().zip(briefings) {
        let filed = shown.filed(*index);
        let position =
            site.positions[*index as usize].expect("invariant: what is shown has a position");
        let card = site.keys.cards[position as usize];
        pages.push(exchange::forms(&filed.forms, position, key, card));
        pages.push(Page {
            address: filed.address.clone(),
            kind: PageKind::Briefing(position),
            key,
        });
    }
    pages.extend(meetings::pages(site, shown));
    pages.extend(site.lists.pages.iter().cloned());
    pages.extend(of_learning.iter().cloned());
    pages.extend(search);
    pages.extend(settings_pages(&site.settings).map(|(address, kind)| Page {
        address: address.into(),
        kind,
        key: keys.frame,
    }));
    let none = Links::default();
    let links_of = |text: &Arc<TextPage>| {
        let known = library
            .pages
            .iter()
            .zip(&library.page_links)
            .find(|(page, _)| Arc::ptr_eq(page, text));
        known.map_or(&none, |(_, links)| &**links)
    };
    let home_links = site.home.as_ref().map_or(&none, links_of);
    pages.push(page(
        address::HOME.to_owned(),
        PageKind::Home,
        keys.home(site, home_links),
    ));
    pages.push(page(
        address::GLOSSARY.to_owned(),
        PageKind::Glossary,
        keys.frame,
    ));
    pages.push(page(
        address::NOT_FOUND.to_owned(),
        PageKind::NotFound,
        keys.frame,
    ));
    for (index, text) in (0u32..).zip(&site.texts) {
        let key = KeyBuilder::new("text").key(keys.frame).key(text.key);
        let key = links_key(site, links_of(text), key).finish();
        let address = address::text(&TextTarget::Page(text.slug.clone()));
        pages.push(page(address, PageKind::Text(index), key));
    }
    pages.extend(pictures(site, shown));
    let sitemap = site.lists.sitemap;
    pages.extend(sitemap.map(|lists| exchange::sitemap(lists, of_learning)));
    pages
}

/// The pages that are there because the settings ask for them, and show nothing else.
fn settings_pages(settings: &Settings) -> impl Iterator<Item = (&'static str, PageKind)> {
    let leaving = settings.exit.as_ref();
    let statement = settings.accessibility.as_ref();
    let leaving = leaving.map(|_| (address::LEAVING, PageKind::Leaving));
    leaving
        .into_iter()
        .chain(statement.map(|_| (address::ACCESSIBILITY, PageKind::Accessibility)))
}

/// The lists of briefings: all of them, and those of each value of each facet.
fn list_pages(
    briefings: usize,
    files: &Files,
    channels: &BTreeSet<exchange::Channel>,
    keys: &Keys,
) -> Vec<Page> {
    let mut pages = Vec::new();
    let all: Vec<u32> = (0..offset(briefings)).collect();
    for part in Part::all(all.len(), CARDS_PER_PAGE) {
        let key = keys.cards(&all, part, keys.facets);
        pages.push(page(
            address::numbered(address::BRIEFINGS, part.number),
            PageKind::Briefings(part),
            key,
        ));
    }
    let Files {
        facets, register, ..
    } = files;
    for (facet, values) in facets.iter().filter(|(_, values)| !values.is_empty()) {
        let key = KeyBuilder::new("facet").key(keys.facets).finish();
        pages.push(page(address::facet(*facet), PageKind::Facet(*facet), key));
        for (value, (id, briefings)) in (0u32..).zip(values) {
            let first = address::value(*facet, id);
            let has_feed = channels.contains(&exchange::Channel::Value(*facet, value));
            let parts = Part::all(briefings.len(), CARDS_PER_PAGE).map(|part| {
                // An agency's page leads to its view of the register.
                let has_view =
                    *facet == Facet::Agency && register.view(&View::Agency(id.clone())).is_some();
                let frame = KeyBuilder::new("value")
                    .key(keys.frame)
                    .number(u64::from(has_view))
                    .number(u64::from(has_feed))
                    .finish();
                let key = keys.cards(briefings, part, frame);
                page(
                    address::numbered(&first, part.number),
                    PageKind::Value(*facet, value, part),
                    key,
                )
            });
            pages.extend(parts);
        }
    }
    pages
}

/// The views of the register. The figures and the other views stand on the first page of each.
fn register_pages(register: &Register, keys: &Keys, shown: &Shown<'_>) -> Vec<Page> {
    let counts = register.counts_key().and(register.files().len() as u64);
    let pages = register.views.par_iter().flat_map_iter(|view| {
        Part::all(view.rows.len(), ROWS_PER_PAGE).map(move |part| {
            let key = KeyBuilder::new("register")
                .key(keys.frame)
                .number(view.rows.len() as u64);
            let key = if part.number == 1 {
                let key = key.key(counts).key(view.figures_key());
                match view.view {
                    View::All => key.key(register.agencies_key()),
                    View::Overdue | View::Status(_) | View::Agency(_) | View::Topic(_) => key,
                }
            } else {
                key
            };
            let key = view.rows[part.from..part.to]
                .iter()
                .map(|row| keys.row(register.rows[*row as usize]))
                .fold(key, KeyBuilder::number)
                .finish();
            let address = address::numbered(&address::register(&view.view), part.number);
            page(address, PageKind::Register(view.view.clone(), part), key)
        })
    });
    let mut pages: Vec<Page> = pages.collect();
    pages.extend(register_briefings(register, keys));
    for part in register.files() {
        let briefings = &register.briefings[part.from..part.to];
        let key = KeyBuilder::new("register file")
            .key(shown.settings)
            .text(&shown.library.today.to_string())
            .keys(briefings.iter().map(|it| keys.rows[it.briefing as usize]))
            .finish();
        pages.extend(Form::ALL.into_iter().map(|form| {
            let address = address::register_file(form, part.number);
            page(address, PageKind::RegisterFile(form, part), key)
        }));
    }
    pages
}

/// The list of the briefings that have recommendations.
fn register_briefings(register: &Register, keys: &Keys) -> Vec<Page> {
    let briefings = &register.briefings;
    let pages = Part::all(briefings.len(), REGISTER_BRIEFINGS_PER_PAGE).map(|part| {
        let key = KeyBuilder::new("register briefings")
            .key(keys.frame)
            .number(briefings.len() as u64);
        let key = briefings[part.from..part.to]
            .iter()
            .map(|rows| keys.rows[rows.briefing as usize])
            .fold(key, KeyBuilder::key)
            .finish();
        let address = address::numbered(address::REGISTER_BRIEFINGS, part.number);
        page(address, PageKind::RegisterBriefings(part), key)
    });
    pages.collect()
}

fn directory_pages(directory: &Directory, positions: &[Option<u32>], keys: &Keys) -> Vec<Page> {
    let entries = &directory.entries;
    let parts: Vec<Part> = Part::all(entries.len(), RESOURCES_PER_PAGE).collect();
    let pages = parts.par_iter().map(|part| {
        let key = KeyBuilder::new("resources")
            .key(keys.frame)
            .number(entries.len() as u64);
        let key = directory.key_of(*part, positions, &keys.cards, key);
        page(
            address::numbered(address::RESOURCES, part.number),
            PageKind::Resources(*part),
            key.finish(),
        )
    });
    pages.collect()
}

fn page(address: String, kind: PageKind, key: Key) -> Page {
    Page {
        address: address.into(),
        kind,
        key,
    }
}

/// The pictures that the site's texts show, each once.
fn pictures(site: &Collection, shown: &Shown<'_>) -> Vec<Page> {
    let page_links = shown.library.page_links.iter().map(|links| &**links);
    let paths = shown
        .briefings
        .iter()
        .map(|index| shown.links(*index))
        .chain(page_links)
        .flat_map(|links| &links.pictures)
        .map(|(path, _)| path);
    let by_address: BTreeMap<String, (&Arc<str>, Key)> = paths
        .filter_map(|path| {
            site.book
                .picture_at(path)
                .map(|picture| (address::picture(picture), (path, picture.key)))
        })
        .collect();
    by_address
        .into_iter()
        .map(|(address, (path, key))| page(address, PageKind::Picture(path.clone()), key))
        .collect()
}
