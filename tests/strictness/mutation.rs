//! Ways to make a good body invalid.

use serde_json::{Value, json};

/// An invalid body.
pub(super) struct Mutation {
    /// The place that was changed.
    pub(super) pointer: String,
    pub(super) bytes: Vec<u8>,
    pub(super) expected: Expected,
}

/// What the answer has to report.
#[derive(Clone, Copy)]
pub(super) enum Expected {
    /// Invalid JSON.
    Syntax,
    /// The place.
    Place,
}

/// Large examples are changed at no more places than this, spread evenly.
const PLACES_MAX: usize = 24;
const MARK: &str = "@@mark@@";

/// The pointers of the values that fit, also of the body itself; of many, at most [`PLACES_MAX`].
fn pointers(value: &Value, fits: fn(&Value) -> bool) -> Vec<String> {
    let mut found = Vec::new();
    collect(value, String::new(), fits, &mut found);
    let stride = found.len().div_ceil(PLACES_MAX).max(1);
    found.into_iter().step_by(stride).collect()
}

fn collect(value: &Value, at: String, fits: fn(&Value) -> bool, found: &mut Vec<String>) {
    match value {
        Value::Object(members) => {
            for (name, member) in members {
                collect(
                    member,
                    format!("{at}/{}", name.replace('~', "~0").replace('/', "~1")),
                    fits,
                    found,
                );
            }
        }
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                collect(item, format!("{at}/{index}"), fits, found);
            }
        }
        _ => {}
    }
    if fits(value) {
        found.push(at);
    }
}

/// The body with raw JSON text at one place.
fn spoilt(body: &Value, pointer: &str, raw: &[u8], expected: Expected) -> Mutation {
    let mut marked = body.clone();
    *marked.pointer_mut(pointer).expect("the pointer leads somewhere") = json!(MARK);
    let text = marked.to_string();
    let (before, after) = text.split_once(&format!("\"{MARK}\"")).expect("the mark is there");
    let bytes = [before.as_bytes(), raw, after.as_bytes()].concat();
    Mutation {
        pointer: pointer.to_owned(),
        bytes,
        expected,
    }
}

fn each(body: &Value, fits: fn(&Value) -> bool, raws: &[&[u8]], expected: Expected) -> Vec<Mutation> {
    let places = pointers(body, fits);
    places
        .iter()
        .flat_map(|place| raws.iter().map(|raw| spoilt(body, place, raw, expected)))
        .collect()
}

pub(super) fn control_characters(body: &Value) -> Vec<Mutation> {
    let raws: [&[u8]; 4] = [br#""a\u0000b""#, br#""a\u0001b""#, br#""a\u007fb""#, b"\"a\xc2\x85b\""];
    each(body, Value::is_string, &raws, Expected::Place)
}

pub(super) fn no_unicode(body: &Value) -> Vec<Mutation> {
    let raws: [&[u8]; 5] = [
        b"\"a\xffb\"",
        b"\"\xc0\xaf\"",
        b"\"\xed\xa0\x80\"",
        br#""\ud800""#,
        br#""\udc00\ud800""#,
    ];
    let mut mutations = each(body, Value::is_string, &raws, Expected::Syntax);
    // A raw control character inside a string is invalid JSON too.
    mutations.extend(each(
        body,
        Value::is_string,
        &[b"\"a\x01b\"", b"\"a\0b\""],
        Expected::Syntax,
    ));
    mutations
}

pub(super) fn wrong_types(body: &Value) -> Vec<Mutation> {
    let mut mutations = each(
        body,
        |value| !value.is_boolean() && !value.is_null(),
        &[b"true"],
        Expected::Place,
    );
    mutations.extend(each(body, Value::is_boolean, &[b"\"x\"", b"7"], Expected::Place));
    mutations.retain(|mutation| !mutation.pointer.is_empty());
    mutations
}

pub(super) fn unknown_fields(body: &Value) -> Vec<Mutation> {
    let mut mutations = Vec::new();
    for place in pointers(body, Value::is_object) {
        let mut changed = body.clone();
        changed.pointer_mut(&place).expect("an object")["zzz_unknown"] = json!(1);
        let pointer = format!("{place}/zzz_unknown");
        mutations.push(Mutation {
            pointer,
            bytes: changed.to_string().into_bytes(),
            expected: Expected::Place,
        });
    }
    mutations
}

pub(super) fn duplicate_fields(body: &Value) -> Vec<Mutation> {
    let mut mutations = Vec::new();
    for (name, value) in body.as_object().expect("a body is an object") {
        let text = body.to_string();
        let bytes = format!("{},{}:{value}}}", &text[..text.len() - 1], json!(name)).into_bytes();
        mutations.push(Mutation {
            pointer: format!("/{name}"),
            bytes,
            expected: Expected::Place,
        });
    }
    mutations
}

pub(super) fn absurd_numbers(body: &Value) -> Vec<Mutation> {
    let mut mutations = each(
        body,
        Value::is_number,
        &[b"-1", b"99999999999999999999", b"-1e30"],
        Expected::Place,
    );
    mutations.extend(each(
        body,
        Value::is_number,
        &[b"1e400", b"NaN", b"0x10", b"01"],
        Expected::Syntax,
    ));
    mutations
}

pub(super) fn impossible_dates(body: &Value) -> Vec<Mutation> {
    let raws: [&[u8]; 6] = [
        b"\"2566-06-31\"",
        b"\"2566-02-29\"",
        b"\"2023-13-01\"",
        "\"31 มิถุนายน 2566\"".as_bytes(),
        b"\"1566-01-01\"",
        "\"๓๑ มิ.ย. ๒๕๖๖\"".as_bytes(),
    ];
    each(body, is_date, &raws, Expected::Place)
}

fn is_date(value: &Value) -> bool {
    let Some(text) = value.as_str() else { return false };
    let parts: Vec<&str> = text.split('-').collect();
    parts.len() == 3 && text.len() == 10 && parts.iter().all(|part| part.bytes().all(|byte| byte.is_ascii_digit()))
}

pub(super) fn endless_texts(body: &Value) -> Vec<Mutation> {
    let long = format!("\"{}\"", "ก".repeat(12_000));
    each(body, Value::is_string, &[long.as_bytes()], Expected::Place)
}

pub(super) fn no_documents(body: &Value) -> Vec<Mutation> {
    let text = body.to_string();
    let deep = format!("{}{}", "{\"a\":".repeat(40_000), "}".repeat(40_000));
    let broken = [
        &text[..text.len() - 1],
        &format!("{text}{text}"),
        &format!("{text},"),
        "{]",
        &deep,
    ];
    let mut mutations: Vec<Mutation> = broken
        .iter()
        .map(|text| Mutation {
            pointer: String::new(),
            bytes: text.as_bytes().to_vec(),
            expected: Expected::Syntax,
        })
        .collect();
    for other in ["[]", "\"x\"", "7", "true", "null"] {
        let bytes = other.as_bytes().to_vec();
        mutations.push(Mutation {
            pointer: String::new(),
            bytes,
            expected: Expected::Place,
        });
    }
    mutations
}
