use std::fmt::Write as _;

use super::Demo;

impl Demo {
    /// The addresses to open next, and the logins for them.
    pub(crate) fn greeting(&self, base: &str) -> String {
        let mut out = String::from("\n");
        let _ = writeln!(out, "  Documentation       {base}/docs/");
        if let Some(organization) = self.credentials.first_organization() {
            let _ = writeln!(out, "  A public page       {base}/public/{organization}/");
        }
        let _ = writeln!(out, "  All public pages    {base}/public/");
        if let Some(report) = self.report {
            let _ = writeln!(out, "  A published report  {base}/public/v1/reports/{report}");
        }
        let _ = writeln!(out, "  Try                 curl '{base}/public/v1/measures?limit=2'");
        if let Some(password) = self.credentials.password_of("drafter") {
            let _ = writeln!(
                out,
                "  Log in              curl '{base}/api/v1/auth/login' -H 'Content-Type: application/json' \\\n{:22}\
                 -d '{{\"username\":\"drafter\",\"password\":\"{password}\"}}'",
                ""
            );
        }
        let _ = writeln!(out, "\n  Demo logins (also in {})", self.file.display());
        for login in &self.credentials.users {
            let _ = writeln!(out, "    {:<20}{}", login.username, login.password);
        }
        let _ = writeln!(out, "\n  Ctrl-C stops the server.");
        out
    }
}
