/// A link on a page. The caller makes the address; it is never a text of a user, so it is not checked here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Link<'a> {
    /// The address, absolute or within the site.
    pub href: &'a str,
    /// The text of the link.
    pub title: &'a str,
}
