//! Every kind of mistake: its message, and its place to the character.

#![allow(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "tests read files, and end where something is not there"
)]

mod support;

use support::SiteTest;

const NEGLECT: &str = "content/briefings/neglect/index.md";

/// A county with one change to the neglect briefing.
fn with(from: &str, to: &str) -> support::Built {
    SiteTest::county().replace(NEGLECT, from, to).build()
}

#[test]
fn the_county_itself_is_clean() {
    SiteTest::county().build().is_clean();
    SiteTest::minimal().build().is_clean();
    SiteTest::sample().build().is_clean();
}

#[test]
fn toml_without_quotation_marks() {
    with(
        "title = \"Neglect: what five agencies found\"",
        "title = Neglect",
    )
    .reports("error[toml-syntax] content/briefings/neglect/index.md:2:9 this is not valid TOML");
}

#[test]
fn toml_with_curly_quotation_marks() {
    with("\"Six cases, looked at together.\"", "“Six cases”").reports(
        "error[toml-syntax] content/briefings/neglect/index.md:3:11 curly quotation marks",
    );
}

#[test]
fn several_syntax_errors_and_others_in_one_file() {
    let built = SiteTest::county()
        .replace(
            NEGLECT,
            "summary = \"Six cases, looked at together.\"",
            "summary = Six cases",
        )
        .replace(NEGLECT, "cases = 6", "cases = 'six'")
        .replace(NEGLECT, "due = 2026-06-30", "due = \"soon\"")
        .build();
    built.reports("error[toml-syntax] content/briefings/neglect/index.md:3:11");
    built.reports("error[wrong-type] content/briefings/neglect/index.md:15:9 `cases` should be a whole number, and this is a text");
    built.reports(
        "error[invalid-date] content/briefings/neglect/index.md:23:7 `soon` is not a date",
    );
}

#[test]
fn a_key_given_twice() {
    with("audience = \"children\"", "audience = \"children\"\naudience = \"adults\"")
        .reports("error[toml-syntax] content/briefings/neglect/index.md:8:1 this is not valid TOML: duplicate key");
}

#[test]
fn an_unknown_key() {
    let built = with("audience", "audiance");
    built.reports("error[unknown-key] content/briefings/neglect/index.md:7:1 a briefing's front matter has no `audiance`");
    assert_eq!(
        built.build.diagnostics[0].help.as_deref(),
        Some("Did you mean `audience`?")
    );
}

#[test]
fn an_unknown_key_in_a_table() {
    with("owners = [\"county-police\"]", "owner = [\"county-police\"]")
        .reports("error[unknown-key] content/briefings/neglect/index.md:22:1 a recommendation has no `owner`");
}

#[test]
fn a_text_where_a_list_belongs() {
    with("topics = [\"neglect\"]", "topics = \"neglect\"")
        .reports("error[wrong-type] content/briefings/neglect/index.md:8:10 `topics` should be a list, and this is a text");
}

#[test]
fn an_empty_value() {
    with("\"Six cases, looked at together.\"", "\"\"")
        .reports("error[empty-value] content/briefings/neglect/index.md:3:11");
}

#[test]
fn a_missing_title() {
    with("title = \"Neglect: what five agencies found\"\n", "").reports(
        "error[missing-title] content/briefings/neglect/index.md:1:1 this briefing has no title",
    );
}

#[test]
fn a_missing_title_of_the_site() {
    SiteTest::county()
        .replace("site.toml", "title", "description2")
        .build()
        .reports("error[missing-title] site.toml:1:1");
}

#[test]
fn a_missing_key_of_a_table() {
    with("on = 2026-02-27\n", "").reports(
        "error[missing-key] content/briefings/neglect/index.md:17:2 [sign_off] needs `on`",
    );
}

#[test]
fn a_word_that_is_no_choice() {
    let built = with("status = \"in-progress\"", "status = \"in-progres\"");
    built.reports("error[invalid-value] content/briefings/neglect/index.md:24:10 `status` cannot be `in-progres`");
    assert!(
        built.build.diagnostics[0]
            .help
            .as_ref()
            .unwrap()
            .starts_with("Did you mean `in-progress`?")
    );
}

#[test]
fn a_day_that_does_not_exist() {
    with("published = 2026-03-02", "published = 2026-02-30").reports(
        "error[invalid-date] content/briefings/neglect/index.md:5:13 `2026-02-30` is not a date",
    );
}

