//! Where a call is sent: the client's server, a server of the operation's own, a place of the caller's.
#![cfg(all(feature = "reqwest", feature = "blocking"))]

mod support;

use std::time::Duration;

use runtime::api::{Api, Scheme, SchemeKind, ServerRow};
use runtime::base_url::BaseUrl;
use runtime::builder::ClientBuilder;
use runtime::error::Error;
use runtime::mode::{Async, Blocking, Mode};
use runtime::operation::Operation;
use runtime::wire::Json;
use support::server;

/// A server that says its name.
fn named(name: &str) -> String {
    let body = format!("\"{name}\"");
    server::always(
        format!("HTTP/1.1 200 OK\r\nconnection: close\r\ncontent-length: {}\r\n\r\n{body}", body.len()),
        1,
        Duration::ZERO,
    )
}

struct World {
    api: &'static Api,
    plain: &'static Operation,
    one: &'static Operation,
    two: &'static Operation,
    elsewhere: String,
}

fn row(name: &'static str, url: String) -> ServerRow {
    ServerRow { name, url: url.leak() }
}

fn leak<T>(value: T) -> &'static T {
    Box::leak(Box::new(value))
}

/// Two servers of the document, one of an operation, and two of another that are called like the document's.
fn world() -> World {
    let operation = |servers: Vec<ServerRow>| {
        let servers = servers.leak();
        leak(Operation::get("", "/").security(&[&["token"]]).servers(servers))
    };
    World {
        api: leak(Api {
            servers: vec![row("test", named("test")), row("live", named("live"))].leak(),
            schemes: &[Scheme { name: "token", kind: SchemeKind::Bearer, variables: &[] }],
            ..Api::DEFAULT
        }),
        plain: operation(Vec::new()),
        one: operation(vec![row("files", named("files"))]),
        two: operation(vec![row("test", named("test files")), row("live", named("live files"))]),
        elsewhere: named("elsewhere"),
    }
}

fn builder<M: Mode>(world: &World) -> ClientBuilder<M> {
    ClientBuilder::new(world.api).no_proxy().bearer_token("t").max_retries(0)
}

/// Who answers a call of each operation.
fn answers(
    world: &World,
    choose: impl Fn(&World) -> Option<BaseUrl>,
    base_url: Option<&str>,
) -> Vec<[Result<Json, Error>; 3]> {
    fn with<M: Mode>(world: &World, server: Option<BaseUrl>, base_url: Option<&str>) -> ClientBuilder<M> {
        let builder = match server {
            Some(server) => builder(world).server(server),
            None => builder(world),
        };
        base_url.into_iter().fold(builder, |builder, url| builder.base_url(url))
    }
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let asynchronous = with::<Async>(world, choose(world), base_url).build().unwrap();
    let blocking = with::<Blocking>(world, choose(world), base_url).build().unwrap();
    let operations = [world.plain, world.one, world.two];
    vec![
        operations.map(|operation| runtime.block_on(asynchronous.call::<Json>(operation, &[]).send())),
        operations.map(|operation| blocking.call::<Json>(operation, &[]).send()),
    ]
}

#[test]
fn an_operation_goes_to_its_own_server() {
    let world = world();
    for name in ["test", "live"] {
        let url = |world: &World| world.api.servers.iter().find(|row| row.name == name).unwrap().url;
        for answered in answers(&world, |world| Some(BaseUrl::new(url(world))), None) {
            let answered = answered.map(|answer| answer.unwrap());
            assert_eq!(answered, [name, "files", &format!("{name} files")].map(Json::from));
        }
    }
}

#[test]
fn a_base_url_is_for_all_operations() {
    let world = world();
    for answered in answers(&world, |_| None, Some(&world.elsewhere)) {
        assert_eq!(answered.map(|answer| answer.unwrap()), ["elsewhere"; 3].map(Json::from));
    }
}

#[test]
fn of_several_servers_none_is_guessed() {
    let world = world();
    let other = |world: &World| Some(BaseUrl::new(&world.elsewhere));
    for [plain, one, two] in answers(&world, other, None) {
        assert_eq!((plain.unwrap(), one.unwrap()), ("elsewhere".into(), "files".into()));
        let error = two.unwrap_err();
        assert!(matches!(error, Error::Misuse(_)) && error.to_string().contains("with_server"), "{error}");
    }
}

#[test]
fn a_call_says_where_it_goes() {
    let world = world();
    let client = builder::<Blocking>(&world).base_url(&world.elsewhere).build().unwrap();
    for operation in [world.plain, world.one, world.two] {
        let call = client.call::<Json>(operation, &[]).with_server(world.api.servers[1].url);
        assert_eq!(call.send().unwrap(), "live");
    }
    let error = client.call::<Json>(world.plain, &[]).with_server("ftp://x").send().unwrap_err();
    assert!(matches!(error, Error::Misuse(_)), "{error}");
}
