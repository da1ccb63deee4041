//! An activity (กิจกรรม): something that was held for a step of a measure, on which days, where, with how many people.

use serde::{Deserialize, Serialize};

use crate::calendar::{FiscalYear, Period};
use crate::evidence::{Evidence, EvidenceInput, check_evidence, sent};
use crate::file::FindFile;
use crate::measure::{Measure, TEXT_MAX, UNPLANNED};
use crate::result::{Answers, check_step};
use crate::violation::Checker;

// The request bodies in `http` repeat the limits of this file for the OpenAPI document.

/// The maximum length of the name of a place, in characters.
const PLACE_MAX: usize = 300;
/// The maximum number of participants. A larger number is most likely a typing mistake.
const PARTICIPANTS_MAX: u32 = 1_000_000;

/// What was held for a measure, on a day or on several days.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Activity {
    /// The planned step for which it was held.
    pub serves: Serves,
    /// วันที่ดำเนินกิจกรรม: one day, or a span of days.
    pub held: Period,
    /// สถานที่.
    pub place: Option<String>,
    /// จำนวนผู้เข้าร่วม.
    pub participants: Option<u32>,
    /// รายละเอียดกิจกรรม: what was done.
    pub text: String,
    /// หลักฐาน: links and files.
    pub evidence: Vec<Evidence>,
}

/// The planned step for which an activity was held.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Serves {
    /// The activity was not planned.
    Unplanned,
    /// The step with this key.
    Step(String),
}

/// An activity as sent, not yet checked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ActivityInput {
    /// A step's key, or the word `unplanned`.
    pub step: String,
    /// A day or a span of days in any written form. One that states no year belongs to the fiscal year of the measure.
    pub held: String,
    /// See [`Activity::place`].
    pub place: Option<String>,
    /// See [`Activity::participants`].
    pub participants: Option<u32>,
    /// See [`Activity::text`].
    pub text: String,
    /// See [`Activity::evidence`].
    pub evidence: Vec<EvidenceInput>,
}

impl ActivityInput {
    /// Checks all fields against the measure of the activity, which is one of `fiscal_year`, and collects the field errors.
    /// `find` looks for the files.
    pub fn check(
        self,
        measure: &Measure,
        fiscal_year: FiscalYear,
        find: FindFile<'_>,
        checker: &mut Checker,
    ) -> Option<Activity> {
        let serves = check_serves(self.step, measure, checker);
        let held = check_held(&self.held, fiscal_year, checker);
        let place = checker.optional_line("place", self.place.as_deref(), PLACE_MAX);
        let are_too_many = refuse_too_many(self.participants, checker);
        let text = checker.lines("text", &self.text, TEXT_MAX);
        let evidence = check_evidence(self.evidence, find, checker);
        if are_too_many {
            return None;
        }
        Some(Activity {
            serves: serves?,
            held: held?,
            place: place?,
            participants: self.participants,
            text: text?,
            evidence: evidence?,
        })
    }
}

impl From<Activity> for ActivityInput {
    fn from(activity: Activity) -> Self {
        Self {
            step: activity.serves.written().to_owned(),
            held: activity.held.iso(),
            place: activity.place,
            participants: activity.participants,
            text: activity.text,
            evidence: sent(activity.evidence),
        }
    }
}

impl Serves {
    /// The JSON form: a step's key, or `unplanned`.
    pub fn written(&self) -> &str {
        self.step().unwrap_or(UNPLANNED)
    }

    /// The key of the step; `None` if the activity was not planned.
    pub fn step(&self) -> Option<&str> {
        match self {
            Self::Unplanned => None,
            Self::Step(key) => Some(key),
        }
    }
}

/// An activity shows a step as a result answers it.
impl From<&Serves> for Answers {
    fn from(serves: &Serves) -> Self {
        match serves {
            Serves::Unplanned => Self::Unplanned,
            Serves::Step(key) => Self::Step(key.clone()),
        }
    }
}

fn check_serves(raw: String, measure: &Measure, checker: &mut Checker) -> Option<Serves> {
    if raw == UNPLANNED {
        Some(Serves::Unplanned)
    } else {
        check_step(raw, measure, checker).map(Serves::Step)
    }
}

