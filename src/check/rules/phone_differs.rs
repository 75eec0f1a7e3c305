//! Services that have one telephone number here and another there.

use std::collections::BTreeMap;

use crate::check::project::NamedPhone;
use crate::check::{Digest, Project, Remarks, Rule, Run};
use crate::diagnostic::Severity;
use crate::model::briefing::Status;
use crate::model::vocabulary::Resource;

pub(super) const RULE: Rule = Rule {
    code: "phone-differs",
    severity: Severity::Warning,
    manual: include_str!("../../../docs/checks/phone-differs.md"),
    run: Run::Project(check),
};

const HELP: &str = "Find out which of them is right, and put it into content/resources.toml: texts name the service with [[its-id]] and cannot differ.";

fn check(project: &Project<'_>, remarks: &mut Remarks) {
    let directory = directory(project);
    let mut first_seen: BTreeMap<(&str, &str), Vec<&NamedPhone>> = BTreeMap::new();
    for digest in digests(project) {
        for (service, phones) in by_service(digest) {
            let first = phones[0];
            let known = directory.get(service.0).filter(|_| !is_front_page(first));
            if let Some((name, resource)) = known {
                let right = resource
                    .phone
                    .as_ref()
                    .filter(|right| phones.iter().all(|it| it.digits != right.href));
                if let (Some(right), Some(place)) = (right, &resource.declared_at) {
                    let message = format!(
                        "the shared directory has another number for {name}: {}",
                        right.text
                    );
                    let label = format!("{name}, with {}", right.text);
                    remarks.add_with(first.span.clone(), message, HELP, (place.clone(), label));
                }
                continue;
            }
            match first_seen.get(&service) {
                None => {
                    first_seen.insert(service, phones);
                }
                Some(others) => {
                    let is_same = phones
                        .iter()
                        .any(|it| others.iter().any(|other| other.digits == it.digits));
                    if !is_same {
                        let message = "another text has another number for the same service";
                        let place = (others[0].span.clone(), "the number in the other text");
                        remarks.add_with(first.span.clone(), message, HELP, place);
                    }
                }
            }
        }
    }
}

/// The texts that somebody may still call from.
fn digests<'a>(project: &Project<'a>) -> impl Iterator<Item = &'a Digest> {
    let briefings = project.briefings();
    let current = briefings.filter(|(briefing, _)| {
        briefing.status != Status::Withdrawn && briefing.superseded_by.is_none()
    });
    let pages = project.digests().skip(project.library.briefings.len());
    current.map(|(_, digest)| digest).chain(pages)
}

/// The entries of the directory that have a number, by their ids and by their addresses.
fn directory<'a>(project: &Project<'a>) -> BTreeMap<String, (&'a str, &'a Resource)> {
    let mut directory = BTreeMap::new();
    let resources = &project.library.vocabulary.resources;
    for (id, resource) in resources.iter().filter(|(_, it)| it.phone.is_some()) {
        let entry = (resource.name.as_str(), resource);
        directory.insert(format!("[[{id}]]"), entry);
        if let Some(url) = &resource.url {
            directory.insert(url.trim_end_matches('/').to_lowercase(), entry);
        }
    }
    directory
}

/// The numbers of each service of a text. A front page belongs to all that an organisation
/// offers, so there the words of the link tell its services apart.
fn by_service(digest: &Digest) -> BTreeMap<(&str, &str), Vec<&NamedPhone>> {
    let mut services: BTreeMap<(&str, &str), Vec<&NamedPhone>> = BTreeMap::new();
    for phone in &digest.phones {
        let words = if is_front_page(phone) {
            phone.words.as_str()
        } else {
            ""
        };
        services.entry((&phone.of, words)).or_default().push(phone);
    }
    services
}

fn is_front_page(phone: &NamedPhone) -> bool {
    let host = phone.of.split_once("://");
    host.is_some_and(|(_, rest)| !rest.contains(['/', '?', '#']))
}
