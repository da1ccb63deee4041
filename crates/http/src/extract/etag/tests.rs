use actix_web::test::TestRequest;

use super::*;

fn if_match(value: &str) -> Result<Option<Precondition>, ProblemCode> {
    let request = TestRequest::put()
        .insert_header((header::IF_MATCH, value))
        .to_http_request();
    precondition(&request).map_err(|problem| problem.code())
}

#[test]
fn only_revisions_match_also_those_that_a_proxy_has_weakened() {
    assert_eq!(if_match("*"), Ok(Some(Precondition::Any)));
    for (sent, revisions) in [
        ("\"7\"", vec![7]),
        ("W/\"7\"", vec![7]),
        ("\"7\", W/\"8\" ,\"9\"", vec![7, 8, 9]),
        ("\"abc,def\"", vec![]),
        ("W/\"abc\"", vec![]),
        ("\"07\"", vec![]),
        ("W/\"07\"", vec![]),
        ("\"W/7\"", vec![]),
    ] {
        assert_eq!(if_match(sent), Ok(Some(Precondition::Revisions(revisions))), "{sent}");
    }
    assert_eq!(precondition(&TestRequest::put().to_http_request()).unwrap(), None);
}

#[test]
fn what_is_no_list_of_tags_is_refused() {
    for bad in [
        "7",
        "\"7",
        "\"7\" \"8\"",
        "\"7\",",
        "",
        "w/\"7\"",
        "W/7",
        "W/*",
        "*, \"7\"",
    ] {
        assert_eq!(if_match(bad), Err(ProblemCode::InvalidPrecondition), "{bad}");
    }
}

#[test]
fn a_put_says_how_to_use_if_none_match() {
    let refusal = |headers: &[(HeaderName, &str)]| {
        let request = headers.iter().fold(TestRequest::put(), |request, header| {
            request.insert_header(header.clone())
        });
        let problem = IfMatchOrNew::of(&request.to_http_request()).unwrap_err();
        problem.field_errors()[0].suggestion.clone()
    };
    let star = Some("*".to_owned());
    assert_eq!(refusal(&[(header::IF_NONE_MATCH, "\"7\"")]), star);
    assert_eq!(refusal(&[(header::IF_NONE_MATCH, "7")]), star);
    assert_eq!(
        refusal(&[(header::IF_NONE_MATCH, "*"), (header::IF_MATCH, "\"7\"")]),
        None
    );
}

#[test]
fn a_read_compares_weakly() {
    let request = TestRequest::get().insert_header((header::IF_NONE_MATCH, "W/\"6\", W/\"abc\", \"7\""));
    let sent = IfNoneMatch::extract(&request.to_http_request());
    let sent = sent.into_inner().unwrap();
    assert!(sent.matches("6") && sent.matches("abc") && sent.matches("7") && !sent.matches("8"));
    let sent = IfNoneMatch::Tags(vec!["abc".into()]);
    assert!(sent.matches("abc") && !sent.matches("abd"));
    assert!(IfNoneMatch::Any.matches("x") && !IfNoneMatch::Absent.matches("x"));
}
