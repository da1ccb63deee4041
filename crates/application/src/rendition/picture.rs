use prongsai_persistence::StoredLogo;

use super::issuer::IssuerSnapshot;
use super::logo::LOGO_BYTES_MAX;
use crate::blob::load_small;
use crate::{App, Error};

/// The bytes of a logo. They are those that were stored: the blob store compares their hash.
///
/// # Errors
/// [`Error::Unavailable`] if the blob store fails, [`Error::Internal`] if the logo is lost.
pub(super) async fn load_logo(app: &App, logo: Option<&StoredLogo>) -> Result<Option<Vec<u8>>, Error> {
    match logo {
        None => Ok(None),
        Some(StoredLogo::Row(bytes)) => Ok(Some(bytes.clone())),
        Some(StoredLogo::Blob(sha256)) => {
            let bytes = load_small(app, sha256, LOGO_BYTES_MAX as u64).await?;
            Ok(Some(bytes.to_vec()))
        }
    }
}

/// Loads the logo that an issuer snapshot names, for the renderer.
///
/// # Errors
/// As [`load_logo`].
pub(super) async fn with_picture(app: &App, mut issuer: IssuerSnapshot) -> Result<IssuerSnapshot, Error> {
    issuer.template.logo_png = load_logo(app, issuer.logo.as_ref()).await?;
    Ok(issuer)
}
