//! How many there are in a family, and which of them somebody is.

use crate::check::people::{Gap, Sense, View, ages, numbers, pseudonyms};
use crate::check::{Context, Passage, PassageKind, Remarks, Rule, Run};
use crate::diagnostic::Severity;

pub(super) const RULE: Rule = Rule {
    code: "person-family",
    severity: Severity::Warning,
    manual: include_str!("../../../docs/checks/person-family.md"),
    run: Run::EachPassage(check),
};

fn check(passage: &Passage, _: &Context<'_>, remarks: &mut Remarks) {
    let words = passage.words();
    let telling = Sense::KIN.with(Sense::KINS).with(Sense::ORDINAL);
    let is_family = words.any(telling)
        || ["family of", "only child"]
            .iter()
            .any(|words| passage.text.contains(words));
    if matches!(passage.kind, PassageKind::Shared(_))
        || !is_family && !passage.text.contains("riplets") && !passage.text.contains("wins")
    {
        return;
    }
    let view = words.over(&passage.text);
    let mut at = 0;
    while at < view.len() {
        let found = if may_begin(view, at) {
            place_among(view, at)
                .or_else(|| several_born(view, at))
                .or_else(|| only_child(view, at))
                .or_else(|| parent_of(view, at))
                .or_else(|| one_of_so_many(view, at))
                .or_else(|| so_many(view, at))
        } else {
            None
        };
        let Some((first, last)) = found else {
            at += 1;
            continue;
        };
        let range = view.range(first, last);
        remarks.add(
            passage.span(range.clone()),
            format!("`{}` tells how a family is made up", &passage.text[range]),
            "Few families of an area fit such a count. Write “siblings”, “several children”, “an older child”.",
        );
        at = last + 1;
    }
}

/// Whether one of the patterns begins with this word: most words are told apart by one look.
fn may_begin(view: View<'_>, at: usize) -> bool {
    let senses = Sense::ORDINAL.with(Sense::PARENT).with(Sense::NUMBER);
    view.is(at, senses)
        || view.is_one_of(
            at,
            &[
                "twins",
                "triplets",
                "quadruplets",
                "twin",
                "triplet",
                "only",
                "family",
                "grandmother",
                "grandfather",
            ],
        )
}

/// “the eldest of five siblings”, “the middle one of three boys”, “her fourth child”.
fn place_among(view: View<'_>, at: usize) -> Option<(usize, usize)> {
    if !view.is(at, Sense::ORDINAL) {
        return None;
    }
    let mut next = at + 1;
    if view.is_one_of(
        next,
        &[
            "one", "child", "born", "daughter", "son", "sibling", "girl", "boy",
        ],
    ) {
        next += 1;
    }
    if view.is_one_of(next, &["of"]) {
        let mut number = next + 1;
        while view.is_one_of(
            number,
            &["the", "her", "his", "their", "these", "a", "family", "of"],
        ) && number < next + 4
        {
            number += 1;
        }
        let (_, after) = numbers::at(view, number)?;
        let is_kin = view.is(after, Sense::KINS)
            || view.is(after + 1, Sense::KINS) && !view.is(after, Sense::FUNCTION);
        let others = view.is_joined(after)
            && !view.is(after, Sense::FUNCTION.with(Sense::BE).with(Sense::ACT))
            && !is_kin;
        // “The first of three phases”, “the second of four workshops”.
        let rank = ["eldest", "oldest", "youngest", "middle"];
        if others || !is_kin && !view.is_one_of(at, &rank) && next == at + 1 {
            return None;
        }
        let last = if view.is(after, Sense::KINS) {
            after
        } else if is_kin {
            after + 1
        } else {
            after - 1
        };
        return Some((at, last));
    }
    let whose = at.wrapping_sub(1);
    let is_owned = view.is_one_of(whose, &["her", "his"])
        || view.is_possessive(whose) && view.is(whose, Sense::PERSON);
    // Many expect their first child.
    let is_theirs = view.is_one_of(whose, &["their"])
        && view.is_one_of(
            at,
            &["fourth", "fifth", "sixth", "seventh", "eighth", "ninth"],
        );
    let is_owned = is_owned || is_theirs;
    let is_counted = !view.is_one_of(at, &["eldest", "oldest", "youngest", "middle"]);
    let is_born = view.is_one_of(at + 1, &["child", "baby", "pregnancy", "son", "daughter"])
        && !ages::is_compound(view, at + 1);
    (is_owned && is_counted && is_born).then_some((at, at + 1))
}

