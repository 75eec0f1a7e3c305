//! After any change, a build that remembers gives the same bytes as one that does not, and makes
//! again only what the change touches.

#![allow(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "tests read files, and end where something is not there"
)]

mod support;

use std::sync::{Arc, Mutex};

use proptest::prelude::*;
use sevenfold::output::Waiting;
use sevenfold::pipeline::{self, Memo};
use support::SiteTest;

const NEGLECT: &str = "content/briefings/neglect/index.md";

/// How many pages the second build had to make.
fn made_again(change: impl Fn(SiteTest) -> SiteTest) -> usize {
    let mut memo = Memo::default();
    SiteTest::county().build_with(&mut memo);
    let after = change(SiteTest::county());
    let warm = after.build_with(&mut memo);
    assert_eq!(warm.build.output, after.build().build.output);
    warm.build.made
}

#[test]
fn nothing_changed_makes_nothing() {
    assert_eq!(made_again(|site| site), 0);
}

/// The page, its other forms, which are made together, what the search shows of it, the shard of the
/// word that comes, and the search's manifest.
#[test]
fn a_sentence_makes_the_files_that_hold_it() {
    let made = made_again(|site| {
        site.replace(NEGLECT, "Fathers were not asked.", "Nobody asked fathers.")
    });
    assert_eq!(made, 2 + 3);
}

#[test]
fn a_draft_makes_none() {
    assert_eq!(
        made_again(|site| site.replace("content/briefings/unfinished.md", "quokka", "wallaby")),
        0
    );
}

/// The page, the home page, the list of all, and the lists of its topic, agencies, audience,
/// partnership, kind and year; the views of the register with its recommendations; the directory;
/// and the page that a link in another text takes its title to.
#[test]
fn a_title_makes_the_pages_that_show_it() {
    let all = SiteTest::county().build().build.output.iter().len();
    let made =
        made_again(|site| site.replace(NEGLECT, "title = \"Neglect", "title = \"On neglect"));
    assert!(made < all - 10, "{made} of {all}");
    let titles = SiteTest::county()
        .replace(NEGLECT, "title = \"Neglect", "title = \"On neglect")
        .build();
    let showing = titles
        .paths()
        .into_iter()
        .filter(|path| titles.page(path).contains("On neglect"))
        .count();
    assert!(made >= showing, "{made} made, {showing} show it");
    assert!(made <= showing + 5, "{made} made, {showing} show it");
}

#[test]
fn a_word_of_the_menu_makes_every_page() {
    let built = SiteTest::county().build();
    let has_menu = |path: &&str| path.ends_with(".html") && built.page(path).contains("<nav");
    let pages = built.paths().into_iter().filter(has_menu).count();
    assert!(pages > 30, "{pages}");
    let made =
        made_again(|site| site.replace("content/pages/about.md", "About this site", "About us"));
    // And the feeds, the sitemap and the like, whose pages have no menu.
    assert!(made >= pages, "{made} made, {pages} with a menu");
}

#[test]
fn a_template_makes_its_pages() {
    let made = made_again(|site| {
        site.with(
            "themes/plain/pages/glossary.html",
            "{% extends \"layouts/base.html\" %}{% block content %}Words{% endblock content %}",
        )
    });
    assert!(made > 0);
}

