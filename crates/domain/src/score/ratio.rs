//! Exact fractions of scores. Means of means do not end after two decimals.

use crate::catalogue::Score;

/// A fraction of hundredths of a point: `numerator / denominator` hundredths, in lowest terms. It is not negative.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ratio {
    numerator: u128,
    denominator: u128,
}

impl From<Score> for Ratio {
    fn from(score: Score) -> Self {
        Self {
            numerator: u128::from(score.hundredths()),
            denominator: 1,
        }
    }
}

impl Ratio {
    /// 0.
    pub(super) const ZERO: Self = Self {
        numerator: 0,
        denominator: 1,
    };

    /// The fraction in lowest terms; `None` for a denominator of 0.
    fn new(numerator: u128, denominator: u128) -> Option<Self> {
        let common = greatest_common_divisor(numerator, denominator);
        Some(Self {
            numerator: numerator.checked_div(common)?,
            denominator: denominator.checked_div(common).filter(|it| *it > 0)?,
        })
    }

    /// The sum; `None` when it does not fit.
    pub(super) fn plus(self, other: Self) -> Option<Self> {
        let common = greatest_common_divisor(self.denominator, other.denominator);
        let (left, right) = (other.denominator / common, self.denominator / common);
        let numerator = self
            .numerator
            .checked_mul(left)?
            .checked_add(other.numerator.checked_mul(right)?)?;
        Self::new(numerator, self.denominator.checked_mul(left)?)
    }

    /// The product with a whole number; `None` when it does not fit.
    pub(super) fn times(self, factor: u32) -> Option<Self> {
        Self::new(self.numerator.checked_mul(u128::from(factor))?, self.denominator)
    }

    /// The quotient by a whole number; `None` by 0, and when it does not fit.
    pub(super) fn divided_by(self, divisor: u32) -> Option<Self> {
        Self::new(self.numerator, self.denominator.checked_mul(u128::from(divisor))?)
    }

    /// The numerator of the fraction of hundredths.
    pub const fn numerator(self) -> u128 {
        self.numerator
    }

    /// The denominator of the fraction of hundredths; at least 1.
    pub const fn denominator(self) -> u128 {
        self.denominator
    }

    /// The score with two decimals, rounded half up: 84.105 is 84.11.
    pub fn rounded(self) -> Score {
        let whole = self.numerator / self.denominator;
        let rest = self.numerator % self.denominator;
        let up = rest >= self.denominator - rest;
        u16::try_from(whole + u128::from(up))
            .ok()
            .and_then(Score::from_hundredths)
            .unwrap_or(Score::FULL)
    }

    /// Whether a score differs from this by more than `hundredths` of a point.
    pub(super) fn differs_by_more_than(self, hundredths: u16, score: Score) -> bool {
        let stated = u128::from(score.hundredths()).checked_mul(self.denominator);
        let allowed = u128::from(hundredths).checked_mul(self.denominator);
        match stated.zip(allowed) {
            Some((stated, allowed)) => self.numerator.abs_diff(stated) > allowed,
            // The numerator is at most 10000 times the denominator, so this does not happen to scores.
            None => false,
        }
    }
}

const fn greatest_common_divisor(mut left: u128, mut right: u128) -> u128 {
    while right != 0 {
        (left, right) = (right, left % right);
    }
    left
}

/// The mean of fractions; `None` for none of them, and when it does not fit.
pub(super) fn mean(parts: impl IntoIterator<Item = Ratio>) -> Option<Ratio> {
    let mut sum = Ratio::ZERO;
    let mut count: u32 = 0;
    for part in parts {
        sum = sum.plus(part)?;
        count = count.checked_add(1)?;
    }
    sum.divided_by(count)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn ratio(numerator: u128, denominator: u128) -> Ratio {
        Ratio::new(numerator, denominator).unwrap()
    }

    #[test]
    fn half_a_hundredth_is_rounded_up() {
        for (numerator, denominator, rounded) in
            [(16_821, 2, 8_411), (16_819, 2, 8_410), (1, 2, 1), (1, 3, 0), (2, 3, 1)]
        {
            assert_eq!(ratio(numerator, denominator).rounded().hundredths(), rounded);
        }
        assert_eq!(ratio(u128::MAX, 1).rounded(), Score::FULL);
    }

    #[test]
    fn the_mean_of_nothing_and_a_sum_that_is_too_large_are_unknown() {
        assert_eq!(mean([]), None);
        assert_eq!(ratio(u128::MAX, 1).plus(ratio(1, 1)), None);
        assert_eq!(ratio(1, u128::MAX).divided_by(2), None);
        assert_eq!(Ratio::ZERO.divided_by(0), None);
    }

    proptest! {
        #[test]
        fn a_mean_is_the_one_over_a_common_denominator(parts in prop::collection::vec((0_u128..10_000, 1_u128..50), 1..20)) {
            let ratios = parts.iter().map(|(numerator, denominator)| ratio(*numerator, *denominator));
            let found = mean(ratios).unwrap();
            // 1 to 49 all divide it.
            let common: u128 = (1..50).fold(1, |common, next| common / greatest_common_divisor(common, next) * next);
            let sum: u128 = parts.iter().map(|(numerator, denominator)| numerator * (common / denominator)).sum();
            prop_assert_eq!(found, ratio(sum, common * parts.len() as u128));
        }
    }
}
