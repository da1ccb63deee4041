//! Opening connections to the database, with TLS as libpq understands `sslmode`. Every connection of the program is opened
//! here: those of the pools, the shared readers, the listener for notifications, the migrations and the check of roles.
//!
//! The driver knows three of the six values of `sslmode`, and it has no place for code between TLS and its protocol. So the
//! parameters are taken from the URL before it reads them, TLS is set up on the stream, and the driver gets the result. See
//! `docs/adr/0020-tls-to-postgresql.md`.

mod attributes;
mod certificate;
mod certificate_check;
mod check;
mod dial;
mod error;
mod explain;
mod negotiate;
mod open;
mod parameters;
mod provider;
mod secured;
mod settings;
mod target;
#[cfg(test)]
mod tests;
mod url;
mod verifier;

pub use certificate_check::{CertificateCheck, certificate_check};
pub use check::{check_database_url, reach};
pub use error::ConnectError;
pub(crate) use open::{CONNECT_TIMEOUT, client, in_time, open};
pub(crate) use target::Target;
