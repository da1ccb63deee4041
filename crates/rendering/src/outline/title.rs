use prongsai_domain::calendar::FiscalYear;

use crate::rendition::Numerals;
use crate::wording;

/// A title with `ประจำปีงบประมาณ พ.ศ. …` after it.
pub(crate) fn title_with_year(title: &str, fiscal_year: FiscalYear, numerals: Numerals) -> String {
    format!("{title} {}{}", wording::OF_YEAR, numerals.fiscal_year(fiscal_year))
}
