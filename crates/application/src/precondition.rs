use crate::Error;

/// What a change was based on: the revisions that the sender has seen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Precondition {
    /// Any revision will do.
    Any,
    /// One of these; none of them when the list is empty.
    Revisions(Vec<i64>),
}

impl Precondition {
    /// Checks it against the present revision.
    ///
    /// # Errors
    /// [`Error::Stale`] when the present revision is another one.
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
