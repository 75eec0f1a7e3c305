//! The preview: every kind of save, everything that is watched, and a server that gives nothing
//! away. What happens in the browser is tested in `tests/browser`.

#![allow(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "tests write files, and end where something is not there"
)]

mod support;

use std::fs;
use std::path::Path;
use std::process::Command;

use support::SiteTest;
use support::serving::Serving;

const NEGLECT: &str = "content/briefings/neglect/index.md";
const PAGE: &str = "/briefings/neglect/";
const SENTENCE: &str = "Fathers were not asked.";

fn county() -> Serving {
    Serving::new(&SiteTest::county())
}

/// The text of the briefing with another sentence.
fn text(serving: &Serving, sentence: &str) -> String {
    serving.read(NEGLECT).replace(SENTENCE, sentence)
}

#[test]
fn a_file_written_in_its_place() {
    let serving = county();
    serving.write(NEGLECT, text(&serving, "Written in place."));
    serving
        .comes(PAGE, "Written in place.")
        .equals_a_cold_build();
}

#[test]
fn a_file_written_beside_and_moved_over() {
    let serving = county();
    for (beside, words) in [
        ("content/briefings/neglect/index.md.tmp", "Moved over."),
        (
            "content/briefings/neglect/.index.md.swx",
            "Moved over again.",
        ),
        (
            "content/briefings/neglect/other.md",
            "Moved from a name of the same kind.",
        ),
    ] {
        let before = serving.read(NEGLECT);
        let sentence = before
            .lines()
            .find(|line| line.contains("Fathers") || line.contains("Moved"));
        let after = before.replace(sentence.unwrap(), &format!("- {words}"));
        serving.write(beside, after);
        fs::rename(serving.path(beside), serving.path(NEGLECT)).unwrap();
        serving.comes(PAGE, words);
    }
    serving.equals_a_cold_build();
}

/// The old file is moved away before the new one is written; the page must not be gone between.
#[test]
fn a_file_moved_away_and_written_anew() {
    let serving = county();
    let new = text(&serving, "Written anew.");
    fs::rename(serving.path(NEGLECT), serving.path(&format!("{NEGLECT}~"))).unwrap();
    serving.write(NEGLECT, new);
    fs::remove_file(serving.path(&format!("{NEGLECT}~"))).unwrap();
    serving.comes(PAGE, "Written anew.").equals_a_cold_build();
}

#[cfg(unix)]
#[test]
fn saves_of_real_programs() {
    let serving = county();
    let run = |program: &str, arguments: &[&str]| {
        let file = serving.path(NEGLECT);
        let mut command = Command::new(program);
        assert!(
            command
                .args(arguments)
                .arg(file)
                .status()
                .unwrap()
                .success(),
            "{program}"
        );
    };
    run("sed", &["-i", "s/Fathers were not asked/Saved by sed/"]);
    serving.comes(PAGE, "Saved by sed.");
    // With a backup file, which moves the old file away, and without.
    run(
        "vim",
        &[
            "-es",
            "-u",
            "NONE",
            "-c",
            "set backup backupcopy=no backupdir=.",
            "-c",
            "%s/Saved by sed/Saved by vim/",
            "-c",
            "wq",
        ],
    );
    serving.comes(PAGE, "Saved by vim.");
    run(
        "vim",
        &[
            "-es",
            "-u",
            "NONE",
            "-c",
            "set nobackup backupcopy=yes",
            "-c",
            "%s/Saved by vim/Saved in place/",
            "-c",
            "wq",
        ],
    );
    serving.comes(PAGE, "Saved in place.").equals_a_cold_build();
}

