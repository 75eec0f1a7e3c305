//! From files to pages.

#![allow(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "tests read files, and end where something is not there"
)]

mod support;

use std::collections::{BTreeMap, BTreeSet};

use support::{Built, SiteTest};

const NEGLECT: &str = "content/briefings/neglect/index.md";
const NEGLECT_PAGE: &str = "briefings/neglect/index.html";

/// A site of one briefing with this text.
fn text(body: &str) -> Built {
    SiteTest::minimal()
        .with(
            "content/briefings/pasted.md",
            format!("+++\ntitle = \"Pasted\"\n+++\n\n{body}\n"),
        )
        .build()
}

const PASTED: &str = "briefings/pasted/index.html";

/// The links of a page as paths from the site's root, without what leads out of the site.
fn links(path: &str, html: &str) -> Vec<String> {
    let attributes = html.split(['<', '>']).filter(|tag| !tag.starts_with('/'));
    let targets = attributes.flat_map(|tag| {
        ["href=\"", "src=\""]
            .into_iter()
            .filter_map(move |name| tag.split_once(name))
    });
    let targets = targets.map(|(_, rest)| rest.split('"').next().unwrap().replace("&amp;", "&"));
    let own = targets.filter(|target| !target.contains(':'));
    own.map(|target| {
        let mut parts: Vec<&str> = path.split('/').collect();
        parts.pop();
        let (file, anchor) = target
            .split_once('#')
            .map_or((target.as_str(), None), |(file, anchor)| {
                (file, Some(anchor))
            });
        if file.is_empty() {
            return format!("{path}#{}", anchor.unwrap());
        }
        for part in file.split('/') {
            match part {
                ".." => assert!(
                    parts.pop().is_some(),
                    "{target} on {path} leads out of the site"
                ),
                "." => {}
                part => parts.push(part),
            }
        }
        anchor.map_or_else(
            || parts.join("/"),
            |anchor| format!("{}#{anchor}", parts.join("/")),
        )
    })
    .collect()
}

fn assert_every_link_leads_somewhere(built: &Built) {
    let pages: BTreeMap<&str, &str> = built
        .build
        .output
        .iter()
        .filter(|(path, _)| path.ends_with(".html"))
        .map(|(path, _)| (path, built.page(path)))
        .collect();
    for (path, html) in &pages {
        if *path == "404.html" {
            continue;
        }
        for link in links(path, html) {
            let (file, anchor) = link
                .split_once('#')
                .map_or((link.as_str(), None), |(file, anchor)| (file, Some(anchor)));
            assert!(
                built.build.output.get(file).is_some(),
                "{path} links to {link}, which is not there"
            );
            if let Some(anchor) = anchor {
                assert!(
                    pages[file].contains(&format!("id=\"{anchor}\"")),
                    "{path} links to {link}, and there is no such place"
                );
            }
        }
    }
}

fn assert_links_alone_lead_everywhere(built: &Built) {
    let mut seen = BTreeSet::from(["index.html".to_owned()]);
    let mut next = vec!["index.html".to_owned()];
    while let Some(path) = next.pop() {
        for link in links(&path, built.page(&path)) {
            let file = link.split('#').next().unwrap().to_owned();
            if file.ends_with(".html") && seen.insert(file.clone()) {
                next.push(file);
            }
        }
    }
    let pages = built
        .paths()
        .into_iter()
        .filter(|path| path.ends_with(".html") && *path != "404.html");
    let missed: Vec<&str> = pages.filter(|path| !seen.contains(*path)).collect();
    assert!(missed.is_empty(), "no link leads to {missed:?}");
}

#[test]
fn every_link_of_every_site_leads_somewhere_and_links_lead_everywhere() {
    for site in [SiteTest::minimal(), SiteTest::county(), SiteTest::sample()] {
        let built = site.build();
        assert_every_link_leads_somewhere(&built);
        assert_links_alone_lead_everywhere(&built);
    }
}

#[test]
fn lists_that_go_over_several_pages_hang_together() {
    let mut site = SiteTest::county();
    for number in 0..120 {
        let items: String = (0..6)
            .map(|item| format!("- Item {item} of {number}\n"))
            .collect();
        let links: String = (0..3)
            .map(|link| format!("- [Guide {link}](https://guide.example/{number}/{link})\n"))
            .collect();
        let text = format!(
            "+++\ntitle = \"Number {number}\"\ntopics = [\"neglect\"]\npublished = 2025-01-01\n+++\n\n## Recommendations\n\n{items}\n## Resources\n\n{links}"
        );
        site = site.with(&format!("content/briefings/n{number}.md"), text);
    }
    let built = site.build();
    built.is_clean();
    assert_every_link_leads_somewhere(&built);
    assert_links_alone_lead_everywhere(&built);
    let paths = built.paths();
    for path in [
        "briefings/page/3/index.html",
        "topics/neglect/page/2/index.html",
        "recommendations/page/2/index.html",
        "resources/page/2/index.html",
    ] {
        assert!(paths.contains(&path), "{path}");
    }
    let shown: usize = (1..=3)
        .map(|page| {
            if page == 1 {
                "briefings/index.html".to_owned()
            } else {
                format!("briefings/page/{page}/index.html")
            }
        })
        .map(|path| {
            (0..120)
                .filter(|number| built.main(&path).contains(&format!("Number {number}<")))
                .count()
        })
        .sum();
    assert_eq!(shown, 120, "each briefing stands on one page of the list");
}

