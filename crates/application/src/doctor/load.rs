//! Reads the years of organizations in a number of statements that does not depend on the number of organizations.

use std::collections::HashMap;
use std::sync::Arc;

use jiff::Timestamp;
use prongsai_domain::analysis::Analysis;
use prongsai_domain::calendar::{BuddhistDate, FiscalYear};
use prongsai_domain::catalogue::Catalogue;
use prongsai_domain::channel::Channel;
use prongsai_domain::doctor::{
    ExaminedChannels, ExaminedDocument, ExaminedMeasure, ExaminedOrganization, ExaminedYear, Standing, oit_closes_on,
};
use prongsai_domain::document::{Content, Document, Edition};
use prongsai_domain::id::{ActivityId, DocumentId, OrganizationId, ResultId};
use prongsai_domain::link::website_hosts;
use prongsai_domain::link_check::CheckedLink;
use prongsai_domain::organization::{Division, Organization};
use prongsai_domain::review::YearFrame;
use prongsai_domain::workflow::State;
use prongsai_persistence::{Store, StoredActivity, StoredResult, Visibility};

use super::examination::{MeasurePlace, Place, Places};
use crate::catalogue;
use crate::context::today;
use crate::{App, Error};

/// How closely a year is examined.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Depth {
    /// By all rules.
    Everything,
    /// By the states of the documents alone. Results and activities are not read.
    Progress,
}

/// The catalogues that the examination of a year needs.
#[derive(Clone)]
pub(super) struct Catalogues {
    fiscal_year: FiscalYear,
    of_year: Arc<Catalogue>,
    of_year_before: Option<Arc<Catalogue>>,
}

impl Catalogues {
    /// Loads them. What was read before is used again.
    pub(super) async fn load(app: &App, fiscal_year: FiscalYear) -> Result<Self, Error> {
        let of_year_before = match fiscal_year.previous() {
            Some(year) => Some(loaded(app, year).await?),
            None => None,
        };
        Ok(Self {
            fiscal_year,
            of_year: loaded(app, fiscal_year).await?,
            of_year_before,
        })
    }

    fn assessed(&self, analysis: Option<&Analysis>) -> Option<Arc<Catalogue>> {
        let assessed = analysis?.assessed_fiscal_year;
        if Some(assessed) == self.fiscal_year.previous() {
            self.of_year_before.clone()
        } else {
            (assessed == self.fiscal_year).then(|| Arc::clone(&self.of_year))
        }
    }
}

/// A catalogue that is in force, or was when the catalogues were read last.
async fn loaded(app: &App, year: FiscalYear) -> Result<Arc<Catalogue>, Error> {
    match catalogue::remembered_of_year(app, year) {
        Some((catalogue, _)) => Ok(catalogue),
        None => catalogue::of_year(app, year).await,
    }
}

/// The stored year of an organization.
pub(super) struct LoadedYear {
    pub(super) organization: Organization,
    divisions: Vec<Division>,
    analysis: Option<Analysis>,
    channels: Vec<Channel>,
    failing_links: Vec<CheckedLink>,
    documents: Vec<(Document, Edition)>,
    results: HashMap<DocumentId, Vec<StoredResult>>,
    activities: HashMap<DocumentId, Vec<StoredActivity>>,
}

/// The years of organizations, in their order. Withdrawn and superseded documents are part of it: the doctor leaves them out.
pub(super) async fn load(
    store: &Store,
    organizations: Vec<Organization>,
    fiscal_year: FiscalYear,
    (visibility, depth): (&Visibility, Depth),
) -> Result<Vec<LoadedYear>, Error> {
    let ids: Vec<OrganizationId> = organizations.iter().map(|organization| organization.id).collect();
    let mut years: HashMap<OrganizationId, LoadedYear> = organizations
        .into_iter()
        .map(|organization| (organization.id, LoadedYear::empty(organization)))
        .collect();
    for division in store.divisions_of_all(&ids).await? {
        if let Some(year) = years.get_mut(&division.organization_id) {
            year.divisions.push(division);
        }
    }
    for (id, analysis) in store.analyses_of_year(&ids, fiscal_year).await? {
        if let Some(year) = years.get_mut(&id) {
            year.analysis = Some(analysis.content);
        }
    }
    let mut owners = HashMap::new();
    for (document, edition) in store.documents_of_years(&ids, fiscal_year, visibility).await? {
        let owner = document.jurisdiction.organization_id;
        owners.insert(document.id, owner);
        if let Some(year) = years.get_mut(&owner) {
            year.documents.push((document, edition));
        }
    }
    if depth == Depth::Everything {
        load_reach(store, &ids, &mut years).await?;
    }
    let (results, activities) = match depth {
        Depth::Everything => (
            store.results_of_year(&ids, fiscal_year).await?,
            store.activities_of_year(&ids, fiscal_year).await?,
        ),
        Depth::Progress => (Vec::new(), Vec::new()),
    };
    for result in results {
        let year = owners.get(&result.measure_id).and_then(|owner| years.get_mut(owner));
        if let Some(year) = year {
            year.results.entry(result.measure_id).or_default().push(result);
        }
    }
    for activity in activities {
        let year = owners.get(&activity.measure_id).and_then(|owner| years.get_mut(owner));
        if let Some(year) = year {
            year.activities.entry(activity.measure_id).or_default().push(activity);
        }
    }
    Ok(ids.iter().filter_map(|id| years.remove(id)).collect())
}

