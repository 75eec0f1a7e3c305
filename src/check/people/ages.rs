//! The age, or the school year, of one person.
//!
//! An age that a rule, a group or a plan has (“everyone aged 16 and over”, “children in Year 6”,
//! “a three-month-old action plan”) is nobody's.

use std::ops::Range;

use super::{Gap, Sense, View, Words, numbers, pseudonyms};

/// Where ages of single persons stand in the text.
pub fn find(words: &Words, text: &str) -> Vec<Range<usize>> {
    let view = words.over(text);
    let mut found: Vec<Range<usize>> = Vec::new();
    if words.any(Sense::NUMBER) {
        let mut at = 0;
        while at < view.len() {
            match numbers::at(view, at) {
                Some((number, after)) => {
                    found.extend(at_number(view, at, after, number));
                    at = after;
                }
                None => at += 1,
            }
        }
    }
    found.extend(shortened(view));
    if text.contains("Reception") {
        found.extend((0..view.len()).filter_map(|at| reception(view, at)));
    }
    if text.contains("birthday") {
        found.extend((0..view.len()).filter_map(|at| birthday(view, at)));
    }
    found
}

/// Whether an age stands at this number, of so many.
fn at_number(view: View<'_>, at: usize, after: usize, number: u32) -> Option<Range<usize>> {
    if number > 110 || number == 0 {
        return None;
    }
    let has_unit =
        view.is(after, Sense::UNIT) && matches!(view.gap(after), Gap::Space | Gap::Hyphen);
    let behind = if has_unit { after + 1 } else { after };
    if has_unit && view.is_one_of(behind, &["old"]) {
        return old(view, at, behind);
    }
    if view.is_one_of(before(view, at), &["aged", "age"]) {
        return aged(view, at, behind);
    }
    if let Some(range) = aged_between(view, at, after, number) {
        return Some(range);
    }
    if has_unit {
        return at_so_many(view, at, behind)
            .or_else(|| with_unit(view, at, behind))
            .or_else(|| is_so_old(view, at, behind));
    }
    if let Some(pair) = told_of_several(view, at, after) {
        return Some(pair);
    }
    if let Some(pair) = pair_in_apposition(view, at, after) {
        return Some(pair);
    }
    if numbers::is_bound(view, after) {
        return None;
    }
    if view.is_one_of(at.wrapping_sub(1), &["year", "yr"]) {
        return in_year(view, at, number);
    }
    let fits = ends_here(view, after);
    let subject = at.wrapping_sub(1);
    let is_of = view.is_one_of(before(view, at), &["of"]);
    if is_of && fits {
        return of_years(view, at, after, number);
    }
    if view.is_one_of(subject, &["turned", "turning", "turns"]) {
        let who = if view.is_one_of(subject - 1, &["had", "has", "just", "then", "have"]) {
            subject.wrapping_sub(2)
        } else {
            subject.wrapping_sub(1)
        };
        let is_general = view.is_one_of(subject, &["turns", "turning"])
            && (1..4).any(|back| view.is_one_of(who.wrapping_sub(back), &["a", "an"]));
        let is_one = is_one_person(view, who) && !is_general
            || view.is_one_of(subject, &["turned"]) && speaks_of_one(view, at);
        return (is_one && fits).then(|| view.range(subject, after - 1));
    }
    if number >= 2 && is_told(view, at, after) && fits {
        return Some(view.range(at, after - 1));
    }
    in_apposition(view, at, after, number)
}

/// The word before, beyond “only”, “just” and “about”.
fn before(view: View<'_>, at: usize) -> usize {
    let just = at.wrapping_sub(1);
    if view.is_one_of(
        just,
        &["only", "just", "about", "around", "nearly", "almost"],
    ) {
        just.wrapping_sub(1)
    } else {
        just
    }
}

