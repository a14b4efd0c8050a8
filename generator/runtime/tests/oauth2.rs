//! Tokens: asked for once for many calls, kept until shortly before their end, replaced once when refused.
#![cfg(all(feature = "reqwest", feature = "blocking"))]

mod support;

use std::collections::VecDeque;
use std::io::{Read as _, Write as _};
use std::net::{Ipv4Addr, TcpListener};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

use runtime::api::{Api, Scheme, SchemeKind};
use runtime::builder::ClientBuilder;
use runtime::error::Error;
use runtime::mode::{Async, Blocking, Mode};
use runtime::oauth2::{OAuth2, Token};
use runtime::operation::Operation;
use runtime::secret::Secret;
use runtime::wire::Json;
use support::TOKEN;
use support::script::{Script, answer, lost, not_sent};

static API: Api = Api {
    name: "shop",
    schemes: &[
        Scheme {
            name: "oauth",
            kind: SchemeKind::OAuth2 {
                token_url: "https://login.invalid/token",
                refresh_url: "https://login.invalid/refresh",
            },
            variables: &["SHOP"],
        },
        Scheme { name: "openid", kind: SchemeKind::Bearer, variables: &["SHOP_OPENID"] },
    ],
    ..Api::DEFAULT
};

static LOOK: Operation = Operation::get("look", "/").security(&[&["oauth"]]);
static PAY: Operation = Operation::post("pay", "/").security(&[&["oauth"]]);

fn builder<M: Mode>() -> ClientBuilder<M> {
    ClientBuilder::new(&API).base_url("http://shop.invalid/v1")
}

fn grant() -> OAuth2 {
    OAuth2::client_credentials("an id", TOKEN)
}

const GOOD: &str = r#"{"access_token":"t1","token_type":"Bearer","expires_in":3600}"#;
const NEXT: &str = r#"{"access_token":"t2","token_type":"bearer","expires_in":"3600"}"#;

/// What was sent, and what came of each call.
type Came = (Vec<String>, Vec<Result<(), Error>>);

