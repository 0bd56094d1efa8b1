"""``rhapsode serve``: starts the server, says where it listens and what to try next."""

from __future__ import annotations

import argparse
import logging
import os
import resource
import signal
import socket
import sys
from collections.abc import Iterable
from contextlib import closing
from functools import partial
from ipaddress import ip_address
from types import FrameType
from typing import Any, Literal, get_args, get_origin

import uvicorn
from pydantic import ValidationError

from rhapsode_server.access.key_database import KeyStoreError
from rhapsode_server.app import create_app
from rhapsode_server.config import ENVIRONMENT_PREFIX, Config, describe
from rhapsode_server.dictionaries.dictionary_file import DictionaryFault
from rhapsode_server.engines.selection import CHOICES
from rhapsode_server.telemetry.logs import set_up_logs
from rhapsode_server.transport.attendance import Attendance
from rhapsode_server.transport.peer import HttpProtocol, SocketProtocol
from rhapsode_server.transport.server import DrainingServer

logger = logging.getLogger(__name__)

SUMMARY = "start the server"
PING_INTERVAL_S = 20.0
"""How often a socket is pinged. Higher, and proxies that drop what is silent for a minute (nginx's default) drop quiet
clients, and a client that vanished while nothing was spoken is noticed later; lower wakes phones for nothing."""
PING_TIMEOUT_S = 60.0
"""How long the answer may take. A ping waits behind the audio that the client has not read yet: at uvicorn's own 20 s,
one that reads slower than real time, but reads, would be taken for dead. Higher keeps clients that vanished; where
something is being spoken to them, the grace period for readers notices sooner."""

UNREAD_EXTRA_S = 5.0
"""How much longer than speech any other answer may wait for its client to take it. Lower, and a client that is cut off
for reading nothing is no longer told why; higher keeps the dead."""
SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
"""Those that ask for the end."""

MOST_DESCRIPTORS = 65_536
"""Open files that this process asks the system for, at most. Many systems give 1,024: too few for the connections that
are allowed, and the workers' pipes. Higher makes programs slow that close all they might have inherited."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Describe the options; each has an environment variable of the same name."""
    parser.description = (
        "Start the server. Every option can also be set by an environment variable: "
        f"--max-contexts 20 is {ENVIRONMENT_PREFIX}MAX_CONTEXTS=20."
    )
    for name, field in Config.model_fields.items():
        default = "" if field.default in (None, "") else f" (default: {_shown(field.default)})"
        parser.add_argument(
            f"--{name.replace('_', '-')}",
            default=None,
            metavar=_one_of(CHOICES) if name == "engine" else _placeholder(name, field.annotation),
            help=f"{field.description}{default}",
        )


def _placeholder(name: str, kind: object) -> str:
    """What stands for an option's value in the help."""
    if get_origin(kind) is Literal:
        return _one_of(get_args(kind))
    words = {bool: _one_of(("true", "false")), int: "N", float: "SECONDS", str: name.rsplit("_", 1)[-1].upper()}
    return words.get(kind, "PATH") if isinstance(kind, type) else "PATH"


def _one_of(words: Iterable[str]) -> str:
    return f"{{{','.join(words)}}}"


def _shown(default: object) -> str:
    """A default as it would be typed."""
    if isinstance(default, bool):
        return str(default).lower()
    return f"{default:g}" if isinstance(default, float) else str(default)


def run(arguments: argparse.Namespace) -> int:
    """Serve until interrupted. Gives the exit code."""
    said = {name: getattr(arguments, name) for name in Config.model_fields if getattr(arguments, name) is not None}
    try:
        config = Config(**said)
    except ValidationError as error:
        return _complain(describe(error), 2)
    if config.engine not in CHOICES:
        return _complain(f"--engine {config.engine!r} is not known; choose one of {', '.join(CHOICES)}", 2)
    set_up_logs(config.log_level.upper(), config.log_format)
    raise_descriptors()
    try:
        listener = listen(config)
    except OSError as error:
        return _complain(f"cannot listen on {config.host}:{config.port}: {error.strerror or error}", 1)
    with listener:
        try:
            refusal = _refusal(config, listener.getsockname()[0])
            if refusal is not None:
                return _complain(refusal, 2)
            _serve(config, listener)
        except (KeyStoreError, DictionaryFault) as error:
            return _complain(str(error), 1)
    return 0


def _refusal(config: Config, address: str) -> str | None:
    """Why this server must not be started, if it must not. An unsafe one is started only by whoever says so."""
    with closing(config.doorkeeper()) as doorkeeper:
        if doorkeeper.asks_for_keys and not doorkeeper.has_keys:
            logger.warning("nobody can come in, because no key was made yet: rhapsode keys create NAME")
        if doorkeeper.asks_for_keys or not is_open_to_others(address):
            return None
    if config.auth == "off":
        logger.warning("%s can be reached from other machines, and no key is asked for", config.host)
        return None
    return (
        f"--host {config.host} can be reached from other machines, and no key is asked for. Make a key first: "
        "rhapsode keys create NAME. Or let everybody in who can reach the port: --auth off"
    )