/// Each of these once left a page as it was although it shows something else.
#[test]
fn what_other_pages_show_is_made_again() {
    let about = "content/pages/about.md";
    made_again(|site| {
        let text = String::from_utf8(
            std::fs::read("tests/sites/county/content/briefings/self-neglect/index.md").unwrap(),
        )
        .unwrap();
        site.without("content/briefings/self-neglect/index.md")
            .with("content/briefings/self-neglect-x.md", text)
            .replace(NEGLECT, "[[self-neglect]]", "[[self-neglect-x]]")
    });
    made_again(|site| {
        site.replace(NEGLECT, "topics = [\"neglect\"]", "").replace(
            "content/briefings/self-neglect/index.md",
            "topics = [\"self-neglect\"]",
            "",
        )
    });
    made_again(|site| {
        site.replace(
            NEGLECT,
            "owners = [\"social-care\"]",
            "owners = [\"health\"]",
        )
    });
    made_again(|site| {
        site.replace(
            NEGLECT,
            "status = \"not-started\"",
            "status = \"superseded\"",
        )
    });
    let chain = |site: SiteTest| {
        site.replace(
            about,
            "Learning from",
            "[[self-neglect]] [x](/topics/self-neglect/)",
        )
        .with("content/pages/index.md", "# Home\n\n[[self-neglect]]\n")
    };
    for change in [
        ("Self-neglect: seeing", "Self-neglect – seeing"),
        ("published = 2025-11-20", "status = \"draft\""),
        ("topics = [\"self-neglect\"]", "topics = [\"neglect\"]"),
    ] {
        let mut memo = Memo::default();
        let before = chain(SiteTest::county());
        before.build_with(&mut memo);
        let after = before.replace(
            "content/briefings/self-neglect/index.md",
            change.0,
            change.1,
        );
        let (warm, cold) = (after.build_with(&mut memo), after.build());
        assert_eq!(warm.remarks(), cold.remarks());
        assert!(
            warm.build.output == cold.build.output,
            "{change:?}: {:?}",
            sevenfold::output::diff(&cold.build.output, &warm.build.output)
        );
    }
}

/// A warm build after a change must equal a cold one.
fn stays_true(before: &SiteTest, after: &SiteTest) {
    let mut memo = Memo::default();
    before.build_with(&mut memo);
    let (warm, cold) = (after.build_with(&mut memo), after.build());
    assert_eq!(warm.remarks(), cold.remarks());
    assert!(
        warm.build.output == cold.build.output,
        "{:?}",
        sevenfold::output::diff(&cold.build.output, &warm.build.output)
    );
}

/// Of a resource that many briefings name, only some are listed with it, and the rest counted.
#[test]
fn the_last_of_many_uses_goes() {
    let path = |number: usize| format!("content/briefings/use-{number}.md");
    let seven = (1..=7).fold(SiteTest::county(), |site, number| {
        let text = format!("+++\ntitle = \"Use {number}\"\npublished = 202{number}-01-01\n+++\n\n## Resources\n\n- [Guide](https://guide.example/)\n");
        site.with(&path(number), text)
    })
    .on("2028-01-01");
    stays_true(&seven, &seven.clone().without(&path(1)));
}

#[test]
fn an_address_changes_its_letters() {
    let with = |address: &str| {
        let text = format!("# Mail\n\n## Resources\n\n- [Write](mailto:{address})\n");
        SiteTest::county().with("content/briefings/mail.md", text)
    };
    stays_true(&with("Help@mail.example"), &with("help@mail.example"));
}

/// A site's lists stay as they are, and yet one of its texts leads to a new one.
#[test]
fn a_briefing_comes_that_a_site_does_not_take() {
    let before = SiteTest::county().with(
        "sites/south.toml",
        "title = \"The south\"\n[take]\ntopics = [\"neglect\"]\n",
    );
    let after = before
        .clone()
        .with("content/briefings/zzz.md", "# Last\n")
        .replace(NEGLECT, "Fathers were", "[[zzz]] Fathers were");
    stays_true(&before, &after);
}

/// Of the register, other pages show a recommendation's updates, its section's place and its
/// topic: in pictures, in files, in the list of briefings.
#[test]
fn what_the_register_shows_is_made_again() {
    let site = SiteTest::county();
    for (from, to) in [
        ("on = 2026-05-01, note", "on = 2026-04-01, note"),
        ("A first draft was read.", "A second draft was read."),
        ("## 5. Recommendations", "## 5. What needs to happen?"),
        ("due = 2026-06-30", "due = 2027-06-30"),
        ("owners = [\"social-care\"]", ""),
        ("published = 2026-03-02", "published = 2026-02-02"),
        ("topics = [\"neglect\"]", "topics = [\"self-neglect\"]"),
        ("Officers tell the school", "Officers telephone the school"),
    ] {
        stays_true(&site, &site.clone().replace(NEGLECT, from, to));
    }
    let done = site
        .clone()
        .replace(NEGLECT, "\"in-progress\"", "\"complete\"");
    stays_true(&site, &done);
    stays_true(
        &done,
        &done
            .clone()
            .replace(NEGLECT, "on = 2026-05-01, note", "on = 2026-07-01, note"),
    );
    stays_true(&done, &done.clone().on("2027-03-01"));
    stays_true(
        &site,
        &site
            .clone()
            .replace("site.toml", "learning.example", "other.example"),
    );
}

