//! One site: what it shows to everybody, its pages and their addresses.
//!
//! The only place where an address is decided, and where it is decided what is public. It knows
//! neither templates nor words.

pub mod address;
pub mod directory;
pub mod register;

use std::borrow::Cow;
use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::ops::Deref;
use std::sync::Arc;

use rayon::prelude::*;

use crate::diagnostic::{Diagnostic, Reported};
use crate::model::briefing::{Audience, Briefing};
use crate::model::links::TextTarget;
use crate::model::{Book, Library, Links, Page as TextPage, Settings, Vocabulary};
use crate::source::{Date, Key, KeyBuilder, Span, Spanned, offset};

use directory::Directory;
use register::{Register, View};

/// How many cards a page of a list of briefings has.
pub const CARDS_PER_PAGE: usize = 50;
/// How many rows a page of the register has.
pub const ROWS_PER_PAGE: usize = 500;
/// How many entries a page of the resource directory has.
pub const RESOURCES_PER_PAGE: usize = 250;
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
    /// The public briefings that the site takes, the newest first.
    pub briefings: Vec<Arc<Briefing>>,
    /// The ordinary pages, in the order of the menu; the home page's text is not among them.
    pub texts: Vec<Arc<TextPage>>,
    /// The text that introduces the home page.
    pub home: Option<Arc<TextPage>>,
    /// What is worked out from the briefings' cards.
    lists: Arc<Lists>,
}

/// What is worked out from the cards of the briefings: as long as no card changes, it stays.
#[derive(Debug)]
pub struct Lists {
    /// The briefings, as indexes among those of the library, the newest first.
    order: Vec<u32>,
    /// Where each of them stands, by slug.
    pub by_slug: HashMap<String, u32>,
    /// The briefings by the values of each facet, in the order in which values are shown.
    pub facets: BTreeMap<Facet, Vec<(String, Vec<u32>)>>,
    /// The recommendations register.
    pub register: Register,
    /// The resource directory.
    pub directory: Directory,
    /// The fingerprints that pages share.
    keys: Keys,
    /// The pages that show nothing but cards, rows and entries.
    pages: Vec<Page>,
    /// Their addresses.
    addresses: HashSet<Arc<str>>,
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
    /// A part of the list of all briefings.
    Briefings(Part),
    /// The values of a facet.
    Facet(Facet),
    /// A part of the list of the briefings of one value of a facet.
    Value(Facet, u32, Part),
    /// A part of a view of the register.
    Register(View, Part),
    /// A part of the resource directory.
    Resources(Part),
    /// The glossary.
    Glossary,
    /// An ordinary page.
    Text(u32),
    /// The page for addresses that lead nowhere.
    NotFound,
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

