use prongsai_domain::calendar::FiscalYear;
use prongsai_domain::id::{OrganizationId, UserId};
use prongsai_persistence::ClaimedJob;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::chore::Chore;
use super::kind::{self, Kind};

/// A year of an organization.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Years {
    /// The organization.
    pub organization_id: OrganizationId,
    /// The year; `None` means all years.
    pub fiscal_year: Option<FiscalYear>,
}

/// A mail with a token for a password.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PasswordMail {
    /// The person who gets it.
    pub user_id: UserId,
}

/// The links of an organization.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Links {
    /// The organization.
    pub organization_id: OrganizationId,
}

/// What a job does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Job {
    /// Deletes data that expired.
    Chore(Chore),
    /// Makes the verification records of published editions that have none.
    RecordEditions,
    /// Makes the verification records of the plan and the year book of a year, as it is public now.
    RecordYear(Years),
    /// Does [`Self::RecordYear`] for all years of an organization.
    RecordYears(Years),
    /// Does [`Self::RecordYear`] for all years of all organizations.
    RecordAllYears,
    /// Makes the files of published documents of a year that have none.
    RenderDocuments(Years),
    /// Makes the plan and the year book of a year.
    RenderYear(Years),
    /// Sends a token for a password.
    MailPasswordToken(PasswordMail),
    /// Begins the daily check of the links of those organizations whose turn it is.
    BeginLinkRounds,
    /// Checks the links of an organization.
    CheckLinks(Links),
}

impl Job {
    /// The name of its kind.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Chore(chore) => chore.kind(),
            Self::RecordEditions => "verification.editions",
            Self::RecordYear(_) => "verification.year",
            Self::RecordYears(_) => "verification.years",
            Self::RecordAllYears => "verification.all-years",
            Self::RenderDocuments(_) => "rendition.documents",
            Self::RenderYear(_) => "rendition.year",
            Self::MailPasswordToken(_) => "mail.password-token",
            Self::BeginLinkRounds => "links.round",
            Self::CheckLinks(_) => "links.check",
        }
    }

    /// Its kind.
    pub(super) fn kind(self) -> Option<&'static Kind> {
        kind::find(self.name())
    }

    /// The payload, as JSON.
    pub(super) fn payload(self) -> Result<Value, serde_json::Error> {
        match self {
            Self::Chore(_) | Self::RecordEditions | Self::RecordAllYears | Self::BeginLinkRounds => Ok(Value::Null),
            Self::RecordYear(years)
            | Self::RecordYears(years)
            | Self::RenderDocuments(years)
            | Self::RenderYear(years) => serde_json::to_value(years),
            Self::MailPasswordToken(mail) => serde_json::to_value(mail),
            Self::CheckLinks(links) => serde_json::to_value(links),
        }
    }

    /// Queued jobs with the same key are done once. `None` if each one has an effect of its own.
    pub(super) fn dedupe_key(self) -> Option<String> {
        let name = self.name();
        match self {
            Self::Chore(_) | Self::RecordEditions | Self::RecordAllYears | Self::BeginLinkRounds => {
                Some(format!("regular:{name}"))
            }
            Self::RecordYear(years)
            | Self::RecordYears(years)
            | Self::RenderDocuments(years)
            | Self::RenderYear(years) => {
                let year = years
                    .fiscal_year
                    .map_or_else(|| "*".to_owned(), |year| year.get().to_string());
                Some(format!("{name}:{}:{year}", years.organization_id))
            }
            Self::CheckLinks(links) => Some(format!("{name}:{}", links.organization_id)),
            Self::MailPasswordToken(_) => None,
        }
    }

    /// What a leased job does; `None` if its payload cannot be read.
    pub(super) fn of(job: &ClaimedJob) -> Option<Self> {
        let payload = job.payload.as_str();
        match job.kind.as_str() {
            "verification.editions" => Some(Self::RecordEditions),
            "verification.year" => read(payload).map(Self::RecordYear),
            "verification.years" => read(payload).map(Self::RecordYears),
            "verification.all-years" => Some(Self::RecordAllYears),
            "rendition.documents" => read(payload).map(Self::RenderDocuments),
            "rendition.year" => read(payload).map(Self::RenderYear),
            "mail.password-token" => read(payload).map(Self::MailPasswordToken),
            "links.round" => Some(Self::BeginLinkRounds),
            "links.check" => read(payload).map(Self::CheckLinks),
            chore => Chore::find(chore).map(Self::Chore),
        }
    }
}

fn read<T: for<'de> Deserialize<'de>>(payload: &str) -> Option<T> {
    serde_json::from_str(payload).ok()
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use prongsai_domain::id::JobId;
    use prongsai_persistence::JobLease;
    use uuid::Uuid;

    use super::super::kind::KINDS;
    use super::*;

    fn claimed(kind: &str, payload: &str) -> ClaimedJob {
        ClaimedJob {
            lease: JobLease {
                job: JobId::new(Uuid::nil()),
                token: Uuid::nil(),
            },
            kind: kind.to_owned(),
            version: 1,
            payload: payload.to_owned(),
            attempts: 1,
            waited: Duration::ZERO,
        }
    }

    /// The payloads of released versions. Queued jobs outlive an upgrade.
    #[test]
    fn every_kind_reads_its_payload_and_writes_it_again() {
        let year = r#"{"organization_id":"01937000-0000-7000-8000-000000000001","fiscal_year":2569}"#;
        let person = r#"{"user_id":"01937000-0000-7000-8000-000000000002"}"#;
        for kind in KINDS {
            let payload = match kind.name {
                "verification.year" | "verification.years" | "rendition.documents" | "rendition.year" => year,
                "mail.password-token" => person,
                "links.check" => r#"{"organization_id":"01937000-0000-7000-8000-000000000001"}"#,
                _ => "null",
            };
            let job = Job::of(&claimed(kind.name, payload)).unwrap();
            assert_eq!(job.name(), kind.name);
            let written: Value = serde_json::from_str(payload).unwrap();
            assert_eq!(job.payload().unwrap(), written, "{}", kind.name);
        }
    }

    #[test]
    fn what_cannot_be_read_is_no_job() {
        for (kind, payload) in [
            ("rendition.year", "null"),
            ("rendition.year", "{}"),
            ("nothing", "null"),
        ] {
            assert_eq!(Job::of(&claimed(kind, payload)), None, "{kind} {payload}");
        }
    }

    #[test]
    fn names_are_unique() {
        for (index, kind) in KINDS.iter().enumerate() {
            assert!(
                KINDS[index + 1..].iter().all(|other| other.name != kind.name),
                "{}",
                kind.name
            );
        }
    }
}
