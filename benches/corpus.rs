//! Synthetic briefings: the same number and seed give the same texts, everywhere.
//!
//! Their size is that of real ones: about 1,400 words in seven sections, five to twelve
//! recommendations, four to eight resources. Every place, body and number is invented.

use std::fmt::Write as _;

use sevenfold::source::{Date, SourceFile, Sources};

const TOPICS: usize = 30;
const AGENCIES: usize = 25;
/// As many as England has safeguarding partnerships.
pub(crate) const PARTNERSHIPS: usize = 137;

const WHO: [&str; 12] = [
    "the social worker",
    "the school",
    "the health visitor",
    "the core group",
    "most agencies",
    "the duty team",
    "the named nurse",
    "the housing officer",
    "the allocated worker",
    "the advocate",
    "the line manager",
    "the lead professional",
];
const DID: [&str; 10] = [
    "recorded",
    "explored",
    "shared",
    "overlooked",
    "described",
    "followed up",
    "delayed acting on",
    "listened carefully to",
    "did not share",
    "returned to",
];
const WHAT: [&str; 12] = [
    "the history held by partner agencies",
    "the pattern of missed appointments",
    "the father's role in the household",
    "the wishes and feelings of the child",
    "the effect of small concerns over time",
    "the refusal of a home visit",
    "the plan agreed at the MARAC",
    "what the DASH had shown",
    "the outcome of the strategy discussion",
    "how the family lived from day to day",
    "the view of the GP",
    "the risk of fire in the home",
];
const WHEN: [&str; 6] = [
    "before the plan was closed",
    "within five working days",
    "at the point of referral",
    "in most records",
    "after the second visit",
    "too late to matter",
];

/// A small generator of pseudo-random numbers (Knuth's MMIX constants), so that no library's
/// change changes the corpus.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % limit
    }

    fn of<'a>(&mut self, words: &[&'a str]) -> &'a str {
        words[self.below(words.len())]
    }

    fn sentence(&mut self) -> String {
        let mut sentence = format!(
            "{} {} {} {}.",
            self.of(&WHO),
            self.of(&DID),
            self.of(&WHAT),
            self.of(&WHEN)
        );
        sentence[..1].make_ascii_uppercase();
        sentence
    }

    fn sentences(&mut self, count: usize) -> String {
        (0..count)
            .map(|_| self.sentence())
            .collect::<Vec<_>>()
            .join(" ")
    }

    fn items(&mut self, count: usize) -> String {
        (0..count)
            .map(|_| format!("- {}\n", self.sentence()))
            .collect()
    }
}

/// The path of a briefing's file.
pub(crate) fn path(index: usize) -> String {
    format!("content/briefings/example-{index:05}/index.md")
}

