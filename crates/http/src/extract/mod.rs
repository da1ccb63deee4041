//! The extractors that handlers use. `rendition::RequestedForm`, `catalogue::Condition`, `bundle::ImportPost`, `score::TablePost`,
//! `file::FilePost` and `file::VersionPut` are the only ones in other modules. Each refuses with a [`Problem`](crate::problem::Problem).
//!
//! | extractor | returns | refuses with |
//! | --- | --- | --- |
//! | [`Authenticated`] | the [`Context`](prongsai_application::Context) of a request with a valid token | 401 |
//! | [`JsonPost<T>`] | context with the claim to an idempotency key, and the JSON body of a POST | 401, 400, 408, 413, 415, 422 |
//! | [`Body<T>`] | context and JSON body of a PUT or PATCH; the body is required | 401, 400, 408, 413, 415, 422 |
//! | [`AnonymousPost<T>`] | the JSON body of a POST without a token | 400, 408, 413, 415, 422 |
//! | [`PathValue<T>`] | the ids in the path, typed | 404 |
//! | [`Filters<T>`], [`ListQuery<T>`] | the query, typed; a list query also has `limit` and `cursor` | 400 |
//! | [`ShortText`], [`Bounded`] | query values with bounds | 400 |
//! | [`Moment`] | a query value: a timestamp or a day | 400 |
//! | [`IfMatch`] | the precondition of a change | 428, 400 |
//! | [`IfMatchOrNew`] | the condition of a PUT that creates or replaces | 400 |
//! | [`IfNoneMatch`] | the tags that the client already has | 400 |
//! | [`Client`] | address and user agent | – |

mod anonymous_post;
mod body;
mod bounded;
mod change;
mod client;
mod context;
mod etag;
mod idempotency;
mod json;
mod list_query;
mod moment;
mod path;
mod payload;
mod query;
mod spool;
mod text_value;

pub use anonymous_post::AnonymousPost;
pub use body::{Body, JsonPost, Nothing};
pub use bounded::{Bounded, ShortText};
pub use change::{Change, Replace};
pub use client::Client;
pub use context::Authenticated;
pub(crate) use context::{app, authenticate};
pub(crate) use etag::header_parameter;
pub use etag::{IfMatch, IfMatchOrNew, IfNoneMatch};
pub(crate) use idempotency::{RequestDigest, claim_with};
pub(crate) use json::refused;
pub use list_query::{ListQuery, Page, Paging};
pub use moment::Moment;
pub use path::{FromPath, PathSegment, PathValue};
pub(crate) use payload::{JSON, announced_length, broken};
pub(crate) use query::check_names;
pub use query::{Filters, NoFilters};
pub(crate) use spool::{IN_MEMORY_MAX, Spooled, append, receive};
