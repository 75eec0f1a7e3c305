//! Addresses: where everything stands, from the site's root.
//!
//! They are made of the names of files and ids, never of titles, so that a link that a council
//! printed on a poster still leads there when a title is changed. Each names its `index.html`,
//! so that the folder can be opened from disk.

use super::Facet;
use super::exchange::{Form, Format};
use super::register::{self, View};
use super::search::Space;
use super::search::letters::Letter;
use crate::document::Picture;
use crate::model::learning::Side;
use crate::model::links::TextTarget;
use crate::source::Key;

/// The home page.
pub const HOME: &str = "index.html";
/// The page for addresses that lead nowhere.
pub const NOT_FOUND: &str = "404.html";
/// The resource directory.
pub const RESOURCES: &str = "resources/index.html";
/// The glossary.
pub const GLOSSARY: &str = "glossary/index.html";
/// The list of all briefings.
pub const BRIEFINGS: &str = "briefings/index.html";

/// The search, and everything that can be found from A to Z.
pub const SEARCH: &str = "search/index.html";
/// What the search loads first: which file holds which words.
pub const SEARCH_MANIFEST: &str = "search/index.json";

/// Which briefings have which values.
pub const FILTERS: &str = "search/filters.json";
/// What is due for review.
pub const REVIEW: &str = "review/index.html";
/// The days of review, for calendars.
pub const REVIEW_DATES: &str = "review/review-dates.ics";
/// What the quick exit does and cannot do.
pub const LEAVING: &str = "leaving-quickly/index.html";
/// The accessibility statement, where the site makes one.
pub const ACCESSIBILITY: &str = "accessibility/index.html";

/// Folders that are made or promised, and that no ordinary page can have.
pub const RESERVED: [&str; 18] = [
    "briefings",
    "topics",
    "agencies",
    "partnerships",
    "audiences",
    "kinds",
    "years",
    "recommendations",
    "resources",
    "glossary",
    "assets",
    "images",
    "search",
    "feeds",
    "api",
    "learning",
    "review",
    "leaving-quickly",
];

/// A briefing or page.
pub fn text(target: &TextTarget) -> String {
    match target {
        TextTarget::Briefing(slug) => briefing(slug),
        TextTarget::Page(slug) if slug == "index" => HOME.to_owned(),
        TextTarget::Page(slug) => format!("{slug}/index.html"),
    }
}

/// A briefing.
pub fn briefing(slug: &str) -> String {
    format!("briefings/{slug}/index.html")
}

/// The slug of the briefing whose page stands at this path.
pub fn slug_of_briefing(path: &str) -> Option<&str> {
    path.strip_prefix("briefings/")?.strip_suffix("/index.html")
}

/// The use of a briefing in a team meeting.
pub fn meeting(slug: &str) -> String {
    format!("briefings/{slug}/meeting/index.html")
}

/// The slug of the briefing whose page for team meetings stands at this path.
pub fn slug_of_meeting(path: &str) -> Option<&str> {
    path.strip_prefix("briefings/")?
        .strip_suffix("/meeting/index.html")
}

/// The list of a facet's values.
pub fn facet(facet: Facet) -> String {
    format!("{}/index.html", facet.folder())
}

/// The briefings of one value of a facet.
pub fn value(facet: Facet, id: &str) -> String {
    format!("{}/{id}/index.html", facet.folder())
}

/// A view of the recommendations register.
pub fn register(view: &View) -> String {
    match view {
        View::All => "recommendations/index.html".to_owned(),
        View::Agency(id) => format!("recommendations/agency/{id}/index.html"),
        View::Status(status) => format!(
            "recommendations/status/{}/index.html",
            View::status_word(*status)
        ),
        View::Overdue => "recommendations/overdue/index.html".to_owned(),
        View::Topic(id) => format!("recommendations/topic/{id}/index.html"),
    }
}

/// The list of the briefings that have recommendations.
pub const REGISTER_BRIEFINGS: &str = "recommendations/briefing/index.html";

/// The part of this number, from 1, of the register as a file for other programs.
pub fn register_file(form: register::Form, number: usize) -> String {
    let ending = match form {
        register::Form::Csv => "csv",
        register::Form::Json => "json",
    };
    match number {
        0 | 1 => format!("recommendations/register.{ending}"),
        number => format!("recommendations/register-{number}.{ending}"),
    }
}

