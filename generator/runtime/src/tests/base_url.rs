use super::super::base_url::BaseUrl;

#[test]
fn joins_with_and_without_slash_and_prefix() {
    for (url, prefix) in [
        ("https://example.com", "https://example.com"),
        ("https://example.com/", "https://example.com"),
        ("http://localhost:8080/api//", "http://localhost:8080/api"),
        ("https://example.com/v1", "https://example.com/v1"),
        ("http://[::1]:80/", "http://[::1]:80"),
        ("HTTPS://EXAMPLE.com", "HTTPS://EXAMPLE.com"),
    ] {
        assert_eq!(BaseUrl::new(url).checked().unwrap(), prefix);
    }
}

#[test]
fn refuses_what_is_no_base_and_never_shows_it() {
    for url in [
        "",
        "example.com",
        "/v1",
        "ftp://example.com",
        "https://",
        "https:///v1",
        "https://user:hunter2@example.com",
        "https://example.com?key=hunter2",
        "https://example.com/#hunter2",
        "https://exa mple.com/hunter2",
        "https://example.com/hunter2/../v1",
        "file:///hunter2",
    ] {
        let base = BaseUrl::new(url);
        let error = base.checked().unwrap_err();
        assert!(!format!("{error} {error:?} {base:?}").contains("hunter2"), "{url}");
    }
}

#[test]
fn a_value_of_a_variable_stays_in_its_place() {
    let host = |value: &str| BaseUrl::filled("https://{}.example.com/{}", &[value, "v1"]).checked();
    assert_eq!(host("eu-1.shop").unwrap(), "https://eu-1.shop.example.com/v1");
    // Nothing leads to another host, nor to another port of one.
    for value in [
        "evil.test/",
        "evil.test/x?",
        "evil.test#",
        "evil.test\\",
        "user@evil.test",
        "evil.test:1",
        "evil.test:443/",
        "a b",
        "é",
        "a%2f",
    ] {
        assert!(host(value).is_err(), "{value}");
    }
    assert_eq!(
        host("evil.test/").unwrap_err().to_string().split(':').next(),
        Some(
            "the base URL is not a URL (a host has letters, digits, dots and hyphens; one outside ASCII is in punycode)"
        )
    );
    let path = |template: &str, value: &str| BaseUrl::filled(template, &[value]).checked();
    let (one, several) = ("https://example.com/{}/v1", "https://example.com/{+}/v1");
    assert_eq!(path(one, "a/b?c#d").unwrap(), "https://example.com/a%2Fb%3Fc%23d/v1");
    assert_eq!(path(several, "a/b?c").unwrap(), "https://example.com/a/b%3Fc/v1");
    assert!(path(one, "..").is_err() && path(several, "a/../b").is_err());
    // The document may leave all of it to the caller.
    let all = |values: &[&str]| BaseUrl::filled("{}://{}:{}/api", values).checked();
    assert_eq!(all(&["http", "localhost", "8080"]).unwrap(), "http://localhost:8080/api");
    assert_eq!(path("{+}/v1", "http://localhost:8080").unwrap(), "http://localhost:8080/v1");
    assert_eq!(path("https://{}/v1", "localhost:8080").unwrap(), "https://localhost:8080/v1");
    assert!(all(&["ftp", "localhost", "8080"]).is_err() && all(&["http", "localhost", "80x"]).is_err());
}
