//! What a site does for those who read it: the quick exit, the accessibility statement, the use of
//! briefings in team meetings, and what is due for review.

#![allow(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "tests read files, and end where something is not there"
)]

mod support;

use support::{Built, SiteTest, root};

const NEGLECT: &str = "content/briefings/neglect/index.md";
const NEGLECT_PAGE: &str = "briefings/neglect/index.html";
const SELF_NEGLECT: &str = "content/briefings/self-neglect/index.md";
const SELF_NEGLECT_PAGE: &str = "briefings/self-neglect/index.html";
const MEETING: &str = "briefings/neglect/meeting/index.html";
const LEAVING: &str = "leaving-quickly/index.html";
const STATEMENT: &str = "accessibility/index.html";
const REVIEW: &str = "review/index.html";
const DATES: &str = "review/review-dates.ics";

/// The county with more at the end of its `site.toml`.
fn county_with(settings: &str) -> SiteTest {
    let path = root().join("tests/sites/county/site.toml");
    let own = std::fs::read_to_string(path).unwrap();
    SiteTest::county().with("site.toml", format!("{own}\n{settings}"))
}

fn has(built: &Built, path: &str) -> bool {
    built.build.output.get(path).is_some()
}

fn has_exit(built: &Built, path: &str) -> bool {
    built.page(path).contains("class=\"exit-link\"")
}

/// The pages that readers open on this site, and not in the middle of another.
fn pages(built: &Built) -> Vec<&str> {
    let is_page = |path: &&str| {
        path.ends_with(".html") && !path.ends_with("/fragment.html") && !path.contains("/embed/")
    };
    built.paths().into_iter().filter(is_page).collect()
}

/// The words of a page, without its tags.
fn words(html: &str) -> String {
    let mut words = String::new();
    let mut in_tag = false;
    for letter in html.chars() {
        match letter {
            '<' => in_tag = true,
            '>' => in_tag = false,
            letter if !in_tag => words.push(letter),
            _ => {}
        }
    }
    words
}

// The quick exit.

#[test]
fn every_page_tells_no_other_site_where_its_reader_was() {
    let built = county_with("[exit]\n").build();
    built.is_clean();
    let cards = ["briefings/neglect/embed/index.html"];
    for path in pages(&built).into_iter().chain(cards) {
        built.shows(path, "<meta name=\"referrer\" content=\"no-referrer\">");
    }
}

#[test]
fn without_an_exit_there_is_neither_link_nor_page() {
    let built = SiteTest::county().build();
    for path in built.paths().into_iter().filter(|it| it.ends_with(".html")) {
        assert!(!has_exit(&built, path), "{path}");
        assert!(!built.page(path).contains("leaving-quickly"), "{path}");
    }
    assert!(!has(&built, LEAVING));
}

#[test]
fn an_exit_of_the_site_stands_on_every_page() {
    let built = county_with("[exit]\n").build();
    built.is_clean();
    for path in pages(&built) {
        assert!(has_exit(&built, path), "{path}");
        built.shows(path, "href=\"https://www.bbc.co.uk/weather\" rel=\"noreferrer nofollow\" referrerpolicy=\"no-referrer\">Exit this page</a>");
    }
    built.shows(NEGLECT_PAGE, "href=\"../../leaving-quickly/index.html\"");
    let cannot = words(built.main(LEAVING));
    for limit in [
        "before",
        "network",
        "tabs",
        "work or school device",
        "private window",
    ] {
        assert!(cannot.contains(limit), "{limit}");
    }
    // Nobody is sent to a number that we made up.
    assert!(!built.main(LEAVING).contains("tel:"));
}

