use std::sync::LazyLock;

use super::definition::Rule;
use super::list::{CHECKS, EXAMINATIONS, OF_ORGANIZATION, OF_PROGRESS};
use crate::text::edit_distance;

/// Longest text for which a nearest code is looked for, in characters. No code is longer.
const CODE_MAX: usize = 60;

static ALL: LazyLock<Vec<&'static Rule>> = LazyLock::new(|| {
    let of_checks = CHECKS.iter().flat_map(|check| check.rules).copied();
    let of_doctor = EXAMINATIONS.iter().map(|examination| examination.rule);
    let all = of_checks.chain(of_doctor).chain(OF_ORGANIZATION.iter().copied());
    let mut rules: Vec<&'static Rule> = all.collect();
    rules.sort_unstable_by_key(|rule| rule.code);
    rules
});

/// Every rule, by code.
pub fn all() -> &'static [&'static Rule] {
    &ALL
}

/// Whether a rule looks at the states of documents alone, and reads no text of a draft.
pub fn is_of_progress(rule: &Rule) -> bool {
    OF_PROGRESS.iter().any(|one| one.code == rule.code)
}

/// The rule with this code.
pub fn find(code: &str) -> Option<&'static Rule> {
    let place = ALL.binary_search_by_key(&code, |rule| rule.code).ok()?;
    ALL.get(place).copied()
}

/// Whether a rule can be made binding: it speaks of documents when they are submitted, approved and published.
pub fn may_bind(rule: &Rule) -> bool {
    // They compare documents, and no decision sees more than one.
    let compares_documents = matches!(rule.code, "same-announcement-text" | "complaints-counted-twice");
    let mut of_checks = CHECKS.iter().flat_map(|check| check.rules);
    !compares_documents && of_checks.any(|one| one.code == rule.code)
}

