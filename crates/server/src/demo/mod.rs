//! The demo: two invented municipalities, loaded through the same use cases as real data, so that a new user gets a
//! complete answer from every part of the API.
//!
//! Loading may be interrupted at any point: the next start continues it. It adds the user `auditor` last; when that
//! user exists, later starts do not change documents. When it has its role in the first municipality, the demo is complete,
//! and later starts do not change accounts. A start without the demo ends its accounts ([`ending`]), and the next one with
//! it activates them again.

mod correction;
mod credentials;
mod ending;
mod goal;
mod greeting;
mod loading;
mod organizations;
mod people;
mod staff;
mod users;
mod years;

use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use anyhow::Result;
use prongsai_application::App;
use prongsai_domain::document::DocumentKind;
use prongsai_domain::id::{DocumentId, OrganizationId};
use prongsai_persistence::PublicationFilter;

use self::credentials::Credentials;
pub(crate) use self::ending::end;
use self::organizations::DemoOrganization;
use crate::progress::Progress;

/// What the program prints about the demo after the start.
pub(crate) struct Demo {
    credentials: Credentials,
    /// The file with the credentials.
    file: PathBuf,
    /// A published report, as an example to open.
    report: Option<DocumentId>,
}

/// Loads the demo if it is missing, and writes the file with its passwords.
///
/// # Errors
/// The database is in use for something else, or fails; the file cannot be written.
pub(crate) async fn load(app: &App, data_dir: &Path, address: SocketAddr, progress: Progress) -> Result<Demo> {
    let file = data_dir.join(credentials::FILE_NAME);
    let base_url = format!("http://{address}");
    ending::resume(app).await?;
    let known = credentials::read(&file);
    let credentials = if let Some(organization) = users::organization_of_complete_demo(app).await? {
        refresh(app, known, &file, base_url, organization, progress).await?
    } else {
        progress.say("loading the demo: two invented municipalities…");
        load_all(app, known, &file, base_url).await?
    };
    let report = published_report(app, credentials.first_organization()).await?;
    Ok(Demo {
        credentials,
        file,
        report,
    })
}

/// Loads what is missing of the demo. `known` has the passwords of an earlier start, if its file still exists.
async fn load_all(app: &App, known: Option<Credentials>, file: &Path, base_url: String) -> Result<Credentials> {
    users::refuse_foreign_users(app).await?;
    let passwords = credentials::passwords(known.as_ref())?;
    let admin = users::ensure_platform_admin(app, &passwords).await?;
    let first = organizations::ensure(app, &admin, &DemoOrganization::FIRST).await?;
    let second = organizations::ensure(app, &admin, &DemoOrganization::SECOND).await?;
    let credentials = Credentials::new(base_url, &passwords, first, second);
    // Before the users are added: when loading is interrupted, the next start must know their passwords.
    credentials.write(file)?;
    users::ensure_other_users(app, &admin, &passwords, first, second).await?;
    if !users::has_auditor(app).await? {
        for year in years::all() {
            loading::load_year(app, &year).await?;
        }
    }
    users::ensure_auditor(app, &admin, &passwords, first).await?;
    Ok(credentials)
}

/// Updates what can differ at each start of an existing demo: the address, and passwords whose file was lost. `known`
/// is the content of that file, `organization` the first organization.
async fn refresh(
    app: &App,
    known: Option<Credentials>,
    file: &Path,
    base_url: String,
    organization: OrganizationId,
    progress: Progress,
) -> Result<Credentials> {
    if let Some(mut known) = known.filter(|known| known.is_complete_for(organization)) {
        if known.base_url != base_url {
            known.base_url = base_url;
            known.write(file)?;
        }
        return Ok(known);
    }
    let passwords = credentials::passwords(None)?;
    // Somebody may have renamed the second organization, so that it is not found. The logins are restored all the same;
    // the file then names the first organization also for the drafter of the second one.
    let second = organizations::find(app, &DemoOrganization::SECOND)
        .await?
        .unwrap_or(organization);
    users::reset(app, &passwords).await?;
    let credentials = Credentials::new(base_url, &passwords, organization, second);
    credentials.write(file)?;
    progress.say(&format!(
        "the demo logins are new; their passwords are in {}",
        file.display()
    ));
    Ok(credentials)
}

/// The oldest published report of the organization. `None` as organization means any organization.
async fn published_report(app: &App, organization: Option<OrganizationId>) -> Result<Option<DocumentId>> {
    let filter = PublicationFilter {
        organization_id: organization,
        ..PublicationFilter::default()
    };
    let reports = app
        .store
        .list_publications(DocumentKind::Report, &filter, None, 1)
        .await?;
    Ok(reports.first().map(|report| report.id))
}
