use prongsai_application::bundle::export;
use prongsai_application::document::{TransitionRequest, transition};
use prongsai_application::{Error, Precondition, direct};
use prongsai_bundle::wire::StepPart;
use prongsai_domain::access::Role;
use prongsai_domain::calendar::FiscalYear;
use prongsai_domain::document::{Command, DocumentKind};

use crate::support::{Desk, fixture, real};

#[tokio::test]
async fn an_export_that_is_imported_again_changes_nothing() {
    let desk = Desk::open().await;
    // As it is copied from a PDF: ำ in two characters. The title is made from the name.
    let mut split = fixture("bundle-good");
    split.organization.name_th = split
        .organization
        .name_th
        .replace("เทศบาลตำบล", "เทศบาลต\u{e4d}\u{e32}บลบ้าน");
    assert_ne!(split.organization.name_th, fixture("bundle-good").organization.name_th);
    split.announcements[0].title = None;
    let bundles = [
        Some(fixture("bundle-good")),
        Some(split),
        Some(fixture("bundle-doubtful")),
        real("phok-noi-2566"),
    ];
    for bundle in bundles.into_iter().flatten() {
        let organization = desk.imported(&bundle).await;
        let year = FiscalYear::new(bundle.fiscal_year).unwrap();
        let exported = export(&desk.app, &desk.admin, organization, year).await.unwrap();
        let (content, audit) = (desk.content().await, desk.audit_entries().await);

        let outcome = desk.import(&desk.admin, &exported).await.unwrap();

        assert!(outcome.created.is_empty() && outcome.updated.is_empty(), "{outcome:#?}");
        assert_eq!(desk.content().await, content);
        assert_eq!(desk.audit_entries().await, audit + 1);
        assert_eq!(
            export(&desk.app, &desk.admin, organization, year).await.unwrap(),
            exported
        );
    }
}

#[tokio::test]
async fn a_bundle_comes_out_as_it_would_be_written() {
    let desk = Desk::open().await;
    let good = fixture("bundle-good");
    let organization = desk.imported(&good).await;

    let exported = export(&desk.app, &desk.admin, organization, FiscalYear::new(2567).unwrap())
        .await
        .unwrap();

    assert_eq!(exported.organization.district_code.as_deref(), Some("5605"));
    assert_eq!(exported.organization.district_th.as_deref(), Some("ดอกคำใต้"));
    assert_eq!(exported.organization.divisions, good.organization.divisions);
    assert_eq!(
        exported.measures[0].steps, good.measures[0].steps,
        "dates in the Buddhist Era, keys kept"
    );
    let keys: Vec<_> = exported.measures[1].steps.iter().map(StepPart::stated_key).collect();
    assert_eq!(
        keys,
        [Some("step-1"), Some("step-2")],
        "also where the file had a text alone"
    );
    assert_eq!(exported.measures[1].indicators, ["i7", "i8"]);
    assert_eq!(exported.measures[1].results[0].key.as_deref(), Some("result-1"));
    assert_eq!(exported.measures[0].results[1].period, "2566-12/2567-09");
    assert_eq!(exported.report.as_ref().unwrap().key.as_deref(), Some("report-12"));
    assert_eq!(exported.announcements[1].issued_on, "2567-01-03");
    assert_eq!(
        exported.analysis.as_ref().unwrap().scores,
        good.analysis.as_ref().unwrap().scores
    );
}

#[tokio::test]
async fn an_export_leaves_out_withdrawn_documents_and_other_years_and_is_refused_to_strangers() {
    let desk = Desk::open().await;
    let organization = desk.imported(&fixture("bundle-good")).await;
    let drafter = desk.person("drafter", Role::Drafter, organization).await;
    let id = desk
        .database
        .text("SELECT id FROM documents WHERE key = 'request-tracking'")
        .await
        .parse()
        .unwrap();
    for command in [
        Command::Submit,
        Command::Withdraw {
            reason: "ยกเลิก".to_owned(),
        },
    ] {
        let step = TransitionRequest {
            kind: DocumentKind::Measure,
            id,
            command,
            edition: None,
            acknowledged: Vec::new(),
        };
        transition(&desk.app, &drafter, step, &Precondition::Any, direct)
            .await
            .unwrap();
    }
    let year = FiscalYear::new(2567).unwrap();
    let exported = export(&desk.app, &drafter, organization, year).await.unwrap();
    assert_eq!(exported.measures.len(), 1);
    let before = export(&desk.app, &drafter, organization, year.previous().unwrap())
        .await
        .unwrap();
    assert!(before.measures.is_empty() && before.analysis.is_none() && before.announcements.is_empty());

    let mut other = fixture("bundle-good");
    other.organization.name_th = "เทศบาลตำบลริมธารใส".to_owned();
    let elsewhere = desk.imported(&other).await;
    let stranger = desk.person("stranger", Role::Drafter, elsewhere).await;
    assert!(matches!(
        export(&desk.app, &stranger, organization, year).await,
        Err(Error::NotFound)
    ));
}
