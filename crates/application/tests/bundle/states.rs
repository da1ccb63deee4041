use prongsai_application::document::{TransitionRequest, find, transition};
use prongsai_application::{Context, Precondition, direct};
use prongsai_bundle::Bundle;
use prongsai_bundle::wire::StepPart;
use prongsai_domain::access::Role;
use prongsai_domain::document::{Command, DocumentKind};
use prongsai_domain::id::{DocumentId, OrganizationId};

use crate::support::{Desk, fixture, names, violations};

/// An organization whose year was imported by a drafter, and the people who take the next steps.
struct Year {
    desk: Desk,
    bundle: Bundle,
    organization: OrganizationId,
    drafter: Context,
    approver: Context,
    publisher: Context,
}

impl Year {
    async fn drafted() -> Self {
        let desk = Desk::open().await;
        let bundle = fixture("bundle-good");
        let organization = desk.imported(&bundle).await;
        Self {
            drafter: desk.person("drafter", Role::Drafter, organization).await,
            approver: desk.person("approver", Role::Approver, organization).await,
            publisher: desk.person("publisher", Role::Publisher, organization).await,
            bundle,
            organization,
            desk,
        }
    }

    async fn id_of(&self, key: &str) -> DocumentId {
        let id = self
            .desk
            .database
            .text(&format!("SELECT id FROM documents WHERE key = '{key}'"))
            .await;
        id.parse().unwrap()
    }

    async fn step(&self, who: &Context, key: &str, command: Command) {
        let (app, id) = (&self.desk.app, self.id_of(key).await);
        let seen = find(app, who, DocumentKind::Measure, id).await.unwrap();
        let seen = Precondition::Revisions(vec![seen.document.revision]);
        let step = TransitionRequest {
            kind: DocumentKind::Measure,
            id,
            command,
            edition: None,
            acknowledged: Vec::new(),
        };
        transition(app, who, step, &seen, direct).await.unwrap();
    }

    async fn publish(&self, key: &str) {
        self.step(&self.drafter, key, Command::Submit).await;
        self.step(&self.approver, key, Command::Approve { override_reason: None })
            .await;
        self.step(&self.publisher, key, Command::Publish).await;
    }

    /// Number and state of every edition of a document, for example `1 published, 2 draft`.
    async fn editions(&self, key: &str) -> String {
        let sql = format!(
            "SELECT string_agg(e.number || ' ' || e.state, ', ' ORDER BY e.number) \
             FROM editions e JOIN documents d ON d.id = e.document_id WHERE d.key = '{key}'"
        );
        self.desk.database.text(&sql).await
    }

    fn with_other_title(&self) -> Bundle {
        let mut bundle = self.bundle.clone();
        "แผนการใช้จ่ายที่ทุกคนตามได้".clone_into(&mut bundle.measures[0].title);
        bundle
    }
}

const KEY: &str = "budget-board";

#[tokio::test]
async fn a_draft_that_differs_is_changed_and_its_writer_remembered() {
    let year = Year::drafted().await;

    let outcome = year.desk.import(&year.drafter, &year.with_other_title()).await.unwrap();

    assert_eq!(names(&outcome.updated), ["measure budget-board"]);
    assert_eq!(year.editions(KEY).await, "1 draft");
    let drafters = "SELECT cardinality(drafters) FROM editions WHERE title = 'แผนการใช้จ่ายที่ทุกคนตามได้'";
    assert_eq!(year.desk.database.number(drafters).await, 2);
}

#[tokio::test]
async fn something_published_is_corrected_by_a_new_edition() {
    let year = Year::drafted().await;
    year.publish(KEY).await;
    let same = year.desk.import(&year.drafter, &year.bundle).await.unwrap();
    assert!(same.created.is_empty() && same.updated.is_empty(), "{same:#?}");

    let outcome = year.desk.import(&year.drafter, &year.with_other_title()).await.unwrap();

    assert_eq!(names(&outcome.updated), ["measure budget-board"]);
    assert_eq!(year.editions(KEY).await, "1 published, 2 draft");
    let live = "SELECT title FROM editions WHERE state = 'published'";
    assert_eq!(year.desk.database.text(live).await, year.bundle.measures[0].title);
}

