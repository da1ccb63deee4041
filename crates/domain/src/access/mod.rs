//! Access control: roles in scopes, the actions that they permit, and the one policy that decides.

mod action;
mod actor;
mod policy;
mod role;
mod second_person;
mod token_scope;

pub use action::Action;
pub use actor::{Actor, Jurisdiction, Membership, Restraint};
pub use policy::{
    Denied, authorize, authorize_on_platform, matrix_markdown, permits, platform_roles_with, roles_with, sees,
};
pub use role::{Role, Scope, ScopeError};
pub use second_person::{FirstStep, NotSecond, Party};
pub use token_scope::{TokenActions, TokenScope};
