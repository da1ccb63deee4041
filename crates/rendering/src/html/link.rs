/// A link that the application provides. The address is one of the application's own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Link<'a> {
    /// The address, absolute or within the site.
    pub href: &'a str,
    /// The text of the link.
    pub title: &'a str,
}
