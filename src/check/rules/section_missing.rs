//! Parts that an audit or review of its kind usually has.

use crate::check::{Remarks, Rule, Run, Subject};
use crate::diagnostic::Severity;
use crate::document::markdown::NodeKind;
use crate::model::Briefing;
use crate::model::briefing::Status;
use crate::model::role::Role;

pub(super) const RULE: Rule = Rule {
    code: "section-missing",
    severity: Severity::Remark,
    manual: include_str!("../../../docs/checks/section-missing.md"),
    run: Run::EachBriefing(check),
};

/// What texts of one kind usually have.
struct Usual {
    kind: &'static str,
    /// The kind in words.
    words: &'static str,
    parts: &'static [&'static Part],
}

/// A part of a text, and the roles of which one makes it.
struct Part {
    words: &'static str,
    roles: &'static [Role],
}

const CONTEXT: Part = Part {
    words: "context",
    roles: &[Role::Context, Role::Method, Role::Case],
};

const STRENGTHS: Part = Part {
    words: "strengths",
    roles: &[Role::Strengths],
};

const LESSONS: Part = Part {
    words: "improvements or learning",
    roles: &[Role::Improvements, Role::Learning],
};

/// A guide may be of any form. Recommendations are not told here: that there are none at all
/// weighs more than a missing section, and is said by a rule of its own.
const USUAL: [Usual; 7] = [
    Usual {
        kind: "multi-agency-audit",
        words: "a multi-agency audit",
        parts: &[&CONTEXT, &STRENGTHS, &LESSONS],
    },
    Usual {
        kind: "single-agency-audit",
        words: "a single-agency audit",
        parts: &[&CONTEXT, &STRENGTHS, &LESSONS],
    },
    Usual {
        kind: "rapid-review",
        words: "a rapid review",
        parts: &[&CONTEXT, &LESSONS],
    },
    Usual {
        kind: "practice-review",
        words: "a practice review",
        parts: &[&CONTEXT, &LESSONS],
    },
    Usual {
        kind: "adult-review",
        words: "a safeguarding adult review",
        parts: &[&CONTEXT, &LESSONS],
    },
    Usual {
        kind: "domestic-homicide-review",
        words: "a domestic homicide review",
        parts: &[&CONTEXT, &LESSONS],
    },
    Usual {
        kind: "national-review",
        words: "a national review",
        parts: &[&CONTEXT, &LESSONS],
    },
];

fn check(briefing: &Briefing, subject: &Subject<'_>, remarks: &mut Remarks) {
    let kind = briefing.audit.kind.as_deref();
    let Some(usual) = USUAL.iter().find(|usual| Some(usual.kind) == kind) else {
        return;
    };
    if matches!(briefing.status, Status::Draft | Status::Withdrawn) {
        return;
    }
    let missing: Vec<&str> = usual
        .parts
        .iter()
        .filter(|part| !is_there(part, briefing))
        .map(|part| part.words)
        .collect();
    if !missing.is_empty() {
        remarks.add(
            subject.front_matter("audit.kind"),
            format!(
                "there is no section on {}, as {} usually has",
                missing.join(" and none on "),
                usual.words
            ),
            "Write it; or, if a section is meant to be that, give its heading the role, as in ## Now what? {.strengths}.",
        );
    }
}

fn is_there(part: &Part, briefing: &Briefing) -> bool {
    let has_role = |role: Role| {
        let mut sections = briefing.text.sections.iter();
        sections.any(|section| section.role == Some(role))
    };
    // What stands before the first heading says what the text is about.
    let is_lead = part.roles.contains(&Role::Context) && {
        let markdown = briefing.text.markdown();
        let mut blocks = markdown.children(briefing.text.lead.clone());
        blocks.any(|at| matches!(markdown.node(at).kind, NodeKind::Paragraph))
    };
    // That there is no finding of any kind is said by a rule of its own.
    let is_told =
        part.roles.iter().any(|role| role.holds_findings()) && briefing.findings.is_empty();
    is_lead || is_told || part.roles.iter().copied().any(has_role)
}
