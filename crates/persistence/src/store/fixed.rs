use diesel::pg::Pg;
use diesel::query_builder::{AstPass, Query, QueryFragment, QueryId};
use diesel::result::Error::QueryBuilderError;
use diesel::sql_types::{Array, BigInt, Nullable, Text, Timestamptz, Untyped, Uuid as SqlUuid};
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
    Text(Option<String>),
    Texts(Vec<String>),
    Uuid(Option<Uuid>),
    Number(Option<i64>),
    Time(jiff_diesel::Timestamp),
}

/// A statement with the parameters `$1`, `$2` …, which are added in this order. A parameter that the text names several
/// times is sent once.
pub(crate) const fn fixed(sql: &'static str) -> Fixed {
    Fixed {
        sql,
        parameters: Vec::new(),
    }
}

impl Fixed {
    /// Adds a parameter of type `text`.
    pub(crate) fn text(mut self, value: impl Into<String>) -> Self {
        self.parameters.push(Parameter::Text(Some(value.into())));
        self
    }

    /// Adds a parameter of type `text`, which may be NULL.
    pub(crate) fn text_or_null(mut self, value: Option<impl Into<String>>) -> Self {
        self.parameters.push(Parameter::Text(value.map(Into::into)));
        self
    }

    /// Adds a parameter of type `text[]`.
    pub(crate) fn texts(mut self, values: Vec<String>) -> Self {
        self.parameters.push(Parameter::Texts(values));
        self
    }

    /// Adds a parameter of type `uuid`, which may be NULL.
    pub(crate) fn uuid(mut self, value: impl Into<Option<Uuid>>) -> Self {
        self.parameters.push(Parameter::Uuid(value.into()));
        self
    }

    /// Adds a parameter of type `bigint`, which may be NULL.
    pub(crate) fn number(mut self, value: impl Into<Option<i64>>) -> Self {
        self.parameters.push(Parameter::Number(value.into()));
        self
    }

    /// Adds a parameter of type `timestamptz`.
    pub(crate) fn time(mut self, value: Timestamp) -> Self {
        self.parameters.push(Parameter::Time(value.into()));
        self
    }

    fn parameter(&self, number: usize) -> QueryResult<&Parameter> {
        let index = number.checked_sub(1);
        index
            .and_then(|index| self.parameters.get(index))
            .ok_or_else(|| QueryBuilderError(format!("the statement has no parameter ${number}").into()))
    }
}

impl QueryFragment<Pg> for Fixed {
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, Pg>) -> QueryResult<()> {
        let mut rest = self.sql;
        // The numbers in the order in which they are first named: diesel numbers the parameters that it binds.
        let mut bound: Vec<usize> = Vec::with_capacity(self.parameters.len());
        while let Some((before, after)) = rest.split_once('$') {
            out.push_sql(before);
            let end = after.find(|c: char| !c.is_ascii_digit()).unwrap_or(after.len());
            let (number, after) = after.split_at(end);
            let number = number.parse().unwrap_or(0);
            let parameter = self.parameter(number)?;
            if let Some(place) = bound.iter().position(|known| *known == number) {
                out.push_sql("$");
                out.push_sql(&(place + 1).to_string());
            } else {
                bound.push(number);
                bind(parameter, &mut out)?;
            }
            rest = after;
        }
        out.push_sql(rest);
        let (named, given) = (bound.len(), self.parameters.len());
        if named != given {
            return Err(QueryBuilderError(
                format!("the statement has {named} parameters, not {given}").into(),
            ));
        }
        Ok(())
    }
}

fn bind<'b>(parameter: &'b Parameter, out: &mut AstPass<'_, 'b, Pg>) -> QueryResult<()> {
    match parameter {
        Parameter::Text(text) => out.push_bind_param::<Nullable<Text>, _>(text),
        Parameter::Texts(texts) => out.push_bind_param::<Array<Text>, _>(texts),
        Parameter::Uuid(uuid) => out.push_bind_param::<Nullable<SqlUuid>, _>(uuid),
        Parameter::Number(number) => out.push_bind_param::<Nullable<BigInt>, _>(number),
        Parameter::Time(time) => out.push_bind_param::<Timestamptz, _>(time),
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
            "SELECT $1::json, f($2) FROM t -- binds: [Some(\"[]\"), Some(00000000-0000-0000-0000-000000000000)]"
        );
    }

    #[test]
    fn a_parameter_that_is_named_again_is_sent_once() {
        let query = fixed("SELECT $2 WHERE $1 IS NULL OR $2 = $1 OR $3 > $2")
            .number(None)
            .number(7)
            .texts(vec!["a".to_owned()]);
        let shown = debug_query::<Pg, _>(&query).to_string();
        assert_eq!(
            shown,
            "SELECT $1 WHERE $2 IS NULL OR $1 = $2 OR $3 > $1 -- binds: [Some(7), None, [\"a\"]]"
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
