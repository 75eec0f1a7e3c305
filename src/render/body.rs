//! The author's Markdown as HTML: the only HTML that is not written by a template.

use std::collections::BTreeSet;
use std::ops::Range;

use pulldown_cmark::Alignment;
use pulldown_cmark_escape::{escape_href, escape_html, escape_html_body_text};

use super::glossary::Terms;
use crate::document::markdown::{Callout, Image, Link, LinkForm, Markdown, NodeKind};
use crate::model::links::{Target, TextTarget};
use crate::model::reach::{self, Reach};
use crate::model::text::{Text, slug};
use crate::site::{Site, address};
use crate::theme::{Phrases, fill};

/// Writes the parts of one text, in the order in which they are read: what has been said once
/// (a long form, a footnote's number) is known to the parts that follow.
pub(super) struct Body<'a> {
    site: &'a Site,
    phrases: &'a Phrases,
    terms: &'a Terms<'a>,
    text: Option<&'a Text>,
    markdown: &'a Markdown,
    /// The way up to the site's root.
    root: &'a str,
    /// For which page it is written.
    form: Form<'a>,
    /// Abbreviations whose long form has been given.
    expanded: BTreeSet<&'a str>,
    /// The footnotes referred to so far, in order, and how often.
    footnotes: Vec<(String, usize)>,
    /// How many tables have been written.
    tables: usize,
    /// The level of the heading above.
    level: u8,
    /// The words of the block that is being written, in small letters.
    block_words: String,
    out: String,
}

/// Where words stand that cannot hold a link.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Bare {
    Heading,
    Link,
}

/// For which page a text is written.
#[derive(Clone, Copy)]
pub(super) enum Form<'a> {
    /// A page of the site, which has styles for its classes.
    Page,
    /// A page of another site: plain markup, in which nothing clashes with what stands there.
    Fragment {
        /// The address of the briefing's own page, from the site's root.
        whole: &'a str,
        /// What the names of places begin with.
        slug: &'a str,
    },
}

impl Form<'_> {
    /// An attribute, or several, that only our own pages have a use for.
    fn own(self, attributes: &str) -> &str {
        match self {
            Self::Page => attributes,
            Self::Fragment { .. } => "",
        }
    }

    /// The name of a place within the page.
    fn id(self, name: &str) -> String {
        match self {
            Self::Page => name.to_owned(),
            Self::Fragment { slug, .. } => format!("{slug}-{name}"),
        }
    }
}

/// What a text is written with.
#[derive(Clone, Copy)]
pub(super) struct Setting<'a> {
    /// The site that shows it.
    pub(super) site: &'a Site,
    /// The words of the theme.
    pub(super) phrases: &'a Phrases,
    /// The abbreviations that are expanded.
    pub(super) terms: &'a Terms<'a>,
    /// The way from the page up to the site's root.
    pub(super) root: &'a str,
    /// For which page.
    pub(super) form: Form<'a>,
}

impl<'a> Body<'a> {
    /// Begins a text.
    pub(super) fn new(setting: Setting<'a>, text: &'a Text) -> Self {
        Self {
            text: Some(text),
            ..Self::loose(setting, text.markdown())
        }
    }

    /// Begins a few words that are no text of their own, such as those of the danger panel.
    pub(super) fn loose(setting: Setting<'a>, markdown: &'a Markdown) -> Self {
        Self {
            site: setting.site,
            phrases: setting.phrases,
            terms: setting.terms,
            text: None,
            markdown,
            root: setting.root,
            form: setting.form,
            expanded: BTreeSet::new(),
            footnotes: Vec::new(),
            tables: 0,
            level: 1,
            block_words: String::new(),
            out: String::new(),
        }
    }

    /// Writes the blocks in a range of the nodes.
    pub(super) fn blocks(&mut self, range: Range<usize>) -> String {
        self.write_children(range, None);
        std::mem::take(&mut self.out)
    }

