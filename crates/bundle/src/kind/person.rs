use prongsai_domain::report::{Person, PersonInput};

use crate::wire::PersonPart;

pub(super) fn person_input(part: &PersonPart) -> PersonInput {
    PersonInput {
        position: part.position.clone(),
        name: part.name.clone(),
    }
}

pub(super) fn person_part(person: &Person) -> PersonPart {
    PersonPart {
        position: person.position.clone(),
        name: person.name.clone(),
    }
}
