use prongsai_test_support::TestApp;
use serde_json::json;

use super::sample::{LIVES, Sample};
use super::{Sees, readers};
use crate::renditions::{of_year, words};

/// A plan contains the measures of the list, in the edition that is shown; withdrawn measures are left out.
#[tokio::test]
async fn the_renditions_of_a_year_show_what_the_list_shows() {
    let app = TestApp::start().await;
    app.analysis(&app.drafter().await, &json!({})).await;
    let mut samples = Vec::new();
    for number in 0..LIVES.len() {
        samples.push(Sample::make(&app, "measures", number).await);
    }
    let bundle = format!("/api/v1/organizations/{}/export?fiscal_year=2566", app.ours.id);
    for reader in readers(&app).await {
        let status = if reader.sees == Sees::Nothing { 404 } else { 200 };
        for file in ["plan.csv", "plan.html", "yearbook.html"] {
            let path = of_year(&app, "api", file);
            let said = words(&reader.client.get(&path).await.is(status).text());
            for sample in &samples {
                let shown = sample.shown(reader.sees);
                for (state, heading) in &sample.editions {
                    let is_shown = shown.is_some_and(|(_, _, shown)| shown == heading);
                    let expected = is_shown && *state != "withdrawn";
                    assert_eq!(
                        said.contains(heading.as_str()),
                        expected,
                        "{}, {path}: {heading}",
                        reader.name
                    );
                }
            }
        }
        let inner = match reader.sees {
            Sees::Everything => 200,
            Sees::Submitted => 403,
            Sees::Nothing => 404,
        };
        for path in [of_year(&app, "api", "results.csv"), app.analysis_path(), bundle.clone()] {
            reader.client.get(&path).await.is(inner);
        }
    }
}
