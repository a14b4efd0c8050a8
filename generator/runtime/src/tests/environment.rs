use std::env::VarError;
use std::ffi::OsString;

use super::super::api::{Api, Scheme, SchemeKind, ServerRow};
use super::super::builder::ClientBuilder;
use super::super::error::Error;
use super::super::mode::Blocking;

static API: Api = Api {
    servers: &[
        ServerRow { name: "test_mode", url: "https://test.example.com" },
        ServerRow { name: "live_mode", url: "https://live.example.com" },
    ],
    base_url_variable: Some("SHOP_BASE_URL"),
    server_variable: Some("SHOP_SERVER"),
    schemes: &[
        Scheme { name: "token", kind: SchemeKind::Bearer, variables: &["SHOP_TOKEN"] },
        Scheme { name: "login", kind: SchemeKind::Basic, variables: &["SHOP_USER", "SHOP_PASSWORD"] },
    ],
    security: &[&["token"], &["login"]],
    ..Api::DEFAULT
};

fn read(api: &'static Api, rows: &[(&str, &str)]) -> Result<ClientBuilder<Blocking>, Error> {
    let lookup = |name: &str| {
        let row = rows.iter().find(|(variable, _)| *variable == name);
        row.map(|(_, value)| value.to_string()).ok_or(VarError::NotPresent)
    };
    ClientBuilder::from_lookup(api, &lookup, ClientBuilder::grants)
}

fn complaint(rows: &[(&str, &str)]) -> String {
    let error = read(&API, rows).unwrap_err();
    assert!(!error.may_have_executed() && error.attempts() == 0);
    error.to_string()
}

fn place(builder: ClientBuilder<Blocking>) -> Result<String, Error> {
    struct Unused;
    impl super::super::blocking_transport::BlockingTransport for Unused {
        fn send(
            &self,
            _: http::Request<super::super::blocking_transport::BlockingBody>,
        ) -> Result<
            http::Response<super::super::blocking_transport::BlockingBody>,
            super::super::transport::TransportError,
        > {
            unreachable!()
        }
    }
    Ok(builder.transport(Unused).build()?.inner.shared.prefix.clone())
}

#[test]
fn reads_a_credential_and_a_server() {
    let read = read(&API, &[("SHOP_TOKEN", "hunter2"), ("SHOP_SERVER", "live_mode")]).unwrap();
    assert!(!format!("{read:?}").contains("hunter2"));
    assert_eq!(place(read).unwrap(), "https://live.example.com");
}

#[test]
fn any_alternative_of_the_requirement_will_do() {
    let login = [("SHOP_USER", "me"), ("SHOP_PASSWORD", "hunter2")];
    assert!(read(&API, &login).is_ok());
    assert!(complaint(&login[..1]).contains("SHOP_TOKEN"));
}

#[test]
fn names_the_variable_that_is_missing() {
    assert_eq!(complaint(&[]), "the environment variable SHOP_TOKEN is not set");
    assert_eq!(complaint(&[("SHOP_TOKEN", "")]), "the environment variable SHOP_TOKEN is not set");
}

#[test]
fn an_api_without_security_needs_none() {
    static OPEN: Api = Api { security: &[], ..API_WITHOUT_SECURITY };
    const API_WITHOUT_SECURITY: Api = Api {
        schemes: &[Scheme { name: "token", kind: SchemeKind::Bearer, variables: &["SHOP_TOKEN"] }],
        ..Api::DEFAULT
    };
    assert!(read(&OPEN, &[]).is_ok());
    static OPTIONAL: Api = Api { security: &[&["token"], &[]], ..API_WITHOUT_SECURITY };
    assert!(read(&OPTIONAL, &[]).is_ok());
}

#[test]
fn an_environment_that_says_two_things_or_nonsense_is_an_error() {
    let both =
        [("SHOP_TOKEN", "hunter2"), ("SHOP_SERVER", "test_mode"), ("SHOP_BASE_URL", "http://localhost")];
    assert_eq!(complaint(&both), "both SHOP_BASE_URL and SHOP_SERVER are set: only one can be meant");
    let unknown = complaint(&[("SHOP_TOKEN", "hunter2"), ("SHOP_SERVER", "production")]);
    assert_eq!(unknown, "SHOP_SERVER must be test_mode or live_mode");
    let lookup = |_: &str| Err(VarError::NotUnicode(OsString::from("hunter2")));
    let error = ClientBuilder::<Blocking>::from_lookup(&API, &lookup, |builder, _, _| Ok(builder));
    let text = format!("{:?}", error.unwrap_err());
    assert!(text.contains("SHOP_TOKEN is not valid text") && !text.contains("hunter2"), "{text}");
}

