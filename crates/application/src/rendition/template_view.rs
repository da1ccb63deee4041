use jiff::Timestamp;
use prongsai_domain::id::UserId;
use prongsai_persistence::{RenditionTemplate, StoredLogo, TemplateState};
use prongsai_rendering::rendition::Template;

use super::issuer::template_of;
use super::picture::load_logo;
use crate::{App, Error};

/// The rendition template of an organization.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TemplateView {
    /// Counts the changes; 0 if nobody ever proposed a template.
    pub revision: i64,
    /// The template in force.
    pub template: Template,
    /// The template that is proposed.
    pub proposed: Option<ProposalView>,
}

/// A rendition template that one person proposed and nobody accepted yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProposalView {
    /// The template.
    pub template: Template,
    /// The person who proposed it.
    pub by: UserId,
    /// When, in UTC.
    pub at: Timestamp,
}

/// The logos of a template and of its proposal. They are loaded outside of transactions. One that is lost is `None`, so that it
/// can be replaced.
#[derive(Clone, Debug, Default)]
pub(super) struct Pictures(Vec<(StoredLogo, Option<Vec<u8>>)>);

impl Pictures {
    pub(super) async fn load(app: &App, state: &TemplateState) -> Result<Self, Error> {
        let proposed = state.proposed.as_ref().map(|proposed| &proposed.template);
        let mut pictures = Vec::new();
        for template in [Some(&state.in_force), proposed].into_iter().flatten() {
            let Some(logo) = &template.logo else { continue };
            let png = match load_logo(app, Some(logo)).await {
                Err(Error::Internal(_)) => None,
                loaded => loaded?,
            };
            pictures.push((logo.clone(), png));
        }
        Ok(Self(pictures))
    }

    /// The template with its logo.
    ///
    /// # Errors
    /// [`Error::Clash`] if the template was changed after the pictures were loaded.
    fn of(&self, stored: RenditionTemplate) -> Result<Template, Error> {
        let logo_png = match &stored.logo {
            None => None,
            Some(logo) => {
                let found = self.0.iter().find(|(known, _)| known == logo);
                let (_, png) = found.ok_or_else(|| Error::Clash("the template has another logo now".to_owned()))?;
                png.clone()
            }
        };
        Ok(Template {
            logo_png,
            ..template_of(stored)
        })
    }

    /// The template and its proposal with their logos.
    ///
    /// # Errors
    /// [`Error::Clash`] if the template was changed after the pictures were loaded.
    pub(super) fn view(&self, state: TemplateState) -> Result<TemplateView, Error> {
        let revision = state.in_force.revision;
        let proposed = match state.proposed {
            None => None,
            Some(proposed) => Some(ProposalView {
                template: self.of(proposed.template)?,
                by: proposed.by,
                at: proposed.at,
            }),
        };
        Ok(TemplateView {
            revision,
            template: self.of(state.in_force)?,
            proposed,
        })
    }
}
