use std::collections::HashMap;

use prongsai_domain::document::{Catalogues, Edition};
use prongsai_domain::geography::{OrganizationKind, ProvinceCode};
use prongsai_domain::id::LetterheadId;
use prongsai_domain::organization::Organization;
use prongsai_persistence::{Canonical, Current, KeptLetterhead, Letterhead, StoredLogo, Transaction, from_canonical};
use prongsai_rendering::rendition::Template;
use serde::{Deserialize, Serialize};

use super::issuer::{IssuerSnapshot, template_of};
use crate::catalogue::NACC_ITA;
use crate::{Acting, App, Error};

/// What public answers and renditions show of an organization, as it was when an edition was approved.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct LetterheadSnapshot {
    /// The organization's full Thai name.
    pub(crate) name_th: String,
    /// The kind of local government.
    pub(crate) kind: OrganizationKind,
    /// The code of the province.
    pub(crate) province_code: ProvinceCode,
    /// The district, if there is one.
    pub(super) district_th: Option<String>,
    /// The name of the province.
    pub(super) province_th: String,
    /// The main website.
    pub(super) website: Option<String>,
    /// The template, without its logo.
    pub(super) template: Template,
    /// Where the logo is. It is stored separately.
    #[serde(skip)]
    pub(super) logo: Option<StoredLogo>,
}

impl LetterheadSnapshot {
    fn of(organization: &Organization, letterhead: Letterhead) -> Self {
        Self {
            name_th: letterhead.name_th,
            kind: organization.profile.kind,
            province_code: organization.profile.province_code.clone(),
            district_th: letterhead.district_th,
            province_th: letterhead.province_th,
            website: letterhead.website,
            logo: letterhead.template.logo.clone(),
            template: template_of(letterhead.template),
        }
    }

    /// The issuer snapshot of an edition whose approval shows this.
    pub(super) fn issuer(self, catalogues: Catalogues) -> IssuerSnapshot {
        IssuerSnapshot {
            name_th: self.name_th,
            district_th: self.district_th,
            province_th: self.province_th,
            website: self.website,
            template: self.template,
            catalogues,
            approver_position: None,
            approved_at: None,
            override_reason: None,
            logo: self.logo,
        }
    }

    fn from_kept(KeptLetterhead { body, logo }: KeptLetterhead) -> Result<Self, Error> {
        let mut snapshot: Self = from_canonical(&body)?;
        snapshot.logo = logo;
        Ok(snapshot)
    }
}

/// Stores what public answers and renditions show of the organization now. An approval names it.
pub(crate) async fn keep_letterhead(
    transaction: &mut Transaction,
    acting: &Acting,
    organization: &Organization,
) -> Result<LetterheadId, Error> {
    let letterhead = transaction.letterhead(organization.id, NACC_ITA).await?;
    let snapshot = LetterheadSnapshot::of(organization, letterhead.ok_or(Error::NotFound)?);
    let kept = KeptLetterhead {
        body: Canonical::of(&snapshot)?.text,
        logo: snapshot.logo,
    };
    let new_id = LetterheadId::new(acting.new_id());
    Ok(transaction.keep_letterhead(organization.id, new_id, &kept).await?)
}

/// What the approvals of some editions show of their organization.
pub(crate) struct ApprovedLetterheads {
    kept: HashMap<LetterheadId, LetterheadSnapshot>,
    /// For editions that were approved before approvals named a letterhead.
    present: LetterheadSnapshot,
}

impl ApprovedLetterheads {
    /// Loads the letterheads of editions that are published now.
    pub(crate) async fn load(
        transaction: &mut Transaction,
        organization: &Organization,
        published: &[Current],
    ) -> Result<Self, Error> {
        let mut ids: Vec<LetterheadId> = published.iter().filter_map(|current| named(&current.edition)).collect();
        ids.sort_unstable();
        ids.dedup();
        let stored = transaction.kept_letterheads(&ids).await?;
        let mut kept = HashMap::with_capacity(stored.len());
        for (id, letterhead) in stored {
            kept.insert(id, LetterheadSnapshot::from_kept(letterhead)?);
        }
        let letterhead = transaction.letterhead(organization.id, NACC_ITA).await?;
        let present = LetterheadSnapshot::of(organization, letterhead.ok_or(Error::NotFound)?);
        Ok(Self { kept, present })
    }

    /// The letterhead of an edition.
    pub(crate) fn of(&self, edition: &Edition) -> &LetterheadSnapshot {
        named(edition)
            .and_then(|id| self.kept.get(&id))
            .unwrap_or(&self.present)
    }
}

/// What the approval of an edition shows of its organization; `None` if the edition is not approved, or was approved
/// before approvals named a letterhead.
pub(super) async fn approved_letterhead(app: &App, edition: &Edition) -> Result<Option<LetterheadSnapshot>, Error> {
    let Some(id) = named(edition) else { return Ok(None) };
    let kept = app.store.kept_letterhead(id).await?;
    kept.map(LetterheadSnapshot::from_kept).transpose()
}

fn named(edition: &Edition) -> Option<LetterheadId> {
    edition.approval().and_then(|act| act.letterhead)
}
