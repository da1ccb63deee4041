//! Drafts: visible only to those who may see them, and clearly marked.

use prongsai_test_support::{Role, assert_problem};
use serde_json::json;

use super::{Kept, Year, assert_says, of_year, rename, start, text_of, words};

const WATERMARK: &str = "ร่าง";

#[tokio::test]
async fn a_draft_is_made_for_those_who_may_see_it_and_looks_like_one() {
    let kept = Kept::new();
    let app = start(&kept).await;
    let drafter = app.drafter().await;
    let measure = app.measure(&json!({ "title": "ชื่อที่ยังไม่มีใครเห็น" })).await;
    let invitation = app.invitation("EIT").await;
    let report = app.report(&json!({ "title": "รายงานที่ยังไม่เสนอ" })).await;
    let mut paths: Vec<String> = [&measure, &invitation, &report]
        .iter()
        .flat_map(|document| ["pdf", "html", "docx"].map(|format| format!("{}.{format}", document.path())))
        .collect();
    paths.push(format!("{}/poster.pdf", invitation.path()));
    for file in [
        "plan.pdf",
        "plan.html",
        "plan.docx",
        "yearbook.pdf",
        "yearbook.html",
        "plan.csv",
        "results.csv",
    ] {
        paths.push(of_year(&app, "api", file));
    }
    let stranger = app.stranger(Role::OrganizationAdmin).await;
    for path in &paths {
        let answer = drafter.get(path).await.is(200);
        assert_eq!(answer.header("cache-control"), Some("no-store"), "{path}");
        let name = answer.header("content-disposition").unwrap();
        assert!(name.contains("-draft."), "{path}: {name}");
        if path.ends_with("pdf") {
            assert_says(&text_of(&answer).await, WATERMARK);
        }
        if path.ends_with("html") {
            assert!(
                answer.text().contains(WATERMARK) && answer.text().contains("noindex"),
                "{path}"
            );
        }
        assert_problem(&app.anonymous().get(path).await, 401, "missing-token");
        assert_problem(&stranger.get(path).await, 404, "not-found");
    }
    let plan = drafter.get(&of_year(&app, "api", "plan.html")).await.is(200).text();
    assert_says(&words(&plan), "ชื่อที่ยังไม่มีใครเห็น");
}

#[tokio::test]
async fn no_public_rendition_shows_a_correction_in_work() {
    let kept = Kept::new();
    let app = start(&kept).await;
    let drafter = app.drafter().await;
    let mut year = Year::publish(&app).await;
    let before = app
        .anonymous()
        .get(&format!("{}.pdf", year.measure.public_path()))
        .await
        .is(200);
    year.measure.step(&drafter, "revise", &json!({})).await;
    year.measure.patch(&drafter, &json!({ "title": "ขมิ้นเหลืองชื่อ" })).await;
    let secret = app.measure(&json!({ "title": "ขมิ้นเหลืองอีกเรื่อง" })).await;
    app.report(&json!({ "title": "ขมิ้นเหลืองรายงาน", "key": "second" })).await;

    for path in [
        format!("{}.html", year.measure.public_path()),
        of_year(&app, "public", "plan.html"),
        of_year(&app, "public", "yearbook.html"),
        of_year(&app, "public", "plan.csv"),
        of_year(&app, "public", "results.csv"),
        format!("/public/{}/", app.ours.id),
        format!("/public/{}/2566", app.ours.id),
        format!("/public/{}/feed.atom", app.ours.id),
    ] {
        let shown = app.anonymous().get(&path).await.is(200).everything();
        assert!(
            !shown.contains("ขมิ้นเหลือง") && !shown.contains(&secret.id),
            "{path}: {shown}"
        );
    }
    for file in ["plan.pdf", "yearbook.pdf"] {
        let rendition = app.anonymous().get(&of_year(&app, "public", file)).await.is(200);
        assert!(!text_of(&rendition).await.contains("ขมิ้นเหลือง"), "{file}");
    }
    let live = app
        .anonymous()
        .get(&format!("{}.pdf", year.measure.public_path()))
        .await
        .is(200);
    assert_eq!(live.body, before.body, "the live edition's rendition stays to the byte");
    let draft = drafter.get(&format!("{}.pdf", year.measure.path())).await.is(200);
    assert_says(&text_of(&draft).await, "ขมิ้นเหลืองชื่อ");
}

#[tokio::test]
async fn a_publication_looks_the_same_with_a_token() {
    let kept = Kept::new();
    let app = start(&kept).await;
    let year = Year::publish(&app).await;
    let drafter = app.drafter().await;
    for document in [&year.measure, &year.report, &year.invitation] {
        let own = drafter.get(&format!("{}.pdf", document.path())).await.is(200);
        let public = app
            .anonymous()
            .get(&format!("{}.pdf", document.public_path()))
            .await
            .is(200);
        assert_eq!(own.body, public.body, "{}", document.plural);
    }
    let internal = drafter.get(&format!("{}.pdf", year.internal.path())).await.is(200);
    assert_says(&text_of(&internal).await, "https://itas.nacc.go.th/go/iit/abc123");
}

#[tokio::test]
async fn a_supervisor_sees_submitted_documents_but_no_analysis_and_no_results() {
    let kept = Kept::new();
    let app = start(&kept).await;
    let drafter = app.drafter().await;
    let secret = json!({ "recommendations": "ขมิ้นเหลืองบทวิเคราะห์" });
    app.analysis(&drafter, &secret).await;
    let mut handed_in = app.measure(&json!({ "title": "เสนอแล้ว" })).await;
    handed_in.step(&drafter, "submit", &json!({})).await;
    app.measure(&json!({ "title": "ขมิ้นเหลืองยังร่าง" })).await;
    let viewer = app.client(Role::ProvincialViewer).await;
    let plan = viewer.get(&of_year(&app, "api", "plan.html")).await.is(200).text();
    assert_says(&words(&plan), "เสนอแล้ว");
    assert!(!plan.contains("ขมิ้นเหลือง"), "{plan}");
    assert_problem(
        &viewer.get(&of_year(&app, "api", "results.csv")).await,
        403,
        "forbidden",
    );
}

/// The publisher sees the sheet that will be published.
#[tokio::test]
async fn an_approved_edition_shows_the_organization_of_its_approval() {
    let kept = Kept::new();
    let app = start(&kept).await;
    let drafter = app.drafter().await;
    let mut approved = app.measure(&json!({})).await;
    approved
        .steps(&[(&drafter, "submit"), (&app.approver().await, "approve")])
        .await;
    let draft = app.measure(&json!({ "title": "ร่างมาตรการ" })).await;
    rename(&app, "เทศบาลตำบลขมิ้นเหลือง").await;
    let page = async |path: String| drafter.get(&format!("{path}.html")).await.is(200).text();
    let (shown, present) = (page(approved.path()).await, page(draft.path()).await);
    assert!(
        shown.contains(&app.ours.name_th) && !shown.contains("ขมิ้นเหลือง"),
        "{shown}"
    );
    assert!(present.contains("ขมิ้นเหลือง"), "{present}");
}
