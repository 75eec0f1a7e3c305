//! What a section is for, read from its heading.
//!
//! The headings are those of published briefings (the table of the field's own words) and
//! obvious variants. Case, punctuation, numbering and leading words such as “Findings:” do not
//! matter. `content/sections.toml` adds headings; an attribute on the heading decides.

use crate::diagnostic::{Diagnostic, Reported};
use crate::document::TomlTree;
use crate::document::shape::{self, Field, Kind, Shape};

/// What a section of a briefing is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// Why and about what there was an audit or review.
    Context,
    /// How it was done.
    Method,
    /// What works well.
    Strengths,
    /// What should be better.
    Improvements,
    /// What is to be learned.
    Learning,
    /// Who should do what.
    Recommendations,
    /// What has been done since.
    Progress,
    /// What a team should talk about.
    Discussion,
    /// Where to find help or more to read.
    Resources,
    /// The story of one case.
    Case,
}

impl Role {
    /// All roles, in the usual order of a briefing.
    pub const ALL: [Self; 10] = [
        Self::Context,
        Self::Method,
        Self::Strengths,
        Self::Improvements,
        Self::Learning,
        Self::Recommendations,
        Self::Progress,
        Self::Discussion,
        Self::Resources,
        Self::Case,
    ];

    /// Its word, as in heading attributes and `sections.toml`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Context => "context",
            Self::Method => "method",
            Self::Strengths => "strengths",
            Self::Improvements => "improvements",
            Self::Learning => "learning",
            Self::Recommendations => "recommendations",
            Self::Progress => "progress",
            Self::Discussion => "discussion",
            Self::Resources => "resources",
            Self::Case => "case",
        }
    }

    /// The role of this word.
    pub fn of_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.as_str() == word)
    }

    /// Whether its list items are findings.
    pub fn holds_findings(self) -> bool {
        match self {
            Self::Strengths | Self::Improvements | Self::Learning => true,
            Self::Context
            | Self::Method
            | Self::Recommendations
            | Self::Progress
            | Self::Discussion
            | Self::Resources
            | Self::Case => false,
        }
    }

    /// The headings known without any configuration, in small letters and without punctuation.
    /// One that ends in `…` may be followed by any words; `#` stands for a number.
    #[expect(clippy::too_many_lines, reason = "a table of words")]
    fn headings(self) -> &'static [&'static str] {
        match self {
            Self::Context => &[
                "background…",
                "context…",
                "the context…",
                "what happened",
                "what happened to…",
                "the incident…",
                "incident…",
                "what is …",
                "what are …",
                "scope…",
                "why does it matter",
                "why does this matter",
                "why it matters",
                "why this matters",
                "why is it important",
                "introduction",
                "overview",
                "about this audit…",
                "about this review…",
                "about the audit…",
                "about the review…",
                "the story",
                "circumstances…",
                "purpose…",
                "why we did this…",
                "why did we do this…",
                "what we looked at",
                "what did we look at",
                "family background…",
                "case background…",
                "case summary",
                "summary of the case",
                "audit context",
                "the audit",
                "the review",
                "rationale",
            ],
            Self::Method => &[
                "method…",
                "methodology…",
                "what did we do",
                "what we did",
                "how we did it",
                "how did we do it",
                "how we did this",
                "how the audit was done",
                "how the audit was carried out",
                "how the review was done",
                "the method",
                "audit method…",
                "our approach",
                "approach",
                "process",
                "the process",
                "how was the audit carried out",
                "who took part",
            ],
            Self::Strengths => &[
                "whats working well…",
                "what is working well…",
                "what worked well…",
                "what went well…",
                "what is going well…",
                "whats going well…",
                "working well",
                "strengths…",
                "good practice…",
                "what good practice did we find…",
                "what good practice was found",
                "areas of good practice…",
                "areas of strength…",
                "examples of good practice…",
                "evidence of good practice…",
                "positive practice…",
                "best practice…",
                "what we did well",
                "what did we do well",
                "what was done well",
                "positives",
                "strengths found",
                "key strengths",
            ],
            Self::Improvements => &[
                "areas where we can improve…",
                "improvement in individual cases",
                "improvements in individual cases",
                "what are we worried about…",
                "what we are worried about…",
                "what were we worried about…",
                "safeguarding concerns",
                "what else did we find",
                "improving practice…",
                "areas for improvement…",
                "areas for development…",
                "areas to develop",
                "areas to improve",
                "areas of improvement",
                "areas for practice improvement",
                "improvements needed",
                "improvement needed",
                "improvements required",
                "what needs to improve…",
                "what could be better…",
                "what could have been better…",
                "what can we improve",
                "what could we do better",
                "what can we do better",
                "what didnt go well",
                "what did not go well",
                "what did not work well",
                "what needs improving",
                "even better if",
                "worries",
                "concerns",
                "challenges",
                "gaps",
                "practice concerns",
                "areas of concern",
                "what went wrong",
                "where we can improve…",
                "where practice can improve",
                "areas for learning and improvement",
                "weaknesses",
                "barriers…",
            ],
            Self::Learning => &[
                "key learning…",
                "learning identified…",
                "what can we learn…",
                "the findings",
                "findings",
                "key findings…",
                "main findings",
                "what did the reviews tell us…",
                "what did the review tell us…",
                "what did the audit tell us…",
                "what did we find…",
                "what we found…",
                "messages for practitioners",
                "messages for practice",
                "key messages…",
                "learning",
                "the learning",
                "learning points…",
                "learning themes…",
                "themes",
                "key themes…",
                "main learning…",
                "learning from…",
                "lessons…",
                "key lessons…",
                "lessons learned…",
                "lessons learnt…",
                "what have we learned…",
                "what have we learnt…",
                "what we learned…",
                "what we learnt…",
                "what did we learn…",
                "what was learned",
                "what was the learning",
                "what is the learning",
                "practice learning",
                "learning for practitioners",
                "learning for professionals",
                "summary of findings…",
            ],
            Self::Recommendations => &[
                "recommendations…",
                "recommendation…",
                "what needs to happen…",
                "next steps…",
                "what to do…",
                "practitioners should…",
                "professionals should…",
                "what should happen…",
                "what needs to change…",
                "what we need to do…",
                "what do we need to do…",
                "what you need to do…",
                "what do you need to do…",
                "what can you do…",
                "what you can do…",
                "what should you do…",
                "what should we do…",
                "what we will do…",
                "what will we do…",
                "what happens next",
                "what next",
                "actions…",
                "action plan…",
                "agreed actions",
                "key actions…",
                "key recommendations…",
                "our recommendations…",
                "the recommendations…",
                "what must change",
                "what needs to be done",
                "managers should…",
                "agencies should…",
                "action needed",
                "actions needed",
                "way forward",
                "the way forward",
            ],
            Self::Progress => &[
                "what has happened since…",
                "what has changed…",
                "whats changed…",
                "improvements already made…",
                "improvements made…",
                "progress…",
                "what have we done…",
                "what we have done…",
                "what has been done…",
                "actions taken…",
                "action taken…",
                "changes since…",
                "changes made…",
                "since the audit…",
                "since the review…",
                "what is being done…",
                "response…",
                "what are we doing about it",
                "what has improved…",
                "impact",
                "developments since…",
            ],
            Self::Discussion => &[
                "learning for practice",
                "points for discussion…",
                "discussion points…",
                "discussion…",
                "questions for your team…",
                "questions to consider…",
                "questions for discussion…",
                "questions…",
                "questions for practitioners",
                "reflective questions…",
                "points to consider…",
                "points for reflection…",
                "reflection…",
                "reflections",
                "things to think about",
                "things to consider",
                "for discussion…",
                "discuss",
                "for your team meeting",
                "use in your team…",
                "reflective practice",
                "questions for reflection…",
                "team discussion",
            ],
            Self::Resources => &[
                "useful resources…",
                "useful links…",
                "useful contacts…",
                "resources…",
                "further information…",
                "further reading…",
                "further resources…",
                "further support…",
                "support and services",
                "support and resources",
                "support services…",
                "support available…",
                "services…",
                "helplines…",
                "links…",
                "more information…",
                "find out more…",
                "where to get help",
                "where to find help",
                "where to go for help",
                "where can i get help",
                "getting help",
                "get help",
                "sources of support",
                "sources of help",
                "help and support…",
                "support",
                "training…",
                "references",
                "tools and resources",
                "guidance and resources",
                "additional resources",
                "local resources…",
                "local services…",
                "contacts",
                "want to know more",
                "to find out more",
                "read more",
                "learn more",
                "signposting…",
            ],
            Self::Case => &[
                "case study…",
                "case studies",
                "case example…",
                "exemplary case…",
                "case #",
                "child #",
                "adult #",
                "family #",
                "young person #",
                "a case example",
                "vignette…",
                "example case",
                "an example",
            ],
        }
    }
}

