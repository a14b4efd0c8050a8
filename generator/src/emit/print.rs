//! From tokens and tables to text.

use proc_macro2::{Literal, TokenStream};
use std::fmt::Write;

/// How wide a line of a table may be.
pub const WIDTH: usize = 110;

/// How far what stands inside of something is indented.
const INDENT: usize = 4;

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
    joined([items(docs), items(uses)])
}

/// Those parts that there are, with a blank line between them.
pub fn joined(parts: impl IntoIterator<Item = String>) -> String {
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("\n\n")
}

/// What is used of a module: `call::{Call, params}`; nothing where none of it is.
pub fn import(module: &str, names: &[(&str, bool)]) -> String {
    let names: Vec<&str> = names.iter().filter(|(_, is_used)| *is_used).map(|(name, _)| *name).collect();
    match names.as_slice() {
        [] => String::new(),
        ["self"] => module.to_owned(),
        [only] => format!("{module}::{only}"),
        several => format!("{module}::{{{}}}", several.join(", ")),
    }
}

/// An import of what is used of a module's modules.
pub fn uses(module: &str, used: impl IntoIterator<Item = String>) -> String {
    let rows: Vec<String> = used.into_iter().filter(|name| !name.is_empty()).collect();
    match rows.as_slice() {
        [] => String::new(),
        [only] => format!("use {module}::{only};"),
        _ => {
            let rows = Rows { around: None, separator: ",", closed: false, rows };
            built(&format!("use {module}::"), &[("{".to_owned(), rows, "}")], ";")
        }
    }
}

/// Joins items with a blank line between them, and ends the file.
pub fn file(items: impl IntoIterator<Item = String>) -> String {
    joined(items) + "\n"
}

/// A block of items, each formatted alone: `impl Client { .. }`. No item holds a text of several lines.
pub fn block(head: &str, items: impl IntoIterator<Item = String>) -> String {
    let items = items.into_iter().map(|item| indent(&item));
    format!("{head} {{\n{}\n}}", items.collect::<Vec<_>>().join("\n\n"))
}

/// A method: on one line where it is that short, else its head on one line; what it returns on the next, its arguments filled
/// into lines of their own where they do not fit.
pub fn function(head: &str, arguments: &[(String, String)], returns: &str, body: &str) -> String {
    let arguments: Vec<String> = arguments.iter().map(|(name, ty)| format!("{name}: {ty}")).collect();
    let all = [&["&self".to_owned()], arguments.as_slice()].concat();
    let taken = format!("{head}({})", all.join(", "));
    let line = format!("{taken} -> {returns} {{");
    let fits = |line: &str| INDENT + line.len() <= WIDTH;
    let head = if fits(&line) {
        let whole = format!("{line} {body} }}");
        if !body.contains('\n') && fits(&whole) {
            return whole;
        }
        line
    } else if fits(&taken) && !returns.contains('\n') {
        format!("{taken}\n-> {returns} {{")
    } else {
        let mut rows = Filled::new("    ");
        // They are indented once more, with the method.
        rows.width -= INDENT;
        all.iter().for_each(|argument| rows.push(&format!("{argument},")));
        format!("{head}(\n{}) -> {returns} {{", rows.end())
    };
    format!("{head}\n{}\n}}", indent(body))
}

/// Calls one after the other: on one line where that fits, else each on its own.
pub fn chain(start: &str, calls: &[String], end: &str) -> String {
    let line = format!("{start}{}{end}", calls.concat());
    if 2 * INDENT + line.len() <= WIDTH {
        return line;
    }
    let calls: String = calls.iter().map(|call| format!("\n    {call}")).collect();
    format!("{start}{calls}{end}")
}

