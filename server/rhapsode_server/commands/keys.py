"""``rhapsode keys``: makes, lists and revokes the keys that the server asks for."""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from rhapsode_server.access.api_key import key_id_of, without_region
from rhapsode_server.access.key_database import KeyStoreError
from rhapsode_server.access.key_store import KeyStore, StoredKey
from rhapsode_server.audio.watermark import read_message
from rhapsode_server.config import ENVIRONMENT_PREFIX, Config, describe

SUMMARY = "make, list and revoke API keys"

MAX_NAME_CHARACTERS = 100
"""Longer ones make a table that nobody can read."""

MAX_DAYS = 36_500
"""A century: beyond it lie typing errors, and dates that the system cannot show."""

SECONDS_A_DAY = 86_400

EXAMPLES = """\
examples:
  rhapsode keys create "voice agent"
  KEY=$(rhapsode keys create laptop --expires-days 30 | tail -n 1)
  rhapsode keys list
  rhapsode keys revoke k3x9q2ab

Once there is a key, the server asks everybody for one (rhapsode serve --auth). A running server sees every change at
once; open connections of a revoked key are closed within two seconds. Only a hash of each key is kept: the key is shown
when it is made, and never again."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments."""
    parser.description = "Make, list and revoke the keys that a server on this machine asks for."
    parser.epilog, parser.formatter_class = EXAMPLES, argparse.RawDescriptionHelpFormatter
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION", title="actions")
    create = actions.add_parser("create", help="make a key, and show it this once", description="Make a key.")
    create.add_argument("name", type=_name, help="what the key is for, for people")
    create.add_argument(
        "--expires-days", type=_days, metavar="N", help="days until the key stops being good (default: never)"
    )
    create.add_argument(
        "--watermark-message",
        type=_message,
        metavar="BITS",
        help="the 16 bits that mark this key's speech, as 0x1234 (default: the server's)",
    )
    listing = actions.add_parser(
        "list", help="list all keys, without the keys themselves", description="List all keys."
    )
    revoke = actions.add_parser("revoke", help="make a key worthless", description="Make a key worthless, for good.")
    revoke.add_argument("id", help="the key's id, as `rhapsode keys list` shows it, or the key itself")
    for action in (create, listing, revoke):
        action.add_argument("--json", action="store_true", help="print JSON instead of words")
        action.add_argument(
            "--keys-db",
            type=Path,
            metavar="PATH",
            help=f"the key store's file (default: ${ENVIRONMENT_PREFIX}KEYS_DB, or the server's)",
        )


def run(arguments: argparse.Namespace) -> int:
    """Do what is asked. Gives the exit code: 0 done, 1 not done, 2 wrong settings."""
    try:
        said: dict[str, Any] = {} if arguments.keys_db is None else {"keys_db": arguments.keys_db}
        config = Config(**said)
    except ValidationError as error:
        return _complain(describe(error), 2)
    try:
        store = KeyStore(config.keys_path())
        if arguments.action == "create":
            return _create(store, arguments)
        return _list(store, arguments) if arguments.action == "list" else _revoke(store, arguments)
    except KeyStoreError as error:
        return _complain(str(error), 1)


def _create(store: KeyStore, arguments: argparse.Namespace) -> int:
    now = int(time.time())
    days: int | None = arguments.expires_days
    ends_at = None if days is None else now + days * SECONDS_A_DAY
    stored, key = store.create(arguments.name, now, ends_at, arguments.watermark_message)
    if arguments.json:
        print(json.dumps({**_facts(stored, now), "key": key}, ensure_ascii=False))
        return 0
    print(f"Key {stored.id} for {stored.name!r}, good {_until(stored)}. It is shown this once; keep it safe:")
    print(key)
    return 0


def _list(store: KeyStore, arguments: argparse.Namespace) -> int:
    now, keys = int(time.time()), store.all_keys()
    if arguments.json:
        print(json.dumps([_facts(key, now) for key in keys], ensure_ascii=False))
    elif keys:
        for line in table(keys, now):
            print(line)
    else:
        print("There is no key yet. Make one with: rhapsode keys create NAME", file=sys.stderr)
    return 0


def _revoke(store: KeyStore, arguments: argparse.Namespace) -> int:
    # Whoever finds a leaked key has the key, and not its id.
    key_id = key_id_of(without_region(arguments.id)) or arguments.id
    now = int(time.time())
    stored = store.revoke(key_id, now)
    if stored is None:
        return _complain(f"there is no key with the id {key_id[:40]!r}; `rhapsode keys list` shows them all", 1)
    if arguments.json:
        print(json.dumps(_facts(stored, now), ensure_ascii=False))
    else:
        print(f"Key {stored.id} for {stored.name!r} is revoked, since {_time(stored.revoked_at)}.")
    return 0


def table(keys: Sequence[StoredKey], now: float) -> list[str]:
    """Lines of a table with a heading; columns as wide as their longest entry."""
    rows = [("ID", "NAME", "STATE", "CREATED", "EXPIRES", "WATERMARK")]
    rows += [
        (
            key.id,
            key.name,
            _state(key, now),
            _time(key.created_at) or "",
            _time(key.expires_at) or "never",
            _bits(key) or "server's",
        )
        for key in keys
    ]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]


def _facts(key: StoredKey, now: float) -> dict[str, str | None]:
    return {
        "id": key.id,
        "name": key.name,
        "state": _state(key, now),
        "created_at": _time(key.created_at),
        "expires_at": _time(key.expires_at),
        "revoked_at": _time(key.revoked_at),
        "watermark_message": _bits(key),
    }


def _bits(key: StoredKey) -> str | None:
    return None if key.watermark_message is None else f"0x{key.watermark_message:04x}"


def _state(key: StoredKey, now: float) -> str:
    if key.revoked_at is not None:
        return "revoked"
    return "expired" if key.is_expired(now) else "good"


def _until(key: StoredKey) -> str:
    return "until it is revoked" if key.expires_at is None else f"until {_time(key.expires_at)}"


def _time(unix_s: int | None) -> str | None:
    """RFC 3339, in UTC."""
    return None if unix_s is None else datetime.fromtimestamp(unix_s, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _name(said: str) -> str:
    if not said.strip() or len(said) > MAX_NAME_CHARACTERS or not said.isprintable():
        raise argparse.ArgumentTypeError(f"a name has 1 to {MAX_NAME_CHARACTERS} characters that can be printed")
    return said.strip()


def _days(said: str) -> int:
    if not (said.isascii() and said.isdigit() and 1 <= int(said[:9]) <= MAX_DAYS):
        raise argparse.ArgumentTypeError(f"days are a whole number from 1 to {MAX_DAYS}")
    return int(said)


def _message(said: str) -> int:
    try:
        return read_message(said)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from None


def _complain(message: str, code: int) -> int:
    print(f"rhapsode keys: {message}", file=sys.stderr)
    return code
