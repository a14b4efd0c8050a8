//! Every security scheme in every form of a requirement, async and blocking, against a server that checks what it is
//! given and what it is not given. Without its credentials, a call sends nothing.
#![cfg(all(feature = "reqwest", feature = "blocking"))]

mod support;

use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, LazyLock, Mutex};
use std::thread;

use runtime::api::{Api, Scheme, SchemeKind};
use runtime::builder::ClientBuilder;
use runtime::error::Error;
use runtime::mode::{Async, Blocking, Mode};
use runtime::oauth2::OAuth2;
use runtime::operation::Operation;
use runtime::options::{ClientCertificate, RootCertificate};
use runtime::wire::Json;
use rustls::RootCertStore;
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::server::WebPkiClientVerifier;
use support::server::CERTIFICATE;

const NAMES: [&str; 7] = ["basic", "bearer", "cookie", "header", "mtls", "oauth", "query"];

static API: Api = Api {
    schemes: &[
        Scheme { name: "basic", kind: SchemeKind::Basic, variables: &[] },
        Scheme { name: "bearer", kind: SchemeKind::Bearer, variables: &["SHOP_TOKEN"] },
        Scheme { name: "cookie", kind: SchemeKind::Cookie("session"), variables: &[] },
        Scheme { name: "header", kind: SchemeKind::Header("x-key"), variables: &[] },
        Scheme { name: "mtls", kind: SchemeKind::MutualTls, variables: &[] },
        Scheme {
            name: "oauth",
            kind: SchemeKind::OAuth2 { token_url: "/token", refresh_url: "" },
            variables: &["SHOP_OAUTH"],
        },
        Scheme { name: "query", kind: SchemeKind::Query("key"), variables: &[] },
    ],
    ..Api::DEFAULT
};

const CUSTOMER: &[u8] = include_bytes!("support/customer.pem");
const CUSTOMER_KEY: &str = include_str!("support/customer.key");

/// Schemes that send the same header: no request can carry two of them.
fn collide(a: &str, b: &str) -> bool {
    let is_authorization = |name| ["basic", "bearer", "oauth"].contains(&name);
    is_authorization(a) && is_authorization(b)
}

/// The credentials of these schemes, and of no other.
fn builder<M: Mode>(url: &str, names: &[&str]) -> ClientBuilder<M> {
    let builder = ClientBuilder::new(&API).base_url(url).no_proxy();
    let builder = builder.max_retries(0).root_certificate(RootCertificate::from_pem(CERTIFICATE));
    names.iter().fold(builder, |builder, name| match *name {
        "basic" => builder.basic_auth("Aladdin", "open sesame"),
        "mtls" => builder.client_certificate(ClientCertificate::from_pem(CUSTOMER, CUSTOMER_KEY)),
        "oauth" => builder.oauth2(OAuth2::client_credentials("id", "secret")),
        "bearer" => builder.credential("bearer", "a token"),
        name => builder.credential(name, format!("the {name}")),
    })
}

/// What a server was given, by the names of the schemes; what is wrong is named as it is.
fn given(head: &str, has_certificate: bool) -> Vec<String> {
    let mut found = Vec::new();
    let (line, rest) = head.split_once("\r\n").unwrap();
    for header in rest.lines() {
        let (name, value) = header.split_once(": ").unwrap_or((header, ""));
        match (name.to_lowercase().as_str(), value) {
            ("authorization", "Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==") => found.push("basic".to_owned()),
            ("authorization", "Bearer a token") => found.push("bearer".to_owned()),
            ("authorization", "Bearer given for id") => found.push("oauth".to_owned()),
            ("cookie", "session=the%20cookie") => found.push("cookie".to_owned()),
            ("x-key", "the header") => found.push("header".to_owned()),
            ("authorization" | "cookie" | "x-key", _) => found.push(header.to_owned()),
            _ => {}
        }
    }
    if has_certificate {
        found.push("mtls".to_owned());
    }
    match line.split(' ').nth(1).and_then(|target| target.split_once('?')) {
        Some((_, "key=the%20query")) => found.push("query".to_owned()),
        Some((_, query)) => found.push(query.to_owned()),
        None => {}
    }
    found.sort();
    found
}

/// A server behind TLS that knows its customers by their certificates, and answers with what it was given.
struct Server {
    url: String,
    requests: Arc<AtomicUsize>,
}

