//! Provinces and districts.

use diesel::pg::Pg;
use diesel::prelude::*;
use diesel::upsert::excluded;
use diesel_async::RunQueryDsl;
use prongsai_domain::geography::{District, DistrictCode, Province, ProvinceCode, Region};

use crate::schema::{districts, provinces};
use crate::{Store, StoreError, Transaction};

const REGIONS: [Region; 6] = [
    Region::North,
    Region::Northeast,
    Region::Central,
    Region::East,
    Region::West,
    Region::South,
];

#[derive(Queryable, Selectable)]
#[diesel(table_name = provinces, check_for_backend(Pg))]
struct ProvinceRow {
    code: String,
    name_th: String,
    name_en: String,
    region_th: String,
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = districts, check_for_backend(Pg))]
struct DistrictRow {
    code: String,
    name_th: String,
    name_en: String,
}

impl TryFrom<ProvinceRow> for Province {
    type Error = StoreError;

    fn try_from(row: ProvinceRow) -> Result<Self, StoreError> {
        let corrupt = |what: &str| StoreError::Corrupt(format!("province {}: the {what} is not valid", row.code));
        let region = REGIONS.into_iter().find(|region| region_name(*region) == row.region_th);
        Ok(Self {
            code: ProvinceCode::parse(&row.code).map_err(|_| corrupt("code"))?,
            region: region.ok_or_else(|| corrupt("region"))?,
            name_th: row.name_th,
            name_en: row.name_en,
        })
    }
}

impl TryFrom<DistrictRow> for District {
    type Error = StoreError;

    fn try_from(row: DistrictRow) -> Result<Self, StoreError> {
        let code = DistrictCode::parse(&row.code)
            .map_err(|_| StoreError::Corrupt(format!("district {}: the code is not valid", row.code)))?;
        Ok(Self {
            code,
            name_th: row.name_th,
            name_en: row.name_en,
        })
    }
}

/// The name of a region as it is stored.
const fn region_name(region: Region) -> &'static str {
    match region {
        Region::North => "ภาคเหนือ",
        Region::Northeast => "ภาคตะวันออกเฉียงเหนือ",
        Region::Central => "ภาคกลาง",
        Region::East => "ภาคตะวันออก",
        Region::West => "ภาคตะวันตก",
        Region::South => "ภาคใต้",
    }
}

impl Store {
    /// All provinces, by code.
    pub async fn provinces(&self) -> Result<Vec<Province>, StoreError> {
        let rows: Vec<ProvinceRow> = self
            .read(async |connection| {
                provinces::table
                    .order_by(provinces::code)
                    .select(ProvinceRow::as_select())
                    .load(connection)
                    .await
            })
            .await?;
        rows.into_iter().map(Province::try_from).collect()
    }

    /// The districts of a province, or all districts, by code.
    pub async fn districts(&self, province: Option<&ProvinceCode>) -> Result<Vec<District>, StoreError> {
        let rows: Vec<DistrictRow> = self
            .read(async |connection| {
                let mut query = districts::table.select(DistrictRow::as_select()).into_boxed::<Pg>();
                if let Some(province) = province {
                    query = query.filter(districts::province_code.eq(province.as_str()));
                }
                query.order_by(districts::code).load(connection).await
            })
            .await?;
        rows.into_iter().map(District::try_from).collect()
    }
}

impl Transaction {
    /// Whether a province has this code.
    pub async fn province_exists(&mut self, code: &ProvinceCode) -> Result<bool, StoreError> {
        Ok(
            diesel::select(diesel::dsl::exists(provinces::table.find(code.as_str())))
                .get_result(self.connection())
                .await?,
        )
    }

    /// Whether a district has this code.
    pub async fn district_exists(&mut self, code: &DistrictCode) -> Result<bool, StoreError> {
        Ok(
            diesel::select(diesel::dsl::exists(districts::table.find(code.as_str())))
                .get_result(self.connection())
                .await?,
        )
    }

    /// Adds provinces; updates the names and the region of existing ones.
    pub(crate) async fn upsert_provinces(&mut self, all: &[Province]) -> Result<(), StoreError> {
        let rows: Vec<_> = all
            .iter()
            .map(|province| {
                (
                    provinces::code.eq(province.code.as_str()),
                    provinces::iso_code.eq(province.code.iso_3166_2()),
                    provinces::name_th.eq(&province.name_th),
                    provinces::name_en.eq(&province.name_en),
                    provinces::region_th.eq(region_name(province.region)),
                )
            })
            .collect();
        diesel::insert_into(provinces::table)
            .values(rows)
            .on_conflict(provinces::code)
            .do_update()
            .set((
                provinces::name_th.eq(excluded(provinces::name_th)),
                provinces::name_en.eq(excluded(provinces::name_en)),
                provinces::region_th.eq(excluded(provinces::region_th)),
            ))
            .execute(self.connection())
            .await?;
        Ok(())
    }

    /// Adds districts and renames existing ones.
    pub(crate) async fn upsert_districts(&mut self, all: &[District]) -> Result<(), StoreError> {
        let rows: Vec<_> = all
            .iter()
            .map(|district| {
                (
                    districts::code.eq(district.code.as_str()),
                    districts::province_code.eq(district.code.province().to_string()),
                    districts::name_th.eq(&district.name_th),
                    districts::name_en.eq(&district.name_en),
                )
            })
            .collect();
        diesel::insert_into(districts::table)
            .values(rows)
            .on_conflict(districts::code)
            .do_update()
            .set((
                districts::name_th.eq(excluded(districts::name_th)),
                districts::name_en.eq(excluded(districts::name_en)),
            ))
            .execute(self.connection())
            .await?;
        Ok(())
    }
}