/// One change to a project.
#[derive(Clone, Debug)]
enum Change {
    Write(u8, u8),
    Draft(u8),
    Delete(u8),
    Rename(u8, u8),
    Vocabulary(u8),
    Settings(u8),
    Day(u8),
    Picture(u8),
    Authors,
    Sites(u8),
    Look(u8),
}

fn path(number: u8) -> String {
    if number.is_multiple_of(2) {
        format!("content/briefings/b{number}.md")
    } else {
        format!("content/briefings/b{number}/index.md")
    }
}

fn briefing(variant: u8, status: &str) -> String {
    let other = variant % 9;
    let topic = [
        "",
        "topics = [\"neglect\"]\n",
        "topics = [\"self-neglect\"]\n",
    ][usize::from(variant % 3)];
    let owner = ["police", "county-police", "health", "social-care"][usize::from(variant / 2 % 4)];
    let progress = ["not-started", "in-progress", "complete"][usize::from(variant / 3 % 3)];
    let published = if variant.is_multiple_of(7) {
        format!("2026-11-2{}", variant % 10)
    } else {
        format!("202{}-01-01", variant % 4)
    };
    let superseded = if variant.is_multiple_of(5) {
        format!("superseded_by = \"b{}\"\n", (variant / 5) % 9)
    } else {
        String::new()
    };
    let heading = ["Background", "Scope"][usize::from(variant / 4 % 2)];
    let updates = if variant.is_multiple_of(2) {
        format!(
            "updates = [{{ on = 202{}-0{}-01, note = \"Done\" }}]\n",
            variant % 7,
            1 + variant % 9
        )
    } else {
        String::new()
    };
    let asked = ["Recommendations", "What needs to happen?"][usize::from(variant / 8 % 2)];
    // A day in the past, one within three months, one after them, and none.
    let review = [
        format!("review_by = 2026-11-2{}\n", variant % 10),
        "review_by = 2027-02-25\n".to_owned(),
        "review_by = 2028-01-01\n".to_owned(),
        String::new(),
    ];
    let review = &review[usize::from(variant / 3 % 4)];
    let changes =
        ["", "changes = [{ on = 2026-01-02, note = \"Moved.\" }]\n"][usize::from(variant / 2 % 2)];
    let questions = ["", "\n## Questions for your team\n\n- Why?\n"][usize::from(variant / 5 % 2)];
    let letters = ["help", "Help", "HELP"][usize::from(variant % 3)];
    let learning = [
        "",
        "## Learning\n\n- They share information.\n\n",
        "## What worked well\n\n- It was early.\n- Shared information, and a chronology.\n\n",
        "## Learning\n\n- A chronology was short.\n\n",
    ][usize::from(variant / 5 % 4)];
    let named = ["", "learning_themes = [\"information-sharing\"]\n"][usize::from(variant / 7 % 2)];
    format!(
        "+++\ntitle = \"B {}\"\nstatus = \"{status}\"\n{topic}{named}{superseded}published = {published}\n{review}{changes}\n\
         [recommendations.R1]\nowners = [\"{owner}\"]\nstatus = \"{progress}\"\ndue = 2026-11-2{}\n{updates}+++\n\n\
         ## {heading}\n\nWord {variant}. [[b{other}]] [[b{other}#background]] [[b{other}#scope]] ![p](p{other}.png)\n\n{learning}\
         ## {asked}\n\n- [R1] Do {}\n- More {variant}\n\n## Resources\n\n\
         - [Link](https://r.example/{other}) 01632 96000{other}\n- [Guide](https://r.example/guide)\n\
         - [Write](mailto:{letters}@r.example)\n{questions}",
        variant % 3,
        variant % 10,
        variant % 5,
    )
}

