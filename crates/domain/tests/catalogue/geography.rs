//! Provinces, districts, local codes and kinds of organizations.

use std::collections::BTreeSet;

use prongsai_domain::geography::{
    District, DistrictCode, LocalCode, LocalCodeDoubt, OrganizationKind, Province, ProvinceCode,
};
use rstest::rstest;

use super::reference;

#[test]
fn provinces_and_districts_are_complete_and_consistent() {
    let provinces: Vec<Province> = serde_json::from_str(&reference("provinces.json")).unwrap();
    let districts: Vec<District> = serde_json::from_str(&reference("districts.json")).unwrap();
    assert_eq!((provinces.len(), districts.len()), (77, 928));
    let codes: BTreeSet<&ProvinceCode> = provinces.iter().map(|province| &province.code).collect();
    assert_eq!(codes.len(), 77);
    let own: BTreeSet<ProvinceCode> = districts.iter().map(|district| district.code.province()).collect();
    assert!(
        own.iter().eq(codes.iter().copied()),
        "every district has a province and every province a district"
    );
    assert!(
        districts.is_sorted_by(|left, right| left.code < right.code),
        "codes are unique and in order"
    );
    let names: BTreeSet<(ProvinceCode, &str)> = districts
        .iter()
        .map(|district| (district.code.province(), district.name_th.as_str()))
        .collect();
    assert_eq!(names.len(), 928);
    let district = districts
        .iter()
        .find(|district| district.code.as_str() == "4704")
        .unwrap();
    assert_eq!(
        (district.name_th.as_str(), district.name_en.as_str()),
        ("พรรณานิคม", "Phanna Nikhom")
    );
    let province = provinces
        .iter()
        .find(|province| province.code == district.code.province())
        .unwrap();
    assert_eq!(
        (province.name_th.as_str(), province.code.iso_3166_2().as_str()),
        ("สกลนคร", "TH-47")
    );
}

#[rstest]
#[case("05810109", Some("05810109"))]
#[case("5810401", Some("05810401"))]
#[case("901101", None)]
#[case("0581010x", None)]
#[case("๐๕๘๑๐๑๐๙", None)]
#[case("", None)]
fn a_local_code_is_eight_digits(#[case] text: &str, #[case] code: Option<&str>) {
    assert_eq!(LocalCode::parse(text).ok().as_ref().map(LocalCode::as_str), code);
}

#[test]
fn a_local_code_that_does_not_fit_is_doubted_not_refused() {
    let code = LocalCode::parse("5810109").unwrap();
    let (krabi, sakon_nakhon) = (ProvinceCode::parse("81").unwrap(), ProvinceCode::parse("47").unwrap());
    let (kind, other) = (
        OrganizationKind::SubdistrictMunicipality,
        OrganizationKind::CityMunicipality,
    );
    assert_eq!(code.doubts(kind, &krabi), []);
    assert_eq!(code.doubts(kind, &sakon_nakhon), [LocalCodeDoubt::OtherProvince]);
    assert_eq!(
        code.doubts(other, &sakon_nakhon),
        [LocalCodeDoubt::OtherKind, LocalCodeDoubt::OtherProvince]
    );
}

#[rstest]
#[case("4")]
#[case("04")]
#[case("470")]
#[case("๔๗")]
fn what_is_no_province_code_is_refused(#[case] text: &str) {
    assert!(ProvinceCode::parse(text).is_err());
    assert!(serde_json::from_value::<ProvinceCode>(text.into()).is_err());
    assert!(DistrictCode::parse(text).is_err());
}

#[test]
fn kinds_are_named_in_json_as_in_storage_and_differ_in_every_name() {
    for kind in OrganizationKind::ALL {
        assert_eq!(serde_json::to_value(kind).unwrap(), kind.as_str());
        assert_eq!(OrganizationKind::parse(kind.as_str()), Some(kind));
    }
    let types: BTreeSet<&str> = OrganizationKind::ALL.iter().map(|kind| kind.type_code()).collect();
    let names: BTreeSet<&str> = OrganizationKind::ALL.iter().map(|kind| kind.name_th()).collect();
    assert_eq!((types.len(), names.len()), (6, 6));
    assert_eq!(OrganizationKind::SubdistrictMunicipality.prefix_th(), "เทศบาลตำบล");
}
