use crate::calendar::BuddhistDate;
use crate::catalogue::Catalogue;

/// The step of a catalogue's calendar in which organizations enter the data of OIT.
const OIT_ENTRY: &str = "oit_entry";

/// The last day of the entry of OIT data, if the catalogue states it.
pub fn oit_closes_on(catalogue: &Catalogue) -> Option<BuddhistDate> {
    let entry = catalogue.calendar.iter().find(|step| step.code == OIT_ENTRY)?;
    entry.ends_on
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn some_catalogues_state_the_day() {
        for (catalogue, day) in [
            (
                include_str!("../../../../reference/catalogues/nacc-ita-2565.json"),
                Some("2565-04-30"),
            ),
            (
                include_str!("../../../../reference/catalogues/nacc-ita-2564.json"),
                None,
            ),
        ] {
            let catalogue: Catalogue = serde_json::from_str(catalogue).unwrap();
            assert_eq!(
                oit_closes_on(&catalogue).map(BuddhistDate::buddhist_iso).as_deref(),
                day
            );
        }
    }
}
