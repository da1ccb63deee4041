use prongsai_domain::access::{Action, authorize_on_platform};
use prongsai_domain::audit::AuditAction;
use prongsai_domain::calendar::FiscalYear;
use prongsai_domain::id::MeasureTemplateId;
use prongsai_domain::template::{MeasureTemplate, MeasureTemplateInput};
use prongsai_domain::violation::{Checker, Violation};
use prongsai_persistence::{AuditEntry, Recorded, StoreError, Stored as _, StoredTemplate, TemplateOwner, Transaction};

use crate::acting::change;
use crate::context::today;
use crate::document::lock_organization_for;
use crate::{
    Acting, AnswerError, App, Conflict, Context, Error, Outcome, Precondition, Replayable, catalogue, write_replying,
};

/// The maximum number of templates of an owner.
const TEMPLATES_MAX: i64 = 500;

/// Adds a template to the library of an owner. Administrators of an organization keep its library; administrators of the
/// platform keep all.
///
/// # Errors
/// [`Error::NotFound`], [`Error::Forbidden`], [`Error::Invalid`] with every violation, and
/// [`Conflict::AlreadyExists`] if the owner has a template with this key.
pub async fn create<A: Replayable>(
    app: &App,
    context: &Context,
    owner: TemplateOwner,
    input: MeasureTemplateInput,
    respond: impl Fn(&StoredTemplate) -> Result<A, AnswerError>,
) -> Result<Outcome<A>, Error> {
    let checked = checked(app, context, input, Some("template")).await?;
    let permit = async |transaction: &mut Transaction, acting: &Acting| authorize(transaction, acting, &owner).await;
    let work = async |transaction: &mut Transaction, acting: &Acting| -> Result<Recorded<StoredTemplate>, Error> {
        authorize(transaction, acting, &owner).await?;
        let content = checked.clone()?;
        check_owner(transaction, &owner).await?;
        // For a province and for the platform, `authorize` locks no row. Without this lock, two additions at the same time could
        // exceed the limit.
        transaction.lock_templates_of(&owner).await?;
        if transaction.count_measure_templates(&owner).await? >= TEMPLATES_MAX {
            return Err(too_many());
        }
        let id = MeasureTemplateId::new(acting.new_id());
        let new = acting.content(id.get(), content.encode()?, None);
        let by = Some(acting.user());
        let version = transaction
            .insert_measure_template(&owner, &content.key, by, new)
            .await
            .map_err(already_exists)?;
        let stored = StoredTemplate {
            id,
            owner: owner.clone(),
            revision: 1,
            content,
            version,
            updated_by: by,
            updated_at: acting.now,
        };
        let mut entry = audit(acting, AuditAction::MeasureTemplateCreate, &stored);
        entry.after = Some(stored.version.id);
        Ok(transaction.record(entry, stored).await?)
    };
    write_replying(app, context, "measure_template.create", permit, work, respond).await
}

/// Replaces a template. Key and owner stay.
///
/// # Errors
/// [`Error::NotFound`], [`Error::Stale`], [`Error::Forbidden`], [`Error::Invalid`] with every violation.
pub async fn replace(
    app: &App,
    context: &Context,
    id: MeasureTemplateId,
    precondition: &Precondition,
    input: impl Fn(&StoredTemplate) -> MeasureTemplateInput,
) -> Result<StoredTemplate, Error> {
    let present = super::find(app, context, id).await?;
    let checked = checked(app, context, input(&present), None).await?;
    let work = async |transaction: &mut Transaction, acting: &Acting| -> Result<Recorded<StoredTemplate>, Error> {
        let before = locked(transaction, acting, &present, precondition).await?;
        let content = checked.clone()?;
        let base = before.version.id;
        let new = acting.content(id.get(), content.encode()?, Some(before.version));
        let by = Some(acting.user());
        let version = transaction.update_measure_template(by, new).await?;
        let stored = StoredTemplate {
            revision: before.revision + 1,
            content,
            version,
            updated_by: by,
            updated_at: acting.now,
            ..present.clone()
        };
        let mut entry = audit(acting, AuditAction::MeasureTemplateEdit, &stored);
        entry.before = Some(base);
        entry.after = Some(stored.version.id);
        Ok(transaction.record(entry, stored).await?)
    };
    change(app, context, "measure_template.replace", work).await
}