/// The rule whose code is nearest to a misspelt one: at most a third of the characters differ. `None` if no code is near.
pub fn nearest(code: &str) -> Option<&'static Rule> {
    if code.chars().nth(CODE_MAX).is_some() {
        return None;
    }
    let dashed = |c: char| if c.is_alphanumeric() { c } else { '-' };
    let wanted: Vec<char> = code.trim().chars().flat_map(char::to_lowercase).map(dashed).collect();
    let (distance, rule) = ALL
        .iter()
        .map(|rule| {
            let chars: Vec<char> = rule.code.chars().collect();
            (edit_distance(&wanted, &chars), *rule)
        })
        .min_by_key(|(distance, _)| *distance)?;
    (distance * 3 <= wanted.len()).then_some(rule)
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};
    use std::path::{Path, PathBuf};

    use super::super::definition::Page;
    use super::*;

    fn folder(path: &str) -> PathBuf {
        Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
    }

    fn is_thai(text: &str) -> bool {
        text.chars().any(|c| ('ก'..='ฮ').contains(&c))
    }

    #[test]
    fn codes_are_kebab_case_and_used_once() {
        assert!(all().len() >= 40, "{}", all().len());
        assert!(all().windows(2).all(|pair| pair[0].code < pair[1].code));
        for rule in all() {
            let is_kebab = |c: char| c.is_ascii_lowercase() || c == '-';
            assert!(
                rule.code.chars().all(is_kebab) && rule.code.len() <= CODE_MAX,
                "{}",
                rule.code
            );
        }
    }

    #[test]
    fn every_rule_speaks_both_languages_and_states_its_source() {
        for rule in all() {
            assert!(
                is_thai(rule.title_th) && is_thai(rule.source.reference_th),
                "{}",
                rule.code
            );
            assert!(rule.title_en.is_ascii() && !rule.title_en.is_empty(), "{}", rule.code);
        }
    }

    #[test]
    fn every_rule_has_a_page() {
        for rule in all() {
            let page = Page::parse(rule.page).unwrap_or_else(|error| panic!("{}: {error}", rule.code));
            assert_eq!(page.title, rule.title_th, "{}", rule.code);
            for part in [page.title, page.what, page.why, page.how, page.example] {
                assert!(is_thai(part), "{}: {part}", rule.code);
            }
        }
    }

    #[test]
    fn every_page_has_a_rule() {
        let files = std::fs::read_dir(folder("../../docs/rules")).unwrap();
        let names = files.map(|file| file.unwrap().file_name().into_string().unwrap());
        let pages: BTreeSet<String> = names.filter(|name| name != "README.md").collect();
        let expected: BTreeSet<String> = all().iter().map(|rule| format!("{}.md", rule.code)).collect();
        assert_eq!(pages, expected);
    }

    /// Only a rule makes a doubt. A rule that is not in the list would make doubts with a code that no page explains.
    #[test]
    fn every_rule_of_the_folder_is_listed() {
        let mut written = BTreeSet::new();
        for (_, source) in sources() {
            let codes = source.split(concat!("rule", "!(")).skip(1);
            written.extend(codes.filter_map(|rest| rest.split('"').nth(1).map(str::to_owned)));
        }
        let listed: BTreeSet<String> = all().iter().map(|rule| rule.code.to_owned()).collect();
        assert_eq!(written, listed);
    }

    /// The sources of the rules without their tests, with their names.
    fn sources() -> Vec<(String, String)> {
        let mut sources = Vec::new();
        let mut folders = vec![folder("src/rule")];
        while let Some(one) = folders.pop() {
            for entry in std::fs::read_dir(one).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    folders.push(path);
                    continue;
                }
                let text = std::fs::read_to_string(&path).unwrap();
                let text = text.split("#[cfg(test)]").next().unwrap_or_default();
                let name = path.file_name().unwrap().to_string_lossy().into_owned();
                let code = text.lines().filter(|line| !line.trim_start().starts_with("//"));
                sources.push((name, code.collect::<Vec<_>>().join("\n")));
            }
        }
        sources
    }

    /// The texts of a source that are long enough for a message. Definitions of rules have titles and reasons instead.
    fn messages(source: &str) -> Vec<String> {
        let mut parts = source.split(concat!("rule", "!("));
        let first = parts.next().unwrap_or_default();
        let behind = parts.map(|part| part.split_once("\n);").map_or("", |(_, behind)| behind));
        let code: String = [first].into_iter().chain(behind).collect();
        // These quotes begin or end no literal.
        let code = code.replace("'\"'", "").replace("\\\"", "'");
        let texts = code.split('"').skip(1).step_by(2);
        let is_message = |text: &String| text.chars().count() >= 12 && text.contains(' ') && !text.starts_with('/');
        let joined = texts.map(|text| text.split_whitespace().collect::<Vec<_>>().join(" "));
        joined.filter(is_message).collect()
    }

    #[test]
    fn no_two_rules_have_the_same_message() {
        let mut places: BTreeMap<String, String> = BTreeMap::new();
        let (mut wrong, mut thai) = (Vec::new(), 0);
        for (name, source) in sources() {
            for message in messages(&source) {
                thai += usize::from(is_thai(&message));
                if let Some(other) = places.insert(message.clone(), name.clone()) {
                    wrong.push(format!("{name} and {other}: {message}"));
                }
            }
        }
        assert_eq!(wrong, [""; 0]);
        assert!(
            thai > all().len() && places.len() > 2 * all().len(),
            "{thai} {}",
            places.len()
        );
        let th: BTreeSet<&str> = all().iter().map(|rule| rule.title_th).collect();
        let en: BTreeSet<&str> = all().iter().map(|rule| rule.title_en).collect();
        assert_eq!((th.len(), en.len()), (all().len(), all().len()));
    }

    /// A rule is named where its message is written. A rule that is chosen elsewhere would share the message with another rule.
    #[test]
    fn a_message_belongs_to_the_rule_that_it_is_written_for() {
        let mut chosen = Vec::new();
        for (name, source) in sources() {
            let pieces: Vec<&str> = source.split(".doubt(").collect();
            let (_, receivers) = pieces.split_last().unwrap();
            let is_chosen = |text: &&str| {
                let mut words = text.trim_end().rsplit(|c: char| c != '_' && !c.is_alphanumeric());
                words.next().is_some_and(|word| word.chars().any(char::is_lowercase))
            };
            if receivers.iter().any(is_chosen) {
                chosen.push(name);
            }
        }
        chosen.sort();
        // They choose the rule together with the message.
        assert_eq!(chosen, ["local_code.rs", "scores_disagree.rs"]);
    }

    #[test]
    fn rules_are_found_by_their_code() {
        for rule in all() {
            assert_eq!(find(rule.code), Some(*rule));
        }
        assert_eq!(find("same-guidelines"), None);
    }

    #[test]
    fn a_misspelt_code_has_a_nearest_one() {
        for (written, meant) in [
            ("same-guidelines", Some("same-guideline")),
            ("Same_Guideline", Some("same-guideline")),
            (" same steps", Some("same-steps")),
            ("no-score", Some("no-scores")),
            ("", None),
            ("x", None),
            ("something-else-entirely", None),
        ] {
            assert_eq!(nearest(written).map(|rule| rule.code), meant, "{written}");
        }
        assert_eq!(nearest(&"a".repeat(1_000_000)), None);
    }
}