/// Headings and the roles they give.
#[derive(Clone, Debug, Default)]
pub struct RoleWords {
    /// Headings of the project's own, as normalised words.
    own: Vec<(String, Role)>,
}

/// The shape of `content/sections.toml`.
pub const SECTIONS: Shape = Shape {
    title: "content/sections.toml",
    fields: &[
        role_field(
            "context",
            "Headings of sections that say why and about what there was an audit or review.",
        ),
        role_field("method", "Headings of sections that say how it was done."),
        role_field(
            "strengths",
            "Headings of sections that say what works well.",
        ),
        role_field(
            "improvements",
            "Headings of sections that say what should be better.",
        ),
        role_field(
            "learning",
            "Headings of sections that say what is to be learned.",
        ),
        role_field(
            "recommendations",
            "Headings of sections that say who should do what.",
        ),
        role_field(
            "progress",
            "Headings of sections that say what has been done since.",
        ),
        role_field(
            "discussion",
            "Headings of sections with questions for a team.",
        ),
        role_field(
            "resources",
            "Headings of sections with links, telephone numbers and addresses.",
        ),
        role_field(
            "case",
            "Headings of sections that tell the story of one case.",
        ),
    ],
    others: None,
};

const fn role_field(key: &'static str, doc: &'static str) -> Field {
    Field {
        key,
        kind: Kind::List(&Kind::Text),
        required: false,
        doc,
    }
}

