//! The export of an organization's year as a bundle.

use prongsai_domain::access::Action;
use prongsai_domain::calendar::FiscalYear;
use prongsai_domain::document::{Content, DocumentKind};
use prongsai_domain::id::{DivisionId, DocumentId, OrganizationId, ResultId};
use prongsai_domain::organization::{Division, Organization};
use prongsai_domain::workflow::State;
use prongsai_persistence::{Current, DocumentFilter, StoredResult, Visibility};

use crate::audit;
use crate::document::find_organization;
use crate::{App, Context, Error};
use prongsai_bundle::wire::{OrganizationPart, ResultPart};
use prongsai_bundle::{Bundle, part};

/// The number of rows that are read at a time.
const PAGE: i64 = 200;

/// Exports an organization's year as a bundle. It contains the edition in work of every document, otherwise the live
/// one; withdrawn documents are left out. Importing the bundle again changes nothing.
///
/// # Errors
/// [`Error::NotFound`] if the actor may not see the organization, [`Error::Forbidden`] if the actor may not export.
pub async fn export(
    app: &App,
    context: &Context,
    organization_id: OrganizationId,
    fiscal_year: FiscalYear,
) -> Result<Bundle, Error> {
    let organization = find_organization(app, context, organization_id, Action::Export).await?;
    let divisions = divisions(app, organization_id).await?;
    let analysis = app.store.find_analysis(organization_id, fiscal_year).await?;
    let organization_part = organization_part(app, &organization, &divisions).await?;
    let mut bundle = Bundle::empty(organization_part, fiscal_year.get());
    bundle.analysis = analysis.map(|stored| part::analysis(&stored.content, exported(stored.revision)));
    for kind in DocumentKind::ALL {
        for current in documents(app, context, organization_id, fiscal_year, kind).await? {
            let (key, revision) = (current.document.key, exported(current.document.revision));
            if let Content::Measure(measure) = &current.edition.content {
                let results = results(app, current.document.id).await?;
                bundle
                    .measures
                    .push(part::measure((key, revision), measure, results, &divisions));
            } else {
                bundle.push(key, revision, &current.edition.content);
            }
        }
    }
    bundle.unwrap_single_report();
    let what = serde_json::json!({ "fiscal_year": fiscal_year.get(), "what": "bundle" });
    audit::exported(app, context, Some(organization_id), what).await?;
    Ok(bundle)
}

async fn organization_part(
    app: &App,
    organization: &Organization,
    divisions: &[Division],
) -> Result<OrganizationPart, Error> {
    let profile = &organization.profile;
    let districts = app.store.districts(Some(&profile.province_code)).await?;
    let district = profile.district_code.as_ref();
    let named = districts.into_iter().find(|known| Some(&known.code) == district);
    Ok(OrganizationPart {
        name_th: profile.name_th.clone(),
        kind: profile.kind.as_str().to_owned(),
        district_th: named.map(|district| district.name_th),
        district_code: district.map(ToString::to_string),
        province_code: profile.province_code.to_string(),
        local_code: profile.local_code.as_ref().map(ToString::to_string),
        website: profile.website.clone(),
        survey_token: profile.survey_token.as_ref().map(ToString::to_string),
        divisions: divisions
            .iter()
            .filter(|one| one.is_active)
            .map(|one| one.name_th.clone())
            .collect(),
    })
}

async fn divisions(app: &App, organization_id: OrganizationId) -> Result<Vec<Division>, Error> {
    let mut all: Vec<Division> = Vec::new();
    loop {
        let after: Option<DivisionId> = all.last().map(|division| division.id);
        let page = app.store.divisions_of(organization_id, after, PAGE).await?;
        let is_last = is_last(page.len());
        all.extend(page);
        if is_last {
            return Ok(all);
        }
    }
}

async fn documents(
    app: &App,
    context: &Context,
    organization_id: OrganizationId,
    fiscal_year: FiscalYear,
    kind: DocumentKind,
) -> Result<Vec<Current>, Error> {
    let visibility = Visibility::of(&context.actor);
    let filter = DocumentFilter {
        organization_id: Some(organization_id),
        fiscal_year: Some(fiscal_year),
        ..DocumentFilter::default()
    };
    let mut all = Vec::new();
    let mut after: Option<DocumentId> = None;
    loop {
        let page = app
            .store
            .list_documents(kind, &filter, &visibility, after, PAGE)
            .await?;
        after = page.last().map(|summary| summary.id);
        for summary in &page {
            let current = app.store.find_current(kind, summary.id, &visibility).await?;
            all.extend(current.filter(|current| !is_over(current.edition.state)));
        }
        if is_last(page.len()) {
            return Ok(all);
        }
    }
}

/// The results of a measure.
async fn results(app: &App, measure: DocumentId) -> Result<Vec<ResultPart>, Error> {
    let mut all: Vec<StoredResult> = Vec::new();
    loop {
        let after: Option<ResultId> = all.last().map(|result| result.id);
        let page = app.store.results_of(measure, after, PAGE).await?;
        let is_last = is_last(page.len());
        all.extend(page);
        if is_last {
            let parts = all
                .into_iter()
                .map(|one| part::result(one.key, exported(one.revision), &one.content));
            return Ok(parts.collect());
        }
    }
}

/// A revision as a bundle states it. All are positive.
fn exported(revision: i64) -> Option<u64> {
    u64::try_from(revision).ok()
}

fn is_last(read: usize) -> bool {
    i64::try_from(read).is_ok_and(|read| read < PAGE)
}

const fn is_over(state: State) -> bool {
    matches!(state, State::Withdrawn | State::Superseded)
}
