use jiff::Timestamp;
use prongsai_domain::id::{JobId, UserId};

use super::failure::JobFailure;
use super::payload::PasswordMail;
use super::work::End;
use crate::credentials::TokenSecret;
use crate::mail::{MailError, password_mail};
use crate::{App, Error};

/// Sends a token for a password. A token that was used, replaced or has expired is not sent.
pub(super) async fn send_password_token(app: &App, job: JobId, mail: PasswordMail) -> Result<End, JobFailure> {
    let Some(mailer) = &app.services.mailer else {
        return Err(JobFailure::passing("mail-not-configured", "there is no mail server"));
    };
    let Some((token, expires_at)) = valid_token(app, job, mail.user_id).await? else {
        tracing::info!(%job, "a token is not sent, because it is not valid any more");
        return Ok(End::Unfinished);
    };
    let user = app.store.find_user(mail.user_id).await?.ok_or(Error::NotFound)?;
    let Some(address) = user.profile.email.clone() else {
        return Err(JobFailure::lasting("no-mail-address", "the person has no mail address"));
    };
    let public_url = app.services.renditions.public_url();
    let mail = password_mail((job.get(), address), &user, &token, expires_at, public_url);
    match mailer.send(mail).await {
        Ok(()) => Ok(End::Unfinished),
        Err(MailError::Refused(cause)) => Err(JobFailure::lasting("mail-refused", cause)),
        Err(MailError::Unavailable(cause)) => Err(JobFailure::passing("mail-unavailable", cause)),
    }
}

/// The token of a job, and when it expires, if it is the one that its person has now. The secret of the server may have been
/// replaced since the token was made.
async fn valid_token(app: &App, job: JobId, user: UserId) -> Result<Option<(TokenSecret, Timestamp)>, Error> {
    let now = app.services.clock.now();
    for possible in app.services.mailed_tokens.possible(job.get()) {
        let token = possible?;
        let found = app.store.find_password_token(token.sha256()).await?;
        if let Some(found) = found.filter(|found| found.user == user && found.expires_at > now) {
            return Ok(Some((token, found.expires_at)));
        }
    }
    Ok(None)
}
