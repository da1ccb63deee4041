use std::borrow::Cow;

/// A fixed text of a rendition: borrowed where an outline is made, owned where it was read.
pub type Label = Cow<'static, str>;
