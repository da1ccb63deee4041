//! One address, several formats: `Accept` chooses.

use super::{Kept, Year, start};
use crate::public::pages::assert_page;

#[tokio::test]
async fn accept_chooses_the_form_and_json_is_the_default() {
    let kept = Kept::new();
    let app = start(&kept).await;
    let year = Year::publish(&app).await;
    let anyone = app.anonymous();
    let browser = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";
    for document in [&year.measure, &year.report, &year.invitation] {
        let path = document.public_path();
        for (accept, media_type) in [
            (None, "application/json"),
            (Some("*/*"), "application/json"),
            (Some("application/json, text/html;q=0.9"), "application/json"),
            (Some(browser), "text/html; charset=utf-8"),
            (Some("application/pdf"), "application/pdf"),
            (Some("image/png"), "application/json"),
        ] {
            let request = accept
                .iter()
                .fold(anyone.get(&path), |request, accept| request.header("accept", accept));
            let answer = request.await.is(200);
            assert_eq!(answer.header("content-type"), Some(media_type), "{path} {accept:?}");
            let vary: Vec<_> = answer
                .headers
                .get_all("vary")
                .iter()
                .map(|vary| vary.to_str().unwrap())
                .collect();
            assert!(
                vary.join(",")
                    .to_lowercase()
                    .split(',')
                    .any(|vary| vary.trim() == "accept"),
                "{vary:?}"
            );
        }
        let page = anyone.get(&path).header("accept", browser).await.is(200);
        assert_eq!(page.body, anyone.get(&format!("{path}.html")).await.is(200).body);
        let known = anyone
            .get(&path)
            .header("accept", browser)
            .header("if-none-match", &page.etag());
        assert!(known.await.is(304).body.is_empty());
        // A tag belongs to one format only.
        anyone.get(&path).header("if-none-match", &page.etag()).await.is(200);
    }
    let hidden = anyone.get(&year.internal.public_path()).header("accept", browser).await;
    assert_page(&hidden, 404, "ไม่พบ");
    assert!(!hidden.text().contains(&year.internal.id), "{}", hidden.text());
}
