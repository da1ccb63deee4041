use jiff::Timestamp;
use prongsai_domain::calendar::{BuddhistDate, FiscalYear, Period, ReportingRound};
use prongsai_domain::catalogue::Score;
use prongsai_domain::text::thai_digits;

use super::{NO_BUDGET, printable};
use crate::rendition::Numerals;

impl Numerals {
    /// A text for a rendition: printable, with the template's digits. Digits of addresses and of codes (ITA2566, i7,
    /// o42) do not change, because people type them.
    ///
    /// ```
    /// use prongsai_rendering::rendition::Numerals;
    ///
    /// let written = "ปี 2566 ข้อ 3 ดูที่ https://example.go.th/2566 ตัวชี้วัด i7";
    /// assert_eq!(
    ///     Numerals::Thai.text(written),
    ///     "ปี ๒๕๖๖ ข้อ ๓ ดูที่ https://example.go.th/2566 ตัวชี้วัด i7"
    /// );
    /// assert_eq!(Numerals::Arabic.text(written), written);
    /// ```
    pub fn text(self, text: &str) -> String {
        let text = printable(text);
        match self {
            Self::Arabic => text,
            Self::Thai => thai(&text),
        }
    }

    /// `3 มกราคม พ.ศ. 2566`.
    pub fn date(self, date: BuddhistDate) -> String {
        self.text(&date.thai())
    }

    /// The day of a moment in Thailand: `3 มกราคม พ.ศ. 2566`; the moment itself if it is outside the Thai calendar.
    pub(crate) fn day_of(self, moment: Timestamp) -> String {
        BuddhistDate::in_thailand(moment).map_or_else(|_| moment.to_string(), |day| self.date(day))
    }

    /// `มีนาคม พ.ศ. 2566`, or with `ถึง` between two months.
    pub fn period(self, period: Period) -> String {
        self.text(&period.thai())
    }

    /// `ปีงบประมาณ พ.ศ. 2566`.
    pub fn fiscal_year(self, year: FiscalYear) -> String {
        self.text(&year.thai())
    }

    /// `รอบ 12 เดือน`.
    pub fn round(self, round: ReportingRound) -> String {
        self.text(&round.thai())
    }

    /// A stated budget: `12,000 บาท`, or that none is used. A budget that is not stated is not shown at all.
    pub fn budget(self, baht: u64) -> String {
        match baht {
            0 => NO_BUDGET.to_owned(),
            baht => self.baht(baht),
        }
    }

    /// `12,000 บาท`.
    fn baht(self, amount: u64) -> String {
        self.text(&format!("{} บาท", grouped(amount)))
    }

    /// `1,234`.
    pub fn number(self, number: u64) -> String {
        self.text(&grouped(number))
    }

    /// `75%`; a value above a hundred is shown as a hundred.
    pub fn percent(self, percent: u8) -> String {
        self.text(&format!("{}%", percent.min(100)))
    }

    /// `88.37`.
    pub fn score(self, score: Score) -> String {
        self.text(&score.to_string())
    }
}

/// Digits in groups of three.
fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut written = String::with_capacity(digits.len() + digits.len() / 3);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            written.push(',');
        }
        written.push(digit);
    }
    written
}

/// Thai digits everywhere except in words with an ASCII letter.
fn thai(text: &str) -> String {
    let mut written = String::with_capacity(text.len() * 2);
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let (word, after) = rest.split_at(word_length(rest, first));
        if word.contains(|c: char| c.is_ascii_alphabetic()) {
            written.push_str(word);
        } else {
            written.push_str(&thai_digits(word));
        }
        rest = after;
    }
    written
}

/// The number of bytes at the beginning that belong together: a whole address, a Latin word or number, or other text.
fn word_length(rest: &str, first: char) -> usize {
    let until = |stop: fn(char) -> bool| rest.find(stop).unwrap_or(rest.len()).max(first.len_utf8());
    if !first.is_ascii_graphic() {
        return until(|c| c.is_ascii_graphic());
    }
    let run = until(|c| !c.is_ascii_graphic());
    if rest.get(..run).is_some_and(is_address) {
        run
    } else {
        until(|c| !c.is_ascii_graphic() || "()[]{}<>\"',;".contains(c))
    }
}

/// Whether a text without spaces has the mark of an address. A slash alone is none: it also stands in `IIT/EIT` and in
/// `1/2566`.
fn is_address(run: &str) -> bool {
    let is_in_name = |three: &[u8]| matches!(three, [a, b'.', b] if a.is_ascii_alphabetic() && b.is_ascii_alphabetic());
    let has_host = run.as_bytes().windows(3).any(is_in_name);
    let has_path = run.starts_with('/') || (run.contains('/') && has_host);
    run.contains("://") || run.contains('@') || run.contains("www.") || has_path
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thai_digits_replace_digits_except_in_addresses_and_codes() {
        for (written, expected) in [
            ("3 มกราคม พ.ศ. 2566", "๓ มกราคม พ.ศ. ๒๕๖๖"),
            ("โทร. 0-4200-0000 ต่อ 12", "โทร. ๐-๔๒๐๐-๐๐๐๐ ต่อ ๑๒"),
            ("(2566)", "(๒๕๖๖)"),
            ("(ITA) 2566", "(ITA) ๒๕๖๖"),
            ("ฉบับที่ 1/2566", "ฉบับที่ ๑/๒๕๖๖"),
            ("ITA2566(95.5)", "ITA2566(๙๕.๕)"),
            ("IIT/EIT(85.50)", "IIT/EIT(๘๕.๕๐)"),
            ("12/2566(ITA)", "๑๒/๒๕๖๖(ITA)"),
            ("ดู a.go.th/(9)", "ดู a.go.th/(9)"),
            ("ดู /public/v1(9)", "ดู /public/v1(9)"),
            ("ดู:https://a.go.th/(9)?q=1", "ดู:https://a.go.th/(9)?q=1"),
            ("คุณ1@a.go.th", "คุณ1@a.go.th"),
            ("A4 2 แผ่น", "A4 ๒ แผ่น"),
            ("", ""),
        ] {
            assert_eq!(Numerals::Thai.text(written), expected);
            assert_eq!(Numerals::Arabic.text(written), written);
        }
    }

    #[test]
    fn amounts_are_grouped() {
        for (number, expected) in [(0, "0"), (999, "999"), (1_000, "1,000"), (1_234_567, "1,234,567")] {
            assert_eq!(Numerals::Arabic.number(number), expected);
        }
        assert_eq!(Numerals::Thai.budget(12_000), "๑๒,๐๐๐ บาท");
        assert_eq!(Numerals::Thai.budget(0), "ไม่ใช้งบประมาณ");
        assert_eq!(Numerals::Arabic.percent(200), "100%");
        assert_eq!(Numerals::Thai.score(Score::FULL), "๑๐๐.๐๐");
    }

    #[test]
    fn a_timestamp_is_printed_as_the_day_in_thailand() {
        let moment: Timestamp = "2023-01-02T17:00:00Z".parse().unwrap();
        assert_eq!(Numerals::Arabic.day_of(moment), "3 มกราคม พ.ศ. 2566");
        let before: Timestamp = "1800-01-01T00:00:00Z".parse().unwrap();
        assert_eq!(Numerals::Arabic.day_of(before), "1800-01-01T00:00:00Z");
    }
}
