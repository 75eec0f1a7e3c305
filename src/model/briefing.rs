//! A briefing: what its front matter says and what its text holds.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::checking::{self, Checking};
use super::harvest::{self, Mention};
use super::links::{Places, TextTarget};
use super::role::Role;
use super::text::{self, Cut, Text};
use super::vocabulary::Vocabulary;
use crate::diagnostic::{Diagnostic, Reported};
use crate::document::shape::{self, Field, KeyForm, Kind, Others, Record, Shape};
use crate::document::{Document, TomlTree};
use crate::source::{Date, Key, KeyBuilder, Span, Spanned};

/// One briefing.
#[derive(Clone, Debug)]
pub struct Briefing {
    /// The name of its folder or file, which is its address for ever.
    pub slug: String,
    /// The file it stands in.
    pub file: Arc<str>,
    /// Its title.
    pub title: String,
    /// What it is about, in one or two sentences.
    pub summary: Option<String>,
    /// The id of the partnership that publishes it.
    pub partnership: Option<String>,
    /// When it was, or will be, published.
    pub published: Option<Date>,
    /// By when somebody should look at it again.
    pub review_by: Option<Date>,
    /// How far it is.
    pub status: Status,
    /// Whom it is about.
    pub audience: Option<Audience>,
    /// Ids of topics.
    pub topics: Vec<String>,
    /// Ids of agencies.
    pub agencies: Vec<String>,
    /// Ids of learning themes that its author names.
    pub learning_themes: Vec<String>,
    /// The slug of the briefing that takes its place.
    pub superseded_by: Option<Spanned<String>>,
    /// Where the learning comes from.
    pub audit: Audit,
    /// The published original.
    pub source: Option<Original>,
    /// Who approved it, and when.
    pub sign_off: Option<SignOff>,
    /// The text.
    pub text: Text,
    /// How many words a reader reads.
    pub words: usize,
    /// The list items of the sections with role strengths, improvements or learning.
    pub findings: Vec<Finding>,
    /// The list items of the recommendations sections.
    pub recommendations: Vec<Recommendation>,
    /// The list items of the discussion sections.
    pub questions: Vec<String>,
    /// The links, telephone numbers and addresses of the resources sections.
    pub resources: Vec<Mention>,
    /// What links can lead to in it.
    pub places: Arc<Places>,
    /// What has been changed since it was published, in the author's order.
    pub changes: Vec<Change>,
    /// What its author asks of the check.
    pub checking: Checking,
    /// The fingerprint of its file and of the vocabulary it was read with.
    pub key: Key,
    /// The fingerprints of what other pages show of it.
    pub shown: ShownElsewhere,
}

/// What the fingerprint of facts begins with: where a briefing stands, and the fingerprint of the
/// names that it was read with.
struct Named<'a> {
    slug: &'a str,
    vocabulary: Key,
}

impl Named<'_> {
    /// The fingerprint of recommendations without the title of their briefing.
    fn facts(&self, recommendations: &[Recommendation]) -> Key {
        let key = KeyBuilder::new("facts")
            .text(self.slug)
            .key(self.vocabulary);
        let day = |day: Option<Date>| day.map(|day| day.to_string()).unwrap_or_default();
        let key = recommendations.iter().fold(key, |key, item| {
            let key = key
                .text(&item.mark)
                .text(&item.text)
                .text(item.status.map_or("", Progress::as_str))
                .text(&day(item.due))
                .text(item.reason.as_deref().unwrap_or_default())
                .number(item.owners.len() as u64)
                .number(item.updates.len() as u64);
            let key = item.owners.iter().fold(key, |key, owner| key.text(owner));
            item.updates.iter().fold(key, |key, update| {
                key.text(&update.on.to_string())
                    .text(&update.note)
                    .text(update.evidence.as_deref().unwrap_or_default())
            })
        });
        key.finish()
    }
}

/// The fingerprints of what other pages show of a briefing. Two of them hold a little more than is
/// shown (the whole front matter), and nothing that is shown is left out.
#[derive(Clone, Copy, Debug)]
pub struct ShownElsewhere {
    /// Of its card in lists.
    pub card: Key,
    /// Of its recommendations in the register.
    pub recommendations: Key,
    /// Of its recommendations without its title: who should act, by when, and what has been done.
    pub facts: Key,
    /// Of its resources in the directory.
    pub resources: Key,
    /// Of its questions and of the minutes of its sections, for a team meeting.
    pub meeting: Key,
}

