//! Work in as many threads as there are processors.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::thread;

/// Bytes of stack for each thread: what is worked on nests as deep as the document does.
const STACK: usize = 64 << 20;

/// Maps in all processors at once, keeping the order. A worker takes `share` items at a time: fewer are not worth a thread.
pub fn map<T: Sync, R: Send>(items: &[T], share: usize, map: impl Fn(&T) -> R + Sync) -> Vec<R> {
    let chunks: Vec<&[T]> = items.chunks(share.max(1)).collect();
    let workers = processors().min(chunks.len());
    if workers <= 1 {
        return items.iter().map(map).collect();
    }
    let next = AtomicUsize::new(0);
    let done = Mutex::new(BTreeMap::new());
    let work = || {
        loop {
            let index = next.fetch_add(1, Ordering::Relaxed);
            let Some(chunk) = chunks.get(index) else { return };
            let mapped: Vec<R> = chunk.iter().map(&map).collect();
            done.lock().unwrap_or_else(PoisonError::into_inner).insert(index, mapped);
        }
    };
    thread::scope(|scope| {
        for _ in 1..workers {
            // Where no thread can be had, this one does all the work.
            let _ = thread::Builder::new().stack_size(STACK).spawn_scoped(scope, work);
        }
        work();
    });
    done.into_inner().unwrap_or_else(PoisonError::into_inner).into_values().flatten().collect()
}

/// How many threads can run at once.
pub fn processors() -> usize {
    thread::available_parallelism().map_or(1, usize::from)
}

/// Does two things at once: the second in a thread of its own, where one can be had.
pub fn both<A, B: Send>(here: impl FnOnce() -> A, there: impl Fn() -> B + Sync) -> (A, B) {
    thread::scope(|scope| {
        let builder = || thread::Builder::new().stack_size(STACK).spawn_scoped(scope, &there);
        let thread = (processors() > 1).then(builder).and_then(Result::ok);
        let first = here();
        let second = match thread {
            Some(thread) => thread.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)),
            None => there(),
        };
        (first, second)
    })
}
