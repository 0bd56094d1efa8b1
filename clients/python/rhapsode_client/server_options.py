"""The options of every command that talks to a server: where it is, and the key it wants."""

from __future__ import annotations

import argparse
import os

from rhapsode_client.address import DEFAULT_URL

URL_VARIABLE = "RHAPSODE_URL"
"""The environment variable that names the server where no ``--url`` does."""

KEY_VARIABLE = "RHAPSODE_API_KEY"
"""The environment variable that holds the key, so that it need not stand in a command line that others can list."""


def add_server_options(parser: argparse.ArgumentParser) -> None:
    """Declare ``--url`` and ``--api-key``."""
    parser.add_argument("--url", help=f"the server (default: ${URL_VARIABLE}, or {DEFAULT_URL})")
    parser.add_argument(
        "--api-key", metavar="KEY", help=f"the key, where the server wants one (default: ${KEY_VARIABLE})"
    )


def server_url(arguments: argparse.Namespace) -> str:
    """The server that the arguments name, else the environment, else the default."""
    given: str | None = arguments.url
    return given or os.environ.get(URL_VARIABLE) or DEFAULT_URL


def server_key(arguments: argparse.Namespace) -> str | None:
    """The key that the arguments give, else the environment, else none."""
    given: str | None = arguments.api_key
    return given or os.environ.get(KEY_VARIABLE) or None
