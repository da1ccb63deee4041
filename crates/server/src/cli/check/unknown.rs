use std::collections::BTreeSet;
use std::env;

use clap::Command;

use super::report::Report;

const PREFIX: &str = "PRONGSAI_";
/// How similar a name must be to be the one that was meant: 0 to 1.
const SIMILAR: f64 = 0.6;

/// Warns of variables of the environment that look like settings of the program and are not. Their values are not shown.
/// `program` is the description of its arguments, which names the variables.
pub(super) fn check(program: &Command, report: &mut Report) {
    let present = env::vars_os().filter_map(|(name, _)| name.into_string().ok());
    tell(present, &known(program), report);
}

/// The variables that the program reads.
fn known(program: &Command) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    collect(program, &mut found);
    found
}

fn collect(command: &Command, found: &mut BTreeSet<String>) {
    let variables = command.get_arguments().filter_map(clap::Arg::get_env);
    found.extend(variables.map(|variable| variable.to_string_lossy().into_owned()));
    for subcommand in command.get_subcommands() {
        collect(subcommand, found);
    }
}

fn tell(present: impl Iterator<Item = String>, known: &BTreeSet<String>, report: &mut Report) {
    let looks_like_ours = |name: &String| name.to_ascii_uppercase().starts_with(PREFIX);
    let unknown: BTreeSet<String> = present
        .filter(|name| looks_like_ours(name) && !known.contains(name))
        .collect();
    for name in unknown {
        let text = match meant(&name, known) {
            Some(meant) => format!("is not a setting and has no effect; {meant} was probably meant"),
            None => "is not a setting and has no effect; prongsai serve --help lists them".to_owned(),
        };
        report.warning(&name, text);
    }
}

/// The setting whose name is most similar, if one is similar enough.
fn meant<'a>(name: &str, known: &'a BTreeSet<String>) -> Option<&'a str> {
    let name = stem(&name.to_ascii_uppercase()).to_owned();
    let scored = known.iter().map(|known| (similarity(&name, stem(known)), known));
    let best = scored.max_by(|(one, _), (other, _)| one.total_cmp(other))?;
    (best.0 >= SIMILAR).then_some(best.1)
}

/// A name without what all names begin with, so that it does not make them similar.
fn stem(name: &str) -> &str {
    name.strip_prefix(PREFIX).unwrap_or(name)
}

/// The first measure finds letters that are missing, wrong or exchanged, the second one words in another order.
fn similarity(one: &str, other: &str) -> f64 {
    strsim::normalized_damerau_levenshtein(one, other).max(strsim::sorensen_dice(one, other))
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory as _;

    use super::*;
    use crate::cli::Cli;

    fn program() -> Command {
        Cli::command()
    }

    fn said(name: &str) -> String {
        let mut report = Report::default();
        tell([name.to_owned()].into_iter(), &known(&program()), &mut report);
        report.to_string()
    }

    #[test]
    fn the_setting_that_was_meant_is_named() {
        for (wrong, meant) in [
            ("PRONGSAI_TRUSTED_PROXY", "PRONGSAI_TRUSTED_PROXIES"),
            ("PRONGSAI_LISTN", "PRONGSAI_LISTEN"),
            ("PRONGSAI_LISTEN_OPERATIONS", "PRONGSAI_OPERATIONS_LISTEN"),
            ("PRONGSAI_DATABASE_URL", "DATABASE_URL"),
            ("PRONGSAI_PUBLIC_ULR", "PRONGSAI_PUBLIC_URL"),
            ("PRONGSAI_JWT_SECRET", "PRONGSAI_JWT_SECRET_FILE"),
            ("prongsai_listen", "PRONGSAI_LISTEN"),
        ] {
            let said = said(wrong);
            assert!(
                said.starts_with(&format!("warning  {wrong}: is not a setting")),
                "{said}"
            );
            assert!(said.contains(&format!("; {meant} was probably meant")), "{said}");
        }
    }

    #[test]
    fn a_name_like_no_other_has_no_suggestion() {
        let said = said("PRONGSAI_XYZZY");
        assert!(said.starts_with("warning") && said.contains("--help"), "{said}");
    }

    #[test]
    fn settings_and_variables_of_others_are_not_told() {
        for name in known(&program())
            .into_iter()
            .chain(["PATH", "DATABASE_URLS", "XPRONGSAI_LISTEN"].map(str::to_owned))
        {
            assert_eq!(said(&name), "", "{name}");
        }
        assert!(known(&program()).contains("PRONGSAI_LISTEN") && known(&program()).contains("DATABASE_URL"));
    }
}
