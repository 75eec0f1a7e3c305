//! Recurring learning: which finding shows which theme and why, the themes by year, and what
//! stands beside the findings; and which briefings are related.

#![allow(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "tests read files, and end where something is not there"
)]

mod support;

use std::collections::BTreeMap;

use sevenfold::pipeline::Memo;
use support::{Built, SiteTest};

const THEMES: &str = "content/learning-themes.toml";
const SHARING: &str = "learning/information-sharing/index.html";

/// A site with one theme of these terms and exclusions.
fn theme(terms: &str, exclude: &str) -> SiteTest {
    SiteTest::minimal().with(
        THEMES,
        format!("[theme]\nname = \"The theme\"\nterms = {terms}\nexclude = {exclude}\n"),
    )
}

/// What the page of the theme marks where this is the only finding.
fn marked_in(site: &SiteTest, finding: &str) -> Vec<String> {
    let text = format!("+++\ntitle = \"One\"\n+++\n\n## What is working well\n\n- {finding}\n");
    let built = site.clone().with("content/briefings/one.md", text).build();
    built.is_clean();
    marks(built.main("learning/theme/index.html"))
}

fn marks(html: &str) -> Vec<String> {
    let marks = html.split("<mark>").skip(1);
    marks
        .map(|rest| rest.split("</mark>").next().unwrap().to_owned())
        .collect()
}

fn briefing(title: &str, front: &str, findings: &[(&str, &str)]) -> String {
    let mut text = format!("+++\ntitle = \"{title}\"\n{front}+++\n");
    for (heading, finding) in findings {
        text += &format!("\n## {heading}\n\n- {finding}\n");
    }
    text
}

#[test]
fn a_term_finds_its_forms() {
    let site = theme("[\"share information\", \"chronology\"]", "[]");
    for (finding, marked) in [
        (
            "Staff shared information early.",
            vec!["shared information"],
        ),
        (
            "Sharing information took long.",
            vec!["Sharing information"],
        ),
        ("They share the information.", vec![]),
        ("They share. Information came late.", vec![]),
        (
            "A chronology, or two chronologies.",
            vec!["chronology", "chronologies"],
        ),
        (
            "What agencies *share information* about.",
            vec!["share information"],
        ),
        ("They share\n  information.", vec!["share information"]),
    ] {
        assert_eq!(marked_in(&site, finding), marked, "{finding}");
    }
}

#[test]
fn hyphens_part_words_and_apostrophes_do_not() {
    let site = theme("[\"record-keeping\", \"child's voice\"]", "[]");
    assert_eq!(marked_in(&site, "Good record keeping."), ["record keeping"]);
    assert_eq!(marked_in(&site, "Good record-keeping."), ["record-keeping"]);
    assert_eq!(marked_in(&site, "The child’s voice."), ["child’s voice"]);
}

#[test]
fn an_abbreviation_is_no_word() {
    let site = theme("[\"DASH\", \"GP\"]", "[]");
    assert_eq!(marked_in(&site, "Two GPs used the DASH."), ["GPs", "DASH"]);
    assert_eq!(marked_in(&site, "A dash for the GP's door."), ["GP’s"]);
}

#[test]
fn quotation_marks_take_words_as_they_are_written() {
    let site = theme("['\"closed\"', \"step down\"]", "[]");
    assert_eq!(
        marked_in(&site, "Closed and stepping down."),
        ["Closed", "stepping down"]
    );
    assert_eq!(marked_in(&site, "They work closely."), Vec::<String>::new());
}

#[test]
fn an_exclusion_undoes_what_it_covers_and_no_more() {
    let site = theme(
        "[\"history\", \"family history\"]",
        "[\"browsing histories\"]",
    );
    assert_eq!(
        marked_in(&site, "The browsing history and the history of the family."),
        ["history"]
    );
    assert_eq!(
        marked_in(&site, "A family history of harm."),
        ["family history"]
    );
    let another = theme("[\"school\"]", "[\"school nurse\"]").with(
        "content/learning-themes.toml",
        "[theme]\nname = \"Schools\"\nterms = [\"school\"]\nexclude = [\"school nurse\"]\n\n[health]\nname = \"Health\"\nterms = [\"nurse\", \"school\"]\n",
    );
    assert_eq!(
        marked_in(&another, "The school nurse came."),
        Vec::<String>::new()
    );
}

