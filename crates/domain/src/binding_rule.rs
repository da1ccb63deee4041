//! Rules of the review that an organization or a province has made binding: a document with a warning of such a rule is
//! neither submitted nor approved nor published. One person binds a rule. Two release it, because a release weakens what was
//! agreed.

use jiff::Timestamp;

use crate::doubt::Doubt;
use crate::geography::ProvinceCode;
use crate::id::{OrganizationId, UserId};
use crate::setting::{NotAccepted, PROPOSAL_LIFETIME};

/// For whom a rule is binding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BindingScope {
    /// One organization.
    Organization(OrganizationId),
    /// Every organization of a province.
    Province(ProvinceCode),
}

/// A rule that is binding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BindingRule {
    /// For whom.
    pub scope: BindingScope,
    /// The code of the rule.
    pub rule: String,
    /// The person who bound it.
    pub bound_by: UserId,
    /// When, in UTC.
    pub bound_at: Timestamp,
    /// The proposal to release it, also if it has expired.
    pub release: Option<ProposedRelease>,
}

/// A proposal to release a binding rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ProposedRelease {
    /// The person who proposed it.
    pub by: UserId,
    /// When, in UTC.
    pub at: Timestamp,
}

impl ProposedRelease {
    /// When the proposal expires, in UTC.
    pub fn expires_at(self) -> Timestamp {
        self.at.saturating_add(PROPOSAL_LIFETIME).unwrap_or(Timestamp::MAX)
    }
}

impl BindingRule {
    /// The proposal to release it, if it has not expired.
    pub fn open_release(&self, now: Timestamp) -> Option<ProposedRelease> {
        self.release.filter(|proposed| now < proposed.expires_at())
    }

    /// The proposal after somebody proposed the release. One that is open stays that of its author.
    pub fn proposed(&self, by: UserId, now: Timestamp) -> ProposedRelease {
        self.open_release(now).unwrap_or(ProposedRelease { by, at: now })
    }

    /// Checks that somebody may release it now: another person proposed it.
    ///
    /// # Errors
    /// [`NotAccepted`].
    pub fn check_release(&self, by: UserId, now: Timestamp) -> Result<ProposedRelease, NotAccepted> {
        let proposed = self.release.ok_or(NotAccepted::NotProposed)?;
        if self.open_release(now).is_none() {
            return Err(NotAccepted::Expired);
        }
        if proposed.by == by {
            return Err(NotAccepted::SamePerson);
        }
        Ok(proposed)
    }
}

/// The warnings whose rules are binding. `binding` has the rules that bind the organization of the document; scopes are not
/// compared here.
pub fn broken<'a>(binding: &[BindingRule], warnings: &'a [Doubt]) -> Vec<&'a Doubt> {
    let is_binding = |warning: &&Doubt| binding.iter().any(|one| one.rule == warning.code);
    warnings.iter().filter(is_binding).collect()
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    const ONE: UserId = UserId::new(Uuid::from_u128(1));
    const OTHER: UserId = UserId::new(Uuid::from_u128(2));
    const NOW: Timestamp = Timestamp::UNIX_EPOCH;

    fn bound(release: Option<ProposedRelease>) -> BindingRule {
        BindingRule {
            scope: BindingScope::Organization(OrganizationId::new(Uuid::from_u128(3))),
            rule: "result-without-evidence".to_owned(),
            bound_by: ONE,
            bound_at: NOW,
            release,
        }
    }

    #[test]
    fn two_people_release_a_rule() {
        assert_eq!(bound(None).check_release(OTHER, NOW), Err(NotAccepted::NotProposed));
        let proposed = bound(None).proposed(ONE, NOW);
        let rule = bound(Some(proposed));
        assert_eq!(rule.check_release(ONE, NOW), Err(NotAccepted::SamePerson));
        assert_eq!(rule.check_release(OTHER, NOW), Ok(proposed));
        // Another proposal does not make the first author the second person.
        assert_eq!(rule.proposed(OTHER, NOW), proposed);
    }

    #[test]
    fn a_proposal_expires_and_then_belongs_to_its_new_author() {
        let rule = bound(Some(ProposedRelease { by: ONE, at: NOW }));
        let end = NOW.checked_add(PROPOSAL_LIFETIME).unwrap();
        assert_eq!(rule.check_release(OTHER, end), Err(NotAccepted::Expired));
        assert_eq!(rule.open_release(end), None);
        assert_eq!(rule.proposed(OTHER, end), ProposedRelease { by: OTHER, at: end });
    }
}
