//! The data behind renditions: the organizations' templates, the verification records of published renditions, and the
//! record of the files that were made.

mod latest;
mod letterhead;
mod rendering;
mod status;
mod template;
mod verification;

pub use latest::{LatestPublication, LatestPublications};
pub use letterhead::{KeptLetterhead, Letterhead};
pub use rendering::Rendering;
pub use status::PublicationStatus;
pub use template::{ProposedTemplate, RenditionTemplate, TemplateState};
pub use verification::VerificationRecord;
