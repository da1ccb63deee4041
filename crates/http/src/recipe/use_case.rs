//! The use cases of the invented resource. A change takes `&App`, the context, the precondition, and functions that may
//! be called again when the transaction is repeated. The bodies are placeholders: nothing is stored.

use prongsai_application::{AnswerError, App, Context, Error, Outcome, Precondition, Replayable};
use prongsai_domain::id::DocumentId;
use uuid::Uuid;

#[derive(Clone)]
pub(super) struct Leaflet {
    pub(super) id: Uuid,
    pub(super) revision: i64,
    pub(super) input: LeafletInput,
}

#[derive(Clone)]
pub(super) struct LeafletInput {
    pub(super) title: String,
    pub(super) copies: Option<u32>,
}

/// The leaflets after one of them, at most `limit`.
pub(super) async fn list(
    _: &App,
    _: &Context,
    title: Option<&str>,
    _after: Option<DocumentId>,
    _limit: i64,
) -> Result<Vec<Leaflet>, Error> {
    std::future::ready(title.map(|_| Vec::new()).ok_or(Error::NotFound)).await
}

pub(super) async fn find(_: &App, _: &Context, id: Uuid) -> Result<Leaflet, Error> {
    std::future::ready(Err(Error::Internal(format!("{id} is invented")))).await
}

pub(super) async fn create<A: Replayable>(
    _: &App,
    context: &Context,
    input: LeafletInput,
    respond: impl Fn(&Leaflet) -> Result<A, AnswerError>,
) -> Result<Outcome<A>, Error> {
    let made = Leaflet {
        id: context.new_id(),
        revision: 1,
        input,
    };
    let answer = std::future::ready(respond(&made)).await?;
    Ok(Outcome {
        answer,
        is_replay: false,
    })
}

pub(super) async fn edit(
    app: &App,
    context: &Context,
    id: Uuid,
    precondition: &Precondition,
    change: impl Fn(&mut LeafletInput),
) -> Result<Leaflet, Error> {
    let mut leaflet = find(app, context, id).await?;
    precondition.check(leaflet.revision)?;
    change(&mut leaflet.input);
    Ok(leaflet)
}
