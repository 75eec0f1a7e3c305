//! The preview's own files: its script, its styles, and the few pages that no site has.

use serde::Serialize;
use tera::{Context, Tera};

use super::snapshot::Snapshot;

/// Where the preview's own files stand on the server. No site has such a folder.
pub(super) const FOLDER: &str = ".sevenfold/";

/// What is added to a page so that it changes when its text does: the first of its scripts, so that
/// it sees the page as it was sent.
pub(super) const SCRIPT: &str = "<script src=\"/.sevenfold/preview.js\" defer></script>";

/// One file of the preview's own.
pub(super) struct File {
    /// The end of its name, which says what it is.
    pub(super) ending: &'static str,
    pub(super) text: &'static str,
}

/// The script in one strict block, so that none of its names meets a name of the site's.
const PREVIEW: &str = concat!(
    "'use strict';\n{\n",
    include_str!("client/session.js"),
    include_str!("client/match.js"),
    include_str!("client/patch.js"),
    include_str!("client/views.js"),
    include_str!("client/make.js"),
    include_str!("client/meter.js"),
    include_str!("client/remarks.js"),
    include_str!("client/panel.js"),
    include_str!("client/strip.js"),
    include_str!("client/preview.js"),
    "}\n"
);

/// The file of this name in the preview's own folder.
pub(super) fn file(name: &str) -> Option<File> {
    let (ending, text) = match name {
        "preview.js" => ("js", PREVIEW),
        "preview.css" => ("css", include_str!("client/preview.css")),
        "phone" => ("html", include_str!("client/phone.html")),
        "phone.js" => ("js", include_str!("client/phone.js")),
        "phone.css" => ("css", include_str!("client/phone.css")),
        "icon.svg" => ("svg", include_str!("client/icon.svg")),
        "page.css" => ("css", include_str!("client/page.css")),
        _ => return None,
    };
    Some(File { ending, text })
}

/// The templates of the pages that no site has.
pub(super) struct Pages(Tera);

#[derive(Serialize)]
struct Site<'a> {
    title: &'a str,
    description: Option<&'a str>,
    path: String,
}

impl Pages {
    pub(super) fn new() -> Self {
        let mut tera = Tera::default();
        tera.add_raw_templates([
            ("sites.html", include_str!("client/sites.html")),
            ("nothing.html", include_str!("client/nothing.html")),
        ])
        .expect("invariant: the preview's own templates are sound");
        Self(tera)
    }

    /// The list of the sites.
    pub(super) fn sites(&self, snapshot: &Snapshot) -> String {
        let sites = snapshot.shown.sites.iter().map(|site| Site {
            title: &site.settings.title,
            description: site.settings.description.as_deref(),
            path: format!("/{}", site.settings.folder()),
        });
        let mut context = Context::new();
        context.insert("sites", &sites.collect::<Vec<_>>());
        self.render("sites.html", &context)
    }

    /// The page where there is none; `home` leads to the home page, if there is one.
    pub(super) fn nothing(&self, home: Option<&str>) -> String {
        let (heading, text) = match home {
            Some(_) => (
                "There is no page here",
                "Its text was deleted or renamed, or the address is wrong.",
            ),
            None => (
                "There is nothing to show yet",
                "No page could be made. What is wrong stands below, and in the terminal.",
            ),
        };
        let mut context = Context::new();
        context.insert("heading", heading);
        context.insert("text", text);
        context.insert("home", &home);
        self.render("nothing.html", &context)
    }

    fn render(&self, template: &str, context: &Context) -> String {
        self.0
            .render(template, context)
            .expect("invariant: the preview's own templates get what they show")
    }
}
