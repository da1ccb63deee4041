use std::fmt::Write as _;
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context as _, Result, bail};
use clap::Args;
use prongsai_application::bundle::{Change, ChangedKind, ImportOptions, ImportOutcome, import_file_with};
use prongsai_application::{App, Error};
use prongsai_domain::access::{Role, Scope};
use prongsai_domain::doubt::{Doubt, Severity};
use prongsai_domain::user::User;
use prongsai_persistence::UserFilter;

use super::at_database::at_database;
use super::import_lines::{change_lines, missing_line, moved_line};
use crate::config::Config;
use crate::services::{context_of, person, violation_lines};

/// The largest file, in bytes: the limit of the API, `BUNDLE_MAX` in `crates/http/src/bundle/post.rs`.
const FILE_MAX: u64 = 32 * 1024 * 1024;
/// The number of users that one query reads.
const PAGE: i64 = 200;

/// A bundle to import.
#[derive(Args)]
pub(crate) struct Import {
    /// The bundle: one JSON file in the format prongsai.bundle/1
    file: PathBuf,
    /// Check everything and report what would be done, but change nothing
    #[arg(long)]
    dry_run: bool,
    /// Add divisions that the organization does not have; without it they are refused
    #[arg(long)]
    create_divisions: bool,
    /// The importing person (default: a platform_admin), who counts as drafter; another person has to approve
    #[arg(long = "as", value_name = "USERNAME")]
    username: Option<String>,
}

/// Imports a bundle and reports the result. A refused bundle changes nothing; its mistakes are printed.
///
/// # Errors
/// The file cannot be read, the person does not exist or may not import, or the database fails.
pub(crate) async fn run(config: &Config, import: &Import) -> Result<ExitCode> {
    let bytes = read(&import.file)?;
    let outcome = at_database(config, async |app, _| import_bundle(app, import, bytes).await).await?;
    match outcome {
        Ok(outcome) => {
            println!("{}", summary(&outcome));
            for change in outcome.changes.iter() {
                println!("{}", change_lines(&change?));
            }
            for moved in outcome.moved.iter() {
                println!("{}", moved_line(&moved?));
            }
            for missing in outcome.not_in_file.iter() {
                println!("{}", missing_line(&missing?));
            }
            for doubt in outcome.doubts.iter() {
                println!("{}", doubt_lines(&doubt?));
            }
            Ok(ExitCode::SUCCESS)
        }
        Err(violations) => {
            eprintln!("ไม่รับชุดข้อมูล ไม่มีสิ่งใดเปลี่ยนแปลง — the bundle was refused; nothing was changed");
            for line in violations {
                eprintln!("  {line}");
            }
            Ok(ExitCode::FAILURE)
        }
    }
}

fn read(file: &PathBuf) -> Result<Vec<u8>> {
    let size = std::fs::metadata(file)
        .with_context(|| format!("{} cannot be read", file.display()))?
        .len();
    if size > FILE_MAX {
        bail!("{} has {size} bytes; a bundle has {FILE_MAX} at most", file.display());
    }
    std::fs::read(file).with_context(|| format!("{} cannot be read", file.display()))
}

/// The outcome, or the lines that explain why the bundle was refused.
async fn import_bundle(
    app: &App,
    import: &Import,
    bytes: Vec<u8>,
) -> Result<std::result::Result<ImportOutcome, Vec<String>>> {
    let user = match &import.username {
        Some(username) => person(app, username).await?,
        None => some_platform_admin(app).await?,
    };
    if !user.profile.is_active {
        bail!("{} is deactivated; name another person with --as", user.username);
    }
    let context = context_of(app, &user).await?;
    let options = ImportOptions {
        dry_run: import.dry_run,
        create_divisions: import.create_divisions,
        ..ImportOptions::default()
    };
    match import_file_with(app, &context, bytes, options).await {
        Ok(outcome) => Ok(Ok(outcome)),
        Err(Error::Invalid(violations)) => Ok(Err(violation_lines(&violations))),
        Err(Error::Forbidden { needs, .. }) => {
            let needs: Vec<&str> = needs.iter().map(|role| role.as_str()).collect();
            bail!(
                "{} may not import the year of this organization; this needs one of the roles {}",
                user.username,
                needs.join(", ")
            )
        }
        Err(error) => Err(error.into()),
    }
}

/// The first active platform administrator.
async fn some_platform_admin(app: &App) -> Result<User> {
    let mut after = None;
    loop {
        let people = app
            .store
            .users(&UserFilter {
                organizations: None,
                standing: None,
                awaits_confirmation: None,
                after,
                limit: PAGE,
            })
            .await?;
        let Some(last) = people.last() else { break };
        after = Some(last.id);
        let ids: Vec<_> = people.iter().map(|user| user.id).collect();
        let grants = app.store.grants_of(&ids).await?;
        let is_platform_admin = |user: &User| {
            grants.iter().any(|grant| {
                grant.user_id == user.id
                    && grant.membership.role == Role::PlatformAdmin
                    && grant.membership.scope == Scope::Platform
            })
        };
        if let Some(admin) = people
            .into_iter()
            .find(|user| user.profile.is_active && is_platform_admin(user))
        {
            return Ok(admin);
        }
    }
    bail!("there is no platform administrator; name a person with --as, or add one: prongsai user create --help")
}

