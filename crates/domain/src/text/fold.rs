//! Comparing texts by how they look.

use super::digits::ascii_digit;
use super::normal_form::normal_form;

/// The form of a text by which it is compared with others: white space and invisible characters gone, digits ASCII,
/// letters small, quotation marks of one kind, one spelling of ำ. Folding twice changes nothing.
///
/// ```
/// use prongsai_domain::text::fold;
///
/// assert_eq!(fold("ดำเนินการ  ปี ๒๕๖๖"), fold("ด\u{0E4D}\u{0E32}เนินการ\u{200B} ปี 2566"));
/// assert_eq!(fold("“ITA”"), fold("\"ita\""));
/// ```
pub fn fold(text: &str) -> String {
    let mut folded = fold_once(text);
    // Small letters can compose into characters that fold again; a second round settles every known case.
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

/// One kind of quotation mark, and one small sigma.
fn unify(c: char) -> char {
    match c {
        '“' | '”' | '„' | '‟' | '«' | '»' | '″' => '"',
        '‘' | '’' | '‚' | '‛' | '`' | '´' | '′' => '\'',
        'ς' => 'σ',
        _ => c,
    }
}

/// Characters that print nothing: zero-width ones, marks and overrides of writing direction, soft hyphens.
pub(crate) fn is_invisible(c: char) -> bool {
    matches!(c,
        '\u{00AD}' | '\u{034F}' | '\u{061C}' | '\u{180E}' | '\u{FEFF}'
        | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}')
}