#[test]
fn the_least_site_builds_with_roles_register_and_directory() {
    let built = SiteTest::minimal().build();
    built.is_clean();
    built
        .shows(PASTED, "class=\"section role-strengths\"")
        .shows(PASTED, "class=\"section role-learning\"");
    built.shows(
        "recommendations/index.html",
        "Schools are told of every incident.",
    );
    built.shows(
        "resources/index.html",
        "<a href=\"https://helpline.example/\">Example helpline</a>",
    );
    built.shows(
        "resources/index.html",
        "href=\"tel:+441632960123\">01632 960 123</a>",
    );
}

#[test]
fn a_text_without_front_matter_takes_its_first_heading_for_the_title() {
    let built = SiteTest::minimal()
        .with(
            "content/briefings/bare.md",
            "# Learning from one case\n\n# Background\n\nWords.\n\n# Next steps\n\n- Act.\n",
        )
        .build();
    built.is_clean();
    let page = "briefings/bare/index.html";
    built
        .shows(page, "<h1>Learning from one case</h1>")
        .shows(page, "<h2>Background</h2>");
    assert_eq!(
        built
            .page(page)
            .matches("Learning from one case</h")
            .count(),
        1,
        "the title is not shown twice"
    );
    built.shows("recommendations/index.html", "Act.");
}

#[test]
fn addresses_do_not_change_with_titles() {
    let before = SiteTest::county().build();
    let after = SiteTest::county()
        .replace(
            NEGLECT,
            "Neglect: what five agencies found",
            "Another title",
        )
        .build();
    assert_eq!(
        before
            .paths()
            .into_iter()
            .filter(|path| path.ends_with(".html"))
            .collect::<Vec<_>>(),
        after
            .paths()
            .into_iter()
            .filter(|path| path.ends_with(".html"))
            .collect::<Vec<_>>()
    );
}

/// Authors see what is kept back, on its own page and in lists, and marked in each.
#[test]
fn authors_see_what_is_kept_back_and_why() {
    let county = SiteTest::county().for_authors();
    let built = county
        .clone()
        .with(
            "content/briefings/old.md",
            "+++\ntitle = \"Withdrawn okapi\"\nstatus = \"withdrawn\"\n+++\n",
        )
        .build();
    built.is_clean();
    for (slug, mark, notice) in [
        ("unfinished", "Draft", "This is a draft."),
        (
            "to-come",
            "Not before 24 December 2026",
            "is to be published on 24 December 2026.",
        ),
        ("old", "Withdrawn", "was withdrawn."),
    ] {
        let page = format!("briefings/{slug}/index.html");
        built.shows(&page, notice);
        let list = built.main("briefings/index.html");
        let card = list
            .split("<article")
            .find(|card| card.contains(&format!("../{page}\"")))
            .unwrap();
        assert!(
            card.contains(&format!("<strong class=\"kept-back\">{mark}</strong>")),
            "{card}"
        );
    }
    let register = built.main("recommendations/index.html");
    let row = register
        .split("<tr>")
        .find(|row| row.contains("quokka"))
        .unwrap();
    assert!(
        row.contains("<strong class=\"kept-back\">Draft</strong>"),
        "{row}"
    );
    built.shows("resources/index.html", "Wombat line");
    // On its day it is marked no longer.
    let later = county.on("2026-12-24").build();
    assert!(!later.main("briefings/index.html").contains("Not before"));
}

/// What the preview says of a link is what the build will say.
#[test]
fn a_link_to_what_is_kept_back_is_an_error_for_authors_too() {
    let neglect = "content/briefings/neglect/index.md";
    let linking = |site: SiteTest| site.replace(neglect, "Fathers", "[[unfinished]] Fathers");
    let (public, authors) = (
        linking(SiteTest::county()).build(),
        linking(SiteTest::county().for_authors()).build(),
    );
    public.reports("error[dead-link] content/briefings/neglect/index.md");
    assert_eq!(public.remarks(), authors.remarks());
    // From one text that is kept back to another, a link is nobody's mistake.
    SiteTest::county()
        .for_authors()
        .replace(
            "content/briefings/unfinished.md",
            "The quokka",
            "[[to-come]] The quokka",
        )
        .build()
        .is_clean();
}

