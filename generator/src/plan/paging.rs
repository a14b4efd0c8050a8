//! Which operations answer in pages, and how one page leads to the next.
//!
//! OpenAPI has no keyword for it: it is seen from the names that everybody uses for the parameter, for the list and for
//! what leads on. What is counted from is never guessed, because guessing wrong loses a whole page: the document has to
//! say it, or the configuration.

use super::answer::Returned;
use super::call::Call;
use super::model::value_type;
use super::origin::first;
use super::seen::Seen;
use crate::config::Config;
use crate::diag::{Diagnostics, code};
use crate::ir::{Field, Ident, Operation, Param, Presence, Ty, TypeDef};

/// How the answers of an operation are pages.
#[derive(Clone, Debug, PartialEq)]
pub struct Paging {
    /// What tells one page from the next.
    pub by: By,
    /// The row of the parameter in the operation's table.
    pub row: usize,
    /// The keys that lead to the list in an answer.
    pub items: Vec<String>,
    /// What the document says of an answer without the list.
    pub missing: Missing,
    /// How the API says that a page is the last.
    pub end: End,
    /// What the list holds.
    pub item: Ty,
}

/// What the document says of an answer without the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Missing {
    /// The list is required.
    Never,
    /// It is required, and null stands for an empty one.
    Null,
    /// It may be left out.
    Absent,
}

/// How an API says that a page is the last.
#[derive(Clone, Debug, PartialEq)]
pub enum End {
    /// Only by giving nothing.
    Silent,
    /// These keys lead to a flag that says whether there is more.
    More(Vec<String>),
    /// These keys lead to a flag that says whether this is all.
    Done(Vec<String>),
}

/// What tells one page from the next.
#[derive(Clone, Debug, PartialEq)]
pub enum By {
    /// The number of the page, counted from this.
    Number(u64),
    /// How many items come before, counted from this.
    Offset(u64),
    /// A text that these keys lead to in the page before.
    Cursor(Vec<String>),
    /// This property of the last item before.
    LastId(String),
    /// An address to which these keys lead in the page before.
    Url(Vec<String>),
    /// An address in the header `Link` of the page before.
    Link,
}

/// The names of parameters, without case and punctuation.
const NUMBERS: &[&str] = &["page", "pageno", "pagenum", "pagenumber", "pageindex", "currentpage"];
const OFFSETS: &[&str] = &["offset", "pageoffset", "skip", "startat", "startindex"];
/// Those that are counted from 0 by some and from 1 by others (RFC 7644, section 3.4.2.4, counts from 1).
const OPEN_OFFSETS: &[&str] = &["startindex"];
const CURSORS: &[&str] = &[
    "after",
    "afterid",
    "bookmark",
    "continuationtoken",
    "continue",
    "cursor",
    "iterator",
    "marker",
    "next",
    "nextcursor",
    "nextpagetoken",
    "nexttoken",
    "pagecursor",
    "pagetoken",
    "paginationtoken",
    "startcursor",
    "startingafter",
];

/// The names of properties, without case and punctuation, the surest first.
const LISTS: &[&str] =
    &["items", "data", "results", "entries", "records", "values", "list", "content", "rows"];
const NEXT: &[&str] = &[
    "nextcursor",
    "nextpagetoken",
    "nexttoken",
    "nextpagecursor",
    "cursornext",
    "continuationtoken",
    "nextpage",
    "endcursor",
    "next",
    "after",
    "iterator",
    "continue",
    "bookmark",
    "cursor",
    "pagetoken",
];
/// Those of the cursors that may be the id of the last item.
const AFTER_IDS: &[&str] = &["after", "afterid", "startingafter"];
/// The same of the parameters that are called after what comes before the page: the id of the page's last item, and what
/// some call an offset though it is a text.
const LAST_IDS: &[&str] = &["lastid"];
const NEXT_OFFSETS: &[&str] = &["nextoffset"];
const ADDRESSES: &[&str] = &[
    "next",
    "nextpage",
    "nextpageurl",
    "nextpageuri",
    "nextpagelink",
    "nexturl",
    "nexturi",
    "nextlink",
    "odatanextlink",
];
const MORE: &[&str] =
    &["hasmore", "hasnext", "hasnextpage", "more", "moreitems", "hasmoreitems", "hasmoreresults"];
/// Where the next two may be, below the answer itself.
const ENVELOPES: &[&str] = &[
    "meta",
    "metadata",
    "pagination",
    "paging",
    "page",
    "pageinfo",
    "pages",
    "links",
    "cursor",
    "cursors",
    "responsemetadata",
    "listinfo",
];
/// Flags that say the opposite.
const DONE: &[&str] = &["done", "islast", "islastpage", "last"];

