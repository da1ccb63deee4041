//! Draws people, and the next step. Most steps are ones that the server says are allowed now, so that runs get deep; the
//! others are drawn from all steps, and most of them are refused.

use prongsai_test_support::Role;
use serde_json::Value;

use crate::draw::Draw;
use crate::plan::{Doc, Draft, Given, Held, Setting, Step, Verb, What};
use crate::world::World;

/// How many people there are, without the platform administrator and those that each organization needs.
const PEOPLE: usize = 6;
/// An organization with more documents begins fewer.
const ENOUGH: usize = 5;

/// People with random roles. Each organization has somebody for each step; some have roles in two organizations.
pub(crate) fn people(draw: &mut Draw) -> Vec<Vec<Held>> {
    let roles = [
        (5, Role::Drafter),
        (5, Role::Approver),
        (3, Role::Publisher),
        (1, Role::Auditor),
        (2, Role::OrganizationAdmin),
        (1, Role::ProvincialViewer),
    ];
    let mut people: Vec<Vec<Held>> = vec![Vec::new()];
    for _ in 0..PEOPLE {
        let mut held: Vec<Held> = Vec::new();
        let home = organization(draw);
        for _ in 0..=draw.below(3) {
            let place = if draw.percent(80) { home } else { organization(draw) };
            let role = *draw.weighted(&roles).unwrap();
            // The first two organizations are in one province.
            let place = if role == Role::ProvincialViewer && place == 1 {
                0
            } else {
                place
            };
            if !held.contains(&(role, place)) {
                held.push((role, place));
            }
        }
        people.push(held);
    }
    people.push(vec![(Role::Drafter, 0), (Role::Approver, 0)]);
    people.push(vec![(Role::Publisher, 0), (Role::OrganizationAdmin, 0)]);
    people.push(vec![(Role::Approver, 0), (Role::Drafter, 1)]);
    people.push(vec![
        (Role::Approver, 1),
        (Role::Publisher, 1),
        (Role::OrganizationAdmin, 1),
    ]);
    people.push(vec![(Role::Drafter, 2), (Role::Approver, 2), (Role::Publisher, 2)]);
    people.push(vec![(Role::ProvincialViewer, 0), (Role::Auditor, 1)]);
    people
}

fn organization(draw: &mut Draw) -> usize {
    *draw.weighted(&[(7, 0), (2, 1), (1, 2)]).unwrap()
}

fn kind(draw: &mut Draw) -> Draft {
    let kinds = [
        (5, Draft::Measure),
        (4, Draft::Report),
        (1, Draft::Announcement),
        (1, Draft::External),
        (1, Draft::Internal),
        (1, Draft::Complaints),
    ];
    *draw.weighted(&kinds).unwrap()
}

fn part(draw: &mut Draw) -> u8 {
    u8::try_from(draw.below(9)).unwrap()
}

/// The next step.
pub(crate) async fn next(draw: &mut Draw, world: &World, number: u32) -> Step {
    for _ in 0..20 {
        if draw.percent(68)
            && let Some((who, what)) = allowed(draw, world).await
        {
            return Step { number, who, what };
        }
        let who = draw.below(world.people.len());
        let what = if draw.percent(20) {
            wrong(draw, world)
        } else {
            other(draw, world, who)
        };
        if let Some((who, what)) = what {
            return Step { number, who, what };
        }
    }
    Step {
        number,
        who: 0,
        what: What::ReadAudit { organization: 0 },
    }
}

/// A document: often one of those that were made last.
fn doc(draw: &mut Draw, world: &World) -> Option<Doc> {
    let docs: Vec<Doc> = world.docs.keys().copied().collect();
    let last = &docs[docs.len().saturating_sub(ENOUGH)..];
    let near = if draw.percent(60) { last } else { &docs };
    draw.one(near).copied()
}

/// Somebody with a role in the organization.
fn member(draw: &mut Draw, world: &World, place: usize) -> Option<usize> {
    let members: Vec<usize> = (0..world.people.len())
        .filter(|who| world.people[*who].held.iter().any(|((_, held), _)| *held == place))
        .collect();
    draw.one(&members).copied()
}

/// Somebody with this role.
fn with_role(draw: &mut Draw, world: &World, wanted: Held) -> Option<usize> {
    let holds = |who: &usize| world.people[*who].held.iter().any(|(held, _)| *held == wanted);
    let people: Vec<usize> = (0..world.people.len()).filter(holds).collect();
    draw.one(&people).copied()
}

