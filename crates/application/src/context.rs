use std::net::IpAddr;
use std::sync::Arc;

use jiff::Timestamp;
use prongsai_domain::access::Actor;
use prongsai_domain::audit::{AuditAction, SecurityEventKind};
use prongsai_domain::calendar::BuddhistDate;
use prongsai_domain::document::ContentVersion;
use prongsai_domain::id::{ContentId, SessionId, UserId};
use prongsai_domain::service_token::UsedToken;
use prongsai_persistence::{AuditEntry, Encoded, EntryOrigin, NewContent, NewSecurityEvent};
use uuid::Uuid;

use crate::{Error, Ids};

/// The facts of a request that a use case needs.
#[derive(Clone)]
pub struct Context {
    /// The person who sent the request, with the present roles.
    pub actor: Actor,
    /// The session of the access token; `None` for a command of this program.
    pub session: Option<SessionId>,
    /// The service token that the person used instead of a session.
    pub token: Option<UsedToken>,
    /// The time of the request, in UTC; it stays the same throughout the request.
    pub now: Timestamp,
    /// The request's id, for traces and the audit trail.
    pub request_id: Uuid,
    /// Where the request came from.
    pub origin: Origin,
    /// The claim to an idempotency key, if the request has one.
    pub idempotency: Option<IdempotencyClaim>,
    /// Makes new ids.
    pub ids: Arc<dyn Ids>,
}

/// Where a request came from. Commands of this program have none of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Origin {
    /// The address of the peer of the connection; behind a proxy, the proxy's.
    pub address: Option<IpAddr>,
    /// The keyed digest of the address, for changes; see [`AddressBook`](crate::audit::AddressBook).
    pub address_digest: Option<String>,
    /// The id that the client gave the request.
    pub client_request_id: Option<String>,
}

impl Origin {
    /// A security event of a request from here.
    pub(crate) fn event(&self, at: Timestamp, kind: SecurityEventKind) -> NewSecurityEvent {
        NewSecurityEvent {
            address: self.address.map(|address| address.to_string()),
            client_request_id: self.client_request_id.clone(),
            ..NewSecurityEvent::new(at, kind)
        }
    }
}

/// A request's claim to an idempotency key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IdempotencyClaim {
    /// The key as the client sent it.
    pub key: String,
    /// SHA-256 of method, path, query and body, in hexadecimal.
    pub request_sha256: String,
}

impl Context {
    /// The id of the person who sent the request.
    pub const fn user(&self) -> UserId {
        self.actor.user_id
    }

    /// A new id.
    pub fn new_id(&self) -> Uuid {
        self.ids.next(self.now)
    }

    /// Refuses a request with a service token: the operation needs the person.
    ///
    /// # Errors
    /// [`Error::NotWithToken`].
    pub fn check_in_person(&self) -> Result<(), Error> {
        match self.token {
            Some(_) => Err(Error::NotWithToken { action: None }),
            None => Ok(()),
        }
    }

    /// An audit entry of this request.
    pub fn audit<'a>(&self, action: AuditAction, subject_kind: &'a str) -> AuditEntry<'a> {
        let mut entry = AuditEntry::new(self.now, Some(self.user()), action, subject_kind);
        entry.service_token = self.token.as_ref().map(|token| (token.id, token.name.clone()));
        entry.request_id = Some(self.request_id);
        entry.origin = EntryOrigin {
            address_digest: self.origin.address_digest.clone(),
            client_request_id: self.origin.client_request_id.clone(),
        };
        entry
    }

    /// A new version of the content of a document, a result or an analysis, with the person as its author.
    pub(crate) fn content(&self, subject: Uuid, encoded: Encoded, base: Option<ContentVersion>) -> NewContent {
        NewContent {
            id: ContentId::new(self.new_id()),
            subject,
            encoded,
            author: Some(self.user()),
            base,
            quoted: Vec::new(),
            at: self.now,
        }
    }

    /// A new version that the system derives from another one. Nobody becomes an author by it.
    pub(crate) fn derived_content(&self, subject: Uuid, encoded: Encoded, base: ContentVersion) -> NewContent {
        NewContent {
            author: None,
            ..self.content(subject, encoded, Some(base))
        }
    }

    /// A security event of this request.
    pub(crate) fn event(&self, kind: SecurityEventKind) -> NewSecurityEvent {
        NewSecurityEvent {
            person: Some(self.user()),
            service_token: self.token.as_ref().map(|token| (token.id, token.name.clone())),
            request_id: Some(self.request_id),
            ..self.origin.event(self.now, kind)
        }
    }
}

/// The day in Thailand; the last day of the calendar if the time is after it.
pub(crate) fn today(now: Timestamp) -> BuddhistDate {
    BuddhistDate::in_thailand(now).unwrap_or(BuddhistDate::MAX)
}
