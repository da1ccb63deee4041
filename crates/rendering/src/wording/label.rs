use std::borrow::Cow;

/// A fixed text of a rendition: borrowed where the server makes an outline, owned where the renderer reads one from a job.
pub type Label = Cow<'static, str>;
