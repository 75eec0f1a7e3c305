//! The register of recommendations: its views, its pictures and its files, held against a plain
//! recount of what stands in the briefings.

#![allow(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "tests read files, and end where something is not there"
)]

mod support;

use std::collections::BTreeMap;

use support::{Built, SiteTest};

const NEGLECT: &str = "content/briefings/neglect/index.md";
const REGISTER: &str = "recommendations/index.html";
const CSV: &str = "recommendations/register.csv";

/// What a generated recommendation is, before anything of ours has read it.
struct Known {
    owner: Option<&'static str>,
    status: &'static str,
    topic: &'static str,
    published: &'static str,
    done: Option<&'static str>,
    is_overdue: bool,
}

const OWNERS: [Option<&str>; 4] = [
    Some("county-police"),
    Some("health"),
    Some("social-care"),
    None,
];
const STATUSES: [&str; 6] = [
    "complete",
    "in-progress",
    "not-started",
    "not-accepted",
    "superseded",
    "",
];
const TOPICS: [&str; 2] = ["neglect", "self-neglect"];
const PUBLISHED: [&str; 5] = [
    "2023-05-01",
    "2024-02-29",
    "2025-11-30",
    "2026-01-01",
    "2026-06-15",
];

/// A county with nothing but these briefings, each with five recommendations.
fn generated(briefings: usize) -> (Built, Vec<Known>) {
    let mut site = SiteTest::county()
        .without("content/briefings/self-neglect/index.md")
        .without(NEGLECT)
        .with("content/pages/about.md", "# About\n");
    let mut known = Vec::new();
    for briefing in 0..briefings {
        let (topic, published) = (TOPICS[briefing % 2], PUBLISHED[briefing % 5]);
        let mut text = format!(
            "+++\ntitle = \"Briefing {briefing}\"\ntopics = [\"{topic}\"]\npublished = {published}\n"
        );
        let mut items = String::new();
        for number in 1..=5 {
            let at = briefing * 7 + number * 3 + briefing / 4;
            let (owner, status) = (OWNERS[at / 2 % 4], STATUSES[at % 6]);
            let due = if (at / 6).is_multiple_of(2) {
                "2026-11-21"
            } else {
                "2026-11-22"
            };
            text += &format!("\n[recommendations.R{number}]\ndue = {due}\n");
            if let Some(owner) = owner {
                text += &format!("owners = [\"{owner}\"]\n");
            }
            if !status.is_empty() {
                text += &format!("status = \"{status}\"\n");
            }
            if status == "not-accepted" {
                text += "reason = \"It is done elsewhere.\"\n";
            }
            let done = (status == "complete" && (at / 6).is_multiple_of(2)).then_some("2026-07-01");
            if let Some(done) = done {
                text += &format!(
                    "updates = [{{ on = 2026-06-30, note = \"Begun.\" }}, {{ on = {done}, note = \"Done, \\\"all\\\" of it.\", evidence = \"https://minutes.example/{at}\" }}]\n"
                );
            }
            items += &format!("- [R{number}] Do the {at}th thing, and tell the others.\n");
            let is_open = ["in-progress", "not-started", ""].contains(&status);
            known.push(Known {
                owner,
                status,
                topic,
                published,
                done,
                is_overdue: is_open && due == "2026-11-21",
            });
        }
        text += &format!("+++\n\n## Recommendations\n\n{items}");
        site = site.with(&format!("content/briefings/generated-{briefing}.md"), text);
    }
    let built = site.build();
    built.is_clean();
    (built, known)
}

fn count(known: &[Known], wanted: impl Fn(&Known) -> bool) -> usize {
    known.iter().filter(|it| wanted(it)).count()
}

/// A table as rows of cells without their markup.
fn tables(html: &str) -> Vec<Vec<Vec<String>>> {
    let tables = html.split("<table").skip(1);
    tables
        .map(|table| {
            let rows = table
                .split("</table>")
                .next()
                .unwrap()
                .split("<tr>")
                .skip(1);
            rows.map(|row| {
                let cells = row.split("</t").filter_map(|cell| {
                    let cell = cell
                        .rfind("<th")
                        .max(cell.rfind("<td"))
                        .map(|at| &cell[at..])?;
                    Some(words(&cell[cell.find('>')? + 1..]))
                });
                cells.collect()
            })
            .collect()
        })
        .collect()
}

