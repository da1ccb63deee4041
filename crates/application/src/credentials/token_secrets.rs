use secrecy::SecretSlice;

/// The secrets of access tokens and of password tokens that are sent by mail, each of 32 bytes or more.
///
/// A new secret replaces an old one without a moment in which valid tokens are refused: every instance accepts the new
/// secret before one of them signs with it. It accepts the old one until its access tokens have ended and no mail waits whose
/// token was made with it.
#[derive(Clone)]
pub struct TokenSecrets {
    /// Signs tokens, and is accepted.
    pub signing: SecretSlice<u8>,
    /// Are accepted too. Other instances sign with them, or did so a short time ago.
    pub accepted: Vec<SecretSlice<u8>>,
    /// Signed the tokens before `prongsai key rotate`. Only a server with a private cluster has one, which is
    /// the only instance. It is accepted until these tokens have ended.
    pub earlier: Option<SecretSlice<u8>>,
}

impl From<SecretSlice<u8>> for TokenSecrets {
    fn from(signing: SecretSlice<u8>) -> Self {
        Self {
            signing,
            accepted: Vec::new(),
            earlier: None,
        }
    }
}

impl From<Vec<u8>> for TokenSecrets {
    fn from(signing: Vec<u8>) -> Self {
        Self::from(SecretSlice::from(signing))
    }
}
