//! `/api/v1/measures`.

mod allowed;
mod create;
mod edit;
mod selection;
mod step;
