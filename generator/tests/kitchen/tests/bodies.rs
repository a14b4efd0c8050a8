//! Each kind of request body, over a socket, async and blocking, read by ordinary parsers.

mod support;

use bytes::Bytes;
use kitchen::Error;
use kitchen::bodies::{SendEitherBody, SendPatchesBody};
use kitchen::runtime::transport::Timeout;
use kitchen::types::{
    Change, ChangeOp, DishInput as Dish, DishPatch, Order, Parcel, SendStyledRequest, SendStyledRequestApart,
};
use kitchen::wire::Blob;
use serde_json::json;
use std::io::{Cursor, Read, Write};
use std::task::Poll;
use std::time::Duration;
use support::{Part, Received, Server, block};

/// What arrives of the same call from both clients.
macro_rules! both {
    ($server:expr, |$bodies:ident| $call:expr) => {{
        let client = $server.client();
        {
            let $bodies = client.bodies();
            $call.await.expect("an answer");
        }
        let client = $server.blocking();
        block(move || {
            let $bodies = client.bodies();
            $call.send().expect("an answer");
        })
        .await;
        let received = $server.take();
        assert_eq!(received.len(), 2, "{received:#?}");
        received
    }};
}

fn dish() -> Dish {
    Dish::new("soup").price(4.5)
}

fn pair(name: &str, value: &str) -> (String, String) {
    (name.to_owned(), value.to_owned())
}

fn is(received: &Received, media_type: &str, body: &str) {
    assert_eq!((received.header("content-type"), received.text()), (media_type, body));
}

#[tokio::test]
async fn json_in_all_its_names() {
    let server = Server::start().await;
    let soup = r#"{"name":"soup","price":4.5}"#;
    for received in both!(server, |bodies| bodies.send_json(dish())) {
        is(&received, "application/json", soup);
    }
    for received in both!(server, |bodies| bodies.send_vendor(dish())) {
        is(&received, "application/vnd.kitchen.v2+json", soup);
    }
    for received in both!(server, |bodies| bodies.send_anything(dish())) {
        is(&received, "application/json", soup);
    }
    for received in both!(server, |bodies| bodies.search(dish())) {
        assert_eq!(received.method, "GET");
        is(&received, "application/json", soup);
    }
    #[expect(deprecated)]
    for received in both!(server, |bodies| bodies.remove(dish())) {
        assert_eq!(received.method, "DELETE");
        is(&received, "application/json", soup);
    }
    for received in both!(server, |bodies| bodies.send_optional(dish())) {
        is(&received, "application/json", soup);
    }
    for received in both!(server, |bodies| bodies.send_optional(None)) {
        is(&received, "", "");
    }
}