impl RoleWords {
    /// Reads `content/sections.toml`.
    pub fn read(tree: &TomlTree) -> Reported<Self> {
        let mut diagnostics = Vec::new();
        let record = shape::read(tree, &SECTIONS).into_value(&mut diagnostics);
        let mut words = Self::default();
        for role in Role::ALL {
            for heading in record.texts(role.as_str()) {
                let normal = normalise(&heading.value);
                match words
                    .own
                    .iter()
                    .find(|(known, other)| *known == normal && *other != role)
                {
                    Some((_, other)) => diagnostics.push(
                        Diagnostic::error(
                            "heading-with-two-roles",
                            heading.span.clone(),
                            format!(
                                "`{}` is given two roles: {} and {}",
                                heading.value,
                                other.as_str(),
                                role.as_str()
                            ),
                        )
                        .help("Keep it in one of the two lists."),
                    ),
                    None => words.own.push((normal, role)),
                }
            }
        }
        Reported::new(words, diagnostics)
    }

    /// The role that a heading gives its section, if its words are known.
    pub fn role_of(&self, heading: &str) -> Option<Role> {
        let whole = normalise(heading);
        if let Some((_, role)) = self.own.iter().find(|(own, _)| *own == whole) {
            return Some(*role);
        }
        // “Findings: what's working well?” says more after its colon than before.
        let after_colon = heading
            .rsplit_once([':', '–', '—'])
            .map(|(_, after)| normalise(after))
            .filter(|after| !after.is_empty());
        let before_colon = heading
            .split_once([':', '–', '—'])
            .map(|(before, _)| normalise(before))
            .filter(|before| !before.is_empty());
        let own = |text: &String| {
            self.own
                .iter()
                .find(|(own, _)| own == text)
                .map(|(_, role)| *role)
        };
        after_colon
            .as_ref()
            .and_then(own)
            .or_else(|| built_in(&whole).filter(|_| after_colon.is_none()))
            .or_else(|| after_colon.as_deref().and_then(built_in))
            .or_else(|| before_colon.as_deref().and_then(built_in))
            .or_else(|| built_in(&whole))
    }
}

