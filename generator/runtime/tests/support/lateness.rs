//! How late this machine is by itself: tests that look at the clock make allowance for it.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::thread;
use std::time::{Duration, Instant};

/// Sleeps again and again, and keeps by how much it overslept at worst.
pub struct Lateness {
    worst: Arc<AtomicU64>,
    ended: Arc<AtomicBool>,
}

const NAP: Duration = Duration::from_millis(2);

impl Lateness {
    /// Of threads. Several watch: on a busy machine one is seldom the unluckiest of a hundred.
    pub fn watch() -> Self {
        const WATCHERS: usize = 8;
        let watch = Self { worst: Arc::default(), ended: Arc::default() };
        for _ in 0..WATCHERS {
            let (worst, ended) = (Arc::clone(&watch.worst), Arc::clone(&watch.ended));
            thread::spawn(move || {
                while !ended.load(Ordering::Relaxed) {
                    let started = Instant::now();
                    thread::sleep(NAP);
                    let late = started.elapsed().saturating_sub(NAP);
                    worst.fetch_max(late.as_micros() as u64, Ordering::Relaxed);
                }
            });
        }
        watch
    }

    /// Of the tasks of this async runtime.
    pub fn watch_tasks() -> Self {
        let watch = Self { worst: Arc::default(), ended: Arc::default() };
        let (worst, ended) = (Arc::clone(&watch.worst), Arc::clone(&watch.ended));
        tokio::spawn(async move {
            while !ended.load(Ordering::Relaxed) {
                let started = Instant::now();
                tokio::time::sleep(NAP).await;
                let late = started.elapsed().saturating_sub(NAP);
                worst.fetch_max(late.as_micros() as u64, Ordering::Relaxed);
            }
        });
        watch
    }

    pub fn worst(&self) -> Duration {
        Duration::from_micros(self.worst.load(Ordering::Relaxed))
    }
}

impl Drop for Lateness {
    fn drop(&mut self) {
        self.ended.store(true, Ordering::Relaxed);
    }
}
