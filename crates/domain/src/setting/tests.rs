use uuid::Uuid;

use super::*;

const ONE: UserId = UserId::new(Uuid::from_u128(1));
const OTHER: UserId = UserId::new(Uuid::from_u128(2));
const NOW: Timestamp = Timestamp::UNIX_EPOCH;
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
        consents.accept(&mut settings, OVERRIDE, OTHER, NOW),
        Err(NotAccepted::NotProposed)
    );
    consents.propose(&mut settings, WANTED, ONE, NOW);
    assert_eq!(
        (settings, consents.wanted(settings, NOW)),
        (Settings::default(), WANTED)
    );
    assert_eq!(
        consents.accept(&mut settings, OVERRIDE, ONE, NOW),
        Err(NotAccepted::SamePerson)
    );
    // The proposal stays that of the first person.
    consents.propose(&mut settings, WANTED, OTHER, NOW);
    assert_eq!(
        consents.accept(&mut settings, OVERRIDE, ONE, NOW),
        Err(NotAccepted::SamePerson)
    );
    assert_eq!(consents.accept(&mut settings, OVERRIDE, OTHER, NOW), Ok(()));
    assert_eq!(settings, WANTED);
    assert_eq!(
        consents.accept(&mut settings, OVERRIDE, OTHER, NOW),
        Err(NotAccepted::NotProposed)
    );
}

#[test]
fn one_person_switches_a_setting_off_and_the_next_time_needs_two_again() {
    let (mut settings, mut consents) = (Settings::default(), Consents::default());
    consents.propose(&mut settings, WANTED, ONE, NOW);
    consents.accept(&mut settings, OVERRIDE, OTHER, NOW).unwrap();
    consents.propose(&mut settings, Settings::default(), ONE, NOW);
    assert_eq!((settings, consents), (Settings::default(), Consents::default()));
    consents.propose(&mut settings, WANTED, OTHER, NOW);
    assert_eq!(
        consents.accept(&mut settings, OVERRIDE, OTHER, NOW),
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
    consents.propose(&mut settings, STRICT, ONE, NOW);
    assert_eq!((settings, consents), (STRICT, Consents::default()));
    consents.propose(&mut settings, Settings::default(), ONE, NOW);
    assert_eq!(
        (settings, consents.wanted(settings, NOW)),
        (STRICT, Settings::default())
    );
    let end = Setting::RequiresSecondFactor;
    assert_eq!(
        consents.accept(&mut settings, end, ONE, NOW),
        Err(NotAccepted::SamePerson)
    );
    assert_eq!(consents.accept(&mut settings, end, OTHER, NOW), Ok(()));
    assert_eq!(settings, Settings::default());
    // The next time needs two people again.
    consents.propose(&mut settings, STRICT, ONE, NOW);
    assert_eq!((settings, consents), (STRICT, Consents::default()));
    assert_eq!(
        consents.accept(&mut settings, end, OTHER, NOW),
        Err(NotAccepted::NotProposed)
    );
}

#[test]
fn a_proposal_ends_when_it_is_no_longer_wanted() {
    let (mut settings, mut consents) = (Settings::default(), Consents::default());
    consents.propose(&mut settings, WANTED, ONE, NOW);
    consents.propose(&mut settings, Settings::default(), OTHER, NOW);
    assert_eq!(
        consents.accept(&mut settings, OVERRIDE, OTHER, NOW),
        Err(NotAccepted::NotProposed)
    );
}

#[test]
fn a_proposal_that_is_made_again_after_its_end_belongs_to_its_new_author() {
    let (mut settings, mut consents) = (Settings::default(), Consents::default());
    consents.propose(&mut settings, WANTED, ONE, NOW);
    let end = NOW.checked_add(PROPOSAL_LIFETIME).unwrap();
    let before = end.checked_sub(SignedDuration::from_secs(1)).unwrap();
    assert_eq!(consents.open_proposal(settings, OVERRIDE, before), Some(ONE));
    assert_eq!(consents.wanted(settings, before), WANTED);
    let refused = consents.accept(&mut settings, OVERRIDE, OTHER, end);
    assert_eq!(refused, Err(NotAccepted::Expired));
    // A change of something else does not make it the proposal of somebody else.
    assert_eq!(consents.wanted(settings, end), Settings::default());
    consents.propose(&mut settings, WANTED, OTHER, end);
    assert_eq!(consents.open_proposal(settings, OVERRIDE, end), Some(OTHER));
    assert_eq!(consents.accept(&mut settings, OVERRIDE, ONE, end), Ok(()));
}
