//! The check: each rule by the examples of its page in the manual, and how it speaks.

#![allow(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "tests read files, and end where something is not there"
)]

mod support;

use std::fmt::Write;

use sevenfold::check::{self, Found, Rule, Seen, Sight};
use support::SiteTest;

const BRIEFING: &str = "content/briefings/example/index.md";
const PICTURE: &str = "tests/browser/features/content/briefings/everything/referrals.png";

/// A page of the manual, cut into its parts.
struct Manual {
    path: String,
    text: String,
}

impl Manual {
    fn of(rule: &Rule) -> Self {
        let path = format!("docs/checks/{}.md", rule.code);
        let text = std::fs::read_to_string(support::root().join(&path))
            .unwrap_or_else(|_| panic!("there is no {path}"));
        Self { path, text }
    }

    fn part(&self, heading: &str) -> &str {
        let start = self.text.find(&format!("\n## {heading}\n"));
        let start = start.unwrap_or_else(|| panic!("{} has no “## {heading}”", self.path));
        let rest = &self.text[start + 1..];
        // A heading within an example stands in a fence.
        let mut fenced = false;
        let mut end = rest.len();
        let mut at = 0;
        for line in rest.split_inclusive('\n') {
            if line.starts_with("```") {
                fenced = !fenced;
            } else if at > 0 && !fenced && line.starts_with("## ") {
                end = at;
                break;
            }
            at += line.len();
        }
        &rest[..end]
    }

    /// The files of an example: the briefing, and those that are named behind the fence.
    fn site(&self, heading: &str) -> SiteTest {
        let mut site = SiteTest::minimal().bare();
        let mut lines = self.part(heading).lines();
        let mut files = 0;
        while let Some(line) = lines.next() {
            let Some(info) = line.strip_prefix("```") else {
                continue;
            };
            let path = info.split_whitespace().nth(1).unwrap_or(BRIEFING);
            if path == "answers" {
                lines.by_ref().find(|line| *line == "```");
                continue;
            }
            // A picture is too much for a page: the fence names its file instead.
            let is_picture = [".png", ".jpg"].iter().any(|ending| path.ends_with(ending));
            let copied = info.split_whitespace().nth(2);
            let copied = copied.or(is_picture.then_some(PICTURE));
            let content = lines.by_ref().take_while(|line| *line != "```");
            let content: Vec<String> = content.map(repeated).collect();
            site = match copied {
                Some(file) => site.with(path, std::fs::read(support::root().join(file)).unwrap()),
                None => site.with(path, content.join("\n") + "\n"),
            };
            files += 1;
        }
        assert!(files > 0, "{}: “{heading}” has no example", self.path);
        site
    }

    /// What an example says was seen at web addresses.
    fn seen(&self, heading: &str) -> Seen {
        let fence = self.part(heading).split("```toml answers\n").nth(1);
        let written = fence.map_or("", |fence| fence.split("```").next().unwrap());
        let answers: toml::Table = written.parse().unwrap();
        let sights = answers.into_iter().map(|(address, answer)| {
            let text = |key: &str| answer[key].as_str().unwrap().to_owned();
            let found = match answer["found"].as_str().unwrap() {
                "alive" => Found::Alive,
                "moved" => Found::Moved { to: text("to") },
                "refused" => Found::Refused { why: text("why") },
                "gone" => Found::Gone { why: text("why") },
                "unreachable" => Found::Unreachable { why: text("why") },
                other => panic!("nothing is ever found {other}"),
            };
            let last_alive = answer
                .get("last_alive")
                .map(|day| day.to_string().parse().unwrap());
            (address, Sight { found, last_alive })
        });
        Seen::new(sights.collect())
    }

    fn expected(&self) -> &str {
        let part = self.part("What it says");
        let fence = part.split("```text\n").nth(1);
        let fence = fence.unwrap_or_else(|| panic!("{} says nothing", self.path));
        fence.split("```").next().unwrap().trim_end()
    }
}

