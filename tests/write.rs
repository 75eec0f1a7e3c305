//! What is written: the old site or the new one, whole, and nothing of anybody else's.

#![allow(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "tests read files, and end where something is not there"
)]

mod support;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use sevenfold::disk::{Written, write};
use support::SiteTest;

/// A project in a folder of its own.
struct Project {
    folder: tempfile::TempDir,
}

impl Project {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("content")).unwrap();
        Self { folder }
    }

    fn out(&self) -> std::path::PathBuf {
        self.folder.path().join("public")
    }

    fn write(&self, site: &SiteTest) -> Result<Written, String> {
        write(&self.out(), self.folder.path(), &site.build().build.output)
            .map_err(|trouble| trouble.to_string())
    }

    /// What stands beside the site.
    fn names(&self) -> Vec<String> {
        let mut names: Vec<String> = fs::read_dir(self.folder.path())
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        names
    }
}

fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut files = BTreeMap::new();
    for entry in walkdir::WalkDir::new(folder)
        .into_iter()
        .map(Result::unwrap)
        .filter(|entry| entry.file_type().is_file())
    {
        files.insert(
            entry
                .path()
                .strip_prefix(folder)
                .unwrap()
                .display()
                .to_string(),
            fs::read(entry.path()).unwrap(),
        );
    }
    files
}

#[test]
fn a_site_is_written_and_then_only_what_changes() {
    let project = Project::new();
    let site = SiteTest::county();
    let all = site.build().build.output.iter().len();
    assert_eq!(
        project.write(&site).unwrap(),
        Written {
            written: all,
            unchanged: 0,
            removed: 0
        }
    );
    let first = files(&project.out());
    assert_eq!(first.len(), all + 1, "and the manifest");
    let modified = |path: &str| {
        fs::metadata(project.out().join(path))
            .unwrap()
            .modified()
            .unwrap()
    };
    let before = modified("glossary/index.html");
    assert_eq!(
        project.write(&site).unwrap(),
        Written {
            written: 0,
            unchanged: all,
            removed: 0
        }
    );
    let edited = site.replace(
        "content/briefings/neglect/index.md",
        "Fathers were",
        "Some fathers were",
    );
    assert_eq!(
        project.write(&edited).unwrap(),
        Written {
            written: 6,
            unchanged: all - 6,
            removed: 1
        }
    );
    assert_eq!(
        modified("glossary/index.html"),
        before,
        "what has not changed is not written again"
    );
    assert_ne!(files(&project.out()), first);
    assert_eq!(
        project.names(),
        ["content", "public"],
        "nothing is left beside it"
    );
}

#[test]
fn pages_that_are_no_longer_made_go_and_files_of_others_stay() {
    let project = Project::new();
    project.write(&SiteTest::county()).unwrap();
    for (path, text) in [
        ("humans.txt", "theirs"),
        ("briefings/theirs/note.txt", "theirs"),
        (".well-known/security.txt", "theirs"),
        ("briefings/self-neglect/scan.pdf", "theirs"),
    ] {
        fs::create_dir_all(project.out().join(path).parent().unwrap()).unwrap();
        fs::write(project.out().join(path), text).unwrap();
    }
    fs::create_dir(project.out().join("empty")).unwrap();
    #[cfg(unix)]
    std::os::unix::fs::symlink("humans.txt", project.out().join("link.txt")).unwrap();
    let site = SiteTest::county()
        .without("content/briefings/self-neglect/index.md")
        .replace(
            "content/briefings/neglect/index.md",
            "- Everybody reads [[self-neglect]].\n",
            "",
        );
    let written = project.write(&site).unwrap();
    assert!(written.removed > 0);
    let now = files(&project.out());
    assert!(!now.contains_key("briefings/self-neglect/index.html"));
    for path in [
        "humans.txt",
        "briefings/theirs/note.txt",
        ".well-known/security.txt",
        "briefings/self-neglect/scan.pdf",
    ] {
        assert_eq!(now[path], b"theirs", "{path}");
    }
    assert!(project.out().join("empty").is_dir());
    #[cfg(unix)]
    assert_eq!(
        fs::read_link(project.out().join("link.txt")).unwrap(),
        Path::new("humans.txt")
    );
    assert!(
        !project.out().join("topics/self-neglect").exists(),
        "a folder of ours goes with its last page"
    );
}

#[test]
fn a_file_of_somebody_else_is_not_written_over() {
    let project = Project::new();
    fs::create_dir(project.out()).unwrap();
    fs::write(project.out().join("index.html"), "theirs").unwrap();
    let refused = project.write(&SiteTest::minimal()).unwrap_err();
    assert!(
        refused.contains("index.html was not written by Sevenfold"),
        "{refused}"
    );
    assert_eq!(
        files(&project.out()),
        BTreeMap::from([("index.html".to_owned(), b"theirs".to_vec())])
    );
    fs::remove_file(project.out().join("index.html")).unwrap();
    fs::write(project.out().join("glossary"), "theirs").unwrap();
    assert!(
        project
            .write(&SiteTest::minimal())
            .unwrap_err()
            .contains("glossary was not written by Sevenfold")
    );
    fs::remove_file(project.out().join("glossary")).unwrap();
    fs::create_dir(project.out().join("404.html")).unwrap();
    assert!(
        project
            .write(&SiteTest::minimal())
            .unwrap_err()
            .contains("404.html was not written by Sevenfold")
    );
    assert_eq!(project.names(), ["content", "public"]);
}

