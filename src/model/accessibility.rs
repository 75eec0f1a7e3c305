//! The accessibility statement: what its author says of the site, in the parts that the law asks
//! for.
//!
//! The Public Sector Bodies (Websites and Mobile Applications) (No. 2) Accessibility Regulations
//! 2018 (SI 2018/952, regulation 8) want a statement after the model of Commission Implementing
//! Decision (EU) 2018/1523. The program puts the author's answers into its words, and claims
//! nothing that the author has not.

use super::settings::{self, Contact};
use crate::diagnostic::Diagnostic;
use crate::document::shape::{Field, Kind, Record, Shape};
use crate::source::{Date, Span};

/// What the author of a site says of its accessibility.
#[derive(Clone, Debug)]
pub struct Statement {
    /// How far the site meets WCAG 2.2 at level AA.
    pub status: Compliance,
    /// The body that runs the site, where it is not the site's partnership.
    pub by: Option<String>,
    /// Which site or part of one it speaks of, where it is not the site's address.
    pub applies_to: Option<String>,
    /// What readers can do, one point each.
    pub can: Vec<String>,
    /// What is not accessible.
    pub problems: Vec<Problem>,
    /// What is done to improve matters.
    pub plans: Option<String>,
    /// When the statement was first made.
    pub prepared: Date,
    /// When it was last looked at.
    pub reviewed: Date,
    /// By when it will be looked at again.
    pub review_by: Option<Date>,
    /// How it was found out what stands in it.
    pub method: String,
    /// When the site was last tested.
    pub tested: Option<Date>,
    /// Who tested it.
    pub tested_by: Option<String>,
    /// Whom to tell of a barrier, at least one with a web or e-mail address.
    pub contacts: Vec<Contact>,
    /// How soon an answer comes, in words.
    pub answer_within: Option<String>,
    /// Who enforces the regulations where the body is.
    pub enforced_by: Enforcer,
}

/// How far a site meets the standard, as its author says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Compliance {
    /// Wholly.
    Full,
    /// For the most part.
    Partial,
    /// Not.
    None,
}

/// Why something is not accessible.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// It does not meet the regulations.
    NonCompliance,
    /// To mend it would be a disproportionate burden, as the body has assessed it.
    DisproportionateBurden,
    /// The regulations do not ask it.
    OutOfScope,
}

impl Reason {
    /// All, in the order of the model statement.
    pub const ALL: [Self; 3] = [
        Self::NonCompliance,
        Self::DisproportionateBurden,
        Self::OutOfScope,
    ];

    /// Its word.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::NonCompliance => REASONS[0],
            Self::DisproportionateBurden => REASONS[1],
            Self::OutOfScope => REASONS[2],
        }
    }

    /// Whether the regulations let it be.
    pub fn is_exemption(self) -> bool {
        match self {
            Self::NonCompliance => false,
            Self::DisproportionateBurden | Self::OutOfScope => true,
        }
    }
}

const REASONS: [&str; 3] = ["non-compliance", "disproportionate-burden", "out-of-scope"];

/// Who enforces the regulations.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Enforcer {
    /// The Equality and Human Rights Commission: England, Scotland and Wales.
    Ehrc,
    /// The Equality Commission for Northern Ireland.
    Ecni,
}

/// Something that is not accessible.
#[derive(Clone, Debug)]
pub struct Problem {
    /// What, and for whom.
    pub what: String,
    /// The success criteria that it fails, by number and name.
    pub criteria: Vec<(&'static str, &'static str)>,
    /// Why.
    pub reason: Reason,
    /// What can be used instead.
    pub instead: Option<String>,
    /// What will be done about it.
    pub fix: Option<String>,
    /// By when.
    pub fix_by: Option<Date>,
}