/// “his twin sister”, “the twins”.
fn several_born(view: View<'_>, at: usize) -> Option<(usize, usize)> {
    let many = view.is_one_of(at, &["twins", "triplets", "quadruplets"]);
    let before = at.wrapping_sub(1);
    let adjective = view.is_one_of(
        before,
        &["identical", "newborn", "premature", "younger", "older"],
    );
    let owner = if adjective {
        before.wrapping_sub(1)
    } else {
        before
    };
    let meant = view.is_one_of(
        owner,
        &["his", "her", "the", "had", "to", "with", "s", "are", "were"],
    ) || view.is_possessive(owner);
    if many {
        return meant.then_some((at, at));
    }
    if !view.is_one_of(at, &["twin", "triplet"]) {
        return None;
    }
    let siblings = [
        "brother",
        "sister",
        "brothers",
        "sisters",
        "boys",
        "girls",
        "babies",
        "daughters",
        "sons",
        "boy",
        "girl",
        "sibling",
    ];
    if view.is_joined(at + 1) && view.is_one_of(at + 1, &siblings) {
        return Some((at, at + 1));
    }
    let stands_alone = !view.is_joined(at + 1) && view.gap(at + 1) != Gap::Hyphen
        || view.is(at + 1, Sense::FUNCTION.with(Sense::BE).with(Sense::ACT));
    (stands_alone && view.is_one_of(owner, &["his", "her", "a"])).then_some((at, at))
}

/// “an only child”, “her only son”.
fn only_child(view: View<'_>, at: usize) -> Option<(usize, usize)> {
    let is_only =
        view.is_one_of(at, &["only"]) && view.is_one_of(at + 1, &["child", "son", "daughter"]);
    let before = at.wrapping_sub(1);
    let owner =
        view.is_one_of(before, &["an", "her", "his", "their"]) || view.is_possessive(before);
    (is_only && owner).then_some((at, at + 1))
}

/// “a mother of three”, “a family of six”.
fn parent_of(view: View<'_>, at: usize) -> Option<(usize, usize)> {
    let is_parent =
        view.is(at, Sense::PARENT) || view.is_one_of(at, &["family", "grandmother", "grandfather"]);
    if !is_parent || !view.is_one_of(at + 1, &["of"]) {
        return None;
    }
    let (number, after) = numbers::at(view, at + 2)?;
    // “A mother of two children under five is entitled to help.”
    let behind = after + usize::from(view.is(after, Sense::KINS));
    let sentence = view.sentence(at);
    let general = ["under", "is", "can", "may", "should", "must"];
    let is_anyone = view.is_one_of(at.wrapping_sub(1), &["a", "any", "every"])
        && view.is_one_of(behind, &general)
        && sentence.clone().any(|word| {
            view.is_one_of(
                word,
                &["entitled", "eligible", "can", "may", "should", "must"],
            )
        })
        && !view.has_in(sentence, Sense::PRONOUN);
    if is_anyone {
        return None;
    }
    let ends =
        !view.is_joined(after) || view.is(after, Sense::FUNCTION.with(Sense::BE).with(Sense::KINS));
    (number > 1 && number < 16 && ends).then_some((at, after - 1))
}

