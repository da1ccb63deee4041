use diesel::pg::Pg;
use diesel::query_builder::{AstPass, Query, QueryFragment, QueryId};
use diesel::result::Error::QueryBuilderError;
use diesel::sql_types::{Nullable, Text, Timestamptz, Untyped, Uuid as SqlUuid};
use diesel::{QueryResult, RunQueryDsl};
use jiff::Timestamp;
use uuid::Uuid;

/// A statement whose text is fixed. Each connection prepares it once.
///
/// diesel does not know whether the text of a `sql_query` is fixed, so it prepares and plans it at every execution. For the
/// statements that write, this cost more than their execution.
pub(crate) struct Fixed {
    sql: &'static str,
    parameters: Vec<Parameter>,
}

enum Parameter {
    Text(String),
    Uuid(Option<Uuid>),
    Time(jiff_diesel::Timestamp),
}

/// A statement with the parameters `$1`, `$2` …, which are added in this order.
pub(crate) const fn fixed(sql: &'static str) -> Fixed {
    Fixed {
        sql,
        parameters: Vec::new(),
    }
}

impl Fixed {
    /// Adds a parameter of type `text`.
    pub(crate) fn text(mut self, value: impl Into<String>) -> Self {
        self.parameters.push(Parameter::Text(value.into()));
        self
    }

    /// Adds a parameter of type `uuid`, which may be NULL.
    pub(crate) fn uuid(mut self, value: impl Into<Option<Uuid>>) -> Self {
        self.parameters.push(Parameter::Uuid(value.into()));
        self
    }

    /// Adds a parameter of type `timestamptz`.
    pub(crate) fn time(mut self, value: Timestamp) -> Self {
        self.parameters.push(Parameter::Time(value.into()));
        self
    }

    fn parameter(&self, number: &str) -> QueryResult<&Parameter> {
        let index = number.parse::<usize>().ok().and_then(|number| number.checked_sub(1));
        index
            .and_then(|index| self.parameters.get(index))
            .ok_or_else(|| QueryBuilderError(format!("the statement has no parameter ${number}").into()))
    }
}

impl QueryFragment<Pg> for Fixed {
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, Pg>) -> QueryResult<()> {
        let mut rest = self.sql;
        let mut named = 0;
        while let Some((before, after)) = rest.split_once('$') {
            out.push_sql(before);
            let end = after.find(|c: char| !c.is_ascii_digit()).unwrap_or(after.len());
            let (number, after) = after.split_at(end);
            named = named.max(number.parse().unwrap_or(0));
            match self.parameter(number)? {
                Parameter::Text(text) => out.push_bind_param::<Text, _>(text.as_str())?,
                Parameter::Uuid(uuid) => out.push_bind_param::<Nullable<SqlUuid>, _>(uuid)?,
                Parameter::Time(time) => out.push_bind_param::<Timestamptz, _>(time)?,
            }
            rest = after;
        }
        out.push_sql(rest);
        let given = self.parameters.len();
        if named != given {
            return Err(QueryBuilderError(
                format!("the statement has {named} parameters, not {given}").into(),
            ));
        }
        Ok(())
    }
}

/// The text identifies the statement in the cache of prepared statements.
impl QueryId for Fixed {
    type QueryId = ();

    const HAS_STATIC_QUERY_ID: bool = false;
}

impl Query for Fixed {
    type SqlType = Untyped;
}

impl<C> RunQueryDsl<C> for Fixed {}

#[cfg(test)]
mod tests {
    use diesel::debug_query;

    use super::*;

    #[test]
    fn parameters_stand_where_they_are_named() {
        let query = fixed("SELECT $2::json, f($1) FROM t").uuid(Uuid::nil()).text("[]");
        let shown = debug_query::<Pg, _>(&query).to_string();
        assert_eq!(
            shown,
            "SELECT $1::json, f($2) FROM t -- binds: [\"[]\", Some(00000000-0000-0000-0000-000000000000)]"
        );
    }

    #[test]
    fn a_missing_or_superfluous_parameter_is_an_error() {
        for query in [
            fixed("SELECT $1"),
            fixed("SELECT $1").text("a").text("b"),
            fixed("SELECT '$'").text("a"),
        ] {
            let mut sql = String::new();
            let walked = std::fmt::Write::write_fmt(&mut sql, format_args!("{}", debug_query::<Pg, _>(&query)));
            assert!(walked.is_err(), "{}", query.sql);
        }
    }
}
