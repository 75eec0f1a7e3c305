//! A report on a period, as its template and its Markdown show it.

use serde::Serialize;

use super::progress::ByAgency;
use super::register::{Status, Totals, totals};
use super::{Date, Viewer};
use crate::model::briefing::{Recommendation, Update};
use crate::site::annual::{Annual, Entry};
use crate::site::{Facet, address};
use crate::theme::fill;

/// A report on a period.
#[derive(Debug, Serialize)]
pub(in crate::render) struct Report {
    pub(in crate::render) language: String,
    /// The style sheet itself.
    pub(in crate::render) styles: String,
    pub(in crate::render) title: String,
    pub(in crate::render) publisher: Option<String>,
    pub(in crate::render) period: String,
    pub(in crate::render) as_of: String,
    pub(in crate::render) headline: String,
    pub(in crate::render) totals: Totals,
    pub(in crate::render) agencies: Option<ByAgency>,
    pub(in crate::render) made: Vec<Item>,
    pub(in crate::render) done: Vec<Item>,
    pub(in crate::render) not_accepted: Vec<Item>,
    pub(in crate::render) overdue: Vec<Item>,
    pub(in crate::render) undated: Option<String>,
}

/// A recommendation in a report. `updates` are those that its section tells.
#[derive(Debug, Serialize)]
pub(in crate::render) struct Item {
    pub(in crate::render) mark: String,
    pub(in crate::render) text: String,
    pub(in crate::render) briefing: String,
    pub(in crate::render) url: Option<String>,
    pub(in crate::render) published: Option<Date>,
    pub(in crate::render) owners: Vec<String>,
    pub(in crate::render) due: Option<Date>,
    pub(in crate::render) overdue: bool,
    pub(in crate::render) status: Status,
    pub(in crate::render) reason: Option<String>,
    pub(in crate::render) updates: Vec<ItemUpdate>,
}

#[derive(Debug, Serialize)]
pub(in crate::render) struct ItemUpdate {
    pub(in crate::render) on: Date,
    pub(in crate::render) note: String,
    pub(in crate::render) evidence: Option<String>,
}

impl Viewer<'_> {
    /// A report; `agency` is the one that it is about, where it is about one.
    pub(in crate::render) fn annual(
        self,
        annual: &Annual<'_>,
        agency: Option<&str>,
        styles: String,
    ) -> Report {
        let settings = &self.site.settings;
        let period = [
            ("from", self.date(annual.period.from).text),
            ("to", self.date(annual.period.to).text),
        ];
        let period = period.each_ref().map(|(name, day)| (*name, day.as_str()));
        let name = agency.map(|id| self.value_name(Facet::Agency, id));
        let title = match &name {
            Some(name) => fill(
                self.phrases.get("report", "title_agency"),
                &[("name", name)],
            ),
            None => self.phrases.get("report", "title").to_owned(),
        };
        let publisher = settings.partnership.as_ref();
        let publisher = publisher.map(|id| self.value_name(Facet::Partnership, &id.value));
        let items = |entries: &[Entry<'_>]| -> Vec<Item> {
            let all = entries.iter();
            all.map(|entry| self.item(*entry, entry.item.updates.iter()))
                .collect()
        };
        let done = annual.done.iter();
        let agencies = annual.agencies.iter();
        let agencies = agencies.map(|(id, totals)| (id.as_deref(), *totals));
        Report {
            language: settings.language.clone(),
            styles,
            title,
            publisher: Some(publisher.unwrap_or_else(|| settings.title.clone())),
            period: fill(self.phrases.get("report", "period"), &period),
            as_of: fill(
                self.phrases.get("report", "as_of"),
                &[("date", &self.date(self.site.today).text)],
            ),
            headline: self.headline(annual.totals),
            totals: totals(annual.totals),
            agencies: self.bars(agencies),
            made: items(&annual.made),
            done: done
                .map(|done| self.item(done.entry, done.updates.iter().copied()))
                .collect(),
            not_accepted: items(&annual.not_accepted),
            overdue: items(&annual.overdue),
            undated: (annual.undated > 0)
                .then(|| self.phrases.count("report", "undated", annual.undated)),
        }
    }

    fn item<'a>(self, entry: Entry<'_>, updates: impl Iterator<Item = &'a Update>) -> Item {
        let Entry { briefing, item } = entry;
        let page = address::briefing(&briefing.slug);
        let base = self.site.settings.base_url.as_ref();
        let update = |update: &Update| ItemUpdate {
            on: self.date(update.on),
            note: update.note.clone(),
            evidence: update.evidence.clone(),
        };
        let owners = |item: &Recommendation| {
            let names = item.owners.iter();
            names.map(|id| self.agency_name(id).to_owned()).collect()
        };
        Item {
            mark: item.mark.clone(),
            text: item.text.clone(),
            briefing: briefing.title.clone(),
            url: base.map(|base| format!("{base}{}", address::within(&page, &item.anchor()))),
            published: briefing.published.map(|day| self.date(day)),
            owners: owners(item),
            due: item.due.map(|day| self.date(day)),
            overdue: item.is_overdue(self.site.today),
            status: self.status(item.status),
            reason: item.reason.clone(),
            updates: updates.map(update).collect(),
        }
    }
}
