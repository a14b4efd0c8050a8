//! From tokens and tables to text.

use proc_macro2::{Literal, TokenStream};
use std::fmt::Write;

/// How wide a line of a table may be.
const WIDTH: usize = 100;

/// One item as text, formatted.
///
/// Each alone, so that items can be joined with blank lines. Tokens that are no items, which would be a fault of this
/// program, are printed as they are: the compiler will say what is wrong with them, at the place.
pub fn items(tokens: TokenStream) -> String {
    match syn::parse2::<syn::File>(tokens.clone()) {
        Ok(file) => prettyplease::unparse(&file).trim_end().to_owned(),
        Err(_) => tokens.to_string(),
    }
}

/// What a file begins with: its docs, and what it needs.
pub fn file_head(docs: TokenStream, uses: TokenStream) -> String {
    let parts = [items(docs), items(uses)];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("\n\n")
}

/// Joins items with a blank line between them, and ends the file.
pub fn file(items: impl IntoIterator<Item = String>) -> String {
    let items: Vec<String> = items.into_iter().filter(|item| !item.is_empty()).collect();
    items.join("\n\n") + "\n"
}

/// A block of items, each formatted alone: `impl Client { .. }`. No item holds a text of several lines.
pub fn block(head: &str, items: impl IntoIterator<Item = String>) -> String {
    let indent = |line: &str| if line.is_empty() { String::new() } else { format!("    {line}") };
    let items = items.into_iter().map(|item| item.lines().map(indent).collect::<Vec<_>>().join("\n"));
    format!("{head} {{\n{}\n}}", items.collect::<Vec<_>>().join("\n\n"))
}

/// A string literal; whatever could not be seen is escaped.
pub fn text(text: &str) -> String {
    Literal::string(text).to_string()
}

/// A macro call with rows: on one line where that fits, else rows filled into lines.
///
/// `prettyplease` leaves what is inside of a macro call alone, and a row to a line would be a page for a list of countries.
pub fn table(head: &str, groups: &[Rows], close: &str) -> String {
    let one_line: Vec<String> =
        groups.iter().map(Rows::on_one_line).filter(|group| !group.is_empty()).collect();
    let body = one_line.join(" ");
    let spaced = if body.is_empty() { " ".to_owned() } else { format!(" {body} ") };
    let short = format!("{head}{spaced}{close}");
    if short.len() <= WIDTH {
        return short;
    }
    let mut out = format!("{head}\n");
    for group in groups {
        group.fill(&mut out);
    }
    out + close
}

/// Rows that are separated alike.
pub struct Rows {
    /// Before the first row and behind the last: `new(` and `);`.
    pub around: Option<(String, &'static str)>,
    /// `,` or `;`.
    pub separator: &'static str,
    /// Whether the last row has a separator too.
    pub closed: bool,
    /// The rows.
    pub rows: Vec<String>,
}

impl Rows {
    fn on_one_line(&self) -> String {
        let mut line = self.rows.join(&format!("{} ", self.separator));
        if self.closed && !self.rows.is_empty() {
            line.push_str(self.separator);
        }
        match &self.around {
            Some((open, close)) => format!("{open}{line}{close}"),
            None => line,
        }
    }

    fn fill(&self, out: &mut String) {
        let whole = self.on_one_line();
        if 4 + whole.len() <= WIDTH {
            if !whole.is_empty() {
                let _ = writeln!(out, "    {whole}");
            }
            return;
        }
        let indent = if self.around.is_some() { "        " } else { "    " };
        if let Some((open, _)) = &self.around {
            let _ = writeln!(out, "    {}", open.trim_end());
        }
        let mut line = String::from(indent);
        for (index, row) in self.rows.iter().enumerate() {
            let last = index + 1 == self.rows.len() && !self.closed;
            let row = format!("{row}{}", if last { "" } else { self.separator });
            if line.len() > indent.len() && line.len() + 1 + row.len() > WIDTH {
                let _ = writeln!(out, "{line}");
                line = String::from(indent);
            }
            if line.len() > indent.len() {
                line.push(' ');
            }
            line.push_str(&row);
        }
        let _ = writeln!(out, "{line}");
        if let Some((_, close)) = &self.around {
            let _ = writeln!(out, "    {}", close.trim_start());
        }
    }
}