#[test]
fn new_folders_moved_folders_and_deletions() {
    let serving = county();
    let one = "# One\n\n## Findings\n\n- Nested words.\n";
    serving.write("content/briefings/new/index.md", one);
    serving.comes("/briefings/new/", "Nested words.");
    // A whole tree at once, moved in from elsewhere.
    fs::create_dir_all(serving.beside().join("prepared/moved")).unwrap();
    fs::write(
        serving.beside().join("prepared/moved/index.md"),
        one.replace("One", "Two"),
    )
    .unwrap();
    fs::rename(
        serving.beside().join("prepared/moved"),
        serving.path("content/briefings/moved"),
    )
    .unwrap();
    serving.comes("/briefings/moved/", "Two");
    // What is written into it afterwards is seen too.
    serving.write(
        "content/briefings/moved/index.md",
        one.replace("One", "Three"),
    );
    serving.comes("/briefings/moved/", "Three");
    fs::rename(
        serving.path("content/briefings/moved"),
        serving.path("content/briefings/renamed"),
    )
    .unwrap();
    serving.comes("/briefings/renamed/", "Three");
    let old = serving.get("/briefings/moved/");
    assert_eq!(old.status, 307);
    assert!(
        old.head.contains("location: /briefings/renamed/"),
        "{}",
        old.head
    );
    serving.replace("content/briefings/renamed/index.md", "Three", "Four");
    serving.comes("/briefings/renamed/", "Four");
    // Renamed and changed at once.
    fs::remove_dir_all(serving.path("content/briefings/renamed")).unwrap();
    serving.write(
        "content/briefings/again/index.md",
        one.replace("One", "Five"),
    );
    serving.comes("/briefings/again/", "Five");
    let old = serving.get("/briefings/renamed/");
    assert!(
        old.head.contains("location: /briefings/again/"),
        "{}",
        old.head
    );
    fs::remove_file(serving.path("content/briefings/new/index.md")).unwrap();
    serving.goes("/briefings/new/");
    fs::remove_dir_all(serving.path("content/briefings/again")).unwrap();
    serving.goes("/briefings/again/").equals_a_cold_build();
}

#[cfg(unix)]
#[test]
fn links_within_the_project() {
    let folder = |folder: &Path| {
        let project = folder.join("project");
        fs::create_dir_all(project.join("shared/folder")).unwrap();
        fs::create_dir_all(project.join("content/briefings")).unwrap();
        fs::write(project.join("shared/file.md"), "# File 1\n").unwrap();
        fs::write(project.join("shared/folder/index.md"), "# Folder 1\n").unwrap();
        let link = |to: &str, at: &str| {
            std::os::unix::fs::symlink(project.join(to), project.join(at)).unwrap();
        };
        link("shared/file.md", "content/briefings/file.md");
        link("shared/folder", "content/briefings/folder");
        link(NEGLECT, "content/briefings/twin.md");
        project
    };
    let serving = Serving::with(&SiteTest::county(), folder, &[]);
    serving.write("shared/file.md", "# File 2\n");
    serving.comes("/briefings/file/", "File 2");
    serving.write("content/briefings/file.md", "# File 3\n");
    serving.comes("/briefings/file/", "File 3");
    serving.write("shared/folder/index.md", "# Folder 2\n");
    serving.comes("/briefings/folder/", "Folder 2");
    serving.write("content/briefings/folder/index.md", "# Folder 3\n");
    serving.comes("/briefings/folder/", "Folder 3");
    serving.replace(NEGLECT, SENTENCE, "Under both names.");
    serving.comes(PAGE, "Under both names.");
    serving.comes("/briefings/twin/", "Under both names.");
    // What a link leads to goes and comes back, as another folder.
    fs::remove_dir_all(serving.path("shared/folder")).unwrap();
    serving.goes("/briefings/folder/");
    serving.write("shared/folder/index.md", "# Folder 4\n");
    serving.comes("/briefings/folder/", "Folder 4");
    serving.write("shared/folder/index.md", "# Folder 5\n");
    serving.comes("/briefings/folder/", "Folder 5");
    // It comes after the link, and the link leads over another.
    let link = |to: &str, at: &str| {
        std::os::unix::fs::symlink(serving.path(to), serving.path(at)).unwrap();
    };
    link("shared/to-come.md", "content/briefings/waiting.md");
    serving.write("shared/to-come.md", "# Waited for\n");
    serving.comes("/briefings/waiting/", "Waited for");
    link("shared/file.md", "shared/chain.md");
    link("shared/chain.md", "content/briefings/chained.md");
    serving.comes("/briefings/chained/", "File 3");
    fs::remove_file(serving.path("shared/chain.md")).unwrap();
    link("shared/to-come.md", "shared/chain.md");
    serving.comes("/briefings/chained/", "Waited for");
    // A link that comes while it is watched.
    std::os::unix::fs::symlink(
        serving.path("shared/file.md"),
        serving.path("content/briefings/late.md"),
    )
    .unwrap();
    serving.comes("/briefings/late/", "File 3");
    serving.write("shared/file.md", "# File 4\n");
    serving
        .comes("/briefings/late/", "File 4")
        .equals_a_cold_build();
}

