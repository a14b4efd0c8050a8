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
//! would otherwise be read for ever. An empty page is the end unless the API says that there is more.

use std::collections::{HashSet, VecDeque};
use std::fmt;
use std::future::poll_fn;
use std::marker::PhantomData;
use std::str::FromStr;
use std::task::{Context, Poll, ready};
use std::time::{Duration, Instant};

use bytes::Bytes;

use super::answer::{Reading, Response};
use super::call::Call;
use super::client::Client;
use super::clock::Clock;
use super::error::Error;
use super::mode::{Async, Blocking, Mode};
use super::plan::Plan;
use super::send_async::Sending;
use super::wire::{self, Json, Slot};

/// How the answers of an operation are pages: what the generator found in the document, or was told.
#[derive(Debug)]
pub struct Paging {
    /// What tells one page from the next.
    pub by: By,
    /// The keys that lead to the list in an answer; none where the answer is the list.
    pub items: &'static [&'static str],
    /// How the API says that a page is the last.
    pub end: End,
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
    /// How many items come before, counted from 0.
    Offset {
        /// The parameter.
        row: usize,
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

/// So many empty pages in a row are read while the API says that there is more.
const MOST_EMPTY: u32 = 20;

/// Where a walk over pages stands: to be kept, and to go on from later, with the same call.
///
/// As text (`Display`, `FromStr`) it is opaque, but for what the API calls the page: treat a cursor that is a secret
/// as one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PageToken {
    position: Position,
    /// So many items of that page are done with.
    skip: usize,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Position {
    /// The first page of what goes by cursors.
    Start,
    Number(u64),
    Offset(u64),
    Cursor(String),
    /// There is no more.
    End,
}

impl fmt::Display for PageToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.position {
            Position::Start => write!(f, "{}:start", self.skip),
            Position::Number(number) => write!(f, "{}:page:{number}", self.skip),
            Position::Offset(offset) => write!(f, "{}:offset:{offset}", self.skip),
            Position::Cursor(cursor) => write!(f, "{}:cursor:{cursor}", self.skip),
            Position::End => write!(f, "{}:end", self.skip),
        }
    }
}

impl FromStr for PageToken {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        let read = || {
            let (skip, rest) = text.split_once(':')?;
            let (kind, value) = rest.split_once(':').unwrap_or((rest, ""));
            let position = match kind {
                "start" => Position::Start,
                "page" => Position::Number(value.parse().ok()?),
                "offset" => Position::Offset(value.parse().ok()?),
                "cursor" => Position::Cursor(value.to_owned()),
                "end" => Position::End,
                _ => return None,
            };
            Some(PageToken { position, skip: skip.parse().ok()? })
        };
        read().ok_or_else(|| Error::misuse(format!("\"{text}\" is not the text of a page token")))
    }
}

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

/// The part that both share: which page is next.
struct Walk<M: Mode> {
    client: Client<M>,
    plan: Result<Box<Plan>, Option<Error>>,
    paging: &'static Paging,
    next: Position,
    /// The items of the page before.
    before: Vec<Json>,
    cursors: HashSet<String>,
    empty: u32,
    deadline: Option<Instant>,
    waiting: Option<Sending<Response<Bytes>>>,
}

/// What a page came to.
struct Page {
    items: Vec<Json>,
    response: Response<Bytes>,
    at: Position,
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
                    let path = format!("{}[{index}]{dot}{}", self.walk.paging.items.join("."), error.path);
                    self.walk.fail_at(page.at);
                    return Err(page.response.unreadable(&path, &error.message));
                }
            }
        }
        (self.ready, self.page, self.done, self.skip) = (ready, page.at, self.skip, 0);
        Ok(())
    }
}

impl<M: Mode> Walk<M> {
    fn new(client: Client<M>, plan: Result<Box<Plan>, Error>, paging: &'static Paging) -> Self {
        let next = match paging.by {
            By::Number { first, .. } => Position::Number(first),
            By::Offset { .. } => Position::Offset(0),
            By::Cursor { .. } | By::LastId { .. } => Position::Start,
        };
        Walk {
            client,
            plan: plan.map_err(Some),
            paging,
            next,
            before: Vec::new(),
            cursors: HashSet::new(),
            empty: 0,
            deadline: None,
            waiting: None,
        }
    }

    fn set(&mut self, position: &Position) {
        let fits = matches!(
            (&self.paging.by, position),
            (By::Number { .. }, Position::Number(_))
                | (By::Offset { .. }, Position::Offset(_))
                | (By::Cursor { .. } | By::LastId { .. }, Position::Start | Position::Cursor(_))
                | (_, Position::End)
        );
        if fits {
            self.next.clone_from(position);
        } else {
            self.plan = Err(Some(Error::misuse("the page token is of another operation")));
        }
    }

    fn set_deadline(&mut self, limit: Duration) {
        self.deadline = self.client.inner.timer.now().checked_add(limit);
    }