    /// Begins a section, whose heading is of the second level.
    pub(super) fn begin_section(&mut self) {
        self.level = 2;
    }

    /// Writes the words of a heading, without long forms or links.
    pub(super) fn heading(&mut self, range: Range<usize>) -> String {
        self.write_bare(range, Bare::Heading);
        std::mem::take(&mut self.out)
    }

    /// Writes words with their emphasis and nothing that leads anywhere.
    fn write_bare(&mut self, range: Range<usize>, within: Bare) {
        let markdown = self.markdown;
        for at in markdown.children(range) {
            let node = markdown.node(at);
            let inside = markdown.inside(at);
            match (&node.kind, within) {
                (NodeKind::Text(_), _) => push_text(&mut self.out, markdown.literal(node)),
                (NodeKind::CodeText(code), _) => {
                    self.out.push_str("<code>");
                    push_text(&mut self.out, code);
                    self.out.push_str("</code>");
                }
                (NodeKind::SoftBreak | NodeKind::HardBreak, _) => self.out.push(' '),
                (NodeKind::Emphasis, _) => self.wrap_bare("em", inside, within),
                (NodeKind::Strong, _) => self.wrap_bare("strong", inside, within),
                (NodeKind::Strikethrough, _) => self.wrap_bare("del", inside, within),
                (NodeKind::Image(image), Bare::Link) => self.write_image(at, image),
                (NodeKind::FootnoteReference(name), Bare::Heading) => {
                    self.write_footnote_reference(name);
                }
                // In a heading a picture is its description; a note's number cannot be a link in a link.
                _ => self.write_bare(inside, within),
            }
        }
    }

    fn wrap_bare(&mut self, tag: &str, inside: Range<usize>, within: Bare) {
        self.out.push_str(&format!("<{tag}>"));
        self.write_bare(inside, within);
        self.out.push_str(&format!("</{tag}>"));
    }

    /// Writes a list item's content, from a place in the file on.
    pub(super) fn item(&mut self, item: usize, from: u32) -> String {
        self.remember_block(item);
        self.write_task(item);
        self.write_children(self.markdown.inside(item), Some(from));
        std::mem::take(&mut self.out)
    }

    /// Writes paragraphs without their tags, for a place where only words can stand.
    pub(super) fn words(&mut self) -> String {
        let paragraphs: Vec<usize> = self
            .markdown
            .children(0..self.markdown.nodes.len())
            .collect();
        for (index, at) in paragraphs.into_iter().enumerate() {
            if index > 0 {
                self.out.push(' ');
            }
            self.remember_block(at);
            self.write_children(self.markdown.inside(at), None);
        }
        std::mem::take(&mut self.out)
    }

    /// Writes the footnotes that were referred to.
    pub(super) fn notes(&mut self) -> Option<String> {
        self.text?;
        let mut notes = String::new();
        let mut index = 0;
        // A note may refer to another one, which then joins the list.
        while let Some((name, _)) = self.footnotes.get(index) {
            let at = self
                .definition(name)
                .expect("invariant: only notes that are there are numbered");
            index += 1;
            self.remember_block(at);
            self.write_children(self.markdown.inside(at), None);
            let body = std::mem::take(&mut self.out);
            let back = format!(
                " <a{} href=\"#{}\" aria-label=\"{} {index}\">↩</a>",
                self.form.own(" class=\"footnote-back\""),
                self.form.id(&format!("fnref-{index}")),
                attribute(self.phrases.get("body", "back"))
            );
            let body = match body.strip_suffix("</p>\n") {
                Some(words) => format!("{words}{back}</p>\n"),
                None => format!("{body}{back}"),
            };
            let id = self.form.id(&format!("fn-{index}"));
            notes.push_str(&format!("<li id=\"{id}\">{body}</li>\n"));
        }
        let heading = attribute(self.phrases.get("body", "footnotes"));
        (!notes.is_empty()).then(|| {
            format!(
                "<section{}><h2{}>{heading}</h2>\n<ol>\n{notes}</ol></section>",
                self.form
                    .own(" class=\"footnotes\" aria-labelledby=\"fn-heading\""),
                self.form.own(" id=\"fn-heading\"")
            )
        })
    }