/// Reads the days of an activity. A month is no answer: whether the work was done every month or every week is counted by days.
fn check_held(raw: &str, fiscal_year: FiscalYear, checker: &mut Checker) -> Option<Period> {
    let held = checker.period_in("held", raw, Some(fiscal_year))?;
    if !held.is_by_day() {
        checker.at("held", |at| {
            at.refuse(
                "day-missing",
                "ระบุวันที่ดำเนินกิจกรรม เช่น 12 มีนาคม 2566 ไม่ใช่เฉพาะเดือน",
                "state the days of the activity, such as 12 March 2566, not only the month",
            );
        });
        return None;
    }
    Some(held)
}

fn refuse_too_many(participants: Option<u32>, checker: &mut Checker) -> bool {
    let are_too_many = participants.is_some_and(|count| count > PARTICIPANTS_MAX);
    if are_too_many {
        checker.at("participants", |at| {
            at.refuse(
                "number-too-large",
                format!("จำนวนผู้เข้าร่วมต้องไม่เกิน {PARTICIPANTS_MAX} คน"),
                format!("participants are at most {PARTICIPANTS_MAX}"),
            );
        });
    }
    are_too_many
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;
    use crate::review::samples::good_year;

    fn input() -> ActivityInput {
        ActivityInput {
            step: "step-2".to_owned(),
            held: "12-13 มี.ค. 2566".to_owned(),
            place: Some("ศาลาประชาคม หมู่ที่ 4".to_owned()),
            participants: Some(42),
            text: "ออกพบชุมชนและแจกแผ่นพับ".to_owned(),
            evidence: vec![EvidenceInput {
                url: Some("https://example.go.th/photos".to_owned()),
                ..EvidenceInput::default()
            }],
        }
    }

    fn checked(input: ActivityInput) -> Result<Activity, Vec<(String, String)>> {
        let year = good_year();
        let mut checker = Checker::new();
        let found = input.check(&year.measures[0].0, year.fiscal_year, &|_| None, &mut checker);
        checker.finish(found).map_err(|violations| {
            let places = violations.into_iter().map(|one| (one.pointer, one.code));
            places.collect()
        })
    }

    #[test]
    fn an_activity_keeps_what_was_sent() {
        let activity = checked(input()).unwrap();
        assert_eq!(activity.held.iso(), "2023-03-12/2023-03-13");
        assert_eq!(activity.serves, Serves::Step("step-2".to_owned()));
        let again = checked(ActivityInput::from(activity.clone()));
        assert_eq!(again, Ok(activity));
    }

    #[test]
    fn a_day_without_a_year_belongs_to_the_fiscal_year() {
        let held = |text: &str| {
            checked(ActivityInput {
                held: text.to_owned(),
                ..input()
            })
            .map(|activity| activity.held.iso())
        };
        assert_eq!(held("5 พ.ย."), Ok("2022-11-05".to_owned()));
        assert_eq!(held("5 มี.ค."), Ok("2023-03-05".to_owned()));
    }

    #[test]
    fn work_that_was_not_planned_says_so() {
        let activity = checked(ActivityInput {
            step: UNPLANNED.to_owned(),
            ..input()
        });
        assert_eq!(activity.unwrap().serves, Serves::Unplanned);
    }

    #[rstest]
    #[case(ActivityInput { step: "step-3".to_owned(), ..input() }, "/step", "unknown-step")]
    #[case(ActivityInput { step: String::new(), ..input() }, "/step", "unknown-step")]
    #[case(ActivityInput { held: "มี.ค. 2566".to_owned(), ..input() }, "/held", "day-missing")]
    #[case(ActivityInput { held: "ไตรมาส 2".to_owned(), ..input() }, "/held", "day-missing")]
    #[case(ActivityInput { participants: Some(1_000_001), ..input() }, "/participants", "number-too-large")]
    #[case(ActivityInput { text: " ".to_owned(), ..input() }, "/text", "text-empty")]
    #[case(ActivityInput { evidence: vec![EvidenceInput::default()], ..input() }, "/evidence/0/url", "required")]
    fn what_is_refused_names_its_place(#[case] input: ActivityInput, #[case] pointer: &str, #[case] code: &str) {
        assert_eq!(checked(input), Err(vec![(pointer.to_owned(), code.to_owned())]));
    }
}