/// Recurring learning: all themes by year.
pub const LEARNING: &str = "learning/index.html";

/// A learning theme with its findings.
pub fn learning_theme(id: &str) -> String {
    format!("learning/{id}/index.html")
}

/// The name, within the page of a theme, of what was found in a year.
pub fn learning_year(year: Option<u32>) -> String {
    year.map_or_else(|| "y-none".to_owned(), |year| format!("y-{year}"))
}

/// The name, within the page of a theme, of what was found in a year on one side.
pub fn learning_group(year: Option<u32>, side: Side) -> String {
    format!("{}-{}", learning_year(year), side.as_str())
}

/// The name, within the page of its briefing, of a list item of a section; both from 1.
pub fn item(section: usize, position: usize) -> String {
    format!("i-{section}-{position}")
}

/// Everything under one letter.
pub fn letter(letter: Letter) -> String {
    format!("search/{}/index.html", letter.word())
}

/// A file with words of the search, named by what stands in it: what a browser has kept is never
/// out of date, and a server's log does not show which words were looked for.
pub fn search_shard(space: Space, key: Key) -> String {
    format!("search/parts/{}-{}.json", space.as_str(), &key.hex()[..12])
}

/// What a result shows of a document, by its number.
pub fn search_card(space: Space, number: usize) -> String {
    format!("search/cards/{}/{number}.json", space.as_str())
}

/// The page of this number, from 1, of a list that begins at `first`.
pub fn numbered(first: &str, number: usize) -> String {
    match number {
        0 | 1 => first.to_owned(),
        number => format!(
            "{}page/{number}/index.html",
            first.trim_end_matches("index.html")
        ),
    }
}

/// The page that describes the files of the `api/` folder.
pub const API: &str = "api/index.html";
/// What there is in the `api/` folder.
pub const API_INDEX: &str = "api/index.json";
/// The cards of all briefings.
pub const API_BRIEFINGS: &str = "api/briefings.json";
/// All recommendations.
pub const API_RECOMMENDATIONS: &str = "api/recommendations.json";
/// The resource directory for machines.
pub const API_RESOURCES: &str = "api/resources.json";
/// The addresses of all pages.
pub const SITEMAP: &str = "sitemap.xml";
/// What crawlers are asked.
pub const ROBOTS: &str = "robots.txt";

/// A feed: of all briefings, or of those of one value of a facet.
pub fn feed(value: Option<(Facet, &str)>, format: Format) -> String {
    let ending = match format {
        Format::Atom => "xml",
        Format::Json => "json",
    };
    match value {
        None => format!("feeds/all.{ending}"),
        Some((facet, id)) => format!("feeds/{}/{id}.{ending}", facet.folder()),
    }
}

/// An entry of the resource directory, by its place in it and its name within its page.
pub fn entry(index: usize, anchor: &str) -> String {
    let page = numbered(RESOURCES, index / super::RESOURCES_PER_PAGE + 1);
    within(&page, anchor)
}

/// A form of a briefing besides its page.
pub fn form(slug: &str, form: Form) -> String {
    match form {
        Form::Fragment => format!("briefings/{slug}/fragment.html"),
        Form::Embed => format!("briefings/{slug}/embed/index.html"),
        Form::OEmbed => format!("briefings/{slug}/oembed.json"),
        Form::Json => format!("api/briefings/{slug}.json"),
    }
}

/// The whole address of a page or file of a site that stands at `base`, as it is made known:
/// servers find the `index.html` of a folder by themselves.
pub fn absolute(base: &str, path: &str) -> String {
    let path = match path.strip_suffix(HOME) {
        Some(folder) if folder.is_empty() || folder.ends_with('/') => folder,
        _ => path,
    };
    format!("{base}{path}")
}

/// A place within a page.
pub fn within(page: &str, anchor: &str) -> String {
    format!("{page}#{anchor}")
}

/// A picture: its name says nothing of what it shows.
pub fn picture(picture: &Picture) -> String {
    format!(
        "images/{}.{}",
        picture.key.short_hex(),
        picture.format.ending()
    )
}

/// A file of the theme, named by what stands in it, so that it can be kept for ever.
pub fn asset(key: Key, ending: &str) -> String {
    format!("assets/{}.{ending}", key.short_hex())
}

/// The way from a page up to the site's root: empty, or `../` as often as needed.
pub fn root_of(page: &str) -> String {
    "../".repeat(page.matches('/').count())
}
