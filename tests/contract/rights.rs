use prongsai_test_support::Role;

/// Who may carry an operation out.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Rights {
    /// What somebody gets who holds every role of another office.
    pub(crate) outsider: Outsider,
    /// A role of our office that does not suffice; none where every role of the office does.
    pub(crate) insufficient: Option<Role>,
    /// One that does.
    pub(crate) sufficient: Option<Role>,
    /// What the query must hold.
    pub(crate) query: &'static str,
}

/// What somebody gets who holds every role of another office.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Outsider {
    /// 404: there is no such thing for them.
    NotFound,
    /// 403: it concerns everybody, and they are not in charge.
    Forbidden,
    /// A refusal that names the input, because that is where our office is named.
    Refused,
    /// 200 with what is theirs, and nothing of ours.
    SeesOwn,
    /// 200: everybody who is logged in may.
    SeesAll,
    /// Their own account.
    ActsOnSelf,
}

pub(crate) fn rights_of(operation: &str) -> Rights {
    panic!("who may do {operation}? Write it down in contract/rights.rs")
}