    fn write_children(&mut self, range: Range<usize>, from: Option<u32>) {
        let mut at = range.start;
        while at < range.end {
            self.write(at, from);
            at = self.markdown.node(at).end as usize;
        }
    }

    fn write(&mut self, at: usize, from: Option<u32>) {
        let markdown = self.markdown;
        let node = markdown.node(at);
        let inside = markdown.inside(at);
        match &node.kind {
            NodeKind::Paragraph => self.write_paragraph(at, from),
            NodeKind::Heading(heading) => self.write_heading(at, heading.level),
            NodeKind::Quote => self.wrap("<blockquote>\n", inside, "</blockquote>\n"),
            NodeKind::Callout(callout) => self.write_callout(*callout, inside),
            NodeKind::Code => {
                let tabindex = self.form.own(" tabindex=\"0\"");
                self.out.push_str(&format!("<pre{tabindex}><code>"));
                for child in inside {
                    push_text(&mut self.out, markdown.literal(markdown.node(child)));
                }
                self.out.push_str("</code></pre>\n");
            }
            NodeKind::List(start) => self.write_list(*start, inside),
            NodeKind::Item(_) => {
                self.out.push_str("<li>");
                self.remember_block(at);
                self.write_task(at);
                self.write_children(inside, None);
                self.out.push_str("</li>\n");
            }
            NodeKind::Footnote(_) => {}
            NodeKind::Definitions => self.wrap("<dl>\n", inside, "</dl>\n"),
            NodeKind::DefinitionTerm => self.wrap_block(at, "<dt>", "</dt>\n"),
            NodeKind::Definition => self.wrap_block(at, "<dd>", "</dd>\n"),
            NodeKind::Table(alignments) => self.write_table(at, alignments),
            NodeKind::TableHead | NodeKind::TableRow | NodeKind::TableCell => {
                unreachable!("invariant: the parts of a table are written with it")
            }
            NodeKind::Emphasis => self.wrap("<em>", inside, "</em>"),
            NodeKind::Strong => self.wrap("<strong>", inside, "</strong>"),
            NodeKind::Strikethrough => self.wrap("<del>", inside, "</del>"),
            NodeKind::Link(link) => self.write_link(at, link),
            NodeKind::Image(image) => self.write_image(at, image),
            NodeKind::Text(_) => self.write_words(at, from),
            NodeKind::CodeText(code) => {
                self.out.push_str("<code>");
                push_text(&mut self.out, code);
                self.out.push_str("</code>");
            }
            NodeKind::FootnoteReference(name) => self.write_footnote_reference(name),
            NodeKind::SoftBreak => self.out.push('\n'),
            NodeKind::HardBreak => self.out.push_str("<br>\n"),
            NodeKind::Rule => self.out.push_str("<hr>\n"),
        }
    }

    fn wrap(&mut self, before: &str, inside: Range<usize>, after: &str) {
        self.out.push_str(before);
        self.write_children(inside, None);
        self.out.push_str(after);
    }

    fn wrap_block(&mut self, at: usize, before: &str, after: &str) {
        self.remember_block(at);
        self.wrap(before, self.markdown.inside(at), after);
    }

    /// Keeps the words of a block, to see whether it gives a long form itself.
    fn remember_block(&mut self, at: usize) {
        self.block_words = self
            .markdown
            .plain(self.markdown.inside(at))
            .to_lowercase()
            .replace('-', " ");
    }

