use clap::Args;
use jiff::SignedDuration;
use prongsai_domain::session::SessionLimits;

/// How long sessions last, and how many a person has.
#[derive(Args, Clone, Copy, Debug)]
pub(crate) struct SessionConfig {
    /// Hours without a refresh after which a session ends, 1 to 720
    #[arg(
        long,
        env = "PRONGSAI_SESSION_IDLE_HOURS",
        default_value_t = 168,
        // An access token is valid for less than the least: nobody needs to look for idle sessions at each request.
        value_parser = clap::value_parser!(u16).range(1..=720),
        global = true,
        value_name = "HOURS"
    )]
    session_idle_hours: u16,

    /// Hours after its login at which a session ends in any case, 1 to 720
    #[arg(
        long,
        env = "PRONGSAI_SESSION_LIFETIME_HOURS",
        default_value_t = 720,
        // The most, 30 days, is that of NIST SP 800-63B for one factor.
        value_parser = clap::value_parser!(u16).range(1..=720),
        global = true,
        value_name = "HOURS"
    )]
    session_lifetime_hours: u16,

    /// Open sessions of a person, 1 to 1000; a further login ends the one that was not refreshed for the longest time
    #[arg(
        long,
        env = "PRONGSAI_SESSIONS_PER_PERSON",
        default_value_t = 20,
        value_parser = clap::value_parser!(u16).range(1..=1000),
        global = true,
        value_name = "NUMBER"
    )]
    sessions_per_person: u16,
}

impl SessionConfig {
    /// The limits.
    pub(crate) fn limits(self) -> SessionLimits {
        SessionLimits {
            idle: SignedDuration::from_hours(i64::from(self.session_idle_hours)),
            lifetime: SignedDuration::from_hours(i64::from(self.session_lifetime_hours)),
            per_person: self.sessions_per_person,
        }
    }
}

#[cfg(test)]
mod tests {
    use clap::Parser;

    use super::*;

    #[derive(Parser)]
    struct Line {
        #[command(flatten)]
        sessions: SessionConfig,
    }

    fn limits(arguments: &[&str]) -> Option<SessionLimits> {
        let line = std::iter::once(&"prongsai").chain(arguments);
        Line::try_parse_from(line).map(|line| line.sessions.limits()).ok()
    }

    #[test]
    fn the_defaults_are_those_of_the_rules() {
        assert_eq!(limits(&[]), Some(SessionLimits::default()));
    }

    #[test]
    fn limits_outside_of_the_bounds_are_refused() {
        for (name, least, most) in [
            ("--session-idle-hours", "1", "720"),
            ("--session-lifetime-hours", "1", "720"),
            ("--sessions-per-person", "1", "1000"),
        ] {
            assert!(
                limits(&[name, least]).is_some() && limits(&[name, most]).is_some(),
                "{name}"
            );
            assert_eq!(limits(&[name, "0"]), None, "{name}");
            assert_eq!(limits(&[name, "1001"]), None, "{name}");
        }
    }
}
