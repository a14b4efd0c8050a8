//! What a call tells `tracing`.
#![cfg(feature = "tracing")]

mod support;

use std::fmt::{self, Write};
use std::sync::{Arc, Mutex};

use runtime::builder::ClientBuilder;
use runtime::mode::{Async, Blocking};
use runtime::wire::Json;
use support::script::{Script, answer, lost};
use support::{API, LOOK, PAY, TOKEN};
use tracing::field::{Field, Visit};
use tracing::{Event, Metadata, Subscriber, span};

/// Writes down what it is told, a line each.
#[derive(Clone, Default)]
struct Notes(Arc<Mutex<String>>);

struct Fields<'a>(&'a mut String);

impl Visit for Fields<'_> {
    fn record_debug(&mut self, field: &Field, value: &dyn fmt::Debug) {
        write!(self.0, " {}={value:?}", field.name()).unwrap();
    }
}

impl Subscriber for Notes {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        !metadata.target().starts_with("hyper")
    }

    fn new_span(&self, span: &span::Attributes<'_>) -> span::Id {
        let mut notes = self.0.lock().unwrap();
        write!(notes, "span {}", span.metadata().name()).unwrap();
        span.record(&mut Fields(&mut notes));
        notes.push('\n');
        span::Id::from_u64(1)
    }

    fn record(&self, _: &span::Id, values: &span::Record<'_>) {
        let mut notes = self.0.lock().unwrap();
        notes.push_str("record");
        values.record(&mut Fields(&mut notes));
        notes.push('\n');
    }

    fn event(&self, event: &Event<'_>) {
        let mut notes = self.0.lock().unwrap();
        assert_eq!(event.parent(), Some(&span::Id::from_u64(1)));
        notes.push_str("event");
        event.record(&mut Fields(&mut notes));
        notes.push('\n');
    }

    fn record_follows_from(&self, _: &span::Id, _: &span::Id) {}
    fn enter(&self, _: &span::Id) {}
    fn exit(&self, _: &span::Id) {}
}

const SPAN: &str = "span http.client.call otel.kind=\"client\" otel.name=\"GET /items\" http.request.method=\"GET\" \
                    url.template=\"/items\" url.scheme=\"http\" server.address=\"shop.invalid\"";

#[test]
fn a_span_per_call_and_an_event_per_attempt() {
    let acts = [lost(0.1), answer(0.1, 503, &[("retry-after", "1")], TOKEN), answer(0.1, 200, &[], "{}")];
    let mut told = Vec::new();
    let notes = Notes::default();
    tracing::subscriber::with_default(notes.clone(), || {
        let script = Script::new(&acts);
        let client = script.on(ClientBuilder::<Async>::new(&API).bearer_token(TOKEN)).build().unwrap();
        script.clock.block_on(client.call::<Json>(&LOOK, &[]).with_query("q", TOKEN).send()).unwrap();
    });
    told.push(std::mem::take(&mut *notes.0.lock().unwrap()));
    tracing::subscriber::with_default(notes.clone(), || {
        let script = Script::new(&acts);
        let client =
            script.on_blocking(ClientBuilder::<Blocking>::new(&API).bearer_token(TOKEN)).build().unwrap();
        client.call::<Json>(&LOOK, &[]).with_query("q", TOKEN).send().unwrap();
    });
    told.push(std::mem::take(&mut *notes.0.lock().unwrap()));
    for told in told {
        assert!(!told.contains(TOKEN), "{told}");
        let lines: Vec<_> = told.lines().collect();
        assert_eq!(lines.len(), 6, "{told}");
        assert_eq!(lines[0], SPAN);
        let first = "event message=attempt http.request.resend_count=0 error.type=\"connection_lost\" wait=";
        assert!(lines[1].starts_with(first), "{told}");
        assert_eq!(
            lines[2],
            "event message=attempt http.request.resend_count=1 http.response.status_code=503 wait=1s"
        );
        assert_eq!(
            lines[3],
            "event message=attempt http.request.resend_count=2 http.response.status_code=200"
        );
        assert_eq!(lines[4], "record http.request.resend_count=2");
        assert_eq!(lines[5], "record http.response.status_code=200");
    }
}

#[test]
fn a_failure_has_a_type() {
    let notes = Notes::default();
    tracing::subscriber::with_default(notes.clone(), || {
        for act in [answer(0.1, 422, &[], TOKEN), lost(0.1), answer(100.0, 200, &[], "{}")] {
            let script = Script::new(&[act]);
            let client =
                script.on_blocking(ClientBuilder::<Blocking>::new(&API).bearer_token(TOKEN)).build().unwrap();
            client.call::<Json>(&PAY, &[]).send().unwrap_err();
        }
    });
    let told = notes.0.lock().unwrap();
    assert!(!told.contains(TOKEN), "{told}");
    let ends: Vec<_> = told.lines().filter(|line| line.starts_with("record error.type")).collect();
    assert_eq!(
        ends,
        ["record error.type=422", "record error.type=\"connection_lost\"", "record error.type=\"timeout\""]
    );
    assert_eq!(told.matches("record otel.status_code=\"ERROR\"").count(), 3, "{told}");
}
