use prongsai_persistence::{Claim, Recorded, StoredReply, Transaction};

use crate::acting::change;
use crate::{Acting, App, Context, Error};

/// An answer to a request, ready to be sent and to be kept under an idempotency key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reply {
    /// HTTP status.
    pub status: u16,
    /// Headers.
    pub headers: Vec<(String, String)>,
    /// Body: JSON, or nothing.
    pub body: String,
    /// Whether this is the first answer to an earlier request with the same idempotency key.
    pub is_replay: bool,
}

impl Reply {
    /// An answer with a status and a JSON body.
    pub const fn new(status: u16, body: String) -> Self {
        Self {
            status,
            headers: Vec::new(),
            body,
            is_replay: false,
        }
    }

    /// Adds a header.
    #[must_use]
    pub fn with_header(mut self, name: &str, value: impl Into<String>) -> Self {
        self.headers.push((name.to_owned(), value.into()));
        self
    }

    fn to_stored(&self) -> StoredReply {
        let headers = self
            .headers
            .iter()
            .fold(String::new(), |text, (name, value)| text + name + ": " + value + "\n");
        StoredReply {
            status: self.status,
            headers,
            body: self.body.clone(),
        }
    }

    fn from_stored(stored: StoredReply) -> Self {
        let headers = stored
            .headers
            .lines()
            .filter_map(|line| line.split_once(": "))
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .collect();
        Self {
            status: stored.status,
            headers,
            body: stored.body,
            is_replay: true,
        }
    }
}

/// Carries out the change of a POST and answers it. With an idempotency key, the answer is kept in the same
/// transaction, and a repeated request is given that first answer without being carried out again, if `permit` says
/// that the person may still do what was asked.
///
/// # Errors
/// [`Error::IdempotencyKeyReused`] when the key was used for another request; otherwise what `permit` or the work says.
pub async fn write_replying<T>(
    app: &App,
    context: &Context,
    name: &'static str,
    permit: impl AsyncFn(&mut Transaction, &Acting) -> Result<(), Error>,
    work: impl AsyncFn(&mut Transaction, &Acting) -> Result<Recorded<T>, Error>,
    respond: impl Fn(&T) -> Reply,
) -> Result<Reply, Error> {
    change(
        app,
        context,
        name,
        async |transaction: &mut Transaction, acting: &Acting| {
            let Some(claim) = &context.idempotency else {
                return answered(work(transaction, acting).await?, &respond);
            };
            match transaction
                .claim(context.user(), &claim.key, &claim.request_sha256, context.now)
                .await?
            {
                Claim::OtherRequest => Err(Error::IdempotencyKeyReused),
                Claim::Before(stored) => {
                    permit(transaction, acting).await?;
                    Ok(stored.map(Reply::from_stored))
                }
                Claim::Fresh => {
                    let reply = answered(work(transaction, acting).await?, &respond)?;
                    transaction
                        .keep_reply(context.user(), &claim.key, &reply.get().to_stored())
                        .await?;
                    Ok(reply)
                }
            }
        },
    )
    .await
}

/// What was done with its answer. An answer that cannot be written undoes it: its sender would not know that it was done.
fn answered<T>(done: Recorded<T>, respond: impl Fn(&T) -> Reply) -> Result<Recorded<Reply>, Error> {
    let reply = done.map(|value| respond(&value));
    if reply.get().status >= 500 {
        return Err(Error::Internal("an answer could not be written".to_owned()));
    }
    Ok(reply)
}
