use std::sync::Arc;

use rustls::crypto::{CryptoProvider, ring};

/// The cryptography of TLS. The program has no other one, so nothing depends on which library is asked first.
pub(super) fn provider() -> Arc<CryptoProvider> {
    Arc::new(ring::default_provider())
}
