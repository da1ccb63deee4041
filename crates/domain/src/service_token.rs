//! Service tokens: with one, a script acts for a person, in one organization and with a part of the person's rights.

use jiff::{SignedDuration, Timestamp};

use crate::access::{Action, TokenActions, TokenScope};
use crate::id::{OrganizationId, ServiceTokenId, UserId};
use crate::violation::Checker;

/// The maximum number of tokens that a person has at a time, in all organizations. Ended and replaced ones do not count; with
/// the replaced ones that are still valid, a person has at most twice as many. The problem `too-many-service-tokens` and
/// docs/accounts.md name it.
pub const TOKENS_MAX: usize = 20;
/// The maximum length of a name, in characters. The database has the same limit.
const NAME_MAX: usize = 100;
/// The longest validity, in days. The database has the same limit.
const DAYS_MAX: u16 = 365;
/// The validity of a token whose maker states none, in days.
const DAYS: u16 = 90;
/// The longest time for which a replaced token stays valid, in hours.
const OVERLAP_HOURS_MAX: u16 = 7 * 24;
/// The time for which a replaced token stays valid if none is stated, in hours.
const OVERLAP_HOURS: u16 = 24;
/// How old the recorded last use may be before it is recorded again.
const USE_RECORDED_EVERY: SignedDuration = SignedDuration::from_hours(1);

/// A service token. Its secret is not stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ServiceToken {
    /// The id.
    pub id: ServiceTokenId,
    /// The person for whom it acts.
    pub user_id: UserId,
    /// The name that the person gave it.
    pub name: String,
    /// What it may do, as far as the person has the right.
    pub scope: TokenScope,
    /// When it was made, in UTC.
    pub created_at: Timestamp,
    /// When it expires, in UTC.
    pub expires_at: Timestamp,
    /// When it was used last, in UTC; up to an hour earlier than the true time.
    pub last_used_at: Option<Timestamp>,
    /// Who revoked it, and when.
    pub revoked: Option<Revocation>,
    /// The token that replaces it.
    pub replaced_by: Option<ServiceTokenId>,
}

/// The end of a token before its time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Revocation {
    /// When, in UTC.
    pub at: Timestamp,
    /// By whom; `None` for the operator of the host, and when somebody set the password of the person with a token.
    pub by: Option<UserId>,
}

/// A service token that a request used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UsedToken {
    /// The id.
    pub id: ServiceTokenId,
    /// The name.
    pub name: String,
    /// What it may do.
    pub scope: TokenScope,
}

impl ServiceToken {
    /// Whether it is valid at a moment.
    pub fn is_valid(&self, now: Timestamp) -> bool {
        self.revoked.is_none() && now < self.expires_at
    }
}

/// Whether a use is to be recorded. A record at each request would make every read a change.
pub fn is_use_to_be_recorded(last_used_at: Option<Timestamp>, now: Timestamp) -> bool {
    last_used_at.is_none_or(|last| now.duration_since(last) >= USE_RECORDED_EVERY)
}

/// A service token as requested, not yet checked.
#[derive(Clone, Debug)]
pub struct ServiceTokenInput {
    /// The name.
    pub name: String,
    /// The organization.
    pub organization_id: OrganizationId,
    /// The names of the actions.
    pub actions: Vec<String>,
    /// The validity, in days.
    pub expires_in_days: Option<u16>,
}

/// A service token to make, whose input was checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CheckedToken {
    /// The name.
    pub name: String,
    /// What it may do.
    pub scope: TokenScope,
    /// The time from the making to the expiry.
    pub lifetime: SignedDuration,
}

impl ServiceTokenInput {
    /// Checks everything except the rights of the person; `None` when something was refused.
    pub fn check(&self, checker: &mut Checker) -> Option<CheckedToken> {
        let name = checker.line("name", &self.name, NAME_MAX);
        let actions = check_actions(&self.actions, checker);
        let lifetime = check_lifetime(self.expires_in_days, checker);
        Some(CheckedToken {
            name: name?,
            scope: TokenScope {
                organization_id: self.organization_id,
                actions: actions?,
            },
            lifetime: lifetime?,
        })
    }
}

/// A rotation as requested, not yet checked.
#[derive(Clone, Copy, Debug, Default)]
pub struct RotationInput {
    /// The validity of the new token, in days.
    pub expires_in_days: Option<u16>,
    /// How long the old token stays valid, in hours.
    pub overlap_hours: Option<u16>,
}

/// A rotation whose input was checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CheckedRotation {
    /// The time from the making of the new token to its expiry.
    pub lifetime: SignedDuration,
    /// How long the old token stays valid; zero if it ends at once.
    pub overlap: SignedDuration,
}

impl RotationInput {
    /// Checks the times; `None` when something was refused.
    pub fn check(self, checker: &mut Checker) -> Option<CheckedRotation> {
        let lifetime = check_lifetime(self.expires_in_days, checker);
        let hours = self.overlap_hours.unwrap_or(OVERLAP_HOURS);
        let overlap = check_range("overlap_hours", hours, (0, OVERLAP_HOURS_MAX), checker);
        Some(CheckedRotation {
            lifetime: lifetime?,
            overlap: SignedDuration::from_hours(i64::from(overlap?)),
        })
    }
}