#[test]
fn an_exit_of_topics_stands_on_their_pages_and_briefings() {
    let built = county_with(
        "[exit]\nlabel = \"Quick, away\"\nurl = \"https://weather.example/\"\non = \"topics\"\ntopics = [\"neglect\"]\n",
    )
    .build();
    built.is_clean();
    for path in [NEGLECT_PAGE, MEETING, "topics/neglect/index.html", LEAVING] {
        built
            .shows(path, "href=\"https://weather.example/\"")
            .shows(path, "Quick, away");
    }
    for path in [
        SELF_NEGLECT_PAGE,
        "topics/self-neglect/index.html",
        "topics/index.html",
        "briefings/self-neglect/meeting/index.html",
        "index.html",
        "404.html",
    ] {
        assert!(!has_exit(&built, path), "{path}");
        // What it is about can be read from everywhere all the same.
        built.shows(path, "leaving-quickly/index.html");
    }
}

#[test]
fn what_cannot_be_meant_of_an_exit_is_reported() {
    county_with("[exit]\ntopics = [\"neglekt\"]\n")
        .build()
        .reports("error[unknown-topic] site.toml:23:11");
    county_with("[exit]\non = \"topics\"\n").build().reports(
        "error[missing-key] site.toml:22:2 [exit] stands on the pages of topics, and names none",
    );
    county_with("[exit]\non = \"site\"\ntopics = [\"neglect\"]\n")
        .build()
        .reports("error[invalid-value] site.toml:24:11 the exit stands on every page");
    county_with("[exit]\nurl = \"javascript:alert(1)\"\n")
        .build()
        .reports("error[invalid-url] site.toml:23:7");
    county_with("[exit]\n")
        .with("content/pages/leaving-quickly.md", "# Away\n")
        .build()
        .reports("error[address-taken] content/pages/leaving-quickly.md:1:1");
}

// The accessibility statement.

const PARTIAL: &str = r#"
[accessibility]
status = "partial"
prepared = 2026-09-01
reviewed = 2026-10-05
review_by = 2027-10-05
method = "The web team looked at a page of each kind, with a keyboard and a screen reader."
tested = 2026-09-28
tested_by = "Example County Council"
answer_within = "10 working days"
can = ["use every page with a keyboard"]

[[accessibility.problems]]
what = "Two charts have no description."
criteria = ["1.1.1", "1.4.5"]
reason = "non-compliance"
instead = "Ask us for the figures."
fix_by = 2027-03-31

[[accessibility.problems]]
what = "The maps of 2015 stay as they are."
reason = "out-of-scope"
"#;

#[test]
fn without_an_accessibility_statement_there_is_no_page_and_nothing_else() {
    let built = SiteTest::county().build();
    assert!(!has(&built, STATEMENT));
    built
        .shows_nowhere("accessibility/index.html")
        .shows_nowhere("WCAG");
    // An author's own page may stand there then.
    let own = SiteTest::county()
        .with("content/pages/accessibility.md", "# Our own words\n")
        .build();
    own.is_clean();
    own.shows(STATEMENT, "Our own words");
}

#[test]
fn the_statement_has_the_words_of_the_model() {
    let built = county_with(PARTIAL).build();
    built.is_clean();
    let statement = words(built.main(STATEMENT));
    let statement: Vec<&str> = statement.split_whitespace().collect();
    let statement = statement.join(" ");
    for sentence in [
        "This accessibility statement applies to https://learning.example/county/.",
        "Example County Safeguarding Partnership is committed to making its website accessible, in accordance with the Public Sector Bodies (Websites and Mobile Applications) (No. 2) Accessibility Regulations 2018.",
        "This website is partially compliant with the Web Content Accessibility Guidelines version 2.2 AA standard, due to the non-compliances and exemptions listed below.",
        "Two charts have no description. This fails WCAG 2.2 success criterion 1.1.1 (Non-text Content); 1.4.5 (Images of Text). Ask us for the figures. This is planned for 31 March 2027.",
        "Content that is not within the scope of the accessibility regulations The maps of 2015 stay as they are.",
        "This statement was prepared on 1 September 2026. It was last reviewed on 5 October 2026. It is to be reviewed again by 5 October 2027.",
        "This website was last tested on 28 September 2026 against the WCAG 2.2 AA standard. The test was carried out by Example County Council.",
        "contact the Equality Advisory and Support Service (EASS).",
        "within 10 working days",
        "office@county.example",
    ] {
        assert!(
            statement.contains(sentence),
            "no “{sentence}” in {statement}"
        );
    }
    assert!(!statement.contains("Disproportionate burden"));
    assert!(!statement.contains("fully compliant"));
    built
        .shows(
            STATEMENT,
            "href=\"https://www.equalityadvisoryservice.com/\"",
        )
        .shows(
            "index.html",
            "href=\"accessibility/index.html\">Accessibility statement</a>",
        )
        .shows(NEGLECT_PAGE, "href=\"../../accessibility/index.html\"");
}

