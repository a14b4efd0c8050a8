//! A clock that the test moves: waiting takes no time.

use std::future::Future;
use std::pin::{Pin, pin};
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll, Waker};
use std::time::{Duration, Instant, SystemTime};

use runtime::clock::{BlockingTimer, Clock, Timer};

#[derive(Clone, Debug)]
pub struct MovedClock(Arc<Mutex<State>>);

#[derive(Debug)]
struct State {
    start: Instant,
    now: Instant,
    due: Vec<Instant>,
}

impl MovedClock {
    pub fn new() -> Self {
        let now = Instant::now();
        Self(Arc::new(Mutex::new(State { start: now, now, due: Vec::new() })))
    }

    /// How far the clock was moved.
    pub fn elapsed(&self) -> Duration {
        let state = self.0.lock().unwrap();
        state.now - state.start
    }

    /// Moves the clock.
    pub fn advance(&self, by: Duration) {
        self.0.lock().unwrap().now += by;
    }

    /// Runs a future; whenever it has to wait, the clock moves to the next moment that something waits for.
    pub fn block_on<F: Future>(&self, future: F) -> F::Output {
        let mut future = pin!(future);
        loop {
            if let Poll::Ready(output) = future.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
                return output;
            }
            let mut state = self.0.lock().unwrap();
            let now = state.now;
            state.due.retain(|due| *due > now);
            let next = state.due.iter().min().copied();
            state.now = next.expect("the future waits for nothing that this clock could bring about");
        }
    }

    pub fn sleep_until_async(&self, due: Instant) -> Pin<Box<dyn Future<Output = ()> + Send>> {
        let clock = self.clone();
        Box::pin(std::future::poll_fn(move |_| {
            let mut state = clock.0.lock().unwrap();
            if state.now >= due {
                return Poll::Ready(());
            }
            state.due.push(due);
            Poll::Pending
        }))
    }
}

impl Clock for MovedClock {
    fn now(&self) -> Instant {
        self.0.lock().unwrap().now
    }

    fn wall(&self) -> SystemTime {
        // 1994-11-06 08:49:37, plus what has passed.
        SystemTime::UNIX_EPOCH + Duration::from_secs(784_111_777) + self.elapsed()
    }
}

impl Timer for MovedClock {
    fn sleep(&self, duration: Duration) -> Pin<Box<dyn Future<Output = ()> + Send>> {
        self.sleep_until_async(self.now() + duration)
    }
}

impl BlockingTimer for MovedClock {
    fn sleep(&self, duration: Duration) {
        self.advance(duration);
    }
}
