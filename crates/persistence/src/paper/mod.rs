//! What papers are made with and verified by: the offices' templates, the proofs of what was published, and the record
//! of the files that were made.

mod latest;
mod letterhead;
mod proof;
mod rendering;
mod standing;
mod template;

pub use latest::{LatestPublication, LatestPublications};
pub use letterhead::Letterhead;
pub use proof::Proof;
pub use rendering::Rendering;
pub use standing::ProofStanding;
pub use template::PaperTemplate;
