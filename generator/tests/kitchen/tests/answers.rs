//! Each kind of answer, over a socket, async and blocking.

mod support;

use bytes::Bytes;
use kitchen::answers::CookAnswer;
use kitchen::types::{Breakdown, Dish, DishInput, Fault, Problem, TickEvent};
use kitchen::{Error, headers};
use std::time::Duration;
use support::{Server, answer, block, pieces};

const SOUP: &str = r#"{"id":"1","name":"soup"}"#;
const QUICK: Duration = Duration::from_millis(5);

/// What both clients make of the same answer, which is made for each.
macro_rules! both {
    ($server:expr, $answer:expr, |$answers:ident| $call:expr) => {{
        $server.answer($answer);
        let client = $server.client();
        let first = {
            let $answers = client.answers();
            $call.await
        };
        $server.answer($answer);
        let client = $server.blocking();
        let second = block(move || {
            let $answers = client.answers();
            $call.send()
        })
        .await;
        [first, second]
    }};
}

/// All that comes of a stream, from both clients.
macro_rules! both_streams {
    ($server:expr, $answers_to_give:expr, |$answers:ident| $call:expr) => {{
        $answers_to_give.into_iter().for_each(|answer| $server.answer(answer));
        let client = $server.client();
        let mut first = Vec::new();
        {
            let $answers = client.answers();
            let mut stream = $call.await.expect("a stream");
            while let Some(next) = stream.next().await {
                first.push(next);
            }
            assert!(stream.next().await.is_none());
        }
        $answers_to_give.into_iter().for_each(|answer| $server.answer(answer));
        let client = $server.blocking();
        let second = block(move || {
            let $answers = client.answers();
            $call.send().expect("a stream").collect::<Vec<_>>()
        })
        .await;
        [first, second]
    }};
}

