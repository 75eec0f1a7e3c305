//! `sevenfold check` as its users meet it.

#![allow(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "tests read files, and end where something is not there"
)]

mod support;

use std::path::Path;

use assert_cmd::Command;
use sevenfold::check;
use support::SiteTest;

const BRIEFING: &str = "content/briefings/neglect/index.md";

struct Said {
    code: i32,
    out: String,
    err: String,
}

fn check(folder: &Path, arguments: &[&str]) -> Said {
    let output = Command::cargo_bin("sevenfold")
        .unwrap()
        .arg("check")
        .args(arguments)
        .args(["--today", "2026-11-22"])
        .current_dir(folder)
        .output()
        .unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    Said {
        code: output.status.code().unwrap(),
        out: text(output.stdout),
        err: text(output.stderr),
    }
}

fn project(site: &SiteTest) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    site.write_to(folder.path());
    folder
}

/// One text with one full postcode, and with something that is no fault of the words.
fn with_postcode() -> SiteTest {
    SiteTest::minimal().bare().with(
        BRIEFING,
        "+++\ntitle = \"Neglect\"\n+++\n\n## Background\n\nThe “family” moved to SW1A 1AA.\n",
    )
}

#[test]
fn warnings_are_told_and_denied_only_where_that_is_asked() {
    let folder = project(&with_postcode());
    let said = check(folder.path(), &[]);
    assert_eq!(said.code, 0, "{}", said.err);
    assert!(
        said.err.contains("warning[person-postcode]"),
        "{}",
        said.err
    );
    assert!(
        said.err.contains("     1  warning  person-postcode"),
        "{}",
        said.err
    );
    assert!(
        said.err.contains("it is not to be published"),
        "{}",
        said.err
    );
    assert_eq!(said.out, "");
    assert_eq!(check(folder.path(), &["--deny", "warnings"]).code, 1);
    let settings = "title = \"T\"\n[check]\nperson-postcode = \"error\"\n";
    let folder = project(&with_postcode().with("site.toml", settings));
    assert_eq!(check(folder.path(), &[]).code, 1);
}

#[test]
fn a_path_narrows_what_is_told() {
    let other = "content/briefings/other/index.md";
    let site = with_postcode().with(other, "# Other\n\n## Background\n\nIn SW1A 2AA.\n");
    let folder = project(&site);
    let said = check(folder.path(), &["content/briefings/other"]);
    assert!(
        said.err.contains("SW1A 2AA") && !said.err.contains("SW1A 1AA"),
        "{}",
        said.err
    );
    let said = check(folder.path(), &[".."]);
    assert_eq!(said.code, 2);
    assert!(
        said.err.contains("does not lie in the project"),
        "{}",
        said.err
    );
}

#[test]
fn every_rule_is_named_and_explained() {
    let folder = tempfile::tempdir().unwrap();
    let listed = check(folder.path(), &["--list"]);
    assert_eq!(listed.code, 0);
    for rule in check::all() {
        assert!(listed.out.contains(rule.code), "{}", rule.code);
    }
    let page = check(folder.path(), &["--explain", "person-postcode"]);
    assert!(page.out.starts_with("# Full postcodes"), "{}", page.out);
    let slip = check(folder.path(), &["--explain", "person-postcodes"]);
    assert_eq!(slip.code, 2);
    assert!(
        slip.err.contains("Did you mean `person-postcode`?"),
        "{}",
        slip.err
    );
}

#[test]
fn json_sarif_and_github_tell_the_same_place() {
    let folder = project(&with_postcode());
    let json = check(folder.path(), &["--format", "json"]);
    let lines: Vec<serde_json::Value> = json
        .out
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    let found = lines
        .iter()
        .find(|it| it["code"] == "person-postcode")
        .unwrap();
    // Columns are characters: the curly quotation marks have three bytes each.
    assert_eq!(
        (&found["line"], &found["column"], &found["end_column"]),
        (&7.into(), &23.into(), &31.into())
    );

    let sarif = check(folder.path(), &["--format", "sarif"]);
    let log: serde_json::Value = serde_json::from_str(&sarif.out).unwrap();
    assert_eq!(log["version"], "2.1.0");
    let run = &log["runs"][0];
    let result = run["results"].as_array().unwrap().iter();
    let result = result
        .clone()
        .find(|it| it["ruleId"] == "person-postcode")
        .unwrap();
    let region = &result["locations"][0]["physicalLocation"]["region"];
    assert_eq!(
        (&region["startLine"], &region["startColumn"]),
        (&7.into(), &23.into())
    );
    let rules = run["tool"]["driver"]["rules"].as_array().unwrap();
    assert_eq!(rules.len(), check::all().count());
    let index = result["ruleIndex"].as_u64().unwrap();
    assert_eq!(
        rules[usize::try_from(index).unwrap()]["id"],
        "person-postcode"
    );
    // A report may travel further than the text.
    assert!(!sarif.out.contains("moved to"), "{}", sarif.out);

    let github = check(folder.path(), &["--format", "github"]);
    let mark = "::warning file=content/briefings/neglect/index.md,line=7,endLine=7,col=23,endColumn=31,title=person-postcode::";
    assert!(
        github.out.lines().any(|line| line.starts_with(mark)),
        "{}",
        github.out
    );
}

#[test]
fn pasted_texts_that_lie_in_no_project_get_remarks_and_no_wall_of_errors() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir(folder.path().join("pasted")).unwrap();
    std::fs::write(
        folder.path().join("pasted/neglect.txt"),
        "What we found\n\nThe family moved to SW1A 1AA.\n\nWhat needs to happen?\n\n- Consider the school run\n",
    )
    .unwrap();
    std::fs::write(
        folder.path().join("pasted/two.md"),
        "# Two\n\n## Recommendations\n\n- Look at every report.\n",
    )
    .unwrap();
    let said = check(folder.path(), &["pasted"]);
    assert_eq!(said.code, 0, "{}", said.err);
    assert!(!said.err.contains("error"), "{}", said.err);
    assert!(said.err.contains("pasted/neglect.txt:3:21"), "{}", said.err);
    assert!(said.err.contains("pasted/two.md"), "{}", said.err);
    assert!(
        said.err.contains("this text has no title yet"),
        "{}",
        said.err
    );
    assert!(said.err.contains("2 texts checked"), "{}", said.err);
    let nothing = tempfile::tempdir().unwrap();
    let said = check(nothing.path(), &["."]);
    assert_eq!(said.code, 2);
    assert!(said.err.contains("there are no texts here"), "{}", said.err);
}

#[test]
fn a_broken_memory_of_addresses_is_told_and_begun_anew() {
    let site = with_postcode().with(
        "content/briefings/links/index.md",
        "# Links\n\n## Resources\n\n- [Here](http://localhost:1/)\n",
    );
    let folder = project(&site);
    std::fs::create_dir(folder.path().join(".sevenfold")).unwrap();
    std::fs::write(folder.path().join(".sevenfold/links.json"), "{ broken").unwrap();
    // No address of this computer is asked, so this test asks nobody.
    let said = check(folder.path(), &["--online"]);
    assert_eq!(said.code, 0, "{}", said.err);
    assert!(said.err.contains(".sevenfold/links.json"), "{}", said.err);
    let kept = std::fs::read_to_string(folder.path().join(".sevenfold/links.json")).unwrap();
    assert!(
        serde_json::from_str::<serde_json::Value>(&kept).is_ok(),
        "{kept}"
    );
}