/// “a four-month-old infant”, “her 14-year-old”, “she was two years old”.
fn old(view: View<'_>, at: usize, old: usize) -> Option<Range<usize>> {
    let range = || view.range(at, old);
    let bounded = [
        "under", "over", "than", "least", "until", "to", "from", "between", "or", "and",
    ];
    if view.is_one_of(at.wrapping_sub(1), &bounded) || numbers::is_bound(view, old + 1) {
        return None;
    }
    // Who is as old stands behind, after a word or two: “a 14-year-old autistic boy”.
    for next in old + 1..old + 4 {
        if !matches!(view.gap(next), Gap::Space | Gap::Hyphen) {
            break;
        }
        if view.is(next, Sense::PERSON) || pseudonyms::label_at(view, next).is_some() {
            return Some(range());
        }
        if view.is(next, Sense::PERSONS.with(Sense::FUNCTION)) {
            break;
        }
    }
    let stands_alone = !view.is_joined(old + 1) || view.is(old + 1, Sense::FUNCTION);
    let may = [
        "can", "may", "must", "should", "could", "might", "would", "or", "to",
    ];
    if !stands_alone || view.is_one_of(old + 1, &may) {
        return None;
    }
    let determiner = before(view, at);
    let is_hyphenated = view.gap(at + 1) == Gap::Hyphen;
    let is_meant = [
        "the", "her", "his", "their", "this", "one", "another", "a", "an", "our",
    ];
    let is_noun = is_hyphenated && view.is_one_of(determiner, &is_meant);
    (is_noun || speaks_of_one(view, at)).then(range)
}

/// “aged 5 months”, “at the age of twelve”, “age 15”.
fn aged(view: View<'_>, at: usize, behind: usize) -> Option<Range<usize>> {
    let is_pair = view.is_one_of(behind, &["and"]) && view.is(behind + 1, Sense::NUMBER);
    if numbers::is_bound(view, behind) && !is_pair {
        return None;
    }
    let mut behind = if is_pair { behind + 2 } else { behind };
    // “aged six, eight and nine”
    while let Some((_, end)) = match view.gap(behind) {
        Gap::Comma => numbers::at(view, behind),
        _ if view.is_one_of(behind, &["and"]) => numbers::at(view, behind + 1),
        _ => None,
    }
    .filter(|(number, end)| *number <= 110 && !numbers::is_bound(view, *end))
    {
        behind = end;
    }
    let word = before(view, at);
    // “A child aged 10 can be prosecuted.”
    let may = ["can", "may", "must", "should", "might", "cannot"];
    let is_anyone = (1..4).any(|back| view.is_one_of(word.wrapping_sub(back), &["a", "an"]));
    if is_anyone && view.is_one_of(behind, &may) {
        return None;
    }
    let sentence = view.sentence(at);
    let earlier = word.wrapping_sub(1);
    let bounded = [
        "under", "over", "below", "above", "from", "minimum", "legal", "and", "or",
    ];
    if view.is_one_of(earlier, &bounded) {
        return None;
    }
    // “children aged 5”, “anyone aged 16”: a group. “her children, aged 5 and 7”, “two boys”: not.
    for who in (sentence.start..word).rev().take(3) {
        let anyone = [
            "anyone", "everyone", "someone", "those", "people", "any", "every", "all",
        ];
        if view.is_one_of(who, &anyone) {
            return None;
        }
        if view.is(who, Sense::PERSON.with(Sense::PRONOUN)) {
            let general = ["any", "every", "each", "no"];
            return (!view.is_one_of(who.wrapping_sub(1), &general))
                .then(|| view.range(word, behind - 1));
        }
        if view.is(who, Sense::PERSONS) {
            let owner = (who.saturating_sub(3)..who).any(|owner| {
                view.is(owner, Sense::PRONOUN)
                    || view.is_possessive(owner)
                    || view.is_one_of(owner, &["the", "two", "their", "both"])
            });
            return owner.then(|| view.range(word, behind - 1));
        }
    }
    Some(view.range(word, behind - 1)).filter(|_| {
        !is_pair && view.is_one_of(word, &["aged"]) && view.gap(word) != Gap::Sentence
            || speaks_of_one(view, at)
    })
}

/// “She was aged between 9 and 10”: a year is no band.
fn aged_between(view: View<'_>, at: usize, after: usize, number: u32) -> Option<Range<usize>> {
    let word = at.wrapping_sub(2);
    let is_between = view.is_one_of(at.wrapping_sub(1), &["between"])
        && view.is_one_of(word, &["aged"])
        && view.is_one_of(after, &["and"]);
    let (upper, _) = numbers::at(view, after + 1).filter(|_| is_between)?;
    (upper <= number + 1 && speaks_of_one(view, word)).then(|| view.range(word, after + 1))
}

