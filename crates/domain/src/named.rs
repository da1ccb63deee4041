//! Enums whose values have names in JSON.

/// An enum whose values have names, made by `named_enum!`.
pub trait Named: Copy + 'static {
    /// Every value, in the order in which they are shown.
    fn all() -> &'static [Self];

    /// The name used in JSON.
    fn name(self) -> &'static str;

    /// The value with this name.
    fn with_name(name: &str) -> Option<Self> {
        Self::all().iter().copied().find(|value| value.name() == name)
    }
}

/// Makes an enum whose values have one name each, which JSON, storage and files use.
///
/// The name is written once, next to its value, so that serde and `as_str` cannot differ. The enum gets `ALL`,
/// `as_str`, [`Named`] and the usual derived traits. `http` repeats the names of many enums in patterns and
/// descriptions of the OpenAPI document.
macro_rules! named_enum {
    (
        $(#[$attribute:meta])*
        pub enum $Enum:ident { $($(#[$doc:meta])* $Value:ident = $name:literal,)+ }
    ) => {
        $(#[$attribute])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
        pub enum $Enum {
            $($(#[$doc])* #[serde(rename = $name)] $Value,)+
        }

        impl $Enum {
            /// Every value, in the order in which they are shown.
            pub const ALL: [Self; [$($name),+].len()] = [$(Self::$Value),+];

            /// The name used in JSON.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$Value => $name,)+ }
            }
        }

        impl $crate::named::Named for $Enum {
            fn all() -> &'static [Self] {
                &Self::ALL
            }

            fn name(self) -> &'static str {
                self.as_str()
            }
        }
    };
}

pub(crate) use named_enum;
