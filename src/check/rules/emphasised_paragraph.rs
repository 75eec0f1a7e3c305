//! Paragraphs that are bold or italic from end to end, and bold lines that are headings.

use crate::check::{Remarks, Rule, Run, Subject};
use crate::diagnostic::Severity;
use crate::document::markdown::{Markdown, NodeKind};

pub(super) const RULE: Rule = Rule {
    code: "emphasised-paragraph",
    severity: Severity::Remark,
    manual: include_str!("../../../docs/checks/emphasised-paragraph.md"),
    run: Run::EachText(check),
};

/// The most words of one paragraph that may be emphasised all together.
const MOST_WORDS: usize = 12;

fn check(subject: &Subject<'_>, remarks: &mut Remarks) {
    let markdown = subject.markdown();
    for (at, node) in markdown.nodes.iter().enumerate() {
        let is_block = matches!(node.kind, NodeKind::Paragraph | NodeKind::Item(_));
        if is_block && let Some(form) = whole_form(markdown, at) {
            check_block(subject, at, form, remarks);
        }
    }
}

/// How a block is emphasised.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Form {
    Bold,
    Italic,
}

fn check_block(subject: &Subject<'_>, at: usize, form: Form, remarks: &mut Remarks) {
    let markdown = subject.markdown();
    let words = markdown.words(markdown.inside(at));
    if words > MOST_WORDS {
        let form = match form {
            Form::Bold => "bold",
            Form::Italic => "italic",
        };
        remarks.add(
            subject.inside(at),
            format!("this whole paragraph of {words} words is {form}"),
            "Emphasise the few words that matter, or make a callout of it: > [!IMPORTANT].",
        );
    } else if form == Form::Bold && is_heading(markdown, at) {
        remarks.add(
            subject.inside(at),
            "this bold line is a heading in all but name",
            "Write ### before it instead of ** around it, so that everybody can jump to it.",
        );
    }
}

/// Whether everything in a block is emphasised, and how.
fn whole_form(markdown: &Markdown, at: usize) -> Option<Form> {
    let mut form = None;
    for child in markdown.children(markdown.inside(at)) {
        match &markdown.node(child).kind {
            NodeKind::Strong => form = form.or(Some(Form::Bold)),
            NodeKind::Emphasis => form = form.or(Some(Form::Italic)),
            NodeKind::Text(_) if markdown.literal(markdown.node(child)).trim().is_empty() => {}
            NodeKind::SoftBreak | NodeKind::HardBreak => {}
            _ => return None,
        }
    }
    form
}

/// Whether a bold paragraph ends like a heading, and stands between the blocks of a text.
fn is_heading(markdown: &Markdown, at: usize) -> bool {
    let node = markdown.node(at);
    if !matches!(node.kind, NodeKind::Paragraph) {
        return false;
    }
    let words = markdown.plain(markdown.inside(at));
    let next = markdown.nodes.get(node.end as usize).map(|next| &next.kind);
    // Before a table or a picture it may be their caption.
    let heads = matches!(next, Some(NodeKind::Paragraph | NodeKind::List(_)));
    let encloses = |outer: &usize| markdown.node(*outer).end as usize > at;
    let is_on_its_own = !(0..at).any(|outer| encloses(&outer));
    heads && is_on_its_own && !words.trim_end().ends_with(['.', '!', ',', ';'])
}
