use prongsai_domain::access::Actor;
use prongsai_domain::id::MeasureTemplateId;
use prongsai_domain::organization::Organization;
use prongsai_domain::template::OwnerScope;
use prongsai_persistence::{StoredTemplate, TemplateVisibility};

use crate::{App, Context, Error};

/// The largest number of templates that are read for an organization. It can use three libraries with at most 500 templates
/// each (`TEMPLATES_MAX`): its own, that of its province and that of the platform.
const USABLE_MAX: i64 = 2_000;

/// The templates that the actor sees, by id, from the one after `after`.
///
/// # Errors
/// [`Error::Unavailable`] if the database is not available.
pub async fn list(
    app: &App,
    context: &Context,
    owner: Option<OwnerScope>,
    after: Option<MeasureTemplateId>,
    limit: i64,
) -> Result<Vec<StoredTemplate>, Error> {
    let visibility = visible_to(app, &context.actor).await?;
    Ok(app.store.measure_templates(&visibility, owner, after, limit).await?)
}

/// A template that the actor sees.
///
/// # Errors
/// [`Error::NotFound`].
pub async fn find(app: &App, context: &Context, id: MeasureTemplateId) -> Result<StoredTemplate, Error> {
    let visibility = visible_to(app, &context.actor).await?;
    let found = app.store.find_measure_template(id, &visibility).await?;
    found.ok_or(Error::NotFound)
}

/// What an actor sees: the templates of the platform, of the own organizations and of the provinces of these.
pub(super) async fn visible_to(app: &App, actor: &Actor) -> Result<TemplateVisibility, Error> {
    if actor.is_platform_admin() {
        return Ok(TemplateVisibility::All);
    }
    let organizations = actor.organizations();
    let mut provinces = app.store.provinces_of(&organizations).await?;
    provinces.extend(actor.provinces());
    Ok(TemplateVisibility::Of {
        organizations,
        provinces,
    })
}

/// The templates that an organization can use.
pub(crate) async fn usable_by(app: &App, organization: &Organization) -> Result<Vec<StoredTemplate>, Error> {
    let visibility = TemplateVisibility::of_organization(organization);
    Ok(app.store.measure_templates(&visibility, None, None, USABLE_MAX).await?)
}
