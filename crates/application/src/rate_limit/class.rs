/// The kinds of requests that are counted apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum RateClass {
    /// Requests without a token.
    Public,
    /// Reads of a person.
    Read,
    /// Changes of a person.
    Write,
    /// Work that costs much: PDF and DOCX files, whole years, imports and exports.
    Expensive,
    /// Logging in and out, and activating accounts.
    SignIn,
}

impl RateClass {
    /// All classes.
    pub const ALL: [Self; 5] = [Self::Public, Self::Read, Self::Write, Self::Expensive, Self::SignIn];

    /// The name, in headers and metrics.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Public => "public",
            Self::Read => "read",
            Self::Write => "write",
            Self::Expensive => "expensive",
            Self::SignIn => "sign-in",
        }
    }

    /// Finds the class with a name.
    pub(super) fn find(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|class| class.as_str() == name)
    }
}