/// A briefing's file.
pub(crate) fn briefing(index: usize, count: usize) -> String {
    let random = &mut Random(index as u64 * 7919 + 17);
    let recommendations = 5 + random.below(8);
    let (topic, agency) = (random.below(TOPICS), random.below(AGENCIES));
    let (year, month) = (2016 + random.below(10), 1 + random.below(12));
    let mut text = format!(
        "+++\ntitle = \"Briefing {index}: {}\"\nsummary = \"{}\"\npartnership = \"partnership-{}\"\n\
         published = {year}-{month:02}-10\nreview_by = {}-{month:02}-10\naudience = \"both\"\n\
         topics = [\"topic-{topic}\", \"topic-{}\"]\nagencies = [\"agency-{agency}\", \"agency-{}\", \"agency-{}\"]\n\n\
         [audit]\nkind = \"multi-agency-audit\"\nperiod = \"{year}\"\ncases = 8\n\n[sign_off]\nby = \"Learning manager\"\non = {year}-{month:02}-01\n",
        random.of(&WHAT),
        random.sentence(),
        index % PARTNERSHIPS,
        year + 1,
        (topic + 1) % TOPICS,
        (agency + 1) % AGENCIES,
        (agency + 2) % AGENCIES,
    );
    for mark in 1..=recommendations {
        let status = random.of(&["not-started", "in-progress", "complete", "superseded"]);
        let owner = (agency + mark) % AGENCIES;
        write!(text, "\n[recommendations.R{mark}]\nowners = [\"agency-{owner}\"]\ndue = {}-{month:02}-28\nstatus = \"{status}\"\n", year + 1).unwrap();
    }
    text += "+++\n";
    let link = |to: usize| {
        format!(
            "See [another briefing](../example-{:05}/index.md).",
            to % count
        )
    };
    write!(
        text,
        "\n## Context\n\n{} {}\n\n{}\n",
        random.sentences(10),
        link(index + 1),
        random.sentences(12)
    )
    .unwrap();
    write!(
        text,
        "\n## What is working well\n\n{}\n\n{}",
        random.sentences(12),
        random.items(5)
    )
    .unwrap();
    write!(
        text,
        "\n## Areas for improvement\n\n{}\n\n{}",
        random.sentences(12),
        random.items(5)
    )
    .unwrap();
    write!(
        text,
        "\n## Key learning themes\n\n{} {}\n\n{}",
        random.sentences(14),
        link(index + 7),
        random.items(3)
    )
    .unwrap();
    write!(text, "\n## Recommendations\n\n{}\n\n", random.sentences(3)).unwrap();
    for mark in 1..=recommendations {
        writeln!(text, "- [R{mark}] {}", random.sentence()).unwrap();
    }
    write!(
        text,
        "\n## What has happened since\n\n{}\n",
        random.sentences(16)
    )
    .unwrap();
    text += "\n## Resources and links\n\n";
    for resource in 0..4 + random.below(5) {
        let number = random.below(1000);
        writeln!(text, "- [Guide {number} to {}](https://guides.example/{index}/{resource}) – for practitioners. 01632 960{number:03}", random.of(&WHAT)).unwrap();
    }
    text
}

/// Themes that the sentences show, some of them in many briefings.
fn learning_themes() -> String {
    let themes = [
        ("history", "\"history\""),
        ("appointments", "\"missed appointment\", \"refusal\""),
        ("fathers", "\"father\", \"father's role\""),
        ("voice", "\"wish and feelings\", \"listened carefully\""),
        ("cumulative", "\"effect of small concerns\", \"over time\""),
        ("marac", "\"MARAC\", \"DASH\""),
        ("sharing", "\"share\""),
        (
            "timeliness",
            "\"delay\", \"too late\", \"within five working days\"",
        ),
        ("recording", "\"recorded\", \"record\""),
        (
            "lived-experience",
            "\"from day to day\", \"lived experience\"",
        ),
        ("housing", "\"housing officer\", \"risk of fire\""),
        ("school", "\"school\""),
    ];
    let table = |(id, terms)| format!("[{id}]\nname = \"Theme {id}\"\nterms = [{terms}]\n\n");
    themes.into_iter().map(table).collect()
}

/// A whole project.
pub(crate) fn sources(count: usize, today: Date) -> Sources {
    let table = |name: &str, count: usize| -> String {
        (0..count)
            .map(|index| format!("[{name}-{index}]\nname = \"{name} {index}\"\n\n"))
            .collect()
    };
    let shared = [
        ("site.toml", "title = \"Seven-minute briefings\"\nbase_url = \"https://learning.example/\"\n".to_owned()),
        ("content/topics.toml", table("topic", TOPICS)),
        ("content/agencies.toml", table("agency", AGENCIES)),
        ("content/partnerships.toml", table("partnership", PARTNERSHIPS)),
        ("content/learning-themes.toml", learning_themes()),
        ("content/glossary.toml", "MARAC = \"multi-agency risk assessment conference\"\nDASH = \"domestic abuse, stalking and honour-based abuse checklist\"\nGP = \"general practitioner\"\n".to_owned()),
    ];
    let shared = shared
        .into_iter()
        .map(|(path, text)| SourceFile::new(path, text.into_bytes()));
    let briefings =
        (0..count).map(|index| SourceFile::new(path(index), briefing(index, count).into_bytes()));
    Sources::new(
        sevenfold::theme::built_in_files()
            .into_iter()
            .chain(shared)
            .chain(briefings),
        today,
    )
}
