//! Lists that come in pages: all their items, each once, or an error that says where to go on.
//!
//! An operation whose answers are pages has two more methods on its call: `items()`, one item after the other, and
//! `pages()`, one answer after the other. Both ask for a page when it is needed, each page as a call of its own, with
//! its retries.
//!
//! ```ignore
//! let mut payments = client.payments().list().page_size(50).items();
//! while let Some(payment) = payments.next().await {
//!     println!("{}", payment?.payment_id);
//! }
//! ```
//!
//! A blocking client's are iterators; with the feature `stream` an async client's are streams.
//!
//! A page that is the same as the one before, and a cursor that was there before, are errors: an API that repeats itself
//! would otherwise be read for ever. An empty page is the end unless the API says that there is more. A page without its
//! list is empty only where the document lets the list be absent: where it requires the list, that is an error which
//! names it, and [`Items::token`] says where to go on.

use std::collections::VecDeque;
use std::fmt;
use std::future::poll_fn;
use std::marker::PhantomData;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use super::call::Call;
use super::error::Error;
use super::mode::{Async, Blocking, Mode};
use super::wire::{self, Slot};

mod follow;
mod link;
mod token;
mod walk;

pub use self::token::PageToken;
use self::token::Position;
use self::walk::{Page, Walk};

/// How the answers of an operation are pages: what the generator found in the document, or was told.
#[derive(Debug)]
pub struct Paging {
    /// What tells one page from the next.
    pub by: By,
    /// The list in an answer.
    pub items: List,
    /// How the API says that a page is the last.
    pub end: End,
}

/// The keys that lead to the list in an answer, none where the answer is the list, and what the document says of an
/// answer without one.
#[derive(Clone, Copy, Debug)]
pub enum List {
    /// It requires the list: without it, nobody knows what the page holds.
    Required(&'static [&'static str]),
    /// It requires the list, and lets null stand for an empty one.
    Nullable(&'static [&'static str]),
    /// The list may be left out: the page is empty.
    Optional(&'static [&'static str]),
}

impl List {
    /// The keys.
    pub(super) fn keys(self) -> &'static [&'static str] {
        match self {
            Self::Required(keys) | Self::Nullable(keys) | Self::Optional(keys) => keys,
        }
    }
}

/// How an API says that a page is the last.
#[derive(Clone, Copy, Debug)]
pub enum End {
    /// Only by giving nothing: no items, or no cursor.
    Silent,
    /// These keys lead to a flag that says whether there is more.
    More(&'static [&'static str]),
    /// These keys lead to a flag that says whether this is all.
    Done(&'static [&'static str]),
}

/// What tells one page from the next. `row` is that of the parameter in the operation's table.
#[derive(Clone, Copy, Debug)]
pub enum By {
    /// The number of the page, counted from `first`.
    Number {
        /// The parameter.
        row: usize,
        /// The number of the first page.
        first: u64,
    },
    /// How many items come before, counted from `first`.
    Offset {
        /// The parameter.
        row: usize,
        /// The number of the first item.
        first: u64,
    },
    /// A text that the page before told.
    Cursor {
        /// The parameter.
        row: usize,
        /// The keys that lead to the text in an answer.
        next: &'static [&'static str],
    },
    /// The id of the last item before.
    LastId {
        /// The parameter.
        row: usize,
        /// The property of an item.
        id: &'static str,
    },
    /// The address of the next page, to which these keys lead. It is followed on the server that was asked, nowhere else.
    Url {
        /// The keys.
        next: &'static [&'static str],
    },
    /// The same in the header `Link`, with the relation `next` (RFC 8288).
    Link,
}

/// Gives the calls of an operation `items()` and `pages()`: `paged!(ListParams: Page => Item, Paging { .. });`
///
/// The module that uses it imports `Call` and `Mode`.
macro_rules! paged {
    () => {};
    ($Params:ident: $Page:ty => $Item:ty, $paging:expr) => {
        impl<M: Mode> Call<$Page, M, $Params> {
            /// One item after the other, over all pages; the page's own parameter is set on the way.
            pub fn items(self) -> super::runtime::pages::Items<$Item, M> {
                self.pages().into_items()
            }

            /// One page after the other.
            pub fn pages(self) -> super::runtime::pages::Pages<$Page, M> {
                static PAGING: Paging = $paging;
                self.with_paging(&PAGING)
            }
        }
    };
}

pub(crate) use paged;

// Where no operation is there that uses it, it would be warned about.
self::paged!();

/// One answer after the other.
#[must_use = "nothing is asked for until a page is"]
pub struct Pages<T, M: Mode> {
    walk: Walk<M>,
    marker: PhantomData<fn() -> T>,
}

/// One item after the other.
#[must_use = "nothing is asked for until an item is"]
pub struct Items<I, M: Mode> {
    walk: Walk<M>,
    ready: VecDeque<I>,
    /// The page that `ready` is of, and how many of its items are done with.
    page: Position,
    done: usize,
    /// So many items of the page that comes next are done with.
    skip: usize,
    left: usize,
}

impl<T, M: Mode, P> Call<T, M, P> {
    /// What `pages()` of an operation is made of.
    #[doc(hidden)]
    pub fn with_paging(self, paging: &'static Paging) -> Pages<T, M> {
        Pages { walk: Walk::new(self.client, self.plan, paging), marker: PhantomData }
    }
}

