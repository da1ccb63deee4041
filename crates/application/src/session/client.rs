use std::net::IpAddr;

use jiff::Timestamp;
use prongsai_domain::audit::SecurityEventKind;
use prongsai_domain::id::{SessionId, UserId};
use prongsai_persistence::{NewSecurityEvent, SessionClient};
use uuid::Uuid;

/// The program that a person logs in with, as far as the server can identify it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ClientInfo {
    /// The address of its requests, if known.
    pub address: Option<IpAddr>,
    /// Its own identification, such as its `User-Agent`.
    pub user_agent: String,
    /// The request's id.
    pub request_id: Option<Uuid>,
    /// The id that the client gave the request.
    pub client_request_id: Option<String>,
}

impl ClientInfo {
    /// What a session keeps of its client, for the list of sessions.
    pub(super) fn of_session(&self) -> SessionClient {
        SessionClient {
            user_agent: (!self.user_agent.is_empty()).then(|| self.user_agent.clone()),
            address: self.address.map(|address| address.to_string()),
        }
    }

    /// A security event of this client's request.
    pub(super) fn event(&self, now: Timestamp, person: Option<UserId>, kind: SecurityEventKind) -> NewSecurityEvent {
        NewSecurityEvent {
            person,
            address: self.address.map(|address| address.to_string()),
            request_id: self.request_id,
            client_request_id: self.client_request_id.clone(),
            ..NewSecurityEvent::new(now, kind)
        }
    }

    /// As [`Self::event`], about a session.
    pub(super) fn session_event(
        &self,
        now: Timestamp,
        person: UserId,
        kind: SecurityEventKind,
        session: SessionId,
    ) -> NewSecurityEvent {
        NewSecurityEvent {
            subject: Some(("session", session.get())),
            ..self.event(now, Some(person), kind)
        }
    }
}