#[tokio::test]
async fn what_waits_for_approval_is_not_touched_and_nothing_else_either() {
    let year = Year::drafted().await;
    year.step(&year.drafter, KEY, Command::Submit).await;
    assert!(
        year.desk.import(&year.drafter, &year.bundle).await.is_ok(),
        "the same may come again"
    );
    let mut bundle = year.with_other_title();
    bundle.measures[1].title = "ติดตามคำขอ".to_owned();
    let before = year.desk.database.fingerprint(&[]).await;

    let found = violations(year.desk.import(&year.drafter, &bundle).await);

    assert_eq!(found.len(), 1);
    assert_eq!(
        (found[0].pointer.as_str(), found[0].code.as_str()),
        ("/measures/0", "in-approval")
    );
    assert!(found[0].message_en.contains("approver"), "{found:?}");
    assert_eq!(year.desk.database.fingerprint(&[]).await, before);
}

#[tokio::test]
async fn what_was_returned_is_changed_and_what_was_withdrawn_is_refused() {
    let year = Year::drafted().await;
    year.step(&year.drafter, KEY, Command::Submit).await;
    year.step(
        &year.approver,
        KEY,
        Command::Return {
            reason: "ขอรายละเอียดเพิ่ม".to_owned(),
        },
    )
    .await;
    year.desk.import(&year.drafter, &year.with_other_title()).await.unwrap();
    assert_eq!(year.editions(KEY).await, "1 returned");
    year.step(
        &year.drafter,
        KEY,
        Command::Withdraw {
            reason: "ยกเลิก".to_owned(),
        },
    )
    .await;

    let found = violations(year.desk.import(&year.drafter, &year.bundle).await);

    assert_eq!(
        (found[0].pointer.as_str(), found[0].code.as_str()),
        ("/measures/0", "withdrawn")
    );
}

#[tokio::test]
async fn results_are_changed_and_added_by_key_and_never_removed() {
    let year = Year::drafted().await;
    year.publish(KEY).await;
    let mut bundle = year.bundle.clone();
    let results = &mut bundle.measures[0].results;
    results.remove(0);
    results[0].output = Some("ชี้แจง 5 ครั้ง".to_owned());
    let mut more = results[0].clone();
    more.key = Some("survey".to_owned());
    results.push(more);

    let outcome = year.desk.import(&year.drafter, &bundle).await.unwrap();

    assert_eq!(names(&outcome.updated), ["result updates"]);
    assert_eq!(names(&outcome.created), ["result survey"]);
    assert_eq!(year.editions(KEY).await, "1 published", "a result is no edition");
    // The four of the fixture, of which this bundle leaves one out, and the new one.
    assert_eq!(year.desk.database.number("SELECT count(*) FROM results").await, 5);
}

#[tokio::test]
async fn a_step_that_a_result_answers_cannot_go() {
    let year = Year::drafted().await;
    let mut bundle = year.bundle.clone();
    bundle.measures[0].steps[0] = StepPart::Plain("ประชุมชี้แจงบุคลากรทุกกอง".to_owned());
    bundle.measures[0].results.remove(0);

    let found = violations(year.desk.import(&year.drafter, &bundle).await);

    assert_eq!(
        (found[0].pointer.as_str(), found[0].code.as_str()),
        ("/measures/0/steps", "step-has-results")
    );
}

#[tokio::test]
async fn a_renamed_division_is_the_same_division() {
    let year = Year::drafted().await;
    year.desk
        .database
        .execute("UPDATE divisions SET name_th = 'กองการคลัง', name_folded = 'กองการคลัง' WHERE name_th = 'กองคลัง'")
        .await
        .unwrap();
    let mut bundle = year.bundle.clone();
    bundle.organization.divisions[1] = "กองการคลัง".to_owned();
    bundle.measures[0].responsible_division = Some("กองการคลัง".to_owned());

    let outcome = year.desk.import(&year.drafter, &bundle).await.unwrap();

    assert!(outcome.created.is_empty() && outcome.updated.is_empty(), "{outcome:#?}");
    assert_eq!(outcome.organization_id, Some(year.organization));
}