/// Drafts, texts of a day to come and withdrawn ones are in no file.
#[test]
fn what_is_not_public_is_nowhere() {
    let site = SiteTest::county()
        .with(
            "content/briefings/old.md",
            "+++\ntitle = \"Withdrawn okapi\"\nstatus = \"withdrawn\"\n+++\n\n## Recommendations\n\n- Tapir.\n\n![Zorilla](secret.png)\n",
        )
        .with("content/briefings/in-review.md", "+++\ntitle = \"Reviewed pangolin\"\nstatus = \"in-review\"\n+++\n")
        .with("content/briefings/secret.png", std::fs::read("tests/pictures/secret.png").unwrap());
    let built = site.build();
    built.is_clean();
    for word in [
        "zebra",
        "quokka",
        "wombat",
        "Wombat",
        "axolotl",
        "numbat",
        "okapi",
        "Tapir",
        "pangolin",
        "unfinished",
        "to-come",
        "in-review",
    ] {
        built.shows_nowhere(word);
    }
    assert!(
        !built.paths().iter().any(|path| path.starts_with("images/")),
        "its pictures are not published either"
    );
    let later = site.on("2026-12-24").build();
    later.shows("briefings/to-come/index.html", "Embargoed axolotl");
}

#[test]
fn what_a_day_decides() {
    let built = SiteTest::county().build();
    built.shows(
        "recommendations/overdue/index.html",
        "Officers tell the school within a day.",
    );
    assert!(
        !built
            .page("recommendations/overdue/index.html")
            .contains("Managers look at plans")
    );
    built.shows("briefings/self-neglect/index.html", "20 November 2026");
    let before = SiteTest::county().on("2026-06-30").build();
    assert!(
        !before
            .main("recommendations/overdue/index.html")
            .contains("Officers tell"),
        "the day itself is in time"
    );
    let after = SiteTest::county().on("2026-07-01").build();
    after.shows("recommendations/overdue/index.html", "Officers tell");
    let notice = "should have been checked by 20 November 2026";
    assert!(
        !SiteTest::county()
            .on("2026-11-20")
            .build()
            .page("briefings/self-neglect/index.html")
            .contains(notice)
    );
    SiteTest::county()
        .on("2026-11-21")
        .build()
        .shows("briefings/self-neglect/index.html", notice);
}

#[test]
fn the_register_counts_and_sorts() {
    let built = SiteTest::county().build();
    let register = &built.build.sites[0].register;
    let totals = register.totals();
    assert_eq!(
        (
            totals.total,
            totals.in_progress,
            totals.not_started,
            totals.unrecorded,
            totals.overdue
        ),
        (4, 1, 1, 2, 1)
    );
    let main = built.main("recommendations/index.html");
    assert!(
        main.find("Officers tell").unwrap() < main.find("Managers look").unwrap(),
        "overdue first"
    );
    built.shows("recommendations/agency/police/index.html", "Officers tell");
    built.shows(
        "recommendations/agency/county-police/index.html",
        "Officers tell",
    );
    built.shows(
        "recommendations/status/unrecorded/index.html",
        "Everybody reads",
    );
    assert!(
        !built
            .paths()
            .contains(&"recommendations/agency/health/index.html"),
        "who is asked nothing has no view"
    );
}

#[test]
fn a_resource_of_two_texts_stands_once_in_the_directory() {
    let built = SiteTest::county()
        .with(
            "content/briefings/another.md",
            "+++\ntitle = \"Another\"\n+++\n\n## Resources\n\n- [The helpline](http://www.helpline.example)\n- Night team: 01632 960300\n- Write to help@county.example or see www.county.example/help.\n",
        )
        .build();
    built.is_clean();
    let directory = &built.build.sites[0].directory.entries;
    let names: Vec<&str> = directory
        .iter()
        .map(|entry| entry.resource.name.as_str())
        .collect();
    assert_eq!(
        names,
        [
            "Example County helpline",
            "Neglect toolkit",
            "the night team",
            "Example care profile",
            "help@county.example",
            "www.county.example/help"
        ]
    );
    assert_eq!(directory[0].used_in.len(), 2);
    assert_eq!(
        directory[2].used_in.len(),
        2,
        "one number, however it is spaced"
    );
    built.shows(
        "briefings/another/index.html",
        "<a href=\"mailto:help@county.example\">help@county.example</a>",
    );
    built.shows(
        "briefings/another/index.html",
        "<a href=\"https://www.county.example/help\">www.county.example/help</a>.",
    );
}

