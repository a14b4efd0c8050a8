//! From any text to the text of a Rust identifier, by ways that lose less and less.
//!
//! ASCII only: `rustc` warns about identifiers whose letters are easily taken for others, and a caller should be able
//! to type them. A letter with a known spelling in ASCII is spelled so (`é` as `e`), any other by its code point.

use crate::lower::name;
use std::borrow::Cow;

/// How the words of an identifier are joined.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Case {
    /// `CamelCase`: types, variants.
    Camel,
    /// `snake_case`: fields, methods, modules, parameters.
    Snake,
}

/// How much of a text goes into its identifier.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Spelling {
    /// Letters and digits: `a-b` and `a_b` are alike.
    Plain,
    /// Punctuation by name: `a-b` is `a_hyphen_b`.
    Punctuation,
    /// The case of all letters as well: `NO` is `no_upper`.
    Case,
    /// Each capital as well: `aB` is `a_capital_b`.
    Capitals,
    /// Every character by code point: different texts never meet.
    CodePoints,
}

/// Longer texts are cut at this many characters, and told apart by a checksum of the whole.
const LONGEST: usize = 100;

/// The identifier for a text, which may still be a keyword. `None` where this spelling leaves nothing of it.
pub fn identifier(text: &str, case: Case, spelling: Spelling) -> Option<String> {
    let spelled = spell(text, spelling);
    // `GitHub` is `github` among small letters and stays what it is among capitals.
    let spelled = match case {
        Case::Snake => name::whole_names(&spelled),
        Case::Camel => Cow::Borrowed(&*spelled),
    };
    let mut joined = Joined::new(case);
    name::each_word(&spelled, &mut |word| joined.push(word));
    if joined.out.is_empty() && spelling != Spelling::Plain {
        joined.push("empty");
    }
    if joined.length > LONGEST {
        joined = Joined::new(case);
        shorten(name::words(&spelled), text).iter().for_each(|word| joined.push(word));
    }
    (!joined.out.is_empty()).then_some(joined.out)
}

fn spell(text: &str, spelling: Spelling) -> Cow<'_, str> {
    Cow::Owned(match spelling {
        Spelling::Plain => return plain(text),
        Spelling::Punctuation => described(text, false),
        Spelling::Case => format!("{} {}", described(text, false), case_of(text)),
        Spelling::Capitals => described(text, true),
        Spelling::CodePoints => text.chars().map(|c| format!("u{:x} ", u32::from(c))).collect(),
    })
}

/// `upper` or `lower`, for a text whose letters are all one.
fn case_of(text: &str) -> &'static str {
    match (text.contains(char::is_uppercase), text.contains(char::is_lowercase)) {
        (true, false) => "upper",
        (false, true) => "lower",
        _ => "",
    }
}

/// Letters and digits, with word breaks where anything else stands. A sign before a number is a word: `-1` is not `1`.
fn plain(text: &str) -> Cow<'_, str> {
    if is_plain(text) {
        return Cow::Borrowed(text);
    }
    let mut out = String::new();
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let starts = !out.ends_with(|c: char| c.is_ascii_alphanumeric());
        let before_number = chars.peek().is_some_and(char::is_ascii_digit);
        match c {
            '+' | '-' if starts && before_number => out.push_str(if c == '+' { "plus " } else { "minus " }),
            '\'' | '’' if !starts => {}
            _ => letter(c, &mut out),
        }
    }
    Cow::Owned(out)
}

/// Whether words break in a text where they break in what it is spelled as: nearly all texts are so.
fn is_plain(text: &str) -> bool {
    let is_sign = |pair: &[u8]| matches!(pair, [b'+' | b'-', b'0'..=b'9']);
    text.is_ascii() && !text.contains('\'') && !text.as_bytes().windows(2).any(is_sign)
}