/// An action that the server lists in the view of a document for a person.
async fn allowed(draw: &mut Draw, world: &World) -> Option<(usize, What)> {
    let doc = doc(draw, world)?;
    let advances = draw.percent(65);
    for _ in 0..8 {
        let who = member(draw, world, world.docs[&doc].organization)?;
        let answer = world.people[who].client.get(&world.docs[&doc].path()).await;
        let is_submitted = answer.status == 200 && answer.json()["state"] == "submitted";
        if is_submitted && draw.percent(12) {
            // Not listed for an author, who tries it nevertheless.
            let what = What::Take {
                doc,
                verb: Verb::Approve,
                given: Given::Fresh,
            };
            return Some((who, what));
        }
        if answer.status == 200
            && let Some(what) = listed(draw, world, (doc, advances), &answer.json())
        {
            return Some((who, what));
        }
    }
    None
}

fn listed(draw: &mut Draw, world: &World, (doc, advances): (Doc, bool), view: &Value) -> Option<What> {
    let record = &world.docs[&doc];
    let is_live = view["live_edition"].is_u64() && view["live_edition"] != view["edition"];
    let names = view["allowed_actions"]
        .as_array()?
        .iter()
        .filter_map(|name| name.as_str());
    let can_override = world.organizations[record.organization].allows(Setting::Override);
    let choices: Vec<(usize, &str)> = names
        .map(|name| {
            let weight = match name {
                // It is refused until all measures of the year are submitted.
                "submit" if record.kind == Draft::Report => 8,
                "submit" | "approve" | "publish" => 30,
                "revise" => 9,
                "edit" if view["state"] == "returned" => 30,
                "return" if view["state"] == "submitted" => 5,
                _ if advances => 0,
                "return" => 9,
                "edit" => 9,
                "record_result" => 4,
                "withdraw" if view["state"] == "published" => 2,
                "withdraw" => 4,
                _ => 2,
            };
            (weight, name)
        })
        .collect();
    let given = if draw.percent(4) { Given::Old } else { Given::Fresh };
    let verb = match *draw.weighted(&choices)? {
        "submit" => Verb::Submit,
        "return" => Verb::Return,
        "approve" if can_override && draw.percent(50) => Verb::Override,
        "approve" => Verb::Approve,
        "publish" => Verb::Publish,
        "withdraw" if is_live && draw.percent(30) => Verb::WithdrawLive,
        "withdraw" => Verb::Withdraw,
        "revise" if draw.percent(50) => Verb::ReviseWithNote,
        "revise" => Verb::Revise,
        "delete" => Verb::Delete,
        "edit" => {
            return Some(What::Edit {
                doc,
                part: part(draw),
                given,
            });
        }
        "record_result" => return Some(What::Record { measure: doc }),
        _ => return None,
    };
    Some(What::Take { doc, verb, given })
}

const VERBS: [Verb; 10] = [
    Verb::Submit,
    Verb::Return,
    Verb::Approve,
    Verb::Override,
    Verb::Publish,
    Verb::Withdraw,
    Verb::WithdrawLive,
    Verb::Revise,
    Verb::ReviseWithNote,
    Verb::Delete,
];

/// Any step of any document by anybody.
fn wrong(draw: &mut Draw, world: &World) -> Option<(usize, What)> {
    let (doc, who) = (doc(draw, world)?, draw.below(world.people.len()));
    let given = *draw.weighted(&[(5, Given::Fresh), (2, Given::Any), (1, Given::Old)])?;
    let verb = *draw.one(&VERBS)?;
    let what = match draw.below(6) {
        0 => What::Edit {
            doc,
            part: part(draw),
            given,
        },
        1 => What::Read { doc },
        2 => What::ReadHistory { doc },
        _ => What::Take { doc, verb, given },
    };
    Some((who, what))
}

/// Anything that is not a step of one document, by somebody who may be able to do it.
fn other(draw: &mut Draw, world: &World, anybody: usize) -> Option<(usize, What)> {
    let place = organization(draw);
    let docs = world
        .docs
        .values()
        .filter(|record| record.organization == place)
        .count();
    let drafts = if docs < ENOUGH { 30 } else { 4 };
    let results: Vec<u32> = world.results.keys().copied().collect();
    let result = draw.one(&results).copied();
    let part = part(draw);
    let choice = *draw.weighted(&[
        (drafts, 0),
        (5, 1),
        (3, 2),
        (5, 3),
        (5, 4),
        (6, 5),
        (1, 6),
        (26, 7),
        (9, 8),
    ])?;
    let who = if choice == 5 || choice == 6 {
        member(draw, world, place)
    } else {
        with_role(draw, world, (Role::Drafter, place))
    };
    let who = if draw.percent(90) { who? } else { anybody };
    let what = match choice {
        0 => What::Draft {
            organization: place,
            kind: kind(draw),
            part,
        },
        1 => What::EditResult { result: result?, part },
        2 => What::DeleteResult {
            result: result.filter(|_| draw.percent(30))?,
        },
        3 => What::Analyse { organization: place },
        4 => import(draw, world, place),
        5 => return many(draw, world, place),
        6 => What::Export { organization: place },
        8 => What::Record {
            measure: some_docs(draw, world, place, 1).pop()?,
        },
        _ => return manage(draw, world, place),
    };
    Some((who, what))
}

