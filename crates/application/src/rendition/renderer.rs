use prongsai_domain::id::OrganizationId;
use prongsai_renderer_pool::{Audience, Failure, Place, Pool, PoolError};
use prongsai_rendering::pdf::RenderError;

use super::formats;
use super::options::RenditionOptions;
use crate::Error;

/// The turn of a rendition for people of an organization.
pub(super) fn for_organization(organization: OrganizationId) -> Place {
    Place {
        audience: Audience::Organization,
        organization: organization.get(),
    }
}

/// The turn of a rendition for the public.
pub(super) fn for_public(organization: OrganizationId) -> Place {
    Place {
        audience: Audience::Public,
        organization: organization.get(),
    }
}

/// The names of the font files that PDFs are made with. Starts a renderer, and ends it.
///
/// # Errors
/// [`Error::RendererNotReady`] if the program is missing, [`Error::NoThaiFont`] when no font with Thai letters is found,
/// [`Error::Internal`] when a font cannot be read.
pub async fn font_files(options: &RenditionOptions) -> Result<Vec<String>, Error> {
    let pool = Pool::new(options.pool());
    let nobody = Place {
        audience: Audience::Organization,
        organization: uuid::Uuid::nil(),
    };
    let identity = pool.identity(nobody).await;
    pool.stop().await;
    let identity = identity.map_err(refused_by_pool)?;
    Ok(identity.fonts.iter().map(|file| file.name.clone()).collect())
}

/// The error of a use case for an error of the renderers.
pub(super) fn refused_by_pool(error: PoolError) -> Error {
    match error {
        PoolError::NotReady(reason) | PoolError::Refused(RenderError::Job(reason)) => Error::RendererNotReady(reason),
        PoolError::Full => Error::Busy,
        PoolError::Refused(error) => formats::refused(&error),
        PoolError::Failed(failure) => Error::RendererFailed {
            why: failure.to_string(),
            retry_after_seconds: match failure {
                // An input that failed twice is not tried for an hour.
                Failure::Again => 3_600,
                Failure::Deadline | Failure::Processor | Failure::Memory | Failure::Crashed => 30,
            },
        },
        PoolError::Stopped => Error::Unavailable("the server stops".to_owned()),
    }
}
