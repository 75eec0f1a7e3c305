//! Compiles Markdown audit findings and TOML metadata into an accessible site of seven-minute
//! briefings, recommendations and resources.
//!
//! A build is a pure function from files to files; everything else watches it, judges it or
//! carries it away. [`pipeline`] is that function. ARCHITECTURE.md draws the rooms.

pub mod check;
pub mod cli;
pub mod diagnostic;
pub mod disk;
pub mod document;
pub mod memo;
pub mod model;
pub mod names;
pub mod online;
pub mod output;
pub mod pipeline;
pub mod preview;
pub mod render;
pub mod report;
pub mod site;
pub mod source;
pub mod theme;
