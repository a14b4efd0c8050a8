use std::time::Duration;

use super::super::sse::{Parser, RawEvent};

const STREAM: &str = "\u{feff}: comment\nretry: 5\nretry: x\ndata: a\r\ndata:b\r\revent: kind\nid: 1\ndata:  c\n\n\nid\nevent: dropped\n\n\
                      id: nul\0\nunknown: x\ndata\n\ndata: never complete";

fn all(chunks: &[&[u8]]) -> (Vec<RawEvent>, Parser) {
    let (mut parser, mut events) = (Parser::default(), Vec::new());
    for chunk in chunks {
        parser.feed(chunk);
        events.extend(std::iter::from_fn(|| parser.next()));
    }
    (events, parser)
}

#[test]
fn events_are_the_same_however_they_are_cut() {
    let event = |event: &str, data: &str, id: Option<&str>| RawEvent {
        event: event.to_owned(),
        data: data.to_owned(),
        id: id.map(str::to_owned),
    };
    let expected = vec![event("", "a\nb", None), event("kind", " c", Some("1")), event("", "", Some(""))];
    let (whole, parser) = all(&[STREAM.as_bytes()]);
    assert_eq!(whole, expected);
    assert_eq!(parser.retry, Some(Duration::from_millis(5)));
    assert!(parser.size() > 0);
    for cut in 1..STREAM.len() {
        let (before, after) = STREAM.as_bytes().split_at(cut);
        assert_eq!(all(&[before, after]).0, expected, "{cut}");
    }
    let single: Vec<&[u8]> = STREAM.as_bytes().chunks(1).collect();
    assert_eq!(all(&single).0, expected);
}

#[test]
fn an_id_counts_once_its_event_is_complete() {
    let (_, mut parser) = all(&[b"id: 1\ndata: a\n\nid: 2\ndata: b"]);
    assert_eq!(parser.last_id.as_deref(), Some("1"));
    parser.reset();
    parser.feed(b"data: c\n\n");
    let event = parser.next().map(|event| (event.data, event.id));
    assert_eq!(event, Some(("c".to_owned(), Some("1".to_owned()))));
}
