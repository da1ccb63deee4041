use prongsai_domain::geography::{District, Province};

/// All provinces and districts, in which codes and names are looked up.
#[derive(Clone, Copy, Debug)]
pub struct Geography<'a> {
    /// All provinces.
    pub provinces: &'a [Province],
    /// All districts.
    pub districts: &'a [District],
}