#[test]
fn in_northern_ireland_another_body_enforces() {
    let built =
        county_with(&PARTIAL.replace("tested =", "enforced_by = \"ecni\"\ntested =")).build();
    built.is_clean();
    built.shows(STATEMENT, "href=\"https://www.equalityni.org/\"");
    assert!(!built.page(STATEMENT).contains("equalityadvisoryservice"));
}

#[test]
fn each_field_that_the_law_asks_for_is_asked_for() {
    for key in ["status", "prepared", "reviewed", "method"] {
        let line = PARTIAL
            .lines()
            .find(|line| line.starts_with(&format!("{key} =")))
            .unwrap();
        let built = county_with(&PARTIAL.replace(&format!("{line}\n"), "")).build();
        built.reports(&format!(
            "error[missing-key] site.toml:23:2 [accessibility] needs `{key}`"
        ));
        let remarks = built.remarks();
        assert_eq!(remarks.len(), 1, "{remarks:?}");
        assert!(
            built.build.diagnostics[0]
                .help
                .as_ref()
                .unwrap()
                .contains(&format!("{key} ="))
        );
        assert!(!has(&built, STATEMENT));
    }
    let minimal = |more: &str| {
        SiteTest::minimal()
            .with("site.toml", format!("title = \"T\"\n{more}{PARTIAL}"))
            .build()
    };
    minimal("").reports("error[missing-key] site.toml:3:2 [accessibility] needs `by`");
    minimal("").reports("error[missing-key] site.toml:3:2 [accessibility] needs `contacts`");
}

#[test]
fn a_statement_that_contradicts_itself_is_no_statement() {
    county_with(&PARTIAL.replace("\"partial\"", "\"full\""))
        .build()
        .reports("error[invalid-value] site.toml:24:10 the site is said to be fully accessible, and parts of it not to be");
    let (head, _) = PARTIAL.split_once("[[").unwrap();
    county_with(head).build().reports(
        "error[invalid-value] site.toml:24:10 the site is said not to be fully accessible",
    );
    county_with(&PARTIAL.replace("\"1.4.5\"", "\"1.4.99\""))
        .build()
        .reports("error[invalid-value] site.toml:36:22 WCAG 2.2 has no success criterion `1.4.99`");
    county_with(&PARTIAL.replace("criteria = [\"1.1.1\", \"1.4.5\"]\n", ""))
        .build()
        .reports("error[missing-key] site.toml:36:10 what does not comply needs `criteria`");
    county_with(PARTIAL)
        .with("content/pages/accessibility.md", "# Ours\n")
        .build()
        .reports("error[address-taken] content/pages/accessibility.md:1:1");
}

/// Either file may hold a field, and what `site.toml` says wrongly is one mistake.
#[test]
fn the_file_of_a_site_completes_the_statement() {
    let (without, line) = (
        PARTIAL.replace("reviewed = 2026-10-05\n", ""),
        "reviewed = 2026-10-05",
    );
    let sites = |north: &str, south: &str| {
        county_with(&without)
            .with(
                "sites/north.toml",
                format!("title = \"North\"\n[accessibility]\n{north}\n"),
            )
            .with(
                "sites/south.toml",
                format!("title = \"South\"\n[accessibility]\n{south}\n"),
            )
            .build()
    };
    sites(line, line).is_clean();
    let built = sites("answer_within = \"a day\"", "answer_within = \"a day\"");
    assert_eq!(built.remarks().len(), 1, "{:?}", built.remarks());
}

