use prongsai_domain::report::{Person, PersonInput};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::extract::{Change, Replace};

/// A post, with the name of the person if the organization states it, as input.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct PersonBody {
    /// ตำแหน่ง: the post.
    #[schema(example = "นายกเทศมนตรี", min_length = 1, max_length = 300)]
    position: String,
    /// ชื่อ: the name.
    #[schema(max_length = 300)]
    name: Option<String>,
}

/// A post, with the name of the person if the organization states it.
#[derive(Serialize, ToSchema)]
pub(crate) struct PersonView {
    /// ตำแหน่ง: the post.
    #[schema(example = "นายกเทศมนตรี")]
    position: String,
    /// ชื่อ: the name.
    name: Option<String>,
}

impl From<PersonBody> for PersonInput {
    fn from(body: PersonBody) -> Self {
        Self {
            position: body.position,
            name: body.name,
        }
    }
}

impl From<&Person> for PersonView {
    fn from(person: &Person) -> Self {
        Self {
            position: person.position.clone(),
            name: person.name.clone(),
        }
    }
}

/// The changes of a post and a name. An absent field does not change.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct PatchPerson {
    /// ตำแหน่ง: the post.
    #[serde(default)]
    #[schema(value_type = String, required = false, min_length = 1, max_length = 300)]
    position: Replace<String>,
    /// ชื่อ: the name.
    #[serde(default)]
    #[schema(value_type = Option<String>, max_length = 300)]
    name: Change<String>,
}

impl PatchPerson {
    /// Applies the patch to a post and a name.
    pub(crate) fn apply(self, person: &mut PersonInput) {
        self.position.apply(&mut person.position);
        self.name.apply(&mut person.name);
    }
}
