use jiff::{SignedDuration, Timestamp};
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, Validation, decode, decode_header, encode};
use prongsai_domain::id::{SessionId, UserId};
use secrecy::{ExposeSecret as _, SecretSlice};
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use uuid::Uuid;

use super::token_secrets::TokenSecrets;
use crate::{Error, TokenError};

const ISSUER: &str = "prongsai";
const AUDIENCE: &str = "prongsai-api";
const ALGORITHM: Algorithm = Algorithm::HS256;
/// Validity of a token, in seconds.
const LIFETIME_SECONDS: i64 = 15 * 60;
/// Shortest secret, in bytes: the length of the hash that it keys.
const SECRET_MIN: usize = 32;

const INVALID: Error = Error::Unauthenticated(TokenError::Invalid);
const EXPIRED: Error = Error::Unauthenticated(TokenError::Expired);

/// The claims of an access token. It names a session and no roles, which are read from the database for each request.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccessClaims {
    iss: String,
    aud: String,
    sub: UserId,
    sid: SessionId,
    jti: Uuid,
    iat: i64,
    exp: i64,
}

impl AccessClaims {
    /// The person of the token.
    pub const fn user_id(&self) -> UserId {
        self.sub
    }

    /// The session of the token.
    pub const fn session_id(&self) -> SessionId {
        self.sid
    }
}

/// Issues and verifies access tokens: only JWT with HMAC-SHA-256. The key of a token is the one that its header names.
#[derive(Clone)]
pub struct AccessTokens {
    encoding: EncodingKey,
    key_id: String,
    /// The accepted keys. That of `encoding` is the first.
    keys: Vec<Key>,
    validation: Validation,
}

/// A key whose tokens are accepted.
#[derive(Clone)]
struct Key {
    id: String,
    decoding: DecodingKey,
    /// The time from which it is refused.
    until: Option<Timestamp>,
}

impl AccessTokens {
    /// Validity of a token, in seconds.
    pub const LIFETIME_SECONDS: i64 = LIFETIME_SECONDS;

    /// Prepares the keys. `now` is the start of the program: [`TokenSecrets::earlier`] signs nothing from then on.
    ///
    /// # Errors
    /// [`Error::Internal`] when a secret is shorter than 32 bytes.
    pub fn new(secrets: &TokenSecrets, now: Timestamp) -> Result<Self, Error> {
        let tokens_end = now.saturating_add(SignedDuration::from_secs(LIFETIME_SECONDS));
        let tokens_end = tokens_end.map_err(|error| Error::Internal(error.to_string()))?;
        let accepted = secrets.accepted.iter().map(|secret| (secret, None));
        let earlier = secrets.earlier.iter().map(|secret| (secret, Some(tokens_end)));
        let all = std::iter::once((&secrets.signing, None)).chain(accepted).chain(earlier);
        let keys = all
            .map(|(secret, until)| Key::new(secret, until))
            .collect::<Result<_, Error>>()?;
        let mut validation = Validation::new(ALGORITHM);
        validation.set_issuer(&[ISSUER]);
        validation.set_audience(&[AUDIENCE]);
        validation.set_required_spec_claims(&["exp", "iss", "aud", "sub"]);
        // The expiry is checked below against a time that is a parameter, so that tests can set it.
        validation.validate_exp = false;
        Ok(Self {
            encoding: EncodingKey::from_secret(secrets.signing.expose_secret()),
            key_id: key_id(secrets.signing.expose_secret()),
            keys,
            validation,
        })
    }

    /// A token for a session.
    ///
    /// # Errors
    /// [`Error::Internal`] when signing fails.
    pub fn issue(&self, user: UserId, session: SessionId, jti: Uuid, now: Timestamp) -> Result<String, Error> {
        let issued_at = now.as_second();
        let claims = AccessClaims {
            iss: ISSUER.to_owned(),
            aud: AUDIENCE.to_owned(),
            sub: user,
            sid: session,
            jti,
            iat: issued_at,
            exp: issued_at.saturating_add(LIFETIME_SECONDS),
        };
        let mut header = Header::new(ALGORITHM);
        header.kid = Some(self.key_id.clone());
        encode(&header, &claims, &self.encoding).map_err(|error| Error::Internal(error.to_string()))
    }

    /// The claims of a token, if its signature and time are valid.
    ///
    /// # Errors
    /// [`Error::Unauthenticated`].
    pub fn read(&self, token: &str, now: Timestamp) -> Result<AccessClaims, Error> {
        let id = decode_header(token).ok().and_then(|header| header.kid).ok_or(INVALID)?;
        let key = self.keys.iter().find(|key| key.id == id && key.is_accepted(now));
        let key = key.ok_or(INVALID)?;
        let token = decode::<AccessClaims>(token, &key.decoding, &self.validation).map_err(|_| INVALID)?;
        if token.header.crit.is_some() {
            return Err(INVALID);
        }
        let claims = token.claims;
        if claims.exp.saturating_sub(claims.iat) > LIFETIME_SECONDS {
            return Err(INVALID);
        }
        if claims.exp <= now.as_second() {
            return Err(EXPIRED);
        }
        Ok(claims)
    }
}

impl Key {
    fn new(secret: &SecretSlice<u8>, until: Option<Timestamp>) -> Result<Self, Error> {
        let secret = secret.expose_secret();
        if secret.len() < SECRET_MIN {
            return Err(Error::Internal(format!(
                "a token secret has fewer than {SECRET_MIN} bytes"
            )));
        }
        Ok(Self {
            id: key_id(secret),
            decoding: DecodingKey::from_secret(secret),
            until,
        })
    }

    fn is_accepted(&self, now: Timestamp) -> bool {
        self.until.is_none_or(|until| now < until)
    }
}

impl std::fmt::Debug for AccessTokens {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("AccessTokens")
            .field("keys", &self.keys.len())
            .finish_non_exhaustive()
    }
}

/// Identifies the secret without revealing it: the first part of its SHA-256. Every token has it in its header.
fn key_id(secret: &[u8]) -> String {
    hex::encode(Sha256::digest(secret).iter().take(8).copied().collect::<Vec<u8>>())
}

#[cfg(test)]
mod tests {
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
    fn everything_about_a_token_is_pinned() {
        let tokens = tokens(1);
        assert!(tokens.read(&signed(&tokens, |_, _| ()), at(1_000)).is_ok());
        let refused = [
            signed(&tokens, |_, claims| claims.iss = "somebody".to_owned()),
            signed(&tokens, |_, claims| claims.aud = "another-api".to_owned()),
            signed(&tokens, |_, claims| claims.exp = 10_000_000),
            signed(&tokens, |header, _| header.kid = None),
            signed(&tokens, |header, _| header.kid = Some("0000000000000000".to_owned())),
            signed(&tokens, |header, _| header.crit = Some(vec!["exp".to_owned()])),
            signed(&tokens, |header, _| header.alg = Algorithm::HS384),
            signed(&tokens, |header, _| header.alg = Algorithm::HS512),
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
}
