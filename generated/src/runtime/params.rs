//! Parameters that may be left out, as methods of a call.

/// Declares a type that stands for the parameters of one operation which may be left out, and a method of its calls for
/// each: `params!(ListParams { /// Docs. 2 limit(i32); 3 tags(list String); });`
///
/// The number is the row of the operation's table. How a value is taken is said as in [`builder!`](super::wire): `i32`,
/// `into T`, `list T`, `map T`, `map K => V`. The module that uses it imports `Call`, `Mode` and `wire`.
macro_rules! params {
    () => {};
    ($Params:ident { $($(#[$doc:meta])* $row:literal $name:ident($($spec:tt)*);)* }) => {
        /// The parameters that may be left out of the call of this name: methods of its [`Call`].
        #[derive(Clone, Copy, Debug)]
        pub enum $Params {}
        impl<T, M: Mode> Call<T, M, $Params> {
            $(params!($(#[$doc])* $row $name $($spec)*);)*
        }
    };
    ($(#[$doc:meta])* $row:literal $name:ident into $T:ty) => {
        $(#[$doc])*
        pub fn $name(self, value: impl Into<$T>) -> Self {
            let value: $T = value.into();
            self.with_param($row, &value)
        }
    };
    ($(#[$doc:meta])* $row:literal $name:ident list $T:ty) => {
        $(#[$doc])*
        pub fn $name(self, items: impl IntoIterator<Item = impl Into<$T>>) -> Self {
            let items: Vec<$T> = wire::into_list(items);
            self.with_param($row, &items)
        }
    };
    ($(#[$doc:meta])* $row:literal $name:ident map $K:ty => $V:ty) => {
        $(#[$doc])*
        pub fn $name(self, entries: impl IntoIterator<Item = (impl Into<$K>, impl Into<$V>)>) -> Self {
            let entries: wire::Map<$V, $K> = wire::into_map(entries);
            self.with_param($row, &entries)
        }
    };
    ($(#[$doc:meta])* $row:literal $name:ident map $V:ty) => {
        params!($(#[$doc])* $row $name map String => $V);
    };
    ($(#[$doc:meta])* $row:literal $name:ident $T:ty) => {
        $(#[$doc])*
        pub fn $name(self, value: $T) -> Self {
            self.with_param($row, &value)
        }
    };
}

pub(crate) use params;
