//! A parameter of each place and style, over a socket, async and blocking; what arrives is read by other libraries.

mod support;

use axum::extract::Query;
use kitchen::Error;
use kitchen::formats::{Date, Uuid};
use kitchen::parameters::ManyRequired;
use kitchen::types::{Color, ManyOp};
use std::collections::BTreeMap;
use support::{Received, Server, block};

/// What each client sends for the same call.
macro_rules! both {
    ($server:expr, |$parameters:ident| $call:expr) => {{
        let client = $server.client();
        {
            let $parameters = client.parameters();
            $call.await.expect("an answer");
        }
        let client = $server.blocking();
        block(move || {
            let $parameters = client.parameters();
            $call.send().expect("an answer")
        })
        .await;
        let received: Vec<Received> = $server.take();
        assert_eq!(received.len(), 2);
        received
    }};
}

fn list() -> Vec<String> {
    ["x", "y,z"].map(str::to_owned).to_vec()
}

fn color() -> Color {
    Color::new(1, "a/b")
}

#[tokio::test]
async fn paths() {
    let server = Server::start().await;
    let one = "a b/ü;=.";
    for received in both!(server, |to| to.simple_path(one, list(), list(), color(), color())) {
        let expected = "/simple/a%20b%2F%C3%BC%3B%3D./x,y%2Cz/x,y%2Cz/R,1,G,a%2Fb/R=1,G=a%2Fb";
        assert_eq!(received.target, expected);
        assert_eq!(decoded(received.target.split('/').nth(2).expect("a segment")), one);
    }
    for received in both!(server, |to| to.label_path(one, list(), list(), color(), color())) {
        let expected = "/label/.a%20b%2F%C3%BC%3B%3D./.x,y%2Cz/.x.y%2Cz/.R,1,G,a%2Fb/.R=1.G=a%2Fb";
        assert_eq!(received.target, expected);
    }
    for received in both!(server, |to| to.matrix_path(one, list(), list(), color(), color())) {
        let expected = "/matrix/;one=a%20b%2F%C3%BC%3B%3D./;list=x,y%2Cz/;lists=x;lists=y%2Cz/;object=R,1,G,a%2Fb/;R=1;G=a%2Fb";
        assert_eq!(received.target, expected);
    }
}

/// The value of a pair in a query, as another library decodes it.
fn decoded(value: &str) -> String {
    let uri = format!("/?value={value}").parse().expect("a target");
    let Query(mut pairs): Query<Vec<(String, String)>> = Query::try_from_uri(&uri).expect("pairs");
    pairs.remove(0).1
}

#[tokio::test]
async fn queries() {
    let server = Server::start().await;
    let sent = both!(server, |to| to
        .query()
        .one("a b&c=d+e")
        .list(list())
        .lists(list())
        .object(color())
        .objects(color())
        .spaced(list())
        .spaced_object(color())
        .piped(list())
        .piped_object(color())
        .deep(color())
        .reserved("a/b?c&d")
        .json_param(color()));
    for received in sent {
        let expected = "/query?one=a%20b%26c%3Dd%2Be&list=x,y%2Cz&lists=x&lists=y%2Cz&object=R,1,G,a%2Fb&R=1&G=a%2Fb\
                        &spaced=x%20y%2Cz&spacedObject=R%201%20G%20a%2Fb&piped=x%7Cy%2Cz&pipedObject=R%7C1%7CG%7Ca%2Fb\
                        &deep%5BR%5D=1&deep%5BG%5D=a%2Fb&reserved=a/b?c%26d&json=%7B%22R%22%3A1%2C%22G%22%3A%22a%2Fb%22%7D";
        assert_eq!(received.target, expected);
        let uri = received.target.parse().expect("a target");
        let Query(pairs): Query<Vec<(String, String)>> = Query::try_from_uri(&uri).expect("pairs");
        let has = |name: &str| -> Vec<&str> {
            pairs.iter().filter(|(known, _)| known == name).map(|(_, value)| value.as_str()).collect()
        };
        assert_eq!((has("one"), has("lists")), (vec!["a b&c=d+e"], vec!["x", "y,z"]));
        assert_eq!((has("R"), has("G"), has("reserved")), (vec!["1"], vec!["a/b"], vec!["a/b?c&d"]));
        assert_eq!(has("spaced"), ["x y,z"]);
        assert_eq!(has("piped"), ["x|y,z"]);
        let json: serde_json::Value = serde_json::from_str(has("json")[0]).expect("JSON");
        assert_eq!(json, serde_json::json!({"R": 1, "G": "a/b"}));
        // It takes no name twice beside those in brackets.
        let deep: Vec<&str> =
            received.target.split(['?', '&']).filter(|pair| pair.starts_with("deep")).collect();
        let deep: BTreeMap<String, serde_json::Value> =
            serde_qs::Config::new(2, false).deserialize_str(&deep.join("&")).expect("a query");
        assert_eq!(deep["deep"], serde_json::json!({"R": "1", "G": "a/b"}));
    }
}

