//! Labels and names that stand for persons: Child A, Mrs T, Tyler (not his real name).

use std::ops::Range;

use super::{Gap, Sense, View, Words, places};

/// A label or a name that stands for a person.
#[derive(Clone, Debug)]
pub struct Pseudonym {
    /// The first word.
    pub first: usize,
    /// The last word.
    pub last: usize,
    /// What kind it is.
    pub kind: PseudonymKind,
}

/// What kind of pseudonym it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PseudonymKind {
    /// Child A, Adult 2.
    Label,
    /// Mr B, Mrs Example.
    Title,
    /// A first name.
    Name,
    /// A name of which the text says that it is a pseudonym.
    Declared,
    /// A first name and a surname.
    Whole,
}

impl Pseudonym {
    /// Where it stands in the text.
    pub fn range(&self, view: View<'_>) -> Range<usize> {
        view.range(self.first, self.last)
    }
}

/// The pseudonyms of a passage.
pub fn find(words: &Words, text: &str) -> Vec<Pseudonym> {
    let view = words.over(text);
    let mut found: Vec<Pseudonym> = Vec::new();
    let has_names = Sense::LABEL
        .with(Sense::TITLE)
        .with(Sense::NAME)
        .with(Sense::MAYBE_NAME);
    if words.any(has_names) {
        let mut at = 0;
        while at < view.len() {
            let met = whole_name_at(view, at)
                .or_else(|| label_at(view, at))
                .or_else(|| name_at(view, at));
            match met {
                Some(pseudonym) => {
                    at = pseudonym.last + 1;
                    found.push(pseudonym);
                }
                None => at += 1,
            }
        }
    }
    for declared in declared(view, text) {
        match found.iter_mut().find(|known| known.first == declared) {
            Some(known) => known.kind = PseudonymKind::Declared,
            None => found.push(Pseudonym {
                first: declared,
                last: declared,
                kind: PseudonymKind::Declared,
            }),
        }
    }
    found
}

/// The label that begins at a word.
pub fn label_at(view: View<'_>, at: usize) -> Option<Pseudonym> {
    if !view.is_capital(at) || !view.is_joined(at + 1) {
        return None;
    }
    let mark = view.shown(at + 1);
    let is_mark = view.is_letter(at + 1) && mark != "I" || is_short_number(mark);
    if view.is(at, Sense::LABEL) && is_mark && !is_of_a_review(view, at + 2) {
        let first = if view.is_one_of(at.wrapping_sub(1), &["young", "service"])
            && view.is_capital(at.wrapping_sub(1))
        {
            at - 1
        } else {
            at
        };
        return Some(Pseudonym {
            first,
            last: at + 1,
            kind: PseudonymKind::Label,
        });
    }
    let is_name = view.is_capital(at + 1) && !is_name_part(view, at + 2);
    (view.is(at, Sense::TITLE) && is_name).then_some(Pseudonym {
        first: at,
        last: at + 1,
        kind: PseudonymKind::Title,
    })
}

/// Whether a label ends with this word.
pub fn ends_label(view: View<'_>, at: usize) -> bool {
    at.checked_sub(1)
        .is_some_and(|first| label_at(view, first).is_some())
}

/// “the Child D review” names a text.
fn is_of_a_review(view: View<'_>, at: usize) -> bool {
    view.is_joined(at)
        && !view.is_possessive(at.wrapping_sub(1))
        && view.is_one_of(
            at,
            &[
                "review", "report", "scr", "lcspr", "inquiry", "learning", "briefing",
            ],
        )
}

fn is_short_number(mark: &str) -> bool {
    mark.len() <= 2 && mark.bytes().all(|byte| byte.is_ascii_digit())
        || mark.len() == 2
            && mark.as_bytes()[0].is_ascii_uppercase()
            && mark.as_bytes()[1].is_ascii_digit()
}

/// The first name that stands at a word for a person.
fn name_at(view: View<'_>, at: usize) -> Option<Pseudonym> {
    let is_name = view.is(at, Sense::NAME);
    if !is_name && !view.is(at, Sense::MAYBE_NAME) {
        return None;
    }
    if is_part_of_a_name(view, at) || !is_name && !has_further_signs(view, at) {
        return None;
    }
    Some(Pseudonym {
        first: at,
        last: at,
        kind: PseudonymKind::Name,
    })
}

