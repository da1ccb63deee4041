use std::ops::Range;

/// What is to be said about a link.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum LinkKind {
    /// The survey of the organization's own staff (IIT).
    InternalSurvey,
    /// The survey of the people whom the organization serves (EIT).
    PublicSurvey,
    /// It ends in dots, a hyphen or half a percent sign.
    CutOff,
    /// The scheme (`https://`) is missing or misspelt.
    WithoutScheme,
    /// `http` instead of `https`.
    Insecure,
    /// The next link begins without a separator.
    JoinedToNext,
    /// Only a computer of the same network can open it.
    PrivateHost,
    /// The host looks like another one.
    LookAlikeHost,
    /// The address hides another one, such as `bit.ly`.
    Shortener,
    /// A file or folder of somebody's computer.
    LocalPath,
}

/// A link in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FoundLink<'a> {
    /// Its place in the text, in bytes.
    pub range: Range<usize>,
    /// The link as written, without the punctuation around it.
    pub written: &'a str,
    /// The link with its scheme, as a program would open it; as written for a local path.
    pub address: String,
    /// The host in lower case, without user name and port; empty for a local path.
    pub host: String,
    /// What is to be said about it.
    pub kinds: Vec<LinkKind>,
}

impl FoundLink<'_> {
    /// Whether the link is of this kind.
    pub fn is(&self, kind: LinkKind) -> bool {
        self.kinds.contains(&kind)
    }
}
