//! One scope of names: everybody says what they would like to be called, then names are given once, fairly.
//!
//! The outcome does not depend on the order of the claims: a name that two claims want goes to the one whose own
//! text it is exactly, else to neither, and both go on to what they like next.

use super::words::{self, Case, Spelling};
use crate::ir::{Hint, Ident};
use std::collections::{BTreeMap, BTreeSet};

/// What identifiers of a kind have in common.
#[derive(Debug)]
pub struct Role {
    /// How words are joined.
    pub case: Case,
    /// Lists of names that are taken already: by the language, by the runtime, by the code around.
    pub taken: &'static [&'static [&'static str]],
    /// Said after a name that is taken: `Option` becomes `OptionModel`.
    pub word: &'static str,
}

impl Role {
    fn has_taken(&self, name: &str) -> bool {
        self.taken.iter().any(|list| list.contains(&name))
    }
}

/// What one thing would like to be called.
#[derive(Debug)]
pub struct Claim<'a> {
    /// Who chooses first: a lower number; those of one number choose together.
    pub turn: u8,
    /// Best first.
    pub hint: &'a Hint,
}

/// A scope that is being filled.
pub struct Scope<'r> {
    role: &'r Role,
    /// Beside what is taken from the start.
    taken: BTreeSet<String>,
    /// Those of them that something has from a generation before.
    kept: BTreeSet<String>,
}

impl<'r> Scope<'r> {
    /// With nothing in it but what is taken from the start.
    pub fn new(role: &'r Role) -> Self {
        Scope { role, taken: BTreeSet::new(), kept: BTreeSet::new() }
    }

    fn is_taken(&self, name: &str) -> bool {
        self.taken.contains(name) || self.role.has_taken(name)
    }

    /// Takes a name as it is.
    pub fn take(mut self, name: &Ident) -> Self {
        self.taken.insert(name.0.trim_start_matches("r#").to_owned());
        self
    }

    /// Takes a name for something that had it before.
    pub fn keep(&mut self, name: &Ident) -> bool {
        let name = name.0.trim_start_matches("r#").to_owned();
        !self.role.has_taken(&name) && self.taken.insert(name.clone()) && self.kept.insert(name)
    }

