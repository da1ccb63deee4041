//! Names of months as people misspell them.
//!
//! A listed misspelling is read as its month. A word that is merely near one name, and near no other, is only good for a
//! suggestion.

use super::month_name;
use crate::text;

/// Misspellings that stand for one month only. Each is nearer to its month than to every other one.
pub(super) const LISTED: [(u8, &[&str]); 12] = [
    (
        1,
        &[
            "มกราคาม",
            "มกราคน",
            "มกรคม",
            "มกราม",
            "มกราตม",
            "มกรคาม",
            "มกราค",
            "มกราคมา",
            "januray",
            "janurary",
            "janaury",
        ],
    ),
    (
        2,
        &[
            "กุมพาพันธ์",
            "กุมพาพัน",
            "กุมภาพัน",
            "กุมภาพันธ",
            "กุมภาพันธุ์",
            "กุมภาพันท์",
            "กุมภาพัน์",
            "กุมภาพนธ์",
            "กุมภาพันธิ์",
            "กุมภาพันธื",
            "กุมภาพันธฺ",
            "กุมภาพันธ์์",
            "กุมภาพันธุ",
            "กุมภพันธ์",
            "febuary",
            "feburary",
            "febrary",
        ],
    ),
    (
        3,
        &[
            "มีนาคน",
            "มืนาคม",
            "มินาคม",
            "มีนาม",
            "มีนคม",
            "มีนาตม",
            "มีนาค",
            "มี่นาคม",
            "marh",
        ],
    ),
    (
        4,
        &[
            "เมษยน",
            "เมษายม",
            "เมศายน",
            "เมสายน",
            "เมษานย",
            "เมษาน",
            "เมษาย",
            "เมษายยน",
            "เมษยาน",
            "apirl",
            "arpil",
        ],
    ),
    (
        5,
        &[
            "พฤกษภาคม",
            "พฤษาคม",
            "พฤศภาคม",
            "พฤสภาคม",
            "พฤภาคม",
            "พฤษพาคม",
            "พฤษภคม",
            "พฤษภาคน",
            "พฤษภาม",
            "พฤษภาตม",
            "พฤษภาค",
            "พฤกภาคม",
            "พฤษถาคม",
        ],
    ),
    (
        6,
        &[
            "มิถุนายม",
            "มิถุนยน",
            "มิถุยายน",
            "มิถุนาย",
            "มิถุนานย",
            "มิถุนาน",
            "มีถุนายน",
            "มิถุนายยน",
            "มิถุนยายน",
            "มิถนายน",
            "มิถุนนายน",
        ],
    ),
    (
        7,
        &[
            "กรกฏาคม",
            "กรกฎคม",
            "กรกฏคม",
            "กรฎาคม",
            "กรกฎาคน",
            "กรกฏาคน",
            "กรกดาคม",
            "กรกาฎคม",
            "กรกฎาม",
            "กรกฏาม",
            "กรกฎาตม",
            "กรกฏาตม",
            "กรกฎาค",
            "กรกฏาค",
            "กรกภาคม",
            "กรกฏา",
            "กรกฎกาคม",
            "กรกกฎาคม",
        ],
    ),
    (
        8,
        &[
            "สิงหาคน",
            "สิงหคม",
            "สิงหาม",
            "สิงหาตม",
            "สิงหาค",
            "สิ่งหาคม",
            "สิหาคม",
            "สิงหาคา",
            "สิงหาคมม",
            "สิงคาคม",
            "augest",
            "agust",
        ],
    ),
    (
        9,
        &[
            "กันยายม",
            "กันยยน",
            "กันยานย",
            "กันยาน",
            "กันยาย",
            "กัยยายน",
            "กันยายยน",
            "กันยน",
            "กันยยาน",
            "กันายน",
            "setember",
            "septembre",
            "septemer",
        ],
    ),
    (
        10,
        &[
            "ตลาคม",
            "ตุลาคน",
            "ตุลคม",
            "ตุลาตม",
            "ตุลาม",
            "ตุลาค",
            "ตุลาคา",
            "ตุลาคมม",
            "ตุลากคม",
            "ตูลาคม",
            "ตุลาาคม",
            "ocotber",
            "octobor",
        ],
    ),
    (
        11,
        &[
            "พฤษจิกายน",
            "พฤศจิกายายน",
            "พฤศจิกายม",
            "พฤษจิกายม",
            "พฤศจิกยน",
            "พฤจิกายน",
            "พฤศจิกาน",
            "พฤสจิกายน",
            "พฤศจิการยน",
            "พศจิกายน",
            "พฤศจิกานย",
            "พฤศจิกาย",
            "พฤศจิกายยน",
            "พฤกจิกายน",
            "พฤกศจิกายน",
            "พฤษจิกยน",
            "พฤศจิกนยน",
            "พฤศิจกายน",
            "พฤษศจิกายน",
            "novemeber",
            "novermber",
        ],
    ),
    (
        12,
        &[
            "ธันวาคน",
            "ธันวคม",
            "ธนวาคม",
            "ธันวาม",
            "ธันวาตม",
            "ธันวาค",
            "ทันวาคม",
            "ธันวาคมม",
            "ธัรวาคม",
            "ธันวาาคม",
            "decemeber",
            "desember",
        ],
    ),
];

/// The longest word that is compared with the names, in characters.
const WORD_MAX: usize = 20;
/// The shortest. Shorter words are near too many names.
const WORD_MIN: usize = 5;
/// The most mistakes in a word that is near a name.
const MISTAKES: usize = 2;

/// The month that an unlisted word means: the only one whose name is at most two mistakes away, where every other name is
/// at least two mistakes further away.
pub(super) fn near(word: &str) -> Option<u8> {
    let word: Vec<char> = word.chars().take(WORD_MAX + 1).collect();
    if !(WORD_MIN..=WORD_MAX).contains(&word.len()) {
        return None;
    }
    let distance = |name: &str| {
        let name: Vec<char> = name.chars().flat_map(char::to_lowercase).collect();
        text::edit_distance(&word, &name)
    };
    let mut ranked: Vec<(usize, u8)> = (1..=12)
        .map(|month| {
            let thai = distance(month_name::thai(month));
            (thai.min(distance(month_name::english(month))), month)
        })
        .collect();
    ranked.sort_unstable();
    match ranked.as_slice() {
        [(best, month), (second, _), ..] if *best <= MISTAKES && *second >= best + 2 => Some(*month),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn distance(one: &str, other: &str) -> usize {
        let chars = |text: &str| text.to_lowercase().chars().collect::<Vec<_>>();
        text::edit_distance(&chars(one), &chars(other))
    }

    #[test]
    fn a_listed_misspelling_is_nearest_to_its_month() {
        for (month, words) in LISTED {
            for word in words {
                let to =
                    |number| distance(word, month_name::thai(number)).min(distance(word, month_name::english(number)));
                for other in (1..=12).filter(|other| *other != month) {
                    assert!(to(month) < to(other), "{word} is as near to month {other}");
                }
            }
        }
    }

    #[test]
    fn a_word_that_is_near_two_months_or_none_is_not_corrected() {
        for word in ["มกนาคม", "juny", "juli", "มรคม", "มีนายน", "ยายน", "คม", "กันถุนายน", ""]
        {
            assert_eq!(near(word), None, "{word}");
        }
        assert_eq!(near("พฤศจิกกายนน"), Some(11));
        assert_eq!(near("กรกฎษาคม"), Some(7));
        assert_eq!(near(&"ก".repeat(100_000)), None);
    }
}
