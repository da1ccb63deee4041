use crate::rendition::Issuer;
use crate::wording::printable;

/// The organization's name, and a line with district and province.
pub fn issuer_lines(organization: &Issuer<'_>) -> Vec<String> {
    let district = organization
        .district_th
        .map(|name| prefixed("อำเภอ", name, &["อำเภอ", "เขต"]));
    let province = prefixed("จังหวัด", organization.province_th, &["จังหวัด", "กรุงเทพ"]);
    let place: Vec<String> = district.into_iter().chain([province]).collect();
    vec![printable(organization.name_th), printable(&place.join(" "))]
}

fn prefixed(word: &str, name: &str, already: &[&str]) -> String {
    if name.is_empty() || already.iter().any(|prefix| name.starts_with(prefix)) {
        name.to_owned()
    } else {
        format!("{word}{name}")
    }
}
