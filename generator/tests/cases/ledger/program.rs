// Written against the first crate. It compiles with the second as it is.

/// What is read.
pub fn read(loan: &Loan, shelf: &Shelf) -> String {
    let state = match loan.state {
        LoanState::Open => "open",
        LoanState::Overdue => "overdue",
        LoanState::Returned => "returned",
        _ => "?",
    };
    let item = match &loan.item {
        LoanItem::Book(book) => &book.title,
        LoanItem::Film(film) => &film.title,
        _ => "?",
    };
    let note: Option<&String> = loan.note.as_ref();
    format!("{}: {item} is {state} {note:?} at {} {:?}", loan.id, shelf.row, shelf.label)
}

/// What is sent.
pub fn write() -> (NewLoan, Book) {
    let reminder = NewLoanReminder::new(NewLoanReminderBy::Phone);
    let loan = NewLoan::new("reader", "book", 14).desk_no("3").reminder(reminder);
    let book = Book::new(BookRequired {
        title: "T".to_owned(),
        author: "A".to_owned(),
        year: 1999,
        pages: 100,
        isbn: "I".to_owned(),
        language: "L".to_owned(),
        publisher: "P".to_owned(),
        edition: 2,
    });
    (loan, book.cover(BookCover::Hard))
}
