//! Small sites as text: put together in memory, built, and looked at.

#![allow(
    dead_code,
    unreachable_pub,
    reason = "each test file uses its own part"
)]

pub mod serving;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use sevenfold::check::{self, Judgement, Seen};
use sevenfold::diagnostic::Diagnostic;
use sevenfold::pipeline::{self, Build, Memo};
use sevenfold::report::Reporter;
use sevenfold::source::{Date, Readers, SourceFile, Sources};

/// The day on which tests take place.
pub fn today() -> Date {
    "2026-11-22".parse().unwrap()
}

/// A site to be.
#[derive(Clone)]
pub struct SiteTest {
    files: BTreeMap<String, Vec<u8>>,
    today: Date,
    readers: Readers,
}

/// What came of it.
pub struct Built {
    pub build: Build,
    pub sources: Sources,
}

impl SiteTest {
    /// Nothing but a title.
    pub fn minimal() -> Self {
        Self::folder("tests/sites/minimal")
    }

    /// A plainly invented county with everything that a project has.
    pub fn county() -> Self {
        Self::folder("tests/sites/county")
    }

    /// The sample site of this repository.
    pub fn sample() -> Self {
        Self::folder(".")
    }

    fn folder(folder: &str) -> Self {
        let root = root().join(folder);
        let sources = sevenfold::disk::read(&root, today(), []).unwrap();
        let files = sources
            .iter()
            .filter(|file| !file.path.starts_with("themes/"))
            .map(|file| {
                (
                    file.path.to_string(),
                    std::fs::read(root.join(&*file.path)).unwrap(),
                )
            });
        Self {
            files: files.collect(),
            today: today(),
            readers: Readers::Everybody,
        }
    }

    /// The same on another day.
    pub fn on(mut self, day: &str) -> Self {
        self.today = day.parse().unwrap();
        self
    }

    /// The same for the authors' own eyes.
    pub fn for_authors(mut self) -> Self {
        self.readers = Readers::Authors;
        self
    }

    /// The same with this file.
    pub fn with(mut self, path: &str, text: impl AsRef<[u8]>) -> Self {
        self.files.insert(path.to_owned(), text.as_ref().to_vec());
        self
    }

    /// The same without this file.
    pub fn without(mut self, path: &str) -> Self {
        assert!(self.files.remove(path).is_some(), "there is no {path}");
        self
    }

    /// The same with other words in a file, where they stand first.
    pub fn replace(mut self, path: &str, from: &str, to: &str) -> Self {
        let text = String::from_utf8(self.files[path].clone()).unwrap();
        assert!(text.contains(from), "{path} has no “{from}”");
        self.files
            .insert(path.to_owned(), text.replacen(from, to, 1).into_bytes());
        self
    }

    pub fn sources(&self) -> Sources {
        let files = self
            .files
            .iter()
            .map(|(path, bytes)| SourceFile::new(path.as_str(), bytes.clone()));
        let sources = Sources::new(
            sevenfold::theme::built_in_files().into_iter().chain(files),
            self.today,
        );
        match self.readers {
            Readers::Everybody => sources,
            Readers::Authors => sources.for_authors(),
        }
    }

    pub fn build(&self) -> Built {
        self.build_with(&mut Memo::default())
    }

    pub fn build_with(&self, memo: &mut Memo) -> Built {
        let sources = self.sources();
        Built {
            build: pipeline::build(&sources, memo),
            sources,
        }
    }

    /// Builds it and judges it.
    pub fn judge(&self) -> Judged {
        self.judge_seeing(&Seen::default())
    }

    /// The same, where this was seen at web addresses.
    pub fn judge_seeing(&self, seen: &Seen) -> Judged {
        let sources = self.sources();
        let build = pipeline::build(&sources, &mut Memo::default());
        let judgement = pipeline::judge(&sources, &build, seen, &mut check::Memo::default());
        Judged {
            built: Built { build, sources },
            judgement,
        }
    }

    /// The same without any text.
    pub fn bare(mut self) -> Self {
        self.files.retain(|path, _| !path.starts_with("content/"));
        self
    }

