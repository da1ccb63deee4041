use std::io::ErrorKind;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, TcpListener, ToSocketAddrs as _};

use anyhow::{Result, anyhow, bail};

/// Binds the port before any slow work, so that early clients wait instead of being refused.
///
/// # Errors
/// One line with a remedy: the port is in use, binding it is not permitted, or the address is not valid.
pub(crate) fn bind(listen: &str) -> Result<TcpListener> {
    TcpListener::bind(listen).map_err(|error| match error.kind() {
        ErrorKind::AddrInUse => anyhow!("{listen} is already in use; stop the other program or set PRONGSAI_LISTEN"),
        ErrorKind::PermissionDenied => {
            anyhow!("{listen} may not be used without more rights; set PRONGSAI_LISTEN to a port above 1023")
        }
        ErrorKind::AddrNotAvailable => {
            anyhow!("{listen} is not an address of this machine; set PRONGSAI_LISTEN, for example to 127.0.0.1:8080")
        }
        _ => anyhow!("cannot listen on \"{listen}\" ({error}); PRONGSAI_LISTEN is HOST:PORT, such as 127.0.0.1:8080"),
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
    let named = listen.to_socket_addrs().into_iter().flatten();
    let addresses: Vec<SocketAddr> = named.map(reachable).collect();
    if addresses.is_empty() {
        bail!("\"{listen}\" is not an address; PRONGSAI_LISTEN is HOST:PORT, such as 127.0.0.1:8080");
    }
    Ok(addresses)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_port_in_use_is_reported_with_a_remedy() {
        let first = bind("127.0.0.1:0").unwrap();
        let taken = first.local_addr().unwrap().to_string();
        let error = bind(&taken).unwrap_err().to_string();
        assert_eq!(
            error,
            format!("{taken} is already in use; stop the other program or set PRONGSAI_LISTEN")
        );
    }

    #[test]
    fn an_invalid_address_is_reported() {
        for wrong in ["8080", "127.0.0.1", "127.0.0.1:port", ""] {
            assert!(bind(wrong).unwrap_err().to_string().contains("HOST:PORT"), "{wrong}");
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
