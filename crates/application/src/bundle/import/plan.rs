use std::sync::Arc;

use jiff::Timestamp;
use prongsai_bundle::check::{CheckContext, Geography, Identity, Reviewer, check, identify};
use prongsai_bundle::{BundleText, CheckedBundle, Outline};
use prongsai_domain::access::Actor;
use prongsai_domain::calendar::FiscalYear;
use prongsai_domain::catalogue::Catalogue;
use prongsai_domain::geography::{District, Province};
use prongsai_domain::id::{DivisionId, OrganizationId};
use prongsai_domain::organization::Organization;
use prongsai_domain::violation::Checker;

use super::access::authorize_import;
use super::doubts::{DoubtWriter, Doubts};
use super::existing::ExistingState;
use super::limit::{Running, off_thread};
use super::options::ImportOptions;
use crate::context::today;
use crate::{App, Context, Error, Ids, catalogue, geography};

/// A bundle with everything that is needed to check it.
pub(super) struct ImportPlan {
    pub(super) bundle: BundleText,
    /// The identity of the organization; `None` if the bundle does not identify one.
    pub(super) identity: Option<Identity>,
    /// The organization that the request names, if it names one.
    named: Option<OrganizationId>,
    /// Whether the bundle may add divisions to a stored organization.
    creates_divisions: bool,
    /// The stored data of that organization when the plan was opened.
    pub(super) existing: ExistingState,
    reference: Reference,
    ids: Arc<dyn Ids>,
    now: Timestamp,
}

/// A bundle that passed all checks, and the doubts about it.
pub(super) struct Examined {
    pub(super) checked: CheckedBundle,
    pub(super) doubts: Doubts,
}

/// The reference data against which a bundle is checked.
struct Reference {
    catalogue: Arc<Catalogue>,
    assessed_catalogue: Arc<Catalogue>,
    provinces: Vec<Province>,
    districts: Vec<District>,
}

impl ImportPlan {
    /// Reads the data, checks that the actor may import, and examines the bundle. This is done before the transaction,
    /// and the examination runs on a blocking thread, because a large bundle takes long.
    pub(super) async fn open(
        app: &App,
        context: &Context,
        bundle: BundleText,
        options: ImportOptions,
        running: &Running,
    ) -> Result<(Arc<Self>, Arc<Examined>), Error> {
        let outline = &bundle.outline;
        let reference = Reference::load(app, context, outline).await?;
        let identity = identify(&outline.organization, reference.geography());
        let year = FiscalYear::new(outline.fiscal_year).ok();
        let existing = ExistingState::read(app, identity.as_ref(), year).await?;
        let (ids, now) = (Arc::clone(&context.ids), context.now);
        let plan = Arc::new(Self {
            bundle,
            identity,
            named: options.organization_id,
            creates_divisions: options.create_divisions,
            existing,
            reference,
            ids,
            now,
        });
        plan.authorize(&context.actor, plan.existing.organization.as_ref())?;
        let examining = Arc::clone(&plan);
        let examined = off_thread(running, move || examining.examine(&examining.existing)).await?;
        Ok((plan, examined))
    }

    /// Checks that the actor may import for the organization in the bundle, which is the one that the request names.
    ///
    /// # Errors
    /// [`Error::Invalid`] if the request names another organization; [`Error::Forbidden`].
    pub(super) fn authorize(&self, actor: &Actor, organization: Option<&Organization>) -> Result<(), Error> {
        let is_identified = self.identity.is_some();
        if let Some(named) = self.named
            && is_identified
            && organization.is_none_or(|found| found.id != named)
        {
            return Err(other_organization());
        }
        authorize_import(actor, organization, is_identified)
    }

    /// The bundle's year, if it is valid.
    pub(super) fn fiscal_year(&self) -> Option<FiscalYear> {
        FiscalYear::new(self.bundle.outline.fiscal_year).ok()
    }

    /// Checks the bundle against the stored data of its organization, and looks for doubts. A large bundle takes long, so
    /// a thread that serves requests must not do this.
    pub(super) fn examine(&self, existing: &ExistingState) -> Result<Arc<Examined>, Error> {
        let reference = &self.reference;
        let context = CheckContext {
            catalogue: &reference.catalogue,
            assessed_catalogue: &reference.assessed_catalogue,
            geography: reference.geography(),
            organization: existing.organization.as_ref(),
            divisions: &existing.divisions,
            creates_divisions: self.creates_divisions,
            analysis: existing.analysis.as_ref(),
        };
        let mut new_id = || DivisionId::new(self.ids.next(self.now));
        let mut doubts = DoubtWriter::default();
        let reviewer = Reviewer {
            today: Some(today(self.now)),
            report: &mut |rank, doubt| doubts.add(rank, &doubt),
        };
        let checked = check(&self.bundle, context, &mut new_id, reviewer)?;
        let doubts = doubts.finish()?;
        Ok(Arc::new(Examined { checked, doubts }))
    }
}

impl Reference {
    async fn load(app: &App, context: &Context, outline: &Outline) -> Result<Self, Error> {
        // An invalid year is refused later. Until then any catalogue can be used.
        let year = FiscalYear::new(outline.fiscal_year)
            .ok()
            .unwrap_or_else(|| today(context.now).fiscal_year());
        let assessed = outline
            .analysis
            .as_ref()
            .and_then(|part| FiscalYear::new(part.assessed_fiscal_year).ok());
        Ok(Self {
            catalogue: catalogue::of_year(app, year).await?,
            assessed_catalogue: catalogue::of_year(app, assessed.unwrap_or(year)).await?,
            provinces: geography::provinces(app).await?,
            districts: geography::districts(app, None).await?,
        })
    }

    fn geography(&self) -> Geography<'_> {
        Geography {
            provinces: &self.provinces,
            districts: &self.districts,
        }
    }
}

fn other_organization() -> Error {
    let mut checker = Checker::new();
    checker.at("organization", |at| {
        at.refuse(
            "other-organization",
            "ไม่ใช่หน่วยงานที่ระบุไว้ใน organization_id",
            "this is not the organization that organization_id names",
        );
    });
    checker
        .finish::<()>(None)
        .map_or_else(Error::from, |()| Error::NotFound)
}
