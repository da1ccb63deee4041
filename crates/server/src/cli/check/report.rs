use std::fmt;
use std::process::ExitCode;

use anyhow::Result;
use serde::Serialize;

/// How a finding is to be taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Level {
    /// As it should be.
    Ok,
    /// The server starts, but somebody should look.
    Warning,
    /// The server does not start, or does not work.
    Error,
}

/// What was found about one thing.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub(super) struct Finding {
    pub(super) level: Level,
    /// The setting, or the thing that was looked at.
    pub(super) about: String,
    /// One line: what was found and, unless it is as it should be, what to do. It never has a secret.
    pub(super) text: String,
}

/// All findings, in the order in which they were made.
#[derive(Debug, Default, Serialize)]
pub(super) struct Report {
    pub(super) findings: Vec<Finding>,
}

impl Report {
    pub(super) fn ok(&mut self, about: &str, text: impl Into<String>) {
        self.add(Level::Ok, about, text);
    }

    pub(super) fn warning(&mut self, about: &str, text: impl Into<String>) {
        self.add(Level::Warning, about, text);
    }

    pub(super) fn error(&mut self, about: &str, text: impl Into<String>) {
        self.add(Level::Error, about, text);
    }

    pub(super) fn add(&mut self, level: Level, about: &str, text: impl Into<String>) {
        self.findings.push(Finding {
            level,
            about: about.to_owned(),
            // An error of PostgreSQL may have several lines.
            text: text.into().lines().map(str::trim).collect::<Vec<_>>().join("; "),
        });
    }

    /// The findings as a JSON document.
    pub(super) fn as_json(&self) -> Result<String> {
        Ok(serde_json::to_string_pretty(self)?)
    }

    /// 1 if there is an error.
    pub(super) fn exit_code(&self) -> ExitCode {
        if self.findings.iter().any(|finding| finding.level == Level::Error) {
            ExitCode::FAILURE
        } else {
            ExitCode::SUCCESS
        }
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for Finding { level, about, text } in &self.findings {
            let level = match level {
                Level::Ok => "ok",
                Level::Warning => "warning",
                Level::Error => "error",
            };
            writeln!(f, "{level:<8} {about}: {text}")?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_finding_is_one_line() {
        let mut report = Report::default();
        report.ok("a", "fine");
        report.error("b", "first\n  second\n");
        assert_eq!(report.to_string(), "ok       a: fine\nerror    b: first; second\n");
        let json: serde_json::Value = serde_json::from_str(&report.as_json().unwrap()).unwrap();
        assert_eq!(
            json["findings"][1],
            serde_json::json!({ "level": "error", "about": "b", "text": "first; second" })
        );
    }
}