    /// A picture that stands alone is a figure.
    fn write_paragraph(&mut self, at: usize, from: Option<u32>) {
        self.remember_block(at);
        let inside = self.markdown.inside(at);
        let mut children = self.markdown.children(inside.clone());
        if let (Some(only), None) = (children.next(), children.next())
            && let NodeKind::Image(image) = &self.markdown.node(only).kind
        {
            let class = self.form.own(" class=\"image\"");
            self.out.push_str(&format!("<figure{class}>"));
            self.write_image(only, image);
            if !image.caption.is_empty() {
                self.out.push_str("<figcaption>");
                push_text(&mut self.out, &image.caption);
                self.out.push_str("</figcaption>");
            }
            self.out.push_str("</figure>\n");
            return;
        }
        self.out.push_str("<p>");
        self.write_children(inside, from);
        self.out.push_str("</p>\n");
    }

    /// Headings within a section follow each other without a gap (WCAG 2.2, technique G141),
    /// whatever levels the author chose.
    fn write_heading(&mut self, at: usize, level: u8) {
        let level = level.clamp(2, self.level + 1).min(6);
        self.level = level;
        let anchor = self.text.and_then(|text| text.anchors.get(&at));
        let id = anchor
            .map(|anchor| format!(" id=\"{}\"", attribute(&self.form.id(anchor))))
            .unwrap_or_default();
        self.out.push_str(&format!("<h{level}{id}>"));
        let words = {
            let before = std::mem::take(&mut self.out);
            let words = self.heading(self.markdown.inside(at));
            self.out = before;
            words
        };
        self.out.push_str(&words);
        self.out.push_str(&format!("</h{level}>\n"));
    }

    fn write_callout(&mut self, callout: Callout, inside: Range<usize>) {
        let word = callout.as_str();
        if let Form::Fragment { .. } = self.form {
            self.out.push_str("<blockquote><p><strong>");
            push_text(&mut self.out, self.phrases.get("callouts", word));
            self.wrap("</strong></p>\n", inside, "</blockquote>\n");
            return;
        }
        self.out.push_str(&format!(
            "<div class=\"callout callout-{word}\" role=\"note\"><p class=\"callout-label\">"
        ));
        push_text(&mut self.out, self.phrases.get("callouts", word));
        self.wrap("</p>\n", inside, "</div>\n");
    }

    fn write_list(&mut self, start: Option<u64>, inside: Range<usize>) {
        let has_tasks = self
            .markdown
            .children(inside.clone())
            .any(|item| matches!(self.markdown.node(item).kind, NodeKind::Item(Some(_))));
        match start {
            Some(1) => self.wrap("<ol>\n", inside, "</ol>\n"),
            Some(start) => self.wrap(&format!("<ol start=\"{start}\">\n"), inside, "</ol>\n"),
            None if has_tasks && matches!(self.form, Form::Page) => {
                self.wrap("<ul class=\"tasks\">\n", inside, "</ul>\n");
            }
            None => self.wrap("<ul>\n", inside, "</ul>\n"),
        }
    }

    fn write_task(&mut self, item: usize) {
        let NodeKind::Item(Some(done)) = self.markdown.node(item).kind else {
            return;
        };
        let (mark, word) = if done {
            (" data-done", "task_done")
        } else {
            ("", "task_open")
        };
        let word = self.phrases.get("body", word);
        match self.form {
            Form::Page => {
                self.out.push_str(&format!(
                    "<span class=\"task\"{mark}><span class=\"unseen\">"
                ));
                push_text(&mut self.out, word);
                self.out.push_str(" </span></span>");
            }
            Form::Fragment { .. } => {
                push_text(&mut self.out, word);
                self.out.push(' ');
            }
        }
    }