// Team meetings.

#[test]
fn a_briefing_has_a_page_for_its_team() {
    let built = SiteTest::county().build();
    built.is_clean();
    built
        .shows(
            NEGLECT_PAGE,
            "href=\"../../briefings/neglect/meeting/index.html\">Use this in a team meeting</a>",
        )
        .shows(MEETING, "<li>When did you last ask about the father?</li>")
        .shows(MEETING, "Record of use")
        .shows(
            MEETING,
            "https://learning.example/county/briefings/neglect/",
        );
    assert!(!built.page(MEETING).contains("asks no questions of its own"));
}

#[test]
fn a_briefing_without_questions_gets_those_of_the_site_or_of_the_theme() {
    let path = "briefings/self-neglect/meeting/index.html";
    let built = SiteTest::county().build();
    assert_eq!(
        built
            .main(path)
            .matches("recognise in our own work")
            .count(),
        1
    );
    let own = county_with("[meeting]\nquestions = [\"What <now>?\", \"And then?\"]\n").build();
    own.is_clean();
    own.shows(path, "<li>What &lt;now&gt;?</li>")
        .shows(path, "<li>And then?</li>");
    assert!(!own.page(path).contains("recognise in our own work"));
    // Its own questions come first.
    assert!(!own.page(MEETING).contains("And then?"));
}

/// The minutes of the sections are whole, and sum to the reading time.
#[test]
fn the_minutes_sum_to_the_reading_time() {
    let section = |words: usize| format!("## Part of {words}\n\n{}\n\n", "word ".repeat(words));
    for parts in [
        vec![900, 400, 300],
        vec![1, 1, 1000],
        vec![238; 7],
        vec![50, 50, 50],
    ] {
        let text: String = parts.iter().map(|words| section(*words)).collect();
        let built = SiteTest::minimal()
            .with("content/briefings/long.md", format!("# Long\n\n{text}"))
            .build();
        let page = built.main("briefings/long/meeting/index.html");
        let plan = &page[page.find("<tbody>").unwrap()..page.find("</tfoot>").unwrap()];
        let minutes = |row: &str| -> usize {
            let cell = row.split("<td>").nth(1).unwrap();
            cell.split(' ').next().unwrap().parse().unwrap_or(0)
        };
        let (rows, whole) = plan.split_once("<tfoot>").unwrap();
        let sum: usize = rows.split("<tr").skip(1).map(minutes).sum();
        assert_eq!(sum, minutes(whole), "{parts:?}");
        assert!(sum >= 1);
    }
}

#[test]
fn a_record_of_use_waits_as_a_message() {
    let built = SiteTest::county()
        .replace(
            NEGLECT,
            "Neglect: what five",
            "Neglect & “R&D”: 100% of five",
        )
        .build();
    let page = built.page(MEETING);
    let href = page
        .split("href=\"mailto:")
        .nth(1)
        .unwrap()
        .split('"')
        .next()
        .unwrap();
    assert!(href.starts_with("office@county.example?subject=Record%20of%20use%3A%20Neglect%20%26%20%E2%80%9CR%26D%E2%80%9D%3A%20100%25%20of%20five"), "{href}");
    assert!(href.contains("%0D%0ADate%3A%20%0D%0A"), "{href}");
    assert!(
        href.contains("https%3A%2F%2Flearning.example%2Fcounty%2Fbriefings%2Fneglect%2F"),
        "{href}"
    );
    assert!(href.len() < 1800, "some mail programs take no more");
    // Without an address there is nobody to send it to.
    let silent = SiteTest::minimal().build();
    assert!(
        !silent
            .page("briefings/pasted/meeting/index.html")
            .contains("mailto:")
    );
    let sent = county_with("[meeting]\nsend_to = \"learning@county.example\"\n").build();
    sent.shows(MEETING, "href=\"mailto:learning@county.example?");
}

