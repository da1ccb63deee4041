//! The states and steps of an edition: one state machine for documents of every kind.

mod state;
mod table;
mod transition;

pub use state::State;
pub use table::{IllegalTransition, Outcome, allowed, apply, table_markdown};
pub use transition::Transition;
