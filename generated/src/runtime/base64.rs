//! Base64 (RFC 4648), for credentials, signatures and bytes in JSON.

/// In the standard alphabet (section 4), padded.
pub fn encode(bytes: &[u8]) -> String {
    const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for chunk in bytes.chunks(3) {
        let byte = |at: usize| u32::from(chunk.get(at).copied().unwrap_or(0));
        let group = byte(0) << 16 | byte(1) << 8 | byte(2);
        for digit in 0..4 {
            let index = (group >> (18 - 6 * digit)) & 63;
            let letter = ALPHABET.get(index as usize).copied().unwrap_or(b'=');
            out.push(if digit <= chunk.len() { char::from(letter) } else { '=' });
        }
    }
    out
}

/// The bytes of a text in the standard alphabet (section 4), with or without padding; spaces and line breaks count for nothing.
pub fn decode(text: &str) -> Option<Vec<u8>> {
    decode_with(text, [b'+', b'/'])
}

/// The bytes of a text in the alphabet for addresses and file names (section 5), with or without padding.
pub fn decode_url(text: &str) -> Option<Vec<u8>> {
    decode_with(text, [b'-', b'_'])
}

/// The bytes of a text in the alphabet that ends with these two letters.
fn decode_with(text: &str, last: [u8; 2]) -> Option<Vec<u8>> {
    let letters = || text.bytes().filter(|byte| !byte.is_ascii_whitespace());
    let padding = letters().rev().take_while(|byte| *byte == b'=').count();
    let length = letters().count();
    // Padding is either left out or completes a group of four.
    if padding > 2 || padding > 0 && !length.is_multiple_of(4) {
        return None;
    }
    let mut bytes = Vec::with_capacity(length / 4 * 3);
    let (mut group, mut bits) = (0u32, 0);
    for letter in letters().take(length - padding) {
        group = group << 6 | value(letter, last)?;
        bits += 6;
        if bits >= 8 {
            bits -= 8;
            bytes.push((group >> bits) as u8);
            group &= (1 << bits) - 1;
        }
    }
    // Six bits are a letter too many; bits that are left over belong to no byte and have to be zero.
    (bits < 6 && group == 0).then_some(bytes)
}

fn value(letter: u8, last: [u8; 2]) -> Option<u32> {
    let value = match letter {
        b'A'..=b'Z' => letter - b'A',
        b'a'..=b'z' => letter - b'a' + 26,
        b'0'..=b'9' => letter - b'0' + 52,
        _ if letter == last[0] => 62,
        _ if letter == last[1] => 63,
        _ => return None,
    };
    Some(value.into())
}
