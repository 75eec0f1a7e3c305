//! Words that speak of a link where there is none: pasting has lost it.

use std::sync::LazyLock;

use regex::Regex;

use crate::check::{Passage, PassageKind, Remarks, Rule, Run, Subject};
use crate::diagnostic::Severity;
use crate::document::markdown::NodeKind;
use crate::model::reach;
use crate::source::{Span, offset};

pub(super) const RULE: Rule = Rule {
    code: "link-lost",
    severity: Severity::Warning,
    manual: include_str!("../../../docs/checks/link-lost.md"),
    run: Run::EachText(check),
};

/// What speaks of a link. The first group must end its clause: “support is available here in
/// Northtown” speaks of a place.
static LINK: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r#"(?xi)
        (?-u:\b)(?P<here> (?: available | found | accessed | downloaded | viewed | obtained | read | view | download | register | apply | sign\s up | book )
            \s (?: more \s | online \s )? here (?-u:\b)
          | (?: find\sout | read | learn | see )\smore\shere(?-u:\b) | more\sinformation\shere(?-u:\b) )
        | (?-u:\b)(?P<view> (?: view | read | see | download ) \s (?: the | our | this ) \s (?: [a-z-]+ \s ){1,3} here )(?-u:\b)
        | (?-u:\b)click(?:ing)?\s(?: here | on\s(?:the|this)\slink | the\slink | this\slink )(?-u:\b)
        | (?-u:\b)(?: follow\s(?:the|this) | (?: use | using | via | see | visit | at | on | through )\sthis )\slink(?-u:\b)
        | (?-u:\b)(?P<below> links?\sbelow | following\slinks? )(?-u:\b)
        | [\[(<] (?: insert\s | add\s )? (?: here | link(?:\shere)? | hyperlink | weblink | web\slink | url ) [\])>]
        | (?P<code> HYPERLINK\s["“”] )
    "#)
    .expect("invariant: the pattern is well formed")
});

/// What the pattern above cannot do without.
static MAY_LINK: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"[Hh]ere|[Ll]ink|LINK|[(\[]url").expect("invariant: the pattern is well formed")
});

/// The ending of an address.
static MAY_BE_HOST: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"\.(?:uk|org|com|net|wales|scot)").expect("invariant: the pattern is well formed")
});

/// An address without www or https, which is no link by itself.
static HOST: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"[a-z0-9][a-z0-9-]*(?:\.[a-z0-9-]+)*\.(?:uk|org|com|net|wales|scot)(?:/[^\s]*)?")
        .expect("invariant: the pattern is well formed")
});

/// Words that are underlined in HTML, within one line.
static UNDERLINED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"<[uU]>([^<>\n]+)</[uU]>").expect("invariant: the pattern is well formed")
});

/// How far below a link may stand that “the link below” speaks of, in bytes.
const BELOW: u32 = 1_500;

fn check(subject: &Subject<'_>, remarks: &mut Remarks) {
    for passage in subject.passages.iter().filter(|it| it.is_prose()) {
        if MAY_LINK.is_match(&passage.text) {
            check_words(subject, passage, remarks);
        }
    }
    let markdown = subject.markdown();
    check_underlined(subject, remarks);
    if MAY_BE_HOST.is_match(&markdown.text[markdown.body..]) {
        check_hosts(subject, remarks);
    }
}

fn check_words(subject: &Subject<'_>, passage: &Passage, remarks: &mut Remarks) {
    let text = passage.text.as_str();
    for found in LINK.captures_iter(text) {
        let whole = found.get(0).expect("invariant: the whole always matches");
        let after = text[whole.end()..].trim_start();
        let ends_clause =
            after.is_empty() || after.starts_with(['.', ',', ';', ':', '!', ')', '–']);
        let is_connection = after.starts_with("between") || after.starts_with("with");
        let is_quoted =
            text[..whole.start()].ends_with(['“', '"', '‘']) && after.starts_with(['”', '"', '’']);
        let is_place = found.name("here").or(found.name("view"));
        let is_elsewhere = is_place.is_some() && !ends_clause;
        let is_below = found.name("below").is_some();
        // What a word processor leaves behind is no link even where its address is one.
        let is_linked = found.name("code").is_none() && has_link(subject, passage, is_below);
        if is_quoted || is_elsewhere || is_connection || is_linked {
            continue;
        }
        let message = if found.name("code").is_some() {
            "here stands what a word processor left of a link".to_owned()
        } else {
            format!("“{}” speaks of a link, and there is none", whole.as_str())
        };
        remarks.add(
            passage.span(whole.range()),
            message,
            "Put the link back: [the name of what is there](https://…). If it is lost, say where it can be found.",
        );
    }
}

