use prongsai_domain::access::{Action, Actor, Jurisdiction, Membership, Role, Scope, authorize};
use prongsai_domain::geography::ProvinceCode;
use prongsai_domain::id::{OrganizationId, UserId};
use prongsai_domain::workflow::State;
use prongsai_persistence::Visibility;
use prongsai_test_support::TestDatabase;
use proptest::collection::vec;
use proptest::prelude::{Strategy, any};
use proptest::sample::select;
use proptest::test_runner::{Config, TestCaseError, TestRunner};
use uuid::Uuid;

/// One statement checks fewer pairs of a reader and a place than this.
const BATCH: usize = 80;

fn organization(number: u8) -> OrganizationId {
    OrganizationId::new(Uuid::from_u128(u128::from(number % 3) + 1))
}

fn province(number: u8) -> ProvinceCode {
    ProvinceCode::parse(["40", "47", "90"][usize::from(number % 3)]).unwrap()
}

/// A role with its kind of scope.
fn membership() -> impl Strategy<Value = Membership> {
    (select(Role::ALL.to_vec()), any::<u8>()).prop_map(|(role, number)| {
        let scopes = [
            Scope::of(role, None, None),
            Scope::of(role, Some(province(number)), None),
            Scope::of(role, None, Some(organization(number))),
        ];
        let scope = scopes.into_iter().find_map(Result::ok).expect("every role has a scope");
        Membership { role, scope }
    })
}

/// A person with any roles, and a jurisdiction that may be unrelated to them.
fn reader_and_jurisdiction() -> impl Strategy<Value = (Actor, Jurisdiction)> {
    (vec(membership(), 0..4), any::<u8>(), any::<u8>()).prop_map(|(memberships, of, within)| {
        let actor = Actor::new(UserId::new(Uuid::nil()), memberships);
        let jurisdiction = Jurisdiction {
            organization_id: organization(of),
            province_code: province(within),
        };
        (actor, jurisdiction)
    })
}

/// The result of the policy.
fn policy_shows(actor: &Actor, jurisdiction: &Jurisdiction, state: State) -> bool {
    let may = |action| authorize(actor, action, jurisdiction).is_ok();
    may(Action::ReadDrafts) || (may(Action::ReadSubmitted) && !matches!(state, State::Draft | State::Returned))
}

/// A row of the query to the database.
fn row(number: usize, actor: &Actor, jurisdiction: &Jurisdiction, state: State) -> String {
    let visibility = Visibility::of(actor);
    let organizations: Vec<String> = visibility.organizations().iter().map(Uuid::to_string).collect();
    format!(
        "({number}, {}, '{{{}}}'::uuid[], '{{{}}}'::text[], '{}'::uuid, '{}', '{state}')",
        visibility.everything(),
        organizations.join(","),
        visibility.provinces().join(","),
        jurisdiction.organization_id,
        jurisdiction.province_code,
    )
}

#[test]
fn the_rule_of_the_database_is_that_of_the_policy() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let database = runtime.block_on(TestDatabase::create());
    let mut runner = TestRunner::new(Config {
        cases: 24,
        failure_persistence: None,
        max_shrink_iters: 500,
        ..Config::default()
    });
    let outcome = runner.run(&vec(reader_and_jurisdiction(), 1..BATCH), |batch| {
        let cases: Vec<_> = batch
            .iter()
            .flat_map(|(actor, jurisdiction)| State::ALL.map(|state| (actor, jurisdiction, state)))
            .collect();
        let rows: Vec<String> = cases
            .iter()
            .enumerate()
            .map(|(number, (actor, jurisdiction, state))| row(number, actor, jurisdiction, *state))
            .collect();
        let question = format!(
            "SELECT string_agg(CASE WHEN is_visible(everything, organizations, provinces, organization, province, state) \
                               THEN 'y' ELSE 'n' END, '' ORDER BY number) \
             FROM (VALUES {}) AS asked (number, everything, organizations, provinces, organization, province, state)",
            rows.join(", ")
        );
        let answers = runtime.block_on(database.text(&question));
        for ((actor, jurisdiction, state), answer) in cases.into_iter().zip(answers.chars()) {
            if policy_shows(actor, jurisdiction, state) != (answer == 'y') {
                return Err(TestCaseError::fail(format!("{state} at {jurisdiction:?} for {actor:?}: {answer}")));
            }
        }
        Ok(())
    });
    assert!(outcome.is_ok(), "{outcome:?}");
}
