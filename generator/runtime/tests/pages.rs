//! Lists that come in pages: every item exactly once, or an error that says where to go on.

mod support;

use std::sync::{Arc, Mutex};
use std::time::Duration;

use bytes::Bytes;
use runtime::blocking_transport::{BlockingBody, BlockingTransport};
use runtime::builder::ClientBuilder;
use runtime::client::Client;
use runtime::error::Error;
use runtime::mode::{Async, Blocking};
use runtime::operation::{Operation, Param, Retry};
use runtime::pages::{By, End, Items, List, PageToken, Paging};
use runtime::transport::{Body, Exchange, Transport, TransportError};
use serde_json::{Value, json};
use support::{API, TOKEN};

static LIST: Operation = Operation {
    id: "list",
    method: "GET",
    path: "/items",
    params: &[Param::query("at"), Param::query("size"), Param::query("fail")],
    retry: Retry::Safe,
    ..Operation::DEFAULT
};

const ITEMS: &[&str] = &["items"];
const MORE: &[&str] = &["meta", "more"];

/// How the API tells one page from the next, by how it was generated.
fn paging(kind: Kind) -> &'static Paging {
    static NUMBER_0: Paging =
        Paging { by: By::Number { row: 0, first: 0 }, items: List::Required(ITEMS), end: End::Silent };
    static NUMBER_1: Paging =
        Paging { by: By::Number { row: 0, first: 1 }, items: List::Required(ITEMS), end: End::Silent };
    static NUMBER_MORE: Paging =
        Paging { by: By::Number { row: 0, first: 1 }, items: List::Required(ITEMS), end: End::More(MORE) };
    static OFFSET: Paging =
        Paging { by: By::Offset { row: 0 }, items: List::Required(ITEMS), end: End::Silent };
    static CURSOR: Paging = Paging {
        by: By::Cursor { row: 0, next: &["meta", "next"] },
        items: List::Required(ITEMS),
        end: End::Silent,
    };
    static LAST_ID: Paging =
        Paging { by: By::LastId { row: 0, id: "id" }, items: List::Required(ITEMS), end: End::More(MORE) };
    static BARE: Paging =
        Paging { by: By::Number { row: 0, first: 1 }, items: List::Required(&[]), end: End::Silent };
    match kind {
        Kind::Number0 => &NUMBER_0,
        Kind::Number1 => &NUMBER_1,
        Kind::NumberMore => &NUMBER_MORE,
        Kind::Offset => &OFFSET,
        Kind::Cursor => &CURSOR,
        Kind::LastId => &LAST_ID,
        Kind::Bare => &BARE,
    }
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Kind {
    Number0,
    Number1,
    NumberMore,
    Offset,
    Cursor,
    LastId,
    Bare,
}

const KINDS: [Kind; 7] =
    [Kind::Number0, Kind::Number1, Kind::NumberMore, Kind::Offset, Kind::Cursor, Kind::LastId, Kind::Bare];

/// What the API does wrong.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Fault {
    None,
    /// Answers with the page before, from the third on.
    Repeats,
    /// Says that there is more when there is not.
    NeverEnds,
    /// Refuses the third page.
    Refuses,
    /// An item of the third page is not what the document says.
    Garbles,
}

/// An API with items 0, 1, 2, ... in pages.
#[derive(Clone)]
struct Shop {
    kind: Kind,
    count: usize,
    /// What a page holds at most, whatever is asked for.
    cap: usize,
    fault: Fault,
    asked: Arc<Mutex<Vec<String>>>,
}

impl Shop {
    fn new(kind: Kind, count: usize) -> Self {
        Shop { kind, count, cap: 3, fault: Fault::None, asked: Arc::default() }
    }