#[test]
fn a_british_date() {
    let built = with("published = 2026-03-02", "published = \"02/03/2026\"");
    built.reports(
        "error[invalid-date] content/briefings/neglect/index.md:5:13 `02/03/2026` is not a date",
    );
    assert_eq!(
        built.build.diagnostics[0].help.as_deref(),
        Some("Dates are written year-month-day: 2026-03-02.")
    );
    with("published = 2026-03-02", "published = 02/03/2026").reports(
        "error[invalid-date] content/briefings/neglect/index.md:5:13 `02/03/2026` is not a date",
    );
}

#[test]
fn an_address_without_https() {
    with("https://county.example/minutes", "county.example/minutes")
        .reports("error[invalid-url] content/briefings/neglect/index.md:25:76 `county.example/minutes` is not a web address");
}

#[test]
fn a_negative_number() {
    with("cases = 6", "cases = -1")
        .reports("error[invalid-value] content/briefings/neglect/index.md:15:9");
}

#[test]
fn unknown_ids() {
    let built = SiteTest::county()
        .replace(
            NEGLECT,
            "partnership = \"example-county\"",
            "partnership = \"exmaple-county\"",
        )
        .replace(
            NEGLECT,
            "topics = [\"neglect\"]",
            "topics = [\"neglect\", \"negligence\"]",
        )
        .replace(
            NEGLECT,
            "agencies = [\"county-police\", \"health\"]",
            "agencies = [\"county-polise\", \"health\"]",
        )
        .replace(NEGLECT, "[\"information-sharing\"]", "[\"information\"]")
        .replace(
            NEGLECT,
            "owners = [\"social-care\"]",
            "owners = [\"socialcare\"]",
        )
        .replace(
            NEGLECT,
            "audience = \"children\"",
            "superseded_by = \"nothing\"",
        )
        .build();
    built.reports("error[unknown-partnership] content/briefings/neglect/index.md:4:15 there is no partnership called `exmaple-county`");
    built.reports("error[unknown-briefing] content/briefings/neglect/index.md:7:17 there is no other briefing called `nothing`");
    built.reports("error[unknown-topic] content/briefings/neglect/index.md:8:22 there is no topic called `negligence`");
    built.reports("error[unknown-agency] content/briefings/neglect/index.md:9:13 there is no agency called `county-polise`");
    built.reports("error[unknown-learning-theme] content/briefings/neglect/index.md:10:20");
    built.reports("error[unknown-agency] content/briefings/neglect/index.md:28:11 there is no agency called `socialcare`");
    let help = built
        .build
        .diagnostics
        .iter()
        .find(|diagnostic| diagnostic.message.contains("polise"))
        .unwrap()
        .help
        .clone();
    assert_eq!(
        help.unwrap(),
        "Did you mean `county-police`? They are listed in content/agencies.toml."
    );
}

#[test]
fn an_unknown_resource_or_word() {
    let built = with("[[county-helpline]]", "[[county-helplin]]");
    built.reports("error[unknown-reference] content/briefings/neglect/index.md:68:3 nothing is called `county-helplin`");
    assert_eq!(
        built.build.diagnostics[0].help.as_deref(),
        Some("Did you mean [[county-helpline]]?")
    );
    with("Visits were", "[[Genogrm]] were")
        .reports("error[unknown-reference] content/briefings/neglect/index.md:41:3");
}

#[test]
fn two_briefings_with_one_address() {
    SiteTest::county()
        .with("content/briefings/neglect.md", "+++\ntitle = \"Another\"\n+++\n")
        .build()
        .reports("error[address-taken] content/briefings/neglect/index.md:1:1 this text would have the same address as content/briefings/neglect.md");
}

#[test]
fn a_page_at_an_address_of_the_site() {
    SiteTest::county()
        .with("content/pages/topics.md", "+++\ntitle = \"Topics\"\n+++\n")
        .build()
        .reports("error[address-taken] content/pages/topics.md:1:1 the address `topics/` is the site's own");
}

