use std::collections::BTreeSet;

use super::field::{each, line, name, provenance, unique, unknown};
use crate::catalogue::code::InstrumentCode;
use crate::catalogue::hundredths::Weight;
use crate::catalogue::model::{Catalogue, Indicator, Instrument};
use crate::text::fold;
use crate::violation::Checker;

/// The maximum number of indicators: as many as there are codes (i1 to i99). Sub-indicators have the same limit.
const INDICATORS_MAX: usize = 99;
/// The maximum number of aliases of one indicator.
const ALIASES_MAX: usize = 20;
/// The number of parts of EIT in a year that counts them apart.
const EIT_PARTS: usize = 2;
/// Longest code of a sub-indicator, in characters.
const CODE_MAX: usize = 20;

/// Instruments, indicators and sub-indicators.
pub(super) fn check(catalogue: &Catalogue, checker: &mut Checker) {
    check_instruments(catalogue, checker);
    check_indicators(catalogue, checker);
    check_sub_indicators(catalogue, checker);
}

fn check_instruments(catalogue: &Catalogue, checker: &mut Checker) {
    let mut seen = BTreeSet::new();
    each(
        "instruments",
        &catalogue.instruments,
        InstrumentCode::ALL.len(),
        checker,
        |instrument, at| {
            unique("code", instrument.code.to_string(), &mut seen, at);
            name("name_th", &instrument.name_th, at);
            name("name_en", &instrument.name_en, at);
            provenance("provenance", &instrument.provenance, at);
            provenance("weight_provenance", &instrument.weight_provenance, at);
            check_parts(instrument, at);
        },
    );
    let sum: u32 = catalogue
        .instruments
        .iter()
        .map(|it| u32::from(it.weight_percent.hundredths()))
        .sum();
    if sum != u32::from(Weight::FULL.hundredths()) {
        let sum = format!("{}.{:02}", sum / 100, sum % 100);
        checker.at("instruments", |at| {
            at.refuse(
                "weights-do-not-add-up",
                format!("น้ำหนักรวมต้องเป็นร้อยละ 100 แต่รวมได้ {sum}"),
                format!("the weights add up to {sum} %, not to 100 %"),
            );
        });
    }
}

/// Only EIT has parts, and two of them: scores have a field for each.
fn check_parts(instrument: &Instrument, at: &mut Checker) {
    let parts = &instrument.parts;
    if parts.is_empty() {
        return;
    }
    let numbered = parts.iter().map(|part| usize::from(part.no)).eq(1..=EIT_PARTS);
    if instrument.code != InstrumentCode::Eit || !numbered {
        at.at("parts", |at| {
            at.refuse(
                "parts-not-supported",
                "มีเพียงแบบวัด EIT ที่แยกคะแนนเป็นส่วนที่ 1 และส่วนที่ 2",
                "only EIT has scores of parts, and they are the parts 1 and 2",
            );
        });
        return;
    }
    each("parts", parts, EIT_PARTS, at, |part, at| {
        name("name_th", &part.name_th, at);
        name("name_en", &part.name_en, at);
        provenance("provenance", &part.provenance, at);
    });
    let weights = parts.iter().filter_map(|part| part.weight_percent);
    let weights: Vec<u32> = weights.map(|weight| u32::from(weight.hundredths())).collect();
    let full = u32::from(Weight::FULL.hundredths());
    if !weights.is_empty()
        && (weights.len() != parts.len() || weights.contains(&0) || weights.iter().sum::<u32>() != full)
    {
        at.at("parts", |at| {
            at.refuse(
                "weights-do-not-add-up",
                "น้ำหนักของทุกส่วนต้องมากกว่า 0 และรวมกันเป็นร้อยละ 100 หรือไม่ระบุน้ำหนักเลย",
                "the weights of the parts are above 0 and add up to 100 %, or none is given",
            );
        });
    }
}

fn check_indicators(catalogue: &Catalogue, checker: &mut Checker) {
    let (mut codes, mut orders) = (BTreeSet::new(), BTreeSet::new());
    let indicators = catalogue.indicators.iter();
    let mut names = indicators.map(|indicator| fold(&indicator.code.to_string())).collect();
    if catalogue.indicators.is_empty() {
        checker.at("indicators", |at| {
            at.refuse(
                "required",
                "ต้องมีตัวชี้วัดอย่างน้อย 1 ตัว",
                "a catalogue has at least one indicator",
            );
        });
    }
    each(
        "indicators",
        &catalogue.indicators,
        INDICATORS_MAX,
        checker,
        |indicator, at| {
            unique("code", indicator.code.to_string(), &mut codes, at);
            unique("order", indicator.order.to_string(), &mut orders, at);
            check_names(indicator, &mut names, at);
            if !catalogue
                .instruments
                .iter()
                .any(|instrument| instrument.code == indicator.instrument)
            {
                unknown("instrument", indicator.instrument.as_str(), at);
            }
            provenance("provenance", &indicator.provenance, at);
            provenance("name_en_provenance", &indicator.name_en_provenance, at);
        },
    );
}

/// Codes, names and aliases are looked up together, so a name must not belong to two indicators or occur twice in one.
/// `names` begins with all codes.
fn check_names(indicator: &Indicator, names: &mut BTreeSet<String>, at: &mut Checker) {
    for (field, text) in [("name_th", &indicator.name_th), ("name_en", &indicator.name_en)] {
        name(field, text, at);
        unique(field, fold(text), names, at);
    }
    at.limit_length("aliases", indicator.aliases.len(), ALIASES_MAX);
    at.at("aliases", |at| {
        for (index, alias) in indicator.aliases.iter().take(ALIASES_MAX).enumerate() {
            name(&index.to_string(), alias, at);
            unique(&index.to_string(), fold(alias), names, at);
        }
    });
}

fn check_sub_indicators(catalogue: &Catalogue, checker: &mut Checker) {
    let mut seen = BTreeSet::new();
    each(
        "sub_indicators",
        &catalogue.sub_indicators,
        INDICATORS_MAX,
        checker,
        |part, at| {
            line("code", &part.code, CODE_MAX, at);
            unique("code", part.code.clone(), &mut seen, at);
            name("name_th", &part.name_th, at);
            name("name_en", &part.name_en, at);
            provenance("provenance", &part.provenance, at);
            match catalogue.indicator(part.indicator) {
                None => unknown("indicator", &part.indicator.to_string(), at),
                Some(whole) if whole.instrument != InstrumentCode::Oit => at.at("indicator", |at| {
                    at.refuse(
                        "not-an-oit-indicator",
                        "ตัวชี้วัดย่อยต้องอยู่ในตัวชี้วัดของแบบวัด OIT",
                        "a sub-indicator is part of an indicator of OIT",
                    );
                }),
                Some(_) => {}
            }
            if !catalogue.items.iter().any(|item| item.sub_indicator == part.code) {
                at.refuse(
                    "sub-indicator-without-items",
                    "ตัวชี้วัดย่อยนี้ไม่มีข้อ OIT",
                    "no item counts towards this sub-indicator, so that it cannot have a score",
                );
            }
        },
    );
}
