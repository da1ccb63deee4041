use std::path::Path;
use std::sync::Arc;

use prongsai_application::bundle::{Change, ImportOptions, ImportOutcome, import_file_with};
use prongsai_application::credentials::PasswordCost;
use prongsai_application::user::{MembershipInput, UserInput, confirm_grant, create_as_operator, find_by_username};
use prongsai_application::{App, Context, Error, Origin, ServiceOptions, Services, direct};
use prongsai_bundle::{Bundle, BundleText, parse};
use prongsai_domain::access::{Actor, Membership, Role, Scope};
use prongsai_domain::doubt::Doubt;
use prongsai_domain::id::{OrganizationId, UserId};
use prongsai_domain::violation::Violation;
use prongsai_persistence::{Store, StoreOptions};
use prongsai_test_support::{Fingerprint, TestClock, TestDatabase};
use uuid::Uuid;

/// The login name of the platform administrator.
const ADMIN: &str = "platform.admin";

/// The use cases with the test's own database.
pub(crate) struct Desk {
    pub(crate) database: TestDatabase,
    pub(crate) app: App,
    pub(crate) admin: Context,
}

impl Desk {
    pub(crate) async fn open() -> Self {
        let database = TestDatabase::create().await;
        let services = Services::new(ServiceOptions {
            clock: Arc::new(TestClock::default()),
            password_cost: PasswordCost::CHEAP,
            ..ServiceOptions::new(b"a secret of the tests, 32 bytes or more".to_vec())
        });
        let store = Store::new(StoreOptions::new(database.runtime_url())).unwrap();
        let app = App {
            store,
            services: Arc::new(services.unwrap()),
        };
        let admin = person(&app, ADMIN, Role::PlatformAdmin, Scope::Platform).await;
        Self { database, app, admin }
    }

    /// The context of a person with a role in an organization.
    pub(crate) async fn person(&self, name: &str, role: Role, organization: OrganizationId) -> Context {
        person(&self.app, name, role, Scope::Organization(organization)).await
    }

    pub(crate) async fn import(&self, who: &Context, bundle: &Bundle) -> Result<ImportOutcome, Error> {
        self.import_with(who, bundle, false).await
    }

    pub(crate) async fn dry_run(&self, who: &Context, bundle: &Bundle) -> Result<ImportOutcome, Error> {
        self.import_with(who, bundle, true).await
    }

    async fn import_with(&self, who: &Context, bundle: &Bundle, dry_run: bool) -> Result<ImportOutcome, Error> {
        let options = ImportOptions {
            dry_run,
            create_divisions: true,
            ..ImportOptions::default()
        };
        import_file_with(&self.app, who, serde_json::to_vec(bundle).unwrap(), options).await
    }

    /// Imports a bundle as the platform administrator, and returns the organization.
    pub(crate) async fn imported(&self, bundle: &Bundle) -> OrganizationId {
        self.import(&self.admin, bundle).await.unwrap().organization_id.unwrap()
    }

    /// A fingerprint of all data except the audit trail.
    pub(crate) async fn content(&self) -> Fingerprint {
        self.database.fingerprint(&["audit_entries"]).await
    }

    pub(crate) async fn audit_entries(&self) -> i64 {
        self.database.number("SELECT count(*) FROM audit_entries").await
    }
}

async fn person(app: &App, name: &str, role: Role, scope: Scope) -> Context {
    let input = UserInput {
        username: name.to_owned(),
        display_name: "ผู้ใช้ทดสอบ".to_owned(),
        position: None,
        email: None,
        memberships: vec![MembershipInput {
            role,
            organization_id: match &scope {
                Scope::Organization(id) => Some(*id),
                Scope::Platform | Scope::Province(_) => None,
            },
            province_code: None,
        }],
    };
    let account = create_as_operator(app, input).await.unwrap();
    if let Some(pending) = account.pending.first() {
        // The operator proposed the role, so an administrator of the platform confirms it.
        let admin = find_by_username(app, ADMIN).await.unwrap().unwrap();
        let admin = context(app, admin.id, Role::PlatformAdmin, Scope::Platform);
        confirm_grant(app, &admin, account.user.id, pending.grant.id, direct)
            .await
            .unwrap();
    }
    context(app, account.user.id, role, scope)
}

fn context(app: &App, user_id: UserId, role: Role, scope: Scope) -> Context {
    Context {
        session: None,
        token: None,
        actor: Actor::new(user_id, vec![Membership { role, scope }]),
        now: app.services.clock.now(),
        origin: Origin::default(),
        request_id: Uuid::nil(),
        idempotency: None,
        ids: Arc::clone(&app.services.ids),
    }
}

pub(crate) fn fixture(name: &str) -> Bundle {
    let path = format!("../../tests/fixtures/{name}.json");
    read(&path).unwrap_or_else(|| panic!("{path} is missing"))
}

/// Reads the real document; prints a note and returns `None` if it is missing.
pub(crate) fn real(name: &str) -> Option<Bundle> {
    let bundle = read(&format!("../../../shared/real/{name}.json"));
    if bundle.is_none() {
        eprintln!("{name} is not at hand: only the project's own bundle was tried");
    }
    bundle
}

fn read(path: &str) -> Option<Bundle> {
    let bytes = std::fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).ok()?;
    Some(parse(bytes).unwrap().whole())
}

/// The bundle as its text.
pub(crate) fn as_text(bundle: &Bundle) -> BundleText {
    parse(serde_json::to_vec(bundle).unwrap()).unwrap()
}

/// The doubts of an import.
pub(crate) fn doubts(outcome: &ImportOutcome) -> Vec<Doubt> {
    outcome.doubts.iter().map(Result::unwrap).collect()
}

/// The kinds and keys of changes, for example `measure budget-board`.
pub(crate) fn names(changes: &[Change]) -> Vec<String> {
    changes
        .iter()
        .map(|change| format!("{} {}", change.kind.as_str(), change.key))
        .collect()
}

pub(crate) fn violations(outcome: Result<ImportOutcome, Error>) -> Vec<Violation> {
    match outcome {
        Err(Error::Invalid(violations)) => violations,
        other => panic!("{other:?}"),
    }
}
