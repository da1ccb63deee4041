use maud::{Markup, html};
use prongsai_domain::organization::Channels;

use crate::html::picture;
use crate::html::verification::fact;
use crate::wording::{self, printable};

/// The channels of a contact, or a note that there is none.
pub(super) fn list(channels: &Channels, website: Option<&str>) -> Markup {
    let Channels {
        address,
        phone,
        email,
        url,
        hotline,
    } = channels;
    let has_none = [address, phone, email, url, hotline].iter().all(|way| way.is_none()) && website.is_none();
    html! {
        @if has_none {
            p.note { (wording::NO_CHANNEL) }
        } @else {
            dl.facts {
                @if let Some(text) = hotline { (fact(wording::HOTLINE, &telephone(text))) }
                @if let Some(text) = phone { (fact(wording::PHONE, &telephone(text))) }
                @if let Some(text) = email { (fact(wording::EMAIL, &mail(text))) }
                @if let Some(text) = url { (fact(wording::WEB_PAGE, &picture::address(&printable(text)))) }
                @if let Some(text) = website { (fact(wording::WEB_PAGE, &picture::address(&printable(text)))) }
                @if let Some(text) = address { (fact(wording::ADDRESS, &html! { (printable(text)) })) }
            }
        }
    }
}

/// A telephone number as written. It is a link if a telephone can dial it.
fn telephone(written: &str) -> Markup {
    let digits: String = written.chars().filter(char::is_ascii_digit).collect();
    let is_one_number = written
        .chars()
        .all(|c| c.is_ascii_digit() || matches!(c, ' ' | '-' | '+' | '(' | ')'));
    html! {
        @if is_one_number && (3..=12).contains(&digits.len()) {
            a href={ "tel:" @if written.starts_with('+') { "+" } (digits) } { (printable(written)) }
        } @else {
            (printable(written))
        }
    }
}

fn mail(written: &str) -> Markup {
    let is_plain = written
        .bytes()
        .all(|byte| byte.is_ascii_alphanumeric() || b"@.-_+".contains(&byte));
    html! {
        @if is_plain { a href={ "mailto:" (written) } { (written) } } @else { (printable(written)) }
    }
}
