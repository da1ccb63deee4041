use prongsai_domain::access::{Action, authorize};
use prongsai_domain::audit::AuditAction;
use prongsai_domain::channel::{Channel, ChannelContent, ChannelInput};
use prongsai_domain::id::{ChannelId, OrganizationId};
use prongsai_domain::violation::Checker;
use prongsai_persistence::{AuditEntry, Recorded, StoreError, Transaction};

use crate::acting::change;
use crate::difference::difference;
use crate::document::{lock_organization_for, share_organization_for};
use crate::quota::Quota;
use crate::{Acting, AnswerError, App, Conflict, Context, Error, Outcome, Precondition, Replayable, write_replying};

/// Adds a channel to an organization.
///
/// # Errors
/// [`Error::NotFound`], [`Error::Forbidden`], [`Error::Invalid`], [`Conflict::AlreadyExists`], [`Conflict::QuotaExceeded`].
pub async fn create<A: Replayable>(
    app: &App,
    context: &Context,
    organization_id: OrganizationId,
    input: ChannelInput,
    respond: impl Fn(&Channel) -> Result<A, AnswerError>,
) -> Result<Outcome<A>, Error> {
    let permit = async |transaction: &mut Transaction, acting: &Acting| -> Result<(), Error> {
        share_organization_for(transaction, acting, organization_id, Action::ManageOrganization).await?;
        Ok(())
    };
    let work = async |transaction: &mut Transaction, acting: &Acting| -> Result<Recorded<Channel>, Error> {
        // The lock keeps others from adding a channel after the count.
        lock_organization_for(transaction, acting, organization_id, Action::ManageOrganization).await?;
        let present = transaction.count_channels(organization_id).await?;
        let channel = Channel {
            id: ChannelId::new(acting.new_id()),
            organization_id,
            revision: 1,
            content: checked(input.clone())?,
        };
        transaction
            .insert_channel(&channel, acting.now)
            .await
            .map_err(already_exists)?;
        app.services.quotas.check(Quota::ChannelsOfOrganization, present, 1)?;
        let entry = audit(acting, AuditAction::ChannelCreate, (None, Some(&channel)));
        Ok(transaction.record(entry, channel).await?)
    };
    write_replying(app, context, "channel.create", permit, work, respond).await
}

/// Replaces what a channel is, except its key.
///
/// # Errors
/// [`Error::NotFound`], [`Error::Stale`], [`Error::Forbidden`], [`Error::Invalid`].
pub async fn replace(
    app: &App,
    context: &Context,
    (organization_id, id): (OrganizationId, ChannelId),
    precondition: &Precondition,
    input: impl Fn(&ChannelContent) -> ChannelInput,
) -> Result<Channel, Error> {
    change(
        app,
        context,
        "channel.replace",
        async |transaction: &mut Transaction, acting: &Acting| -> Result<Recorded<Channel>, Error> {
            let before = lock(transaction, acting, (organization_id, id), precondition).await?;
            let channel = Channel {
                content: checked(input(&before.content))?,
                revision: before.revision + 1,
                ..before.clone()
            };
            transaction.update_channel(&channel, acting.now).await?;
            let entry = audit(acting, AuditAction::ChannelEdit, (Some(&before), Some(&channel)));
            Ok(transaction.record(entry, channel).await?)
        },
    )
    .await
}

/// Removes a channel.
///
/// # Errors
/// [`Error::NotFound`], [`Error::Stale`], [`Error::Forbidden`].
pub async fn delete(
    app: &App,
    context: &Context,
    (organization_id, id): (OrganizationId, ChannelId),
    precondition: &Precondition,
) -> Result<(), Error> {
    change(
        app,
        context,
        "channel.delete",
        async |transaction: &mut Transaction, acting: &Acting| -> Result<Recorded<()>, Error> {
            let channel = lock(transaction, acting, (organization_id, id), precondition).await?;
            transaction.delete_channel(id).await?;
            let entry = audit(acting, AuditAction::ChannelDelete, (Some(&channel), None));
            Ok(transaction.record(entry, ()).await?)
        },
    )
    .await
}

async fn lock(
    transaction: &mut Transaction,
    acting: &Acting,
    (organization_id, id): (OrganizationId, ChannelId),
    precondition: &Precondition,
) -> Result<Channel, Error> {
    let jurisdiction = share_organization_for(transaction, acting, organization_id, Action::ReadOrganization)
        .await?
        .jurisdiction();
    let channel = transaction
        .lock_channel(organization_id, id)
        .await?
        .ok_or(Error::NotFound)?;
    precondition.check(channel.revision)?;
    authorize(&acting.actor, Action::ManageOrganization, &jurisdiction)?;
    Ok(channel)
}

fn checked(input: ChannelInput) -> Result<ChannelContent, Error> {
    let mut checker = Checker::new();
    let content = input.check(&mut checker);
    Ok(checker.finish(content)?)
}

fn already_exists(error: StoreError) -> Error {
    match error {
        StoreError::Unique(_) => Error::Conflict(Conflict::AlreadyExists { field: "key" }),
        other => other.into(),
    }
}

/// The audit entry of a change from the first channel to the second one.
fn audit<'a>(
    acting: &Acting,
    action: AuditAction,
    (before, after): (Option<&Channel>, Option<&Channel>),
) -> AuditEntry<'a> {
    let mut entry = acting.audit(action, "channel");
    let channel = after.or(before);
    entry.subject = channel.map(|channel| channel.id.get());
    entry.organization = channel.map(|channel| channel.organization_id);
    entry.changes = difference(before, after);
    entry
}