/// A value that is built by calls with lists: on one line where that fits. A list alone is broken into lines where it
/// stands, several calls are filled into lines.
pub fn built(start: &str, calls: &[(String, Rows, &str)], end: &str) -> String {
    let call = |(open, rows, close): &(String, Rows, &str)| format!("{open}{}{close}", rows.on_one_line());
    let line = format!("{start}{}{end}", calls.iter().map(call).collect::<String>());
    if line.len() <= WIDTH {
        return line;
    }
    let filled = |rows: &Rows, indent| {
        let mut filled = Filled::new(indent);
        rows.fill(&mut filled);
        filled.end()
    };
    if let [(open, rows, close)] = calls
        && !rows.rows.is_empty()
        && start.len() + open.len() <= WIDTH
    {
        return format!("{start}{open}\n{}{close}{end}", filled(rows, "    "));
    }
    let mut out = start.to_owned();
    // How much of the line is taken, for calls that fit behind what is there.
    let mut taken = start.len();
    for whole @ (open, rows, close) in calls {
        let line = call(whole);
        let room = line.len() + end.len();
        if taken + room <= WIDTH {
            out.push_str(&line);
            taken += line.len();
        } else if INDENT + room <= WIDTH {
            let _ = write!(out, "\n    {line}");
            taken = INDENT + line.len();
        } else {
            let _ = write!(out, "\n    {open}\n{}    {close}", filled(rows, "        "));
            taken = INDENT + close.len();
        }
    }
    out + end
}

/// A row that is a list itself: one that is too long for a line in pieces between commas, where it can be broken.
pub fn pieces(open: &str, mut items: Vec<String>, close: &str) -> Vec<String> {
    let whole = format!("{open}{}{close}", items.join(", "));
    if 3 * INDENT + whole.len() < WIDTH || items.is_empty() {
        return vec![whole];
    }
    items.first_mut().into_iter().for_each(|first| first.insert_str(0, open));
    items.last_mut().into_iter().for_each(|last| last.push_str(close));
    items
}

/// Every line a step further in.
pub fn indent(text: &str) -> String {
    let indent = |line: &str| if line.is_empty() { String::new() } else { format!("    {line}") };
    text.lines().map(indent).collect::<Vec<_>>().join("\n")
}

/// A string literal; whatever could not be seen is escaped.
pub fn text(text: &str) -> String {
    Literal::string(text).to_string()
}

/// A slice of string literals.
pub fn texts(texts: &[String]) -> String {
    format!("&[{}]", texts.iter().map(|text| self::text(text)).collect::<Vec<_>>().join(", "))
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
    let mut filled = Filled::new("    ");
    for group in groups {
        group.fill(&mut filled);
    }
    format!("{head}\n{}{close}", filled.end())
}

/// Lines that are filled with pieces of text.
struct Filled {
    out: String,
    line: String,
    indent: &'static str,
    width: usize,
}

impl Filled {
    fn new(indent: &'static str) -> Self {
        Filled { out: String::new(), line: String::new(), indent, width: WIDTH }
    }

    /// Adds a piece to the line, or to the next where it does not fit.
    fn push(&mut self, piece: &str) {
        if !self.line.is_empty() && self.indent.len() + self.line.len() + 1 + piece.len() > self.width {
            self.wrap();
        }
        if !self.line.is_empty() {
            self.line.push(' ');
        }
        self.line.push_str(piece);
    }

    /// Ends the line.
    fn wrap(&mut self) {
        if !self.line.is_empty() {
            let _ = writeln!(self.out, "{}{}", self.indent, self.line);
            self.line.clear();
        }
    }

    fn end(mut self) -> String {
        self.wrap();
        self.out
    }
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
    /// No rows.
    pub fn none() -> Self {
        Rows { around: None, separator: ",", closed: false, rows: Vec::new() }
    }

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

    fn fill(&self, filled: &mut Filled) {
        let rows = self.rows.iter().enumerate().map(|(index, row)| {
            let last = index + 1 == self.rows.len() && !self.closed;
            format!("{row}{}", if last { "" } else { self.separator })
        });
        let whole = self.on_one_line();
        match &self.around {
            Some(_) if whole.is_empty() => {}
            Some(_) if filled.indent.len() + whole.len() <= WIDTH => filled.push(&whole),
            Some((open, close)) => {
                filled.wrap();
                filled.push(open.trim_end());
                filled.wrap();
                let mut inner = Filled::new("        ");
                rows.for_each(|row| inner.push(&row));
                filled.out.push_str(&inner.end());
                filled.push(close.trim_start());
            }
            None => rows.for_each(|row| filled.push(&row)),
        }
    }
}
