//! The outbox: changes of the data in an order that readers can follow. Triggers and functions of the schema
//! write it. A row waits until [`Store::sequence_outbox`] gives it a position; readers see only rows with a position.

mod follow;
mod sequence;

pub use follow::{OutboxPage, OutboxRow, OutboxScope};
pub use sequence::{OutboxState, Sequenced};