fn change(site: SiteTest, files: &mut Vec<String>, change: &Change) -> SiteTest {
    match change {
        Change::Write(number, variant) | Change::Rename(number, variant) => {
            let site = match change {
                Change::Rename(..) if files.contains(&path(*number)) => {
                    files.retain(|file| *file != path(*number));
                    site.without(&path(*number))
                }
                _ => site,
            };
            let number = if matches!(change, Change::Rename(..)) {
                variant % 9
            } else {
                *number
            };
            if !files.contains(&path(number)) {
                files.push(path(number));
            }
            site.with(&path(number), briefing(*variant, "published"))
        }
        Change::Draft(number) => {
            if !files.contains(&path(*number)) {
                files.push(path(*number));
            }
            site.with(&path(*number), briefing(0, "draft"))
        }
        Change::Delete(number) if files.contains(&path(*number)) => {
            files.retain(|file| *file != path(*number));
            site.without(&path(*number))
        }
        Change::Delete(_) => site,
        Change::Vocabulary(variant) => site
            .with(
                "content/glossary.toml",
                format!("MASH = \"hub {}\"\n", variant / 2),
            )
            .with(
                "content/learning-themes.toml",
                [
                    "[information-sharing]\nname = \"Sharing\"\nterms = [\"share information\"]\n\n[history]\nname = \"History\"\nterms = [\"chronology\"]\n",
                    "[information-sharing]\nname = \"Sharing\"\nterms = [\"early\"]\n",
                ][usize::from(variant % 2)],
            ),
        Change::Settings(variant) => {
            let base = ["", "base_url = \"https://one.example/\"\n", "base_url = \"https://two.example/below/\"\n"]
                [usize::from(variant % 3)];
            let more = [
                "",
                "[exit]\n",
                "[exit]\ntopics = [\"neglect\"]\n",
                "[meeting]\nquestions = [\"So?\"]\nsend_to = \"a@b.example\"\n",
                "[accessibility]\nstatus = \"full\"\nprepared = 2026-01-01\nreviewed = 2026-01-01\nmethod = \"We looked.\"\nby = \"Us\"\ncontacts = [{ name = \"Us\", email = \"us@b.example\" }]\n",
            ][usize::from(variant % 5)];
            site.with("site.toml", format!("title = \"Site {variant}\"\n{base}{more}"))
        }
        Change::Authors => site.for_authors(),
        Change::Sites(variant) => site
            .with("sites/north.toml", "title = \"The north\"\n")
            .with(
                "sites/south.toml",
                [
                    "title = \"The south\"\n[take]\ntopics = [\"neglect\"]\n",
                    "title = \"The south\"\n[take]\ntopics = [\"self-neglect\"]\nagencies = [\"police\"]\n",
                ][usize::from(variant % 2)],
            ),
        Change::Look(variant) => site
            .with("themes/ours/theme.toml", "name = \"ours\"\n")
            .with(
                "themes/ours/phrases/cy.toml",
                "[recommendation]\noverdue = \"Hwyr\"\n[card]\nminutes = { one = \"{n} munud\", other = \"{n} munud\" }\n[resources]\nused_in = \"Yn\"\n",
            )
            .with(
                "site.toml",
                format!(
                    "title = \"Site\"\ntheme = \"ours\"\nlanguage = \"{}\"\n",
                    ["en-GB", "cy"][usize::from(variant % 2)]
                ),
            ),
        Change::Day(day) => site.on(&format!("2026-11-2{}", day % 10)),
        Change::Picture(number) => {
            let mut bytes = std::fs::read("tests/pictures/secret.png").unwrap();
            // Another width makes another picture; the sum of the header is not looked at here.
            let header: [u8; 17] = bytes[12..29].try_into().unwrap();
            bytes[12..29].copy_from_slice(&header);
            site.with(&format!("content/briefings/p{number}.png"), bytes)
        }
    }
}

