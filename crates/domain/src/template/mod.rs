//! Templates of measures: what an organization, a province or the platform keeps for others to begin with.

mod content;
mod input;
mod suggest;

pub use content::{MeasureTemplate, OwnerScope, TemplateStep};
pub use input::{MeasureTemplateInput, TemplateStepInput};
pub use suggest::{Need, Suggestion, suggest};
