use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use prongsai_application::paper::{Numerals, TemplateInput, TemplateView};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// How an office wants its papers.
#[derive(Serialize, ToSchema)]
pub(super) struct PaperTemplateView {
    /// Counts the changes; the entity tag. 0 where the office never said.
    #[schema(example = 1)]
    revision: i64,
    /// Which digits are printed: `arabic` or `thai`.
    #[schema(value_type = String, example = "thai", pattern = "^(arabic|thai)$")]
    numerals: Numerals,
    /// Lines above the title of every paper.
    #[schema(example = json!(["สำนักปลัดเทศบาล"]))]
    header_lines: Vec<String>,
    /// Posts under which papers are signed, where the paper itself names none.
    #[schema(example = json!(["นายกเทศมนตรี"]))]
    signature_positions: Vec<String>,
    /// The emblem: a PNG in base64.
    logo: Option<String>,
}

/// How an office wants its papers from now on.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct PutPaperTemplate {
    /// Which digits are printed: `arabic` (when absent) or `thai`; never in addresses and codes.
    #[serde(default)]
    #[schema(value_type = String, required = false, pattern = "^(arabic|thai)$")]
    numerals: Numerals,
    /// Lines above the title of every paper, at most ten.
    #[serde(default)]
    #[schema(max_items = 10)]
    header_lines: Vec<String>,
    /// Posts under which papers are signed, where the paper itself names none; at most ten.
    #[serde(default)]
    #[schema(max_items = 10)]
    signature_positions: Vec<String>,
    /// The emblem: a PNG in base64, at most 512 kB and 2,000 pixels wide and high; none when absent.
    #[schema(max_length = 699_052)]
    logo: Option<String>,
}

impl From<TemplateView> for PaperTemplateView {
    fn from(view: TemplateView) -> Self {
        let template = view.template;
        Self {
            revision: view.revision,
            numerals: template.numerals,
            header_lines: template.header_lines,
            signature_positions: template.signature_positions,
            logo: template.logo_png.map(|png| STANDARD.encode(png)),
        }
    }
}

impl From<PutPaperTemplate> for TemplateInput {
    fn from(body: PutPaperTemplate) -> Self {
        Self {
            numerals: body.numerals,
            header_lines: body.header_lines,
            signature_positions: body.signature_positions,
            logo: body.logo,
        }
    }
}
