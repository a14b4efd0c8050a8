//! What examples in docs begin with.

/// What a reader of the docs does not see of an example: the function around it, which has a `client`.
///
/// The examples name the crate that they were made for. Where the code is copied into another crate as a module, that is
/// not what they are part of, and nothing tells whether the module is public: there they are compiled to nothing, so
/// that they cannot fail among tests of somebody else. An example ends with a hidden `Ok(()) }}}`.
macro_rules! example {
    () => {};
    ($krate:ident) => {
        concat!(
            "# macro_rules! own { (",
            stringify!($krate),
            " :: $module:ident { $($code:tt)* }) => { $($code)* }; ($($code:tt)*) => {} }\n",
            "# own! { ",
            module_path!(),
            " { async fn example(client: &",
            stringify!($krate),
            "::Client) -> Result<(), ",
            stringify!($krate),
            "::Error> {",
        )
    };
}

pub(crate) use example;