    /// A wide table scrolls within its frame, which can be reached with the keyboard (WCAG 2.2,
    /// success criterion 2.1.1) and therefore has a name.
    fn write_table(&mut self, at: usize, alignments: &[Alignment]) {
        self.tables += 1;
        let label = fill(
            self.phrases.get("body", "table"),
            &[("n", &self.tables.to_string())],
        );
        let (frame, end) = match self.form {
            Form::Page => (
                format!(
                    "<div class=\"table\" role=\"region\" tabindex=\"0\" aria-label=\"{}\">",
                    attribute(&label)
                ),
                "</table></div>\n",
            ),
            Form::Fragment { .. } => (String::new(), "</table>\n"),
        };
        self.out.push_str(&format!("{frame}<table>\n"));
        let rows: Vec<usize> = self.markdown.children(self.markdown.inside(at)).collect();
        for (index, row) in rows.iter().enumerate() {
            let is_head = matches!(self.markdown.node(*row).kind, NodeKind::TableHead);
            self.out.push_str(match (is_head, index) {
                (true, _) => "<thead>\n<tr>",
                (false, 1) => "<tbody>\n<tr>",
                (false, _) => "<tr>",
            });
            let cells: Vec<usize> = self.markdown.children(self.markdown.inside(*row)).collect();
            for (column, cell) in cells.into_iter().enumerate() {
                self.write_cell(
                    cell,
                    is_head,
                    alignments.get(column).copied().unwrap_or(Alignment::None),
                );
            }
            self.out.push_str(if is_head {
                "</tr>\n</thead>\n"
            } else {
                "</tr>\n"
            });
        }
        self.out
            .push_str(if rows.len() > 1 { "</tbody>\n" } else { "" });
        self.out.push_str(end);
    }

    fn write_cell(&mut self, cell: usize, is_head: bool, alignment: Alignment) {
        let class = match alignment {
            Alignment::None | Alignment::Left => "",
            Alignment::Center => " class=\"middle\"",
            Alignment::Right => " class=\"end\"",
        };
        let class = self.form.own(class);
        let is_empty = self.markdown.inside(cell).is_empty();
        // An empty corner is no heading of anything.
        let (before, after) = if is_head && !is_empty {
            (format!("<th scope=\"col\"{class}>"), "</th>")
        } else {
            (format!("<td{class}>"), "</td>")
        };
        self.wrap_block(cell, &before, after);
    }

    fn write_link(&mut self, at: usize, link: &Link) {
        let before = std::mem::take(&mut self.out);
        self.write_bare(self.markdown.inside(at), Bare::Link);
        let words = std::mem::replace(&mut self.out, before);
        // What leads nowhere was reported; its words stay.
        let Ok(target) = self
            .site
            .book
            .target(&self.markdown.file, link, &self.site.vocabulary)
        else {
            self.out.push_str(&words);
            return;
        };
        let is_bare = link.form == LinkForm::Reference;
        match target {
            Target::Elsewhere(url) => self.push_link(&url, None, &words),
            Target::Here(anchor) => match self.form {
                Form::Page => self.push_link(&format!("#{anchor}"), None, &words),
                // A fragment does not hold every place that its page has.
                Form::Fragment { whole, .. } => {
                    let path = address::within(whole, &anchor);
                    self.push_link(&format!("{}{path}", self.root), None, &words);
                }
            },
            Target::Address(wanted) => match self.site.find_address(&wanted) {
                Some(path) => self.push_link(&format!("{}{path}", self.root), None, &words),
                None => self.out.push_str(&words),
            },
            Target::Text(target, anchor) => {
                let words = if is_bare {
                    self.title_of(&target).unwrap_or(words)
                } else {
                    words
                };
                if !self.site.shows(&target) {
                    self.out.push_str(&words);
                    return;
                }
                let page = address::text(&target);
                let path =
                    anchor.map_or_else(|| page.clone(), |anchor| address::within(&page, &anchor));
                self.push_link(&format!("{}{path}", self.root), None, &words);
            }
            Target::Glossary(term) => {
                let path = address::within(address::GLOSSARY, &slug(&term));
                self.push_link(&format!("{}{path}", self.root), None, &words);
            }
            Target::Resource(id) => self.write_resource(&id, is_bare, &words),
        }
    }