/// What is seen of an operation; nothing if it does not answer in pages.
pub fn paging(
    operation: &Operation<Ident>,
    call: &Call,
    types: &[TypeDef<Ident>],
    config: &Config,
    diags: &mut Diagnostics,
) -> Option<Paging> {
    let said = config.operation(&operation.method, &operation.path);
    let has_body = call.body.as_ref().is_some_and(|body| body.required);
    if operation.method != "GET" || has_body || said.and_then(|said| said.pages) == Some(false) {
        return None;
    }
    let Returned::Json(answer) = &call.answer else { return None };
    let seen = Seen { types };
    let (items, missing, item) = seen.list(answer)?;
    let find = |names: &[&str]| optional(operation, call, names);
    let end = match (seen.flag(answer, MORE), seen.flag(answer, DONE)) {
        (Some(keys), _) => End::More(keys),
        (None, Some(keys)) => End::Done(keys),
        (None, None) => End::Silent,
    };
    let paging = |by, row| {
        Some(Paging { by, row, items: items.clone(), missing, end: end.clone(), item: item.clone() })
    };
    // An address is what the API itself says; where the document proves what is counted from, that can be resumed anywhere.
    // A list is what `Link` pages through; of anything else it may say what is canonical, or related.
    let is_linked = has_link(operation)
        && (items.is_empty() || [NUMBERS, OFFSETS, CURSORS].into_iter().any(|names| find(names).is_some()));
    let address = || seen.address(answer).map(By::Url).or_else(|| is_linked.then_some(By::Link));
    match said.and_then(|said| said.next_page.as_deref()) {
        Some(name) if name.eq_ignore_ascii_case("link") => return paging(By::Link, 0),
        Some(keys) => return paging(By::Url(keys.split('.').map(str::to_owned).collect()), 0),
        None => {}
    }
    if let Some((by, row)) = by_text(operation, call, seen, (answer, &item), &end) {
        return paging(by, row);
    }
    let counted = |names| find(names).filter(|(_, param)| is(param, &["integer", "number"]));
    let first = |param| said.and_then(|said| said.first_page).or_else(|| first(param));
    match (counted(NUMBERS), counted(OFFSETS)) {
        (Some((row, param)), _) => match first(param) {
            Some(first) => paging(By::Number(first), row),
            None => match address() {
                Some(by) => paging(by, row),
                None => ask("pages", param, diags),
            },
        },
        (None, Some((row, param))) => match first(param) {
            None if OPEN_OFFSETS.contains(&plain(&param.wire).as_str()) => ask("items", param, diags),
            first => paging(By::Offset(first.unwrap_or(0)), row),
        },
        (None, None) => paging(address()?, 0),
    }
}

/// The parameter of the query that may be left out and has one of these names, and its place among the call's.
fn optional<'o>(
    operation: &'o Operation<Ident>,
    call: &Call,
    names: &[&str],
) -> Option<(usize, &'o Param<Ident>)> {
    let rows = call.params.iter().enumerate();
    let rows = rows.filter_map(|(row, index)| Some((row, operation.params.get(*index)?)));
    let mut rows = rows.filter(|(_, param)| !param.required && param.style.location == "query");
    rows.find(|(_, param)| names.contains(&plain(&param.wire).as_str()))
}

/// Whether a parameter is a scalar of one of these types.
fn is(param: &Param<Ident>, schemas: &[&str]) -> bool {
    matches!(value_type(&param.ty), Ty::Scalar(row) if schemas.contains(&row.schema))
}

/// The parameter that is a text which the page before says, or by which its last item is known.
fn by_text(
    operation: &Operation<Ident>,
    call: &Call,
    seen: Seen<'_>,
    (answer, item): (&Ty, &Ty),
    end: &End,
) -> Option<(By, usize)> {
    let text = |names| optional(operation, call, names);
    let is_text = |(_, param): &(usize, &Param<Ident>)| is(param, &["string"]);
    if let Some((row, param)) = text(CURSORS).or_else(|| text(NUMBERS)).filter(is_text) {
        if let Some(next) = seen.cursor(answer) {
            return Some((By::Cursor(next), row));
        }
        let name = plain(&param.wire);
        let by_id = AFTER_IDS.contains(&name.as_str()) && *end != End::Silent;
        if let Some(last) = seen.text(answer, LAST_IDS).filter(|_| by_id && name == "afterid") {
            return Some((By::Cursor(last), row));
        }
        if let Some(id) = seen.id(item, param).filter(|_| by_id) {
            return Some((By::LastId(id), row));
        }
    }
    let (row, _) = text(OFFSETS).filter(is_text)?;
    seen.text(answer, NEXT_OFFSETS).map(|next| (By::Cursor(next), row))
}

/// Says that nobody knows what is counted from.
fn ask(what: &str, param: &Param<Ident>, diags: &mut Diagnostics) -> Option<Paging> {
    let message = format_args!("does `{}` count {what} from 0 or from 1? nothing says it", param.wire);
    diags.report(&code::PAGE_ORIGIN, &param.at, message);
    None
}

/// Whether a success is declared to have the header `Link`.
fn has_link(operation: &Operation<Ident>) -> bool {
    let headers = operation.answers.iter().flat_map(|answer| &answer.headers);
    headers.into_iter().any(|(name, ..)| name.eq_ignore_ascii_case("link"))
}

