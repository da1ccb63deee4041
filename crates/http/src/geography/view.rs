use prongsai_domain::geography::{District, DistrictCode, Province, ProvinceCode, Region};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

/// One of the six regions of the National Geographical Committee.
#[derive(ToSchema)]
#[schema(as = Region, rename_all = "snake_case")]
#[expect(dead_code, reason = "describes the region in the OpenAPI document")]
pub(crate) enum RegionName {
    North,
    Northeast,
    Central,
    East,
    West,
    South,
}

/// A province.
#[derive(Serialize, ToSchema)]
pub(crate) struct ProvinceView {
    /// Two digits.
    #[schema(value_type = String, example = "47")]
    code: ProvinceCode,
    /// Code of ISO 3166-2.
    #[schema(example = "TH-47")]
    iso_code: String,
    /// Thai name without จังหวัด.
    #[schema(example = "สกลนคร")]
    name_th: String,
    /// Romanised name.
    #[schema(example = "Sakon Nakhon")]
    name_en: String,
    /// The region.
    #[schema(value_type = RegionName)]
    region: Region,
}

/// A district.
#[derive(Serialize, ToSchema)]
pub(crate) struct DistrictView {
    /// Four digits.
    #[schema(value_type = String, example = "4702")]
    code: DistrictCode,
    /// The province: the first two digits.
    #[schema(value_type = String, example = "47")]
    province_code: ProvinceCode,
    /// Thai name without อำเภอ.
    #[schema(example = "กุสุมาลย์")]
    name_th: String,
    /// Romanised name.
    #[schema(example = "Kusuman")]
    name_en: String,
}

/// All provinces.
#[derive(Serialize, ToSchema)]
pub(crate) struct ProvinceListView {
    /// The provinces, by code.
    items: Vec<ProvinceView>,
    /// Always `null`: the list has one page.
    next: Option<String>,
}

/// The districts of a province, or all districts.
#[derive(Serialize, ToSchema)]
pub(crate) struct DistrictListView {
    /// The districts, by code.
    items: Vec<DistrictView>,
    /// Always `null`: the list has one page.
    next: Option<String>,
}

/// The filter of the list of districts.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct DistrictFilters {
    /// Only districts of this province, by its two-digit code.
    #[param(value_type = Option<String>, example = "47", pattern = "^[0-9]{2}$")]
    pub(super) province_code: Option<ProvinceCode>,
}

impl From<Vec<Province>> for ProvinceListView {
    fn from(provinces: Vec<Province>) -> Self {
        let view = |province: Province| ProvinceView {
            iso_code: province.code.iso_3166_2(),
            code: province.code,
            name_th: province.name_th,
            name_en: province.name_en,
            region: province.region,
        };
        Self {
            items: provinces.into_iter().map(view).collect(),
            next: None,
        }
    }
}

impl From<Vec<District>> for DistrictListView {
    fn from(districts: Vec<District>) -> Self {
        let view = |district: District| DistrictView {
            province_code: district.code.province(),
            code: district.code,
            name_th: district.name_th,
            name_en: district.name_en,
        };
        Self {
            items: districts.into_iter().map(view).collect(),
            next: None,
        }
    }
}
