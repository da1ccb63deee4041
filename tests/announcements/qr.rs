use prongsai_test_support::{TestApp, assert_problem};
use serde_json::json;

use crate::qr::{decode_png, size_of_png};

const LINK: &str = "https://itas.nacc.go.th/go/eit/abc123";

#[tokio::test]
async fn a_code_of_any_size_and_level_says_exactly_the_link() {
    let app = TestApp::start().await;
    let drafter = app.drafter().await;
    let mut invitation = app.invitation("EIT").await;
    app.publish(&mut invitation).await;
    for (level, size) in [("L", 64), ("M", 300), ("Q", 300), ("H", 300), ("H", 1024)] {
        let query = format!("qr.png?size={size}&error_correction={level}");
        let png = drafter.get(&format!("{}/{query}", invitation.path())).await.is(200);
        let (width, height) = size_of_png(&png.body);
        assert!(
            width == height && width <= size && width * 2 > size,
            "{query}: {width} × {height}"
        );
        assert_eq!(decode_png(&png.body), LINK, "{query}");
        let public = app
            .anonymous()
            .get(&format!("{}/{query}", invitation.public_path()))
            .await
            .is(200);
        assert_eq!(public.body, png.body);
    }
    let largest = drafter
        .get(&format!("{}/qr.png?size=2048", invitation.path()))
        .await
        .is(200);
    assert!(size_of_png(&largest.body).0 > 1_900);
}

#[tokio::test]
async fn the_svg_is_valid_and_contains_no_script() {
    let app = TestApp::start().await;
    let invitation = app.invitation("EIT").await;
    let svg = app
        .drafter()
        .await
        .get(&format!("{}/qr.svg?size=300", invitation.path()))
        .await
        .is(200);
    assert_eq!(svg.header("content-type"), Some("image/svg+xml; charset=utf-8"));
    let text = svg.text();
    assert!(
        text.contains("<svg") && text.contains("</svg>") && !text.contains("<script"),
        "{text}"
    );
}

#[tokio::test]
async fn invalid_sizes_and_levels_are_refused() {
    let app = TestApp::start().await;
    let invitation = app.invitation("EIT").await;
    for (query, parameter) in [
        ("size=63", "size"),
        ("size=2049", "size"),
        ("size=x", "size"),
        ("size=-1", "size"),
        ("error_correction=X", "error_correction"),
    ] {
        for picture in ["qr.png", "qr.svg"] {
            let answer = app
                .drafter()
                .await
                .get(&format!("{}/{picture}?{query}", invitation.path()))
                .await;
            assert_problem(&answer, 400, "invalid-parameter").at(parameter);
        }
    }
}

#[tokio::test]
async fn a_document_without_survey_has_no_qr_code() {
    let app = TestApp::start().await;
    let mut policy = app.announcement(&json!({})).await;
    app.publish(&mut policy).await;
    assert_problem(
        &app.drafter().await.get(&format!("{}/qr.png", policy.path())).await,
        404,
        "not-found",
    );
    assert_problem(
        &app.anonymous().get(&format!("{}/qr.svg", policy.public_path())).await,
        404,
        "not-found",
    );
}
