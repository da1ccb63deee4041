//! `/api/v1/measures`.

mod allowed;
mod create;
mod edit;
mod step;
