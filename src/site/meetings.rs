//! The pages for the use of briefings in team meetings, one for each briefing.

use rayon::prelude::*;

use super::keys::successor;
use super::{Collection, Page, PageKind, Shown};
use crate::source::KeyBuilder;

/// The pages for team meetings. There are as many as briefings, and this is worked out at every
/// edit, so each key is that of the briefing, with the little that can move besides laid over it.
pub(super) fn pages(site: &Collection, shown: &Shown<'_>) -> Vec<Page> {
    let frame = KeyBuilder::new("meeting").key(site.keys.frame).finish();
    let page = |index: &u32| {
        let briefing = shown.briefing(*index);
        let newer = successor(site, briefing).map_or(0, |number| {
            let is_shown = u64::from(site.shows_number(number));
            // Knuth's multiplier, so that a title and its being shown do not cancel each other out.
            is_shown.wrapping_mul(6_364_136_223_846_793_005) ^ site.book.text(number).shown.half()
        });
        Page {
            address: shown.filed(*index).meeting.clone(),
            kind: PageKind::Meeting(
                site.positions[*index as usize].expect("invariant: what is shown has a position"),
            ),
            key: briefing
                .shown
                .meeting
                .and(frame.half() ^ newer.rotate_left(1))
                .and(shown.of_today(*index)),
        }
    };
    shown.briefings.par_iter().map(page).collect()
}
