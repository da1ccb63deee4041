use std::collections::BTreeMap;

use crate::catalogue::{Catalogue, IndicatorCode};
use crate::score::item_code::ItemCode;
use crate::text::fold;

/// What a score in a table belongs to.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Target {
    Total,
    Iit,
    Eit,
    EitPart1,
    EitPart2,
    Oit,
    Level,
    Indicator(IndicatorCode),
    SubIndicator(String),
    Item(ItemCode),
}

/// Names that are the same in every year.
const FIXED: [(Target, &[&str]); 7] = [
    (
        Target::Total,
        &[
            "total",
            "รวม",
            "คะแนนรวม",
            "ผลคะแนนรวม",
            "คะแนนเฉลี่ยรวม",
            "คะแนน ITA",
            "คะแนนรวมถ่วงน้ำหนัก",
        ],
    ),
    (
        Target::Iit,
        &[
            "iit",
            "คะแนน IIT",
            "แบบวัด IIT",
            "แบบวัดการรับรู้ของผู้มีส่วนได้ส่วนเสียภายใน",
            "แบบวัดการรับรู้ของผู้มีส่วนได้ส่วนเสียภายใน (IIT)",
        ],
    ),
    (
        Target::Eit,
        &[
            "eit",
            "คะแนน EIT",
            "แบบวัด EIT",
            "แบบวัดการรับรู้ของผู้มีส่วนได้ส่วนเสียภายนอก",
            "แบบวัดการรับรู้ของผู้มีส่วนได้ส่วนเสียภายนอก (EIT)",
        ],
    ),
    (
        Target::EitPart1,
        &[
            "eit_part_1",
            "eit part 1",
            "eit ส่วนที่ 1",
            "EIT Public",
            "คะแนน EIT ส่วนที่ 1",
        ],
    ),
    (
        Target::EitPart2,
        &[
            "eit_part_2",
            "eit part 2",
            "eit ส่วนที่ 2",
            "EIT Survey",
            "คะแนน EIT ส่วนที่ 2",
        ],
    ),
    (
        Target::Oit,
        &[
            "oit",
            "คะแนน OIT",
            "แบบวัด OIT",
            "แบบวัดการเปิดเผยข้อมูลสาธารณะ",
            "แบบวัดการเปิดเผยข้อมูลสาธารณะ (OIT)",
        ],
    ),
    (
        Target::Level,
        &[
            "level",
            "published_level",
            "ระดับ",
            "ระดับผลการประเมิน",
            "ผลการประเมิน",
            "ระดับคะแนน",
        ],
    ),
];

/// All names of what can have a score in one year, folded.
pub(super) struct Targets(BTreeMap<String, Target>);

impl Targets {
    pub(super) fn of(catalogue: &Catalogue) -> Self {
        let mut targets = Self(BTreeMap::new());
        for (target, names) in &FIXED {
            for name in *names {
                targets.add(name, target);
            }
        }
        for indicator in &catalogue.indicators {
            let target = Target::Indicator(indicator.code);
            for name in indicator.names() {
                // Results print the code before the name.
                targets.add(&format!("{} {name}", indicator.code), &target);
                targets.add(&name, &target);
            }
        }
        for part in &catalogue.sub_indicators {
            let target = Target::SubIndicator(part.code.clone());
            for name in [&part.code, &part.name_th, &format!("{} {}", part.code, part.name_th)] {
                targets.add(name, &target);
            }
        }
        for item in &catalogue.items {
            let Ok(code) = ItemCode::parse(&item.code) else {
                continue;
            };
            for name in [&item.code, &item.title_th, &format!("{} {}", item.code, item.title_th)] {
                targets.add(name, &Target::Item(code));
            }
        }
        targets
    }

    /// Adds a name. A name that several things have belongs to the first of them.
    fn add(&mut self, name: &str, target: &Target) {
        self.0.entry(fold(name)).or_insert_with(|| target.clone());
    }

    /// The target with this name; the name is folded.
    pub(super) fn get(&self, folded: &str) -> Option<&Target> {
        self.0.get(folded).or_else(|| self.0.get(&with_official_words(folded)))
    }
}

/// A folded name with the official word for an instrument (แบบวัด) and for those who answer it, in place of others in use.
fn with_official_words(folded: &str) -> String {
    let folded = folded.replace("ผู้มีส่วนได้เสีย", "ผู้มีส่วนได้ส่วนเสีย");
    ["แบบสำรวจ", "แบบประเมิน"]
        .iter()
        .fold(folded, |name, other| name.replace(other, "แบบวัด"))
}
