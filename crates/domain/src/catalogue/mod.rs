//! The catalogue of an assessment programme for one fiscal year: its instruments and their weights, indicators,
//! sub-indicators, OIT items, level scheme and calendar, each fact with its provenance.
//!
//! All data that changes from year to year is in the catalogue, never in code: an item is named by its concept
//! ([`OitItem::concept`]), never by its number.

mod code;
mod hundredths;
mod item;
mod level;
mod lookup;
mod model;
mod provenance;
mod scoring;
mod validate;

pub use code::{CatalogueCodeError, IndicatorCode, InstrumentCode, ProgrammeCode};
pub use hundredths::{Score, Weight};
pub use item::{CoveredExtent, CoveredPeriod, OitItem};
pub use level::{Level, LevelBasis, LevelScheme, Scores};
pub use model::{CalendarStep, Catalogue, Indicator, Instrument, InstrumentPart, SubIndicator, Theme};
pub use provenance::{Bilingual, Provenance, Standing};
