//! Measures that are called by the name of an indicator.

use crate::doubt::Doubt;
use crate::review::copies::have_same_consonants;
use crate::review::year::ReviewedYear;
use crate::text::fold;

use super::definition::{Due, Rule, rule};

pub(crate) static RULE: Rule = rule!(
    "title-is-indicator",
    Info,
    "ชื่อมาตรการเป็นชื่อตัวชี้วัด",
    "The title of a measure is the name of an indicator",
    common_sense("ชื่อมาตรการควรบอกสิ่งที่จะทำ"),
    Drafter,
    Due::OitCloses,
);

/// Finds measures whose title is the name of an indicator.
pub(crate) fn check(year: &ReviewedYear, doubts: &mut Vec<Doubt>) {
    for (index, measure, _) in year.measures() {
        let title = &measure.title;
        let is_title = |name: &str| have_same_consonants(name, title) && fold(name) == fold(title);
        let Some((code, name)) = year.indicator_names.iter().find(|(_, name)| is_title(name)) else {
            continue;
        };
        doubts.push(RULE.doubt(
            format!("/measures/{index}/title"),
            format!("ชื่อมาตรการเป็นชื่อตัวชี้วัด {code} {name} ควรตั้งชื่อที่บอกสิ่งที่จะทำ"),
            format!("the title is the name of indicator {code}; state what the measure does"),
        ));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::review::samples::{good_year, pointers};

    #[test]
    fn a_title_of_its_own_says_what_is_done() {
        let mut year = good_year();
        assert_eq!(pointers(check, &year), [""; 0]);
        year.measures[1].0.title = "ประสิทธิภาพ การสื่อสาร".to_owned();
        assert_eq!(pointers(check, &year), ["/measures/1/title"]);
        year.measures[1].0.title = "เพิ่มประสิทธิภาพการสื่อสาร".to_owned();
        assert_eq!(pointers(check, &year), [""; 0]);
    }
}
