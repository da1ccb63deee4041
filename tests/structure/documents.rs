//! What the documents about security name exists, and what they count is what they list.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// The documents whose paths are checked.
const DOCUMENTS: [&str; 3] = ["docs/asvs.md", "docs/protection.md", "docs/security.md"];
/// The folders of the repository. A text between backticks that begins with one of them is a path.
const FOLDERS: [&str; 9] = [
    "crates",
    "deploy",
    "docs",
    "examples",
    "migrations",
    "openapi",
    "reference",
    "scripts",
    "tests",
];
/// The requirements of ASVS 5.0.0 of level 1 and of level 2.
const REQUIREMENTS: [(&str, usize); 2] = [("1", 70), ("2", 183)];
/// The states of a requirement, as they stand in a row of the tables.
const STATES: [&str; 4] = ["met", "operator", "not met", "no"];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap()
}

fn read(document: &str) -> String {
    std::fs::read_to_string(root().join(document)).unwrap()
}

/// The texts between backticks, outside of code blocks.
fn quoted(text: &str) -> Vec<&str> {
    text.split("```")
        .step_by(2)
        .flat_map(|prose| prose.split('`').skip(1).step_by(2))
        .collect()
}

/// The paths that a text names, from the root of the repository.
fn paths(text: &str) -> Vec<&str> {
    let is_path = |word: &&str| {
        let folder = word.split('/').next().unwrap_or_default();
        word.contains('/') && FOLDERS.contains(&folder) && !word.contains(char::is_whitespace)
    };
    quoted(text).into_iter().filter(is_path).collect()
}

/// The targets of links within the repository, without the headings.
fn links(text: &str) -> Vec<&str> {
    let targets = text.split("](").skip(1).filter_map(|rest| rest.split(')').next());
    targets
        .filter(|target| !target.contains("://"))
        .filter_map(|target| target.split('#').next())
        .filter(|target| !target.is_empty())
        .collect()
}

/// Whether a path exists, or is the module of tests in a file or folder of that name.
fn exists(path: &Path) -> bool {
    path.exists() || PathBuf::from(format!("{}.rs", path.display())).is_file()
}

#[test]
fn what_the_documents_about_security_name_exists() {
    let mut missing = Vec::new();
    for document in DOCUMENTS {
        let text = read(document);
        let named = paths(&text);
        assert!(named.len() > 10, "{document}: {named:?}");
        let folder = root().join(document).parent().unwrap().to_owned();
        let named = named.into_iter().map(|path| (path, root().join(path)));
        let linked = links(&text).into_iter().map(|target| (target, folder.join(target)));
        let gone = named.chain(linked).filter(|(_, path)| !exists(path));
        missing.extend(gone.map(|(name, _)| format!("{document}: {name}")));
        // A name without its folder cannot be checked.
        let bare = quoted(&text).into_iter().filter(|word| {
            !word.contains('/') && Path::new(word).extension().is_some_and(|extension| extension == "rs")
        });
        missing.extend(bare.map(|name| format!("{document}: {name} without its folder")));
    }
    assert!(missing.is_empty(), "{missing:#?}");
}

/// One line of the tables: requirements that have one state for one reason.
struct Row {
    numbers: Vec<String>,
    level: String,
    state: String,
    shown_by: String,
}

/// The rows of the tables of requirements.
fn rows(text: &str) -> Vec<Row> {
    let cells = text.lines().filter(|line| line.starts_with("| V")).map(|line| {
        let cells: Vec<&str> = line.trim_matches('|').split('|').map(str::trim).collect();
        let [numbers, level, _, state, shown_by] = cells[..] else {
            panic!("five cells: {line}")
        };
        Row {
            numbers: numbers.split(',').map(|number| number.trim().to_owned()).collect(),
            level: level.to_owned(),
            state: state.to_owned(),
            shown_by: shown_by.to_owned(),
        }
    });
    cells.collect()
}

/// The number of requirements in each state, of a level or of both.
fn counted(rows: &[Row], level: Option<&str>) -> BTreeMap<String, usize> {
    let mut counts = BTreeMap::new();
    for row in rows.iter().filter(|row| level.is_none_or(|level| level == row.level)) {
        *counts.entry(row.state.clone()).or_default() += row.numbers.len();
    }
    counts
}

#[test]
fn each_requirement_of_asvs_is_listed_once_with_what_shows_it() {
    let text = read("docs/asvs.md");
    let rows = rows(&text);
    let mut seen = BTreeSet::new();
    for number in rows.iter().flat_map(|row| &row.numbers) {
        assert!(seen.insert(number), "{number} is listed twice");
        let parts: Vec<&str> = number.trim_start_matches('V').split('.').collect();
        let is_number = parts.len() == 3 && parts.iter().all(|part| part.parse::<u32>().is_ok());
        assert!(is_number, "{number}");
    }
    for (level, expected) in REQUIREMENTS {
        assert_eq!(
            counted(&rows, Some(level)).values().sum::<usize>(),
            expected,
            "level {level}"
        );
    }
    for row in &rows {
        assert!(STATES.contains(&row.state.as_str()), "{:?}: {}", row.numbers, row.state);
        let is_shown = match row.state.as_str() {
            "met" => !paths(&row.shown_by).is_empty() || !links(&row.shown_by).is_empty(),
            _ => !row.shown_by.is_empty(),
        };
        assert!(is_shown, "{:?} has nothing that shows it", row.numbers);
    }
}

#[test]
fn the_documents_count_the_requirements_of_asvs_as_they_list_them() {
    let rows = rows(&read("docs/asvs.md"));
    let line = |level: Option<&str>| {
        let counts = counted(&rows, level);
        let count = |state: &str| counts.get(state).copied().unwrap_or_default();
        let [met, operator, unmet, no] = STATES.map(count);
        let apply = met + operator + unmet;
        format!("| {apply} | {met} | {operator} | {unmet} | {no} |")
    };
    for document in ["docs/asvs.md", "docs/security.md"] {
        let text = read(document);
        for (name, level) in [("level 1", Some("1")), ("level 2", Some("2")), ("both", None)] {
            let expected = format!("| {name} {}", line(level));
            assert!(text.contains(&expected), "{document} lacks: {expected}");
        }
    }
    // The summary names what is not met.
    let security = read("docs/security.md");
    for number in rows
        .iter()
        .filter(|row| row.state == "not met")
        .flat_map(|row| &row.numbers)
    {
        assert!(
            security.contains(&format!("| {number} |")),
            "docs/security.md lacks {number}"
        );
    }
}

/// docs/protection.md says so: nothing is taken from another place, such as a branch of a repository.
#[test]
fn all_components_come_from_one_registry() {
    let lock = read("Cargo.lock");
    let sources: Vec<&str> = lock.lines().filter(|line| line.starts_with("source = ")).collect();
    assert!(sources.len() > 100, "{}", sources.len());
    for source in sources {
        assert_eq!(
            source,
            "source = \"registry+https://github.com/rust-lang/crates.io-index\""
        );
    }
}

#[test]
fn a_path_is_found_and_a_word_is_not() {
    let text = "`tests/a.rs`, `prongsai key rotate`, `/health/live`, `docs/b c`\n```sh\n`crates/x`\n```\n[b](b.md#part) [w](https://example.go.th)";
    assert_eq!(paths(text), ["tests/a.rs"]);
    assert_eq!(links(text), ["b.md"]);
}
