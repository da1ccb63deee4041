//! Reads any text as a date, a month, a period, a fiscal year and a number. What is read is written in every form and read
//! back; what is suggested is accepted.
#![no_main]

use libfuzzer_sys::fuzz_target;
use prongsai_domain::calendar::{BuddhistDate, FiscalYear, Period, YearMonth};
use prongsai_domain::number;
use prongsai_domain::text::thai_digits;

const MAX: u64 = 1_000_000_000_000;

fuzz_target!(|written: &str| {
    date(written);
    month(written);
    for year in [None, FiscalYear::new(2567).ok()] {
        period(written, year);
    }
    if let Err(refused) = FiscalYear::parse(written)
        && let Some(suggestion) = refused.suggestion()
    {
        assert!(FiscalYear::parse(&suggestion).is_ok(), "{written} → {suggestion}");
    }
    numbers(written);
});

fn date(written: &str) {
    match BuddhistDate::parse(written) {
        Ok(day) => {
            for form in [
                day.iso(),
                day.buddhist_iso(),
                day.thai(),
                day.english(),
                thai_digits(&day.thai()),
            ] {
                assert_eq!(BuddhistDate::parse(&form), Ok(day), "{written} → {form}");
            }
            assert_eq!(Period::parse(written), Ok(day.into()), "{written}");
        }
        Err(refused) => {
            assert_eq!(refused.suggestion().is_some(), refused.meant().is_some(), "{written}");
            assert!(!refused.message_th().is_empty() && !refused.message_en().is_empty());
            if let Some(suggestion) = refused.suggestion() {
                assert_eq!(
                    BuddhistDate::parse(&suggestion).ok(),
                    refused.meant(),
                    "{written} → {suggestion}"
                );
            }
        }
    }
}

fn month(written: &str) {
    match YearMonth::parse(written) {
        Ok(month) => {
            for form in [month.iso(), month.buddhist_iso(), month.thai(), month.english()] {
                assert_eq!(YearMonth::parse(&form), Ok(month), "{written} → {form}");
            }
            assert_eq!(Period::parse(written), Ok(month.into()), "{written}");
        }
        Err(refused) => {
            if let Some(suggestion) = refused.suggestion() {
                assert!(YearMonth::parse(&suggestion).is_ok(), "{written} → {suggestion}");
            }
        }
    }
}

fn period(written: &str, year: Option<FiscalYear>) {
    match Period::parse_in(written, year) {
        Ok(period) => {
            assert!(period.first_day() <= period.last_day());
            for form in [period.iso(), period.buddhist_iso(), period.thai(), period.english()] {
                assert_eq!(Period::parse(&form), Ok(period), "{written} → {form}");
            }
        }
        Err(refused) => {
            assert!(!refused.message_th().is_empty() && !refused.message_en().is_empty());
            if let Some(suggestion) = refused.suggestion() {
                assert!(Period::parse_in(&suggestion, year).is_ok(), "{written} → {suggestion}");
            }
        }
    }
}

fn numbers(written: &str) {
    if let Err(refused) = number::budget(written, MAX)
        && let Some(suggestion) = refused.suggestion()
    {
        assert!(number::budget(&suggestion, MAX).is_ok(), "{written} → {suggestion}");
    }
    if let Err(refused) = number::percent(written)
        && let Some(suggestion) = refused.suggestion()
    {
        assert!(number::percent(&suggestion).is_ok(), "{written} → {suggestion}");
    }
    if let Err(refused) = number::hundredths(written, 10_000)
        && let Some(suggestion) = refused.suggestion()
    {
        assert!(
            number::hundredths(&suggestion, 10_000).is_ok(),
            "{written} → {suggestion}"
        );
    }
}
