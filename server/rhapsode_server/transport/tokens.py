"""``POST /v1/tokens``: a short-lived token for a web page, given to whoever shows a key."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, datetime

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from rhapsode_protocol.errors import InvalidRequest
from rhapsode_protocol.wire_json import loads_object
from rhapsode_server.access.doorkeeper import Doorkeeper
from rhapsode_server.transport.door import caller_of
from rhapsode_server.transport.request_body import read_body

LEAST_S, MOST_S, USUAL_S = 60, 3_600, 600
"""How long a token may be good. Shorter, and clocks that differ by a minute kill it; longer, and whoever copies it out
of a page has what is as good as a key."""

MOST_BODY_BYTES = 4_096
"""One number in an object. Lower refuses generous white space; higher is read for nothing."""

FIELD = "expires_in_s"


class Tokens:
    """Answers the token route. The door has let in whoever asks.

    Args:
        doorkeeper: who signs.
        clock: Unix seconds.
    """

    def __init__(self, doorkeeper: Doorkeeper, clock: Callable[[], float] = time.time) -> None:
        self._doorkeeper = doorkeeper
        self._clock = clock

    async def mint(self, request: Request) -> Response:
        """Give a token; where no key is asked for, to anybody, so that a page works the same with and without keys."""
        lasts_s = _read_lasts(await read_body(request, MOST_BODY_BYTES))
        now = self._clock()
        text, token = self._doorkeeper.mint(caller_of(request), lasts_s, now)
        answer = {
            "token": text,
            "expires_at": datetime.fromtimestamp(token.expires_at, UTC).isoformat().replace("+00:00", "Z"),
            FIELD: token.expires_at - int(now),
        }
        # RFC 6750 section 5.3: what holds a token is not kept on the way.
        return JSONResponse(answer, headers={"Cache-Control": "no-store"})


def _read_lasts(body: bytes) -> int:
    said = loads_object(body) if body.strip() else {}
    unknown = sorted(said.keys() - {FIELD})
    if unknown:
        raise InvalidRequest(
            f"{unknown[0][:100]!r} is no field of this request; it has {FIELD}", field=unknown[0][:100]
        )
    lasts_s = said.get(FIELD)
    if lasts_s is None:
        return USUAL_S
    # Some languages write every number with a decimal point.
    whole = isinstance(lasts_s, int) or (isinstance(lasts_s, float) and lasts_s.is_integer())
    if isinstance(lasts_s, bool) or not whole or not LEAST_S <= lasts_s <= MOST_S:
        raise InvalidRequest(f"{FIELD} must be a whole number from {LEAST_S} to {MOST_S}", field=FIELD)
    return int(lasts_s)
