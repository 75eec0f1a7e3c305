//! The words of a text as the search knows them.
//!
//! The theme's script takes the words of a query apart by the same rules
//! (`components/search/search.own.js`); what is changed here must be changed there.

use std::iter::Peekable;
use std::str::Chars;

use crate::model::text::plain_letter;

/// Words that stand in nearly every sentence and tell no briefing from another. In order.
pub const STOP_WORDS: [&str; 68] = [
    "a", "an", "and", "are", "as", "at", "be", "been", "but", "by", "can", "do", "did", "for",
    "from", "had", "has", "have", "he", "her", "his", "how", "if", "in", "into", "is", "it", "its",
    "may", "more", "no", "not", "of", "on", "or", "our", "she", "so", "such", "than", "that",
    "the", "their", "them", "then", "there", "these", "they", "this", "those", "to", "up", "was",
    "we", "were", "what", "when", "where", "which", "who", "why", "will", "with", "would", "you",
    "your", "also", "any",
];

/// Calls `take` with each word of a text: in small letters without marks, a plural as its
/// singular. Stop words and single letters are left out.
pub(super) fn each(text: &str, mut take: impl FnMut(&str)) {
    let mut letters = text.chars().peekable();
    let mut word = String::new();
    loop {
        let letter = letters.next();
        match letter {
            Some(letter) if letter.is_alphanumeric() => push(&mut word, letter),
            Some('\u{300}'..='\u{36f}') => {}
            Some('\'' | '’' | '‘') if !possessive(&mut letters) => {}
            Some(_) | None => {
                if word.chars().nth(1).is_some() && !STOP_WORDS.contains(&word.as_str()) {
                    stem(&mut word);
                    take(&word);
                }
                word.clear();
            }
        }
        if letter.is_none() {
            break;
        }
    }
}

fn push(word: &mut String, letter: char) {
    if letter.is_ascii() {
        word.push(letter.to_ascii_lowercase());
    } else {
        match plain_letter(letter) {
            Some(plain) => word.push(plain),
            None => word.extend(letter.to_lowercase()),
        }
    }
}

/// Whether the letters behind an apostrophe are an s that ends the word; it is then taken.
fn possessive(letters: &mut Peekable<Chars<'_>>) -> bool {
    let mut ahead = letters.clone();
    let ends = ahead
        .next()
        .is_some_and(|letter| letter == 's' || letter == 'S')
        && ahead.next().is_none_or(|letter| !letter.is_alphanumeric());
    if ends {
        letters.next();
    }
    ends
}

/// Takes the ending of an English plural off.
fn stem(word: &mut String) {
    let ends = |endings: &[&str]| endings.iter().any(|ending| word.ends_with(ending));
    let letters = word.chars().count();
    if letters < 4 || !word.ends_with('s') || ends(&["ss", "us", "is"]) {
        return;
    }
    if letters > 4 && word.ends_with("ies") {
        word.truncate(word.len() - 3);
        word.push('y');
    } else if ends(&["sses", "xes", "ches", "shes"]) {
        word.truncate(word.len() - 2);
    } else {
        word.pop();
    }
}