#[test]
fn each_match_is_explained() {
    let built = SiteTest::county()
        .with(
            "content/briefings/a.md",
            briefing(
                "A",
                "published = 2024-01-01\n",
                &[
                    ("What worked well", "Schools shared information."),
                    ("Learning", "Share information & \\<b> early."),
                ],
            ),
        )
        .build();
    built.is_clean();
    built
        .shows(SHARING, "Found by the words <q>share information</q>.")
        .shows(SHARING, "Schools <mark>shared information</mark>.")
        .shows(
            SHARING,
            "<mark>Share information</mark> &amp; &lt;b&gt; early.",
        )
        .shows(SHARING, "href=\"../../briefings/a/index.html#i-1-1\">A</a>")
        .shows(SHARING, "href=\"../../briefings/a/index.html#i-2-1\">A</a>")
        .shows(SHARING, "id=\"y-2024-concern\"")
        .shows(SHARING, "id=\"y-2024-strength\"")
        .shows("briefings/a/index.html", "<li id=\"i-2-1\">")
        .shows(
            "learning/index.html",
            "learning/information-sharing/index.html#y-2024-strength",
        );
}

/// The county's briefing on neglect names the theme, and none of its findings shows it.
#[test]
fn an_author_names_a_theme() {
    let built = SiteTest::county().build();
    built
        .shows(SHARING, "id=\"y-2026-named\"")
        .shows(SHARING, "The author of the briefing names this theme.")
        .shows(
            "learning/index.html",
            "Information sharing, 2026: named in 1 briefing",
        )
        .shows(
            "briefings/neglect/index.html",
            "learning/information-sharing/index.html\">Information sharing</a>",
        );
}

#[test]
fn a_long_finding_is_shown_by_its_sentences() {
    let filler = "Nothing of this is meant. ".repeat(12);
    let site = theme("[\"chronology\"]", "[]");
    let text = briefing(
        "Long",
        "",
        &[(
            "Learning",
            &format!("{filler}The chronology was short. {filler}"),
        )],
    );
    let built = site.with("content/briefings/long.md", text).build();
    built.shows(
        "learning/theme/index.html",
        "<p>… The <mark>chronology</mark> was short. …</p>",
    );
}

#[test]
fn nothing_of_what_is_kept_back_is_learned() {
    let kept = |front: &str| {
        briefing(
            "Quokka",
            front,
            &[("Learning", "Share information about the wombat.")],
        )
    };
    let site = SiteTest::county()
        .with(
            "content/briefings/k1.md",
            kept("status = \"draft\"\ntopics = [\"neglect\"]\n"),
        )
        .with(
            "content/briefings/k2.md",
            kept("status = \"withdrawn\"\ntopics = [\"neglect\"]\n"),
        )
        .with(
            "content/briefings/k3.md",
            kept("published = 2030-01-01\ntopics = [\"neglect\"]\n"),
        );
    let built = site.build();
    built.shows_nowhere("wombat").shows_nowhere("Quokka");
    built.shows("learning/index.html", "in 1 briefing<");
    site.for_authors()
        .build()
        .shows(SHARING, "wombat")
        .shows(SHARING, "<strong class=\"kept-back\">Draft</strong>");
}

/// A site takes some briefings, and learns of no other.
#[test]
fn a_site_learns_from_what_it_takes() {
    let text = briefing(
        "Away",
        "topics = [\"self-neglect\"]\n",
        &[("Learning", "Share information.")],
    );
    let built = SiteTest::county()
        .with("content/briefings/away.md", text)
        .with("sites/north.toml", "title = \"North\"\n")
        .with(
            "sites/south.toml",
            "title = \"South\"\n[take]\ntopics = [\"neglect\"]\n",
        )
        .build();
    let page = |site: &str| built.main(&format!("{site}/{SHARING}")).to_owned();
    assert!(page("north").contains("Away") && !page("south").contains("Away"));
}

