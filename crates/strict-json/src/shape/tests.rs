use super::*;

#[test]
fn distances_count_edits() {
    for (one, other, expected) in [
        ("title", "title", 0),
        ("titel", "title", 2),
        ("", "abc", 3),
        ("abc", "", 3),
        ("a", "b", 1),
    ] {
        assert_eq!(distance(one, other), expected, "{one} {other}");
    }
}

#[test]
fn a_similar_name_is_suggested_or_else_all_names() {
    let message = "unknown field `titel`, expected one of `title`, `guideline`";
    let error = ShapeError::parse(message);
    assert_eq!(
        error,
        ShapeError::UnknownField {
            known: vec!["title", "guideline"]
        }
    );
    assert_eq!(error.suggestion("titel").as_deref(), Some("title"));
    assert_eq!(error.suggestion("whatever").as_deref(), Some("title, guideline"));
    assert_eq!(
        ShapeError::parse("unknown field `x`, there are no fields").suggestion("x"),
        None
    );
}

#[test]
fn a_name_in_the_text_of_a_client_is_not_a_known_name() {
    let error = ShapeError::parse("unknown field `x`, expected `y`, expected `title`");
    assert_eq!(error, ShapeError::UnknownField { known: vec!["title"] });
}

#[test]
fn a_number_that_is_too_large_for_its_type_is_named_without_the_type() {
    let error = ShapeError::parse("invalid value: integer `300`, expected u8");
    assert_eq!(
        (error.code(), error.messages().1.as_str()),
        ("invalid-value", "This value cannot be used: 300.")
    );
}

#[test]
fn both_forms_of_a_step_are_named() {
    let message = format!("invalid type: integer `7`, expected {TEXT_OR_OBJECT}");
    let (th, en) = ShapeError::parse(&message).messages();
    assert_eq!(th, "ต้องเป็นข้อความในเครื่องหมายคำพูด หรืออ็อบเจกต์ใน { }");
    assert_eq!(en, "This has to be a string or an object.");
}

#[test]
fn names_of_rust_types_are_not_shown() {
    let error = ShapeError::parse("invalid type: integer `1`, expected struct CreateMeasure");
    assert_eq!(error.messages().1, "This has to be an object.");
}

#[test]
fn the_bound_of_a_list_is_named() {
    let message = format!("{TOO_MANY}, expected at most 9");
    let error = ShapeError::parse(&message);
    assert_eq!(error, ShapeError::TooMany { most: "9" });
    assert_eq!(error.messages().1, "This has more than 9 entries.");
}

#[test]
fn the_number_that_is_meant_is_suggested() {
    for (found, expected, meant) in [
        (r#"string "538,800""#, "u64", Some("538800")),
        (r#"string "๕๓๘,๘๐๐ บาท""#, "u64", Some("538800")),
        ("floating point `538800.0`", "u64", Some("538800")),
        ("floating point `538800.5`", "u64", None),
        (r#"string "5,38,800""#, "u64", Some("538800")),
        (r#"string "1.5 ล้านบาท""#, "u64", Some("1500000")),
        (r#"string "1.5 ล\u{e49}านบาท""#, "u64", Some("1500000")),
        (r#"string "ไม\u{e48}ใช\u{e49}งบประมาณ""#, "u64", Some("0")),
        (r#"string "ไม่ระบุ""#, "u64", None),
        (r#"string "85%""#, "u16", Some("85")),
        (r#"string "85%""#, "u64", None),
        (r#"string "400""#, "u8", None),
        (r#"string "84,12""#, "f64", Some("84.12")),
        (r#"string "๙๐.๕๐""#, "f64", Some("90.5")),
        (r#"string "x, expected u64""#, "f64", None),
        (r#"string "538,800""#, "a string", None),
        ("boolean `true`", "u64", None),
        (r#"string "\"538""#, "u64", None),
    ] {
        let message = format!("invalid type: {found}, expected {expected}");
        let error = ShapeError::parse(&message);
        assert_eq!(error.suggestion("").as_deref(), meant, "{message}");
    }
}
