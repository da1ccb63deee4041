use crate::rendition::Issuer;
use crate::wording::printable;

/// The organization's name, and a line with district and province.
pub(crate) fn issuer_lines(organization: &Issuer<'_>) -> Vec<String> {
    // A district of Bangkok is a เขต, and Bangkok is not a จังหวัด: they keep their names as they are.
    let district = organization
        .district_th
        .map(|name| prefixed("อำเภอ", name, &["อำเภอ", "เขต"]));
    let province = prefixed("จังหวัด", organization.province_th, &["จังหวัด", "กรุงเทพ"]);
    let place: Vec<String> = district.into_iter().chain([province]).collect();
    vec![printable(organization.name_th), printable(&place.join(" "))]
}

/// The name with the word in front, unless it is empty or already begins with one of the prefixes.
fn prefixed(word: &str, name: &str, prefixes: &[&str]) -> String {
    if name.is_empty() || prefixes.iter().any(|prefix| name.starts_with(prefix)) {
        name.to_owned()
    } else {
        format!("{word}{name}")
    }
}
