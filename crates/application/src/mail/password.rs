use jiff::Timestamp;
use jiff::tz::{Offset, TimeZone};
use prongsai_domain::calendar::BuddhistDate;
use prongsai_domain::user::{AccountStanding, User};
use uuid::Uuid;

use super::Mail;
use crate::credentials::TokenSecret;

/// The mail with which a person sets their first or a new password.
pub(crate) fn password_mail(
    (id, to): (Uuid, String),
    user: &User,
    token: &TokenSecret,
    expires_at: Timestamp,
    public_url: &str,
) -> Mail {
    // A person whose account is begun again had a password before.
    let is_first = user.standing == AccountStanding::Invited && user.had_in_hand.is_empty();
    let (subject, purpose_th, purpose_en) = if is_first {
        (
            "แจ้งรหัสเปิดใช้บัญชีระบบโปร่งใส (Prongsai account activation)",
            "ผู้ดูแลระบบได้เปิดบัญชีผู้ใช้ให้ท่าน โปรดตั้งรหัสผ่านด้วยรหัสเปิดใช้บัญชีต่อไปนี้",
            "An administrator has made an account for you. Set your password with this activation code.",
        )
    } else {
        (
            "แจ้งรหัสสำหรับตั้งรหัสผ่านใหม่ ระบบโปร่งใส (Prongsai password reset)",
            "ผู้ดูแลระบบได้ออกรหัสสำหรับตั้งรหัสผ่านใหม่ให้ท่าน โปรดตั้งรหัสผ่านด้วยรหัสต่อไปนี้",
            "An administrator has made a code for you to set a new password.",
        )
    };
    let name = &user.profile.display_name;
    let (username, code) = (&user.username, token.expose());
    let (until_th, until_en) = until(expires_at);
    let text = format!(
        "เรียน {name}\n\n\
         {purpose_th}\n\n    ชื่อผู้ใช้: {username}\n    รหัส: {code}\n    ใช้ได้หนึ่งครั้งจนถึง: {until_th}\n    ระบบ: {public_url}\n\n\
         โปรดเก็บรหัสนี้เป็นความลับและอย่าส่งต่อให้ผู้ใด เจ้าหน้าที่จะไม่ขอรหัสนี้จากท่าน \
         หากท่านไม่ทราบเรื่องนี้ โปรดแจ้งผู้ดูแลระบบของหน่วยงาน\n\n\
         จดหมายฉบับนี้ส่งโดยระบบอัตโนมัติ โปรดอย่าตอบกลับ\n\n----\n\n\
         Dear {name},\n\n\
         {purpose_en}\n\n    User name: {username}\n    Code: {code}\n    Valid once, until: {until_en}\n    System: {public_url}\n\n\
         Keep this code secret and do not pass it on. Nobody of your organization will ask you for it. If you did not expect this mail, \
         tell the administrator of your organization.\n\n\
         This mail was sent automatically; please do not reply.\n"
    );
    Mail {
        id,
        to,
        name: name.clone(),
        subject: subject.to_owned(),
        text,
    }
}

/// A moment in Thailand, in Thai and in English.
fn until(moment: Timestamp) -> (String, String) {
    let local = moment.to_zoned(TimeZone::fixed(Offset::constant(7)));
    let time = local.strftime("%H:%M");
    let date = BuddhistDate::in_thailand(moment).unwrap_or(BuddhistDate::MAX);
    (
        format!("{} เวลา {time} น.", date.thai()),
        local.strftime("%Y-%m-%d %H:%M (UTC+7)").to_string(),
    )
}

#[cfg(test)]
mod tests {
    use prongsai_domain::id::UserId;
    use prongsai_domain::user::UserProfile;

    use super::*;

    fn mail(standing: AccountStanding) -> Mail {
        let user = User {
            id: UserId::new(Uuid::nil()),
            revision: 1,
            username: "somchai.r".to_owned(),
            profile: UserProfile {
                display_name: "สมชาย รักถิ่น".to_owned(),
                position: None,
                acting_as: None,
                email: Some("somchai@example.go.th".to_owned()),
                is_active: true,
            },
            standing,
            had_in_hand: Vec::new(),
        };
        let token = TokenSecret::generate().unwrap();
        let expires_at = "2026-12-01T18:30:00Z".parse().unwrap();
        let to = (Uuid::nil(), "somchai@example.go.th".to_owned());
        let mail = password_mail(to, &user, &token, expires_at, "https://ita.example.go.th");
        assert_eq!(mail.text.matches(&token.expose()).count(), 2);
        mail
    }

    #[test]
    fn a_mail_says_in_both_languages_what_it_is_for_and_until_when() {
        let first = mail(AccountStanding::Invited);
        assert!(first.subject.contains("เปิดใช้บัญชี") && first.subject.contains("activation"));
        for said in [
            "เรียน สมชาย รักถิ่น",
            "2 ธันวาคม",
            "2569",
            "01:30 น.",
            "2026-12-02 01:30 (UTC+7)",
            "somchai.r",
        ] {
            assert!(first.text.contains(said), "{said}: {}", first.text);
        }
        let later = mail(AccountStanding::Confirmed);
        assert!(later.subject.contains("ตั้งรหัสผ่านใหม่") && later.subject.contains("reset"));
    }
}
