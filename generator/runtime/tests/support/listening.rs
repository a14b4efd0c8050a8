//! Listens to everything that is logged or traced, and looks for the secret in it.

use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use super::TOKEN;

static HEARD: AtomicUsize = AtomicUsize::new(0);
static TOLD: Mutex<Option<String>> = Mutex::new(None);

fn hear(text: &str) {
    HEARD.fetch_add(1, Ordering::Relaxed);
    if text.contains(TOKEN) {
        TOLD.lock().unwrap().get_or_insert_with(|| text.to_owned());
    }
}

/// From now on; called again, it changes nothing.
pub fn listen() {
    if log::set_logger(&Logger).is_ok() {
        // At `Trace` ureq prints whole URLs, and hyper whole buffers.
        log::set_max_level(log::LevelFilter::Debug);
    }
    #[cfg(feature = "tracing")]
    let _ = tracing::subscriber::set_global_default(spans::Listener);
}

/// Fails if the secret was in anything, or if nothing was heard at all.
pub fn check() {
    assert_eq!(*TOLD.lock().unwrap(), None);
    assert!(HEARD.load(Ordering::Relaxed) > 100, "nobody said anything");
}

struct Logger;

impl log::Log for Logger {
    fn enabled(&self, _: &log::Metadata<'_>) -> bool {
        true
    }

    fn log(&self, record: &log::Record<'_>) {
        hear(&record.args().to_string());
    }

    fn flush(&self) {}
}

#[cfg(feature = "tracing")]
mod spans {
    use std::fmt::{self, Write};

    use tracing::field::{Field, Visit};
    use tracing::{Event, Level, Metadata, Subscriber, span};

    pub struct Listener;

    struct Fields(String);

    impl Visit for Fields {
        fn record_debug(&mut self, field: &Field, value: &dyn fmt::Debug) {
            write!(self.0, " {}={value:?}", field.name()).unwrap();
        }
    }

    fn hear(record: impl FnOnce(&mut Fields)) {
        let mut fields = Fields(String::new());
        record(&mut fields);
        super::hear(&fields.0);
    }

    impl Subscriber for Listener {
        fn enabled(&self, metadata: &Metadata<'_>) -> bool {
            *metadata.level() <= Level::DEBUG
        }

        fn new_span(&self, span: &span::Attributes<'_>) -> span::Id {
            hear(|fields| span.record(fields));
            span::Id::from_u64(1)
        }

        fn record(&self, _: &span::Id, values: &span::Record<'_>) {
            hear(|fields| values.record(fields));
        }

        fn event(&self, event: &Event<'_>) {
            hear(|fields| event.record(fields));
        }

        fn record_follows_from(&self, _: &span::Id, _: &span::Id) {}
        fn enter(&self, _: &span::Id) {}
        fn exit(&self, _: &span::Id) {}
    }
}
