use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use prongsai_application::rendition::{Numerals, ProposalView, TemplateInput, TemplateView};
use prongsai_domain::id::UserId;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// The rendition template of an organization.
#[derive(Serialize, ToSchema)]
#[schema(as = PaperTemplateView)]
pub(super) struct RenditionTemplateView {
    /// Number of changes, proposals included; the entity tag. 0 if no template was ever proposed.
    #[schema(example = 1)]
    revision: i64,
    /// Digits in renditions: `arabic` or `thai`.
    #[schema(value_type = String, example = "thai", pattern = "^(arabic|thai)$")]
    numerals: Numerals,
    /// Lines above the title of every rendition.
    #[schema(example = json!(["สำนักปลัดเทศบาล"]))]
    header_lines: Vec<String>,
    /// Posts that sign a rendition, if the document itself names none.
    #[schema(example = json!(["นายกเทศมนตรี"]))]
    signature_positions: Vec<String>,
    /// The emblem: a PNG in base64.
    logo: Option<String>,
    /// The template that is proposed, and not in force yet.
    proposed: Option<ProposedTemplateView>,
}

/// A proposed rendition template.
#[derive(Serialize, ToSchema)]
#[schema(as = ProposedPaperTemplateView)]
pub(super) struct ProposedTemplateView {
    /// Digits in renditions: `arabic` or `thai`.
    #[schema(value_type = String, example = "thai", pattern = "^(arabic|thai)$")]
    numerals: Numerals,
    /// Lines above the title of every rendition.
    #[schema(example = json!(["สำนักปลัดเทศบาล"]))]
    header_lines: Vec<String>,
    /// Posts that sign a rendition, if the document itself names none.
    #[schema(example = json!(["นายกเทศมนตรี"]))]
    signature_positions: Vec<String>,
    /// The emblem: a PNG in base64.
    logo: Option<String>,
    /// The person who proposed it.
    #[schema(value_type = Uuid)]
    proposed_by: UserId,
    /// When it was proposed, in UTC.
    #[schema(format = DateTime)]
    proposed_at: String,
}

impl From<ProposalView> for ProposedTemplateView {
    fn from(proposal: ProposalView) -> Self {
        let template = proposal.template;
        Self {
            numerals: template.numerals,
            header_lines: template.header_lines,
            signature_positions: template.signature_positions,
            logo: template.logo_png.map(|png| STANDARD.encode(png)),
            proposed_by: proposal.by,
            proposed_at: proposal.at.to_string(),
        }
    }
}

/// The new rendition template of an organization.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = PutPaperTemplate)]
pub(super) struct PutRenditionTemplate {
    /// Digits in renditions: `arabic` (when absent) or `thai`; addresses and codes always have Arabic digits.
    #[serde(default)]
    #[schema(value_type = String, required = false, pattern = "^(arabic|thai)$")]
    numerals: Numerals,
    /// Lines above the title of every rendition, at most ten.
    #[serde(default)]
    #[schema(max_items = 10)]
    header_lines: Vec<String>,
    /// Posts that sign a rendition, if the document itself names none; at most ten.
    #[serde(default)]
    #[schema(max_items = 10)]
    signature_positions: Vec<String>,
    /// The emblem: a PNG in base64, at most 512 kB and 2,000 pixels wide and high; no emblem when absent.
    #[schema(max_length = 699_052)]
    logo: Option<String>,
}

impl From<TemplateView> for RenditionTemplateView {
    fn from(view: TemplateView) -> Self {
        let template = view.template;
        Self {
            revision: view.revision,
            numerals: template.numerals,
            header_lines: template.header_lines,
            signature_positions: template.signature_positions,
            logo: template.logo_png.map(|png| STANDARD.encode(png)),
            proposed: view.proposed.map(ProposedTemplateView::from),
        }
    }
}

impl From<PutRenditionTemplate> for TemplateInput {
    fn from(body: PutRenditionTemplate) -> Self {
        Self {
            numerals: body.numerals,
            header_lines: body.header_lines,
            signature_positions: body.signature_positions,
            logo: body.logo,
        }
    }
}
