//! A page in the words of schema.org, as JSON-LD: data, which no browser runs, and which a policy
//! on scripts therefore lets stand.

use serde::Serialize;

use super::Viewer;
use crate::model::briefing::Briefing;
use crate::model::harvest::Mention;
use crate::model::phone::Phone;
use crate::model::settings::Contact as SiteContact;
use crate::model::vocabulary::{Resource, ResourceKind};
use crate::site::{Facet, address, directory};

/// A briefing.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Report {
    #[serde(rename = "@context")]
    context: &'static str,
    #[serde(rename = "@type")]
    types: [&'static str; 2],
    #[serde(rename = "@id", skip_serializing_if = "Option::is_none")]
    id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<String>,
    name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    description: Option<String>,
    in_language: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    date_published: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    date_modified: Option<String>,
    learning_resource_type: &'static str,
    time_required: String,
    is_accessible_for_free: bool,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    about: Vec<Thing>,
    #[serde(skip_serializing_if = "Option::is_none")]
    audience: Option<Audience>,
    publisher: Organization,
    #[serde(skip_serializing_if = "Option::is_none")]
    is_based_on: Option<Work>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    mentions: Vec<Organization>,
}

/// The site.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct WebSite {
    #[serde(rename = "@context")]
    context: &'static str,
    #[serde(rename = "@type")]
    types: &'static str,
    name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    description: Option<String>,
    in_language: String,
    publisher: Organization,
}

#[derive(Debug, Serialize)]
struct Thing {
    #[serde(rename = "@type")]
    types: &'static str,
    name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<String>,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Audience {
    #[serde(rename = "@type")]
    types: &'static str,
    audience_type: String,
}

#[derive(Debug, Serialize)]
struct Work {
    #[serde(rename = "@type")]
    types: &'static str,
    name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<String>,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Organization {
    #[serde(rename = "@type")]
    types: &'static str,
    name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    area_served: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    contact_point: Vec<ContactPoint>,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct ContactPoint {
    #[serde(rename = "@type")]
    types: &'static str,
    contact_type: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    telephone: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    email: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    description: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    area_served: Option<String>,
}

const CONTEXT: &str = "https://schema.org";

/// As text that can stand in a `script`: no `<` is left, so that no author's words end it, and in
/// JSON the other way to write it means the same.
pub(super) fn text(data: &impl Serialize) -> String {
    let json = serde_json::to_string(data)
        .expect("invariant: a view has text for keys and no odd numbers");
    json.replace('<', "\\u003c")
}

impl Viewer<'_> {
    /// A briefing, at this address.
    pub(super) fn report(self, briefing: &Briefing, canonical: Option<&str>) -> Report {
        let resources = briefing.resources.iter();
        let helplines = resources.filter_map(|mention| self.helpline(mention));
        Report {
            context: CONTEXT,
            types: ["Report", "LearningResource"],
            id: canonical.map(str::to_owned),
            url: canonical.map(str::to_owned),
            name: briefing.title.clone(),
            description: briefing.summary.clone(),
            in_language: self.site.settings.language.clone(),
            date_published: briefing.published.map(|day| day.to_string()),
            date_modified: briefing.updated().map(|day| day.to_string()),
            learning_resource_type: "Briefing",
            // A duration after ISO 8601.
            time_required: format!("PT{}M", briefing.minutes()),
            is_accessible_for_free: true,
            about: briefing
                .topics
                .iter()
                .map(|id| Thing {
                    types: "Thing",
                    name: self.value_name(Facet::Topic, id),
                    url: self.absolute(&address::value(Facet::Topic, id)),
                })
                .collect(),
            audience: self.readers_of(briefing).map(|readers| Audience {
                types: "Audience",
                audience_type: readers,
            }),
            publisher: self.publisher(briefing.partnership.as_deref(), Vec::new()),
            is_based_on: briefing.source.as_ref().map(|source| Work {
                types: "CreativeWork",
                name: source.title.clone(),
                url: source.url.clone(),
            }),
            mentions: helplines.collect(),
        }
    }

    /// The site.
    pub(super) fn web_site(self) -> WebSite {
        let settings = &self.site.settings;
        let contacts = settings.contacts.iter().map(site_contact);
        WebSite {
            context: CONTEXT,
            types: "WebSite",
            name: settings.title.clone(),
            url: settings.base_url.clone(),
            description: settings.description.clone(),
            in_language: settings.language.clone(),
            publisher: self.publisher(None, contacts.collect()),
        }
    }

    /// Who publishes: the partnership of the briefing, or that of the site, or the site itself.
    fn publisher(self, own: Option<&str>, contact_point: Vec<ContactPoint>) -> Organization {
        let settings = &self.site.settings;
        let of_site = settings.partnership.as_ref().map(|id| id.value.as_str());
        let known = own
            .or(of_site)
            .and_then(|id| self.site.vocabulary.partnerships.get(id));
        Organization {
            types: "Organization",
            name: known.map_or(&settings.title, |it| &it.name).clone(),
            url: match known {
                Some(partnership) => partnership.url.clone(),
                None => settings.base_url.clone(),
            },
            area_served: known.and_then(|it| it.area.clone()),
            contact_point,
        }
    }

    /// A helpline that a briefing names, with how to call it.
    fn helpline(self, mention: &Mention) -> Option<Organization> {
        let resource: Resource = match mention {
            Mention::Shared(id) => self.site.vocabulary.resources.get(id)?.clone(),
            Mention::Own(own) => directory::resource(own),
        };
        if resource.kind != ResourceKind::Helpline {
            return None;
        }
        let hours = resource.hours.into_iter();
        let words: Vec<String> = resource.audience.into_iter().chain(hours).collect();
        Some(Organization {
            types: "Organization",
            name: resource.name,
            url: resource.url,
            area_served: resource.area.clone(),
            contact_point: vec![ContactPoint {
                types: "ContactPoint",
                contact_type: "helpline".to_owned(),
                telephone: Some(dialled(resource.phone.as_ref()?)),
                email: resource.email,
                description: Some(words.join(". ")).filter(|words| !words.is_empty()),
                area_served: resource.area,
            }],
        })
    }
}

fn site_contact(contact: &SiteContact) -> ContactPoint {
    ContactPoint {
        types: "ContactPoint",
        contact_type: contact.name.clone(),
        telephone: contact.phone.as_ref().map(dialled),
        email: contact.email.clone(),
        description: contact.about.clone(),
        area_served: None,
    }
}

/// A number as it is dialled, without the word that makes a link of it.
fn dialled(phone: &Phone) -> String {
    phone.href.trim_start_matches("tel:").to_owned()
}
