use crate::example::example;

/// The module stands between the name of the macro and the code: it decides whether there is any.
#[test]
fn the_function_is_for_one_crate() {
    let text: &str = example!(shop);
    let [rule, function] = text.lines().collect::<Vec<_>>()[..] else { panic!("two lines: {text}") };
    assert!(rule.starts_with("# macro_rules! own { (shop :: $module:ident {"), "{text}");
    let module = module_path!();
    let signature = "async fn example(client: &shop::Client) -> Result<(), shop::Error> {";
    assert_eq!(function, format!("# own! {{ {module} {{ {signature}"));
}
