use prongsai_bundle::check::Identity;
use prongsai_domain::analysis::Analysis;
use prongsai_domain::calendar::FiscalYear;
use prongsai_domain::document::DocumentKind;
use prongsai_domain::geography::DistrictCode;
use prongsai_domain::organization::{Division, Organization};
use prongsai_domain::text::fold;
use prongsai_persistence::{LockedDocument, OrganizationFilter, OrganizationVisibility, StoredAnalysis, Transaction};

use super::organization;
use crate::catalogue::NACC_ITA;
use crate::{App, Error};

/// The maximum number of organizations that are compared with the identity in a bundle. They have its kind and
/// province, and its name is a part of their names.
const MAX_CANDIDATES: i64 = 200;
/// The number of divisions that are read at a time.
const PAGE_SIZE: i64 = 200;

/// The stored data of the organization in a bundle against which the bundle is checked.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct ExistingState {
    /// The organization, if it exists.
    pub(super) organization: Option<Organization>,
    /// Its divisions.
    pub(super) divisions: Vec<Division>,
    /// Its analysis of the bundle's year.
    pub(super) analysis: Option<Analysis>,
}

impl ExistingState {
    /// Reads the data without a transaction.
    pub(super) async fn read(app: &App, identity: Option<&Identity>, year: Option<FiscalYear>) -> Result<Self, Error> {
        let Some(identity) = identity else {
            return Ok(Self::default());
        };
        let filter = OrganizationFilter {
            visibility: OrganizationVisibility::All,
            province_code: Some(identity.province.clone()),
            kind: Some(identity.kind),
            name_part: Some(identity.name.clone()),
            after: None,
            limit: MAX_CANDIDATES,
        };
        let Some(organization) = matching(app.store.organizations(&filter).await?, identity) else {
            return Ok(Self::default());
        };
        let mut divisions: Vec<Division> = Vec::new();
        loop {
            let page = app
                .store
                .divisions_of(organization.id, divisions.last().map(|last| last.id), PAGE_SIZE)
                .await?;
            let is_last = i64::try_from(page.len()).is_ok_and(|read| read < PAGE_SIZE);
            divisions.extend(page);
            if is_last {
                break;
            }
        }
        let analysis = match year {
            Some(year) => app
                .store
                .find_analysis(organization.id, year)
                .await?
                .map(|stored| stored.content),
            None => None,
        };
        Ok(Self {
            organization: Some(organization),
            divisions,
            analysis,
        })
    }

    /// Reads the data again in the transaction of the import, and locks what the import changes. The locks are taken in
    /// the same order as in every transaction: the organization, its documents of the year by id, the analysis. If
    /// `is_alone`, no other transaction may change data of the organization at the same time.
    pub(super) async fn lock(
        transaction: &mut Transaction,
        identity: Option<&Identity>,
        year: Option<FiscalYear>,
        is_alone: bool,
    ) -> Result<Locked, Error> {
        let Some(identity) = identity else {
            return Ok(Locked::default());
        };
        transaction
            .lock_identity(identity.kind, &identity.province, &identity.name)
            .await?;
        let Some(organization) = organization::find(transaction, identity).await? else {
            return Ok(Locked::default());
        };
        // A shared lock is enough, although `analysis::put` takes an exclusive one: the locks on all documents of the
        // year, taken below, keep a report from being submitted or approved while its analysis changes. A report that
        // is drafted meanwhile is not locked. It reads a first analysis as absent, as if it came before the import.
        let organization = if is_alone {
            transaction.lock_organization(organization.id).await?
        } else {
            transaction.share_organization(organization.id).await?
        };
        let organization = organization.ok_or(Error::NotFound)?;
        let divisions = transaction.divisions_of(organization.id).await?;
        let (mut documents, mut analysis) = (Vec::new(), None);
        if let Some(year) = year {
            documents = transaction
                .lock_documents_of_year(organization.id, NACC_ITA, year, &DocumentKind::ALL)
                .await?;
            analysis = transaction.lock_analysis(organization.id, year).await?;
        }
        Ok(Locked {
            existing: Self {
                organization: Some(organization),
                divisions,
                analysis: analysis.as_ref().map(|stored| stored.content.clone()),
            },
            documents,
            analysis,
        })
    }
}

/// The data that an import has locked.
#[derive(Default)]
pub(super) struct Locked {
    /// The present data against which the bundle is checked.
    pub(super) existing: ExistingState,
    /// The documents of the year.
    pub(super) documents: Vec<LockedDocument>,
    /// The analysis of the year.
    pub(super) analysis: Option<StoredAnalysis>,
}

/// Chooses the organization in the bundle from those with a similar name, by the same rule as [`organization::find`].
fn matching(candidates: Vec<Organization>, identity: &Identity) -> Option<Organization> {
    let name = fold(&identity.name);
    let mut named: Vec<Organization> = candidates
        .into_iter()
        .filter(|organization| fold(&organization.profile.name_th) == name)
        .collect();
    let district = |organization: &Organization| -> Option<DistrictCode> { organization.profile.district_code.clone() };
    if identity.district.is_some()
        && let Some(place) = named
            .iter()
            .position(|organization| district(organization) == identity.district)
    {
        return Some(named.swap_remove(place));
    }
    let only = if named.len() == 1 { named.pop() } else { None };
    only.filter(|organization| identity.district.is_none() || district(organization).is_none())
}