#[test]
fn every_extension_of_markdown() {
    let built = text(
        "## Background\n\nA ~~wrong~~ word, “quoted” -- and it's *here* in **strong**.[^a]\n\n| A | B |\n|:--|--:|\n| 1 | 2 |\n\n\
         - [x] done\n- [ ] open\n\nTerm\n: What it means\n\n> [!VOICE]\n> I was heard.\n\n> [!case] One family.\n\n> Plain words\n\n\
         ### Under it {#below}\n\n`code`\n\n    block <b>\n\n***\n\n[^a]: A note.\n",
    );
    built.is_clean();
    let main = built.main(PASTED);
    for part in [
        "<del>wrong</del>",
        "“quoted” – and it’s",
        "<em>here</em>",
        "<strong>strong</strong>",
        "<th scope=\"col\">A</th><th scope=\"col\" class=\"end\">B</th>",
        "<td>1</td><td class=\"end\">2</td>",
        "<dt>Term</dt>",
        "<dd>What it means</dd>",
        "class=\"callout callout-voice\"",
        "class=\"callout callout-case\"",
        "<p>One family.</p>",
        "<blockquote>\n<p>Plain words</p>",
        "<h3 id=\"below\">Under it</h3>",
        "<code>code</code>",
        "block &lt;b&gt;",
        "<hr>",
        "id=\"fn-1\"",
        "data-done",
    ] {
        assert!(main.contains(part), "no {part} in {main}");
    }
}

#[test]
fn an_authors_braces_are_text() {
    let built = text(
        "## Background {#x}\n\n{{ site.title }} {% if x %} {# y #} <\n\n- {{ 1 + 1 }}\n\n## Recommendations\n\n- [R1] {{ page.title }}",
    );
    built.is_clean();
    built.shows(PASTED, "{{ site.title }} {% if x %} {# y #} &lt;");
    built.shows("recommendations/index.html", "{{ page.title }}");
}

#[test]
fn what_an_author_writes_cannot_become_html() {
    let built = SiteTest::minimal()
        .with(
            "content/briefings/pasted.md",
            "+++\ntitle = \"<script>x</script>\"\nsummary = \"\\\"><img src=x>\"\n+++\n\n## <i>Background</i> & \"more\"\n\n\
             [x](https://example.org/\"onmouseover=x) ![\"><script>](a.png) &lt;script&gt;\n\n## Recommendations\n\n- [R1] a < b & \"c\"\n",
        )
        .with("content/briefings/a.png", std::fs::read("tests/pictures/secret.png").unwrap())
        .build();
    for path in built
        .paths()
        .into_iter()
        .filter(|path| path.ends_with(".html"))
    {
        let page = built.page(path);
        assert!(
            page.matches("<script").count()
                == page
                    .matches("<script type=\"application/ld+json\">")
                    .count()
                    + page.matches("<script src=\"").count()
                && !page.contains("<img src=x")
                && !page.contains("\"onmouseover"),
            "{path}: {page}"
        );
    }
}

#[test]
fn abbreviations_are_explained_where_they_stand_first() {
    let site = SiteTest::minimal().with(
        "content/glossary.toml",
        "MASH = \"multi-agency safeguarding hub\"\nGP = \"general practitioner\"\nCP = \"child protection\"\nLA = \"local authority\"\n",
    );
    let page = |body: &str| {
        let built = site
            .clone()
            .with(
                "content/briefings/pasted.md",
                format!("+++\ntitle = \"P\"\n+++\n\n## The MASH\n\n{body}\n"),
            )
            .build();
        built.main(PASTED).to_owned()
    };
    let main = page("The MASH met. The MASH wrote.");
    assert_eq!(
        main.matches("<abbr class=\"term\" title=\"multi-agency safeguarding hub\">MASH</abbr>")
            .count(),
        2
    );
    assert_eq!(
        main.matches("<span class=\"expansion\">(multi-agency safeguarding hub)</span>")
            .count(),
        1
    );
    assert!(
        page("GPs wrote.")
            .contains("</abbr>s <span class=\"expansion\">(general practitioners)</span> wrote")
    );
    assert!(page("Two LAs.").contains("(local authorities)"));
    assert!(
        !page("The Multi-Agency Safeguarding Hub (MASH) met. The MASH wrote.")
            .contains("expansion"),
        "the author explains it"
    );
    assert!(page("The MASH’s view. The MASH met.").contains("MASH</abbr>’s view. The <abbr class=\"term\" title=\"multi-agency safeguarding hub\">MASH</abbr> <span"));
    assert!(
        !page("SMASH, MASHED, cp and mash@county.example.").contains("<abbr"),
        "only whole words, in their own capitals"
    );
    assert!(
        !page("`MASH` and [MASH](https://mash.example/)").contains("<abbr"),
        "neither code nor the words of a link"
    );
}

