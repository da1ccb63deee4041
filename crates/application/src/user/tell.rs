use prongsai_domain::access::{Role, Scope};
use prongsai_domain::id::{NoticeId, OrganizationId, UserId};
use prongsai_domain::user::{Grant, PendingGrant, User};
use prongsai_persistence::{NewNotice, NoticeKind, Transaction};
use serde_json::json;

use super::account::Account;
use super::by::By;
use crate::Error;

/// What people are told.
pub(super) struct News<'a> {
    /// The kind of event.
    pub(super) kind: NoticeKind,
    /// The person whom it is about.
    pub(super) subject: &'a User,
    /// The organizations whose administrators are told; without one, those of the platform are.
    pub(super) organizations: &'a [OrganizationId],
    /// The role, if it is about one.
    pub(super) role: Option<Role>,
    /// Others who are told: the one who proposed a role need not be an administrator of the organization.
    pub(super) further: &'a [UserId],
    /// Whether a second person has to do something. Where nobody of the organizations may, those of the platform are told.
    pub(super) awaits_second: bool,
}

impl<'a> News<'a> {
    /// News of an account as a whole.
    pub(super) const fn of_account(
        kind: NoticeKind,
        account: &'a Account,
        organizations: &'a [OrganizationId],
    ) -> Self {
        Self {
            kind,
            subject: &account.user,
            organizations,
            role: None,
            further: &[],
            awaits_second: false,
        }
    }
}

/// Tells the person, and the other administrators, what was done. The one who did it knows.
pub(super) async fn tell(transaction: &mut Transaction, by: By<'_>, news: News<'_>) -> Result<(), Error> {
    let mut people = transaction.administrators_to_tell(news.organizations).await?;
    if news.awaits_second && !has_second(transaction, news.organizations, news.subject, by.user()).await? {
        people.extend(transaction.administrators_to_tell(&[]).await?);
    }
    people.extend(news.further);
    people.sort_unstable();
    people.dedup();
    people.retain(|person| *person != news.subject.id);
    people.push(news.subject.id);
    people.retain(|person| Some(*person) != by.user());
    tell_these(transaction, by, &news, &people).await
}

/// Whether somebody administers one of these organizations who could confirm the account of a person after this first one. An
/// administrator whose own rights sleep could not.
pub(crate) async fn has_second(
    transaction: &mut Transaction,
    organizations: &[OrganizationId],
    subject: &User,
    first: Option<UserId>,
) -> Result<bool, Error> {
    for organization in organizations {
        let administrators = transaction.administrators_of(*organization).await?;
        let mut others = administrators
            .iter()
            .filter(|one| Some(**one) != first && **one != subject.id && !subject.had_in_hand.contains(one));
        if others.next().is_some() {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Tells that an account was deactivated.
pub(super) async fn tell_of_deactivation(
    transaction: &mut Transaction,
    by: By<'_>,
    account: &Account,
) -> Result<(), Error> {
    let organizations = account.organizations_in_charge(by.now());
    let news = News::of_account(NoticeKind::AccountDeactivated, account, &organizations);
    tell(transaction, by, news).await
}

/// Tells only the person whom it is about.
pub(super) async fn tell_subject(transaction: &mut Transaction, by: By<'_>, news: News<'_>) -> Result<(), Error> {
    let subject = news.subject.id;
    tell_these(transaction, by, &news, &[subject]).await
}

async fn tell_these(
    transaction: &mut Transaction,
    by: By<'_>,
    news: &News<'_>,
    people: &[UserId],
) -> Result<(), Error> {
    let detail = json!({
        "person": { "id": news.subject.id, "name": news.subject.profile.display_name },
        "by": by.user().map(|id| json!({ "id": id, "name": by.name() })),
        // News of an account name no organization: not every reader may know of each.
        "organization_ids": if news.role.is_some() { news.organizations } else { &[] },
        "role": news.role.map(Role::as_str),
    });
    let notice = |user: &UserId| NewNotice {
        id: NoticeId::new(by.new_id()),
        user: *user,
        at: by.now(),
        kind: news.kind,
        detail: detail.clone(),
    };
    let notices: Vec<NewNotice> = people.iter().map(notice).collect();
    Ok(transaction.insert_notices(&notices).await?)
}

/// Tells what happened to a role.
pub(super) async fn tell_of_role(
    transaction: &mut Transaction,
    by: By<'_>,
    kind: NoticeKind,
    subject: &User,
    grant: &Grant,
) -> Result<(), Error> {
    tell_of(transaction, by, kind, subject, (grant, &[])).await
}

/// Tells what became of a proposed role; also the one who proposed it.
pub(super) async fn tell_of_proposal(
    transaction: &mut Transaction,
    by: By<'_>,
    kind: NoticeKind,
    subject: &User,
    pending: &PendingGrant,
) -> Result<(), Error> {
    tell_of(
        transaction,
        by,
        kind,
        subject,
        (&pending.grant, pending.proposed_by.as_slice()),
    )
    .await
}

async fn tell_of(
    transaction: &mut Transaction,
    by: By<'_>,
    kind: NoticeKind,
    subject: &User,
    (grant, further): (&Grant, &[UserId]),
) -> Result<(), Error> {
    let organizations: Vec<OrganizationId> = match grant.membership.scope {
        Scope::Organization(id) => vec![id],
        Scope::Platform | Scope::Province(_) => Vec::new(),
    };
    let news = News {
        kind,
        subject,
        organizations: &organizations,
        role: Some(grant.membership.role),
        further,
        awaits_second: false,
    };
    tell(transaction, by, news).await
}
