//! Words of the field and of names, for the rules.

use std::collections::HashSet;
use std::sync::LazyLock;

/// First names that are common in the United Kingdom among children and adults, of many origins,
/// as the statistics offices publish them (Office for National Statistics, “Baby names in England
/// and Wales”; National Records of Scotland, “Babies’ first names”). Names that are everyday words
/// too stand in [`WORDS_AND_NAMES`].
static FIRST_NAMES: LazyLock<HashSet<&'static str>> = LazyLock::new(|| {
    include_str!("words/first-names.txt")
        .split_whitespace()
        .collect()
});

/// Names that are everyday words, months or places too: they count only where other signs are.
static WORDS_AND_NAMES: LazyLock<HashSet<&'static str>> = LazyLock::new(|| {
    include_str!("words/words-and-names.txt")
        .split_whitespace()
        .collect()
});

/// Whether a capitalised word is a first name, and no everyday word.
pub fn is_first_name(word: &str) -> bool {
    FIRST_NAMES.contains(word)
}

/// Whether a capitalised word may be a first name, and may be an everyday word.
pub fn may_be_first_name(word: &str) -> bool {
    WORDS_AND_NAMES.contains(word)
}
