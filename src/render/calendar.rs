//! The days of review as a calendar that Outlook and the others can take in (RFC 5545).
//!
//! The same content gives the same bytes: an event is stamped with the last day on which something
//! is known to have happened to its briefing, never with that of the build, so that a calendar
//! which looks again finds changed only what has changed.

use super::view::ReviewDate;
use crate::source::Date;

/// How long a line may be, in octets, its end left out (RFC 5545, section 3.1).
const LINE: usize = 75;

/// A calendar of this name.
pub(super) fn calendar(name: &str, dates: &[ReviewDate]) -> String {
    let mut calendar = Calendar {
        // About as long as an event is.
        text: String::with_capacity(256 + 400 * dates.len()),
    };
    calendar.line("BEGIN", "VCALENDAR");
    calendar.line("VERSION", "2.0");
    calendar.line("PRODID", "-//Sevenfold//Review dates//EN");
    calendar.line("CALSCALE", "GREGORIAN");
    calendar.line("NAME", &escaped(name));
    // Older programs know the name by this one alone.
    calendar.line("X-WR-CALNAME", &escaped(name));
    for date in dates {
        calendar.line("BEGIN", "VEVENT");
        calendar.line("UID", &date.id);
        calendar.line("DTSTAMP", &format!("{}T000000Z", day(date.touched)));
        calendar.line("DTSTART;VALUE=DATE", &day(date.by));
        calendar.line("DTEND;VALUE=DATE", &day(date.day_after));
        calendar.line("SUMMARY", &escaped(&date.summary));
        if let Some(about) = &date.about {
            calendar.line("DESCRIPTION", &escaped(about));
        }
        if let Some(url) = &date.url {
            calendar.line("URL", url);
        }
        // A review is not an appointment: nobody is busy on that day.
        calendar.line("TRANSP", "TRANSPARENT");
        calendar.line("END", "VEVENT");
    }
    calendar.line("END", "VCALENDAR");
    calendar.text
}

struct Calendar {
    text: String,
}

impl Calendar {
    /// Writes a line, folded where it is too long; a letter of several octets stays whole.
    fn line(&mut self, name: &str, value: &str) {
        let mut length = 0;
        for letter in name.chars().chain([':']).chain(value.chars()) {
            if length + letter.len_utf8() > LINE {
                self.text.push_str("\r\n ");
                length = 1;
            }
            self.text.push(letter);
            length += letter.len_utf8();
        }
        self.text.push_str("\r\n");
    }
}

/// A text as a value: what would end it is escaped (RFC 5545, section 3.3.11), and what no text
/// may hold is left out.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len() + 8);
    for letter in text.chars() {
        match letter {
            '\\' | ';' | ',' => {
                escaped.push('\\');
                escaped.push(letter);
            }
            '\n' => escaped.push_str("\\n"),
            letter if letter.is_control() => {}
            letter => escaped.push(letter),
        }
    }
    escaped
}

/// A day without its hyphens.
fn day(date: Date) -> String {
    format!("{:04}{:02}{:02}", date.year(), date.month(), date.day())
}