/// Removes a template. Measures that began with it stay.
///
/// # Errors
/// [`Error::NotFound`], [`Error::Stale`], [`Error::Forbidden`].
pub async fn delete(
    app: &App,
    context: &Context,
    id: MeasureTemplateId,
    precondition: &Precondition,
) -> Result<(), Error> {
    let present = super::find(app, context, id).await?;
    let work = async |transaction: &mut Transaction, acting: &Acting| -> Result<Recorded<()>, Error> {
        let before = locked(transaction, acting, &present, precondition).await?;
        transaction
            .remove_measure_template(id, acting.user(), acting.now)
            .await?;
        let mut entry = audit(acting, AuditAction::MeasureTemplateDelete, &before);
        entry.before = Some(before.version.id);
        Ok(transaction.record(entry, ()).await?)
    };
    change(app, context, "measure_template.delete", work).await
}

/// The checked template. A wrong one is refused last, after the revision and the right. `place` is the field of the request that
/// has it; `None` if it is the request itself.
async fn checked(
    app: &App,
    context: &Context,
    input: MeasureTemplateInput,
    place: Option<&str>,
) -> Result<Result<MeasureTemplate, Vec<Violation>>, Error> {
    let stated = input.from_fiscal_year.and_then(|year| FiscalYear::new(year).ok());
    let year = stated.unwrap_or_else(|| today(context.now).fiscal_year());
    let catalogue = catalogue::of_year(app, year).await?;
    let mut checker = Checker::new();
    let template = input.check(&catalogue, &mut checker);
    let mut checked = checker.finish(template);
    if let (Err(violations), Some(field)) = (&mut checked, place) {
        // The key stands beside the template in the request.
        let of_template = |violation: &&mut Violation| violation.pointer != "/key";
        for violation in violations.iter_mut().filter(of_template) {
            violation.pointer = format!("/{field}{}", violation.pointer);
        }
    }
    Ok(checked)
}

async fn authorize(transaction: &mut Transaction, acting: &Acting, owner: &TemplateOwner) -> Result<(), Error> {
    if let TemplateOwner::Organization(id) = owner {
        lock_organization_for(transaction, acting, *id, Action::ManageOrganization).await?;
        return Ok(());
    }
    Ok(authorize_on_platform(&acting.actor, Action::ManageOrganization)?)
}

/// The template as it is now: 404 if it was removed, 412 for an old tag, 403 without the right.
async fn locked(
    transaction: &mut Transaction,
    acting: &Acting,
    seen: &StoredTemplate,
    precondition: &Precondition,
) -> Result<StoredTemplate, Error> {
    if let TemplateOwner::Organization(id) = &seen.owner {
        lock_organization_for(transaction, acting, *id, Action::ReadOrganization).await?;
    }
    let before = transaction
        .lock_measure_template(seen.id)
        .await?
        .ok_or(Error::NotFound)?;
    acting.confirm(transaction).await?;
    precondition.check(before.revision)?;
    authorize(transaction, acting, &before.owner).await?;
    Ok(before)
}

/// Checks that the province of an owner exists. An organization was locked, so it does.
async fn check_owner(transaction: &mut Transaction, owner: &TemplateOwner) -> Result<(), Error> {
    let mut checker = Checker::new();
    if let TemplateOwner::Province(code) = owner
        && !transaction.province_exists(code).await?
    {
        code.refuse_unknown(None, &mut checker);
    }
    Ok(checker.finish(Some(()))?)
}

fn audit(acting: &Acting, action: AuditAction, template: &StoredTemplate) -> AuditEntry<'static> {
    let mut entry = acting.audit(action, "measure_template");
    entry.subject = Some(template.id.get());
    entry.organization = match template.owner {
        TemplateOwner::Organization(id) => Some(id),
        TemplateOwner::Platform | TemplateOwner::Province(_) => None,
    };
    entry.detail = Some(serde_json::json!({
        "owner": template.owner.scope().as_str(), "key": template.content.key, "title": template.content.title,
    }));
    entry
}

fn too_many() -> Error {
    let mut checker = Checker::new();
    checker.refuse(
        "too-many-templates",
        format!("มีแม่แบบได้ไม่เกิน {TEMPLATES_MAX} รายการ"),
        format!("an owner has at most {TEMPLATES_MAX} templates"),
    );
    match checker.finish(Some(())) {
        Ok(()) => Error::Internal("a refusal was lost".to_owned()),
        Err(violations) => Error::Invalid(violations),
    }
}

fn already_exists(error: StoreError) -> Error {
    match error {
        StoreError::Unique(_) => Error::Conflict(Conflict::AlreadyExists { field: "key" }),
        other => other.into(),
    }
}
