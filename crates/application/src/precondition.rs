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

    /// Checks the precondition of an act that vouches for what its sender has read, such as an approval.
    ///
    /// # Errors
    /// [`Error::PreconditionRequired`] if it allows any revision, [`Error::Stale`] if the present revision does not
    /// match.
    pub fn check_read(&self, current: i64) -> Result<(), Error> {
        match self {
            Self::Any => Err(Error::PreconditionRequired),
            Self::Revisions(_) => self.check(current),
        }
    }
}

/// The condition of a PUT, which creates a resource or replaces it as a whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PutCondition {
    /// The client gave no condition. The PUT may only create.
    Absent,
    /// The PUT may only create.
    MustBeNew,
    /// The PUT may only replace, if the precondition matches.
    Replaces(Precondition),
}

impl PutCondition {
    /// Checks the condition against the present revision; `None` if the resource does not exist.
    ///
    /// # Errors
    /// If the resource exists: [`Error::PreconditionRequired`] without a condition, [`Error::Stale`] if the condition
    /// does not match. [`Error::NotFound`] if there is nothing to replace.
    pub(crate) fn check(&self, current: Option<i64>) -> Result<(), Error> {
        match (self, current) {
            (Self::Replaces(precondition), Some(current)) => precondition.check(current),
            (Self::MustBeNew, Some(current)) => Err(Error::Stale { current }),
            (Self::Absent, Some(_)) => Err(Error::PreconditionRequired),
            (Self::Replaces(_), None) => Err(Error::NotFound),
            (Self::MustBeNew | Self::Absent, None) => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_present_revision_will_do() {
        assert!(Precondition::Any.check(7).is_ok());
        assert!(matches!(
            Precondition::Any.check_read(7),
            Err(Error::PreconditionRequired)
        ));
        assert!(Precondition::Revisions(vec![7]).check_read(7).is_ok());
        assert!(Precondition::Revisions(vec![6, 7]).check(7).is_ok());
        for seen in [vec![], vec![6], vec![8, 9]] {
            assert!(matches!(
                Precondition::Revisions(seen).check(7),
                Err(Error::Stale { current: 7 })
            ));
        }
    }

    #[test]
    fn a_put_creates_or_replaces() {
        let replaces = PutCondition::Replaces(Precondition::Revisions(vec![7]));
        assert!(replaces.check(Some(7)).is_ok());
        assert!(matches!(replaces.check(Some(8)), Err(Error::Stale { current: 8 })));
        assert!(matches!(replaces.check(None), Err(Error::NotFound)));
        assert!(PutCondition::MustBeNew.check(None).is_ok());
        assert!(matches!(
            PutCondition::MustBeNew.check(Some(7)),
            Err(Error::Stale { current: 7 })
        ));
        assert!(PutCondition::Absent.check(None).is_ok());
        assert!(matches!(
            PutCondition::Absent.check(Some(7)),
            Err(Error::PreconditionRequired)
        ));
    }
}
