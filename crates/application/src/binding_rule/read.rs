use prongsai_domain::access::Action;
use prongsai_domain::binding_rule::{BindingRule, BindingScope};
use prongsai_domain::geography::ProvinceCode;
use prongsai_domain::id::OrganizationId;

use crate::document::find_organization;
use crate::{App, Context, Error};

/// The rules that are binding for an organization: its own, then those of its province.
///
/// # Errors
/// [`Error::NotFound`] if the actor may not see the organization.
pub async fn list_for_organization(
    app: &App,
    context: &Context,
    id: OrganizationId,
) -> Result<Vec<BindingRule>, Error> {
    let organization = find_organization(app, context, id, Action::ReadOrganization).await?;
    let province = &organization.profile.province_code;
    Ok(app.store.binding_rules_for(organization.id, province).await?)
}

/// The rules that are binding for every organization of a province. Every person with a login may read them.
///
/// # Errors
/// The error of the store.
pub async fn list_of_province(app: &App, code: &ProvinceCode) -> Result<Vec<BindingRule>, Error> {
    Ok(app
        .store
        .binding_rules_of(&BindingScope::Province(code.clone()))
        .await?)
}