/// “Child B (4 yrs)”.
fn with_unit(view: View<'_>, at: usize, behind: usize) -> Option<Range<usize>> {
    let closes = matches!(view.gap(behind), Gap::Close | Gap::Sentence);
    let who = at.wrapping_sub(1);
    let is_person = view.is(who, Sense::PERSON.with(Sense::NAME))
        || pseudonyms::ends_label(view, who)
        || is_initials(view, who);
    let is_of_years = view.is_one_of(behind - 1, &["years", "yrs", "yr", "months", "mths"]);
    (view.gap(at) == Gap::Open && closes && is_person && is_of_years)
        .then(|| view.range(at, behind - 1))
}

/// “She is 9 years and 4 months”.
fn is_so_old(view: View<'_>, at: usize, behind: usize) -> Option<Range<usize>> {
    let be = at.wrapping_sub(1);
    let is_told = view.is_one_of(be, &["is", "was"])
        && view.is_one_of(be.wrapping_sub(1), &["he", "she"])
        && view.is_one_of(behind - 1, &["years", "months"]);
    let more = view
        .is_one_of(behind, &["and"])
        .then(|| numbers::at(view, behind + 1))
        .flatten()
        .filter(|(_, unit)| view.is(*unit, Sense::UNIT));
    let end = more.map_or(behind, |(_, unit)| unit + 1);
    (is_told && view.gap(end) != Gap::Space).then(|| view.range(at, end - 1))
}

/// “The girls were 14 and 16.”
fn told_of_several(view: View<'_>, at: usize, after: usize) -> Option<Range<usize>> {
    let (_, end) = numbers::at(view, after + 1).filter(|_| view.is_one_of(after, &["and"]))?;
    let who = at.wrapping_sub(2);
    let are = view.is_one_of(at.wrapping_sub(1), &["were", "are"])
        && (view.is(who, Sense::KINS) || view.is_one_of(who, &["they"]));
    (are && matches!(view.gap(end), Gap::Sentence | Gap::Comma)).then(|| view.range(at, end - 1))
}

/// “a Y9 pupil”, “the 13yo”, “a 15 y/o boy”, “2½ years old”.
fn shortened(view: View<'_>) -> impl Iterator<Item = Range<usize>> {
    let bounded = [
        "under", "over", "than", "least", "until", "to", "from", "between", "or", "and",
    ];
    (0..view.len()).filter_map(move |at| {
        let shown = view.shown(at);
        let year = shown
            .strip_prefix(['Y', 'y'])
            .and_then(|year| year.parse::<u32>().ok());
        if year.is_some_and(|year| (1..=13).contains(&year)) {
            return (view.is_joined(at + 1) && view.is(at + 1, Sense::PERSON))
                .then(|| view.range(at, at));
        }
        let is_number = |text: &str| {
            (1..=2).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit())
        };
        if view.is_one_of(at.wrapping_sub(1), &bounded) {
            return None;
        }
        if shown.strip_suffix("yo").is_some_and(is_number) {
            return Some(view.range(at, at));
        }
        if is_number(shown) && view.shown(at + 1) == "y" && view.shown(at + 2) == "o" {
            let between =
                &view.text[view.range(at + 1, at + 1).end..view.range(at + 2, at + 2).start];
            return (between == "/").then(|| view.range(at, at + 2));
        }
        let is_half = shown.strip_suffix('½').is_some_and(is_number);
        let is_old = view.is(at + 1, Sense::UNIT) && view.is_one_of(at + 2, &["old"]);
        (is_half && is_old).then(|| view.range(at, at + 2))
    })
}

/// “At three months the baby …”.
fn at_so_many(view: View<'_>, at: usize, behind: usize) -> Option<Range<usize>> {
    let is_baby = view.is_one_of(behind, &["baby", "infant", "newborn"]);
    let follows = is_one_person(view, behind)
        || view.is_one_of(behind, &["the", "this"]) && view.is(behind + 1, Sense::PERSON);
    let is_at = view.is_one_of(at.wrapping_sub(1), &["at"]);
    (is_at && (follows || is_baby)).then(|| view.range(at, behind - 1))
}

/// “a boy in Year 9”, “a Year 9 pupil”.
fn in_year(view: View<'_>, at: usize, number: u32) -> Option<Range<usize>> {
    if !(1..=13).contains(&number) || view.is_one_of(at + 1, &["of"]) {
        return None;
    }
    let year = at - 1;
    let range = || view.range(year, at);
    let follows = view.is_joined(at + 1);
    if follows && view.is(at + 1, Sense::PERSON) {
        return Some(range());
    }
    let is_in = view.is_one_of(
        year.wrapping_sub(1),
        &["in", "into", "start", "started", "now"],
    );
    (is_in && speaks_of_one(view, at)).then(range)
}

