//! Mail to people with a login. Jobs send it, so that no request waits for a mail server.

mod mailer;
mod password;

pub(crate) use mailer::{Mail, MailError};
pub use mailer::{MailOptions, Mailer};
pub(crate) use password::password_mail;
