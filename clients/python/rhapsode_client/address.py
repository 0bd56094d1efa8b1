"""Where a server is: every form of address that people type, read into one."""

from __future__ import annotations

from dataclasses import dataclass
from ipaddress import ip_address
from urllib.parse import SplitResult, urlencode, urlsplit

from rhapsode_client.errors import InvalidAddress

DEFAULT_PORT = 8420
"""The port of ``rhapsode serve``: with another, a client without ``--url`` misses a server without ``--port``."""

DEFAULT_URL = f"http://127.0.0.1:{DEFAULT_PORT}"

_SECURE = {"http": False, "ws": False, "https": True, "wss": True}


@dataclass(frozen=True, slots=True)
class Address:
    """One server. Knows no endpoints' names and no keys."""

    authority: str
    """Host and port as they stand in a URL; an IPv6 host in brackets."""
    host: str
    path: str = ""
    """Path prefix without a slash at its end, such as ``/voice``; empty where the server has the root."""
    secure: bool = False

    def http(self, path: str, **query: str | int) -> str:
        """The URL of a REST resource; ``path`` begins with a slash."""
        return self._url("https" if self.secure else "http", path, query)

    def websocket(self, path: str, **query: str | int) -> str:
        """The URL of a socket; ``path`` begins with a slash."""
        return self._url("wss" if self.secure else "ws", path, query)

    @property
    def is_loopback(self) -> bool:
        """Whether the server is on this machine, so that no proxy can be meant."""
        try:
            return ip_address(self.host).is_loopback
        except ValueError:
            return self.host == "localhost"

    def __str__(self) -> str:
        return self.http("")

    def _url(self, scheme: str, path: str, query: dict[str, str | int]) -> str:
        return f"{scheme}://{self.authority}{self.path}{path}{'?' + urlencode(query) if query else ''}"


def parse_address(url: str) -> Address:
    """Read ``http(s)://…``, ``ws(s)://…``, ``host:port`` or ``host``; a path is kept as the server's prefix.

    A host that stands alone has the default port, because nobody means port 80 by ``gpu-box``.

    Raises:
        InvalidAddress: none of these forms, or one that holds a query, a fragment or a password.
    """
    stripped = url.strip()
    parts = _split(stripped if "://" in stripped else f"http://{stripped}", url)
    if parts.scheme not in _SECURE:
        raise InvalidAddress(f"{_shown(url)} begins with {parts.scheme}://; use http, https, ws or wss")
    if parts.username is not None or parts.password is not None:
        raise InvalidAddress("the server's address holds a user name or a password; give a key as api_key instead")
    if parts.query or parts.fragment:
        raise InvalidAddress(f"{_shown(url)} holds a query or a fragment; give the server's address alone")
    host = parts.hostname or ""
    if not host or any(character.isspace() for character in parts.netloc):
        raise InvalidAddress(f"{_shown(url)} names no host; an address looks like {DEFAULT_URL}")
    authority = parts.netloc
    if "://" not in stripped and parts.port is None:
        authority = f"{authority.removesuffix(':')}:{DEFAULT_PORT}"
    return Address(authority, host, parts.path.rstrip("/"), _SECURE[parts.scheme])


def _split(url: str, given: str) -> SplitResult:
    try:
        parts = urlsplit(url)
        _ = parts.port  # Read here, because it is only checked when it is read.
    except ValueError as error:
        raise InvalidAddress(f"{_shown(given)} is not an address: {error}") from error
    return parts


def _shown(url: str) -> str:
    return repr(url[:80])
