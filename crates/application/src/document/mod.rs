//! What measures, reports and announcements have in common: reading, the steps of their life, corrections.

mod bulk;
mod create;
mod edit;
mod freeze;
mod publish;
mod read;
mod revise;
mod transition;
mod view;

pub use bulk::{BulkOutcome, transition_measures_of_year};
pub use create::{insert_draft, new_key};
pub use edit::{delete, rewrite};
pub use read::{DocumentPage, editions, find, history, list};
pub use revise::{begin_correction, revise};
pub use transition::{carry_out, transition};
pub use view::{AllowedAction, DocumentView};

pub(crate) use create::draft;
pub(crate) use freeze::frozen_measure;
pub(crate) use read::{lock_visible, office};
pub(crate) use view::takes_results;
