use super::scan::find;

/// The hosts of an organization's website, for [`is_expected_host`](super::is_expected_host).
pub fn website_hosts(website: Option<&str>) -> Vec<String> {
    website.into_iter().flat_map(find).map(|link| link.host).collect()
}
