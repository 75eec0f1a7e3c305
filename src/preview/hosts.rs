//! To whom the server answers.
//!
//! A page of somebody else can make a browser ask a server on its own computer, under a name that
//! it lets point there (DNS rebinding), and read the answer. The `Host` of such a request gives it
//! away.

use std::net::{IpAddr, SocketAddr};

/// The values of `Host` that are answered.
#[derive(Clone, Copy, Debug)]
pub(super) struct Hosts {
    address: SocketAddr,
}

impl Hosts {
    /// Of a server that listens at this address.
    pub(super) fn new(address: SocketAddr) -> Self {
        Self { address }
    }

    /// Whether a request with this `Host` is answered: exactly the address and port that the
    /// server listens at, or `localhost`. Where it listens at all addresses of the computer, it is
    /// any address written in figures: rebinding needs a name.
    pub(super) fn allow(self, host: &str) -> bool {
        let port = self.address.port();
        let name = match host.rsplit_once(':') {
            Some((name, written)) if written == port.to_string() => name,
            None if port == 80 => host,
            Some(_) | None => return false,
        };
        let figures = match name
            .strip_prefix('[')
            .and_then(|name| name.strip_suffix(']'))
        {
            Some(inner) => inner.parse().ok().map(IpAddr::V6),
            None => name.parse().ok().map(IpAddr::V4),
        };
        let own = self.address.ip();
        match figures {
            Some(figures) => own.is_unspecified() || figures == own,
            None => {
                name.eq_ignore_ascii_case("localhost")
                    && (own.is_loopback() || own.is_unspecified())
            }
        }
    }
}
