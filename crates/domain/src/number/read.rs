//! Reads numbers of each kind.

use super::error::NumberError;
use super::written::{self, Digits, Unclear};
use crate::text;

/// Words before an amount.
const BEFORE_BAHT: [&str; 8] = ["งบประมาณ", "จำนวนเงิน", "จำนวน", "เป็นเงิน", "ประมาณการ", "฿", "thb", ":"];
/// Words behind an amount.
const AFTER_BAHT: [&str; 9] = ["บาทถ้วน", "บาท", "บ.", ".-", ".–", ",-", "฿", "thb", "baht"];
/// Words of ten to a power that people use for amounts.
const POWERS: [(&str, usize); 4] = [("ล้าน", 6), ("แสน", 5), ("หมื่น", 4), ("พัน", 3)];
/// Texts that say that no budget is used, folded.
const NO_BUDGET: [&str; 12] = [
    "-",
    "–",
    "—",
    "ไม่มี",
    "ไม่มีงบประมาณ",
    "ไม่มีค่าใช้จ่าย",
    "ไม่ใช้งบ",
    "ไม่ใช้งบประมาณ",
    "ไม่ใช้งบประมาณดำเนินการ",
    "ไม่ใช้จ่ายงบประมาณ",
    "ไม่ได้ใช้งบประมาณ",
    "ไม่เบิกจ่ายงบประมาณ",
];
/// Texts that say that the budget is not stated, folded.
const NOT_STATED: [&str; 5] = ["", "ไม่ระบุ", "ไม่ได้ระบุ", "ไม่ระบุงบประมาณ", "ไม่ทราบ"];

/// What a text says about a budget.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Budget {
    /// Nothing is stated.
    NotStated,
    /// No budget is used (ไม่ใช้งบประมาณ).
    NotUsed,
    /// An amount in whole baht, above 0.
    Baht(u64),
}

impl Budget {
    /// The amount in baht: `None` when it is not stated, 0 when no budget is used.
    pub const fn baht(self) -> Option<u64> {
        match self {
            Self::NotStated => None,
            Self::NotUsed => Some(0),
            Self::Baht(baht) => Some(baht),
        }
    }
}

/// Reads a whole number from 0 to `max`: `538800`, `538,800`, `๕๓๘,๘๐๐`, `538 800`, `538800.00`.
///
/// ```
/// use prongsai_domain::number::whole;
///
/// assert_eq!(whole("๑,๒๓๔", 10_000), Ok(1234));
/// assert_eq!(whole("12,34", 10_000).unwrap_err().suggestion(), None);
/// assert_eq!(whole("1.234", 10_000).unwrap_err().suggestion().as_deref(), Some("1234"));
/// ```
///
/// # Errors
/// [`NumberError`].
pub fn whole(input: &str, max: u64) -> Result<u64, NumberError> {
    let plain = written::plain(input);
    as_whole(written::digits(&plain, false), input, max)
}

/// Reads an amount in whole baht from 0 to `max`, with the words and signs around it: `538,800 บาท`, `฿538,800.00`,
/// `538,800.-`.
///
/// # Errors
/// [`NumberError`].
pub fn whole_baht(input: &str, max: u64) -> Result<u64, NumberError> {
    let plain = written::plain(input);
    let amount = written::without(&plain, &BEFORE_BAHT, &AFTER_BAHT);
    for (word, zeros) in POWERS {
        if let Some(number) = amount.strip_suffix(word)
            && let Ok(digits) = written::digits(number.trim(), false)
        {
            let meant = powered(&digits, zeros).filter(|meant| meant.parse::<u64>().is_ok_and(|number| number <= max));
            return Err(NumberError::NotInDigits {
                written: written::shown(input),
                meant,
            });
        }
    }
    as_whole(written::digits(amount, false), input, max)
}

/// Reads what a text says about a budget, with amounts up to `max` baht. A dash and `ไม่มี` say that none is used; an empty
/// text says nothing.
///
/// ```
/// use prongsai_domain::number::{Budget, budget};
///
/// assert_eq!(budget("15,000 บาท", 1_000_000), Ok(Budget::Baht(15_000)));
/// assert_eq!(budget("ไม่ใช้งบประมาณ", 1_000_000), Ok(Budget::NotUsed));
/// assert_eq!(budget("", 1_000_000), Ok(Budget::NotStated));
/// ```
///
/// # Errors
/// [`NumberError`].
pub fn budget(input: &str, max: u64) -> Result<Budget, NumberError> {
    let plain = written::plain(input);
    // Texts that are too long become empty. They are not a budget that is not stated.
    if !plain.is_empty() || written::shown(input).is_empty() {
        let folded = text::fold(&plain);
        let folded = folded.trim_matches(['(', ')']);
        if NOT_STATED.contains(&folded) {
            return Ok(Budget::NotStated);
        }
        if NO_BUDGET.contains(&folded) {
            return Ok(Budget::NotUsed);
        }
    }
    Ok(match whole_baht(input, max)? {
        0 => Budget::NotUsed,
        baht => Budget::Baht(baht),
    })
}

