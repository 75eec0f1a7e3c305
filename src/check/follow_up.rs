//! What somebody is still to carry out, for the rules that ask by whom and by when.

use crate::model::Briefing;
use crate::model::briefing::{Recommendation, Status};

/// The recommendations that are open. Those of a guide are for every reader on every day, and
/// those of texts that are past are nobody's any more.
pub(super) fn open(briefing: &Briefing) -> Vec<&Recommendation> {
    let is_guide = briefing.audit.kind.as_deref() == Some("guide");
    let is_past = briefing.superseded_by.is_some() || briefing.status == Status::Withdrawn;
    if is_guide || is_past {
        return Vec::new();
    }
    let items = briefing.recommendations.iter();
    items.filter(|item| item.is_open()).collect()
}
