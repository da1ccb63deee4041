//! The parts that the routes of all kinds of documents share.

mod editions;
mod head;
mod input;
mod lifecycle;
mod list;
mod plain;
mod steps;
mod view;
mod warning;

pub(crate) use editions::{EditionRowView, HistoryEntryView, edition, editions, history};
pub(crate) use head::{ChangeView, DocumentHead, EditionHead};
pub(crate) use input::{AcknowledgementBody, ApproveInput, ReasonInput, ReviseInput, WithdrawInput};
pub(crate) use lifecycle::document_routes;
pub(crate) use list::{DocumentFilters, DocumentRow, list};
pub(crate) use plain::plain_routes;
pub(crate) use steps::{approve, delete, revise, step, warnings};
pub(crate) use view::{Exposed, created, edited, shown};
pub(crate) use warning::{DocumentWarningsView, WarningView};
