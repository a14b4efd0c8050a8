//! Structs and enums as text. There are thousands of them, and each is a head and a line per member: no formatter is
//! needed to print that, and none would leave a long type on its line.

use super::docs::Comment;
use super::print::{self, Rows};
use super::ty::ident;
use crate::ir::Ident;
use proc_macro2::TokenStream;
use quote::quote;
use std::fmt::Write;

/// A public struct or enum with members.
pub struct Item<'a> {
    /// What the document says.
    pub docs: &'a Comment,
    /// `#[derive(Clone, PartialEq)]`, and what else there is, a line each.
    pub attributes: String,
    /// `struct Pet`.
    pub head: &'a str,
    /// Each with what is said about it, without the comma: `pub name: String`, `Cat(Cat)`.
    pub members: Vec<(Comment, String)>,
}

impl Item<'_> {
    /// The text.
    pub fn text(&self) -> String {
        let mut out = String::new();
        // Writing to a String cannot fail.
        for line in self.docs.comments() {
            let _ = writeln!(out, "{line}");
        }
        let space = if self.attributes.contains('\n') { '\n' } else { ' ' };
        let _ = writeln!(out, "{}{space}#[non_exhaustive]", self.attributes);
        if self.is_list() {
            return out + &self.list();
        }
        if let Some(line) = self.line() {
            return out + &line;
        }
        let _ = write!(out, "pub {} {{", self.head);
        for (docs, member) in &self.members {
            for line in docs.comments() {
                let _ = write!(out, "\n    {line}");
            }
            let _ = write!(out, "\n    {member},");
        }
        out + if self.members.is_empty() { "}" } else { "\n}" }
    }

    /// Whether this is an enum that is no more than a list of names.
    fn is_list(&self) -> bool {
        self.head.starts_with("enum ") && self.members.iter().all(|(docs, _)| docs.text().is_empty())
    }

    /// A struct of which nothing is said that its fields do not show, where it fits.
    fn line(&self) -> Option<String> {
        let shows = |(docs, member): &(Comment, String)| docs.text().is_empty() && !member.contains('\n');
        let members =
            || self.members.iter().map(|(_, member)| member.as_str()).collect::<Vec<_>>().join(", ");
        let line = || format!("pub {} {{ {} }}", self.head, members());
        let is_short = self.members.iter().all(shows) && !self.members.is_empty();
        is_short.then(line).filter(|line| line.len() <= print::WIDTH)
    }

    /// Names as a table: one to a line would be a page for a list of countries.
    fn list(&self) -> String {
        let rows = self.members.iter().map(|(_, member)| member.clone()).collect();
        let rows = Rows { around: None, separator: ",", closed: false, rows };
        print::table(&format!("pub {} {{", self.head), &[rows], "}")
    }
}

/// The enum of what a call takes or answers, where that is one of several: beside the call, and not among the types.
pub fn one_of(docs: &Comment, name: &Ident, variants: impl Iterator<Item = TokenStream>) -> String {
    let (docs, name) = (docs.outer(), ident(name));
    print::items(quote! {
        #docs
        #[derive(Clone, Debug, PartialEq)]
        #[non_exhaustive]
        pub enum #name { #(#variants)* }
    })
}
