//! The types of the document, version `1`.
//!
//! Enums are open: `Unlisted` is a value that the document does not list, as it came.

use super::runtime::wire;

#[derive(Clone, PartialEq)] #[non_exhaustive]
pub struct Loan { pub id: String, pub state: LoanState, pub item: LoanItem, pub note: Option<String> }
wire::object!(Loan { id, state, item, note? });

#[derive(Clone)] #[non_exhaustive]
pub enum LoanState { Open, Overdue, Returned, Unlisted(wire::Unlisted) }
wire::strings!(LoanState { Open = "open", Overdue = "overdue", Returned = "returned" });

#[derive(Clone, PartialEq)] #[non_exhaustive]
pub enum LoanItem { Book(Box<Book>), Film(Film), Unlisted(wire::Json) }
wire::tagged!(LoanItem by "kind" { Book = "book" from Book, Film = "film" from Film });

#[derive(Clone, PartialEq)] #[non_exhaustive]
pub struct NewLoan {
    pub reader: String,
    pub book: String,
    pub days: i32,
    pub desk_no: Option<String>,
    pub reminder: Option<NewLoanReminder>,
}
wire::object!(NewLoan { reader, book, days, desk_no = "desk-no"?, reminder? });
wire::builder!(NewLoan {
    new(reader(into String), book(into String), days(i32)); desk_no(into String);
    reminder(into NewLoanReminder);
});

#[derive(Clone, PartialEq)] #[non_exhaustive]
pub struct NewLoanReminder { pub by: NewLoanReminderBy }
wire::object!(NewLoanReminder { by });
wire::builder!(NewLoanReminder { new(by(into NewLoanReminderBy)); });

#[derive(Clone)] #[non_exhaustive]
pub enum NewLoanReminderBy { Mail, Phone, Unlisted(wire::Unlisted) }
wire::strings!(NewLoanReminderBy { Mail = "mail", Phone = "phone" });

#[derive(Clone, PartialEq)] #[non_exhaustive]
pub struct Book {
    pub title: String,
    pub author: String,
    pub year: i32,
    pub pages: i32,
    pub isbn: String,
    pub language: String,
    pub publisher: String,
    pub edition: i32,
    pub shelf: Option<String>,
    pub cover: Option<BookCover>,
}
wire::object!(Book {
    "kind" == "book", title, author, year, pages, isbn, language, publisher, edition, shelf?, cover?
});
wire::builder!(Book {
    new(BookRequired { title, author, year, pages, isbn, language, publisher, edition }); shelf(into String);
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
pub struct Shelf { pub row: i32, pub label: Option<String> }
wire::object!(Shelf { row, label? });