    fn answer(&self, uri: &http::Uri) -> (u16, Value) {
        let query = uri.query().unwrap_or_default();
        let at = query.split('&').find_map(|pair| pair.strip_prefix("at=")).unwrap_or_default().to_owned();
        let mut asked = self.asked.lock().unwrap();
        asked.push(at.clone());
        let page = asked.len();
        let start = match self.kind {
            Kind::Number0 => at.parse::<usize>().unwrap() * self.cap,
            Kind::Number1 | Kind::NumberMore | Kind::Bare => (at.parse::<usize>().unwrap() - 1) * self.cap,
            Kind::Offset => at.parse().unwrap(),
            Kind::Cursor => at.strip_prefix("c%2F").map_or(0, |cursor| cursor.parse().unwrap()),
            Kind::LastId => at.parse::<usize>().map_or(0, |last| last + 1),
        };
        let start = if self.fault == Fault::Repeats && page >= 3 { self.cap } else { start };
        if self.fault == Fault::Refuses && page == 3 {
            return (400, json!({"message": "no"}));
        }
        let end = (start + self.cap).min(self.count);
        let mut items: Vec<Value> = (start..end).map(|id| json!({"id": id})).collect();
        if self.fault == Fault::Garbles && page == 3 {
            items[1] = json!({"id": "one"});
        }
        let more = end < self.count || self.fault == Fault::NeverEnds;
        let next = more.then(|| format!("c/{end}"));
        let body = match self.kind {
            Kind::Bare => Value::Array(items),
            Kind::Cursor => json!({"items": items, "meta": {"next": next}}),
            Kind::NumberMore | Kind::LastId => json!({"items": items, "meta": {"more": more}}),
            _ => json!({"items": items}),
        };
        (200, body)
    }
}

impl Transport for Shop {
    fn send(&self, request: http::Request<Body>) -> Exchange<'_> {
        let (status, body) = self.answer(request.uri());
        Box::pin(async move {
            let body = Body::from(Bytes::from(body.to_string()));
            Ok(http::Response::builder().status(status).body(body).unwrap())
        })
    }
}

impl BlockingTransport for Shop {
    fn send(
        &self,
        request: http::Request<BlockingBody>,
    ) -> Result<http::Response<BlockingBody>, TransportError> {
        let (status, body) = self.answer(request.uri());
        let body = BlockingBody::from(Bytes::from(body.to_string()));
        Ok(http::Response::builder().status(status).body(body).unwrap())
    }
}

type Item = runtime::wire::Map<u64>;

fn client(shop: &Shop) -> Client<Blocking> {
    ClientBuilder::<Blocking>::new(&API).bearer_token(TOKEN).transport(shop.clone()).build().unwrap()
}

fn items(shop: &Shop) -> Items<Item, Blocking> {
    client(shop).call::<Value>(&LIST, &[]).with_paging(paging(shop.kind)).into_items()
}

fn ids(shop: &Shop) -> Vec<u64> {
    items(shop).map(|item| item.unwrap()["id"]).collect()
}

#[test]
fn every_item_once_whatever_the_count() {
    for kind in KINDS {
        for count in [0, 1, 2, 3, 4, 6, 7, 30] {
            let shop = Shop::new(kind, count);
            assert_eq!(ids(&shop), (0..count as u64).collect::<Vec<_>>(), "{kind:?} {count}");
        }
    }
}

#[test]
fn a_page_is_asked_for_when_it_is_needed() {
    let shop = Shop::new(Kind::Number1, 30);
    let mut some = items(&shop);
    assert!(shop.asked.lock().unwrap().is_empty());
    assert!(some.by_ref().take(3).all(|item| item.is_ok()));
    assert_eq!(*shop.asked.lock().unwrap(), ["1"]);
    assert!(some.next().is_some());
    assert_eq!(*shop.asked.lock().unwrap(), ["1", "2"]);
    // A number past which nothing is asked for.
    let shop = Shop::new(Kind::Number1, 30);
    assert_eq!(items(&shop).with_max_items(6).count(), 6);
    assert_eq!(*shop.asked.lock().unwrap(), ["1", "2"]);
}

#[test]
fn the_end_that_the_api_tells_is_believed() {
    let shop = Shop::new(Kind::NumberMore, 6);
    assert_eq!(ids(&shop).len(), 6);
    assert_eq!(*shop.asked.lock().unwrap(), ["1", "2"]);
    // Where it tells none, an empty page is.
    let shop = Shop::new(Kind::Number0, 6);
    assert_eq!(ids(&shop).len(), 6);
    assert_eq!(*shop.asked.lock().unwrap(), ["0", "1", "2"]);
}

#[test]
fn an_api_that_repeats_itself_is_an_error() {
    for kind in KINDS {
        let shop = Shop { fault: Fault::Repeats, ..Shop::new(kind, 30) };
        let mut walk = items(&shop);
        let (mut good, mut bad) = (Vec::new(), Vec::new());
        for item in walk.by_ref() {
            match item {
                Ok(item) => good.push(item["id"]),
                Err(error) => bad.push(error),
            }
        }
        assert_eq!(good, [0, 1, 2, 3, 4, 5], "{kind:?}");
        let [Error::Decode(error)] = bad.as_slice() else { panic!("{kind:?}: {bad:?}") };
        assert!(
            error.message().contains("the same as the one before")
                || error.message().contains("was there before")
        );
        // The token is that of the page which failed.
        let mended = Shop::new(kind, 30);
        let rest: Vec<u64> =
            items(&mended).from_token(&walk.token()).map(|item| item.unwrap()["id"]).collect();
        assert_eq!(rest, (6..30).collect::<Vec<_>>(), "{kind:?}");
    }
}