#[test]
fn a_grant_is_complete_or_an_error_that_names_the_variable() {
    static OAUTH: Api = Api {
        schemes: &[Scheme {
            name: "oauth",
            kind: SchemeKind::OAuth2 { token_url: "", refresh_url: "" },
            variables: &["SHOP"],
        }],
        security: &[&["oauth"]],
        ..Api::DEFAULT
    };
    let complaint = |rows: &[(&str, &str)]| read(&OAUTH, rows).unwrap_err().to_string();
    let (id, secret, refresh) =
        (("SHOP_CLIENT_ID", "a"), ("SHOP_CLIENT_SECRET", "b"), ("SHOP_REFRESH_TOKEN", "c"));
    for rows in [&[("SHOP", "token")] as &[_], &[id, secret], &[id, refresh], &[id, secret, refresh]] {
        assert!(read(&OAUTH, rows).unwrap().has_credential("oauth"), "{rows:?}");
    }
    assert_eq!(complaint(&[secret]), "the environment variable SHOP_CLIENT_ID is not set");
    assert_eq!(complaint(&[id]), "the environment variable SHOP_CLIENT_SECRET is not set");
    assert!(complaint(&[]).contains("set SHOP, or SHOP_CLIENT_ID and SHOP_CLIENT_SECRET"));
    assert!(complaint(&[id, ("SHOP_CLIENT_SECRET", "")]).contains("SHOP_CLIENT_SECRET is not set"));
}

#[test]
fn a_certificate_comes_with_its_key() {
    static MUTUAL: Api = Api {
        schemes: &[Scheme {
            name: "mtls",
            kind: SchemeKind::MutualTls,
            variables: &["SHOP_CERT", "SHOP_KEY"],
        }],
        security: &[&["mtls"]],
        ..Api::DEFAULT
    };
    assert!(read(&MUTUAL, &[("SHOP_CERT", "a"), ("SHOP_KEY", "b")]).unwrap().has_credential("mtls"));
    let error = read(&MUTUAL, &[("SHOP_CERT", "a")]).unwrap_err().to_string();
    assert!(error.contains("SHOP_CERT and SHOP_KEY"), "{error}");
}

#[test]
fn there_is_no_default_between_test_and_live() {
    let error = place(read(&API, &[("SHOP_TOKEN", "hunter2")]).unwrap()).unwrap_err();
    assert_eq!(
        error.to_string(),
        "no server is chosen: set SHOP_SERVER to test_mode or live_mode, or set SHOP_BASE_URL, or give a server or a \
         base URL to the client's builder"
    );
}

#[test]
fn a_single_server_is_its_own_default() {
    static SINGLE: Api =
        Api { servers: &[ServerRow { name: "main", url: "https://example.com/v1/" }], ..Api::DEFAULT };
    assert_eq!(place(read(&SINGLE, &[]).unwrap()).unwrap(), "https://example.com/v1");
    let elsewhere = read(&SINGLE, &[]).unwrap().base_url("http://localhost:1");
    assert_eq!(place(elsewhere).unwrap(), "http://localhost:1");
}

#[test]
fn what_the_builder_says_takes_the_place_of_the_environment() {
    let from = |rows: &[(&str, &str)]| read(&API, &[&[("SHOP_TOKEN", "hunter2")], rows].concat()).unwrap();
    let test = [("SHOP_SERVER", "test_mode")];
    assert_eq!(place(from(&test).base_url("http://localhost:1")).unwrap(), "http://localhost:1");
    assert_eq!(place(from(&test).server("https://live.example.com")).unwrap(), "https://live.example.com");
    let local = [("SHOP_BASE_URL", "http://localhost:1")];
    assert_eq!(place(from(&local).server("https://live.example.com")).unwrap(), "https://live.example.com");
    let both = from(&local).server("https://live.example.com").base_url("http://localhost:2");
    assert!(place(both).is_err());
}
