//! What is asked of people: the verbs with which recommendations begin.

/// Verbs that are no nouns: a sentence that begins with one asks for an action.
const CLEAR: &[&str] = &[
    "add",
    "adopt",
    "agree",
    "amend",
    "appoint",
    "arrange",
    "assign",
    "bring",
    "build",
    "carry",
    "circulate",
    "clarify",
    "collect",
    "commission",
    "communicate",
    "complete",
    "confirm",
    "convene",
    "create",
    "define",
    "deliver",
    "develop",
    "discuss",
    "distribute",
    "embed",
    "engage",
    "establish",
    "evaluate",
    "examine",
    "explain",
    "extend",
    "find",
    "finish",
    "follow",
    "formalise",
    "gather",
    "give",
    "hold",
    "identify",
    "implement",
    "improve",
    "inform",
    "introduce",
    "invite",
    "issue",
    "launch",
    "make",
    "meet",
    "merge",
    "nominate",
    "obtain",
    "offer",
    "organise",
    "prepare",
    "produce",
    "promote",
    "provide",
    "publicise",
    "publish",
    "put",
    "raise",
    "recruit",
    "refresh",
    "reduce",
    "remind",
    "remove",
    "replace",
    "revise",
    "roll",
    "run",
    "seek",
    "send",
    "simplify",
    "strengthen",
    "submit",
    "tell",
    "undertake",
    "upload",
    "write",
];

/// Verbs that are nouns or adjectives too: they ask for an action where one of [`AFTER_VERBS`]
/// follows (“Review the pathway”, and not “Review meetings are held monthly”).
const AMBIGUOUS: &[&str] = &[
    "address",
    "advertise",
    "analyse",
    "approach",
    "audit",
    "brief",
    "change",
    "contact",
    "design",
    "display",
    "document",
    "draft",
    "email",
    "exchange",
    "feed",
    "include",
    "link",
    "list",
    "map",
    "measure",
    "monitor",
    "notify",
    "pilot",
    "plan",
    "present",
    "record",
    "refer",
    "report",
    "request",
    "review",
    "sample",
    "schedule",
    "set",
    "share",
    "sign",
    "spread",
    "survey",
    "take",
    "target",
    "task",
    "test",
    "track",
    "train",
    "update",
    "visit",
];

/// Verbs that ask for something, and mostly say how another action is to be done: alone they are
/// an action, behind another sentence they belong to it.
const ATTENDANT: &[&str] = &[
    "allow",
    "ask",
    "avoid",
    "be",
    "bear",
    "check",
    "choose",
    "consider",
    "continue",
    "decide",
    "do",
    "encourage",
    "ensure",
    "explore",
    "focus",
    "help",
    "involve",
    "keep",
    "let",
    "look",
    "note",
    "remember",
    "see",
    "start",
    "support",
    "think",
    "use",
    "work",
];

/// Words that follow a verb and no noun.
const AFTER_VERBS: &[&str] = &[
    "a", "all", "an", "and", "any", "back", "both", "each", "every", "everyone", "for", "how",
    "into", "its", "our", "out", "the", "their", "them", "these", "this", "those", "to", "up",
    "what", "when", "whether", "which", "who", "with", "your",
];

/// Whether words begin with a verb that asks for an action of its own.
pub(super) fn is_action(words: &str) -> bool {
    let (first, second) = beginning(words);
    // “Make sure” says how.
    let is_clear = CLEAR.contains(&first.as_str()) && second != "sure";
    is_clear || (AMBIGUOUS.contains(&first.as_str()) && AFTER_VERBS.contains(&second.as_str()))
}

/// Whether words begin with a verb that asks for something.
pub(super) fn is_imperative(words: &str) -> bool {
    let (first, _) = beginning(words);
    [CLEAR, AMBIGUOUS, ATTENDANT]
        .iter()
        .any(|verbs| verbs.contains(&first.as_str()))
}

/// The first two words in small letters.
fn beginning(words: &str) -> (String, String) {
    let mut words = words.split(|letter: char| !letter.is_alphanumeric() && letter != '-');
    let mut next = || {
        let word = words.find(|word| !word.is_empty());
        word.map(str::to_lowercase).unwrap_or_default()
    };
    let first = next();
    (first, next())
}