/// “a man of 83”.
fn of_years(view: View<'_>, at: usize, after: usize, number: u32) -> Option<Range<usize>> {
    let who = before(view, at).wrapping_sub(1);
    // A mother of three has three children.
    let counts = view.is(who, Sense::PARENT) && number < 16;
    let may = ["can", "may", "must", "should", "could", "might", "would"];
    if view.is_one_of(after, &may) {
        return None;
    }
    let general = ["any", "every", "each", "no"];
    let is_general = (1..4).any(|back| view.is_one_of(who.wrapping_sub(back), &general));
    let by_age = view.is_one_of(who, &["age"]);
    if by_age {
        return aged_of(view, who, at, after);
    }
    (view.is(who, Sense::PERSON) && !counts && !is_general).then(|| view.range(who, after - 1))
}

/// “at the age of twelve she …”.
fn aged_of(view: View<'_>, age: usize, at: usize, after: usize) -> Option<Range<usize>> {
    let bounded = [
        "under", "over", "below", "above", "from", "minimum", "legal",
    ];
    let is_bounded = (1..3).any(|back| view.is_one_of(age.wrapping_sub(back), &bounded));
    (!is_bounded && speaks_of_one(view, at)).then(|| view.range(age, after - 1))
}

/// “when he was 15”, “so 17 when he left”, “at 15 she”.
fn is_told(view: View<'_>, at: usize, after: usize) -> bool {
    if view.is_one_of(after, &["when"]) && view.is(after + 1, Sense::PRONOUN) {
        return !view.is_one_of(at.wrapping_sub(1), &["under", "over"]);
    }
    let early = ["at", "by", "aged"];
    if view.is_one_of(at.wrapping_sub(1), &early) && view.is_one_of(after, &["he", "she"]) {
        return true;
    }
    let softened = [
        "only", "just", "nearly", "almost", "about", "barely", "already", "then", "still",
        "around", "not", "yet",
    ];
    let mut be = at.wrapping_sub(1);
    while view.is_one_of(be, &softened) {
        be = be.wrapping_sub(1);
    }
    let is_be = view.is_one_of(be, &["was", "is", "being"]);
    let subject = be.wrapping_sub(1);
    is_be && !view.is_possessive(subject) && is_one_person(view, subject)
}

/// “Child B, 15, had”, “the carer (57)”.
fn in_apposition(view: View<'_>, at: usize, after: usize, number: u32) -> Option<Range<usize>> {
    let opens = matches!(view.gap(at), Gap::Comma | Gap::Open);
    let closes = !matches!(view.gap(after), Gap::Space | Gap::Hyphen | Gap::Open);
    let who = at.wrapping_sub(1);
    if !opens || number < 2 {
        return None;
    }
    if !closes {
        return None;
    }
    let is_person = view.is(who, Sense::PERSON.with(Sense::NAME).with(Sense::MAYBE_NAME))
        && (view.is(who, Sense::PERSON) || view.is_capital(who))
        || pseudonyms::ends_label(view, who)
        || view.is_capital(who) && view.is_joined(who) && view.is(who.wrapping_sub(1), Sense::NAME)
        || is_initials(view, who);
    // “Child 1, 2 and 3” numbers children.
    let is_list = view.is(who, Sense::NUMBER) && view.gap(at) == Gap::Comma;
    // “Youth Justice, 10”: an everyday word behind another capital names a body.
    let is_body = view.is(who, Sense::MAYBE_NAME)
        && view.is_joined(who)
        && view.is_capital(who.wrapping_sub(1))
        && !view.is(who.wrapping_sub(1), Sense::NAME.with(Sense::TITLE));
    (is_person && !is_list && !is_body).then(|| view.range(at, after - 1))
}

/// “the girls, 14 and 16, were”.
fn pair_in_apposition(view: View<'_>, at: usize, after: usize) -> Option<Range<usize>> {
    let opens = matches!(view.gap(at), Gap::Comma | Gap::Open);
    let second = numbers::at(view, after + 1).filter(|_| view.is_one_of(after, &["and"]));
    let is_closed = second
        .is_some_and(|(_, end)| matches!(view.gap(end), Gap::Comma | Gap::Close | Gap::Sentence));
    let are_persons = view.is(at.wrapping_sub(1), Sense::PERSONS);
    (opens && is_closed && are_persons).then(|| view.range(at, after + 1))
}

