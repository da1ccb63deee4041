use prongsai_domain::access::Action;
use prongsai_domain::id::{FileId, OrganizationId};
use prongsai_persistence::StoredFile;

use crate::document::find_organization;
use crate::{App, Context, Error};

/// The files of an organization by id, after one of them, at most `limit`.
///
/// # Errors
/// [`Error::NotFound`], [`Error::Forbidden`] unless the actor may read drafts.
pub async fn list(
    app: &App,
    context: &Context,
    organization: OrganizationId,
    after: Option<FileId>,
    limit: i64,
) -> Result<Vec<StoredFile>, Error> {
    let organization = find_organization(app, context, organization, Action::ReadDrafts).await?;
    Ok(app.store.files_of(organization.id, after, limit).await?)
}

/// A file of an organization whose drafts the actor may read.
///
/// # Errors
/// [`Error::NotFound`].
pub async fn find(app: &App, context: &Context, id: FileId) -> Result<StoredFile, Error> {
    let file = app.store.find_file(id).await?.ok_or(Error::NotFound)?;
    find_organization(app, context, file.organization_id, Action::ReadDrafts)
        .await
        .map_err(unseen)?;
    Ok(file)
}

/// Who may not read drafts does not learn that a file exists.
pub(super) fn unseen(error: Error) -> Error {
    match error {
        Error::Forbidden { .. } => Error::NotFound,
        other => other,
    }
}