#[test]
fn roles_from_headings() {
    use sevenfold::model::role::{Role, RoleWords};
    let words = RoleWords::default();
    let cases = [
        ("I. THE CONTEXT FOR THIS AUDIT", Some(Role::Context)),
        ("2. FINDINGS: WHAT'S WORKING WELL?", Some(Role::Strengths)),
        (
            "3. FINDINGS: AREAS WHERE WE CAN IMPROVE OUR PRACTICE",
            Some(Role::Improvements),
        ),
        ("4) Key Learning Themes", Some(Role::Learning)),
        (
            "Section 5 – Recommendations for multi-agency practice",
            Some(Role::Recommendations),
        ),
        (
            "6. What has happened since the audit took place?",
            Some(Role::Progress),
        ),
        ("VII. Useful resources and links", Some(Role::Resources)),
        ("Background", Some(Role::Context)),
        ("What is neglect?", Some(Role::Context)),
        ("Why does it matter?", Some(Role::Context)),
        ("The incident", Some(Role::Context)),
        ("Scope", Some(Role::Context)),
        ("What happened?", Some(Role::Context)),
        ("What did we do?", Some(Role::Method)),
        ("How we did it", Some(Role::Method)),
        ("Strengths of Multi-Agency Practice", Some(Role::Strengths)),
        ("What good practice did we find?", Some(Role::Strengths)),
        ("What worked well", Some(Role::Strengths)),
        ("Improvement in individual cases", Some(Role::Improvements)),
        ("What are we Worried about:", Some(Role::Improvements)),
        ("Safeguarding concerns", Some(Role::Improvements)),
        ("What else did we find?", Some(Role::Improvements)),
        ("Improving Practice", Some(Role::Improvements)),
        ("Learning Identified", Some(Role::Learning)),
        ("The findings", Some(Role::Learning)),
        ("What did the reviews tell us?", Some(Role::Learning)),
        ("Messages for practitioners", Some(Role::Learning)),
        ("What can we learn?", Some(Role::Learning)),
        (
            "Recommendations for improvement",
            Some(Role::Recommendations),
        ),
        ("What Needs to Happen?", Some(Role::Recommendations)),
        ("Next Steps", Some(Role::Recommendations)),
        ("What to do", Some(Role::Recommendations)),
        ("Practitioners should:", Some(Role::Recommendations)),
        ("Improvements already made", Some(Role::Progress)),
        ("Learning for practice", Some(Role::Discussion)),
        ("Points for discussion:", Some(Role::Discussion)),
        ("Questions for your team", Some(Role::Discussion)),
        ("Further information", Some(Role::Resources)),
        ("Support and services", Some(Role::Resources)),
        ("Case study", Some(Role::Case)),
        ("Exemplary case", Some(Role::Case)),
        ("Child 1", Some(Role::Case)),
        ("Bananas", None),
        ("Contextual safeguarding", None),
        ("Improvisation", None),
        ("Scoped work", None),
    ];
    for (heading, role) in cases {
        assert_eq!(words.role_of(heading), role, "{heading}");
    }
}

#[test]
fn the_projects_own_headings_and_attributes_decide() {
    let built = SiteTest::minimal()
        .with("content/sections.toml", "recommendations = [\"What kept us awake\"]\n")
        .with(
            "content/briefings/pasted.md",
            "+++\ntitle = \"P\"\n+++\n\n## 2. What kept us awake?\n\n- One\n\n## Safeguarding concerns {.context #family}\n\n- Two\n\n## Now what? {.recommendations}\n\n- Three\n",
        )
        .build();
    built.is_clean();
    let briefing = &built.build.library.briefings[0];
    assert_eq!(
        briefing
            .recommendations
            .iter()
            .map(|item| item.text.as_str())
            .collect::<Vec<_>>(),
        ["One", "Three"]
    );
    assert!(briefing.findings.is_empty());
    built.shows(PASTED, "id=\"family\"");
}

#[test]
fn marks_and_numbers() {
    let built = text(
        "## Recommendations\n\n- [R2] Two\n- None\n- [r7a] Seven\n  and more\n\n1. [R 4] Four\n2. Last\n",
    );
    built.is_clean();
    let items: Vec<(String, String)> = built.build.library.briefings[0]
        .recommendations
        .iter()
        .map(|item| (item.mark.clone(), item.text.clone()))
        .collect();
    let expected = [
        ("R2", "Two"),
        ("R1", "None"),
        ("R7a", "Seven and more"),
        ("R4", "Four"),
        ("R3", "Last"),
    ];
    assert_eq!(
        items,
        expected.map(|(mark, text)| (mark.to_owned(), text.to_owned()))
    );
    built.shows(PASTED, "id=\"r7a\"");
    assert!(
        !built.main(PASTED).contains("[R2]"),
        "the mark is shown as a mark"
    );
}

#[test]
fn telephone_numbers() {
    use sevenfold::model::phone::{Phone, find};
    let found = |text: &str| {
        find(text)
            .into_iter()
            .map(|range| text[range].to_owned())
            .collect::<Vec<_>>()
    };
    assert_eq!(
        found("call 0808 2000 247 24 hours a day"),
        ["0808 2000 247"]
    );
    assert_eq!(
        found("0203 1984 659, or (01632) 960 123; +44 1632 960124."),
        ["0203 1984 659", "(01632) 960 123", "+44 1632 960124"]
    );
    assert_eq!(found("Samaritans 116 123"), ["116 123"]);
    assert_eq!(found("Call 999 or ring 101."), ["999", "101"]);
    assert_eq!(
        found(
            "In 999 cases of 101; 10.01.2023; £01632960123; 2020-2021; 1/4/21; 0800; A01632960123; 016329601234567"
        ),
        Vec::<String>::new()
    );
    assert_eq!(
        Phone::parse("01632 960 123").unwrap().href,
        "tel:+441632960123"
    );
    assert_eq!(
        Phone::parse("+44 (0)1632 960123").unwrap().href,
        "tel:+441632960123"
    );
    assert_eq!(Phone::parse("116 123").unwrap().href, "tel:116123");
    assert_eq!(Phone::parse("999").unwrap().href, "tel:999");
    assert!(Phone::parse("12345").is_none());
}

