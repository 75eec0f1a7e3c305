//! The theme: its parts fit together, and a project can exchange any of them.

#![allow(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "tests read files, and end where something is not there"
)]

mod support;

use sevenfold::source::{Sources, Span, Spanned};
use sevenfold::theme;
use support::{SiteTest, root};

fn plain() -> theme::Theme {
    let sources = Sources::new(theme::built_in_files(), support::today());
    let wanted = Spanned {
        value: "plain".to_owned(),
        span: Span::start_of(&"site.toml".into()),
    };
    let loaded = theme::load(&sources, &wanted, "en-GB");
    assert!(loaded.diagnostics.is_empty(), "{:?}", loaded.diagnostics);
    loaded.value.unwrap()
}

/// Every component of every folder renders with every example that its folder gives.
#[test]
fn every_component_renders_its_examples() {
    let theme = plain();
    let gallery = sevenfold::render::gallery(&theme);
    assert!(gallery.diagnostics.is_empty(), "{:#?}", gallery.diagnostics);
    let components: Vec<String> = std::fs::read_dir(root().join("themes/plain/components"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    assert!(components.len() >= 10);
    for component in components {
        let examples = gallery
            .value
            .iter()
            .filter(|example| example.component == component)
            .count();
        assert!(examples > 0, "{component} has no example");
    }
    assert!(
        gallery
            .value
            .iter()
            .all(|example| example.html.contains('<'))
    );
}

#[test]
fn a_project_exchanges_one_file_and_keeps_the_rest() {
    let built = SiteTest::county()
        .with("themes/plain/pages/glossary.html", "{% extends \"plain/pages/glossary.html\" %}{% block intro %}<p>Our own words</p>{% endblock intro %}")
        .build();
    // The built-in file of the same path is replaced, so it cannot be extended under that name.
    built.reports("error[template-error]");
    let built = SiteTest::county()
        .with("themes/county/theme.toml", "title = \"County\"\n")
        .with("themes/county/pages/glossary.html", "{% extends \"plain/pages/glossary.html\" %}{% block intro %}<p>Our own words</p>{% endblock intro %}")
        .with("themes/county/phrases/en.toml", "[pages]\ntopics = \"Subjects\"\n")
        .with("themes/county/styles/tokens.css", "/* a remark */\n@layer tokens { :root { --own: 1px; } }\n")
        .replace("site.toml", "language = \"en-GB\"", "theme = \"county\"")
        .build();
    built.is_clean();
    built.shows("glossary/index.html", "Our own words").shows(
        "glossary/index.html",
        "Multi-agency safeguarding hub".to_lowercase().as_str(),
    );
    built.shows("topics/index.html", "<h1>Subjects</h1>");
    let css = built
        .paths()
        .into_iter()
        .find(|path| path.ends_with(".css"))
        .unwrap();
    assert!(built.page(css).contains("--own: 1px") && !built.page(css).contains("a remark"));
}

/// Without the folder of a component, no style speaks of it.
#[test]
fn a_component_is_a_folder_and_nothing_of_it_remains() {
    for component in ["pager", "facets", "facts", "card", "totals", "danger"] {
        let mut sources = Sources::new(theme::built_in_files(), support::today());
        let wanted = Spanned {
            value: "plain".to_owned(),
            span: Span::start_of(&"site.toml".into()),
        };
        let css = |sources: &Sources| {
            let loaded = theme::load(sources, &wanted, "en");
            loaded.value.map(|theme| theme.styles.join("\n")).unwrap()
        };
        let class = format!(".{component} ");
        assert!(css(&sources).contains(&class), "{component}");
        sources
            .remove(&format!(
                "themes/plain/components/{component}/{component}.css"
            ))
            .unwrap();
        assert!(
            !css(&sources).contains(&class),
            "something of {component} remains"
        );
    }
}

#[test]
fn a_site_in_another_language_speaks_it() {
    let built = SiteTest::county()
        .with("themes/plain/phrases/cy.toml", "[pages]\nglossary = \"Geirfa\"\n[months]\nlist = [\"Ionawr\", \"Chwefror\", \"Mawrth\", \"Ebrill\", \"Mai\", \"Mehefin\", \"Gorffennaf\", \"Awst\", \"Medi\", \"Hydref\", \"Tachwedd\", \"Rhagfyr\"]\n")
        .replace("site.toml", "en-GB", "cy")
        .build();
    built.is_clean();
    built
        .shows("glossary/index.html", "<html lang=\"cy\">")
        .shows("glossary/index.html", "<h1>Geirfa</h1>");
    built.shows("briefings/neglect/index.html", "2 Mawrth 2026");
}

#[test]
fn the_pages_keep_a_strict_security_policy() {
    for site in [SiteTest::county(), SiteTest::sample()] {
        let built = site.build();
        for (path, bytes) in built.build.output.iter() {
            let text = String::from_utf8_lossy(bytes);
            if path.ends_with(".html") {
                assert!(
                    !text.contains("<style")
                        && !text.contains(" style=")
                        && !text.contains("javascript:"),
                    "{path}"
                );
                assert!(
                    !text.contains("<script>") && !text.contains(" onclick"),
                    "{path}"
                );
                // A fragment is a part of a page that has its title already.
                let titles = usize::from(!path.ends_with("/fragment.html"));
                assert_eq!(text.matches("<h1").count(), titles, "{path}");
            }
            if path.ends_with(".css") {
                assert!(
                    !text.contains("url(") && !text.contains("@import"),
                    "{path}"
                );
            }
        }
    }
}

/// Every phrase that a template or a view asks for is there, and every phrase is asked for.
#[test]
fn phrases_are_those_that_are_used() {
    let phrases: toml::Table = std::fs::read_to_string(root().join("themes/plain/phrases/en.toml"))
        .unwrap()
        .parse()
        .unwrap();
    let mut templates = String::new();
    for entry in walkdir::WalkDir::new(root().join("themes/plain"))
        .into_iter()
        .map(Result::unwrap)
    {
        if entry
            .path()
            .extension()
            .is_some_and(|ending| ending == "html")
        {
            templates += &std::fs::read_to_string(entry.path()).unwrap();
        }
    }
    // Tables that the views read by keys which they put together.
    let by_key = [
        "roles",
        "status",
        "kinds",
        "audiences",
        "resource_kinds",
        "callouts",
        "months",
        "pages",
        "body",
        "data",
        "filters",
        "search",
        "search_kinds",
        "api_kinds",
        "api_index",
        "api_briefings",
        "api_briefing",
        "api_section",
        "api_finding",
        "api_recommendations",
        "api_resources",
        "kept_back",
        "kept_back_notice",
        "export",
        "headline",
        "review",
        "statement",
    ];
    for (table, words) in &phrases {
        for key in words
            .as_table()
            .unwrap()
            .keys()
            .filter(|_| !by_key.contains(&table.as_str()))
        {
            let by_view = (table == "register" && key.starts_with("by_"))
                || (table == "totals" && key == "total")
                || (table == "recommendation" && key == "overdue")
                || (table == "register" && ["csv", "json", "part"].contains(&key.as_str()))
                || (table == "pictures" && ["time_title", "quarter"].contains(&key.as_str()))
                || (table == "report"
                    && ["title", "title_agency", "period", "as_of", "undated"]
                        .contains(&key.as_str()))
                || (table == "exit" && key == "label")
                || (table == "meeting" && ["questions", "mail_subject"].contains(&key.as_str()));
            assert!(
                by_view || templates.contains(&format!("words.{table}.{key}")),
                "nothing uses {table}.{key}"
            );
        }
    }
    for used in templates.split("words.").skip(1) {
        let name: String = used
            .chars()
            .take_while(|letter| letter.is_alphanumeric() || matches!(letter, '.' | '_'))
            .collect();
        let (table, key) = name.split_once('.').unwrap_or((&name, ""));
        if !key.is_empty() {
            assert!(
                phrases
                    .get(table)
                    .and_then(|table| table.get(key.split('.').next().unwrap()))
                    .is_some(),
                "no phrase {name}"
            );
        }
    }
}
