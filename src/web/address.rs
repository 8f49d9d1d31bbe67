//! Where a request comes from: the connection itself, or, behind a proxy that the settings name, what that proxy says.

use crate::config::Settings;
use actix_web::HttpRequest;
use std::net::{IpAddr, Ipv6Addr};

/// The address to count tries by. IPv6 is cut to the network that one household has.
pub fn of(request: &HttpRequest, settings: &Settings) -> String {
    let peer = request.peer_addr().map(|peer| peer.ip().to_canonical());
    let address = match peer {
        Some(peer) if settings.trusted_proxies.contains(&peer) => forwarded(request, settings).unwrap_or(peer),
        Some(peer) => peer,
        None => return "unknown".to_owned(),
    };
    match address {
        IpAddr::V4(address) => address.to_string(),
        IpAddr::V6(address) => {
            let [a, b, c, d, ..] = address.segments();
            Ipv6Addr::new(a, b, c, d, 0, 0, 0, 0).to_string()
        }
    }
}

/// The last address in `X-Forwarded-For` that is not a proxy of ours: anything before it may be made up.
fn forwarded(request: &HttpRequest, settings: &Settings) -> Option<IpAddr> {
    // A proxy may add to the line that the client sent, or add a line of its own: only the end is the proxy's.
    let lines: Vec<&str> =
        request.headers().get_all("x-forwarded-for").map(|line| line.to_str().unwrap_or_default()).collect();
    let parts = lines.iter().rev().flat_map(|line| line.split(',').rev());
    let mut addresses = parts.map_while(|part| part.trim().parse::<IpAddr>().ok());
    addresses.find(|address| !settings.trusted_proxies.contains(address))
}
