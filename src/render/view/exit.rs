//! The quick exit, and what stands at the foot besides the author's own pages.

use serde::Serialize;

use super::Viewer;
use super::frame::MenuLink;
use crate::site::exchange::File;
use crate::site::{Facet, PageKind, address};

/// The way out for a reader who must not be seen.
#[derive(Debug, Serialize)]
pub(super) struct Exit {
    label: String,
    url: String,
    /// What it does and cannot do.
    about: &'static str,
}

impl Viewer<'_> {
    /// The quick exit of a page, if one stands there.
    pub(super) fn exit(self, kind: &PageKind) -> Option<Exit> {
        let exit = self.site.settings.exit.as_ref()?;
        let is_for = |topics: &[String]| exit.is_for(topics.iter().map(String::as_str));
        let is_there = match kind {
            // Here somebody tries it out.
            PageKind::Leaving => true,
            PageKind::Briefing(index) | PageKind::Meeting(index) => {
                is_for(&self.site.briefing(*index).topics)
            }
            PageKind::Value(Facet::Topic, value, _) => {
                let (topic, _) = &self.site.values(Facet::Topic)[*value as usize];
                exit.is_for([topic.as_str()])
            }
            // What is framed by another site leaves with that one.
            PageKind::Exchange(File::Of(..)) => false,
            PageKind::Home
            | PageKind::Letters(..)
            | PageKind::Learning
            | PageKind::LearningTheme(..)
            | PageKind::RegisterBriefings(_)
            | PageKind::RegisterFile(..)
            | PageKind::SearchManifest
            | PageKind::Filters
            | PageKind::SearchShard(..)
            | PageKind::SearchCard(..)
            | PageKind::Exchange(_)
            | PageKind::Review(_)
            | PageKind::ReviewDates
            | PageKind::Accessibility
            | PageKind::Briefings(_)
            | PageKind::Facet(_)
            | PageKind::Value(..)
            | PageKind::Register(..)
            | PageKind::Resources(_)
            | PageKind::Glossary
            | PageKind::Text(_)
            | PageKind::NotFound
            | PageKind::Picture(_) => is_for(&[]),
        };
        is_there.then(|| Exit {
            label: exit
                .label
                .clone()
                .unwrap_or_else(|| self.phrases.get("exit", "label").to_owned()),
            url: exit.url.clone(),
            about: address::LEAVING,
        })
    }

    /// The pages that the program makes and that stand at the foot.
    pub(super) fn foot_links(self, current: Option<&str>) -> impl Iterator<Item = MenuLink> {
        let settings = &self.site.settings;
        let pages = [
            ("review", address::REVIEW, !self.site.reviews.is_empty()),
            ("leaving", address::LEAVING, settings.exit.is_some()),
            (
                "accessibility",
                address::ACCESSIBILITY,
                settings.accessibility.is_some(),
            ),
        ];
        let pages = pages.into_iter().filter(|(_, _, is_there)| *is_there);
        pages.map(move |(key, path, _)| MenuLink {
            name: self.phrases.get("pages", key).to_owned(),
            path: path.to_owned(),
            current: current == Some(path),
        })
    }
}