impl ShownElsewhere {
    fn new(
        front: Key,
        named: &Named<'_>,
        words: usize,
        text: &Text,
        recommendations: &[Recommendation],
        resources: &[Mention],
        meeting: Key,
    ) -> Self {
        let key_of = |kind: &str| KeyBuilder::new(kind).key(front);
        Self {
            card: key_of("card")
                .number(minutes(words) as u64)
                .number(recommendations.len() as u64)
                .finish(),
            recommendations: recommendations
                .iter()
                .fold(
                    // The register's list of briefings leads to their section.
                    key_of("recommendations")
                        .text(recommendations_anchor(text).unwrap_or_default()),
                    |key, item| key.text(&item.mark).text(&item.text),
                )
                .finish(),
            facts: named.facts(recommendations),
            resources: resources
                .iter()
                .fold(KeyBuilder::new("resources"), |key, mention| {
                    key.text(&format!("{mention:?}"))
                })
                .finish(),
            meeting,
        }
    }
}

/// The fingerprint of what a team meeting is shown of a briefing: it stays as long as a sentence
/// more or less moves no minute.
fn meeting_key(front: Key, words: usize, text: &Text, questions: &[String]) -> Key {
    let sections = text.sections.iter().zip(section_minutes(words, text));
    let key = sections.fold(
        KeyBuilder::new("meeting").key(front),
        |key, (section, minutes)| {
            key.text(&section.title)
                .text(text.anchor(section))
                .text(section.role.map_or("", Role::as_str))
                .number(minutes as u64)
        },
    );
    questions
        .iter()
        .fold(key.number(minutes(words) as u64), |key, question| {
            key.text(question)
        })
        .finish()
}

/// How far a briefing is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// Being written.
    Draft,
    /// Being read by those who approve it.
    InReview,
    /// For everybody.
    Published,
    /// No longer for anybody.
    Withdrawn,
}

/// Why a briefing is not shown to everybody.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeptBack {
    /// It is being written.
    Draft,
    /// It is being read by those who approve it.
    InReview,
    /// Its day of publication is still to come.
    Until(Date),
    /// It has been withdrawn.
    Withdrawn,
}

impl KeptBack {
    /// Its word.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::InReview => "in-review",
            Self::Until(_) => "embargoed",
            Self::Withdrawn => "withdrawn",
        }
    }
}

/// Whom a briefing is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Audience {
    /// Children.
    Children,
    /// Adults.
    Adults,
    /// Both.
    Both,
}

/// Where the learning comes from.
#[derive(Clone, Debug, Default)]
pub struct Audit {
    /// One of the kinds of source of learning.
    pub kind: Option<String>,
    /// When it took place, in words.
    pub period: Option<String>,
    /// How many cases were looked at.
    pub cases: Option<i64>,
    /// How it was done.
    pub method: Option<String>,
    /// The grade it gave.
    pub grade: Option<String>,
}

/// The published original.
#[derive(Clone, Debug)]
pub struct Original {
    /// Its title.
    pub title: String,
    /// Its address.
    pub url: Option<String>,
}

/// The named approval without which nothing is published.
#[derive(Clone, Debug)]
pub struct SignOff {
    /// The role or name of who approved.
    pub by: String,
    /// When.
    pub on: Date,
}

/// A list item of a section with role strengths, improvements or learning.
#[derive(Clone, Debug)]
pub struct Finding {
    /// Which of the three.
    pub role: Role,
    /// The item, as an index among the nodes.
    pub item: usize,
}

/// A list item of a recommendations section, and what is known of it.
#[derive(Clone, Debug)]
pub struct Recommendation {
    /// R and a number.
    pub mark: String,
    /// The item, as an index among the nodes.
    pub item: usize,
    /// Where in the file its words begin, behind the mark.
    pub words_from: u32,
    /// Its words, without the mark.
    pub text: String,
    /// Ids of the agencies that should act.
    pub owners: Vec<String>,
    /// By when.
    pub due: Option<Date>,
    /// How far it is, if anybody has said so.
    pub status: Option<Progress>,
    /// Why it was not accepted.
    pub reason: Option<String>,
    /// What has been done, in the author's order.
    pub updates: Vec<Update>,
    /// Where the front matter says what is known of it, if it does.
    pub known_at: Option<Span>,
}

