//! Which page is next, and what came of one.

use std::collections::HashSet;
use std::task::{Context, Poll, ready};
use std::time::{Duration, Instant};

use bytes::Bytes;

use super::super::answer::{Reading, Response};
use super::super::call::Call;
use super::super::client::Client;
use super::super::clock::Clock;
use super::super::error::Error;
use super::super::mode::{Async, Blocking, Mode};
use super::super::plan::Plan;
use super::super::send_async::{Sending, sending};
use super::super::wire::{self, Json, Slot};
use super::link;
use super::token::Position;
use super::{By, End, List, Paging};

/// So many empty pages in a row are read while the API says that there is more.
const MOST_EMPTY: u32 = 20;

/// The part that both share: which page is next.
pub(super) struct Walk<M: Mode> {
    client: Client<M>,
    plan: Result<Box<Plan>, Option<Error>>,
    pub(super) paging: &'static Paging,
    pub(super) next: Position,
    /// The items of the page before.
    before: Vec<Json>,
    cursors: HashSet<String>,
    empty: u32,
    deadline: Option<Instant>,
    waiting: Option<Sending<Response<Bytes>>>,
}

/// What a page came to.
pub(super) struct Page {
    pub(super) items: Vec<Json>,
    pub(super) response: Response<Bytes>,
    pub(super) at: Position,
}

impl<M: Mode> Walk<M> {
    pub(super) fn new(client: Client<M>, plan: Result<Box<Plan>, Error>, paging: &'static Paging) -> Self {
        let next = match paging.by {
            By::Number { first, .. } => Position::Number(first),
            By::Offset { first, .. } => Position::Offset(first),
            By::Cursor { .. } | By::LastId { .. } | By::Url { .. } | By::Link => Position::Start,
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

    pub(super) fn set(&mut self, position: &Position) {
        let fits = matches!(
            (&self.paging.by, position),
            (By::Number { .. }, Position::Number(_))
                | (By::Offset { .. }, Position::Offset(_))
                | (By::Cursor { .. } | By::LastId { .. }, Position::Start | Position::Cursor(_))
                | (By::Url { .. } | By::Link, Position::Start | Position::Url(_))
                | (_, Position::End)
        );
        if fits {
            self.next.clone_from(position);
        } else {
            self.plan = Err(Some(Error::misuse("the page token is of another operation")));
        }
    }

    pub(super) fn set_deadline(&mut self, limit: Duration) {
        self.deadline = self.client.inner.timer.now().checked_add(limit);
    }

    /// The call of the next page; `None` after the last.
    fn plan(&mut self) -> Option<Result<Box<Plan>, Error>> {
        let plan = match &mut self.plan {
            Ok(plan) => plan,
            Err(error) => return error.take().map(Err),
        };
        let row = match self.paging.by {
            By::Number { row, .. }
            | By::Offset { row, .. }
            | By::Cursor { row, .. }
            | By::LastId { row, .. } => row,
            By::Url { .. } | By::Link => 0,
        };
        let set = match &self.next {
            Position::End => return None,
            Position::Start | Position::Url(_) => Ok(()),
            Position::Number(number) | Position::Offset(number) => plan.set_param(row, number),
            Position::Cursor(cursor) => plan.set_param(row, cursor),
        };
        let mut page = plan.clone();
        let set = match &self.next {
            Position::Url(target) => set.and(page.follow(target, &self.client.inner.shared)),
            _ => set,
        };
        if let Some(deadline) = self.deadline {
            let left = deadline.saturating_duration_since(self.client.inner.timer.now());
            page.policy.total = page.policy.total.min(left);
        }
        Some(set.map(|()| page))
    }

    /// Ends the walk at a page that could not be read: whoever goes on does it from the token.
    pub(super) fn fail_at(&mut self, page: Position) {
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
            By::Cursor { next, .. } | By::Url { next } => at(&body, next).and_then(cursor),
            By::Link => link::next(&response.headers),
            _ => None,
        };
        let path = paging.items.keys().join(".");
        let items = match list(&mut body, paging.items) {
            Ok(items) => items,
            Err(why) => return Err(response.unreadable(&path, why)),
        };
        if !items.is_empty() && items == self.before {
            return Err(response.unreadable(&path, "this page is the same as the one before"));
        }
        self.empty = if items.is_empty() { self.empty + 1 } else { 0 };
        if self.empty > MOST_EMPTY {
            return Err(response
                .unreadable(&path, "one empty page after the other, and the API says that there is more"));
        }
        let following = match self.following(&items, next, more) {
            Ok(following) => following,
            Err(why) => return Err(response.unreadable(&path, &why)),
        };
        if let Position::Cursor(next) | Position::Url(next) = &following
            && !self.cursors.insert(next.clone())
        {
            return Err(response.unreadable("", "the cursor of the next page was there before"));
        }
        self.before.clone_from(&items);
        let at = std::mem::replace(&mut self.next, following);
        Ok(Page { items, response, at })
    }
}

impl<M: Mode> Walk<M> {
    /// What comes after a page with these items, this cursor, and this word on whether there is more.
    fn following(
        &self,
        items: &[Json],
        next: Option<String>,
        more: Option<bool>,
    ) -> Result<Position, String> {
        let by = self.paging.by;
        if let By::Cursor { .. } = by {
            let next = next.filter(|_| more != Some(false));
            return Ok(next.map_or(Position::End, Position::Cursor));
        }
        if let By::Url { .. } | By::Link = by {
            let Some(next) = next.filter(|_| more != Some(false)) else { return Ok(Position::End) };
            return Ok(Position::Url(self.target(&next)?));
        }
        if !more.unwrap_or(!items.is_empty()) {
            return Ok(Position::End);
        }
        Ok(match (by, &self.next) {
            (By::Number { .. }, Position::Number(number)) => Position::Number(number.saturating_add(1)),
            (By::Offset { .. }, Position::Offset(offset)) => {
                Position::Offset(offset.saturating_add(items.len() as u64))
            }
            (By::LastId { id, .. }, _) => match items.last() {
                None => Position::End,
                Some(last) => match last.get(id).and_then(cursor) {
                    Some(id) => Position::Cursor(id),
                    None => return Err(format!("the last item of the page has no `{id}`")),
                },
            },
            _ => Position::End,
        })
    }

