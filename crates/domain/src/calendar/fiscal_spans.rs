//! The parts of a fiscal year in which recurring work is expected.

use super::fiscal_year::FiscalYear;
use super::period::Period;
use super::year_month::YearMonth;

/// The number of weeks of a fiscal year.
const WEEKS: usize = 52;

impl FiscalYear {
    /// The weeks of the year, by days. They are counted from its first day: there are 52, and the last one has the days that are
    /// left. At the very end of the calendar there are fewer.
    pub fn weeks(self) -> Vec<Period> {
        let days = std::iter::successors(Some(self.first_day()), |day| Some(day.plus_days(7)));
        let mut begins: Vec<_> = days.take(WEEKS).take_while(|day| self.contains(*day)).collect();
        begins.dedup();
        let mut weeks: Vec<Period> = begins
            .iter()
            .map(|day| Period::between_days(*day, day.plus_days(6)))
            .collect();
        if let (Some(last), Some(begin)) = (weeks.last_mut(), begins.last()) {
            *last = Period::between_days(*begin, self.last_day());
        }
        weeks
    }

    /// The year in spans of this many months, in order. Of 0 months it is as of 1.
    pub fn spans_of_months(self, months: usize) -> Vec<Period> {
        let all: Vec<YearMonth> = self.months().each_month().collect();
        let spans = all.chunks(months.max(1)).filter_map(|span| {
            let (first, last) = (span.first()?, span.last()?);
            Some(Period::between(*first, *last))
        });
        spans.collect()
    }
}

#[cfg(test)]
mod tests {
    use super::super::BuddhistDate;
    use super::*;

    #[test]
    fn the_parts_of_a_year_have_each_of_its_days_once() {
        for number in [2500, 2563, 2566, 2567, 2699, 2700] {
            let year = FiscalYear::new(number).unwrap();
            let spans = [1, 3, 6, 12].map(|months| (12 / months, year.spans_of_months(months)));
            for (count, parts) in [(WEEKS, year.weeks())].into_iter().chain(spans) {
                assert_eq!(parts.len(), count, "{number}");
                assert_eq!(parts.first().map(|part| part.first_day()), Some(year.first_day()));
                assert_eq!(parts.last().map(|part| part.last_day()), Some(year.last_day()));
                for pair in parts.windows(2) {
                    assert_eq!(pair[0].last_day().plus_days(1), pair[1].first_day(), "{number}");
                }
            }
        }
    }

    #[test]
    fn the_last_week_has_the_days_that_are_left() {
        let days = |number| {
            let weeks = FiscalYear::new(number).unwrap().weeks();
            weeks.last().map(|week| week.iso())
        };
        assert_eq!(days(2566), Some("2023-09-23/2023-09-30".to_owned()));
        assert_eq!(days(2567), Some("2024-09-22/2024-09-30".to_owned()));
    }

    #[test]
    fn the_end_of_the_calendar_cuts_the_year() {
        let year = BuddhistDate::MAX.fiscal_year();
        for parts in [year.weeks(), year.spans_of_months(3)] {
            assert_eq!(parts.last().map(|part| part.last_day()), Some(BuddhistDate::MAX));
        }
        assert_eq!(year.spans_of_months(1).len(), 3);
    }
}