/// How far a recommendation is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Progress {
    /// Nobody has begun.
    NotStarted,
    /// Somebody has begun.
    InProgress,
    /// It is done.
    Complete,
    /// It will not be done; the reason says why.
    NotAccepted,
    /// Another one has taken its place.
    Superseded,
}

/// Something that has been changed in a briefing since it was published.
#[derive(Clone, Debug)]
pub struct Change {
    /// When.
    pub on: Date,
    /// What, in a sentence.
    pub note: String,
}

/// Something that was done about a recommendation.
#[derive(Clone, Debug)]
pub struct Update {
    /// When.
    pub on: Date,
    /// What.
    pub note: String,
    /// Where it can be seen.
    pub evidence: Option<String>,
}

impl Progress {
    /// All, in the order of the register.
    pub const ALL: [Self; 5] = [
        Self::NotStarted,
        Self::InProgress,
        Self::Complete,
        Self::NotAccepted,
        Self::Superseded,
    ];

    /// Its word.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::NotStarted => "not-started",
            Self::InProgress => "in-progress",
            Self::Complete => "complete",
            Self::NotAccepted => "not-accepted",
            Self::Superseded => "superseded",
        }
    }

    /// Whether somebody still has to act.
    pub fn is_open(self) -> bool {
        match self {
            Self::NotStarted | Self::InProgress => true,
            Self::Complete | Self::NotAccepted | Self::Superseded => false,
        }
    }
}

impl Audience {
    /// All.
    pub const ALL: [Self; 3] = [Self::Children, Self::Adults, Self::Both];

    /// Its word.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Children => "children",
            Self::Adults => "adults",
            Self::Both => "both",
        }
    }

    /// Whether somebody who looks for the one is served by the other.
    pub fn serves(self, wanted: Self) -> bool {
        self == wanted || self == Self::Both
    }
}

impl Recommendation {
    /// Its name within the page of its briefing.
    pub fn anchor(&self) -> String {
        self.mark.to_lowercase()
    }

    /// The day of its last update.
    pub fn last_update(&self) -> Option<Date> {
        self.updates.iter().map(|update| update.on).max()
    }

    /// The day on which it was complete, as far as that is recorded: that of its last update.
    pub fn completed_on(&self) -> Option<Date> {
        (self.status == Some(Progress::Complete))
            .then(|| self.last_update())
            .flatten()
    }

    /// Whether somebody still has to act, as far as anybody has said.
    pub fn is_open(&self) -> bool {
        self.status.is_none_or(Progress::is_open)
    }

    /// Whether it should have been done before this day and nobody has said that it was.
    pub fn is_overdue(&self, today: Date) -> bool {
        self.due.is_some_and(|due| due < today) && self.is_open()
    }
}

impl Briefing {
    /// Whether it may be shown to everybody on this day.
    pub fn is_public(&self, today: Date) -> bool {
        self.kept_back(today).is_none()
    }

    /// Why it may not be shown to everybody on this day.
    pub fn kept_back(&self, today: Date) -> Option<KeptBack> {
        match self.status {
            Status::Draft => Some(KeptBack::Draft),
            Status::InReview => Some(KeptBack::InReview),
            Status::Withdrawn => Some(KeptBack::Withdrawn),
            Status::Published => self
                .published
                .filter(|day| *day > today)
                .map(KeptBack::Until),
        }
    }

    /// Whether somebody should have looked at it again before this day.
    pub fn is_review_overdue(&self, today: Date) -> bool {
        self.review_by.is_some_and(|review_by| review_by < today)
    }

    /// The year it belongs to: that of its publication, or else the last one that its audit's
    /// period names.
    pub fn year(&self) -> Option<i16> {
        self.published.map(Date::year).or_else(|| {
            let period = self.audit.period.as_deref()?;
            let numbers = period
                .split(|letter: char| !letter.is_ascii_digit())
                .filter(|digits| digits.len() == 4);
            numbers
                .filter_map(|digits| digits.parse().ok())
                .filter(|year| (1900..2200).contains(year))
                .max()
        })
    }

