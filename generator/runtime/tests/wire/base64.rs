//! Bytes as text.

use super::{both, error, wire};
use wire::Base64;

#[test]
fn the_vectors_of_rfc_4648() {
    let vectors = [
        ("", ""),
        ("f", "Zg=="),
        ("fo", "Zm8="),
        ("foo", "Zm9v"),
        ("foob", "Zm9vYg=="),
        ("fooba", "Zm9vYmE="),
        ("foobar", "Zm9vYmFy"),
    ];
    for (bytes, text) in vectors {
        both(Base64::from(bytes.as_bytes()), &format!("\"{text}\""));
        assert_eq!(Base64::decode(text.trim_end_matches('=')).unwrap().as_ref(), bytes.as_bytes());
    }
}

#[test]
fn every_byte_in_every_place() {
    for length in 0..=7 {
        for byte in 0..=255u8 {
            let bytes: Vec<u8> = (0..length).map(|place| byte.wrapping_mul(place + 1)).collect();
            let text = Base64(bytes.clone()).encode();
            assert_eq!(text.len(), bytes.len().div_ceil(3) * 4);
            assert_eq!(Base64::decode(&text).map(Vec::from), Some(bytes));
        }
    }
    assert_eq!(Base64(vec![0xfb, 0xff]).encode(), "+/8=");
}

#[test]
fn line_breaks_are_no_letters() {
    assert_eq!(Base64::decode("Zm9v\r\n YmFy\n").unwrap().as_ref(), b"foobar");
}

#[test]
fn what_is_no_base64() {
    for text in [
        "Z", "Zm9vY", "Zg=", "Zg===", "====", "=", "Z=g=", "Zm9v=", "Zh==", "Zm9=", "Zm_v", "Zm-v", "Zmé",
        "Zg==Zg==",
    ] {
        assert_eq!(Base64::decode(text), None, "{text}");
    }
    assert_eq!(error::<Base64>("\"Zg=\""), "invalid value: expected base64");
    assert_eq!(error::<Base64>("[1]"), "invalid type: sequence, expected a string");
}
