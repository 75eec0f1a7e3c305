//! The search: what stands in its files, and that nothing stands there that nobody may read.

#![allow(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "tests read files, and end where something is not there"
)]

mod support;

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;
use sevenfold::output;
use sevenfold::pipeline::Memo;
use support::{Built, SiteTest};

const NEGLECT: &str = "content/briefings/neglect/index.md";

fn json(built: &Built, path: &str) -> Value {
    serde_json::from_str(built.page(path)).unwrap()
}

/// The words of a space with their documents and units, read from the files as a browser does.
fn words(built: &Built, space: &str) -> BTreeMap<String, BTreeMap<u32, Vec<u32>>> {
    let manifest = json(built, "search/index.json");
    let spaces = manifest["spaces"].as_array().unwrap();
    let space = spaces.iter().find(|it| it["name"] == space).unwrap();
    let mut words = BTreeMap::new();
    for shard in space["shards"].as_array().unwrap() {
        let start = shard[0].as_str().unwrap();
        let file = json(built, shard[1].as_str().unwrap());
        for (word, postings) in file.as_object().unwrap() {
            let whole = start.strip_suffix('.');
            assert!(whole.map_or(word.starts_with(start), |whole| word == whole));
            let read = documents(postings.as_str().unwrap());
            assert!(words.insert(word.clone(), read).is_none(), "{word} twice");
        }
    }
    words
}

fn documents(postings: &str) -> BTreeMap<u32, Vec<u32>> {
    let mut documents = BTreeMap::new();
    let (mut next, mut rest) = (0, postings);
    while !rest.is_empty() {
        let (gap, behind) = rest.split_at(rest.find(|it: char| it.is_ascii_lowercase()).unwrap());
        let end = behind.find(|it: char| !it.is_ascii_lowercase());
        let (signs, behind) = behind.split_at(end.unwrap_or(behind.len()));
        let document = next + u32::from_str_radix(gap, 36).unwrap();
        let (mut unit, mut number, mut scale, mut units) = (0, 0, 1, Vec::new());
        for sign in signs.bytes().map(|sign| u32::from(sign - b'a')) {
            number += sign % 13 * scale;
            scale *= 13;
            if sign < 13 {
                unit += number;
                units.push(unit);
                (number, scale) = (0, 1);
            }
        }
        documents.insert(document, units);
        (next, rest) = (document + 1, behind);
    }
    documents
}

/// A site of one briefing with this text.
fn text(body: &str) -> Built {
    SiteTest::minimal()
        .with(
            "content/briefings/pasted.md",
            format!("# Pasted\n\n{body}\n"),
        )
        .build()
}

/// The number of the document with this title.
fn number(built: &Built, title: &str) -> u32 {
    let is_it = |number: &u32| {
        let path = format!("search/cards/briefings/{number}.json");
        json(built, &path)["title"]
            .as_str()
            .unwrap()
            .contains(title)
    };
    (0..1000).find(is_it).unwrap()
}

#[test]
fn words_are_found_in_their_parts_without_ending_or_marks() {
    let built = text(
        "Before.\n\n## Learning\n\nThe agencies’ boxes: Siân's résumé, multi-agency.\n\n- The child's *voi*ce\n- Two churches\n\n\
         ## Recommendations\n\n- [R4] Ask [[nobody]] twice\n",
    );
    let words = words(&built, "briefings");
    let document = number(&built, "Pasted");
    let at = |word: &str| words.get(word).and_then(|it| it.get(&document)).cloned();
    assert_eq!(at("pasted"), Some(vec![0]));
    // Before the first section, the section with its heading, its two items, and so on.
    assert_eq!(at("before"), Some(vec![2]));
    assert_eq!(at("learning"), Some(vec![3, 3]));
    assert_eq!(at("agency"), Some(vec![3]));
    assert_eq!(at("box"), Some(vec![3]));
    assert_eq!(at("sian"), Some(vec![3]));
    assert_eq!(at("resume"), Some(vec![3]));
    assert_eq!(at("voice"), Some(vec![4]));
    assert_eq!(at("child"), Some(vec![4]));
    assert_eq!(at("church"), Some(vec![5]));
    assert_eq!(at("recommendation"), Some(vec![6, 6]));
    assert_eq!(at("twice"), Some(vec![7]));
    for nothing in ["the", "agencies", "r4", "nobody", "s"] {
        assert_eq!(at(nothing), None, "{nothing}");
    }
    let card = json(&built, &format!("search/cards/briefings/{document}.json"));
    let units = card["units"].as_array().unwrap();
    let anchors: Vec<&str> = units
        .iter()
        .map(|it| it["anchor"].as_str().unwrap())
        .collect();
    assert_eq!(
        anchors,
        ["", "learning", "i-1-1", "i-1-2", "recommendations", "r4"]
    );
    assert_eq!(units[5]["name"], "Recommendation R4");
    assert_eq!(units[5]["text"], "Ask  twice");
    // Every anchor is a place of the page.
    for anchor in anchors.iter().filter(|anchor| !anchor.is_empty()) {
        built.shows("briefings/pasted/index.html", &format!("id=\"{anchor}\""));
    }
}

