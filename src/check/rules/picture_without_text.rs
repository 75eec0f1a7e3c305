//! Pictures that say nothing to somebody who does not see them.

use std::sync::LazyLock;

use regex::Regex;

use crate::check::{Remarks, Rule, Run, Subject};
use crate::diagnostic::Severity;
use crate::document::markdown::NodeKind;

pub(super) const RULE: Rule = Rule {
    code: "picture-without-text",
    severity: Severity::Warning,
    manual: include_str!("../../../docs/checks/picture-without-text.md"),
    run: Run::EachText(check),
};

/// What a program or a camera called the file, and words that say only that it is a picture.
static NO_TEXT: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?ix)^(?:
        (?: an? \s )? (?: img | dsc | dscn | image | picture | photo | photograph | screenshot | screen\sshot | scan | figure | fig | chart | graph | diagram | table | logo | icon | graphic | illustration | untitled | slide | clipart | alt(?:\stext)? )
        [0-9\s_.()\-]*
        | .* \. (?: png | jpe?g | webp | gif | svg | bmp | tiff? | heic | pdf )
    )$")
    .expect("invariant: the pattern is well formed")
});

/// A screen reader has said already that it is a picture.
static SAID_TWICE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)^(?:an? |the |this )?(?:image|picture|graphic)(?: of| showing| shows)\b")
        .expect("invariant: the pattern is well formed")
});

fn check(subject: &Subject<'_>, remarks: &mut Remarks) {
    let markdown = subject.markdown();
    for (at, node) in markdown.nodes.iter().enumerate() {
        let NodeKind::Image(image) = &node.kind else {
            continue;
        };
        let words = markdown.plain(markdown.inside(at));
        let words = words.trim();
        if words.is_empty() {
            remarks.add(
                markdown.span(at),
                format!("nothing stands for the picture `{}`", image.to),
                "Write between the brackets what the picture tells: ![Referrals rose from 40 to 60 a month](referrals.png).",
            );
        } else if NO_TEXT.is_match(words) || is_name_of(words, &image.to) {
            remarks.add(
                subject.inside(at),
                format!("“{words}” does not say what the picture shows"),
                "Write what somebody who cannot see it needs to know, in a sentence.",
            );
        } else if let Some(found) = SAID_TWICE.find(words) {
            remarks.add(
                subject.inside(at),
                format!(
                    "“{}” is said already, by every screen reader",
                    found.as_str()
                ),
                "Begin with what it shows.",
            );
        }
    }
}

/// Whether the words are the name of the file, with or without its ending.
fn is_name_of(words: &str, file: &str) -> bool {
    let name = file.rsplit('/').next().unwrap_or(file);
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    words == name
        || (words == stem
            && !words.contains(' ')
            && words
                .contains(|letter: char| matches!(letter, '-' | '_') || letter.is_ascii_digit()))
}
