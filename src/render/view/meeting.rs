//! The use of a briefing in a team meeting.

use serde::Serialize;

use super::{Date, KeptBack, Link, Viewer};
use crate::model;
use crate::model::role::{Role, without_number};
use crate::site::address;
use crate::theme::fill;

/// The use of a briefing in a team meeting.
#[derive(Debug, Serialize)]
pub(in crate::render) struct Meeting {
    title: String,
    path: String,
    /// The whole address, where the site knows its own, for paper.
    url: Option<String>,
    summary: Option<String>,
    partnership: Option<String>,
    kept_back: Option<KeptBack>,
    superseded_by: Option<Link>,
    /// The day by which it should have been checked, where that has passed.
    unchecked_since: Option<Date>,
    minutes: usize,
    parts: Vec<MeetingPart>,
    questions: Vec<String>,
    /// Whether these are the questions for any briefing, because it has none of its own.
    standing: bool,
    mail: Option<Mail>,
}

/// A section with its share of the minutes.
#[derive(Debug, Serialize)]
pub(super) struct MeetingPart {
    heading: String,
    path: String,
    role: Option<&'static str>,
    role_name: Option<String>,
    minutes: usize,
}

/// A message that waits to be sent.
#[derive(Debug, Serialize)]
pub(super) struct Mail {
    to: String,
    href: String,
}

impl Viewer<'_> {
    /// The use of a briefing in a team meeting.
    pub(in crate::render) fn meeting(self, index: u32) -> Meeting {
        let (site, briefing) = (self.site, self.site.briefing(index));
        let path = address::briefing(&briefing.slug);
        let url = self.canonical(&path);
        let own = &site.settings.meeting.questions;
        let standing = briefing.questions.is_empty();
        let questions = match (standing, own.is_empty()) {
            (false, _) => briefing.questions.clone(),
            (true, false) => own.clone(),
            (true, true) => self.phrases.list("meeting", "questions"),
        };
        let successor = briefing.superseded_by.as_ref();
        let successor = successor.and_then(|slug| site.find(&slug.value));
        let partnerships = &site.vocabulary.partnerships;
        Meeting {
            title: briefing.title.clone(),
            summary: briefing.summary.clone(),
            partnership: briefing
                .partnership
                .as_ref()
                .and_then(|id| partnerships.get(id))
                .map(|partnership| partnership.name.clone()),
            kept_back: self.kept_back(briefing),
            superseded_by: successor.map(|index| {
                let successor = site.briefing(index);
                Link {
                    name: successor.title.clone(),
                    path: address::briefing(&successor.slug),
                }
            }),
            unchecked_since: briefing
                .review_by
                .filter(|_| briefing.is_review_overdue(site.today))
                .map(|day| self.date(day)),
            minutes: briefing.minutes(),
            parts: self.meeting_parts(briefing, &path),
            questions,
            standing,
            mail: self.mail(briefing, url.as_deref()),
            path,
            url,
        }
    }

    fn meeting_parts(self, briefing: &model::Briefing, path: &str) -> Vec<MeetingPart> {
        let sections = briefing.text.sections.iter();
        let parts = sections.zip(briefing.section_minutes());
        parts
            .map(|(section, minutes)| MeetingPart {
                heading: without_number(&section.title).to_owned(),
                path: address::within(path, briefing.text.anchor(section)),
                role: section.role.map(Role::as_str),
                role_name: section
                    .role
                    .map(|role| self.phrases.get("roles", role.as_str()).to_owned()),
                minutes,
            })
            .collect()
    }

    /// The record of use as a message to the partnership: the reader's own mail program sends it,
    /// and nothing is kept here.
    fn mail(self, briefing: &model::Briefing, url: Option<&str>) -> Option<Mail> {
        let settings = &self.site.settings;
        let contact = || {
            let mut contacts = settings.contacts.iter();
            contacts.find_map(|contact| contact.email.clone())
        };
        let to = settings.meeting.send_to.clone().or_else(contact)?;
        let subject = fill(
            self.phrases.get("meeting", "mail_subject"),
            &[("title", &briefing.title)],
        );
        let fields = ["team", "date", "people", "actions", "by_whom"]
            .map(|field| format!("{}: \n", self.phrases.get("meeting", field)));
        let body = format!(
            "{}\n{}\n\n{}\n{}\n",
            briefing.title,
            url.unwrap_or_default(),
            fields.concat(),
            self.phrases.get("meeting", "no_names"),
        );
        Some(Mail {
            // `@` may stand as it is (RFC 6068); all else that could end the address may not.
            href: format!(
                "mailto:{}?subject={}&body={}",
                percent_encoded(&to).replace("%40", "@"),
                percent_encoded(&subject),
                percent_encoded(&body),
            ),
            to,
        })
    }
}

/// A text within an address (RFC 3986); a line ends there with CR and LF (RFC 6068).
fn percent_encoded(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len() * 2);
    for byte in text.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => {
                encoded.push(char::from(byte));
            }
            b'\n' => encoded.push_str("%0D%0A"),
            byte => encoded.push_str(&format!("%{byte:02X}")),
        }
    }
    encoded
}
