//! `/api/v1/measures`.

mod create;
mod edit;
mod step;
