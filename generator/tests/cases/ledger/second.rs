//! The types of the document, version `2`.
//!
//! Enums are open: `Unlisted` is a value that the document does not list, as it came.

use super::runtime::wire;

#[derive(Clone, PartialEq)] #[non_exhaustive]
pub struct Loan { pub state: Condition, pub id: String, pub item: LoanItem, pub note: Option<String> }
wire::object!(Loan { state, id, item, note? });

#[derive(Clone, PartialEq)] #[non_exhaustive]
pub enum LoanItem { Book(Box<Book>), Film(Film), Unlisted(wire::Json) }
wire::tagged!(LoanItem by "kind" { Book = "book" from Book, Film = "film" from Film });

#[derive(Clone)] #[non_exhaustive]
pub enum Condition {
    Open,
    Returned,
    Lost,
    /// The document no longer lists it. **Deprecated.**
    Overdue,
    Unlisted(wire::Unlisted),
}
wire::strings!(Condition { Open = "open", Returned = "returned", Lost = "lost", Overdue = "overdue" });

/// What [`Condition`] was called before.
#[deprecated(note = "this is `Condition` now")]
pub type LoanState = Condition;

#[derive(Clone, PartialEq)] #[non_exhaustive]
pub struct NewLoan {
    pub desk_no_field: Option<String>,
    pub desk_no: Option<String>,
    pub card: Option<String>,
    pub days: Option<i32>,
    pub book: String,
    pub reader: String,
    pub reminder: Option<NewLoanReminder>,
}
wire::object!(NewLoan {
    desk_no_field = "desk_no"?, desk_no = "desk-no"?, card?, days?, book, reader, reminder?
});
wire::builder!(NewLoan {
    new(reader(into String), book(into String), days(some i32)); desk_no_field(into String);
    desk_no(into String); card(into String); reminder(into NewLoanReminder);
});

#[derive(Clone, PartialEq)] #[non_exhaustive]
pub struct NewLoanReminder { pub by: NewLoanReminderBy }
wire::object!(NewLoanReminder { by });
wire::builder!(NewLoanReminder { new(by(into NewLoanReminderBy)); });

#[derive(Clone)] #[non_exhaustive]
pub enum NewLoanReminderBy { Mail, Phone, Post, Unlisted(wire::Unlisted) }
wire::strings!(NewLoanReminderBy { Mail = "mail", Phone = "phone", Post = "post" });

#[derive(Clone, PartialEq)] #[non_exhaustive]
pub struct NewLoanReminderModel { pub at: Option<String> }
wire::object!(NewLoanReminderModel { at? });

#[derive(Clone, PartialEq)] #[non_exhaustive]
pub struct Book {
    pub title: String,
    pub author: String,
    pub year: Option<i32>,
    pub pages: i32,
    pub isbn: String,
    pub language: String,
    pub publisher: String,
    pub edition: i32,
    pub cover: Option<BookCover>,
}
wire::object!(Book {
    "kind" == "book", title, author, year?, pages, isbn, language, publisher, edition, cover?
});
wire::builder!(Book {
    new(BookRequired { title, author, year?, pages, isbn, language, publisher, edition });
    cover(into BookCover);
});

/// What [`Book::new`] takes.
#[derive(Clone, Debug, PartialEq)]
pub struct BookRequired {
    pub title: String,
    pub author: String,
    pub year: i32,
    pub pages: i32,
    pub isbn: String,
    pub language: String,
    pub publisher: String,
    pub edition: i32,
}

#[derive(Clone)] #[non_exhaustive]
pub enum BookCover { Hard, Soft, Unlisted(wire::Unlisted) }
wire::strings!(BookCover { Hard = "hard", Soft = "soft" });

#[derive(Clone, PartialEq)] #[non_exhaustive]
pub struct Film { pub title: String }
wire::object!(Film { "kind" == "film", title });

#[derive(Clone, PartialEq)] #[non_exhaustive]
pub struct Rack { pub row: i32, pub label: Option<String>, pub wall: Option<NewLoanReminderModel> }
wire::object!(Rack { row, label?, wall? });

/// What [`Rack`] was called before.
#[deprecated(note = "this is `Rack` now")]
pub type Shelf = Rack;