/// Each takes effect without a new start.
#[test]
fn everything_is_watched() {
    let serving = county();
    serving.replace("site.toml", "title = \"", "title = \"Newly named ");
    serving.comes("/", "Newly named");
    serving.replace(
        "content/glossary.toml",
        "MASH = \"",
        "MASH = \"newly explained ",
    );
    serving.comes("/glossary/", "newly explained");
    serving.replace("content/pages/about.md", "Learning", "New learning");
    serving.comes("/about/", "New learning");
    // Folders that were not there at the beginning.
    serving.write(
        "themes/ours/theme.toml",
        "name = \"ours\"\ntitle = \"Ours\"\nextends = \"plain\"\n",
    );
    serving.write(
        "themes/ours/phrases/en.toml",
        "[pages]\nregister = \"What we asked for\"\n",
    );
    serving.replace("site.toml", "title = ", "theme = \"ours\"\ntitle = ");
    serving.comes("/recommendations/", "What we asked for");
    serving.write(
        "themes/ours/phrases/en.toml",
        "[pages]\nregister = \"What we want\"\n",
    );
    serving.comes("/recommendations/", "What we want");
    serving.write(
        "themes/ours/pages/glossary.html",
        "{% extends \"layouts/base.html\" %}{% block content %}A page of our own{% endblock content %}",
    );
    serving.comes("/glossary/", "A page of our own");
    // A file of ours that goes leaves the theme's.
    fs::remove_file(serving.path("themes/ours/pages/glossary.html")).unwrap();
    serving.comes("/glossary/", "newly explained");
    serving.equals_a_cold_build();
    serving.write("sites/north.toml", "title = \"The north\"\n");
    serving.write(
        "sites/south.toml",
        "title = \"The south\"\n[take]\ntopics = [\"neglect\"]\n",
    );
    serving.comes("/", "The south");
    serving.comes("/north/", "The north");
    serving.comes("/south/briefings/neglect/", SENTENCE);
    serving.equals_a_cold_build();
}

/// A checkout is one change, however many files it writes.
#[test]
fn five_hundred_files_at_once() {
    let mut site = SiteTest::county();
    let briefing = |number: usize, word: &str| {
        format!("# Briefing {number}\n\n## Findings\n\n- A {word} finding.\n")
    };
    for number in 0..500 {
        site = site.with(
            &format!("content/briefings/b{number:03}/index.md"),
            briefing(number, "first"),
        );
    }
    let serving = Serving::new(&site);
    let git = |arguments: &[&str]| {
        let mut command = Command::new("git");
        command.args([
            "-c",
            "user.name=Example",
            "-c",
            "user.email=example@example.org",
        ]);
        command.current_dir(serving.path(""));
        assert!(
            command.args(arguments).output().unwrap().status.success(),
            "{arguments:?}"
        );
    };
    // The first state is committed without touching the files that are watched.
    git(&["init", "--quiet"]);
    git(&["add", "--all"]);
    git(&["commit", "--quiet", "--message", "first"]);
    git(&["branch", "first"]);
    for number in 0..500 {
        serving.write(
            &format!("content/briefings/b{number:03}/index.md"),
            briefing(number, "second"),
        );
    }
    git(&["commit", "--quiet", "--all", "--message", "second"]);
    serving.comes("/briefings/b000/", "A second finding.");
    serving.comes("/briefings/b499/", "A second finding.");
    serving.equals_a_cold_build();
    let before = serving.builds();
    git(&["checkout", "--quiet", "first"]);
    for number in [0, 250, 499] {
        serving.comes(&format!("/briefings/b{number:03}/"), "A first finding.");
    }
    serving.equals_a_cold_build();
    let builds = serving.builds() - before;
    assert!(
        (1..=2).contains(&builds),
        "{builds} builds: {:#?}",
        serving.said()
    );
}

/// As on a disk that tells of nothing.
#[test]
fn changes_are_found_without_events() {
    let serving = Serving::with(
        &SiteTest::county(),
        |folder| folder.join("project"),
        &["--poll"],
    );
    assert!(
        serving
            .said()
            .iter()
            .any(|line| line == "Changes are looked for every half second."),
        "it says so"
    );
    serving.replace(NEGLECT, SENTENCE, "Found without an event.");
    serving.comes(PAGE, "Found without an event.");
    serving.write("content/briefings/new/index.md", "# New\n");
    serving.comes("/briefings/new/", "New");
    fs::remove_dir_all(serving.path("content/briefings/new")).unwrap();
    serving.goes("/briefings/new/").equals_a_cold_build();
}

