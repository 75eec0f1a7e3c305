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
static EVERYDAY_ABBREVIATIONS: LazyLock<HashSet<&'static str>> =
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
