//! Thousands of calls over real sockets to a server that fails in every way, in a process of its own: nothing executes
//! twice that must not, no call outlives its deadline, every error tells the truth, and the secret is nowhere.
//!
//! `CALLS=100000 cargo test -p runtime --all-features --test randomised` makes more of them; a number printed with a
//! failure draws the same call again.
#![cfg(all(feature = "reqwest", feature = "blocking"))]

mod support;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

use runtime::builder::ClientBuilder;
use runtime::call::Call;
use runtime::client::Client;
use runtime::error::Error;
use runtime::mode::{Async, Blocking, Mode as ClientMode};
use runtime::operation::{Operation, Retry};
use runtime::wire::Json;
use support::lateness::Lateness;
use support::listening;
use support::process::{self, Process};
use support::server::{MODES, Mode, Record, accept_and_drop, nobody};
use support::{API, KEYED, LOOK, PAY, PUT, TOKEN};

/// How many calls each client makes.
fn calls() -> usize {
    const EVERY_DAY: usize = 3000;
    std::env::var("CALLS").map_or(EVERY_DAY, |calls| calls.parse().expect("CALLS is a number"))
}

#[test]
#[ignore = "no test: the server of the others, which they start in a process of its own"]
fn server() {
    process::serve();
}

/// A generator of numbers, so that a failure can be repeated.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        ((self.0 >> 33) as usize) % limit
    }
}

/// One call, drawn by its number.
#[derive(Clone, Debug)]
struct Case {
    number: usize,
    operation: &'static Operation,
    modes: Vec<usize>,
    place: usize,
    timeout: Duration,
    retries: u32,
    key: bool,
}

impl Case {
    fn draw(number: usize) -> Self {
        let mut numbers = Numbers(number as u64 ^ 0x9e37_79b9_7f4a_7c15);
        numbers.below(2);
        let operation = [&PAY, &PAY, &KEYED, &PUT, &LOOK][numbers.below(5)];
        let modes = (0..4).map(|_| numbers.below(MODES.len())).collect();
        // Most go to the server, some to where there is none.
        let place = [0, 0, 0, 0, 0, 0, 0, 0, 1, 2][numbers.below(10)];
        let timeout = Duration::from_millis(200 + numbers.below(1500) as u64);
        Self {
            number,
            operation,
            modes,
            place,
            timeout,
            retries: numbers.below(4) as u32,
            key: numbers.below(4) == 0,
        }
    }

    /// One to a server that is well, as long as it lives.
    fn draw_simple(number: usize) -> Self {
        let slow = if number.is_multiple_of(2) { Mode::SlowBody } else { Mode::SlowHead };
        let modes = vec![MODES.iter().position(|mode| *mode == slow).unwrap(); 4];
        Self { modes, place: 0, timeout: Duration::from_secs(3), ..Self::draw(number) }
    }

    /// Whether every attempt came to an answer, or to no connection at all, that says that nothing was executed.
    fn leaves_no_doubt(&self, error: &Error, record: &Record) -> bool {
        let modes = self.modes.iter().take(record.arrived);
        let answered = record.arrived == error.attempts() as usize && modes.len() == record.arrived;
        let no_connection = self.place == 1;
        error.timeout().is_none()
            && (no_connection || answered)
            && modes.into_iter().all(|mode| MODES[*mode].is_certain())
    }

    fn call<M: ClientMode>(&self, clients: &[Client<M>; 3]) -> Call<Json, M> {
        let modes: Vec<_> = self.modes.iter().map(usize::to_string).collect();
        let call = clients[self.place].call(self.operation, &[]);
        let call =
            call.with_header("x-call", self.number.to_string()).with_header("x-modes", modes.join(","));
        let call = call.with_timeout(self.timeout).with_max_retries(self.retries);
        let call = if self.key { call.with_idempotency_key(format!("key-{}", self.number)) } else { call };
        if self.operation.method == "GET" { call } else { call.with_body_field("amount", 100) }
    }
}

/// What came of one call.
struct Outcome {
    case: Case,
    result: Result<Json, Error>,
    took: Duration,
}

fn clients<M: ClientMode>(server: &str) -> [Client<M>; 3] {
    [server.to_owned(), nobody(), accept_and_drop()].map(|url| {
        let builder = ClientBuilder::<M>::new(&API).bearer_token(TOKEN).no_proxy().base_url(url);
        // The budget would end most of what is to be seen here.
        builder.retry_budget(1_000_000).build().unwrap()
    })
}

/// Makes calls on 100 threads, each on the next number until there are no more.
fn on_threads(last: usize, call: impl Fn(usize) -> Outcome + Sync) -> Vec<Outcome> {
    let next = AtomicUsize::new(0);
    let work = || {
        let mut outcomes = Vec::new();
        loop {
            let number = next.fetch_add(1, Ordering::Relaxed);
            if number >= last {
                return outcomes;
            }
            outcomes.push(call(number));
        }
    };
    thread::scope(|scope| {
        let threads: Vec<_> = (0..100).map(|_| scope.spawn(work)).collect();
        threads.into_iter().flat_map(|thread| thread.join().unwrap()).collect()
    })
}

