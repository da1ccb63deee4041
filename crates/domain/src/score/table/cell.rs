use crate::catalogue::Score;
use crate::text::ascii_digits;

/// Longest cell of which a suggestion is made, in bytes.
const READ_BYTES: usize = 40;

/// What a cell with a score contains.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum ScoreCell {
    /// Nothing, or a dash: the score is not known.
    Unknown,
    /// A score.
    Score(f64),
    /// Something else, with the score that is meant if that is plain.
    Refused(Option<String>),
}

/// Reads a score: Arabic or Thai digits with a decimal point.
pub(super) fn read_score(raw: &str) -> ScoreCell {
    let raw = raw.trim();
    if is_blank(raw) {
        return ScoreCell::Unknown;
    }
    if raw.len() > READ_BYTES {
        return ScoreCell::Refused(None);
    }
    let text = ascii_digits(raw);
    match plain_score(&text) {
        Some(score) => ScoreCell::Score(score),
        None => ScoreCell::Refused(meant(&text)),
    }
}

/// Whether a cell says that nothing is known: it is empty or a lone dash.
pub(super) fn is_blank(raw: &str) -> bool {
    matches!(raw.trim(), "" | "-" | "–" | "—")
}

/// A number of digits and at most one point, from 0 to 100 with at most two decimals.
fn plain_score(text: &str) -> Option<f64> {
    let (whole, decimals) = text.split_once('.').unwrap_or((text, "0"));
    let are_digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    if !are_digits(whole) || !are_digits(decimals) {
        return None;
    }
    let number: f64 = text.parse().ok()?;
    Score::from_number(number).map(Score::as_number)
}

/// The score that is meant by a decimal comma, a percent sign, a unit, spaces or too many decimals.
fn meant(text: &str) -> Option<String> {
    let number: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let number = number.strip_prefix('+').unwrap_or(&number);
    let end = number.find(|c: char| !c.is_ascii_digit() && c != '.' && c != ',');
    let (number, unit) = number.split_at(end.unwrap_or(number.len()));
    if !matches!(unit, "" | "%" | "คะแนน" | "ร้อยละ") {
        return None;
    }
    // A comma before three digits may separate thousands.
    if number.split_once(',').is_some_and(|(_, after)| after.len() == 3) {
        return None;
    }
    let number = number.replacen(',', ".", 1);
    if let Some(score) = plain_score(&number) {
        return Some(score.to_string());
    }
    let (whole, decimals) = number.split_once('.')?;
    let are_digits = whole.bytes().chain(decimals.bytes()).all(|byte| byte.is_ascii_digit());
    let number: f64 = number.parse().ok().filter(|_| are_digits)?;
    let rounded = (number * 100.0).round() / 100.0;
    Score::from_number(rounded).map(|score| score.as_number().to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scores_are_read_or_refused_with_what_is_meant() {
        let refused = |meant: &str| ScoreCell::Refused(Some(meant.to_owned()));
        for (raw, expected) in [
            ("84.12", ScoreCell::Score(84.12)),
            (" 100 ", ScoreCell::Score(100.0)),
            ("๘๔.๑๒", ScoreCell::Score(84.12)),
            ("0", ScoreCell::Score(0.0)),
            ("", ScoreCell::Unknown),
            (" - ", ScoreCell::Unknown),
            ("84,12", refused("84.12")),
            ("๘๔,๑๒", refused("84.12")),
            ("84.12%", refused("84.12")),
            ("84.12 คะแนน", refused("84.12")),
            ("84.125", refused("84.13")),
            ("+84", refused("84")),
            ("1,234", ScoreCell::Refused(None)),
            ("84,1", refused("84.1")),
            ("1,234.5", ScoreCell::Refused(None)),
            ("100.01", ScoreCell::Refused(None)),
            ("-5", ScoreCell::Refused(None)),
            ("8e1", ScoreCell::Refused(None)),
            ("NaN", ScoreCell::Refused(None)),
            ("inf", ScoreCell::Refused(None)),
            ("84.1.2", ScoreCell::Refused(None)),
            (".", ScoreCell::Refused(None)),
            (",", ScoreCell::Refused(None)),
            ("ดี", ScoreCell::Refused(None)),
        ] {
            assert_eq!(read_score(raw), expected, "{raw:?}");
        }
        assert_eq!(read_score(&"9".repeat(1_000_000)), ScoreCell::Refused(None));
    }
}