/// The words of those who speak in public, and by which a name is that of an author, a judge or
/// an office: who bears it is not written about.
const PUBLIC: [&str; 52] = [
    "chair",
    "chaired",
    "chairs",
    "author",
    "authors",
    "authored",
    "wrote",
    "written",
    "writes",
    "editor",
    "edited",
    "professor",
    "prof",
    "dr",
    "doctor",
    "judge",
    "justice",
    "hhj",
    "minister",
    "ministers",
    "secretary",
    "mp",
    "mps",
    "commissioner",
    "director",
    "councillor",
    "cllr",
    "coroner",
    "reviewer",
    "reviewers",
    "inspector",
    "founder",
    "founded",
    "trainer",
    "speaker",
    "researcher",
    "sir",
    "lord",
    "lady",
    "baroness",
    "dame",
    "qc",
    "kc",
    "scrutineer",
    "convenor",
    "law",
    "act",
    "inquiry",
    "charity",
    "presented",
    "led",
    "published",
];

/// Deaths that inquiries and laws have made public, by the surname.
const KNOWN: [&str; 14] = [
    "Climbié",
    "Climbie",
    "Connelly",
    "Pelka",
    "Labinjo",
    "Hobson",
    "Sharif",
    "Lawrence",
    "Hoskin",
    "Ishaq",
    "Everard",
    "Colwell",
    "Beckford",
    "Pilkington",
];

/// “Tyler Example”, “Mr John Example”: a first name with a surname, of somebody who holds no
/// public office and after whom nothing is named.
fn whole_name_at(view: View<'_>, at: usize) -> Option<Pseudonym> {
    let title = usize::from(view.is(at, Sense::TITLE) && view.is_joined(at + 1));
    let first = at + title;
    if !view.is(first, Sense::NAME.with(Sense::MAYBE_NAME))
        || view.is(first, Sense::TIME)
        || view.is_possessive(first)
    {
        return None;
    }
    let before = at.wrapping_sub(1);
    let goes_on_from = matches!(view.gap(at), Gap::Space | Gap::Hyphen)
        && view.is_capital(before)
        && !(view.gap(before) == Gap::Sentence
            && view.is(before, Sense::FUNCTION.with(Sense::KIN)));
    if goes_on_from || view.is_joined(at) && view.is_one_of(before, &["the", "a", "an"]) {
        return None;
    }
    let no_surname = Sense::BODY
        .with(Sense::SETTING)
        .with(Sense::STREET)
        .with(Sense::TIME)
        .with(Sense::LABEL)
        .with(Sense::TITLE)
        .with(Sense::ORIGIN)
        .with(Sense::FUNCTION)
        .with(Sense::NO_PLACE)
        .with(Sense::PROCESS);
    let mut last = first;
    while matches!(view.gap(last + 1), Gap::Space | Gap::Hyphen)
        && view.is_capital(last + 1)
        && !view.is_upper(last + 1)
        && view.shown(last + 1).len() > 2
        && last < first + 3
    {
        last += 1;
        if view.is(last, no_surname) || KNOWN.contains(&view.shown(last)) {
            return None;
        }
    }
    let is_of_thing = !view.is_possessive(last)
        && view.is_joined(last + 1)
        && view.is(
            last + 1,
            Sense::BODY.with(Sense::SETTING).with(Sense::PROCESS),
        )
        || view.is(last, Sense::HOUSE) && title == 0 && view.gap(at) != Gap::Sentence;
    let sentence = view.sentence(at);
    let is_public = sentence.clone().any(|word| view.is_one_of(word, &PUBLIC));
    // “Emma Example, head of service”
    let offices = [
        "head",
        "manager",
        "officer",
        "nurse",
        "lead",
        "consultant",
        "practitioner",
        "worker",
        "psychologist",
        "solicitor",
        "trustee",
        "executive",
        "assistant",
        "adviser",
    ];
    let holds_office = view.gap(last + 1) == Gap::Comma
        && (last + 1..last + 7).any(|word| view.is_one_of(word, &offices));
    (last > first && !is_of_thing && !is_public && !holds_office).then_some(Pseudonym {
        first: at,
        last,
        kind: PseudonymKind::Whole,
    })
}

/// Whether the capitalised word behind goes on with a name: Anna Freud, Sarah's Law.
fn is_name_part(view: View<'_>, next: usize) -> bool {
    matches!(view.gap(next), Gap::Space | Gap::Hyphen)
        && view.is_capital(next)
        && view.shown(next) != "I"
}

/// Whether a first name is a part of a longer name, or of that of a body, a law or a report.
fn is_part_of_a_name(view: View<'_>, at: usize) -> bool {
    let before = at.wrapping_sub(1);
    let opens = !matches!(view.gap(at), Gap::Space | Gap::Hyphen);
    let is_hyphenated = view.gap(at) == Gap::Hyphen || view.gap(at + 1) == Gap::Hyphen;
    let goes_on_from = !opens
        && view.is_capital(before)
        && !(view.gap(before) == Gap::Sentence
            && view.is(before, Sense::FUNCTION.with(Sense::KIN)));
    let is_named_after =
        view.is_joined(at + 1) && view.is(at + 1, Sense::BODY) && !view.is_possessive(at);
    let has_article = !opens && view.is_one_of(before, &["the", "a", "an"]);
    // “Ask for Angela” is asked for in bars.
    let is_angela =
        view.is_one_of(before, &["for"]) && view.is_one_of(at.wrapping_sub(2), &["ask"]);
    is_hyphenated
        || goes_on_from
        || is_name_part(view, at + 1)
        || is_named_after
        || has_article
        || is_angela
}

