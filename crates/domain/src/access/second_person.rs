//! Who may be the second person of an act that two people must share: giving a role, or confirming an account.

use crate::id::UserId;

/// Somebody who takes part in an act of two people.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Party {
    /// The operator of the host, who runs `prongsai user`. All operators count as one person.
    Operator,
    /// An administrator who has the right to manage the person in question.
    Person(UserId),
}

impl Party {
    /// The person; `None` for the operator.
    pub const fn user(self) -> Option<UserId> {
        match self {
            Self::Operator => None,
            Self::Person(id) => Some(id),
        }
    }
}

/// What one person began and a second one must confirm.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FirstStep {
    /// Who began it; `None` for the operator.
    pub by: Option<UserId>,
    /// Others who may not confirm it, although they administer: they had the account in hand before.
    pub excluded: Vec<UserId>,
    /// The person whom it is about.
    pub subject: UserId,
    /// The administrators of the organizations that it concerns who may act; empty if it concerns none.
    pub organization_admins: Vec<UserId>,
}

/// Why somebody may not confirm.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotSecond {
    /// They began it themselves, now or before, or it is about themselves.
    SamePerson,
    /// The organization has another administrator, who confirms it.
    OrganizationConfirms,
}

impl FirstStep {
    /// Checks that somebody may confirm. An administrator of the organization may, unless excluded. An administrator of the
    /// platform may if all administrators of the organization are excluded, or there is none. The operator of the host may,
    /// unless the operator began it.
    ///
    /// # Errors
    /// [`NotSecond`].
    pub fn check_second(&self, second: Party) -> Result<(), NotSecond> {
        let Party::Person(id) = second else {
            return self.by.map(|_| ()).ok_or(NotSecond::SamePerson);
        };
        if self.excludes(id) {
            return Err(NotSecond::SamePerson);
        }
        let mut others = self
            .organization_admins
            .iter()
            .filter(|admin| !self.excludes(**admin))
            .peekable();
        if others.peek().is_none() || others.any(|admin| *admin == id) {
            return Ok(());
        }
        Err(NotSecond::OrganizationConfirms)
    }

    /// Whether this person may not confirm, whatever others there are.
    fn excludes(&self, person: UserId) -> bool {
        Some(person) == self.by || person == self.subject || self.excluded.contains(&person)
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;
    use uuid::Uuid;

    use super::*;

    const fn person(number: u128) -> UserId {
        UserId::new(Uuid::from_u128(number))
    }

    const APPROVER: UserId = person(1);
    const FIRST_ADMIN: UserId = person(11);
    const SECOND_ADMIN: UserId = person(12);
    const THIRD_ADMIN: UserId = person(13);
    const PLATFORM: UserId = person(21);
    const OTHER_PLATFORM: UserId = person(22);

    fn step(by: Option<UserId>, admins: &[UserId]) -> FirstStep {
        FirstStep {
            by,
            excluded: Vec::new(),
            subject: APPROVER,
            organization_admins: admins.to_vec(),
        }
    }

    #[rstest]
    #[case::another_administrator(Some(FIRST_ADMIN), &[FIRST_ADMIN, SECOND_ADMIN], Party::Person(SECOND_ADMIN), Ok(()))]
    #[case::the_same(Some(FIRST_ADMIN), &[FIRST_ADMIN, SECOND_ADMIN], Party::Person(FIRST_ADMIN), Err(NotSecond::SamePerson))]
    #[case::the_subject(Some(FIRST_ADMIN), &[FIRST_ADMIN, APPROVER], Party::Person(APPROVER), Err(NotSecond::SamePerson))]
    #[case::the_platform_where_there_is_another(
        Some(FIRST_ADMIN), &[FIRST_ADMIN, SECOND_ADMIN], Party::Person(PLATFORM), Err(NotSecond::OrganizationConfirms))]
    #[case::the_platform_where_there_is_only_one(Some(FIRST_ADMIN), &[FIRST_ADMIN], Party::Person(PLATFORM), Ok(()))]
    #[case::the_subject_is_the_other(Some(FIRST_ADMIN), &[FIRST_ADMIN, APPROVER], Party::Person(PLATFORM), Ok(()))]
    #[case::the_platform_began(Some(PLATFORM), &[FIRST_ADMIN], Party::Person(FIRST_ADMIN), Ok(()))]
    #[case::two_of_the_platform_past_the_organization(
        Some(PLATFORM), &[FIRST_ADMIN], Party::Person(OTHER_PLATFORM), Err(NotSecond::OrganizationConfirms))]
    #[case::two_of_the_platform_where_there_is_none(Some(PLATFORM), &[], Party::Person(OTHER_PLATFORM), Ok(()))]
    #[case::one_of_the_platform(Some(PLATFORM), &[], Party::Person(PLATFORM), Err(NotSecond::SamePerson))]
    #[case::the_operator_after_an_administrator(Some(PLATFORM), &[FIRST_ADMIN], Party::Operator, Ok(()))]
    #[case::the_operator_twice(None, &[], Party::Operator, Err(NotSecond::SamePerson))]
    #[case::the_platform_after_the_operator(None, &[], Party::Person(PLATFORM), Ok(()))]
    #[case::the_organization_after_the_operator(None, &[FIRST_ADMIN], Party::Person(FIRST_ADMIN), Ok(()))]
    #[case::the_platform_past_the_organization_after_the_operator(
        None, &[FIRST_ADMIN], Party::Person(PLATFORM), Err(NotSecond::OrganizationConfirms))]
    fn another_administrator_confirms_and_the_platform_only_if_there_is_none(
        #[case] by: Option<UserId>,
        #[case] admins: &[UserId],
        #[case] second: Party,
        #[case] expected: Result<(), NotSecond>,
    ) {
        assert_eq!(step(by, admins).check_second(second), expected);
    }

    /// The second administrator began again what the first one had begun.
    #[rstest]
    #[case::the_first_of_both(&[FIRST_ADMIN, SECOND_ADMIN], Party::Person(FIRST_ADMIN), Err(NotSecond::SamePerson))]
    #[case::the_second_of_both(&[FIRST_ADMIN, SECOND_ADMIN], Party::Person(SECOND_ADMIN), Err(NotSecond::SamePerson))]
    #[case::the_platform_where_only_both_administer(
        &[FIRST_ADMIN, SECOND_ADMIN], Party::Person(PLATFORM), Ok(()))]
    #[case::the_platform_where_there_is_a_third(
        &[FIRST_ADMIN, SECOND_ADMIN, THIRD_ADMIN], Party::Person(PLATFORM), Err(NotSecond::OrganizationConfirms))]
    #[case::the_third(&[FIRST_ADMIN, SECOND_ADMIN, THIRD_ADMIN], Party::Person(THIRD_ADMIN), Ok(()))]
    #[case::the_first_who_administers_no_more(&[], Party::Person(FIRST_ADMIN), Err(NotSecond::SamePerson))]
    #[case::the_operator(&[FIRST_ADMIN, SECOND_ADMIN], Party::Operator, Ok(()))]
    fn who_had_the_account_in_hand_before_does_not_confirm(
        #[case] admins: &[UserId],
        #[case] second: Party,
        #[case] expected: Result<(), NotSecond>,
    ) {
        let begun_again = FirstStep {
            excluded: vec![FIRST_ADMIN, SECOND_ADMIN],
            ..step(Some(SECOND_ADMIN), admins)
        };
        assert_eq!(begun_again.check_second(second), expected);
    }
}