    /// The values that a briefing has.
    fn values<'a>(self, briefing: &'a Briefing, vocabulary: &'a Vocabulary) -> Vec<Cow<'a, str>> {
        let mut values: Vec<Cow<'a, str>> = match self {
            Self::Topic => briefing
                .topics
                .iter()
                .map(|id| id.as_str().into())
                .collect(),
            Self::Agency => {
                let owners = briefing
                    .recommendations
                    .iter()
                    .flat_map(|item| &item.owners);
                let named = briefing.agencies.iter().chain(owners);
                named
                    .flat_map(|id| vocabulary.agency_and_wholes(id))
                    .map(Cow::Borrowed)
                    .collect()
            }
            Self::Partnership => briefing
                .partnership
                .iter()
                .map(|id| id.as_str().into())
                .collect(),
            Self::Audience => Audience::ALL
                .into_iter()
                .filter(|wanted| {
                    briefing
                        .audience
                        .is_some_and(|audience| audience.serves(*wanted))
                })
                .map(|audience| audience.as_str().into())
                .collect(),
            Self::Kind => briefing
                .audit
                .kind
                .iter()
                .map(|kind| kind.as_str().into())
                .collect(),
            Self::Year => briefing
                .year()
                .iter()
                .map(|year| year.to_string().into())
                .collect(),
        };
        values.sort_unstable();
        values.dedup();
        values
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

/// What has been worked out before, by the names of the sites.
#[derive(Debug, Default)]
pub struct Memo {
    lists: HashMap<String, (Key, Arc<Lists>)>,
}

impl Memo {
    /// Forgets the sites that are no longer there.
    pub fn keep(&mut self, sites: &[Settings]) {
        self.lists
            .retain(|name, _| sites.iter().any(|settings| settings.name == *name));
    }
}

/// Decides what a site shows, and where.
pub fn plan(library: &Library, settings: &Settings, memo: &mut Memo) -> Reported<Site> {
    let texts = menu_order(&library.pages);
    let taken = taken(library, settings);
    let key = lists_key(library, settings, &texts, &taken);
    let lists = match memo.lists.get(&settings.name) {
        Some((before, lists)) if *before == key => lists.clone(),
        _ => Arc::new(lists(library, settings, &texts, taken)),
    };
    memo.lists
        .insert(settings.name.clone(), (key, lists.clone()));
    let collection = Collection {
        settings: settings.clone(),
        vocabulary: library.vocabulary.clone(),
        book: library.book.clone(),
        today: library.today,
        briefings: lists
            .order
            .iter()
            .map(|index| library.briefings[*index as usize].clone())
            .collect(),
        home: library
            .pages
            .iter()
            .find(|page| page.slug == "index")
            .cloned(),
        texts,
        lists,
    };
    let links: Vec<&Links> = collection
        .order
        .iter()
        .map(|index| &*library.briefing_links[*index as usize])
        .collect();
    let site = Site {
        pages: pages(&collection, &links, library),
        collection,
    };
    let mut diagnostics = Vec::new();
    check_names(&site, &mut diagnostics);
    check_links(&site, library, &links, &mut diagnostics);
    Reported::new(site, diagnostics)
}

/// The briefings that are public today and that the site takes, as indexes among the library's.
fn taken(library: &Library, settings: &Settings) -> Vec<u32> {
    let is_taken = |briefing: &Briefing| {
        briefing.is_public(library.today) && takes(settings, briefing, &library.vocabulary)
    };
    (0u32..)
        .zip(&library.briefings)
        .filter(|(_, briefing)| is_taken(briefing))
        .map(|(index, _)| index)
        .collect()
}

fn lists_key(
    library: &Library,
    settings: &Settings,
    texts: &[Arc<TextPage>],
    taken: &[u32],
) -> Key {
    let key = KeyBuilder::new("lists")
        .key(frame_key(settings, &library.vocabulary, texts))
        .text(&library.today.to_string());
    let key = taken.iter().fold(key, |key, index| {
        let (briefing, links) = (
            &library.briefings[*index as usize],
            &library.briefing_links[*index as usize],
        );
        let key = key
            .number(u64::from(*index))
            .key(briefing.shown.card)
            .key(briefing.shown.recommendations);
        directory::key_of(briefing, links, key)
    });
    key.finish()
}

fn lists(
    library: &Library,
    settings: &Settings,
    texts: &[Arc<TextPage>],
    mut order: Vec<u32>,
) -> Lists {
    let (vocabulary, today) = (&library.vocabulary, library.today);
    order.par_sort_by_cached_key(|index| {
        let briefing = &library.briefings[*index as usize];
        (
            Reverse((briefing.year(), briefing.published)),
            briefing.title.to_lowercase(),
            briefing.slug.clone(),
        )
    });
    let briefings: Vec<Arc<Briefing>> = order
        .iter()
        .map(|index| library.briefings[*index as usize].clone())
        .collect();
    let links: Vec<Arc<Links>> = order
        .iter()
        .map(|index| library.briefing_links[*index as usize].clone())
        .collect();
    let by_slug: HashMap<String, u32> = (0..)
        .zip(&briefings)
        .map(|(index, briefing)| (briefing.slug.clone(), index))
        .collect();
    let ((facets, register), directory) = rayon::join(
        || {
            rayon::join(
                || facets(&briefings, vocabulary),
                || register::collect(&briefings, vocabulary, today),
            )
        },
        || directory::collect(vocabulary, &briefings, &links),
    );
    let keys = Keys::new(
        frame_key(settings, vocabulary, texts),
        &facets,
        &briefings,
        today,
    );
    let mut pages = list_pages(briefings.len(), &facets, &register, &keys);
    pages.extend(register_pages(&register, &keys));
    pages.extend(directory_pages(&directory, &by_slug, &keys));
    let addresses = pages.iter().map(|page| page.address.clone()).collect();
    Lists {
        order,
        by_slug,
        facets,
        register,
        directory,
        keys,
        pages,
        addresses,
    }
}

fn takes(settings: &Settings, briefing: &Briefing, vocabulary: &Vocabulary) -> bool {
    let fits = |wanted: &[Spanned<String>], facet: Facet| {
        wanted.is_empty()
            || facet
                .values(briefing, vocabulary)
                .iter()
                .any(|value| wanted.iter().any(|wanted| wanted.value == *value))
    };
    let take = &settings.take;
    fits(&take.partnerships, Facet::Partnership)
        && fits(&take.topics, Facet::Topic)
        && fits(&take.agencies, Facet::Agency)
        && fits(&take.audiences, Facet::Audience)
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
    briefings: &[Arc<Briefing>],
    vocabulary: &Vocabulary,
) -> BTreeMap<Facet, Vec<(String, Vec<u32>)>> {
    let facet = |facet: Facet| {
        let mut values: BTreeMap<Cow<'_, str>, Vec<u32>> = BTreeMap::new();
        for (index, briefing) in (0u32..).zip(briefings) {
            for value in facet.values(briefing, vocabulary) {
                values.entry(value).or_default().push(index);
            }
        }
        let mut values: Vec<(String, Vec<u32>)> = values
            .into_iter()
            .map(|(id, briefings)| (id.into_owned(), briefings))
            .collect();
        values.sort_by_cached_key(|(id, _)| facet.rank(id, vocabulary));
        if facet == Facet::Year {
            values.reverse();
        }
        (facet, values)
    };
    Facet::ALL.into_par_iter().map(facet).collect()
}

fn check_names(site: &Site, diagnostics: &mut Vec<Diagnostic>) {
    for page in site
        .texts
        .iter()
        .filter(|page| address::RESERVED.contains(&page.slug.as_str()))
    {
        diagnostics.push(
            Diagnostic::error(
                "address-taken",
                Span::start_of(&page.file),
                format!("the address `{}/` is the site's own", page.slug),
            )
            .help("Give the file another name."),
        );
    }
}

/// Says which links lead to texts that this site does not show, or to addresses that it has not.
fn check_links(
    site: &Site,
    library: &Library,
    links: &[&Links],
    diagnostics: &mut Vec<Diagnostic>,
) {
    let page_links = library.page_links.iter().map(|links| &**links);
    for links in links.iter().copied().chain(page_links) {
        for (target, span) in &links.texts {
            if let Some(diagnostic) = hidden_target(site, library, target, span) {
                diagnostics.push(diagnostic);
            }
        }
        for (path, span) in &links.pictures {
            if let Some(hidden) = hidden_owner(library, path) {
                diagnostics.push(
                    Diagnostic::error(
                        "picture-not-public",
                        span.clone(),
                        format!("this picture belongs to `{hidden}`, which is not published"),
                    )
                    .help("Put a copy of the picture beside this text, if everybody may see it."),
                );
            }
        }
        for (wanted, span) in &links.addresses {
            if site.find_address(wanted).is_none() {
                diagnostics.push(
                    Diagnostic::error("dead-link", span.clone(), format!("the site has no page at `/{wanted}`"))
                        .help("Link to the file of a briefing or page, or to a list such as /topics/neglect/."),
                );
            }
        }
    }
}

/// The briefing in whose folder a picture lies, if it is not public.
fn hidden_owner<'a>(library: &'a Library, picture: &str) -> Option<&'a str> {
    let (folder, _) = picture
        .strip_prefix("content/briefings/")?
        .split_once('/')?;
    let index = library
        .briefings
        .binary_search_by(|known| known.slug.as_str().cmp(folder))
        .ok()?;
    let briefing = &library.briefings[index];
    (!briefing.is_public(library.today)).then_some(briefing.slug.as_str())
}

