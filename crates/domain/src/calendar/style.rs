//! How a date was written: its era and its form. Suggestions repeat both.

use super::ERA_OFFSET;

/// The era in which a year is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Era {
    Buddhist,
    Christian,
}

impl Era {
    /// The number that a Gregorian year has in this era.
    pub(super) fn number(self, ce: i16) -> i16 {
        match self {
            Self::Buddhist => ce + ERA_OFFSET,
            Self::Christian => ce,
        }
    }
}

/// The character between the numbers of a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Separator {
    Slash,
    Hyphen,
    Dot,
}

impl Separator {
    pub(super) fn as_char(self) -> char {
        match self {
            Self::Slash => '/',
            Self::Hyphen => '-',
            Self::Dot => '.',
        }
    }
}

/// The written form of a date or month.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Style {
    /// `2566-01-03`, `2566/01/03`
    YearFirst(Separator),
    /// `3/1/2566`, `3-1-2566`, `3.1.2566`
    DayFirst(Separator),
    /// `3 มกราคม 2566`
    Thai,
    /// `3 January 2566`
    English,
}