    /// The last day on which something happened to it, as far as its front matter says: its
    /// publication, its sign-off, a change, or an update on a recommendation.
    pub fn updated(&self) -> Option<Date> {
        let updates = self.recommendations.iter().flat_map(|item| &item.updates);
        let days = updates.map(|update| update.on);
        days.chain(self.changes.iter().map(|change| change.on))
            .chain(self.published)
            .chain(self.sign_off.as_ref().map(|sign_off| sign_off.on))
            .max()
    }

    /// The anchor of its first recommendations section.
    pub fn recommendations_anchor(&self) -> Option<&str> {
        recommendations_anchor(&self.text)
    }

    /// How long it takes to read, in minutes, at least one.
    pub fn minutes(&self) -> usize {
        minutes(self.words)
    }

    /// How many of these minutes each section takes; a short one may take none.
    pub fn section_minutes(&self) -> Vec<usize> {
        section_minutes(self.words, &self.text)
    }
}

fn recommendations_anchor(text: &Text) -> Option<&str> {
    let mut sections = text.sections.iter();
    let section = sections.find(|section| section.role == Some(Role::Recommendations))?;
    Some(text.anchor(section))
}

/// Words that an adult reads in a minute: 238, the mean for English non-fiction in M. Brysbaert,
/// “How many words do we read per minute?”, Journal of Memory and Language 109 (2019).
pub const WORDS_PER_MINUTE: usize = 238;

/// How long so many words take to read, in whole minutes, at least one.
pub fn minutes(words: usize) -> usize {
    words.div_ceil(WORDS_PER_MINUTE).max(1)
}

/// How the reading time of a text is divided among its sections, by their words.
fn section_minutes(words: usize, text: &Text) -> Vec<usize> {
    let weights: Vec<usize> = text.sections.iter().map(|section| section.words).collect();
    divided(minutes(words), &weights)
}

/// Divides a whole by weights so that the parts sum to it (largest remainders).
pub fn divided(whole: usize, weights: &[usize]) -> Vec<usize> {
    let sum: usize = weights.iter().sum::<usize>().max(1);
    let mut parts: Vec<usize> = weights.iter().map(|weight| whole * weight / sum).collect();
    let missing = whole.saturating_sub(parts.iter().sum());
    let mut by_remainder: Vec<usize> = (0..weights.len()).collect();
    by_remainder.sort_by_key(|index| std::cmp::Reverse(whole * weights[*index] % sum));
    for index in by_remainder.into_iter().take(missing) {
        parts[index] += 1;
    }
    parts
}

/// The kinds of source of learning.
pub const KINDS: [&str; 8] = [
    "multi-agency-audit",
    "single-agency-audit",
    "rapid-review",
    "practice-review",
    "adult-review",
    "domestic-homicide-review",
    "national-review",
    "guide",
];