/// A real disk of the kind that does not tell of what others write: a folder shown through FUSE,
/// and written behind its back.
#[cfg(target_os = "linux")]
#[test]
fn a_shared_disk_is_noticed() {
    struct Mount(std::path::PathBuf);
    impl Drop for Mount {
        fn drop(&mut self) {
            let _ = Command::new("umount").arg("--lazy").arg(&self.0).status();
        }
    }
    let site = SiteTest::county();
    let folder = tempfile::tempdir().unwrap();
    let (behind, before) = (folder.path().join("behind"), folder.path().join("before"));
    fs::create_dir_all(&before).unwrap();
    site.write_to(&behind);
    let mounted = Command::new("bindfs").arg(&behind).arg(&before).status();
    assert!(
        mounted.unwrap().success(),
        "bindfs shows a folder through FUSE"
    );
    let _mount = Mount(before.clone());
    let serving = Serving::with(&site, |_| before.clone(), &[]);
    assert!(
        serving
            .said()
            .iter()
            .any(|line| line.contains("network drive")),
        "{:#?}",
        serving.said()
    );
    let path = behind.join(NEGLECT);
    let text = fs::read_to_string(&path).unwrap();
    fs::write(path, text.replace(SENTENCE, "Written by somebody else.")).unwrap();
    serving.comes(PAGE, "Written by somebody else.");
}

/// With an error in one text, the others go on, and the text stays as it was.
#[test]
fn a_text_with_an_error_stays_as_it_was_and_the_others_go_on() {
    let serving = county();
    let other = "content/briefings/self-neglect/index.md";
    serving.replace(NEGLECT, "topics = [\"neglect\"]", "topics = [\"neglekt\"]");
    serving.replace(NEGLECT, SENTENCE, "Held back.");
    let title = |text: &str| {
        text.lines()
            .find(|line| line.starts_with("title"))
            .unwrap()
            .to_owned()
    };
    let before = title(&serving.read(other));
    serving.replace(other, &before, "title = \"Going on\"");
    serving.comes("/briefings/self-neglect/", "Going on");
    serving.comes("/briefings/", "Going on");
    assert!(serving.page(PAGE).contains(SENTENCE));
    assert!(!serving.page(PAGE).contains("Held back."));
    serving.replace(NEGLECT, "neglekt", "neglect");
    serving.comes(PAGE, "Held back.").equals_a_cold_build();
}

/// So does everything while what all texts share is broken.
#[test]
fn broken_settings_vocabulary_and_templates_leave_all_as_it_was() {
    let serving = county();
    for (path, broken) in [
        ("site.toml", "title = \"Broken"),
        ("content/topics.toml", "[other]\nname = \"Other\"\n"),
        ("content/agencies.toml", "not toml"),
        ("themes/plain/pages/briefing.html", "{{ nonsense }}"),
        ("themes/plain/pages/home.html", "{% block"),
    ] {
        let before = fs::read(serving.path(path)).ok();
        let builds = serving.builds();
        serving.write(path, broken);
        serving.await_that("it has built", || serving.builds() > builds);
        assert!(serving.page(PAGE).contains(SENTENCE), "{path}");
        // A text can still be changed meanwhile.
        serving.replace(NEGLECT, SENTENCE, "Changed meanwhile.");
        serving.comes(PAGE, "Changed meanwhile.");
        serving.replace(NEGLECT, "Changed meanwhile.", SENTENCE);
        serving.comes(PAGE, SENTENCE);
        match before {
            Some(before) => serving.write(path, before),
            None => fs::remove_file(serving.path(path)).unwrap(),
        }
        serving.equals_a_cold_build();
    }
}

/// A text that goes makes an error in one that leads to it. Neither may hold up all the others.
#[test]
fn a_link_broken_from_elsewhere_holds_up_nothing_else() {
    let linked = "content/briefings/self-neglect/index.md";
    let about = "content/pages/about.md";
    for what in ["a draft", "deleted", "renamed"] {
        let serving = county();
        assert!(serving.read(NEGLECT).contains("[[self-neglect]]"));
        let builds = serving.builds();
        match what {
            "a draft" => serving.replace(linked, "+++\n", "+++\nstatus = \"draft\"\n"),
            "deleted" => fs::remove_file(serving.path(linked)).unwrap(),
            _ => {
                let to = serving.path("content/briefings/renamed.md");
                fs::rename(serving.path(linked), to).unwrap();
            }
        }
        serving.await_that("it has built", || serving.builds() > builds);
        serving.replace(about, "Learning", "Still learning");
        serving.comes("/about/", "Still learning");
        serving.replace(about, "Still learning", "Learning again");
        serving.comes("/about/", "Learning again");
        assert!(serving.page(PAGE).contains(SENTENCE), "{what}");
        serving.replace(NEGLECT, "[[self-neglect]]", "self-neglect");
        serving.replace(NEGLECT, SENTENCE, "Mended.");
        serving.comes(PAGE, "Mended.").equals_a_cold_build();
    }
}

