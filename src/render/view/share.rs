//! A page towards other sites: what its head says to machines, and a briefing as others can take
//! it along.

use serde::Serialize;

use super::briefing::Briefing as BriefingView;
use super::schema;
use super::{Date, KeptBack, Link, Viewer};
use crate::model::Briefing;
use crate::render::body::{Form as BodyForm, Setting};
use crate::site::exchange::{Api, Channel, File, Form, Format};
use crate::site::{Facet, PageKind, address};
use crate::theme::fill;

/// What the head of a page says to machines.
#[derive(Debug, Serialize)]
pub(super) struct Head {
    alternates: Vec<Alternate>,
    oembed: Option<String>,
    open_graph: Vec<Property>,
    data: Option<String>,
}

/// The same in another format.
#[derive(Debug, Serialize)]
struct Alternate {
    format: &'static str,
    title: String,
    path: String,
}

#[derive(Debug, Serialize)]
struct Property {
    property: &'static str,
    content: String,
}

/// A briefing to paste into another site.
#[derive(Debug, Serialize)]
pub(in crate::render) struct Fragment {
    root: String,
    language: String,
    whole: String,
    briefing: BriefingView,
}

/// A briefing as a card in another site.
#[derive(Debug, Serialize)]
pub(in crate::render) struct Embed {
    kept_back: Option<KeptBack>,
    title: String,
    path: String,
    summary: Option<String>,
    kind: Option<String>,
    partnership: Option<String>,
    published: Option<Date>,
    minutes: usize,
}

/// What oEmbed says of a card (oembed.com, 2.3.4).
#[derive(Debug, Serialize)]
pub(in crate::render) struct OEmbed {
    version: &'static str,
    r#type: &'static str,
    title: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    author_name: Option<String>,
    provider_name: String,
    provider_url: String,
    width: u32,
    height: u32,
    /// The address of the card; templates want it, and the file has it in its HTML.
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    html: Option<String>,
}

/// How large a card is, in pixels, where the page around it does not say.
pub(super) const CARD: (u32, u32) = (480, 360);

impl OEmbed {
    /// The same with the markup that shows the card, in place of its address.
    pub(in crate::render) fn with(self, html: String) -> Self {
        Self {
            url: None,
            html: Some(html),
            ..self
        }
    }
}

