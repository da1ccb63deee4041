//! The role that serves. It may read and write rows, within the rights of `migrations/runtime_role.sql`. The role that
//! migrates owns the tables, so that a fault of the server cannot remove a trigger or change the audit trail.

use postgres_protocol::password::scram_sha_256;
use tokio_postgres::Client;
use tokio_postgres::error::SqlState;

use crate::StoreError;
use crate::connection::{Target, client};
use crate::error::with_causes;

const RIGHTS: &str = include_str!("../../../migrations/runtime_role.sql");
const UNDUE_RIGHTS: &str = include_str!("undue_rights.sql");

/// Gives the role of `runtime_url` its rights in the database of `owner_url`, and creates the role when it is missing.
/// Returns the name of a role that was created. The migrations must have run.
///
/// # Errors
/// [`StoreError::Unavailable`] when the URL of the server names no role, when both URLs lead to the same role, when
/// the owner may not create the role, or when the database cannot be reached. The text states the reason.
pub async fn set_up_runtime_role(owner_url: &str, runtime_url: &str) -> Result<Option<String>, StoreError> {
    let (owner, runtime) = (Target::parse(owner_url)?, Target::parse(runtime_url)?);
    let Some(role) = runtime.user() else {
        return Err(refused("the URL of the server names no role"));
    };
    let mut client = client(&owner).await?;
    // Asked of the database: a URL without a role means that of the operating system's user.
    let owner_role = client
        .query_one("SELECT current_user", &[])
        .await
        .map_err(unavailable)?;
    if owner_role.get::<_, &str>(0) == role {
        return Err(refused(
            "the role that migrates and the role that serves must be different",
        ));
    }
    let created = create(&client, role, runtime.password()).await?;
    grant(&mut client, role).await.map_err(unavailable)?;
    Ok(created.then(|| role.to_owned()))
}

/// What the role of a URL may do although only the owner of the tables should, each with its remedy. With any of it, the role
/// can get around the triggers. The migrations must have run.
///
/// # Errors
/// [`StoreError::Unavailable`] when the database cannot be reached.
pub async fn undue_rights(url: &str) -> Result<Vec<String>, StoreError> {
    let client = client(&Target::parse(url)?).await?;
    let found = client.query(UNDUE_RIGHTS, &[]).await.map_err(unavailable)?;
    Ok(found.into_iter().map(|row| row.get(0)).collect())
}

/// Creates the role unless it exists. The password is sent as its verifier, so that no log of the database has it.
async fn create(client: &Client, role: &str, password: Option<&[u8]>) -> Result<bool, StoreError> {
    let exists = "SELECT FROM pg_roles WHERE rolname = $1";
    if client.query_opt(exists, &[&role]).await.map_err(unavailable)?.is_some() {
        return Ok(false);
    }
    let verifier = password.map_or_else(String::new, |password| {
        format!(" PASSWORD '{}'", scram_sha_256(password))
    });
    let identifier = role.replace('"', "\"\"");
    let statement = format!("CREATE ROLE \"{identifier}\" LOGIN{verifier}");
    match client.batch_execute(&statement).await {
        Ok(()) => Ok(true),
        // Another process has created it.
        Err(error)
            if matches!(
                error.code(),
                Some(&SqlState::DUPLICATE_OBJECT | &SqlState::UNIQUE_VIOLATION)
            ) =>
        {
            Ok(false)
        }
        Err(error) if error.code() == Some(&SqlState::INSUFFICIENT_PRIVILEGE) => Err(refused(&format!(
            "the role \"{role}\" does not exist and this role may not create it; \
             as a superuser run: CREATE ROLE \"{identifier}\" LOGIN PASSWORD '…'"
        ))),
        Err(error) => Err(unavailable(error)),
    }
}

async fn grant(client: &mut Client, role: &str) -> Result<(), tokio_postgres::Error> {
    let transaction = client.transaction().await?;
    // Two servers that start at once would change the same rows of the catalogue.
    let one_at_a_time = "SELECT pg_advisory_xact_lock(hashtext('prongsai.runtime_role'))";
    transaction.batch_execute(one_at_a_time).await?;
    let name_role = "SELECT set_config('prongsai.runtime_role', $1, true)";
    transaction.execute(name_role, &[&role]).await?;
    transaction.batch_execute(RIGHTS).await?;
    transaction.commit().await
}

fn refused(why: &str) -> StoreError {
    StoreError::Unavailable(why.to_owned())
}

/// With the message of the server, which the text of the error alone omits.
#[expect(clippy::needless_pass_by_value, reason = "the form that map_err takes")]
pub(crate) fn unavailable(error: tokio_postgres::Error) -> StoreError {
    StoreError::Unavailable(with_causes(&error))
}