/// Whatever is wrong with the content, there is a preview, and the page comes when it is mended.
#[test]
fn it_always_starts() {
    for (path, broken) in [
        ("site.toml", "title = \"Broken"),
        ("themes/plain/layouts/base.html", "{% block"),
        ("content/topics.toml", "["),
        (NEGLECT, "+++\ntitle = \n+++\n"),
    ] {
        let site = SiteTest::county();
        let serving = Serving::new(&site.clone().with(path, broken));
        assert!([200, 404].contains(&serving.get("/").status), "{path}");
        site.write_to(&serving.path(""));
        if path.starts_with("themes/") {
            fs::remove_file(serving.path(path)).unwrap();
        }
        serving.comes(PAGE, SENTENCE).equals_a_cold_build();
    }
}

#[cfg(unix)]
#[test]
fn a_file_that_may_not_be_read_or_leads_out_is_told_and_the_rest_shown() {
    let outside = tempfile::NamedTempFile::new().unwrap();
    fs::write(outside.path(), "# A secret okapi\n").unwrap();
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("index.md"), "# A secret okapi\n").unwrap();
    let serving = county();
    let builds = serving.builds();
    std::os::unix::fs::symlink(outside.path(), serving.path("content/briefings/out.md")).unwrap();
    serving.await_that("it is told of", || serving.builds() > builds);
    assert_eq!(serving.get("/briefings/out/").status, 404);
    assert!(!serving.page("/briefings/").contains("okapi"));
    // A folder, and what is written into it later.
    std::os::unix::fs::symlink(folder.path(), serving.path("content/briefings/folder")).unwrap();
    serving.replace(NEGLECT, SENTENCE, "The rest goes on.");
    serving.comes(PAGE, "The rest goes on.");
    fs::write(folder.path().join("index.md"), "# Another okapi\n").unwrap();
    fs::write(folder.path().join("more.md"), "# A third okapi\n").unwrap();
    serving.replace(NEGLECT, "The rest goes on.", "And on.");
    serving.comes(PAGE, "And on.");
    assert_eq!(serving.get("/briefings/folder/").status, 404);
    assert!(!serving.page("/briefings/").contains("okapi"));
}

#[test]
fn only_its_own_name_is_answered() {
    let serving = county();
    let port = serving.port;
    for host in [
        "evil.example".to_owned(),
        format!("evil.example:{port}"),
        format!("127.0.0.1.evil.example:{port}"),
        format!("localhost.evil.example:{port}"),
        format!("127.0.0.1:{}", port.wrapping_add(1)),
        "127.0.0.1".to_owned(),
        "localhost".to_owned(),
        format!("0.0.0.0:{port}"),
        format!("127.0.0.2:{port}"),
        format!("[::1]:{port}"),
        String::new(),
    ] {
        let answer = serving.ask("GET", "/", &host);
        assert_eq!(answer.status, 421, "{host}");
        assert!(
            !String::from_utf8_lossy(&answer.body).contains("<html"),
            "{host}"
        );
    }
    for host in [
        format!("127.0.0.1:{port}"),
        format!("localhost:{port}"),
        format!("LOCALHOST:{port}"),
    ] {
        assert_eq!(serving.ask("GET", "/", &host).status, 200, "{host}");
    }
    let twice = serving.send(&format!(
        "GET / HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nHost: evil.example\r\nConnection: close\r\n\r\n"
    ));
    assert_eq!(twice.status, 421);
    let absolute = serving.ask("GET", "http://evil.example/", &format!("127.0.0.1:{port}"));
    assert_eq!(absolute.status, 421);
    let events = serving.ask("GET", "/.sevenfold/events?page=/", "evil.example");
    assert_eq!(events.status, 421);
}

