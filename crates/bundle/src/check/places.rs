use prongsai_domain::geography::{District, Province};

/// Provinces and districts, for the lookup of codes and names.
#[derive(Clone, Copy, Debug)]
pub struct Places<'a> {
    /// All provinces.
    pub provinces: &'a [Province],
    /// All districts.
    pub districts: &'a [District],
}