    /// A service of the shared directory within a sentence: its name and its number.
    fn write_resource(&mut self, id: &str, is_bare: bool, words: &str) {
        let site = self.site;
        let Some(resource) = site.vocabulary.resources.get(id) else {
            return;
        };
        let mut name = String::new();
        push_text(&mut name, &resource.name);
        let words = if is_bare { &name } else { words };
        match (&resource.url, site.directory_address(id)) {
            (Some(url), _) => self.push_link(url, None, words),
            (None, Some(path)) => self.push_link(&format!("{}{path}", self.root), None, words),
            (None, None) => self.out.push_str(words),
        }
        if let Some(phone) = resource.phone.as_ref().filter(|_| is_bare) {
            self.out.push_str(" (");
            let mut text = String::new();
            push_text(&mut text, &phone.text);
            self.push_link(&phone.href, Some("phone"), &text);
            self.out.push(')');
        }
    }

    fn title_of(&self, target: &TextTarget) -> Option<String> {
        let mut words = String::new();
        push_text(&mut words, self.site.book.title(target)?);
        Some(words)
    }

    fn push_link(&mut self, to: &str, class: Option<&str>, words: &str) {
        self.out.push_str("<a ");
        if let (Some(class), Form::Page) = (class, self.form) {
            self.out.push_str(&format!("class=\"{class}\" "));
        }
        self.out.push_str("href=\"");
        escape_href(&mut self.out, to).expect("invariant: a string takes every write");
        self.out.push_str("\">");
        self.out.push_str(words);
        self.out.push_str("</a>");
    }

    fn write_image(&mut self, at: usize, image: &Image) {
        let alt = self.markdown.plain(self.markdown.inside(at));
        let Some((_, picture)) = self.site.book.picture(&self.markdown.file, &image.to) else {
            push_text(&mut self.out, &alt);
            return;
        };
        self.out.push_str(&format!(
            "<img src=\"{}{}\" width=\"{}\" height=\"{}\" alt=\"{}\" loading=\"lazy\" decoding=\"async\">",
            self.root,
            address::picture(picture),
            picture.width,
            picture.height,
            attribute(&alt)
        ));
    }

    /// The note of this name, as an index among the nodes; capital letters do not matter.
    fn definition(&self, name: &str) -> Option<usize> {
        let is_named = |at: &usize| match &self.markdown.node(*at).kind {
            NodeKind::Footnote(known) => known.to_lowercase() == name.to_lowercase(),
            _ => false,
        };
        self.text?.footnotes.iter().copied().find(is_named)
    }

    fn write_footnote_reference(&mut self, name: &str) {
        if self.definition(name).is_none() {
            return;
        }
        let name = name.to_lowercase();
        let index = match self.footnotes.iter().position(|(known, _)| *known == name) {
            Some(index) => {
                self.footnotes[index].1 += 1;
                index
            }
            None => {
                self.footnotes.push((name, 1));
                self.footnotes.len() - 1
            }
        };
        let (number, uses) = (index + 1, self.footnotes[index].1);
        let again = if uses > 1 {
            format!("-{uses}")
        } else {
            String::new()
        };
        let class = self.form.own(" class=\"footnote-ref\"");
        let (note, here) = (
            self.form.id(&format!("fn-{number}")),
            self.form.id(&format!("fnref-{number}{again}")),
        );
        self.out.push_str(&format!(
            "<sup{class}><a href=\"#{note}\" id=\"{here}\">{number}</a></sup>"
        ));
    }

