use jiff::{SignedDuration, Timestamp};

use crate::id::SessionId;

/// The reason of a session that was not refreshed for too long.
const IDLE: &str = "idle";
/// The reason of a session that reached its longest time.
const EXPIRED: &str = "expired";

/// How long sessions last, and how many of them a person has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SessionLimits {
    /// A session that is not refreshed for this long ends.
    pub idle: SignedDuration,
    /// A session ends this long after its login, refreshed or not.
    pub lifetime: SignedDuration,
    /// The number of open sessions of a person, 1 or more. A further login ends the one whose last refresh is the longest
    /// ago.
    pub per_person: u16,
}

impl Default for SessionLimits {
    fn default() -> Self {
        Self {
            idle: SignedDuration::from_hours(7 * 24),
            lifetime: SignedDuration::from_hours(30 * 24),
            per_person: 20,
        }
    }
}

/// A session of a person: what began with one login.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Session {
    /// The id.
    pub id: SessionId,
    /// The time of the login, in UTC.
    pub created_at: Timestamp,
    /// The time of the last refresh, or of the login, in UTC.
    pub refreshed_at: Timestamp,
    /// It ends then in any case, in UTC.
    pub expires_at: Timestamp,
    /// The end, if somebody or something ended it before it expired.
    pub ended: Option<SessionEnd>,
    /// The program of its last refresh, as it names itself.
    pub user_agent: Option<String>,
    /// The address of its last refresh.
    pub address: Option<String>,
}

/// The end of a session.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SessionEnd {
    /// When it ended, in UTC.
    pub at: Timestamp,
    /// Why, in one word.
    pub why: String,
}

impl SessionLimits {
    /// When a session ends if it is not refreshed again.
    pub fn expiry(&self, refreshed_at: Timestamp, expires_at: Timestamp) -> SessionEnd {
        let idle = refreshed_at.saturating_add(self.idle).unwrap_or(Timestamp::MAX);
        let (at, why) = if idle < expires_at {
            (idle, IDLE)
        } else {
            (expires_at, EXPIRED)
        };
        SessionEnd {
            at,
            why: why.to_owned(),
        }
    }

    /// The end of a session; `None` while it is open.
    pub fn end_of(&self, session: &Session, now: Timestamp) -> Option<SessionEnd> {
        let expiry = self.expiry(session.refreshed_at, session.expires_at);
        match &session.ended {
            // What ends all sessions of a person also marks those that had expired before.
            Some(ended) if ended.at > expiry.at => Some(expiry),
            Some(ended) => Some(ended.clone()),
            None => (expiry.at <= now).then_some(expiry),
        }
    }

    /// The earliest last refresh of a session that is not idle for too long: a session that was refreshed at this moment
    /// or before has ended.
    pub fn idle_since(&self, now: Timestamp) -> Timestamp {
        now.saturating_sub(self.idle).unwrap_or(Timestamp::MIN)
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    const HOUR: i64 = 3600;

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(second).unwrap()
    }

    fn session(refreshed_at: i64) -> Session {
        Session {
            id: SessionId::new(Uuid::nil()),
            created_at: at(0),
            refreshed_at: at(refreshed_at),
            expires_at: at(30 * 24 * HOUR),
            ended: None,
            user_agent: None,
            address: None,
        }
    }

    #[test]
    fn a_session_ends_when_it_is_idle_or_too_old() {
        let limits = SessionLimits::default();
        for (refreshed_at, now, why) in [
            (0, 7 * 24 * HOUR - 1, None),
            (0, 7 * 24 * HOUR, Some(IDLE)),
            (6 * 24 * HOUR, 13 * 24 * HOUR - 1, None),
            (6 * 24 * HOUR, 13 * 24 * HOUR, Some(IDLE)),
            (29 * 24 * HOUR, 30 * 24 * HOUR - 1, None),
            (29 * 24 * HOUR, 30 * 24 * HOUR, Some(EXPIRED)),
        ] {
            let end = limits.end_of(&session(refreshed_at), at(now));
            assert_eq!(end.map(|end| end.why).as_deref(), why, "{refreshed_at} {now}");
        }
    }

    #[test]
    fn the_end_is_the_moment_of_the_limit_and_not_that_of_the_question() {
        let limits = SessionLimits::default();
        let end = limits.end_of(&session(0), at(100 * 24 * HOUR)).unwrap();
        assert_eq!(end.at, at(7 * 24 * HOUR));
        let ended = SessionEnd {
            at: at(60),
            why: "logout".to_owned(),
        };
        let logged_out = Session {
            ended: Some(ended.clone()),
            ..session(0)
        };
        assert_eq!(limits.end_of(&logged_out, at(100 * 24 * HOUR)), Some(ended));
        let deactivated = Session {
            ended: Some(SessionEnd {
                at: at(8 * 24 * HOUR),
                why: "deactivated".to_owned(),
            }),
            ..session(0)
        };
        assert_eq!(limits.end_of(&deactivated, at(9 * 24 * HOUR)), Some(end));
    }

    #[test]
    fn lists_and_refreshes_agree_on_who_is_idle() {
        let limits = SessionLimits::default();
        for now in [7 * 24 * HOUR - 1, 7 * 24 * HOUR, 7 * 24 * HOUR + 1] {
            let is_listed_as_open = at(0) > limits.idle_since(at(now));
            assert_eq!(
                is_listed_as_open,
                limits.end_of(&session(0), at(now)).is_none(),
                "{now}"
            );
        }
    }
}
