use super::*;

#[test]
fn a_code_is_the_kebab_case_of_its_variant() {
    for code in ProblemCode::ALL {
        let mut kebab = String::new();
        for letter in format!("{code:?}").chars() {
            if letter.is_ascii_uppercase() && !kebab.is_empty() {
                kebab.push('-');
            }
            kebab.push(letter.to_ascii_lowercase());
        }
        assert_eq!(code.as_str(), kebab);
        assert_eq!(ProblemCode::find(&kebab), Some(*code));
    }
}

#[test]
fn every_text_is_in_its_language() {
    let thai = |text: &str| text.chars().any(|letter| ('\u{e00}'..='\u{e7f}').contains(&letter));
    for code in ProblemCode::ALL {
        assert!(
            code.title_th().contains("Idempotency-Key") || thai(code.title_th()),
            "{code:?}"
        );
        assert!(thai(code.meaning_th()), "{code:?}");
        assert!(!thai(code.title_en()) && !thai(code.meaning_en()), "{code:?}");
        assert!(
            code.status().is_client_error() || code.status().is_server_error(),
            "{code:?}"
        );
    }
}
