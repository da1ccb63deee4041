//! Many clients at once send valid and invalid requests. None is answered with an internal error, each revision has one
//! winner, and the audit trail tells the state of the tables afterwards.

use std::collections::{BTreeMap, HashMap};
use std::sync::Mutex;
use std::time::{Duration, Instant};

use prongsai_test_support::{Answer, Client, Request, TestApp, membership, sample};
use serde_json::{Value, json};

use crate::draw::Draw;
use crate::pen::Pen;
use crate::plan::{Draft, Held, Setting};
use crate::world::World;

/// What the clients share.
#[derive(Default)]
pub(crate) struct Shared {
    people: Vec<Client>,
    ids: Vec<String>,
    organizations: Vec<String>,
    /// Kind, path and id of the documents that exist.
    docs: Mutex<Vec<(Draft, String)>>,
    results: Mutex<Vec<String>>,
    /// How many requests succeeded with each entity tag of each address.
    won: Mutex<HashMap<(String, String), u32>>,
    /// How many answers had each status.
    statuses: Mutex<BTreeMap<u16, u32>>,
}

/// A request, and what it is conditional on.
type Conditional = (Request, Option<(String, String)>);

impl Shared {
    pub(crate) fn new(world: &World) -> Self {
        Self {
            people: world.people.iter().map(|person| person.client.clone()).collect(),
            ids: world.people.iter().map(|person| person.id.clone()).collect(),
            organizations: world.organizations.iter().map(|one| one.id.clone()).collect(),
            ..Self::default()
        }
    }

    /// Entity tags with which more than one request succeeded.
    pub(crate) fn contested(&self) -> Vec<(String, String)> {
        let won = self.won.lock().unwrap();
        won.iter()
            .filter(|(_, count)| **count > 1)
            .map(|(tag, _)| tag.clone())
            .collect()
    }

    /// How many answers had each status.
    pub(crate) fn statuses(&self) -> BTreeMap<u16, u32> {
        self.statuses.lock().unwrap().clone()
    }

    fn note(&self, answer: &Answer, condition: Option<(String, String)>) {
        *self.statuses.lock().unwrap().entry(answer.status).or_default() += 1;
        let (line, text) = (&answer.request_line, answer.text());
        let may_be_busy = answer.status == 503 && answer.header("retry-after").is_some();
        assert!(answer.status < 500 || may_be_busy, "{line}: {} {text}", answer.status);
        if let Some(condition) = condition.filter(|_| answer.status < 300) {
            *self.won.lock().unwrap().entry(condition).or_default() += 1;
        }
    }
}

/// One of many clients, until the time is over.
pub(crate) async fn client(shared: &Shared, seed: u64, until: Instant) {
    let mut draw = Draw::new(seed);
    let mut number = 0;
    while Instant::now() < until {
        number = (number + 1) % 999;
        let mut pen = Pen::new(number);
        let who = draw.below(shared.people.len());
        let client = &shared.people[who];
        let sent = match draw.below(20) {
            0 | 1 => new_document(shared, &mut draw, client, &mut pen).await,
            2..=13 => document(shared, &mut draw, client, &mut pen).await,
            14 | 15 => result(shared, &mut draw, client, &mut pen).await,
            16 => bulk(shared, &mut draw, client).await,
            17 => organization(shared, &mut draw, client, &mut pen).await,
            18 => people(shared, &mut draw, client),
            _ => invalid(shared, &mut draw, client),
        };
        let Some((request, condition)) = sent else { continue };
        let answer = request.await;
        shared.note(&answer, condition);
    }
}

async fn new_document(shared: &Shared, draw: &mut Draw, client: &Client, pen: &mut Pen) -> Option<Conditional> {
    let count = shared.docs.lock().unwrap().len();
    if count > 25 && draw.percent(90) {
        return None;
    }
    let kinds = [
        Draft::Measure,
        Draft::Measure,
        Draft::Report,
        Draft::Announcement,
        Draft::Internal,
        Draft::Complaints,
    ];
    let kind = *draw.one(&kinds)?;
    let mut body = pen.draft(kind, 0, &shared.organizations[draw.below(2)], "");
    body.as_object_mut()?.remove("key");
    let answer = client.post(&format!("/api/v1/{}", kind.plural())).json(&body).await;
    if answer.status == 201 {
        let path = format!("/api/v1/{}/{}", kind.plural(), answer.id());
        shared.docs.lock().unwrap().push((kind, path));
    }
    shared.note(&answer, None);
    None
}

