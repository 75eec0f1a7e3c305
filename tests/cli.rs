//! The program as its users meet it.

#![allow(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "tests read files, and end where something is not there"
)]

mod support;

use std::path::Path;

use assert_cmd::Command;
use support::{SiteTest, root};

fn sevenfold(arguments: &[&str], folder: &Path) -> (i32, String, String) {
    let output = Command::cargo_bin("sevenfold")
        .unwrap()
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

#[test]
fn a_new_project_builds_without_a_remark() {
    let folder = tempfile::tempdir().unwrap();
    let (code, said, _) = sevenfold(&["new", "my-briefings"], folder.path());
    assert_eq!(code, 0);
    assert!(said.contains("cd my-briefings"), "{said}");
    let project = folder.path().join("my-briefings");
    let (code, said, remarks) = sevenfold(&["build"], &project);
    assert_eq!((code, remarks.as_str()), (0, ""), "{said}");
    assert!(
        said.contains("Open public/index.html in a browser.")
            || said.contains("Open public\\index.html"),
        "{said}"
    );
    assert!(project.join("public/index.html").is_file());
    for file in [
        ".gitignore",
        ".taplo.toml",
        ".vscode/extensions.json",
        "schemas/site.schema.json",
        "README.md",
    ] {
        assert!(project.join(file).is_file(), "{file}");
    }
    let (code, _, trouble) = sevenfold(&["new", "my-briefings"], folder.path());
    assert_eq!(code, 2);
    assert!(trouble.contains("my-briefings is not empty"), "{trouble}");
}

#[test]
fn an_added_briefing_is_a_draft_that_builds() {
    let folder = tempfile::tempdir().unwrap();
    sevenfold(&["new", "."], folder.path());
    let (code, said, _) = sevenfold(
        &[
            "add",
            "briefing",
            "Neglect: “what” we \"found\"",
            "--today",
            "2026-11-22",
        ],
        folder.path(),
    );
    assert_eq!(code, 0, "{said}");
    let file = folder
        .path()
        .join("content/briefings/neglect-what-we-found/index.md");
    let text = std::fs::read_to_string(&file).unwrap();
    assert!(
        text.contains("title = \"Neglect: “what” we \\\"found\\\"\"")
            && text.contains("# published = 2026-11-22"),
        "{text}"
    );
    let (code, said, remarks) = sevenfold(&["build"], folder.path());
    assert_eq!((code, remarks.as_str()), (0, ""));
    assert!(
        said.contains("Kept back: neglect-what-we-found (draft)."),
        "{said}"
    );
    // What its remarks suggest builds too, once it is written without the #.
    let filled: String = text
        .lines()
        .map(|line| {
            let line = line
                .strip_prefix("# ")
                .filter(|line| line.contains(" = ") || line.starts_with('['))
                .unwrap_or(line);
            line.replace("\"draft\"", "\"published\"") + "\n"
        })
        .collect();
    std::fs::write(
        &file,
        filled
            .replace(
                "## 5. Recommendations\n",
                "## 5. Recommendations\n\n- [R1] Act.\n",
            )
            .replace("https://…", "https://report.example/")
            .replace("\"health\"", "\"education\""),
    )
    .unwrap();
    let (code, said, remarks) = sevenfold(&["build"], folder.path());
    assert_eq!((code, remarks.as_str()), (0, ""), "{said}");
    assert!(
        folder
            .path()
            .join("public/briefings/neglect-what-we-found/index.html")
            .is_file()
    );
    let (code, _, trouble) = sevenfold(
        &["add", "briefing", "Neglect", "what", "we", "found"],
        folder.path(),
    );
    assert_eq!(code, 2);
    assert!(trouble.contains("already a briefing"), "{trouble}");
}

#[test]
fn a_build_with_errors_writes_nothing_and_exits_1() {
    let folder = tempfile::tempdir().unwrap();
    SiteTest::county().write_to(folder.path());
    assert_eq!(sevenfold(&["build"], folder.path()).0, 0);
    let listing = |path: &Path| {
        let entries = walkdir::WalkDir::new(path)
            .sort_by_file_name()
            .into_iter()
            .map(Result::unwrap);
        entries
            .map(|entry| {
                (
                    entry.path().to_owned(),
                    entry.metadata().unwrap().modified().unwrap(),
                )
            })
            .collect::<Vec<_>>()
    };
    let before = listing(&folder.path().join("public"));
    SiteTest::county()
        .replace(
            "content/briefings/neglect/index.md",
            "\"county-police\", \"health\"",
            "\"county-polise\", \"health\"",
        )
        .replace(
            "content/briefings/self-neglect/index.md",
            "2026-11-20",
            "2026-11-31",
        )
        .write_to(folder.path());
    let (code, said, errors) = sevenfold(&["build"], folder.path());
    assert_eq!((code, said.as_str()), (1, ""));
    assert!(
        errors.contains("Nothing was written: 2 errors."),
        "{errors}"
    );
    let expected = "\
error[unknown-agency]: there is no agency called `county-polise`
 --> content/briefings/neglect/index.md:9:13
  |
9 | agencies = [\"county-polise\", \"health\"]
  |             ^^^^^^^^^^^^^^^
  |
  = help: Did you mean `county-police`? They are listed in content/agencies.toml.
";
    assert!(errors.contains(expected), "{errors}");
    assert_eq!(
        listing(&folder.path().join("public")),
        before,
        "the site is exactly as it was"
    );
}

#[test]
fn json_for_programs() {
    let folder = tempfile::tempdir().unwrap();
    SiteTest::county()
        .replace(
            "content/briefings/neglect/index.md",
            "audience = \"children\"",
            "audience = \"childrens\"",
        )
        .replace(
            "content/briefings/neglect/index.md",
            "## 2. What is working well?",
            "## Bänanas",
        )
        .write_to(folder.path());
    let (code, lines, _) = sevenfold(&["build", "--format", "json"], folder.path());
    assert_eq!(code, 1);
    let remarks: Vec<serde_json::Value> = lines
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert_eq!(
        remarks[0],
        serde_json::json!({
            "code": "invalid-value", "severity": "error", "message": "`audience` cannot be `childrens`",
            "help": "Did you mean `children`? It can be: children, adults, both.",
            "file": "content/briefings/neglect/index.md", "line": 7, "column": 12, "end_line": 7, "end_column": 23,
        })
    );
    assert_eq!(
        (
            remarks[1]["severity"].as_str(),
            remarks[1]["line"].as_u64(),
            remarks[1]["end_column"].as_u64()
        ),
        (Some("remark"), Some(39), Some(11))
    );
    assert_eq!(remarks.len(), 2);
}

#[test]
fn inspect_shows_how_a_briefing_was_read() {
    let folder = tempfile::tempdir().unwrap();
    SiteTest::county().write_to(folder.path());
    let (code, json, _) = sevenfold(&["inspect", "neglect", "--format", "json"], folder.path());
    assert_eq!(code, 0);
    let seen: serde_json::Value = serde_json::from_str(&json).unwrap();
    let briefing = &seen["briefings"][0];
    assert_eq!(briefing["slug"], "neglect");
    assert_eq!(briefing["minutes"], 1);
    assert_eq!(
        briefing["sections"][1],
        serde_json::json!({ "heading": "2. What is working well?", "role": "strengths", "items": 2 })
    );
    assert_eq!(
        briefing["findings"],
        serde_json::json!({ "strengths": 2, "improvements": 2, "learning": 1 })
    );
    assert_eq!(
        briefing["recommendations"][0],
        serde_json::json!({ "mark": "R1", "text": "Officers tell the school within a day.", "owners": ["county-police"], "due": "2026-06-30", "status": "in-progress" })
    );
    assert_eq!(
        briefing["recommendations"][2]["status"],
        serde_json::Value::Null
    );
    assert_eq!(
        briefing["questions"],
        serde_json::json!(["When did you last ask about the father?"])
    );
    assert_eq!(
        briefing["resources"][0],
        serde_json::json!({ "title": "Example County helpline", "url": "https://helpline.example/", "phone": "01632 960 555" })
    );
    let (code, text, _) = sevenfold(&["inspect"], folder.path());
    assert_eq!(code, 0);
    assert!(
        text.contains("strengths, 2 list items") && text.contains("[R1] Officers tell the school"),
        "{text}"
    );
    let (code, _, trouble) = sevenfold(&["inspect", "neglekt"], folder.path());
    assert_eq!(code, 2);
    assert!(trouble.contains("Did you mean neglect?"), "{trouble}");
}

/// What the schemas let through and what the reader lets through is the same, because both come
/// of one definition; here each key of the sample is in its schema.
#[test]
fn schemas_describe_what_is_read() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("schemas");
    let (code, _, trouble) = sevenfold(&["schema", "--out", out.to_str().unwrap()], &root());
    assert_eq!(code, 0, "{trouble}");
    let schema = |name: &str| -> serde_json::Value {
        serde_json::from_str(
            &std::fs::read_to_string(out.join(format!("{name}.schema.json"))).unwrap(),
        )
        .unwrap()
    };
    let briefing = schema("briefing");
    assert_eq!(briefing["additionalProperties"], false);
    assert_eq!(
        briefing["properties"]["status"]["enum"],
        serde_json::json!(["draft", "in-review", "published", "withdrawn"])
    );
    assert!(
        briefing["properties"]["title"]["description"]
            .as_str()
            .unwrap()
            .contains("title")
    );
    let recommendation =
        &briefing["properties"]["recommendations"]["patternProperties"]["^R[0-9]+[a-z]?$"];
    assert_eq!(recommendation["properties"]["owners"]["type"], "array");
    for name in [
        "agencies",
        "topics",
        "learning-themes",
        "partnerships",
        "resources",
    ] {
        let table: toml::Table =
            std::fs::read_to_string(root().join(format!("content/{name}.toml")))
                .unwrap()
                .parse()
                .unwrap();
        let entry = &schema(name)["patternProperties"]["^[a-z0-9][a-z0-9-]*$"]["properties"];
        for (id, value) in &table {
            for key in value.as_table().unwrap().keys() {
                assert!(entry.get(key).is_some(), "{name}: {id}.{key}");
            }
        }
    }
}

#[test]
fn what_cannot_run_exits_2_and_says_what_to_do() {
    let folder = tempfile::tempdir().unwrap();
    let (code, _, trouble) = sevenfold(&["build"], folder.path());
    assert_eq!(code, 2);
    assert!(
        trouble.contains("there is no site.toml here or in a folder above"),
        "{trouble}"
    );
    let (code, _, trouble) = sevenfold(&["build", "--project", "nowhere"], folder.path());
    assert_eq!(
        (code, trouble.contains("there is no folder nowhere")),
        (2, true),
        "{trouble}"
    );
    let (code, _, trouble) = sevenfold(&["build", "--today", "yesterday"], folder.path());
    assert_eq!(
        (code, trouble.contains("year-month-day")),
        (2, true),
        "{trouble}"
    );
    SiteTest::minimal().write_to(folder.path());
    let below = folder.path().join("content/briefings");
    assert_eq!(
        sevenfold(&["build"], &below).0,
        0,
        "the project is found from a folder within it"
    );
    assert!(folder.path().join("public/index.html").is_file());
}

#[cfg(unix)]
#[test]
fn links_stay_within_the_project() {
    let folder = tempfile::tempdir().unwrap();
    SiteTest::minimal()
        .with("shared/real.md", "# Linked\n")
        .write_to(folder.path());
    std::os::unix::fs::symlink(
        folder.path().join("shared/real.md"),
        folder.path().join("content/briefings/linked.md"),
    )
    .unwrap();
    assert_eq!(sevenfold(&["build"], folder.path()).0, 0);
    assert!(
        folder
            .path()
            .join("public/briefings/linked/index.html")
            .is_file()
    );
    let elsewhere = tempfile::tempdir().unwrap();
    std::os::unix::fs::symlink(
        elsewhere.path(),
        folder.path().join("content/briefings/folder"),
    )
    .unwrap();
    let (code, _, trouble) = sevenfold(&["build"], folder.path());
    assert_eq!(
        (
            code,
            trouble.contains("error[unreadable-file]")
                && trouble.contains("leads out of the project")
        ),
        (1, true),
        "{trouble}"
    );
    std::fs::remove_file(folder.path().join("content/briefings/folder")).unwrap();
    let outside = tempfile::NamedTempFile::new().unwrap();
    std::os::unix::fs::symlink(
        outside.path(),
        folder.path().join("content/briefings/out.md"),
    )
    .unwrap();
    let (code, _, trouble) = sevenfold(&["build"], folder.path());
    assert_eq!(
        (
            code,
            trouble.contains("error[unreadable-file]")
                && trouble.contains("leads out of the project")
        ),
        (1, true),
        "{trouble}"
    );
}

#[test]
fn help_texts() {
    for (name, arguments) in [
        ("help", vec!["--help"]),
        ("build", vec!["build", "--help"]),
        ("serve", vec!["serve", "--help"]),
        ("inspect", vec!["inspect", "--help"]),
        ("report", vec!["report", "--help"]),
    ] {
        let (code, text, _) = sevenfold(&arguments, &root());
        assert_eq!(code, 0);
        insta::assert_snapshot!(name, text);
    }
}

/// The commands that the README gives for the sample site do what it says.
#[test]
fn the_readme_keeps_its_word() {
    let readme = std::fs::read_to_string(root().join("README.md")).unwrap();
    assert!(readme.contains("cargo run --release -- build"));
    let out = tempfile::tempdir().unwrap();
    let (code, said, _) = sevenfold(
        &[
            "build",
            "--out",
            out.path().join("public").to_str().unwrap(),
        ],
        &root(),
    );
    assert_eq!(code, 0);
    assert!(said.contains("from 5 briefings"), "{said}");
    for command in [
        "sevenfold new ",
        "sevenfold add briefing ",
        "sevenfold build",
        "sevenfold serve",
        "sevenfold inspect",
        "sevenfold schema",
    ] {
        assert!(
            readme.contains(command),
            "the README does not explain {command}"
        );
    }
    // What it links to is there; its examples are not links of its own.
    let prose: String = readme.split("```").step_by(2).collect();
    let links = prose
        .split("](")
        .skip(1)
        .map(|rest| rest.split([')', ' ', '#']).next().unwrap());
    for named in links
        .filter(|to| !to.is_empty() && !to.contains(':') && !to.contains('…') && *to != "file.png")
    {
        assert!(root().join(named).exists(), "the README links to {named}");
    }
    // The long example is a briefing that builds in a project made by `sevenfold new`.
    let start = readme.find("```markdown\n+++").unwrap() + "```markdown\n".len();
    let example = &readme[start..start + readme[start..].find("```\n").unwrap()];
    let project = tempfile::tempdir().unwrap();
    sevenfold(&["new", "."], project.path());
    let folder = project.path().join("content/briefings/from-the-readme");
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::write(folder.join("index.md"), example).unwrap();
    std::fs::copy(
        root().join("tests/pictures/secret.png"),
        folder.join("referrals.png"),
    )
    .unwrap();
    let (code, said, remarks) = sevenfold(&["build"], project.path());
    assert_eq!((code, remarks.as_str()), (0, ""), "{said}");
}
