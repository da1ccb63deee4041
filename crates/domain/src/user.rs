//! A person with a login.

use crate::id::{MembershipId, UserId};
use crate::violation::Checker;

use serde::Serialize;

use crate::access::Membership;

/// Shortest password, in characters.
const PASSWORD_MIN: usize = 12;
/// The maximum length of a password, in bytes. A longer text would take more time to hash.
const PASSWORD_MAX: usize = 256;

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

/// Checks that a new password has an allowed length, contains neither the login name nor NUL and is not one repeated
/// character. `username` is the result of [`check_username`], or empty if that refused the name.
pub fn check_password(field: &str, raw: &str, username: &str, checker: &mut Checker) -> bool {
    let long_enough = raw.chars().count() >= PASSWORD_MIN && raw.len() <= PASSWORD_MAX;
    let names_user = !username.is_empty() && raw.to_lowercase().contains(username);
    let monotonous = raw
        .chars()
        .next()
        .is_some_and(|first| raw.chars().all(|other| other == first));
    let fits = long_enough && !names_user && !monotonous && !raw.contains('\0');
    if !fits {
        checker.at(field, |at| {
            at.refuse(
                "weak-password",
                format!(
                    "รหัสผ่านต้องยาวอย่างน้อย {PASSWORD_MIN} ตัวอักษร ไม่เกิน {PASSWORD_MAX} ไบต์ ไม่มีชื่อผู้ใช้อยู่ในรหัส \
                     ไม่มีอักขระ NUL และไม่ใช่อักษรตัวเดียวซ้ำกัน"
                ),
                format!(
                    "a password has at least {PASSWORD_MIN} characters and at most {PASSWORD_MAX} bytes, does not contain the \
                     username or NUL, and is not one repeated character"
                ),
            );
        });
    }
    fits
}