#[test]
fn pictures_lose_what_was_not_meant_to_be_published() {
    let read = |name: &str| std::fs::read(format!("tests/pictures/{name}")).unwrap();
    for name in ["secret.png", "secret.jpg", "secret.webp"] {
        assert!(
            String::from_utf8_lossy(&read(name)).contains("Secret"),
            "{name} has something to lose"
        );
    }
    let built = SiteTest::minimal()
        .with("content/briefings/shown/a.png", read("secret.png"))
        .with("content/briefings/shown/b.jpg", read("secret.jpg"))
        .with("content/briefings/shown/c.webp", read("secret.webp"))
        .with(
            "content/briefings/shown/index.md",
            "# Shown\n\n## Background\n\n![A square](a.png \"Caption\")\n\nWords ![b](b.jpg) and ![c](c.webp).\n",
        )
        .build();
    built.is_clean();
    built.shows_nowhere("Secret");
    let page = "briefings/shown/index.html";
    built.shows(page, "<figure class=\"image\"><img src=\"../../images/");
    built
        .shows(page, "width=\"3\" height=\"2\" alt=\"A square\"")
        .shows(page, "<figcaption>Caption</figcaption>");
    built
        .shows(page, "width=\"4\" height=\"6\" alt=\"b\"")
        .shows(page, "width=\"5\" height=\"4\" alt=\"c\"");
    let jpg = built
        .build
        .output
        .iter()
        .find(|(path, _)| path.ends_with(".jpg"))
        .unwrap()
        .1;
    assert!(
        jpg.windows(2).any(|pair| pair == [0x01, 0x12]),
        "the orientation stays, or the picture would lie on its side"
    );
    assert!(
        jpg.ends_with(&[0xff, 0xd9]),
        "nothing hangs behind the picture"
    );
    let webp = built
        .build
        .output
        .iter()
        .find(|(path, _)| path.ends_with(".webp"))
        .unwrap()
        .1;
    assert_eq!(
        webp[20] & 0b0000_1100,
        0,
        "and nothing is promised that is not there"
    );
}

#[test]
fn several_sites_from_one_content() {
    let site = SiteTest::county()
        .with("sites/children.toml", "title = \"For children\"\n[take]\naudiences = [\"children\"]\n")
        .with("sites/adults.toml", "title = \"For adults\"\n[brand]\nprimary = \"#004d40\"\n[take]\naudiences = [\"adults\"]\n");
    let built = site.build();
    let paths = built.paths();
    assert!(
        paths.contains(&"children/briefings/neglect/index.html")
            && paths.contains(&"adults/briefings/self-neglect/index.html")
    );
    assert!(
        !paths.contains(&"children/briefings/self-neglect/index.html")
            && !paths.contains(&"briefings/neglect/index.html")
    );
    built
        .shows("adults/index.html", "For adults")
        .shows("adults/index.html", "01632 960 001");
    // A link to what a site does not take is told, and its words stay.
    built.reports("warning[link-leaves-site] content/briefings/neglect/index.md:60:19 the site `children` does not take the briefing `self-neglect`");
    built.shows(
        "children/briefings/neglect/index.html",
        "Everybody reads Self-neglect: seeing the person.",
    );
    assert!(!built.build.has_errors());
}

#[test]
fn brand_colours_can_be_read() {
    // The style sheet of a site with this colour.
    let css = |colour: &str| {
        let built = SiteTest::county()
            .replace("site.toml", "#5b2a6f", colour)
            .build();
        let (path, _) = built
            .build
            .output
            .iter()
            .find(|(path, _)| path.ends_with(".css"))
            .unwrap();
        built.page(path).to_owned()
    };
    assert!(
        css("#5b2a6f").contains("light-dark(#5b2a6f, #"),
        "the colour as given in light, and one worked out in dark"
    );
    let built = SiteTest::county()
        .replace("site.toml", "#5b2a6f", "#888")
        .build();
    built.reports("error[low-contrast] site.toml:8:11 text in #888888");
    let help = built.build.diagnostics[0].help.clone().unwrap();
    let proposed = help.split('#').nth(1).unwrap().trim_end_matches('.');
    assert!(
        SiteTest::county()
            .replace("site.toml", "#5b2a6f", &format!("#{proposed}"))
            .build()
            .remarks()
            .is_empty(),
        "what is proposed passes: {help}"
    );
}

