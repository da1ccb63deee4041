//! Conditions and columns in SQL, as types. diesel does not cache a statement that contains `diesel::dsl::sql`: it is
//! parsed and planned at every execution, and takes a second round trip.

use diesel::QueryResult;
use diesel::expression::{AppearsOnTable, Expression, SelectableExpression, ValidGrouping};
use diesel::pg::Pg;
use diesel::query_builder::{AstPass, QueryFragment, QueryId};
use diesel::sql_types::{Array, Bool, Integer, Nullable, SmallInt, Text, Uuid as SqlUuid};
use uuid::Uuid;

use super::visibility::{Visibility, shown_first};

/// The number of entries of an array for which a plan that PostgreSQL makes once is good: it assumes ten. With more, the
/// statement is planned again for their number.
const PLANNED_FOR: usize = 10;

/// The condition that selects, for a document, the row of `edition_details` that a reader is shown: of the visible editions
/// the one in work, otherwise the live one, otherwise the last. `DISTINCT ON` keeps the first row of each document in this
/// order, and `is_visible` of the schema applies the `Visibility`.
#[derive(Clone, Debug, QueryId, ValidGrouping)]
pub(super) struct Shown<Documents> {
    documents: Documents,
    visibility: Visibility,
}

/// One document. PostgreSQL plans the statement once: for a list of unknown length it believes that a new plan is worth it,
/// and takes longer to plan than to execute.
#[derive(Clone, Copy, Debug, QueryId, ValidGrouping)]
pub(super) struct One(Uuid);

/// Any number of documents.
#[derive(Clone, Debug, QueryId, ValidGrouping)]
pub(super) struct Many(Vec<Uuid>);

/// All documents of organizations for a year.
#[derive(Clone, Debug, QueryId, ValidGrouping)]
pub(super) struct OfYear {
    organizations: Vec<Uuid>,
    fiscal_year: i16,
}

impl Shown<OfYear> {
    pub(super) fn of_year(organizations: Vec<Uuid>, fiscal_year: i16, visibility: &Visibility) -> Self {
        Self {
            documents: OfYear {
                organizations,
                fiscal_year,
            },
            visibility: visibility.clone(),
        }
    }
}

impl QueryFragment<Pg> for OfYear {
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, Pg>) -> QueryResult<()> {
        if self.organizations.len() > PLANNED_FOR {
            out.unsafe_to_cache_prepared();
        }
        out.push_sql(" IN (SELECT one.id FROM documents one WHERE one.organization_id = ANY (");
        out.push_bind_param::<Array<SqlUuid>, _>(&self.organizations)?;
        out.push_sql(") AND one.fiscal_year = ");
        out.push_bind_param::<SmallInt, _>(&self.fiscal_year)?;
        out.push_sql(")");
        Ok(())
    }
}

impl Shown<One> {
    pub(super) fn one(document: Uuid, visibility: &Visibility) -> Self {
        Self {
            documents: One(document),
            visibility: visibility.clone(),
        }
    }
}

impl Shown<Many> {
    pub(super) fn of(documents: Vec<Uuid>, visibility: &Visibility) -> Self {
        Self {
            documents: Many(documents),
            visibility: visibility.clone(),
        }
    }
}

impl<Documents> Expression for Shown<Documents> {
    type SqlType = Bool;
}

impl<From, Documents> AppearsOnTable<From> for Shown<Documents> {}

impl<From, Documents> SelectableExpression<From> for Shown<Documents> {}

impl QueryFragment<Pg> for One {
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, Pg>) -> QueryResult<()> {
        out.push_sql(" = ");
        out.push_bind_param::<SqlUuid, _>(&self.0)
    }
}

impl QueryFragment<Pg> for Many {
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, Pg>) -> QueryResult<()> {
        if self.0.len() > PLANNED_FOR {
            out.unsafe_to_cache_prepared();
        }
        out.push_sql(" = ANY (");
        out.push_bind_param::<Array<SqlUuid>, _>(&self.0)?;
        out.push_sql(")");
        Ok(())
    }
}

impl<Documents: QueryFragment<Pg>> QueryFragment<Pg> for Shown<Documents> {
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, Pg>) -> QueryResult<()> {
        out.push_sql(
            "(edition_details.document_id, edition_details.number) IN ( \
             SELECT DISTINCT ON (shown.document_id) shown.document_id, shown.number \
             FROM editions shown JOIN documents document ON document.id = shown.document_id \
             WHERE shown.document_id",
        );
        self.documents.walk_ast(out.reborrow())?;
        out.push_sql(" AND is_visible(");
        out.push_bind_param::<Bool, _>(&self.visibility.everything)?;
        out.push_sql(", ");
        out.push_bind_param::<Array<SqlUuid>, _>(&self.visibility.organizations)?;
        out.push_sql(", ");
        out.push_bind_param::<Array<Text>, _>(&self.visibility.provinces)?;
        out.push_sql(concat!(
            ", document.organization_id, document.province_code, shown.state) ORDER BY shown.document_id, ",
            shown_first!(),
            ")"
        ));
        Ok(())
    }
}

/// Defines a column whose SQL names `documents`. diesel does not check that the query has this table.
macro_rules! column_of_documents {
    ($(#[$doc:meta])* $name:ident: $type:ty = $sql:literal) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, QueryId, ValidGrouping)]
        pub(super) struct $name;

        impl Expression for $name {
            type SqlType = $type;
        }

        impl<From> AppearsOnTable<From> for $name {}

        impl<From> SelectableExpression<From> for $name {}

        impl QueryFragment<Pg> for $name {
            fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, Pg>) -> QueryResult<()> {
                out.push_sql($sql);
                Ok(())
            }
        }
    };
}

column_of_documents!(
    /// The number of a document's live edition. The public does not see it if the document is internal.
    LiveEdition: Nullable<Integer> = "(SELECT live.number FROM editions live \
        WHERE live.document_id = documents.id AND live.state = 'published') AS live_edition"
);

column_of_documents!(
    /// Who changed what an approval would show of the document's organization.
    LetterheadAuthors: Array<SqlUuid> = "ARRAY(SELECT author.person_id FROM letterhead_authors author \
        WHERE author.organization_id = documents.organization_id)"
);