/// The words of some HTML.
fn words(html: &str) -> String {
    let mut words = String::new();
    let mut is_tag = false;
    for letter in html.chars() {
        match letter {
            '<' => is_tag = true,
            '>' => is_tag = false,
            letter if !is_tag => words.push(letter),
            _ => {}
        }
    }
    words
        .replace("&#x27;", "'")
        .replace("&amp;", "&")
        .trim()
        .to_owned()
}

/// Reads a table as RFC 4180 describes it.
fn read_csv(text: &str) -> Vec<Vec<String>> {
    let (mut rows, mut row, mut cell) = (Vec::new(), Vec::new(), String::new());
    let mut is_quoted = false;
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        match (letter, is_quoted) {
            ('"', true) if letters.peek() == Some(&'"') => cell.push(letters.next().unwrap()),
            ('"', _) => is_quoted = !is_quoted,
            (',', false) => row.push(std::mem::take(&mut cell)),
            ('\r', false) => {
                assert_eq!(letters.next(), Some('\n'), "lines end with CR and LF");
                row.push(std::mem::take(&mut cell));
                rows.push(std::mem::take(&mut row));
            }
            ('\n', false) => panic!("a line feed stands alone"),
            (letter, _) => cell.push(letter),
        }
    }
    assert!(row.is_empty() && cell.is_empty() && !is_quoted);
    rows
}

#[test]
fn headline_pictures_and_files_equal_a_recount() {
    let (built, known) = generated(40);
    let html = built.main(REGISTER);
    let complete = count(&known, |it| it.status == "complete");
    let overdue = count(&known, |it| it.is_overdue);
    assert!(complete > 20 && overdue > 10);
    assert!(html.contains(&format!(
        "Of {} recommendations, {complete} are complete and {overdue} are overdue.",
        known.len()
    )));
    // The totals, the bars of the agencies, the line of time, the register itself.
    let tables = tables(html);
    assert_eq!(tables.len(), 4);
    agencies_equal_a_recount(&tables[1], &known);
    time_equals_a_recount(&tables[2], &known);
    assert_eq!(tables[3].len() - 1, known.len());
    csv_equals_a_recount(&built, &known);
    json_equals_a_recount(&built, &known);
}

fn agencies_equal_a_recount(table: &[Vec<String>], known: &[Known]) {
    let names = [
        ("Example County Police", Some("county-police")),
        // The police as a whole: what is for a part is for it too.
        ("Police", Some("county-police")),
        ("Health services", Some("health")),
        ("Social care", Some("social-care")),
        ("Nobody named", None),
    ];
    assert_eq!(table.len(), 1 + names.len());
    for (name, owner) in names {
        let row = table.iter().find(|row| row[0] == name).unwrap();
        let of = |wanted: &dyn Fn(&Known) -> bool| {
            count(known, |it| it.owner == owner && wanted(it)).to_string()
        };
        let mut expected: Vec<String> = STATUSES
            .iter()
            .map(|status| of(&|it| it.status == *status))
            .collect();
        expected.push(of(&|_| true));
        expected.push(of(&|it| it.is_overdue));
        assert_eq!(row[1..], expected, "{name}");
    }
    assert_eq!(table.last().unwrap()[0], "Nobody named");
}

fn time_equals_a_recount(table: &[Vec<String>], known: &[Known]) {
    let spans = [
        ("April to June 2023", "2023-06-30"),
        ("January to March 2024", "2024-03-31"),
        ("October to December 2025", "2025-12-31"),
        ("April to June 2026", "2026-06-30"),
        ("July to September 2026", "2026-09-30"),
        ("October to December 2026", "2026-12-31"),
    ];
    for (name, end) in spans {
        let row = table
            .iter()
            .find(|row| row[0] == name)
            .unwrap_or_else(|| panic!("no {name} in {table:?}"));
        let made = count(known, |it| it.published <= end);
        let done = count(known, |it| {
            it.done.is_some_and(|day| day.max(it.published) <= end)
        });
        assert_eq!(row[1..], [made.to_string(), done.to_string()], "{name}");
    }
    assert_eq!(
        table.len(),
        1 + 15,
        "from April 2023 to December 2026, without a gap"
    );
}

