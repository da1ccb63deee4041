//! Public answers, which anybody may read: published content only, cacheable, as the bytes that were stored when it was
//! published; the parts of a report are inserted from the stored contents.

mod answer;
mod editions;
mod list;
mod overrides;
mod view;

pub(crate) use answer::document;
pub(crate) use editions::{PublicEditionRowView, WithdrawnMeasureView, edition, editions, public_edition_routes};
pub(crate) use list::{PublicFilters, PublicRow, list};
pub(crate) use overrides::mark;
pub(crate) use view::{PublicPersonView, PublishingOrganizationView, published};
