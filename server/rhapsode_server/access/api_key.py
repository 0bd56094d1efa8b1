"""What an API key looks like, and what of it may be stored."""

from __future__ import annotations

import hashlib
import re
import secrets

KEY_MARK = "rhk_"
"""How every key begins: secret scanners find leaked ones by it, and no region prefix can be taken for a part of it."""

ID_LETTERS = "abcdefghijkmnpqrstuvwxyz23456789"
"""Letters and digits that are told apart when they are read aloud or copied by hand."""

ID_LENGTH = 8
"""Ten to the twelfth ids. Shorter, and two keys get the same one by chance; longer, and nobody can say it aloud."""

SECRET_BYTES = 32
"""Random bytes in a key. Fewer come within reach of guessing; more make the key longer and nothing safer."""

REGION_PREFIXES = ("eu-", "us-", "global-")
"""What official clients cut off a key before they send it; others send the key as it was given to them."""

_KEY = re.compile(rf"{KEY_MARK}([{ID_LETTERS}]{{{ID_LENGTH}}})_[A-Za-z0-9_-]{{43}}")


def make_key() -> tuple[str, str]:
    """Make a new key.

    Returns:
        Its public id and the key, ``rhk_<id>_<43 characters>``. It holds nothing that a query string would have to
        escape, because the official clients do not escape it (wire reference, section 3.3).
    """
    key_id = "".join(secrets.choice(ID_LETTERS) for _ in range(ID_LENGTH))
    return key_id, f"{KEY_MARK}{key_id}_{secrets.token_urlsafe(SECRET_BYTES)}"


def without_region(credential: str) -> str:
    """The credential as the official clients would send it."""
    for prefix in REGION_PREFIXES:
        if credential.startswith(prefix):
            return credential[len(prefix) :]
    return credential


def key_id_of(credential: str) -> str | None:
    """The public id in what looks like a key, good or not; ``None`` where it does not look like one."""
    found = _KEY.fullmatch(credential)
    return None if found is None else found[1]


def hash_key(key: str) -> bytes:
    """What is stored of a key: its SHA-256.

    A slow hash makes the guessing of passwords expensive. Nobody guesses 256 random bits, so it would only cost every
    request its time.
    """
    return hashlib.sha256(key.encode("utf-8", "surrogatepass")).digest()