fn csv_equals_a_recount(built: &Built, known: &[Known]) {
    let csv = built.page(CSV).strip_prefix('\u{feff}').unwrap();
    let rows = read_csv(csv);
    assert_eq!(rows.len(), 1 + known.len());
    let column = |name: &str| rows[0].iter().position(|head| head == name).unwrap();
    let (status, overdue, done) = (column("Progress"), column("Overdue"), column("Complete on"));
    let rows = &rows[1..];
    let of = |at: usize, value: &str| rows.iter().filter(|row| row[at] == value).count();
    assert_eq!(
        of(status, "Complete"),
        count(known, |it| it.status == "complete")
    );
    assert_eq!(
        of(status, "Not recorded"),
        count(known, |it| it.status.is_empty())
    );
    assert_eq!(of(overdue, "Yes"), count(known, |it| it.is_overdue));
    assert_eq!(of(done, "2026-07-01"), count(known, |it| it.done.is_some()));
    let told = rows.iter().find(|row| row[done] == "2026-07-01").unwrap();
    let updates = &told[8];
    assert!(
        updates.starts_with(
            "2026-06-30: Begun.\n2026-07-01: Done, \"all\" of it. (https://minutes.example/"
        ),
        "{updates}"
    );
    assert!(told[13].starts_with("https://learning.example/county/briefings/generated-"));
}

fn json_equals_a_recount(built: &Built, known: &[Known]) {
    let json: serde_json::Value =
        serde_json::from_str(built.page("recommendations/register.json")).unwrap();
    assert_eq!(json["as_of"], "2026-11-22");
    let items = json["recommendations"].as_array().unwrap();
    assert_eq!(items.len(), known.len());
    for status in STATUSES {
        let id = if status.is_empty() {
            "unrecorded"
        } else {
            status
        };
        let of_status = items.iter().filter(|it| it["status"] == id).count();
        assert_eq!(of_status, count(known, |it| it.status == status), "{id}");
    }
    let overdue = items.iter().filter(|it| it["overdue"] == true).count();
    assert_eq!(overdue, count(known, |it| it.is_overdue));
    let with_evidence = items
        .iter()
        .filter(|it| it["updates"][1]["evidence"].is_string())
        .count();
    assert_eq!(with_evidence, count(known, |it| it.done.is_some()));
}

#[test]
fn views_by_topic_and_by_briefing() {
    let (built, known) = generated(12);
    for topic in TOPICS {
        let page = built.main(&format!("recommendations/topic/{topic}/index.html"));
        let rows = page
            .split("<table class=\"register\"")
            .nth(1)
            .unwrap()
            .matches("<tr><td>")
            .count();
        assert_eq!(rows, count(&known, |it| it.topic == topic));
    }
    built.shows(
        REGISTER,
        "href=\"../recommendations/topic/neglect/index.html\"",
    );
    built.shows(REGISTER, "href=\"../recommendations/briefing/index.html\"");
    let list = "recommendations/briefing/index.html";
    let table = &tables(built.main(list))[0];
    assert_eq!(table.len(), 1 + 12);
    let total: usize = table[1..]
        .iter()
        .map(|row| row[1].parse::<usize>().unwrap())
        .sum();
    let complete: usize = table[1..]
        .iter()
        .map(|row| row[2].parse::<usize>().unwrap())
        .sum();
    assert_eq!(
        (total, complete),
        (known.len(), count(&known, |it| it.status == "complete"))
    );
    built.shows(
        list,
        "href=\"../../briefings/generated-0/index.html#recommendations\"",
    );
}

#[test]
fn a_briefing_shows_what_was_done_and_the_evidence() {
    SiteTest::county()
        .build()
        .shows("briefings/neglect/index.html", "id=\"r1\"")
        .shows("briefings/neglect/index.html", "<time datetime=\"2026-05-01\">1 May 2026</time>: A first draft was read. <a href=\"https://county.example/minutes\">Evidence");
}

#[test]
fn words_agree_with_their_numbers() {
    let one = "content/briefings/pasted.md";
    let site = |status: &str| {
        let text = format!(
            "+++\ntitle = \"One\"\n[recommendations.R1]\ndue = 2026-01-01\nstatus = \"{status}\"\n+++\n\n## Recommendations\n\n- [R1] Do it.\n"
        );
        SiteTest::minimal().with(one, text).build()
    };
    site("complete").shows(REGISTER, "Of 1 recommendation, 1 is complete.");
    site("in-progress").shows(
        REGISTER,
        "Of 1 recommendation, 0 are complete and 1 is overdue.",
    );
}