/// A step of one of a few documents, with the entity tag that the person reads, so that many have the same.
async fn document(shared: &Shared, draw: &mut Draw, client: &Client, pen: &mut Pen) -> Option<Conditional> {
    let (kind, path) = {
        let docs = shared.docs.lock().unwrap();
        draw.one(&docs).cloned()?
    };
    let read = client.get(&path).await;
    shared.note(&read, None);
    if read.status != 200 {
        return None;
    }
    let (etag, view) = (read.etag(), read.json());
    let listed: Vec<&str> = view["allowed_actions"]
        .as_array()?
        .iter()
        .filter_map(Value::as_str)
        .collect();
    let any = [
        "submit", "return", "approve", "publish", "withdraw", "revise", "edit", "delete",
    ];
    let choices: &[&str] = if draw.percent(85) { &listed } else { &any };
    let step = *draw.one(choices)?;
    let request = match step {
        "edit" => client
            .patch(&path)
            .json(&pen.change(kind, Some(u8::try_from(draw.below(6)).ok()?))),
        "delete" if draw.percent(20) => client.delete(&path),
        "delete" => return None,
        "record_result" => {
            let request = client.post(&format!("{path}/results")).json(&pen.result(None));
            let answer = request.await;
            if answer.status == 201 {
                shared
                    .results
                    .lock()
                    .unwrap()
                    .push(format!("{path}/results/{}", answer.id()));
            }
            shared.note(&answer, None);
            return None;
        }
        "return" | "withdraw" => client
            .post(&format!("{path}/{step}"))
            .json(&json!({ "reason": "เหตุผล" })),
        _ => client.post(&format!("{path}/{step}")).json(&json!({})),
    };
    Some((request.if_match(&etag), Some((path, etag))))
}

async fn result(shared: &Shared, draw: &mut Draw, client: &Client, pen: &mut Pen) -> Option<Conditional> {
    let path = {
        let results = shared.results.lock().unwrap();
        draw.one(&results).cloned()?
    };
    let read = client.get(&path).await;
    shared.note(&read, None);
    if read.status != 200 {
        return None;
    }
    let etag = read.etag();
    let request = if draw.percent(10) {
        client.delete(&path)
    } else {
        client.patch(&path).json(&pen.result(Some(1)))
    };
    Some((request.if_match(&etag), Some((path, etag))))
}

/// A step of all measures, an import of an export, or an analysis.
async fn bulk(shared: &Shared, draw: &mut Draw, client: &Client) -> Option<Conditional> {
    let id = &shared.organizations[draw.below(2)];
    let path = format!("/api/v1/organizations/{id}");
    match draw.below(4) {
        0 => {
            let export = client.get(&format!("{path}/export?fiscal_year=2566")).await;
            shared.note(&export, None);
            (export.status == 200).then(|| {
                let imports = format!("/api/v1/imports?organization_id={id}");
                (client.post(&imports).json(&export.json()), None)
            })
        }
        1 => {
            let analysis = format!("{path}/analyses/2566");
            let read = client.get(&analysis).await;
            let mut body = sample::analysis();
            body["recommendations"] = json!(format!("ข้อเสนอ {}", draw.number()));
            let put = client.put(&analysis).json(&body);
            if read.status == 200 {
                return Some((put.if_match(&read.etag()), Some((analysis, read.etag()))));
            }
            Some((put.header("if-none-match", "*"), None))
        }
        _ => {
            let list = format!("/api/v1/measures?organization_id={id}&fiscal_year=2566");
            let read = client.get(&list).await;
            shared.note(&read, None);
            let digest = (read.status == 200).then(|| read.json()["digest"].clone())?;
            let step = *draw.one(&["submit", "approve", "publish"])?;
            let request = client.post(&format!("{path}/fiscal-years/2566/measures/{step}"));
            Some((request.json(&json!({ "all": digest })), None))
        }
    }
}

