//! Work that takes longer than a call, and servers with variables: what the configuration and the document say of them.

mod support;

use kitchen::runtime::polling::Polling;
use kitchen::types::{BanquetState, Order202};
use kitchen::{BaseUrl, Client, Error};
use std::time::Duration;
use support::{Server, answer, block};

fn json(status: u16, body: &'static str) -> axum::http::Response<axum::body::Body> {
    answer(status, "application/json", body)
}

fn polling() -> Polling {
    Polling::new(Duration::from_millis(5), Duration::from_secs(20))
}

/// Has the server tell of work that ends in this state.
fn script(server: &Server, end: &'static str) {
    server.answer(json(202, r#"{"banquet":{"id":7}}"#));
    server.answer(json(200, r#"{"state":"cooking"}"#));
    server.answer(json(200, end));
}

#[tokio::test]
async fn work_is_started_and_asked_about_until_it_is_done() {
    let server = Server::start().await;
    let end = r#"{"state":"served","dishes":3}"#;
    script(&server, end);
    let started = server.client().answers().start_banquet("a/b").start_job().await.expect("a start");
    let Order202 { banquet, .. } = &started.answer;
    assert_eq!(banquet.id, 7);
    let first = started.job.until_done(polling()).await.expect("a banquet");
    script(&server, end);
    let client = server.blocking();
    let second = block(move || {
        let started = client.answers().start_banquet("a/b").start_job().expect("a start");
        started.job.until_done(polling()).expect("a banquet")
    })
    .await;
    for banquet in [first, second] {
        assert_eq!((banquet.state, banquet.dishes), (BanquetState::Served, Some(3)));
    }
    let targets: Vec<String> =
        server.take().into_iter().map(|one| format!("{} {}", one.method, one.target)).collect();
    let (start, ask) = ("POST /kitchens/a%2Fb/banquets", "GET /kitchens/a%2Fb/banquets/7");
    assert_eq!(targets, [start, ask, ask, start, ask, ask]);
}

#[tokio::test]
async fn work_that_was_started_elsewhere_can_be_asked_about_and_may_fail() {
    let server = Server::start().await;
    let end = || json(200, r#"{"state":"burnt","dishes":1}"#);
    server.answer(end());
    let first = server.client().answers().get_banquet("a", 7).verbose(true).until_done(polling()).await;
    server.answer(end());
    let client = server.blocking();
    let second = block(move || client.answers().get_banquet("a", 7).until_done(polling())).await;
    for outcome in [first, second] {
        let error = outcome.expect_err("a failure");
        let Error::Job(job) = &error else { panic!("{error:?}") };
        assert_eq!((job.state(), error.may_have_executed()), ("burnt", true));
        assert_eq!(error.body_as::<kitchen::types::Banquet>().expect("a banquet").dishes, Some(1));
    }
    let targets: Vec<String> = server.take().into_iter().map(|one| one.target).collect();
    assert_eq!(targets, ["/kitchens/a/banquets/7?verbose=true", "/kitchens/a/banquets/7"]);
}

#[test]
fn a_value_in_the_address_of_a_server_stays_in_its_place() {
    let branch = |branch: &str, port: &str, folder: &str| kitchen::Server::Branch {
        branch: branch.into(),
        port: port.into(),
        folder: folder.into(),
    };
    let url = |server: kitchen::Server| BaseUrl::from(server).as_str().to_owned();
    assert_eq!(url(branch("south", "80", "v2")), "https://south.kitchen.example.com:80/v2");
    // The document itself has a slash in the folder, and none in the branch.
    assert_eq!(url(branch("south", "80", "v1/west?")), "https://south.kitchen.example.com:80/v1/west%3F");
    for server in
        [branch("evil.test/", "80", "v1"), branch("evil.test#", "80", "v1"), branch("x", "80", "..")]
    {
        let error = Client::builder().server(server).build().expect_err("a value that would lead elsewhere");
        assert!(matches!(error, Error::Misuse(_)), "{error:?}");
    }
    assert!(Client::builder().server(branch("south", "443", "v1")).build().is_ok());
}