/// The changes and the number of warnings, as text for people.
fn summary(outcome: &ImportOutcome) -> String {
    let mut lines = Vec::new();
    let year = outcome.fiscal_year.get();
    lines.push(if outcome.dry_run {
        format!("ทดลองนำเข้าปีงบประมาณ พ.ศ. {year} ไม่มีสิ่งใดเปลี่ยนแปลง — dry run of fiscal year {year}; nothing was changed")
    } else {
        format!("นำเข้าปีงบประมาณ พ.ศ. {year} แล้ว — fiscal year {year} was imported")
    });
    for (th, en, changes) in [
        ("เพิ่ม", "created", &outcome.created),
        ("แก้ไข", "updated", &outcome.updated),
        ("คงเดิม", "unchanged", &outcome.unchanged),
    ] {
        if !changes.is_empty() {
            lines.push(format!("  {th} — {en}: {}", counted(changes)));
        }
    }
    let widest = ChangedKind::all()
        .map(|kind| kind.as_str().len())
        .max()
        .unwrap_or_default();
    for change in outcome.created.iter().chain(&outcome.updated) {
        let id = change.id.map_or_else(String::new, |id| format!("  {id}"));
        lines.push(format!("    {:<widest$} {}{id}", change.kind.as_str(), change.key));
    }
    if outcome.doubts.is_empty() {
        lines.push("ไม่มีข้อสังเกต — no doubts".to_owned());
    } else {
        lines.push(format!(
            "ข้อสังเกต {} ข้อ — {} doubts",
            outcome.doubts.len(),
            outcome.doubts.len()
        ));
    }
    lines.join("\n")
}

fn counted(changes: &[Change]) -> String {
    let of_kind = |kind: ChangedKind| changes.iter().filter(|change| change.kind == kind).count();
    ChangedKind::all()
        .map(|kind| (of_kind(kind), kind.as_str()))
        .filter(|(count, _)| *count > 0)
        .map(|(count, name)| format!("{name} {count}"))
        .collect::<Vec<_>>()
        .join(", ")
}

fn doubt_lines(doubt: &Doubt) -> String {
    let severity = match doubt.severity {
        Severity::Serious => "ร้ายแรง/serious",
        Severity::Warning => "ควรแก้ไข/warning",
        Severity::Info => "รูปแบบ/info",
    };
    let mut lines = format!(
        "  [{severity}] {} {}\n      {}\n      {}",
        doubt.code, doubt.pointer, doubt.message_th, doubt.message_en
    );
    if let Some(suggestion) = &doubt.suggestion {
        let _ = write!(lines, "\n      → {suggestion}");
    }
    lines
}

#[cfg(test)]
mod tests {
    use prongsai_application::bundle::{Doubts, Records};
    use prongsai_domain::calendar::FiscalYear;
    use prongsai_domain::document::DocumentKind;

    use super::*;

    #[test]
    fn the_summary_is_in_both_languages() {
        let change = |kind, key: &str| Change {
            kind,
            key: key.to_owned(),
            id: None,
            pointer: String::new(),
        };
        let measure = ChangedKind::Document(DocumentKind::Measure);
        let outcome = ImportOutcome {
            dry_run: true,
            organization_id: None,
            fiscal_year: FiscalYear::new(2566).unwrap(),
            created: vec![
                change(measure, "m-1"),
                change(measure, "m-2"),
                change(ChangedKind::Document(DocumentKind::ComplaintStatistics), "c-1"),
            ],
            updated: Vec::new(),
            unchanged: vec![change(ChangedKind::Division, "กองคลัง")],
            doubts: Doubts::default(),
            changes: Records::default(),
            moved: Records::default(),
            not_in_file: Records::default(),
        };
        let summary = summary(&outcome);
        for part in [
            "พ.ศ. 2566",
            "nothing was changed",
            "measure 2",
            "division 1",
            "m-2",
            "no doubts",
        ] {
            assert!(summary.contains(part), "{part}: {summary}");
        }
        assert!(!summary.contains("updated"));
        let column = |key: &str| summary.lines().find_map(|line| line.find(key));
        assert_eq!(column("m-1"), column("c-1"), "the keys are in one column: {summary}");
    }

    #[test]
    fn a_doubt_is_in_both_languages() {
        let doubt = Doubt {
            code: prongsai_domain::rule::find("same-steps").unwrap().code(),
            severity: Severity::Warning,
            pointer: "/measures/1/steps".to_owned(),
            message_th: "ขั้นตอนซ้ำ".to_owned(),
            message_en: "the steps are the same".to_owned(),
            suggestion: None,
        };
        let lines = doubt_lines(&doubt);
        for part in [
            "[ควรแก้ไข/warning] same-steps /measures/1/steps",
            "ขั้นตอนซ้ำ",
            "the steps are the same",
        ] {
            assert!(lines.contains(part), "{part}: {lines}");
        }
    }
}