/// Reads how organizations are reached: their channels, and the addresses that fail.
async fn load_reach(
    store: &Store,
    ids: &[OrganizationId],
    years: &mut HashMap<OrganizationId, LoadedYear>,
) -> Result<(), Error> {
    for channel in store.channels_of_all(ids).await? {
        if let Some(year) = years.get_mut(&channel.organization_id) {
            year.channels.push(channel);
        }
    }
    for (id, link) in store.failing_links_of_all(ids).await? {
        if let Some(year) = years.get_mut(&id) {
            year.failing_links.push(link);
        }
    }
    Ok(())
}

impl LoadedYear {
    fn empty(organization: Organization) -> Self {
        Self {
            organization,
            divisions: Vec::new(),
            analysis: None,
            channels: Vec::new(),
            failing_links: Vec::new(),
            documents: Vec::new(),
            results: HashMap::new(),
            activities: HashMap::new(),
        }
    }

    /// The year as the doctor examines it, with the ids of its parts.
    pub(super) fn into_examined(
        mut self,
        catalogues: &Catalogues,
        now: Timestamp,
    ) -> (Organization, ExaminedYear, Places) {
        let mut places = Places::default();
        let mut year = ExaminedYear {
            frame: self.frame(catalogues, now),
            oit_closes_on: oit_closes_on(&catalogues.of_year),
            organization: Some(self.examined_organization(&mut places)),
            analysis: self.analysis.take(),
            measures: Vec::new(),
            documents: Vec::new(),
            failing_links: std::mem::take(&mut self.failing_links),
        };
        for (document, edition) in self.documents {
            let standing = standing(&edition);
            if let Content::Measure(measure) = edition.content {
                let results = self.results.remove(&document.id).unwrap_or_default();
                let activities = self.activities.remove(&document.id).unwrap_or_default();
                places.measures.push(MeasurePlace {
                    results: results.iter().map(Place::from).collect(),
                    activities: activities.iter().map(Place::from).collect(),
                    measure: place_of(document),
                });
                year.measures.push(ExaminedMeasure {
                    standing,
                    content: *measure,
                    results: results.into_iter().map(|result| result.content).collect(),
                    activities: activities.into_iter().map(|activity| activity.content).collect(),
                });
            } else {
                places.documents.push(place_of(document));
                year.documents.push(ExaminedDocument {
                    standing,
                    content: edition.content,
                });
            }
        }
        (self.organization, year, places)
    }
}

impl LoadedYear {
    fn frame(&self, catalogues: &Catalogues, now: Timestamp) -> YearFrame {
        let profile = &self.organization.profile;
        YearFrame {
            fiscal_year: catalogues.fiscal_year,
            organization_kind: profile.kind,
            publishes_internal_surveys: profile.settings.publishes_internal_surveys,
            indicator_names: catalogues
                .of_year
                .indicators
                .iter()
                .map(|indicator| (indicator.code, indicator.name_th.clone()))
                .collect(),
            expected_hosts: website_hosts(profile.website.as_deref()),
            assessed_catalogue: catalogues.assessed(self.analysis.as_ref()),
            reviewed_on: Some(today(now)),
        }
    }

    /// The organization, and the ids of its divisions and channels.
    fn examined_organization(&mut self, places: &mut Places) -> ExaminedOrganization {
        let profile = &self.organization.profile;
        let active = self.divisions.iter().filter(|division| division.is_active);
        let (ids, divisions) = active.map(|division| (division.id, division.name_th.clone())).unzip();
        places.divisions = ids;
        let channels = std::mem::take(&mut self.channels).into_iter();
        let (ids, others) = channels.map(|channel| (channel.id, channel.content)).unzip();
        places.channels = ids;
        ExaminedOrganization {
            divisions,
            local_code: profile.local_code.clone(),
            province_code: profile.province_code.clone(),
            channels: Some(ExaminedChannels {
                website: profile.website.clone(),
                contact: profile.contact.clone(),
                whistle_blowing: profile.whistle_blowing.clone(),
                others,
            }),
        }
    }
}

impl From<&StoredResult> for Place<ResultId> {
    fn from(result: &StoredResult) -> Self {
        Self {
            id: result.id,
            key: result.key.clone(),
            revision: result.revision,
        }
    }
}

impl From<&StoredActivity> for Place<ActivityId> {
    fn from(activity: &StoredActivity) -> Self {
        Self {
            id: activity.id,
            key: activity.key.clone(),
            revision: activity.revision,
        }
    }
}

/// Where a document is stored.
fn place_of(document: Document) -> Place<DocumentId> {
    Place {
        id: document.id,
        key: document.key,
        revision: document.revision,
    }
}

/// How far a document is. A further edition begins only after a publication.
fn standing(edition: &Edition) -> Standing {
    let since = edition.acts.last().map_or(edition.created_at, |act| act.at);
    Standing {
        state: edition.state,
        since: BuddhistDate::in_thailand(since).unwrap_or(BuddhistDate::MAX),
        has_published_edition: edition.number > 1 || edition.state == State::Published,
    }
}
