use super::super::base64::encode;

#[test]
fn the_vectors_of_the_standard() {
    let vectors = ["", "Zg==", "Zm8=", "Zm9v", "Zm9vYg==", "Zm9vYmE=", "Zm9vYmFy"];
    for (length, encoded) in vectors.into_iter().enumerate() {
        assert_eq!(encode(&b"foobar"[..length]), encoded);
    }
    assert_eq!(encode(&[0xff, 0xfe, 0xfb]), "//77");
}