#[test]
fn dead_links_and_anchors() {
    let built = with(
        "- Visits were made on time.",
        "- [a](../neglekt/index.md) [b](../self-neglect/index.md#r9) [c](#nowhere) [d](/nothing/) [e](www.example.org) [f](notes.docx)",
    );
    built.reports("error[dead-link] content/briefings/neglect/index.md:41:3 there is nothing at `../neglekt/index.md`");
    built.reports("error[dead-anchor] content/briefings/neglect/index.md:41:28 `../self-neglect/index.md#r9` leads to a place `#r9`");
    built.reports("error[dead-anchor] content/briefings/neglect/index.md:41:61 `#nowhere`");
    built.reports("error[dead-link] content/briefings/neglect/index.md:41:75 the site has no page at `/nothing/`");
    built.reports("error[dead-link] content/briefings/neglect/index.md:41:90 there is nothing at `www.example.org`");
    built.reports("error[dead-link] content/briefings/neglect/index.md:41:111 there is nothing at `notes.docx`");
}

#[test]
fn a_link_to_what_is_not_published() {
    with("- Visits were made", "- [Later](../to-come.md) visits were made")
        .reports("error[dead-link] content/briefings/neglect/index.md:41:3 the briefing `to-come` is not published");
}

#[test]
fn schemes_that_could_run_code() {
    let built = with(
        "- Visits",
        "- [x](javascript:alert(1)) [y](data:text/html,x) <ftp://example.org/> [z](JaVaScRiPt:x) Visits",
    );
    built.reports("error[link-scheme] content/briefings/neglect/index.md:41:3 links may not begin with `javascript:`");
    built.reports("error[link-scheme] content/briefings/neglect/index.md:41:28 links may not begin with `data:`");
    built.reports("error[link-scheme] content/briefings/neglect/index.md:41:50 links may not begin with `ftp:`");
    built.reports("error[link-scheme] content/briefings/neglect/index.md:41:71 links may not begin with `JaVaScRiPt:`");
}

#[test]
fn missing_and_foreign_pictures() {
    let built = with(
        "- Visits",
        "- ![a](photo.jpg) ![b](https://example.org/a.png) ![c](film.gif) Visits",
    );
    built.reports("error[missing-picture] content/briefings/neglect/index.md:41:3 there is no picture `photo.jpg`");
    built.reports("error[picture-elsewhere] content/briefings/neglect/index.md:41:19");
    built.reports("error[picture-kind] content/briefings/neglect/index.md:41:51");
}

#[test]
fn a_picture_that_is_none() {
    SiteTest::county()
        .with("content/briefings/neglect/photo.jpg", "not a picture")
        .build()
        .reports("error[broken-picture] content/briefings/neglect/photo.jpg:1:1 this picture cannot be read");
}

#[test]
fn an_unknown_heading_is_a_remark() {
    let built = with("## 2. What is working well?", "## Bananas");
    built.reports(
        "remark[unknown-heading] content/briefings/neglect/index.md:39:1 the heading “Bananas”",
    );
    assert!(!built.build.has_errors());
}

#[test]
fn an_unknown_role() {
    let built = with("## 2. What is working well?", "## Bananas {.strenghts}");
    built.reports("warning[unknown-role] content/briefings/neglect/index.md:39:1 there is no role called `strenghts`");
}

#[test]
fn other_attributes_of_a_heading() {
    let built = with(
        "## 2. What is working well?",
        "## What is working well? {onclick=alert(1)}",
    );
    built.reports("warning[heading-attribute] content/briefings/neglect/index.md:39:1");
    built.shows_nowhere("onclick");
}

#[test]
fn one_anchor_for_two_headings() {
    with(
        "## 2. What is working well?",
        "## 2. What is working well? {#key-learning}",
    )
    .reports("error[anchor-taken] content/briefings/neglect/index.md:52:1");
}

#[test]
fn what_is_known_of_a_recommendation_that_is_not_there() {
    let built = with("[recommendations.R2]", "[recommendations.R9]");
    built.reports("error[unknown-mark] content/briefings/neglect/index.md:27:18 no recommendation of the text is marked [R9]");
}

#[test]
fn a_mark_that_is_none() {
    with("[recommendations.R2]", "[recommendations.second]")
        .reports("error[invalid-key] content/briefings/neglect/index.md:27:18 `second` cannot stand here as a name");
}

#[test]
fn two_recommendations_with_one_mark() {
    with("- [R2] Managers", "- [R1] Managers").reports("error[duplicate-mark] content/briefings/neglect/index.md:59:3 two recommendations are marked [R1]");
}

#[test]
fn a_mark_in_another_section() {
    with("- Visits", "- [R7] Visits")
        .reports("warning[mark-outside-recommendations] content/briefings/neglect/index.md:41:3");
}