#[tokio::test]
async fn headers_and_cookies() {
    let server = Server::start().await;
    let sent = both!(server, |to| to
        .heads()
        .x_one("a b")
        .x_list(list())
        .x_object(color())
        .x_objects(color())
        .x_json(color())
        .one("a; b=c")
        .lists(["p", "q;"])
        .raw_param("a%20b=c")
        .list(["x", "y"])
        .object(color()));
    for received in sent {
        assert_eq!(received.header("x-one"), "a b");
        assert_eq!(received.header("x-list"), "x,y,z");
        assert_eq!(received.header("x-object"), "R,1,G,a/b");
        assert_eq!(received.header("x-objects"), "R=1,G=a/b");
        assert_eq!(received.header("x-json"), r#"{"R":1,"G":"a/b"}"#);
        // The style `cookie` escapes nothing.
        let cookies: Vec<&str> = received.header("cookie").split("; ").collect();
        assert_eq!(
            cookies,
            ["one=a%3B%20b%3Dc", "lists=p", "lists=q%3B", "raw=a%20b=c", "list=x,y", "object=R,1,G,a%2Fb"]
        );
        let cookies: BTreeMap<String, String> =
            cookie::Cookie::split_parse_encoded(received.header("cookie"))
                .map(|cookie| cookie.expect("a cookie"))
                .map(|cookie| (cookie.name().to_owned(), cookie.value().to_owned()))
                .collect();
        let expected =
            [("list", "x,y"), ("lists", "q;"), ("object", "R,1,G,a/b"), ("one", "a; b=c"), ("raw", "a b=c")];
        assert_eq!(cookies, expected.map(|(name, value)| (name.to_owned(), value.to_owned())).into());
    }
}

#[tokio::test]
async fn a_value_that_is_the_whole_query() {
    let server = Server::start().await;
    for received in both!(server, |to| to.whole(Color::new(1, "a&b"))) {
        let uri = received.target.parse().expect("a target");
        let Query(pairs): Query<Vec<(String, String)>> = Query::try_from_uri(&uri).expect("pairs");
        assert_eq!(
            pairs,
            [("R", "1"), ("G", "a&b")].map(|(name, value)| (name.to_owned(), value.to_owned()))
        );
    }
}

#[tokio::test]
async fn a_value_stays_in_its_place() {
    let server = Server::start().await;
    for received in both!(server, |to| to.reserved("a:b@c/d?e#f%20g&h")) {
        assert_eq!(received.target, "/reserved/a:b@c%2Fd%3Fe%23f%20g&h");
    }
    let (client, blocking) = (server.client(), server.blocking());
    for place in ["..", ".", "%2e%2E", ""] {
        let asynchronous = client.parameters().reserved(place).await;
        let to = blocking.clone();
        let synchronous = block(move || to.parameters().reserved(place).send()).await;
        for refused in [asynchronous, synchronous] {
            let error = refused.expect_err("another resource");
            assert!(matches!(error, Error::Misuse(_)) && !error.may_have_executed(), "{place}: {error:?}");
        }
    }
    let to = blocking.clone();
    let semicolon = block(move || to.parameters().heads().raw_param("a; admin=1").send()).await;
    assert!(matches!(semicolon, Err(Error::Misuse(_))), "{semicolon:?}");
    assert!(server.take().is_empty());
}

#[tokio::test]
async fn many_required_ones_have_names() {
    let server = Server::start().await;
    let required = ManyRequired {
        text: "a&b".to_owned(),
        count: -1,
        ratio: 0.1,
        flag: true,
        day: Date::from("2024-02-29"),
        id: Uuid::from("f81d4fae-7dec-11d0-a765-00a0c91e6bf6"),
        op: ManyOp::Remove,
    };
    for received in both!(server, |to| to.many(required.clone()).rest("")) {
        let expected = "/many?text=a%26b&count=-1&ratio=0.1&flag=true&day=2024-02-29&id=f81d4fae-7dec-11d0-a765-00a0c91e6bf6\
                        &op=remove&rest=";
        assert_eq!(received.target, expected);
    }
}

#[tokio::test]
async fn what_the_document_does_not_have_can_be_asked_for() {
    let server = Server::start().await;
    let (client, blocking) = (server.client(), server.blocking());
    let method = || axum::http::Method::PATCH;
    let json = serde_json::json!({"a": 1});
    client.request::<()>(method(), "/not/here").json(&json).with_query("q", "?&").await.expect("an answer");
    block(move || blocking.request::<()>(method(), "/not/here").json(&json).with_query("q", "?&").send())
        .await
        .expect("an answer");
    let received = server.take();
    assert_eq!(received.len(), 2);
    for received in received {
        assert_eq!((received.method.as_str(), received.target.as_str()), ("PATCH", "/not/here?q=%3F%26"));
        assert_eq!(received.json(), serde_json::json!({"a": 1}));
    }
}
