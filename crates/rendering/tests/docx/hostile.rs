//! Any text is printed as text and has no other effect.

use std::collections::BTreeMap;

use prongsai_rendering::wording::printable;
use proptest::prelude::*;

use super::specimen::hostile::CORPUS;
use super::specimen::{Specimen, published};
use super::unpacked::{document, elements, texts};

/// For any text, the document has the same elements as for plain words, and contains the text.
fn assert_only_text(written: &str) {
    let of = |text: &str| {
        let specimen = Specimen::saying(text);
        let all: Vec<_> = specimen
            .bodies()
            .into_iter()
            .map(|body| document(&specimen.rendition(body, published())))
            .collect();
        all
    };
    for (plain, hostile) in of("คำธรรมดา").iter().zip(of(written)) {
        assert_eq!(plain.keys().collect::<Vec<_>>(), hostile.keys().collect::<Vec<_>>());
        let names = |files: &BTreeMap<String, Vec<u8>>| -> Vec<String> {
            let main = elements(&files["word/document.xml"]);
            let kept = main.into_iter().map(|element| element.name);
            // The number of line ends, tabs and runs depends on the text itself, and so does the length of a row.
            kept.filter(|name| !["w:br", "w:tab", "w:t", "w:cantSplit"].contains(&name.as_str()))
                .collect()
        };
        assert_eq!(names(plain), names(&hostile), "{written:?}");
        let said = texts(&elements(&hostile["word/document.xml"]));
        assert!(said.contains(&printable(written)), "{written:?} in {said:?}");
    }
}

#[test]
fn texts_of_users_are_never_markup() {
    CORPUS.into_iter().for_each(assert_only_text);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 16, ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_text(written in any::<String>().prop_filter("some text", |text| !text.is_empty())) {
        assert_only_text(&written);
    }
}
