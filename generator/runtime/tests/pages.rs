//! Lists that come in pages: every item exactly once, or an error that says where to go on.

mod support;

use std::sync::{Arc, Mutex};
use std::time::Duration;

use bytes::Bytes;
use runtime::api::{Api, Scheme, SchemeKind};
use runtime::blocking_transport::{BlockingBody, BlockingTransport};
use runtime::builder::ClientBuilder;
use runtime::client::Client;
use runtime::error::Error;
use runtime::mode::{Async, Blocking};
use runtime::operation::{Operation, Param};
use runtime::pages::{By, End, Items, List, PageToken, Paging};
use runtime::transport::{Body, Exchange, Transport, TransportError};
use serde_json::{Value, json};
use support::script::{Script, answer};
use support::{API, TOKEN};

static LIST: Operation = Operation::get("list", "/items").params(&[
    Param::query("at"),
    Param::query("size"),
    Param::query("fail"),
]);

static LOCKED: Api = Api {
    schemes: &[Scheme { name: "key", kind: SchemeKind::Query("key"), variables: &[] }],
    ..Api::DEFAULT
};
static LOCKED_LIST: Operation =
    Operation::get("list", "/items").params(&[Param::query("at")]).security(&[&["key"]]);

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
        Paging { by: By::Offset { row: 0, first: 0 }, items: List::Required(ITEMS), end: End::Silent };
    static OFFSET_1: Paging =
        Paging { by: By::Offset { row: 0, first: 1 }, items: List::Required(ITEMS), end: End::Silent };
    static URL: Paging =
        Paging { by: By::Url { next: &["meta", "next"] }, items: List::Required(ITEMS), end: End::Silent };
    static LINK: Paging = Paging { by: By::Link, items: List::Required(&[]), end: End::Silent };
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
        Kind::Offset1 => &OFFSET_1,
        Kind::Url => &URL,
        Kind::Link => &LINK,
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
    Offset1,
    Cursor,
    LastId,
    Bare,
    Url,
    Link,
}

const KINDS: [Kind; 10] = [
    Kind::Number0,
    Kind::Number1,
    Kind::NumberMore,
    Kind::Offset,
    Kind::Offset1,
    Kind::Cursor,
    Kind::LastId,
    Kind::Bare,
    Kind::Url,
    Kind::Link,
];

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

    /// The status, the body, and the header `Link`.
    fn answer(&self, uri: &http::Uri) -> (u16, Value, String) {
        assert_eq!((uri.host(), uri.path()), (Some("shop.invalid"), "/v1/items"), "{uri}");
        let query = uri.query().unwrap_or_default();
        let at = query.split('&').find_map(|pair| pair.strip_prefix("at=")).unwrap_or_default().to_owned();
        let mut asked = self.asked.lock().unwrap();
        asked.push(at.clone());
        let page = asked.len();
        let start = match self.kind {
            Kind::Number0 => at.parse::<usize>().unwrap() * self.cap,
            Kind::Number1 | Kind::NumberMore | Kind::Bare => (at.parse::<usize>().unwrap() - 1) * self.cap,
            Kind::Offset => at.parse().unwrap(),
            Kind::Offset1 => at.parse::<usize>().unwrap() - 1,
            Kind::Url | Kind::Link => at.parse().unwrap_or(0),
            Kind::Cursor => at.strip_prefix("c%2F").map_or(0, |cursor| cursor.parse().unwrap()),
            Kind::LastId => at.parse::<usize>().map_or(0, |last| last + 1),
        };
        let start = if self.fault == Fault::Repeats && page >= 3 { self.cap } else { start };
        if self.fault == Fault::Refuses && page == 3 {
            return (400, json!({"message": "no"}), String::new());
        }
        let end = (start + self.cap).min(self.count);
        let mut items: Vec<Value> = (start..end).map(|id| json!({"id": id})).collect();
        if self.fault == Fault::Garbles && page == 3 {
            items[1] = json!({"id": "one"});
        }
        let more = end < self.count || self.fault == Fault::NeverEnds;
        // As absolute as a server may write it.
        let address = match end % 5 {
            0 => format!("http://SHOP.invalid:80/v1/items?at={end}"),
            1 => format!("//shop.invalid/v1/items?at={end}#fragment"),
            2 => format!("/v1/items?at={end}"),
            3 => format!("?at={end}"),
            _ => format!("items?at={end}"),
        };
        let link = if more {
            format!("<{address}>; title=\"a, <b>; rel=next\"; rel=\"last NEXT\"")
        } else {
            String::new()
        };
        let link = ["</v1/items>; rel=first; rel=next", &link].join(", ");
        let next = more.then(|| if self.kind == Kind::Url { address } else { format!("c/{end}") });
        let body = match self.kind {
            Kind::Bare | Kind::Link => Value::Array(items),
            Kind::Cursor | Kind::Url => json!({"items": items, "meta": {"next": next}}),
            Kind::NumberMore | Kind::LastId => json!({"items": items, "meta": {"more": more}}),
            _ => json!({"items": items}),
        };
        (200, body, link)
    }
}

impl Transport for Shop {
    fn send(&self, request: http::Request<Body>) -> Exchange<'_> {
        let (status, body, link) = self.answer(request.uri());
        Box::pin(async move {
            let body = Body::from(Bytes::from(body.to_string()));
            Ok(http::Response::builder().status(status).header("link", link).body(body).unwrap())
        })
    }
}

