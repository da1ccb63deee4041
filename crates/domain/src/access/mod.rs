//! Access control: roles in scopes, the actions that they permit, and the one policy that decides.

mod action;
mod actor;
mod denied;
mod policy;
mod role;
mod second_factor;
mod second_person;
mod token_scope;

pub use action::Action;
pub use actor::{Actor, Jurisdiction, Membership, Restraint};
pub use denied::Denied;
pub use policy::{
    authorize, authorize_on_platform, matrix_markdown, may_after_step_up, permits, platform_roles_with, roles_with,
    sees,
};
pub use role::{Role, Scope, ScopeError};
pub use second_factor::{FactorState, SecondFactor};
pub use second_person::{FirstStep, NotSecond, Party};
pub use token_scope::{TokenActions, TokenScope};
