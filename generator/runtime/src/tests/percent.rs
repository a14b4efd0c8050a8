use super::super::percent::{encode_into, reserved, reserved_in_path, reserved_in_query, unreserved};

#[test]
fn escapes_all_but_the_unreserved() {
    let mut out = String::new();
    encode_into(&mut out, "aZ09-._~ /?#[]@!$&'()*+,;=%é".as_bytes(), unreserved);
    assert_eq!(out, "aZ09-._~%20%2F%3F%23%5B%5D%40%21%24%26%27%28%29%2A%2B%2C%3B%3D%25%C3%A9");
}

#[test]
fn allow_reserved_lets_escapes_pass() {
    assert_eq!(reserved("%20 100% %zz %é%2", reserved_in_query), "%20%20100%25%20%25zz%20%25%C3%A9%252");
    assert_eq!(reserved("a/b?c:d@e&f+g,h;i=j", reserved_in_path), "a%2Fb%3Fc:d@e&f+g,h;i=j");
}

#[test]
fn allow_reserved_cannot_start_another_parameter() {
    let mut out = String::new();
    encode_into(&mut out, "a/b?c=d&admin=1#x+y".as_bytes(), reserved_in_query);
    assert_eq!(out, "a/b?c=d%26admin=1%23x%2By");
}