/// OWASP, “CSV Injection”: a cell that begins like a formula must not become one.
#[test]
fn no_cell_of_the_table_is_a_formula() {
    // Markdown wants some of them escaped, or they would begin a list.
    for cell in ["\\=1+1", "\\+1", "\\-1", "@SUM(A1)", "＝1+1"] {
        let built = SiteTest::county()
            .replace(NEGLECT, "A first draft was read.", "Read.")
            .replace(
                NEGLECT,
                "[R1] Officers tell the school within a day.",
                &format!("[R1] {cell}"),
            )
            .build();
        let rows = read_csv(built.page(CSV));
        let texts: Vec<&String> = rows.iter().map(|row| &row[1]).collect();
        assert!(
            texts.iter().any(|text| text.starts_with('\'')),
            "{cell}: {texts:?}"
        );
        for text in rows.iter().flatten() {
            assert!(
                !text.trim_start().starts_with(['=', '+', '-', '@', '＝']),
                "{text}"
            );
        }
    }
}

#[test]
fn what_only_authors_see_is_in_no_file() {
    let hidden = |site: SiteTest| {
        site.with(
            "content/briefings/unfinished.md",
            "+++\ntitle = \"Wombat\"\nstatus = \"draft\"\ntopics = [\"neglect\"]\n+++\n\n## Recommendations\n\n- Feed the quokka.\n",
        )
        .with(
            "content/briefings/to-come.md",
            "+++\ntitle = \"Wombat to come\"\npublished = 2026-12-01\n+++\n\n## Recommendations\n\n- Feed the quokka.\n",
        )
    };
    let everybody = hidden(SiteTest::county()).build();
    everybody.shows_nowhere("quokka").shows_nowhere("Wombat");
    // The preview shows its authors the draft, and the files are those that will be published.
    let authors = hidden(SiteTest::county()).for_authors().build();
    authors
        .shows(REGISTER, "quokka")
        .shows("recommendations/briefing/index.html", "Wombat");
    for file in [CSV, "recommendations/register.json"] {
        assert_eq!(authors.page(file), everybody.page(file));
    }
}

/// Two pictures, each with words for those who do not see it, and nothing that the policy forbids.
#[test]
fn pictures_stand_on_the_first_page_and_need_no_inline_style() {
    let (built, _) = generated(120);
    let first = built.main(REGISTER);
    assert!(first.contains("<svg role=\"img\"><title>Complete "));
    assert!(first.contains("role=\"img\" width=\"100%\"><title>From "));
    let second = built.main("recommendations/page/2/index.html");
    assert!(!second.contains("<figure") && !second.contains("headline"));
    let mut ids: BTreeMap<&str, usize> = BTreeMap::new();
    for id in first
        .split(" id=\"")
        .skip(1)
        .map(|rest| rest.split('"').next().unwrap())
    {
        *ids.entry(id).or_default() += 1;
    }
    assert!(ids.values().all(|times| *times == 1), "{ids:?}");
    assert!(!built.page(REGISTER).contains(" style="));
}

/// Beyond what any partnership has, the files come in parts, so that the edit of a title makes one
/// of them again.
#[test]
fn a_very_large_register_comes_in_several_files() {
    let items: String = (0..4000).map(|at| format!("- Do {at}.\n")).collect();
    let site = ["one", "two", "three"]
        .iter()
        .fold(SiteTest::minimal(), |site, name| {
            let text = format!("# {name}\n\n## Recommendations\n\n{items}");
            site.with(&format!("content/briefings/{name}.md"), text)
        });
    let site = site.without("content/briefings/pasted.md");
    let mut memo = sevenfold::pipeline::Memo::default();
    let built = site.build_with(&mut memo);
    let rows = |path: &str| read_csv(built.page(path).trim_start_matches('\u{feff}')).len() - 1;
    assert_eq!(
        (rows(CSV), rows("recommendations/register-2.csv")),
        (8000, 4000)
    );
    built.shows(REGISTER, "href=\"../recommendations/register-2.csv\" download>All recommendations for Excel (CSV), part 2 of 2</a>");
    let warm = site
        .replace("content/briefings/one.md", "# one", "# One more")
        .build_with(&mut memo);
    let difference = sevenfold::output::diff(&built.build.output, &warm.build.output);
    let files = difference
        .changed
        .iter()
        .filter(|path| path.contains("/register"));
    assert_eq!(files.count(), 2, "{:?}", difference.changed);
}
