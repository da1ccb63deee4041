use jiff::{SignedDuration, Timestamp};
use prongsai_domain::id::{NoticeId, UserId};
use prongsai_persistence::{NewNotice, NewSecurityEvent, NoticeKind, Recorded, Transaction};
use serde_json::json;

use crate::{App, Error};

/// How long after a notice of a wrong code there is no other one.
const TOLD_AGAIN_AFTER: SignedDuration = SignedDuration::from_hours(1);

/// How long an unread notice of a wrong code prevents further ones. A person who forgets to mark an old one is told of a new
/// attack.
const UNREAD_FOR: SignedDuration = SignedDuration::from_hours(24);

/// Notes a login with the right password and a wrong code, and tells the person: somebody knows the password. There is one
/// notice an hour at most, and none while one of the last day is unread, so that guesses do not hide the other notices.
///
/// # Errors
/// The database fails.
pub(in crate::session) async fn note_wrong_code(
    app: &App,
    person: UserId,
    event: &NewSecurityEvent,
    now: Timestamp,
) -> Result<(), Error> {
    let [since, unread_since] =
        [TOLD_AGAIN_AFTER, UNREAD_FOR].map(|time| now.saturating_sub(time).unwrap_or(Timestamp::MIN));
    let work = async |transaction: &mut Transaction| -> Result<Recorded<()>, Error> {
        let user = transaction.lock_user(person).await?.ok_or(Error::NotFound)?;
        let notice = NewNotice {
            id: NoticeId::new(app.services.ids.next(now)),
            user: person,
            at: now,
            kind: NoticeKind::SecondFactorRefused,
            detail: json!({
                "person": { "id": person, "name": user.profile.display_name },
                "by": null, "organization_ids": [], "role": null,
            }),
        };
        transaction.insert_notice_once(&notice, (since, unread_since)).await?;
        Ok(transaction.record_event(event, ()).await?)
    };
    app.store.write("session.refuse-code", work).await
}