#[test]
fn a_team_is_told_that_a_briefing_is_old() {
    let built = SiteTest::county().on("2027-03-03").build();
    built.shows(MEETING, "should have been checked by 2 March 2027");
    let built = SiteTest::county()
        .replace(
            NEGLECT,
            "audience",
            "superseded_by = \"self-neglect\"\naudience",
        )
        .build();
    built.shows(MEETING, "Self-neglect: seeing the person</a>");
}

// Review and change.

#[test]
fn what_is_due_is_shown_by_its_urgency() {
    let built = SiteTest::county().build();
    let page = built.main(REVIEW);
    assert!(
        page.contains("<h2>Overdue</h2>")
            && page.contains("<h2>Later</h2>")
            && !page.contains("next three months")
    );
    let (overdue, later) = page.split_once("<h2>Later</h2>").unwrap();
    assert!(overdue.contains("Self-neglect") && later.contains("Neglect: what five"));
    built.shows("index.html", "href=\"review/index.html\"");
    let built = SiteTest::county().on("2026-12-02").build();
    built.shows(REVIEW, "next three months");
    let built = SiteTest::county().on("2026-12-01").build();
    assert!(!built.page(REVIEW).contains("next three months"));
}

#[test]
fn one_whose_place_is_taken_is_not_due() {
    let superseded = SiteTest::county().replace(
        SELF_NEGLECT,
        "audience",
        "superseded_by = \"neglect\"\naudience",
    );
    let built = superseded.build();
    built.is_clean();
    assert!(
        !built.page(REVIEW).contains("Self-neglect") && !built.page(DATES).contains("Self-neglect")
    );
    // By a draft, nobody's place has been taken yet.
    let built = SiteTest::county()
        .replace(
            SELF_NEGLECT,
            "audience",
            "superseded_by = \"unfinished\"\naudience",
        )
        .build();
    built.shows(REVIEW, "Self-neglect");
}

#[test]
fn where_nothing_is_due_there_is_no_page() {
    let built = SiteTest::minimal().build();
    assert!(!has(&built, REVIEW) && !has(&built, DATES));
    built.shows_nowhere("review/index.html");
}

#[test]
fn a_long_list_of_reviews_goes_over_several_pages() {
    let many = (0..205).fold(SiteTest::minimal(), |site, number| {
        site.with(
            &format!("content/briefings/b{number:03}.md"),
            format!("+++\ntitle = \"B{number:03}\"\nreview_by = 2027-01-01\n+++\n"),
        )
    });
    let built = many.build();
    built
        .shows("review/page/2/index.html", "B204")
        .shows(REVIEW, "B000");
    assert_eq!(built.page(DATES).matches("BEGIN:VEVENT").count(), 205);
}

#[test]
fn the_calendar_is_one_that_programs_can_read() {
    let title = "Neglect, again; a\\\\b and “Größenordnungen” of everything that five agencies found when they looked at it together";
    let built = SiteTest::county()
        .replace(NEGLECT, "Neglect: what five agencies found", title)
        .build();
    let calendar = built.page(DATES);
    assert!(calendar.starts_with("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:"));
    assert!(calendar.ends_with("END:VEVENT\r\nEND:VCALENDAR\r\n"));
    assert_eq!(
        calendar.matches('\n').count(),
        calendar.matches("\r\n").count()
    );
    for line in calendar.split("\r\n") {
        assert!(line.len() <= 75, "{} octets: {line}", line.len());
        assert!(!line.contains('\r'));
    }
    let unfolded = calendar.replace("\r\n ", "");
    for line in [
        "UID:review-neglect@learning.example",
        "DTSTAMP:20260501T000000Z",
        "DTSTART;VALUE=DATE:20270302",
        "DTEND;VALUE=DATE:20270303",
        "SUMMARY:Review due: Neglect\\, again\\; a\\\\b and “Größenordnungen” of everything that five agencies found when they looked at it together",
        "URL:https://learning.example/county/briefings/neglect/",
        "DESCRIPTION:Example County Safeguarding Partnership",
    ] {
        assert!(
            unfolded.split("\r\n").any(|it| it == line),
            "no {line} in {unfolded}"
        );
    }
    assert_eq!(
        unfolded.matches("BEGIN:VEVENT").count(),
        unfolded.matches("END:VEVENT").count()
    );
    // The clock has no say.
    let later = SiteTest::county()
        .replace(NEGLECT, "Neglect: what five agencies found", title)
        .on("2027-01-01")
        .build();
    assert!(
        later
            .page(DATES)
            .starts_with(calendar.trim_end_matches("END:VCALENDAR\r\n"))
    );
}