/// The same with punctuation by name, and capitals if asked for.
fn described(text: &str, capitals: bool) -> String {
    let mut out = String::new();
    for c in text.chars() {
        if let Some((_, name)) = PUNCTUATION.iter().find(|(punctuation, _)| *punctuation == c) {
            let name = if c == '-' && out.is_empty() { "minus" } else { name };
            out.extend([" ", name, " "]);
        } else if !c.is_alphanumeric() && !is_combining(c) {
            out.push_str(&format!(" u{:x} ", u32::from(c)));
        } else if capitals && c.is_uppercase() {
            out.push_str(" capital ");
            letter(c, &mut out);
        } else {
            letter(c, &mut out);
        }
    }
    out
}

fn letter(c: char, out: &mut String) {
    if c.is_ascii_alphanumeric() {
        out.push(c);
    } else if c.is_ascii() {
        out.push(' ');
    } else if let Some((ascii, _)) = LATIN.iter().find(|(_, letters)| letters.contains(c)) {
        out.push_str(ascii);
    } else if is_combining(c) {
        // An accent on the letter before it.
    } else if c.is_alphanumeric() {
        out.push_str(&format!(" u{:x} ", u32::from(c)));
    } else {
        out.push(' ');
    }
}

fn is_combining(c: char) -> bool {
    ('\u{300}'..='\u{36f}').contains(&c)
}

/// As many words as fit, and a checksum of the text they come from (FNV-1a).
fn shorten(words: Vec<String>, text: &str) -> Vec<String> {
    let mut length = 0;
    let mut short: Vec<String> = Vec::new();
    for word in words {
        length += word.len();
        if length > LONGEST {
            if short.is_empty() {
                short.push(word.chars().take(LONGEST).collect());
            }
            break;
        }
        short.push(word);
    }
    let sum = text.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |sum, byte| {
        (sum ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
    });
    short.push(format!("h{sum:016x}"));
    short
}

/// An identifier that grows by words.
struct Joined {
    case: Case,
    out: String,
    /// Of the words alone, in bytes.
    length: usize,
}

impl Joined {
    fn new(case: Case) -> Self {
        Joined { case, out: String::new(), length: 0 }
    }

    /// Adds a word; digits that meet are kept apart (`1.2` and `12` differ), a digit at the start gets an underscore.
    fn push(&mut self, word: &str) {
        let out = &mut self.out;
        let digit = word.starts_with(|c: char| c.is_ascii_digit());
        let apart = match self.case {
            Case::Snake => !out.is_empty(),
            Case::Camel => digit && out.ends_with(|c: char| c.is_ascii_digit()),
        };
        if apart || (out.is_empty() && digit) {
            out.push('_');
        }
        let start = out.len();
        out.push_str(word);
        let small = start + if self.case == Case::Camel { 1 } else { 0 };
        out.get_mut(start..small).into_iter().for_each(str::make_ascii_uppercase);
        out.get_mut(small..).into_iter().for_each(str::make_ascii_lowercase);
        self.length += word.len();
    }
}

const PUNCTUATION: &[(char, &str)] = &[
    ('+', "plus"),
    ('-', "hyphen"),
    ('_', "underscore"),
    ('.', "dot"),
    (',', "comma"),
    (':', "colon"),
    (';', "semicolon"),
    ('/', "slash"),
    ('\\', "backslash"),
    ('|', "pipe"),
    ('*', "star"),
    ('%', "percent"),
    ('&', "and"),
    ('!', "not"),
    ('?', "question"),
    ('@', "at"),
    ('#', "hash"),
    ('$', "dollar"),
    ('=', "equals"),
    ('<', "less"),
    ('>', "greater"),
    ('~', "tilde"),
    ('^', "caret"),
    ('\'', "quote"),
    ('"', "double_quote"),
    ('`', "backtick"),
    ('(', "open_paren"),
    (')', "close_paren"),
    ('[', "open_bracket"),
    (']', "close_bracket"),
    ('{', "open_brace"),
    ('}', "close_brace"),
    (' ', "space"),
    ('\t', "tab"),
    ('\n', "newline"),
];