#[test]
fn the_same_sources_give_the_same_bytes() {
    let one = SiteTest::sample().build();
    let other = SiteTest::sample().build();
    assert_eq!(one.build.output, other.build.output);
}

#[test]
fn the_page_for_wrong_addresses_works_at_any_depth() {
    let built = SiteTest::county().build();
    let page = built.page("404.html");
    assert!(
        page.contains("href=\"/county/index.html\"") && page.contains("href=\"/county/assets/"),
        "{page}"
    );
    assert!(page.contains("noindex") && !page.contains("canonical"));
}

#[test]
fn files_of_windows() {
    let unix = SiteTest::county().build();
    let mut windows = SiteTest::county();
    for file in SiteTest::county()
        .sources()
        .iter()
        .filter(|file| !file.path.starts_with("themes/"))
    {
        let text = file.text().unwrap().replace('\n', "\r\n");
        windows = windows.with(&file.path, format!("\u{feff}{text}"));
    }
    let windows = windows.build();
    windows.is_clean();
    assert_eq!(
        unix.main(NEGLECT_PAGE).replace("\r\n", "\n"),
        windows.main(NEGLECT_PAGE).replace("\r\n", "\n")
    );
}

#[test]
fn bullets_that_are_none_are_told() {
    text("## Recommendations\n\n• Act at once.\n• Tell the school.\n")
        .reports("remark[not-a-list] content/briefings/pasted.md:7:1")
        .reports("remark[not-a-list] content/briefings/pasted.md:8:1");
    text("## Recommendations\n\n-Act at once.\n").reports("remark[not-a-list]");
    text("## Background\n\n- A list\n  -5 degrees and\n  -- so on\n").is_clean();
}

#[test]
fn empty_lines_and_a_missing_line_before_the_front_matter() {
    SiteTest::minimal()
        .with(
            "content/briefings/a.md",
            "\n\n+++\ntitle = \"A\"\n+++\n\n## Background\n",
        )
        .build()
        .is_clean();
    let built = SiteTest::minimal()
        .with(
            "content/briefings/a.md",
            "title = \"A\"\n+++\n\n## Background\n",
        )
        .with(
            "site.toml",
            "title = \"Minimal\"\nbase_url = \"https://minimal.example/\"\n",
        )
        .build();
    built.reports("error[front-matter-not-opened] content/briefings/a.md:1:1");
    assert_eq!(built.remarks().len(), 1, "one mistake, one remark");
}

/// No words that an author can write break the build: each of these did, or could have.
#[test]
fn odd_texts_build() {
    for body in [
        "### R1 training\n\n## Page 3 of 7\n\n### I-3\n\n### Fn-1\n\n## ???",
        &("- ".repeat(3000) + "x"),
        &(">".repeat(5000) + " x"),
        &"1 ".repeat(3000),
        "---\u{3000}\ntitle: x\n---",
        "> [!VOICE]  \n> Words\n\n> [!NOTE]\n",
        "| a |\n|---|\n| - b<br>c |\n\n[x]: y\n\n![][x]",
        "\u{202e}\u{0}\u{feff}👩‍👧 ",
    ] {
        let built = text(&format!("## Background\n\n{body}"));
        assert!(built.paths().contains(&PASTED), "{body}");
    }
    let built = SiteTest::minimal()
        .with(
            "content/briefings/y.md",
            "---\u{3000}\ntitle: x\n---\n# Y\n",
        )
        .build();
    built.reports("error[front-matter-yaml] content/briefings/y.md:1:1");
    text("## Background\n\n- - - - x").is_clean();
    text(&("- ".repeat(100) + "x")).reports("error[nested-too-deep]");
}

#[test]
fn every_id_of_a_page_is_its_own() {
    let site = SiteTest::county()
        .with("content/briefings/ids.md", "# Ids\n\n## R1 training\n\n## Page main\n\n## Recommendations\n\n- Act\n\n## Same\n\n## Same\n\n### Same\n\nNote[^a] again[^A] and[^b].\n\n> [^a]: In a quotation.\n\n[^b]: B\n")
        .replace("content/glossary.toml", "CIN =", "\"(Un)born\" = \"unborn\"\nUbuntu = \"x\"\nCIN =");
    for built in [site.build(), SiteTest::sample().build()] {
        for path in built
            .paths()
            .into_iter()
            .filter(|path| path.ends_with(".html"))
        {
            let mut ids: Vec<&str> = built
                .page(path)
                .split(" id=\"")
                .skip(1)
                .map(|rest| rest.split('"').next().unwrap())
                .collect();
            let all = ids.len();
            ids.sort_unstable();
            ids.dedup();
            assert_eq!(ids.len(), all, "{path}");
        }
    }
    let built = site.build();
    assert_every_link_leads_somewhere(&built);
    assert_eq!(
        built
            .main("briefings/ids/index.html")
            .matches("<li id=\"fn-")
            .count(),
        2
    );
    SiteTest::county()
        .replace("content/glossary.toml", "CIN =", "cin = \"x\"\nCIN =")
        .build()
        .reports("error[anchor-taken] content/glossary.toml:3:1");
    text("## A {#r1}\n\n## Recommendations\n\n- x")
        .reports("error[anchor-taken] content/briefings/pasted.md:5:1");
}

