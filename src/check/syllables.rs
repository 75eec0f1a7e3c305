//! How many syllables an English word has.
//!
//! Groups of vowels are counted, as in the hyphenation and readability programs since the 1960s,
//! with the well-known rules for what is not heard (the e of *made*, *closed*, *services* and
//! *homeless*) and for what is heard twice (*vi-olent*, *cre-ate*, *be-ing*). What follows no rule
//! stands in [`EXCEPTIONS`]. `tests/syllables.rs` holds it against a list that was marked by hand.

/// How many syllables a word has: at least one. The parts of `multi-agency` are counted by
/// themselves, and letters that are spelt out one by one (NHS) have one each.
pub fn count(word: &str) -> u32 {
    if word.bytes().all(|byte| byte.is_ascii_alphabetic()) {
        return of_part(word).max(1);
    }
    let parts = word.split(['-', '‑', '.', '/']);
    let sum: u32 = parts.filter(|part| !part.is_empty()).map(of_part).sum();
    sum.max(1)
}

/// No word is longer; what follows is not counted.
const LONGEST: usize = 40;

/// Words that follow no rule, in the order of the alphabet, in their singular.
const EXCEPTIONS: [(&[u8], u32); 63] = [
    (b"ache", 1),
    (b"aches", 1),
    (b"albeit", 3),
    (b"area", 3),
    (b"argue", 2),
    (b"business", 2),
    (b"businesses", 3),
    (b"caffeine", 2),
    (b"catastrophe", 4),
    (b"colonel", 2),
    (b"creature", 2),
    (b"element", 3),
    (b"elemental", 4),
    (b"elsewhere", 2),
    (b"european", 4),
    (b"evening", 2),
    (b"every", 2),
    (b"everybody", 4),
    (b"everyday", 3),
    (b"everyone", 3),
    (b"everything", 3),
    (b"everywhere", 3),
    (b"frontier", 2),
    (b"giant", 2),
    (b"headaches", 2),
    (b"heroin", 3),
    (b"idea", 3),
    (b"ideal", 3),
    (b"ideally", 4),
    (b"initiative", 4),
    (b"linear", 3),
    (b"museum", 3),
    (b"naive", 2),
    (b"nuclear", 3),
    (b"ocean", 2),
    (b"patio", 3),
    (b"ratio", 3),
    (b"recipe", 3),
    (b"recipes", 3),
    (b"science", 2),
    (b"sciences", 3),
    (b"scientific", 4),
    (b"scientist", 3),
    (b"simile", 3),
    (b"somebody", 3),
    (b"someday", 2),
    (b"someone", 2),
    (b"somersault", 3),
    (b"something", 2),
    (b"sometime", 2),
    (b"sometimes", 2),
    (b"somewhat", 2),
    (b"somewhere", 2),
    (b"therefore", 2),
    (b"throughout", 2),
    (b"triage", 2),
    (b"triaged", 2),
    (b"vehement", 3),
    (b"wednesday", 2),
    (b"whoever", 3),
    (b"wholesome", 2),
    (b"yes", 1),
    (b"yoghurt", 2),
];

/// Beginnings with an e that is not heard: *safe-guarding*, *time-line*, *more-over*.
const SILENT_BEGINNINGS: [&[u8]; 28] = [
    b"basel", b"careg", b"caretak", b"casel", b"casew", b"firef", b"forec", b"fores", b"forew",
    b"framew", b"gatek", b"guidel", b"hereb", b"homew", b"househ", b"housek", b"housew", b"lifel",
    b"lifes", b"lifet", b"moreov", b"safeg", b"safet", b"stakeh", b"thereb", b"timeli", b"timet",
    b"widesp",
];

/// The places in [`mark`] of the exceptions: most words are told apart from all of them by one
/// look.
const MARKS: [u64; 8] = marks();

const fn marks() -> [u64; 8] {
    let mut marks = [0; 8];
    let mut at = 0;
    while at < EXCEPTIONS.len() {
        let mark = mark(EXCEPTIONS[at].0);
        marks[mark / 64] |= 1 << (mark % 64);
        at += 1;
    }
    marks
}

/// A number below 512 that is made of the first letter, the second and the length.
const fn mark(word: &[u8]) -> usize {
    let second = if word.len() > 1 { word[1] as usize } else { 0 };
    (word[0] as usize * 31 + second * 7 + word.len() * 61) % 512
}

fn of_part(part: &str) -> u32 {
    let capitals = part.bytes().filter(u8::is_ascii_uppercase).count();
    if capitals >= 2 && capitals == part.len() {
        return of_capitals(part);
    }
    let mut buffer = [0; LONGEST];
    let (word, tail) = part.split_once(['\'', '’']).unwrap_or((part, ""));
    let letters = fold(word, &mut buffer);
    if letters.is_empty() {
        return 1;
    }
    of_letters(letters) + of_tail(letters, tail)
}