/// Latin letters with marks, by what they are without.
const LATIN: &[(&str, &str)] = &[
    ("a", "àáâãäåāăą"),
    ("A", "ÀÁÂÃÄÅĀĂĄ"),
    ("ae", "æ"),
    ("AE", "Æ"),
    ("c", "çćĉċč"),
    ("C", "ÇĆĈĊČ"),
    ("d", "ďđð"),
    ("D", "ĎĐÐ"),
    ("e", "èéêëēĕėęě"),
    ("E", "ÈÉÊËĒĔĖĘĚ"),
    ("g", "ĝğġģ"),
    ("G", "ĜĞĠĢ"),
    ("h", "ĥħ"),
    ("H", "ĤĦ"),
    ("i", "ìíîïĩīĭįı"),
    ("I", "ÌÍÎÏĨĪĬĮİ"),
    ("j", "ĵ"),
    ("J", "Ĵ"),
    ("k", "ķ"),
    ("K", "Ķ"),
    ("l", "ĺļľŀł"),
    ("L", "ĹĻĽĿŁ"),
    ("n", "ñńņňŋ"),
    ("N", "ÑŃŅŇŊ"),
    ("o", "òóôõöøōŏő"),
    ("O", "ÒÓÔÕÖØŌŎŐ"),
    ("oe", "œ"),
    ("OE", "Œ"),
    ("r", "ŕŗř"),
    ("R", "ŔŖŘ"),
    ("s", "śŝşšș"),
    ("S", "ŚŜŞŠȘ"),
    ("ss", "ß"),
    ("t", "ţťŧț"),
    ("T", "ŢŤŦȚ"),
    ("th", "þ"),
    ("Th", "Þ"),
    ("u", "ùúûüũūŭůűų"),
    ("U", "ÙÚÛÜŨŪŬŮŰŲ"),
    ("w", "ŵ"),
    ("W", "Ŵ"),
    ("y", "ýÿŷ"),
    ("Y", "ÝŸŶ"),
    ("z", "źżž"),
    ("Z", "ŹŻŽ"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings() {
        let ways = [Spelling::Plain, Spelling::Punctuation, Spelling::Capitals];
        let all = |text| ways.map(|spelling| identifier(text, Case::Camel, spelling).unwrap_or_default());
        for (text, plain, punctuation, capitals) in [
            ("upi_collect", "UpiCollect", "UpiUnderscoreCollect", "UpiUnderscoreCollect"),
            ("NO", "No", "No", "CapitalNCapitalO"),
            ("a-b", "AB", "AHyphenB", "AHyphenB"),
            ("aB", "AB", "AB", "ACapitalB"),
            ("+1", "Plus1", "Plus1", "Plus1"),
            ("-1", "Minus1", "Minus1", "Minus1"),
            ("-created", "Created", "MinusCreated", "MinusCreated"),
            ("1.2", "_1_2", "_1Dot2", "_1Dot2"),
            ("1024x1024", "_1024x1024", "_1024x1024", "_1024x1024"),
            ("", "", "Empty", "Empty"),
            ("<=", "", "LessEquals", "LessEquals"),
            ("🎉", "", "U1f389", "U1f389"),
            ("Größe", "Grosse", "Grosse", "CapitalGrosse"),
            ("日本", "U65e5U672c", "U65e5U672c", "U65e5U672c"),
            ("Côte d'Ivoire", "CoteDIvoire", "CoteSpaceDQuoteIvoire", "CapitalCoteSpaceDQuoteCapitalIvoire"),
            ("e\u{301}t\u{e9}", "Ete", "Ete", "Ete"),
        ] {
            let [a, b, c] = all(text);
            assert_eq!([a.as_str(), &b, &c], [plain, punctuation, capitals], "{text:?}");
        }
        assert_eq!(identifier("aB", Case::Snake, Spelling::CodePoints).as_deref(), Some("u61_u42"));
        assert_eq!(identifier("2FA code", Case::Snake, Spelling::Plain).as_deref(), Some("_2fa_code"));
    }

    #[test]
    fn long_texts_stay_short_and_apart() {
        let long = |end: &str| {
            identifier(&("word ".repeat(100_000) + end), Case::Snake, Spelling::Plain).unwrap_or_default()
        };
        assert!(long("a").len() < 200);
        assert_ne!(long("a"), long("b"));
    }
}
