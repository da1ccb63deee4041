use jiff::Timestamp;
use prongsai_domain::analysis::Analysis;
use prongsai_domain::calendar::FiscalYear;
use prongsai_domain::document::Catalogues;
use prongsai_domain::report::FrozenYear;
use prongsai_persistence::{Letterhead, RenditionTemplate, StoredLogo, from_canonical};
use prongsai_rendering::rendition::{Numerals, Template};
use serde::{Deserialize, Serialize};

use crate::Error;
use crate::catalogue::in_force;

/// What a rendition shows in addition to its content, as it was when the content was published: the organization, its
/// template, the catalogues that name the indicators, and the approval.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct IssuerSnapshot {
    pub(super) name_th: String,
    pub(super) district_th: Option<String>,
    pub(super) province_th: String,
    pub(super) website: Option<String>,
    pub(super) template: Template,
    /// Year and revision of each catalogue, in order of precedence.
    pub(super) catalogues: Vec<(FiscalYear, i64)>,
    pub(super) approver_position: Option<String>,
    pub(super) approved_at: Option<Timestamp>,
    /// The reason for an approval by an author.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) override_reason: Option<String>,
    /// Where the logo is. It is stored separately, and its bytes are loaded before a rendition is made.
    #[serde(skip)]
    pub(super) logo: Option<StoredLogo>,
}

impl IssuerSnapshot {
    /// The issuer snapshot of a rendition that is published or made now.
    pub(super) fn of(letterhead: Letterhead, years: &[FiscalYear]) -> Self {
        let catalogues = in_force(&letterhead.catalogues, years);
        Self::with_catalogues(letterhead, catalogues)
    }

    /// The issuer snapshot with catalogues that were fixed before.
    pub(super) fn with_catalogues(letterhead: Letterhead, catalogues: Catalogues) -> Self {
        Self {
            name_th: letterhead.name_th,
            district_th: letterhead.district_th,
            province_th: letterhead.province_th,
            website: letterhead.website,
            logo: letterhead.template.logo.clone(),
            template: template_of(letterhead.template),
            catalogues,
            approver_position: None,
            approved_at: None,
            override_reason: None,
        }
    }

    /// Reads a stored issuer snapshot. The logo is stored separately.
    pub(super) fn from_stored(text: &str, logo: Option<StoredLogo>) -> Result<Self, Error> {
        let mut issuer: Self = from_canonical(text)?;
        issuer.logo = logo;
        Ok(issuer)
    }
}

/// Converts a stored rendition template to the renderer's template, without its logo.
pub(super) fn template_of(kept: RenditionTemplate) -> Template {
    Template {
        numerals: numerals_of(&kept.numerals),
        logo_png: None,
        header_lines: kept.header_lines,
        signature_positions: kept.signature_positions,
    }
}

/// The numerals with this stored word. A constraint of the table allows only the two words of [`word_of`].
pub(super) fn numerals_of(word: &str) -> Numerals {
    if word == "thai" {
        Numerals::Thai
    } else {
        Numerals::Arabic
    }
}

pub(super) const fn word_of(numerals: Numerals) -> &'static str {
    match numerals {
        Numerals::Arabic => "arabic",
        Numerals::Thai => "thai",
    }
}

/// The years whose catalogues name the indicators of a rendition that shows these parts of the year.
pub(super) fn years_of(fiscal_year: FiscalYear, year: Option<&FrozenYear>) -> Vec<FiscalYear> {
    years_with(fiscal_year, year.and_then(|year| year.analysis.as_ref()))
}

/// The years whose catalogues name the indicators of a rendition: its own year, and the assessed year of its analysis.
pub(super) fn years_with(fiscal_year: FiscalYear, analysis: Option<&Analysis>) -> Vec<FiscalYear> {
    let assessed = analysis.map(|analysis| analysis.assessed_fiscal_year);
    [fiscal_year].into_iter().chain(assessed).collect()
}
