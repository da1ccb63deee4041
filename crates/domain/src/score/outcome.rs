use crate::catalogue::{InstrumentCode, Level};

/// The level of scores, or the reason why they do not determine one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LevelOutcome<'a> {
    /// Every completion of the scores has this level.
    Determined(&'a Level),
    /// The level depends on what is not known.
    Undetermined {
        /// The reason.
        because: Undetermined,
        /// The levels that are still possible, best first.
        possible: Vec<&'a Level>,
    },
}

impl<'a> LevelOutcome<'a> {
    /// The level, if it is determined.
    pub const fn level(&self) -> Option<&'a Level> {
        match self {
            Self::Determined(level) => Some(level),
            Self::Undetermined { .. } => None,
        }
    }

    /// Whether a level is the determined one or still possible.
    pub fn allows(&self, level: &Level) -> bool {
        match self {
            Self::Determined(determined) => *determined == level,
            Self::Undetermined { possible, .. } => possible.contains(&level),
        }
    }
}

/// The reason why scores do not determine a level.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Undetermined {
    /// There is no score.
    NoScores,
    /// Instruments look like weighted points.
    LooksWeighted,
    /// The total is neither stated nor computed.
    TotalUnknown,
    /// The level depends on instruments that are not known.
    InstrumentsUnknown(Vec<InstrumentCode>),
    /// The level depends on the parts of EIT, of which at least one is not known. The score of EIT does not replace them,
    /// because the weights of its parts are not known.
    EitPartsUnknown,
    /// A stated figure and the one computed from its parts have different levels.
    ScoresDisagree,
}

impl Undetermined {
    /// Stable code.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NoScores => "no-scores",
            Self::LooksWeighted => "scores-look-weighted",
            Self::TotalUnknown => "total-unknown",
            Self::InstrumentsUnknown(_) => "instruments-unknown",
            Self::EitPartsUnknown => "eit-parts-unknown",
            Self::ScoresDisagree => "scores-disagree",
        }
    }

    /// The reason, in Thai.
    pub fn message_th(&self) -> String {
        match self {
            Self::NoScores => "ยังไม่มีคะแนน".to_owned(),
            Self::LooksWeighted => "คะแนนรายแบบวัดน่าจะเป็นคะแนนถ่วงน้ำหนัก จึงยังสรุประดับไม่ได้".to_owned(),
            Self::TotalUnknown => "ยังไม่ทราบคะแนนรวม".to_owned(),
            Self::InstrumentsUnknown(codes) => format!("ระดับขึ้นอยู่กับคะแนนของแบบวัด {} ซึ่งยังไม่ทราบ", join(codes)),
            Self::EitPartsUnknown => "ระดับขึ้นอยู่กับคะแนน EIT ส่วนที่ 1 และส่วนที่ 2 ซึ่งยังไม่ทราบครบ".to_owned(),
            Self::ScoresDisagree => "คะแนนที่ระบุไม่ตรงกับคะแนนที่คำนวณได้ และให้ระดับต่างกัน".to_owned(),
        }
    }

    /// The reason, in English.
    pub fn message_en(&self) -> String {
        match self {
            Self::NoScores => "no score is known".to_owned(),
            Self::LooksWeighted => "scores of instruments look like weighted points".to_owned(),
            Self::TotalUnknown => "the total is not known".to_owned(),
            Self::InstrumentsUnknown(codes) => format!("the level depends on {}, which is not known", join(codes)),
            Self::EitPartsUnknown => {
                "the level depends on the parts 1 and 2 of EIT, which are not both known".to_owned()
            }
            Self::ScoresDisagree => "the stated and the computed figures have different levels".to_owned(),
        }
    }
}

fn join(codes: &[InstrumentCode]) -> String {
    let codes: Vec<&str> = codes.iter().map(|code| code.as_str()).collect();
    codes.join(", ")
}
