#[cfg(test)]
mod tests;

use jiff::{SignedDuration, Timestamp};
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, Validation, decode, decode_header, encode};
use prongsai_domain::id::{SessionId, UserId};
use secrecy::{ExposeSecret as _, SecretSlice};
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use uuid::Uuid;

use super::token_secrets::TokenSecrets;
use super::token_signature;
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
        // Nothing else signs or verifies tokens, so no program and no test can forget it.
        token_signature::install()?;
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
        // `crit` names extensions that a reader must understand (RFC 7515, 4.1.11). This reader knows none.
        if token.header.crit.is_some() {
            return Err(INVALID);
        }
        let claims = token.claims;
        // `issue` makes no token that lives longer.
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