/// Short ones and those without a vowel are spelt out, others are said as a word: NHS, MARAC.
fn of_capitals(part: &str) -> u32 {
    let is_spelt = part.len() <= 3 || !part.contains(['A', 'E', 'I', 'O', 'U']);
    if is_spelt {
        return u32::try_from(part.len()).unwrap_or(u32::MAX);
    }
    let mut buffer = [0; LONGEST];
    of_letters(fold(part, &mut buffer))
}

/// What stands behind an apostrophe: *nurse's* and *didn't* have one more.
fn of_tail(letters: &[u8], tail: &str) -> u32 {
    let hisses = matches!(letters, [.., b's' | b'x' | b'z'])
        || matches!(
            letters,
            [.., b's' | b'c' | b'g' | b'z', b'e'] | [.., b'c' | b's', b'h']
        );
    let swallows = matches!(letters, [.., before, b'n'] if !is_plain_vowel(*before));
    u32::from((tail == "s" && hisses) || (tail == "t" && swallows))
}

/// The letters of a word, small and without accents.
fn fold<'a>(word: &str, buffer: &'a mut [u8; LONGEST]) -> &'a [u8] {
    let mut length = 0;
    for letter in word.chars() {
        let plain = match letter {
            'a'..='z' | 'A'..='Z' => letter.to_ascii_lowercase() as u8,
            'à' | 'á' | 'â' | 'ä' | 'å' | 'ã' => b'a',
            'è' | 'é' | 'ê' | 'ë' => b'e',
            'ì' | 'í' | 'î' | 'ï' => b'i',
            'ò' | 'ó' | 'ô' | 'ö' | 'õ' => b'o',
            'ù' | 'ú' | 'û' | 'ü' => b'u',
            'ŵ' => b'w',
            'ŷ' | 'ÿ' => b'y',
            _ => continue,
        };
        if length == LONGEST {
            break;
        }
        buffer[length] = plain;
        length += 1;
    }
    &buffer[..length]
}

fn of_letters(letters: &[u8]) -> u32 {
    if let Some(known) = exception(letters) {
        return known;
    }
    let mut syllables: u32 = 0;
    let mut in_vowels = false;
    for at in 0..letters.len() {
        let vowel = is_vowel(letters, at);
        if vowel && (!in_vowels || is_parted(letters, at - 1)) {
            syllables += 1;
        }
        in_vowels = vowel;
    }
    if matches!(
        letters,
        [.., b'i', b's', b'm'] | [.., b'i', b's', b'm', b's'] | [.., b't' | b'y', b'h', b'm']
    ) {
        syllables += 1;
    }
    if syllables > 1 && has_silent_end(letters) {
        syllables -= 1;
    }
    if syllables > 1 && has_silent_middle(letters) {
        syllables -= 1;
    }
    if syllables > 1 && has_silent_beginning(letters) {
        syllables -= 1;
    }
    syllables.max(1)
}

fn exception(letters: &[u8]) -> Option<u32> {
    let known = |word: &[u8]| {
        let mark = mark(word);
        if MARKS[mark / 64] & (1 << (mark % 64)) == 0 {
            return None;
        }
        let found = EXCEPTIONS.binary_search_by(|(known, _)| (*known).cmp(word));
        found.ok().map(|at| EXCEPTIONS[at].1)
    };
    let singular = letters.strip_suffix(b"s").filter(|_| letters.len() > 3);
    known(letters).or_else(|| known(singular?))
}

fn is_plain_vowel(letter: u8) -> bool {
    matches!(letter, b'a' | b'e' | b'i' | b'o' | b'u')
}

/// The u of *qu* is none, nor is a y at the beginning or between vowels.
fn is_vowel(letters: &[u8], at: usize) -> bool {
    let before = at.checked_sub(1).map(|at| letters[at]);
    match letters[at] {
        b'a' | b'e' | b'i' | b'o' => true,
        b'u' => before != Some(b'q'),
        b'y' => before.is_some_and(|before| {
            let after = letters.get(at + 1).copied();
            !(is_plain_vowel(before) && after.is_some_and(is_plain_vowel))
        }),
        _ => false,
    }
}

