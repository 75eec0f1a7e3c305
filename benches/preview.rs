//! How long an edit takes from the save of the file to the new page: `cargo bench --bench preview`.
//!
//! For 100, 1,000 and 10,000 briefings it starts `sevenfold serve` on a project on the disk, writes
//! a briefing again and again, and asks the server for its page, and after the edit of a title for a
//! list too, until they show the edit. Then it makes a thousand edits, and says how
//! much more memory the program has than before. `cargo bench --bench preview -- 100` chooses sizes;
//! `-- --write 100 DIR` writes such a project, for `benches/page.js`, which measures the page in a
//! browser.

#![expect(
    clippy::print_stdout,
    clippy::disallowed_methods,
    clippy::unwrap_used,
    reason = "a benchmark writes files, reads the clock and prints"
)]

mod corpus;

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

const SIZES: [usize; 3] = [100, 1000, 10_000];
const EDITS: usize = 30;
const MANY_EDITS: usize = 1000;

fn main() {
    let arguments: Vec<String> = std::env::args()
        .skip(1)
        .filter(|argument| argument != "--bench")
        .collect();
    if let [flag, size, folder] = arguments.as_slice()
        && flag == "--write"
    {
        write_project(size.parse().unwrap(), Path::new(folder));
        return;
    }
    let sizes: Vec<usize> = arguments
        .iter()
        .filter_map(|argument| argument.parse().ok())
        .collect();
    println!("briefings  what                       median ms   95 % ms   worst ms");
    for size in if sizes.is_empty() {
        SIZES.to_vec()
    } else {
        sizes
    } {
        measure(size);
    }
}

fn write_project(size: usize, folder: &Path) {
    let sources = corpus::sources(size, "2026-11-22".parse().unwrap());
    let own = sources
        .iter()
        .filter(|file| !file.path.starts_with("themes/"));
    for file in own {
        let path = folder.join(&*file.path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, file.text().unwrap().as_bytes()).unwrap();
    }
}

fn measure(size: usize) {
    let folder = tempfile::tempdir().unwrap();
    write_project(size, folder.path());
    let mut serving = Serving::start(folder.path());
    let index = size / 2;
    let file = folder.path().join(corpus::path(index));
    let original = corpus::briefing(index, size);
    let page = format!("/briefings/example-{index:05}/");
    let list = format!(
        "/partnerships/partnership-{}/",
        index % corpus::PARTNERSHIPS
    );
    for (what, from, to, pages) in [
        (
            "a sentence",
            "## Context\n\n",
            "## Context\n\nAn edit, N. ",
            vec![page.as_str()],
        ),
        (
            "a title",
            "title = \"Briefing",
            "title = \"N Briefing",
            vec![page.as_str(), list.as_str()],
        ),
    ] {
        let mut times: Vec<f64> = (0..EDITS)
            .map(|edit| {
                let token = format!("zq{edit:04}x{size}");
                let text = original.replacen(from, &to.replace('N', &token), 1);
                serving.edit(&file, &text, &token, &pages)
            })
            .collect();
        times.sort_by(f64::total_cmp);
        println!(
            "{size:>9}  save to page, {what:<12} {:>9.1} {:>9.1} {:>10.1}",
            times[EDITS / 2],
            times[EDITS * 95 / 100],
            times[EDITS - 1]
        );
    }
    let before = serving.megabytes();
    for edit in 0..MANY_EDITS {
        let token = format!("zq{edit:04}y{size}");
        let (from, to) = if edit % 2 == 0 {
            ("## Context\n\n", "## Context\n\nAn edit, N. ")
        } else {
            ("title = \"Briefing", "title = \"N Briefing")
        };
        let text = original.replacen(from, &to.replace('N', &token), 1);
        serving.edit(&file, &text, &token, &[&page]);
    }
    let after = serving.megabytes();
    #[expect(clippy::cast_precision_loss, reason = "megabytes are few")]
    let growth = (after as f64 / before as f64 - 1.0) * 100.0;
    println!(
        "{size:>9}  memory before and after {MANY_EDITS} edits: {before} MB, {after} MB ({growth:+.0} %)"
    );
}

/// A preview that is running.
struct Serving {
    child: Child,
    connection: BufReader<TcpStream>,
    address: String,
}

impl Serving {
    fn start(project: &Path) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_sevenfold"))
            .args(["serve", "--port", "0", "--project"])
            .arg(PathBuf::from(project))
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let address = lines
            .by_ref()
            .map(Result::unwrap)
            .find_map(|line| {
                Some(
                    line.trim()
                        .strip_prefix("http://")?
                        .trim_end_matches('/')
                        .to_owned(),
                )
            })
            .unwrap();
        // What it says is read, so that it never waits for a reader.
        std::thread::spawn(move || lines.map_while(Result::ok).for_each(drop));
        let stream = TcpStream::connect(&address).unwrap();
        stream.set_nodelay(true).unwrap();
        Self {
            child,
            connection: BufReader::new(stream),
            address,
        }
    }

    /// Writes a file, and gives the milliseconds until all these pages show the token.
    fn edit(&mut self, file: &Path, text: &str, token: &str, pages: &[&str]) -> f64 {
        std::thread::sleep(Duration::from_millis(20));
        let started = Instant::now();
        std::fs::write(file, text).unwrap();
        for page in pages {
            while !self.get(page).contains(token) {
                std::thread::sleep(Duration::from_micros(300));
                assert!(started.elapsed() < Duration::from_secs(30), "{page}");
            }
        }
        started.elapsed().as_secs_f64() * 1000.0
    }

    fn get(&mut self, page: &str) -> String {
        let request = format!("GET {page} HTTP/1.1\r\nHost: {}\r\n\r\n", self.address);
        self.connection
            .get_mut()
            .write_all(request.as_bytes())
            .unwrap();
        let mut length = 0;
        loop {
            let mut line = String::new();
            self.connection.read_line(&mut line).unwrap();
            if let Some(number) = line.strip_prefix("content-length: ") {
                length = number.trim().parse().unwrap();
            }
            if line == "\r\n" {
                break;
            }
        }
        let mut body = vec![0; length];
        self.connection.read_exact(&mut body).unwrap();
        String::from_utf8(body).unwrap()
    }

    /// The memory that it holds, from Linux's /proc; elsewhere nothing is known.
    fn megabytes(&self) -> u64 {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id()));
        let status = status.unwrap_or_default();
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
        let kilobytes = line.and_then(|line| line.split_whitespace().next()?.parse::<u64>().ok());
        kilobytes.unwrap_or_default() / 1024
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
