//! The use cases that all kinds of documents share: reading, the steps of the workflow, corrections.

mod bulk;
mod create;
mod edit;
mod freeze;
mod frozen;
mod guard;
mod of_organization;
mod publish;
mod read;
mod revise;
mod selection;
mod step;
mod transition;
mod view;

pub use bulk::{BulkOutcome, transition_measures_of_year};
pub use edit::delete;
pub use of_organization::{NewDocument, OfOrganization, create, edit};
pub use read::{digest_of_measures, edition, editions, find, history, list};
pub use revise::revise;
pub use selection::Selection;
pub use transition::{TransitionRequest, transition};
pub use view::{AllowedAction, DocumentView};

pub(crate) use create::{draft, insert_documents, new_document};
pub(crate) use edit::rewrite;
pub(crate) use frozen::{Parts, content_keys, load_frozen, load_frozen_in};
pub(crate) use guard::{Guarded, Lock, lock, lock_organization_for, share_organization_for};
pub(crate) use read::find_organization;
pub(crate) use view::takes_results;