    /// Where the address of the next page leads, without an API key that the server wrote into it.
    fn target(&self, address: &str) -> Result<String, String> {
        let Ok(plan) = &self.plan else { return Err("there is no next page".to_owned()) };
        let shared = &self.client.inner.shared;
        let mut page = plan.clone();
        let followed = match &self.next {
            Position::Url(target) => page.follow(target, shared),
            _ => Ok(()),
        };
        let place = followed.and_then(|()| page.place(shared)).map_err(|error| error.to_string())?;
        let target = link::target(&format!("{place}{}", page.path), address)?;
        Ok(page.without_keys(target, shared.api))
    }

    /// A page as the type of the answer.
    pub(super) fn whole<T: Slot>(&mut self, page: Page) -> Result<T, Error> {
        let Page { response, at, .. } = page;
        response.parse(Reading::Json).map(|response| response.body).inspect_err(|_| self.fail_at(at))
    }
}

/// What the keys lead to.
fn at<'j>(json: &'j Json, keys: &[&str]) -> Option<&'j Json> {
    keys.iter().try_fold(json, |json, key| json.get(key))
}

/// The items of a page. A page without the list is empty only where the document says that it may be: it must not end
/// a walk that has more to give.
fn list(body: &mut Json, list: List) -> Result<Vec<Json>, &'static str> {
    let found = list.keys().iter().try_fold(body, |json, key| json.get_mut(key));
    match (found.map(Json::take), list) {
        (Some(Json::Array(items)), _) => Ok(items),
        (Some(Json::Null), List::Nullable(_) | List::Optional(_)) | (None, List::Optional(_)) => {
            Ok(Vec::new())
        }
        (None, _) => Err("the list of the page's items is missing"),
        (Some(Json::Null), List::Required(_)) => Err("the list of the page's items is null"),
        (Some(_), _) => Err("expected the list of the page's items"),
    }
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
    pub(super) fn poll(&mut self, cx: &mut Context<'_>) -> Poll<Option<Result<Page, Error>>> {
        loop {
            if let Some(waiting) = &mut self.waiting {
                let response = ready!(waiting.as_mut().poll(cx));
                self.waiting = None;
                return Poll::Ready(Some(self.took(response)));
            }
            match self.plan() {
                None => return Poll::Ready(None),
                Some(plan) => self.waiting = Some(sending(self.client.clone(), plan)),
            }
        }
    }
}

impl Walk<Blocking> {
    pub(super) fn fetch(&mut self) -> Option<Result<Page, Error>> {
        let plan = self.plan()?;
        let response = Call::<Response<Bytes>, Blocking>::new(self.client.clone(), plan).send();
        Some(self.took(response))
    }
}
