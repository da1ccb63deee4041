//! The settings of an organization. One value of each is the weaker one: it weakens a rule or shows more. Two people choose
//! it: one proposes it and another accepts it. One person alone can choose the stricter one.

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
    /// The other person who accepted it.
    pub accepted_by: Option<UserId>,
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

    /// Who proposed the weaker value of a setting that has the stricter one.
    pub fn proposal(&self, in_force: Settings, setting: Setting) -> Option<UserId> {
        self.of(setting).proposed_by.filter(|_| !in_force.is_weak(setting))
    }

    /// The settings in force, with the weaker values that are proposed.
    pub fn wanted(&self, in_force: Settings) -> Settings {
        let mut wanted = in_force;
        for setting in Setting::ALL {
            if self.proposal(in_force, setting).is_some() {
                wanted.set(setting, setting.weaker());
            }
        }
        wanted
    }

    /// Takes over the settings that a person wants. A weaker value becomes a proposal of this person, unless it is one already.
    /// A stricter value is in force at once, and a proposal of the weaker one ends.
    pub fn propose(&mut self, in_force: &mut Settings, wanted: Settings, by: UserId) {
        for setting in Setting::ALL {
            if !wanted.is_weak(setting) {
                in_force.set(setting, !setting.weaker());
                self.set(setting, Consent::default());
            } else if !in_force.is_weak(setting) && self.of(setting).proposed_by.is_none() {
                let proposed_by = Some(by);
                let accepted_by = None;
                self.set(
                    setting,
                    Consent {
                        proposed_by,
                        accepted_by,
                    },
                );
            }
        }
    }

    /// Puts a proposed value in force.
    ///
    /// # Errors
    /// [`NotAccepted`].
    pub fn accept(&mut self, in_force: &mut Settings, setting: Setting, by: UserId) -> Result<(), NotAccepted> {
        let proposed_by = self.proposal(*in_force, setting).ok_or(NotAccepted::NotProposed)?;
        if proposed_by == by {
            return Err(NotAccepted::SamePerson);
        }
        let accepted_by = Some(by);
        self.set(
            setting,
            Consent {
                proposed_by: Some(proposed_by),
                accepted_by,
            },
        );
        in_force.set(setting, setting.weaker());
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    const ONE: UserId = UserId::new(Uuid::from_u128(1));
    const OTHER: UserId = UserId::new(Uuid::from_u128(2));
    const OVERRIDE: Setting = Setting::AllowsFourEyesOverride;
    const WANTED: Settings = Settings {
        publishes_internal_surveys: false,
        allows_four_eyes_override: true,
        requires_second_factor: false,
    };

    #[test]
    fn two_people_switch_a_setting_on() {
        let (mut settings, mut consents) = (Settings::default(), Consents::default());
        assert_eq!(
            consents.accept(&mut settings, OVERRIDE, OTHER),
            Err(NotAccepted::NotProposed)
        );
        consents.propose(&mut settings, WANTED, ONE);
        assert_eq!((settings, consents.wanted(settings)), (Settings::default(), WANTED));
        assert_eq!(
            consents.accept(&mut settings, OVERRIDE, ONE),
            Err(NotAccepted::SamePerson)
        );
        // The proposal stays that of the first person.
        consents.propose(&mut settings, WANTED, OTHER);
        assert_eq!(
            consents.accept(&mut settings, OVERRIDE, ONE),
            Err(NotAccepted::SamePerson)
        );
        assert_eq!(consents.accept(&mut settings, OVERRIDE, OTHER), Ok(()));
        assert_eq!(settings, WANTED);
        assert_eq!(
            consents.accept(&mut settings, OVERRIDE, OTHER),
            Err(NotAccepted::NotProposed)
        );
    }

    #[test]
    fn one_person_switches_a_setting_off_and_the_next_time_needs_two_again() {
        let (mut settings, mut consents) = (Settings::default(), Consents::default());
        consents.propose(&mut settings, WANTED, ONE);
        consents.accept(&mut settings, OVERRIDE, OTHER).unwrap();
        consents.propose(&mut settings, Settings::default(), ONE);
        assert_eq!((settings, consents), (Settings::default(), Consents::default()));
        consents.propose(&mut settings, WANTED, OTHER);
        assert_eq!(
            consents.accept(&mut settings, OVERRIDE, OTHER),
            Err(NotAccepted::SamePerson)
        );
    }

    #[test]
    fn one_person_requires_a_second_factor_and_two_end_it() {
        const STRICT: Settings = Settings {
            publishes_internal_surveys: false,
            allows_four_eyes_override: false,
            requires_second_factor: true,
        };
        let (mut settings, mut consents) = (Settings::default(), Consents::default());
        consents.propose(&mut settings, STRICT, ONE);
        assert_eq!((settings, consents), (STRICT, Consents::default()));
        consents.propose(&mut settings, Settings::default(), ONE);
        assert_eq!((settings, consents.wanted(settings)), (STRICT, Settings::default()));
        let end = Setting::RequiresSecondFactor;
        assert_eq!(consents.accept(&mut settings, end, ONE), Err(NotAccepted::SamePerson));
        assert_eq!(consents.accept(&mut settings, end, OTHER), Ok(()));
        assert_eq!(settings, Settings::default());
        // The next time needs two people again.
        consents.propose(&mut settings, STRICT, ONE);
        assert_eq!((settings, consents), (STRICT, Consents::default()));
        assert_eq!(
            consents.accept(&mut settings, end, OTHER),
            Err(NotAccepted::NotProposed)
        );
    }

    #[test]
    fn a_proposal_ends_when_it_is_no_longer_wanted() {
        let (mut settings, mut consents) = (Settings::default(), Consents::default());
        consents.propose(&mut settings, WANTED, ONE);
        consents.propose(&mut settings, Settings::default(), OTHER);
        assert_eq!(
            consents.accept(&mut settings, OVERRIDE, OTHER),
            Err(NotAccepted::NotProposed)
        );
    }
}
