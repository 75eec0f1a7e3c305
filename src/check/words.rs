//! Words of the field and of names, for the rules.

use std::collections::{HashMap, HashSet};
use std::hash::{BuildHasherDefault, Hasher};
use std::sync::LazyLock;

/// A list of our own words, which each word of a text is looked up in. Nobody else chooses its
/// keys, so it needs no hash that cannot be foreseen.
pub(super) type WordMap<V> = HashMap<&'static str, V, BuildHasherDefault<WordHasher>>;

type WordSet = HashSet<&'static str, BuildHasherDefault<WordHasher>>;

/// FNV-1a (Fowler, Noll and Vo; draft-eastlake-fnv), which is quick for short words.
pub(super) struct WordHasher(u64);

impl Default for WordHasher {
    fn default() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }
}

impl Hasher for WordHasher {
    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = (self.0 ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }

    fn finish(&self) -> u64 {
        self.0
    }
}

/// First names that are common in the United Kingdom among children and adults, of many origins,
/// as the statistics offices publish them (Office for National Statistics, “Baby names in England
/// and Wales”; National Records of Scotland, “Babies’ first names”). Names that are everyday words
/// too stand in [`WORDS_AND_NAMES`].
static FIRST_NAMES: LazyLock<WordSet> = LazyLock::new(|| {
    include_str!("words/first-names.txt")
        .split_whitespace()
        .collect()
});

/// Names that are everyday words, months or places too: they count only where other signs are.
static WORDS_AND_NAMES: LazyLock<WordSet> = LazyLock::new(|| {
    include_str!("words/words-and-names.txt")
        .split_whitespace()
        .collect()
});

/// Whether a capitalised word is a first name, and no everyday word.
pub(super) fn is_first_name(word: &str) -> bool {
    FIRST_NAMES.contains(word)
}

/// Whether a capitalised word may be a first name, and may be an everyday word.
pub(super) fn may_be_first_name(word: &str) -> bool {
    WORDS_AND_NAMES.contains(word)
}

/// Abbreviations that stand in any newspaper without a word of explanation, capitals with which a
/// word is stressed, and Roman numerals.
const EVERYDAY: &str = "
    AD AGM AIDS AM AOB AOL ASAP ATM BA BBC BC BSc BST CCTV CD CEO COVID CV DIY DNA DVD EU FAQ FM GCSE
    GMT GOV GP GPS HIV HMRC HR HTML ID IQ IT ITV KC LGBT LGBTQ LTD MA MBA MBE MOT MP MSc NATO NB NHS
    NSPCC OBE OFSTED OK PC PDF PE PIN PM PO PS QC RAF RSPCA RSVP SIM SMS TBC TV UK UN URL US USA USB
    VAT WC WIFI PhD
    ALL ALWAYS AND ANY ARE AS AT BE BEFORE BOTH BUT BY CALL CAN DID DO DOES EACH ENSURE EVER EVERY FOR
    FROM GO HAD HAS HAVE HE HER HIS HOW IF IN IS ITS KEY MAY MORE MOST MUST NEVER NEW NO NONE NOT NOTE
    NOW OF ON ONCE ONE ONLY OR OUR OUT PLEASE SEE SHE SHOULD SO SOME STOP THAT THE THEIR THEM THEN
    THEY THIS TO TWO UP URGENT USE VERY WAS WE WERE WHAT WHEN WHERE WHO WHY WILL WITH YES YOU YOUR
    II III IV VI VII VIII IX XI XII XIII XIV XV XVI XVII XVIII XIX XX
";

/// [`EVERYDAY`], for looking up.
static EVERYDAY_ABBREVIATIONS: LazyLock<WordSet> =
    LazyLock::new(|| EVERYDAY.split_whitespace().collect());

/// Whether capitals need no explanation.
pub(super) fn is_everyday_abbreviation(word: &str) -> bool {
    EVERYDAY_ABBREVIATIONS.contains(word)
}

/// Whether a word in whatever letters, as in the name of a file, is a first name.
pub(super) fn is_first_name_written_small(word: &str) -> bool {
    // The shortest, such as Al and Jo, are parts of other words and codes too.
    if word.len() < 3 {
        return false;
    }
    let mut letters = word.chars();
    let first = letters.next().into_iter().flat_map(char::to_uppercase);
    let name: String = first.chain(letters.flat_map(char::to_lowercase)).collect();
    is_first_name(&name)
}
