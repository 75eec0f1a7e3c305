//! What stands on every page: the site's name and menu, and what to do in danger.

use std::collections::BTreeMap;

use serde::Serialize;

use super::{Phone, Viewer, phone};
use crate::model::links::TextTarget;
use crate::model::settings;
use crate::render::body::Body;
use crate::site::register::View;
use crate::site::{Facet, PageKind, address};

/// What stands on every page: the site's name, menu, and what to do in danger.
#[derive(Debug, Serialize)]
pub(in crate::render) struct Frame {
    title: String,
    description: Option<String>,
    language: String,
    partnership: Option<Publisher>,
    home: &'static str,
    styles: String,
    script: Option<String>,
    /// By the names of the components.
    own_scripts: BTreeMap<String, String>,
    icon: Option<String>,
    menu: Vec<MenuLink>,
    footer: Vec<MenuLink>,
    danger: Danger,
    contacts: Vec<Contact>,
    generator: &'static str,
}

/// Where the theme's files stand.
#[derive(Clone, Debug)]
pub(in crate::render) struct Assets {
    /// The style sheet.
    pub(in crate::render) styles: String,
    /// The script, if the theme has one.
    pub(in crate::render) script: Option<String>,
    /// The scripts that only some pages load, by the names of their components.
    pub(in crate::render) own_scripts: BTreeMap<String, String>,
    /// The icon, if the theme has one.
    pub(in crate::render) icon: Option<String>,
}

#[derive(Debug, Serialize)]
pub(super) struct Publisher {
    name: String,
    url: Option<String>,
    area: Option<String>,
}

#[derive(Debug, Serialize)]
pub(super) struct MenuLink {
    pub(super) name: String,
    pub(super) path: String,
    pub(super) current: bool,
}

#[derive(Debug, Serialize)]
pub(super) struct Danger {
    heading: String,
    text: String,
    routes: Vec<Contact>,
}

#[derive(Debug, Serialize)]
pub(super) struct Contact {
    name: String,
    about: Option<String>,
    url: Option<String>,
    email: Option<String>,
    phone: Option<Phone>,
}

