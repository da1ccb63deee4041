use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use super::*;

fn tokens(seed: u8) -> AccessTokens {
    AccessTokens::new(&vec![seed; 32].into(), at(0)).unwrap()
}

fn at(second: i64) -> Timestamp {
    Timestamp::from_second(second).unwrap()
}

fn user() -> UserId {
    UserId::new(Uuid::from_u128(1))
}

fn claims() -> AccessClaims {
    AccessClaims {
        iss: ISSUER.to_owned(),
        aud: AUDIENCE.to_owned(),
        sub: user(),
        sid: SessionId::new(Uuid::from_u128(2)),
        jti: Uuid::from_u128(3),
        iat: 1_000,
        exp: 1_900,
    }
}

fn signed(tokens: &AccessTokens, change: impl FnOnce(&mut Header, &mut AccessClaims)) -> String {
    let mut header = Header::new(ALGORITHM);
    header.kid = Some(tokens.key_id.clone());
    let mut claims = claims();
    change(&mut header, &mut claims);
    encode(&header, &claims, &tokens.encoding).unwrap()
}

/// A token with the right signature, whose header names another algorithm.
fn with_algorithm(tokens: &AccessTokens, name: &str) -> String {
    let header = format!(r#"{{"alg":"{name}","typ":"JWT","kid":"{}"}}"#, tokens.key_id);
    let payload = URL_SAFE_NO_PAD.encode(serde_json::to_vec(&claims()).unwrap());
    let message = format!("{}.{payload}", URL_SAFE_NO_PAD.encode(header));
    let signature = jsonwebtoken::crypto::sign(message.as_bytes(), &tokens.encoding, ALGORITHM).unwrap();
    format!("{message}.{signature}")
}

#[test]
fn a_token_has_the_same_bytes_as_in_earlier_versions() {
    let earlier = "eyJ0eXAiOiJKV1QiLCJhbGciOiJIUzI1NiIsImtpZCI6IjcyY2Q2ZTg0MjJjNDA3ZmIifQ.\
        eyJpc3MiOiJwcm9uZ3NhaSIsImF1ZCI6InByb25nc2FpLWFwaSIsInN1YiI6IjAwMDAwMDAwLTAwMDAtMDAwMC0wMDAwLTAwMDAwMDAwMDAw\
        MSIsInNpZCI6IjAwMDAwMDAwLTAwMDAtMDAwMC0wMDAwLTAwMDAwMDAwMDAwMiIsImp0aSI6IjAwMDAwMDAwLTAwMDAtMDAwMC0wMDAwLTAw\
        MDAwMDAwMDAwMyIsImlhdCI6MTAwMCwiZXhwIjoxOTAwfQ.BzjqQBjfZY4cpLHY81222oGE1kt7SXY6qbcx3EI93Fc";
    let tokens = tokens(1);
    assert_eq!(tokens.read(earlier, at(1_000)).unwrap(), claims());
    assert_eq!(signed(&tokens, |_, _| ()), earlier);
    assert!(tokens.read(&with_algorithm(&tokens, "HS256"), at(1_000)).is_ok());
}

fn refusal(tokens: &AccessTokens, token: &str, now: i64) -> TokenError {
    match tokens.read(token, at(now)) {
        Err(Error::Unauthenticated(code)) => code,
        other => panic!("accepted or failed otherwise: {other:?}"),
    }
}

#[test]
fn a_token_is_accepted_for_fifteen_minutes() {
    let tokens = tokens(1);
    let token = tokens
        .issue(
            user(),
            SessionId::new(Uuid::from_u128(2)),
            Uuid::from_u128(3),
            at(1_000),
        )
        .unwrap();
    assert_eq!(tokens.read(&token, at(1_000)).unwrap(), claims());
    assert!(tokens.read(&token, at(1_899)).is_ok());
    assert_eq!(refusal(&tokens, &token, 1_900), TokenError::Expired);
}

#[test]
fn a_token_with_another_header_or_claim_is_refused() {
    let tokens = tokens(1);
    assert!(tokens.read(&signed(&tokens, |_, _| ()), at(1_000)).is_ok());
    let refused = [
        signed(&tokens, |_, claims| claims.iss = "somebody".to_owned()),
        signed(&tokens, |_, claims| claims.aud = "another-api".to_owned()),
        signed(&tokens, |_, claims| claims.exp = 10_000_000),
        signed(&tokens, |header, _| header.kid = None),
        signed(&tokens, |header, _| header.kid = Some("0000000000000000".to_owned())),
        signed(&tokens, |header, _| header.crit = Some(vec!["exp".to_owned()])),
        with_algorithm(&tokens, "HS384"),
        with_algorithm(&tokens, "HS512"),
        with_algorithm(&tokens, "RS256"),
    ];
    for token in &refused {
        assert_eq!(refusal(&tokens, token, 1_000), TokenError::Invalid, "{token}");
    }
}

#[test]
fn an_unsigned_token_is_refused_whatever_it_calls_its_algorithm() {
    let tokens = tokens(1);
    let good = signed(&tokens, |_, _| ());
    let payload = good.split('.').nth(1).unwrap();
    for name in ["none", "None", "NONE", "nOnE"] {
        let header = format!(r#"{{"alg":"{name}","typ":"JWT","kid":"{}"}}"#, tokens.key_id);
        let header = URL_SAFE_NO_PAD.encode(header);
        for signature in ["", good.rsplit('.').next().unwrap()] {
            assert_eq!(
                refusal(&tokens, &format!("{header}.{payload}.{signature}"), 1_000),
                TokenError::Invalid
            );
        }
    }
}

#[test]
fn a_token_signed_with_another_secret_is_refused() {
    let (ours, theirs) = (tokens(1), tokens(2));
    let forged = signed(&theirs, |header, _| header.kid = Some(ours.key_id.clone()));
    assert_eq!(refusal(&ours, &forged, 1_000), TokenError::Invalid);
    let mut broken = signed(&ours, |_, _| ());
    broken.truncate(broken.len() - 2);
    assert_eq!(refusal(&ours, &broken, 1_000), TokenError::Invalid);
    assert_eq!(refusal(&ours, "", 1_000), TokenError::Invalid);
}

#[test]
fn a_short_secret_is_refused_and_no_secret_is_printed() {
    let short = TokenSecrets {
        accepted: vec![vec![7; 31].into()],
        ..TokenSecrets::from(vec![8; 32])
    };
    assert!(AccessTokens::new(&short, at(0)).is_err());
    assert!(AccessTokens::new(&vec![7; 31].into(), at(0)).is_err());
    let printed = format!("{:?}", tokens(65));
    assert!(!printed.contains("AAAA") && !printed.contains("65, 65"), "{printed}");
}
