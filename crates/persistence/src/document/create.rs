//! The creation of a document in one statement, which also checks what the right to create it rests on.

use diesel::prelude::*;
use diesel::sql_types::BigInt;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use prongsai_domain::access::Role;
use prongsai_domain::document::{Document, Edition};
use prongsai_domain::id::{ContentId, DivisionId, OrganizationId, ServiceTokenId, SessionId};

use crate::content::NewContent;
use crate::rows::stored_year;
use crate::store::{Fixed, fixed};
use crate::user::ActingUser;
use crate::{AuditEntry, Recorded, Store, StoreError, Transaction};

/// Creates a document with its first draft and the entry of the audit trail, if the right to do so still holds.
///
/// The statement reads account, session, service token and roles of the person, and locks the organization as
/// `share_organization` does. It also locks the rows that the new rows refer to and that somebody may delete. A row that
/// another transaction locks is skipped, and then nothing is inserted. So the statement never waits between the reading
/// of the roles and the end, except for a key that another transaction inserts.
///
/// With `MATERIALIZED` each part runs once, so each lock is taken once.
///
/// `$1` is the person, `$2` the session, `$3` the time, `$4` the service token, `$5` the organization, `$6` its province,
/// `$7` the roles, `$8` the division, `$9` the number of stored catalogues, `$10` the programme, `$11` the number of
/// documents that there must be fewer of, `$12` the fiscal year. The others are values of the rows.
const CREATE: &str = "
WITH division AS MATERIALIZED (
    SELECT id FROM divisions WHERE id = $8 AND organization_id = $5 AND is_active FOR KEY SHARE SKIP LOCKED),
acting AS MATERIALIZED (
    SELECT person.display_name, person.position, person.acting_as,
           ARRAY(SELECT DISTINCT held.role FROM memberships held
                 WHERE held.user_id = person.id AND (held.organization_id = organization.id
                     OR (held.organization_id IS NULL AND held.province_code IS NULL)
                     OR held.province_code = organization.province_code)
                 ORDER BY held.role) AS roles,
           CASE WHEN $11 IS NULL THEN 0 ELSE
               (SELECT count(*) FROM documents known WHERE known.organization_id = $5 AND known.programme = $10
                    AND known.fiscal_year = $12::smallint) END AS present
    FROM users person CROSS JOIN organizations organization
    WHERE person.id = $1 AND person.is_active AND person.handed_over_by IS NULL
      AND organization.id = $5 AND organization.province_code = $6
      AND ($2 IS NULL OR EXISTS (SELECT FROM sessions session WHERE session.id = $2 AND session.user_id = $1
                                     AND session.ended_at IS NULL AND session.expires_at > $3))
      AND ($4 IS NULL OR EXISTS (SELECT FROM service_tokens token WHERE token.id = $4 AND token.user_id = $1
                                     AND token.revoked_at IS NULL AND token.expires_at > $3))
      AND ($8 IS NULL OR EXISTS (SELECT FROM division))
      AND ($9 IS NULL OR $9 = (SELECT count(*) FROM catalogues WHERE programme = $10))
    FOR KEY SHARE OF person SKIP LOCKED FOR SHARE OF organization SKIP LOCKED),
permitted AS MATERIALIZED (
    SELECT display_name, position, acting_as, roles, present FROM acting
    WHERE roles @> $7 AND ($11 IS NULL OR present < $11)),
new_contents AS (
    INSERT INTO contents (id, kind, subject_id, version, schema_version, body, sha256, author_id, contributors,
                          created_at)
    SELECT $13, $14, $15, 1, $16::smallint, $17, $18, $1, ARRAY[$1], $3 FROM permitted),
new_documents AS (
    INSERT INTO documents (id, kind, organization_id, province_code, programme, fiscal_year, key, revision, created_by,
                           created_at)
    SELECT $15, $14, $5, $6, $10, $12::smallint, $19, 1, $1, $3 FROM permitted),
new_editions AS (
    INSERT INTO editions (document_id, number, state, content_id, title, indicators, division_id, category, drafters,
                          created_at, updated_at)
    SELECT $15, 1, 'draft', $13, $20, $21, $8, $22, ARRAY[$1], $3, $3 FROM permitted),
new_entries AS (
    INSERT INTO audit_entries (at, actor_id, action, subject_kind, subject_id, organization_id, edition, to_state,
        request_id, address_digest, client_request_id, detail, after_content_id, service_token_id, service_token_name,
        actor_name, actor_position, actor_acting_as, actor_roles)
    SELECT $3, $1, $23, $14, $15, $5, 1, 'draft', $24, $25, $26, $27, $13, $4, $28,
           display_name, position, acting_as, roles
    FROM permitted
    RETURNING id)
-- Nothing reads new_entries yet. A table with a row for each entry would be filled from it here, and in INSERT_ENTRIES.
SELECT present AS number FROM permitted";

