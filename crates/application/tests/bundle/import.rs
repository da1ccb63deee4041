use prongsai_application::bundle::{ImportOptions, ImportOutcome, import};
use prongsai_application::{AnswerError, Error, IdempotencyClaim, Replayable, StoredReply, direct};
use prongsai_domain::access::{Action, Role};

use crate::support::{Desk, as_text, doubts, fixture, names, real, violations};

#[tokio::test]
async fn a_year_is_brought_in_whole() {
    let desk = Desk::open().await;

    let outcome = desk.import(&desk.admin, &fixture("bundle-good")).await.unwrap();

    assert_eq!(
        names(&outcome.created),
        [
            "organization เทศบาลตำบลดอนฟ้าใส",
            "division สำนักปลัดเทศบาล",
            "division กองคลัง",
            "division กองช่าง",
            "analysis 2567",
            "measure budget-board",
            "result plan-online",
            "result updates",
            "measure request-tracking",
            "result result-1",
            "result result-2",
            "report report-12",
            "announcement eit-2567",
            "announcement no-gift-2567",
            "complaint_statistics complaints-6",
            "complaint_statistics complaints-12",
        ]
    );
    assert!(outcome.updated.is_empty() && outcome.unchanged.is_empty() && !outcome.dry_run);
    let pointers: Vec<&str> = outcome.created.iter().map(|change| change.pointer.as_str()).collect();
    assert!(
        pointers.contains(&"/report") && pointers.contains(&"/measures/1/results/1"),
        "{pointers:?}"
    );
    let state = desk
        .database
        .text("SELECT string_agg(DISTINCT state, ',') FROM editions")
        .await;
    assert_eq!(state, "draft");
    let order = "SELECT string_agg(key, ',' ORDER BY id) FROM documents WHERE kind = 'measure'";
    assert_eq!(desk.database.text(order).await, "budget-board,request-tracking");
}

#[tokio::test]
async fn the_same_again_changes_nothing() {
    let desk = Desk::open().await;
    for bundle in [Some(fixture("bundle-good")), real("phok-noi-2566")]
        .into_iter()
        .flatten()
    {
        desk.imported(&bundle).await;
        let (content, audit) = (desk.content().await, desk.audit_entries().await);

        let outcome = desk.import(&desk.admin, &bundle).await.unwrap();

        assert!(outcome.created.is_empty() && outcome.updated.is_empty(), "{outcome:#?}");
        assert!(outcome.unchanged.iter().all(|change| change.key.len() > 1));
        assert_eq!(desk.content().await, content);
        assert_eq!(desk.audit_entries().await, audit + 1);
    }
}

#[tokio::test]
async fn a_dry_run_says_what_would_happen_and_leaves_nothing() {
    let desk = Desk::open().await;
    let bundle = fixture("bundle-doubtful");
    let before = desk.database.fingerprint(&[]).await;

    let dry_run = desk.dry_run(&desk.admin, &bundle).await.unwrap();

    assert_eq!(desk.database.fingerprint(&[]).await, before);
    assert!(dry_run.dry_run && dry_run.organization_id.is_none());
    assert!(dry_run.created.iter().all(|change| change.id.is_none()));
    let done = desk.import(&desk.admin, &bundle).await.unwrap();
    assert_eq!(names(&dry_run.created), names(&done.created));
    assert_eq!(doubts(&dry_run), doubts(&done));
    assert!(
        doubts(&done)
            .iter()
            .any(|doubt| doubt.code == "internal-survey-link-public")
    );
}

#[tokio::test]
async fn what_is_wrong_is_refused_and_leaves_nothing() {
    let desk = Desk::open().await;
    let before = desk.database.fingerprint(&[]).await;
    for bundle in [
        Some(fixture("bundle-impossible-dates")),
        real("phok-noi-2566.as-published"),
    ]
    .into_iter()
    .flatten()
    {
        let found = violations(desk.import(&desk.admin, &bundle).await);
        let places: Vec<&str> = found.iter().map(|violation| violation.pointer.as_str()).collect();
        assert_eq!(
            places,
            ["/announcements/0/survey/closes_on", "/announcements/1/survey/closes_on"]
        );
    }
    assert_eq!(desk.database.fingerprint(&[]).await, before);
}

#[tokio::test]
async fn a_drafter_imports_for_the_own_organization_and_learns_nothing_of_others() {
    let desk = Desk::open().await;
    let good = fixture("bundle-good");
    let organization = desk.imported(&good).await;
    let drafter = desk.person("drafter", Role::Drafter, organization).await;
    assert!(desk.import(&drafter, &good).await.is_ok());

    let mut other = good.clone();
    other.organization.name_th = "เทศบาลตำบลริมธารใส".to_owned();
    let unknown = desk.import(&drafter, &other).await.unwrap_err();
    desk.imported(&other).await;
    let known = desk.import(&drafter, &other).await.unwrap_err();

    assert!(
        matches!(
            &unknown,
            Error::Forbidden {
                action: Action::Import,
                ..
            }
        ),
        "{unknown:?}"
    );
    assert_eq!(format!("{known:?}"), format!("{unknown:?}"));
    let auditor = desk.person("auditor", Role::Auditor, organization).await;
    assert!(matches!(
        desk.dry_run(&auditor, &good).await,
        Err(Error::Forbidden { .. })
    ));
}