#[test]
fn an_api_that_never_ends_is_an_error() {
    for kind in [Kind::NumberMore, Kind::Cursor, Kind::LastId] {
        let shop = Shop { fault: Fault::NeverEnds, ..Shop::new(kind, 7) };
        let got: Vec<_> = items(&shop).take(1_000).collect();
        assert_eq!(got.iter().filter(|item| item.is_ok()).count(), 7, "{kind:?}");
        assert!(shop.asked.lock().unwrap().len() < 40, "{kind:?}");
        // Ids of the last item end with the items; everything else has to say that something is wrong.
        assert!(kind == Kind::LastId || got.last().is_some_and(Result::is_err), "{kind:?}");
    }
}

#[test]
fn an_error_in_the_middle_says_where_to_go_on() {
    for fault in [Fault::Refuses, Fault::Garbles] {
        for kind in KINDS {
            let shop = Shop { fault, ..Shop::new(kind, 11) };
            let mut walk = items(&shop);
            let mut got: Vec<u64> = Vec::new();
            let error = loop {
                match walk.next() {
                    Some(Ok(item)) => got.push(item["id"]),
                    Some(Err(error)) => break error,
                    None => panic!("{kind:?} ended"),
                }
            };
            match (fault, &error) {
                (Fault::Refuses, Error::Api(_)) => {}
                (Fault::Garbles, Error::Decode(error)) => {
                    let path = if kind == Kind::Bare { "[1].id" } else { "items[1].id" };
                    assert_eq!(error.path(), path);
                }
                _ => panic!("{error:?}"),
            }
            assert!(walk.next().is_none());
            let token: PageToken = walk.token().to_string().parse().unwrap();
            assert_eq!(token, walk.token());
            let mended = Shop::new(kind, 11);
            got.extend(items(&mended).from_token(&token).map(|item| item.unwrap()["id"]));
            assert_eq!(got, (0..11).collect::<Vec<_>>(), "{kind:?} {fault:?}");
        }
    }
}

#[test]
fn a_walk_goes_on_from_any_item() {
    for kind in KINDS {
        for taken in 0..=8 {
            let shop = Shop::new(kind, 8);
            let mut walk = items(&shop);
            let mut got: Vec<u64> = walk.by_ref().take(taken).map(|item| item.unwrap()["id"]).collect();
            let token = walk.token().to_string().parse().unwrap();
            got.extend(items(&Shop::new(kind, 8)).from_token(&token).map(|item| item.unwrap()["id"]));
            assert_eq!(got, (0..8).collect::<Vec<_>>(), "{kind:?} after {taken}");
        }
    }
}

#[test]
fn a_token_of_another_operation_is_refused() {
    let token: PageToken = "0:cursor:x".parse().unwrap();
    let got: Vec<_> = items(&Shop::new(Kind::Offset, 3)).from_token(&token).collect();
    assert!(matches!(got.as_slice(), [Err(Error::Misuse(_))]), "{got:?}");
    for text in
        ["", "x", "0", "0:", "0:page", "0:page:x", "-1:page:1", "0:other:1", "0:page:99999999999999999999"]
    {
        assert!(text.parse::<PageToken>().is_err(), "{text}");
    }
}

#[test]
fn pages_as_they_are() {
    let shop = Shop::new(Kind::Cursor, 7);
    let pages = client(&shop).call::<Value>(&LIST, &[]).with_paging(paging(Kind::Cursor));
    let sizes: Vec<usize> = pages.map(|page| page.unwrap()["items"].as_array().unwrap().len()).collect();
    assert_eq!(sizes, [3, 3, 1]);
}

#[test]
fn options_of_the_call_are_those_of_every_page() {
    let shop = Shop::new(Kind::Offset, 4);
    let call = client(&shop).call::<Value>(&LIST, &[]).with_param(1, &50_i64).with_query("q", "a b");
    let seen = call.with_paging(paging(Kind::Offset)).into_items::<Item>().count();
    assert_eq!(seen, 4);
    assert_eq!(*shop.asked.lock().unwrap(), ["0", "3", "4"]);
}

