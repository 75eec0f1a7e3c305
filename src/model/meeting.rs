//! What a site says of the use of its briefings in team meetings.

use crate::document::shape::{Field, Kind, Record, Shape};

/// What a site says of the use of its briefings in team meetings.
#[derive(Clone, Debug, Default)]
pub struct Meeting {
    /// The questions for a briefing that asks none; the theme's where there are none here.
    pub questions: Vec<String>,
    /// Where a record of use is sent; to the first contact with an e-mail address where nothing
    /// is said.
    pub send_to: Option<String>,
}

/// `[meeting]` in site.toml.
pub(super) const FIELD: Field = Field {
    key: "meeting",
    kind: Kind::Table(&Shape {
        title: "[meeting]",
        fields: &[
            Field {
                key: "questions",
                kind: Kind::List(&Kind::Text),
                required: false,
                doc: "What a team asks itself about a briefing that has no questions of its own; three are enough.",
            },
            Field {
                key: "send_to",
                kind: Kind::Email,
                required: false,
                doc: "The e-mail address for records of use; that of the first contact which has one, where nothing is said.",
            },
        ],
        others: None,
    }),
    required: false,
    doc: "What the site says of the use of its briefings in team meetings.",
};

/// Reads what the site says.
pub(super) fn read(record: &Record) -> Meeting {
    let meeting = record.record("meeting");
    let questions = meeting.map(|meeting| meeting.texts("questions"));
    Meeting {
        questions: questions
            .unwrap_or_default()
            .into_iter()
            .map(|question| question.value)
            .collect(),
        send_to: meeting.and_then(|meeting| meeting.text("send_to")),
    }
}
