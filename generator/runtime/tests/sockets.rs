//! Each way in which a server fails, over real sockets, async and blocking.
#![cfg(all(feature = "reqwest", feature = "blocking"))]

mod support;

use std::error::Error as _;
use std::net::{Ipv4Addr, TcpListener};
use std::time::{Duration, Instant};

use bytes::Bytes;
use runtime::builder::ClientBuilder;
use runtime::error::Error;
use runtime::mode::{Async, Blocking, Mode as ClientMode};
use runtime::operation::Operation;
use runtime::options::RootCertificate;
use runtime::transport::Timeout;
use runtime::wire::Json;
use support::server::{self, MODES, Mode, Server};
use support::{API, LOOK, PAY, TOKEN};

fn builder<M: ClientMode>(url: &str) -> ClientBuilder<M> {
    ClientBuilder::new(&API).bearer_token(TOKEN).no_proxy().base_url(url).max_body_size(1 << 20)
}

/// Makes the same call with both clients.
fn both(
    url: &str,
    operation: &'static Operation,
    headers: &[(&str, &str)],
    timeout: Duration,
    retries: u32,
) -> [Result<Json, Error>; 2] {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let mut call = builder::<Async>(url).build().unwrap().call(operation, &[]);
    for (name, value) in headers {
        call = call.with_header(name, value);
    }
    let first = runtime.block_on(call.with_timeout(timeout).with_max_retries(retries).send());
    let mut call = builder::<Blocking>(url).build().unwrap().call(operation, &[]);
    for (name, value) in headers {
        // The server keeps the records of calls apart by their numbers.
        let value = if *name == "x-call" { format!("100{value}") } else { value.to_string() };
        call = call.with_header(name, value);
    }
    [first, call.with_timeout(timeout).with_max_retries(retries).send()]
}

const LONG: Duration = Duration::from_secs(10);
const SHORT: Duration = Duration::from_millis(300);

#[test]
fn each_mode_is_what_it_seems() {
    let server = Server::start();
    for (index, mode) in MODES.into_iter().enumerate() {
        let (number, modes) = (index.to_string(), index.to_string());
        let timeout = if mode == Mode::Stall { SHORT } else { LONG };
        let headers = [("x-call", &*number), ("x-modes", &*modes)];
        for (result, call) in both(&server.url(), &PAY, &headers, timeout, 0)
            .into_iter()
            .zip([number.clone(), format!("100{number}")])
        {
            let seen = match &result {
                Ok(_) => "ok".to_owned(),
                Err(Error::Connection(_)) => "connection".to_owned(),
                Err(Error::Timeout(error)) => format!("{:?}", error.timeout()),
                Err(Error::Api(error)) => error.status().as_u16().to_string(),
                Err(error) => format!("{error:?}"),
            };
            let expected = match mode {
                Mode::Good | Mode::SlowHead | Mode::SlowBody | Mode::Liar => "ok",
                Mode::DropMid | Mode::DropBefore | Mode::DropAfter | Mode::HalfBody | Mode::Garbage => {
                    "connection"
                }
                Mode::Stall => "Total",
                Mode::Busy => "503",
                Mode::Fault => "500",
                Mode::Later | Mode::Tomorrow => "429",
                Mode::Conflict => "409",
                Mode::Echo => "401",
            };
            assert_eq!(seen, expected, "{mode:?}: {result:?}");
            if let Err(error) = result {
                assert_eq!(error.may_have_executed(), !mode.is_certain(), "{mode:?}: {error:?}");
            }
            assert_eq!(server.record(call.parse().unwrap()).arrived, 1, "{mode:?}");
        }
    }
}

/// Nobody there, a name that does not exist: nothing was sent, and that is said.
#[test]
fn what_never_left_is_known_not_to_have_left() {
    for url in [server::nobody(), "http://nobody.invalid".to_owned()] {
        for result in both(&url, &PAY, &[], LONG, 1) {
            let error = result.unwrap_err();
            assert!(matches!(error, Error::Connection(_)), "{url}: {error:?}");
            assert!(!error.may_have_executed(), "{url}: {error:?}");
            assert_eq!(error.attempts(), 2);
            assert_eq!(error.to_string(), "could not connect for POST /pay (2 attempts, not executed)");
            assert!(error.source().is_some());
        }
    }
}

#[test]
fn a_connection_that_is_dropped_at_once_may_have_been_read() {
    for result in both(&server::accept_and_drop(), &PAY, &[], LONG, 2) {
        let error = result.unwrap_err();
        assert!(error.may_have_executed() && error.attempts() == 1, "{error:?}");
    }
}

#[test]
fn a_certificate_that_nobody_vouches_for_is_refused_before_anything_is_sent() {
    for result in both(&server::tls(), &PAY, &[], LONG, 0) {
        let error = result.unwrap_err();
        assert!(matches!(error, Error::Connection(_)) && !error.may_have_executed(), "{error:?}");
    }
}

#[test]
fn a_certificate_authority_of_ones_own() {
    let url = server::tls();
    let root = || RootCertificate::from_pem(server::CERTIFICATE);
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let client = builder::<Async>(&url).root_certificate(root()).build().unwrap();
    runtime.block_on(client.call::<Json>(&LOOK, &[]).send()).unwrap();
    let client = builder::<Blocking>(&url).root_certificate(root()).build().unwrap();
    client.call::<Json>(&LOOK, &[]).send().unwrap();
    let nonsense = || RootCertificate::from_pem("nonsense");
    assert!(builder::<Async>(&url).root_certificate(nonsense()).build().is_err());
    assert!(builder::<Blocking>(&url).root_certificate(nonsense()).build().is_err());
}

