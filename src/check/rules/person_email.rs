//! Personal e-mail addresses.

use std::sync::LazyLock;

use regex::Regex;

use crate::check::people::Sense;
use crate::check::{Context, Passage, PassageKind, Remarks, Rule, Run, words};
use crate::diagnostic::Severity;

pub(super) const RULE: Rule = Rule {
    code: "person-email",
    severity: Severity::Warning,
    manual: include_str!("../../../docs/checks/person-email.md"),
    run: Run::EachPassage(check),
};

static ADDRESS: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"[A-Za-z0-9][A-Za-z0-9._%+'\-]*@[A-Za-z0-9\-]+(?:\.[A-Za-z0-9\-]+)*\.[A-Za-z]{2,}")
        .expect("invariant: the pattern is well formed")
});

/// An address that is written so that no program finds it: kayleigh(at)example.org.
static HIDDEN: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"([A-Za-z0-9][A-Za-z0-9._%+'\-]*) ?[(\[] ?(?:at|AT) ?[)\]] ?([A-Za-z0-9\-]+(?:\.[A-Za-z0-9\-]+)*\.[A-Za-z]{2,})")
        .expect("invariant: the pattern is well formed")
});

/// Where private persons have their addresses.
const PRIVATE: &[&str] = &[
    "gmail",
    "googlemail",
    "hotmail",
    "outlook",
    "yahoo",
    "icloud",
    "live",
    "aol",
    "btinternet",
    "protonmail",
    "proton",
    "sky",
    "me",
    "msn",
    "ymail",
    "virginmedia",
    "talktalk",
];

/// Parts of the names of mailboxes that several people read.
const ROLES: &[&str] = &[
    "access",
    "admin",
    "administrator",
    "adult",
    "adults",
    "advice",
    "advisor",
    "assessment",
    "audit",
    "audits",
    "board",
    "booking",
    "bookings",
    "briefing",
    "briefings",
    "business",
    "care",
    "carers",
    "cases",
    "centre",
    "chair",
    "child",
    "children",
    "childrens",
    "clerk",
    "comms",
    "communications",
    "community",
    "complaints",
    "conference",
    "consultation",
    "contact",
    "coordinator",
    "council",
    "customer",
    "cypmh",
    "data",
    "desk",
    "development",
    "domestic",
    "dpo",
    "duty",
    "early",
    "education",
    "edt",
    "enquiries",
    "enquiry",
    "events",
    "families",
    "family",
    "feedback",
    "first",
    "foi",
    "front",
    "governance",
    "head",
    "headteacher",
    "health",
    "hello",
    "help",
    "helpdesk",
    "helpline",
    "homes",
    "housing",
    "hr",
    "hub",
    "idva",
    "inbox",
    "info",
    "information",
    "intake",
    "lado",
    "lead",
    "leads",
    "learning",
    "legal",
    "mail",
    "mailbox",
    "manager",
    "marac",
    "mash",
    "media",
    "mental",
    "ncc",
    "news",
    "newsletter",
    "no",
    "noreply",
    "nurse",
    "nursing",
    "office",
    "officer",
    "out",
    "partners",
    "partnership",
    "police",
    "policy",
    "post",
    "postmaster",
    "practice",
    "press",
    "prevent",
    "privacy",
    "programme",
    "protection",
    "quality",
    "reception",
    "records",
    "referral",
    "referrals",
    "reply",
    "report",
    "reports",
    "request",
    "response",
    "review",
    "reviews",
    "safe",
    "safeguarding",
    "sab",
    "sar",
    "scp",
    "school",
    "schools",
    "sec",
    "secretary",
    "section",
    "send",
    "senco",
    "service",
    "services",
    "single",
    "social",
    "support",
    "team",
    "training",
    "unit",
    "voice",
    "web",
    "webmaster",
    "work",
    "workforce",
    "youth",
];

fn check(passage: &Passage, _: &Context<'_>, remarks: &mut Remarks) {
    let text = passage.text.as_str();
    let brackets = ["(at", "( at", "[at", "[ at", "(AT", "[AT"];
    let is_hidden = || brackets.iter().any(|at| text.contains(at));
    if matches!(passage.kind, PassageKind::Shared(_)) || !text.contains('@') && !is_hidden() {
        return;
    }
    let plain = ADDRESS.find_iter(text);
    let plain = plain.map(|found| (found.range(), found.as_str().to_owned()));
    let hidden = HIDDEN.captures_iter(text).filter_map(|found| {
        let address = format!("{}@{}", &found[1], &found[2]);
        Some((found.get(0)?.range(), address))
    });
    for (range, address) in plain.chain(hidden) {
        let is_beside = || is_name_beside(passage, &address);
        if is_personal(&address) || is_beside() {
            remarks.add(
                passage.span(range.clone()),
                format!("`{}` is the e-mail address of one person", &text[range]),
                "Delete it, or give an address that a team reads, such as safeguarding@ or info@: it is right for longer, too.",
            );
        }
    }
}

fn is_personal(address: &str) -> bool {
    let (name, host) = address.split_once('@').unwrap_or((address, ""));
    let name = name.to_lowercase();
    let private = host.split('.').next().unwrap_or_default().to_lowercase();
    let is_role = name.split(['.', '_', '-', '+']).any(|part| {
        ROLES.contains(&part)
            || part.len() > 4
                && ROLES
                    .iter()
                    .any(|role| role.len() > 4 && part.ends_with(role))
    });
    if is_role {
        return false;
    }
    let parts: Vec<&str> = name
        .split(['.', '_', '-', '+'])
        .filter(|part| !part.is_empty())
        .collect();
    let first = parts.first().copied().unwrap_or_default();
    let plain = first.trim_end_matches(|letter: char| letter.is_ascii_digit());
    parts.len() > 1
        || PRIVATE.contains(&private.as_str())
        || words::is_first_name_written_small(plain)
}

/// Whether the mailbox is called by a surname that stands beside it: “Helen Example, hexample@”.
fn is_name_beside(passage: &Passage, address: &str) -> bool {
    let view = passage.words().over(&passage.text);
    let mailbox = address.split('@').next().unwrap_or_default().to_lowercase();
    (1..view.len()).any(|at| {
        let surname = view.shown(at);
        surname.len() >= 4
            && view.is_capital(at)
            && view.is_joined(at)
            && view.is(at - 1, Sense::NAME.with(Sense::MAYBE_NAME))
            && mailbox.contains(&surname.to_lowercase())
    })
}
