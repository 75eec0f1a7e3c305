//! What other sites and machines take: feeds, sitemap, `api/`, fragments and cards to embed.

#![allow(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "tests end where something is not there"
)]

mod support;

use serde_json::Value;
use support::{Built, SiteTest};

const NEGLECT: &str = "content/briefings/neglect/index.md";
const PAGE: &str = "briefings/neglect/index.html";

fn json(built: &Built, path: &str) -> Value {
    serde_json::from_str(built.page(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// What stands between the first `<name>` and its end.
fn element<'a>(xml: &'a str, name: &str) -> &'a str {
    let (_, rest) = xml.split_once(&format!("<{name}>")).unwrap();
    rest.split_once(&format!("</{name}>")).unwrap().0
}

/// The data of a page for machines.
fn data(built: &Built, path: &str) -> Value {
    let page = built.page(path);
    let (_, rest) = page
        .split_once("<script type=\"application/ld+json\">")
        .unwrap();
    serde_json::from_str(rest.split_once("</script>").unwrap().0).unwrap()
}

/// A county whose site stands nowhere yet.
fn nowhere() -> SiteTest {
    SiteTest::county().replace(
        "site.toml",
        "base_url = \"https://learning.example/county/\"",
        "",
    )
}

#[test]
fn feeds_hold_the_newest_with_names_that_stay() {
    let built = SiteTest::county().build();
    let atom = built.page("feeds/all.xml");
    assert!(atom.starts_with("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed "));
    for line in [
        "<id>https://learning.example/county/feeds/all.xml</id>",
        "<link rel=\"self\" type=\"application/atom+xml\" href=\"https://learning.example/county/feeds/all.xml\"/>",
        "<link rel=\"alternate\" type=\"text/html\" href=\"https://learning.example/county/\"/>",
        "<id>https://learning.example/county/briefings/neglect/</id>",
        "<published>2026-03-02T00:00:00Z</published>",
        "<category term=\"neglect\" label=\"Neglect\"/>",
        "<summary>Six cases, looked at together.</summary>",
    ] {
        assert!(atom.contains(line), "no {line} in {atom}");
    }
    // The last thing that the metadata names is an update on a recommendation.
    assert_eq!(element(atom, "updated"), "2026-05-01T00:00:00Z");
    let feed = json(&built, "feeds/all.json");
    assert_eq!(feed["version"], "https://jsonfeed.org/version/1.1");
    assert_eq!(
        feed["feed_url"],
        "https://learning.example/county/feeds/all.json"
    );
    let item = &feed["items"][0];
    assert_eq!(
        item["id"],
        "https://learning.example/county/briefings/neglect/"
    );
    assert_eq!(item["date_modified"], "2026-05-01T00:00:00Z");
    assert_eq!(item["content_text"], "Six cases, looked at together.");
    // A title changes and the name does not.
    let renamed = SiteTest::county()
        .replace(NEGLECT, "title = \"Neglect", "title = \"On neglect & more")
        .build();
    assert_eq!(
        json(&renamed, "feeds/all.json")["items"][0]["id"],
        item["id"]
    );
    renamed.shows("feeds/all.xml", "<title>On neglect &amp; more: what");
}

/// Built again on another day, a feed is the same: nothing in it comes from the clock.
#[test]
fn a_day_without_news_changes_no_feed() {
    let (one, other) = (
        SiteTest::county().build(),
        SiteTest::county().on("2026-12-01").build(),
    );
    for path in ["feeds/all.xml", "feeds/all.json", "sitemap.xml"] {
        assert_eq!(one.page(path), other.page(path));
    }
}

#[test]
fn a_feed_holds_thirty_and_only_what_has_a_day() {
    let mut site = SiteTest::county().with("content/briefings/undated.md", "# Undated\n");
    for number in 1..=40 {
        let text = format!(
            "+++\ntitle = \"Number {number}\"\ntopics = [\"neglect\"]\npublished = 2025-01-{:02}\n+++\n",
            number % 28 + 1
        );
        site = site.with(&format!("content/briefings/n{number}.md"), text);
    }
    let built = site.build();
    for feed in ["feeds/all", "feeds/topics/neglect"] {
        let items = json(&built, &format!("{feed}.json"));
        let items = items["items"].as_array().unwrap();
        assert_eq!(items.len(), 30);
        let days: Vec<&str> = items
            .iter()
            .map(|item| item["date_published"].as_str().unwrap())
            .collect();
        assert!(days.is_sorted_by(|day, next| day >= next), "{days:?}");
        let entries = built.page(&format!("{feed}.xml")).matches("<entry>");
        assert_eq!(entries.count(), 30);
    }
    assert!(!built.page("feeds/all.xml").contains("Undated"));
    assert!(
        built
            .page("sitemap.xml")
            .contains("/briefings/undated/</loc></url>")
    );
}

#[test]
fn topics_and_agencies_have_feeds_and_their_pages_say_so() {
    let built = SiteTest::county().build();
    let topic = json(&built, "feeds/topics/self-neglect.json");
    let items = topic["items"].as_array().unwrap();
    assert_eq!(items.len(), 1);
    assert_eq!(
        topic["home_page_url"],
        "https://learning.example/county/topics/self-neglect/"
    );
    built.shows(
        "topics/self-neglect/index.html",
        "<link rel=\"alternate\" type=\"application/atom+xml\" title=\"Example County briefings: Self-neglect\" href=\"../../feeds/topics/self-neglect.xml\">",
    );
    built.shows(
        "agencies/health/index.html",
        "../../feeds/agencies/health.json",
    );
    built.shows(
        "index.html",
        "<link rel=\"alternate\" type=\"application/feed+json\" title=\"Example County briefings\" href=\"feeds/all.json\">",
    );
    // Every feed that a page names is there.
    for path in built
        .paths()
        .into_iter()
        .filter(|path| path.ends_with("index.html"))
    {
        let root = "../".repeat(path.matches('/').count());
        for link in built.page(path).split("<link rel=\"alternate\"").skip(1) {
            let href = link
                .split("href=\"")
                .nth(1)
                .unwrap()
                .split('"')
                .next()
                .unwrap();
            let file = href
                .strip_prefix("https://learning.example/county/")
                .unwrap_or_else(|| href.strip_prefix(&root).unwrap());
            assert!(
                built.build.output.get(file).is_some(),
                "{path} names {href}"
            );
        }
    }
}

#[test]
fn without_an_address_there_are_no_feeds_and_one_remark() {
    let built = nowhere().build();
    let remarks = built.remarks();
    assert_eq!(remarks.len(), 1, "{remarks:?}");
    built.reports("remark[no-base-url] site.toml:1:1");
    for path in built.paths() {
        assert!(
            !path.starts_with("feeds/")
                && !path.ends_with("oembed.json")
                && !["sitemap.xml", "robots.txt"].contains(&path),
            "{path}"
        );
    }
    let page = built.page(PAGE);
    assert!(!page.contains("+oembed") && !page.contains("feeds/") && !page.contains("og:"));
    // What needs no address is there.
    assert_eq!(
        json(&built, "api/briefings/neglect.json")["url"],
        Value::Null
    );
    built.shows("briefings/neglect/fragment.html", "<a href=\"../../");
    built.shows("briefings/neglect/embed/index.html", "target=\"_top\"");
    // Several sites that stand nowhere are one remark too.
    let several = nowhere()
        .with("sites/north.toml", "title = \"The north\"\n")
        .with("sites/south.toml", "title = \"The south\"\n")
        .build();
    assert_eq!(several.remarks().len(), 1, "{:?}", several.remarks());
}

#[test]
fn the_sitemap_names_every_page_and_when_it_changed() {
    let built = SiteTest::county().build();
    let sitemap = built.page("sitemap.xml");
    assert!(sitemap.contains(
        "<url><loc>https://learning.example/county/briefings/neglect/</loc><lastmod>2026-05-01</lastmod></url>"
    ));
    let named = sitemap.matches("<loc>").count();
    let pages = built.paths().into_iter().filter(|path| {
        path.ends_with(".html")
            && *path != "404.html"
            && !path.ends_with("fragment.html")
            && !path.ends_with("embed/index.html")
    });
    assert_eq!(named, pages.count());
    let robots = built.page("robots.txt");
    assert!(robots.ends_with("\nSitemap: https://learning.example/county/sitemap.xml\n"));
    assert!(robots.contains("Disallow: /county/briefings/*/fragment.html\n"));
}

#[test]
fn a_page_speaks_to_machines_in_its_head() {
    let built = SiteTest::county()
        .replace(
            NEGLECT,
            "summary = \"Six cases",
            "summary = \"</script><b>Six cases",
        )
        .build();
    let page = built.page(PAGE);
    assert_eq!(
        page.matches("</script>").count(),
        page.matches("<script").count()
    );
    for property in [
        "<meta property=\"og:type\" content=\"article\">",
        "<meta property=\"og:url\" content=\"https://learning.example/county/briefings/neglect/\">",
        "<meta property=\"og:locale\" content=\"en_GB\">",
        "<meta property=\"article:published_time\" content=\"2026-03-02\">",
        "<meta property=\"og:description\" content=\"&lt;/script&gt;&lt;b&gt;Six cases, looked at together.\">",
    ] {
        built.shows(PAGE, property);
    }
    let data = data(&built, PAGE);
    assert_eq!(
        data["@type"],
        serde_json::json!(["Report", "LearningResource"])
    );
    assert_eq!(
        data["description"],
        "</script><b>Six cases, looked at together."
    );
    assert_eq!(data["timeRequired"], "PT1M");
    assert_eq!(data["about"][0]["name"], "Neglect");
    assert_eq!(
        data["audience"]["audienceType"],
        "People who work with: children"
    );
    assert_eq!(data["publisher"]["@type"], "Organization");
    let helplines = data["mentions"].as_array().unwrap();
    assert_eq!(helplines.len(), 1);
    assert_eq!(
        helplines[0]["contactPoint"][0]["telephone"],
        "+441632960555"
    );
    assert_eq!(self::data(&built, "index.html")["@type"], "WebSite");
}

#[test]
fn a_briefing_for_machines_holds_what_its_page_holds() {
    let built = SiteTest::county().build();
    let briefing = json(&built, "api/briefings/neglect.json");
    assert_eq!(briefing["version"], 1);
    assert_eq!(briefing["published"], "2026-03-02");
    let sections = briefing["sections"].as_array().unwrap();
    assert_eq!(sections.len(), 7);
    assert_eq!(sections[0]["heading"], "The context for this audit");
    assert_eq!(
        sections[0]["text"],
        "The MASH asked for it. The MASH looks at every referral.[1]"
    );
    assert_eq!(briefing["notes"][0], "Referrals of the year 2025.");
    assert_eq!(
        sections[1]["text"],
        "- Visits were made on time.\n- The CIN plans were clear."
    );
    let text = sections[4]["text"].as_str().unwrap();
    assert!(text.contains("plans with Example care profile."), "{text}");
    assert!(text.contains("Everybody reads Self-neglect"), "{text}");
    let findings = briefing["findings"].as_array().unwrap();
    let roles: Vec<&str> = findings
        .iter()
        .map(|finding| finding["role"].as_str().unwrap())
        .collect();
    assert_eq!(
        roles,
        [
            "strengths",
            "strengths",
            "improvements",
            "improvements",
            "learning"
        ]
    );
    let recommendation = &briefing["recommendations"][0];
    assert_eq!(recommendation["id"], "neglect#r1");
    assert_eq!(recommendation["status"], "in-progress");
    assert_eq!(recommendation["overdue"], true);
    assert_eq!(recommendation["owners"][0]["id"], "county-police");
    assert_eq!(
        recommendation["updates"][0]["evidence"],
        "https://county.example/minutes"
    );
    assert_eq!(
        briefing["questions"][0],
        "When did you last ask about the father?"
    );
    assert_eq!(briefing["resources"][0]["tel"], "tel:+441632960555");
    // Every place that it names is on its page.
    for list in ["sections", "findings", "recommendations"] {
        for part in briefing[list].as_array().unwrap() {
            let (page, anchor) = part["path"].as_str().unwrap().split_once('#').unwrap();
            built.shows(page, &format!("id=\"{anchor}\""));
        }
    }
}

#[test]
fn the_files_of_all_briefings_agree_with_those_of_each() {
    let built = SiteTest::county().build();
    let index = json(&built, "api/index.json");
    let all = json(&built, "api/briefings.json");
    let briefings = all["briefings"].as_array().unwrap();
    assert_eq!(index["briefing_count"], briefings.len());
    let mut recommendations = Vec::new();
    for card in briefings {
        let whole = json(&built, card["json"].as_str().unwrap());
        for (field, value) in card.as_object().unwrap() {
            assert_eq!(&whole[field], value, "{field}");
        }
        recommendations.extend(whole["recommendations"].as_array().unwrap().clone());
    }
    let known = json(&built, index["recommendations"].as_str().unwrap());
    let known = known["recommendations"].as_array().unwrap();
    assert_eq!(known.len(), recommendations.len());
    assert!(recommendations.iter().all(|item| known.contains(item)));
    let resources = json(&built, "api/resources.json");
    let resources = resources["resources"].as_array().unwrap();
    let helpline = resources
        .iter()
        .find(|it| it["id"] == "county-helpline")
        .unwrap();
    assert_eq!(helpline["used_in"], serde_json::json!(["neglect"]));
    assert_eq!(helpline["kind"], "helpline");
    for resource in resources {
        let (page, anchor) = resource["path"].as_str().unwrap().split_once('#').unwrap();
        built.shows(page, &format!("id=\"{anchor}\""));
    }
}

/// The fields that the page describes in one of its parts.
fn described(guide: &str, part: &str) -> Vec<String> {
    let (_, rest) = guide.split_once(&format!("id=\"page-{part}\"")).unwrap();
    let part = rest.split_once("</section>").unwrap().0;
    let rows = part.split("<tr><td><code>").skip(1);
    rows.map(|row| row.split_once("</code>").unwrap().0.to_owned())
        .collect()
}

fn fields(value: &Value) -> Vec<String> {
    value.as_object().unwrap().keys().cloned().collect()
}

/// Every field of every file is described, in words, and nothing that is not there.
#[test]
fn the_guide_describes_every_field() {
    let built = SiteTest::county().build();
    let guide = built.page("api/index.html");
    let same = |part: &str, lists: &[&Value]| {
        let mut there: Vec<String> = lists.iter().flat_map(|it| fields(it)).collect();
        let mut described = described(guide, part);
        for list in [&mut there, &mut described] {
            list.sort();
            list.dedup();
        }
        assert_eq!(there, described, "{part}");
    };
    let all = json(&built, "api/briefings.json");
    let card = &all["briefings"][0];
    same("api-index", &[&json(&built, "api/index.json")]);
    same("api-briefings", &[&all, card]);
    let whole = json(&built, "api/briefings/neglect.json");
    let mut own = whole.clone();
    for field in fields(card).into_iter().chain(["version".to_owned()]) {
        own.as_object_mut().unwrap().remove(&field);
    }
    same("api-briefing", &[&own]);
    same("api-section", &[&whole["sections"][0]]);
    same("api-finding", &[&whole["findings"][0]]);
    let recommendations = json(&built, "api/recommendations.json");
    same(
        "api-recommendations",
        &[&recommendations, &recommendations["recommendations"][0]],
    );
    let resources = json(&built, "api/resources.json");
    same("api-resources", &[&resources, &resources["resources"][0]]);
    assert!(!guide.contains("<td></td>"));
    // A phrase that the theme does not have is shown as its key.
    let rows = guide.split("<tr><td><code>").skip(1);
    for row in rows {
        let (name, rest) = row.split_once("</code></td><td>").unwrap();
        let about = rest.split("<td>").nth(1).unwrap();
        assert!(
            !about.starts_with(&format!("{name}<")),
            "{name} is not described"
        );
    }
}

#[test]
fn a_fragment_is_plain_markup_for_a_page_that_has_a_title() {
    let built = SiteTest::county().build();
    let fragment = built.page("briefings/neglect/fragment.html");
    assert!(
        fragment.starts_with("<article lang=\"en-GB\">"),
        "{fragment}"
    );
    assert!(fragment.is_ascii());
    for word in [
        " class=",
        "<h1",
        " style=",
        "<script",
        "tabindex",
        "aria-labelledby",
    ] {
        assert!(!fragment.contains(word), "{word}");
    }
    for words in [
        "<h2>Key learning</h2>",
        "<h3 id=\"neglect-a-heading-within\">A heading within</h3>",
        // A note's names do not clash with those of the page around it.
        "href=\"#neglect-fn-1\" id=\"neglect-fnref-1\"",
        "<li id=\"neglect-fn-1\">",
        // A place of the page is on the page.
        "<a href=\"https://learning.example/county/briefings/neglect/index.html#key-learning\">the lesson</a>",
        "<a href=\"https://learning.example/county/briefings/self-neglect/index.html\">Self-neglect",
        "<p>Who acts: Example County Police. By when: 30 June 2026. <a href=\"https://learning.example/county/briefings/neglect/index.html#r1\">See the progress of R1</a></p>",
        "This is a copy of: <a href=\"https://learning.example/county/briefings/neglect/\">",
        "<abbr title=",
    ] {
        assert!(fragment.contains(words), "no {words} in {fragment}");
    }
    // How far a recommendation is would soon be wrong.
    assert!(!fragment.contains("In progress"));
    built.shows(
        PAGE,
        "<a href=\"../../briefings/neglect/fragment.html\">text to paste</a>",
    );
}

#[test]
fn a_card_to_embed_leads_out_of_its_frame_and_is_found_by_oembed() {
    let built = SiteTest::county().build();
    let card = "briefings/neglect/embed/index.html";
    built
        .shows(card, "<h1>Neglect: what five agencies found</h1>")
        .shows(
            card,
            "href=\"../../../briefings/neglect/index.html\" target=\"_top\"",
        )
        .shows(card, "<meta name=\"robots\" content=\"noindex\">")
        .shows(
            card,
            "<link rel=\"canonical\" href=\"https://learning.example/county/briefings/neglect/\">",
        );
    built.shows(
        PAGE,
        "<link rel=\"alternate\" type=\"application/json+oembed\" title=\"Neglect: what five agencies found\" href=\"https://learning.example/county/briefings/neglect/oembed.json\">",
    );
    let oembed = json(&built, "briefings/neglect/oembed.json");
    assert_eq!(oembed["version"], "1.0");
    assert_eq!(oembed["type"], "rich");
    assert!(oembed["width"].is_u64() && oembed["height"].is_u64());
    assert_eq!(
        oembed["html"],
        "<iframe src=\"https://learning.example/county/briefings/neglect/embed/\" title=\"Neglect: what five agencies found\" width=\"480\" height=\"360\" loading=\"lazy\"></iframe>"
    );
}

/// Nothing that is kept back is in any of these files, and no reader program hears of it.
#[test]
fn what_is_not_public_is_in_no_file_for_machines() {
    let built = SiteTest::county()
        .with(
            "content/briefings/old.md",
            "+++\ntitle = \"Withdrawn okapi\"\nstatus = \"withdrawn\"\npublished = 2026-01-01\ntopics = [\"neglect\"]\n+++\n\n## Recommendations\n\n- Tapir.\n\n## Resources\n\n- [Numbat helpline](https://numbat.example/) 01632 960 777\n",
        )
        .build();
    for words in [
        "okapi",
        "Tapir",
        "umbat",
        "quokka",
        "unfinished",
        "to-come",
        "briefings/old",
    ] {
        built.shows_nowhere(words);
    }
}

/// A site of a few topics tells of nothing else.
#[test]
fn a_site_tells_machines_only_of_what_it_takes() {
    let built = SiteTest::county()
        .with("sites/south.toml", "title = \"The south\"\nbase_url = \"https://south.example/\"\n[take]\ntopics = [\"self-neglect\"]\n")
        .build();
    for path in built.paths() {
        let text = String::from_utf8_lossy(built.build.output.get(path).unwrap());
        if path.starts_with("south/api/briefings")
            || path.starts_with("south/feeds/")
            || path == "south/sitemap.xml"
            || path == "south/api/recommendations.json"
        {
            assert!(!text.contains("briefings/neglect/"), "{path}");
        }
    }
}

/// The build that remembers gives the same files, whatever they are made from has changed.
#[test]
fn files_for_machines_are_made_again_with_what_they_show() {
    let use_of = |text: &str| format!("# Use\n\n## Resources\n\n{text}\n");
    let begin = SiteTest::county().with(
        "content/briefings/use.md",
        use_of("- [Guide](https://guide.example/)"),
    );
    let changes: [fn(SiteTest) -> SiteTest; 9] = [
        |site| site.replace(NEGLECT, "published = 2026-03-02", ""),
        |site| {
            site.replace(
                NEGLECT,
                "A first draft was read.",
                "A second draft was read.",
            )
        },
        |site| site.replace(NEGLECT, "on = 2026-05-01", "on = 2026-06-01"),
        |site| site.replace(NEGLECT, "topics = [\"neglect\"]", ""),
        |site| site.replace("content/topics.toml", "Neglect", "Care"),
        |site| site.replace("site.toml", "learning.example", "other.example"),
        |site| {
            site.without("content/briefings/use.md").with(
                "content/briefings/use-2.md",
                "# Use\n\n## Resources\n\n- [Guide](https://guide.example/)\n",
            )
        },
        |site| site.replace("content/resources.toml", "9am to 5pm", "Day and night"),
        |site| site.on("2027-02-01"),
    ];
    for (number, change) in changes.into_iter().enumerate() {
        let mut memo = sevenfold::pipeline::Memo::default();
        begin.build_with(&mut memo);
        let after = change(begin.clone());
        let (warm, cold) = (after.build_with(&mut memo), after.build());
        assert_eq!(warm.remarks(), cold.remarks());
        assert!(
            warm.build.output == cold.build.output,
            "{number}: {:?}",
            sevenfold::output::diff(&cold.build.output, &warm.build.output)
        );
    }
}

/// The large files stay as they are when a title is changed that they do not show.
#[test]
fn a_title_leaves_recommendations_resources_and_sitemap_as_they_are() {
    let mut memo = sevenfold::pipeline::Memo::default();
    let before = SiteTest::county().build_with(&mut memo);
    let after = SiteTest::county()
        .replace(NEGLECT, "title = \"Neglect", "title = \"On neglect")
        .build_with(&mut memo);
    for path in [
        "api/recommendations.json",
        "api/resources.json",
        "sitemap.xml",
    ] {
        let bytes = |built: &Built| built.build.output.get(path).unwrap().clone();
        assert!(
            std::sync::Arc::ptr_eq(&bytes(&before), &bytes(&after)),
            "{path} was made again"
        );
    }
}
