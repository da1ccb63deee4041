use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use maud::{Markup, PreEscaped, html};

use crate::outline::part::QrFigure;
use crate::qr::{self, QrOptions};
use crate::web_address::is_web_address;
use crate::wording::{self, printable};

/// The first bytes of every PNG file.
const PNG_SIGNATURE: &[u8] = b"\x89PNG\r\n\x1a\n";

/// The organization's emblem; empty when the bytes are not a PNG.
pub(super) fn emblem(png: &[u8], organization: &str) -> Markup {
    html! {
        @if png.starts_with(PNG_SIGNATURE) {
            img.emblem alt={ (wording::EMBLEM_ALT) (printable(organization)) }
                src={ "data:image/png;base64," (BASE64.encode(png)) };
        }
    }
}

/// A QR code with its address as text. An address that is too long for a code is shown only as text.
pub(super) fn qr(figure: &QrFigure) -> Markup {
    html! {
        figure.qr {
            @if let Some(drawing) = drawing(&figure.url) {
                p.qr-caption { (figure.caption) }
                div.qr-code role="img" aria-label=(figure.alt) { (drawing) }
            }
            figcaption { (wording::OR_OPEN) " " (address(&figure.url)) }
        }
    }
}

/// An address. It is a link only if it is a web address.
pub(super) fn address(url: &str) -> Markup {
    html! {
        @if is_web_address(url) { a.address rel="noopener nofollow" href=(url) { (url) } } @else { span.address { (url) } }
    }
}

/// The code as an SVG element.
fn drawing(text: &str) -> Option<Markup> {
    let document = qr::svg(text, QrOptions::default()).ok()?;
    let element = document.find("<svg").and_then(|begin| document.get(begin..))?;
    // The SVG contains only computed numbers, not the text.
    Some(PreEscaped(element.trim_end().to_owned()))
}