    /// Gives every claim a name, `None` where all that it would like is taken; in the order of the claims. Those that have
    /// one already keep it, unless the code around has taken it, or another keeps it.
    pub fn assign(&mut self, claims: &[Claim<'_>], mut names: Vec<Option<Ident>>) -> Vec<Option<Ident>> {
        for slot in &mut names {
            *slot = slot.take().filter(|name| self.keep(name));
        }
        let turns: BTreeSet<u8> = claims.iter().map(|claim| claim.turn).collect();
        for turn in turns {
            let mut open: Vec<(usize, &Hint)> = claims
                .iter()
                .enumerate()
                .filter(|(index, claim)| claim.turn == turn && names.get(*index).is_some_and(Option::is_none))
                .map(|(index, claim)| (index, claim.hint))
                .collect();
            let longest = open.iter().map(|(_, hint)| hint.candidates.len()).max().unwrap_or_default();
            for (way, round) in rounds(longest) {
                if open.is_empty() {
                    break;
                }
                for (name, index) in winners(self, &open, way, round) {
                    self.claim(name, names.get_mut(index));
                }
                open.retain(|(index, _)| names.get(*index).is_some_and(Option::is_none));
            }
        }
        names
    }

    /// Names what [`assign`](Self::assign) left without, by counting: `Object1`, `Object2`. `order` is an order of the
    /// claims that does not depend on that of the document.
    pub fn number(&mut self, claims: &[Claim<'_>], names: &mut [Option<Ident>], order: &[usize]) {
        // What was taken when the last of the same text counted is taken still.
        let mut last: BTreeMap<&str, usize> = BTreeMap::new();
        for index in order {
            let Some(Claim { hint, .. }) = claims.get(*index) else { continue };
            let text = hint.candidates.first().map(String::as_str).unwrap_or_default();
            let Some(slot @ None) = names.get_mut(*index) else { continue };
            let last = last.entry(text).or_default();
            let counted =
                |count: usize| words::identifier(&format!("{text} {count}"), self.role.case, Spelling::Plain);
            // One more than there are names is enough to find a free one.
            let from_start: usize = self.role.taken.iter().map(|list| list.len()).sum();
            let most = self.taken.len() + from_start + 1;
            let mut names = (*last + 1..=most).filter_map(|count| Some((count, counted(count)?)));
            if let Some((count, name)) = names.find(|(_, name)| !self.is_taken(name)) {
                *last = count;
                self.claim(name, Some(slot));
            }
        }
    }

    /// Names all of these, which choose together; what is left without is numbered in this order.
    pub fn name(self, hints: &[Hint]) -> Vec<Ident> {
        self.name_others(hints, vec![None; hints.len()])
    }

    /// The same where some have a name already.
    pub fn name_others(mut self, hints: &[Hint], names: Vec<Option<Ident>>) -> Vec<Ident> {
        let claims: Vec<Claim<'_>> = hints.iter().map(|hint| Claim { turn: 0, hint }).collect();
        let mut names = self.assign(&claims, names);
        self.number(&claims, &mut names, &(0..claims.len()).collect::<Vec<_>>());
        names.into_iter().map(|name| name.unwrap_or_else(|| Ident("_".to_owned()))).collect()
    }

    fn claim(&mut self, name: String, slot: Option<&mut Option<Ident>>) {
        if let Some(slot) = slot {
            *slot = Some(escape(&name));
        }
        self.taken.insert(name);
    }
}

/// How a hint becomes a name.
#[derive(Clone, Copy)]
enum Way {
    /// As much of it as this spelling takes.
    Spelled(Spelling),
    /// With the role's word, where only that keeps it apart from a name that is taken from the start, or kept.
    Word,
}

/// Which hint is tried which way, in turn: all as they are, then all with more and more of their text spelled out.
fn rounds(hints: usize) -> impl Iterator<Item = (Way, usize)> {
    let plain = (0..hints).flat_map(|hint| [(Way::Spelled(Spelling::Plain), hint), (Way::Word, hint)]);
    let more = [Spelling::Punctuation, Spelling::Case, Spelling::Capitals, Spelling::CodePoints];
    let spelled =
        more.into_iter().flat_map(move |more| (0..hints).map(move |hint| (Way::Spelled(more), hint)));
    plain.chain(spelled)
}

/// What one claim would be called in one round.
struct Wish {
    name: String,
    index: usize,
    /// Whether the name is the text of the claim to the letter.
    is_exact: bool,
}

/// Who gets which name in one round.
fn winners(scope: &Scope<'_>, open: &[(usize, &Hint)], way: Way, round: usize) -> Vec<(String, usize)> {
    let wish = |(index, hint): &(usize, &Hint)| {
        let text = hint.candidates.get(round)?;
        let name = wish(scope, text, way).filter(|name| !scope.is_taken(name))?;
        Some(Wish { is_exact: name == *text, name, index: *index })
    };
    let mut wishes: Vec<Wish> = open.iter().filter_map(wish).collect();
    wishes.sort_unstable_by(|a, b| a.name.cmp(&b.name));
    let rivals = wishes.chunk_by_mut(|a, b| a.name == b.name);
    let winner = |rivals: &mut [Wish]| {
        let is_alone = rivals.len() == 1;
        let mut may_win = rivals.iter_mut().filter(|wish| is_alone || wish.is_exact);
        let winner = may_win.next()?;
        may_win.next().is_none().then(|| (std::mem::take(&mut winner.name), winner.index))
    };
    rivals.filter_map(winner).collect()
}

/// The name for a hint, one way.
fn wish(scope: &Scope<'_>, text: &str, way: Way) -> Option<String> {
    let role = scope.role;
    match way {
        Way::Spelled(spelling) => words::identifier(text, role.case, spelling),
        Way::Word => {
            let name = words::identifier(text, role.case, Spelling::Plain)?;
            let is_taken = scope.kept.contains(&name) || role.has_taken(&name);
            is_taken
                .then(|| words::identifier(&format!("{text} {}", role.word), role.case, Spelling::Plain))?
        }
    }
}

/// Makes a keyword an identifier: raw, or with an underscore where the language knows no raw form.
fn escape(name: &str) -> Ident {
    match name {
        "self" | "Self" | "super" | "crate" => Ident(format!("{name}_")),
        _ if is_listed(name) => Ident(format!("r#{name}")),
        _ => Ident(name.to_owned()),
    }
}

/// Whether the language keeps this word for itself.
pub fn is_keyword(name: &str) -> bool {
    is_listed(name) || matches!(name, "self" | "Self" | "super" | "crate")
}

fn is_listed(name: &str) -> bool {
    KEYWORDS.binary_search(&name).is_ok()
}

/// The Rust Reference, "Keywords": strict and reserved, edition 2024. In the order of their letters, to be searched.
const KEYWORDS: &[&str] = &[
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "do", "dyn", "else",
    "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let", "loop", "macro",
    "match", "mod", "move", "mut", "override", "priv", "pub", "ref", "return", "static", "struct", "trait",
    "true", "try", "type", "typeof", "unsafe", "unsized", "use", "virtual", "where", "while", "yield",
];

#[cfg(test)]
mod tests {
    use super::*;

    const FIELD: Role = Role { case: Case::Snake, taken: &[&["new"]], word: "field" };
    const VARIANT: Role = Role { case: Case::Camel, taken: &[&["Unlisted"]], word: "value" };

    fn names(role: &Role, texts: &[&str]) -> Vec<String> {
        let hints: Vec<Hint> = texts.iter().map(|text| Hint::new(*text)).collect();
        let claims: Vec<Claim<'_>> = hints.iter().map(|hint| Claim { turn: 0, hint }).collect();
        let names = Scope::new(role).assign(&claims, vec![None; claims.len()]);
        names.into_iter().map(|name| name.map(|name| name.0).unwrap_or_default()).collect()
    }

    #[test]
    fn colliding_texts_get_names_of_their_own_whatever_their_order() {
        let texts = ["a-b", "a_b", "aB", "", "+1", "-1", "1", "A_B", " ", "a b", "ab"];
        let fields = [
            "a_hyphen_b",
            "a_b",
            "a_capital_b",
            "empty",
            "plus_1",
            "minus_1",
            "_1",
            "a_underscore_b",
            "space",
            "a_space_b",
            "ab",
        ];
        let variants = [
            "AHyphenB",
            "AUnderscoreBLower",
            "AB",
            "Empty",
            "Plus1",
            "Minus1",
            "_1",
            "AUnderscoreBUpper",
            "Space",
            "ASpaceB",
            "Ab",
        ];
        assert_eq!(names(&FIELD, &texts), fields);
        assert_eq!(names(&VARIANT, &texts), variants);
        for shift in 0..texts.len() {
            let turned = |list: &[&'static str]| -> Vec<&'static str> {
                list.iter().cycle().skip(shift).take(list.len()).copied().collect()
            };
            assert_eq!(names(&FIELD, &turned(&texts)), turned(&fields));
            assert_eq!(names(&VARIANT, &turned(&texts)), turned(&variants));
        }
    }

    #[test]
    fn keywords_and_taken_names() {
        assert!(KEYWORDS.is_sorted());
        assert_eq!(
            names(&FIELD, &["type", "self", "crate", "super", "_", "new", "gen", "union", "Type"]),
            [
                "r#type",
                "self_",
                "crate_",
                "super_",
                "underscore",
                "new_field",
                "r#gen",
                "union",
                "capital_type"
            ]
        );
        assert_eq!(
            names(&VARIANT, &["self", "unlisted", "none", "NO", "no"]),
            ["Self_", "UnlistedValue", "None", "NoUpper", "NoLower"]
        );
    }

    #[test]
    fn a_turn_comes_before_the_next_and_hints_come_in_order() {
        let hints =
            [Hint::new("Status").or("OrderStatus"), Hint::new("Status"), Hint::new("Status").or("TaxStatus")];
        let claims: Vec<Claim<'_>> =
            hints.iter().zip([1, 0, 1]).map(|(hint, turn)| Claim { turn, hint }).collect();
        let role = Role { case: Case::Camel, taken: &[], word: "" };
        let names = Scope::new(&role).assign(&claims, vec![None; claims.len()]);
        let names: Vec<&str> = names.iter().flatten().map(|name| name.0.as_str()).collect();
        assert_eq!(names, ["OrderStatus", "Status", "TaxStatus"]);
    }

    #[test]
    fn equal_wishes_to_the_end_are_nobodys_and_can_be_numbered() {
        assert_eq!(names(&FIELD, &["a", "a"]), ["", ""]);
        let hints = ["a", "a 1", "a"].map(Hint::new);
        let claims = hints.each_ref().map(|hint| Claim { turn: 0, hint });
        let mut scope = Scope::new(&FIELD);
        let mut names = scope.assign(&claims, vec![None; claims.len()]);
        scope.number(&claims, &mut names, &[2, 0]);
        let names: Vec<&str> = names.iter().flatten().map(|name| name.0.as_str()).collect();
        assert_eq!(names, ["a_3", "a_1", "a_2"]);
    }
}
