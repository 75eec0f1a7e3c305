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
    assert_eq!(said.code, 0, "{}", said.out);
    assert!(
        said.out.contains("warning[person-postcode]"),
        "{}",
        said.out
    );
    assert!(
        said.out.contains("     1  warning  person-postcode"),
        "{}",
        said.out
    );
    assert!(
        said.out.contains("it is not to be published"),
        "{}",
        said.out
    );
    // What is found is the product; what goes wrong on the way is not.
    assert_eq!(said.err, "");
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
        said.out.contains("SW1A 2AA") && !said.out.contains("SW1A 1AA"),
        "{}",
        said.out
    );
    assert!(said.out.contains("1 text of 2 checked"), "{}", said.out);
    assert!(
        said.out.contains("1 of these concerns people"),
        "{}",
        said.out
    );
    let said = check(folder.path(), &["content/agencies.toml", ".."]);
    assert_eq!(said.code, 2);
    let said = check(folder.path(), &[".."]);
    assert_eq!(said.code, 2);
    assert!(
        said.err.contains("does not lie in the project"),
        "{}",
        said.err
    );
}

/// Nothing that is asked about is passed over in silence.
#[test]
fn texts_outside_the_content_are_looked_at_as_pasted_texts() {
    let settings = "title = \"T\"\n[check]\nperson-age = \"off\"\nperson-nonsense = \"off\"\n";
    let folder = project(&with_postcode().with("site.toml", settings));
    std::fs::create_dir(folder.path().join("incoming")).unwrap();
    let elsewhere = tempfile::tempdir().unwrap();
    let text = "# One\n\nThe family moved to SW1A 2AA.\n";
    std::fs::write(folder.path().join("incoming/a.txt"), text).unwrap();
    std::fs::write(
        folder.path().join("content/briefings/neglect/notes.txt"),
        text,
    )
    .unwrap();
    std::fs::write(elsewhere.path().join("a.md"), text).unwrap();
    std::fs::create_dir(elsewhere.path().join("b")).unwrap();
    std::fs::write(elsewhere.path().join("b/a.md"), text).unwrap();
    for path in [
        "incoming/a.txt",
        "incoming",
        "content/briefings/neglect/notes.txt",
    ] {
        let said = check(folder.path(), &[path]);
        assert!(said.out.contains("SW1A 2AA"), "{}", said.out);
        assert!(!said.out.contains("SW1A 1AA"), "{}", said.out);
        assert!(
            said.out.contains("1 text checked that lies in no project"),
            "{}",
            said.out
        );
    }
    let said = check(folder.path(), &[elsewhere.path().to_str().unwrap()]);
    assert!(said.out.contains("2 texts checked"), "{}", said.out);
    assert!(
        said.out.contains("2 of these concern people"),
        "{}",
        said.out
    );
    // A folder that holds both is looked at as a whole.
    let said = check(folder.path(), &["content/briefings"]);
    assert!(
        said.out.contains("SW1A 1AA") && said.out.contains("SW1A 2AA"),
        "{}",
        said.out
    );
    // A faulty setting concerns every text.
    let said = check(folder.path(), &["content/briefings/neglect"]);
    assert!(said.out.contains("error[unknown-rule]"), "{}", said.out);
    assert!(
        said.out.contains("switched off: person-age"),
        "{}",
        said.out
    );
    // Settings alone are no text.
    let said = check(folder.path(), &["site.toml"]);
    assert!(said.out.contains("No text was looked at"), "{}", said.out);
    std::fs::write(
        folder.path().join("incoming/b.docx"),
        [0x50, 0x4b, 0xff, 0x00],
    )
    .unwrap();
    let said = check(folder.path(), &["incoming/b.docx"]);
    assert_eq!(said.code, 2);
    assert!(said.err.contains("is no text"), "{}", said.err);
    // Without a project, the texts that lie here are meant.
    let said = check(elsewhere.path(), &[]);
    assert!(said.out.contains("2 texts checked"), "{}", said.out);
}

/// A report travels further than a text.
#[test]
fn listed_names_stand_in_no_report() {
    let text = "+++\ntitle = \"Zebedee\"\n+++\n\n## Background\n\nZebedee O’Quimby, 9, moved. ZEBEDEE’s friend JD said so. [More](zebedee.md)\n";
    let folder = project(&with_postcode().with("content/briefings/zebedee/index.md", text));
    std::fs::create_dir(folder.path().join(".sevenfold")).unwrap();
    let list = "Zebedee\nZebedee O'Quimby\n";
    std::fs::write(folder.path().join(".sevenfold/names.txt"), list).unwrap();
    for format in ["text", "json", "sarif", "github"] {
        let said = check(folder.path(), &["--format", format]);
        assert!(said.out.contains("person-listed-name"), "{}", said.out);
        let all = (said.out + &said.err).to_lowercase();
        assert!(
            !all.contains("zebedee") && !all.contains("quimby"),
            "{format}: {all}"
        );
    }
}

#[test]
fn a_list_of_names_is_read_or_told_of() {
    let folder = project(&with_postcode().with(
        "content/briefings/two/index.md",
        "# Two\n\n## Background\n\nAnna and Zoë saw D’Arcy-Smith, and the Millers.\n",
    ));
    std::fs::create_dir(folder.path().join(".sevenfold")).unwrap();
    let found = |list: Vec<u8>| {
        std::fs::write(folder.path().join(".sevenfold/names.txt"), list).unwrap();
        let said = check(folder.path(), &["content/briefings/two"]);
        (
            said.out.matches("warning[person-listed-name]").count(),
            said,
        )
    };
    let list = "Ann\nAnna\nZoe\u{308}\nD'Arcy Smith\nMiller\n";
    let (count, said) = found(list.into());
    assert_eq!(count, 4, "{}", said.out);
    let utf_16 = |text: &str| {
        let units = std::iter::once(0xfeff).chain(text.encode_utf16());
        units.flat_map(u16::to_le_bytes).collect::<Vec<u8>>()
    };
    assert_eq!(found(utf_16(list)).0, 4);
    let many: String = (0..20_000)
        .map(|number| format!("Name{number} Surname{number}\n"))
        .collect();
    assert_eq!(found((many + list).into()).0, 4);
    let (_, said) = found(b"Zo\xeb\n".to_vec());
    assert!(said.out.contains("error[names-unreadable]"), "{}", said.out);
    assert_eq!(said.code, 1);
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
    // Each result is of a rule that is told of, whether it has a page or not.
    assert!(rules.len() >= check::all().count());
    for result in run["results"].as_array().unwrap() {
        let index = usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap();
        assert_eq!(rules[index]["id"], result["ruleId"]);
        assert!(rules[index]["defaultConfiguration"]["level"].is_string());
    }
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
    assert_eq!(said.code, 0, "{}", said.out);
    assert!(!said.out.contains("error"), "{}", said.out);
    assert!(said.out.contains("pasted/neglect.txt:3:21"), "{}", said.out);
    assert!(said.out.contains("pasted/two.md"), "{}", said.out);
    assert!(
        said.out.contains("this text has no title yet"),
        "{}",
        said.out
    );
    assert!(said.out.contains("2 texts checked"), "{}", said.out);
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
