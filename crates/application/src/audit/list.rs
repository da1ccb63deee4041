use prongsai_domain::access::{Action, Scope, roles_with};
use prongsai_domain::id::OrganizationId;
use prongsai_persistence::{AuditFilter, AuditRecord, SecurityEvent, SecurityFilter};

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
    let readable = readable(app, context, filter.organization_id).await?;
    filter.everything = readable.everything;
    filter.organizations = readable.organizations;
    Ok(app.store.audit(&filter, after.unwrap_or(0), limit).await?)
}

/// Lists security events, oldest first, from the event after `after`. The actor sees those of the organizations whose
/// audit trail they may read; `filter` narrows them.
///
/// # Errors
/// As [`list`].
pub async fn security_events(
    app: &App,
    context: &Context,
    mut filter: SecurityFilter,
    after: Option<i64>,
    limit: i64,
) -> Result<Vec<SecurityEvent>, Error> {
    let readable = readable(app, context, filter.organization_id).await?;
    filter.everything = readable.everything;
    filter.organizations = readable.organizations;
    Ok(app.store.security_events(&filter, after.unwrap_or(0), limit).await?)
}

/// The trails that a person may read.
struct Readable {
    everything: bool,
    organizations: Vec<OrganizationId>,
}

/// The trails that the actor may read; `wanted` is the one that the request names.
async fn readable(app: &App, context: &Context, wanted: Option<OrganizationId>) -> Result<Readable, Error> {
    if let Some(id) = wanted {
        find_organization(app, context, id, Action::ReadAudit).await?;
    }
    let mut readable = Readable {
        everything: false,
        organizations: Vec::new(),
    };
    for held in &context.actor.memberships {
        if !context.actor.may_use(held.role, Action::ReadAudit) {
            continue;
        }
        match &held.scope {
            Scope::Platform => readable.everything = true,
            Scope::Organization(id) => readable.organizations.push(*id),
            // No role of a province may read the trail.
            Scope::Province(_) => {}
        }
    }
    if !readable.everything && readable.organizations.is_empty() {
        return Err(Error::Forbidden {
            action: Action::ReadAudit,
            needs: roles_with(Action::ReadAudit),
        });
    }
    Ok(readable)
}
