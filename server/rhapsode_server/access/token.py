"""Short-lived tokens, so that a key never has to be in a web page. Pure: the secret and the time are arguments.

A token is text: ``rht1.<key id>.<expiry>.<nonce>.<signature>``, the expiry in Unix seconds, the signature the
HMAC-SHA-256 (RFC 2104) of all before it in URL-safe base64. ``rht1`` is its version: another format gets another mark,
and both can be told apart.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from base64 import urlsafe_b64encode
from dataclasses import dataclass

from rhapsode_protocol.errors import Unauthorized

TOKEN_MARK = "rht1."
"""How every token begins, which tells it from a key."""

NOBODY = "-"
"""Stands for the key's id in a token that was given where no key is asked for."""

NONCE_BYTES = 9
"""Makes each token another one, so that two of the same second can be told apart; twelve characters."""


@dataclass(frozen=True, slots=True)
class Token:
    """What a token says. Says nothing of whether its key is still good."""

    key_id: str | None
    """The key that it was given for; ``None`` where none was asked for."""
    expires_at: int
    """Unix seconds."""


def is_token(credential: str) -> bool:
    """Whether this is meant as a token, rather than as a key."""
    return credential.startswith(TOKEN_MARK)


def mint_token(token: Token, secret: bytes) -> str:
    """Write and sign a token. It holds nothing that a query string would have to escape."""
    said = f"{TOKEN_MARK}{token.key_id or NOBODY}.{token.expires_at}.{secrets.token_urlsafe(NONCE_BYTES)}"
    return f"{said}.{_sign(said, secret)}"


def read_token(text: str, secret: bytes, now: float) -> Token:
    """Check a token's signature and its time.

    Raises:
        Unauthorized: it is not signed with this secret, or its time is over.
    """
    said, _, signature = text.rpartition(".")
    if not hmac.compare_digest(_sign(said, secret).encode(), signature.encode("utf-8", "surrogatepass")):
        raise Unauthorized("the token was not given by this server, or was changed; get one with POST /v1/tokens")
    _, key_id, expires_at, _ = said.split(".")
    token = Token(None if key_id == NOBODY else key_id, int(expires_at))
    if now >= token.expires_at:
        raise Unauthorized("the token has expired; get a new one with POST /v1/tokens")
    return token


def _sign(said: str, secret: bytes) -> str:
    digest = hmac.digest(secret, said.encode("utf-8", "surrogatepass"), hashlib.sha256)
    return urlsafe_b64encode(digest).rstrip(b"=").decode()