/// Sends so many calls over a script, in both modes; each with the time that passes before it. Returns what was sent.
fn over(
    acts: &[support::script::Act],
    grant: fn() -> OAuth2,
    calls: &[(f64, &'static Operation)],
) -> Vec<Came> {
    let pause = |seconds: f64| Duration::from_secs_f64(seconds);
    let heads = |script: &Script| {
        let seen = script.seen.lock().unwrap();
        let head = |seen: &support::script::Seen| {
            let token = seen.headers.get("authorization").map_or("", |value| value.to_str().unwrap());
            format!("{} {} {token} {}", seen.method, seen.uri, String::from_utf8_lossy(&seen.body))
        };
        seen.iter().map(head).collect::<Vec<_>>()
    };
    let script = Script::new(acts);
    let client = script.on(builder().oauth2(grant())).build().unwrap();
    let mut results = Vec::new();
    for (after, operation) in calls {
        script.clock.advance(pause(*after));
        let call = client.call::<Json>(operation, &[]).send();
        results.push(script.clock.block_on(call).map(drop));
    }
    let first = (heads(&script), results);
    let script = Script::new(acts);
    let client = script.on_blocking(builder().oauth2(grant())).build().unwrap();
    let mut results = Vec::new();
    for (after, operation) in calls {
        script.clock.advance(pause(*after));
        results.push(client.call::<Json>(operation, &[]).send().map(drop));
    }
    vec![first, (heads(&script), results)]
}

const ASKED: &str = "POST https://login.invalid/token Basic YW4lMjBpZDpza19odW50ZXIyX3NlY3JldA== \
                     grant_type=client_credentials";

#[test]
fn a_token_is_asked_for_once_and_kept_until_shortly_before_its_end() {
    let acts = [
        answer(0.0, 200, &[], GOOD),
        answer(0.0, 200, &[], "{}"),
        answer(0.0, 200, &[], "{}"),
        answer(0.0, 200, &[], NEXT),
        answer(0.0, 200, &[], "{}"),
    ];
    for (heads, results) in over(&acts, grant, &[(0.0, &LOOK), (3539.0, &PAY), (2.0, &PAY)]) {
        assert!(results.iter().all(Result::is_ok), "{results:?}");
        let expected = [
            ASKED,
            "GET http://shop.invalid/v1/ Bearer t1 ",
            "POST http://shop.invalid/v1/ Bearer t1 ",
            ASKED,
            "POST http://shop.invalid/v1/ Bearer t2 ",
        ];
        assert_eq!(heads, expected);
    }
}

#[test]
fn a_refused_token_is_replaced_once_and_the_call_sent_again_whatever_it_does() {
    let acts = [
        answer(0.0, 200, &[], GOOD),
        answer(0.0, 401, &[], "{}"),
        answer(0.0, 200, &[], NEXT),
        answer(0.0, 200, &[], "{}"),
        answer(0.0, 401, &[], "{}"),
        answer(0.0, 200, &[], r#"{"access_token":"t3"}"#),
        answer(0.0, 401, &[], "{}"),
    ];
    for (heads, results) in over(&acts, grant, &[(0.0, &PAY), (0.0, &PAY)]) {
        assert!(results[0].is_ok());
        let refused = results[1].as_ref().unwrap_err();
        assert_eq!((refused.status().map(|status| status.as_u16()), refused.attempts()), (Some(401), 2));
        assert!(!refused.may_have_executed());
        let tokens: Vec<_> = heads.iter().map(|head| head.split(' ').nth(3).unwrap_or_default()).collect();
        assert_eq!(tokens.len(), 7);
        assert_eq!([tokens[1], tokens[3], tokens[4], tokens[6]], ["t1", "t2", "t2", "t3"]);
    }
}

#[test]
fn the_same_token_again_is_not_sent_again() {
    let acts = [
        answer(0.0, 200, &[], GOOD),
        answer(0.0, 401, &[("x-request-id", "req_1")], "{}"),
        answer(0.0, 200, &[], GOOD),
    ];
    for (_, results) in over(&acts, grant, &[(0.0, &LOOK)]) {
        assert_eq!(results[0].as_ref().unwrap_err().request_id(), Some("req_1"));
    }
}

#[test]
fn an_endpoint_that_refuses_or_answers_nonsense_is_an_error_before_anything_is_sent() {
    let denied =
        answer(0.0, 401, &[], r#"{"error":"invalid_client","error_description":"no sk_hunter2_secret"}"#);
    for (heads, results) in over(&[denied], grant, &[(0.0, &PAY)]) {
        assert_eq!(heads.len(), 1);
        let error = results[0].as_ref().unwrap_err();
        let Error::Token(token) = error else { panic!("{error:?}") };
        assert_eq!(
            error.to_string(),
            "no token of the security scheme \"oauth\" for POST / (code invalid_client, 0 attempts, not executed)"
        );
        assert_eq!(token.reason().and_then(Error::message), Some("no [redacted]"));
        assert!(!error.may_have_executed() && !format!("{error:?}").contains("hunter2"));
    }
    for body in ["", "[]", "{}", r#"{"access_token":7}"#, r#"{"access_token":"t","token_type":"mac"}"#] {
        for (heads, results) in over(&[answer(0.0, 200, &[], body)], grant, &[(0.0, &PAY)]) {
            assert_eq!(heads.len(), 1, "{body}");
            assert!(matches!(results[0], Err(Error::Token(_))), "{body}");
        }
    }
    // Asking for a token may be repeated; what follows a failure asks anew.
    let acts = [
        not_sent(0.0),
        lost(0.0),
        answer(0.0, 503, &[], ""),
        answer(0.0, 200, &[], GOOD),
        answer(0.0, 200, &[], "{}"),
    ];
    for (heads, results) in over(&acts, grant, &[(0.0, &PAY), (0.0, &PAY)]) {
        assert_eq!(heads.len(), 5);
        assert!(matches!(results[0], Err(Error::Token(_))) && results[1].is_ok());
    }
}

#[test]
fn the_time_of_a_call_covers_its_token() {
    let silent = || answer(31.0, 200, &[], GOOD);
    for (heads, results) in over(&[silent(), silent()], grant, &[(0.0, &LOOK)]) {
        assert_eq!(heads.len(), 2);
        assert!(matches!(results[0], Err(Error::Token(_))), "{results:?}");
    }
    // What is left of it is the call's.
    let acts = [answer(29.0, 200, &[], GOOD), answer(0.0, 200, &[], "{}")];
    for (_, results) in over(&acts, grant, &[(0.0, &LOOK)]) {
        assert!(results[0].is_ok(), "{results:?}");
    }
}

#[test]
fn a_refresh_token_is_sent_once_and_the_next_one_kept() {
    static KEPT: Mutex<Vec<String>> = Mutex::new(Vec::new());
    let grant = || {
        OAuth2::refresh_token("an id", "r1")
            .scopes(["read", "write"])
            .field("audience", "a/b")
            .on_refresh_token(|token: &Secret| KEPT.lock().unwrap().push(token.reveal().to_owned()))
    };
    let acts = [
        answer(0.0, 200, &[], r#"{"access_token":"t1","expires_in":10,"refresh_token":"r2"}"#),
        answer(0.0, 200, &[], "{}"),
        answer(0.0, 200, &[], r#"{"access_token":"t2","expires_in":10}"#),
        answer(0.0, 200, &[], "{}"),
    ];
    for (heads, results) in over(&acts, grant, &[(0.0, &LOOK), (9.5, &LOOK)]) {
        assert!(results.iter().all(Result::is_ok), "{results:?}");
        let form = |token| {
            format!(
                "POST https://login.invalid/refresh  grant_type=refresh_token&refresh_token={token}\
                 &scope=read%20write&audience=a%2Fb&client_id=an%20id"
            )
        };
        assert_eq!((&heads[0], &heads[2]), (&form("r1"), &form("r2")));
    }
    assert_eq!(*KEPT.lock().unwrap(), ["r2", "r2"]);
    // Nobody knows what became of a request that was lost.
    for (heads, results) in over(&[lost(0.0)], grant, &[(0.0, &LOOK)]) {
        assert_eq!((heads.len(), results[0].is_err()), (1, true));
    }
}

#[test]
fn the_endpoint_is_the_documents_or_the_callers_and_encrypted() {
    let asked = |grant: OAuth2, api: &'static Api| {
        let script = Script::new(&[answer(0.0, 200, &[], GOOD), answer(0.0, 200, &[], "{}")]);
        let builder =
            ClientBuilder::<Blocking>::new(api).base_url("http://shop.invalid:8080/v1").oauth2(grant);
        script.on_blocking(builder).build().unwrap().call::<Json>(&LOOK, &[]).send()?;
        let seen = script.seen.lock().unwrap();
        Ok::<_, Error>((seen[0].uri.to_string(), String::from_utf8_lossy(&seen[0].body).into_owned()))
    };
    assert_eq!(
        asked(grant().token_url("/oauth/token"), &API).unwrap().0,
        "http://shop.invalid:8080/oauth/token"
    );
    assert_eq!(
        asked(grant().token_url("http://127.0.0.1:1/t?x=y"), &API).unwrap().0,
        "http://127.0.0.1:1/t?x=y"
    );
    let (_, form) = asked(grant().client_in_body(), &API).unwrap();
    assert_eq!(form, "grant_type=client_credentials&client_id=an%20id&client_secret=sk_hunter2_secret");
    static PLAIN: Api = Api {
        schemes: &[Scheme {
            name: "oauth",
            kind: SchemeKind::OAuth2 { token_url: "http://login.invalid/token", refresh_url: "" },
            variables: &[],
        }],
        ..Api::DEFAULT
    };
    let why = |error: Error| std::error::Error::source(&error).unwrap().to_string();
    assert!(why(asked(grant(), &PLAIN).unwrap_err()).contains("is not encrypted"));
    static NONE: Api = Api {
        schemes: &[Scheme {
            name: "oauth",
            kind: SchemeKind::OAuth2 { token_url: "", refresh_url: "" },
            variables: &[],
        }],
        ..Api::DEFAULT
    };
    assert!(why(asked(grant(), &NONE).unwrap_err()).contains("no token endpoint"));
    for url in ["ftp://login.invalid/token", "token", "https://user:password@login.invalid/token"] {
        assert!(asked(grant().token_url(url), &API).is_err(), "{url}");
    }
}

#[test]
fn any_other_flow_is_a_closure() {
    static CALLED: AtomicUsize = AtomicUsize::new(0);
    static OPENID: Operation = Operation::get("openid", "/").security(&[&["openid"]]);
    let token = || {
        let number = CALLED.fetch_add(1, Ordering::Relaxed);
        Token::new(format!("c{number}")).expires_in(Duration::from_secs(600))
    };
    let script = Script::new(&[answer(0.0, 200, &[], "{}"), answer(0.0, 200, &[], "{}")]);
    let client =
        script.on(builder::<Async>().tokens(move || async move { Ok::<_, Error>(token()) })).build().unwrap();
    for _ in 0..2 {
        script.clock.block_on(client.call::<Json>(&OPENID, &[]).send()).unwrap();
    }
    let seen = script.seen.lock().unwrap();
    assert!(seen.iter().all(|seen| seen.headers["authorization"] == "Bearer c0"));
    assert!(seen[0].headers["authorization"].is_sensitive());

    let script = Script::new(&[answer(0.0, 200, &[], "{}")]);
    let builder = builder::<Blocking>().tokens_for("openid", move || Ok::<_, Error>(token()));
    let client = script.on_blocking(builder).build().unwrap();
    client.call::<Json>(&OPENID, &[]).send().unwrap();
    assert_eq!(script.seen.lock().unwrap()[0].headers["authorization"], "Bearer c1");
    let missing = client.call::<Json>(&LOOK, &[]).send().unwrap_err();
    assert_eq!(
        missing.to_string(),
        "no credential for the security scheme \"oauth\": set SHOP, or SHOP_CLIENT_ID and SHOP_CLIENT_SECRET, and \
         read the environment, or give one to the client's builder"
    );

    let failing = self::builder::<Blocking>().tokens(|| Err::<Token, _>("the vault is closed"));
    let script = Script::new(&[]);
    let error = script.on_blocking(failing).build().unwrap().call::<Json>(&LOOK, &[]).send().unwrap_err();
    assert_eq!(std::error::Error::source(&error).unwrap().to_string(), "the vault is closed");
    assert!(
        self::builder::<Blocking>()
            .tokens_for("no such scheme", move || Ok::<_, Error>(token()))
            .build()
            .is_err()
    );
}

/// A server that takes a while to give tokens, and refuses those that it has taken back.
struct Shop {
    url: String,
    asked: Arc<AtomicUsize>,
    /// How many tokens were given so far; only the last is good.
    good: Arc<AtomicUsize>,
}

fn shop(failures: &[u16]) -> Shop {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let (asked, good) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)));
    let failures = Arc::new(Mutex::new(failures.iter().copied().collect::<VecDeque<_>>()));
    let shop = Shop { url, asked: Arc::clone(&asked), good: Arc::clone(&good) };
    thread::spawn(move || {
        for mut stream in listener.incoming().flatten() {
            let (asked, good, failures) = (Arc::clone(&asked), Arc::clone(&good), Arc::clone(&failures));
            thread::spawn(move || {
                let mut text = String::new();
                let mut buffer = [0; 4096];
                let complete = |text: &str| {
                    let (head, body) = text.split_once("\r\n\r\n")?;
                    let lower = head.to_lowercase();
                    let length =
                        lower.lines().find_map(|line| line.strip_prefix("content-length: ")?.parse().ok());
                    (body.len() >= length.unwrap_or(0)).then_some(())
                };
                while complete(&text).is_none() {
                    let count = stream.read(&mut buffer)?;
                    text.push_str(std::str::from_utf8(&buffer[..count]).unwrap());
                }
                let (status, body) = if text.starts_with("POST /token") {
                    asked.fetch_add(1, Ordering::SeqCst);
                    thread::sleep(Duration::from_millis(100));
                    match failures.lock().unwrap().pop_front() {
                        Some(status) => (status, "{}".to_owned()),
                        None => (
                            200,
                            format!(r#"{{"access_token":"t{}"}}"#, good.fetch_add(1, Ordering::SeqCst) + 1),
                        ),
                    }
                } else {
                    let expected = format!("bearer t{}\r\n", good.load(Ordering::SeqCst));
                    (if text.to_lowercase().contains(&expected) { 200 } else { 401 }, "{}".to_owned())
                };
                write!(
                    stream,
                    "HTTP/1.1 {status} Status\r\ncontent-length: {}\r\nconnection: close\r\n\r\n{body}",
                    body.len()
                )
            });
        }
    });
    shop
}

#[test]
fn many_calls_at_once_ask_for_one_token() {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    let shop = shop(&[]);
    let builder = builder::<Async>().no_proxy();
    let client = builder.base_url(&shop.url).oauth2(grant().token_url("/token")).build().unwrap();
    let all = |client: &runtime::client::Client<Async>| {
        let calls: Vec<_> = (0..20).map(|_| runtime.spawn(client.call::<Json>(&PAY, &[]).send())).collect();
        calls.into_iter().map(|call| runtime.block_on(call).unwrap()).collect::<Vec<_>>()
    };
    assert!(all(&client).iter().all(Result::is_ok));
    assert_eq!(shop.asked.load(Ordering::SeqCst), 1);
    // Taken back: all are refused, and one token is asked for in its place.
    shop.good.fetch_add(1, Ordering::SeqCst);
    assert!(all(&client).iter().all(Result::is_ok));
    assert_eq!(shop.asked.load(Ordering::SeqCst), 2);
    // One that gives up on the way leaves the others to ask for themselves.
    let client = self::builder::<Async>()
        .no_proxy()
        .base_url(&shop.url)
        .oauth2(grant().token_url("/token"))
        .build()
        .unwrap();
    let hasty = client.call::<Json>(&PAY, &[]).with_timeout(Duration::from_millis(30)).send();
    let (hasty, patient) = (runtime.spawn(hasty), client.call::<Json>(&PAY, &[]).send());
    let dropped = runtime.spawn(client.call::<Json>(&PAY, &[]).send());
    // The shop takes its time to answer: whoever asked still waits.
    while shop.asked.load(Ordering::SeqCst) < 3 {
        thread::yield_now();
    }
    dropped.abort();
    assert!(runtime.block_on(patient).is_ok());
    assert!(runtime.block_on(hasty).unwrap().is_err());
}

#[test]
fn many_threads_ask_for_one_token_and_share_a_refusal() {
    let shop = shop(&[400]);
    let builder = builder::<Blocking>().no_proxy().base_url(&shop.url).oauth2(grant().token_url("/token"));
    let client = builder.build().unwrap();
    let all = || {
        thread::scope(|scope| {
            let calls: Vec<_> =
                (0..8).map(|_| scope.spawn(|| client.call::<Json>(&PAY, &[]).send())).collect();
            calls.into_iter().map(|call| call.join().unwrap()).collect::<Vec<_>>()
        })
    };
    // Whoever came while the first was refused shares that; whoever came later asked again.
    let first = all();
    assert!(first.iter().any(Result::is_err), "{first:?}");
    assert!(shop.asked.load(Ordering::SeqCst) <= 2);
    assert!(all().iter().all(Result::is_ok));
    assert!(shop.asked.load(Ordering::SeqCst) <= 2);
    shop.good.fetch_add(1, Ordering::SeqCst);
    assert!(all().iter().all(Result::is_ok));
    assert!(shop.asked.load(Ordering::SeqCst) <= 3);
}
