"""``rhapsode serve``: starts the server, says where it listens and what to try next."""

from __future__ import annotations

import argparse
import logging
import socket
import sys
from ipaddress import ip_address
from typing import Any

import uvicorn
from pydantic import ValidationError

from rhapsode_server.app import create_app
from rhapsode_server.config import ENVIRONMENT_PREFIX, Config, describe
from rhapsode_server.engines.registry import ENGINES

logger = logging.getLogger(__name__)

SUMMARY = "start the server"
MAX_FRAME_BYTES = 1024 * 1024
"""Ten thousand characters are far below it; uvicorn's default of 16 MiB is memory that any client may fill."""
GRACE_S = 5
"""Seconds that open connections get to end after Ctrl-C."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Describe the options; each has an environment variable of the same name."""
    parser.description = (
        "Start the server. Every option can also be set by an environment variable: "
        f"--max-contexts 20 is {ENVIRONMENT_PREFIX}MAX_CONTEXTS=20."
    )
    for name, field in Config.model_fields.items():
        default = "" if field.default is None else f" (default: {field.default})"
        parser.add_argument(
            f"--{name.replace('_', '-')}",
            default=None,
            metavar=name.rsplit("_", 1)[-1].upper(),
            help=f"{field.description}{default}",
        )


def run(arguments: argparse.Namespace) -> int:
    """Serve until interrupted. Gives the exit code."""
    said = {name: getattr(arguments, name) for name in Config.model_fields if getattr(arguments, name) is not None}
    try:
        config = Config(**said)
    except ValidationError as error:
        return _complain(describe(error), 2)
    if config.engine not in ENGINES:
        return _complain(f"--engine {config.engine!r} is not known; choose one of {', '.join(ENGINES)}", 2)
    logging.basicConfig(level=config.log_level.upper(), format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    try:
        listener = _listen(config)
    except OSError as error:
        return _complain(f"cannot listen on {config.host}:{config.port}: {error.strerror or error}", 1)
    if is_open_to_others(listener.getsockname()[0]):
        logger.warning("%s can be reached from other machines, and no key is asked for", config.host)
    with listener:
        _serve(config, listener)
    return 0


def _serve(config: Config, listener: socket.socket) -> None:
    host, port = listener.getsockname()[:2]
    url = f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"
    app = create_app(config, on_ready=lambda: _greet(url))
    settings: dict[str, Any] = {
        # Below its warnings uvicorn prints query strings, in which keys travel, and at "debug" whole frames, which hold
        # the spoken text. Our own log tells of connections.
        "log_level": "error" if config.log_level == "error" else "warning",
        "log_config": None,
        "access_log": False,
        "ws": "websockets-sansio",
        "ws_max_size": MAX_FRAME_BYTES,
        # Base64 PCM hardly shrinks, and compressing it costs latency and 50 KiB a connection.
        "ws_per_message_deflate": False,
        "timeout_graceful_shutdown": GRACE_S,
    }
    try:
        uvicorn.Server(uvicorn.Config(app, **settings)).run(sockets=[listener])
    except KeyboardInterrupt:
        pass  # uvicorn has shut down in order, and raises the signal anew for its caller


def is_open_to_others(address: str) -> bool:
    """Whether other machines may reach what listens on this IP address."""
    return not ip_address(address.partition("%")[0]).is_loopback


def _listen(config: Config) -> socket.socket:
    family = socket.AF_INET6 if ":" in config.host else socket.AF_INET
    # With the protocol named, asyncio sets TCP_NODELAY on accepted connections; without it, it does not, and Nagle's
    # algorithm beside delayed acknowledgements holds every small last frame back for 40 ms.
    listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((config.host, config.port))
    except OSError:
        listener.close()
        raise
    return listener


def _greet(url: str) -> None:
    program = sys.argv[0] if sys.argv[0].endswith("rhapsode") else "rhapsode"
    said = "" if url == "http://127.0.0.1:8420" else f" --url {url}"
    print(f"\nRhapsode is ready at {url}. Try, in another terminal:\n", flush=True)
    print(f'  {program} say "The first rhapsode sang of Troy." -o t.wav{said}\n', flush=True)


def _complain(message: str, code: int) -> int:
    print(f"rhapsode serve: {message}", file=sys.stderr)
    return code