    /// Writes text with its telephone numbers as links and its abbreviations marked, each with
    /// its long form where it stands first.
    fn write_words(&mut self, at: usize, from: Option<u32>) {
        let node = self.markdown.node(at);
        let whole = self.markdown.literal(node);
        let skipped = match from {
            Some(from) if matches!(node.kind, NodeKind::Text(None)) => {
                (from.saturating_sub(node.start) as usize).min(whole.len())
            }
            _ => 0,
        };
        let text = &whole[skipped..];
        let mut done = 0;
        for reach::Found { range, reach } in reach::find(text) {
            self.write_terms(at, &text[done..range.start]);
            let mut words = String::new();
            push_text(&mut words, &text[range.clone()]);
            match reach {
                Reach::Phone(phone) => self.push_link(&phone.href, Some("phone"), &words),
                Reach::Address(address) => self.push_link(&address, None, &words),
            }
            done = range.end;
        }
        self.write_terms(at, &text[done..]);
    }

    fn write_terms(&mut self, at: usize, text: &str) {
        let mut done = 0;
        for found in self.terms.find(text) {
            push_text(&mut self.out, &text[done..found.start]);
            let short = &text[found.start..found.end];
            let class = self.form.own(" class=\"term\"");
            self.out.push_str(&format!("<abbr{class} title=\""));
            escape_html(&mut self.out, found.term.long)
                .expect("invariant: a string takes every write");
            self.out.push_str("\">");
            push_text(&mut self.out, short);
            self.out.push_str("</abbr>");
            done = found.end;
            let is_plural = text[done..].starts_with('s');
            if is_plural {
                self.out.push('s');
                done += 1;
            }
            if !self.expanded.contains(found.term.short)
                && self.can_expand(at, text, found.start, done, found.term.long)
            {
                self.expanded.insert(found.term.short);
                let (start, end) = match self.form {
                    Form::Page => (" <span class=\"expansion\">(", ")</span>"),
                    Form::Fragment { .. } => (" (", ")"),
                };
                self.out.push_str(start);
                push_text(
                    &mut self.out,
                    &if is_plural {
                        plural(found.term.long)
                    } else {
                        found.term.long.to_owned()
                    },
                );
                self.out.push_str(end);
            }
        }
        push_text(&mut self.out, &text[done..]);
    }

    /// Whether a long form can follow here: not where the block gives it itself (which then
    /// counts), not within brackets, and not before a ’s.
    fn can_expand(&mut self, at: usize, text: &str, start: usize, end: usize, long: &str) -> bool {
        if self
            .block_words
            .contains(&long.to_lowercase().replace('-', " "))
        {
            let short = self
                .terms
                .find(&text[start..end])
                .first()
                .map(|found| found.term.short);
            self.expanded.extend(short);
            return false;
        }
        let rest = &text[end..];
        let next_text = || {
            let next = self
                .markdown
                .nodes
                .get(at + 1)
                .filter(|node| matches!(node.kind, NodeKind::Text(_)))?;
            Some(self.markdown.literal(next))
        };
        let follows = if rest.is_empty() {
            next_text().unwrap_or("")
        } else {
            rest
        };
        let in_brackets = text[..start].ends_with(['(', '/', '-', '–']);
        !in_brackets && !follows.starts_with(['’', '\'', '/', '-', '–', ')'])
    }
}

/// The plural of a long form, by the rules that its last word needs.
fn plural(long: &str) -> String {
    let before_y = |stem: &str| !stem.ends_with(['a', 'e', 'i', 'o', 'u']);
    match long.strip_suffix('y') {
        Some(stem) if before_y(stem) => format!("{stem}ies"),
        _ if long.ends_with(['s', 'x']) || long.ends_with("ch") || long.ends_with("sh") => {
            format!("{long}es")
        }
        _ => format!("{long}s"),
    }
}

fn push_text(out: &mut String, text: &str) {
    escape_html_body_text(out, text).expect("invariant: a string takes every write");
}

fn attribute(text: &str) -> String {
    let mut escaped = String::new();
    escape_html(&mut escaped, text).expect("invariant: a string takes every write");
    escaped
}