impl Viewer<'_> {
    /// What the head of a page says to machines.
    pub(super) fn head(
        self,
        kind: &PageKind,
        heading: &str,
        description: Option<&str>,
        canonical: Option<&str>,
    ) -> Head {
        let briefing = match kind {
            PageKind::Briefing(index) => Some(self.site.briefing(*index)),
            _ => None,
        };
        let oembed = briefing.and_then(|it| self.absolute(&address::form(&it.slug, Form::OEmbed)));
        let data = match (kind, briefing) {
            (_, Some(briefing)) => Some(schema::text(&self.report(briefing, canonical))),
            (PageKind::Home, None) => Some(schema::text(&self.web_site())),
            (_, None) => None,
        };
        Head {
            alternates: self.alternates(kind),
            oembed,
            open_graph: canonical
                .map(|url| self.open_graph(briefing, heading, description, url))
                .unwrap_or_default(),
            data,
        }
    }

    /// The feed of all, and that of the value whose page it is; and the briefing for machines.
    fn alternates(self, kind: &PageKind) -> Vec<Alternate> {
        let own = match kind {
            PageKind::NotFound | PageKind::Exchange(File::Of(..)) => return Vec::new(),
            PageKind::Value(facet, value, _) => Some(Channel::Value(*facet, *value)),
            _ => None,
        };
        let channels = [Some(Channel::All), own].into_iter().flatten();
        let channels = channels.filter(|channel| self.site.channels().contains(channel));
        let feeds = channels.flat_map(|channel| {
            [
                (Format::Atom, "application/atom+xml"),
                (Format::Json, "application/feed+json"),
            ]
            .map(|(form, format)| Alternate {
                format,
                title: self.feed_title(channel),
                path: self.site.feed_address(channel, form),
            })
        });
        let mut alternates: Vec<Alternate> = feeds.collect();
        if let PageKind::Briefing(index) = kind {
            let briefing = self.site.briefing(*index);
            alternates.push(Alternate {
                format: "application/json",
                title: briefing.title.clone(),
                path: address::form(&briefing.slug, Form::Json),
            });
        }
        alternates
    }

    /// What a page shows where its address is shared (ogp.me).
    fn open_graph(
        self,
        briefing: Option<&Briefing>,
        heading: &str,
        description: Option<&str>,
        url: &str,
    ) -> Vec<Property> {
        let settings = &self.site.settings;
        let day = |day: Option<crate::source::Date>| day.map(|day| day.to_string());
        // A locale has a language and a country, as in en_GB.
        let locale = settings.language.replace('-', "_");
        let properties = [
            ("og:title", Some(heading.to_owned())),
            (
                "og:type",
                Some(
                    if briefing.is_some() {
                        "article"
                    } else {
                        "website"
                    }
                    .to_owned(),
                ),
            ),
            ("og:url", Some(url.to_owned())),
            (
                "og:description",
                description
                    .filter(|text| !text.is_empty())
                    .map(str::to_owned),
            ),
            ("og:site_name", Some(settings.title.clone())),
            ("og:locale", Some(locale).filter(|it| it.contains('_'))),
            (
                "article:published_time",
                day(briefing.and_then(|it| it.published)),
            ),
            (
                "article:modified_time",
                day(briefing.and_then(Briefing::updated)),
            ),
        ];
        let known = properties.into_iter().filter_map(|(property, content)| {
            content.map(|content| Property { property, content })
        });
        known.collect()
    }

    /// Where else a briefing can be had.
    pub(super) fn formats(self, briefing: &Briefing) -> Vec<Link> {
        let forms = [
            ("fragment", Form::Fragment),
            ("embed", Form::Embed),
            ("json", Form::Json),
        ];
        let link = |(key, form)| Link {
            name: self.phrases.get("data", key).to_owned(),
            path: address::form(&briefing.slug, form),
        };
        forms.map(link).into()
    }

    /// A briefing to paste into another site. Its links are whole addresses where these are known,
    /// and otherwise lead up from where the fragment stands, at `path`.
    pub(in crate::render) fn fragment(self, index: u32, path: &str) -> Fragment {
        let briefing = self.site.briefing(index);
        let base = self.site.settings.base_url.clone();
        let root = base.unwrap_or_else(|| address::root_of(path));
        let whole = address::briefing(&briefing.slug);
        let form = BodyForm::Fragment {
            whole: &whole,
            slug: &briefing.slug,
        };
        let setting = Setting {
            form,
            ..self.setting(&root)
        };
        let view = self.briefing_in(index, setting);
        Fragment {
            language: self.site.settings.language.clone(),
            briefing: view,
            whole: self
                .absolute(&whole)
                .unwrap_or_else(|| format!("{root}{whole}")),
            root,
        }
    }

    /// A briefing as a card in another site.
    pub(in crate::render) fn embed(self, index: u32) -> Embed {
        let briefing = self.site.briefing(index);
        Embed {
            kept_back: self.kept_back(briefing),
            title: briefing.title.clone(),
            path: address::briefing(&briefing.slug),
            summary: briefing.summary.clone(),
            kind: briefing
                .audit
                .kind
                .as_ref()
                .map(|kind| self.value_name(Facet::Kind, kind)),
            partnership: briefing
                .partnership
                .as_ref()
                .map(|id| self.value_name(Facet::Partnership, id)),
            published: briefing.published.map(|day| self.date(day)),
            minutes: briefing.minutes(),
        }
    }

    /// What oEmbed says of the card of a briefing.
    pub(in crate::render) fn oembed(self, index: u32) -> OEmbed {
        let briefing = self.site.briefing(index);
        let partnership = briefing.partnership.as_ref();
        let (width, height) = CARD;
        OEmbed {
            version: "1.0",
            r#type: "rich",
            title: briefing.title.clone(),
            author_name: partnership.map(|id| self.value_name(Facet::Partnership, id)),
            provider_name: self.site.settings.title.clone(),
            provider_url: self.site.settings.base_url.clone().unwrap_or_default(),
            width,
            height,
            url: self.absolute(&address::form(&briefing.slug, Form::Embed)),
            html: None,
        }
    }

    /// The address of the page whose contents another page repeats.
    pub(super) fn page_of(self, kind: &PageKind) -> Option<String> {
        match kind {
            PageKind::Exchange(File::Of(index, _)) => {
                Some(address::briefing(&self.site.briefing(*index).slug))
            }
            _ => None,
        }
    }

    /// The heading of a page for other sites, and the sentence under it.
    pub(super) fn words_of_file(self, file: File) -> (String, Option<String>) {
        let phrase = |key: &str| self.phrases.get("pages", key).to_owned();
        match file {
            File::Of(index, _) => {
                let briefing = self.site.briefing(index);
                (briefing.title.clone(), briefing.summary.clone())
            }
            File::Api(Api::Guide) => (phrase("api"), Some(phrase("api_intro"))),
            File::Api(Api::Index | Api::Briefings | Api::Recommendations | Api::Resources)
            | File::Feed(..)
            | File::Sitemap
            | File::Robots => unreachable!("invariant: a file for machines is no page of words"),
        }
    }

    /// A sentence on whom a briefing is written for.
    pub(super) fn readers_of(self, briefing: &Briefing) -> Option<String> {
        let audience = briefing.audience?;
        let name = self.value_name(Facet::Audience, audience.as_str());
        let phrase = self.phrases.get("data", "readers");
        Some(fill(phrase, &[("name", &name.to_lowercase())]))
    }
}
