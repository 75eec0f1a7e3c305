//! Links whose words do not say where they lead.

use std::collections::BTreeMap;

use crate::check::{Remarks, Rule, Run, Subject};
use crate::diagnostic::Severity;
use crate::document::markdown::{LinkForm, NodeKind};
use crate::model::reach::{self, Reach};
use crate::source::Span;

pub(super) const RULE: Rule = Rule {
    code: "link-text",
    severity: Severity::Warning,
    manual: include_str!("../../../docs/checks/link-text.md"),
    run: Run::EachText(check),
};

/// Words that lead anywhere.
const EMPTY: [&str; 44] = [
    "available here",
    "click",
    "click here",
    "click on this link",
    "click this link",
    "details",
    "document",
    "pdf",
    "see website",
    "see the website",
    "the website",
    "this document",
    "view",
    "view here",
    "web page",
    "website",
    "download",
    "download here",
    "find out more",
    "find out more here",
    "follow this link",
    "further details",
    "further information",
    "go",
    "here",
    "info",
    "learn more",
    "link",
    "links",
    "more",
    "more details",
    "more here",
    "more info",
    "more information",
    "read here",
    "read more",
    "read more here",
    "see here",
    "see more",
    "this",
    "this link",
    "this page",
    "this site",
    "this website",
];

fn check(subject: &Subject<'_>, remarks: &mut Remarks) {
    let markdown = subject.markdown();
    let mut led: BTreeMap<String, (&str, Span)> = BTreeMap::new();
    let body = &markdown.text[markdown.body..];
    let has_addresses = body.contains("://") || body.contains("www.");
    let mut link_ends = 0;
    for (at, node) in markdown.nodes.iter().enumerate() {
        match &node.kind {
            NodeKind::Link(link) => {
                link_ends = node.end as usize;
                if link.form == LinkForm::Reference {
                    continue;
                }
                let words = markdown.plain(markdown.inside(at));
                check_link(subject, at, (&words, &link.to), &mut led, remarks);
            }
            NodeKind::Text(_) if has_addresses && at >= link_ends => {
                check_text(subject, at, remarks);
            }
            _ => {}
        }
    }
}

fn check_link<'a>(
    subject: &Subject<'a>,
    at: usize,
    (words, to): (&str, &'a str),
    led: &mut BTreeMap<String, (&'a str, Span)>,
    remarks: &mut Remarks,
) {
    let plain = words
        .trim_matches(|letter: char| !letter.is_alphanumeric())
        .to_lowercase();
    if plain.is_empty() {
        // A picture that leads somewhere is judged as a picture.
        return;
    }
    let span = subject.inside(at);
    if EMPTY.contains(&plain.as_str()) || plain.starts_with("click here ") {
        return remarks.add(
            span,
            format!("“{}” does not say where the link leads", words.trim()),
            "Make a link of the words that name what is there, as in [the threshold document](…).",
        );
    }
    if is_address(words.trim()) {
        return remarks.add(span, bare(words.trim()), NAME_IT);
    }
    if is_file(words.trim()) {
        return remarks.add(
            span,
            format!(
                "`{}` is the name of a file, and does not say what is in it",
                words.trim()
            ),
            "Write what is there, as in [the escalation policy](…).",
        );
    }
    let to = to.trim_end_matches('/');
    match led.get(&plain) {
        Some((other, _)) if *other == to => {}
        Some((_, place)) => {
            let message = format!(
                "“{}” is the text of two links that lead to different places",
                words.trim()
            );
            let help = "Say in the words of each what is there, and not at the other.";
            remarks.add_with(span, message, help, (place.clone(), "the other one"));
        }
        None => {
            led.insert(plain, (to, span));
        }
    }
}

/// An address that stands in the text becomes a link with itself as its words.
fn check_text(subject: &Subject<'_>, at: usize, remarks: &mut Remarks) {
    let markdown = subject.markdown();
    let node = markdown.node(at);
    let text = markdown.literal(node);
    if !text.contains("://") && !text.contains("www.") {
        return;
    }
    let is_verbatim = matches!(node.kind, NodeKind::Text(None));
    for found in reach::find(text) {
        match found.reach {
            Reach::Address(address) if !address.starts_with("mailto:") => {
                let start = node.start as usize;
                let span = if is_verbatim {
                    Span::new(
                        &markdown.file,
                        start + found.range.start..start + found.range.end,
                    )
                } else {
                    markdown.span(at)
                };
                remarks.add(span, bare(&text[found.range]), NAME_IT);
            }
            Reach::Address(_) | Reach::Phone(_) => {}
        }
    }
}

fn is_address(words: &str) -> bool {
    let hosts = [".uk", ".org", ".com", ".net", ".wales", ".scot"];
    let host = words.split('/').next().unwrap_or(words);
    let is_host =
        hosts.iter().any(|end| host.ends_with(end)) && host != "gov.uk" && host != "GOV.UK";
    !words.contains([' ', '@']) && (words.contains("://") || words.starts_with("www.") || is_host)
}

fn is_file(words: &str) -> bool {
    let small = words.to_lowercase();
    let endings = [".pdf", ".doc", ".docx", ".ppt", ".pptx", ".xls", ".xlsx"];
    !words.contains(' ') && endings.iter().any(|ending| small.ends_with(ending))
}

fn bare(address: &str) -> String {
    format!("`{address}` is an address, and a screen reader spells it out")
}

const NAME_IT: &str = "Write what is there, and the address behind it: [Northtown Safeguarding Partnership](https://…). On paper the site prints the address too.";
