//! The texts that people write: request bodies with a token in every field.

use prongsai_test_support::sample;
use serde_json::{Value, json};

use crate::plan::Draft;
use crate::token::Token;

/// What a text is. It decides where the public may see it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Place {
    /// In the content of a document or an analysis, or in the note of a correction.
    Content,
    /// In a result or an activity. It is a content, too; apart from the others to recognize case P3.
    Result,
    /// The reason of an override.
    Override,
    /// The reason of a withdrawal of a public edition.
    Withdrawal,
    /// Name of an organization.
    Name,
    /// Website of an organization.
    Website,
    /// Address of an organization.
    Address,
    /// Name of a division.
    Division,
    /// Lines of a template.
    Template,
    /// Post of a person.
    Post,
    /// What is never public: reasons of returns and of withdrawals before publication, names of people, and everything
    /// in a request that was refused.
    Internal,
}

/// Writes the texts of one step, each with its own token.
#[derive(Debug)]
pub(crate) struct Pen {
    step: u32,
    /// What was written.
    pub(crate) written: Vec<(Token, Place)>,
}

impl Pen {
    pub(crate) const fn new(step: u32) -> Self {
        Self {
            step,
            written: Vec::new(),
        }
    }

    fn next(&mut self, place: Place) -> Token {
        let token = Token::new(self.step, u32::try_from(self.written.len()).unwrap());
        self.written.push((token, place));
        token
    }

    /// A text with a token.
    pub(crate) fn text(&mut self, place: Place, words: &str) -> String {
        format!("{words} {}", self.next(place))
    }

    /// A token without words.
    pub(crate) fn word(&mut self, place: Place) -> String {
        self.next(place).to_string()
    }

    fn content(&mut self, words: &str) -> String {
        self.text(Place::Content, words)
    }

    fn number(&mut self) -> u32 {
        self.next(Place::Content).number()
    }

    /// The body of a new document.
    pub(crate) fn draft(&mut self, kind: Draft, part: u8, organization: &str, division: &str) -> Value {
        let base = match kind {
            Draft::Measure => sample::measure(organization),
            Draft::Report => sample::report(organization),
            Draft::Announcement | Draft::External => sample::announcement(organization),
            Draft::Internal => sample::invitation(organization, "IIT"),
            Draft::Complaints => sample::complaint_statistics(organization),
        };
        let mut body = sample::with(base, &self.change(kind, None));
        body["key"] = json!(self.word(Place::Content));
        if kind == Draft::Measure && part % 3 == 1 {
            body["division_id"] = json!(division);
        }
        if matches!(kind, Draft::External | Draft::Internal) {
            body["kind"] = json!("survey_invitation");
        }
        body
    }

    /// A change of a document: of all fields, or of the one that `part` selects.
    pub(crate) fn change(&mut self, kind: Draft, part: Option<u8>) -> Value {
        let fields: &[&str] = match kind {
            Draft::Measure => &["title", "guideline", "steps", "monitoring", "target", "budget_baht"],
            Draft::Report => &["title", "preface", "preparer"],
            Draft::Announcement => &["subject", "body", "signatory"],
            Draft::External | Draft::Internal => &["subject", "body", "signatory", "survey"],
            Draft::Complaints => &["channels"],
        };
        let chosen = part.map(|part| fields[usize::from(part) % fields.len()]);
        let wanted = fields
            .iter()
            .filter(|field| chosen.is_none_or(|chosen| chosen == **field));
        let change = wanted
            .map(|field| ((*field).to_owned(), self.field(kind, field)))
            .collect();
        Value::Object(change)
    }

    fn field(&mut self, kind: Draft, field: &str) -> Value {
        match field {
            "steps" => {
                json!([{ "text": self.content("ขั้นตอน") }, { "text": self.content("ขั้นตอน"), "cadence": "monthly" }])
            }
            "body" => json!([self.content("ย่อหน้า"), self.content("ย่อหน้า")]),
            "budget_baht" => json!(self.number()),
            "preparer" | "signatory" => json!({ "position": self.content("ตำแหน่ง"), "name": self.content("นาย") }),
            "survey" => self.survey(kind == Draft::Internal),
            "channels" => json!([
                { "channel": "telephone", "received": self.number(), "finished": self.number(), "in_progress": self.number() },
                { "channel": "letter", "received": self.number(), "finished": 0, "in_progress": 0 },
            ]),
            _ => json!(self.content("ข้อความ")),
        }
    }

    fn survey(&mut self, is_internal: bool) -> Value {
        let (instrument, audience, word) = if is_internal {
            ("IIT", "internal", "iit")
        } else {
            ("EIT", "external", "eit")
        };
        json!({
            "instrument": instrument, "audience": audience, "opens_on": "2566-01-03", "closes_on": "2566-06-30",
            "url": format!("https://itas.nacc.go.th/go/{word}/{}", self.word(Place::Content)),
        })
    }

    /// The body of a result or an activity, by the list in which it is, or a change of one of its fields.
    pub(crate) fn part(&mut self, list: &str, part: Option<u8>) -> Value {
        let (fields, whole): (&[&str], _) = match list {
            "activities" => (&["text", "place"], sample::activity()),
            _ => (&["details", "output", "outcome", "remarks"], sample::result()),
        };
        let chosen = part.map(|part| fields[usize::from(part) % fields.len()]);
        let mut body = if part.is_some() { json!({}) } else { whole };
        for field in fields
            .iter()
            .filter(|field| chosen.is_none_or(|chosen| chosen == **field))
        {
            body[*field] = json!(self.text(Place::Result, "ผล"));
        }
        if part.is_none() {
            body["key"] = json!(self.word(Place::Result));
            body["evidence"] =
                json!([{ "url": "https://www.example.go.th/ita", "title": self.text(Place::Result, "หลักฐาน") }]);
        }
        body
    }

    /// The body of an analysis.
    pub(crate) fn analysis(&mut self) -> Value {
        let own = json!({
            "putting_into_practice": self.content("นำไปปฏิบัติ"), "recommendations": self.content("ข้อเสนอแนะ"),
            "findings": [{ "key": self.word(Place::Content), "kind": "needs_development", "indicator": "i7",
                           "description": self.content("ข้อค้นพบ") }],
        });
        sample::with(sample::analysis(), &own)
    }

    /// Changes an entry of a bundle.
    pub(crate) fn bundle_entry(&mut self, list: &str, entry: &mut Value) {
        match list {
            "measures" => {
                entry["title"] = json!(self.content("มาตรการ"));
                if let Some(result) = entry["results"].get_mut(0) {
                    result["output"] = json!(self.text(Place::Result, "ผลผลิต"));
                }
            }
            "reports" => entry["preface"] = json!(self.content("คำนำ")),
            "announcements" => entry["subject"] = json!(self.content("เรื่อง")),
            _ => entry["channels"] = self.field(Draft::Complaints, "channels"),
        }
    }

    /// A new measure of a bundle.
    pub(crate) fn bundle_measure(&mut self) -> Value {
        let mut entry = sample::bundle("")["measures"][0].clone();
        entry["key"] = json!(self.word(Place::Content));
        entry["title"] = json!(self.content("มาตรการ"));
        entry["guideline"] = json!(self.content("แนวทาง"));
        entry["results"][0]["output"] = json!(self.text(Place::Result, "ผลผลิต"));
        if let Some(entry) = entry.as_object_mut() {
            entry.remove("responsible_division");
        }
        entry
    }
}
