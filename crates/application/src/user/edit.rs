use prongsai_domain::audit::AuditAction;
use prongsai_domain::id::UserId;
use prongsai_domain::user::check_password;
use prongsai_domain::violation::Checker;
use prongsai_persistence::{Recorded, Transaction};
use secrecy::{ExposeSecret as _, SecretString};

use super::account::{Account, is_last_platform_admin, only_organization};
use super::input::check_profile;
use crate::acting::change;
use crate::difference::difference;
use crate::{Acting, App, Conflict, Context, Error, Precondition, user};

/// The changes of a person; absent fields keep their value.
#[derive(Clone, Debug, Default)]
pub struct UserChange {
    /// Name shown to colleagues.
    pub display_name: Option<String>,
    /// ตำแหน่ง (post); `Some(None)` empties it.
    pub position: Option<Option<String>>,
    /// The post that the person acts for; `Some(None)` empties it.
    pub acting_as: Option<Option<String>>,
    /// Whether the person may log in.
    pub is_active: Option<bool>,
    /// A new password.
    pub password: Option<SecretString>,
}

/// Changes a person. A new password and a deactivation end all their sessions.
///
/// # Errors
/// [`Error::NotFound`], [`Error::Stale`], [`Error::Forbidden`] when the person has roles elsewhere, [`Error::Invalid`],
/// [`Conflict::LastAdministrator`] when no active platform administrator would remain.
pub async fn edit(
    app: &App,
    context: &Context,
    id: UserId,
    precondition: &Precondition,
    mut new: UserChange,
) -> Result<Account, Error> {
    let password_hash = match new.password.take() {
        Some(password) => Some(hash(app, context, id, precondition, &new, password).await?),
        None => None,
    };
    change(
        app,
        context,
        "user.edit",
        async |transaction: &mut Transaction, acting: &Acting| -> Result<Recorded<Account>, Error> {
            let mut account = Account::lock(transaction, acting, id).await?;
            check_rights(acting, &account, precondition)?;
            let was_active = account.user.profile.is_active;
            let profile = checked_profile(&account, &new, Checker::new())?;
            let changes = difference(Some(&account.user.profile), Some(&profile));
            account.user.profile = profile;
            account.user.revision += 1;
            let is_deactivated = was_active && !account.user.profile.is_active;
            if is_deactivated && account.is_platform_admin() && is_last_platform_admin(transaction, acting, id).await? {
                return Err(Error::Conflict(Conflict::LastAdministrator));
            }
            transaction.update_user(&account.user, acting.now).await?;
            if let Some(hash) = &password_hash {
                transaction.set_password_hash(id, hash).await?;
            }
            if is_deactivated || password_hash.is_some() {
                let why = if is_deactivated {
                    "deactivated"
                } else {
                    "password-changed"
                };
                transaction.end_sessions_of(id, why, acting.now).await?;
            }
            let mut entry = acting.audit(AuditAction::UserEdit, "user");
            entry.subject = Some(id.get());
            entry.organization = only_organization(&account);
            entry.changes = changes;
            entry.detail = Some(serde_json::json!({
                "is_active": account.user.profile.is_active, "password": password_hash.is_some(),
            }));
            Ok(transaction.record(entry, account.seen_by(&acting.actor)).await?)
        },
    )
    .await
}

/// Hashes a new password before the transaction, because it takes time. Requests that would be refused are refused
/// before.
async fn hash(
    app: &App,
    context: &Context,
    id: UserId,
    precondition: &Precondition,
    change: &UserChange,
    password: SecretString,
) -> Result<String, Error> {
    let account = user::read::all_of(app, id).await?;
    check_rights(context, &account, precondition)?;
    let mut checker = Checker::new();
    check_password(
        "password",
        password.expose_secret(),
        &account.user.username,
        &mut checker,
    );
    checked_profile(&account, change, checker)?;
    app.services.passwords.hash(password).await
}

fn check_rights(context: &Context, account: &Account, precondition: &Precondition) -> Result<(), Error> {
    account.check_in_scope(&context.actor)?;
    precondition.check(account.user.revision)?;
    account.check_in_charge(&context.actor)
}

fn checked_profile(
    account: &Account,
    change: &UserChange,
    mut checker: Checker,
) -> Result<prongsai_domain::user::UserProfile, Error> {
    let present = &account.user.profile;
    let display_name = change.display_name.as_ref().unwrap_or(&present.display_name);
    let position = change.position.as_ref().unwrap_or(&present.position);
    let acting_as = change.acting_as.as_ref().unwrap_or(&present.acting_as);
    let is_active = change.is_active.unwrap_or(present.is_active);
    let profile = check_profile(
        (display_name, position.as_deref(), acting_as.as_deref()),
        is_active,
        &mut checker,
    );
    Ok(checker.finish(profile)?)
}
