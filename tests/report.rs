//! `sevenfold report`: the register and the report on a year, as files.

#![allow(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "tests read files, and end where something is not there"
)]

mod support;

use std::path::Path;

use assert_cmd::Command;
use support::SiteTest;

fn report(folder: &Path, arguments: &[&str]) -> (i32, String, String) {
    let output = Command::cargo_bin("sevenfold")
        .unwrap()
        .args(["report", "--today", "2026-11-22"])
        .args(arguments)
        .current_dir(folder)
        .output()
        .unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (
        output.status.code().unwrap(),
        text(output.stdout),
        text(output.stderr),
    )
}

const YEAR: &str = "+++
title = \"Learning *of* a year\"
published = 2025-06-01
partnership = \"example-county\"

[recommendations.R1]
owners = [\"county-police\"]
status = \"complete\"
updates = [
	{ on = 2025-03-30, note = \"Before the year.\" },
	{ on = 2026-03-31, note = \"Officers were told.\", evidence = \"https://county.example/told\" },
	{ on = 2026-04-01, note = \"After the year.\" },
]

[recommendations.R2]
owners = [\"health\"]
status = \"not-accepted\"
reason = \"The ward has such a list.\"
updates = [{ on = 2025-09-01, note = \"The board decided.\" }]

[recommendations.R3]
owners = [\"health\", \"social-care\"]
due = 2026-01-31

[recommendations.R4]
status = \"not-accepted\"
+++

## Recommendations

- [R1] Tell every officer.
- [R2] Keep a list on the ward.
- [R3] Ring the school back if 5 < 6.
- [R4] Do it twice.
";

fn project() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let site = SiteTest::county()
        .replace("content/briefings/neglect/index.md", "published = 2026-03-02", "published = 2026-04-02")
        .with("content/briefings/year.md", YEAR)
        .with("content/briefings/unfinished.md", "+++\ntitle = \"Wombat\"\nstatus = \"draft\"\n+++\n\n## Recommendations\n\n- Feed the quokka.\n")
        .with("content/briefings/to-come.md", "+++\ntitle = \"Wombat\"\npublished = 2026-12-01\n+++\n\n## Recommendations\n\n- Feed the quokka.\n")
        .with("content/briefings/gone.md", "+++\ntitle = \"Wombat\"\npublished = 2025-12-01\nstatus = \"withdrawn\"\n+++\n\n## Recommendations\n\n- Feed the quokka.\n");
    site.write_to(folder.path());
    folder
}

/// The part of a report in Markdown under this heading.
fn section<'a>(text: &'a str, heading: &str) -> &'a str {
    let (_, rest) = text.split_once(&format!("## {heading}\n")).unwrap();
    rest.split("\n## ").next().unwrap()
}

const MADE: &str = "What was recommended in this period";
const DONE: &str = "What was done in this period, and the evidence";
const NOT_ACCEPTED: &str = "What was not accepted, and why";
const OVERDUE: &str = "What is overdue, and with whom";

#[test]
fn a_report_tells_what_was_done_in_the_last_financial_year() {
    let folder = project();
    let (code, text, remarks) = report(folder.path(), &[]);
    assert_eq!((code, remarks.as_str()), (0, ""));
    assert!(text.contains("1 April 2025 to 31 March 2026"), "{text}");
    assert!(
        text.contains("**Of 8 recommendations, 1 is complete and 2 are overdue.**"),
        "{text}"
    );
    let made = section(&text, MADE);
    assert!(
        made.contains("**R1** Tell every officer.") && made.contains("**R4** Do it twice."),
        "{made}"
    );
    assert!(made.contains("Ring the school back if 5 \\< 6."), "{made}");
    assert!(made.contains("[Learning \\*of\\* a year](<https://learning.example/county/briefings/year/index.html#r1>)"), "{made}");
    assert!(
        !made.contains("Officers tell the school"),
        "of a later year: {made}"
    );
    let done = section(&text, DONE);
    assert!(
        done.contains(
            "31 March 2026: Officers were told. ([Evidence](<https://county.example/told>))"
        ),
        "{done}"
    );
    assert!(
        !done.contains("Before the year") && !done.contains("After the year"),
        "{done}"
    );
    let refused = section(&text, NOT_ACCEPTED);
    assert!(
        refused.contains("Why: The ward has such a list."),
        "{refused}"
    );
    assert!(
        refused.contains("1 September 2025: The board decided."),
        "{refused}"
    );
    // What nobody gave a reason for is told all the more.
    assert!(
        refused.contains("**R4**") && refused.contains("**No reason is recorded.**"),
        "{refused}"
    );
    let overdue = section(&text, OVERDUE);
    assert!(
        overdue.contains("Who acts: Health services, Social care"),
        "{overdue}"
    );
    assert!(
        overdue.find("**R3**").unwrap() < overdue.find("**R1** Officers").unwrap(),
        "the longest first"
    );
    assert!(text.contains("| Health services | "), "{text}");
}

#[test]
fn a_period_and_an_agency_can_be_asked_for() {
    let folder = project();
    let (_, text, _) = report(folder.path(), &["--from", "2026-04-01"]);
    assert!(text.contains("1 April 2026 to 22 November 2026"), "{text}");
    assert!(section(&text, DONE).contains("After the year."));
    assert!(!section(&text, NOT_ACCEPTED).contains("**R2**"));
    let (_, text, _) = report(folder.path(), &["--to", "2025-12-31"]);
    assert!(
        text.contains("1 January 2025 to 31 December 2025"),
        "{text}"
    );
    // What a part of the police should do is for the police.
    let (_, text, _) = report(folder.path(), &["--agency", "police"]);
    assert!(
        text.starts_with("# Recommendations for Police: what became of them"),
        "{text}"
    );
    assert!(
        text.contains("**Of 2 recommendations, 1 is complete and 1 is overdue.**"),
        "{text}"
    );
    assert!(!text.contains("Keep a list"));
    let (code, _, trouble) = report(folder.path(), &["--agency", "polce"]);
    assert_eq!(code, 2);
    assert!(
        trouble.contains("no agency called `polce`. Did you mean police?"),
        "{trouble}"
    );
    let (code, _, trouble) = report(
        folder.path(),
        &["--from", "2026-02-01", "--to", "2026-01-01"],
    );
    assert_eq!(code, 2);
    assert!(trouble.contains("before it begins"), "{trouble}");
}

#[test]
fn a_page_to_print_needs_no_other_file() {
    let folder = project();
    let (code, said, _) = report(folder.path(), &["--out", "made/report.html"]);
    assert_eq!((code, said.contains("Wrote made")), (0, true), "{said}");
    let page = std::fs::read_to_string(folder.path().join("made/report.html")).unwrap();
    assert!(
        page.starts_with("<!doctype html>") && page.contains("<style>\n@layer"),
        "{}",
        &page[..300]
    );
    for outside in ["<link", "<script", " src=", "url(http", "@import"] {
        assert!(!page.contains(outside), "{outside}");
    }
    for words in [
        "Of 8 recommendations, 1 is complete and 2 are overdue.",
        "Example County",
        "Officers were told. <a href=\"https://county.example/told\">Evidence</a>",
        "The ward has such a list.",
        "No reason is recorded.",
        "Ring the school back if 5 &lt; 6.",
    ] {
        assert!(page.contains(words), "{words}");
    }
}

#[test]
fn the_register_as_csv_and_json() {
    let folder = project();
    let (_, csv, _) = report(folder.path(), &["--format", "csv"]);
    assert!(
        csv.starts_with("\u{feff}Number,Recommendation,Who acts,"),
        "{csv}"
    );
    assert!(csv.ends_with("\r\n") && !csv.ends_with("\n\r\n"));
    let (_, json, _) = report(folder.path(), &["--format", "json"]);
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(json["recommendations"].as_array().unwrap().len(), 8);
    // The files of the site are the same.
    let (code, ..) = report(folder.path(), &["--out", "all.csv"]);
    assert_eq!(code, 0);
    Command::cargo_bin("sevenfold")
        .unwrap()
        .args(["build", "--today", "2026-11-22"])
        .current_dir(folder.path())
        .assert()
        .success();
    let read = |path: &str| std::fs::read_to_string(folder.path().join(path)).unwrap();
    assert_eq!(read("all.csv"), read("public/recommendations/register.csv"));
    let (_, part, _) = report(
        folder.path(),
        &[
            "--format",
            "json",
            "--from",
            "2025-04-01",
            "--to",
            "2026-03-31",
        ],
    );
    let part: serde_json::Value = serde_json::from_str(&part).unwrap();
    assert_eq!(part["recommendations"].as_array().unwrap().len(), 5);
}

#[test]
fn what_only_authors_see_is_in_no_report() {
    let folder = project();
    for format in ["csv", "json", "markdown", "html"] {
        let (code, text, _) = report(
            folder.path(),
            &[
                "--format",
                format,
                "--from",
                "2020-01-01",
                "--to",
                "2030-01-01",
            ],
        );
        assert_eq!(code, 0);
        assert!(
            !text.contains("quokka") && !text.contains("Wombat"),
            "{format}"
        );
        assert!(text.contains("Tell every officer"), "{format}");
    }
}

#[test]
fn a_report_never_takes_the_place_of_a_source() {
    let folder = project();
    let read = |path: &str| std::fs::read_to_string(folder.path().join(path)).unwrap();
    let before = (read("site.toml"), read("content/topics.toml"));
    for file in [
        "content/topics.toml",
        "content/briefings/new.md",
        "site.toml",
        "content/../content/topics.toml",
        "nowhere/../content/topics.toml",
    ] {
        let (code, _, said) = report(folder.path(), &["--format", "markdown", "--out", file]);
        assert_eq!(code, 2, "{file}");
        assert!(said.contains("among the sources of the project"), "{said}");
    }
    assert_eq!(before, (read("site.toml"), read("content/topics.toml")));
    let (code, _, said) = report(folder.path(), &["--out", "register.xlsx"]);
    assert_eq!(code, 2);
    assert!(said.contains("does not end in .csv"), "{said}");
}

#[test]
fn of_several_sites_one_is_chosen_and_errors_stop_it() {
    let folder = project();
    std::fs::create_dir_all(folder.path().join("sites")).unwrap();
    std::fs::write(
        folder.path().join("sites/north.toml"),
        "title = \"The north\"\n",
    )
    .unwrap();
    std::fs::write(
        folder.path().join("sites/south.toml"),
        "title = \"The south\"\n[take]\ntopics = [\"neglect\"]\n",
    )
    .unwrap();
    let (code, _, trouble) = report(folder.path(), &[]);
    assert_eq!(code, 2);
    assert!(
        trouble.contains("several sites. Say which with --site: north, south"),
        "{trouble}"
    );
    let (_, text, _) = report(folder.path(), &["--site", "south"]);
    assert!(text.contains("Of 3 recommendations"), "{text}");
    let (code, _, trouble) = report(folder.path(), &["--site", "sout"]);
    assert_eq!(code, 2);
    assert!(trouble.contains("Did you mean south?"), "{trouble}");
    std::fs::write(folder.path().join("content/topics.toml"), "[neglect\n").unwrap();
    let (code, said, trouble) = report(folder.path(), &["--site", "south", "--out", "x.csv"]);
    assert_eq!((code, said.as_str()), (1, ""));
    assert!(trouble.contains("No report was written"), "{trouble}");
    assert!(!folder.path().join("x.csv").exists());
}
