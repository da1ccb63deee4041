use maud::{Markup, html};
use prongsai_domain::channel::{ChannelContent, ChannelForm, ChannelPurpose};
use prongsai_domain::organization::Channels;

use crate::html::picture;
use crate::html::site::page::SitePage;
use crate::html::verification::fact;
use crate::wording::{self, printable};

/// The channels of a page that are for this purpose.
pub(super) fn of<'a>(page: &SitePage<'a>, purpose: ChannelPurpose) -> Vec<&'a ChannelContent> {
    let channels = page.channels.iter().copied();
    channels.filter(|channel| channel.kind.purpose() == purpose).collect()
}

/// The channels of a contact with others of the same purpose, or a note that there is none.
pub(super) fn list(channels: &Channels, website: Option<&str>, others: &[&ChannelContent]) -> Markup {
    let Channels {
        address,
        phone,
        email,
        url,
        hotline,
    } = channels;
    let has_none = [address, phone, email, url, hotline].iter().all(|way| way.is_none());
    let has_none = has_none && website.is_none() && others.is_empty();
    html! {
        @if has_none {
            p.note { (wording::NO_CHANNEL) }
        } @else {
            dl.facts {
                @for channel in others { (fact(&printable(&channel.title), &reached_at(channel))) }
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

/// The address of a channel, as a link if it is one.
fn reached_at(channel: &ChannelContent) -> Markup {
    let text = channel.address.as_str();
    match channel.kind.form() {
        ChannelForm::Web => picture::address(&printable(text)),
        ChannelForm::Phone => telephone(text),
        ChannelForm::Email => mail(text),
        ChannelForm::Place => html! { (printable(text)) },
    }
}

/// A telephone number as written. It is a link if a telephone can dial it.
fn telephone(written: &str) -> Markup {
    html! {
        @if let Some(number) = dialled(written) {
            a href={ "tel:" (number) } { (printable(written)) }
        } @else {
            (printable(written))
        }
    }
}

/// The digits that a telephone dials; `None` when the text does not have the form of one number. Two numbers, and a
/// range such as `0-4200-0000-1`, have too many digits.
fn dialled(written: &str) -> Option<String> {
    let is_number = |c: char| c.is_ascii_digit() || matches!(c, ' ' | '-' | '+' | '(' | ')');
    if !written.chars().all(is_number) {
        return None;
    }
    let digits: String = written.chars().filter(char::is_ascii_digit).collect();
    let is_one = if written.starts_with('+') {
        // 66 is the code of Thailand. After the code of a country, the 0 of the area is not dialled. 15 digits are the maximum
        // of ITU-T E.164.
        match digits.strip_prefix("66") {
            Some(rest) => !rest.starts_with('0') && is_in_an_area(&format!("0{rest}")),
            None => !written.contains("(0)") && (8..=15).contains(&digits.len()),
        }
    } else {
        match digits.as_bytes() {
            // A toll-free number, and a short one such as 191 or 1567, which has no separators.
            [b'1', b'8', b'0', b'0', ..] if digits.len() == 10 => true,
            [b'1', ..] => digits == written && (3..=4).contains(&digits.len()),
            _ => is_in_an_area(&digits),
        }
    };
    is_one.then(|| {
        if written.starts_with('+') {
            format!("+{digits}")
        } else {
            digits
        }
    })
}

/// Whether the digits are a Thai number with the 0 of its area, or of a mobile telephone.
fn is_in_an_area(digits: &str) -> bool {
    match digits.as_bytes() {
        [b'0', b'6' | b'8' | b'9', ..] => digits.len() == 10,
        [b'0', ..] => digits.len() == 9,
        _ => false,
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

#[cfg(test)]
mod tests {
    use super::dialled;

    #[test]
    fn a_link_dials_one_number() {
        for (written, number) in [
            ("0-4200-0000", Some("042000000")),
            ("(02) 123 4567", Some("021234567")),
            ("08-1234-5678", Some("0812345678")),
            ("+66 4200 0000", Some("+6642000000")),
            ("+66 81 234 5678", Some("+66812345678")),
            ("1567", Some("1567")),
            ("191", Some("191")),
            ("1800-123-456", Some("1800123456")),
            ("1800 123 4567", None),
            ("+66 (0) 4200 0000", None),
            ("+66 0 4200 0000", None),
            ("+66-02-123-4567", None),
            ("+66 4200 00000", None),
            ("+66 81 234 567", None),
            ("+44 20 7946 0000", Some("+442079460000")),
            ("+44 (0)20 7946 0000", None),
            ("191-9", None),
            ("1567 1111", None),
            ("0-4200-0000-1", None),
            ("0-4200-0000, 0-4200-0001", None),
            ("12", None),
        ] {
            assert_eq!(dialled(written).as_deref(), number, "{written}");
        }
    }
}
