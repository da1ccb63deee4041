use std::io::ErrorKind;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, TcpListener, ToSocketAddrs as _};

use anyhow::{Result, anyhow, bail};

/// The variable with the address for the API and the public.
pub(crate) const PUBLIC: &str = "PRONGSAI_LISTEN";
/// The variable with the address for operators.
pub(crate) const OPERATIONS: &str = "PRONGSAI_OPERATIONS_LISTEN";

/// Binds the port that `variable` names before any slow work, so that early clients wait instead of being refused.
///
/// # Errors
/// One line with a remedy: the port is in use, binding it is not permitted, or the address is not valid.
pub(crate) fn bind(listen: &str, variable: &str) -> Result<TcpListener> {
    let example = if variable == OPERATIONS {
        "127.0.0.1:8081"
    } else {
        "127.0.0.1:8080"
    };
    TcpListener::bind(listen).map_err(|error| match error.kind() {
        ErrorKind::AddrInUse => anyhow!("{listen} is already in use; stop the other program or set {variable}"),
        ErrorKind::PermissionDenied => {
            anyhow!("{listen} may not be used without more rights; set {variable} to a port above 1023")
        }
        ErrorKind::AddrNotAvailable => {
            anyhow!("{listen} is not an address of this machine; set {variable}, for example to {example}")
        }
        _ => anyhow!("cannot listen on \"{listen}\" ({error}); {variable} is HOST:PORT, such as {example}"),
    })
}

/// The address at which a client on this machine reaches a server that listens on `address`.
pub(crate) fn reachable(address: SocketAddr) -> SocketAddr {
    let ip = match address.ip() {
        IpAddr::V4(ip) if ip.is_unspecified() => IpAddr::V4(Ipv4Addr::LOCALHOST),
        IpAddr::V6(ip) if ip.is_unspecified() => IpAddr::V6(Ipv6Addr::LOCALHOST),
        ip => ip,
    };
    SocketAddr::new(ip, address.port())
}

/// The addresses that a setting names, at least one, as a client on this machine reaches them. [`bind`] tries them in
/// the same order.
///
/// # Errors
/// The setting is not an address.
pub(crate) fn resolve(listen: &str) -> Result<Vec<SocketAddr>> {
    let addresses: Vec<SocketAddr> = named(listen).into_iter().map(reachable).collect();
    if addresses.is_empty() {
        bail!("\"{listen}\" is not an address; {PUBLIC} is HOST:PORT, such as 127.0.0.1:8080");
    }
    Ok(addresses)
}

/// The addresses that a setting names; none if it is not an address.
pub(crate) fn named(listen: &str) -> Vec<SocketAddr> {
    listen.to_socket_addrs().into_iter().flatten().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_port_in_use_is_reported_with_a_remedy() {
        let first = bind("127.0.0.1:0", PUBLIC).unwrap();
        let taken = first.local_addr().unwrap().to_string();
        for variable in [PUBLIC, OPERATIONS] {
            let error = bind(&taken, variable).unwrap_err().to_string();
            assert_eq!(
                error,
                format!("{taken} is already in use; stop the other program or set {variable}")
            );
        }
    }

    #[test]
    fn an_invalid_address_is_reported() {
        for wrong in ["8080", "127.0.0.1", "127.0.0.1:port", ""] {
            assert!(
                bind(wrong, PUBLIC).unwrap_err().to_string().contains("HOST:PORT"),
                "{wrong}"
            );
            assert!(resolve(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_server_on_every_address_is_reached_on_the_loopback() {
        for (listen, reached) in [
            ("0.0.0.0:80", "127.0.0.1:80"),
            ("[::]:80", "[::1]:80"),
            ("192.0.2.1:80", "192.0.2.1:80"),
        ] {
            assert_eq!(resolve(listen).unwrap(), [reached.parse().unwrap()], "{listen}");
        }
    }
}
