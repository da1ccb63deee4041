use std::collections::HashMap;

use prongsai_domain::calendar::Period;
use prongsai_test_support::{Answer, TestApp};
use serde_json::{Value, json};

use super::sample::{LIVES, Sample, Shown, heading_of, printed};
use super::{Reader, Sees, readers};
use crate::renditions::words;

/// The differences between the answers to one reader about one document and what the reader should see.
struct Check<'a> {
    reader: &'a Reader,
    sample: &'a Sample,
    wrong: Vec<String>,
}

impl Check<'_> {
    fn say(&mut self, what: &str) {
        let states: Vec<&str> = self.sample.editions.iter().map(|(state, _)| *state).collect();
        let document = &self.sample.document.plural;
        self.wrong
            .push(format!("{}, {document} {states:?}: {what}", self.reader.name));
    }

    fn expect(&mut self, answer: &Answer, status: u16) {
        if answer.status != status {
            self.say(&format!(
                "{} {} instead of {status}",
                answer.request_line, answer.status
            ));
        }
    }

    async fn get(&mut self, rest: &str, status: u16) -> Answer {
        let path = format!("{}{rest}", self.sample.document.path());
        let answer = self.reader.client.get(&path).await;
        self.expect(&answer, status);
        answer
    }

    /// The document as JSON, HTML, DOCX and CSV, and its QR code. PDF, which takes long, is made from the same edition
    /// as HTML.
    async fn shown(&mut self, shown: Option<Shown<'_>>) {
        let status = if shown.is_some() { 200 } else { 404 };
        let json = self.get("", status).await;
        let plural = self.sample.document.plural.clone();
        if let Some(shown) = shown
            && said(&json.json(), &plural) != of(shown)
        {
            self.say(&format!("shown {}", json.text()));
        }
        let html = self.get(".html", status).await;
        self.get(".docx", status).await;
        let csv = if plural == "complaint-statistics" {
            Some(self.get(".csv", status).await)
        } else {
            None
        };
        for (_, heading) in &self.sample.editions {
            let is_shown = shown.is_some_and(|(_, _, shown)| shown == heading);
            if words(&html.text()).contains(&printed(&plural, heading)) != is_shown {
                self.say(&format!("{heading} in the rendition: {}", !is_shown));
            }
            // Its heading is the month in the columns of the period.
            if csv
                .as_ref()
                .is_some_and(|csv| csv.text().contains(heading.as_str()) != is_shown)
            {
                self.say(&format!("{heading} in the table: {}", !is_shown));
            }
        }
        let path = self.sample.document.path();
        let negotiated = self.reader.client.get(&path).header("accept", "text/html").await;
        self.expect(&negotiated, status);
        if plural == "announcements" {
            self.get("/qr.svg", status).await;
            self.get("/qr.png", status).await;
        }
    }

    async fn editions(&mut self, visible: &[Shown<'_>]) {
        let list = self.get("/editions", if visible.is_empty() { 404 } else { 200 }).await;
        let items = list.json()["items"].as_array().cloned().unwrap_or_default();
        let listed: Vec<(u64, String)> = items.iter().map(number_and_state).collect();
        let expected: Vec<(u64, String)> = visible
            .iter()
            .map(|(number, state, _)| (*number, (*state).to_owned()))
            .collect();
        if listed != expected {
            self.say(&format!("editions {listed:?}"));
        }
        for number in 1..=self.sample.editions.len() as u64 + 1 {
            let seen = visible.iter().find(|(seen, ..)| *seen == number);
            let answer = self
                .get(&format!("/editions/{number}"), if seen.is_some() { 200 } else { 404 })
                .await;
            let plural = self.sample.document.plural.clone();
            if let Some(seen) = seen
                && said(&answer.json(), &plural) != of(*seen)
            {
                self.say(&format!("edition {number}: {}", answer.text()));
            }
        }
    }

    /// The addresses that require more than seeing the document.
    async fn inner(&mut self, is_visible: bool) {
        let status = match (is_visible, self.reader.sees) {
            (false, _) => 404,
            (true, Sees::Everything) => 200,
            (true, _) => 403,
        };
        self.get("/history", status).await;
        if let Some(result) = &self.sample.result {
            self.get("/results", status).await;
            self.get(&format!("/results/{result}"), status).await;
        }
        if self.reader.sees != Sees::Everything {
            let path = format!("{}/submit", self.sample.document.path());
            let answer = self.reader.client.post(&path).if_match("*").await;
            self.expect(&answer, status);
        }
    }
}

fn of((number, state, heading): Shown<'_>) -> (u64, String, String) {
    (number, state.to_owned(), heading.to_owned())
}

fn number_and_state(view: &Value) -> (u64, String) {
    let number = view["number"].as_u64().or_else(|| view["edition"].as_u64());
    (
        number.unwrap_or_default(),
        view["state"].as_str().unwrap_or_default().to_owned(),
    )
}

/// Number, state and heading of the edition in a view.
fn said(view: &Value, plural: &str) -> (u64, String, String) {
    let (number, state) = number_and_state(view);
    let heading = view[heading_of(plural)].as_str().map(str::to_owned);
    (number, state, heading.or_else(|| period_of(view)).unwrap_or_default())
}

/// The period in the title of complaint statistics, which a row of a list has instead.
fn period_of(row: &Value) -> Option<String> {
    let (_, period) = row["title"].as_str()?.trim_end_matches(')').split_once('(')?;
    Period::parse(period).ok().map(Period::iso)
}

/// The rows of a list, by id.
async fn listed(reader: &Reader, plural: &str) -> HashMap<String, (u64, String, String)> {
    let rows = reader.client.all(&format!("/api/v1/{plural}")).await;
    let by_id = |row: &Value| (row["id"].as_str().unwrap().to_owned(), said(row, plural));
    rows.iter().map(by_id).collect()
}

async fn every_address_agrees(plural: &str) {
    let app = TestApp::start().await;
    if plural == "reports" {
        // A report refers to the measures of its year, and needs at least one.
        let measure = json!({ "fiscal_year": 2565, "steps": [{ "text": "เผยแพร่ข้อมูล" }] });
        app.published_measure(&measure).await;
    }
    let mut samples = Vec::new();
    for number in 0..LIVES.len() {
        samples.push(Sample::make(&app, plural, number).await);
    }
    let mut wrong = Vec::new();
    for reader in readers(&app).await {
        let mut rows = listed(&reader, plural).await;
        for sample in &samples {
            let mut check = Check {
                reader: &reader,
                sample,
                wrong: Vec::new(),
            };
            let shown = sample.shown(reader.sees);
            let row = rows.remove(&sample.document.id);
            if row != shown.map(of) {
                check.say(&format!("listed as {row:?}"));
            }
            check.shown(shown).await;
            check.editions(&sample.visible(reader.sees)).await;
            check.inner(shown.is_some()).await;
            wrong.append(&mut check.wrong);
        }
        assert!(rows.is_empty(), "{}: {rows:?}", reader.name);
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[tokio::test]
async fn every_address_of_a_measure_has_the_same_readers() {
    every_address_agrees("measures").await;
}

#[tokio::test]
async fn every_address_of_a_report_has_the_same_readers() {
    every_address_agrees("reports").await;
}

#[tokio::test]
async fn every_address_of_an_announcement_has_the_same_readers() {
    every_address_agrees("announcements").await;
}

#[tokio::test]
async fn every_address_of_complaint_statistics_has_the_same_readers() {
    every_address_agrees("complaint-statistics").await;
}