impl BlockingTransport for Shop {
    fn send(
        &self,
        request: http::Request<BlockingBody>,
    ) -> Result<http::Response<BlockingBody>, TransportError> {
        let (status, body, link) = self.answer(request.uri());
        let body = BlockingBody::from(Bytes::from(body.to_string()));
        Ok(http::Response::builder().status(status).header("link", link).body(body).unwrap())
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
    assert_eq!(some.by_ref().take(3).filter(Result::is_ok).count(), 3);
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
    for kind in [Kind::NumberMore, Kind::Cursor, Kind::LastId, Kind::Url, Kind::Link] {
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
                    let path = if matches!(kind, Kind::Bare | Kind::Link) { "[1].id" } else { "items[1].id" };
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
fn an_address_is_followed_on_the_same_server_only() {
    let walk = |address: &'static str| {
        let body = json!({"items": [{"id": 1}], "meta": {"next": address}}).to_string();
        let script =
            Script::new(&[answer(0.0, 200, &[], body.leak()), answer(0.0, 200, &[], r#"{"items": []}"#)]);
        let builder =
            ClientBuilder::<Blocking>::new(&LOCKED).base_url("http://shop.invalid/v1").api_key(TOKEN);
        let client = script.on_blocking(builder.query("version", 2)).build().unwrap();
        let call = client.call::<Value>(&LOCKED_LIST, &[]).with_param(0, &7_i64).with_query("expand", "all");
        let mut items = call.with_paging(paging(Kind::Url)).into_items::<Item>();
        let (mut errors, mut token) = (Vec::new(), String::new());
        while let Some(item) = items.next() {
            match item {
                Ok(_) => token = items.token().to_string(),
                Err(error) => errors.push(error.to_string()),
            }
        }
        let uris: Vec<String> = script.seen.lock().unwrap().iter().map(|seen| seen.uri.to_string()).collect();
        (uris, errors, token)
    };
    const FIRST: &str = "http://shop.invalid/v1/items?version=2&expand=all&at=7&key=sk_hunter2_secret";
    for elsewhere in [
        "http://evil.invalid/v1/items?at=2",
        "https://shop.invalid/v1/items?at=2",
        "http://shop.invalid:8080/v1/items?at=2",
        "http://shop.invalid.evil.invalid/v1/items",
        "http://user@shop.invalid/v1/items",
        "http://shop.invalid@evil.invalid/v1/items",
        "//evil.invalid/v1/items",
        "ftp://shop.invalid/v1/items",
        "javascript:alert(1)",
        "/v1/../admin",
        "/v1/%2e%2e/admin",
        "http://",
        "/v1/it ems",
    ] {
        let (uris, errors, _) = walk(elsewhere);
        assert_eq!((uris, errors.len()), (vec![FIRST.to_owned()], 1), "{elsewhere}: {errors:?}");
    }
    // What the address says of the query takes the place of what the call said; the key is the client's own.
    let (uris, errors, token) = walk("/other?at=8&key=stale&expand=some#x");
    assert_eq!(errors, [""; 0]);
    assert_eq!(uris, [FIRST, "http://shop.invalid/other?at=8&expand=some&version=2&key=sk_hunter2_secret"]);
    assert_eq!(token, "0:url:/other?at=8&expand=some");
    for token in ["0:url:http://evil.invalid/", "0:url:", "0:url:evil.invalid"] {
        assert!(token.parse::<PageToken>().is_err(), "{token}");
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

#[test]
fn the_time_of_all_pages_is_that_of_the_walk() {
    let page = |id: u64| answer(4.0, 200, &[], json!({"items": [{"id": id}]}).to_string().leak());
    let acts = [page(0), page(1), page(2), page(3)];
    let check = |got: Vec<Result<Item, Error>>, token: PageToken| {
        // Four seconds each: the third page is cut off two seconds in.
        assert_eq!(got.iter().filter(|item| item.is_ok()).count(), 2);
        let Some(Err(Error::Timeout(_))) = got.last() else { panic!("{got:?}") };
        assert_eq!(token.to_string(), "0:offset:2");
    };
    let script = Script::new(&acts);
    let client = script.on(ClientBuilder::<Async>::new(&API).bearer_token(TOKEN)).build().unwrap();
    let call = client.call::<Value>(&LIST, &[]).with_max_retries(0).with_paging(paging(Kind::Offset));
    let mut walk = call.into_items::<Item>().with_deadline(Duration::from_secs(10));
    let mut got = Vec::new();
    while let Some(item) = script.clock.block_on(walk.next()) {
        got.push(item);
    }
    assert_eq!(script.clock.elapsed(), Duration::from_secs(10));
    check(got, walk.token());

    let script = Script::new(&acts);
    let builder = script.on_blocking(ClientBuilder::<Blocking>::new(&API).bearer_token(TOKEN));
    let call = builder.build().unwrap().call::<Value>(&LIST, &[]).with_max_retries(0);
    let mut walk =
        call.with_paging(paging(Kind::Offset)).into_items::<Item>().with_deadline(Duration::from_secs(10));
    let got = walk.by_ref().collect();
    check(got, walk.token());
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
        Paging { by: By::Offset { row: 0, first: 0 }, items: List::Required(ITEMS), end: End::Silent };
    static NULLABLE: Paging =
        Paging { by: By::Offset { row: 0, first: 0 }, items: List::Nullable(ITEMS), end: End::Silent };
    static OPTIONAL: Paging =
        Paging { by: By::Offset { row: 0, first: 0 }, items: List::Optional(ITEMS), end: End::Silent };
    static BARE: Paging =
        Paging { by: By::Offset { row: 0, first: 0 }, items: List::Required(&[]), end: End::Silent };
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