#[test]
fn a_recommendation_known_by_its_place_alone() {
    let built = with(
        "[recommendations.R2]",
        "[recommendations.R3]\ndue = 2027-01-01\n\n[recommendations.R2]",
    );
    built.reports("remark[mark-by-position] content/briefings/neglect/index.md:27:18");
    assert_eq!(
        built.build.library.briefings[0].recommendations[2]
            .due
            .unwrap()
            .to_string(),
        "2027-01-01"
    );
}

#[test]
fn html_in_the_text() {
    let built = with(
        "- Visits were",
        "- <b onclick=\"x()\">Visits</b> were <!-- a note to oneself -->",
    );
    built.reports(
        "warning[raw-html] content/briefings/neglect/index.md:41:3 HTML in the text is left out",
    );
    assert_eq!(
        built.remarks().len(),
        1,
        "a closing tag and a comment are no remarks of their own"
    );
    built.shows_nowhere("x()").shows_nowhere("note to oneself");
    let block = with(
        "## 2. What",
        "<div>\n<script>alert(1)</script>\n</div>\n\n## 2. What",
    );
    block.reports("warning[raw-html] content/briefings/neglect/index.md:39:1");
    assert_eq!(block.remarks().len(), 1, "a block is one remark");
    block.shows_nowhere("alert(1)");
}

#[test]
fn an_unknown_callout() {
    with("- Visits", "> [!VOISE]\n> I was afraid.\n\n- Visits")
        .reports("warning[unknown-callout] content/briefings/neglect/index.md:41:3 there is no callout called [!VOISE]");
}

#[test]
fn front_matter_that_is_never_closed_or_is_yaml() {
    SiteTest::county()
        .with(
            "content/briefings/open.md",
            "+++\ntitle = \"Open\"\n\n## Background\n",
        )
        .with(
            "content/briefings/yaml.md",
            "---\ntitle: Yaml\n---\n\n# Yaml\n",
        )
        .build()
        .reports("error[front-matter-not-closed] content/briefings/open.md:1:1")
        .reports("error[front-matter-yaml] content/briefings/yaml.md:1:1");
}

#[test]
fn files_that_are_not_utf_8() {
    SiteTest::county()
        .with("content/briefings/old.md", b"+++\ntitle = \"Old\"\n+++\n\nThe child\x92s voice")
        .with("content/briefings/wide.md", b"\xff\xfe+\0+\0+\0")
        .build()
        .reports("error[not-utf-8] content/briefings/old.md:5:10 this file is not UTF-8; the first wrong byte is probably “’”")
        .reports("error[not-utf-8] content/briefings/wide.md:1:1 this file is saved as UTF-16");
}

#[test]
fn a_file_over_the_limit() {
    let folder = tempfile::tempdir().unwrap();
    SiteTest::minimal()
        .with("content/briefings/huge.md", vec![b'x'; 1024 * 1024 + 1])
        .write_to(folder.path());
    let sources = sevenfold::disk::read(
        folder.path(),
        support::today(),
        sevenfold::theme::built_in_files(),
    )
    .unwrap();
    let build = sevenfold::pipeline::build(&sources, &mut sevenfold::pipeline::Memo::default());
    let built = support::Built { build, sources };
    built.reports("error[file-too-large] content/briefings/huge.md:1:1 this file has 1.1 MB, and at most 1.0 MB are read");
    assert!(
        built.paths().contains(&"briefings/pasted/index.html"),
        "the others are built"
    );
}

#[test]
fn mistakes_in_the_vocabularies() {
    let built = SiteTest::county()
        .replace(
            "content/agencies.toml",
            "[police]\nname = \"Police\"",
            "[police]\nname = \"Police\"\npart_of = \"county-police\"",
        )
        .replace("content/agencies.toml", "[health]", "[Health Trust]")
        .replace("content/topics.toml", "name = \"Self-neglect\"\n", "")
        .replace("content/resources.toml", "01632 960 555", "ask at the desk")
        .replace(
            "content/resources.toml",
            "kind = \"guidance\"",
            "kind = \"guidence\"",
        )
        .replace(
            "content/glossary.toml",
            "{ meaning = \"A drawing of a family.\" }",
            "7",
        )
        .with(
            "content/sections.toml",
            "context = [\"Now then\"]\nlearning = [\"now then!\"]\n",
        )
        .build();
    built.reports("error[agency-part-of-itself] content/agencies.toml:3:11");
    built.reports("error[toml-syntax] content/agencies.toml:9:");
    built.reports("error[missing-key] content/topics.toml:5:2 a topic needs `name`");
    built.reports("error[invalid-phone] content/resources.toml:4:9 `ask at the desk` is not a telephone number");
    built.reports("error[invalid-value] content/resources.toml:12:8 `kind` cannot be `guidence`");
    built.reports("error[wrong-type] content/glossary.toml:3:12");
    built.reports("error[heading-with-two-roles] content/sections.toml:2:13");
}

