"""Where a request may carry its key or token, and which one counts. Pure: works on raw headers and query strings."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import parse_qsl, unquote_plus

from rhapsode_server.access.api_key import without_region

QUERY_NAMES = ("api_key", "token")
"""Fields of the query that may hold a key or a token, first one first; official clients send ``api_key`` for keys and
``token`` for tokens (wire reference, section 3.3)."""

MAX_CREDENTIAL_CHARACTERS = 512
"""Of a key or token that is looked at. Ours have fewer than 120; longer ones only cost time."""


def read_credential(headers: Iterable[tuple[bytes, bytes]], query_string: bytes) -> str | None:
    """The key or token that a request shows, its region prefix cut off; ``None`` where it shows none.

    ``Authorization: Bearer`` counts before ``X-API-Key``, and headers before the query: the first that is there
    decides, also where a later one would be good. Another scheme of ``Authorization`` is somebody else's, such as a
    proxy's, and is passed over.

    Args:
        headers: pairs of lower-case name and value, as in an ASGI scope.
        query_string: what follows the question mark, still escaped.
    """
    # Reversed, so that of a field that is there twice the first one counts; in the query likewise.
    shown = dict(reversed([pair for pair in headers if pair[0] in (b"authorization", b"x-api-key")]))
    scheme, _, bearer = shown.get(b"authorization", b"").decode("latin-1").partition(" ")
    candidates = [bearer.strip() if scheme.lower() == "bearer" else "", shown.get(b"x-api-key", b"").decode("latin-1")]
    query = dict(reversed(parse_qsl(query_string.decode("latin-1"))))
    candidates += [query.get(name, "") for name in QUERY_NAMES]
    first = next((said.strip() for said in candidates if said.strip()), None)
    return None if first is None else without_region(first[:MAX_CREDENTIAL_CHARACTERS])


def without_credentials(query_string: bytes) -> bytes:
    """The query string without keys and tokens: whatever is done with it later, it cannot give one away."""
    kept = [pair for pair in query_string.split(b"&") if _name(pair) not in QUERY_NAMES]
    return b"&".join(kept)


def _name(pair: bytes) -> str:
    return unquote_plus(pair.partition(b"=")[0].decode("latin-1"))
