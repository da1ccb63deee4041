use super::*;

const SMALL: &str = r#"{"format":"prongsai.bundle/1","fiscal_year":2566,
    "organization":{"name_th":"เทศบาลตำบลนาคำหลวง","kind":"subdistrict_municipality","province_code":"47"}}"#;
const MEASURE: &str = r#"{"key":"m","title":"ก","guideline":"ข","steps":["ค",{"text":"ง","cadence":"monthly"}],
    "reporting_round_months":12}"#;

fn with_measure(measure: &str) -> String {
    SMALL.replacen(
        "\"fiscal_year\"",
        &format!("\"measures\":[{measure}],\"fiscal_year\""),
        1,
    )
}

fn refused(json: &str) -> (String, String) {
    match parse(json.to_owned()) {
        Err(violations) => (violations[0].pointer.clone(), violations[0].code.clone()),
        other => panic!("{other:?}"),
    }
}

#[test]
fn the_smallest_bundle_is_read_with_a_byte_order_mark_or_with_a_measure() {
    assert_eq!(parse(SMALL).unwrap().outline.fiscal_year, 2566);
    assert!(parse(format!("\u{FEFF}{SMALL}")).is_ok());
    assert_eq!(
        parse(with_measure(MEASURE)).unwrap().outline.measures[0]
            .read()
            .steps
            .len(),
        2
    );
}

#[test]
fn mistakes_of_shape_are_named_with_their_place() {
    for (json, pointer, code) in [
        (SMALL.replace("2566", "\"2566\""), "/fiscal_year", "wrong-type"),
        (SMALL.replace("2566", "-1"), "/fiscal_year", "invalid-value"),
        (SMALL.replace("fiscal_year", "year"), "/year", "unknown-field"),
        (
            SMALL.replace(",\"province_code\":\"47\"", ""),
            "/organization/province_code",
            "required",
        ),
        (
            SMALL.replace("\"kind\"", "\"name_th\""),
            "/organization/name_th",
            "duplicate-field",
        ),
        (
            with_measure(&MEASURE.replace("cadence", "often")),
            "/measures/0/steps/1/often",
            "unknown-field",
        ),
        (
            with_measure(&MEASURE.replace("\"ค\"", "7")),
            "/measures/0/steps/0",
            "wrong-type",
        ),
        (
            with_measure(&MEASURE.replace("\"text\":\"ง\",", "")),
            "/measures/0/steps/1/text",
            "required",
        ),
        (SMALL.to_owned() + "x", "", "malformed-json"),
        (SMALL[..40].to_owned(), "", "malformed-json"),
        ("[]".to_owned(), "", "wrong-type"),
        (String::new(), "", "required"),
    ] {
        assert_eq!(refused(&json), (pointer.to_owned(), code.to_owned()), "{json}");
    }
}

#[test]
fn other_encodings_are_refused() {
    // Two letters in TIS-620, an older Thai encoding.
    let Err(violations) = parse(&b"{\"format\":\"\xA1\xA2\"}"[..]) else {
        panic!()
    };
    assert_eq!(violations[0].code, "malformed-json");
    assert!(violations[0].message_en.contains("TIS-620"), "{violations:?}");
    let utf_16: Vec<u8> = SMALL.encode_utf16().flat_map(u16::to_le_bytes).collect();
    for text in [[&b"\xFF\xFE"[..], &utf_16].concat(), utf_16] {
        let Err(violations) = parse(text) else { panic!() };
        assert!(violations[0].message_en.contains("UTF-16"), "{violations:?}");
    }
    let twice: String = SMALL.bytes().map(char::from).collect();
    let Err(violations) = parse(twice) else { panic!() };
    assert_eq!((violations.len(), violations[0].code.as_str()), (1, "encoded-twice"));
}

#[test]
fn deep_nesting_is_refused_without_a_stack_overflow() {
    assert!(parse(vec![b'['; 100_000]).is_err());
}

#[test]
fn the_entries_are_those_of_the_whole_bundle() {
    let round = r#""reporting_round_months":12"#;
    let results = r#"[{"details":"ก","period":"2566-01"}, {"details" : "ข","period":"2566-02"}]"#;
    let text = with_measure(&MEASURE.replace(round, &format!(r#"{round},"results":{results}"#)));
    let bundle = parse(text).unwrap();
    let whole = bundle.whole();
    let entry = &bundle.outline.measures[0];
    assert_eq!(entry.read(), whole.measures[0]);
    let measure = entry.read_without_results().map_results(|result| result.read());
    assert_eq!(measure, whole.measures[0]);
}
