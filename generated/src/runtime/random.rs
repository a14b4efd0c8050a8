//! Chance, without a dependency: the keys that the standard library draws for its hash maps.

use std::collections::hash_map::RandomState;
use std::hash::{BuildHasher, Hasher};
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::SystemTime;

/// 64 bits that nobody outside can foresee: SipHash, under a key from the operating system, of a number that is
/// never used twice in this process. The process and the time tell apart those that were forked with the same key.
fn bits() -> u64 {
    static COUNTER: AtomicU64 = AtomicU64::new(0);
    let mut hasher = RandomState::new().build_hasher();
    hasher.write_u64(COUNTER.fetch_add(1, Ordering::Relaxed));
    hasher.write_u32(std::process::id());
    if let Ok(since) = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH) {
        hasher.write_u128(since.as_nanos());
    }
    hasher.finish()
}

/// A number from 0 to 1.
pub(super) fn unit() -> f64 {
    // 53 bits are what an f64 holds exactly.
    (bits() >> 11) as f64 / (1u64 << 53) as f64
}

/// A new idempotency key: a random UUID (RFC 9562, section 5.4).
pub(super) fn key() -> String {
    let (high, low) = (bits(), bits());
    let (high, low) = (high & !0xf000 | 0x4000, low & !(0b11 << 62) | 0b10 << 62);
    format!(
        "{:08x}-{:04x}-{:04x}-{:04x}-{:012x}",
        high >> 32,
        high >> 16 & 0xffff,
        high & 0xffff,
        low >> 48,
        low & 0xffff_ffff_ffff
    )
}
