use std::collections::BTreeSet;

use super::field::{LIST_MAX, bilingual, each, key, name, provenance, unique, unknown};
use crate::catalogue::item::OitItem;
use crate::catalogue::model::Catalogue;
use crate::violation::Checker;

/// The maximum number of items of one year. The largest number so far is 43.
const ITEMS_MAX: usize = 200;

/// The items of the open-data instrument.
pub(super) fn check(catalogue: &Catalogue, checker: &mut Checker) {
    let mut concepts = BTreeSet::new();
    let mut next: usize = 1;
    each("items", &catalogue.items, ITEMS_MAX, checker, |item, at| {
        if usize::from(item.no) != next {
            at.at("no", |at| {
                at.refuse_with(
                    "numbers-have-a-gap",
                    format!("เลขข้อต้องเรียงต่อกันจาก 1 ข้อนี้ควรเป็น {next}"),
                    format!("items are numbered from 1 without a gap; this one should be {next}"),
                    Some(next.to_string()),
                );
            });
        }
        next += 1;
        check_code(item, at);
        check_concepts(item, &mut concepts, at);
        if catalogue.sub_indicator(&item.sub_indicator).is_none() {
            unknown("sub_indicator", &item.sub_indicator, at);
        }
        check_texts(item, at);
    });
}

fn check_code(item: &OitItem, at: &mut Checker) {
    let expected = format!("o{}", item.no);
    if item.code != expected {
        at.at("code", |at| {
            at.refuse_with(
                "code-differs-from-number",
                format!("รหัสของข้อต้องเป็น o ตามด้วยเลขข้อ คือ {expected}"),
                format!("the code of an item is o and its number, here {expected}"),
                Some(expected),
            );
        });
    }
}

fn check_concepts(item: &OitItem, seen: &mut BTreeSet<String>, at: &mut Checker) {
    key("concept", &item.concept, at);
    unique("concept", item.concept.clone(), seen, at);
    at.limit_length("also_covers", item.also_covers.len(), LIST_MAX);
    at.at("also_covers", |at| {
        for (index, concept) in item.also_covers.iter().take(LIST_MAX).enumerate() {
            key(&index.to_string(), concept, at);
            unique(&index.to_string(), concept.clone(), seen, at);
        }
    });
}

fn check_texts(item: &OitItem, at: &mut Checker) {
    name("title_th", &item.title_th, at);
    name("title_en", &item.title_en, at);
    each("evidence_required", &item.evidence_required, LIST_MAX, at, bilingual);
    provenance("provenance", &item.provenance, at);
    if let Some(placement) = &item.placement_provenance {
        provenance("placement_provenance", placement, at);
    }
    if let Some(evidence) = &item.evidence_provenance {
        provenance("evidence_provenance", evidence, at);
    } else if !item.evidence_required.is_empty() || item.period_covered.is_some() {
        at.at("evidence_provenance", |at| {
            at.refuse(
                "required",
                "ต้องระบุที่มาของหลักฐานที่กำหนด",
                "say where the required evidence is from",
            );
        });
    }
}
