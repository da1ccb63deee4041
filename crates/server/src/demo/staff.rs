use anyhow::Result;
use prongsai_application::{App, Context};
use prongsai_domain::user::User;

use crate::services::{context_of, person};

/// The people who prepare, approve and publish documents in an organization, by login name.
#[derive(Clone, Copy)]
pub(super) struct StaffUsernames {
    pub(super) drafter: &'static str,
    pub(super) approver: &'static str,
    pub(super) publisher: &'static str,
}

/// The same people, as users.
pub(super) struct Staff {
    pub(super) drafter: User,
    approver: User,
    publisher: User,
}

/// One of these people.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Actor {
    Drafter,
    Approver,
    Publisher,
}

impl Staff {
    /// Finds the users with these login names.
    pub(super) async fn find(app: &App, usernames: StaffUsernames) -> Result<Self> {
        Ok(Self {
            drafter: person(app, usernames.drafter).await?,
            approver: person(app, usernames.approver).await?,
            publisher: person(app, usernames.publisher).await?,
        })
    }

    /// The context in which an actor takes a step.
    pub(super) async fn context(&self, app: &App, actor: Actor) -> Result<Context> {
        let user = match actor {
            Actor::Drafter => &self.drafter,
            Actor::Approver => &self.approver,
            Actor::Publisher => &self.publisher,
        };
        context_of(app, user).await
    }
}