#[test]
fn resources_and_words_of_the_glossary_are_found() {
    let built = SiteTest::county().build();
    built.is_clean();
    for space in ["resources", "words"] {
        let words = words(&built, space);
        assert!(!words.is_empty());
        for (document, units) in words.values().flatten() {
            let cards = json(&built, &format!("search/cards/{space}/{document}.json"));
            for unit in units {
                let path = cards[*unit as usize]["path"].as_str().unwrap();
                let (page, anchor) = path.split_once('#').unwrap();
                built.shows(page, &format!("id=\"{anchor}\""));
            }
        }
    }
    let manifest = json(&built, "search/index.json");
    let short = manifest["short"].as_array().unwrap();
    assert!(short.iter().any(|pair| pair[0] == "MASH"), "{short:?}");
}

/// Not its words, which are in a draft, nor those of one that is still to come.
#[test]
fn nothing_that_is_kept_back_is_found() {
    let draft = "+++\ntitle = \"Zyzzyva\"\nstatus = \"STATUS\"\npublished = 2026-01-01\ntopics = [\"neglect\"]\n+++\n\n## Learning\n\n- Xylophone\n\n## Resources\n\n- [Quincunx](https://quincunx.example/) 01632 960123\n";
    for status in ["draft", "in-review", "withdrawn"] {
        let built = SiteTest::county()
            .with("content/briefings/kept.md", draft.replace("STATUS", status))
            .build();
        let later = SiteTest::county()
            .with(
                "content/briefings/kept.md",
                draft
                    .replace("STATUS", "published")
                    .replace("2026-01-01", "2026-11-23"),
            )
            .build();
        for built in [built, later] {
            for word in [
                "Zyzzyva",
                "zyzzyva",
                "xylophone",
                "Xylophone",
                "quincunx",
                "Quincunx",
            ] {
                built.shows_nowhere(word);
            }
        }
    }
    let shown = SiteTest::county()
        .with(
            "content/briefings/kept.md",
            draft.replace("STATUS", "draft"),
        )
        .for_authors()
        .build();
    assert!(words(&shown, "briefings").contains_key("xylophone"));
}

#[test]
fn a_sentence_changes_the_words_that_it_brings() {
    let mut memo = Memo::default();
    let before = many(400).build_with(&mut memo);
    let edited = many(400).replace(&path(200), "Some words", "Some xylophones");
    let after = edited.build_with(&mut memo);
    let changed = output::diff(&before.build.output, &after.build.output);
    let paths: Vec<&String> = changed
        .added
        .iter()
        .chain(&changed.changed)
        .chain(&changed.removed)
        .collect();
    // The page, its fragment and the one for machines, its card, the manifest, and one file each for
    // the word that came and that went.
    assert_eq!(changed.changed.len(), 5, "{paths:?}");
    assert!(changed.added.len() <= 2, "{paths:?}");
    assert!(changed.removed.len() <= changed.added.len(), "{paths:?}");
    assert_eq!(
        after.build.made,
        changed.changed.len() + changed.added.len() - 1,
        "the fragment and the one for machines are made together"
    );
}

fn path(number: usize) -> String {
    format!("content/briefings/n{number:03}.md")
}

/// A site whose index does not fit into one file.
fn many(count: usize) -> SiteTest {
    (0..count).fold(SiteTest::county(), |site, number| {
        let words: String = (0..40)
            .map(|at| format!("{}{} ", ["wa", "wo", "wel", "ca", "cor"][at % 5], (number * 7 + at * 13) % 997))
            .collect();
        let text = format!(
            "+++\ntitle = \"Number {number}\"\npublished = 2025-01-01\n+++\n\n## Learning\n\nSome words: {words}\n\n- [Guide {number}](https://guide.example/{number}) well\n"
        );
        site.with(&path(number), text)
    })
}

