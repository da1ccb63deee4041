//! Draws changes of organizations, people and catalogues.

use prongsai_test_support::Role;

use super::people::admins;
use crate::draw::Draw;
use crate::plan::{Setting, What};
use crate::world::World;

const ROLES: [Role; 6] = [
    Role::Drafter,
    Role::Approver,
    Role::Publisher,
    Role::Auditor,
    Role::OrganizationAdmin,
    Role::ProvincialViewer,
];

/// A change by an administrator most of the time.
pub(super) fn manage(draw: &mut Draw, world: &World, place: usize) -> Option<(usize, What)> {
    let who = if draw.percent(88) {
        *draw.one(&admins(world, place))?
    } else {
        draw.below(world.people.len())
    };
    let organization = place;
    let what = match draw.below(26) {
        0 | 1 => What::Rename { organization },
        2 => What::Address { organization },
        3 => What::NameDivision {
            organization,
            adds: draw.percent(30),
        },
        4..=9 => of_setting(draw, world, place),
        10..=14 => of_template(draw, world, place),
        15..=19 => of_person(draw, world, place)?,
        20 | 21 => {
            // Platform administrators alone may do it.
            let who = if draw.percent(70) { 0 } else { who };
            let what = draw.one(&[What::Found, What::ReplaceCatalogue])?.clone();
            return Some((who, what));
        }
        22 => What::ReadOrganization { organization },
        23 | 24 => What::ReadAudit { organization },
        _ => What::Export { organization },
    };
    Some((who, what))
}

/// Accepts a proposed setting most of the time.
fn of_setting(draw: &mut Draw, world: &World, organization: usize) -> What {
    let setting = *draw.one(&[Setting::Override, Setting::Internal]).unwrap();
    let consent = world.organizations[organization].settings.get(&setting);
    let is_proposed = consent.is_some_and(|consent| !consent.proposers.is_empty());
    match draw.below(6) {
        0 => What::SwitchOff { organization, setting },
        1 => What::Accept { organization, setting },
        2..=4 if is_proposed => What::Accept { organization, setting },
        _ => What::Propose { organization, setting },
    }
}

fn of_template(draw: &mut Draw, world: &World, organization: usize) -> What {
    let is_proposed = world.organizations[organization].proposal.is_some();
    match draw.below(5) {
        0 => What::AcceptTemplate { organization },
        1..=3 if is_proposed => What::AcceptTemplate { organization },
        _ => What::ProposeTemplate { organization },
    }
}

fn of_person(draw: &mut Draw, world: &World, organization: usize) -> Option<What> {
    let person = 1 + draw.below(world.people.len() - 1);
    let what = match draw.below(6) {
        0..=2 => What::Grant {
            to: person,
            role: *draw.one(&ROLES)?,
            organization,
        },
        3 | 4 => {
            let ((role, organization), _) = *draw.one(&world.people[person].held)?;
            What::Revoke {
                of: person,
                role,
                organization,
            }
        }
        _ => What::Describe { person },
    };
    Some(what)
}