#[tokio::test]
async fn patches() {
    let server = Server::start().await;
    for received in both!(server, |bodies| bodies.merge_patch(DishPatch::new().name_null())) {
        is(&received, "application/merge-patch+json", r#"{"name":null}"#);
    }
    let patch = || DishPatch::new().name("tea").price_null();
    for received in both!(server, |bodies| bodies.merge_patch(patch())) {
        is(&received, "application/merge-patch+json", r#"{"name":"tea","price":null}"#);
    }
    for received in both!(server, |bodies| bodies.merge_patch(DishPatch::new())) {
        is(&received, "application/merge-patch+json", "{}");
    }
    for received in both!(server, |bodies| bodies.json_patch([Change::new(ChangeOp::Remove, "/price")])) {
        is(&received, "application/json-patch+json", r#"[{"op":"remove","path":"/price"}]"#);
    }
    let body = SendPatchesBody::MergePatch(json!({"price": null}));
    for received in both!(server, |bodies| bodies.send_patches(body.clone())) {
        is(&received, "application/merge-patch+json", r#"{"price":null}"#);
    }
}

#[tokio::test]
async fn a_form_as_it_is_by_default() {
    let server = Server::start().await;
    let order = Order::new(7)
        .quick(true)
        .notes(["no salt & pepper", "ü=1"])
        .dish(dish())
        .dishes([dish()])
        .labels([("a b", "c")]);
    for received in both!(server, |bodies| bodies.send_form(order.clone())) {
        let soup = r#"{"name":"soup","price":4.5}"#;
        let expected = [
            pair("table", "7"),
            pair("quick", "true"),
            pair("notes", "no salt & pepper"),
            pair("notes", "ü=1"),
            pair("dish", soup),
            pair("dishes", soup),
            pair("labels", r#"{"a b":"c"}"#),
        ];
        assert_eq!(received.pairs(), expected);
    }
}

/// What the parser of forms has to read back (WHATWG URL, section 5.1): what it splits at, what it takes for a space, and
/// what it decodes.
#[tokio::test]
async fn no_text_of_a_form_is_read_as_another() {
    let server = Server::start().await;
    const TEXTS: [&str; 8] =
        ["a&b=c", "a+b c", "%41%zz%", "*-._~!'()", "\u{0}\r\n", "grüße 🦀", "", "a;b,c|d"];
    let order = || Order::new(7).notes(TEXTS).labels([("k", "v")]);
    for received in both!(server, |bodies| bodies.send_form(order())) {
        let pairs = received.pairs();
        let read: Vec<&str> =
            pairs.iter().filter(|(name, _)| name == "notes").map(|(_, text)| text.as_str()).collect();
        assert_eq!(read, TEXTS);
        assert!(received.text().bytes().all(|byte| byte.is_ascii_graphic()), "{}", received.text());
    }
}

/// As `serde_qs` reads it, which many servers' readers are like.
#[tokio::test]
async fn a_form_with_properties_in_properties() {
    let server = Server::start().await;
    let order = Order::new(7)
        .notes(["a", "b"])
        .dish(dish())
        .dishes([Dish::new("one"), Dish::new("two").price(2.0)])
        .labels([("k&", "v=")]);
    let sent = order.clone();
    for received in both!(server, |bodies| bodies.send_deep(sent.clone())) {
        let read: Order = serde_qs::Config::new(5, false).deserialize_str(received.text()).expect("nested");
        assert_eq!(read, order, "{}", received.text());
        assert!(received.text().contains("dishes%5B1%5D%5Bname%5D=two"), "{}", received.text());
    }
}

#[tokio::test]
async fn a_form_in_every_style() {
    let server = Server::start().await;
    let body = SendStyledRequest::new(
        [1, 2].to_vec(),
        ["a", "b c"],
        ["x", "y"],
        SendStyledRequestApart::new(1).g(2),
        "a/b?c",
    );
    for received in both!(server, |bodies| bodies.send_styled(body.clone())) {
        let expected = [
            pair("commas", "1,2"),
            pair("spaces", "a b c"),
            pair("pipes", "x|y"),
            pair("r", "1"),
            pair("g", "2"),
            pair("reserved", "a/b?c"),
        ];
        assert_eq!(received.pairs(), expected);
        assert!(received.text().ends_with("reserved=a/b?c"), "{}", received.text());
    }
}

#[tokio::test]
async fn parts_and_files() {
    let server = Server::start().await;
    let mut file = tempfile::NamedTempFile::with_suffix(".txt").expect("a file");
    let content = "line\r\n--not-the-boundary\r\n".repeat(10_000);
    file.write_all(content.as_bytes()).expect("written");
    let name = file.path().file_name().expect("a name").to_string_lossy().into_owned();
    let parcel =
        Parcel::new("a \"title\"\r\nX-Evil: 1", b"\x89PNG").count(3).tags(["x", "y"]).recipe(dish()).files([
            Blob::path(file.path()).with_header("x-note", "kept"),
            Blob::from("text").named("we\"ird\r\nname.csv").typed("text/csv"),
        ]);
    for received in both!(server, |bodies| bodies.send_multipart(parcel.clone())) {
        let parts = received.parts().await;
        let part = |name: &str, content: &str| Part {
            name: name.to_owned(),
            file_name: None,
            media_type: None,
            content: content.as_bytes().to_vec(),
            note: None,
        };
        let expected = [
            part("title", "a \"title\"\r\nX-Evil: 1"),
            part("count", "3"),
            part("tags", "x"),
            part("tags", "y"),
            Part {
                media_type: Some("application/vnd.recipe+json".to_owned()),
                ..part("recipe", r#"{"name":"soup","price":4.5}"#)
            },
            Part {
                file_name: Some("picture".to_owned()),
                media_type: Some("image/png".to_owned()),
                content: b"\x89PNG".to_vec(),
                ..part("picture", "")
            },
            Part {
                file_name: Some(name.clone()),
                media_type: Some("application/octet-stream".to_owned()),
                note: Some("kept".to_owned()),
                ..part("files", &content)
            },
            Part {
                file_name: Some("we%22ird%0D%0Aname.csv".to_owned()),
                media_type: Some("text/csv".to_owned()),
                ..part("files", "text")
            },
        ];
        assert_eq!(parts, expected);
        let length: usize = received.header("content-length").parse().expect("a length");
        assert_eq!(length, received.body.len());
    }
}

/// RFC 7578: sections 4.2 (file names as they are, never `filename*`), 4.3 (files of one field are parts of one name), 4.7 (no
/// `Content-Transfer-Encoding`) and 5.1.2 (names in UTF-8).
#[tokio::test]
async fn parts_are_as_rfc_7578_has_them() {
    let server = Server::start().await;
    fn reader() -> Blob {
        Blob::reader(Cursor::new(vec![7; 100_000])).named("grüße \\ 世界.txt")
    }
    let parcel =
        || Parcel::new("ü", "GIF").files([reader(), Blob::from("b").named("b.txt").typed("text/plain")]);
    for received in both!(server, |bodies| bodies.send_multipart(parcel())) {
        let parts = received.parts().await;
        let names: Vec<_> =
            parts.iter().map(|part| (part.name.as_str(), part.file_name.as_deref())).collect();
        let files = [("files", Some("grüße \\ 世界.txt")), ("files", Some("b.txt"))];
        assert_eq!(names, [[("title", None), ("picture", Some("picture"))], files].concat());
        assert_eq!(parts[2].content, vec![7; 100_000]);
        assert_eq!(parts[3].media_type.as_deref(), Some("text/plain"));
        let text = String::from_utf8_lossy(&received.body).to_lowercase();
        assert!(!text.contains("filename*") && !text.contains("content-transfer-encoding"));
        // A reader does not say how much there is.
        assert_eq!(received.header("transfer-encoding"), "chunked");
    }
}

#[tokio::test]
async fn text_and_bytes() {
    let server = Server::start().await;
    for received in both!(server, |bodies| bodies.send_text("grüße")) {
        is(&received, "text/plain", "grüße");
    }
    for received in both!(server, |bodies| bodies.send_xml("<dish/>")) {
        is(&received, "application/xml", "<dish/>");
    }
    for received in both!(server, |bodies| bodies.send_bytes(b"\x00\xff")) {
        assert_eq!(received.header("content-type"), "application/octet-stream");
        assert_eq!(received.body, Bytes::from_static(b"\x00\xff"));
    }
    for received in both!(server, |bodies| bodies.send_picture(Blob::from("GIF").typed("image/gif"))) {
        is(&received, "image/gif", "GIF");
    }
    for received in both!(server, |bodies| bodies.send_raw(b"\x00")) {
        is(&received, "application/octet-stream", "\u{0}");
    }
    for received in both!(server, |bodies| bodies.send_unknown("recipe")) {
        is(&received, "application/x-recipe", "recipe");
    }
    for received in both!(server, |bodies| bodies.send_lines([dish(), Dish::new("tea")])) {
        is(&received, "application/x-ndjson", "{\"name\":\"soup\",\"price\":4.5}\n{\"name\":\"tea\"}\n");
    }
}

#[tokio::test]
async fn one_of_several() {
    let server = Server::start().await;
    for received in both!(server, |bodies| bodies.send_either(dish())) {
        is(&received, "application/json", r#"{"name":"soup","price":4.5}"#);
    }
    for received in both!(server, |bodies| bodies.send_either("just text".to_owned())) {
        is(&received, "text/plain", "just text");
    }
    for received in both!(server, |bodies| bodies.send_either(Parcel::new("t", b"p"))) {
        assert_eq!(received.parts().await.len(), 2);
    }
    for received in both!(server, |bodies| bodies.send_either(SendEitherBody::Pdf("%PDF".into()))) {
        is(&received, "application/pdf", "%PDF");
    }
}

#[tokio::test]
async fn files_and_readers_are_streamed() {
    let server = Server::start().await;
    let mut file = tempfile::NamedTempFile::new().expect("a file");
    let content = vec![7; 3 << 20];
    file.write_all(&content).expect("written");
    let path = file.path().to_owned();
    for received in both!(server, |bodies| bodies.send_bytes(path.clone())) {
        assert_eq!(received.header("content-length"), (3 << 20).to_string());
        assert!(received.body == content);
    }
    let reader = || Blob::reader(Cursor::new(vec![1; 200_000]));
    for received in both!(server, |bodies| bodies.send_bytes(reader())) {
        assert_eq!(received.header("transfer-encoding"), "chunked");
        assert_eq!(received.body.len(), 200_000);
    }
    for received in both!(server, |bodies| bodies.send_bytes(reader().sized(200_000))) {
        assert_eq!(received.header("content-length"), "200000");
    }
    let mut left = 3;
    let stream = Blob::poll(move |cx| {
        left -= 1;
        if left == 1 {
            cx.waker().wake_by_ref();
            return Poll::Pending;
        }
        Poll::Ready((left >= 0).then(|| Ok(Bytes::from_static(b"ab"))))
    });
    server.client().bodies().send_bytes(stream).await.expect("an answer");
    assert_eq!(server.take()[0].body, Bytes::from_static(b"abab"));
}

#[tokio::test]
async fn what_cannot_be_sent_is_told() {
    let server = Server::start().await;
    let client = server.client();
    let missing = client.bodies().send_bytes(Blob::path("/no/such/file")).await.expect_err("no such file");
    assert!(missing.to_string().starts_with("the file /no/such/file cannot be read"), "{missing}");
    assert!(!missing.may_have_executed());
    let blob = Blob::reader(Cursor::new("once"));
    client.bodies().send_bytes(blob.clone()).await.expect("an answer");
    let again = client.bodies().send_bytes(blob).await.expect_err("sent already");
    assert_eq!(again.to_string(), "a stream that was sent already cannot be sent again");
    let header = Blob::from("x").with_header("x-note", "a\r\nb");
    let split = client.bodies().send_multipart(Parcel::new("t", header)).await.expect_err("two headers");
    assert!(split.to_string().contains("cannot have the header"), "{split}");
    let long = Blob::reader(Cursor::new("too long")).sized(3);
    assert!(client.bodies().send_bytes(long).await.is_err());
    assert_eq!(server.take().len(), 1);
}

/// A PUT may be repeated; what its body gives once may not.
#[tokio::test]
async fn a_stream_is_not_sent_again() {
    struct Counted(std::sync::Arc<std::sync::atomic::AtomicUsize>);
    impl Read for Counted {
        fn read(&mut self, _: &mut [u8]) -> std::io::Result<usize> {
            self.0.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
            Ok(0)
        }
    }
    let server = Server::start().await;
    let busy = || {
        let mut answer = axum::http::Response::new(axum::body::Body::empty());
        *answer.status_mut() = axum::http::StatusCode::SERVICE_UNAVAILABLE;
        answer
    };
    server.answer(busy());
    let reads = std::sync::Arc::default();
    let blob = Blob::reader(Counted(std::sync::Arc::clone(&reads)));
    let error = server.client().bodies().send_bytes(blob).await.expect_err("503");
    assert_eq!((error.attempts(), reads.load(std::sync::atomic::Ordering::Relaxed)), (1, 1));
    server.answer(busy());
    let file = tempfile::NamedTempFile::new().expect("a file");
    std::fs::write(file.path(), "again").expect("written");
    server.client().bodies().send_bytes(file.path()).await.expect("the second attempt");
    let bodies: Vec<Bytes> = server.take().into_iter().map(|received| received.body).collect();
    assert_eq!(bodies, [&b""[..], b"again", b"again"]);
}

/// A reader that gives so many pieces, with a pause before each.
struct Slow(u32, Duration);

impl Read for Slow {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let Some(left) = self.0.checked_sub(1) else { return Ok(0) };
        self.0 = left;
        std::thread::sleep(self.1);
        buffer[..2].copy_from_slice(b"ab");
        Ok(2)
    }
}

/// The limit of an attempt is for what comes after the body, the limit of silence for each piece of it.
#[tokio::test]
async fn long_bodies_take_their_time() {
    const PAUSE: Duration = Duration::from_millis(60);
    const LIMIT: Duration = Duration::from_millis(150);
    let server = Server::start().await;
    let slow = || Blob::reader(Slow(8, PAUSE));
    for received in both!(server, |bodies| bodies.send_bytes(slow()).with_attempt_timeout(LIMIT)) {
        assert_eq!(received.body.len(), 16);
    }
    let sized = || Blob::reader(Slow(8, PAUSE)).sized(16);
    for received in both!(server, |bodies| bodies.send_bytes(sized()).with_attempt_timeout(LIMIT)) {
        assert_eq!(received.body.len(), 16);
    }
    // The limit of all calls is not for it either, the one of this call is.
    let builder = kitchen::Client::builder().no_proxy().base_url(&server.url);
    let client = builder.timeout(LIMIT).attempt_timeout(LIMIT).build().expect("a client");
    client.bodies().send_bytes(slow()).await.expect("an answer");
    assert_eq!(server.take()[0].body.len(), 16);
    let late = client.bodies().send_bytes(slow()).with_timeout(LIMIT).await.expect_err("too long");
    let Error::Timeout(late) = late else { panic!("{late:?}") };
    assert_eq!((late.timeout(), late.limit()), (Timeout::Total, LIMIT));
    let blocking = server.blocking();
    let call = move || blocking.bodies().send_bytes(slow()).with_timeout(LIMIT).send().expect_err("too long");
    let Error::Timeout(late) = block(call).await else { panic!("no timeout") };
    assert_eq!((late.timeout(), late.limit()), (Timeout::Total, LIMIT));
    // One that stands still.
    let still = || Blob::reader(Slow(2, Duration::from_secs(1)));
    let client = server.client();
    let stood = client.bodies().send_bytes(still()).with_idle_timeout(LIMIT).await.expect_err("still");
    let Error::Timeout(stood) = stood else { panic!("{stood:?}") };
    assert_eq!((stood.timeout(), stood.limit()), (Timeout::Idle, LIMIT));
}

/// What the server does after the body has a limit of its own.
#[tokio::test]
async fn an_answer_to_a_long_body_has_its_limit() {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let url = format!("http://{}", listener.local_addr().expect("an address"));
    // It takes all of the body and says nothing.
    let deaf = tokio::spawn(async move {
        let (socket, _) = listener.accept().await.expect("a connection");
        while socket.readable().await.is_ok() {
            let _ = socket.try_read(&mut [0; 1024]);
        }
    });
    let limit = Duration::from_millis(200);
    let client = kitchen::Client::builder().no_proxy().base_url(url).build().expect("a client");
    let call = client.bodies().send_bytes(Blob::reader(Slow(8, Duration::from_millis(50))).sized(16));
    let begun = std::time::Instant::now();
    let error = call.with_attempt_timeout(limit).await.expect_err("no answer");
    assert!(begun.elapsed() >= limit * 3, "the body took 400 ms");
    let Error::Timeout(error) = error else { panic!("{error:?}") };
    assert_eq!((error.timeout(), error.limit()), (Timeout::Attempt, limit));
    deaf.abort();
}