/// A line that ends in `[×60]` stands for sixty of them, so that long texts need no long pages.
fn repeated(line: &str) -> String {
    let times = line
        .strip_suffix(']')
        .and_then(|line| line.rsplit_once(" [×"));
    match times.and_then(|(line, times)| Some((line, times.parse::<usize>().ok()?))) {
        Some((line, times)) => vec![line; times].join("\n"),
        None => line.to_owned(),
    }
}

/// What one rule says of a site: severity, place, the words that it points at, message.
fn said(manual: &Manual, heading: &str, rule: &Rule) -> String {
    let site = manual.site(heading);
    let judged = site.judge_seeing(&manual.seen(heading));
    let errors = judged.built.build.diagnostics.iter();
    let errors: Vec<_> = errors.filter(|it| it.is_error()).collect();
    assert!(
        errors.is_empty(),
        "{}: the example has errors: {errors:#?}",
        rule.code
    );
    let mut said = String::new();
    for found in judged
        .judgement
        .diagnostics()
        .iter()
        .filter(|it| it.code == rule.code)
    {
        let span = found.span.as_ref().unwrap();
        let file = judged.built.sources.get(&span.file);
        let text = file.and_then(|file| file.text()).map_or("", |text| text);
        let (line, column) = support::position(text, span.start as usize);
        let words = text
            .get(span.range())
            .unwrap_or_default()
            .replace('\n', "⏎");
        let path = if &*span.file == BRIEFING {
            String::new()
        } else {
            format!("{}:", span.file)
        };
        let words = if words.is_empty() {
            String::new()
        } else {
            format!(" “{words}”")
        };
        writeln!(
            said,
            "{} {path}{line}:{column}{words}: {}",
            found.severity.as_str(),
            found.message
        )
        .unwrap();
        assert!(
            found.help.is_some(),
            "{} does not say what to do",
            rule.code
        );
    }
    said.trim_end().to_owned()
}