#[tokio::test]
async fn an_organization_without_district_is_found_and_what_differs_is_pointed_out() {
    let desk = Desk::open().await;
    let mut bare = fixture("bundle-good");
    bare.organization.district_th = None;
    bare.organization.website = None;
    let organization = desk.imported(&bare).await;

    let outcome = desk.import(&desk.admin, &fixture("bundle-good")).await.unwrap();

    assert_eq!(outcome.organization_id, Some(organization));
    let doubts = doubts(&outcome);
    let found: Vec<_> = doubts
        .iter()
        // By the clock of the tests, the year of the bundle has just begun.
        .filter(|doubt| doubt.code != "report-before-round-ends")
        .map(|doubt| (doubt.code.as_ref(), doubt.pointer.as_str()))
        .collect();
    let differs = ["/organization/district_th", "/organization/website"];
    assert_eq!(found, differs.map(|pointer| ("organization-differs", pointer)));
}

#[tokio::test]
async fn a_local_code_belongs_to_one_organization() {
    let desk = Desk::open().await;
    let mut bundle = fixture("bundle-good");
    bundle.organization.local_code = Some("05560501".to_owned());
    desk.imported(&bundle).await;
    bundle.organization.name_th = "เทศบาลตำบลริมธารใส".to_owned();

    let found = violations(desk.import(&desk.admin, &bundle).await);

    assert_eq!(
        (found[0].pointer.as_str(), found[0].code.as_str()),
        ("/organization/local_code", "already-exists")
    );
}

#[tokio::test]
async fn a_repeated_request_is_answered_and_not_carried_out_again() {
    let desk = Desk::open().await;
    let bundle = fixture("bundle-good");
    let mut context = desk.admin.clone();
    context.idempotency = Some(claim());
    let respond = |outcome: &ImportOutcome| Ok(Count(outcome.created.len()));

    let first = import(
        &desk.app,
        &context,
        as_text(&bundle),
        ImportOptions::default(),
        None,
        respond,
    )
    .await
    .unwrap();
    let before = desk.database.fingerprint(&[]).await;
    let second = import(
        &desk.app,
        &context,
        as_text(&bundle),
        ImportOptions::default(),
        None,
        respond,
    )
    .await
    .unwrap();

    assert_eq!((first.answer, first.is_replay), (Count(16), false));
    assert_eq!((second.answer, second.is_replay), (Count(16), true));
    assert_eq!(desk.database.fingerprint(&[]).await, before);
}

#[tokio::test]
async fn an_answer_that_cannot_be_made_undoes_what_was_done() {
    let desk = Desk::open().await;
    let bundle = fixture("bundle-good");
    let mut with_key = desk.admin.clone();
    with_key.idempotency = Some(claim());
    let before = desk.database.fingerprint(&[]).await;
    for context in [&desk.admin, &with_key] {
        let respond = |_: &ImportOutcome| Err::<Count, _>(AnswerError("no form".to_owned()));
        let outcome = import(
            &desk.app,
            context,
            as_text(&bundle),
            ImportOptions::default(),
            None,
            respond,
        )
        .await;
        assert!(matches!(outcome, Err(Error::Internal(_))), "{outcome:?}");
    }
    // An answer that cannot be stored is also refused, and rolls the import back.
    let outcome = import(
        &desk.app,
        &with_key,
        as_text(&bundle),
        ImportOptions::default(),
        None,
        direct,
    )
    .await;
    assert!(matches!(outcome, Err(Error::Internal(_))), "{outcome:?}");
    assert_eq!(desk.database.fingerprint(&[]).await, before);
}

fn claim() -> IdempotencyClaim {
    IdempotencyClaim {
        key: "once".to_owned(),
        request_sha256: "a".repeat(64),
    }
}

/// An answer with the number of things that an import added.
#[derive(Clone, Debug, PartialEq)]
struct Count(usize);

impl Replayable for Count {
    fn to_stored(&self) -> Result<StoredReply, AnswerError> {
        Ok(StoredReply {
            status: 200,
            headers: String::new(),
            body: self.0.to_string().into_bytes().into(),
        })
    }

    fn from_stored(stored: StoredReply) -> Result<Self, AnswerError> {
        let body = String::from_utf8(stored.body.in_memory().unwrap().to_vec()).unwrap();
        let count = body.parse();
        count.map(Self).map_err(|_| AnswerError("no number".to_owned()))
    }
}
