use moka::sync::Cache;
use prongsai_domain::access::Jurisdiction;
use prongsai_domain::geography::ProvinceCode;
use prongsai_domain::id::OrganizationId;

/// The number of organizations that a server remembers. Thailand has about 7,850 local governments.
const MAX: u64 = 8_192;

/// The provinces of organizations, as they were read last. Callers must check one when they write.
pub struct KnownOrganizations(Cache<OrganizationId, ProvinceCode>);

impl Default for KnownOrganizations {
    fn default() -> Self {
        Self(Cache::new(MAX))
    }
}

impl KnownOrganizations {
    /// The jurisdiction of an organization as it was read last.
    pub(crate) fn get(&self, id: OrganizationId) -> Option<Jurisdiction> {
        let province_code = self.0.get(&id)?;
        Some(Jurisdiction {
            organization_id: id,
            province_code,
        })
    }

    /// Remembers a jurisdiction that was read now.
    pub(crate) fn note_read(&self, jurisdiction: &Jurisdiction) {
        if self.0.get(&jurisdiction.organization_id).as_ref() != Some(&jurisdiction.province_code) {
            self.0
                .insert(jurisdiction.organization_id, jurisdiction.province_code.clone());
        }
    }
}
