//! Which catalogue is in force in a year.

use prongsai_domain::calendar::FiscalYear;
use prongsai_domain::document::Catalogues;

/// Returns the one of these catalogues (fiscal year and revision) that is in force in a year: the newest revision of the
/// year's own; otherwise that of the nearest earlier year; before the first year, that of the first.
pub(super) fn of_year(catalogues: &[(FiscalYear, i64)], year: FiscalYear) -> Option<(FiscalYear, i64)> {
    let earlier = catalogues.iter().filter(|(of_year, _)| *of_year <= year).max();
    earlier.or_else(|| catalogues.iter().min()).copied()
}

/// The catalogues in force in these years, each once, in the order of the years.
pub(crate) fn of_years(known: &[(FiscalYear, i64)], years: &[FiscalYear]) -> Catalogues {
    let mut catalogues = Catalogues::new();
    for year in years {
        if let Some(catalogue) = of_year(known, *year)
            && !catalogues.contains(&catalogue)
        {
            catalogues.push(catalogue);
        }
    }
    catalogues
}

#[cfg(test)]
mod tests {
    use super::*;

    fn year_for(wanted: u16, present: &[u16]) -> Option<u16> {
        let known: Vec<(FiscalYear, i64)> = present
            .iter()
            .map(|year| (FiscalYear::new(*year).unwrap(), 1))
            .collect();
        of_year(&known, FiscalYear::new(wanted).unwrap()).map(|(year, _)| year.get())
    }

    #[test]
    fn a_year_without_a_catalogue_takes_the_nearest_earlier_one() {
        let present = [2566, 2564, 2569];
        assert_eq!(year_for(2566, &present), Some(2566));
        assert_eq!(year_for(2568, &present), Some(2566));
        assert_eq!(year_for(2575, &present), Some(2569));
    }

    #[test]
    fn a_year_before_all_takes_the_first() {
        assert_eq!(year_for(2560, &[2566, 2564]), Some(2564));
        assert_eq!(year_for(2560, &[]), None);
    }
}