/// Whether an everyday word, a month or a place is a person here.
fn has_further_signs(view: View<'_>, at: usize) -> bool {
    let next = at + 1;
    let owns = view.is_possessive(at) && view.is(next, Sense::KIN);
    let aged = matches!(view.gap(next), Gap::Comma | Gap::Open) && view.is(next, Sense::NUMBER);
    if owns || aged {
        return true;
    }
    if view.is(at, Sense::TIME) || !view.is_joined(next) {
        return false;
    }
    let acts = view.is(next, Sense::BE.with(Sense::ACT)) && !view.is_one_of(next, &["are", "were"]);
    let sentence = view.sentence(at);
    let is_person = view.has_in(next..sentence.end, Sense::PRONOUN);
    acts && is_person
}

/// The names of which the text says that they are pseudonyms.
fn declared(view: View<'_>, text: &str) -> Vec<usize> {
    let mut found = Vec::new();
    if text.contains("real name") || text.contains("name has been changed") {
        for at in 0..view.len() {
            let is_mark = view.is_one_of(at, &["real"]) && view.is_one_of(at + 1, &["name"])
                || view.is_one_of(at, &["name"]) && view.is_one_of(at + 1, &["has"]);
            let named = (at.saturating_sub(5)..at).rev();
            let mut named = named
                .filter(|before| view.is_capital(*before) && !view.is(*before, Sense::FUNCTION));
            if is_mark {
                found.extend(named.next());
            }
        }
    }
    if text.contains("call") || text.contains("seudonym") || text.contains("nown as") {
        for at in 0..view.len() {
            let we_call = view.is_one_of(at, &["call", "called", "calling"])
                && (1..4).any(|back| view.is_one_of(at.wrapping_sub(back), &["we"]));
            let as_name = view.is_one_of(at, &["pseudonym"])
                || view.is_one_of(at, &["as"])
                    && view.is_one_of(at.wrapping_sub(1), &["known"])
                    && view.is_one_of(at.wrapping_sub(2), &["here"]);
            if we_call || as_name {
                let sentence = view.sentence(at);
                let next = (at + 1..sentence.end.min(at + 5)).find(|next| {
                    view.is_capital(*next) && !view.is_upper(*next) && view.shown(*next).len() > 1
                });
                found.extend(next);
            }
        }
    }
    found
}

/// What is told beside a pseudonym by which the person could be recognised.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Detail {
    /// An age or a school year.
    Age,
    /// Whether they are a girl or a boy, a woman or a man.
    Sex,
    /// A condition of body or mind.
    Health,
    /// What they work as.
    Work,
    /// With whom they live, or who else is in the family.
    Family,
    /// Where they live or come from.
    Place,
    /// Ethnicity, nationality or faith.
    Origin,
    /// A school, a nursery, a ward or a home.
    Setting,
    /// How they died.
    Death,
    /// A picture of where they are.
    Picture,
}

impl Detail {
    /// As it stands in a sentence.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Age => "an age or school year",
            Self::Sex => "a word that tells their sex",
            Self::Health => "a condition of body or mind",
            Self::Work => "their work",
            Self::Family => "somebody of their family",
            Self::Place => "a place",
            Self::Origin => "ethnicity, nationality or faith",
            Self::Setting => "a named setting",
            Self::Death => "their death",
            Self::Picture => "a picture of where they are",
        }
    }
}

/// The first detail in the sentence of a pseudonym. Ages and settings are those of the passage.
pub fn detail(
    view: View<'_>,
    pseudonym: &Pseudonym,
    ages: &[Range<usize>],
    settings: &[Range<usize>],
) -> Option<Detail> {
    let sentence = view.sentence(pseudonym.first);
    let place = view.range(sentence.start, sentence.end.saturating_sub(1));
    let within = |range: &Range<usize>| place.contains(&range.start);
    let behind = pseudonym.last + 1..sentence.end;
    if ages.iter().any(within) {
        return Some(Detail::Age);
    }
    if is_told_sex(view, pseudonym, &sentence) {
        return Some(Detail::Sex);
    }
    if view.has_in(sentence.clone(), Sense::HEALTH) {
        return Some(Detail::Health);
    }
    if is_told_work(view, &sentence) {
        return Some(Detail::Work);
    }
    if sentence.clone().any(|at| is_origin_of_one(view, at)) {
        return Some(Detail::Origin);
    }
    if settings.iter().any(within) {
        return Some(Detail::Setting);
    }
    let died = ["died", "killed", "murdered", "death", "suicide"];
    if pseudonym.kind == PseudonymKind::Whole
        && sentence.clone().any(|at| view.is_one_of(at, &died))
    {
        return Some(Detail::Death);
    }
    if is_told_family(view, pseudonym, &sentence) {
        return Some(Detail::Family);
    }
    is_told_place(view, behind).then_some(Detail::Place)
}

