use prongsai_domain::named::Named;
use prongsai_domain::text::{edit_distance, fold};
use prongsai_domain::violation::Checker;

/// Choices are looked up in at most this many entries of a list. The domain accepts fewer (`STEPS_MAX`, `FINDINGS_MAX`,
/// `COVERS_MAX`) and refuses a longer list, so the entries that are left out decide nothing.
pub(crate) const NAMES_MAX: usize = 100;

/// An optional text of a bundle. A text without visible characters counts as absent.
pub(crate) fn non_empty(text: Option<&String>) -> Option<String> {
    text.filter(|text| !fold(text).is_empty()).cloned()
}

/// Looks up a choice by its name; field errors are at the current place.
pub(crate) fn choose<T: Named>(raw: &str, checker: &mut Checker) -> Option<T> {
    let found = T::with_name(raw);
    if found.is_none() {
        let names: Vec<&str> = T::all().iter().map(|value| value.name()).collect();
        let listed = names.join(", ");
        checker.refuse_with(
            "unknown-value",
            format!("ไม่มีค่านี้ ใช้ได้: {listed}"),
            format!("no such value; use {listed}"),
            closest(raw, names.into_iter()).map(str::to_owned),
        );
    }
    found
}

/// Looks up an optional choice at a field; the outer `None` means that it was refused.
#[expect(
    clippy::option_option,
    reason = "refused, absent and present are three different answers"
)]
pub(crate) fn choose_optional<T: Named>(field: &str, raw: Option<&String>, checker: &mut Checker) -> Option<Option<T>> {
    match non_empty(raw) {
        Some(raw) => checker.at(field, |at| choose(&raw, at)).map(Some),
        None => Some(None),
    }
}

/// The minimum length of a text that is compared with the beginning of a name, in characters.
const PREFIX_MIN: usize = 3;
/// Only this many characters of a text are compared. Every name is shorter, and a comparison with a long text takes long.
const COMPARED_MAX: usize = 100;
/// Only this many characters of a text are folded before the comparison. They are more than [`COMPARED_MAX`], because a
/// folded text may be shorter.
const FOLDED_MAX: usize = 1_000;

/// The name that is closest to a text: the one with the fewest letters to change. A name counts only if fewer than half
/// of the letters change, or if it begins with the text.
pub(crate) fn closest<'a>(written: &str, names: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let beginning: String = written.chars().take(FOLDED_MAX).collect();
    let wanted: Vec<char> = fold(&beginning)
        .chars()
        .filter(|c| c.is_alphanumeric())
        .take(COMPARED_MAX)
        .collect();
    let distance = |name: &str| {
        let name: Vec<char> = fold(name).chars().filter(|c| c.is_alphanumeric()).collect();
        let distance = edit_distance(&wanted, &name);
        let is_prefix = wanted.len() >= PREFIX_MIN && name.starts_with(&wanted);
        (is_prefix || distance * 2 < name.len().max(wanted.len())).then_some(distance)
    };
    names
        .filter_map(|name| Some((distance(name)?, name)))
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, name)| name)
}

#[cfg(test)]
mod tests {
    use prongsai_domain::measure::Cadence;

    use super::*;

    #[test]
    fn the_closest_name_is_suggested_and_nothing_far_away() {
        let names = ["survey_invitation", "no_gift_policy", "general"];
        assert_eq!(
            closest("surveyInvitation", names.into_iter()),
            Some("survey_invitation")
        );
        assert_eq!(closest("no-gift", names.into_iter()), Some("no_gift_policy"));
        assert_eq!(closest("budget", names.into_iter()), None);
        assert_eq!(
            closest("พรรณานิคน", ["พรรณานิคม", "วานรนิวาส"].into_iter()),
            Some("พรรณานิคม")
        );
    }

    #[test]
    fn an_empty_choice_is_none() {
        let mut checker = Checker::new();
        assert_eq!(
            choose_optional("x", Some(&" ".to_owned()), &mut checker),
            Some(None::<Cadence>)
        );
        assert_eq!(
            choose_optional("x", Some(&"weekly".to_owned()), &mut checker),
            Some(Some(Cadence::Weekly))
        );
        assert_eq!(checker.count(), 0);
        assert_eq!(
            choose_optional::<Cadence>("x", Some(&"weakly".to_owned()), &mut checker),
            None
        );
        assert_eq!(checker.finish(Some(())).unwrap_err()[0].pointer, "/x");
    }
}
