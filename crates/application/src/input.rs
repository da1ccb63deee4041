use prongsai_domain::calendar::FiscalYear;
use prongsai_domain::violation::Checker;

/// The fiscal year of a new document, from the B.E. number at `fiscal_year`; `None` when it was refused.
pub fn checked_year(raw: u16, checker: &mut Checker) -> Option<FiscalYear> {
    checker.at("fiscal_year", |at| match FiscalYear::new(raw) {
        Ok(year) => Some(year),
        Err(error) => {
            at.refuse_with(error.code(), error.message_th(), error.message_en(), error.suggestion());
            None
        }
    })
}
