//! Drafting a document in one statement, which checks by itself that the right to do so still holds.

use prongsai_domain::access::{Action, Jurisdiction, Role, authorize};
use prongsai_persistence::{AuditEntry, Creation, Current, NewContent, NewDocument, Recorded, Transaction};

use super::DocumentView;
use super::new_draft::{NewDraft, creation_entry, key_in_use, new_document};
use crate::acting::acting_user;
use crate::quota::YearQuota;
use crate::{Acting, AnswerError, App, Context, Error, Outcome, Replayable};

/// Drafts a document in one statement, which is a transaction of its own. `catalogues` is the number of stored catalogues
/// if the content was checked with a remembered one.
///
/// `None`: nothing was changed. The request needs several statements, or something is not as it was read. A transaction
/// of several statements does the work, or refuses it with the reason.
///
/// # Errors
/// The error of `respond`, which is called before the statement.
pub(crate) async fn draft_at_once<A: Replayable>(
    app: &App,
    context: &Context,
    draft: &NewDraft,
    catalogues: Option<i64>,
    respond: &impl Fn(&DocumentView) -> Result<A, AnswerError>,
) -> Result<Option<Outcome<A>>, Error> {
    if !takes_one_statement(context, draft.key.as_deref()) {
        return Ok(None);
    }
    let quota = YearQuota::of(app, draft.jurisdiction.organization_id, draft.fiscal_year);
    let Some(prepared) = Prepared::of(context, draft, &quota)? else {
        return Ok(None);
    };
    let answer = respond(&prepared.view)?;
    let creation = prepared.creation(context, catalogues);
    let created = app.store.create_document("document.create", &creation).await;
    let Some(present) = created.map_err(key_in_use)? else {
        return Ok(None);
    };
    prepared.note(&quota, context, present);
    Ok(Some(Outcome::fresh(answer)))
}

/// Whether a request may be one statement. An answer that is stored under an idempotency key needs more than one. With a
/// key that the client chose, the statement may wait for another request with that key, and the roles may change
/// meanwhile.
pub(crate) const fn takes_one_statement(context: &Context, key: Option<&str>) -> bool {
    context.idempotency.is_none() && key.is_none()
}

/// Inserts a document in one statement of a transaction. `None`: nothing was changed, as in [`draft_at_once`].
pub(super) async fn insert_at_once(
    transaction: &mut Transaction,
    acting: &Acting,
    draft: &NewDraft,
    quota: &YearQuota<'_>,
) -> Result<Option<Recorded<DocumentView>>, Error> {
    let Some(prepared) = Prepared::of(acting, draft, quota)? else {
        return Ok(None);
    };
    let creation = prepared.creation(acting, None);
    let created = transaction.create_document(&creation, draft.key.is_some()).await;
    let Some(created) = created.map_err(key_in_use)? else {
        return Ok(None);
    };
    prepared.note(quota, acting, *created.get());
    Ok(Some(created.map(|_| prepared.view)))
}

/// A draft that one statement can insert.
struct Prepared {
    content: NewContent,
    entry: AuditEntry<'static>,
    view: DocumentView,
    roles: Vec<Role>,
    fewer_than: Option<u64>,
}

impl Prepared {
    /// `None` if the right rests on more than the roles, or the quota is so near that the organization is locked alone.
    fn of(context: &Context, draft: &NewDraft, quota: &YearQuota<'_>) -> Result<Option<Self>, Error> {
        let shared_below = quota.shared_below();
        if !rests_on_roles(context, &draft.jurisdiction) || quota.is_alone() || shared_below == Some(0) {
            return Ok(None);
        }
        let NewDocument {
            document,
            edition,
            content,
        } = new_document(context, draft.clone())?;
        let current = Current {
            document,
            edition,
            live_edition: None,
        };
        Ok(Some(Self {
            content,
            entry: creation_entry(context, &current),
            view: DocumentView::for_actor(&context.actor, current),
            roles: context.actor.roles_in(&draft.jurisdiction).collect(),
            fewer_than: shared_below.filter(|_| quota.must_count(context.now)),
        }))
    }

    fn creation(&self, context: &Context, catalogues: Option<i64>) -> Creation<'_> {
        Creation {
            document: &self.view.document,
            edition: &self.view.edition,
            content: &self.content,
            entry: &self.entry,
            by: acting_user(context),
            roles: self.roles.clone(),
            catalogues,
            fewer_than: self.fewer_than,
        }
    }

    fn note(&self, quota: &YearQuota<'_>, context: &Context, present: u64) {
        if self.fewer_than.is_some() {
            quota.note_counted(present, context.now);
        }
    }
}

/// Whether the actor may draft, and the roles and a confirmed account are enough for that.
fn rests_on_roles(context: &Context, jurisdiction: &Jurisdiction) -> bool {
    let action = Action::Draft;
    !context.actor.restraint.sleeps
        && !action.needs_second_factor()
        && authorize(&context.actor, action, jurisdiction).is_ok()
}
