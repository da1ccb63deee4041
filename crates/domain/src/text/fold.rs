//! Compares texts by their appearance.

use super::digits::ascii_digit;
use super::normal_form::normal_form;

/// The form of a text for comparisons: no white space and no invisible characters, ASCII digits, lower case, one kind
/// of quotation marks, one spelling of ำ. Folding twice changes nothing.
///
/// ```
/// use prongsai_domain::text::fold;
///
/// assert_eq!(fold("ดำเนินการ  ปี ๒๕๖๖"), fold("ด\u{0E4D}\u{0E32}เนินการ\u{200B} ปี 2566"));
/// assert_eq!(fold("“ITA”"), fold("\"ita\""));
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
    let mapped: String = normal_form(text)
        .chars()
        .filter(|c| !c.is_whitespace() && !is_invisible(*c))
        .map(|c| unify(ascii_digit(c)))
        .flat_map(char::to_lowercase)
        .collect();
    normal_form(&mapped)
}

/// Unifies quotation marks and the two small sigmas.
fn unify(c: char) -> char {
    match c {
        '“' | '”' | '„' | '‟' | '«' | '»' | '″' => '"',
        '‘' | '’' | '‚' | '‛' | '`' | '´' | '′' => '\'',
        'ς' => 'σ',
        _ => c,
    }
}

/// Characters without a visible form: zero-width ones, marks and overrides of writing direction, soft hyphens.
pub fn is_invisible(c: char) -> bool {
    matches!(c,
        '\u{00AD}' | '\u{034F}' | '\u{061C}' | '\u{180E}' | '\u{FEFF}'
        | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}')
}
