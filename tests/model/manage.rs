//! Organizations, settings, templates, people and catalogues.

use std::collections::BTreeSet;

use prongsai_application::user::{ConfirmSelection, confirm_as_operator};
use prongsai_test_support::{Answer, Client, Role, TestOrganization, membership, sample};
use serde_json::{Value, json};

use crate::done::Done;
use crate::pen::{Pen, Place};
use crate::plan::{Setting, Step, What};
use crate::promise::Broken;
use crate::world::World;

pub(crate) async fn act(world: &mut World, step: &Step, pen: &mut Pen) -> Done {
    let who = step.who;
    match &step.what {
        What::Rename { organization } | What::Address { organization } => {
            let is_name = matches!(step.what, What::Rename { .. });
            change(world, who, *organization, is_name, pen).await
        }
        What::NameDivision { organization, adds } => name_division(world, who, (*organization, *adds), pen).await,
        What::Propose { organization, setting } => set(world, who, *organization, *setting, true).await,
        What::SwitchOff { organization, setting } => set(world, who, *organization, *setting, false).await,
        What::Accept { organization, setting } => accept(world, who, *organization, *setting).await,
        What::ProposeTemplate { organization } => propose_template(world, who, *organization, pen).await,
        What::AcceptTemplate { organization } => accept_template(world, who, *organization).await,
        What::Grant { to, role, organization } => grant(world, who, (*to, *role, *organization)).await,
        What::Revoke { of, role, organization } => revoke(world, who, (*of, *role, *organization)).await,
        What::Describe { person } => describe(world, who, *person, pen).await,
        What::Found => found(world, who, pen).await,
        What::ReplaceCatalogue => replace_catalogue(&world.people[who].client).await,
        _ => Done::default(),
    }
}

fn path_of(world: &World, organization: usize) -> String {
    format!("/api/v1/organizations/{}", world.organizations[organization].id)
}

/// The entity tag that a person reads, or one that is not that of anything.
async fn tag(client: &Client, path: &str) -> String {
    let read = client.get(path).await;
    if read.status == 200 {
        read.etag()
    } else {
        "\"999999\"".to_owned()
    }
}

fn of(answer: Answer, organization: usize) -> Done {
    Done {
        organizations: vec![organization],
        ..Done::of(answer)
    }
}

async fn change(world: &mut World, who: usize, organization: usize, is_name: bool, pen: &mut Pen) -> Done {
    let (client, path) = (world.people[who].client.clone(), path_of(world, organization));
    let body = if is_name {
        json!({ "name_th": pen.text(Place::Name, "เทศบาลตำบล") })
    } else {
        let website = format!("https://www.example.go.th/{}", pen.word(Place::Website));
        json!({ "website": website, "contact": { "phone": "0 4200 0001", "address": pen.text(Place::Address, "เลขที่ 1") } })
    };
    let answer = client
        .patch(&path)
        .if_match(&tag(&client, &path).await)
        .json(&body)
        .await;
    if answer.status == 200 {
        let place = &mut world.organizations[organization];
        let changed = if is_name { &mut place.name } else { &mut place.website };
        *changed = Some(pen.written[0].0);
    }
    of(answer, organization)
}

async fn name_division(world: &mut World, who: usize, (organization, adds): (usize, bool), pen: &mut Pen) -> Done {
    let client = world.people[who].client.clone();
    let path = format!("{}/divisions", path_of(world, organization));
    let body = json!({ "name_th": pen.text(Place::Division, "กอง") });
    if adds {
        return of(client.post(&path).json(&body).await, organization);
    }
    let path = format!("{path}/{}", world.organizations[organization].division);
    let answer = client
        .patch(&path)
        .if_match(&tag(&client, &path).await)
        .json(&body)
        .await;
    of(answer, organization)
}

async fn set(world: &mut World, who: usize, organization: usize, setting: Setting, on: bool) -> Done {
    let (client, path) = (world.people[who].client.clone(), path_of(world, organization));
    let body = json!({ "settings": { setting.name(): on } });
    let answer = client
        .patch(&path)
        .if_match(&tag(&client, &path).await)
        .json(&body)
        .await;
    let mut done = of(answer, organization);
    if done.succeeded() {
        let consent = world.organizations[organization].settings.entry(setting).or_default();
        if on && !consent.is_on {
            consent.proposers.insert(who);
        } else if !on {
            *consent = crate::world::Consent::default();
        }
        let is_on = done.answer.as_ref().map(Answer::json).unwrap_or_default()["settings"][setting.name()] == true;
        if is_on != consent.is_on {
            done.broken = Some(Broken::new(
                "second person",
                format!("{} is {is_on} after one person changed it", setting.name()),
            ));
        }
    }
    done
}

async fn accept(world: &mut World, who: usize, organization: usize, setting: Setting) -> Done {
    let (client, path) = (world.people[who].client.clone(), path_of(world, organization));
    let accept = client
        .post(&format!("{path}/settings/accept"))
        .if_match(&tag(&client, &path).await);
    let answer = accept.json(&json!({ "setting": setting.name() })).await;
    let mut done = of(answer, organization);
    if done.succeeded() {
        let consent = world.organizations[organization].settings.entry(setting).or_default();
        if consent.proposers.iter().all(|proposer| *proposer == who) {
            done.broken = Some(Broken::new(
                "second person",
                format!("{} was accepted by the person who proposed it", setting.name()),
            ));
        }
        consent.is_on = true;
        consent.proposers.clear();
        done.used.push(setting.name());
    }
    done
}

