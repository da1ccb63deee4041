use super::content::ChannelContent;
use super::kind::{ChannelForm, ChannelKind};
use crate::document::check_key;
use crate::organization::{ADDRESS_MAX, EMAIL_MAX, PHONE_MAX, check_email};
use crate::violation::Checker;
use crate::web_address::check_web_address;

/// The maximum length of the title of a channel, in characters. `http` repeats it for the OpenAPI document.
const TITLE_MAX: usize = 300;
/// The fewest digits of a telephone number: short numbers such as 191 have three.
const DIGITS_MIN: usize = 3;

/// A channel as sent, not yet checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChannelInput {
    /// See [`ChannelContent::key`].
    pub key: String,
    /// See [`ChannelContent::kind`].
    pub kind: ChannelKind,
    /// See [`ChannelContent::title`].
    pub title: String,
    /// See [`ChannelContent::address`].
    pub address: String,
    /// See [`ChannelContent::is_checked`].
    pub is_checked: bool,
}

impl ChannelInput {
    /// Checks all fields and collects the field errors.
    pub fn check(self, checker: &mut Checker) -> Option<ChannelContent> {
        let before = checker.count();
        let key = check_key("key", &self.key, checker);
        let title = checker.line("title", &self.title, TITLE_MAX);
        let address = check_address(self.kind.form(), &self.address, checker);
        if checker.count() > before {
            return None;
        }
        Some(ChannelContent {
            key: key?,
            kind: self.kind,
            title: title?,
            address: address?,
            is_checked: self.is_checked,
        })
    }
}

fn check_address(form: ChannelForm, raw: &str, checker: &mut Checker) -> Option<String> {
    match form {
        ChannelForm::Web => check_web_address("address", raw, checker),
        ChannelForm::Phone => check_phone(raw, checker),
        ChannelForm::Email => {
            let address = checker.line("address", raw, EMAIL_MAX)?;
            check_email("address", &address, checker).then_some(address)
        }
        ChannelForm::Place => checker.line("address", raw, ADDRESS_MAX),
    }
}

fn check_phone(raw: &str, checker: &mut Checker) -> Option<String> {
    let number = checker.line("address", raw, PHONE_MAX)?;
    let is_digit = |c: &char| c.is_ascii_digit() || ('๐'..='๙').contains(c);
    if number.chars().filter(is_digit).count() >= DIGITS_MIN {
        return Some(number);
    }
    checker.at("address", |at| {
        at.refuse(
            "not-a-phone-number",
            "ต้องเป็นหมายเลขโทรศัพท์ เช่น 0-4200-0000 หรือ 1567",
            "a telephone number has at least three digits, e.g. 0-4200-0000 or 1567",
        );
    });
    None
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    fn checked(kind: ChannelKind, address: &str) -> Result<String, String> {
        let input = ChannelInput {
            key: "channel-1".to_owned(),
            kind,
            title: "สายด่วน".to_owned(),
            address: address.to_owned(),
            is_checked: true,
        };
        let mut checker = Checker::new();
        let content = input.check(&mut checker);
        let refused = |violations: Vec<crate::violation::Violation>| {
            assert_eq!(violations[0].pointer, "/address");
            violations[0].code.clone()
        };
        checker.finish(content).map(|content| content.address).map_err(refused)
    }

    #[rstest]
    #[case(ChannelKind::Website, "https://www.example.go.th", Ok("https://www.example.go.th"))]
    #[case(ChannelKind::CorruptionForm, "www.example.go.th", Err("not-a-web-address"))]
    #[case(ChannelKind::Line, "@banyang", Err("not-a-web-address"))]
    #[case(ChannelKind::Hotline, " 1567 ", Ok("1567"))]
    #[case(ChannelKind::Phone, "๐-๔๒๐๐-๐๐๐๐ ต่อ ๑๒", Ok("๐-๔๒๐๐-๐๐๐๐ ต่อ ๑๒"))]
    #[case(ChannelKind::CorruptionHotline, "สายด่วน 12", Err("not-a-phone-number"))]
    #[case(ChannelKind::CorruptionEmail, "honest@example.go.th", Ok("honest@example.go.th"))]
    #[case(ChannelKind::Email, "https://www.example.go.th", Err("not-an-email"))]
    #[case(ChannelKind::ComplaintCentre, "ศูนย์ดำรงธรรม ชั้น 1", Ok("ศูนย์ดำรงธรรม ชั้น 1"))]
    #[case(ChannelKind::CorruptionPost, " ", Err("text-empty"))]
    fn the_kind_decides_what_an_address_is(
        #[case] kind: ChannelKind,
        #[case] address: &str,
        #[case] expected: Result<&str, &str>,
    ) {
        let found = checked(kind, address);
        assert_eq!(found.as_deref().map_err(String::as_str), expected, "{found:?}");
    }

    #[test]
    fn all_mistakes_are_named() {
        let input = ChannelInput {
            key: "ช่อง".to_owned(),
            kind: ChannelKind::Website,
            title: String::new(),
            address: "ftp://example.go.th".to_owned(),
            is_checked: true,
        };
        let mut checker = Checker::new();
        let content = input.check(&mut checker);
        let found = checker.finish(content).unwrap_err();
        let pointers: Vec<&str> = found.iter().map(|violation| violation.pointer.as_str()).collect();
        assert_eq!(pointers, ["/key", "/title", "/address"]);
    }
}