#[tokio::test]
async fn json_headers_and_errors() {
    let server = Server::start().await;
    let with_headers = || {
        let mut soup = answer(200, "application/json", SOUP);
        soup.headers_mut().insert("x-rate-limit-remaining", "41".parse().expect("a value"));
        soup.headers_mut().append("x-tags", "a, b".parse().expect("a value"));
        soup.headers_mut().append("x-tags", "c".parse().expect("a value"));
        soup
    };
    for response in both!(server, with_headers(), |answers| answers.get_dish().raw()) {
        let response = response.expect("a dish");
        assert_eq!(response.body.name, "soup");
        assert_eq!(response.header(&headers::X_RATE_LIMIT_REMAINING), Ok(Some(41)));
        let tags = ["a", "b", "c"].map(str::to_owned).to_vec();
        assert_eq!(response.header(&headers::X_TAGS), Ok(Some(tags)));
    }
    for response in both!(server, answer(200, "application/json", SOUP), |answers| answers.get_dish().raw()) {
        assert_eq!(response.expect("a dish").header(&headers::X_RATE_LIMIT_REMAINING), Ok(None));
    }
    let problem = || {
        let mut problem = answer(404, "application/json", r#"{"title":"sold out"}"#);
        problem.headers_mut().insert("x-rate-limit-remaining", "many".parse().expect("a value"));
        problem
    };
    for error in both!(server, problem(), |answers| answers.get_dish()) {
        let error = error.expect_err("a problem");
        let api = error.api().expect("an answer");
        assert_eq!(api.body_as::<Problem>().map(|problem| problem.title).as_deref(), Some("sold out"));
        assert_eq!(api.body_as::<Fault>(), None);
        assert!(api.header(&headers::X_RATE_LIMIT_REMAINING).is_err());
    }
}

#[tokio::test]
async fn errors_of_ranges_and_of_no_kind() {
    let server = Server::start().await;
    for error in both!(server, answer(418, "application/problem+json", r#"{"title":"tea"}"#), |answers| {
        answers.get_dish()
    }) {
        let error = error.expect_err("a problem");
        assert_eq!(error.body_as::<Problem>().map(|problem| problem.title).as_deref(), Some("tea"));
    }
    let broken = || answer(500, "application/json", r#"{"code":7}"#);
    for error in both!(server, broken(), |answers| answers.get_dish().with_max_retries(0)) {
        assert_eq!(error.expect_err("broken").body_as::<Breakdown>().map(|broken| broken.code), Some(7));
    }
    let odd = || answer(300, "application/json", r#"{"trace":"t"}"#);
    for error in both!(server, odd(), |answers| answers.get_dish()) {
        assert_eq!(
            error.expect_err("no dish").body_as::<Fault>().map(|fault| fault.trace).as_deref(),
            Some("t")
        );
    }
    // One that is nothing of what the document says is as it came.
    for error in both!(server, answer(404, "text/html", "<h1>404</h1>"), |answers| answers.get_dish()) {
        let error = error.expect_err("a page");
        assert_eq!(
            (error.status().map(|status| status.as_u16()), error.body_as::<Problem>()),
            (Some(404), None)
        );
        assert_eq!(error.body(), Some(&Bytes::from_static(b"<h1>404</h1>")));
    }
}

#[tokio::test]
async fn text_bytes_and_nothing() {
    let server = Server::start().await;
    for dish in both!(server, answer(200, "application/json", SOUP), |answers| answers.get_any_dish()) {
        assert_eq!(dish.expect("a dish").name, "soup");
    }
    for note in
        both!(server, answer(200, "text/plain; charset=utf-8", "grüße, 1"), |answers| answers.get_note())
    {
        assert_eq!(note.expect("text"), "grüße, 1");
    }
    let latin = || answer(200, "text/plain; charset=ISO-8859-1", &b"gr\xfc\xdfe"[..]);
    for note in both!(server, latin(), |answers| answers.get_note()) {
        assert_eq!(note.expect("text"), "grüße");
    }
    for note in both!(server, answer(200, "text/plain", &b"\xff\x00"[..]), |answers| answers.get_note()) {
        // A success is never thrown away.
        let Err(Error::Decode(error)) = note else { panic!("{note:?}") };
        assert!(error.message().contains("invalid utf-8"), "{error}");
        assert_eq!(Error::Decode(error).body(), Some(&Bytes::from_static(b"\xff\x00")));
    }
    for xml in both!(server, answer(200, "application/xml", "<dish/>"), |answers| answers.get_receipt()) {
        assert_eq!(xml.expect("text"), "<dish/>");
    }
    for count in both!(server, answer(200, "text/plain", "42\n"), |answers| answers.get_count()) {
        assert_eq!(count.expect("a number"), 42);
    }
    for photo in both!(server, answer(200, "image/png", &b"\x89PNG"[..]), |answers| answers.get_photo()) {
        assert_eq!(photo.expect("bytes"), &b"\x89PNG"[..]);
    }
    for nothing in both!(server, answer(200, "application/json", SOUP), |answers| answers.head_dish()) {
        nothing.expect("headers");
    }
    assert!(server.take().iter().any(|received| received.header("accept") == "image/png, image/jpeg"));
}

#[tokio::test]
async fn one_of_several_media_types() {
    let server = Server::start().await;
    let json = || answer(200, "application/json", SOUP);
    for dish in both!(server, json(), |answers| answers.get_menu("mon").page(2)) {
        assert_eq!(dish.expect("a dish").name, "soup");
    }
    for csv in both!(server, answer(200, "text/csv", "a,b"), |answers| answers.get_menu_csv("mon").page(2)) {
        assert_eq!(csv.expect("text"), "a,b");
    }
    for pdf in both!(server, answer(200, "application/pdf", "%PDF"), |answers| answers.get_menu_pdf("mon")) {
        assert_eq!(pdf.expect("bytes"), &b"%PDF"[..]);
    }
    let received = server.take();
    let seen: Vec<_> =
        received.iter().map(|one| (one.target.as_str(), one.header("accept"))).step_by(2).collect();
    let expected = [
        ("/menu?day=mon&page=2", "application/json"),
        ("/menu?day=mon&page=2", "text/csv"),
        ("/menu?day=mon", "application/pdf"),
    ];
    assert_eq!(seen, expected);
    let events = || [pieces("text/event-stream", &["data: {\"name\":\"tea\"}\n\n"], QUICK, true)];
    for events in both_streams!(server, events(), |answers| answers.get_menu_stream("mon")) {
        assert_eq!(events.len(), 1);
    }
}

#[tokio::test]
async fn answers_that_differ_by_their_status() {
    let server = Server::start().await;
    let dish = DishInput::new("soup");
    let sent = dish.clone();
    for cooked in both!(server, answer(200, "application/json", SOUP), |answers| answers.cook(sent.clone())) {
        let Ok(CookAnswer::Ok(Dish { name, .. })) = cooked else { panic!("{cooked:?}") };
        assert_eq!(name, "soup");
    }
    let sent = dish.clone();
    for cooked in both!(server, answer(202, "text/plain", "soon"), |answers| answers.cook(sent.clone())) {
        assert_eq!(cooked.expect("a word"), CookAnswer::Accepted("soon".to_owned()));
    }
    let sent = dish.clone();
    for cooked in both!(server, answer(204, "text/plain", ""), |answers| answers.cook(sent.clone())) {
        assert_eq!(cooked.expect("nothing"), CookAnswer::NoContent);
    }
    let sent = dish.clone();
    for cooked in both!(server, answer(207, "x/y", "?"), |answers| answers.cook(sent.clone()).raw()) {
        let response = cooked.expect("bytes");
        assert_eq!(
            (response.status.as_u16(), response.body),
            (207, CookAnswer::Success(Bytes::from_static(b"?")))
        );
    }
    for cooked in both!(server, answer(200, "text/plain", "no JSON"), |answers| answers.cook(dish.clone())) {
        assert!(matches!(cooked, Err(Error::Decode(_))), "{cooked:?}");
    }
}

#[tokio::test]
async fn a_value_per_line() {
    let server = Server::start().await;
    let lines = ["{\"name\":\"so", "up\"}\r\n\n{\"name\":1}\n", "{\"name\":\"tea\"}"];
    let whole = || [pieces("application/jsonl", &lines, QUICK, true)];
    for lines in both_streams!(server, whole(), |answers| answers.list_orders()) {
        let names: Vec<_> =
            lines.iter().map(|line| line.as_ref().map(|dish| dish.name.as_str()).ok()).collect();
        assert_eq!(names, [Some("soup"), None, Some("tea")]);
        let Err(Error::Decode(error)) = &lines[1] else { panic!("{:?}", lines[1]) };
        assert_eq!(error.path(), "name");
    }
    for lines in both_streams!(server, whole(), |answers| answers.stream()) {
        assert_eq!(lines.len(), 3);
    }
    // What breaks off is told, and what came before it is not lost.
    let broken = || [pieces("application/jsonl", &lines, QUICK, false)];
    for lines in both_streams!(server, broken(), |answers| answers.list_orders()) {
        assert_eq!(lines.len(), 3);
        assert!(matches!(lines[2], Err(Error::Connection(_))), "{:?}", lines[2]);
    }
}

#[tokio::test]
async fn events() {
    let server = Server::start().await;
    let events = || {
        let chunks = [
            "\u{feff}: hello\r\nid: 1\r\nevent: dish\r\ndata: {\"name\":\r",
            "\ndata: \"soup\"}\r\n\r",
            "\ndata: {\"name\":\"tea\"}\n\nretry: 10\nid\ndata: no JSON\n\n",
            "data: [DONE]\n\ndata: {\"name\":\"never\"}\n\n",
        ];
        [pieces("text/event-stream", &chunks, QUICK, true)]
    };
    for events in both_streams!(server, events(), |answers| answers.list_events()) {
        let seen: Vec<_> = events
            .iter()
            .map(|event| event.as_ref().ok().map(|event| (event.event.as_str(), event.data.name.as_str())))
            .collect();
        assert_eq!(seen, [Some(("dish", "soup")), Some(("", "tea")), None]);
        assert_eq!(events[1].as_ref().ok().and_then(|event| event.id.as_deref()), Some("1"));
    }
    let ticks = || {
        let chunks = ["id: 7\nevent: start\ndata: {\"at\":5}\n\n", "event: ?\ndata: {\"at\":6}\n\n"];
        [pieces("text/event-stream", &chunks, QUICK, true)]
    };
    for ticks in both_streams!(server, ticks(), |answers| answers.list_ticks()) {
        let ticks: Vec<_> = ticks.into_iter().map(|tick| tick.expect("a tick").data).collect();
        assert_eq!(ticks[0].event, TickEvent::Start);
        assert_eq!((ticks[0].data.at, ticks[0].id.as_deref(), ticks[1].data.at), (5, Some("7"), 6));
        assert_eq!(ticks[1].event.as_str(), "?");
    }
    let words = || [pieces("text/event-stream", &["data: [DONE]\ndata:  two\n\ndata\n\n"], QUICK, true)];
    for words in both_streams!(server, words(), |answers| answers.list_words()) {
        let words: Vec<_> = words.into_iter().map(|word| word.expect("a word").data).collect();
        assert_eq!(words, ["[DONE]\n two", ""]);
    }
}

#[tokio::test]
async fn events_go_on_after_a_connection_is_lost() {
    let server = Server::start().await;
    let answers = || {
        let first = ["retry: 1\nid: 1\ndata: {\"name\":\"soup\"}\n\n", "id: 2\ndata: {\"name\":\"ha"];
        let second = ["id: 2\ndata: {\"name\":\"tea\"}\n\n"];
        let broken = pieces("text/event-stream", &first, QUICK, false);
        let busy = answer(503, "text/plain", "");
        [broken, busy, pieces("text/event-stream", &second, QUICK, true)]
    };
    for events in both_streams!(server, answers(), |answers| answers.list_events()) {
        let names: Vec<_> = events.into_iter().map(|event| event.expect("an event").data.name).collect();
        assert_eq!(names, ["soup", "tea"]);
    }
    let ids: Vec<_> = server.take().iter().map(|one| one.header("last-event-id").to_owned()).collect();
    assert_eq!(ids, ["", "1", "1", "", "1", "1"]);
    // A call that changes something is not made again, and neither is one whose events have no ids.
    let broken = || [pieces("text/event-stream", &["id: 1\ndata: {\"name\":\"soup\"}\n\n"], QUICK, false)];
    for events in both_streams!(server, broken(), |answers| answers.start_events()) {
        assert!(matches!(events.as_slice(), [Ok(_), Err(Error::Connection(_))]), "{events:?}");
    }
    let broken = || [pieces("text/event-stream", &["data: {\"name\":\"soup\"}\n\n"], QUICK, false)];
    for events in both_streams!(server, broken(), |answers| answers.list_events()) {
        assert!(matches!(events.as_slice(), [Ok(_), Err(Error::Connection(_))]), "{events:?}");
    }
    assert_eq!(server.take().len(), 4);
}

/// The limit of an attempt is for what comes before the stream, the limit of silence for each piece of it.
#[tokio::test]
async fn streams_take_their_time() {
    let server = Server::start().await;
    let (pause, limit) = (Duration::from_millis(60), Duration::from_millis(150));
    let slow = || pieces("application/jsonl", &["{\"name\":\"a\"}\n"; 5], pause, true);
    server.answer(slow());
    let client = server.client();
    let mut lines = client.answers().list_orders().with_attempt_timeout(limit).await.expect("a stream");
    let mut count = 0;
    while let Some(line) = lines.next().await {
        line.expect("a dish");
        count += 1;
    }
    assert_eq!(count, 5);
    server.answer(slow());
    let blocking = server.blocking();
    let call = move || {
        blocking.answers().list_orders().with_attempt_timeout(limit).send().expect("a stream").count()
    };
    assert_eq!(block(call).await, 5);
    // Silence, and a limit for this call.
    server.answer(pieces("application/jsonl", &["{\"name\":\"a\"}\n"; 2], Duration::from_secs(5), true));
    let mut lines = client.answers().list_orders().with_idle_timeout(limit).await.expect("a stream");
    assert!(matches!(lines.next().await, Some(Ok(_))));
    let silent = lines.next().await;
    assert!(matches!(&silent, Some(Err(Error::Timeout(error))) if error.limit() == limit), "{silent:?}");
    assert!(lines.next().await.is_none());
    server.answer(slow());
    let mut lines = client.answers().list_orders().with_timeout(limit).await.expect("a stream");
    let mut last = None;
    while let Some(line) = lines.next().await {
        last = Some(line);
    }
    assert!(matches!(&last, Some(Err(Error::Timeout(error))) if error.limit() == limit), "{last:?}");
}

#[tokio::test]
async fn downloads_leave_a_whole_file_or_none() {
    let server = Server::start().await;
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("photo.png");
    std::fs::write(&path, "old").expect("written");
    let whole = || pieces("image/png", &["ab", "cd", "ef"], QUICK, true);
    let broken = || pieces("image/png", &["ab", "cd"], QUICK, false);
    let files = || std::fs::read_dir(folder.path()).expect("a folder").count();

    server.answer(broken());
    let download = server.client().answers().get_photo().stream().await.expect("a stream");
    let error = download.save(&path).await.expect_err("broken off");
    assert!(matches!(error, Error::Connection(_)) && error.may_have_executed(), "{error:?}");
    server.answer(broken());
    let (client, to) = (server.blocking(), path.clone());
    let save = move || client.answers().get_photo().stream().send().expect("a stream").save(to);
    assert!(block(save).await.is_err());
    assert_eq!((std::fs::read_to_string(&path).expect("text").as_str(), files()), ("old", 1));

    server.answer(whole());
    let download = server.client().answers().get_photo().stream().await.expect("a stream");
    assert_eq!(download.save(&path).await.expect("saved"), 6);
    assert_eq!((std::fs::read_to_string(&path).expect("text").as_str(), files()), ("abcdef", 1));
    server.answer(whole());
    let (client, to) = (server.blocking(), folder.path().join("other.png"));
    let save = move || client.answers().get_photo().stream().send().expect("a stream").save(to);
    assert_eq!((block(save).await.expect("saved"), files()), (6, 2));

    server.answer(whole());
    let download = server.client().answers().get_photo().stream().await.expect("a stream");
    let error = download.save(folder.path().join("no/such/folder/x")).await.expect_err("no folder");
    assert!(matches!(error, Error::File(_)) && error.may_have_executed(), "{error:?}");
}

#[tokio::test]
async fn bytes_piece_by_piece() {
    let server = Server::start().await;
    server.answer(pieces("image/png", &["ab", "cd"], QUICK, true));
    let mut download = server.client().answers().get_photo().stream().await.expect("a stream");
    let mut all = Vec::new();
    while let Some(bytes) = download.next().await.expect("bytes") {
        all.extend(bytes);
    }
    assert_eq!(all, b"abcd");
    server.answer(answer(200, "image/png", "abcd"));
    let client = server.blocking();
    let read = move || {
        let download = client.answers().get_photo().stream().send().expect("a stream");
        assert_eq!(download.length(), Some(4));
        std::io::read_to_string(download.into_reader()).expect("text")
    };
    assert_eq!(block(read).await, "abcd");
    // An answer that is no success is an error like any other, not a stream.
    server.answer(answer(404, "application/json", r#"{"message":"gone"}"#));
    let error = server.client().answers().get_photo().stream().await.expect_err("404");
    assert_eq!(error.message(), Some("gone"));
}

#[tokio::test]
async fn parameters_of_odd_places() {
    let server = Server::start().await;
    let nothing = || answer(204, "text/plain", "");
    for done in both!(server, nothing(), |answers| answers.find("a b").filter(Problem::new("x&y"))) {
        done.expect("an answer");
    }
    for received in server.take() {
        assert_eq!(received.header("cookie"), "session=a%20b");
        assert_eq!(received.target, "/find?filter=%7B%22title%22%3A%22x%26y%22%7D");
    }
}

#[tokio::test]
#[expect(deprecated)]
async fn what_is_deprecated_still_works() {
    let server = Server::start().await;
    for csv in both!(server, answer(200, "text/csv", "a,b"), |answers| answers.get_old_csv(Problem::new("t")))
    {
        assert_eq!(csv.expect("text"), "a,b");
    }
    assert!(server.take().iter().all(|one| one.json()["title"] == "t" && one.header("accept") == "text/csv"));
}

/// All that comes of a stream, as a library of streams would ask for it.
async fn all<S: futures_core::Stream + Unpin>(mut stream: S) -> Vec<S::Item> {
    let mut all = Vec::new();
    while let Some(next) = std::future::poll_fn(|cx| std::pin::Pin::new(&mut stream).poll_next(cx)).await {
        all.push(next);
    }
    all
}

#[tokio::test]
async fn what_comes_as_a_stream_is_a_stream() {
    let server = Server::start().await;
    let client = server.client();
    server.answer(pieces("application/jsonl", &["{\"name\":\"a\"}\n{\"na", "me\":\"b\"}"], QUICK, true));
    let lines = all(client.answers().list_orders().await.expect("a stream")).await;
    let names: Vec<_> = lines.into_iter().map(|line| line.expect("a dish").name).collect();
    assert_eq!(names, ["a", "b"]);
    server.answer(pieces("image/png", &["ab", "cd"], QUICK, false));
    let download = all(client.answers().get_photo().stream().await.expect("a stream")).await;
    let bytes: Vec<u8> = download.iter().flatten().flatten().copied().collect();
    assert_eq!(bytes, b"abcd");
    assert!(matches!(download.last(), Some(Err(Error::Connection(_)))), "{download:?}");
    // The connection is lost on the way.
    let first = ["retry: 1\nid: 1\ndata: {\"name\":\"soup\"}\n\n"];
    server.answer(pieces("text/event-stream", &first, QUICK, false));
    server.answer(pieces("text/event-stream", &["data: {\"name\":\"tea\"}\n\n"], QUICK, true));
    let events = all(client.answers().list_events().await.expect("a stream")).await;
    let names: Vec<_> = events.into_iter().map(|event| event.expect("an event").data.name).collect();
    assert_eq!(names, ["soup", "tea"]);
}
