use actix_web::http::header::{FORWARDED, HeaderMap, HeaderValue, X_FORWARDED_FOR};

use super::*;

/// Our proxies: one at an address, others in two networks.
fn proxies(header: ProxyHeader) -> TrustedProxies {
    let networks = ["127.0.0.1", "10.0.0.0/24", "2001:db8:1::/64"].map(|network| network.parse().unwrap());
    TrustedProxies::new(networks, header)
}

/// The client of a request from this peer with these lines of the two headers.
fn client(header: ProxyHeader, peer: &str, x_forwarded_for: &[&str], forwarded: &[&str]) -> String {
    let mut headers = HeaderMap::new();
    for (name, lines) in [(X_FORWARDED_FOR, x_forwarded_for), (FORWARDED, forwarded)] {
        for line in lines {
            headers.append(name.clone(), HeaderValue::from_bytes(line.as_bytes()).unwrap());
        }
    }
    proxies(header).client(peer.parse().unwrap(), &headers).to_string()
}

/// As [`client`], behind our proxy and with `X-Forwarded-For` only.
fn behind_proxy(x_forwarded_for: &[&str]) -> String {
    client(ProxyHeader::Either, "127.0.0.1", x_forwarded_for, &[])
}

#[test]
fn a_peer_that_is_no_trusted_proxy_cannot_name_a_client() {
    for peer in ["192.0.2.1", "10.0.1.1", "2001:db8:2::1", "::ffff:192.0.2.1"] {
        for header in [ProxyHeader::Either, ProxyHeader::XForwardedFor, ProxyHeader::Forwarded] {
            let address: IpAddr = peer.parse().unwrap();
            assert_eq!(
                client(header, peer, &["198.51.100.1"], &["for=198.51.100.1"]),
                address.to_canonical().to_string(),
                "{header:?}"
            );
        }
    }
    let nobody = TrustedProxies::default();
    let mut headers = HeaderMap::new();
    headers.append(X_FORWARDED_FOR, HeaderValue::from_static("198.51.100.1"));
    let peer: IpAddr = "127.0.0.1".parse().unwrap();
    assert_eq!(nobody.client(peer, &headers), peer);
}

#[test]
fn the_last_hop_that_is_no_trusted_proxy_is_the_client() {
    for (lines, named) in [
        (vec!["203.0.113.5"], "203.0.113.5"),
        (vec!["203.0.113.5, 10.0.0.7"], "203.0.113.5"),
        (vec!["203.0.113.5, 10.0.0.7, 10.0.0.8, 2001:db8:1::8"], "203.0.113.5"),
        (vec!["203.0.113.5:4711, [2001:db8:1::8]:80"], "203.0.113.5"),
        (vec!["203.0.113.5", "10.0.0.7"], "203.0.113.5"),
        (vec!["::ffff:203.0.113.5, ::ffff:10.0.0.7"], "203.0.113.5"),
        (vec!["2001:db8:2::5"], "2001:db8:2::5"),
    ] {
        assert_eq!(behind_proxy(&lines), named, "{lines:?}");
        assert_eq!(
            client(ProxyHeader::Either, "::ffff:10.0.0.9", &lines, &[]),
            named,
            "{lines:?}"
        );
    }
}

#[test]
fn what_a_client_sends_through_a_proxy_that_appends_does_not_count() {
    for sent in [
        "198.51.100.1",
        "10.0.0.7",
        "127.0.0.1, 10.0.0.7",
        "unknown",
        "garbage; \"",
        "ÿ",
        "",
    ] {
        assert_eq!(
            behind_proxy(&[&format!("{sent}, 203.0.113.5")]),
            "203.0.113.5",
            "{sent}"
        );
        assert_eq!(behind_proxy(&[sent, "203.0.113.5"]), "203.0.113.5", "{sent}");
        let forwarded = [format!("for={sent}, for=203.0.113.5;proto=https")];
        let forwarded: Vec<&str> = forwarded.iter().map(String::as_str).collect();
        assert_eq!(
            client(ProxyHeader::Forwarded, "127.0.0.1", &[], &forwarded),
            "203.0.113.5",
            "{sent}"
        );
    }
}

#[test]
fn when_a_trusted_proxy_names_no_address_the_peer_counts() {
    for line in [
        "",
        "unknown",
        "_hidden",
        "unix:",
        "203.0.113.5, unknown",
        "203.0.113.5,",
        "203.0.113.5, , 10.0.0.7",
        "203.0.113.5, 10.0.0.7, x",
        "203.0.113.5 10.0.0.7",
    ] {
        assert_eq!(behind_proxy(&[line]), "127.0.0.1", "{line:?}");
    }
    assert_eq!(behind_proxy(&[]), "127.0.0.1");
    assert_eq!(behind_proxy(&["203.0.113.5", ""]), "127.0.0.1");
    for line in [
        "for=unknown",
        "for=\"_hidden\"",
        "proto=https",
        "203.0.113.5",
        "for=\"203.0.113.5",
    ] {
        assert_eq!(
            client(ProxyHeader::Either, "127.0.0.1", &[], &[line]),
            "127.0.0.1",
            "{line}"
        );
    }
}

#[test]
fn when_all_hops_are_trusted_the_first_is_the_client() {
    assert_eq!(behind_proxy(&["10.0.0.7, 10.0.0.8"]), "10.0.0.7");
}

#[test]
fn one_header_alone_counts_whichever_it_is() {
    let of = |x: &[&str], forwarded: &[&str]| client(ProxyHeader::Either, "127.0.0.1", x, forwarded);
    assert_eq!(of(&[], &["for=203.0.113.5"]), "203.0.113.5");
    assert_eq!(
        of(&[], &["for=198.51.100.1", "for=203.0.113.5, for=10.0.0.7"]),
        "203.0.113.5"
    );
    assert_eq!(of(&["203.0.113.5"], &["for=203.0.113.5;proto=https"]), "203.0.113.5");
}

#[test]
fn when_both_headers_disagree_neither_counts() {
    let of = |header| client(header, "127.0.0.1", &["203.0.113.5"], &["for=198.51.100.1"]);
    assert_eq!(of(ProxyHeader::Either), "127.0.0.1");
    assert_eq!(of(ProxyHeader::XForwardedFor), "203.0.113.5");
    assert_eq!(of(ProxyHeader::Forwarded), "198.51.100.1");
}

#[test]
fn the_header_that_is_not_set_by_the_proxy_is_not_read() {
    assert_eq!(
        client(ProxyHeader::XForwardedFor, "127.0.0.1", &[], &["for=198.51.100.1"]),
        "127.0.0.1"
    );
    assert_eq!(
        client(ProxyHeader::Forwarded, "127.0.0.1", &["198.51.100.1"], &[]),
        "127.0.0.1"
    );
}
