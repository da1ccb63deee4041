use super::report::Report;
use crate::address;
use crate::cli::health;
use crate::listeners;

/// Checks that the server can listen on the address that `variable` names, or that it already does.
pub(super) fn check(listen: &str, variable: &'static str, report: &mut Report) {
    let addresses = match address::resolve(listen) {
        Ok(addresses) => addresses,
        Err(error) => return report.error(variable, format!("{error:#}")),
    };
    // The port is free again at the end of this statement. Nobody has connected, so it does not stay reserved.
    let Err(error) = address::bind(listen, variable).map(drop) else {
        return report.ok(variable, format!("{listen} is free"));
    };
    let status = health::first_answer(&addresses).unwrap_or_default();
    match status.split_whitespace().nth(1) {
        Some("200") => report.ok(variable, format!("a server answers at {listen}, and is ready")),
        Some("503") => report.warning(
            variable,
            format!("a server answers at {listen}, and is not ready; its log tells why"),
        ),
        _ => report.error(variable, format!("{error:#}")),
    }
}

/// Checks that the listener for operators has a port of its own.
pub(super) fn check_apart(public: &str, operations: &str, report: &mut Report) {
    let taken = address::named(public);
    if taken.iter().any(|taken| listeners::is_taken_by(operations, *taken)) {
        report.error(
            address::OPERATIONS,
            format!(
                "{operations} is the same address as that of {}; choose another port",
                address::PUBLIC
            ),
        );
    }
}

/// Checks that `/metrics` can be read somewhere, without a listener for operators.
pub(super) fn check_metrics(public: &str, report: &mut Report) {
    if address::named(public).iter().any(|address| !address.ip().is_loopback()) {
        report.warning(
            address::OPERATIONS,
            format!(
                "is not set, and {public} of {} is reached from other machines, so /metrics is served nowhere; set it, for \
                 example to 127.0.0.1:8081",
                address::PUBLIC
            ),
        );
    }
}

#[cfg(test)]
mod tests {
    use std::net::TcpListener;

    use super::*;

    fn said(listen: &str) -> String {
        let mut report = Report::default();
        check(listen, address::PUBLIC, &mut report);
        report.to_string()
    }

    #[test]
    fn a_free_address_stays_free() {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap().to_string();
        drop(listener);
        assert_eq!(said(&address), format!("ok       PRONGSAI_LISTEN: {address} is free\n"));
        assert!(TcpListener::bind(&address).is_ok());
    }

    #[test]
    fn an_address_of_another_program_is_an_error() {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap().to_string();
        let other = std::thread::spawn(move || drop(listener.accept().unwrap()));
        let said = said(&address);
        other.join().unwrap();
        assert!(said.starts_with("error") && said.contains("already in use"), "{said}");
    }

    #[test]
    fn two_listeners_need_two_ports() {
        let said = |operations| {
            let mut report = Report::default();
            check_apart("127.0.0.1:8080", operations, &mut report);
            report.to_string()
        };
        assert!(said("0.0.0.0:8080").starts_with("error"));
        assert_eq!(said("127.0.0.1:8081"), "");
    }

    #[test]
    fn beyond_the_loopback_operators_need_a_listener() {
        let said = |public| {
            let mut report = Report::default();
            check_metrics(public, &mut report);
            report.to_string()
        };
        for public in ["0.0.0.0:8080", "[::]:8080", "192.0.2.1:80"] {
            let said = said(public);
            assert!(
                said.starts_with("warning  PRONGSAI_OPERATIONS_LISTEN: is not set"),
                "{said}"
            );
        }
        for public in ["127.0.0.1:8080", "[::1]:8080", "localhost:8080", "nonsense"] {
            assert_eq!(said(public), "", "{public}");
        }
    }

    #[test]
    fn an_invalid_address_is_an_error() {
        assert!(said("8080").starts_with("error    PRONGSAI_LISTEN: \"8080\" is not an address"));
    }
}
