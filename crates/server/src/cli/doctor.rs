//! `prongsai doctor`: what is missing, late or contradictory, for the operator of the host.

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::process::ExitCode;
use std::time::Instant;

use anyhow::{Result, bail};
use clap::{ArgGroup, Args};
use prongsai_application::App;
use prongsai_application::doctor::{Examination, examine_organizations};
use prongsai_application::organization::{named, pages_of};
use prongsai_domain::calendar::{BuddhistDate, FiscalYear};
use prongsai_domain::doctor::Issue;
use prongsai_domain::geography::ProvinceCode;
use prongsai_domain::rule::{self, Page, Rule};

use super::at_database::at_database;
use crate::config::Config;

/// The number of organizations that are read and examined together.
const TOGETHER: i64 = 50;

/// What to examine, or the rule to explain.
#[derive(Args)]
#[command(group(ArgGroup::new("what").required(true).args(["organization", "province", "all", "explain"])))]
pub(crate) struct Doctor {
    /// Examine the organization with this id or name
    #[arg(long, value_name = "ID or NAME")]
    organization: Option<String>,
    /// Examine every organization of a province, by its two-digit code
    #[arg(long, value_name = "CODE")]
    province: Option<String>,
    /// Examine every organization
    #[arg(long)]
    all: bool,
    /// Print the page of a rule
    #[arg(long, value_name = "RULE")]
    explain: Option<String>,
    /// The fiscal year, B.E. (default: the present one)
    #[arg(long, value_name = "YEAR")]
    fiscal_year: Option<u16>,
    /// Print one JSON object for each issue
    #[arg(long)]
    json: bool,
}

/// Examines, and prints what was found; or explains a rule.
///
/// # Errors
/// There is no such rule or organization, or the database fails.
pub(crate) async fn run(config: &Config, doctor: &Doctor) -> Result<ExitCode> {
    if let Some(code) = &doctor.explain {
        explain(code)?;
        return Ok(ExitCode::SUCCESS);
    }
    let year = match doctor.fiscal_year {
        Some(year) => FiscalYear::new(year)?,
        None => BuddhistDate::in_thailand(jiff::Timestamp::now())?.fiscal_year(),
    };
    at_database(config, async |app, _| examine(app, doctor, year).await).await?;
    Ok(ExitCode::SUCCESS)
}

fn explain(code: &str) -> Result<()> {
    let Some(found) = rule::find(code) else {
        match rule::nearest(code) {
            Some(nearest) => bail!("there is no rule {code}; {} is probably meant", nearest.code),
            None => bail!("there is no rule {code}; GET /api/v1/rules lists the rules"),
        }
    };
    let page = Page::parse(found.page)?;
    println!("{} ({}, {})", page.title, found.code, found.severity);
    println!("{}: {}\n", found.source.basis.as_str(), found.source.reference_th);
    for (heading, text) in [
        ("คืออะไร", page.what),
        ("ทำไมจึงสำคัญ", page.why),
        ("วิธีแก้ไข", page.how),
        ("ตัวอย่าง", page.example),
    ] {
        println!("{heading}\n{text}\n");
    }
    Ok(())
}

async fn examine(app: &App, doctor: &Doctor, year: FiscalYear) -> Result<()> {
    if let Some(wanted) = &doctor.organization {
        let organizations = named(app, wanted).await?;
        if organizations.is_empty() {
            bail!("there is no organization {wanted}");
        }
        for examination in examine_organizations(app, organizations, year).await? {
            print(&examination, doctor)?;
        }
        return Ok(());
    }
    let begun = Instant::now();
    let mut summary = Summary::default();
    let mut pages = pages_of(app, province(doctor)?, TOGETHER);
    while let Some(organizations) = pages.next().await? {
        for examination in examine_organizations(app, organizations, year).await? {
            summary.add(&examination);
            print(&examination, doctor)?;
        }
        let seconds = begun.elapsed().as_secs_f64();
        eprintln!("{} organizations in {seconds:.1} s", summary.organizations);
    }
    if !doctor.json {
        summary.print()?;
    }
    Ok(())
}

fn province(doctor: &Doctor) -> Result<Option<ProvinceCode>> {
    Ok(doctor.province.as_deref().map(ProvinceCode::parse).transpose()?)
}

fn print(examination: &Examination, doctor: &Doctor) -> Result<()> {
    let mut out = io::stdout().lock();
    if doctor.json {
        for issue in &examination.issues {
            writeln!(out, "{}", json_line(examination, issue))?;
        }
    } else if doctor.organization.is_some() {
        let name = &examination.organization.profile.name_th;
        writeln!(out, "{name}, {}", examination.fiscal_year.thai())?;
        for issue in &examination.issues {
            write_issue(&mut out, examination, issue)?;
        }
        let counts = examination.counts();
        writeln!(
            out,
            "{} serious, {} warnings, {} matters of form; {} late",
            counts.serious, counts.warning, counts.info, counts.late
        )?;
    }
    Ok(())
}

fn write_issue(out: &mut impl Write, examination: &Examination, issue: &Issue) -> io::Result<()> {
    let late = if issue.is_late { ", late" } else { "" };
    let due = issue.due_on.map(|day| format!(" by {day}")).unwrap_or_default();
    writeln!(
        out,
        "{} {}: {}{due}{late}",
        issue.severity,
        issue.rule.code,
        issue.responsible.as_str()
    )?;
    if let Some(thing) = examination.thing(issue.subject) {
        writeln!(out, "  {} ({})", thing.title, thing.key)?;
    }
    writeln!(out, "  {} — {}", issue.message_th, issue.message_en)
}

fn json_line(examination: &Examination, issue: &Issue) -> serde_json::Value {
    let thing = examination.thing(issue.subject);
    serde_json::json!({
        "organization_id": examination.organization.id,
        "organization_name_th": examination.organization.profile.name_th,
        "fiscal_year": examination.fiscal_year.get(),
        "rule": issue.rule.code,
        "severity": issue.severity.as_str(),
        "key": thing.map(|thing| thing.key),
        "pointer": issue.pointer,
        "message_th": issue.message_th,
        "message_en": issue.message_en,
        "responsible": issue.responsible.as_str(),
        "due_on": issue.due_on.map(BuddhistDate::iso),
        "is_late": issue.is_late,
    })
}

/// The issues of many organizations, by rule.
#[derive(Default)]
struct Summary {
    organizations: usize,
    /// By the code of the rule: the rule, the number of organizations, of issues, and of late ones.
    by_rule: BTreeMap<&'static str, (Option<&'static Rule>, usize, usize, usize)>,
}

impl Summary {
    fn add(&mut self, examination: &Examination) {
        self.organizations += 1;
        let mut seen = Vec::new();
        for issue in &examination.issues {
            let (rule, organizations, issues, late) = self.by_rule.entry(issue.rule.code).or_default();
            *rule = Some(issue.rule);
            *issues += 1;
            *late += usize::from(issue.is_late);
            if !seen.contains(&issue.rule.code) {
                seen.push(issue.rule.code);
                *organizations += 1;
            }
        }
    }

    fn print(&self) -> io::Result<()> {
        let mut out = io::stdout().lock();
        writeln!(out, "rule\tseverity\torganizations\tissues\tlate")?;
        for (code, (rule, organizations, issues, late)) in &self.by_rule {
            let severity = rule.map_or("", |rule| rule.severity.as_str());
            writeln!(out, "{code}\t{severity}\t{organizations}\t{issues}\t{late}")?;
        }
        Ok(())
    }
}
