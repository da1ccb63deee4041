//! The activities for measures. The text of an activity is content: each change is a new version.

mod read;
mod write;

pub use read::StoredActivity;