fn hidden_target(
    site: &Site,
    library: &Library,
    target: &TextTarget,
    span: &Span,
) -> Option<Diagnostic> {
    let TextTarget::Briefing(slug) = target else {
        return None;
    };
    if site.by_slug.contains_key(slug) {
        return None;
    }
    let is_public = library
        .briefings
        .iter()
        .any(|briefing| briefing.slug == *slug && briefing.is_public(site.today));
    Some(if is_public {
        Diagnostic::warning(
            "link-leaves-site",
            span.clone(),
            format!(
                "the site `{}` does not take the briefing `{slug}`",
                site.settings.name
            ),
        )
        .help("The link's words are shown there without a link.")
    } else {
        Diagnostic::error(
            "dead-link",
            span.clone(),
            format!("the briefing `{slug}` is not published, so this link would lead nowhere"),
        )
        .help("Take the link away, or publish that briefing: see its `status` and `published`.")
    })
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
        self.addresses.contains(path)
            || [address::HOME, address::GLOSSARY, address::NOT_FOUND].contains(&path)
            || folder
                .strip_prefix("briefings/")
                .is_some_and(|slug| self.by_slug.contains_key(slug))
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

    /// Whether the site shows this text.
    pub fn shows(&self, target: &TextTarget) -> bool {
        match target {
            TextTarget::Briefing(slug) => self.by_slug.contains_key(slug),
            TextTarget::Page(_) => true,
        }
    }

    /// A briefing of the site.
    pub fn briefing(&self, index: u32) -> &Briefing {
        &self.briefings[index as usize]
    }

    /// The values of a facet with their briefings.
    pub fn values(&self, facet: Facet) -> &[(String, Vec<u32>)] {
        self.facets.get(&facet).map_or(&[], Vec::as_slice)
    }
}

