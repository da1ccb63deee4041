//! Changes of whole years, organizations and people, and requests that are refused.

use prongsai_test_support::{Client, Role, sample};
use serde_json::json;

use super::shared::{Conditional, Shared};
use crate::draw::Draw;
use crate::pen::{Pen, Place};
use crate::plan::Setting;

/// A step of all measures, an import of an export, or an analysis.
pub(super) async fn bulk(shared: &Shared, draw: &mut Draw, client: &Client) -> Option<Conditional> {
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

pub(super) async fn change(shared: &Shared, draw: &mut Draw, client: &Client, pen: &mut Pen) -> Option<Conditional> {
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
            let line = pen.text(Place::Template, "หัวเรื่อง");
            client.put(&template).json(&json!({ "header_lines": [line] }))
        }
        (false, 0) => client
            .patch(&path)
            .json(&json!({ "name_th": pen.text(Place::Name, "เทศบาลตำบล") })),
        (false, 1) => client
            .post(&format!("{path}/settings/accept"))
            .json(&json!({ "setting": setting.name() })),
        (false, _) => client
            .patch(&path)
            .json(&json!({ "settings": { setting.name(): draw.percent(70) } })),
    };
    Some((request.if_match(&etag), Some((read_path.clone(), etag))))
}

/// Gives a role.
pub(super) fn grant(shared: &Shared, draw: &mut Draw, client: &Client) -> Option<Conditional> {
    // Not to number 0, the platform administrator.
    let who = 1 + draw.below(shared.ids.len() - 1);
    let path = format!("/api/v1/users/{}/memberships", shared.ids[who]);
    let role = *draw.one(&[Role::Auditor, Role::Drafter, Role::Publisher])?;
    // A role in another organization would end the sessions of the person.
    let body = json!({ "role": role.as_str(), "organization_id": shared.organizations[shared.homes[who]] });
    Some((client.post(&path).json(&body), None))
}

/// A request that is refused.
pub(super) fn invalid(shared: &Shared, draw: &mut Draw, client: &Client) -> Option<Conditional> {
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
