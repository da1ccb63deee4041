use crate::rendition::Rendition;
use crate::wording;

/// A title with `ประจำปีงบประมาณ พ.ศ. …` after it.
pub(crate) fn titled_of_year(title: &str, rendition: &Rendition<'_>) -> String {
    let year = rendition.template.numerals.fiscal_year(rendition.fiscal_year);
    format!("{title} {}{year}", wording::OF_YEAR)
}
