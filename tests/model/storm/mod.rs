//! Many clients at once send valid and invalid requests. None is answered with an internal error, each revision has one
//! winner, and the audit trail tells the state of the tables afterwards.

mod document;
mod organization;
mod shared;

use std::time::{Duration, Instant};

use prongsai_test_support::{Client, Role, TestApp, membership};

use crate::draw::Draw;
use crate::pen::Pen;
use crate::plan::Held;
pub(crate) use shared::Shared;

/// One of many clients, until the time is over.
pub(crate) async fn client(shared: &Shared, seed: u64, until: Instant) {
    let mut draw = Draw::new(seed);
    let mut number = 0;
    while Instant::now() < until {
        // The tokens of a pen take numbers below 1,000.
        number = (number + 1) % 999;
        let mut pen = Pen::new(number);
        let who = draw.below(shared.people.len());
        let client = &shared.people[who];
        let sent = match draw.below(20) {
            0 | 1 => document::begin(shared, &mut draw, client, &mut pen).await,
            2..=13 => document::step(shared, &mut draw, client, &mut pen).await,
            14 | 15 => document::result(shared, &mut draw, client, &mut pen).await,
            16 => organization::bulk(shared, &mut draw, client).await,
            17 => organization::change(shared, &mut draw, client, &mut pen).await,
            18 => organization::grant(shared, &mut draw, client),
            _ => organization::invalid(shared, &mut draw, client),
        };
        let Some((request, condition)) = sent else { continue };
        let answer = request.await;
        shared.note(&answer, condition);
    }
}

/// The roles of this many people in a storm: number 0 is the platform administrator, and the others together may do most
/// things in two organizations.
pub(crate) fn crew(app_people: usize) -> Vec<Vec<Held>> {
    use Role::{Approver, Drafter, OrganizationAdmin, Publisher};
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
    let role = membership(Role::Auditor, &app.theirs);
    let given = app.admin().post(&user).json(&role).await;
    if given.status == 201 {
        app.admin().delete(&format!("{user}/{}", given.id())).await.is(204);
    }
}
