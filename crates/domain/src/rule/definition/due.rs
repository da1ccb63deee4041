use crate::calendar::{BuddhistDate, FiscalYear, ReportingRound};

/// How the day is found by which somebody has to act.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Due {
    /// On the day of the review: the next decision on the document needs it.
    Now,
    /// 31 December in the fiscal year, the end of its first quarter.
    FirstQuarterEnds,
    /// 1 January in the fiscal year, when the surveys open.
    SurveysOpen,
    /// The last day of the entry of OIT data: as the catalogue states it, otherwise 30 April in the fiscal year.
    OitCloses,
    /// The last day of the reporting round.
    RoundEnds,
    /// This number of days after the last day of the reporting round.
    DaysAfterRound(u16),
    /// The day of the document: 1 January for an announcement of a survey, [`Due::REPORT`] for a report, otherwise the
    /// last day of the entry of OIT data. A correction of a public document has 30 days from its last step.
    DocumentDay,
}

/// The facts from which [`Due::on`] finds the day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DueFacts {
    /// The fiscal year.
    pub fiscal_year: FiscalYear,
    /// The day of the review.
    pub today: BuddhistDate,
    /// The last day of the entry of OIT data, if the catalogue states it.
    pub oit_closes_on: Option<BuddhistDate>,
    /// The reporting round.
    pub round: ReportingRound,
    /// The day of the document for [`Due::DocumentDay`]; without it, that day is the last one of the entry of OIT data.
    pub document_day: Option<BuddhistDate>,
}

/// Days after the end of its round within which a report is made.
const REPORT_DAYS: u16 = 30;

impl Due {
    /// The day of a report: 30 days after its round. What a report needs is due on the same day.
    pub const REPORT: Self = Self::DaysAfterRound(REPORT_DAYS);

    /// The day. A day after the end of the calendar is its last day.
    pub fn on(self, facts: DueFacts) -> BuddhistDate {
        let year = facts.fiscal_year;
        match self {
            Self::Now => facts.today,
            Self::FirstQuarterEnds => last_day_of_quarter(year, 1),
            Self::SurveysOpen => last_day_of_quarter(year, 1).plus_days(1),
            Self::OitCloses => oit_closes(facts),
            Self::RoundEnds => facts.round.last_day(year),
            Self::DaysAfterRound(days) => facts.round.last_day(year).plus_days(days),
            Self::DocumentDay => facts.document_day.unwrap_or_else(|| oit_closes(facts)),
        }
    }
}

/// As the catalogue states it, otherwise 30 April in the fiscal year.
fn oit_closes(facts: DueFacts) -> BuddhistDate {
    let april_ends = || last_day_of_quarter(facts.fiscal_year, 2).plus_days(30);
    facts.oit_closes_on.unwrap_or_else(april_ends)
}

fn last_day_of_quarter(year: FiscalYear, number: u8) -> BuddhistDate {
    year.quarter(number)
        .map_or_else(|| year.last_day(), |quarter| quarter.to().last_day())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn facts() -> DueFacts {
        let day = |text: &str| BuddhistDate::parse(text).unwrap();
        DueFacts {
            fiscal_year: FiscalYear::new(2567).unwrap(),
            today: day("2567-02-03"),
            oit_closes_on: None,
            round: ReportingRound::SixMonths,
            document_day: Some(day("2567-02-25")),
        }
    }

    #[test]
    fn days_are_found() {
        for (due, expected) in [
            (Due::Now, "2567-02-03"),
            (Due::FirstQuarterEnds, "2566-12-31"),
            (Due::SurveysOpen, "2567-01-01"),
            (Due::OitCloses, "2567-04-30"),
            (Due::RoundEnds, "2567-03-31"),
            (Due::REPORT, "2567-04-30"),
            (Due::DaysAfterRound(10), "2567-04-10"),
            (Due::DocumentDay, "2567-02-25"),
        ] {
            assert_eq!(due.on(facts()).buddhist_iso(), expected, "{due:?}");
        }
    }

    #[test]
    fn the_catalogue_and_the_round_decide() {
        let mut facts = facts();
        facts.oit_closes_on = Some(BuddhistDate::parse("2567-05-15").unwrap());
        facts.round = ReportingRound::TwelveMonths;
        facts.document_day = None;
        assert_eq!(Due::OitCloses.on(facts).buddhist_iso(), "2567-05-15");
        assert_eq!(Due::DocumentDay.on(facts).buddhist_iso(), "2567-05-15");
        assert_eq!(Due::REPORT.on(facts).buddhist_iso(), "2567-10-30");
    }

    #[test]
    fn every_year_of_the_calendar_has_days() {
        for year in [2500, 2501, 2699, 2700] {
            let fiscal_year = FiscalYear::new(year).unwrap();
            let facts = DueFacts { fiscal_year, ..facts() };
            for due in [
                Due::FirstQuarterEnds,
                Due::SurveysOpen,
                Due::OitCloses,
                Due::DaysAfterRound(u16::MAX),
            ] {
                assert!(due.on(facts) >= fiscal_year.first_day(), "{due:?} {year}");
            }
        }
    }
}