/// Whether two vowels beside each other are heard one by one.
fn is_parted(letters: &[u8], at: usize) -> bool {
    let (before, after) = (&letters[..at], &letters[at + 2..]);
    let ends = |with: &[u8]| before.ends_with(with);
    let goes_on = |with: &[u8]| after.starts_with(with);
    let last = before.last().copied().unwrap_or(0);
    if matches!(&letters[at + 1..], b"ing" | b"ings") {
        return true;
    }
    match (letters[at], letters[at + 1]) {
        (b'i', b'a') => match last {
            b'c' | b't' => goes_on(b"t"),
            b's' | b'g' => false,
            _ => !goes_on(b"ge"),
        },
        (b'i', b'o') => {
            let is_soft = matches!(last, b't' | b's' | b'c' | b'g' | b'x') && !ends(b"phys");
            let is_one =
                matches!(after, b"n" | b"ns" | b"r" | b"rs") && (ends(b"n") || ends(b"ll"));
            !is_soft && !is_one && !goes_on(b"ur")
        }
        (b'i', b'e') => {
            let is_ending = matches!(after, b"r" | b"rs" | b"st") && before.len() >= 3;
            let is_soft = matches!(last, b'c' | b't');
            goes_on(b"t") || is_ending || (!is_soft && (goes_on(b"nt") || goes_on(b"nc")))
        }
        (b'i', b'i' | b'u') | (b'a', b'o') | (b'y', _) => true,
        (b'e', b'a') => {
            let again = before == b"r"
                && [&b"ct"[..], b"ss", b"li", b"dj", b"rr", b"pp"]
                    .iter()
                    .any(|it| goes_on(it));
            again || (ends(b"cr") && goes_on(b"t")) || (ends(b"th") && goes_on(b"tr"))
        }
        (b'e', b'o') => {
            !(ends(b"p") && goes_on(b"pl"))
                && (last != b'g' || before.len() == 1)
                && !goes_on(b"pard")
        }
        (b'e', b'i') => before == b"r" && (goes_on(b"nf") || goes_on(b"nt") || goes_on(b"ns")),
        (b'e', b'u') => before == b"r",
        (b'u', b'a') => {
            !matches!(last, b'g')
                && !(last == b's' && (goes_on(b"d") || goes_on(b"g") || goes_on(b"v")))
        }
        (b'u', b'e') => last != b'g' && (goes_on(b"n") || matches!(after, b"l" | b"ls")),
        (b'u', b'i') => {
            let parts = [&b"ty"[..], b"ti", b"ci", b"n"]
                .iter()
                .any(|it| goes_on(it));
            last != b'g' && (parts || matches!(after, b"d" | b"ds"))
        }
        (b'u', b'o') => !goes_on(b"y"),
        (b'o', b'a') => before == b"c" && goes_on(b"li"),
        (b'o', b'e') => {
            (last == b'p' && (goes_on(b"t") || goes_on(b"m")))
                || (before == b"c" && (goes_on(b"r") || goes_on(b"x")))
        }
        (b'o', b'i') => before == b"c" && goes_on(b"nci"),
        (b'o', b'o') => before.ends_with(b"c") && (goes_on(b"per") || goes_on(b"rd")),
        (b'a', b'i') => after == b"c",
        _ => false,
    }
}

/// Whether the e of the last syllable is not heard, as in *made* and *closed*; in *services* and
/// *needed* it is.
fn has_silent_end(letters: &[u8]) -> bool {
    let (stem, is_heard) = match letters {
        [stem @ .., b'e'] => (stem, false),
        [stem @ .., b'e', b's'] => (
            stem,
            matches!(
                stem,
                [.., b's' | b'x' | b'z' | b'c' | b'g'] | [.., b'c' | b's', b'h']
            ),
        ),
        [stem @ .., b'e', b'd'] => (stem, matches!(stem, [.., b't' | b'd'] | [.., b'd', b'r'])),
        _ => return false,
    };
    let Some(last) = stem.len().checked_sub(1) else {
        return false;
    };
    if stem.ends_with(b"gu") {
        return true;
    }
    !is_heard && !is_vowel(letters, last) && !is_syllable_by_itself(letters, last)
}

/// The e of *safe-guarding*.
fn has_silent_beginning(letters: &[u8]) -> bool {
    let has_e = letters.len() > 5 && (letters[3] == b'e' || letters[4] == b'e');
    has_e && SILENT_BEGINNINGS.iter().any(|it| letters.starts_with(it))
}

/// The e of *home-less*, *rare-ly* and *state-ment*.
fn has_silent_middle(letters: &[u8]) -> bool {
    let endings: &[&[u8]] = match letters.last() {
        Some(b'y') => &[b"efully", b"ely"],
        Some(b't') => &[b"ement"],
        Some(b'l') => &[b"eful"],
        Some(b's') => &[b"elessness", b"efulness", b"ements", b"eness", b"eless"],
        _ => return false,
    };
    let stem = endings.iter().find_map(|it| letters.strip_suffix(*it));
    let Some(stem) = stem.filter(|stem| stem.iter().any(|it| is_plain_vowel(*it))) else {
        return false;
    };
    let last = stem.len() - 1;
    !is_vowel(letters, last) && !is_syllable_by_itself(letters, last)
}

/// Whether an l or r behind another consonant makes a syllable with its e: *ta-ble*, *cen-tre*.
fn is_syllable_by_itself(letters: &[u8], at: usize) -> bool {
    let before = at.checked_sub(1).map_or(0, |at| letters[at]);
    match letters[at] {
        b'l' => matches!(
            before,
            b'b' | b'c' | b'd' | b'f' | b'g' | b'k' | b'p' | b's' | b't' | b'z'
        ),
        b'r' => matches!(before, b'b' | b'c' | b'g' | b't'),
        _ => false,
    }
}
