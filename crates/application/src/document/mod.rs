//! The use cases that all kinds of documents share: reading, the steps of the workflow, corrections.

mod bulk;
mod create;
mod create_at_once;
mod edit;
mod freeze;
mod frozen;
mod guard;
mod new_draft;
mod of_organization;
mod publish;
mod read;
mod revise;
mod selection;
mod step;
mod transition;
mod view;
mod warning;
mod warnings;

pub use bulk::{BulkAcknowledgement, BulkOutcome, BulkStep, transition_measures_of_year};
pub use edit::delete;
pub use of_organization::{NewDocument, OfOrganization, create, edit};
pub use read::{digest_of_measures, edition, editions, find, history, list};
pub use revise::revise;
pub use selection::Selection;
pub use transition::{TransitionRequest, transition};
pub use view::{AllowedAction, DocumentView};
pub use warning::{WarnedDocument, Warning};
pub use warnings::{DocumentWarnings, warnings};

pub(crate) use create::{draft, insert_documents};
pub(crate) use create_at_once::{draft_at_once, takes_one_statement};
pub(crate) use edit::rewrite;
pub(crate) use frozen::{Parts, content_keys, load_frozen, load_frozen_in};
pub(crate) use guard::{Guarded, Lock, lock, lock_organization_for, share_organization_for};
pub(crate) use new_draft::{NewDraft, new_document};
pub(crate) use read::find_organization;
pub(crate) use view::takes_results;
