//! Words of the project's own list that must never be published.

use std::ops::Range;

use crate::check::{Context, Passage, Remarks, Rule, Run, Subject};
use crate::diagnostic::Severity;
use crate::document::markdown::NodeKind;
use crate::source::Span;

pub(super) const RULE: Rule = Rule {
    code: "person-listed-name",
    severity: Severity::Warning,
    manual: include_str!("../../../docs/checks/person-listed-name.md"),
    run: Run::EachFile {
        text: check_text,
        shared: check_shared,
    },
};

/// The words of a text, what its links and pictures lead to, what readers do not see, and its
/// own name.
fn check_text(subject: &Subject<'_>, remarks: &mut Remarks) {
    let names = subject.context.names;
    if names.is_empty() {
        return;
    }
    let markdown = subject.markdown();
    let mut told: Vec<Range<usize>> = Vec::new();
    let mut tell = |span: Span, hash: &str, remarks: &mut Remarks| {
        let place = span.range();
        if told
            .iter()
            .all(|known| known.end <= place.start || place.end <= known.start)
        {
            told.push(place);
            add(span, hash, "this text", remarks);
        }
    };
    for passage in &subject.passages {
        for met in names.find(&passage.text) {
            tell(passage.span(met.range), met.hash, remarks);
        }
    }
    // Notes in comments and blocks of code stand in no passage.
    for met in names.find(&markdown.text[markdown.body..]) {
        let place = markdown.body + met.range.start..markdown.body + met.range.end;
        tell(Span::new(&markdown.file, place), met.hash, remarks);
    }
    for (at, node) in markdown.nodes.iter().enumerate() {
        let to = if let NodeKind::Link(link) = &node.kind {
            &link.to
        } else if let NodeKind::Image(image) = &node.kind {
            &image.to
        } else {
            continue;
        };
        for met in names.find(to) {
            let range = met.range;
            let whole = markdown.span(at);
            let written = markdown.text[whole.range()].rfind(to.as_str());
            let span = written.map_or(whole.clone(), |found| {
                let start = whole.range().start + found;
                Span::new(&markdown.file, start + range.start..start + range.end)
            });
            tell(span, met.hash, remarks);
        }
    }
    if let Some(met) = names.find(&markdown.file).first() {
        add(subject.start(), met.hash, "the name of this file", remarks);
    }
}

/// The values and the keys of settings and vocabulary.
fn check_shared(passage: &Passage, context: &Context<'_>, remarks: &mut Remarks) {
    let names = context.names;
    if names.is_empty() {
        return;
    }
    for met in names.find(&passage.text) {
        add(passage.span(met.range), met.hash, "this text", remarks);
    }
    let keys = passage.kind.key().unwrap_or_default();
    if let Some(met) = names.find(keys).first() {
        add(passage.whole(), met.hash, "the key of this entry", remarks);
    }
}

fn add(span: Span, hash: &str, place: &str, remarks: &mut Remarks) {
    remarks.add(
        span,
        format!("a word of the project’s list stands in {place} ({hash})"),
        "Take it out before anybody else reads the text, and look for it in earlier versions too. The list is .sevenfold/names.txt.",
    );
}
