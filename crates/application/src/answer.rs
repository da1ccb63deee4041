use prongsai_persistence::{Claim, Recorded, StoredReply, Transaction};

use crate::acting::change;
use crate::{Acting, App, Context, Error};

/// An answer that can be kept under an idempotency key and given again.
pub trait Kept: Sized {
    /// The answer as it is kept.
    ///
    /// # Errors
    /// [`AnswerError`] when it has no such form.
    fn to_stored(&self) -> Result<StoredReply, AnswerError>;

    /// The answer that was kept.
    ///
    /// # Errors
    /// [`AnswerError`] when what was kept is no such answer.
    fn from_stored(stored: StoredReply) -> Result<Self, AnswerError>;
}

/// An answer that cannot be made, kept or read again.
#[derive(Debug, thiserror::Error)]
#[error("an answer could not be written: {0}")]
pub struct AnswerError(pub String);

impl From<AnswerError> for Error {
    fn from(error: AnswerError) -> Self {
        Self::Internal(error.to_string())
    }
}

/// What became of a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcome<A> {
    /// What is answered.
    pub answer: A,
    /// Whether this is the first answer to an earlier request with the same idempotency key.
    pub is_replay: bool,
}

impl<A> Outcome<A> {
    const fn fresh(answer: A) -> Self {
        Self {
            answer,
            is_replay: false,
        }
    }
}

/// What was done, itself, for callers inside the program. They have no idempotency key, so it is never kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Direct<T>(pub T);

/// Answers what was done, itself.
///
/// # Errors
/// None.
pub fn direct<T: Clone>(done: &T) -> Result<Direct<T>, AnswerError> {
    Ok(Direct(done.clone()))
}

impl<T> Kept for Direct<T> {
    fn to_stored(&self) -> Result<StoredReply, AnswerError> {
        Err(AnswerError("it is not kept".to_owned()))
    }

    fn from_stored(_: StoredReply) -> Result<Self, AnswerError> {
        Err(AnswerError("it was not kept".to_owned()))
    }
}

/// Carries out a change and answers it. With an idempotency key, the answer is kept in the same transaction, and a
/// repeated request is given that first answer without being carried out again, if `permit` says that the person may
/// still do what was asked. An answer that cannot be made undoes the change: its sender would not know that it was done.
///
/// # Errors
/// [`Error::IdempotencyKeyReused`] when the key was used for another request; [`Error::Internal`] when the answer cannot
/// be made; otherwise what `permit` or the work says.
pub async fn write_replying<T, A: Kept>(
    app: &App,
    context: &Context,
    name: &'static str,
    permit: impl AsyncFn(&mut Transaction, &Acting) -> Result<(), Error>,
    work: impl AsyncFn(&mut Transaction, &Acting) -> Result<Recorded<T>, Error>,
    respond: impl Fn(&T) -> Result<A, AnswerError>,
) -> Result<Outcome<A>, Error> {
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
                    repeated(stored)
                }
                Claim::Fresh => {
                    let outcome = answered(work(transaction, acting).await?, &respond)?;
                    let stored = outcome.get().answer.to_stored()?;
                    transaction.keep_reply(context.user(), &claim.key, &stored).await?;
                    Ok(outcome)
                }
            }
        },
    )
    .await
}

fn answered<T, A>(
    done: Recorded<T>,
    respond: impl Fn(&T) -> Result<A, AnswerError>,
) -> Result<Recorded<Outcome<A>>, Error> {
    Ok(done.try_map(|done| respond(&done).map(Outcome::fresh))?)
}

fn repeated<A: Kept>(stored: Recorded<StoredReply>) -> Result<Recorded<Outcome<A>>, Error> {
    let answer = stored.try_map(A::from_stored)?;
    Ok(answer.map(|answer| Outcome {
        answer,
        is_replay: true,
    }))
}

/// An answer to somebody to whom nothing was done: a dry run.
///
/// # Errors
/// [`Error::Internal`] when the answer cannot be made.
pub(crate) fn undone<T, A>(found: &T, respond: impl Fn(&T) -> Result<A, AnswerError>) -> Result<Outcome<A>, Error> {
    Ok(Outcome::fresh(respond(found)?))
}