#[test]
fn a_change_moves_the_stamp_and_stands_at_the_end() {
    let changed = SiteTest::county().replace(
        NEGLECT,
        "[sign_off]",
        "[[changes]]\non = 2026-03-09\nnote = \"R1 was moved.\"\n\n[[changes]]\non = 2026-05-04\nnote = \"The helpline’s <number> is new.\"\n\n[sign_off]",
    );
    let built = changed.build();
    built.is_clean();
    let page = built.main(NEGLECT_PAGE);
    let (newer, older) = (
        page.find("4 May 2026").unwrap(),
        page.find("9 March 2026").unwrap(),
    );
    assert!(newer < older && page.contains("helpline’s &lt;number&gt; is new."));
    built.shows(DATES, "DTSTAMP:20260504T000000Z");
    assert!(!built.page(SELF_NEGLECT_PAGE).contains("What has changed"));
    SiteTest::county()
        .replace(
            NEGLECT,
            "[sign_off]",
            "[[changes]]\non = 2026-03-09\n\n[sign_off]",
        )
        .build()
        .reports("error[missing-key] content/briefings/neglect/index.md:");
}

// What everybody reads.

#[test]
fn what_is_kept_back_is_nowhere_in_them() {
    let question = "\n## Questions for your team\n\n- Where is the platypus?\n";
    let review = "\nreview_by = 2026-11-01\nstatus = \"draft\"\n[[changes]]\non = 2026-01-01\nnote = \"The echidna moved.\"\n";
    let site = county_with("[exit]\n[meeting]\nquestions = [\"What now?\"]\n")
        .with("content/briefings/hidden.md", format!("+++\ntitle = \"Hidden okapi\"{review}+++\n{question}"))
        .with(
            "content/briefings/gone.md",
            format!("+++\ntitle = \"Gone okapi\"{}+++\n{question}", review.replace("draft", "withdrawn")),
        )
        .with(
            "content/briefings/soon.md",
            format!("+++\ntitle = \"Soon okapi\"\npublished = 2026-12-24\nreview_by = 2027-12-24\n+++\n{question}"),
        );
    let built = site.build();
    for words in [
        "okapi",
        "platypus",
        "echidna",
        "briefings/hidden",
        "briefings/gone",
        "briefings/soon",
    ] {
        built.shows_nowhere(words);
    }
    // Their authors see them, and see that nobody else does.
    let authors = site.for_authors().build();
    authors.shows("briefings/hidden/meeting/index.html", "must not be shared");
    authors.shows(REVIEW, "Hidden okapi");
}

#[test]
fn an_edit_of_a_sentence_makes_no_meeting_page_and_one_of_a_question_makes_its_own() {
    let made = |from: &str, to: &str| {
        let mut memo = sevenfold::pipeline::Memo::default();
        let before = SiteTest::county().build_with(&mut memo);
        let after = SiteTest::county().replace(NEGLECT, from, to);
        let warm = after.build_with(&mut memo);
        assert!(warm.build.output == after.build().build.output);
        let changed = sevenfold::output::diff(&before.build.output, &warm.build.output).changed;
        changed
            .into_iter()
            .filter(|path| path.ends_with("/meeting/index.html"))
            .count()
    };
    assert_eq!(
        made("Visits were made on time.", "Visits were made late."),
        0
    );
    assert_eq!(made("about the father?", "about the mother?"), 1);
}