/// A document to be created with its first draft, in one statement.
///
/// The person who acts is the author: the content has no base, the edition is a draft without acts and without a change
/// note, and all rows have the time of the request.
#[derive(Clone, Debug)]
pub struct Creation<'a> {
    /// The document.
    pub document: &'a Document,
    /// Its first edition.
    pub edition: &'a Edition,
    /// The content of the edition.
    pub content: &'a NewContent,
    /// The entry of the audit trail. Its subject and its time are those of the document.
    pub entry: &'a AuditEntry<'a>,
    /// The person who acts.
    pub by: ActingUser,
    /// The roles of the person in the organization, on which the right to create the document rests. The account is
    /// confirmed.
    pub roles: Vec<Role>,
    /// The number of stored revisions of catalogues ([`KnownCatalogues`](crate::KnownCatalogues)), if the content was
    /// checked with a remembered catalogue.
    pub catalogues: Option<i64>,
    /// The document is created if its organization has fewer documents of the year than this. `None`: they are not counted.
    pub fewer_than: Option<u64>,
}

#[derive(QueryableByName)]
struct PresentRow {
    #[diesel(sql_type = BigInt)]
    number: i64,
}

impl Store {
    /// Creates a document in a transaction of its own, which takes one round trip; `name` appears in traces. Returns the
    /// number of documents that the organization had in the year, or 0 if they were not counted.
    ///
    /// `None`: nothing was changed. Account, session, roles, catalogues, province or division are not as the caller read
    /// them, there are too many documents, or another transaction locks a row. A transaction of several statements finds
    /// out which.
    ///
    /// The key must be one that nobody else uses at the same time.
    ///
    /// # Errors
    /// [`StoreError::Unique`] when the organization has a document with this key in the year.
    pub async fn create_document(
        &self,
        name: &'static str,
        creation: &Creation<'_>,
    ) -> Result<Option<u64>, StoreError> {
        let create = async |connection: &mut AsyncPgConnection| creation.execute(connection).await;
        self.write_at_once(name, create).await
    }
}

impl Transaction {
    /// As [`Store::create_document`], in this transaction. The statement reads the roles, so they are not read once more
    /// before the commit, unless the key is one that somebody else may insert (`may_wait`): the statement may then have
    /// waited.
    ///
    /// # Errors
    /// As [`Store::create_document`].
    pub async fn create_document(
        &mut self,
        creation: &Creation<'_>,
        may_wait: bool,
    ) -> Result<Option<Recorded<u64>>, StoreError> {
        let present = creation.execute(self.connection()).await?;
        if present.is_some() {
            self.note_roles_read(may_wait);
        }
        Ok(present.map(Recorded::written))
    }
}

impl Creation<'_> {
    async fn execute(&self, connection: &mut AsyncPgConnection) -> Result<Option<u64>, StoreError> {
        let row: Option<PresentRow> = self.statement().get_result(connection).await.optional()?;
        Ok(row.map(|row| u64::try_from(row.number).unwrap_or_default()))
    }

    fn statement(&self) -> Fixed {
        let (document, edition, encoded) = (self.document, self.edition, &self.content.encoded);
        let facets = edition.content.facets();
        let indicators = facets.indicators.iter().map(ToString::to_string).collect();
        self.conditions(facets.division_id)
            .uuid(ContentId::get(self.content.id))
            .text(document.kind.as_str())
            .uuid(document.id.get())
            .number(i64::from(encoded.schema_version))
            .text(encoded.canonical.text.as_str())
            .text(encoded.canonical.sha256.as_str())
            .text(document.key.as_str())
            .text(edition.content.title())
            .texts(indicators)
            .text_or_null(facets.category)
            .text(self.entry.action.to_string())
            .uuid(self.entry.request_id)
            .text_or_null(self.entry.origin.address_digest.as_deref())
            .text_or_null(self.entry.origin.client_request_id.as_deref())
            .text_or_null(self.entry.detail.as_ref().map(ToString::to_string))
            .text_or_null(self.entry.service_token.as_ref().map(|(_, name)| name.as_str()))
    }

    /// The statement with the parameters that say when it may create the document.
    fn conditions(&self, division: Option<DivisionId>) -> Fixed {
        let document = self.document;
        let roles = self.roles.iter().map(|role| role.as_str().to_owned()).collect();
        let fewer_than = self.fewer_than.map(|number| i64::try_from(number).unwrap_or(i64::MAX));
        fixed(CREATE)
            .uuid(self.by.user.get())
            .uuid(self.by.session.map(SessionId::get))
            .time(self.by.at)
            .uuid(self.by.token.map(|(id, _)| ServiceTokenId::get(id)))
            .uuid(OrganizationId::get(document.jurisdiction.organization_id))
            .text(document.jurisdiction.province_code.as_str())
            .texts(roles)
            .uuid(division.map(DivisionId::get))
            .number(self.catalogues)
            .text(document.programme.as_str())
            .number(fewer_than)
            .number(i64::from(stored_year(document.fiscal_year)))
    }
}
