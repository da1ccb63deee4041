//! Draws people, and who among them takes a step.

use prongsai_test_support::Role;

use crate::draw::Draw;
use crate::plan::Held;
use crate::world::World;

/// How many people there are, without the platform administrator and those that each organization needs.
const PEOPLE: usize = 6;

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

pub(super) fn organization(draw: &mut Draw) -> usize {
    *draw.weighted(&[(7, 0), (2, 1), (1, 2)]).unwrap()
}

/// Somebody with a role in the organization.
pub(super) fn member(draw: &mut Draw, world: &World, place: usize) -> Option<usize> {
    let members: Vec<usize> = (0..world.people.len())
        .filter(|who| world.people[*who].held.iter().any(|((_, held), _)| *held == place))
        .collect();
    draw.one(&members).copied()
}

/// Somebody with this role.
pub(super) fn with_role(draw: &mut Draw, world: &World, wanted: Held) -> Option<usize> {
    let has = |who: &usize| holds(world, *who, wanted);
    let people: Vec<usize> = (0..world.people.len()).filter(has).collect();
    draw.one(&people).copied()
}

/// The people who may change the organization.
pub(super) fn admins(world: &World, place: usize) -> Vec<usize> {
    let is_admin = |who: &usize| *who == 0 || holds(world, *who, (Role::OrganizationAdmin, place));
    (0..world.people.len()).filter(is_admin).collect()
}

/// Whether a person has a role.
pub(super) fn holds(world: &World, who: usize, wanted: Held) -> bool {
    world.people[who].held.iter().any(|(held, _)| *held == wanted)
}