/// “had five children”, “her three brothers”, “seven children in the household”, “four of her
/// children”.
fn so_many(view: View<'_>, at: usize) -> Option<(usize, usize)> {
    let (number, after) = numbers::at(view, at)?;
    if number > 16 || numbers::is_bound(view, after) || view.is_one_of(after, &["or"]) {
        return None;
    }
    if view.is_one_of(after, &["of"]) {
        let is_owned = view.is_one_of(after + 1, &["her", "his", "their"])
            || view.is_possessive(after + 1)
            || view.is_possessive(after + 2);
        let kin = (after + 2..after + 5).find(|kin| view.is(*kin, Sense::KINS));
        return kin
            .filter(|_| is_owned && speaks_of_one(view, at))
            .map(|kin| (at, kin));
    }
    // Up to two adjectives: “three younger half siblings”.
    let kin = (after..after + 4)
        .take_while(|word| matches!(view.gap(*word), Gap::Space | Gap::Hyphen | Gap::Comma))
        .find(|word| view.is(*word, Sense::KINS))?;
    let adjectives = [
        "younger",
        "older",
        "elder",
        "half",
        "step",
        "full",
        "other",
        "small",
        "young",
        "little",
        "more",
        "further",
        "adult",
        "school",
        "age",
        "aged",
        "dependent",
        "surviving",
        "living",
        "own",
        "big",
        "grown",
        "up",
        "maternal",
        "paternal",
        "foster",
        "birth",
        "primary",
        "of",
    ];
    if !(after..kin).all(|word| view.is_one_of(word, &adjectives)) {
        return None;
    }
    let is_siblings = view.is_one_of(
        kin,
        &[
            "siblings",
            "brothers",
            "sisters",
            "sons",
            "daughters",
            "grandchildren",
            "stepchildren",
        ],
    );
    let before = at.wrapping_sub(1);
    let owner = view.is_one_of(before, &["her", "his", "their"]) || view.is_possessive(before);
    let words = [
        "had",
        "has",
        "have",
        "having",
        "with",
        "for",
        "raised",
        "raising",
        "parenting",
        "of",
        "to",
        "caring",
        "looked",
        "after",
    ];
    let has = (1..4).any(|back| view.is_one_of(at.wrapping_sub(back), &words[..7]));
    let cares = view.is_one_of(before, &words);
    let at_home = view.is_one_of(kin + 1, &["in", "at"])
        && (kin + 2..kin + 5)
            .any(|home| view.is_one_of(home, &["household", "home", "family", "house", "flat"]))
        || (kin + 1..kin + 6).any(|by| {
            view.is_one_of(by, &["by"])
                && (by + 1..by + 4).any(|of| {
                    view.is(of, Sense::PERSONS)
                        && view.is_one_of(of, &["fathers", "mothers", "men", "partners"])
                })
        });
    let of_one = speaks_of_one(view, at);
    // “Three brothers were placed apart” are of one family; “three boys” may be of three.
    let is_family = owner && of_one
        || has && of_one && (is_siblings || !view.is_one_of(kin, &["boys", "girls"]))
        || cares && of_one && is_siblings
        || at_home
        || are_all_small(view, kin)
        || is_siblings && number > 1;
    (is_family && number > 1 || owner && of_one).then_some((at, kin))
}

/// “He was one of nine children”. “One of nine children lives in poverty” is a share.
fn one_of_so_many(view: View<'_>, at: usize) -> Option<(usize, usize)> {
    let (number, after) = numbers::at(view, at)?;
    let (all, kin) = numbers::at(view, after + 1)?;
    let is_count = number == 1
        && (3..16).contains(&all)
        && view.is_one_of(after, &["of"])
        && view.is_joined(kin)
        && view.is(kin, Sense::KINS);
    let stands_alone = view.gap(at) == Gap::Sentence
        && matches!(view.gap(kin + 1), Gap::Sentence | Gap::Comma)
        || view.is_one_of(at.wrapping_sub(1), &["is", "was", "as"]);
    (is_count && stands_alone).then_some((at, kin))
}

/// “Four children, all under 5”.
fn are_all_small(view: View<'_>, kin: usize) -> bool {
    view.gap(kin + 1) == Gap::Comma
        && view.is_one_of(kin + 1, &["all", "both"])
        && view.is_one_of(kin + 2, &["under", "aged", "below"])
}

/// Whether the sentence tells of one person or one family, and not of groups.
fn speaks_of_one(view: View<'_>, at: usize) -> bool {
    let sentence = view.sentence(at);
    let groups = [
        "families",
        "parents",
        "mothers",
        "women",
        "households",
        "carers",
        "many",
        "practitioners",
        "professionals",
        "attendees",
        "delegates",
    ];
    let is_person = |who: usize| {
        view.is(who, Sense::PRONOUN.with(Sense::PERSON)) || pseudonyms::ends_label(view, who)
    };
    let nearest = (sentence.start..at)
        .rev()
        .take(8)
        .find(|who| is_person(*who) || view.is_one_of(*who, &groups));
    let is_group = nearest.is_some_and(|who| !is_person(who));
    !is_group
        && sentence.clone().any(|who| {
            view.is(who, Sense::PRONOUN)
                || view.is(who, Sense::PERSON)
                || view.is_one_of(who, &["family", "couple", "parents", "their"])
                || view.is(who, Sense::NAME)
                || pseudonyms::ends_label(view, who)
        })
}