#[test]
fn mistakes_in_the_settings() {
    let built = SiteTest::county()
        .replace("site.toml", "#5b2a6f", "#e8c4f0")
        .replace(
            "site.toml",
            "partnership = \"example-county\"",
            "partnership = \"elsewhere\"",
        )
        .replace("site.toml", "office@county.example", "the office")
        .replace("site.toml", "language = \"en-GB\"", "theme = \"plane\"")
        .build();
    built.reports("error[unknown-partnership] site.toml:3:15");
    built.reports("error[unknown-theme] site.toml:5:9 there is no theme called `plane`");
    built.reports("error[invalid-email] site.toml:20:9 `the office` is not an e-mail address");
    SiteTest::county()
        .replace("site.toml", "#5b2a6f", "#e8c4f0")
        .build()
        .reports("error[low-contrast] site.toml:8:11 text in #e8c4f0 on the theme's light paper");
    SiteTest::county()
        .replace("site.toml", "#5b2a6f", "purple")
        .build()
        .reports("error[invalid-colour] site.toml:8:11");
}

#[test]
fn a_template_that_asks_for_what_is_not_there() {
    let page = "{% extends \"layouts/base.html\" %}\n{% block content %}\n{{ briefing.titel }}\n{% endblock content %}\n";
    let built = SiteTest::county()
        .with("themes/county/theme.toml", "title = \"County\"\n")
        .with("themes/county/pages/briefing.html", page)
        .replace("site.toml", "language = \"en-GB\"", "theme = \"county\"")
        .build();
    built.reports(
        "error[template-error] themes/county/pages/briefing.html:3:13 Field `titel` is not defined",
    );
    let errors: Vec<_> = built
        .build
        .diagnostics
        .iter()
        .filter(|diagnostic| diagnostic.is_error())
        .collect();
    assert_eq!(
        errors.len(),
        1,
        "a template that fails on two pages is one mistake"
    );
    assert!(
        errors[0]
            .help
            .as_ref()
            .unwrap()
            .contains("the page briefings/neglect/index.html")
    );
    assert!(
        built.paths().contains(&"glossary/index.html"),
        "pages of other templates are made"
    );
}

#[test]
fn a_template_that_cannot_be_read() {
    SiteTest::county()
        .with("themes/plain/pages/glossary.html", b"\xff")
        .build()
        .reports("error[not-utf-8] themes/plain/pages/glossary.html:1:1");
    SiteTest::county()
        .with("themes/plain/pages/glossary.html", "{% if %}\n")
        .build()
        .reports("error[template-error] themes/plain/pages/glossary.html:1:7");
    SiteTest::county()
        .with("themes/plain/pages/glossary.html", "{% extends \"layouts/base.html\" %}\n{% block content %}{{ 1 | no_such_filter }}{% endblock content %}\n")
        .build()
        .reports("error[template-error] themes/plain/pages/glossary.html:2:");
}

#[test]
fn a_text_in_the_wrong_place() {
    SiteTest::county()
        .with("content/notes.md", "# Notes\n")
        .with("content/briefings/neglect/draft.md", "# Notes\n")
        .build()
        .reports("remark[not-published] content/notes.md:1:1")
        .reports("remark[not-published] content/briefings/neglect/draft.md:1:1");
}

