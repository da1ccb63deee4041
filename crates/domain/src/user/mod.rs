//! A person with a login.

mod common_words;
mod email;
mod keyboard;
mod password;

use jiff::Timestamp;

use crate::id::{MembershipId, UserId};
use crate::named::named_enum;
use crate::violation::Checker;

use serde::Serialize;

use crate::access::Membership;

pub use email::check_email;
pub use password::{OwnWords, check_password};

/// A person with a login.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct User {
    /// The id.
    pub id: UserId,
    /// Number of changes; the entity tag.
    pub revision: i64,
    /// Login name, lower case, unique.
    pub username: String,
    /// The fields that can be changed.
    pub profile: UserProfile,
    /// How far the account is the person's own.
    pub standing: AccountStanding,
    /// The administrators who had the account in hand since it was confirmed last, the earliest first: each could have used
    /// it. None of them confirms it.
    pub had_in_hand: Vec<UserId>,
}

/// How far an account is the person's own. The one who hands over a token could use it, so a password that was set with the
/// token of an administrator counts only after a second person has confirmed it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AccountStanding {
    /// The person has not set a password yet, and cannot log in.
    Invited,
    /// The password was set with a token that this administrator handed over. The rights that two people must share sleep
    /// until a second person confirms the account.
    Unconfirmed {
        /// The administrator.
        handed_over_by: UserId,
    },
    /// Nobody else can have set the password, or a second person has confirmed the account.
    Confirmed,
}

named_enum! {
    /// The names of [`AccountStanding`], for lists.
    pub enum StandingName {
        /// [`AccountStanding::Invited`].
        Invited = "invited",
        /// [`AccountStanding::Unconfirmed`].
        Unconfirmed = "unconfirmed",
        /// [`AccountStanding::Confirmed`].
        Confirmed = "confirmed",
    }
}

/// The data of a person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct UserProfile {
    /// Name shown to colleagues.
    pub display_name: String,
    /// ตำแหน่ง (post).
    pub position: Option<String>,
    /// The post that the person currently acts for, in the form of the signature, e.g. รักษาราชการแทนปลัดเทศบาล.
    pub acting_as: Option<String>,
    /// Where the person gets mail from the server. Several people may share a mailbox.
    pub email: Option<String>,
    /// Whether the person may log in.
    pub is_active: bool,
}

/// A person at the time of an act: stored with the act, and never changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PersonSnapshot {
    /// The person.
    pub id: UserId,
    /// The name shown to colleagues.
    pub name: String,
    /// ตำแหน่ง (post).
    pub position: Option<String>,
    /// The post that the person acted for, if it is another one; see [`UserProfile::acting_as`].
    pub acting_as: Option<String>,
}

impl PersonSnapshot {
    /// The post in signatures: the person's own, and after it the one that the person acted for.
    pub fn signed_position(&self) -> Option<String> {
        match (&self.position, &self.acting_as) {
            (Some(own), Some(acting)) => Some(format!("{own} {acting}")),
            (own, acting) => own.clone().or_else(|| acting.clone()),
        }
    }
}

/// A role that was given to a person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Grant {
    /// The id of the grant.
    pub id: MembershipId,
    /// The person.
    pub user_id: UserId,
    /// The role and its scope.
    pub membership: Membership,
}

/// A role that was proposed and that a second person has not confirmed yet. It gives no right.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PendingGrant {
    /// The person and the role. The grant keeps its id when it is confirmed.
    pub grant: Grant,
    /// The administrator who proposed it; `None` for the operator of the host.
    pub proposed_by: Option<UserId>,
    /// When it was proposed, in UTC.
    pub proposed_at: Timestamp,
    /// When the proposal ends if nobody confirms it, in UTC.
    pub expires_at: Timestamp,
}

/// Checks a login name: 3 to 64 of `a-z 0-9 . _ -`, beginning with a letter. Returns it without outer white space and
/// in lower case, as it is stored.
pub fn check_username(raw: &str, checker: &mut Checker) -> Option<String> {
    let name = raw.trim().to_ascii_lowercase();
    let fits = (3..=64).contains(&name.len())
        && name.starts_with(|first: char| first.is_ascii_lowercase())
        && name
            .bytes()
            .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"._-".contains(&byte));
    if !fits {
        checker.at("username", |at| {
            at.refuse(
                "not-a-username",
                "ชื่อผู้ใช้ยาว 3–64 ตัว ขึ้นต้นด้วยอักษรอังกฤษ ใช้ได้เฉพาะ a-z 0-9 . _ -",
                "a username has 3 to 64 of a-z 0-9 . _ - and begins with a letter",
            );
        });
    }
    fits.then_some(name)
}
