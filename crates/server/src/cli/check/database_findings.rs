//! What is told of a database that can be reached.

use jiff::SignedDuration;
use prongsai_persistence::Inspection;

use super::report::Report;

pub(super) const URL: &str = "DATABASE_URL";
pub(super) const MIGRATE_URL: &str = "PRONGSAI_MIGRATE_URL";
const POSTGRESQL: &str = "PostgreSQL";
const CLOCK: &str = "clock";

/// The oldest supported major version of PostgreSQL.
const OLDEST_MAJOR: i32 = prongsai_local_postgres::OLDEST_MAJOR.cast_signed();
/// The difference of two clocks from which somebody should look.
const DIFFERENCE_WARNED: SignedDuration = SignedDuration::from_secs(2);
/// The difference of two clocks with which times in the audit trail mislead.
const DIFFERENCE_REFUSED: SignedDuration = SignedDuration::from_mins(1);

/// What a server of PostgreSQL is like.
pub(super) fn server(about: &str, found: &Inspection, report: &mut Report) {
    let version = &found.version;
    if found.major < OLDEST_MAJOR {
        report.error(
            POSTGRESQL,
            format!("{version} is too old; install {OLDEST_MAJOR} or newer"),
        );
    } else if !found.has_thai_collation {
        report.error(
            POSTGRESQL,
            format!("{version} has no ICU, which sorts Thai; install a build with ICU"),
        );
    } else if found.encoding != "UTF8" {
        report.error(
            POSTGRESQL,
            format!("the database has the encoding {}; make one with UTF8", found.encoding),
        );
    } else {
        report.ok(POSTGRESQL, format!("{version}, with ICU"));
    }
    if found.is_read_only {
        report.error(about, "the server refuses changes, as a standby does; name the primary");
    }
    clock(found.ahead, report);
}

fn clock(ahead: SignedDuration, report: &mut Report) {
    let difference = ahead.abs();
    let (seconds, direction) = (
        difference.as_secs(),
        if ahead.is_negative() { "behind" } else { "ahead of" },
    );
    let text = format!("the clock of the database is {seconds} s {direction} that of this machine");
    if difference > DIFFERENCE_REFUSED {
        report.error(CLOCK, format!("{text}; set both by NTP"));
    } else if difference > DIFFERENCE_WARNED {
        report.warning(CLOCK, format!("{text}; set both by NTP"));
    } else {
        report.ok(CLOCK, "that of the database agrees with that of this machine");
    }
}

/// Whether the roles that serve and migrate fit together.
pub(super) fn two_roles(serves: &Inspection, owner: &Inspection, report: &mut Report) {
    if serves.place != owner.place {
        report.error(
            MIGRATE_URL,
            "leads to another database than DATABASE_URL; name the same one in both",
        );
    } else if serves.role == owner.role {
        report.error(
            MIGRATE_URL,
            format!("has the role {} of DATABASE_URL; the two must be different", owner.role),
        );
    } else if !owner.may_migrate {
        report.error(
            MIGRATE_URL,
            format!(
                "the role {} does not own the tables; name the role that does",
                owner.role
            ),
        );
    } else {
        report.ok(MIGRATE_URL, format!("the role {} may migrate", owner.role));
    }
}

#[cfg(test)]
mod tests {
    use super::super::sample::{found, said};
    use super::*;

    #[test]
    fn a_server_that_cannot_be_used_is_an_error() {
        let good = said(|report| server(URL, &found(), report));
        assert!(good.lines().all(|line| line.starts_with("ok")), "{good}");
        for (wrong, word) in [
            (Inspection { major: 14, ..found() }, "too old"),
            (
                Inspection {
                    has_thai_collation: false,
                    ..found()
                },
                "ICU",
            ),
            (
                Inspection {
                    encoding: "SQL_ASCII".to_owned(),
                    ..found()
                },
                "SQL_ASCII",
            ),
            (
                Inspection {
                    is_read_only: true,
                    ..found()
                },
                "standby",
            ),
        ] {
            let said = said(|report| server(URL, &wrong, report));
            let line = said.lines().find(|line| line.starts_with("error")).unwrap_or_default();
            assert!(line.contains(word), "{said}");
        }
    }

    #[test]
    fn clocks_may_differ_by_two_seconds() {
        for (milliseconds, level) in [
            (2_000, "ok"),
            (-2_001, "warning"),
            (60_000, "warning"),
            (-60_001, "error"),
        ] {
            let said = said(|report| clock(SignedDuration::from_millis(milliseconds), report));
            assert!(said.starts_with(level), "{milliseconds}: {said}");
        }
    }

    #[test]
    fn two_roles_share_a_database_and_are_different() {
        let owner = Inspection {
            role: "prongsai".to_owned(),
            may_migrate: true,
            ..found()
        };
        assert!(said(|report| two_roles(&found(), &owner, report)).starts_with("ok"));
        for (wrong, word) in [
            (
                Inspection {
                    place: "3/4".to_owned(),
                    ..owner.clone()
                },
                "another database",
            ),
            (
                Inspection {
                    role: "prongsai_runtime".to_owned(),
                    ..owner.clone()
                },
                "must be different",
            ),
            (
                Inspection {
                    may_migrate: false,
                    ..owner.clone()
                },
                "does not own",
            ),
        ] {
            let said = said(|report| two_roles(&found(), &wrong, report));
            assert!(said.starts_with("error") && said.contains(word), "{said}");
        }
    }
}