#[test]
fn one_deadline_over_all_pages() {
    let shop = Shop::new(Kind::Offset, 1_000);
    let mut walk = items(&shop).with_deadline(Duration::ZERO);
    assert!(matches!(walk.next(), Some(Err(Error::Timeout(_)))));
    assert!(walk.next().is_none());
    assert_eq!(walk.token().to_string(), "0:offset:0");
}

#[tokio::test]
async fn the_same_without_blocking() {
    for kind in KINDS {
        let shop = Shop::new(kind, 8);
        let client: Client<Async> =
            ClientBuilder::<Async>::new(&API).bearer_token(TOKEN).transport(shop).build().unwrap();
        let mut walk = client.call::<Value>(&LIST, &[]).with_paging(paging(kind)).into_items::<Item>();
        let mut got = Vec::new();
        while let Some(item) = walk.next().await {
            got.push(item.unwrap()["id"]);
        }
        assert_eq!(got, (0..8).collect::<Vec<_>>(), "{kind:?}");
        let mut pages = client.call::<Value>(&LIST, &[]).with_paging(paging(kind));
        assert!(pages.next().await.is_some_and(|page| page.is_ok()));
    }
}

/// An API with one page of these bodies after the other.
fn pages_of(bodies: &'static [&'static str], paging: &'static Paging) -> (Vec<u64>, Option<Error>, String) {
    struct Bodies(&'static [&'static str], Mutex<usize>);
    impl BlockingTransport for Bodies {
        fn send(
            &self,
            _: http::Request<BlockingBody>,
        ) -> Result<http::Response<BlockingBody>, TransportError> {
            let mut asked = self.1.lock().unwrap();
            *asked += 1;
            Ok(http::Response::new(BlockingBody::from(Bytes::from_static(self.0[*asked - 1].as_bytes()))))
        }
    }
    let transport = Bodies(bodies, Mutex::new(0));
    let client =
        ClientBuilder::<Blocking>::new(&API).bearer_token(TOKEN).transport(transport).build().unwrap();
    let mut walk = client.call::<Value>(&LIST, &[]).with_paging(paging).into_items::<Item>();
    let (mut ids, mut error) = (Vec::new(), None);
    for item in walk.by_ref() {
        match item {
            Ok(item) => ids.push(item["id"]),
            Err(failed) => error = Some(failed),
        }
    }
    (ids, error, walk.token().to_string())
}

#[test]
fn a_page_without_its_list_does_not_end_a_walk_that_has_more_to_give() {
    static REQUIRED: Paging =
        Paging { by: By::Offset { row: 0 }, items: List::Required(ITEMS), end: End::Silent };
    static NULLABLE: Paging =
        Paging { by: By::Offset { row: 0 }, items: List::Nullable(ITEMS), end: End::Silent };
    static OPTIONAL: Paging =
        Paging { by: By::Offset { row: 0 }, items: List::Optional(ITEMS), end: End::Silent };
    static BARE: Paging = Paging { by: By::Offset { row: 0 }, items: List::Required(&[]), end: End::Silent };
    const MISSING: &[&str] = &[r#"{"items":[{"id":7}]}"#, r#"{"error":"busy"}"#];
    const NULL: &[&str] = &[r#"{"items":[{"id":7}]}"#, r#"{"items":null}"#];
    const OTHER: &[&str] = &[r#"{"items":[{"id":7}]}"#, r#"{"items":{"id":8}}"#];
    const BARE_NULL: &[&str] = &[r#"[{"id":7}]"#, "null"];
    for (bodies, paging, path, message) in [
        (MISSING, &REQUIRED, "items", "the list of the page's items is missing"),
        (NULL, &REQUIRED, "items", "the list of the page's items is null"),
        (MISSING, &NULLABLE, "items", "the list of the page's items is missing"),
        (OTHER, &OPTIONAL, "items", "expected the list of the page's items"),
        (BARE_NULL, &BARE, "", "the list of the page's items is null"),
    ] {
        let (ids, error, token) = pages_of(bodies, paging);
        assert_eq!(ids, [7], "{bodies:?}");
        let Some(Error::Decode(error)) = error else { panic!("{bodies:?}: {error:?}") };
        assert_eq!((error.path(), error.message()), (path, message));
        // Whoever goes on asks for the page that failed.
        assert_eq!(token, "0:offset:1");
    }
    for (bodies, paging) in [(NULL, &NULLABLE), (NULL, &OPTIONAL), (MISSING, &OPTIONAL)] {
        let (ids, error, token) = pages_of(bodies, paging);
        assert_eq!((ids.as_slice(), token.as_str()), ([7].as_slice(), "0:end"), "{bodies:?}");
        assert!(error.is_none(), "{error:?}");
    }
}
