//! Compares texts by their appearance.

use super::digits::ascii_digit;
use super::invisible::is_invisible;
use super::tidy::tidy;

/// The form of a text for comparisons: no white space and no invisible characters, ASCII digits, lower case, one kind
/// of quotation marks and dashes, and the one spelling of [`clean`](super::clean()). Folding twice changes nothing, and a
/// cleaned text folds like its source.
///
/// ```
/// use prongsai_domain::text::fold;
///
/// assert_eq!(fold("ดำเนินการ  ปี ๒๕๖๖"), fold("ด\u{0E4D}\u{0E32}เนินการ\u{200B} ปี 2566"));
/// assert_eq!(fold("“ITA”"), fold("\"ita\""));
/// assert_eq!(fold("เทศบาลตำบลเเม่ธารใส"), fold("เทศบาลตำบลแม่ธารใส"));
/// ```
pub fn fold(text: &str) -> String {
    let mut folded = fold_once(text);
    // Lower-case letters can compose into characters that fold again; a second round completes every known case.
    for _ in 0..4 {
        let again = fold_once(&folded);
        if again == folded {
            break;
        }
        folded = again;
    }
    folded
}

fn fold_once(text: &str) -> String {
    let mapped: String = tidy(text)
        .chars()
        .filter(|c| !c.is_whitespace() && !is_invisible(*c))
        .map(|c| unify(ascii_digit(c)))
        .flat_map(char::to_lowercase)
        .collect();
    tidy(&mapped).into_owned()
}

/// Unifies quotation marks, dashes and the two small sigmas.
fn unify(c: char) -> char {
    match c {
        '“' | '”' | '„' | '‟' | '«' | '»' | '″' => '"',
        '‘' | '’' | '‚' | '‛' | '`' | '´' | '′' => '\'',
        '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{FE58}' | '\u{FE63}' | '\u{FF0D}' => '-',
        'ς' => 'σ',
        _ => c,
    }
}