#[test]
fn there_is_no_learning_where_no_theme_is_declared() {
    let built = SiteTest::county()
        .without(THEMES)
        .replace(
            "content/briefings/neglect/index.md",
            "learning_themes = [\"information-sharing\"]\n",
            "",
        )
        .build();
    built.is_clean();
    assert!(
        built
            .paths()
            .iter()
            .all(|path| !path.starts_with("learning/"))
    );
    built.shows_nowhere("Recurring learning");
}

#[test]
fn beside_a_finding_stands_where_else_it_was_found() {
    let shares = |title: &str| briefing(title, "", &[("Learning", "Share information.")]);
    let many = |count: usize| {
        (0..count).fold(
            SiteTest::minimal().with(
                THEMES,
                "[sharing]\nname = \"Sharing\"\nterms = [\"share information\"]\n",
            ),
            |site, number| {
                site.with(
                    &format!("content/briefings/n{number}.md"),
                    shares(&format!("N {number}")),
                )
            },
        )
    };
    let page = "briefings/n0/index.html";
    let also = |count| many(count).build().main(page).contains("class=\"also\"");
    assert!(!also(1) && also(2));
    many(2).build().shows(
        page,
        "<a href=\"../../learning/sharing/index.html\">Sharing</a> (1)",
    );
    many(21).build().shows(page, "Sharing</a> (20)");
    many(22).build().shows(page, "Sharing</a> (over 20)");
    many(60).build().shows(page, "Sharing</a> (over 40)");
    // It is no part of the text, and takes no reader's time.
    let minutes = |built: &Built| {
        built.build.sites[0]
            .briefings
            .iter()
            .find(|it| it.slug == "n0")
            .unwrap()
            .words
    };
    assert_eq!(minutes(&many(1).build()), minutes(&many(2).build()));
}

/// How often the matrix says that each theme was found: by name, year and words.
fn told(built: &Built) -> Counts {
    let main = built.main("learning/index.html");
    let mut told = Counts::new();
    for said in main.split("<span class=\"unseen\">").skip(1) {
        let said = said.split("</span>").next().unwrap();
        let (theme, rest) = said.split_once(", ").unwrap();
        let (year, rest) = rest.split_once(": ").unwrap();
        let side = ["concern", "strength", "named"]
            .into_iter()
            .find(|side| rest.contains(side))
            .unwrap();
        let number = rest.split(' ').find_map(|word| word.parse().ok()).unwrap();
        told.insert((theme.to_owned(), year.to_owned(), side), number);
    }
    told
}

