//! Checks that a catalogue is complete: every reference resolves, names are unique, weights and levels are complete.

mod field;
mod item;
mod level;
mod structure;

use std::collections::BTreeSet;

use self::field::{LIST_MAX, bilingual, each, key, name, provenance, unique};
use super::model::{CalendarStep, Catalogue, Theme};
use crate::violation::{Checker, Violation};

impl Catalogue {
    /// Checks the whole catalogue and reports all field errors, each with its JSON pointer.
    pub fn validate(&self) -> Result<(), Vec<Violation>> {
        let mut checker = Checker::new();
        name("title_th", &self.title_th, &mut checker);
        name("title_en", &self.title_en, &mut checker);
        structure::check(self, &mut checker);
        item::check(self, &mut checker);
        checker.at("level_scheme", |at| level::check(&self.level_scheme, at));
        check_themes(&self.themes, &mut checker);
        check_calendar(&self.calendar, &mut checker);
        each("notes", &self.notes, LIST_MAX, &mut checker, bilingual);
        checker.finish(Some(()))
    }
}

fn check_themes(themes: &[Theme], checker: &mut Checker) {
    let mut seen = BTreeSet::new();
    each("themes", themes, LIST_MAX, checker, |theme, at| {
        key("code", &theme.code, at);
        unique("code", theme.code.clone(), &mut seen, at);
        name("name_th", &theme.name_th, at);
        name("name_en", &theme.name_en, at);
        provenance("provenance", &theme.provenance, at);
    });
}

fn check_calendar(steps: &[CalendarStep], checker: &mut Checker) {
    let mut seen = BTreeSet::new();
    each("calendar", steps, LIST_MAX, checker, |step, at| {
        key("code", &step.code, at);
        unique("code", step.code.clone(), &mut seen, at);
        name("name_th", &step.name_th, at);
        name("name_en", &step.name_en, at);
        if let Some(period) = &step.period {
            at.at("period", |at| bilingual(period, at));
        }
        if let (Some(starts), Some(ends)) = (step.starts_on, step.ends_on)
            && ends < starts
        {
            at.at("ends_on", |at| {
                at.refuse(
                    "ends-before-start",
                    "วันสิ้นสุดอยู่ก่อนวันเริ่มต้น",
                    "the step ends before it starts",
                );
            });
        }
        if step.starts_on.is_none() && step.ends_on.is_none() && step.period.is_none() {
            at.refuse("required", "ต้องระบุวันหรือช่วงเวลา", "give days, or the time in words");
        }
        provenance("provenance", &step.provenance, at);
    });
}
