//! The statements of lists use indexes with every filter. So do the conditions of the history of a document, and of the
//! audit trail of a request.

mod approval_bases;

use prongsai_domain::access::{Actor, Membership, Role, Scope};
use prongsai_domain::calendar::FiscalYear;
use prongsai_domain::document::DocumentKind;
use prongsai_domain::geography::ProvinceCode;
use prongsai_domain::id::{DivisionId, OrganizationId, UserId};
use prongsai_domain::workflow::State;
use prongsai_persistence::{
    DocumentFilter, PublicationFilter, Visibility, document_list_statement, publication_list_statement,
};
use prongsai_test_support::TestDatabase;
use serde_json::Value;
use uuid::Uuid;

/// Tables that must never be read completely.
const LARGE: [&str; 7] = [
    "documents",
    "editions",
    "acts",
    "contents",
    "publications",
    "memberships",
    "audit_entries",
];
/// A typical row of `load.sql`.
const USUAL: u32 = 7;
const PROVINCE: &str = "47";

/// The identifier that `load.sql` gives to a row.
fn id_of(tag: &str, number: u32) -> Uuid {
    format!("0189{tag}-0000-7000-8000-{number:012x}").parse().unwrap()
}

fn organization() -> OrganizationId {
    OrganizationId::new(id_of("000a", USUAL))
}

fn division() -> DivisionId {
    DivisionId::new(id_of("000b", USUAL * 4))
}

fn province() -> ProvinceCode {
    ProvinceCode::parse(PROVINCE).unwrap()
}

/// What a node of a plan reads, and with which index.
fn nodes(plan: &Value, found: &mut Vec<(String, String, String)>) {
    let text = |name: &str| plan[name].as_str().unwrap_or_default().to_owned();
    found.push((text("Node Type"), text("Relation Name"), text("Index Name")));
    for child in plan["Plans"].as_array().into_iter().flatten() {
        nodes(child, found);
    }
}

/// A loaded database, to check its plans.
struct Plans {
    database: TestDatabase,
    wrong: Vec<String>,
}

impl Plans {
    async fn load() -> Self {
        let database = TestDatabase::create().await;
        let client = database.connect().await;
        client.batch_execute(include_str!("load.sql")).await.unwrap();
        client.batch_execute("VACUUM (ANALYZE)").await.unwrap();
        Self {
            database,
            wrong: Vec::new(),
        }
    }

    /// Checks the plan of a statement; if `indexes` is not empty, the plan has to use one of them.
    async fn look(&mut self, what: &str, statement: &str, indexes: &[&str]) {
        let quoted = statement.replace('\'', "''");
        let plan = self.database.text(&format!("plan_of('{quoted}')")).await;
        let plan: Value = serde_json::from_str(&plan).unwrap();
        let mut found = Vec::new();
        nodes(&plan[0]["Plan"], &mut found);
        assert!(found.len() > 1 || !found[0].2.is_empty(), "{what}: {plan:#}");
        let scans_all = found
            .iter()
            .any(|(node, relation, _)| node.contains("Seq Scan") && LARGE.contains(&relation.as_str()));
        let uses = indexes.is_empty() || found.iter().any(|(.., index)| indexes.contains(&index.as_str()));
        if scans_all || !uses {
            self.wrong.push(format!("{what}: {indexes:?}\n{plan:#}"));
        }
    }

    /// The document list with a filter, for a reader.
    async fn list(&mut self, what: &str, filter: &DocumentFilter, reader: &Visibility, indexes: &[&str]) {
        let statement = document_list_statement(filter, reader);
        let quote = |text: Option<String>| text.map_or_else(|| "NULL".to_owned(), |text| format!("'{text}'"));
        let organizations: Vec<String> = reader.organizations().iter().map(ToString::to_string).collect();
        let literals = [
            reader.everything().to_string(),
            format!("'{{{}}}'::uuid[]", organizations.join(",")),
            format!("'{{{}}}'::text[]", reader.provinces().join(",")),
            "'measure'".to_owned(),
            "NULL".to_owned(),
            quote(filter.organization_id.map(|id| id.to_string())),
            filter
                .fiscal_year
                .map_or("NULL".to_owned(), |year| year.get().to_string()),
            quote(filter.state.map(|state| state.as_str().to_owned())),
            quote(filter.indicator.clone()),
            quote(filter.division_id.map(|id| id.to_string())),
            quote(filter.province_code.as_ref().map(ToString::to_string)),
            quote(filter.category.clone()),
            "51".to_owned(),
        ];
        self.look(what, &filled(&statement, &literals), indexes).await;
    }

    async fn public_list(
        &mut self,
        what: &str,
        (kind, filter): (DocumentKind, &PublicationFilter),
        values: &[&str],
        indexes: &[&str],
    ) {
        let statement = publication_list_statement(kind, filter);
        let mut literals = vec![format!("'{kind}'"), format!("'{}'", Uuid::nil())];
        literals.extend(values.iter().map(|value| format!("'{value}'")));
        literals.push("51".to_owned());
        self.look(what, &filled(&statement, &literals), indexes).await;
    }

    fn finish(self) {
        assert!(self.wrong.is_empty(), "{}", self.wrong.join("\n"));
    }
}