async fn organization(shared: &Shared, draw: &mut Draw, client: &Client, pen: &mut Pen) -> Option<Conditional> {
    let path = format!("/api/v1/organizations/{}", shared.organizations[draw.below(2)]);
    let template = format!("{path}/paper-template");
    let is_template = draw.percent(40);
    let read_path = if is_template { &template } else { &path };
    let read = client.get(read_path).await;
    shared.note(&read, None);
    if read.status != 200 {
        return None;
    }
    let etag = read.etag();
    let setting = if draw.percent(50) {
        Setting::Override
    } else {
        Setting::Internal
    };
    let request = match (is_template, draw.below(4)) {
        (true, 0 | 1) => client.post(&format!("{template}/accept")),
        (true, _) => {
            let line = pen.text(crate::pen::Place::Template, "หัวเรื่อง");
            client.put(&template).json(&json!({ "header_lines": [line] }))
        }
        (false, 0) => client
            .patch(&path)
            .json(&json!({ "name_th": pen.text(crate::pen::Place::Name, "เทศบาลตำบล") })),
        (false, 1) => client
            .post(&format!("{path}/settings/accept"))
            .json(&json!({ "setting": setting.name() })),
        (false, _) => client
            .patch(&path)
            .json(&json!({ "settings": { setting.name(): draw.percent(70) } })),
    };
    Some((request.if_match(&etag), Some((read_path.clone(), etag))))
}

/// Gives or takes a role.
fn people(shared: &Shared, draw: &mut Draw, client: &Client) -> Option<Conditional> {
    use prongsai_test_support::Role;
    // The first people keep their roles, so that work goes on.
    let who = 1 + draw.below(shared.ids.len() - 1);
    let path = format!("/api/v1/users/{}/memberships", shared.ids[who]);
    let role = *draw.one(&[Role::Auditor, Role::Drafter, Role::Publisher])?;
    let body = json!({ "role": role.as_str(), "organization_id": shared.organizations[draw.below(2)] });
    Some((client.post(&path).json(&body), None))
}

/// A request that is refused.
fn invalid(shared: &Shared, draw: &mut Draw, client: &Client) -> Option<Conditional> {
    let path = {
        let docs = shared.docs.lock().unwrap();
        draw.one(&docs).map(|(_, path)| path.clone())?
    };
    let request = match draw.below(5) {
        0 => client.patch(&path).if_match("*").raw("application/json", "{"),
        1 => client.post(&format!("{path}/approve")),
        2 => client
            .post(&format!("{path}/publish"))
            .if_match("\"0\"")
            .json(&json!({})),
        3 => client.get("/api/v1/measures/00000000-0000-7000-8000-000000000000"),
        _ => client
            .post("/api/v1/imports")
            .json(&json!({ "format": "prongsai.bundle/1" })),
    };
    Some((request, None))
}

/// The roles of the people in a storm: everybody may do most things in two organizations.
pub(crate) fn crew(app_people: usize) -> Vec<Vec<Held>> {
    use prongsai_test_support::Role::{Approver, Drafter, OrganizationAdmin, Publisher};
    let mut people = vec![Vec::new()];
    for number in 1..app_people {
        let place = number % 2;
        people.push(match number % 4 {
            0 | 1 => vec![(Drafter, place), (Publisher, place)],
            2 => vec![(Approver, place), (OrganizationAdmin, place)],
            _ => vec![(Approver, place), (Drafter, 1 - place)],
        });
    }
    people
}

/// How long a storm is.
pub(crate) fn length(seconds: u64) -> Duration {
    Duration::from_secs(seconds)
}

/// Somebody who comes and goes: a role that is taken away, for the audit trail to tell.
pub(crate) async fn revoke_one(app: &TestApp, person: &Client) {
    let me = person.get("/api/v1/me").await.is(200).json();
    let user = format!("/api/v1/users/{}/memberships", me["id"].as_str().unwrap());
    let role = membership(prongsai_test_support::Role::Auditor, &app.theirs);
    let given = app.admin().post(&user).json(&role).await;
    if given.status == 201 {
        app.admin().delete(&format!("{user}/{}", given.id())).await.is(204);
    }
}
