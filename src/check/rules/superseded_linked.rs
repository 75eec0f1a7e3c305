//! Links to briefings that others have taken the place of.

use crate::check::{Project, Remarks, Rule, Run};
use crate::diagnostic::Severity;
use crate::model::briefing::Status;
use crate::model::links::TextTarget;
use crate::model::{Briefing, Library, Links};

pub(super) const RULE: Rule = Rule {
    code: "superseded-linked",
    severity: Severity::Warning,
    manual: include_str!("../../../docs/checks/superseded-linked.md"),
    run: Run::Project(check),
};

fn check(project: &Project<'_>, remarks: &mut Remarks) {
    let library = project.library;
    // Nobody mends texts that are past themselves.
    let is_past = |briefing: &Briefing| {
        briefing.superseded_by.is_some() || briefing.status == Status::Withdrawn
    };
    let briefings = library.briefings.iter().zip(&library.briefing_links);
    for (briefing, links) in briefings.filter(|(briefing, _)| !is_past(briefing)) {
        follow(Some(briefing), links, library, remarks);
    }
    for links in &library.page_links {
        follow(None, links, library, remarks);
    }
}

fn follow(from: Option<&Briefing>, links: &Links, library: &Library, remarks: &mut Remarks) {
    for (number, span) in &links.texts {
        // Pages stand in the book behind the briefings, and are never superseded.
        let Some(old) = library.briefings.get(*number as usize) else {
            continue;
        };
        let Some(next) = &old.superseded_by else {
            continue;
        };
        let Some(new) = successor(old, library) else {
            continue;
        };
        // A successor may say what it comes after; that a link leads to nothing public is an
        // error already.
        let is_own = from.is_some_and(|from| from.slug == next.value || from.slug == new.slug);
        if is_own || !old.is_public(library.today) {
            continue;
        }
        remarks.add_with(
            span.clone(),
            format!("this link leads to “{}”, which is superseded", old.title),
            format!("Link to “{}” instead: [[{}]].", new.title, new.slug),
            (next.span.clone(), "here its successor is named"),
        );
    }
}

/// The briefing that is valid today in place of another.
fn successor<'a>(old: &'a Briefing, library: &'a Library) -> Option<&'a Briefing> {
    let mut newest = old;
    // Two that name each other lead nowhere.
    for _ in 0..library.briefings.len() {
        let Some(next) = &newest.superseded_by else {
            return Some(newest);
        };
        let number = library
            .book
            .number(&TextTarget::Briefing(next.value.clone()))?;
        newest = library.briefings.get(number as usize)?;
    }
    None
}
