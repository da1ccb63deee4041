use prongsai_domain::access::FactorState;
use prongsai_domain::violation::Checker;
use prongsai_persistence::Transaction;
use secrecy::SecretString;

use super::ClientInfo;
use super::password::verify;
use super::second_factor::check_password_is;
use super::throttle::Attempt;
use crate::{Acting, App, Context, Error};

/// Shows that the person sent a request, and not somebody who found or stole the session.
pub(crate) struct Presence {
    /// The hash of the password that was right; `None` if a fresh second factor showed it.
    password: Option<String>,
}

impl Presence {
    /// Asks for a fresh second factor from people who have one, and for the present password from others. Check the rights
    /// first. A wrong password counts as a failed login.
    ///
    /// # Errors
    /// [`Error::SecondFactorStale`], [`Error::Invalid`] for a missing or wrong password, [`Error::TooManyAttempts`],
    /// [`Error::Unavailable`] when too many passwords are being hashed.
    pub(crate) async fn check(
        app: &App,
        context: &Context,
        present: Option<SecretString>,
        client: &ClientInfo,
    ) -> Result<Self, Error> {
        match context.actor.restraint.second_factor.state {
            FactorState::Fresh | FactorState::NotAsked => return Ok(Self { password: None }),
            FactorState::Stale => return Err(Error::SecondFactorStale),
            FactorState::Missing => {}
        }
        let present = present.ok_or_else(password_missing)?;
        let user = app.store.find_user(context.user()).await?.ok_or(Error::NotFound)?;
        let name = &user.username;
        let attempt = Attempt::new(app, Some(name), name, client, context.now).await?;
        let known = verify(app, context, &attempt, present, client).await?;
        // The password was right, whatever becomes of the request.
        attempt.take_back(app).await?;
        Ok(Self { password: Some(known) })
    }

    /// Checks in the transaction, after the person was locked, that it still holds.
    ///
    /// # Errors
    /// [`Error::SecondFactorStale`], [`Error::Invalid`] if the password was changed in the meantime.
    pub(crate) async fn confirm(&self, transaction: &mut Transaction, acting: &Acting) -> Result<(), Error> {
        match (&self.password, acting.actor.restraint.second_factor.state) {
            (Some(known), _) => check_password_is(transaction, acting, known).await,
            (None, FactorState::Fresh | FactorState::NotAsked) => Ok(()),
            (None, FactorState::Stale | FactorState::Missing) => Err(Error::SecondFactorStale),
        }
    }
}

fn password_missing() -> Error {
    let mut checker = Checker::new();
    checker.at("current_password", |at| {
        at.refuse(
            "required",
            "ต้องระบุรหัสผ่านปัจจุบัน เพราะบัญชีนี้ยังไม่ได้เปิดใช้การยืนยันตัวตนสองขั้น",
            "the present password is required, because the account has no second factor",
        );
    });
    Error::Invalid(checker.finish::<()>(None).err().unwrap_or_default())
}
