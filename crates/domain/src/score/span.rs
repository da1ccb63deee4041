use crate::catalogue::Score;

/// The number of hundredths of 100 %.
pub(super) const FULL: i64 = 10_000;

/// The largest difference that still counts as equal, in hundredths: each of the points is rounded.
const TOLERANCE: i64 = 2;

/// The lowest and the highest value that a figure can have, in hundredths.
#[derive(Clone, Copy)]
pub(super) struct Span {
    pub(super) low: i64,
    pub(super) high: i64,
}

impl Span {
    pub(super) const ANY: Self = Self { low: 0, high: FULL };

    pub(super) const fn of(score: Score) -> Self {
        let hundredths = score.hundredths() as i64;
        Self {
            low: hundredths,
            high: hundredths,
        }
    }

    /// Whether a value can be in both, within the tolerance.
    pub(super) const fn meets(self, other: Self) -> bool {
        self.low <= other.high + TOLERANCE && other.low <= self.high + TOLERANCE
    }

    /// Whether it is one value.
    pub(super) const fn is_known(self) -> bool {
        self.low == self.high
    }
}
