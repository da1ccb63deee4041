use diesel::pg::Pg;
use diesel::query_builder::{AstPass, Query, QueryFragment, QueryId};
use diesel::{QueryResult, RunQueryDsl};

/// A statement of diesel that each connection prepares once.
///
/// diesel prepares every `UPDATE` and every `DO UPDATE` at each execution, because their columns may depend on values:
/// that is a second round trip, and the statement is planned again. Use this only where the text does not depend on values.
pub(crate) struct Cached<Q>(Q);

/// Prepares a statement once for each connection. See [`Cached`].
pub(crate) const fn cached<Q>(statement: Q) -> Cached<Q> {
    Cached(statement)
}

impl<Q: QueryFragment<Pg>> QueryFragment<Pg> for Cached<Q> {
    fn walk_ast<'b>(&'b self, out: AstPass<'_, 'b, Pg>) -> QueryResult<()> {
        self.0.walk_ast(out)
    }

    fn is_safe_to_cache_prepared(&self, _: &Pg) -> QueryResult<bool> {
        Ok(true)
    }
}

/// The text identifies the statement in the cache of prepared statements.
impl<Q> QueryId for Cached<Q> {
    type QueryId = ();

    const HAS_STATIC_QUERY_ID: bool = false;
}

impl<Q: Query> Query for Cached<Q> {
    type SqlType = Q::SqlType;
}

impl<Q, C> RunQueryDsl<C> for Cached<Q> {}

#[cfg(test)]
mod tests {
    use diesel::prelude::*;

    use super::*;
    use crate::schema::documents;

    #[test]
    fn an_update_is_prepared_once() {
        let update = || diesel::update(documents::table).set(documents::revision.eq(documents::revision + 1));
        assert!(
            !update().is_safe_to_cache_prepared(&Pg).unwrap(),
            "diesel caches it by itself"
        );
        let cached = cached(update());
        assert!(cached.is_safe_to_cache_prepared(&Pg).unwrap());
        let text = |shown: String| shown.split(" -- ").next().unwrap().to_owned();
        assert_eq!(
            text(diesel::debug_query::<Pg, _>(&cached).to_string()),
            text(diesel::debug_query::<Pg, _>(&update()).to_string())
        );
    }
}
