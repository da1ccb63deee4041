use jiff::Timestamp;
use prongsai_application::session::SessionQuery;
use prongsai_application::{App, Context};
use prongsai_domain::id::SessionId;
use prongsai_domain::session::{Session, SessionLimits};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::extract::Paging;
use crate::problem::Problem;

/// The filters of a list of sessions.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub(crate) struct SessionFilters {
    /// Only open sessions, or only those that have ended. Both if absent.
    open: Option<bool>,
}

impl SessionFilters {
    /// The requested part of the list.
    ///
    /// # Errors
    /// 400 if the cursor does not belong to this list.
    pub(crate) fn query(&self, paging: &Paging) -> Result<SessionQuery, Problem> {
        Ok(SessionQuery {
            is_open: self.open,
            before: paging.after()?,
            limit: paging.fetch_limit(),
        })
    }
}

/// A session: what began with one login.
#[derive(Serialize, ToSchema)]
pub(crate) struct SessionView {
    /// The id of the session.
    #[schema(value_type = Uuid)]
    id: SessionId,
    /// Whether the request belongs to this session.
    is_present: bool,
    /// The time of the login, in UTC.
    #[schema(format = DateTime)]
    created_at: String,
    /// The time of the last refresh, or of the login, in UTC. A program refreshes every 15 minutes while it is used.
    #[schema(format = DateTime)]
    refreshed_at: String,
    /// When it ends if it is not refreshed again, in UTC.
    #[schema(format = DateTime)]
    idle_expires_at: String,
    /// When it ends in any case, in UTC.
    #[schema(format = DateTime)]
    expires_at: String,
    /// The program of the last refresh, as it names itself; at most 200 characters.
    #[schema(example = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:145.0) Gecko/20100101 Firefox/145.0")]
    user_agent: Option<String>,
    /// The address of the last refresh.
    #[schema(example = "192.0.2.7")]
    address: Option<String>,
    /// When it ended, in UTC; `null` while it is open.
    #[schema(format = DateTime)]
    ended_at: Option<String>,
    /// Why it ended: `logout`, `ended-by-owner` (from another session), `ended-by-administrator`, `too-many-sessions`,
    /// `idle`, `expired`, `password-changed`, `second-factor-enrolled`, `second-factor-removed`, `deactivated`,
    /// `restored` (from a backup), `refresh-reuse` (two programs used tokens of the session: somebody may have a copy). `null` while it is open.
    #[schema(example = "logout")]
    ended_why: Option<String>,
}

/// What the views of sessions depend on besides the session.
pub(crate) struct Seen {
    limits: SessionLimits,
    now: Timestamp,
    present: Option<SessionId>,
}

impl Seen {
    /// The sessions as this request sees them.
    pub(crate) fn by(app: &App, context: &Context) -> Self {
        Self {
            limits: app.services.session_limits,
            now: context.now,
            present: context.session,
        }
    }

    /// The view of a session.
    pub(crate) fn view(&self, session: Session) -> SessionView {
        let end = self.limits.end_of(&session, self.now);
        let idle = self.limits.expiry(session.refreshed_at, session.expires_at);
        SessionView {
            id: session.id,
            is_present: self.present == Some(session.id),
            created_at: session.created_at.to_string(),
            refreshed_at: session.refreshed_at.to_string(),
            idle_expires_at: idle.at.to_string(),
            expires_at: session.expires_at.to_string(),
            user_agent: session.user_agent,
            address: session.address,
            ended_at: end.as_ref().map(|end| end.at.to_string()),
            ended_why: end.map(|end| end.why),
        }
    }
}
