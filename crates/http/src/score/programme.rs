use prongsai_domain::calendar::FiscalYear;
use serde::Deserialize;
use utoipa::IntoParams;

use crate::extract::ShortText;

/// The programme of all documents, and that of scores unless the request names another one.
const NACC_ITA: &str = "nacc-ita";

/// The assessment programme.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct Programme {
    /// The code of the programme; `nacc-ita` if absent.
    #[param(value_type = Option<String>, max_length = 100, example = "nacc-ita")]
    programme: Option<ShortText<100>>,
}

/// The options of an import of scores.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct TableOptions {
    /// The code of the programme; `nacc-ita` if absent.
    #[param(value_type = Option<String>, max_length = 100, example = "nacc-ita")]
    programme: Option<ShortText<100>>,
    /// The fiscal year of rows that state none, a B.E. year. It is required if the table has no column for it.
    #[param(value_type = Option<u16>, minimum = 2500, maximum = 2700, example = 2566)]
    pub(super) fiscal_year: Option<FiscalYear>,
    /// Whether this is a dry run: the answer tells what would change, and nothing is stored. `false` if absent.
    #[param(example = true)]
    pub(super) dry_run: Option<bool>,
    /// The sheet of an XLSX file; the first visible one if absent.
    #[param(value_type = Option<String>, max_length = 100, example = "คะแนน")]
    pub(super) sheet: Option<ShortText<100>>,
}

impl Programme {
    pub(super) fn code(&self) -> &str {
        code(self.programme.as_ref())
    }
}

impl TableOptions {
    pub(super) fn programme(&self) -> &str {
        code(self.programme.as_ref())
    }
}

fn code(written: Option<&ShortText<100>>) -> &str {
    written.map_or(NACC_ITA, |programme| programme.0.as_str())
}
