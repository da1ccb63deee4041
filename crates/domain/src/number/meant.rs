//! The number that is meant by a text, where only a JSON number is accepted.

use super::read::{Budget, budget, hundredths, percent, whole_baht};

/// The whole number that is meant by a text or by a number with a fraction, as JSON writes it: `538,800 บาท` and `538800.0`
/// mean 538800. `None` if the meaning is not plain, or the number is above `max`.
///
/// ```
/// use prongsai_domain::number::meant_whole;
///
/// assert_eq!(meant_whole("538,800", u64::MAX).as_deref(), Some("538800"));
/// assert_eq!(meant_whole("538800.5", u64::MAX), None);
/// ```
pub fn meant_whole(input: &str, max: u64) -> Option<String> {
    match whole_baht(input, max) {
        Ok(number) => Some(number.to_string()),
        Err(error) => error.suggestion(),
    }
}

/// As [`meant_whole`], for a number that may be a budget: `ไม่ใช้งบประมาณ` and `-` mean 0.
///
/// ```
/// use prongsai_domain::number::meant_budget;
///
/// assert_eq!(meant_budget("ไม่ใช้งบประมาณ", u64::MAX).as_deref(), Some("0"));
/// assert_eq!(meant_budget("1.5 ล้านบาท", u64::MAX).as_deref(), Some("1500000"));
/// ```
pub fn meant_budget(input: &str, max: u64) -> Option<String> {
    match budget(input, max) {
        Ok(Budget::NotUsed) => Some("0".to_owned()),
        Ok(Budget::NotStated) => None,
        Ok(Budget::Baht(baht)) => Some(baht.to_string()),
        Err(error) => error.suggestion(),
    }
}

/// As [`meant_whole`], for a number that may be a percentage: `85%` and `ร้อยละ 85` mean 85.
pub fn meant_whole_or_percent(input: &str, max: u64) -> Option<String> {
    match percent(input) {
        Ok(number) => Some(number.to_string()),
        Err(_) => meant_whole(input, max),
    }
}

/// The score that is meant by a text, as JSON writes it: `84.12 คะแนน` means 84.12. `None` if the meaning is not plain, or
/// the score is above 100.
///
/// ```
/// use prongsai_domain::number::meant_score;
///
/// assert_eq!(meant_score("84,12").as_deref(), Some("84.12"));
/// assert_eq!(meant_score("ร้อยละ 90.50").as_deref(), Some("90.5"));
/// ```
pub fn meant_score(input: &str) -> Option<String> {
    match hundredths(input, 10_000) {
        Ok(number) => Some(plain(number)),
        Err(error) => error.suggestion(),
    }
}

/// A number of hundredths, without zeros at its end.
fn plain(hundredths: u16) -> String {
    let (whole, decimals) = (hundredths / 100, hundredths % 100);
    let written = format!("{whole}.{decimals:02}");
    written.trim_end_matches('0').trim_end_matches('.').to_owned()
}
