//! `sevenfold inspect`: how a briefing was read, so that its author sees why a list is, or is
//! not, in the register.

use serde::Serialize;

use crate::cli::{Format, Outcome, Place, Stop, terminal};
use crate::model::briefing::{Briefing, Recommendation};
use crate::model::harvest::Mention;
use crate::model::role::Role;
use crate::model::{Library, Vocabulary};
use crate::pipeline::{self, Memo};

#[derive(Debug, clap::Args)]
pub(in crate::cli) struct Arguments {
    /// The folder name of one briefing; all where nothing is said
    briefing: Option<String>,
    /// How to print it
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
}

pub(in crate::cli) fn run(place: &Place, arguments: &Arguments) -> Result<Outcome, Stop> {
    let sources = place.sources()?;
    let build = pipeline::build(&sources, &mut Memo::default());
    let wanted = |briefing: &Briefing| {
        arguments
            .briefing
            .as_ref()
            .is_none_or(|slug| briefing.slug == slug.trim_end_matches('/'))
    };
    let briefings: Vec<Inspected> = build
        .library
        .briefings
        .iter()
        .filter(|briefing| wanted(briefing))
        .map(|briefing| inspected(briefing, &build.library))
        .collect();
    if let (Some(slug), true) = (&arguments.briefing, briefings.is_empty()) {
        let known = build
            .library
            .briefings
            .iter()
            .map(|briefing| briefing.slug.as_str());
        let meant = crate::diagnostic::did_you_mean(slug, known)
            .map(|meant| format!(" Did you mean {meant}?"));
        return Err(Stop(format!(
            "there is no briefing called `{slug}`.{}",
            meant.unwrap_or_default()
        )));
    }
    match arguments.format {
        Format::Json => terminal::say(&format!(
            "{}",
            serde_json::json!({ "briefings": briefings })
        )),
        Format::Text => terminal::say(
            &briefings
                .iter()
                .map(text)
                .collect::<Vec<_>>()
                .join("\n")
                .clone(),
        ),
    }
    if build.has_errors() {
        terminal::tell(
            "The content has errors, so parts may be missing here; sevenfold build shows them.",
        );
        if arguments.format == Format::Text {
            terminal::print(&build.diagnostics, &sources, Format::Text);
        }
        return Ok(Outcome::Errors);
    }
    Ok(Outcome::Clean)
}

#[derive(Serialize)]
struct Inspected {
    slug: String,
    title: String,
    words: usize,
    minutes: usize,
    sections: Vec<Section>,
    findings: Findings,
    recommendations: Vec<InspectedRecommendation>,
    questions: Vec<String>,
    resources: Vec<Resource>,
}

#[derive(Serialize)]
struct Section {
    heading: String,
    role: Option<&'static str>,
    items: usize,
}

#[derive(Serialize)]
struct Findings {
    strengths: usize,
    improvements: usize,
    learning: usize,
}

#[derive(Serialize)]
struct InspectedRecommendation {
    mark: String,
    text: String,
    owners: Vec<String>,
    due: Option<String>,
    status: Option<&'static str>,
}

#[derive(Serialize)]
struct Resource {
    title: String,
    url: Option<String>,
    phone: Option<String>,
}

fn inspected(briefing: &Briefing, library: &Library) -> Inspected {
    let count = |role: Role| {
        briefing
            .findings
            .iter()
            .filter(|finding| finding.role == role)
            .count()
    };
    Inspected {
        slug: briefing.slug.clone(),
        title: briefing.title.clone(),
        words: briefing.words,
        minutes: briefing.minutes(),
        sections: briefing
            .text
            .sections
            .iter()
            .map(|section| Section {
                heading: section.title.clone(),
                role: section.role.map(Role::as_str),
                items: section.items.len(),
            })
            .collect(),
        findings: Findings {
            strengths: count(Role::Strengths),
            improvements: count(Role::Improvements),
            learning: count(Role::Learning),
        },
        recommendations: briefing
            .recommendations
            .iter()
            .map(recommendation)
            .collect(),
        questions: briefing.questions.clone(),
        resources: briefing
            .resources
            .iter()
            .filter_map(|mention| resource(mention, &library.vocabulary))
            .collect(),
    }
}

fn recommendation(item: &Recommendation) -> InspectedRecommendation {
    InspectedRecommendation {
        mark: item.mark.clone(),
        text: item.text.clone(),
        owners: item.owners.clone(),
        due: item.due.map(|due| due.to_string()),
        status: item.status.map(crate::model::briefing::Progress::as_str),
    }
}

fn resource(mention: &Mention, vocabulary: &Vocabulary) -> Option<Resource> {
    Some(match mention {
        Mention::Own(own) => Resource {
            title: own.title.clone(),
            url: own.url.clone(),
            phone: own.phone.as_ref().map(|phone| phone.text.clone()),
        },
        Mention::Shared(id) => {
            let shared = vocabulary.resources.get(id)?;
            let mail = || shared.email.as_ref().map(|email| format!("mailto:{email}"));
            Resource {
                title: shared.name.clone(),
                url: shared.url.clone().or_else(mail),
                phone: shared.phone.as_ref().map(|phone| phone.text.clone()),
            }
        }
    })
}

fn text(briefing: &Inspected) -> String {
    let mut text = format!(
        "{}\n  {} · {} words · {} min\n",
        briefing.title, briefing.slug, briefing.words, briefing.minutes
    );
    for section in &briefing.sections {
        let role = section.role.unwrap_or("no role");
        text += &format!(
            "  ## {}\n     {role}, {} list item{}\n",
            section.heading,
            section.items,
            if section.items == 1 { "" } else { "s" }
        );
    }
    let findings = &briefing.findings;
    text += &format!(
        "  findings: strengths {}, improvements {}, learning {}\n",
        findings.strengths, findings.improvements, findings.learning
    );
    text += &format!("  recommendations: {}\n", briefing.recommendations.len());
    for item in &briefing.recommendations {
        let owners = if item.owners.is_empty() {
            "nobody named".to_owned()
        } else {
            item.owners.join(", ")
        };
        let due = item
            .due
            .as_deref()
            .map_or_else(|| "no date".to_owned(), |due| format!("due {due}"));
        text += &format!(
            "     [{}] {}\n          {owners} · {due} · {}\n",
            item.mark,
            item.text,
            item.status.unwrap_or("no status")
        );
    }
    text += &format!("  questions: {}\n", briefing.questions.len());
    text += &format!("  resources: {}\n", briefing.resources.len());
    for resource in &briefing.resources {
        let ways: Vec<&str> = [resource.url.as_deref(), resource.phone.as_deref()]
            .into_iter()
            .flatten()
            .collect();
        text += &format!("     {} {}\n", resource.title, ways.join(" "));
    }
    text
}
