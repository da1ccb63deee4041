//! Reading the audit trail.

use prongsai_domain::access::{Action, Scope, permits, roles_with};
pub use prongsai_persistence::{AuditFilter, AuditRecord};

use crate::document::find_organization;
use crate::{App, Context, Error};

/// Lists entries of the audit trail, oldest first, from the entry after `after`. The actor sees those of the
/// organizations whose trail they may read; `filter` narrows them.
///
/// # Errors
/// [`Error::NotFound`] and [`Error::Forbidden`] for an organization whose trail the actor may not read;
/// [`Error::Forbidden`] if the actor may read no trail.
pub async fn list(
    app: &App,
    context: &Context,
    mut filter: AuditFilter,
    after: Option<i64>,
    limit: i64,
) -> Result<Vec<AuditRecord>, Error> {
    if let Some(id) = filter.organization_id {
        find_organization(app, context, id, Action::ReadAudit).await?;
    }
    let readable = context
        .actor
        .memberships
        .iter()
        .filter(|held| permits(held.role, Action::ReadAudit));
    for held in readable {
        match &held.scope {
            Scope::Platform => filter.everything = true,
            Scope::Organization(id) => filter.organizations.push(*id),
            // No role of a province may read the trail.
            Scope::Province(_) => {}
        }
    }
    if !filter.everything && filter.organizations.is_empty() {
        return Err(Error::Forbidden {
            action: Action::ReadAudit,
            needs: roles_with(Action::ReadAudit),
        });
    }
    Ok(app.store.audit(&filter, after.unwrap_or(0), limit).await?)
}