/// Reads a whole percentage from 0 to 100: `85`, `85%`, `ร้อยละ 85`.
///
/// # Errors
/// [`NumberError`].
pub fn percent(input: &str) -> Result<u8, NumberError> {
    let plain = written::plain(input);
    let number = written::without(&plain, &["ร้อยละ"], &["%", "％", "เปอร์เซ็นต์", "เปอร์เซ็น", "percent"]);
    let whole = as_whole(written::digits(number, false), input, 100)?;
    u8::try_from(whole).map_err(|_| too_large(input, 100))
}

/// Reads a number with at most two decimals, from 0 to `max` hundredths: `84.12` is 8412. This is the form of scores
/// (`catalogue::Score::from_hundredths`).
///
/// ```
/// use prongsai_domain::number::hundredths;
///
/// assert_eq!(hundredths("84.12", 10_000), Ok(8412));
/// assert_eq!(hundredths("84,12", 10_000).unwrap_err().suggestion().as_deref(), Some("84.12"));
/// ```
///
/// # Errors
/// [`NumberError`].
pub fn hundredths(input: &str, max: u16) -> Result<u16, NumberError> {
    let plain = written::plain(input);
    let number = written::without(&plain, &["ร้อยละ"], &["คะแนน", "%", "％"]);
    let largest = Digits::new(&(max / 100).to_string(), &format!("{:02}", max % 100)).plain();
    let value = |digits: &Digits| format!("{}{:0<2}", digits.whole, digits.decimals).parse::<u16>().ok();
    let is_inside = |digits: &Digits| digits.decimals.len() <= 2 && value(digits).is_some_and(|value| value <= max);
    match written::digits(number, true) {
        Ok(digits) if digits.decimals.len() > 2 => Err(NumberError::TooManyDecimals {
            written: written::shown(input),
        }),
        Ok(digits) => value(&digits)
            .filter(|value| *value <= max)
            .ok_or_else(|| NumberError::TooLarge {
                written: written::shown(input),
                max: largest,
            }),
        // `84.125` has three decimals, but no score has thousands.
        Err(Unclear::Separators(_)) if has_three_decimals(number) => decimals_of_three(number, input, is_inside, value),
        Err(unclear) => Err(refused(unclear, input, "84.12", is_inside)),
    }
}

fn has_three_decimals(number: &str) -> bool {
    number.split_once('.').is_some_and(|(whole, decimals)| {
        decimals.len() == 3 && whole.chars().chain(decimals.chars()).all(|c| c.is_ascii_digit()) && !whole.is_empty()
    })
}

/// `84.120` is 84.12. A third decimal other than 0 is refused.
fn decimals_of_three(
    number: &str,
    input: &str,
    is_inside: impl Fn(&Digits) -> bool,
    value: impl Fn(&Digits) -> Option<u16>,
) -> Result<u16, NumberError> {
    let (whole, decimals) = number.split_once('.').unwrap_or((number, ""));
    let digits = Digits::new(whole, decimals);
    if is_inside(&digits)
        && let Some(value) = value(&digits)
    {
        return Ok(value);
    }
    Err(NumberError::TooManyDecimals {
        written: written::shown(input),
    })
}

/// A whole number, or its error.
fn as_whole(read: Result<Digits, Unclear>, input: &str, max: u64) -> Result<u64, NumberError> {
    let is_inside =
        |digits: &Digits| digits.decimals.is_empty() && value(&digits.whole).is_some_and(|number| number <= max);
    match read {
        Ok(digits) if !digits.decimals.is_empty() => Err(NumberError::Fraction {
            written: written::shown(input),
        }),
        Ok(digits) => value(&digits.whole)
            .filter(|number| *number <= max)
            .ok_or_else(|| too_large(input, max)),
        Err(unclear) => Err(refused(unclear, input, "538800", is_inside)),
    }
}

fn value(digits: &str) -> Option<u64> {
    if digits.is_empty() {
        Some(0)
    } else {
        digits.parse().ok()
    }
}

fn too_large(input: &str, max: u64) -> NumberError {
    NumberError::TooLarge {
        written: written::shown(input),
        max: max.to_string(),
    }
}

/// The error of an unclear text. Only a number that would be accepted is suggested.
fn refused(unclear: Unclear, input: &str, example: &'static str, is_inside: impl Fn(&Digits) -> bool) -> NumberError {
    let written = written::shown(input);
    match unclear {
        Unclear::Nothing => NumberError::NotANumber { written, example },
        Unclear::Negative => NumberError::Negative { written },
        Unclear::Exponent => NumberError::NotInDigits { written, meant: None },
        Unclear::Separators(digits) => NumberError::Separators {
            written,
            meant: digits.filter(is_inside).map(|digits| digits.plain()),
        },
    }
}

/// A number times ten to a power, if it is whole: `1.5` million is 1500000.
fn powered(digits: &Digits, zeros: usize) -> Option<String> {
    let missing = zeros.checked_sub(digits.decimals.len())?;
    let number = format!("{}{}{}", digits.whole, digits.decimals, "0".repeat(missing));
    Some(Digits::new(&number, "").plain())
}
