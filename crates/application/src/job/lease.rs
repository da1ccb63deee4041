use prongsai_persistence::{JobLease, Transaction};

use crate::Error;

/// Finishes a job in the transaction of its effect.
///
/// # Errors
/// [`Error::Unavailable`] when the lease was lost. The transaction is then rolled back: another worker does the job.
pub(crate) async fn finish_within(transaction: &mut Transaction, lease: JobLease) -> Result<(), Error> {
    if transaction.finish_job(lease).await? {
        Ok(())
    } else {
        Err(Error::Unavailable("the lease of the job was lost".to_owned()))
    }
}
