//! The accessibility statement: the author's answers in the words of the model that the law
//! prescribes. Nothing is claimed here that the author has not.

use serde::Serialize;

use super::frame::{Contact, contact};
use super::{Date, Viewer};
use crate::model::accessibility::{self, Compliance, Enforcer, Reason};

/// The accessibility statement.
#[derive(Debug, Serialize)]
pub(in crate::render) struct Statement {
    organisation: String,
    applies_to: String,
    can: Vec<String>,
    /// The sentence on compliance, as the model has it.
    compliance: String,
    groups: Vec<ProblemGroup>,
    plans: Option<String>,
    contacts: Vec<Contact>,
    answer_within: Option<String>,
    /// Who enforces the regulations, as the model has it.
    enforcement: String,
    enforcers: Vec<Enforcement>,
    prepared: Date,
    reviewed: Date,
    review_by: Option<Date>,
    method: String,
    tested: Option<Date>,
    tested_by: Option<String>,
}

/// What is not accessible for one reason.
#[derive(Debug, Serialize)]
pub(super) struct ProblemGroup {
    id: &'static str,
    name: String,
    problems: Vec<Problem>,
}

#[derive(Debug, Serialize)]
pub(super) struct Problem {
    what: String,
    criteria: Vec<Criterion>,
    instead: Option<String>,
    fix: Option<String>,
    fix_by: Option<Date>,
}

#[derive(Debug, Serialize)]
pub(super) struct Criterion {
    number: &'static str,
    name: &'static str,
}

#[derive(Debug, Serialize)]
pub(super) struct Enforcement {
    name: String,
    url: &'static str,
}

impl Viewer<'_> {
    /// The accessibility statement, if the site makes one.
    pub(in crate::render) fn statement(self) -> Option<Statement> {
        let settings = &self.site.settings;
        let statement = settings.accessibility.as_ref()?;
        let partnership = settings.partnership.as_ref();
        let partnership = partnership
            .and_then(|id| self.site.vocabulary.partnerships.get(&id.value))
            .map(|partnership| partnership.name.clone());
        let phrase = |key: &str| self.phrases.find("statement", key).unwrap_or_default();
        Some(Statement {
            organisation: statement.by.clone().or(partnership).unwrap_or_default(),
            applies_to: statement
                .applies_to
                .clone()
                .or_else(|| settings.base_url.clone())
                .unwrap_or_else(|| settings.title.clone()),
            can: statement.can.clone(),
            compliance: phrase(&compliance(statement)).to_owned(),
            groups: self.groups(statement),
            plans: statement.plans.clone(),
            contacts: statement.contacts.iter().map(contact).collect(),
            answer_within: statement.answer_within.clone(),
            enforcement: phrase(match statement.enforced_by {
                Enforcer::Ehrc => "enforcement_ehrc",
                Enforcer::Ecni => "enforcement_ecni",
            })
            .to_owned(),
            enforcers: enforcers(statement.enforced_by)
                .iter()
                .map(|(key, url)| Enforcement {
                    name: phrase(key).to_owned(),
                    url,
                })
                .collect(),
            prepared: self.date(statement.prepared),
            reviewed: self.date(statement.reviewed),
            review_by: statement.review_by.map(|day| self.date(day)),
            method: statement.method.clone(),
            tested: statement.tested.map(|day| self.date(day)),
            tested_by: statement.tested_by.clone(),
        })
    }

    fn groups(self, statement: &accessibility::Statement) -> Vec<ProblemGroup> {
        let groups = Reason::ALL.into_iter().map(|reason| ProblemGroup {
            id: reason.as_str(),
            name: self.phrases.get("statement", reason.as_str()).to_owned(),
            problems: statement
                .problems
                .iter()
                .filter(|problem| problem.reason == reason)
                .map(|problem| self.problem(problem))
                .collect(),
        });
        groups.filter(|group| !group.problems.is_empty()).collect()
    }

    fn problem(self, problem: &accessibility::Problem) -> Problem {
        let criteria = problem.criteria.iter();
        Problem {
            what: problem.what.clone(),
            criteria: criteria
                .map(|(number, name)| Criterion { number, name })
                .collect(),
            instead: problem.instead.clone(),
            fix: problem.fix.clone(),
            fix_by: problem.fix_by.map(|day| self.date(day)),
        }
    }
}

/// The name of the sentence on compliance. The model has one for each status, and in two of them
/// a place for what stands in the way.
fn compliance(statement: &accessibility::Statement) -> String {
    let has = |exempt: bool| {
        let mut problems = statement.problems.iter();
        problems.any(|problem| problem.reason.is_exemption() == exempt)
    };
    let status = match statement.status {
        Compliance::Full => return "full".to_owned(),
        Compliance::Partial => "partial",
        Compliance::None => "none",
    };
    let in_the_way = match (has(false), has(true)) {
        (true, false) => "non_compliances",
        (false, _) => "exemptions",
        (true, true) => "both",
    };
    format!("{status}_{in_the_way}")
}

/// The phrases that name where to turn, with their published addresses.
fn enforcers(enforcer: Enforcer) -> &'static [(&'static str, &'static str)] {
    const LAW: (&str, &str) = (
        "regulations",
        "https://www.legislation.gov.uk/uksi/2018/952",
    );
    match enforcer {
        Enforcer::Ehrc => &[
            ("eass", "https://www.equalityadvisoryservice.com/"),
            ("ehrc", "https://www.equalityhumanrights.com/"),
            LAW,
        ],
        Enforcer::Ecni => &[("ecni", "https://www.equalityni.org/"), LAW],
    }
}