/// The success criteria of WCAG 2.2 at levels A and AA.
pub const CRITERIA: [(&str, &str); 55] = [
    ("1.1.1", "Non-text Content"),
    ("1.2.1", "Audio-only and Video-only (Prerecorded)"),
    ("1.2.2", "Captions (Prerecorded)"),
    (
        "1.2.3",
        "Audio Description or Media Alternative (Prerecorded)",
    ),
    ("1.2.4", "Captions (Live)"),
    ("1.2.5", "Audio Description (Prerecorded)"),
    ("1.3.1", "Info and Relationships"),
    ("1.3.2", "Meaningful Sequence"),
    ("1.3.3", "Sensory Characteristics"),
    ("1.3.4", "Orientation"),
    ("1.3.5", "Identify Input Purpose"),
    ("1.4.1", "Use of Color"),
    ("1.4.2", "Audio Control"),
    ("1.4.3", "Contrast (Minimum)"),
    ("1.4.4", "Resize Text"),
    ("1.4.5", "Images of Text"),
    ("1.4.10", "Reflow"),
    ("1.4.11", "Non-text Contrast"),
    ("1.4.12", "Text Spacing"),
    ("1.4.13", "Content on Hover or Focus"),
    ("2.1.1", "Keyboard"),
    ("2.1.2", "No Keyboard Trap"),
    ("2.1.4", "Character Key Shortcuts"),
    ("2.2.1", "Timing Adjustable"),
    ("2.2.2", "Pause, Stop, Hide"),
    ("2.3.1", "Three Flashes or Below Threshold"),
    ("2.4.1", "Bypass Blocks"),
    ("2.4.2", "Page Titled"),
    ("2.4.3", "Focus Order"),
    ("2.4.4", "Link Purpose (In Context)"),
    ("2.4.5", "Multiple Ways"),
    ("2.4.6", "Headings and Labels"),
    ("2.4.7", "Focus Visible"),
    ("2.4.11", "Focus Not Obscured (Minimum)"),
    ("2.5.1", "Pointer Gestures"),
    ("2.5.2", "Pointer Cancellation"),
    ("2.5.3", "Label in Name"),
    ("2.5.4", "Motion Actuation"),
    ("2.5.7", "Dragging Movements"),
    ("2.5.8", "Target Size (Minimum)"),
    ("3.1.1", "Language of Page"),
    ("3.1.2", "Language of Parts"),
    ("3.2.1", "On Focus"),
    ("3.2.2", "On Input"),
    ("3.2.3", "Consistent Navigation"),
    ("3.2.4", "Consistent Identification"),
    ("3.2.6", "Consistent Help"),
    ("3.3.1", "Error Identification"),
    ("3.3.2", "Labels or Instructions"),
    ("3.3.3", "Error Suggestion"),
    ("3.3.4", "Error Prevention (Legal, Financial, Data)"),
    ("3.3.7", "Redundant Entry"),
    ("3.3.8", "Accessible Authentication (Minimum)"),
    ("4.1.2", "Name, Role, Value"),
    ("4.1.3", "Status Messages"),
];

const PROBLEM: Shape = Shape {
    title: "something that is not accessible",
    fields: &[
        Field {
            key: "what",
            kind: Kind::Text,
            required: true,
            doc: "What is not accessible, and what that means for readers.",
        },
        field(
            "criteria",
            Kind::List(&Kind::Text),
            "The numbers of the WCAG success criteria that it fails, as in [\"1.1.1\"].",
        ),
        Field {
            key: "reason",
            kind: Kind::Choice(&REASONS),
            required: true,
            doc: "Why it is so, under the regulations.",
        },
        field(
            "instead",
            Kind::Text,
            "What readers can use or ask for instead.",
        ),
        field("fix", Kind::Text, "What will be done about it."),
        field("fix_by", Kind::Date, "By when it will be done."),
    ],
    others: None,
};

/// `[accessibility]` in site.toml. Which of the keys are needed is judged when the file of a site
/// has been laid over `site.toml`, for either may hold them.
pub(super) const FIELD: Field = field(
    "accessibility",
    Kind::Table(&STATEMENT),
    "The accessibility statement that the law asks of public bodies (SI 2018/952).",
);