impl<T, M: Mode> Pages<T, M> {
    /// One item after the other instead.
    #[doc(hidden)]
    pub fn into_items<I>(self) -> Items<I, M> {
        let (page, ready) = (Position::Start, VecDeque::new());
        Items { walk: self.walk, ready, page, done: 0, skip: 0, left: usize::MAX }
    }

    /// Goes on from where another walk over the same pages was.
    pub fn from_token(mut self, token: &PageToken) -> Self {
        self.walk.set(&token.position);
        self
    }

    /// How long all pages together may take, from now on.
    pub fn with_deadline(mut self, limit: Duration) -> Self {
        self.walk.set_deadline(limit);
        self
    }

    /// The page that comes next; after an error, the one that failed.
    pub fn token(&self) -> PageToken {
        PageToken { position: self.walk.next.clone(), skip: 0 }
    }
}

impl<I, M: Mode> Items<I, M> {
    /// Goes on from where another walk over the same items was.
    pub fn from_token(mut self, token: &PageToken) -> Self {
        self.walk.set(&token.position);
        self.skip = token.skip;
        self
    }

    /// Ends after so many items.
    pub fn with_max_items(mut self, most: usize) -> Self {
        self.left = most;
        self
    }

    /// How long all pages together may take, from now on.
    pub fn with_deadline(mut self, limit: Duration) -> Self {
        self.walk.set_deadline(limit);
        self
    }

    /// The item that comes next; after an error, the first that was not handed out.
    pub fn token(&self) -> PageToken {
        match self.ready.is_empty() {
            true => PageToken { position: self.walk.next.clone(), skip: self.skip },
            false => PageToken { position: self.page.clone(), skip: self.done },
        }
    }

    /// An item that is there already; `None` if a page is needed.
    fn pop(&mut self) -> Option<Option<I>> {
        if self.left == 0 {
            return Some(None);
        }
        let item = self.ready.pop_front()?;
        self.left -= 1;
        self.done += 1;
        Some(Some(item))
    }
}

impl<I: Slot, M: Mode> Items<I, M> {
    /// Takes in a page.
    fn take(&mut self, page: Page) -> Result<(), Error> {
        let mut ready = VecDeque::with_capacity(page.items.len());
        for (index, item) in page.items.iter().enumerate().skip(self.skip) {
            match wire::from_value::<I>(item) {
                Ok(item) => ready.push_back(item),
                Err(error) => {
                    let dot = if error.path.is_empty() || error.path.starts_with('[') { "" } else { "." };
                    let path =
                        format!("{}[{index}]{dot}{}", self.walk.paging.items.keys().join("."), error.path);
                    self.walk.fail_at(page.at);
                    return Err(page.response.unreadable(&path, &error.message));
                }
            }
        }
        (self.ready, self.page, self.done, self.skip) = (ready, page.at, self.skip, 0);
        Ok(())
    }
}

impl<T: Slot> Pages<T, Async> {
    /// The next page; `None` after the last, and after an error.
    pub async fn next(&mut self) -> Option<Result<T, Error>> {
        poll_fn(|cx| self.poll(cx)).await
    }

    fn poll(&mut self, cx: &mut Context<'_>) -> Poll<Option<Result<T, Error>>> {
        let page = ready!(self.walk.poll(cx));
        Poll::Ready(page.map(|page| self.walk.whole(page?)))
    }
}

impl<I: Slot> Items<I, Async> {
    /// The next item; `None` after the last, and after an error.
    pub async fn next(&mut self) -> Option<Result<I, Error>> {
        poll_fn(|cx| self.poll(cx)).await
    }

    fn poll(&mut self, cx: &mut Context<'_>) -> Poll<Option<Result<I, Error>>> {
        loop {
            if let Some(item) = self.pop() {
                return Poll::Ready(item.map(Ok));
            }
            match ready!(self.walk.poll(cx)) {
                None => return Poll::Ready(None),
                Some(page) => {
                    if let Err(error) = page.and_then(|page| self.take(page)) {
                        return Poll::Ready(Some(Err(error)));
                    }
                }
            }
        }
    }
}

impl<T: Slot> Iterator for Pages<T, Blocking> {
    type Item = Result<T, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        let page = self.walk.fetch()?;
        Some(page.and_then(|page| self.walk.whole(page)))
    }
}

impl<I: Slot> Iterator for Items<I, Blocking> {
    type Item = Result<I, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(item) = self.pop() {
                return item.map(Ok);
            }
            let page = self.walk.fetch()?;
            if let Err(error) = page.and_then(|page| self.take(page)) {
                return Some(Err(error));
            }
        }
    }
}

#[cfg(feature = "stream")]
mod stream {
    use std::pin::Pin;
    use std::task::{Context, Poll};

    use futures_core::Stream;

    use super::super::wire::Slot;
    use super::{Async, Error, Items, Pages};

    impl<T: Slot> Stream for Pages<T, Async> {
        type Item = Result<T, Error>;

        fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
            self.poll(cx)
        }
    }

    impl<I: Slot> Stream for Items<I, Async>
    where
        I: Unpin,
    {
        type Item = Result<I, Error>;

        fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
            self.poll(cx)
        }
    }
}

impl<T, M: Mode> fmt::Debug for Pages<T, M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Pages").finish_non_exhaustive()
    }
}

impl<I, M: Mode> fmt::Debug for Items<I, M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Items").field("ready", &self.ready.len()).finish_non_exhaustive()
    }
}
