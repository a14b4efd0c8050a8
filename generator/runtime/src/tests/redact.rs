use super::super::redact::Redact;
use super::super::secret::Secret;

#[test]
fn removes_secrets_and_line_breaks() {
    let mut redact = Redact::default();
    redact.add(Secret::new("hunter2"));
    redact.add(Secret::new(""));
    assert_eq!(&*redact.line("a\nb hunter2\u{202e}!"), "a b [redacted] !");
    assert_eq!(redact.line(&"x".repeat(1000)).len(), 500);
}