const STATEMENT: Shape = Shape {
    title: "[accessibility]",
    fields: &[
        field(
            "status",
            Kind::Choice(&["full", "partial", "none"]),
            "How far the site meets WCAG 2.2 at level AA, as you have found.",
        ),
        field(
            "prepared",
            Kind::Date,
            "The day on which the statement was first made.",
        ),
        field(
            "method",
            Kind::Text,
            "How you found out, in a sentence: who looked, at which pages, with what.",
        ),
        field(
            "reviewed",
            Kind::Date,
            "The day on which the statement was last looked at.",
        ),
        field(
            "review_by",
            Kind::Date,
            "The day by which it will be looked at again.",
        ),
        field(
            "by",
            Kind::Text,
            "The body that runs the site, where it is not the site's partnership.",
        ),
        field(
            "applies_to",
            Kind::Text,
            "Which site or part of one the statement is for; the site's address where nothing is said.",
        ),
        field(
            "can",
            Kind::List(&Kind::Text),
            "What readers can do on the site, as you have found; one point each.",
        ),
        field(
            "problems",
            Kind::List(&Kind::Table(&PROBLEM)),
            "What is not accessible, and why.",
        ),
        field(
            "plans",
            Kind::Text,
            "What you are doing to improve matters.",
        ),
        field("tested", Kind::Date, "The day of the last test."),
        field("tested_by", Kind::Text, "Who tested it."),
        field(
            "contacts",
            Kind::List(&Kind::Table(&settings::CONTACT)),
            "Whom to tell of a barrier, where it is not the site's contacts.",
        ),
        field(
            "answer_within",
            Kind::Text,
            "How soon an answer comes, as in \"10 working days\".",
        ),
        field(
            "enforced_by",
            Kind::Choice(&["ehrc", "ecni"]),
            "Who enforces the regulations: ehrc in England, Scotland and Wales, ecni in Northern Ireland; ehrc where nothing is said.",
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

/// Reads the statement, if the site makes one. What is missing or contradicts itself is reported,
/// and there is no statement then.
pub(super) fn read(
    site: &Record,
    site_contacts: &[Contact],
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<Statement> {
    let record = site.record("accessibility")?;
    let before = diagnostics.len();
    for (key, example) in [
        ("status", "\"partial\""),
        ("prepared", "2026-11-22"),
        (
            "method",
            "\"The web team looked at one page of each kind with a keyboard and a screen reader.\"",
        ),
        ("reviewed", "2026-11-22"),
    ] {
        if !record.entries().any(|entry| entry.key.value == key) {
            diagnostics.push(missing(record, key, example));
        }
    }
    if site.text("partnership").is_none() && record.text("by").is_none() {
        diagnostics.push(missing(record, "by", "\"Example County Council\""));
    }
    let own: Vec<Contact> = record
        .records("contacts")
        .map(|record| settings::contact(record, diagnostics))
        .collect();
    let contacts = if own.is_empty() {
        site_contacts.to_vec()
    } else {
        own
    };
    if !contacts
        .iter()
        .any(|contact| contact.url.is_some() || contact.email.is_some())
    {
        diagnostics.push(missing(
            record,
            "contacts",
            "[{ name = \"The web team\", email = \"name@example.org\" }]",
        ));
    }
    let problems: Vec<Problem> = record
        .records("problems")
        .filter_map(|record| problem(record, diagnostics))
        .collect();
    let status = compliance(record);
    if let Some((span, message, help)) = status.and_then(|status| contradiction(status, record)) {
        diagnostics.push(Diagnostic::error("invalid-value", span, message).help(help));
    }
    let statement = Statement {
        status: status?,
        by: record.text("by"),
        applies_to: record.text("applies_to"),
        can: record.texts("can").into_iter().map(|it| it.value).collect(),
        problems,
        plans: record.text("plans"),
        prepared: record.date("prepared")?,
        reviewed: record.date("reviewed")?,
        review_by: record.date("review_by"),
        method: record.text("method")?,
        tested: record.date("tested"),
        tested_by: record.text("tested_by"),
        contacts,
        answer_within: record.text("answer_within"),
        enforced_by: match record.text("enforced_by").as_deref() {
            Some("ecni") => Enforcer::Ecni,
            _ => Enforcer::Ehrc,
        },
    };
    (diagnostics.len() == before).then_some(statement)
}

fn missing(record: &Record, key: &str, example: &str) -> Diagnostic {
    let known = STATEMENT.fields.iter().find(|field| field.key == key);
    Diagnostic::error(
        "missing-key",
        record.span.clone(),
        format!("[accessibility] needs `{key}`"),
    )
    .help(format!(
        "{} Write it as in {key} = {example}",
        known.map_or("", |field| field.doc)
    ))
}

fn compliance(record: &Record) -> Option<Compliance> {
    match record.text("status")?.as_str() {
        "full" => Some(Compliance::Full),
        "partial" => Some(Compliance::Partial),
        _ => Some(Compliance::None),
    }
}

/// Where a statement says two things that cannot both be so.
fn contradiction(
    status: Compliance,
    record: &Record,
) -> Option<(Span, &'static str, &'static str)> {
    let span = record
        .spanned_text("status")
        .map_or_else(|| record.span.clone(), |status| status.span);
    let has_problems = record.records("problems").next().is_some();
    match status {
        Compliance::Full if has_problems => Some((
            span,
            "the site is said to be fully accessible, and parts of it not to be",
            "Write status = \"partial\", or take away the [[accessibility.problems]].",
        )),
        Compliance::Partial | Compliance::None if !has_problems => Some((
            span,
            "the site is said not to be fully accessible, and nothing says what is not",
            "Write [[accessibility.problems]] with `what` and `reason` for each part that is not accessible.",
        )),
        Compliance::Full | Compliance::Partial | Compliance::None => None,
    }
}

fn problem(record: &Record, diagnostics: &mut Vec<Diagnostic>) -> Option<Problem> {
    let mut criteria = Vec::new();
    for number in record.texts("criteria") {
        match CRITERIA.iter().find(|(known, _)| *known == number.value) {
            Some(criterion) => criteria.push(*criterion),
            None => diagnostics.push(
                Diagnostic::error(
                    "invalid-value",
                    number.span,
                    format!(
                        "WCAG 2.2 has no success criterion `{}` at level A or AA",
                        number.value
                    ),
                )
                .help("Success criteria have three numbers, as in 1.4.3. They are listed at https://www.w3.org/TR/WCAG22/."),
            ),
        }
    }
    let word = record.spanned_text("reason")?;
    let reason = Reason::ALL
        .into_iter()
        .find(|reason| reason.as_str() == word.value)?;
    if reason == Reason::NonCompliance && record.texts("criteria").is_empty() {
        diagnostics.push(
            Diagnostic::error(
                "missing-key",
                word.span,
                "what does not comply needs `criteria`",
            )
            .help("Name the WCAG success criteria that it fails, as in criteria = [\"1.1.1\"]."),
        );
    }
    Some(Problem {
        what: record.text("what")?,
        criteria,
        reason,
        instead: record.text("instead"),
        fix: record.text("fix"),
        fix_by: record.date("fix_by"),
    })
}
