//! Access control: roles in scopes, the actions that they permit, and the one policy that decides.

mod action;
mod actor;
mod policy;
mod role;

pub use action::Action;
pub use actor::{Actor, Jurisdiction, Membership};
pub use policy::{Denied, authorize, matrix_markdown, permits, roles_with, sees};
pub use role::{Role, Scope, ScopeError};
