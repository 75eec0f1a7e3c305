//! What there is to say of a site as a whole: names that are its own, links that lead to what it
//! does not show.

use super::{Site, address};
use crate::diagnostic::Diagnostic;
use crate::model::links::TextTarget;
use crate::model::{Library, Settings};
use crate::source::Span;

pub(super) fn check_names(site: &Site, diagnostics: &mut Vec<Diagnostic>) {
    let is_statement = |slug: &str| {
        site.settings.accessibility.is_some()
            && address::text(&TextTarget::Page(slug.to_owned())) == address::ACCESSIBILITY
    };
    for page in site
        .texts
        .iter()
        .filter(|page| address::RESERVED.contains(&page.slug.as_str()) || is_statement(&page.slug))
    {
        diagnostics.push(
            Diagnostic::error(
                "address-taken",
                Span::start_of(&page.file),
                format!("the address `{}/` is the site's own", page.slug),
            )
            .help("Give the file another name."),
        );
    }
}

/// Says once that it is not known where sites will stand, and what they go without.
pub(crate) fn without_address(sites: &[Settings]) -> Option<Diagnostic> {
    let first = sites.iter().find(|site| site.base_url.is_none())?;
    let message = "it is not known at which address this site will stand, so it has no feeds, sitemap or robots.txt";
    Some(
        Diagnostic::remark(
            "no-base-url",
            Span::start_of(&first.theme.span.file),
            message,
        )
        .help("Write base_url = \"https://…\" in site.toml."),
    )
}

/// Says which links lead to texts that this site does not show, or to addresses that it has not.
/// A text that is kept back itself is not held to this: what it leads to may be kept back with it.
pub(super) fn check_links(site: &Site, library: &Library, diagnostics: &mut Vec<Diagnostic>) {
    let briefings = site.order.iter().filter_map(|index| {
        let briefing = &library.briefings[*index as usize];
        briefing
            .is_public(library.today)
            .then(|| &*library.briefing_links[*index as usize])
    });
    let pages = library.page_links.iter().map(|links| &**links);
    for links in briefings.chain(pages) {
        for (number, span) in &links.texts {
            if let Some(diagnostic) = hidden_target(site, library, *number, span) {
                diagnostics.push(diagnostic);
            }
        }
        for (path, span) in &links.pictures {
            if let Some(hidden) = hidden_owner(library, path) {
                diagnostics.push(
                    Diagnostic::error(
                        "picture-not-public",
                        span.clone(),
                        format!("this picture belongs to `{hidden}`, which is not published"),
                    )
                    .help("Put a copy of the picture beside this text, if everybody may see it."),
                );
            }
        }
        for (wanted, span) in &links.addresses {
            if site.find_address(wanted).is_none() {
                diagnostics.push(
                    Diagnostic::error("dead-link", span.clone(), format!("the site has no page at `/{wanted}`"))
                        .help("Link to the file of a briefing or page, or to a list such as /topics/neglect/."),
                );
            }
        }
    }
}

/// The briefing in whose folder a picture lies, if it is not public.
fn hidden_owner<'a>(library: &'a Library, picture: &str) -> Option<&'a str> {
    let (folder, _) = picture
        .strip_prefix("content/briefings/")?
        .split_once('/')?;
    let index = library
        .briefings
        .binary_search_by(|known| known.slug.as_str().cmp(folder))
        .ok()?;
    let briefing = &library.briefings[index];
    (!briefing.is_public(library.today)).then_some(briefing.slug.as_str())
}

/// What there is to say of a link to the text of this number in the book.
fn hidden_target(site: &Site, library: &Library, number: u32, span: &Span) -> Option<Diagnostic> {
    // Pages stand in the book behind the briefings, and on every site.
    let briefing = library.briefings.get(number as usize)?;
    let slug = &briefing.slug;
    if !briefing.is_public(library.today) {
        return Some(
            Diagnostic::error(
                "dead-link",
                span.clone(),
                format!("the briefing `{slug}` is not published, so this link would lead nowhere"),
            )
            .help(
                "Take the link away, or publish that briefing: see its `status` and `published`.",
            ),
        );
    }
    site.positions[number as usize].is_none().then(|| {
        let name = &site.settings.name;
        Diagnostic::warning(
            "link-leaves-site",
            span.clone(),
            format!("the site `{name}` does not take the briefing `{slug}`"),
        )
        .help("The link's words are shown there without a link.")
    })
}
