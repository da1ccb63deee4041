//! What the routes of measures, reports and announcements have in common.

mod editions;
mod head;
mod input;
mod lifecycle;
mod list;
mod view;

pub(crate) use editions::{EditionRowView, HistoryEntryView, edition, editions, history};
pub(crate) use head::{DocumentHead, EditionHead};
pub(crate) use input::{ApproveInput, ReasonInput, WithdrawInput};
pub(crate) use lifecycle::{delete, document_routes, revise, step};
pub(crate) use list::{AnnouncementRowView, MeasureRowView, ReportRowView, list};
pub(crate) use view::{AnyDocumentView, created, shown};
