//! `prongsai organization`: rows that stand for one organization, for the operator of the host.

use std::io::{self, Write};

use anyhow::{Result, bail};
use clap::{Args, Subcommand};
use prongsai_application::organization::{Duplicates, Merged, duplicates, merge_as_operator};
use prongsai_application::{App, Conflict, Error};
use prongsai_domain::id::OrganizationId;

use super::at_database::at_database;
use crate::config::Config;
use crate::services;

/// Commands about organizations.
#[derive(Subcommand)]
pub(crate) enum OrganizationCommand {
    /// List the organizations and the divisions that are there twice, in two spellings of one name
    Duplicates,
    /// Merge a duplicate into the organization that goes on; it keeps its documents and accepts nothing new
    Merge(Merge),
}

/// Which organization is merged into which.
#[derive(Args)]
pub(crate) struct Merge {
    /// The duplicate (its id)
    #[arg(value_name = "DUPLICATE")]
    duplicate: OrganizationId,
    /// The organization that goes on (its id)
    #[arg(long, value_name = "ID")]
    into: OrganizationId,
    /// Why, for the audit trail
    #[arg(long)]
    reason: String,
}

/// Runs the command. The list of duplicates is the standard output.
///
/// # Errors
/// The organizations do not exist or are not one, or the database fails.
pub(crate) async fn run(config: &Config, command: OrganizationCommand) -> Result<()> {
    match command {
        OrganizationCommand::Duplicates => {
            let found = at_database(config, async |app, _| Ok(duplicates(app).await?)).await?;
            print(&found)?;
        }
        OrganizationCommand::Merge(merge) => {
            let merged = at_database(config, async |app, _| carry_out(app, &merge).await).await?;
            print_merged(&merged);
        }
    }
    Ok(())
}

async fn carry_out(app: &App, merge: &Merge) -> Result<Merged> {
    let reason = merge.reason.trim();
    if reason.is_empty() {
        bail!("--reason is empty; say why the two are one organization");
    }
    match merge_as_operator(app, merge.duplicate, merge.into, reason).await {
        Ok(merged) => Ok(merged),
        Err(Error::NotFound) => bail!("one of these organizations does not exist"),
        Err(Error::Conflict(Conflict::AlreadyExists { .. })) => {
            bail!(
                "a third organization has this name or local code; prongsai organization duplicates lists all of them"
            )
        }
        Err(error) => Err(services::explained(error)),
    }
}

fn print(found: &Duplicates) -> io::Result<()> {
    let mut out = io::stdout().lock();
    for alike in &found.organizations {
        writeln!(out, "organizations that are one:")?;
        for organization in alike {
            let profile = &organization.profile;
            let code = profile
                .local_code
                .as_ref()
                .map_or_else(|| "-".to_owned(), ToString::to_string);
            writeln!(
                out,
                "  {}  {}  province {}  local code {code}",
                organization.id, profile.name_th, profile.province_code
            )?;
        }
    }
    for alike in &found.divisions {
        writeln!(out, "divisions that are one:")?;
        for division in alike {
            let standing = if division.is_active { "active" } else { "dissolved" };
            writeln!(
                out,
                "  {}  {}  of {}  {standing}",
                division.id, division.name_th, division.organization_id
            )?;
        }
    }
    if found.organizations.is_empty() && found.divisions.is_empty() {
        eprintln!("prongsai: no organization and no division is there twice");
    }
    if !found.organizations.is_empty() {
        eprintln!(
            "prongsai: merge the one that is used less: prongsai organization merge DUPLICATE --into ID --reason WHY"
        );
    }
    if !found.divisions.is_empty() {
        eprintln!(
            "prongsai: an administrator of the organization renames one of the divisions, or deletes one that nothing names"
        );
    }
    Ok(())
}

fn print_merged(merged: &Merged) {
    let (duplicate, kept) = (&merged.duplicate, &merged.kept);
    eprintln!(
        "prongsai: merged {} into {} ({})",
        duplicate.id, kept.profile.name_th, kept.id
    );
    eprintln!(
        "prongsai: people with roles in the duplicate alone need roles in {}",
        kept.id
    );
    if merged.in_work > 0 {
        eprintln!(
            "prongsai: {} documents of the duplicate are in work; export its years and import them, then they are in {}",
            merged.in_work, kept.id
        );
    }
}
