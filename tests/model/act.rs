//! Sends the request of a step, and notes what it did if it succeeded.

use crate::done::{Done, look, right_to_read};
use crate::pen::Pen;
use crate::plan::{Step, What};
use crate::world::World;
use crate::{manage, many, steps};

/// Takes a step.
pub(crate) async fn act(world: &mut World, step: &Step) -> Done {
    let mut pen = Pen::new(step.number);
    let done = match &step.what {
        What::Draft { .. } | What::Edit { .. } | What::Take { .. } => steps::act(world, step, &mut pen).await,
        What::TakeMany { .. } | What::Import { .. } | What::Export { .. } => many::act(world, step, &mut pen).await,
        What::Record { .. } | What::EditResult { .. } | What::DeleteResult { .. } | What::Analyse { .. } => {
            results(world, step, &mut pen).await
        }
        What::Read { .. } | What::ReadHistory { .. } | What::ReadOrganization { .. } | What::ReadAudit { .. } => {
            read(world, step).await
        }
        _ => manage::act(world, step, &mut pen).await,
    };
    world.note(step.who, &pen, done.succeeded());
    done
}

async fn results(world: &mut World, step: &Step, pen: &mut Pen) -> Done {
    let client = world.people[step.who].client.clone();
    match &step.what {
        What::Record { measure } => {
            let Some(record) = world.docs.get(measure) else {
                return Done::default();
            };
            // An activity is a part of a measure as a result is: every third step records one.
            let list = if step.number.is_multiple_of(3) {
                "activities"
            } else {
                "results"
            };
            let path = format!("{}/{list}", record.path());
            let answer = client.post(&path).json(&pen.part(list, None)).await;
            if answer.status == 201 {
                let place = format!("{list}/{}", answer.id());
                world.results.insert(step.number, (*measure, place));
            }
            Done {
                touched: vec![*measure],
                ..Done::of(answer)
            }
        }
        What::EditResult { result, .. } | What::DeleteResult { result } => {
            let Some((measure, place)) = world.results.get(result).cloned() else {
                return Done::default();
            };
            let Some(record) = world.docs.get(&measure) else {
                return Done::default();
            };
            let path = format!("{}/{place}", record.path());
            let list = place.split('/').next().unwrap_or_default();
            let answer = match &step.what {
                What::EditResult { part, .. } => {
                    client
                        .patch(&path)
                        .if_match("*")
                        .json(&pen.part(list, Some(*part)))
                        .await
                }
                _ => client.delete(&path).if_match("*").await,
            };
            if answer.status == 204 {
                world.results.remove(result);
            }
            Done {
                touched: vec![measure],
                ..Done::of(answer)
            }
        }
        What::Analyse { organization } => {
            let path = format!(
                "/api/v1/organizations/{}/analyses/2566",
                world.organizations[*organization].id
            );
            let body = pen.analysis();
            let read = client.get(&path).await;
            let put = client.put(&path).json(&body);
            let put = if read.status == 200 {
                put.if_match(&read.etag())
            } else {
                put.header("if-none-match", "*")
            };
            Done {
                organizations: vec![*organization],
                ..Done::of(put.await)
            }
        }
        _ => Done::default(),
    }
}

async fn read(world: &mut World, step: &Step) -> Done {
    let client = world.people[step.who].client.clone();
    match &step.what {
        What::Read { doc } => match look(world, step.who, *doc).await {
            Some(answer) => Done {
                actions: right_to_read(&answer),
                ..Done::of(answer)
            },
            None => Done::default(),
        },
        What::ReadHistory { doc } => match world.docs.get(doc) {
            Some(record) => Done::of(client.get(&format!("{}/history", record.path())).await),
            None => Done::default(),
        },
        What::ReadOrganization { organization } => {
            let id = &world.organizations[*organization].id;
            Done::of(client.get(&format!("/api/v1/organizations/{id}")).await)
        }
        What::ReadAudit { organization } => {
            let id = &world.organizations[*organization].id;
            Done::of(client.get(&format!("/api/v1/audit?organization_id={id}&limit=5")).await)
        }
        _ => Done::default(),
    }
}