#[cfg(unix)]
#[test]
fn rights_of_folders_and_odd_names_of_others_stay() {
    use std::os::unix::fs::PermissionsExt;
    let project = Project::new();
    project.write(&SiteTest::county()).unwrap();
    fs::create_dir(project.out().join("private")).unwrap();
    fs::write(project.out().join("private/a\\b"), "theirs").unwrap();
    fs::set_permissions(
        project.out().join("private"),
        fs::Permissions::from_mode(0o700),
    )
    .unwrap();
    project.write(&SiteTest::minimal()).unwrap();
    assert_eq!(
        fs::metadata(project.out().join("private"))
            .unwrap()
            .permissions()
            .mode()
            & 0o777,
        0o700
    );
    assert_eq!(
        fs::read(project.out().join("private/a\\b")).unwrap(),
        b"theirs"
    );
    std::os::unix::fs::symlink(
        project.folder.path().join("content"),
        project.folder.path().join("link"),
    )
    .unwrap();
    let output = SiteTest::minimal().build().build.output;
    let refused = write(
        &project.folder.path().join("link/new"),
        project.folder.path(),
        &output,
    )
    .unwrap_err()
    .to_string();
    assert!(refused.contains("where its sources stand"), "{refused}");
}

#[test]
fn a_page_that_is_no_longer_made_and_has_become_somebody_elses_stays() {
    let project = Project::new();
    project.write(&SiteTest::county()).unwrap();
    fs::write(project.out().join("about/index.html"), "theirs").unwrap();
    let site = SiteTest::county().without("content/pages/about.md");
    project.write(&site).unwrap();
    assert_eq!(
        fs::read(project.out().join("about/index.html")).unwrap(),
        b"theirs"
    );
}

#[test]
fn a_page_that_somebody_changed_in_its_place_is_put_right() {
    let project = Project::new();
    project.write(&SiteTest::minimal()).unwrap();
    let path = project.out().join("glossary/index.html");
    let right = fs::read(&path).unwrap();
    let wrong: Vec<u8> = right
        .iter()
        .map(|byte| if *byte == b'e' { b'a' } else { *byte })
        .collect();
    fs::write(&path, wrong).unwrap();
    assert_eq!(project.write(&SiteTest::minimal()).unwrap().written, 1);
    assert_eq!(fs::read(&path).unwrap(), right);
}

#[test]
fn the_site_is_not_written_over_its_sources() {
    let project = Project::new();
    let output = SiteTest::minimal().build().build.output;
    for out in ["", "content", "content/briefings", ".."] {
        let refused = write(
            &project.folder.path().join(out),
            project.folder.path(),
            &output,
        )
        .unwrap_err()
        .to_string();
        assert!(
            refused.contains("where its sources stand"),
            "{out}: {refused}"
        );
    }
    fs::write(project.out(), "a file").unwrap();
    assert!(
        project
            .write(&SiteTest::minimal())
            .unwrap_err()
            .contains("is a file")
    );
}

/// Killed at any moment, a build leaves the old site or the new one, whole; the next build
/// clears up what it left.
#[test]
fn a_build_that_is_killed_leaves_a_whole_site() {
    let project = Project::new();
    let many = |word: &str| {
        let site = SiteTest::county();
        (0..150).fold(site, |site, number| {
            let text = format!(
                "+++\ntitle = \"{word} {number}\"\n+++\n\n## Background\n\n{word} {number}\n"
            );
            site.with(&format!("content/briefings/n{number}.md"), text)
        })
    };
    let [old, new] = ["Old", "New"].map(|word| {
        let site = many(word);
        (files_of(&site), site)
    });
    old.1.write_to(project.folder.path());
    assert!(build(&project).wait().unwrap().success());
    assert_eq!(without_manifest(files(&project.out())), old.0);
    let mut seen_old = 0;
    for round in 0..16u64 {
        let (site, other) = if round % 2 == 0 {
            (&new.1, &old)
        } else {
            (&old.1, &new)
        };
        site.write_to(project.folder.path());
        let mut child = build(&project);
        std::thread::sleep(Duration::from_millis(round * 12));
        child.kill().unwrap();
        child.wait().unwrap();
        let now = without_manifest(files(&project.out()));
        assert!(
            now == old.0 || now == new.0,
            "round {round}: neither the old site nor the new one"
        );
        seen_old += usize::from(now == other.0);
        assert!(
            build(&project).wait().unwrap().success(),
            "the next build works"
        );
        assert!(
            !project
                .names()
                .iter()
                .any(|name| name.contains("sevenfold")),
            "and clears up: {:?}",
            project.names()
        );
    }
    assert!(
        seen_old > 0,
        "some rounds were early enough to be killed in"
    );
}

fn files_of(site: &SiteTest) -> BTreeMap<String, Vec<u8>> {
    site.build()
        .build
        .output
        .iter()
        .map(|(path, bytes)| (path.to_owned(), bytes.to_vec()))
        .collect()
}

fn without_manifest(mut files: BTreeMap<String, Vec<u8>>) -> BTreeMap<String, Vec<u8>> {
    assert!(files.remove(".sevenfold-manifest").is_some());
    files
}

fn build(project: &Project) -> std::process::Child {
    Command::new(env!("CARGO_BIN_EXE_sevenfold"))
        .args(["build", "--today", "2026-11-22", "--project"])
        .arg(project.folder.path())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap()
}
