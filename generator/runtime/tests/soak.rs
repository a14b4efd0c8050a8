//! A hundred thousand calls, to see that nothing is kept of them.
#![cfg(all(target_os = "linux", feature = "reqwest", feature = "blocking"))]

mod support;

use runtime::builder::ClientBuilder;
use runtime::mode::{Async, Blocking};
use runtime::wire::Json;
use support::server::Server;
use support::{API, LOOK, TOKEN};

/// The memory of this process, in bytes.
fn resident() -> usize {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).unwrap();
    line.trim().trim_end_matches(" kB").parse::<usize>().unwrap() << 10
}

const CALLS: usize = 50_000;
const WARM: usize = 5_000;

/// What a call may leave behind: less than a byte each.
fn check(before: usize) {
    let after = resident();
    println!("{before} bytes resident after {WARM} calls, {after} after {CALLS} more");
    assert!(after < before + CALLS, "{before} bytes after {WARM} calls, {after} after {CALLS} more");
}

#[test]
#[ignore = "55,000 calls take a while, and memory is only telling when nothing else runs: `cargo test -p runtime --test soak -- --ignored --test-threads 1`"]
fn memory_stays_flat_async() {
    let server = Server::start_forgetful();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let client = ClientBuilder::<Async>::new(&API)
        .bearer_token(TOKEN)
        .no_proxy()
        .base_url(server.url())
        .build()
        .unwrap();
    let calls = |count| {
        for _ in 0..count {
            let call = client.call::<Json>(&LOOK, &[]).with_header("x-call", "1").with_header("x-modes", "0");
            runtime.block_on(call.send()).unwrap();
        }
    };
    calls(WARM);
    let before = resident();
    calls(CALLS);
    check(before);
}

#[test]
#[ignore = "55,000 calls take a while, and memory is only telling when nothing else runs: `cargo test -p runtime --test soak -- --ignored --test-threads 1`"]
fn memory_stays_flat_blocking() {
    let server = Server::start_forgetful();
    let client = ClientBuilder::<Blocking>::new(&API).bearer_token(TOKEN).no_proxy().base_url(server.url());
    let client = client.build().unwrap();
    let calls = |count| {
        for _ in 0..count {
            let call = client.call::<Json>(&LOOK, &[]).with_header("x-call", "1").with_header("x-modes", "0");
            call.send().unwrap();
        }
    };
    calls(WARM);
    let before = resident();
    calls(CALLS);
    check(before);
}