async fn propose_template(world: &mut World, who: usize, organization: usize, pen: &mut Pen) -> Done {
    let client = world.people[who].client.clone();
    let path = format!("{}/paper-template", path_of(world, organization));
    let body = json!({
        "numerals": if who.is_multiple_of(2) { "thai" } else { "arabic" },
        "header_lines": [pen.text(Place::Template, "หัวเรื่อง")],
        "signature_positions": [pen.text(Place::Template, "ตำแหน่ง")],
    });
    let answer = client.put(&path).if_match(&tag(&client, &path).await).json(&body).await;
    if answer.status == 200 {
        let tokens = pen.written.iter().map(|(token, _)| *token).collect();
        world.organizations[organization].proposal = Some((who, tokens));
    }
    of(answer, organization)
}

async fn accept_template(world: &mut World, who: usize, organization: usize) -> Done {
    let client = world.people[who].client.clone();
    let path = format!("{}/paper-template", path_of(world, organization));
    let accept = client
        .post(&format!("{path}/accept"))
        .if_match(&tag(&client, &path).await);
    let mut done = of(accept.await, organization);
    if done.succeeded() {
        let place = &mut world.organizations[organization];
        let (author, tokens) = place.proposal.take().unwrap_or((who, BTreeSet::new()));
        if author == who {
            done.broken = Some(Broken::new(
                "second person",
                "a template was accepted by the person who proposed it".to_owned(),
            ));
        }
        place.template = tokens;
    }
    done
}

async fn grant(world: &mut World, who: usize, (to, role, organization): (usize, Role, usize)) -> Done {
    let place = &world.organizations[organization];
    let scope = TestOrganization {
        id: place.id.clone(),
        name_th: String::new(),
        province_code: place.province_code.clone(),
        division_id: String::new(),
    };
    let path = format!("/api/v1/users/{}/memberships", world.people[to].id);
    let answer = world.people[who]
        .client
        .post(&path)
        .json(&membership(role, &scope))
        .await;
    if answer.status != 201 {
        return Done::of(answer);
    }
    let id = answer.id();
    let is_proposed = !answer.json()["proposal"].is_null();
    let mut done = Done::of(answer);
    if is_proposed {
        let confirm = format!("{path}/{id}/confirm");
        for same in [who, to] {
            let confirmed = world.people[same].client.post(&confirm).json(&json!({})).await;
            if confirmed.status < 300 {
                let what = format!("person {same} confirmed a role that they proposed or would get");
                done.broken = Some(Broken::new("second person", what));
            }
        }
        let username = world.people[to].client.username.clone().unwrap_or_default();
        let second = confirm_as_operator(world.app.use_cases(), &username, ConfirmSelection::ALL).await;
        if !matches!(second, Ok(ref confirmed) if confirmed.given.iter().any(|grant| grant.id.to_string() == id)) {
            return done;
        }
    }
    log_in_again(world, to).await;
    world.people[to].held.push(((role, organization), id));
    done
}

/// A first role in another organization ends the sessions of a person.
async fn log_in_again(world: &mut World, who: usize) {
    let client = &world.people[who].client;
    if client.get("/api/v1/me").await.status == 401 {
        let username = client.username.clone().unwrap_or_default();
        world.people[who].client = world.app.login(&username).await;
    }
}

async fn revoke(world: &mut World, who: usize, (of, role, organization): (usize, Role, usize)) -> Done {
    let held = world.people[of]
        .held
        .iter()
        .position(|(held, _)| *held == (role, organization));
    let Some(at) = held else { return Done::default() };
    let path = format!(
        "/api/v1/users/{}/memberships/{}",
        world.people[of].id, world.people[of].held[at].1
    );
    let answer = world.people[who].client.delete(&path).await;
    if answer.status == 204 {
        world.people[of].held.remove(at);
    }
    Done::of(answer)
}

async fn describe(world: &mut World, who: usize, person: usize, pen: &mut Pen) -> Done {
    let client = world.people[who].client.clone();
    let path = format!("/api/v1/users/{}", world.people[person].id);
    let body = json!({ "position": pen.text(Place::Post, "ปลัด"), "display_name": pen.text(Place::Internal, "นาง") });
    Done::of(
        client
            .patch(&path)
            .if_match(&tag(&client, &path).await)
            .json(&body)
            .await,
    )
}

async fn found(world: &mut World, who: usize, pen: &mut Pen) -> Done {
    let body = sample::organization(&pen.text(Place::Name, "เทศบาลตำบล"));
    Done::of(world.people[who].client.post("/api/v1/organizations").json(&body).await)
}

/// Replaces a catalogue by itself: the texts have no author.
async fn replace_catalogue(client: &Client) -> Done {
    let path = "/api/v1/catalogues/nacc-ita/2566";
    let read = client.get(path).await;
    let body: Value = read.json();
    Done::of(client.put(path).if_match(&read.etag()).json(&body).await)
}
