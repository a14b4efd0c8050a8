//! Thousands of calls over real sockets to a server that fails in every way: nothing executes twice that must not, no
//! call outlives its deadline, and every error tells the truth.
#![cfg(all(feature = "reqwest", feature = "blocking"))]

mod support;

use std::collections::BTreeSet;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use runtime::builder::ClientBuilder;
use runtime::call::Call;
use runtime::client::Client;
use runtime::error::Error;
use runtime::mode::{Async, Blocking, Mode as ClientMode};
use runtime::operation::{Operation, Retry};
use runtime::wire::Json;
use support::server::{MODES, Server, accept_and_drop, nobody};
use support::{API, KEYED, LOOK, PAY, PUT, TOKEN};

/// What the machine may add to a deadline on a bad day.
const ALLOWANCE: Duration = Duration::from_millis(400);

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

fn clients<M: ClientMode>(server: &Server) -> [Client<M>; 3] {
    [server.url(), nobody(), accept_and_drop()].map(|url| {
        let builder = ClientBuilder::<M>::new(&API).bearer_token(TOKEN).no_proxy().base_url(url);
        // The budget would end most of what is to be seen here.
        builder.retry_budget(1_000_000).build().unwrap()
    })
}

fn check(server: &Server, outcomes: &[Outcome]) {
    let (mut succeeded, mut unknown, mut certain) = (0, 0, 0);
    for Outcome { case, result, took } in outcomes {
        let record = server.record(case.number);
        let about = || format!("{case:?}: {result:?} in {took:?}, {record:?}");
        assert!(*took <= case.timeout.mul_f64(1.1) + ALLOWANCE, "outlived its deadline: {}", about());
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
                succeeded += 1;
            }
            Err(error) => {
                if !error.may_have_executed() {
                    assert_eq!(record.executed, 0, "executed, but says not: {}", about());
                }
                let unknown_or_certain = if error.may_have_executed() { &mut unknown } else { &mut certain };
                *unknown_or_certain += 1;
                // A request that was tried may never have arrived; one that arrived was tried.
                assert!(error.attempts() as usize >= record.arrived, "miscounted: {}", about());
                let text = format!("{error} {error:?}");
                assert!(!text.contains(TOKEN), "{text}");
            }
        }
    }
    // All of these must have come up, or this proves nothing.
    let enough = outcomes.len() / 10;
    assert!(succeeded > enough && unknown > enough && certain > enough, "{succeeded} {unknown} {certain}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn async_calls() {
    const CALLS: usize = 3000;
    let server = Server::start();
    let clients = clients::<Async>(&server);
    let limit = std::sync::Arc::new(tokio::sync::Semaphore::new(100));
    let mut tasks = tokio::task::JoinSet::new();
    for number in 0..CALLS {
        let (clients, limit) = (clients.clone(), limit.clone());
        tasks.spawn(async move {
            let _permit = limit.acquire().await.unwrap();
            let case = Case::draw(number);
            let start = Instant::now();
            let result = case.call(&clients).await;
            Outcome { case, result, took: start.elapsed() }
        });
    }
    check(&server, &tasks.join_all().await);
}

#[test]
fn blocking_calls() {
    const CALLS: usize = 3000;
    let server = Server::start();
    let clients = clients::<Blocking>(&server);
    let next = AtomicUsize::new(0);
    let work = || {
        let mut outcomes = Vec::new();
        loop {
            let number = next.fetch_add(1, Ordering::Relaxed);
            if number >= CALLS {
                return outcomes;
            }
            let case = Case::draw(number);
            let start = Instant::now();
            let result = case.call(&clients).send();
            outcomes.push(Outcome { case, result, took: start.elapsed() });
        }
    };
    let outcomes: Vec<_> = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..100).map(|_| scope.spawn(work)).collect();
        threads.into_iter().flat_map(|thread| thread.join().unwrap()).collect()
    });
    check(&server, &outcomes);
}
