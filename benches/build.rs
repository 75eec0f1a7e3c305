//! How long a build takes, and an edit: `cargo bench`.
//!
//! For 100, 1,000 and 10,000 briefings it prints the wall time, the CPU time and the pages a
//! second of a build from nothing, of writing the site to an empty folder and again unchanged,
//! the time from an edit to the new output, that of the check of it all and after an edit, and the most memory that was used. Each size runs in
//! a process of its own, so that no size pays for another. `cargo bench -- 100 1000` chooses sizes;
//! `SEVENFOLD_CORPUS=DIR` measures the project in that folder instead.

#![expect(
    clippy::print_stdout,
    clippy::disallowed_methods,
    clippy::unwrap_used,
    reason = "a benchmark reads the clock and prints"
)]

mod corpus;

use std::path::Path;
use std::time::Instant;

use sevenfold::check::{self, Seen};
use sevenfold::disk;
use sevenfold::pipeline::{self, Memo};
use sevenfold::source::{Date, SourceFile, Sources};

const SIZES: [usize; 3] = [100, 1000, 10_000];
const EDITS: usize = 15;

fn main() {
    let arguments: Vec<String> = std::env::args()
        .skip(1)
        .filter(|argument| argument != "--bench")
        .collect();
    if let [flag, size] = arguments.as_slice()
        && flag == "--one"
    {
        measure(size.parse().unwrap());
        return;
    }
    let sizes: Vec<usize> = arguments
        .iter()
        .filter_map(|argument| argument.parse().ok())
        .collect();
    println!("briefings  what                  wall ms   cpu ms   pages/s");
    for size in if sizes.is_empty() {
        SIZES.to_vec()
    } else {
        sizes
    } {
        let program = std::env::current_exe().unwrap();
        let status = std::process::Command::new(program)
            .args(["--one", &size.to_string()])
            .status()
            .unwrap();
        assert!(status.success());
    }
}

fn measure(size: usize) {
    let today: Date = "2026-11-22".parse().unwrap();
    let folder = tempfile::tempdir().unwrap();
    let sources = match std::env::var_os("SEVENFOLD_CORPUS") {
        Some(corpus) => disk::read(
            Path::new(&corpus),
            today,
            sevenfold::theme::built_in_files(),
        )
        .unwrap(),
        None => corpus::sources(size, today),
    };
    let mut memo = Memo::default();
    let mut judged = check::Memo::default();
    let (build, cost) = timed(|| pipeline::build(&sources, &mut memo));
    assert!(!build.has_errors(), "{:?}", build.diagnostics.first());
    let pages = build.output.iter().len();
    cost.print(size, "build from nothing", Some(pages));
    let (judgement, cost) =
        timed(|| pipeline::judge(&sources, &build, &Seen::default(), &mut judged));
    cost.print(size, "check", None);
    drop(judgement);
    let out = folder.path().join("public");
    let (_, cost) = timed(|| disk::write(&out, &sevenfold_root(), &build.output).unwrap());
    cost.print(size, "write it all", Some(pages));
    let (_, cost) = timed(|| disk::write(&out, &sevenfold_root(), &build.output).unwrap());
    cost.print(size, "write it unchanged", Some(pages));
    drop(build);
    if std::env::var_os("SEVENFOLD_CORPUS").is_none() {
        edits(size, sources, &mut memo, &mut judged);
    }
    println!("{size:>9}  most memory         {:>9} MB", peak_megabytes());
}

/// A project folder for the check that the site is not written over its sources.
fn sevenfold_root() -> std::path::PathBuf {
    env!("CARGO_MANIFEST_DIR").into()
}

fn edits(size: usize, mut sources: Sources, memo: &mut Memo, judged: &mut check::Memo) {
    let index = size / 2;
    let original = corpus::briefing(index, size);
    for (what, from, to) in [
        (
            "edit of a sentence",
            "## Context\n\n",
            "## Context\n\nAn edit, N. ",
        ),
        (
            "edit of a title",
            "title = \"Briefing",
            "title = \"N Briefing",
        ),
    ] {
        let mut times: Vec<f64> = Vec::new();
        let mut checks: Vec<f64> = Vec::new();
        let mut made = 0;
        for edit in 0..EDITS {
            let text = original.replacen(from, &to.replace('N', &edit.to_string()), 1);
            sources.insert(SourceFile::new(corpus::path(index), text.into_bytes()));
            let started = Instant::now();
            let build = pipeline::build(&sources, memo);
            times.push(started.elapsed().as_secs_f64() * 1000.0);
            made = build.made;
            let started = Instant::now();
            let judgement = pipeline::judge(&sources, &build, &Seen::default(), judged);
            checks.push(started.elapsed().as_secs_f64() * 1000.0);
            drop(judgement);
        }
        times.sort_by(f64::total_cmp);
        checks.sort_by(f64::total_cmp);
        println!(
            "{size:>9}  {what:<20} {:>8.1}  (median of {EDITS}; worst {:.1}; {made} pages made)",
            times[EDITS / 2],
            times[EDITS - 1]
        );
        println!(
            "{size:>9}  … its check          {:>8.1}  (median of {EDITS}; worst {:.1})",
            checks[EDITS / 2],
            checks[EDITS - 1]
        );
    }
}

struct Cost {
    wall: f64,
    cpu: f64,
}

impl Cost {
    fn print(&self, size: usize, what: &str, pages: Option<usize>) {
        #[expect(
            clippy::cast_precision_loss,
            reason = "a number of pages is far below the limit"
        )]
        let rate = pages
            .map(|pages| format!("{:>9.0}", pages as f64 / self.wall * 1000.0))
            .unwrap_or_default();
        println!(
            "{size:>9}  {what:<20} {:>8.1} {:>8.0} {rate}",
            self.wall, self.cpu
        );
    }
}

fn timed<T>(work: impl FnOnce() -> T) -> (T, Cost) {
    let (started, cpu) = (Instant::now(), cpu_milliseconds());
    let result = work();
    (
        result,
        Cost {
            wall: started.elapsed().as_secs_f64() * 1000.0,
            cpu: cpu_milliseconds() - cpu,
        },
    )
}

/// User and system time of this process, from Linux's /proc; elsewhere nothing is known.
fn cpu_milliseconds() -> f64 {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let ticks = stat
        .rsplit(") ")
        .next()
        .unwrap_or_default()
        .split(' ')
        .skip(11)
        .take(2)
        .filter_map(|ticks| ticks.parse::<f64>().ok());
    ticks.sum::<f64>() * 10.0
}

fn peak_megabytes() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status
        .lines()
        .find_map(|line| line.strip_prefix("VmHWM:"))
        .unwrap_or_default();
    line.split_whitespace()
        .next()
        .and_then(|kilobytes| kilobytes.parse::<u64>().ok())
        .unwrap_or_default()
        / 1024
}
