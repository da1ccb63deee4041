use prongsai_domain::id::{NoticeId, UserId};
use prongsai_domain::service_token::ServiceToken;
use prongsai_persistence::{NewNotice, NoticeKind, Transaction};
use serde_json::json;

use crate::{Acting, Error};

/// Tells the person of a new token, and the administrators of its organization. The person too: somebody else may have made it
/// in their session.
pub(super) async fn tell_of_new(
    transaction: &mut Transaction,
    acting: &Acting,
    token: &ServiceToken,
) -> Result<(), Error> {
    let mut readers = transaction
        .administrators_to_tell(&[token.scope.organization_id])
        .await?;
    readers.retain(|reader| *reader != token.user_id);
    readers.push(token.user_id);
    let notices: Vec<NewNotice> = readers
        .into_iter()
        .map(|reader| {
            notice(
                acting,
                NoticeKind::ServiceTokenMade,
                (reader, token, &acting.person.name),
            )
        })
        .collect();
    Ok(transaction.insert_notices(&notices).await?)
}

/// Tells the person of a token that an administrator revoked it. `person` is the name of the person.
pub(super) async fn tell_of_revocation(
    transaction: &mut Transaction,
    acting: &Acting,
    token: &ServiceToken,
    person: &str,
) -> Result<(), Error> {
    let notice = notice(acting, NoticeKind::ServiceTokenRevoked, (token.user_id, token, person));
    Ok(transaction.insert_notices(&[notice]).await?)
}

/// What a reader is told of a token and its person. The JSON has the fields of every notice, and the token.
fn notice(acting: &Acting, kind: NoticeKind, (reader, token, person): (UserId, &ServiceToken, &str)) -> NewNotice {
    NewNotice {
        id: NoticeId::new(acting.new_id()),
        user: reader,
        at: acting.now,
        kind,
        detail: json!({
            "person": { "id": token.user_id, "name": person },
            "by": { "id": acting.user(), "name": acting.person.name },
            "organization_ids": [token.scope.organization_id],
            "role": null,
            "service_token": { "id": token.id, "name": token.name },
        }),
    }
}
