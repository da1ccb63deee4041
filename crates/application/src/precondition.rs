use crate::Error;

/// The revisions that a change may be based on: those that the sender has seen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Precondition {
    /// Any revision.
    Any,
    /// One of these revisions; an empty list matches no revision.
    Revisions(Vec<i64>),
}

impl Precondition {
    /// Checks the precondition against the present revision.
    ///
    /// # Errors
    /// [`Error::Stale`] if the present revision does not match.
    pub fn check(&self, current: i64) -> Result<(), Error> {
        match self {
            Self::Any => Ok(()),
            Self::Revisions(seen) if seen.contains(&current) => Ok(()),
            Self::Revisions(_) => Err(Error::Stale { current }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_present_revision_will_do() {
        assert!(Precondition::Any.check(7).is_ok());
        assert!(Precondition::Revisions(vec![6, 7]).check(7).is_ok());
        for seen in [vec![], vec![6], vec![8, 9]] {
            assert!(matches!(
                Precondition::Revisions(seen).check(7),
                Err(Error::Stale { current: 7 })
            ));
        }
    }
}