/// The shape of a briefing's front matter.
pub const FRONT_MATTER: Shape = Shape {
    title: "a briefing's front matter",
    fields: &[
        field("title", Kind::Text, "The title of the briefing."),
        field(
            "summary",
            Kind::Text,
            "One or two sentences that say what it is about; they stand in lists.",
        ),
        field(
            "partnership",
            Kind::Id("a partnership"),
            "The id of the partnership that publishes it, from content/partnerships.toml.",
        ),
        field(
            "published",
            Kind::Date,
            "The day of publication. A day to come keeps it back until then.",
        ),
        field(
            "review_by",
            Kind::Date,
            "The day by which somebody should look at it again.",
        ),
        field(
            "status",
            Kind::Choice(&["draft", "in-review", "published", "withdrawn"]),
            "How far it is. Published, where nothing is said.",
        ),
        field(
            "audience",
            Kind::Choice(&["children", "adults", "both"]),
            "Whom it is about.",
        ),
        field(
            "topics",
            Kind::List(&Kind::Id("a topic")),
            "Ids of topics, from content/topics.toml.",
        ),
        field(
            "agencies",
            Kind::List(&Kind::Id("an agency")),
            "Ids of the agencies that took part or must act, from content/agencies.toml.",
        ),
        field(
            "learning_themes",
            Kind::List(&Kind::Id("a learning theme")),
            "Ids of learning themes, from content/learning-themes.toml.",
        ),
        field(
            "superseded_by",
            Kind::Id("a briefing"),
            "The folder name of the briefing that takes its place.",
        ),
        field(
            "audit",
            Kind::Table(&Shape {
                title: "[audit]",
                fields: &[
                    field(
                        "kind",
                        Kind::Choice(&KINDS),
                        "What kind of source the learning comes from.",
                    ),
                    field(
                        "period",
                        Kind::Text,
                        "When it took place, as in \"November to December 2020\".",
                    ),
                    field("cases", Kind::Integer(0), "How many cases were looked at."),
                    field("method", Kind::Text, "How it was done, in a sentence."),
                    field("grade", Kind::Text, "The grade, if one was given."),
                ],
                others: None,
            }),
            "The audit, review or other source of the learning.",
        ),
        field(
            "source",
            Kind::Table(&Shape {
                title: "[source]",
                fields: &[
                    Field {
                        key: "title",
                        kind: Kind::Text,
                        required: true,
                        doc: "The title of the published original.",
                    },
                    field("url", Kind::Url, "Its web address."),
                ],
                others: None,
            }),
            "The published original.",
        ),
        field(
            "sign_off",
            Kind::Table(&Shape {
                title: "[sign_off]",
                fields: &[
                    Field {
                        key: "by",
                        kind: Kind::Text,
                        required: true,
                        doc: "Who approved it: a role, or a name.",
                    },
                    Field {
                        key: "on",
                        kind: Kind::Date,
                        required: true,
                        doc: "The day of the approval.",
                    },
                ],
                others: None,
            }),
            "The named approval without which nothing is published.",
        ),
        field(
            "recommendations",
            Kind::Table(&Shape {
                title: "[recommendations]",
                fields: &[],
                others: Some(Others {
                    key: KeyForm::Mark,
                    kind: Kind::Table(&RECOMMENDATION),
                    doc: "What is known of the recommendation that is marked [R1] in the text.",
                }),
            }),
            "What is known of the recommendations, by their marks.",
        ),
        field(
            "changes",
            Kind::List(&Kind::Table(&Shape {
                title: "a change",
                fields: &[
                    Field {
                        key: "on",
                        kind: Kind::Date,
                        required: true,
                        doc: "The day.",
                    },
                    Field {
                        key: "note",
                        kind: Kind::Text,
                        required: true,
                        doc: "What was changed, in a sentence.",
                    },
                ],
                others: None,
            })),
            "What has been changed since it was published; it stands at the end of the page.",
        ),
        checking::TEXT,
        checking::WAIVERS,
    ],
    others: None,
};

const RECOMMENDATION: Shape = Shape {
    title: "a recommendation",
    fields: &[
        field(
            "owners",
            Kind::List(&Kind::Id("an agency")),
            "Ids of the agencies that should act.",
        ),
        field("due", Kind::Date, "The day by which it should be done."),
        field(
            "status",
            Kind::Choice(&[
                "not-started",
                "in-progress",
                "complete",
                "not-accepted",
                "superseded",
            ]),
            "How far it is. Say why with `reason` where it is not-accepted.",
        ),
        field("reason", Kind::Text, "Why it was not accepted."),
        field(
            "updates",
            Kind::List(&Kind::Table(&Shape {
                title: "an update",
                fields: &[
                    Field {
                        key: "on",
                        kind: Kind::Date,
                        required: true,
                        doc: "The day.",
                    },
                    Field {
                        key: "note",
                        kind: Kind::Text,
                        required: true,
                        doc: "What was done.",
                    },
                    field("evidence", Kind::Url, "Where it can be seen."),
                ],
                others: None,
            })),
            "What has been done, with dates and evidence.",
        ),
    ],
    others: None,
};

const fn field(key: &'static str, kind: Kind, doc: &'static str) -> Field {
    Field {
        key,
        kind,
        required: false,
        doc,
    }
}

/// A Markdown file that is to be a briefing.
pub struct BriefingFile<'a> {
    /// Its address within `briefings/`.
    pub slug: &'a str,
    /// Its path.
    pub path: &'a Arc<str>,
    /// As parsed; always Markdown.
    pub document: &'a Arc<Document>,
    /// Its fingerprint.
    pub key: Key,
}