/// `SEVENFOLD_BLESS=1` writes what the rules say into the manual, to be read before it is kept.
#[test]
fn each_rule_says_what_its_page_promises() {
    let bless = std::env::var_os("SEVENFOLD_BLESS").is_some();
    let mut faults = Vec::new();
    for rule in check::all() {
        let manual = Manual::of(rule);
        let passing = said(&manual, "Passes", rule);
        if !passing.is_empty() {
            faults.push(format!(
                "{}: the example that passes does not:\n{passing}",
                rule.code
            ));
        }
        let found = said(&manual, "Is found", rule);
        if found.is_empty() {
            faults.push(format!("{}: the example finds nothing", rule.code));
        } else if found != manual.expected() && bless {
            let text = manual.text.replace(
                &format!("```text\n{}\n```", manual.expected()),
                &format!("```text\n{found}\n```"),
            );
            std::fs::write(support::root().join(&manual.path), text).unwrap();
        } else if found != manual.expected() {
            faults.push(format!(
                "{}: it says\n{found}\nand not\n{}",
                rule.code,
                manual.expected()
            ));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n\n"));
}

#[test]
fn each_page_of_the_manual_is_that_of_a_rule() {
    for entry in std::fs::read_dir(support::root().join("docs/checks")).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        let code = name
            .strip_suffix(".md")
            .expect("nothing but pages stands there");
        assert!(
            code == "index" || check::rule(code).is_some(),
            "no rule is called {code}"
        );
    }
}

#[test]
fn the_manual_is_a_section_of_a_site() {
    let mut site = SiteTest::minimal();
    let folder = support::root().join("docs/checks");
    for entry in std::fs::read_dir(&folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap();
        site = site.with(
            &format!("content/pages/checks/{name}"),
            std::fs::read(&path).unwrap(),
        );
    }
    let built = site.build();
    let faults = built
        .remarks()
        .into_iter()
        .filter(|it| it.contains("content/pages/checks/"));
    assert_eq!(faults.collect::<Vec<_>>(), Vec::<String>::new());
    let index = built.main("checks/index.html");
    for rule in check::all() {
        assert!(
            index.contains(&format!("checks/{}/", rule.code)),
            "docs/checks/index.md does not lead to {}",
            rule.code
        );
    }
    // Fifty pages of one folder are not for the foot of every page.
    assert!(!built.page("index.html").contains("checks/long-sentence/"));
    assert!(built.page("index.html").contains("checks/"));
}

/// A briefing that the rule on postcodes has something to say of.
fn with_postcode() -> SiteTest {
    SiteTest::minimal().bare().with(
        BRIEFING,
        "+++\ntitle = \"Neglect\"\n+++\n\n## Background\n\nThe family moved to SW1A 1AA.\n",
    )
}

const POSTCODE: &str = "warning[person-postcode] content/briefings/example/index.md:7:21";

fn waiver(on: &str, at: &str) -> String {
    format!(
        "[[waivers]]\nrule = \"person-postcode\"\nat = \"{at}\"\nby = \"Learning Manager\"\non = {on}\nreason = \"It is the address of the council.\"\n"
    )
}

#[test]
fn a_waiver_names_who_answers_and_silences_what_it_quotes_alone() {
    let waived = |waiver: String| {
        with_postcode()
            .replace(
                BRIEFING,
                "title = \"Neglect\"\n",
                &format!("title = \"Neglect\"\n{waiver}"),
            )
            .judge()
    };
    with_postcode().judge().says(POSTCODE);
    let judged = waived(waiver("2026-11-20", "SW1A 1AA"));
    judged
        .is_silent_on("person-postcode")
        .is_silent_on("unused-waiver");
    let kept: Vec<_> = judged.judgement.waived().collect();
    assert_eq!(kept.len(), 1);
    assert_eq!(kept[0].by, "Learning Manager");
    assert_eq!(kept[0].reason, "It is the address of the council.");
    assert_eq!(
        judged
            .judgement
            .diagnostics()
            .iter()
            .filter(|it| check::blocks(it))
            .count(),
        0
    );

    waived(waiver("2026-11-20", "SW1A 2AA"))
        .says("warning[person-postcode] content/briefings/example/index.md:13:21")
        .says("warning[unused-waiver] content/briefings/example/index.md:5:6");
    waived(waiver("2026-11-23", "SW1A 1AA")).says("warning[waiver-in-future]");
    waived(waiver("2026-11-20", "SW1A 1AA").replace("person-postcode", "person-postcodes"))
        .says("error[unknown-rule] content/briefings/example/index.md:4:8 the check has no rule called `person-postcodes`");
    // What is not to be told apart from anything else is not waived, nor what nobody has decided.
    for at in ["…", "...", "—", "SW1A…"] {
        waived(waiver("2026-11-20", at))
            .says("error[waiver-too-wide]")
            .says("warning[person-postcode]");
    }
    waived(waiver("2026-11-23", "SW1A 1AA")).says("warning[person-postcode]");
    waived(waiver("2026-11-20", "SW1A 1AA").replace("Learning Manager", "x"))
        .says("warning[waiver-without-name]")
        .says("warning[person-postcode]");
    waived(waiver("2026-11-20", "SW1A 1AA").replace("It is the address of the council.", "Fine."))
        .says("warning[waiver-without-reason]")
        .is_silent_on("person-postcode");
    // A rule that is off finds nothing, and a waiver of it is not at fault.
    with_postcode()
        .with(
            "site.toml",
            "title = \"T\"\n[check]\nperson-postcode = \"off\"\n",
        )
        .replace(
            BRIEFING,
            "title = \"Neglect\"\n",
            &format!("title = \"Neglect\"\n{}", waiver("2026-11-20", "SW1A 1AA")),
        )
        .judge()
        .is_silent_on("unused-waiver");
    // Nobody answers without a name or a reason.
    let nameless = waiver("2026-11-20", "SW1A 1AA").replace("by = \"Learning Manager\"\n", "");
    let judged = waived(nameless);
    judged.says("warning[person-postcode]");
    judged.built.reports("error[missing-key]");
    // Without its line there would only be another error.
    let judged = waived(waiver("2026-11-20", "SW1A 1AA").replace("Learning Manager", ""));
    judged.says("warning[person-postcode]");
    let built = judged.built;
    built.reports("error[empty-value]");
    let helps = built
        .build
        .diagnostics
        .iter()
        .filter_map(|it| it.help.as_deref());
    assert!(
        helps
            .into_iter()
            .all(|help| !help.contains("delete the line"))
    );
}

/// Code is published as it stands, and is no prose.
#[test]
fn people_are_looked_for_in_code_too() {
    let text = "# Neglect\n\n## Background\n\n```\nNOTES OF THE VISIT TO ABCX\nThey moved to SW1A 1AA.\n```\n\n    In SW1A 2AA too.\n";
    let site = SiteTest::minimal().bare().with(BRIEFING, text);
    site.judge()
        .says("warning[person-postcode] content/briefings/example/index.md:7:15")
        .says("warning[person-postcode] content/briefings/example/index.md:10:8")
        .is_silent_on("capitals")
        .is_silent_on("unknown-abbreviation");
}

/// A decision on some recommendations is none on those that are added later.
#[test]
fn a_waiver_names_recommendations_by_their_marks() {
    let text = |items: &str| {
        let waiver = waiver("2026-11-20", "R1 and R2")
            .replace("person-postcode", "recommendation-without-due");
        format!("+++\ntitle = \"Neglect\"\n{waiver}+++\n\n## Recommendations\n\n{items}")
    };
    let site = |items: &str| {
        SiteTest::minimal()
            .bare()
            .with(BRIEFING, text(items))
            .judge()
    };
    site("- [R1] Visit twice.\n- [R2] Ask.\n")
        .is_silent_on("recommendation-without-due")
        .is_silent_on("unused-waiver");
    site("- [R1] Visit twice.\n- [R2] Ask.\n- [R3] Write.\n")
        .says("warning[recommendation-without-due]");
    site("- [R1] Visit twice.\n").says("warning[unused-waiver]");
}

#[test]
fn words_that_are_harmless_in_a_project_are_passed_over_in_all_its_texts() {
    let site = with_postcode().with(
        "site.toml",
        "title = \"T\"\n[check]\nharmless = [\"SW1A 1AA\"]\n",
    );
    site.judge().is_silent_on("person-postcode");
    let site = site.with(
        "site.toml",
        "title = \"T\"\n[check]\nharmless = [\"SW1A\"]\n",
    );
    site.judge().says(POSTCODE);
}

#[test]
fn how_much_a_rule_matters_is_for_the_project_and_the_text_to_say() {
    let long = "word ".repeat(60);
    let text = |front: &str| {
        format!("+++\ntitle = \"Neglect\"\n{front}+++\n\n## Background\n\nThe {long}.\n")
    };
    let site = SiteTest::minimal().bare().with(BRIEFING, text(""));
    site.judge().says("remark[long-sentence]");
    let strict = site.clone().with(
        "site.toml",
        "title = \"T\"\n[check]\nlong-sentence = \"error\"\n",
    );
    strict.judge().says("error[long-sentence]");
    let own = "[check.long-sentence]\nseverity = \"off\"\nreason = \"It quotes a law.\"\n";
    strict
        .with(BRIEFING, text(own))
        .judge()
        .is_silent_on("long-sentence");
    // A text may not switch off, for itself, what protects people.
    let own = "[check.person-postcode]\nseverity = \"off\"\nreason = \"It is in the way.\"\n";
    with_postcode()
        .replace(
            BRIEFING,
            "title = \"Neglect\"\n",
            &format!("title = \"Neglect\"\n{own}"),
        )
        .judge()
        .says("warning[person-postcode]")
        .says("error[rule-not-for-texts] content/briefings/example/index.md:3:8");
    site.with(
        "site.toml",
        "title = \"T\"\n[check]\nlong-sentences = \"off\"\n",
    )
    .judge()
    .says("error[unknown-rule] site.toml:3:1 the check has no rule called `long-sentences`");
}

#[test]
fn what_is_judged_again_after_an_edit_is_what_is_judged_anew() {
    let mut memo = sevenfold::pipeline::Memo::default();
    let mut judged = check::Memo::default();
    let before = SiteTest::county();
    let edits = [
        before.clone(),
        before
            .clone()
            .with(BRIEFING, "# New\n\n## Background\n\nIn SW1A 1AA.\n"),
        before.clone().with(
            "site.toml",
            "title = \"T\"\n[check]\nlong-sentence = \"off\"\n",
        ),
        before.clone().on("2030-01-01"),
        before,
    ];
    for site in edits {
        let sources = site.sources();
        let build = sevenfold::pipeline::build(&sources, &mut memo);
        let warm = sevenfold::pipeline::judge(&sources, &build, &Seen::default(), &mut judged);
        assert_eq!(warm.diagnostics(), site.judge().judgement.diagnostics());
    }
}

/// What is found by comparing texts is kept until something that is compared has changed.
#[test]
fn what_is_compared_again_after_an_edit_is_what_is_compared_anew() {
    let finding =
        "- Every agency saw a part of the story, and nobody put the parts together in time.";
    let text = |title: &str, front: &str, body: &str| {
        format!(
            "+++\ntitle = \"{title}\"\n{front}+++\n\n## What we learned {{.learning}}\n\n{finding}\n{body}\n"
        )
    };
    let at = |slug: &str| format!("content/briefings/{slug}/index.md");
    let page = "content/pages/about.md";
    let superseded = "superseded_by = \"three\"\n";
    let waived = waiver("2026-11-20", "SW1A 1AA");
    let before = SiteTest::minimal()
        .bare()
        .with(
            &at("one"),
            text("One", "", "\n[Two](../two/index.md) tells more."),
        )
        .with(&at("two"), text("Two", superseded, ""))
        .with(&at("three"), text("Three", "", ""))
        .with(&at("four"), text("Four", &waived, "\nIn SW1A 1AA."))
        .with(
            &at("five"),
            "# Five\n\n[Two](../two/index.md) tells more.\n",
        )
        .with(
            page,
            "# About\n\n[Two](../briefings/two/index.md) tells more.\n",
        );
    let county = "- [Example County](https://county.example/a/) 020 7946 0123";
    let edits = [
        before.clone(),
        before.clone().replace(&at("one"), "\"One\"", "\"Uno\""),
        before.clone().replace(&at("three"), "in time", "soon"),
        before.clone().replace(&at("five"), "[Two]", "Words. [Two]"),
        before.clone().replace(&at("one"), "in time", "soon"),
        before.clone().replace(&at("one"), "- Every", "Some words.\n\n- Every"),
        before.clone().replace(&at("one"), "tells more", "told more"),
        before.clone().replace(&at("two"), superseded, ""),
        before.clone().replace(&at("three"), "\"Three\"", "\"Tres\""),
        before.clone().replace(&at("four"), "In SW1A 1AA.", "In the county."),
        before.clone().replace(page, "# About\n", "# About\n\nWords.\n"),
        before.clone().with(&at("ella-s-story"), text("A story", "", "")),
        before
            .clone()
            .replace(&at("one"), finding, &format!("{finding}\n{county}"))
            .replace(&at("three"), finding, &format!("{finding}\n{}", county.replace("123", "456"))),
        before.clone().with(
            "site.toml",
            "title = \"T\"\n[[waivers]]\nrule = \"finding-repeated\"\nat = \"Every agency…\"\nby = \"Editor\"\non = 2026-11-20\nreason = \"So it was.\"\n",
        ),
        before.clone().on("2030-01-01"),
    ];
    let mut memo = sevenfold::pipeline::Memo::default();
    let mut judged = check::Memo::default();
    let mut judge = |site: &SiteTest| {
        let sources = site.sources();
        let build = sevenfold::pipeline::build(&sources, &mut memo);
        let warm = sevenfold::pipeline::judge(&sources, &build, &Seen::default(), &mut judged);
        let cold = site.judge().judgement;
        assert_eq!(warm.diagnostics(), cold.diagnostics());
        assert!(warm.waived().eq(cold.waived()));
        warm.diagnostics()
    };
    let said = judge(&before);
    for code in ["finding-repeated", "superseded-linked"] {
        assert!(said.iter().any(|found| found.code == code), "no {code}");
    }
    let told: Vec<usize> = edits
        .iter()
        .map(|site| {
            let after = judge(site);
            judge(&before);
            after.iter().filter(|found| !said.contains(found)).count()
        })
        .collect();
    assert!(
        told[0] == 0 && told[1..].iter().any(|new| *new > 0),
        "{told:?}"
    );
}
