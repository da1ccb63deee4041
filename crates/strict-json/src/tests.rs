use std::collections::BTreeMap;

use serde::Deserialize;

use super::*;

#[derive(Debug, Deserialize)]
struct Scores {
    #[expect(dead_code, reason = "only read")]
    by_name: BTreeMap<String, f64>,
}

#[test]
fn a_key_of_a_map_is_not_repeated() {
    assert!(read::<Scores>(br#"{"by_name":{"i7":90,"i8":50}}"#).is_ok());
    for json in [
        r#"{"by_name":{"i7":90,"i8":1,"i7":50}}"#,
        r#"{"by_name":{"i7":90,"i8":1,"\u0069\u0037":50}}"#,
    ] {
        let Err(JsonError::Shape(violation)) = read::<Scores>(json.as_bytes()) else {
            panic!("{json}")
        };
        let found = (violation.pointer.as_str(), violation.code.as_str());
        assert_eq!(found, ("/by_name/i7", "duplicate-field"), "{json}");
    }
}

#[derive(Debug, Deserialize)]
struct Lists {
    #[expect(dead_code, reason = "only read")]
    many: Vec<Vec<String>>,
}

#[test]
fn a_list_has_at_most_so_many_entries() {
    let list = |length: usize| format!(r#"{{"many":[[],[{}]]}}"#, vec!["\"\""; length].join(","));
    assert!(read::<Lists>(list(limited::ENTRIES_MAX).as_bytes()).is_ok());
    let map = |length: usize| {
        let entries: Vec<String> = (0..length).map(|index| format!(r#""{index}":1"#)).collect();
        format!(r#"{{"by_name":{{{}}}}}"#, entries.join(","))
    };
    assert!(read::<Scores>(map(limited::ENTRIES_MAX).as_bytes()).is_ok());
    let too_many = limited::ENTRIES_MAX + 1;
    let refusals = [
        (read::<Lists>(list(too_many).as_bytes()).map(drop), "/many/1"),
        (read::<Scores>(map(too_many).as_bytes()).map(drop), "/by_name"),
    ];
    for (refused, pointer) in refusals {
        let Err(JsonError::Shape(violation)) = refused else {
            panic!("{refused:?}")
        };
        let found = (violation.pointer.as_str(), violation.code.as_str());
        assert_eq!(found, (pointer, "too-many"));
    }
}

#[test]
fn another_encoding_is_named_and_a_byte_order_mark_is_skipped() {
    assert!(read::<Scores>("\u{FEFF}{\"by_name\":{\"i7\":90}}".as_bytes()).is_ok());
    for (json, named) in [
        (
            b"{\"by_name\":{\"\xA1\xD2\xC3\":90}}".as_slice(),
            "The file is in Windows-874 (TIS-620). Save it as UTF-8.",
        ),
        (b"{\"by_name\":{\"caf\xE9\":90}}".as_slice(), "Byte 17 is not UTF-8."),
    ] {
        let Err(JsonError::Malformed { message_en, .. }) = read::<Scores>(json) else {
            panic!("{json:?}")
        };
        assert_eq!(message_en, named);
    }
}

#[test]
fn texts_and_names_have_a_largest_length() {
    let text = |length: usize| format!(r#"{{"many":[["{}"]]}}"#, "ก".repeat(length));
    assert!(read::<Lists>(text(1_000_000).as_bytes()).is_ok());
    let name = |length: usize| format!(r#"{{"by_name":{{"{}":1}}}}"#, "ก".repeat(length));
    assert!(read::<Scores>(name(1_000).as_bytes()).is_ok());
    let refusals = [
        (read::<Lists>(text(1_000_001).as_bytes()).map(drop), "/many/0/0"),
        (read::<Scores>(name(1_001).as_bytes()).map(drop), "/by_name"),
    ];
    for (refused, pointer) in refusals {
        let Err(JsonError::Shape(violation)) = refused else {
            panic!("{refused:?}")
        };
        let found = (violation.pointer.as_str(), violation.code.as_str());
        assert_eq!(found, (pointer, "text-too-long"));
    }
}

#[test]
fn the_column_counts_characters() {
    for (json, place) in [
        (r#"{"title":"กก" x}"#, "line 1, column 15"),
        ("{\"title\":\"กก\",\n\"ก\": x}", "line 2, column 6"),
        (r#"{"title":"กก"#, "line 1, column 12"),
        ("{\n", "line 2, column 0"),
        (r#"{"by_name":{}} ก"#, "line 1, column 16"),
        ("กก", "line 1, column 1"),
    ] {
        let Err(JsonError::Malformed { message_en, .. }) = read::<Scores>(json.as_bytes()) else {
            panic!("{json}")
        };
        assert!(message_en.ends_with(&format!("at {place}.")), "{json}: {message_en}");
    }
}

#[test]
fn json_that_cannot_be_read_is_not_called_another_format() {
    for json in [r#"{"by_name":{"a":1e999}}"#, r#"{"by_name":{"\ud800":1}}"#] {
        let Err(JsonError::Malformed { message_en, .. }) = read::<Scores>(json.as_bytes()) else {
            panic!("{json}")
        };
        assert!(
            message_en.starts_with("The JSON cannot be read at line 1"),
            "{message_en}"
        );
    }
}