fn pages(site: &Collection, links: &[&Links], library: &Library) -> Vec<Page> {
    let keys = &site.keys;
    let briefings = (0u32..).zip(&site.briefings).zip(links).collect::<Vec<_>>();
    let briefings = briefings.par_iter().map(|((index, briefing), links)| {
        let key = keys.briefing(site, briefing, links);
        page(
            address::briefing(&briefing.slug),
            PageKind::Briefing(*index),
            key,
        )
    });
    let mut pages: Vec<Page> = briefings.collect();
    pages.extend(site.lists.pages.iter().cloned());
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
    pages.extend(pictures(site, links, library));
    pages
}

/// The lists of briefings: all of them, and those of each value of each facet.
fn list_pages(
    briefings: usize,
    facets: &BTreeMap<Facet, Vec<(String, Vec<u32>)>>,
    register: &Register,
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
    for (facet, values) in facets.iter().filter(|(_, values)| !values.is_empty()) {
        let key = KeyBuilder::new("facet").key(keys.facets).finish();
        pages.push(page(address::facet(*facet), PageKind::Facet(*facet), key));
        for (value, (id, briefings)) in (0u32..).zip(values) {
            let first = address::value(*facet, id);
            let parts = Part::all(briefings.len(), CARDS_PER_PAGE).map(|part| {
                // An agency's page leads to its view of the register.
                let has_view =
                    *facet == Facet::Agency && register.view(&View::Agency(id.clone())).is_some();
                let frame = KeyBuilder::new("value")
                    .key(keys.frame)
                    .number(u64::from(has_view))
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
fn register_pages(register: &Register, keys: &Keys) -> Vec<Page> {
    let counts = register.counts_key();
    let pages = register.views.par_iter().flat_map_iter(|view| {
        Part::all(view.rows.len(), ROWS_PER_PAGE).map(move |part| {
            let key = KeyBuilder::new("register")
                .key(keys.frame)
                .number(view.rows.len() as u64);
            let key = if part.number == 1 {
                key.key(counts).key(view.totals.key())
            } else {
                key
            };
            let key = register
                .key_of(&view.rows[part.from..part.to], key)
                .finish();
            let address = address::numbered(&address::register(&view.view), part.number);
            page(address, PageKind::Register(view.view.clone(), part), key)
        })
    });
    pages.collect()
}

fn directory_pages(
    directory: &Directory,
    by_slug: &HashMap<String, u32>,
    keys: &Keys,
) -> Vec<Page> {
    let entries = &directory.entries;
    let parts: Vec<Part> = Part::all(entries.len(), RESOURCES_PER_PAGE).collect();
    let pages = parts.par_iter().map(|part| {
        let key = KeyBuilder::new("resources")
            .key(keys.frame)
            .number(entries.len() as u64);
        let key = entries[part.from..part.to].iter().fold(key, |key, entry| {
            let shown = entry.used_in.iter().take(directory::SHOWN_USES);
            let shown = shown.filter_map(|slug| by_slug.get(&**slug));
            entry
                .key(key)
                .keys(shown.map(|index| keys.cards[*index as usize]))
        });
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
fn pictures(site: &Collection, links: &[&Links], library: &Library) -> Vec<Page> {
    let page_links = library.page_links.iter().map(|links| &**links);
    let paths = links
        .iter()
        .copied()
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

/// The fingerprint of what stands on every page: settings, vocabulary, menu.
fn frame_key(settings: &Settings, vocabulary: &Vocabulary, texts: &[Arc<TextPage>]) -> Key {
    let menu = texts.iter().fold(KeyBuilder::new("frame"), |key, page| {
        key.text(&page.slug)
            .text(&page.title)
            .number(u64::from(page.in_menu))
    });
    menu.key(settings.key).key(vocabulary.key).finish()
}

/// The fingerprints that many pages share.
#[derive(Debug)]
struct Keys {
    /// Of what stands on every page.
    frame: Key,
    /// Of the frame and of the numbers of briefings of each value.
    facets: Key,
    /// Of each briefing's card as of today.
    cards: Vec<Key>,
}

impl Keys {
    fn new(
        frame: Key,
        facets: &BTreeMap<Facet, Vec<(String, Vec<u32>)>>,
        briefings: &[Arc<Briefing>],
        today: Date,
    ) -> Self {
        // The menu leads to topics and agencies where there are any.
        let in_menu = [Facet::Topic, Facet::Agency]
            .map(|facet| u64::from(facets.get(&facet).is_some_and(|values| !values.is_empty())));
        let frame = in_menu
            .into_iter()
            .fold(KeyBuilder::new("frame").key(frame), KeyBuilder::number)
            .finish();
        let facets = facets.iter().fold(
            KeyBuilder::new("facets").key(frame),
            |key, (facet, values)| {
                let key = key.text(facet.folder());
                values.iter().fold(key, |key, (id, briefings)| {
                    key.text(id).number(briefings.len() as u64)
                })
            },
        );
        let cards = briefings.iter().map(|briefing| {
            let overdue = briefing
                .recommendations
                .iter()
                .filter(|item| item.is_overdue(today))
                .count() as u64;
            match overdue {
                0 => briefing.shown.card,
                overdue => KeyBuilder::default()
                    .key(briefing.shown.card)
                    .number(overdue)
                    .finish(),
            }
        });
        Self {
            frame,
            facets: facets.finish(),
            cards: cards.collect(),
        }
    }

    /// The fingerprint of a part of a list of briefings.
    fn cards(&self, briefings: &[u32], part: Part, frame: Key) -> Key {
        let cards = briefings[part.from..part.to]
            .iter()
            .map(|index| self.cards[*index as usize]);
        KeyBuilder::new("cards")
            .key(frame)
            .keys(cards)
            .number(briefings.len() as u64)
            .finish()
    }

    fn home(&self, site: &Collection, links: &Links) -> Key {
        let text = site.home.as_ref().map(|text| text.key).unwrap_or_default();
        let key = KeyBuilder::new("home")
            .key(self.facets)
            .keys(self.cards.iter().take(LATEST).copied())
            .number(site.briefings.len() as u64)
            .key(site.register.totals().key())
            .key(text);
        links_key(site, links, key).finish()
    }

    fn briefing(&self, site: &Collection, briefing: &Briefing, links: &Links) -> Key {
        let mut key = KeyBuilder::new("briefing")
            .key(self.frame)
            .key(briefing.key)
            .number(u64::from(briefing.is_review_overdue(site.today)));
        key = briefing.recommendations.iter().fold(key, |key, item| {
            key.number(u64::from(item.is_overdue(site.today)))
        });
        let successor = briefing
            .superseded_by
            .iter()
            .map(|successor| TextTarget::Briefing(successor.value.clone()));
        key = successor.fold(key, |key, target| target_key(site, &target, key));
        links_key(site, links, key).finish()
    }
}

/// Adds the fingerprint of where the links of a text lead on this site, and under which words.
fn links_key(site: &Collection, links: &Links, mut key: KeyBuilder) -> KeyBuilder {
    for (target, _) in &links.texts {
        key = target_key(site, target, key);
    }
    for (wanted, _) in &links.addresses {
        key = key.number(u64::from(site.find_address(wanted).is_some()));
    }
    for id in &links.resources {
        key = key.text(&site.directory_address(id).unwrap_or_default());
    }
    for (path, _) in &links.pictures {
        key = site
            .book
            .picture_at(path)
            .map(|picture| picture.key)
            .into_iter()
            .fold(key, KeyBuilder::key);
    }
    key
}

fn target_key(site: &Collection, target: &TextTarget, key: KeyBuilder) -> KeyBuilder {
    let title = site.book.title(target).unwrap_or_default();
    key.text(&address::text(target))
        .text(title)
        .number(u64::from(site.shows(target)))
}