#[test]
fn nothing_outside_the_site_is_served() {
    let serving = county();
    fs::write(serving.beside().join("secret.txt"), "okapi").unwrap();
    serving.write("public/secret.txt", "okapi");
    for path in [
        "/../secret.txt",
        "/%2e%2e/secret.txt",
        "/..%2fsecret.txt",
        "/%2e%2e%2fsecret.txt",
        "/..%5csecret.txt",
        "/%252e%252e%252fsecret.txt",
        "/briefings/../../secret.txt",
        "/.sevenfold/../secret.txt",
        "/.sevenfold/%2e%2e/%2e%2e/site.toml",
        "//secret.txt",
        "/public/secret.txt",
        "/site.toml",
        "/content/briefings/neglect/index.md",
        "/%00",
        "/%ff",
    ] {
        let answer = serving.get(path);
        assert!(
            [400, 404].contains(&answer.status),
            "{path}: {}",
            answer.status
        );
        assert!(
            !String::from_utf8_lossy(&answer.body).contains("okapi"),
            "{path}"
        );
    }
}

#[test]
fn nothing_can_be_sent() {
    let serving = county();
    let host = format!("127.0.0.1:{}", serving.port);
    for method in ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "PROPFIND"] {
        for path in ["/", PAGE, "/.sevenfold/events?page=/"] {
            let answer = serving.ask(method, path, &host);
            assert_eq!(answer.status, 405, "{method} {path}");
            assert!(answer.head.contains("allow: get, head"), "{method}");
        }
    }
    let head = serving.ask("HEAD", PAGE, &host);
    assert_eq!((head.status, head.body.len()), (200, 0));
}

/// A page of another site may not take anything in; a link to the preview may be followed.
#[test]
fn other_sites_are_kept_out() {
    let serving = county();
    let ask = |path: &str, mode: &str| {
        let host = format!("127.0.0.1:{}", serving.port);
        serving.send(&format!(
            "GET {path} HTTP/1.1\r\nHost: {host}\r\nSec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: {mode}\r\nConnection: close\r\n\r\n"
        ))
    };
    assert_eq!(ask("/.sevenfold/events?page=/", "no-cors").status, 403);
    assert_eq!(ask("/.sevenfold/preview.js", "no-cors").status, 403);
    assert_eq!(ask(PAGE, "cors").status, 403);
    assert_eq!(ask(PAGE, "navigate").status, 200);
}

/// Every answer forbids what the published site forbids, and lets no other site in.
#[test]
fn every_answer_is_protected() {
    let serving = county();
    let policy = "content-security-policy: default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'\r\n";
    for path in [PAGE, "/not/there/", "/.sevenfold/preview.js", "/briefings"] {
        let answer = serving.get(path);
        let head = answer.head.clone() + "\r\n";
        assert!(head.contains(policy), "{path}: {head}");
        assert!(head.contains("x-content-type-options: nosniff"), "{path}");
        assert!(
            head.contains("cross-origin-resource-policy: same-origin"),
            "{path}"
        );
        assert!(!head.contains("access-control-"), "{path}");
    }
    assert_eq!(serving.get("/briefings").status, 307);
}

/// Whoever asks while it builds gets the old page or the new one, whole.
#[test]
fn a_page_is_whole_at_every_moment() {
    let serving = county();
    std::thread::scope(|scope| {
        let writing = scope.spawn(|| {
            for edit in 0..60 {
                serving.write(NEGLECT, text(&serving, &format!("Edit {edit}. {SENTENCE}")));
            }
        });
        while !writing.is_finished() {
            for path in [PAGE, "/", "/recommendations/"] {
                let answer = serving.get(path);
                assert_eq!(answer.status, 200, "{path}");
                assert!(
                    answer.body.ends_with(b"</html>\n") || answer.body.ends_with(b"</html>"),
                    "{path}"
                );
            }
        }
    });
    serving.equals_a_cold_build();
}

/// The port is free for others, and nothing is left in the project.
#[test]
fn a_taken_port_is_no_trouble_and_nothing_is_left_behind() {
    let serving = county();
    let files = || {
        let mut files: Vec<_> = walkdir::WalkDir::new(serving.path(""))
            .into_iter()
            .map(|entry| entry.unwrap().into_path())
            .collect();
        files.sort();
        files
    };
    let written = tempfile::tempdir().unwrap();
    SiteTest::county().write_to(written.path());
    assert_eq!(
        files().len(),
        walkdir::WalkDir::new(written.path()).into_iter().count()
    );
    let output = Command::new(env!("CARGO_BIN_EXE_sevenfold"))
        .args(["serve", "--port", &serving.port.to_string(), "--project"])
        .arg(serving.path(""))
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(2));
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(
        said.contains("cannot listen at 127.0.0.1:") && said.contains("--port"),
        "{said}"
    );
}
