use crate::{App, Error, audit, blob, housekeeping, rendition, service_token, session, user};

/// The work on data that expired.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Chore {
    /// The first answers to repeated requests.
    IdempotencyKeys,
    /// Failed logins that no longer count.
    LoginAttempts,
    /// The refresh tokens of expired sessions.
    RefreshTokens,
    /// Sessions that ended long ago.
    Sessions,
    /// Service tokens that ended long ago.
    ServiceTokens,
    /// Expired tokens for passwords, and old notices.
    PasswordTokens,
    /// Tells of proposed roles that expired.
    ExpiredProposals,
    /// Security events and addresses after their retention time.
    SecurityEvents,
    /// Finished jobs.
    Jobs,
    /// Stored renditions that are no longer served.
    StoredRenditions,
    /// Files that no row names.
    Blobs,
}

impl Chore {
    /// Every chore.
    pub const ALL: [Self; 11] = [
        Self::IdempotencyKeys,
        Self::LoginAttempts,
        Self::RefreshTokens,
        Self::Sessions,
        Self::ServiceTokens,
        Self::PasswordTokens,
        Self::ExpiredProposals,
        Self::SecurityEvents,
        Self::Jobs,
        Self::StoredRenditions,
        Self::Blobs,
    ];

    /// The name of its kind of jobs.
    pub const fn kind(self) -> &'static str {
        match self {
            Self::IdempotencyKeys => "housekeeping.idempotency-keys",
            Self::LoginAttempts => "housekeeping.login-attempts",
            Self::RefreshTokens => "housekeeping.refresh-tokens",
            Self::Sessions => "housekeeping.sessions",
            Self::ServiceTokens => "housekeeping.service-tokens",
            Self::PasswordTokens => "housekeeping.password-tokens",
            Self::ExpiredProposals => "housekeeping.expired-proposals",
            Self::SecurityEvents => "housekeeping.security-events",
            Self::Jobs => "housekeeping.jobs",
            Self::StoredRenditions => "housekeeping.stored-renditions",
            Self::Blobs => "housekeeping.blobs",
        }
    }

    /// The chore of this kind of jobs.
    pub(super) fn find(kind: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|chore| chore.kind() == kind)
    }

    /// Deletes what expired, or tells of it. Returns the number of rows or files.
    pub(super) async fn run(self, app: &App) -> Result<usize, Error> {
        let kept = app.services.security_kept;
        Ok(match self {
            Self::IdempotencyKeys => housekeeping::forget_old_replies(app).await?,
            Self::LoginAttempts => session::forget_old_failures(app).await?,
            Self::RefreshTokens => session::forget_expired_tokens(app).await?,
            Self::Sessions => session::forget_ended(app).await?,
            Self::ServiceTokens => service_token::forget_ended(app).await?,
            Self::PasswordTokens => {
                let (tokens, notices) = user::forget_expired(app, kept).await?;
                tokens + notices
            }
            Self::ExpiredProposals => user::tell_of_expired_proposals(app).await?,
            Self::SecurityEvents => {
                let (events, months) = audit::forget_old(app, kept).await?;
                events + months
            }
            Self::Jobs => app.store.forget_finished_jobs().await?,
            Self::StoredRenditions => rendition::forget_old_renditions(app).await?,
            Self::Blobs => blob::sweep(app).await?,
        })
    }
}