#[test]
fn words_behind_a_tag_are_not_lost_in_silence() {
    text("## Background\n\n</p>\nThe police must act at once.\n").reports("warning[raw-html]");
    text("## Background\n\n<!-- note --> Important words here.\n").reports("warning[raw-html]");
    text("## Background\n\n<!-- one -->\n<!-- two\nlines -->\n").is_clean();
}

#[test]
fn figures_in_headings_stay() {
    let built = text(
        "## 3.5 million children\n\n## 10:30 in the morning\n\n## 2.1 Background\n\n## IV) What happened?\n\n## 2. *Why* it matters\n",
    );
    for heading in [
        "3.5 million children",
        "10:30 in the morning",
        ">Background<",
        ">What happened?<",
        "<em>Why</em> it matters",
    ] {
        built.shows(PASTED, heading);
    }
}

#[test]
fn pictures_and_emphasis_in_links_and_headings() {
    let built = SiteTest::minimal()
        .with("content/briefings/p.png", std::fs::read("tests/pictures/secret.png").unwrap())
        .with("content/briefings/pasted.md", "# P\n\n## Background\n\n[![the alt](p.png)](https://a.example/) [*so* `x`](https://b.example/)\n")
        .build();
    assert_eq!(built.main(PASTED).matches("the alt").count(), 1);
    built.shows(
        PASTED,
        "<a href=\"https://b.example/\"><em>so</em> <code>x</code></a>",
    );
}

#[test]
fn a_word_of_the_glossary_is_no_resource_and_the_number_behind_it_stands() {
    let built = SiteTest::county()
        .with(
            "content/briefings/a.md",
            "# A\n\n## Resources\n\n- The [[MASH]] front door: 01632 960 123\n",
        )
        .build();
    built.shows("resources/index.html", "tel:+441632960123");
}

#[test]
fn the_words_of_the_danger_panel_are_few() {
    for wrong in [
        "See [[unfinished]]",
        "- a list",
        "| a |\\n|---|",
        "[x](about.md)",
        "![x](x.png)",
    ] {
        SiteTest::county()
            .replace(
                "site.toml",
                "Call **999** when somebody is in danger now.",
                wrong,
            )
            .build()
            .reports("error[invalid-value] site.toml:11:8 the text of the panel")
            .shows_nowhere("Unfinished zebra");
    }
    let built = SiteTest::county()
        .replace(
            "site.toml",
            "Call **999** when",
            "+++ Call **999** or see [help](https://help.example/) when",
        )
        .build();
    built.is_clean();
    built.shows("404.html", "<a href=\"https://help.example/\">help</a>");
}

#[test]
fn two_sites_of_one_name_and_endings_in_capitals() {
    let built = SiteTest::county()
        .with("sites/x/a.toml", "title = \"A\"\n")
        .with("content/briefings/loud.MD", "# Loud\n")
        .build();
    assert!(
        built.paths().contains(&"index.html"),
        "only files directly in sites/ are sites"
    );
    built.reports("remark[not-published] content/briefings/loud.MD:1:1");
}

#[test]
fn what_readers_of_the_issue_tried() {
    SiteTest::minimal()
        .with(
            "content/briefings/one.md",
            "+++ title = \"One line\" +++\n\n## Background\n",
        )
        .build()
        .is_clean();
    SiteTest::minimal()
        .with("content/briefings/a.md.txt", "# A\n")
        .build()
        .reports("remark[not-published] content/briefings/a.md.txt:1:1");
    text("## Background\n\n## \n").reports("error[empty-heading] content/briefings/pasted.md:7:1");
    text("## Background\n\nA\u{7}b\n")
        .reports("error[control-character] content/briefings/pasted.md:7:2");
    text("## Background\n\n[a](<https://e.example/a b>)\n")
        .reports("error[invalid-url] content/briefings/pasted.md:7:1");
    text("## Resources\n\n- Childline 0800 1111\n- 01632 960 111\n")
        .shows("resources/index.html", "tel:+448001111")
        .shows("resources/index.html", "id=\"resource-");
    SiteTest::county()
        .with(
            "content/briefings/later/index.md",
            "+++\ntitle = \"Later\"\nstatus = \"draft\"\n+++\n",
        )
        .with(
            "content/briefings/later/p.png",
            std::fs::read("tests/pictures/secret.png").unwrap(),
        )
        .replace(
            NEGLECT,
            "- Visits were",
            "- ![p](../later/p.png) Visits were",
        )
        .build()
        .reports("error[picture-not-public] content/briefings/neglect/index.md:41:3");
}
