//! What is told of the schema of a database.

use prongsai_persistence::{Inspection, Schema};

use super::report::{Level, Report};

pub(super) const SERVES: &str = "role that serves";
const SCHEMA: &str = "schema";

/// Whether the schema is that of this program. `may_migrate`: a role of the configuration may run migrations.
pub(super) fn schema(found: &Inspection, may_migrate: bool, report: &mut Report) {
    let remedy = if may_migrate {
        "`prongsai migrate`, or the next start of the server, runs them"
    } else {
        "run `prongsai migrate` with PRONGSAI_MIGRATE_URL; the server does not start before"
    };
    let level = if may_migrate { Level::Warning } else { Level::Error };
    let Some(schema) = &found.schema else {
        return report.add(level, SCHEMA, format!("no migration has run; {remedy}"));
    };
    if !schema.pending.is_empty() {
        let pending = schema.pending.join(", ");
        report.add(level, SCHEMA, format!("migrations are pending: {pending}; {remedy}"));
    }
    if !schema.unknown.is_empty() {
        report.warning(
            SCHEMA,
            format!(
                "a newer release has run migrations that this program does not know: {}; replace this program by that \
                 release",
                schema.unknown.join(", ")
            ),
        );
    }
    if schema.pending.is_empty() && schema.unknown.is_empty() {
        report.ok(SCHEMA, "it is that of this program");
    }
}

/// Whether the role that serves has the rights that it needs, and no others. `has_owner`: another role migrates.
pub(super) fn rights(found: &Inspection, has_owner: bool, report: &mut Report) {
    let Some(Schema {
        missing_rights: missing,
        undue_rights: undue,
        pending,
        ..
    }) = &found.schema
    else {
        return;
    };
    let role = &found.role;
    if !missing.is_empty() {
        report.error(
            SERVES,
            format!(
                "the role {role} has no right to {}; run `prongsai migrate` with PRONGSAI_MIGRATE_URL, which gives it",
                missing.join(", ")
            ),
        );
    } else if !undue.is_empty() {
        let level = if has_owner { Level::Error } else { Level::Warning };
        report.add(
            level,
            SERVES,
            format!(
                "the role {role} can change the schema and the audit trail: {}; docs/operations.md, \"Two roles\"",
                undue.join("; ")
            ),
        );
    } else if pending.is_empty() {
        report.ok(
            SERVES,
            format!("the role {role} has the rights that it needs, and no others"),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::super::sample::{found, said};
    use super::*;

    #[test]
    fn a_schema_that_no_configured_role_can_migrate_is_an_error() {
        let of = |pending: &[&str], unknown: &[&str]| Inspection {
            schema: Some(Schema {
                pending: pending.iter().map(ToString::to_string).collect(),
                unknown: unknown.iter().map(ToString::to_string).collect(),
                ..Schema::default()
            }),
            ..found()
        };
        let none = Inspection {
            schema: None,
            ..found()
        };
        for (found, may_migrate, level) in [
            (of(&[], &[]), false, "ok"),
            (of(&["1"], &[]), true, "warning"),
            (of(&["1"], &[]), false, "error"),
            (none.clone(), true, "warning"),
            (none, false, "error"),
            (of(&[], &["9"]), false, "warning"),
        ] {
            let said = said(|report| schema(&found, may_migrate, report));
            assert!(said.starts_with(level), "{said}");
        }
    }

    #[test]
    fn a_role_has_neither_too_few_rights_nor_too_many() {
        let of = |missing: &[&str], undue: &[&str]| Inspection {
            schema: Some(Schema {
                missing_rights: missing.iter().map(ToString::to_string).collect(),
                undue_rights: undue.iter().map(ToString::to_string).collect(),
                ..Schema::default()
            }),
            ..found()
        };
        for (found, has_owner, level) in [
            (of(&[], &[]), true, "ok"),
            (of(&["SELECT ON users"], &[]), false, "error"),
            (of(&[], &["it is a superuser"]), true, "error"),
            (of(&[], &["it is a superuser"]), false, "warning"),
        ] {
            let said = said(|report| rights(&found, has_owner, report));
            assert!(said.starts_with(level), "{said}");
        }
    }
}
