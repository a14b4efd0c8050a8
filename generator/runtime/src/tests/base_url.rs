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