/// Reads a briefing. Gives nothing where the file is no Markdown that could be read.
pub fn read(file: &BriefingFile<'_>, vocabulary: &Vocabulary) -> Reported<Option<Briefing>> {
    let mut diagnostics = Vec::new();
    let Document::Markdown(markdown) = &**file.document else {
        return Reported::new(None, diagnostics);
    };
    let empty = TomlTree::empty(file.path);
    let record = shape::read(
        markdown.front_matter.as_ref().unwrap_or(&empty),
        &FRONT_MATTER,
    )
    .into_value(&mut diagnostics);
    let (title, title_heading) = super::title_of(markdown, &record, "briefing", &mut diagnostics);
    let cut = Cut::Briefing {
        title: title_heading,
        roles: &vocabulary.roles,
    };
    let text = text::read(file.document, cut, &mut diagnostics);
    check_ids(&record, vocabulary, &mut diagnostics);
    let recommendations = harvest::recommendations(&text, vocabulary, &mut diagnostics);
    let recommendations = complete(
        recommendations,
        record.record("recommendations"),
        vocabulary,
        &mut diagnostics,
    );
    let resources = harvest::resources(&text, vocabulary);
    let words = text.words();
    let front = KeyBuilder::new(file.slug)
        .text(&title)
        .text(markdown.front_matter_text())
        .key(vocabulary.key)
        .finish();
    let named = Named {
        slug: file.slug,
        vocabulary: vocabulary.key,
    };
    let marks = recommendations.iter().map(Recommendation::anchor);
    let places = Places::new(
        TextTarget::Briefing(file.slug.to_owned()),
        &title,
        &text,
        marks,
    );
    let questions = harvest::questions(&text, vocabulary);
    let meeting = meeting_key(front, words, &text, &questions);
    let shown = ShownElsewhere::new(
        front,
        &named,
        words,
        &text,
        &recommendations,
        &resources,
        meeting,
    );
    let briefing = Briefing {
        slug: file.slug.to_owned(),
        file: file.path.clone(),
        title,
        summary: record.text("summary"),
        partnership: record.text("partnership"),
        published: record.date("published"),
        review_by: record.date("review_by"),
        status: status(&record),
        audience: record.text("audience").and_then(|word| {
            Audience::ALL
                .into_iter()
                .find(|audience| audience.as_str() == word)
        }),
        topics: ids(&record, "topics"),
        agencies: ids(&record, "agencies"),
        learning_themes: ids(&record, "learning_themes"),
        superseded_by: record.spanned_text("superseded_by"),
        audit: audit(record.record("audit")),
        source: record.record("source").and_then(original),
        sign_off: record.record("sign_off").and_then(sign_off),
        words,
        findings: harvest::findings(&text),
        questions,
        resources,
        recommendations,
        text,
        places,
        changes: changes(&record),
        checking: checking::read(&record),
        key: KeyBuilder::new("briefing")
            .key(file.key)
            .key(vocabulary.key)
            .finish(),
        shown,
    };
    Reported::new(Some(briefing), diagnostics)
}

fn ids(record: &Record, key: &str) -> Vec<String> {
    record.texts(key).into_iter().map(|id| id.value).collect()
}

fn original(source: &Record) -> Option<Original> {
    Some(Original {
        title: source.text("title")?,
        url: source.text("url"),
    })
}

fn sign_off(sign_off: &Record) -> Option<SignOff> {
    Some(SignOff {
        by: sign_off.text("by")?,
        on: sign_off.date("on")?,
    })
}

fn changes(record: &Record) -> Vec<Change> {
    let changes = record.records("changes").filter_map(|change| {
        Some(Change {
            on: change.date("on")?,
            note: change.text("note")?,
        })
    });
    changes.collect()
}

fn status(record: &Record) -> Status {
    match record.text("status").as_deref() {
        Some("draft") => Status::Draft,
        Some("in-review") => Status::InReview,
        Some("withdrawn") => Status::Withdrawn,
        _ => Status::Published,
    }
}

