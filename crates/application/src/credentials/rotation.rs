//! Tests of the replacement of a token secret, as docs/operations.md describes it.

use jiff::Timestamp;
use prongsai_domain::id::{SessionId, UserId};
use secrecy::SecretSlice;
use uuid::Uuid;

use super::{AccessTokens, TokenSecrets};
use crate::{Error, TokenError};

const OLD: u8 = 1;
const NEW: u8 = 2;
/// The start of every program.
const START: i64 = 1_000;

fn secret(seed: u8) -> SecretSlice<u8> {
    vec![seed; 32].into()
}

fn at(second: i64) -> Timestamp {
    Timestamp::from_second(second).unwrap()
}

/// An instance that signs with one secret and accepts others too.
fn instance(signing: u8, accepted: &[u8]) -> AccessTokens {
    let secrets = TokenSecrets {
        signing: secret(signing),
        accepted: accepted.iter().copied().map(secret).collect(),
        earlier: None,
    };
    AccessTokens::new(&secrets, at(START)).unwrap()
}

/// The only instance, after its secret was replaced in the data folder.
fn restarted() -> AccessTokens {
    let secrets = TokenSecrets {
        earlier: Some(secret(OLD)),
        ..TokenSecrets::from(secret(NEW))
    };
    AccessTokens::new(&secrets, at(START)).unwrap()
}

fn token(of: &AccessTokens, now: i64) -> String {
    let session = SessionId::new(Uuid::from_u128(2));
    of.issue(UserId::new(Uuid::from_u128(1)), session, Uuid::from_u128(3), at(now))
        .unwrap()
}

#[track_caller]
fn assert_refused(by: &AccessTokens, token: &str, now: i64) {
    let outcome = by.read(token, at(now));
    assert!(
        matches!(outcome, Err(Error::Unauthenticated(TokenError::Invalid))),
        "{outcome:?}"
    );
}

/// While the instances are restarted one after the other, some are at a step and others at the next one.
#[test]
fn no_step_of_the_replacement_refuses_a_token_of_another_instance() {
    let steps = [
        instance(OLD, &[]),
        instance(OLD, &[NEW]),
        instance(NEW, &[OLD]),
        // The old secret is removed when the last token has ended that it signed.
        instance(NEW, &[]),
    ];
    for (step, pair) in steps.windows(2).enumerate() {
        for (issuer, reader) in [(0, 0), (0, 1), (1, 0), (1, 1)] {
            let token = token(&pair[issuer], START);
            assert!(pair[reader].read(&token, at(START)).is_ok(), "step {step}");
        }
    }
    // Without the first step, an instance would refuse what another one signs.
    assert_refused(&steps[0], &token(&steps[2], START), START);
}

#[test]
fn the_newest_secret_signs_and_a_removed_one_is_refused() {
    let (before, during, after) = (instance(OLD, &[]), instance(NEW, &[OLD]), instance(NEW, &[]));
    let (old, new) = (token(&before, START), token(&during, START));
    assert!(during.read(&old, at(START)).is_ok());
    assert_refused(&before, &new, START);
    assert_refused(&after, &old, START);
    assert!(after.read(&new, at(START)).is_ok());
}

#[test]
fn the_secret_of_an_earlier_run_is_accepted_until_its_tokens_have_ended() {
    let (before, now) = (instance(OLD, &[]), restarted());
    // The last token that the earlier run can have signed.
    let last = token(&before, START);
    assert!(now.read(&last, at(START)).is_ok());
    assert!(now.read(&last, at(START + 899)).is_ok());
    // Somebody who knows the old secret signs another one.
    let forged = token(&before, START + 600);
    assert!(now.read(&forged, at(START + 899)).is_ok());
    assert_refused(&now, &forged, START + 900);
    assert!(now.read(&token(&now, START + 600), at(START + 900)).is_ok());
}

#[test]
fn a_token_names_a_key_that_has_its_secret() {
    let both = instance(NEW, &[OLD]);
    let (old, new) = (token(&instance(OLD, &[]), START), token(&both, START));
    let (head_of_old, rest_of_old) = old.split_once('.').unwrap();
    let (head_of_new, rest_of_new) = new.split_once('.').unwrap();
    assert_ne!(head_of_old, head_of_new);
    for (head, rest) in [(head_of_old, rest_of_new), (head_of_new, rest_of_old)] {
        assert_refused(&both, &format!("{head}.{rest}"), START);
    }
    assert_refused(&both, &token(&instance(3, &[]), START), START);
}

#[test]
fn one_secret_in_both_places_is_accepted_as_the_signing_one() {
    let secrets = TokenSecrets {
        earlier: Some(secret(NEW)),
        accepted: vec![secret(NEW)],
        ..TokenSecrets::from(secret(NEW))
    };
    let tokens = AccessTokens::new(&secrets, at(START)).unwrap();
    assert!(tokens.read(&token(&tokens, START + 900), at(START + 900)).is_ok());
}