/// A name without case and punctuation.
fn plain(name: &str) -> String {
    name.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()).collect()
}

impl<'a> Seen<'a> {
    /// The only list in an answer, or the one that is called like one.
    fn list(&self, answer: &'a Ty) -> Option<(Vec<String>, Missing, Ty)> {
        if let Ty::List(item) = self.behind(answer) {
            return Some((Vec::new(), self.missing(answer), (**item).clone()));
        }
        let item = |field: &'a Field<Ident>| match self.behind(&field.ty) {
            Ty::List(item) => Some((field, item)),
            _ => None,
        };
        let lists: Vec<(&Field<Ident>, &Box<Ty>)> = self.fields(answer).iter().filter_map(item).collect();
        let named =
            || LISTS.iter().find_map(|name| lists.iter().find(|(field, _)| plain(&field.wire) == *name));
        let found = match lists.as_slice() {
            [only] => Some(only),
            _ => named(),
        };
        let (field, item) = found?;
        let missing = match field.presence {
            Presence::Required | Presence::Fixed(_) => self.missing(&field.ty),
            Presence::Optional { .. } => Missing::Absent,
        };
        Some((vec![field.wire.clone()], missing, (***item).clone()))
    }

    /// What may stand for a list that is required.
    fn missing(&self, list: &'a Ty) -> Missing {
        if self.opened(list).1 { Missing::Null } else { Missing::Never }
    }

    /// A property of one of these names that `fits`, in the answer or in what stands around the list.
    fn property(
        &self,
        answer: &'a Ty,
        names: &[&str],
        fits: &dyn Fn(&'a Field<Ident>) -> bool,
    ) -> Option<Vec<String>> {
        let own = |ty: &'a Ty| {
            let fields = self.fields(ty);
            names
                .iter()
                .find_map(|name| fields.iter().find(|field| plain(&field.wire) == *name && fits(field)))
        };
        if let Some(field) = own(answer) {
            return Some(vec![field.wire.clone()]);
        }
        for outer in
            self.fields(answer).iter().filter(|field| ENVELOPES.contains(&plain(&field.wire).as_str()))
        {
            if let Some(field) = own(&outer.ty) {
                return Some(vec![outer.wire.clone(), field.wire.clone()]);
            }
            for middle in self
                .fields(&outer.ty)
                .iter()
                .filter(|field| ["cursors", "next"].contains(&plain(&field.wire).as_str()))
            {
                if let Some(field) = own(&middle.ty) {
                    return Some(vec![outer.wire.clone(), middle.wire.clone(), field.wire.clone()]);
                }
            }
        }
        None
    }

    fn flag(&self, answer: &'a Ty, names: &[&str]) -> Option<Vec<String>> {
        let is_flag = |field: &'a Field<Ident>| matches!(self.behind(&field.ty), Ty::Scalar(row) if row.schema == "boolean");
        self.property(answer, names, &is_flag)
    }

    /// The text that leads to the next page.
    fn cursor(&self, answer: &'a Ty) -> Option<Vec<String>> {
        self.text(answer, NEXT)
    }

    /// A text of one of these names. An address is none.
    fn text(&self, answer: &'a Ty, names: &[&str]) -> Option<Vec<String>> {
        let is_cursor = |field: &'a Field<Ident>| {
            let Ty::Scalar(row) = self.behind(&field.ty) else { return false };
            let said = field.docs.description.as_deref().unwrap_or_default().to_lowercase();
            let address = ["url", "uri", "link", "http"].iter().any(|word| said.contains(word));
            row.schema == "string" && !field.constraints.is_address && !address
        };
        self.property(answer, names, &is_cursor)
    }

    /// The address that leads to the next page.
    fn address(&self, answer: &'a Ty) -> Option<Vec<String>> {
        let is_address = |field: &'a Field<Ident>| {
            let Ty::Scalar(row) = self.behind(&field.ty) else { return false };
            let said = field.docs.description.as_deref().unwrap_or_default().to_lowercase();
            let words = ["url", "uri", "link", "http"];
            let is_named = words.iter().any(|word| plain(&field.wire).contains(word) || said.contains(word));
            row.schema == "string" && (field.constraints.is_address || is_named)
        };
        self.property(answer, ADDRESSES, &is_address)
    }

    /// The property by which an item is known: its id, or its token where the parameter speaks of one. An item without it
    /// is told of when it is needed.
    fn id(&self, item: &'a Ty, param: &Param<Ident>) -> Option<String> {
        let is_text = |field: &&Field<Ident>| matches!(value_type(&field.ty), Ty::Scalar(row) if row.schema == "string");
        let said = param.docs.description.as_deref().unwrap_or_default().to_lowercase();
        let names: &[&str] = if said.contains("token") { &["id", "token"] } else { &["id"] };
        let named = |name: &&str| self.fields(item).iter().filter(is_text).find(|field| field.wire == *name);
        names.iter().find_map(named).map(|field| field.wire.clone())
    }
}