/// Thirty mistakes in one project are told in one run, and the files without any are built.
#[test]
#[expect(clippy::too_many_lines, reason = "a table of mistakes")]
fn thirty_mistakes_in_one_run() {
    let faulty = |front: &str, body: &str| {
        format!("+++\ntitle = \"Faulty\"\n{front}\n+++\n\n## Background\n\n{body}\n")
    };
    let cases: Vec<(&str, String, &str)> = vec![
        ("f01", faulty("summary = no quotes", ""), "toml-syntax"),
        ("f02", faulty("sumary = \"x\"", ""), "unknown-key"),
        ("f03", faulty("topics = \"neglect\"", ""), "wrong-type"),
        (
            "f04",
            "+++\n+++\n\n## Background\n".to_owned(),
            "missing-title",
        ),
        (
            "f05",
            faulty("agencies = [\"nobody\"]", ""),
            "unknown-agency",
        ),
        ("f06", faulty("topics = [\"nothing\"]", ""), "unknown-topic"),
        (
            "f07",
            faulty("partnership = \"nowhere\"", ""),
            "unknown-partnership",
        ),
        (
            "f08",
            faulty("", "[[no-such-service]]"),
            "unknown-reference",
        ),
        (
            "f09",
            faulty("learning_themes = [\"none\"]", ""),
            "unknown-learning-theme",
        ),
        ("f10", faulty("", "[x](../gone/index.md)"), "dead-link"),
        ("f11", faulty("", "[x](#gone)"), "dead-anchor"),
        ("f12", faulty("", "![x](gone.png)"), "missing-picture"),
        ("f13", faulty("", "## Bananas"), "unknown-heading"),
        (
            "f14",
            faulty("[recommendations.R9]\ndue = 2026-01-01", ""),
            "unknown-mark",
        ),
        ("f15", faulty("published = 2026-02-30", ""), "invalid-date"),
        ("f16", faulty("", "<b>x</b>"), "raw-html"),
        ("f17", faulty("", "[x](javascript:x)"), "link-scheme"),
        ("f18", faulty("", "> [!NOOTE]\n> x"), "unknown-callout"),
        (
            "f19",
            faulty("", "## Next steps\n\n- [R1] a\n- [R1] b"),
            "duplicate-mark",
        ),
        (
            "f20",
            faulty("", "- [R1] a"),
            "mark-outside-recommendations",
        ),
        ("f21", faulty("", "## Learning {.lerning}"), "unknown-role"),
        (
            "f22",
            faulty("", "## Learning {data-x=1}"),
            "heading-attribute",
        ),
        (
            "f23",
            faulty("", "## Learning {#a}\n\n## Method {#a}"),
            "anchor-taken",
        ),
        ("f24", faulty("status = \"finished\"", ""), "invalid-value"),
        (
            "f25",
            faulty("superseded_by = \"gone\"", ""),
            "unknown-briefing",
        ),
        (
            "f26",
            faulty("[source]\ntitle = \"x\"\nurl = \"nowhere\"", ""),
            "invalid-url",
        ),
        ("f27", faulty("[sign_off]\nby = \"x\"", ""), "missing-key"),
        ("f28", faulty("summary = \"\"", ""), "empty-value"),
        (
            "f29",
            "+++\ntitle = \"x\"\n".to_owned(),
            "front-matter-not-closed",
        ),
        (
            "f30",
            "---\ntitle: x\n---\n".to_owned(),
            "front-matter-yaml",
        ),
        ("f31", faulty("", "![x](a.svg)"), "picture-kind"),
        (
            "f32",
            faulty("", "![x](http://example.org/a.png)"),
            "picture-elsewhere",
        ),
    ];
    let mut site = SiteTest::county();
    for (name, text, _) in &cases {
        site = site.with(&format!("content/briefings/{name}.md"), text);
    }
    site = site
        .with("content/briefings/f33.md", b"\xffnot utf-8")
        .with("content/briefings/neglect.md", "# Same address");
    let built = site.build();
    for (name, _, code) in &cases {
        let path = format!("content/briefings/{name}.md:");
        assert!(
            built
                .remarks()
                .iter()
                .any(|remark| remark.contains(&path) && remark.contains(&format!("[{code}]"))),
            "no {code} for {name}: {:#?}",
            built
                .remarks()
                .iter()
                .filter(|remark| remark.contains(&path))
                .collect::<Vec<_>>()
        );
    }
    built
        .reports("error[not-utf-8] content/briefings/f33.md:1:1")
        .reports("error[address-taken]");
    assert!(
        built.paths().contains(&"briefings/self-neglect/index.html"),
        "a good file is not taken down by bad ones"
    );
    assert!(
        built
            .build
            .diagnostics
            .iter()
            .all(|diagnostic| diagnostic.help.is_some()),
        "each says what to do"
    );
}