    /// The call of the next page; `None` after the last.
    fn plan(&mut self) -> Option<Result<Box<Plan>, Error>> {
        let plan = match &mut self.plan {
            Ok(plan) => plan,
            Err(error) => return error.take().map(Err),
        };
        let row = match self.paging.by {
            By::Number { row, .. } | By::Offset { row } | By::Cursor { row, .. } | By::LastId { row, .. } => {
                row
            }
        };
        let set = match &self.next {
            Position::End => return None,
            Position::Start => Ok(()),
            Position::Number(number) | Position::Offset(number) => plan.set_param(row, number),
            Position::Cursor(cursor) => plan.set_param(row, cursor),
        };
        let mut page = plan.page();
        if let Some(deadline) = self.deadline {
            let left = deadline.saturating_duration_since(self.client.inner.timer.now());
            page.policy.total = page.policy.total.min(left);
        }
        Some(set.map(|()| page))
    }

    /// Ends the walk at a page that could not be read: whoever goes on does it from the token.
    fn fail_at(&mut self, page: Position) {
        self.next = page;
        self.plan = Err(None);
    }

    /// Reads a page for what comes after it.
    fn took(&mut self, response: Result<Response<Bytes>, Error>) -> Result<Page, Error> {
        let outcome = response.and_then(|response| self.read(response));
        if outcome.is_err() {
            self.plan = Err(None);
        }
        outcome
    }

    fn read(&mut self, response: Response<Bytes>) -> Result<Page, Error> {
        let paging = self.paging;
        let mut body = match wire::from_json::<Json>(&response.body) {
            Ok(body) => body,
            Err(error) => return Err(response.unreadable(&error.path, &error.message)),
        };
        let flag = |keys| at(&body, keys).and_then(Json::as_bool);
        let more = match paging.end {
            End::Silent => None,
            End::More(keys) => flag(keys),
            End::Done(keys) => flag(keys).map(|done| !done),
        };
        let next = match paging.by {
            By::Cursor { next, .. } => at(&body, next).and_then(cursor),
            _ => None,
        };
        let items = match at_mut(&mut body, paging.items).map(Json::take) {
            Some(Json::Array(items)) => items,
            None | Some(Json::Null) => Vec::new(),
            Some(_) => {
                return Err(
                    response.unreadable(&paging.items.join("."), "expected the list of the page's items")
                );
            }
        };
        let path = paging.items.join(".");
        if !items.is_empty() && items == self.before {
            return Err(response.unreadable(&path, "this page is the same as the one before"));
        }
        self.empty = if items.is_empty() { self.empty + 1 } else { 0 };
        if self.empty > MOST_EMPTY {
            return Err(response
                .unreadable(&path, "one empty page after the other, and the API says that there is more"));
        }
        let goes_on = more.unwrap_or(!items.is_empty());
        let following = match (paging.by, &self.next) {
            (By::Cursor { .. }, _) => match next {
                Some(next) if more != Some(false) => Position::Cursor(next),
                _ => Position::End,
            },
            _ if !goes_on => Position::End,
            (By::Number { .. }, Position::Number(number)) => Position::Number(number.saturating_add(1)),
            (By::Offset { .. }, Position::Offset(offset)) => {
                Position::Offset(offset.saturating_add(items.len() as u64))
            }
            (By::LastId { id, .. }, _) => match items.last().and_then(|item| item.get(id)).and_then(cursor) {
                Some(id) => Position::Cursor(id),
                None if items.is_empty() => Position::End,
                None => {
                    return Err(
                        response.unreadable(&path, &format!("the last item of the page has no `{id}`"))
                    );
                }
            },
            _ => Position::End,
        };
        if let Position::Cursor(cursor) = &following
            && !self.cursors.insert(cursor.clone())
        {
            return Err(response.unreadable("", "the cursor of the next page was there before"));
        }
        self.before.clone_from(&items);
        let at = std::mem::replace(&mut self.next, following);
        Ok(Page { items, response, at })
    }
}

impl<M: Mode> Walk<M> {
    /// A page as the type of the answer.
    fn whole<T: Slot>(&mut self, page: Page) -> Result<T, Error> {
        let Page { response, at, .. } = page;
        response.parse(Reading::Json).map(|response| response.body).inspect_err(|_| self.fail_at(at))
    }
}

/// What the keys lead to.
fn at<'j>(json: &'j Json, keys: &[&str]) -> Option<&'j Json> {
    keys.iter().try_fold(json, |json, key| json.get(key))
}

fn at_mut<'j>(json: &'j mut Json, keys: &[&str]) -> Option<&'j mut Json> {
    keys.iter().try_fold(json, |json, key| json.get_mut(key))
}

/// The text of a cursor; an empty one is none.
fn cursor(json: &Json) -> Option<String> {
    match json {
        Json::String(text) if !text.is_empty() => Some(text.clone()),
        Json::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

impl Walk<Async> {
    fn poll(&mut self, cx: &mut Context<'_>) -> Poll<Option<Result<Page, Error>>> {
        loop {
            if let Some(waiting) = &mut self.waiting {
                let response = ready!(waiting.as_mut().poll(cx));
                self.waiting = None;
                return Poll::Ready(Some(self.took(response)));
            }
            match self.plan() {
                None => return Poll::Ready(None),
                Some(plan) => self.waiting = Some(super::send_async::sending(self.client.clone(), plan)),
            }
        }
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

impl Walk<Blocking> {
    fn fetch(&mut self) -> Option<Result<Page, Error>> {
        let plan = self.plan()?;
        let response = Call::<Response<Bytes>, Blocking>::new(self.client.clone(), plan).send();
        Some(self.took(response))
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
