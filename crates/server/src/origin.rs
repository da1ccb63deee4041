use url::Url;

/// An origin in the form that a browser sends: scheme, host and port, without a path. The server compares it with the
/// header exactly, so another form would never match.
pub(crate) fn parse_origin(raw: &str) -> Result<String, String> {
    let origin = raw.trim();
    if origin.is_empty() {
        return Ok(String::new());
    }
    let sent = Url::parse(origin)
        .ok()
        .filter(|url| matches!(url.scheme(), "https" | "http") && !origin.contains('*'))
        .map(|url| url.origin().ascii_serialization());
    match sent {
        Some(sent) if sent == origin => Ok(sent),
        Some(sent) => Err(format!("browsers send this origin as {sent}")),
        None => Err("an origin is scheme, host and port only, such as https://ita.example.go.th".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_origin_that_no_browser_sends_is_refused_with_the_form_that_they_send() {
        for (wrong, sent) in [
            ("https://a.example.go.th/", "https://a.example.go.th"),
            ("https://a.example.go.th/app?x#y", "https://a.example.go.th"),
            ("https://A.example.go.th", "https://a.example.go.th"),
            ("HTTPS://a.example.go.th", "https://a.example.go.th"),
            ("https://a.example.go.th:443", "https://a.example.go.th"),
            ("http://a.example.go.th:80", "http://a.example.go.th"),
            ("http://localhost:03000", "http://localhost:3000"),
            ("https://u:p@a.example.go.th", "https://a.example.go.th"),
            ("https://ไทย.example", "https://xn--o3cw4h.example"),
            ("https://[0:0::1]:8443", "https://[::1]:8443"),
        ] {
            assert_eq!(
                parse_origin(wrong).unwrap_err(),
                format!("browsers send this origin as {sent}"),
                "{wrong}"
            );
            assert_eq!(parse_origin(sent).unwrap(), sent);
        }
    }
}