/// The same, 100 at a time.
async fn on_tasks(last: usize, clients: [Client<Async>; 3], draw: fn(usize) -> Case) -> Vec<Outcome> {
    let limit = Arc::new(tokio::sync::Semaphore::new(100));
    let mut tasks = tokio::task::JoinSet::new();
    for number in 0..last {
        let (clients, limit) = (clients.clone(), Arc::clone(&limit));
        tasks.spawn(async move {
            let _permit = limit.acquire().await.unwrap();
            let case = draw(number);
            let start = Instant::now();
            let result = case.call(&clients).await;
            Outcome { case, result, took: start.elapsed() }
        });
    }
    tasks.join_all().await
}

fn blocking(case: Case, clients: &[Client<Blocking>; 3]) -> Outcome {
    let start = Instant::now();
    let result = case.call(clients).send();
    Outcome { case, result, took: start.elapsed() }
}

/// What must be true of every call, whatever came of it. `late` is how late this machine was by itself.
fn check(records: &BTreeMap<usize, Record>, outcomes: &[Outcome], late: Duration) {
    for outcome in outcomes {
        let Outcome { case, result, took } = outcome;
        let record = records.get(&case.number).cloned().unwrap_or_default();
        let about = || format!("{case:?}: {result:?} in {took:?}, {record:?}");
        // A tenth, and what the machine adds: to the call, to the server's answer, and to looking at the clock.
        let latest = case.timeout.mul_f64(1.1) + late * 2;
        assert!(*took <= latest, "outlived its deadline ({late:?} late): {}", about());
        if case.operation.retry == Retry::Unsafe {
            assert!(record.executed <= 1, "executed twice: {}", about());
        }
        assert!(record.arrived <= 1 + case.retries as usize, "sent too often: {}", about());
        if matches!(case.operation.retry, Retry::Keyed(_)) || case.key {
            let keys: BTreeSet<_> = record.keys.iter().collect();
            assert!(keys.len() <= 1 && keys.iter().all(|key| !key.is_empty()), "keys: {}", about());
        }
        match result {
            Ok(value) => {
                assert_eq!(value["done"], true);
                assert!(record.executed >= 1, "succeeded without executing: {}", about());
            }
            Err(error) => {
                if !error.may_have_executed() {
                    assert_eq!(record.executed, 0, "executed, but says not: {}", about());
                }
                if case.leaves_no_doubt(error, &record) {
                    assert!(!error.may_have_executed(), "not executed, but says it may: {}", about());
                }
                // A request that was tried may never have arrived; one that arrived was tried.
                assert!(error.attempts() as usize >= record.arrived, "miscounted: {}", about());
                let text = format!("{error} {error:?} {:?}", std::error::Error::source(error));
                assert!(!text.contains(TOKEN), "{text}");
            }
        }
    }
}

/// All of these must have come up, or the test proves nothing.
fn check_variety(outcomes: &[Outcome]) {
    let enough = outcomes.len() / 10;
    let (succeeded, failed): (Vec<_>, Vec<_>) = outcomes.iter().partition(|outcome| outcome.result.is_ok());
    let is_unknown = |outcome: &&&Outcome| outcome.result.as_ref().is_err_and(Error::may_have_executed);
    let unknown = failed.iter().filter(is_unknown).count();
    assert!(
        succeeded.len() > enough && unknown > enough && failed.len() - unknown > enough,
        "{} succeeded, {} failed, {unknown} of them perhaps executed",
        succeeded.len(),
        failed.len()
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn async_calls() {
    listening::listen();
    let (server, late) = (Process::start("async"), Lateness::watch_tasks());
    let outcomes = on_tasks(calls(), clients(server.url()), Case::draw).await;
    check(&server.records(), &outcomes, late.worst());
    check_variety(&outcomes);
    listening::check();
}

#[test]
fn blocking_calls() {
    listening::listen();
    let (server, late) = (Process::start("blocking"), Lateness::watch());
    let clients = clients::<Blocking>(server.url());
    let outcomes = on_threads(calls(), |number| blocking(Case::draw(number), &clients));
    check(&server.records(), &outcomes, late.worst());
    check_variety(&outcomes);
    listening::check();
}

/// A server whose machine goes away in the middle of it all. What was executed by then is in its journal.
#[test]
fn a_server_that_dies() {
    const CALLS: usize = 200;
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    for is_async in [true, false] {
        let (server, late) = (Process::start("dying"), Lateness::watch());
        let url = server.url().to_owned();
        let server = Arc::new(Mutex::new(server));
        let dying = Arc::clone(&server);
        let death = thread::spawn(move || {
            thread::sleep(Duration::from_millis(300));
            dying.lock().unwrap().kill();
        });
        let outcomes = if is_async {
            runtime.block_on(on_tasks(CALLS, clients(&url), Case::draw_simple))
        } else {
            let clients = clients::<Blocking>(&url);
            on_threads(CALLS, |number| blocking(Case::draw_simple(number), &clients))
        };
        death.join().unwrap();
        check(&server.lock().unwrap().records(), &outcomes, late.worst());
        let gone = outcomes.iter().filter(|outcome| outcome.result.is_err()).count();
        assert!(gone > 0, "it died too late to be noticed");
    }
}