fn audit(record: Option<&Record>) -> Audit {
    let text = |key: &str| record.and_then(|audit| audit.text(key));
    Audit {
        kind: text("kind"),
        period: text("period"),
        cases: record.and_then(|audit| audit.integer("cases")),
        method: text("method"),
        grade: text("grade"),
    }
}

fn check_ids(record: &Record, vocabulary: &Vocabulary, diagnostics: &mut Vec<Diagnostic>) {
    if let Some(id) = record.spanned_text("partnership") {
        check_id(&id, "partnership", &vocabulary.partnerships, diagnostics);
    }
    for id in record.texts("topics") {
        check_id(&id, "topic", &vocabulary.topics, diagnostics);
    }
    for id in record.texts("agencies") {
        check_id(&id, "agency", &vocabulary.agencies, diagnostics);
    }
    for id in record.texts("learning_themes") {
        check_id(
            &id,
            "learning theme",
            &vocabulary.learning_themes,
            diagnostics,
        );
    }
}

/// Reports an id that the vocabulary does not declare.
pub(super) fn check_id<T>(
    id: &Spanned<String>,
    what: &str,
    known: &BTreeMap<String, T>,
    diagnostics: &mut Vec<Diagnostic>,
) {
    if known.contains_key(&id.value) {
        return;
    }
    let (code, file) = match what {
        "partnership" => ("unknown-partnership", "content/partnerships.toml"),
        "topic" => ("unknown-topic", "content/topics.toml"),
        "agency" => ("unknown-agency", "content/agencies.toml"),
        _ => ("unknown-learning-theme", "content/learning-themes.toml"),
    };
    diagnostics.push(super::unknown(
        code,
        what,
        &id.value,
        &id.span,
        known.keys().map(String::as_str),
        file,
    ));
}

/// Adds to the recommendations of the text what the front matter knows of them.
fn complete(
    items: Vec<harvest::Marked>,
    known: Option<&Record>,
    vocabulary: &Vocabulary,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Recommendation> {
    for entry in known.into_iter().flat_map(Record::entries) {
        match items.iter().find(|item| item.mark == entry.key.value) {
            None => diagnostics.push(no_such_mark(&entry.key.value, &entry.key.span, &items)),
            Some(item) if !item.is_written => diagnostics.push(
                Diagnostic::remark(
                    "mark-by-position",
                    entry.key.span.clone(),
                    format!("`{}` is told by its place in the list alone", item.mark),
                )
                .help(format!("Write [{}] before the item, so that it stays the same one when another is put before it.", item.mark)),
            ),
            Some(_) => {}
        }
    }
    items
        .into_iter()
        .map(|item| {
            let empty = Record::empty(&Arc::from(""));
            let written = known.and_then(|known| known.record(&item.mark));
            let record = written.unwrap_or(&empty);
            let owners = record.texts("owners");
            for owner in &owners {
                check_id(owner, "agency", &vocabulary.agencies, diagnostics);
            }
            let status = record.text("status");
            Recommendation {
                mark: item.mark,
                item: item.item,
                words_from: item.words_from,
                text: item.text,
                owners: owners.into_iter().map(|owner| owner.value).collect(),
                due: record.date("due"),
                status: status.and_then(|word| {
                    Progress::ALL
                        .into_iter()
                        .find(|progress| progress.as_str() == word)
                }),
                reason: record.text("reason"),
                updates: record
                    .records("updates")
                    .filter_map(|update| {
                        Some(Update {
                            on: update.date("on")?,
                            note: update.text("note")?,
                            evidence: update.text("evidence"),
                        })
                    })
                    .collect(),
                known_at: written.map(|record| record.span.clone()),
            }
        })
        .collect()
}

fn no_such_mark(mark: &str, span: &Span, items: &[harvest::Marked]) -> Diagnostic {
    let help = match items.last() {
        None => {
            "Put [".to_owned()
                + mark
                + "] before an item of a list under a heading such as “Recommendations”."
        }
        Some(_) => {
            let marks: Vec<&str> = items.iter().map(|item| item.mark.as_str()).collect();
            format!(
                "The text has {}. Put [{mark}] before the item that is meant, or correct the mark here.",
                marks.join(", ")
            )
        }
    };
    Diagnostic::error(
        "unknown-mark",
        span.clone(),
        format!("no recommendation of the text is marked [{mark}]"),
    )
    .help(help)
}