fn check_actions(names: &[String], checker: &mut Checker) -> Option<TokenActions> {
    if !checker.limit_length("actions", names.len(), Action::ALL.len()) {
        return None;
    }
    let grantable = TokenActions::GRANTABLE.map(Action::as_str).join(", ");
    checker.at("actions", |at| {
        if names.is_empty() {
            let (thai, english) = ("ต้องระบุอย่างน้อยหนึ่งรายการ", "name at least one action");
            at.refuse_with("required", thai, english, Some(grantable.clone()));
            return None;
        }
        let read = |(index, name): (usize, &String)| {
            let action = TokenActions::GRANTABLE
                .into_iter()
                .find(|action| action.as_str() == name);
            if action.is_none() {
                at.at(index, |at| refuse_action(name, &grantable, at));
            }
            action
        };
        // Every name is read, so that each wrong one is reported.
        let actions: Vec<Option<Action>> = names.iter().enumerate().map(read).collect();
        let actions: Option<Vec<Action>> = actions.into_iter().collect();
        actions.map(|actions| TokenActions::of(&actions))
    })
}

fn refuse_action(name: &str, grantable: &str, at: &mut Checker) {
    let suggestion = Some(grantable.to_owned());
    if Action::ALL.iter().any(|action| action.as_str() == name) {
        at.refuse_with(
            "not-for-service-tokens",
            "โทเคนสำหรับโปรแกรมไม่มีสิทธิ์นี้ ผู้ใช้ต้องเข้าสู่ระบบและทำรายการเอง",
            "a service token never has this right; the person must log in to do this",
            suggestion,
        );
    } else {
        at.refuse_with("unknown-action", "ไม่มีสิทธิ์ชื่อนี้", "there is no such action", suggestion);
    }
}

fn check_lifetime(days: Option<u16>, checker: &mut Checker) -> Option<SignedDuration> {
    let days = check_range("expires_in_days", days.unwrap_or(DAYS), (1, DAYS_MAX), checker)?;
    Some(SignedDuration::from_hours(i64::from(days) * 24))
}

fn check_range(field: &str, number: u16, (least, most): (u16, u16), checker: &mut Checker) -> Option<u16> {
    if (least..=most).contains(&number) {
        return Some(number);
    }
    checker.at(field, |at| {
        at.refuse_with(
            "out-of-range",
            format!("ต้องเป็นจำนวนเต็มตั้งแต่ {least} ถึง {most}"),
            format!("must be a whole number from {least} to {most}"),
            Some(number.clamp(least, most).to_string()),
        );
    });
    None
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    fn input(actions: &[&str], days: Option<u16>) -> ServiceTokenInput {
        ServiceTokenInput {
            name: " นำเข้าจากระบบสารบรรณ ".to_owned(),
            organization_id: OrganizationId::new(Uuid::from_u128(1)),
            actions: actions.iter().map(|&name| name.to_owned()).collect(),
            expires_in_days: days,
        }
    }

    fn refusals(input: &ServiceTokenInput) -> Vec<(String, String)> {
        let mut checker = Checker::new();
        let checked = input.check(&mut checker);
        let violations = checker.finish(checked).expect_err("it is refused");
        violations.into_iter().map(|one| (one.pointer, one.code)).collect()
    }

    fn refused(pointer: &str, code: &str) -> Vec<(String, String)> {
        vec![(pointer.to_owned(), code.to_owned())]
    }

    #[test]
    fn a_token_lives_for_ninety_days_unless_another_time_is_stated() {
        let lifetime = |days| input(&["draft"], days).check(&mut Checker::new()).unwrap().lifetime;
        assert_eq!(lifetime(None), SignedDuration::from_hours(90 * 24));
        assert_eq!(lifetime(Some(365)), SignedDuration::from_hours(365 * 24));
        for days in [0, 366, u16::MAX] {
            let refusals = refusals(&input(&["draft"], Some(days)));
            assert_eq!(refusals, refused("/expires_in_days", "out-of-range"), "{days}");
        }
    }

    #[test]
    fn rights_that_no_token_has_are_refused_each_at_its_place() {
        for action in Action::ALL {
            let asked = input(&["draft", action.as_str()], None);
            if TokenActions::GRANTABLE.contains(&action) {
                assert!(asked.check(&mut Checker::new()).is_some(), "{action:?}");
            } else {
                assert_eq!(refusals(&asked), refused("/actions/1", "not-for-service-tokens"));
            }
        }
        assert_eq!(
            refusals(&input(&["fly"], None)),
            refused("/actions/0", "unknown-action")
        );
        assert_eq!(refusals(&input(&[], None)), refused("/actions", "required"));
    }

    #[test]
    fn a_rotation_overlaps_for_a_day_unless_another_time_is_stated() {
        let overlap = |overlap_hours| {
            let input = RotationInput {
                overlap_hours,
                ..RotationInput::default()
            };
            input.check(&mut Checker::new()).map(|checked| checked.overlap)
        };
        assert_eq!(overlap(None), Some(SignedDuration::from_hours(24)));
        assert_eq!(overlap(Some(0)), Some(SignedDuration::ZERO));
        assert_eq!(overlap(Some(168)), Some(SignedDuration::from_hours(168)));
        assert_eq!(overlap(Some(169)), None);
    }

    #[test]
    fn a_use_is_recorded_once_an_hour() {
        let at = |second| Timestamp::from_second(second).unwrap();
        assert!(is_use_to_be_recorded(None, at(0)));
        assert!(!is_use_to_be_recorded(Some(at(0)), at(3_599)));
        assert!(is_use_to_be_recorded(Some(at(0)), at(3_600)));
    }
}
