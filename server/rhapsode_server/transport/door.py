"""The door: what every request and every handshake passes before anything of it is read.

In this order: the web page that asks (403), its preflight, the key (401), the number of connections (429). Whoever has
passed is ``scope["caller"]``. Keys and tokens end here: they are taken out of the query string, so that nothing behind
the door, nor the server's own log lines, can give one away.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Collection
from contextlib import ExitStack

from starlette.datastructures import Headers
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import HTTPConnection, Request
from starlette.types import ASGIApp, Receive, Scope, Send
from starlette.websockets import WebSocket

from rhapsode_protocol.errors import Forbidden, RhapsodeError
from rhapsode_server.access.admission import Admission
from rhapsode_server.access.caller import ANYBODY, Caller
from rhapsode_server.access.credential import read_credential, without_credentials
from rhapsode_server.access.doorkeeper import Doorkeeper
from rhapsode_server.access.origin import OriginPolicy
from rhapsode_server.transport.answers import answer_error, deny
from rhapsode_server.transport.eviction import Eviction

OPEN_PATHS = frozenset({"/", "/health", "/ready", "/v1/models", "/openapi.json", "/asyncapi.json"})
"""Served without a key: what load balancers and official clients ask for before they have one (wire reference, section
3.1), and descriptions that are public anyway. ``/metrics`` is not among them: it tells how much is spoken."""

OPEN_FOLDER = "/browser/"
"""Below it all is open too: a page's modules, which browsers load without a key, and which anybody may read anyway."""

SHOWN_HEADERS = ("x-request-id", "X-Sample-Rate", "X-Audio-Format", "Retry-After", "X-KugelAudio-AI-Generated")
"""What scripts of allowed sites may read of an answer (Fetch standard, section 3.3.3)."""

TAKEN_HEADERS = (
    *("Authorization", "X-API-Key", "Content-Type", "X-Request-Id"),
    *("X-KugelAudio-SDK", "X-KugelAudio-SDK-Version"),
)
"""What scripts of allowed sites may send, the official browser client's own fields included."""


_CREDENTIAL = "rhapsode.credential"
"""Where the key is in a scope between the first look at a request and the last."""


class Door:
    """ASGI middleware. Whatever names responses must be outside it, so that refusals have their ids too.

    Args:
        app: what is behind the door.
        doorkeeper: who knows the keys.
        policy: which pages may ask.
        admission: how many may be in.
        eviction: who ends the sockets of keys that are not good any more.
        counted_paths: REST resources that synthesise, and so count as connections like sockets do.
        clock: Unix seconds.
    """

    def __init__(
        self,
        app: ASGIApp,
        *,
        doorkeeper: Doorkeeper,
        policy: OriginPolicy,
        admission: Admission,
        eviction: Eviction,
        counted_paths: Collection[str],
        clock: Callable[[], float] = time.time,
    ) -> None:
        self._app = app
        self._doorkeeper = doorkeeper
        self._policy = policy
        self._admission = admission
        self._eviction = eviction
        self._counted_paths = counted_paths
        self._clock = clock
        self._cors = CORSMiddleware(
            self._admit,
            allow_origins=policy.allowed_origins,
            allow_methods=("GET", "POST", "PUT", "PATCH", "DELETE"),
            allow_headers=TAKEN_HEADERS,
            expose_headers=SHOWN_HEADERS,
            # A listed site is trusted to reach this server wherever it is, on its visitor's own machine too.
            allow_private_network=True,
        )

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket"):
            await self._app(scope, receive, send)
            return
        scope[_CREDENTIAL] = read_credential(scope["headers"], scope["query_string"])
        # In place: the web server writes its log lines from this very scope.
        scope["query_string"] = without_credentials(scope["query_string"])
        try:
            self._check_page(Headers(scope=scope))
        except RhapsodeError as error:
            await _refuse(error, scope, receive, send)
            return
        await self._cors(scope, receive, send)

    def _check_page(self, headers: Headers) -> None:
        hosts, origins = headers.getlist("host"), headers.getlist("origin")
        if len(hosts) > 1 or len(origins) > 1:
            # Which of them counts is where two programs differ, and one is deceived (RFC 9112 section 3.2).
            raise Forbidden("a request has one Host and at most one Origin")
        self._policy.check(
            next(iter(hosts), None), next(iter(origins), None), asks_for_keys=self._doorkeeper.asks_for_keys
        )

    async def _admit(self, scope: Scope, receive: Receive, send: Send) -> None:
        credential = scope.pop(_CREDENTIAL)
        with ExitStack() as stay:
            try:
                caller = scope["caller"] = self._identify(scope["path"], credential)
                if scope["type"] == "websocket" or scope["path"] in self._counted_paths:
                    stay.enter_context(self._admission.admit(caller))
            except RhapsodeError as error:
                await _refuse(error, scope, receive, send)
                return
            if scope["type"] == "websocket" and caller.key_id is not None:
                await self._eviction.serve(caller.key_id, self._app, scope, receive, send)
            else:
                await self._app(scope, receive, send)

    def _identify(self, path: str, credential: str | None) -> Caller:
        if path in OPEN_PATHS or path.startswith(OPEN_FOLDER):
            return ANYBODY
        return self._doorkeeper.identify(credential, self._clock())


def caller_of(connection: HTTPConnection) -> Caller:
    """Who is asking; anybody, where no door was passed, as in tests of a part."""
    caller: Caller = connection.scope.get("caller", ANYBODY)
    return caller


async def _refuse(error: RhapsodeError, scope: Scope, receive: Receive, send: Send) -> None:
    if scope["type"] == "websocket":
        await deny(WebSocket(scope, receive, send), error)
        return
    response = await answer_error(Request(scope), error)
    await response(scope, receive, send)