/// How often a theme was found, by its name, the year and the side.
type Counts = BTreeMap<(String, String, &'static str), usize>;

/// The themes of the generated briefings, by id.
const NAMES: [(&str, &str); 3] = [("a", "Sharing"), ("b", "Schools"), ("c", "History")];

/// A site of 200 generated briefings, and what is to be found in them, counted as they are made.
fn generated() -> (SiteTest, Counts) {
    const SENTENCES: [(&str, &[&str]); 6] = [
        ("The visit was made on time.", &[]),
        (
            "Staff shared information with the school.",
            &["Sharing", "Schools"],
        ),
        ("The school nurse was there.", &[]),
        (
            "A chronology was written, and information was shared by schools.",
            &["History", "Schools"],
        ),
        ("The browsing history was looked at.", &[]),
        ("Histories and chronologies are read.", &["History"]),
    ];
    let themes = "[a]\nname = \"Sharing\"\nterms = [\"share information\"]\n\n[b]\nname = \"Schools\"\nterms = [\"school\"]\nexclude = [\"school nurse\"]\n\n[c]\nname = \"History\"\nterms = [\"chronology\", \"history\"]\nexclude = [\"browsing history\"]\n";
    let sections = [
        ("What is working well", "strength"),
        ("Areas for improvement", "concern"),
        ("Key learning", "concern"),
    ];
    let mut seed = 7u64;
    let mut below = |limit: u64| {
        seed = seed
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from((seed >> 33) % limit).unwrap()
    };
    let mut site = SiteTest::minimal()
        .without("content/briefings/pasted.md")
        .with(THEMES, themes);
    let mut counted = Counts::new();
    for number in 0..200 {
        let year = (below(8) > 0).then(|| 2016 + below(7));
        let is_draft = below(10) == 0;
        let named = NAMES[below(3)];
        let mut found: Vec<(&str, &'static str)> = Vec::new();
        let mut text = format!(
            "+++\ntitle = \"N {number}\"\nlearning_themes = [\"{}\"]\n",
            named.0
        );
        text += &year.map_or_else(String::new, |year| format!("published = {year}-05-01\n"));
        text += if is_draft {
            "status = \"draft\"\n+++\n"
        } else {
            "+++\n"
        };
        for (heading, side) in sections {
            text += &format!("\n## {heading}\n\n");
            for _ in 0..=below(4) {
                let (sentence, themes) = SENTENCES[below(6)];
                text += &format!("- {sentence}\n");
                found.extend(themes.iter().map(|theme| (*theme, side)));
            }
        }
        if !found.iter().any(|(theme, _)| *theme == named.1) {
            found.push((named.1, "named"));
        }
        if !is_draft {
            let year = year.map_or_else(|| "No date".to_owned(), |year| year.to_string());
            for (theme, side) in found {
                for year in [year.as_str(), "All years"] {
                    *counted
                        .entry((theme.to_owned(), year.to_owned(), side))
                        .or_default() += 1;
                }
            }
        }
        site = site.with(&format!("content/briefings/n{number}.md"), text);
    }
    (site, counted)
}

#[test]
fn the_matrix_is_a_plain_count() {
    let (site, counted) = generated();
    let built = site.build();
    built.is_clean();
    assert!(counted.len() > 40);
    assert_eq!(told(&built), counted);
    // Each number leads to a group of so many findings, and all are on the pages of the theme.
    for (id, name) in NAMES {
        let pages: Vec<&str> = built
            .paths()
            .into_iter()
            .filter(|path| path.starts_with(&format!("learning/{id}/")))
            .collect();
        assert!(pages.len() > 1, "{pages:?}");
        let shown: usize = pages
            .iter()
            .map(|page| built.main(page).matches("<li class=\"finding\">").count())
            .sum();
        let all = counted
            .iter()
            .filter(|((theme, year, _), _)| theme == name && year == "All years");
        assert_eq!(shown, all.map(|(_, count)| count).sum::<usize>());
    }
    let main = built.main("learning/index.html");
    for link in main
        .split("href=\"../")
        .skip(1)
        .map(|rest| rest.split('"').next().unwrap())
    {
        if let Some((page, anchor)) = link.split_once('#') {
            assert!(
                built.main(page).contains(&format!("id=\"{anchor}\"")),
                "{link}"
            );
        }
    }
}

#[test]
fn related_briefings_share_what_is_rare() {
    let themes = "[sharing]\nname = \"Sharing\"\nterms = [\"share information\"]\n";
    let with = |site: SiteTest, slug: &str, front: &str, finding: &str| {
        site.with(
            &format!("content/briefings/{slug}.md"),
            briefing(&format!("On {slug}"), front, &[("Learning", finding)]),
        )
    };
    let topics = "[common]\nname = \"Common\"\n\n[rare]\nname = \"Rare\"\n";
    let agencies = "[police]\nname = \"Police\"\n";
    let mut site = SiteTest::minimal()
        .with(THEMES, themes)
        .with("content/topics.toml", topics)
        .with("content/agencies.toml", agencies);
    for number in 0..8 {
        site = with(
            site,
            &format!("c{number}"),
            &format!("topics = [\"common\"]\npublished = 202{number}-01-01\n"),
            "None.",
        );
    }
    site = with(
        site,
        "first",
        "topics = [\"common\", \"rare\"]\nagencies = [\"police\"]\n",
        "Share information.",
    );
    site = with(
        site,
        "second",
        "topics = [\"rare\"]\nagencies = [\"police\"]\n",
        "None.",
    );
    site = with(site, "third", "", "Share information.");
    site = with(site, "fourth", "agencies = [\"police\"]\n", "None.");
    let built = site.on("2030-01-01").build();
    built.is_clean();
    let main = built.main("briefings/first/index.html");
    let related = &main[main.find("class=\"related\"").unwrap()..];
    let related = &related[..related.find("</section>").unwrap_or(related.len())];
    let titles: Vec<&str> = related
        .split("index.html\">")
        .skip(1)
        .map(|rest| rest.split('<').next().unwrap())
        .collect();
    assert_eq!(titles, ["On second", "On third", "On c7", "On c6"]);
    for words in [
        "Also about: Rare",
        "Same agencies: Police",
        "Same learning: Sharing",
        "Also about: Common",
    ] {
        assert!(related.contains(words), "{words} in {related}");
    }
    // An agency alone makes no relation.
    let fourth = built.main("briefings/fourth/index.html");
    assert!(!fourth.contains("class=\"related\""));
}

#[test]
fn what_another_has_replaced_is_not_suggested() {
    let site = SiteTest::county()
        .with("content/briefings/old.md", "+++\ntitle = \"Old wallaby\"\ntopics = [\"neglect\"]\nsuperseded_by = \"neglect\"\n+++\n")
        .with("content/briefings/new.md", "+++\ntitle = \"New wallaby\"\ntopics = [\"neglect\"]\n+++\n");
    let built = site.build();
    let main = built.main("briefings/neglect/index.html");
    assert!(main.contains("New wallaby") && !main.contains("Old wallaby"));
}

/// After a change, a build that remembers equals one that does not; gives the pages it made.
fn made(before: &SiteTest, after: &SiteTest) -> usize {
    let mut memo = Memo::default();
    before.build_with(&mut memo);
    let (warm, cold) = (after.build_with(&mut memo), after.build());
    assert_eq!(warm.remarks(), cold.remarks());
    assert!(
        warm.build.output == cold.build.output,
        "{:?}",
        sevenfold::output::diff(&cold.build.output, &warm.build.output)
    );
    warm.build.made
}

#[test]
fn a_change_makes_the_pages_that_show_it() {
    let at = |number: usize| format!("content/briefings/n{number}.md");
    let of = |finding: &str| briefing("B", "published = 2024-01-01\n", &[("Learning", finding)]);
    let themes = "[a]\nname = \"Sharing\"\nterms = [\"share information\"]\n\n[b]\nname = \"History\"\nterms = [\"chronology\"]\n";
    let before = (0..30).fold(SiteTest::minimal().with(THEMES, themes), |site, number| {
        site.with(&at(number), of("Share information soon."))
    });
    // Words that show no theme: the page itself, its other forms, and what the search shows of it.
    let after = before.clone().with(
        &at(3),
        of("Share information soon.").replace("## Learning", "## Learning\n\nMore."),
    );
    assert_eq!(made(&before, &after), 3);
    // Other words around the same term: the page of the theme too, and the search's new word.
    let after = before.clone().with(&at(3), of("Share information late."));
    assert_eq!(made(&before, &after), 3 + 1 + 2);
    // Another theme, which nobody else has: both themes and the matrix, too.
    let after = before
        .clone()
        .with(&at(3), of("Share information and a chronology soon."));
    assert_eq!(made(&before, &after), 3 + 3 + 2);
    // One fewer of many: those who tell “over 20” need not be made again, but for the one that
    // has it no longer.
    let after = before.clone().with(&at(3), of("None."));
    assert!(made(&before, &after) <= 10, "{}", made(&before, &after));
    // A theme is named, the terms change, a briefing goes, a title changes.
    for after in [
        before
            .clone()
            .replace(&at(3), "title", "learning_themes = [\"b\"]\ntitle"),
        before.clone().replace(THEMES, "chronology", "soon"),
        before.clone().replace(THEMES, "History", "The past"),
        before.clone().without(&at(5)),
        before.clone().replace(&at(5), "\"B\"", "\"C\""),
        before
            .clone()
            .replace(&at(5), "published", "status = \"draft\"\npublished"),
        before.clone().replace(&at(5), "2024", "2023"),
        before.clone().without(THEMES),
    ] {
        made(&before, &after);
        made(&after, &before);
    }
}
