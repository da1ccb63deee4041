//! `/api/v1/measures`.

mod allowed;
mod at_once;
mod create;
mod edit;
mod selection;
mod step;
