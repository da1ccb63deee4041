use std::path::PathBuf;

use clap::Args;
use clap::builder::{OsStringValueParser, TypedValueParser as _};

/// The configuration of token secrets.
#[derive(Args, Clone, Debug)]
pub(crate) struct TokenSecretConfig {
    /// File with the secret that signs access tokens, 32 bytes or more; required with DATABASE_URL, otherwise made in
    /// the data folder
    #[arg(
        long,
        env = "PRONGSAI_JWT_SECRET_FILE",
        value_parser = OsStringValueParser::new().map(PathBuf::from),
        global = true,
        value_name = "FILE"
    )]
    pub(crate) jwt_secret_file: Option<PathBuf>,

    /// Files with further secrets whose tokens are accepted, separated by commas: the next one and the one before, while
    /// a new secret replaces an old one
    #[arg(
        long,
        env = "PRONGSAI_JWT_ACCEPTED_SECRET_FILES",
        value_delimiter = ',',
        value_parser = OsStringValueParser::new().map(PathBuf::from),
        global = true,
        value_name = "FILES"
    )]
    pub(crate) jwt_accepted_secret_files: Vec<PathBuf>,
}