/// The role of normalised words: an exact heading first, then the longest known beginning.
fn built_in(words: &str) -> Option<Role> {
    let without_article = words
        .strip_prefix("the ")
        .or_else(|| words.strip_prefix("our "))
        .unwrap_or(words);
    [words, without_article]
        .into_iter()
        .find_map(|words| {
            let all = || {
                Role::ALL
                    .into_iter()
                    .flat_map(|role| role.headings().iter().map(move |heading| (*heading, role)))
            };
            all()
                .find(|(heading, _)| {
                    heading.strip_suffix('…').unwrap_or(heading).trim_end() == words
                })
                .or_else(|| {
                    all()
                        .filter_map(|(heading, role)| {
                            heading
                                .strip_suffix('…')
                                .map(|beginning| (beginning.trim_end(), role))
                        })
                        .filter(|(beginning, _)| {
                            words
                                .strip_prefix(beginning)
                                .is_some_and(|rest| rest.starts_with(' '))
                        })
                        .max_by_key(|(beginning, _)| beginning.len())
                })
        })
        .map(|(_, role)| role)
}

/// A heading in small letters, without punctuation and numbering; a number that is left is `#`.
fn normalise(heading: &str) -> String {
    let spaced: String = heading
        .to_lowercase()
        .chars()
        .filter(|letter| !matches!(letter, '\'' | '’' | '‘' | '`'))
        .map(|letter| {
            if letter.is_alphanumeric() {
                letter
            } else {
                ' '
            }
        })
        .collect();
    let mut words: Vec<&str> = spaced.split_whitespace().collect();
    if words.len() > 1 && matches!(words[0], "section" | "part" | "step") && is_number(words[1]) {
        words.drain(..2);
    }
    while words.len() > 1 && is_number(words[0]) {
        words.remove(0);
    }
    words
        .iter()
        .map(|word| {
            if word.chars().all(|digit| digit.is_ascii_digit()) {
                "#"
            } else {
                word
            }
        })
        .collect::<Vec<_>>()
        .join(" ")
}

/// The heading without the number that its author put before it, for the contents list: `2.`,
/// `2.1`, `IV)` or `3:` and a space. Figures that belong to the words stay.
pub fn without_number(heading: &str) -> &str {
    let trimmed = heading.trim_start();
    let Some((first, rest)) = trimmed.split_once(char::is_whitespace) else {
        return trimmed;
    };
    let number = first.trim_end_matches(['.', ')', ':']);
    let has_mark = number.len() < first.len() || number.contains('.');
    let is_numbering = has_mark
        && number
            .split('.')
            .all(|part| is_number(&part.to_lowercase()));
    // “3.5 million” begins with a figure; “2.1 Background” with a number of the author's.
    let counts = number.contains('.')
        && number.len() == first.len()
        && rest
            .trim_start()
            .starts_with(|next: char| next.is_lowercase());
    if is_numbering && !counts && !rest.trim().is_empty() {
        rest.trim_start()
    } else {
        trimmed
    }
}

/// Arabic and Roman numbers up to 39, and single letters as in `a)`. “I” alone is a number here:
/// no known heading begins with the pronoun.
fn is_number(word: &str) -> bool {
    let arabic = !word.is_empty() && word.chars().all(|digit| digit.is_ascii_digit());
    let roman = !word.is_empty()
        && word.len() <= 6
        && word.chars().all(|letter| matches!(letter, 'i' | 'v' | 'x'));
    arabic || roman
}
