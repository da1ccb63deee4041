use prongsai_application::session::second_factor::Enrolment;
use secrecy::{ExposeSecret as _, SecretString};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// The beginning of an enrolment.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct EnrolSecondFactor {
    /// The present password.
    #[schema(format = Password, example = "ช้างสามเชือกกลางทุ่งนา")]
    pub(super) current_password: String,
}

/// A code of the second factor.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ProveSecondFactor {
    /// The six digits of the authenticator, or a recovery code.
    #[schema(format = Password, example = "081804")]
    pub(super) code: String,
}

/// The removal of one's own second factor.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct RemoveSecondFactor {
    /// The present password.
    #[schema(format = Password, example = "ช้างสามเชือกกลางทุ่งนา")]
    pub(super) current_password: String,
    /// The six digits of the authenticator, or a recovery code.
    #[schema(format = Password, example = "081804")]
    pub(super) code: String,
}

/// What the person's authenticator has to know. It is shown only here.
#[derive(Serialize, ToSchema)]
pub(crate) struct EnrolmentView {
    /// The secret in base32, to be typed.
    #[schema(format = Password, example = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ")]
    secret: String,
    /// The same as an address, for authenticators on the same device.
    #[schema(format = Password, example = "otpauth://totp/Prongsai:somchai.r?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Prongsai")]
    otpauth_url: String,
    /// The address as a QR code: an SVG document.
    #[schema(format = Password, example = "<svg xmlns=\"http://www.w3.org/2000/svg\"/>")]
    qr_svg: String,
}

/// Recovery codes. They are shown only here.
#[derive(Serialize, ToSchema)]
pub(crate) struct RecoveryCodesView {
    /// Ten codes. Each can be used once instead of a code of the authenticator.
    #[schema(example = json!(["MFRG-GZDF-MZTW-Q2LK-NNWG-23TP"]))]
    recovery_codes: Vec<String>,
}

/// The second factor was proved.
#[derive(Serialize, ToSchema)]
pub(crate) struct StepUpView {
    /// Until when it is fresh, in UTC.
    #[schema(format = DateTime)]
    pub(super) fresh_until: String,
}

impl From<Enrolment> for EnrolmentView {
    fn from(enrolment: Enrolment) -> Self {
        Self {
            secret: enrolment.secret.expose_secret().to_owned(),
            otpauth_url: enrolment.url.expose_secret().to_owned(),
            qr_svg: enrolment.qr_svg.expose_secret().to_owned(),
        }
    }
}

impl From<Vec<SecretString>> for RecoveryCodesView {
    fn from(codes: Vec<SecretString>) -> Self {
        Self {
            recovery_codes: codes.iter().map(|code| code.expose_secret().to_owned()).collect(),
        }
    }
}