/// A server that takes connections and never shakes hands: nothing was sent, and each call has its own patience.
#[test]
fn a_connection_has_its_own_limit() {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
    let url = format!("https://{}", listener.local_addr().unwrap());
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let asynchronous = builder::<Async>(&url).connect_timeout(LONG).build().unwrap();
    let blocking = builder::<Blocking>(&url).connect_timeout(LONG).build().unwrap();
    for limit in [SHORT, SHORT * 2] {
        let started = Instant::now();
        let call = asynchronous.call::<Json>(&PAY, &[]).with_connect_timeout(limit).with_max_retries(0);
        let first = runtime.block_on(call.send()).unwrap_err();
        let after = started.elapsed();
        let call = blocking.call::<Json>(&PAY, &[]).with_connect_timeout(limit).with_max_retries(0);
        let second = call.send().unwrap_err();
        for (error, took) in [(first, after), (second, started.elapsed() - after)] {
            assert_eq!(error.timeout(), Some(Timeout::Connect), "{error:?}");
            assert!(!error.may_have_executed(), "{error:?}");
            assert!(took >= limit && took < limit + SHORT, "{took:?} for {limit:?}");
        }
    }
    // What never left is sent again, within the limit of the call.
    let call = asynchronous.call::<Json>(&PAY, &[]).with_connect_timeout(SHORT / 3).with_max_retries(1);
    assert_eq!(runtime.block_on(call.send()).unwrap_err().attempts(), 2);
}

#[test]
fn a_redirect_does_not_carry_the_secret_elsewhere() {
    let elsewhere = Server::start();
    let answer = format!(
        "HTTP/1.1 307 Temporary Redirect\r\nlocation: {}\r\ncontent-length: 0\r\n\r\n",
        elsewhere.url()
    );
    let url = server::always(answer, 1, Duration::ZERO);
    for operation in [&LOOK, &PAY] {
        for result in both(&url, operation, &[("x-call", "1"), ("x-modes", "0")], LONG, 2) {
            assert_eq!(result.unwrap_err().status().unwrap().as_u16(), 307);
        }
    }
    assert!(elsewhere.requests().is_empty());
}

/// Answers that never end: in the body, in the headers, in interim answers.
#[test]
fn an_answer_without_end_ends() {
    let started = Instant::now();
    let body = format!("HTTP/1.1 200 OK\r\n\r\n{}", "x".repeat(1 << 16));
    for result in both(&server::always(body, 10_000, Duration::ZERO), &PAY, &[], LONG, 0) {
        let error = result.unwrap_err();
        assert_eq!(error.body().unwrap().len(), 1 << 20);
        assert!(error.to_string().contains("larger than the limit of 1048576 bytes"), "{error}");
    }
    const PAUSE: Duration = Duration::from_millis(1);
    // The status line comes again with every piece, as a header without a colon; what matters is that it ends.
    let headers = format!("HTTP/1.1 200 OK\r\n{}", "x: y\r\n".repeat(10_000));
    for result in both(&server::always(headers, 10_000, PAUSE), &PAY, &[], Duration::from_secs(2), 0) {
        assert!(result.unwrap_err().may_have_executed());
    }
    let interim = "HTTP/1.1 102 Processing\r\n\r\n".repeat(10);
    for result in both(&server::always(interim, 100_000, PAUSE), &PAY, &[], Duration::from_secs(2), 0) {
        assert!(result.unwrap_err().may_have_executed());
    }
    assert!(started.elapsed() < Duration::from_secs(10), "{:?}", started.elapsed());
}

/// A body that claims to be compressed is not unpacked: nobody asked for it.
#[test]
fn nothing_is_decompressed() {
    let answer = "HTTP/1.1 200 OK\r\ncontent-encoding: gzip\r\ncontent-length: 2\r\n\r\n{}";
    let url = server::always(answer, 1, Duration::ZERO);
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let client = builder::<Async>(&url).build().unwrap();
    assert_eq!(runtime.block_on(client.call::<Bytes>(&LOOK, &[]).send()).unwrap(), "{}");
    let client = builder::<Blocking>(&url).build().unwrap();
    assert_eq!(client.call::<Bytes>(&LOOK, &[]).send().unwrap(), "{}");
}

#[test]
fn an_async_call_without_a_runtime_is_an_error() {
    let client = builder::<Async>("http://localhost:1").build().unwrap();
    let mut future = client.call::<Json>(&LOOK, &[]).send();
    let poll = future.as_mut().poll(&mut std::task::Context::from_waker(std::task::Waker::noop()));
    let std::task::Poll::Ready(Err(error)) = poll else { panic!("an error is expected") };
    assert!(!error.may_have_executed(), "{error:?}");
}

#[test]
fn a_silent_server_is_left() {
    let server = Server::start();
    let stall = MODES.iter().position(|mode| *mode == Mode::Stall).unwrap().to_string();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let client = builder::<Async>(&server.url()).idle_timeout(SHORT).build().unwrap();
    let call = client.call::<Json>(&PAY, &[]).with_header("x-call", "1").with_header("x-modes", &stall);
    let error = runtime.block_on(call.send()).unwrap_err();
    assert_eq!(error.timeout(), Some(Timeout::Idle), "{error:?}");
    let client = builder::<Blocking>(&server.url()).idle_timeout(SHORT).build().unwrap();
    let call = client.call::<Json>(&PAY, &[]).with_header("x-call", "2").with_header("x-modes", &stall);
    let error = call.send().unwrap_err();
    assert_eq!(error.timeout(), Some(Timeout::Idle), "{error:?}");
    assert!(error.may_have_executed());
}
