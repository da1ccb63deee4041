//! An organization without a channel for reports of corruption that is apart from its general ones.

use crate::channel::{ChannelKind, has_corruption_channel};
use crate::doctor::call::{Call, Subject};
use crate::doctor::examined::Examined;
use crate::doctor::found::Found;

use super::definition::{Due, Rule, rule};

pub(crate) static RULE: Rule = rule!(
    "no-corruption-channel",
    Warning,
    "ไม่มีช่องทางแจ้งการทุจริตที่แยกจากเรื่องร้องเรียนทั่วไป",
    "No channel is for reports of corruption alone",
    guidance("ข้อช่องทางแจ้งเรื่องร้องเรียนการทุจริตและประพฤติมิชอบ (OIT ปี 2566 ข้อ o28): แยกจากเรื่องร้องเรียนทั่วไปเพื่อคุ้มครองผู้แจ้ง"),
    OrganizationAdmin,
    Due::OitCloses,
);

/// Looks whether one channel is for reports of corruption alone.
pub(crate) fn examine(examined: &Examined<'_>, found: &mut Vec<Found>) {
    let organization = examined.year.organization.as_ref();
    let Some(channels) = organization.and_then(|organization| organization.channels.as_ref()) else {
        return;
    };
    let has_one = has_corruption_channel(
        channels.website.as_deref(),
        &channels.contact,
        &channels.whistle_blowing,
        &channels.others,
    );
    if has_one {
        return;
    }
    found.push(Found::missing(
        &RULE,
        Subject::Organization,
        (
            "หน่วยงานยังไม่มีช่องทางแจ้งการทุจริตที่แยกจากช่องทางติดต่อและเรื่องร้องเรียนทั่วไป",
            "every channel for reports of corruption is missing, or is also one for general matters",
        ),
        vec![Call::CreateChannel {
            kind: ChannelKind::CorruptionForm,
        }],
    ));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::doctor::samples::{good_year, places};
    use crate::doctor::{ExaminedChannels, ExaminedYear};

    fn changed(change: impl FnOnce(&mut ExaminedChannels)) -> ExaminedYear {
        let mut year = good_year();
        let organization = year.organization.as_mut().unwrap();
        change(organization.channels.as_mut().unwrap());
        year
    }

    fn is_found(change: impl FnOnce(&mut ExaminedChannels)) -> bool {
        let found = places(examine, &changed(change));
        assert!(found.is_empty() || found == [(Subject::Organization, String::new())]);
        !found.is_empty()
    }

    #[test]
    fn a_channel_for_corruption_is_not_one_for_everything() {
        assert!(!is_found(|_| {}));
        assert!(is_found(|channels| channels.others.clear()));
        assert!(is_found(
            |channels| channels.others[0].kind = ChannelKind::ComplaintHotline
        ));
        assert!(is_found(|channels| {
            channels.contact.phone = Some(channels.others[0].address.clone());
        }));
        assert!(!is_found(|channels| {
            channels.others.clear();
            channels.whistle_blowing.email = Some("honest@banyang.example".to_owned());
        }));
        assert!(is_found(|channels| {
            channels.others.clear();
            channels.whistle_blowing.url = channels.website.clone();
        }));
    }

    #[test]
    fn what_is_not_known_is_not_missing() {
        let mut year = good_year();
        year.organization.as_mut().unwrap().channels = None;
        assert_eq!(places(examine, &year), []);
    }
}
