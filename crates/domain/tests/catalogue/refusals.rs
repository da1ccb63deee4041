//! Inputs that `validate` and the readers refuse.

use prongsai_domain::catalogue::{Catalogue, InstrumentCode, Level, LevelBasis, Score, Standing, Weight};
use prongsai_domain::violation::Violation;
use rstest::rstest;

use super::{catalogue, reference};

fn spoil(change: impl FnOnce(&mut Catalogue)) -> Vec<Violation> {
    let mut catalogue = catalogue(2567);
    change(&mut catalogue);
    catalogue.validate().expect_err("the spoilt catalogue is refused")
}

fn assert_found(violations: &[Violation], pointer: &str, code: &str) {
    let found = violations
        .iter()
        .find(|violation| violation.pointer == pointer && violation.code == code);
    let violation = found.unwrap_or_else(|| panic!("no {code} at {pointer} in {violations:#?}"));
    assert!(!violation.message_th.is_empty() && !violation.message_en.is_empty());
}

/// A level that accepts every total. The levels without a condition also accept these totals together, but no single one
/// accepts all.
fn last_level() -> Level {
    Level {
        code: "LAST".to_owned(),
        name_th: "ระดับสุดท้าย".to_owned(),
        name_en: "Last".to_owned(),
        min_total: Score::from_hundredths(0).unwrap(),
        max_total: Score::FULL,
        min_each_instrument: Score::from_hundredths(4000),
    }
}

/// A level with a lowest score of each instrument that is above its totals.
fn unreachable_level() -> Level {
    Level {
        max_total: Score::from_hundredths(3999).unwrap(),
        ..last_level()
    }
}

type Change = fn(&mut Catalogue);

#[rstest]
#[case(|it: &mut Catalogue| it.instruments[0].weight_percent = Weight::from_number(29.99).unwrap(), "/instruments", "weights-do-not-add-up")]
#[case(|it: &mut Catalogue| it.instruments[1].code = InstrumentCode::Iit, "/instruments/1/code", "duplicate")]
#[case(|it: &mut Catalogue| { it.instruments.pop(); }, "/indicators/9/instrument", "unknown-reference")]
#[case(|it: &mut Catalogue| it.indicators[3].code = it.indicators[2].code, "/indicators/3/code", "duplicate")]
#[case(|it: &mut Catalogue| it.indicators[3].name_th = it.indicators[2].name_th.clone(), "/indicators/3/name_th", "duplicate")]
#[case(|it: &mut Catalogue| it.indicators[3].aliases = vec!["การ ใช้อำนาจ".into()], "/indicators/3/aliases/0", "duplicate")]
#[case(|it: &mut Catalogue| it.indicators[2].aliases = vec!["I7".into()], "/indicators/2/aliases/0", "duplicate")]
#[case(|it: &mut Catalogue| it.indicators.clear(), "/indicators", "required")]
#[case(|it: &mut Catalogue| it.sub_indicators[1].code = "9.1".into(), "/sub_indicators/1/code", "duplicate")]
#[case(|it: &mut Catalogue| it.sub_indicators[1].indicator = it.indicators[0].code, "/sub_indicators/1/indicator", "not-an-oit-indicator")]
#[case(|it: &mut Catalogue| { it.items.truncate(33); }, "/sub_indicators/6", "sub-indicator-without-items")]
#[case(|it: &mut Catalogue| { it.items.remove(4); }, "/items/4/no", "numbers-have-a-gap")]
#[case(|it: &mut Catalogue| it.items[4].sub_indicator = "9.9".into(), "/items/4/sub_indicator", "unknown-reference")]
#[case(|it: &mut Catalogue| it.items[4].concept = it.items[3].concept.clone(), "/items/4/concept", "duplicate")]
#[case(|it: &mut Catalogue| it.items[4].concept = "Measure plan".into(), "/items/4/concept", "not-a-key")]
#[case(|it: &mut Catalogue| it.items[4].code = it.items[3].code.clone(), "/items/4/code", "code-differs-from-number")]
#[case(|it: &mut Catalogue| it.items[4].code = "x".into(), "/items/4/code", "code-differs-from-number")]
#[case(|it: &mut Catalogue| it.items[4].title_th = " ข่าวประชาสัมพันธ์".into(), "/items/4/title_th", "not-clean")]
#[case(|it: &mut Catalogue| it.items[4].title_th = "คู่มือการปฏิบัติงานของเจ้าหน้าที่ทํางาน".into(), "/items/4/title_th", "not-clean")]
#[case(|it: &mut Catalogue| it.items[4].provenance.standing = Standing::Sourced, "/items/4/provenance/sources", "required")]
#[case(|it: &mut Catalogue| it.items[33].evidence_provenance = None, "/items/33/evidence_provenance", "required")]
#[case(|it: &mut Catalogue| it.level_scheme.levels[3].max_total = Score::from_hundredths(8000).unwrap(), "/level_scheme/levels", "levels-do-not-cover")]
#[case(|it: &mut Catalogue| it.level_scheme.levels.swap(1, 2), "/level_scheme/levels/2", "level-unreachable")]
#[case(|it: &mut Catalogue| it.level_scheme.levels.push(last_level()), "/level_scheme/levels/5", "level-unreachable")]
#[case(|it: &mut Catalogue| it.level_scheme.basis = LevelBasis::BandsOnTotal, "/level_scheme/levels/0/min_each_instrument", "condition-not-in-scheme")]
#[case(|it: &mut Catalogue| it.level_scheme.levels.insert(0, unreachable_level()), "/level_scheme/levels/0/min_each_instrument", "level-unreachable")]
#[case(|it: &mut Catalogue| it.level_scheme.levels.clear(), "/level_scheme/levels", "levels-do-not-cover")]
#[case(|it: &mut Catalogue| it.themes[1].code = "t1".into(), "/themes/1/code", "duplicate")]
#[case(|it: &mut Catalogue| it.calendar[0].ends_on = Some(prongsai_domain::calendar::BuddhistDate::MIN), "/calendar/0/ends_on", "ends-before-start")]
#[case(|it: &mut Catalogue| { it.notes = vec![it.notes[0].clone(); 51]; }, "/notes", "too-many")]
fn what_is_wrong_is_named_with_its_place(#[case] change: Change, #[case] pointer: &str, #[case] code: &str) {
    assert_found(&spoil(change), pointer, code);
}

#[test]
fn an_empty_title_is_refused() {
    let violations = spoil(|it| it.title_th = String::new());
    assert!(violations.iter().any(|violation| violation.pointer == "/title_th"));
}

#[test]
fn unknown_fields_are_refused() {
    let mut json: serde_json::Value = serde_json::from_str(&reference("catalogues/nacc-ita-2566.json")).unwrap();
    json["items"][0]["titel"] = "โครงสร้าง".into();
    assert!(serde_json::from_value::<Catalogue>(json).is_err());
}