/// A statement with its parameters as literals, as PostgreSQL plans it when they are known.
fn filled(statement: &str, literals: &[String]) -> String {
    let numbered = literals.iter().enumerate().rev();
    let filled = numbered.fold(statement.to_owned(), |text, (index, literal)| {
        text.replace(&format!("${}", index + 1), literal)
    });
    assert!(!filled.contains('$'), "{filled}");
    filled
}

fn reader(role: Role, scope: Scope) -> Visibility {
    Visibility::of(&Actor::new(UserId::new(Uuid::nil()), vec![Membership { role, scope }]))
}

/// The filters of the list of documents, with the indexes that answer them for a person who sees everything.
fn filters() -> Vec<(&'static str, DocumentFilter, &'static [&'static str])> {
    let of = |change: fn(&mut DocumentFilter)| {
        let mut filter = DocumentFilter::default();
        change(&mut filter);
        filter
    };
    vec![
        ("all", of(|_| ()), &[]),
        (
            "organization and year",
            of(|filter| {
                filter.organization_id = Some(organization());
                filter.fiscal_year = FiscalYear::new(2566).ok();
            }),
            &["documents_identity", "documents_of_organization"],
        ),
        (
            "province",
            of(|filter| filter.province_code = Some(province())),
            &["documents_of_province"],
        ),
        (
            "rare state",
            of(|filter| filter.state = Some(State::Returned)),
            &["editions_by_state"],
        ),
        (
            "frequent state",
            of(|filter| filter.state = Some(State::Published)),
            &[],
        ),
        (
            "rare indicator",
            of(|filter| filter.indicator = Some("i30".to_owned())),
            &["editions_by_indicator"],
        ),
        (
            "frequent indicator",
            of(|filter| filter.indicator = Some("i7".to_owned())),
            &[],
        ),
        (
            "division",
            of(|filter| filter.division_id = Some(division())),
            &["editions_of_division"],
        ),
    ]
}

#[tokio::test]
async fn no_list_reads_a_large_table_from_beginning_to_end() {
    let mut plans = Plans::load().await;
    let everything = reader(Role::PlatformAdmin, Scope::Platform);
    let member = reader(Role::Drafter, Scope::Organization(organization()));
    let viewer = reader(Role::ProvincialViewer, Scope::Province(province()));
    for (what, filter, indexes) in filters() {
        plans.list(what, &filter, &everything, indexes).await;
        for (who, visibility) in [("member", &member), ("viewer", &viewer)] {
            plans.list(&format!("{what}, {who}"), &filter, visibility, &[]).await;
        }
    }
    public_lists(&mut plans).await;
    approval_bases::look(&mut plans).await;
    trail(&mut plans).await;
    plans.finish();
}

async fn public_lists(plans: &mut Plans) {
    let of = |organization_id, province_code| PublicationFilter {
        organization_id,
        province_code,
        ..PublicationFilter::default()
    };
    let id = organization().to_string();
    let (own, provincial) = (of(Some(organization()), None), of(None, Some(province())));
    let kind = DocumentKind::Measure;
    plans
        .public_list(
            "public, organization",
            (kind, &own),
            &[&id],
            &["publications_of_organization"],
        )
        .await;
    plans
        .public_list(
            "public, province",
            (kind, &provincial),
            &[PROVINCE],
            &["publications_of_province"],
        )
        .await;
    plans
        .public_list("public, frequent kind", (kind, &of(None, None)), &[], &[])
        .await;
    let rare = (DocumentKind::Announcement, &of(None, None));
    plans
        .public_list("public, rare kind", rare, &[], &["publications_list"])
        .await;
}

/// The conditions are copies of those in `document/history.rs` and `audit/list.rs` of the persistence crate; change both.
async fn trail(plans: &mut Plans) {
    let history = format!(
        "SELECT entry.*, users.display_name FROM audit_entries entry LEFT JOIN users ON users.id = entry.actor_id \
         WHERE entry.subject_id = '{}' AND entry.id > 0 ORDER BY entry.id LIMIT 51",
        id_of("000d", USUAL)
    );
    plans.look("history", &history, &["audit_entries_of_subject"]).await;
    let request = "SELECT * FROM audit_entries WHERE request_id = md5('7/1')::uuid";
    plans
        .look("audit by request", request, &["audit_entries_of_request"])
        .await;
    // The statement that PostgreSQL runs when a division is deleted.
    let reference = format!(
        "SELECT 1 FROM ONLY editions WHERE division_id = '{}' FOR KEY SHARE",
        division()
    );
    plans
        .look("editions of a division", &reference, &["editions_of_division"])
        .await;
}

/// Tables with deleted rows, for which PostgreSQL searches the rows that refer to them.
const DELETED: &str =
    "'documents', 'editions', 'divisions', 'results', 'memberships', 'address_keys', 'idempotency_keys'";

#[tokio::test]
async fn every_reference_to_a_deletable_row_has_an_index() {
    let database = TestDatabase::create().await;
    let missing = format!(
        "SELECT string_agg(conrelid::regclass || ' ' || conname, ', ') FROM pg_constraint reference \
         WHERE contype = 'f' AND confrelid::regclass::text IN ({DELETED}) AND NOT EXISTS ( \
            SELECT FROM pg_index WHERE indrelid = reference.conrelid \
              AND (indkey::smallint[])[0:cardinality(conkey) - 1] @> conkey)"
    );
    assert_eq!(database.text(&missing).await, "");
}
