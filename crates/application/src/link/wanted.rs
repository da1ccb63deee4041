use std::collections::BTreeMap;

use prongsai_domain::id::OrganizationId;
use prongsai_domain::link_check::links_of_profile;
use prongsai_domain::organization::Organization;
use prongsai_persistence::LinkPlace;
use uuid::Uuid;

use crate::{App, Error, channel, rendition};

/// The longest address that is checked, in bytes. A visit refuses longer ones.
const URL_MAX: usize = 8_000;
/// The most places of one address that are kept.
const PLACES_MAX: usize = 50;

/// The addresses that an organization shows the public, each with the places where it stands.
#[derive(Debug, Default)]
pub(super) struct Wanted(pub(super) BTreeMap<String, Vec<LinkPlace>>);

impl Wanted {
    /// Collects the addresses of an organization: its own, those of its channels, and those in what is published.
    pub(super) async fn collect(app: &App, organization: &Organization) -> Result<Self, Error> {
        let mut wanted = Self::default();
        let (id, profile) = (organization.id, &organization.profile);
        let website = profile.website.as_deref();
        for (pointer, url) in links_of_profile(website, &profile.contact, &profile.whistle_blowing) {
            wanted.add(url, place("organization", id.get(), pointer));
        }
        for channel in channel::in_public_order(app, id).await? {
            if let Some(url) = channel.content.checked_url() {
                wanted.add(url, place("channel", channel.id.get(), "/address".to_owned()));
            }
        }
        wanted.add_published(app, id).await?;
        Ok(wanted)
    }

    async fn add_published(&mut self, app: &App, id: OrganizationId) -> Result<(), Error> {
        for year in app.store.public_years(id).await? {
            for (url, place) in rendition::public_links(app, id, year).await? {
                self.add(&url, place);
            }
        }
        Ok(())
    }

    fn add(&mut self, url: &str, place: LinkPlace) {
        if url.is_empty() || url.len() > URL_MAX {
            return;
        }
        let places = self.0.entry(url.to_owned()).or_default();
        if places.len() < PLACES_MAX && !places.contains(&place) {
            places.push(place);
        }
    }
}

fn place(kind: &str, id: Uuid, pointer: String) -> LinkPlace {
    LinkPlace {
        kind: kind.to_owned(),
        id,
        pointer,
    }
}