def _serve(config: Config, listener: socket.socket) -> None:
    host, port = listener.getsockname()[:2]
    url = f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"
    attendance = Attendance(config.drain_s)
    with closing(config.doorkeeper()) as doorkeeper:
        asks_for_keys = doorkeeper.asks_for_keys
    app = create_app(config, on_ready=lambda: _greet(url, asks_for_keys, config.demo_page), attendance=attendance)
    settings: dict[str, Any] = {
        # Below its warnings uvicorn prints query strings, in which keys travel, and at "debug" whole frames, which hold
        # the spoken text. Our own log tells of connections.
        "log_level": "error" if config.log_level == "error" else "warning",
        "log_config": None,
        "access_log": False,
        **socket_settings(config),
    }
    server = DrainingServer(uvicorn.Config(app, **settings), attendance)
    hear_signals_around(server)
    try:
        server.run(sockets=[listener])
    except KeyboardInterrupt:
        pass  # it came before the server had taken over the signals: nothing has begun
    finally:
        # While the interpreter ends it gives up its own handlers, and what is left to the system would kill it.
        for asked in SIGNALS:
            signal.signal(asked, signal.SIG_IGN)


def hear_signals_around(server: DrainingServer) -> None:
    """Decide what a signal does before the server has taken them over, and after it has given them back.

    Before, it stops what has hardly begun. After, it does nothing: all is done that it could ask for, and the exit code
    is not to tell of one that comes a moment later.
    """

    def hear(number: int, frame: FrameType | None) -> None:
        if not server.has_listened:
            raise KeyboardInterrupt

    for asked in SIGNALS:
        if signal.getsignal(asked) is not signal.SIG_IGN:
            signal.signal(asked, hear)


def socket_settings(config: Config) -> dict[str, Any]:
    """What uvicorn is told about connections."""
    return {
        "http": partial(HttpProtocol, unread_within_s=config.reader_grace_s + UNREAD_EXTRA_S),
        "ws": partial(SocketProtocol, frames_per_s=config.max_messages_per_s),
        "ws_ping_interval": PING_INTERVAL_S,
        "ws_ping_timeout": PING_TIMEOUT_S,
        "ws_max_size": config.max_frame_bytes,
        # Base64 PCM hardly shrinks, and compressing it costs latency and 50 KiB a connection.
        "ws_per_message_deflate": False,
        # uvicorn believes X-Forwarded-* of whoever connects from this machine; nothing here wants to be told.
        "proxy_headers": False,
    }


def is_open_to_others(address: str) -> bool:
    """Whether other machines may reach what listens on this IP address."""
    return not ip_address(address.partition("%")[0]).is_loopback


def listen(config: Config) -> socket.socket:
    """The socket that clients are to find; whoever comes before they are served waits in it.

    Raises:
        OSError: the address is taken, or none of ours.
    """
    family = socket.AF_INET6 if ":" in config.host else socket.AF_INET
    # With the protocol named, asyncio sets TCP_NODELAY on accepted connections; without it, it does not, and Nagle's
    # algorithm beside delayed acknowledgements holds every small last frame back for 40 ms.
    listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((config.host, config.port))
        # Here and not only when the workers have been started: of two servers that start at the same moment both may
        # bind, but one only may listen.
        listener.listen()
    except OSError:
        listener.close()
        raise
    return listener


def raise_descriptors() -> None:
    """Have as many open files as the system allows this process, up to what is useful."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = MOST_DESCRIPTORS if hard == resource.RLIM_INFINITY else min(hard, MOST_DESCRIPTORS)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))


def _greet(url: str, asks_for_keys: bool, has_page: bool) -> None:
    program = sys.argv[0] if sys.argv[0].endswith("rhapsode") else "rhapsode"
    said = "" if url == "http://127.0.0.1:8420" else f" --url {url}"
    try:
        look = "Open it in a browser, or try" if has_page else "Try"
        print(f"\nRhapsode is ready at {url}. {look}, in another terminal:\n", flush=True)
        if asks_for_keys:
            # In the environment, because every user of the machine can read a command line.
            print(
                f"  export RHAPSODE_API_KEY=...   # the key that `{program} keys create NAME` has shown you", flush=True
            )
        print(f'  {program} say "The first rhapsode sang of Troy." -o t.wav{said}\n', flush=True)
    except OSError as error:
        logger.warning("the greeting could not be written (%s); the server is ready at %s", error.strerror, url)
        # What is left of it would be tried again at the end of the program, and make a failure of its exit code
        # (Python documentation, signal module, "Note on SIGPIPE").
        sys.stdout = open(os.devnull, "w")  # noqa: SIM115 - for the rest of the program's life


def _complain(message: str, code: int) -> int:
    print(f"rhapsode serve: {message}", file=sys.stderr)
    return code
