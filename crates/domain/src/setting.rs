//! The settings of an organization. One value of each is the weaker one: it weakens a rule or shows more. Two people choose
//! the weaker value: one proposes it and another accepts it. One person alone can choose the stricter value.

use jiff::{SignedDuration, Timestamp};
use serde::Serialize;

use crate::id::UserId;
use crate::named::named_enum;

named_enum! {
    /// A setting of an organization.
    pub enum Setting {
        /// Invitations to the internal survey are public.
        PublishesInternalSurveys = "publishes_internal_surveys",
        /// A person may, with a reason, approve their own draft (for an organization with few people).
        AllowsFourEyesOverride = "allows_four_eyes_override",
        /// People approve and publish only if they have a second factor.
        RequiresSecondFactor = "requires_second_factor",
    }
}

impl Setting {
    /// The weaker value, which two people choose.
    pub const fn weaker(self) -> bool {
        match self {
            Self::PublishesInternalSurveys | Self::AllowsFourEyesOverride => true,
            Self::RequiresSecondFactor => false,
        }
    }
}

/// The settings of an organization that are in force.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Settings {
    /// See [`Setting::PublishesInternalSurveys`].
    pub publishes_internal_surveys: bool,
    /// See [`Setting::AllowsFourEyesOverride`].
    pub allows_four_eyes_override: bool,
    /// See [`Setting::RequiresSecondFactor`].
    pub requires_second_factor: bool,
}

impl Settings {
    /// Whether a setting is on.
    pub const fn is_on(self, setting: Setting) -> bool {
        match setting {
            Setting::PublishesInternalSurveys => self.publishes_internal_surveys,
            Setting::AllowsFourEyesOverride => self.allows_four_eyes_override,
            Setting::RequiresSecondFactor => self.requires_second_factor,
        }
    }

    /// Whether a setting has its weaker value.
    const fn is_weak(self, setting: Setting) -> bool {
        self.is_on(setting) == setting.weaker()
    }

    const fn set(&mut self, setting: Setting, is_on: bool) {
        match setting {
            Setting::PublishesInternalSurveys => self.publishes_internal_surveys = is_on,
            Setting::AllowsFourEyesOverride => self.allows_four_eyes_override = is_on,
            Setting::RequiresSecondFactor => self.requires_second_factor = is_on,
        }
    }
}

/// The people who chose the weaker value of a setting. While only the first is known, it is proposed and not in force. Both
/// are unknown for a setting that was switched on before version 0.3.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Consent {
    /// The person who proposed it.
    pub proposed_by: Option<UserId>,
    /// When, in UTC.
    pub proposed_at: Option<Timestamp>,
    /// The other person who accepted it.
    pub accepted_by: Option<UserId>,
}

/// How long the proposal of a setting or template waits for another person.
pub const PROPOSAL_LIFETIME: SignedDuration = SignedDuration::from_hours(14 * 24);

impl Consent {
    /// When the proposal expires, in UTC.
    pub fn expires_at(self) -> Option<Timestamp> {
        let at = self.proposed_at?;
        Some(at.saturating_add(PROPOSAL_LIFETIME).unwrap_or(Timestamp::MAX))
    }

    fn has_expired(self, now: Timestamp) -> bool {
        self.expires_at().is_none_or(|end| end <= now)
    }
}

/// The consents to the settings of an organization.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Consents {
    /// To [`Setting::PublishesInternalSurveys`].
    pub publishes_internal_surveys: Consent,
    /// To [`Setting::AllowsFourEyesOverride`].
    pub allows_four_eyes_override: Consent,
    /// To the end of [`Setting::RequiresSecondFactor`].
    pub requires_second_factor: Consent,
}

/// The reason why a setting is not accepted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotAccepted {
    /// Nobody proposed it, or it is in force already.
    #[error("the setting is not proposed")]
    NotProposed,
    /// It was proposed too long ago.
    #[error("the proposal of the setting has expired")]
    Expired,
    /// The person who proposed it does not accept it.
    #[error("another person must accept the setting")]
    SamePerson,
}

impl Consents {
    /// The consent to a setting.
    pub const fn of(&self, setting: Setting) -> Consent {
        match setting {
            Setting::PublishesInternalSurveys => self.publishes_internal_surveys,
            Setting::AllowsFourEyesOverride => self.allows_four_eyes_override,
            Setting::RequiresSecondFactor => self.requires_second_factor,
        }
    }

    const fn set(&mut self, setting: Setting, consent: Consent) {
        match setting {
            Setting::PublishesInternalSurveys => self.publishes_internal_surveys = consent,
            Setting::AllowsFourEyesOverride => self.allows_four_eyes_override = consent,
            Setting::RequiresSecondFactor => self.requires_second_factor = consent,
        }
    }

    /// Who proposed the weaker value of a setting that has the stricter one, also if the proposal has expired.
    pub fn proposal(&self, in_force: Settings, setting: Setting) -> Option<UserId> {
        self.of(setting).proposed_by.filter(|_| !in_force.is_weak(setting))
    }

    /// As [`Self::proposal`], if the proposal has not expired.
    pub fn open_proposal(&self, in_force: Settings, setting: Setting, now: Timestamp) -> Option<UserId> {
        self.proposal(in_force, setting)
            .filter(|_| !self.of(setting).has_expired(now))
    }

    /// The settings in force, with the weaker values that are proposed.
    pub fn wanted(&self, in_force: Settings, now: Timestamp) -> Settings {
        let mut wanted = in_force;
        for setting in Setting::ALL {
            if self.open_proposal(in_force, setting, now).is_some() {
                wanted.set(setting, setting.weaker());
            }
        }
        wanted
    }

    /// Takes over the settings that a person wants. A weaker value becomes a proposal of this person, unless somebody has
    /// proposed it and the proposal has not expired. A stricter value is in force at once, and a proposal of the weaker one
    /// ends.
    pub fn propose(&mut self, in_force: &mut Settings, wanted: Settings, by: UserId, now: Timestamp) {
        for setting in Setting::ALL {
            if !wanted.is_weak(setting) {
                in_force.set(setting, !setting.weaker());
                self.set(setting, Consent::default());
            } else if !in_force.is_weak(setting) && self.open_proposal(*in_force, setting, now).is_none() {
                let proposal = Consent {
                    proposed_by: Some(by),
                    proposed_at: Some(now),
                    accepted_by: None,
                };
                self.set(setting, proposal);
            }
        }
    }

    /// Puts a proposed value in force.
    ///
    /// # Errors
    /// [`NotAccepted`].
    pub fn accept(
        &mut self,
        in_force: &mut Settings,
        setting: Setting,
        by: UserId,
        now: Timestamp,
    ) -> Result<(), NotAccepted> {
        let proposed_by = self.proposal(*in_force, setting).ok_or(NotAccepted::NotProposed)?;
        if self.of(setting).has_expired(now) {
            return Err(NotAccepted::Expired);
        }
        if proposed_by == by {
            return Err(NotAccepted::SamePerson);
        }
        let consent = Consent {
            accepted_by: Some(by),
            ..self.of(setting)
        };
        self.set(setting, consent);
        in_force.set(setting, setting.weaker());
        Ok(())
    }
}

#[cfg(test)]
mod tests;
