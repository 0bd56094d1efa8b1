"""Who is asking: turns a key or token into a caller, and a caller into a token."""

from __future__ import annotations

import hmac
import logging
import secrets
from pathlib import Path
from typing import Literal

from rhapsode_protocol.errors import Forbidden, InternalError, Unauthorized
from rhapsode_server.access.api_key import hash_key, key_id_of
from rhapsode_server.access.caller import ANYBODY, Caller
from rhapsode_server.access.key_database import SIGNING_SECRET_BYTES, KeyStoreError
from rhapsode_server.access.key_ring import KeyRing
from rhapsode_server.access.key_store import StoredKey
from rhapsode_server.access.token import Token, is_token, mint_token, read_token

logger = logging.getLogger(__name__)

Auth = Literal["auto", "required", "off"]
"""When keys are asked for: once one was made, always, or never."""


class Doorkeeper:
    """Knows the keys and when they are asked for. Does not know how a request carries one.

    Once keys are asked for, they are until the process ends: a key store that disappears locks everybody out, and lets
    nobody in.

    Args:
        keys_db: the key store's file; ``None`` where no key is ever asked for.
        auth: when keys are asked for.

    Raises:
        KeyStoreError: the file is there and cannot be read.
    """

    def __init__(self, keys_db: Path | None, auth: Auth) -> None:
        self._ring = None if keys_db is None or auth == "off" else KeyRing(keys_db)
        self._asks = auth == "required"
        self._told_of_fault = False
        # Signs the tokens that are given where no key was ever made, so that a web page works the same without keys.
        self._own_secret = secrets.token_bytes(SIGNING_SECRET_BYTES)
        self._note_keys()

    @property
    def asks_for_keys(self) -> bool:
        """Whether a request without a key is refused."""
        return self._asks

    @property
    def has_keys(self) -> bool:
        """Whether a key was ever made, good or not."""
        return self._ring is not None and not self._ring.is_empty

    def refresh(self) -> None:
        """Take in which keys were made and revoked meanwhile.

        Raises:
            InternalError: the key store cannot be read any more. Nobody is let in on what was known before, for a key
                may have been revoked since.
        """
        if self._ring is None:
            return
        try:
            self._ring.refresh()
        except KeyStoreError as error:
            if not self._told_of_fault:
                # Once, because whoever knocks would otherwise fill the log.
                logger.error("nobody new is let in: %s", error)
            self._told_of_fault = True
            raise InternalError("the key store cannot be read; the server's log has the cause") from error
        self._told_of_fault = False
        self._note_keys()

    def identify(self, credential: str | None, now: float) -> Caller:
        """Let somebody in, or not.

        Args:
            credential: the key or token that is shown, without a region prefix.
            now: Unix seconds.

        Raises:
            Unauthorized: keys are asked for, and this is none, or not a good one.
            InternalError: the key store cannot be read.
        """
        self.refresh()
        if not self._asks:
            return ANYBODY
        if credential is None:
            raise Unauthorized(
                "this server asks for a key: send it as `Authorization: Bearer`, as `X-API-Key`, "
                "or as `api_key` in the query"
            )
        if is_token(credential):
            token = read_token(credential, self._secret(), now)
            key = None if token.key_id is None else self._find(token.key_id)
            if key is None:
                raise Unauthorized("no key that this server knows is behind the token; get one with POST /v1/tokens")
            return _caller(_check(key, "key behind the token", now), by_token=True)
        key_id = key_id_of(credential)
        key = None if key_id is None else self._find(key_id)
        if key is None or not hmac.compare_digest(key.key_hash, hash_key(credential)):
            raise Unauthorized("the key is not known")
        return _caller(_check(key, "key", now))

    def is_welcome(self, key_id: str, now: float) -> bool:
        """Whether a key that was let in before would be let in again; as of the last refresh."""
        key = self._find(key_id)
        return key is not None and key.is_good(now)

    def mint(self, caller: Caller, lasts_s: int, now: float) -> tuple[str, Token]:
        """Give a token to whoever has shown a key, or to anybody where none is asked for.

        Args:
            caller: whom :meth:`identify` has let in.
            lasts_s: how long the token is good, in seconds; it ends with its key, where that is sooner.
            now: Unix seconds.

        Raises:
            Forbidden: a token was shown. Tokens that beget tokens would be good for ever.
        """
        if caller.by_token:
            raise Forbidden("a token mints no tokens; show the key itself")
        key = None if caller.key_id is None else self._find(caller.key_id)
        ends = [int(now) + lasts_s] + ([] if key is None or key.expires_at is None else [key.expires_at])
        token = Token(caller.key_id, min(ends))
        return mint_token(token, self._secret()), token

    def close(self) -> None:
        """Let go of the key store."""
        if self._ring is not None:
            self._ring.close()

    def _note_keys(self) -> None:
        self._asks = self._asks or self.has_keys

    def _find(self, key_id: str) -> StoredKey | None:
        return None if self._ring is None else self._ring.find(key_id)

    def _secret(self) -> bytes:
        return (self._ring.signing_secret if self._ring is not None else None) or self._own_secret


def _caller(key: StoredKey, *, by_token: bool = False) -> Caller:
    return Caller(key.id, key.watermark_message, by_token)


def _check(key: StoredKey, name: str, now: float) -> StoredKey:
    if key.revoked_at is not None:
        raise Unauthorized(f"the {name} has been revoked")
    if key.is_expired(now):
        raise Unauthorized(f"the {name} has expired")
    return key
