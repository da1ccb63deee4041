//! The doctor: what is missing, late or contradictory in the years of organizations.

mod counts;
mod examination;
mod examine;
mod load;
mod province;

pub use counts::IssueCounts;
pub use examination::{Examination, ExaminedThing, ThingKind};
pub use examine::{examine, examine_organizations, present_year};
pub use province::{OrganizationCounts, count_issues};