/// “then in Reception”, “a Reception pupil”.
fn reception(view: View<'_>, at: usize) -> Option<Range<usize>> {
    if view.shown(at) != "Reception" {
        return None;
    }
    let is_in = view.is_one_of(at.wrapping_sub(1), &["in", "into", "started"]);
    let follows = view.is_joined(at + 1) && view.is(at + 1, Sense::PERSON);
    (is_in && speaks_of_one(view, at) || follows).then(|| view.range(at, at))
}

/// “her third birthday”.
fn birthday(view: View<'_>, at: usize) -> Option<Range<usize>> {
    let ordinal = at.wrapping_sub(1);
    let whose = at.wrapping_sub(2);
    let shown = view.shown(ordinal);
    let is_ordinal = view.is(ordinal, Sense::ORDINAL)
        || shown.ends_with("th") && shown.len() > 2
        || shown.ends_with("st") && shown.starts_with(|letter: char| letter.is_ascii_digit());
    let is_one = view.is_one_of(whose, &["his", "her"]) || pseudonyms::ends_label(view, whose);
    (view.is_one_of(at, &["birthday"]) && is_ordinal && is_one).then(|| view.range(ordinal, at))
}

/// Whether a number ends what is said: behind it stands no thing that it counts.
fn ends_here(view: View<'_>, after: usize) -> bool {
    match view.gap(after) {
        Gap::Space => {
            view.is(after, Sense::FUNCTION.with(Sense::BE).with(Sense::ACT).with(Sense::TIME))
                && !view.is_one_of(after, &["of", "per"])
                // “A boy of 16 travelled”: verbs, unlike things, seldom end otherwise.
                || view.shown(after).ends_with("ed") && !view.is_capital(after)
        }
        Gap::Hyphen => false,
        Gap::Sentence | Gap::Comma | Gap::Open | Gap::Close | Gap::Stop | Gap::Other => true,
    }
}

/// Whether the word is, or ends the name of, one person who is told of.
fn is_one_person(view: View<'_>, at: usize) -> bool {
    view.is_one_of(at, &["he", "she", "who"])
        || view.is(at, Sense::PERSON) && !is_of_anyone(view, at)
        || view.is(at, Sense::NAME)
        || view.is(at, Sense::MAYBE_NAME)
            && !view.is(at, Sense::TIME)
            && view.gap(at) != Gap::Sentence
        || pseudonyms::ends_label(view, at)
        || is_initials(view, at)
}

fn is_initials(view: View<'_>, at: usize) -> bool {
    view.is_upper(at) && view.shown(at).len() <= 4 && view.shown(at) != "GP"
}

/// “a child”, “any adult”, “child protection”: nobody who is told of.
fn is_of_anyone(view: View<'_>, at: usize) -> bool {
    let general = ["any", "every", "each", "no", "per"];
    view.is_one_of(at.wrapping_sub(1), &general)
        || view.is_one_of(at.wrapping_sub(2), &general)
        || is_compound(view, at)
}

/// “child protection”, “adult social care”: no person.
pub fn is_compound(view: View<'_>, at: usize) -> bool {
    let in_need = view.is_one_of(at + 1, &["in"]) && view.is_one_of(at + 2, &["need"]);
    in_need
        || view.is_joined(at + 1)
            && view.is_one_of(
                at + 1,
                &[
                    "protection",
                    "safeguarding",
                    "death",
                    "social",
                    "sexual",
                    "criminal",
                    "abuse",
                    "exploitation",
                    "mental",
                    "health",
                    "services",
                    "support",
                    "practice",
                    "safety",
                    "carer",
                    "forum",
                    "victim",
                    "care",
                    "development",
                    "sex",
                ],
            )
}

/// Whether the nearest person before in the sentence, or else behind, is one and not a group.
fn speaks_of_one(view: View<'_>, at: usize) -> bool {
    let sentence = view.sentence(at);
    let earlier = (sentence.start..at).rev();
    for who in earlier.chain(at + 1..sentence.end) {
        if view.is(who, Sense::PERSONS) || view.is_one_of(who, &["they", "who"]) && who > at {
            return false;
        }
        let is_one = view.is(who, Sense::PRONOUN)
            || view.is(who, Sense::NAME) && !view.is_capital(who + 1)
            || pseudonyms::ends_label(view, who)
            || view.is(who, Sense::PERSON) && !is_of_anyone(view, who);
        if is_one {
            return true;
        }
    }
    false
}
