//! The parts that the routes of all kinds of documents share.

mod editions;
mod head;
mod input;
mod lifecycle;
mod list;
mod plain;
mod view;

pub(crate) use editions::{EditionRowView, HistoryEntryView, edition, editions, history};
pub(crate) use head::{ChangeView, DocumentHead, EditionHead};
pub(crate) use input::{ApproveInput, ReasonInput, ReviseInput, WithdrawInput};
pub(crate) use lifecycle::{delete, document_routes, revise, step};
pub(crate) use list::{DocumentFilters, DocumentRow, list};
pub(crate) use plain::plain_routes;
pub(crate) use view::{Exposed, created, edited, shown};