fn some_docs(draw: &mut Draw, world: &World, place: usize, most: usize) -> Vec<Doc> {
    let docs = world.docs.iter().filter(|(_, record)| record.organization == place);
    let docs: Vec<Doc> = docs.map(|(doc, _)| *doc).collect();
    let mut chosen: Vec<Doc> = (0..draw.below(most + 1))
        .filter_map(|_| draw.one(&docs).copied())
        .collect();
    chosen.sort_unstable();
    chosen.dedup();
    chosen
}

fn import(draw: &mut Draw, world: &World, place: usize) -> What {
    let edits = some_docs(draw, world, place, 2);
    What::Import {
        organization: place,
        edits,
        adds: draw.percent(20),
        tries: draw.percent(15),
    }
}

/// A step of many measures, by somebody who may take it most of the time.
fn many(draw: &mut Draw, world: &World, place: usize) -> Option<(usize, What)> {
    let verbs = [
        (6, (Verb::Submit, Role::Drafter)),
        (3, (Verb::Approve, Role::Approver)),
        (2, (Verb::Override, Role::Approver)),
        (3, (Verb::Publish, Role::Publisher)),
    ];
    let (verb, role) = *draw.weighted(&verbs)?;
    let holder = with_role(draw, world, (role, place));
    let who = if draw.percent(85) {
        holder?
    } else {
        member(draw, world, place)?
    };
    let chosen = if draw.percent(60) {
        Vec::new()
    } else {
        some_docs(draw, world, place, 3)
    };
    let what = What::TakeMany {
        organization: place,
        verb,
        chosen,
    };
    Some((who, what))
}

/// A change of an organization, a person or a catalogue, by an administrator most of the time.
fn manage(draw: &mut Draw, world: &World, place: usize) -> Option<(usize, What)> {
    let is_admin = |who: &usize| {
        *who == 0
            || world.people[*who]
                .held
                .iter()
                .any(|(held, _)| *held == (Role::OrganizationAdmin, place))
    };
    let admins: Vec<usize> = (0..world.people.len()).filter(is_admin).collect();
    let who = if draw.percent(88) {
        *draw.one(&admins)?
    } else {
        draw.below(world.people.len())
    };
    let setting = if draw.percent(50) {
        Setting::Override
    } else {
        Setting::Internal
    };
    let is_proposed = |setting| {
        world.organizations[place]
            .settings
            .get(&setting)
            .is_some_and(|one| !one.proposers.is_empty())
    };
    let person = 1 + draw.below(world.people.len() - 1);
    let roles = [
        Role::Drafter,
        Role::Approver,
        Role::Publisher,
        Role::Auditor,
        Role::OrganizationAdmin,
        Role::ProvincialViewer,
    ];
    let role = *draw.one(&roles)?;
    let what = match draw.below(26) {
        0 | 1 => What::Rename { organization: place },
        2 => What::Address { organization: place },
        3 => What::NameDivision {
            organization: place,
            adds: draw.percent(30),
        },
        4..=8 if is_proposed(setting) => What::Accept {
            organization: place,
            setting,
        },
        4..=6 => What::Propose {
            organization: place,
            setting,
        },
        7 => What::Accept {
            organization: place,
            setting,
        },
        8 => What::SwitchOff {
            organization: place,
            setting,
        },
        9..=13 if world.organizations[place].proposal.is_some() => What::AcceptTemplate { organization: place },
        9..=12 => What::ProposeTemplate { organization: place },
        13 => What::AcceptTemplate { organization: place },
        14..=16 => What::Grant {
            to: person,
            role,
            organization: place,
        },
        17 | 18 => {
            let ((role, organization), _) = *draw.one(&world.people[person].held)?;
            What::Revoke {
                of: person,
                role,
                organization,
            }
        }
        19 => What::Describe { person },
        20 => What::Found,
        21 => What::ReplaceCatalogue,
        22 => What::ReadOrganization { organization: place },
        23 => What::ReadAudit { organization: place },
        24 => What::Export { organization: place },
        _ => What::SwitchOff {
            organization: place,
            setting,
        },
    };
    Some((who, what))
}
