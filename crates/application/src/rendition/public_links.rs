use prongsai_domain::calendar::FiscalYear;
use prongsai_domain::id::OrganizationId;
use prongsai_domain::link_check::{links_of_result, links_of_texts};
use prongsai_persistence::LinkPlace;

use super::year::PublicYear;
use crate::{App, Error};

/// The addresses in the published documents of a year, and in the evidence that its reports show, each with its place.
pub(crate) async fn public_links(
    app: &App,
    organization: OrganizationId,
    fiscal_year: FiscalYear,
) -> Result<Vec<(String, LinkPlace)>, Error> {
    let year = PublicYear::load(app, organization, fiscal_year).await?;
    let mut links = Vec::new();
    for live in &year.documents {
        for (pointer, url) in links_of_texts(&live.content.public_texts()) {
            let place = LinkPlace {
                kind: live.kind().as_str().to_owned(),
                id: live.id.get(),
                pointer,
            };
            links.push((url, place));
        }
        let measures = live.year.iter().flat_map(|year| &year.measures);
        for result in measures.flat_map(|measure| &measure.results) {
            for (pointer, url) in links_of_result(&result.content) {
                let place = LinkPlace {
                    kind: "result".to_owned(),
                    id: result.id.get(),
                    pointer,
                };
                links.push((url.to_owned(), place));
            }
        }
    }
    Ok(links)
}
