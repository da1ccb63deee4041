//! Which reader sees which edition: the SQL rule agrees with the policy, and every address follows it. PDF is left
//! out because it takes long.

mod policy;
mod readers;
mod returned;
mod sample;
mod year;

use prongsai_test_support::{Client, Role, TestApp};

/// What a reader sees of an organization's documents.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Sees {
    Everything,
    Submitted,
    Nothing,
}

impl Sees {
    fn shows(self, state: &str) -> bool {
        match self {
            Self::Everything => true,
            Self::Submitted => !matches!(state, "draft" | "returned"),
            Self::Nothing => false,
        }
    }
}

struct Reader {
    name: &'static str,
    client: Client,
    sees: Sees,
}

/// Every kind of reader, with what it sees of our organization.
async fn readers(app: &TestApp) -> Vec<Reader> {
    let mut readers = Vec::new();
    for (name, role, is_ours, sees) in [
        ("drafter", Role::Drafter, true, Sees::Everything),
        ("approver", Role::Approver, true, Sees::Everything),
        ("publisher", Role::Publisher, true, Sees::Everything),
        ("auditor", Role::Auditor, true, Sees::Everything),
        ("organization admin", Role::OrganizationAdmin, true, Sees::Everything),
        ("platform admin", Role::PlatformAdmin, true, Sees::Everything),
        ("viewer of the province", Role::ProvincialViewer, true, Sees::Submitted),
        (
            "viewer of another province",
            Role::ProvincialViewer,
            false,
            Sees::Nothing,
        ),
        ("member of another organization", Role::Drafter, false, Sees::Nothing),
    ] {
        let client = if is_ours {
            app.client(role).await
        } else {
            app.stranger(role).await
        };
        readers.push(Reader { name, client, sees });
    }
    readers
}
