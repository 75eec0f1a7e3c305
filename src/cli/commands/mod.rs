//! The commands, one file each.

pub(super) mod add;
pub(super) mod build;
pub(super) mod check;
pub(super) mod inspect;
pub(super) mod new;
pub(super) mod report;
pub(super) mod schema;
pub(super) mod serve;
