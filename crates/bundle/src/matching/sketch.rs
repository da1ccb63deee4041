/// Two texts are similar if they share this many thousandths of their pairs of neighbouring letters; docs/bundle.md states
/// the number.
const SIMILAR_MIN: usize = 700;
/// A text contains a shorter one if it has this many thousandths of the pairs of the shorter one.
const CONTAINED_MIN: usize = 950;
/// A shorter text, in pairs of letters, may be contained in another one by chance.
const CONTAINED_LENGTH_MIN: usize = 8;
/// Of a long text, this many letters from its beginning and from its end are compared.
const COMPARED_MAX: usize = 200;

/// The pairs of neighbouring letters of a folded text, sorted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Sketch(Box<[(char, char)]>);

impl Sketch {
    pub(super) fn new(folded: &str) -> Self {
        let length = folded.chars().count();
        let tail = length.saturating_sub(COMPARED_MAX).max(COMPARED_MAX);
        let letters = folded.chars().enumerate();
        let compared = letters.filter(|(at, _)| *at < COMPARED_MAX || *at >= tail);
        // The first letter pairs with a space, so that a text of one letter has a pair.
        let mut previous = ' ';
        let mut pairs: Vec<(char, char)> = compared
            .map(|(_, letter)| (std::mem::replace(&mut previous, letter), letter))
            .collect();
        pairs.sort_unstable();
        Self(pairs.into_boxed_slice())
    }

    /// How similar two texts are, up to 1,000; `None` if they are not similar.
    pub(super) fn similarity_if_similar(&self, other: &Self) -> Option<usize> {
        Some(self.similarity(other)).filter(|similarity| *similarity >= SIMILAR_MIN)
    }

    /// How similar two texts are, from 0 to 1,000: the share of the pairs that both have.
    pub(super) fn similarity(&self, other: &Self) -> usize {
        let both = self.0.len() + other.0.len();
        if both == 0 {
            return 1_000;
        }
        let common = self.common(other);
        let shorter = self.0.len().min(other.0.len());
        let share = 2 * common * 1_000 / both;
        if shorter >= CONTAINED_LENGTH_MIN && common * 1_000 >= CONTAINED_MIN * shorter {
            // A text that contains the other one is similar, however much longer it is.
            share.max(SIMILAR_MIN)
        } else {
            share
        }
    }

    /// The number of pairs that both have, with repetitions.
    fn common(&self, other: &Self) -> usize {
        let (mut left, mut right) = (self.0.iter().peekable(), other.0.iter().peekable());
        let mut common = 0;
        while let (Some(one), Some(two)) = (left.peek(), right.peek()) {
            match one.cmp(two) {
                std::cmp::Ordering::Less => _ = left.next(),
                std::cmp::Ordering::Greater => _ = right.next(),
                std::cmp::Ordering::Equal => {
                    common += 1;
                    _ = (left.next(), right.next());
                }
            }
        }
        common
    }
}