fn server(demands_certificate: bool) -> Server {
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let mut roots = RootCertStore::empty();
    let authority = CertificateDer::from_pem_slice(include_bytes!("support/authority.pem")).unwrap();
    roots.add(authority).unwrap();
    let verifier = WebPkiClientVerifier::builder_with_provider(Arc::new(roots), Arc::clone(&provider));
    let verifier = if demands_certificate { verifier } else { verifier.allow_unauthenticated() };
    let certificate = CertificateDer::from_pem_slice(CERTIFICATE).unwrap();
    let key = PrivateKeyDer::from_pem_slice(include_bytes!("support/localhost.key")).unwrap();
    let config = rustls::ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_client_cert_verifier(verifier.build().unwrap())
        .with_single_cert(vec![certificate], key)
        .unwrap();
    let config = Arc::new(config);
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
    let url = format!("https://localhost:{}", listener.local_addr().unwrap().port());
    let requests = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&requests);
    thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let (config, counted) = (Arc::clone(&config), Arc::clone(&counted));
            thread::spawn(move || serve(config, stream, &counted));
        }
    });
    Server { url, requests }
}

fn serve(config: Arc<rustls::ServerConfig>, stream: TcpStream, counted: &AtomicUsize) -> io::Result<()> {
    let connection = rustls::ServerConnection::new(config).map_err(io::Error::other)?;
    let mut stream = BufReader::new(rustls::StreamOwned::new(connection, stream));
    loop {
        let mut head = String::new();
        while !head.ends_with("\r\n\r\n") {
            if stream.read_line(&mut head)? == 0 {
                return Ok(());
            }
        }
        let lower = head.to_lowercase();
        let length = lower.lines().find_map(|line| line.strip_prefix("content-length: ")?.parse().ok());
        let mut body = vec![0; length.unwrap_or(0)];
        stream.read_exact(&mut body)?;
        let answer = if head.starts_with("POST /token ") {
            // `id:secret` in Base64.
            let is_known =
                head.contains("Basic aWQ6c2VjcmV0\r\n") && body == b"grant_type=client_credentials";
            let token = if is_known { "given for id" } else { "nobody" };
            serde_json::json!({"access_token": token, "token_type": "Bearer", "expires_in": 600})
        } else {
            counted.fetch_add(1, Ordering::SeqCst);
            let has_certificate = stream.get_ref().conn.peer_certificates().is_some();
            serde_json::json!(given(&head, has_certificate))
        };
        let answer = answer.to_string();
        let stream = stream.get_mut();
        write!(stream, "HTTP/1.1 200 OK\r\ncontent-length: {}\r\n\r\n{answer}", answer.len())?;
        stream.flush()?;
    }
}

/// What a call with such a requirement gives away, with the credentials of these schemes at hand.
fn sent(server: &Server, security: &[&[&str]], at_hand: &[&str]) -> [Result<Vec<String>, Error>; 2] {
    static RUNTIME: LazyLock<tokio::runtime::Runtime> =
        LazyLock::new(|| tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap());
    let security: Vec<&'static [&'static str]> =
        security.iter().map(|all| &*all.iter().map(|name| own(name)).collect::<Vec<_>>().leak()).collect();
    let operation: &'static Operation =
        Box::leak(Box::new(Operation::get("", "/").security(security.leak())));
    let names = |json: Json| {
        let names = json.as_array().unwrap().iter().map(|name| name.as_str().unwrap().to_owned());
        names.collect::<Vec<_>>()
    };
    let call = builder::<Async>(&server.url, at_hand).build().unwrap().call::<Json>(operation, &[]);
    let asynchronous = RUNTIME.block_on(call.send());
    let call = builder::<Blocking>(&server.url, at_hand).build().unwrap().call::<Json>(operation, &[]);
    [asynchronous.map(names), call.send().map(names)]
}

fn own(name: &str) -> &'static str {
    NAMES.into_iter().find(|known| *known == name).unwrap()
}

/// One at a time: the requests that a server gets are counted.
static TURN: Mutex<()> = Mutex::new(());

#[track_caller]
fn arrives(server: &Server, security: &[&[&str]], at_hand: &[&str], expected: &[&str]) {
    // A certificate is shown to whoever asks for one, whatever the operation.
    let mut expected: Vec<&str> = expected.to_vec();
    if at_hand.contains(&"mtls") && !expected.contains(&"mtls") {
        expected.push("mtls");
    }
    expected.sort_unstable();
    for outcome in sent(server, security, at_hand) {
        assert_eq!(outcome.unwrap(), expected, "{security:?} with {at_hand:?}");
    }
}