fn changes() -> impl Strategy<Value = Vec<Change>> {
    let number = 0u8..9;
    prop::collection::vec(
        prop_oneof![
            4 => (number.clone(), any::<u8>()).prop_map(|(number, variant)| Change::Write(number, variant)),
            1 => number.clone().prop_map(Change::Draft),
            1 => number.clone().prop_map(Change::Delete),
            2 => (number.clone(), any::<u8>()).prop_map(|(number, variant)| Change::Rename(number, variant)),
            1 => any::<u8>().prop_map(Change::Vocabulary),
            1 => any::<u8>().prop_map(Change::Settings),
            1 => any::<u8>().prop_map(Change::Day),
            1 => number.prop_map(Change::Picture),
            1 => Just(Change::Authors),
            1 => any::<u8>().prop_map(Change::Sites),
            1 => any::<u8>().prop_map(Change::Look),
        ],
        1..20,
    )
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 100, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_build_that_remembers_equals_one_that_does_not(changes in changes()) {
        let mut memo = Memo::default();
        let (mut site, mut files) = (SiteTest::county(), Vec::new());
        site.build_with(&mut memo);
        for one in &changes {
            site = change(site, &mut files, one);
            let warm = site.build_with(&mut memo);
            let cold = site.build();
            prop_assert_eq!(warm.remarks(), cold.remarks());
            prop_assert!(warm.build.output == cold.build.output, "{:?}", sevenfold::output::diff(&cold.build.output, &warm.build.output));
        }
    }
}

/// Waits for one page, and keeps what it is given.
struct Reader {
    page: &'static str,
    given: Mutex<Vec<Arc<[u8]>>>,
}

impl Waiting for Reader {
    fn wants(&self, path: &str) -> bool {
        path == self.page
    }

    fn take(&self, path: &str, bytes: &Arc<[u8]>) {
        assert_eq!(path, self.page);
        self.given.lock().unwrap().push(bytes.clone());
    }
}

/// What a reader of this page is given early when a site is changed.
fn given_early(page: &'static str, change: impl Fn(SiteTest) -> SiteTest) -> Vec<Arc<[u8]>> {
    let mut memo = Memo::default();
    let reader = Reader {
        page,
        given: Mutex::default(),
    };
    pipeline::build_for(&reader, &SiteTest::county().sources(), &mut memo);
    assert!(
        reader.given.lock().unwrap().is_empty(),
        "nothing is early in a first build"
    );
    let after = change(SiteTest::county()).sources();
    let build = pipeline::build_for(&reader, &after, &mut memo);
    let given = reader.given.into_inner().unwrap();
    for bytes in &given {
        assert_eq!(build.output.get(page), Some(bytes));
    }
    given
}

#[test]
fn a_page_that_is_waited_for_is_given_early() {
    let retitled = |site: SiteTest| site.replace(NEGLECT, "title = \"Neglect", "title = \"On it");
    assert_eq!(given_early("briefings/index.html", retitled).len(), 1);
    assert_eq!(given_early("glossary/index.html", retitled).len(), 0);
}

#[test]
fn nothing_is_given_early_while_an_error_may_hold_it_back() {
    let faulty = |site: SiteTest| {
        site.replace(NEGLECT, "title = \"Neglect", "title = \"On it")
            .with("content/briefings/faulty.md", "+++\ntitle = \n+++\n")
    };
    assert_eq!(given_early("briefings/index.html", faulty).len(), 0);
}

#[test]
fn nothing_is_given_early_when_the_theme_has_changed() {
    let themed = |site: SiteTest| {
        site.replace(NEGLECT, "title = \"Neglect", "title = \"On it")
            .with(
                "themes/plain/pages/glossary.html",
                "{% extends \"plain/pages/glossary.html\" %}{% block intro %}Ours{% endblock intro %}",
            )
    };
    assert_eq!(given_early("briefings/index.html", themed).len(), 0);
}
