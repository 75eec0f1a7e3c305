//! A preview of a project in a folder of its own, asked over the network as a browser asks.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use sevenfold::pipeline::{self, Memo};

use super::{SiteTest, today};

/// How long to wait for what must come. A busy machine may need a while; a broken preview fails.
const PATIENCE: Duration = Duration::from_secs(20);

/// A preview that is running. It ends, and its folder goes, when this is dropped.
pub struct Serving {
    child: Child,
    pub port: u16,
    folder: tempfile::TempDir,
    /// The project's folder.
    project: PathBuf,
    said: Arc<Mutex<Vec<String>>>,
}

/// What the server answers.
pub struct Answer {
    pub status: u16,
    pub head: String,
    pub body: Vec<u8>,
}

impl Serving {
    /// Serves a site.
    pub fn new(site: &SiteTest) -> Self {
        Self::with(site, |folder| folder.join("project"), &[])
    }

    /// Serves a site with these arguments. `place` prepares the folder for the project within a
    /// new one.
    pub fn with(site: &SiteTest, place: impl Fn(&Path) -> PathBuf, arguments: &[&str]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let project = place(folder.path());
        site.write_to(&project);
        Self::start(folder, project, arguments)
    }

    fn start(folder: tempfile::TempDir, project: PathBuf, arguments: &[&str]) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_sevenfold"))
            .args(["serve", "--port", "0", "--today", &today().to_string()])
            .arg("--project")
            .arg(&project)
            .args(arguments)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let said: Arc<Mutex<Vec<String>>> = Arc::default();
        let lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let hears = said.clone();
        std::thread::spawn(move || {
            for line in lines.map_while(Result::ok) {
                hears.lock().unwrap().push(line);
            }
        });
        let mut serving = Self {
            child,
            port: 0,
            folder,
            project,
            said,
        };
        serving.await_that("the preview says its address and has built", || {
            let said = serving.said.lock().unwrap();
            said.iter().any(|line| line.starts_with("Built"))
        });
        let said = serving.said().join("\n");
        let port = said.split("http://127.0.0.1:").nth(1).unwrap();
        serving.port = port.split('/').next().unwrap().parse().unwrap();
        serving
    }

    /// Everything that it has said.
    pub fn said(&self) -> Vec<String> {
        self.said.lock().unwrap().clone()
    }

    /// How often it has built since the beginning.
    pub fn builds(&self) -> usize {
        let said = self.said();
        said.iter()
            .filter(|line| line.contains(" in ") && line.contains(" ms."))
            .count()
            - 1
    }

    pub fn path(&self, path: &str) -> PathBuf {
        self.project.join(path)
    }

    pub fn read(&self, path: &str) -> String {
        std::fs::read_to_string(self.path(path)).unwrap()
    }

    /// Writes a file as most editors do: in its place.
    pub fn write(&self, path: &str, text: impl AsRef<[u8]>) {
        let path = self.path(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }

    /// Writes other words into a file, where they stand first.
    pub fn replace(&self, path: &str, from: &str, to: &str) {
        let text = self.read(path);
        assert!(text.contains(from), "{path} has no “{from}”");
        self.write(path, text.replacen(from, to, 1));
    }

    pub fn get(&self, path: &str) -> Answer {
        self.ask("GET", path, &format!("127.0.0.1:{}", self.port))
    }

    /// Asks with exactly these words.
    pub fn ask(&self, method: &str, path: &str, host: &str) -> Answer {
        self.send(&format!(
            "{method} {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n"
        ))
    }

    pub fn send(&self, request: &str) -> Answer {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).unwrap();
        stream.set_read_timeout(Some(PATIENCE)).unwrap();
        stream.write_all(request.as_bytes()).unwrap();
        let mut bytes = Vec::new();
        stream.read_to_end(&mut bytes).unwrap();
        let end = bytes
            .windows(4)
            .position(|part| part == b"\r\n\r\n")
            .unwrap_or_else(|| panic!("no answer to {request:?}"));
        let head = String::from_utf8(bytes[..end].to_vec()).unwrap();
        Answer {
            status: head.split(' ').nth(1).unwrap().parse().unwrap(),
            head: head.to_lowercase(),
            body: bytes[end + 4..].to_vec(),
        }
    }

    /// A page without the script that the server adds.
    pub fn page(&self, path: &str) -> String {
        let answer = self.get(path);
        let text = String::from_utf8_lossy(&answer.body).into_owned();
        text.replace("<script src=\"/.sevenfold/preview.js\" defer></script>", "")
    }

    /// Waits until a page shows these words.
    pub fn comes(&self, path: &str, words: &str) -> &Self {
        self.await_that(&format!("{path} shows “{words}”"), || {
            self.page(path).contains(words)
        });
        self
    }

    /// Waits until there is no page any more.
    pub fn goes(&self, path: &str) -> &Self {
        self.await_that(&format!("{path} goes"), || self.get(path).status == 404);
        self
    }

    pub fn await_that(&self, what: &str, is_so: impl Fn() -> bool) {
        let end = Instant::now() + PATIENCE;
        while !is_so() {
            assert!(
                Instant::now() < end,
                "{what}: not in time; {:#?}",
                self.said()
            );
            std::thread::sleep(Duration::from_millis(5));
        }
    }

    /// Wants every file to be served as a cold build of the folder makes it, for its authors.
    pub fn equals_a_cold_build(&self) {
        let built_in = sevenfold::theme::built_in_files();
        let sources = sevenfold::disk::read(&self.project, today(), built_in).unwrap();
        let build = pipeline::build(&sources.for_authors(), &mut Memo::default());
        assert!(build.output.iter().len() > 3);
        // What changed last may still be on its way.
        self.await_that("all that is served is what is built", || {
            build.output.iter().all(|(path, bytes)| {
                let served = if path.ends_with(".html") {
                    self.page(&format!("/{path}")).into_bytes()
                } else {
                    self.get(&format!("/{path}")).body
                };
                served == **bytes
            })
        });
    }

    /// The folder that the project's folder lies in.
    pub fn beside(&self) -> &Path {
        self.folder.path()
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
