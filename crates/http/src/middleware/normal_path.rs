use actix_web::dev::ServiceRequest;
use actix_web::http::Uri;
use actix_web::http::uri::PathAndQuery;

/// Writes the path of a request in its normal form (RFC 3986, 6.2.2.2): `/%61pi` becomes `/api`. Routes are found by the
/// decoded path. Everything else that decides by the path sees the same path after this.
pub(super) fn rewrite(request: &mut ServiceRequest) {
    let Some(path) = normal_form(request.uri().path()) else {
        return;
    };
    let Some(uri) = with_path(request.uri(), path) else {
        return;
    };
    request.match_info_mut().get_mut().update(&uri);
    request.head_mut().uri = uri;
}

fn with_path(uri: &Uri, mut path: String) -> Option<Uri> {
    if let Some(query) = uri.query() {
        path.push('?');
        path.push_str(query);
    }
    let mut parts = uri.clone().into_parts();
    parts.path_and_query = Some(PathAndQuery::try_from(path).ok()?);
    Uri::from_parts(parts).ok()
}

/// The path in which no unreserved character is percent-encoded. `None` if it is in this form already.
fn normal_form(path: &str) -> Option<String> {
    if !path.contains('%') {
        return None;
    }
    let mut normal = String::with_capacity(path.len());
    for character in path.chars() {
        normal.push(character);
        // What is decoded may complete another sequence: `%%36d` becomes `%6d`, which the router would decode.
        while let Some(decoded) = last_unreserved(&normal) {
            normal.truncate(normal.len() - 3);
            normal.push(decoded);
        }
    }
    (normal != path).then_some(normal)
}

/// The unreserved character whose encoding ends the text.
fn last_unreserved(text: &str) -> Option<char> {
    let &[b'%', high, low] = text.as_bytes().last_chunk()? else {
        return None;
    };
    let digit = |digit: u8| char::from(digit).to_digit(16);
    let code = u8::try_from(digit(high)? * 16 + digit(low)?).ok()?;
    let is_unreserved = code.is_ascii_alphanumeric() || b"-._~".contains(&code);
    is_unreserved.then(|| char::from(code))
}

#[cfg(test)]
mod tests {
    use actix_web::dev::Url;
    use actix_web::test::TestRequest;

    use super::*;

    #[test]
    fn unreserved_characters_are_decoded_and_no_others() {
        for (path, expected) in [
            ("/%61pi/v1/%6De", "/api/v1/me"),
            ("/a%2Epdf%7E%5f%2d", "/a.pdf~_-"),
            ("/%%36de/%2%35%35", "/me/%255"),
            ("/a%2Fb%25c%3A%3f%e0%B8%81", "/a%2Fb%25c%3A%3f%e0%B8%81"),
            ("/%", "/%"),
            ("/%6", "/%6"),
            ("/%zz", "/%zz"),
            ("/api/v1/me", "/api/v1/me"),
        ] {
            let normal = normal_form(path).unwrap_or_else(|| path.to_owned());
            assert_eq!(normal, expected, "{path}");
        }
    }

    #[test]
    fn the_query_stays_as_it_is() {
        let mut request = TestRequest::with_uri("/%61?%62=%63").to_srv_request();
        rewrite(&mut request);
        assert_eq!(request.uri(), "/a?%62=%63");
        assert_eq!(request.match_info().as_str(), "/a");
    }

    /// All paths of one to seven of these characters. `%36` is `6`, and `%6d` is `m`.
    #[test]
    fn the_router_reads_the_same_letters() {
        let mut paths = vec!["/".to_owned()];
        for _ in 0..7 {
            let longer = |path: &String| ['%', '3', '6', 'd'].map(|next| format!("{path}{next}"));
            paths = paths.iter().flat_map(longer).collect();
            for path in &paths {
                let normal = normal_form(path).unwrap_or_else(|| path.clone());
                assert_eq!(normal_form(&normal), None, "{path}");
                let routed = Url::new(Uri::try_from(normal.as_str()).unwrap());
                assert_eq!(routed.path().starts_with("/m"), normal.starts_with("/m"), "{path}");
            }
        }
    }
}