impl Viewer<'_> {
    /// What stands on every page, with this entry of the menu as the current one; `root` is the
    /// way up from the page.
    pub(in crate::render) fn frame(
        self,
        assets: &Assets,
        current: Option<&str>,
        root: &str,
    ) -> Frame {
        let settings = &self.site.settings;
        let danger = &settings.danger;
        let text = match &danger.text {
            Some(markdown) => Body::loose(self.setting(root), markdown).words(),
            None => self.phrases.get("body", "danger_text").to_owned(),
        };
        Frame {
            title: settings.title.clone(),
            description: settings.description.clone(),
            language: settings.language.clone(),
            partnership: settings
                .partnership
                .as_ref()
                .and_then(|id| self.site.vocabulary.partnerships.get(&id.value))
                .map(|partnership| Publisher {
                    name: partnership.name.clone(),
                    url: partnership.url.clone(),
                    area: partnership.area.clone(),
                }),
            home: address::HOME,
            styles: assets.styles.clone(),
            script: assets.script.clone(),
            own_scripts: assets.own_scripts.clone(),
            icon: assets.icon.clone(),
            menu: self.menu(current),
            footer: self
                .text_links(current, false)
                .chain(self.foot_links(current))
                .chain([self.guide_link(current)])
                .collect(),
            danger: Danger {
                heading: danger
                    .heading
                    .clone()
                    .unwrap_or_else(|| self.phrases.get("body", "danger_heading").to_owned()),
                text,
                routes: danger.routes.iter().map(contact).collect(),
            },
            contacts: settings.contacts.iter().map(contact).collect(),
            generator: concat!("Sevenfold ", env!("CARGO_PKG_VERSION")),
        }
    }

    pub(super) fn menu(self, current: Option<&str>) -> Vec<MenuLink> {
        let facets = [("topics", Facet::Topic), ("agencies", Facet::Agency)];
        let facets = facets
            .into_iter()
            .filter(|(_, facet)| !self.site.values(*facet).is_empty());
        let briefings = [("briefings", address::BRIEFINGS.to_owned())];
        let learning = !self.site.vocabulary.learning_themes.is_empty();
        let learning = learning.then(|| ("learning_menu", address::LEARNING.to_owned()));
        let rest = [
            ("register", address::register(&View::All)),
            ("resources", address::RESOURCES.to_owned()),
            ("glossary", address::GLOSSARY.to_owned()),
            ("search", address::SEARCH.to_owned()),
        ];
        let own = briefings
            .into_iter()
            .chain(facets.map(|(key, facet)| (key, address::facet(facet))))
            .chain(learning)
            .chain(rest);
        let own = own.map(|(key, path)| {
            let current = current == Some(path.as_str());
            MenuLink {
                name: self.phrases.get("pages", key).to_owned(),
                path,
                current,
            }
        });
        own.chain(self.text_links(current, true)).collect()
    }

    /// The way to what the site has for other sites and machines.
    fn guide_link(self, current: Option<&str>) -> MenuLink {
        MenuLink {
            name: self.phrases.get("pages", "api").to_owned(),
            path: address::API.to_owned(),
            current: current == Some(address::API),
        }
    }

    pub(super) fn text_links(
        self,
        current: Option<&str>,
        in_menu: bool,
    ) -> impl Iterator<Item = MenuLink> {
        self.site
            .texts
            .iter()
            // A page in a folder is found through the first of the folder, unless it asks for a place.
            .filter(move |page| page.in_menu == in_menu && (in_menu || page.folder().is_none()))
            .map(move |page| {
                let path = address::text(&TextTarget::Page(page.slug.clone()));
                MenuLink {
                    name: page.title.clone(),
                    current: current == Some(path.as_str()),
                    path,
                }
            })
    }

    /// The entry of the menu to which a page belongs.
    pub(in crate::render) fn menu_entry(self, kind: &PageKind) -> Option<String> {
        Some(match kind {
            PageKind::Home
            | PageKind::NotFound
            | PageKind::Picture(_)
            | PageKind::RegisterFile(..)
            | PageKind::SearchManifest
            | PageKind::Filters
            | PageKind::SearchShard(..)
            | PageKind::SearchCard(..) => return None,
            PageKind::Letters(..) => address::SEARCH.to_owned(),
            PageKind::Review(_) | PageKind::ReviewDates => address::REVIEW.to_owned(),
            PageKind::Leaving => address::LEAVING.to_owned(),
            PageKind::Accessibility => address::ACCESSIBILITY.to_owned(),
            PageKind::Briefing(_) | PageKind::Meeting(_) | PageKind::Briefings(_) => {
                address::BRIEFINGS.to_owned()
            }
            PageKind::Facet(facet) | PageKind::Value(facet, ..) => match facet {
                Facet::Topic | Facet::Agency => address::facet(*facet),
                Facet::Partnership | Facet::Audience | Facet::Kind | Facet::Year => {
                    address::BRIEFINGS.to_owned()
                }
            },
            PageKind::Register(..) | PageKind::RegisterBriefings(_) => {
                address::register(&View::All)
            }
            PageKind::Resources(_) => address::RESOURCES.to_owned(),
            PageKind::Exchange(_) => address::API.to_owned(),
            PageKind::Learning | PageKind::LearningTheme(..) => address::LEARNING.to_owned(),
            PageKind::Glossary => address::GLOSSARY.to_owned(),
            PageKind::Text(index) => {
                let page = &self.site.texts[*index as usize];
                let entry = page.folder().filter(|_| !page.in_menu);
                let entry = entry.unwrap_or(&page.slug);
                address::text(&TextTarget::Page(entry.to_owned()))
            }
        })
    }
}

pub(super) fn contact(contact: &settings::Contact) -> Contact {
    Contact {
        name: contact.name.clone(),
        about: contact.about.clone(),
        url: contact.url.clone(),
        email: contact.email.clone(),
        phone: contact.phone.as_ref().map(phone),
    }
}