/// Briefings come and go in the middle, at the end and in great number, and words with them.
#[test]
fn an_index_that_was_kept_equals_a_new_one() {
    let mut memo = Memo::default();
    let steps: [&dyn Fn(SiteTest) -> SiteTest; 7] = [
        &|site| site,
        &|site| site.replace(&path(7), "Some words", "Corner well"),
        &|site| site.without(&path(8)),
        &|site| {
            site.with("content/briefings/zz.md", "+++\ntitle = \"Last\"\npublished = 2026-11-01\n+++\n\n## Learning\n\nwa1 wa2 newest\n")
        },
        &|site| site.replace("content/glossary.toml", "MASH", "WOMASH"),
        &|site| site.replace(NEGLECT, "title = \"", "title = \"Well: "),
        &|site| {
            site.with(
                &path(8),
                "+++\ntitle = \"Back\"\npublished = 2024-01-01\n+++\n\n## Learning\n\nwa1\n",
            )
        },
    ];
    let mut site = many(150);
    for (number, step) in steps.iter().enumerate() {
        site = step(site);
        let (warm, cold) = (site.build_with(&mut memo), site.build());
        assert!(
            warm.build.output == cold.build.output,
            "step {number}: {:?}",
            output::diff(&cold.build.output, &warm.build.output)
        );
    }
}

/// The number of documents with a word, counted in the pages.
#[test]
fn every_word_of_every_briefing_is_in_the_index_once() {
    let built = many(120).build();
    let words = words(&built, "briefings");
    let wanted: BTreeSet<u32> = (0..120)
        .filter(|number| (0..40).any(|at| at % 5 == 1 && (number * 7 + at * 13) % 997 == 13))
        .map(|at| number(&built, &format!("Number {at}")))
        .collect();
    let found: BTreeSet<u32> = words["wo13"].keys().copied().collect();
    assert_eq!(found, wanted);
    assert!(words.contains_key("wo13") && !words.contains_key("wo"));
}

#[test]
fn everything_stands_from_a_to_z_and_a_long_list_is_cut_by_letters() {
    let built = SiteTest::county().build();
    let main = built.main("search/index.html");
    for (kind, path) in [
        ("Briefing", "briefings/neglect/index.html"),
        ("Topic", "topics/neglect/index.html"),
        ("Word", "glossary/index.html#mash"),
    ] {
        let entry = main.find(&format!("href=\"../{path}\"")).unwrap();
        assert!(main[entry..].split("</li>").next().unwrap().contains(kind));
    }
    let built = many(500).build();
    assert!(!built.main("search/index.html").contains("n001"));
    built.shows("search/index.html", "href=\"../search/n/index.html\"");
    built.shows(
        "search/n/page/2/index.html",
        "<h1>A to Z: N, page 2 of 2</h1>",
    );
    let briefings: usize = ["search/n/index.html", "search/n/page/2/index.html"]
        .map(|path| built.main(path).matches(">Number ").count())
        .iter()
        .sum();
    assert_eq!(briefings, 500);
}

/// The numbers of the filters are those of the search's cards.
#[test]
fn filters_hold_the_briefings_of_each_value() {
    let built = many(60).build();
    let filters = json(&built, "search/filters.json");
    let facets = filters["facets"].as_array().unwrap();
    let facet = |id: &str| facets.iter().find(|it| it["id"] == id).unwrap();
    let briefings = |facet: &Value, id: &str| -> Vec<u32> {
        let values = facet["values"].as_array().unwrap();
        let value = values.iter().find(|it| it["id"] == id).unwrap();
        let gaps = value["briefings"].as_array().unwrap().iter();
        let gaps = gaps.map(|gap| u32::try_from(gap.as_u64().unwrap()).unwrap());
        gaps.scan(0, |last, gap| {
            *last += gap;
            Some(*last)
        })
        .collect()
    };
    let neglect = number(&built, "Neglect");
    assert!(briefings(facet("topic"), "neglect").contains(&neglect));
    let of_year = briefings(facet("year"), "2025");
    assert!(of_year.len() >= 60 && !of_year.contains(&neglect));
    assert!(of_year.contains(&number(&built, "Number 59")));
    built.shows(
        "briefings/index.html",
        "data-filters=\"../search/filters.json\"",
    );
    assert!(
        !built
            .main("topics/neglect/index.html")
            .contains("data-filters")
    );
}

/// The search is long, and a briefing is read on a phone.
#[test]
fn only_the_pages_that_search_load_the_search() {
    let built = SiteTest::county().build();
    let scripts = |path: &str| built.page(path).matches("<script src=").count();
    assert_eq!(scripts("briefings/neglect/index.html"), 1);
    assert_eq!(scripts("topics/neglect/index.html"), 1);
    assert_eq!(scripts("search/index.html"), 2);
    assert_eq!(scripts("briefings/index.html"), 2);
}
