"""How a key travels: as a header, and only as one."""

from __future__ import annotations

from rhapsode_client.errors import InvalidKey


def authorization(api_key: str | None) -> dict[str, str]:
    """The header that shows a key or token; none where there is no key.

    Raises:
        InvalidKey: it holds what no header may hold. The message does not quote it.
    """
    if api_key is None or not api_key.strip():
        return {}
    # A key that was read from a file often brings its line break along.
    key = api_key.strip()
    if not (key.isascii() and key.isprintable()) or " " in key:
        raise InvalidKey("the API key holds blanks, line breaks or other characters that no key has")
    return {"Authorization": f"Bearer {key}"}
