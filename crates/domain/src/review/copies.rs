//! Finds measures that share texts with an earlier one.

use std::collections::HashMap;
use std::hash::{BuildHasher as _, RandomState};

use super::year::ReviewedYear;
use crate::measure::Measure;
use crate::text::fold;

/// The measures whose `texts` look like those of an earlier one: the index of the measure, and the number (from 1) of the
/// first such measure with the measure itself. Words that are written twice in a row, a slip of copying, make no difference.
///
/// Only hashes of the texts are kept. Texts are folded when another measure has the same consonants, which takes less time.
pub(crate) fn copies(year: &ReviewedYear, texts: impl Fn(&Measure) -> Vec<&str>) -> Vec<(usize, usize, &Measure)> {
    let all = || year.measures().map(|(index, measure, _)| (index, measure));
    let folded = |measure: &Measure| -> Vec<String> {
        let texts = texts(measure).into_iter();
        texts.map(|text| fold(&without_repeats(text))).collect()
    };
    let mut counts: HashMap<u64, usize> = HashMap::new();
    for (_, measure) in all() {
        *counts.entry(consonants(&texts(measure))).or_default() += 1;
    }
    let hashes = RandomState::new();
    let mut seen: HashMap<u64, Vec<(usize, &Measure)>> = HashMap::new();
    let mut copies = Vec::new();
    for (index, measure) in all() {
        if counts.get(&consonants(&texts(measure))) == Some(&1) {
            continue;
        }
        let value = folded(measure);
        let alike = seen.entry(hashes.hash_one(&value)).or_default();
        match alike.iter().find(|(_, earlier)| folded(earlier) == value) {
            Some((number, earlier)) => copies.push((index, *number, *earlier)),
            None => alike.push((index + 1, measure)),
        }
    }
    copies
}

/// The text without words that are written twice in a row.
fn without_repeats(text: &str) -> String {
    let mut words: Vec<&str> = text.split_whitespace().collect();
    words.dedup();
    words.join(" ")
}

/// Whether two texts have the same Thai consonants in the same order. Texts that fold to the same do.
pub(crate) fn have_same_consonants(one: &str, other: &str) -> bool {
    one.chars().filter(is_consonant).eq(other.chars().filter(is_consonant))
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "filters pass a reference")]
fn is_consonant(c: &char) -> bool {
    ('ก'..='ฮ').contains(c)
}

/// A hash of the Thai consonants of texts (FNV-1a). Texts that fold to the same have the same consonants.
fn consonants(texts: &[&str]) -> u64 {
    const BASIS: u64 = 0xcbf2_9ce4_8422_2325;
    const PRIME: u64 = 0x0100_0000_01b3;
    let add = |hash: u64, number: u32| (hash ^ u64::from(number)).wrapping_mul(PRIME);
    texts.iter().fold(BASIS, |hash, text| {
        let mut previous = "";
        let mut hash = add(hash, 0);
        for word in text.split_whitespace() {
            if word != previous {
                let letters = word.chars().filter(is_consonant);
                hash = letters.fold(hash, |hash, c| add(hash, u32::from(c)));
            }
            previous = word;
        }
        hash
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn folding_keeps_the_consonants(text in "[ก-๛ -~\u{200B}\u{A0}]{0,60}") {
            let text = without_repeats(&text);
            let folded = fold(&text);
            let letters = |text: &str| text.chars().filter(|c| ('ก'..='ฮ').contains(c)).collect::<String>();
            prop_assert_eq!(letters(&folded), letters(&text));
            prop_assert!(have_same_consonants(&folded, &text));
            prop_assert_eq!(consonants(&[&folded]), consonants(&[&text.replace(' ', "")]));
        }
    }

    #[test]
    fn texts_are_kept_apart() {
        assert_ne!(consonants(&["กข"]), consonants(&["ก", "ข"]));
        assert_eq!(consonants(&["ก ก ข"]), consonants(&["ก ข"]));
    }
}