/// Underlined words: on the web they are links, and pasting leaves the line and loses the rest.
fn check_underlined(subject: &Subject<'_>, remarks: &mut Remarks) {
    let markdown = subject.markdown();
    for found in UNDERLINED.captures_iter(&markdown.text[markdown.body..]) {
        let words = found.get(1).expect("invariant: the group always matches");
        let place = markdown.body + words.start()..markdown.body + words.end();
        // Words that are a link have one all the same, and code is quoted.
        let is_meant = markdown.nodes.iter().any(|node| {
            let is_around = (node.start as usize) < place.start && place.end < node.stop as usize;
            is_around
                && matches!(
                    node.kind,
                    NodeKind::Link(_) | NodeKind::CodeText(_) | NodeKind::Code
                )
        });
        if !is_meant {
            remarks.add(
                Span::new(&markdown.file, place),
                format!("“{}” is underlined like a link, and there is none", words.as_str()),
                "Put the link back: [the name of what is there](https://…). If there was none, take the line away: readers would press it.",
            );
        }
    }
}

/// Whether there is a link in a passage, or soon below it.
fn has_link(subject: &Subject<'_>, passage: &Passage, is_below: bool) -> bool {
    let markdown = subject.markdown();
    if matches!(passage.kind, PassageKind::FrontMatter(_)) {
        return false;
    }
    let place = passage.whole();
    // A link's own marking stands before and behind its words.
    let from = place.start.saturating_sub(1);
    let until = if is_below {
        place.end + BELOW
    } else {
        place.end
    };
    let nodes = markdown.nodes.iter();
    let mut nodes = nodes.filter(|node| (from..until.max(from + 1)).contains(&node.start));
    nodes.any(|node| match &node.kind {
        NodeKind::Link(_) => true,
        NodeKind::Text(_) => {
            let text = markdown.literal(node);
            text.contains("://") || text.contains("www.")
        }
        _ => false,
    })
}

/// Addresses that are no links: the site makes links of those with www or https.
fn check_hosts(subject: &Subject<'_>, remarks: &mut Remarks) {
    let markdown = subject.markdown();
    let mut link_ends = 0;
    for (at, node) in markdown.nodes.iter().enumerate() {
        if matches!(node.kind, NodeKind::Link(_)) {
            link_ends = node.end as usize;
        }
        if at < link_ends || !matches!(node.kind, NodeKind::Text(None)) {
            continue;
        }
        let text = markdown.literal(node);
        if !MAY_BE_HOST.is_match(text) {
            continue;
        }
        let linked = reach::find(text);
        for found in HOST.find_iter(text) {
            let host = found
                .as_str()
                .trim_end_matches(|letter: char| !letter.is_alphanumeric() && letter != '/');
            let range = found.start()..found.start() + host.len();
            let is_part = text[..range.start].ends_with(|before: char| {
                before.is_alphanumeric() || matches!(before, '@' | '/' | '.' | '_' | '-' | ':')
            }) || text[range.end..]
                .starts_with(|after: char| after.is_alphanumeric() || after == '@');
            let is_linked = linked
                .iter()
                .any(|it| it.range.start < range.end && range.start < it.range.end);
            // The name of the government's site is written so.
            if is_part || is_linked || host == "gov.uk" {
                continue;
            }
            let start = node.start + offset(range.start);
            let span = Span::new(&markdown.file, start as usize..start as usize + host.len());
            remarks.add(
                span,
                format!("`{host}` is an address without a link"),
                format!("Write [the name of the site](https://{host})."),
            );
        }
    }
}
