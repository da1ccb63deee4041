use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use maud::{Markup, PreEscaped, html};

use crate::outline::Qr;
use crate::qr::{self, QrOptions};
use crate::wording::{self, printable};

const PNG_SIGNATURE: &[u8] = b"\x89PNG\r\n\x1a\n";

/// The office's emblem; nothing where the bytes are no PNG.
pub(super) fn emblem(png: &[u8], office: &str) -> Markup {
    html! {
        @if png.starts_with(PNG_SIGNATURE) {
            img.emblem alt={ (wording::EMBLEM_ALT) (printable(office)) }
                src={ "data:image/png;base64," (BASE64.encode(png)) };
        }
    }
}

/// A QR code with the address in text. An address too long for a code stands alone.
pub(super) fn qr(code: &Qr) -> Markup {
    html! {
        figure.qr {
            @if let Some(drawing) = drawing(&code.url) {
                p.qr-caption { (code.caption) }
                div.qr-code role="img" aria-label=(code.alt) { (drawing) }
            }
            figcaption { (wording::OR_OPEN) " " (address(&code.url)) }
        }
    }
}

/// An address that leads somewhere only where it is one of the web.
pub(super) fn address(url: &str) -> Markup {
    html! {
        @if is_web(url) { a.address rel="noopener nofollow" href=(url) { (url) } } @else { span.address { (url) } }
    }
}

/// Whether a link may lead there. Anything else, `javascript:` above all, is printed as text.
pub(super) fn is_web(url: &str) -> bool {
    url.starts_with("https://") || url.starts_with("http://")
}

/// The code as an SVG element.
fn drawing(text: &str) -> Option<Markup> {
    let document = qr::svg(text, QrOptions::default()).ok()?;
    let element = document.find("<svg").and_then(|begin| document.get(begin..))?;
    // Only numbers that the drawing computed, none of the text, stand in it.
    Some(PreEscaped(element.trim_end().to_owned()))
}
