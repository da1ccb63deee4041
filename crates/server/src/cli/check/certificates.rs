use prongsai_persistence::{CertificateCheck, certificate_check};

use super::report::Report;

/// Tells whom the database URL in `variable` trusts to sign the certificate of the server. Returns whether connections are
/// possible.
pub(super) fn check(variable: &str, url: &str, report: &mut Report) -> bool {
    match certificate_check(url) {
        Ok(check) => tell(variable, check, report),
        Err(error) => {
            report.error(variable, format!("cannot be used: {error}"));
            false
        }
    }
}

fn tell(variable: &str, check: CertificateCheck, report: &mut Report) -> bool {
    match check {
        CertificateCheck::No => {}
        CertificateCheck::File(file) => {
            let file = file.display();
            report.ok(variable, format!("trusts the authorities in {file}"));
        }
        CertificateCheck::WithoutAuthorities { mode } => {
            report.error(
                variable,
                format!(
                    "sslmode={mode} needs sslrootcert, and no other store is used instead; name the file with the \
                     certificate of the authority, or sslrootcert=system with sslmode=verify-full"
                ),
            );
            return false;
        }
        CertificateCheck::System { certificates: 0, .. } => {
            report.error(
                variable,
                "sslrootcert=system finds no certificates on this system; install them (Debian, Ubuntu: apt-get install \
                 ca-certificates), or name a file",
            );
            return false;
        }
        CertificateCheck::System { store, certificates } => {
            let store: Vec<String> = store.iter().map(|place| place.display().to_string()).collect();
            report.warning(
                variable,
                format!(
                    "has no root certificate of its own: with sslrootcert=system each of the {certificates} authorities in \
                     the store of the system ({}) may sign the certificate of the server; name the file of one authority \
                     with sslrootcert unless a public one has signed it",
                    store.join(", ")
                ),
            );
        }
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(check: CertificateCheck) -> (bool, String) {
        let mut report = Report::default();
        let is_possible = tell("DATABASE_URL", check, &mut report);
        (is_possible, report.to_string())
    }

    #[test]
    fn the_store_of_the_system_is_named() {
        let system = |certificates| CertificateCheck::System {
            store: vec!["/etc/ssl/certs/ca-certificates.crt".into(), "/etc/ssl/certs".into()],
            certificates,
        };
        let (is_possible, some) = said(system(140));
        assert!(is_possible && some.starts_with("warning  DATABASE_URL: "), "{some}");
        assert!(
            some.contains("140 authorities") && some.contains("(/etc/ssl/certs/ca-certificates.crt, /etc/ssl/certs)"),
            "{some}"
        );
        let (is_possible, none) = said(system(0));
        assert!(
            !is_possible && none.starts_with("error") && none.contains("ca-certificates"),
            "{none}"
        );
    }

    #[test]
    fn without_authorities_there_is_no_connection() {
        let (is_possible, none) = said(CertificateCheck::WithoutAuthorities { mode: "verify-ca" });
        assert!(
            !is_possible && none.starts_with("error") && none.contains("sslmode=verify-ca"),
            "{none}"
        );
        let (is_possible, file) = said(CertificateCheck::File("/etc/ca.pem".into()));
        assert!(
            is_possible && file.starts_with("ok") && file.contains("/etc/ca.pem"),
            "{file}"
        );
        assert_eq!(said(CertificateCheck::No), (true, String::new()));
    }
}