#[track_caller]
fn is_refused(server: &Server, security: &[&[&str]], at_hand: &[&str], lacking: &str) {
    let before = server.requests.load(Ordering::SeqCst);
    for outcome in sent(server, security, at_hand) {
        let error = outcome.unwrap_err();
        assert!(matches!(error, Error::Misuse(_)), "{error:?}");
        assert!(error.to_string().contains(&format!("\"{lacking}\"")), "{error}");
    }
    assert_eq!(server.requests.load(Ordering::SeqCst), before, "{security:?} with {at_hand:?}");
}

#[test]
fn one_scheme() {
    let _turn = TURN.lock();
    let server = server(false);
    for name in NAMES {
        arrives(&server, &[&[name]], &[name], &[name]);
        is_refused(&server, &[&[name]], &[], name);
        for other in NAMES.into_iter().filter(|other| *other != name) {
            is_refused(&server, &[&[name]], &[other], name);
        }
    }
}

#[test]
fn all_of_several() {
    let _turn = TURN.lock();
    let server = server(false);
    for (a, b) in pairs().filter(|(a, b)| !collide(a, b)) {
        arrives(&server, &[&[a, b]], &[b, a], &[a, b]);
        is_refused(&server, &[&[a, b]], &[a], b);
        is_refused(&server, &[&[a, b]], &[b], a);
    }
    let all = ["cookie", "header", "mtls", "oauth", "query"];
    arrives(&server, &[&all], &NAMES, &all);
}

#[test]
fn any_of_several() {
    let _turn = TURN.lock();
    let server = server(false);
    for (a, b) in pairs() {
        arrives(&server, &[&[a], &[b]], &[a], &[a]);
        arrives(&server, &[&[a], &[b]], &[b], &[b]);
        arrives(&server, &[&[b], &[a]], &[a, b], &[b]);
        is_refused(&server, &[&[a], &[b]], &[], a);
    }
}

#[test]
fn optional_and_none() {
    let _turn = TURN.lock();
    let server = server(false);
    for name in NAMES {
        for security in [[&[name] as &[&str], &[]], [&[], &[name]]] {
            arrives(&server, &security, &[name], &[name]);
            arrives(&server, &security, &[], &[]);
        }
    }
    arrives(&server, &[], &NAMES, &[]);
    arrives(&server, &[&[]], &NAMES, &[]);
}

fn pairs() -> impl Iterator<Item = (&'static str, &'static str)> {
    let later = |at: usize| NAMES.into_iter().skip(at + 1);
    NAMES.into_iter().enumerate().flat_map(move |(at, a)| later(at).map(move |b| (a, b)))
}

#[test]
fn a_server_that_demands_a_certificate_gets_the_right_one_or_no_request() {
    let _turn = TURN.lock();
    let server = server(true);
    arrives(&server, &[&["mtls"]], &["mtls"], &["mtls"]);
    arrives(&server, &[&["mtls", "oauth"]], &["mtls", "oauth"], &["mtls", "oauth"]);
    let before = server.requests.load(Ordering::SeqCst);
    for outcome in sent(&server, &[], &[]) {
        assert!(outcome.is_err(), "no certificate");
    }
    static OPEN: Operation = Operation::get("open", "/").security(&[]);
    let stranger = ClientCertificate::from_pem(
        include_bytes!("support/stranger.pem").as_slice(),
        include_str!("support/stranger.key"),
    );
    let blocking = builder::<Blocking>(&server.url, &[]).client_certificate(stranger);
    let error = blocking.build().unwrap().call::<Json>(&OPEN, &[]).send().unwrap_err();
    assert!(matches!(error, Error::Connection(_)), "{error:?}");
    assert_eq!(server.requests.load(Ordering::SeqCst), before);
}

#[test]
fn a_certificate_that_is_none_is_a_mistake_of_the_builder() {
    let complaint = |chain: &[u8], key: &str| {
        let certificate = ClientCertificate::from_pem(chain, key);
        assert!(!format!("{certificate:?}").contains("PRIVATE"));
        let asynchronous = builder::<Async>("https://localhost", &[]).client_certificate(certificate.clone());
        let blocking = builder::<Blocking>("https://localhost", &[]).client_certificate(certificate);
        let [a, b] = [asynchronous.build().map(drop), blocking.build().map(drop)];
        let [a, b] = [a, b].map(|outcome| outcome.unwrap_err().to_string());
        assert_eq!(a, b);
        a
    };
    assert_eq!(complaint(b"nonsense", CUSTOMER_KEY), "the client's certificate is not in the PEM format");
    assert_eq!(
        complaint(CUSTOMER, "nonsense"),
        "the key of the client's certificate is not in the PEM format"
    );
    let strangers = include_str!("support/stranger.key");
    assert_eq!(complaint(CUSTOMER, strangers), "the client's certificate and its key do not belong together");
}
