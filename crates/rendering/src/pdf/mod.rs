//! The PDF of a rendition, as far as it needs no typesetter: the job that a renderer process gets, its limits and its
//! estimated size, and the frames between the server and the renderer.
//!
//! The renderer is the program `prongsai-renderer`. A PDF depends only on the job, the sources of the renderer and the
//! font files; [`Identity`] names the last two.

mod error;
mod folders;
mod frame;
mod identity;
mod job;
mod limits;
mod size;

pub use error::RenderError;
pub use folders::font_folders;
pub use frame::{FRAME_MAX, Frame, FrameError, FrameKind, HEADER, frame, header, parse_header, read_frame};
pub use identity::{FontFile, Hello, Identity, PROTOCOL};
pub use job::{Emblem, PdfJob};
pub use limits::{LimitExceeded, RenderLimits};
pub use size::JobSize;
