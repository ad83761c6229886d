"""Connections to public addresses only, each with a deadline.

A name is resolved once, every address it has is checked, and the connection goes to the checked address: a name that
answers differently a moment later (DNS rebinding) gains nothing. Redirects come through here like first questions.
"""

from __future__ import annotations

import ipaddress
import socket
import ssl
import time
from collections.abc import Iterable
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any

import httpcore

from firsthand.errors import PlaceError

if TYPE_CHECKING:
    Address = ipaddress.IPv4Address | ipaddress.IPv6Address

# The moment (of the monotonic clock) by which the answer in progress must be there.
DEADLINE: ContextVar[float | None] = ContextVar("deadline", default=None)
# Networks that carry an IPv4 address inside an IPv6 one: prefix, and by how many bits it is shifted.
_CARRIERS = (
    (ipaddress.IPv6Network("::ffff:0:0/96"), 0),
    (ipaddress.IPv6Network("64:ff9b::/96"), 0),
    (ipaddress.IPv6Network("64:ff9b:1::/48"), 0),
    (ipaddress.IPv6Network("2002::/16"), 80),
    (ipaddress.IPv6Network("::/96"), 0),
)


def public(address: str) -> bool:
    """Whether an address, or the one that it carries inside, belongs to the public internet."""
    found = _carried(ipaddress.ip_address(address.split("%")[0]))
    odd = found.is_multicast or found.is_reserved or found.is_unspecified or getattr(found, "is_site_local", False)
    return found.is_global and not odd


def numeric(host: str) -> str | None:
    """The address behind a host written as a number (2130706433, 0x7f.1, 0177.0.0.1); None for a name."""
    try:
        return socket.inet_ntoa(socket.inet_aton(host))
    except OSError:
        return None


def _carried(address: Address) -> Address:
    if isinstance(address, ipaddress.IPv6Address):
        for network, shift in _CARRIERS:
            if address in network:
                return ipaddress.IPv4Address((int(address) >> shift) & 0xFFFFFFFF)
        if address.teredo:
            return address.teredo[1]
    return address


class Backend(httpcore.NetworkBackend):
    """Opens connections for the client, to checked addresses."""

    def __init__(self, allow_private: bool) -> None:
        self._allow_private = allow_private
        self._inner = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        """A connection to one of the host's addresses, all of which were checked."""
        error: httpcore.ConnectError | httpcore.ConnectTimeout | None = None
        for address in self._checked(host, port):
            try:
                stream = self._inner.connect_tcp(address, port, left(timeout), local_address, socket_options)
                return _Stream(stream)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as failed:
                error = failed
        raise error or httpcore.ConnectError(f"no address for {host}")

    def _checked(self, host: str, port: int) -> list[str]:
        try:
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError) as error:
            raise PlaceError(f"no such host: {host}; check the address and the network.") from error
        addresses = list(dict.fromkeys(str(entry[4][0]) for entry in found))
        private = [address for address in addresses if not public(address)]
        if private and not self._allow_private:
            raise PlaceError(f"address is not public ({private[0]}); use --allow-private to read it.")
        return addresses


class _Stream(httpcore.NetworkStream):
    """A connection on which no single wait outlives the deadline: a server that drips bytes gains no time."""

    def __init__(self, inner: httpcore.NetworkStream) -> None:
        self._inner = inner

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._inner.read(max_bytes, left(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._inner.write(buffer, left(timeout))

    def close(self) -> None:
        self._inner.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        return _Stream(self._inner.start_tls(ssl_context, server_hostname, left(timeout)))

    def get_extra_info(self, info: str) -> object:
        return self._inner.get_extra_info(info)


def left(timeout: float | None) -> float | None:
    """The wait that is still allowed: the given one, or what is left until the deadline."""
    deadline = DEADLINE.get()
    if deadline is None:
        return timeout
    rest = deadline - time.monotonic()
    if rest <= 0:
        raise httpcore.ReadTimeout("the deadline has passed")
    return rest if timeout is None else min(timeout, rest)