fn is_told_sex(view: View<'_>, pseudonym: &Pseudonym, sentence: &Range<usize>) -> bool {
    if pseudonym.kind == PseudonymKind::Declared {
        let word = Sense::SEX.with(Sense::KIN);
        return view.has_in(sentence.start..pseudonym.first, word)
            || view.has_in(
                pseudonym.last + 1..sentence.end.min(pseudonym.last + 8),
                Sense::SEX,
            );
    }
    let next = pseudonym.last + 1;
    let joins = view.is_one_of(next, &["is", "was", "who"])
        || matches!(view.gap(next), Gap::Comma | Gap::Open | Gap::Other);
    let until = sentence.end.min(next + 7);
    let is_told = (next..until).any(|at| {
        view.is(at, Sense::SEX)
            && !(next..at).any(|between| view.is(between, Sense::ACT))
            && (next..at).any(|article| view.is_one_of(article, &["a", "an", "the"]))
            || view.is_one_of(at, &["female", "male"]) && at <= next + 1
    });
    joins && is_told
}

fn is_told_work(view: View<'_>, sentence: &Range<usize>) -> bool {
    sentence.clone().any(|at| {
        let is_work = view.is(at, Sense::WORK) && view.is_joined(at);
        let as_what = view.is_one_of(at, &["as"])
            && view.is_one_of(
                at.wrapping_sub(1),
                &[
                    "worked", "works", "working", "employed", "trained", "training", "job",
                ],
            );
        is_work || as_what
    })
}

/// Ethnicity, nationality or faith of somebody, and no language.
pub fn is_origin_of_one(view: View<'_>, at: usize) -> bool {
    (view.is(at, Sense::ORIGIN) || is_white_british(view, at))
        && (view.is_capital(at) || view.shown(at).len() > 5)
        && !view.is_one_of(
            at + 1,
            &[
                "interpreter",
                "interpreters",
                "language",
                "translation",
                "speaking",
            ],
        )
        && !(view.is_one_of(at + 1, &["and"]) && view.is(at + 2, Sense::ORIGIN))
        && !view.is_one_of(at.wrapping_sub(1), &["in", "speak", "speaks", "spoke"])
}

/// “white British”: either word alone is said of much else.
pub fn is_white_british(view: View<'_>, at: usize) -> bool {
    view.is_one_of(at, &["british", "european"])
        && view.is_joined(at)
        && view.is_one_of(at.wrapping_sub(1), &["white"])
}

fn is_told_family(view: View<'_>, pseudonym: &Pseudonym, sentence: &Range<usize>) -> bool {
    let is_declared = pseudonym.kind == PseudonymKind::Declared;
    sentence.clone().any(|at| {
        let known = view.is(at, Sense::KIN.with(Sense::KINS)) && !view.is_one_of(at, &["children"]);
        if !known || at >= pseudonym.first && at <= pseudonym.last {
            return false;
        }
        // Whose it is stands before: “his grandmother”, “Adult B's late husband”.
        let owner = (1..3).any(|back| {
            let owner = at.wrapping_sub(back);
            view.is_one_of(owner, &["his", "her"])
                || owner == pseudonym.last && view.is_possessive(owner)
        });
        let lives =
            (sentence.start..at).any(|lives| view.is_one_of(lives, &["lived", "lives", "living"]));
        let is_told = if view.is(at, Sense::PARENT) || view.is_one_of(at, &["partner"]) {
            lives
        } else {
            true
        };
        owner && is_told || is_declared && view.is(at, Sense::KIN)
    })
}

fn is_told_place(view: View<'_>, behind: Range<usize>) -> bool {
    let lives = [
        "lived", "lives", "living", "moved", "grew", "resident", "born", "came", "settled",
        "stayed",
    ];
    behind.clone().any(|at| {
        let is_place = places::at(view, at).is_some();
        let from = view.is_one_of(at.wrapping_sub(1), &["from", "near"]);
        let told = (behind.start..at).any(|told| view.is_one_of(told, &lives));
        is_place && (from || told && view.is(at.wrapping_sub(1), Sense::PREPOSITION))
    })
}