    /// Puts the files on the disk.
    pub fn write_to(&self, folder: &Path) {
        for (path, bytes) in &self.files {
            let path = folder.join(path);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, bytes).unwrap();
        }
    }
}

/// What came of it, and what the check says.
pub struct Judged {
    pub built: Built,
    pub judgement: Judgement,
}

impl Judged {
    /// Every remark of the check as `warning[code] file:line:column message`.
    pub fn remarks(&self) -> Vec<String> {
        told(&self.judgement.diagnostics(), &self.built.sources)
    }

    /// Wants a remark that begins so.
    pub fn says(&self, beginning: &str) -> &Self {
        let remarks = self.remarks();
        assert!(
            remarks.iter().any(|remark| remark.starts_with(beginning)),
            "no “{beginning}” in {remarks:#?}"
        );
        self
    }

    /// Wants no remark with this code.
    pub fn is_silent_on(&self, code: &str) -> &Self {
        let said = self.remarks().into_iter();
        let said: Vec<String> = said
            .filter(|it| it.contains(&format!("[{code}]")))
            .collect();
        assert_eq!(said, Vec::<String>::new());
        self
    }
}

impl Built {
    /// A page as text.
    pub fn page(&self, path: &str) -> &str {
        let bytes = self
            .build
            .output
            .get(path)
            .unwrap_or_else(|| panic!("there is no page {path}"));
        std::str::from_utf8(bytes).unwrap()
    }

    /// What stands between `<main` and `</main>`.
    pub fn main(&self, path: &str) -> &str {
        let page = self.page(path);
        &page[page.find("<main").unwrap()..page.find("</main>").unwrap()]
    }

    pub fn paths(&self) -> Vec<&str> {
        self.build.output.iter().map(|(path, _)| path).collect()
    }

    /// Every remark as `error[code] file:line:column message`.
    pub fn remarks(&self) -> Vec<String> {
        told(&self.build.diagnostics, &self.sources)
    }

    /// Wants a remark that begins so.
    pub fn reports(&self, beginning: &str) -> &Self {
        let remarks = self.remarks();
        assert!(
            remarks.iter().any(|remark| remark.starts_with(beginning)),
            "no “{beginning}” in {remarks:#?}"
        );
        self
    }

    /// Wants no remark at all, but that the address of the smallest sites is not known.
    pub fn is_clean(&self) -> &Self {
        let mut remarks = self.remarks();
        remarks.retain(|remark| !remark.starts_with("remark[no-base-url]"));
        assert_eq!(remarks, Vec::<String>::new());
        self
    }

    /// Wants these words on a page.
    pub fn shows(&self, path: &str, words: &str) -> &Self {
        assert!(
            self.page(path).contains(words),
            "no “{words}” on {path}:\n{}",
            self.main(path)
        );
        self
    }

    /// Wants these words nowhere in what is published.
    pub fn shows_nowhere(&self, words: &str) -> &Self {
        for (path, bytes) in self.build.output.iter() {
            let text = String::from_utf8_lossy(bytes);
            assert!(
                !text.contains(words) && !path.contains(words),
                "“{words}” stands in {path}"
            );
        }
        self
    }
}

/// Each remark as `error[code] file:line:column message`.
fn told(diagnostics: &[Diagnostic], sources: &Sources) -> Vec<String> {
    let mut reporter = Reporter::new(sources);
    let of = |diagnostic| {
        let line: serde_json::Value = serde_json::from_str(&reporter.json(diagnostic)).unwrap();
        let word = |key: &str| line[key].as_str().unwrap_or("-").to_owned();
        let place = format!("{}:{}:{}", word("file"), line["line"], line["column"]);
        format!(
            "{}[{}] {place} {}",
            word("severity"),
            word("code"),
            word("message")
        )
    };
    diagnostics.iter().map(of).collect()
}

/// The line and the column, in characters, both from 1, of a byte of a text.
pub fn position(text: &str, at: usize) -> (usize, usize) {
    let before = &text[..at];
    let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
    (
        before.matches('\n').count() + 1,
        before[line_start..].chars().count() + 1,
    )
}

/// The folder of this package.
pub fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}
