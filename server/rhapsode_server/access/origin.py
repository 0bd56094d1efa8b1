"""Which web pages may talk to this server. Pure: works on the values of the ``Host`` and ``Origin`` headers.

Any page that somebody opens can send requests to that person's own machine. Two checks keep it out:

* ``Origin`` (RFC 6454 section 7): browsers name the page's site in every socket handshake and in every request that can
  do anything. A site that is neither this server nor listed is refused. Programs send none.
* ``Host``: a hostile site may have its own name resolved to 127.0.0.1, and then *is* this server, as far as its browser
  can tell (DNS rebinding). So the name under which the server is called must be one that nobody else can own: an IP
  address, ``localhost``, or a name that its operator gave. Where keys are asked for, such a page lacks one and gains
  nothing, and any name will do.
"""

from __future__ import annotations

from dataclasses import dataclass
from ipaddress import ip_address
from urllib.parse import urlsplit

from rhapsode_protocol.errors import Forbidden

ANY = "*"
NO_SITE = "null"
"""What browsers send for pages without a site: local files, sandboxed frames (RFC 6454 section 6.1)."""

DEFAULT_PORTS = {"http": 80, "https": 443, "ws": 80, "wss": 443}

MAX_SHOWN_CHARACTERS = 100
"""Of a header that is quoted in an error."""


@dataclass(frozen=True, slots=True)
class OriginPolicy:
    """What the operator allows, beside what is always fine. Make the parts with the readers of this module."""

    bound_host: str = "127.0.0.1"
    """What the server was told to listen on."""
    allowed_hosts: tuple[str, ...] = ()
    """Names under which it may be called: ``voice.example.org``, ``*.example.org``, ``*``."""
    allowed_origins: tuple[str, ...] = ()
    """Sites whose pages may talk to it: ``https://app.example.org``, ``null``, ``*``."""

    def check(self, host: str | None, origin: str | None, *, asks_for_keys: bool) -> None:
        """Let a request pass.

        Args:
            host: the ``Host`` header; ``None`` where there is none, as from programs that speak HTTP/1.0.
            origin: the ``Origin`` header; ``None`` where there is none.
            asks_for_keys: whether whoever passes has to show a key.

        Raises:
            Forbidden: it comes from a page that has no business here; the message names the option that allows it.
        """
        if host is not None and not asks_for_keys and not self._is_ours(host):
            raise Forbidden(
                f"this server does not go by the name {_shown(host)}; "
                "to be called by it, it needs --allowed-hosts with that name, or keys"
            )
        if origin is not None and not self._is_welcome(origin, host):
            raise Forbidden(
                f"pages of {_shown(origin)} may not talk to this server; it would need --allowed-origins with that site"
            )

    def _is_ours(self, host: str) -> bool:
        name, _ = _split(host)
        if name is None:
            return False
        if _is_address(name) or name == "localhost" or name.endswith(".localhost") or name == self.bound_host.lower():
            return True
        return any(
            allowed in (ANY, name) or (allowed.startswith("*.") and name.endswith(allowed[1:]))
            for allowed in self.allowed_hosts
        )

    def _is_welcome(self, origin: str, host: str | None) -> bool:
        if ANY in self.allowed_origins or origin.lower() in self.allowed_origins:
            return True
        scheme, separator, authority = origin.lower().partition("://")
        if not separator or host is None:
            return False
        # Not the scheme: behind a proxy that ends TLS, the page says https and the request says http. Nor what
        # X-Forwarded-* says, which anybody can send.
        default = DEFAULT_PORTS.get(scheme)
        if default is None:
            # Apps made of web pages: capacitor://localhost is a site of its own, on whatever machine it runs.
            return False
        site, called = _split(authority), _split(host)
        return site[0] is not None and (site[0], site[1] or default) == (called[0], called[1] or default)


def read_hosts(said: str) -> tuple[str, ...]:
    """Read a comma-separated list of host names.

    Raises:
        ValueError: one is not a name, a ``*.name`` or ``*``.
    """
    hosts = _items(said)
    for host in hosts:
        name, port = _split(host.removeprefix("*."))
        if host != ANY and (name is None or port is not None or "*" in name):
            raise ValueError(
                f"{host!r} is not a host name; names look like voice.example.org or *.example.org, or * for any"
            )
    return hosts


def read_origins(said: str) -> tuple[str, ...]:
    """Read a comma-separated list of sites.

    Raises:
        ValueError: one is not ``scheme://host[:port]``, ``null`` or ``*``.
    """
    origins = tuple(_without_default_port(origin.rstrip("/")) for origin in _items(said))
    for origin in origins:
        scheme, separator, authority = origin.partition("://")
        if origin not in (ANY, NO_SITE) and not (
            separator and scheme and _split(authority)[0] and "*" not in authority
        ):
            raise ValueError(f"{origin!r} is not a site; sites look like https://app.example.org, or * for any")
    return origins


def _items(said: str) -> tuple[str, ...]:
    return tuple(item.strip().lower() for item in said.split(",") if item.strip())


def _without_default_port(origin: str) -> str:
    """The site as browsers write it (RFC 6454 section 6.2)."""
    scheme, separator, authority = origin.partition("://")
    return origin.removesuffix(f":{DEFAULT_PORTS.get(scheme, '')}") if separator and _split(authority)[0] else origin


def _split(authority: str) -> tuple[str | None, int | None]:
    """Host name and port; no name where the text is not an authority (RFC 3986 section 3.2)."""
    if not authority or any(character in authority for character in "/?#@\\ \t"):
        return None, None
    try:
        parts = urlsplit(f"//{authority.lower()}")
        return (parts.hostname or "").removesuffix(".") or None, parts.port
    except ValueError:
        return None, None


def _is_address(name: str) -> bool:
    try:
        ip_address(name)
    except ValueError:
        return False
    return True


def _shown(header: str) -> str:
    return repr(header[:MAX_SHOWN_CHARACTERS])
