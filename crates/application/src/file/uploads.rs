use std::collections::HashMap;
use std::hash::Hash;
use std::sync::{Arc, Mutex, PoisonError};

use prongsai_domain::id::{OrganizationId, UserId};

use crate::Error;

/// The number of uploads that arrive or wait for their inspection at the same time: at most 100 MiB each, on disk.
const ALL_MAX: usize = 16;
/// The number of those of one person: two, so that one file arrives while another is inspected.
const OF_PERSON_MAX: usize = 2;
/// The number of those of one organization.
const OF_ORGANIZATION_MAX: usize = 4;

/// Counts the uploads that are under way, so that nobody takes the places of all others.
#[derive(Debug, Default)]
pub(super) struct Uploads(Arc<Mutex<Counts>>);

#[derive(Debug, Default)]
struct Counts {
    all: usize,
    people: HashMap<UserId, usize>,
    organizations: HashMap<OrganizationId, usize>,
}

/// The place of an upload in a temporary file. Another one may begin when it is dropped.
#[derive(Debug)]
pub struct UploadPlace {
    counts: Arc<Mutex<Counts>>,
    person: UserId,
    organization: OrganizationId,
}

impl Uploads {
    /// Takes a place.
    ///
    /// # Errors
    /// [`Error::UploadsBusy`] if the person, the organization or the server has as many uploads under way as it may have.
    pub(super) fn begin(&self, person: UserId, organization: OrganizationId) -> Result<UploadPlace, Error> {
        let mut counts = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let of_person = counts.people.get(&person).copied().unwrap_or_default();
        let of_organization = counts.organizations.get(&organization).copied().unwrap_or_default();
        if counts.all >= ALL_MAX || of_person >= OF_PERSON_MAX || of_organization >= OF_ORGANIZATION_MAX {
            return Err(Error::UploadsBusy);
        }
        counts.all += 1;
        *counts.people.entry(person).or_default() += 1;
        *counts.organizations.entry(organization).or_default() += 1;
        drop(counts);
        Ok(UploadPlace {
            counts: Arc::clone(&self.0),
            person,
            organization,
        })
    }
}

impl Drop for UploadPlace {
    fn drop(&mut self) {
        let mut counts = self.counts.lock().unwrap_or_else(PoisonError::into_inner);
        counts.all = counts.all.saturating_sub(1);
        let (person, organization) = (self.person, self.organization);
        lower(&mut counts.people, &person);
        lower(&mut counts.organizations, &organization);
    }
}

fn lower<Id: Eq + Hash>(counts: &mut HashMap<Id, usize>, id: &Id) {
    if let Some(count) = counts.get_mut(id) {
        *count -= 1;
        if *count == 0 {
            counts.remove(id);
        }
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    #[test]
    fn nobody_takes_the_places_of_all_others() {
        let uploads = Uploads::default();
        let person = |number| UserId::new(Uuid::from_u128(number));
        let organization = |number| OrganizationId::new(Uuid::from_u128(number));
        let first = uploads.begin(person(1), organization(1)).unwrap();
        let _second = uploads.begin(person(1), organization(2)).unwrap();
        assert!(uploads.begin(person(1), organization(3)).is_err(), "two of a person");
        drop(first);
        let _again = uploads.begin(person(1), organization(3)).unwrap();
        let _of_one: Vec<_> = (2..6)
            .map(|one| uploads.begin(person(one), organization(9)).unwrap())
            .collect();
        assert!(
            uploads.begin(person(7), organization(9)).is_err(),
            "four of an organization"
        );
        let rest: Vec<_> = (10..20)
            .map(|one| uploads.begin(person(one), organization(one)).unwrap())
            .collect();
        assert!(uploads.begin(person(30), organization(30)).is_err(), "sixteen in all");
        drop(rest);
        assert!(uploads.begin(person(30), organization(30)).is_ok());
    }
}
