use super::{Action, Role};

/// The reason why a person may not do something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Denied {
    /// The resource is not visible: the answer is 404, as if it did not exist.
    Invisible,
    /// The resource is visible, but no role of the person permits the action: the answer is 403.
    Forbidden {
        /// The action.
        action: Action,
        /// The roles that would permit it.
        needs: Vec<Role>,
    },
    /// A role permits the action, but the service token of the request does not: the answer is 403.
    NotWithToken {
        /// The action.
        action: Action,
    },
    /// A role permits the action, but the account is not confirmed by a second person: the answer is 403.
    Sleeps {
        /// The action.
        action: Action,
    },
    /// A role permits the action, but an organization requires a second factor, and the person has none: the answer is 403.
    SecondFactorMissing {
        /// The action.
        action: Action,
    },
    /// A role permits the action, but the person has to prove their second factor again: the answer is 403.
    SecondFactorStale {
        /// The action.
        action: Action,
    },
}
