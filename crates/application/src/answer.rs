use prongsai_persistence::{Claim, Recorded, StoredReply, Transaction};

use crate::acting::change;
use crate::{Acting, App, Context, Error};

/// An answer that can be stored under an idempotency key and sent again when the request is repeated.
pub trait Replayable: Sized {
    /// The stored form of the answer.
    ///
    /// # Errors
    /// [`AnswerError`] if the answer has no stored form.
    fn to_stored(&self) -> Result<StoredReply, AnswerError>;

    /// Reads a stored answer.
    ///
    /// # Errors
    /// [`AnswerError`] if the stored form is not an answer of this type.
    fn from_stored(stored: StoredReply) -> Result<Self, AnswerError>;
}

/// An error for an answer that cannot be made, stored or read back.
#[derive(Debug, thiserror::Error)]
#[error("an answer could not be made: {0}")]
pub struct AnswerError(pub String);

impl From<AnswerError> for Error {
    fn from(error: AnswerError) -> Self {
        Self::Internal(error.to_string())
    }
}

/// The outcome of a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcome<A> {
    /// The answer.
    pub answer: A,
    /// Whether this is the stored answer to an earlier request with the same idempotency key.
    pub is_replay: bool,
}

impl<A> Outcome<A> {
    /// The answer to a request that was carried out now.
    pub(crate) const fn fresh(answer: A) -> Self {
        Self {
            answer,
            is_replay: false,
        }
    }
}

/// The result of a use case as its own answer, for callers inside the program. They have no idempotency key, so it is
/// never stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Direct<T>(pub T);

/// Makes the result of a use case its own answer.
///
/// # Errors
/// None; the return type is that of all functions that make answers.
pub fn direct<T: Clone>(done: &T) -> Result<Direct<T>, AnswerError> {
    Ok(Direct(done.clone()))
}

impl<T> Replayable for Direct<T> {
    fn to_stored(&self) -> Result<StoredReply, AnswerError> {
        Err(AnswerError("this answer is never stored".to_owned()))
    }

    fn from_stored(_: StoredReply) -> Result<Self, AnswerError> {
        Err(AnswerError("this answer is never stored".to_owned()))
    }
}

/// Carries out a change and makes the answer. With an idempotency key, the answer is stored in the same transaction. A
/// repeated request gets that first answer and is not carried out again, if `permit` confirms that the person still
/// has the right. If the answer cannot be made, the change is rolled back, because the sender would not learn of it.
///
/// # Errors
/// [`Error::IdempotencyKeyReused`] if the key was used for another request; [`Error::Internal`] if the answer cannot
/// be made; otherwise the error of `permit` or of the work.
pub(crate) async fn write_replying<T, A: Replayable>(
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
                Claim::Replay(stored) => {
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

fn repeated<A: Replayable>(stored: Recorded<StoredReply>) -> Result<Recorded<Outcome<A>>, Error> {
    let answer = stored.try_map(A::from_stored)?;
    Ok(answer.map(|answer| Outcome {
        answer,
        is_replay: true,
    }))
}
