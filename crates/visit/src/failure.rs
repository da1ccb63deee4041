use std::error::Error;
use std::io;

use crate::outcome::Why;
use crate::resolver::Unresolved;

/// Why a request has no answer, by the causes of its error.
pub(crate) fn why(error: &reqwest::Error) -> Why {
    let mut next = error.source();
    while let Some(cause) = next {
        next = cause.source();
        match cause.downcast_ref::<Unresolved>() {
            Some(Unresolved::Blocked) => return Why::Blocked,
            Some(Unresolved::Unknown) => return Why::Dns,
            None => {}
        }
        if is_tls(cause) {
            return Why::Tls;
        }
    }
    if error.is_timeout() {
        Why::Timeout
    } else if error.is_connect() {
        Why::Refused
    } else {
        Why::Broken
    }
}

/// Whether an error is that of TLS. Errors of input and output have others within them, which are no sources.
fn is_tls(cause: &(dyn Error + 'static)) -> bool {
    if cause.is::<rustls::Error>() {
        return true;
    }
    let within = cause.downcast_ref::<io::Error>().and_then(io::Error::get_ref);
    within.is_some_and(|within| is_tls(within))
}
