"""``/v1/dictionaries``: clients' pronunciation dictionaries, made, changed and looked up.

The disk is waited for in another thread, one change after the other, and a change counts for every turn and context
that opens after its answer.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import asdict
from typing import NamedTuple, TypeVar

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from rhapsode_protocol.errors import Forbidden, InternalError, InvalidRequest, NotFound
from rhapsode_server.dialects.kugelaudio_dictionaries import (
    read_dictionary,
    read_dictionary_changes,
    read_entries,
    read_entry,
    read_entry_changes,
)
from rhapsode_server.dictionaries.dictionary_file import DictionaryFault
from rhapsode_server.dictionaries.dictionary_store import NOBODY, DictionaryStore
from rhapsode_server.dictionaries.shelf import Shelf
from rhapsode_server.dictionaries.stored import WrittenEntry
from rhapsode_server.transport.door import caller_of
from rhapsode_server.transport.request_body import read_body

logger = logging.getLogger(__name__)

DEFAULT_PAGE = 100
MAX_PAGE = 500
MAX_OFFSET = 1_000_000
MAX_PROJECT = 2**53 - 1
"""What every JSON library reads exactly (RFC 8259 section 6)."""
MAX_SEARCH = 200

T = TypeVar("T")


class _Asked(NamedTuple):
    """Whose project is asked for."""

    owner: str
    project_id: int | None


class Dictionaries:
    """Answers the dictionary routes. The door has let in whoever asks.

    Args:
        store: where they are kept.
        shelf: who is told of changes.
        max_body_bytes: the largest body that is read.
    """

    def __init__(self, store: DictionaryStore, shelf: Shelf, max_body_bytes: int) -> None:
        self._store = store
        self._shelf = shelf
        self._max_body_bytes = max_body_bytes
        self._turn = asyncio.Lock()

    def routes(self) -> list[BaseRoute]:
        """Where it answers."""
        one, entries = "/v1/dictionaries/{dictionary_id}", "/v1/dictionaries/{dictionary_id}/entries"
        return [
            _route("/v1/dictionaries", GET=self.list_dictionaries, POST=self.create),
            _route(one, GET=self.get_dictionary, PATCH=self.update, DELETE=self.delete),
            _route(entries, GET=self.list_entries, POST=self.add_entry, PUT=self.replace_entries),
            _route(f"{entries}/{{entry_id}}", PATCH=self.update_entry, DELETE=self.delete_entry),
        ]

    async def list_dictionaries(self, request: Request) -> Response:
        """``GET /v1/dictionaries``: all of a project, without their entries."""
        asked = _asked(request)
        found = await self._look(lambda: self._store.dictionaries(*asked))
        return JSONResponse({"dictionaries": [asdict(each) for each in found]})

    async def create(self, request: Request) -> Response:
        """``POST /v1/dictionaries``: a new one, empty and active."""
        asked = _asked(request, changes=True)
        said = read_dictionary(await read_body(request, self._max_body_bytes))
        made = await self._change(
            lambda: self._store.create(*asked, said["name"], said.get("description"), said.get("language")),
            lambda made: made.id,
        )
        return JSONResponse(asdict(made), 201)

    async def get_dictionary(self, request: Request) -> Response:
        """``GET /v1/dictionaries/{dictionary_id}``: one, without its entries."""
        asked, number = _asked(request), _number(request, "dictionary_id")
        return JSONResponse(asdict(await self._look(lambda: self._store.dictionary(*asked, number))))

    async def update(self, request: Request) -> Response:
        """``PATCH /v1/dictionaries/{dictionary_id}``: change what is said."""
        asked, number = _asked(request, changes=True), _number(request, "dictionary_id")
        said = read_dictionary_changes(await read_body(request, self._max_body_bytes))
        changed = await self._change(lambda: self._store.update(*asked, number, said), lambda _: number)
        return JSONResponse(asdict(changed))

    async def delete(self, request: Request) -> Response:
        """``DELETE /v1/dictionaries/{dictionary_id}``: with all its entries."""
        asked, number = _asked(request, changes=True), _number(request, "dictionary_id")
        await self._change(lambda: self._store.delete(*asked, number), lambda _: number)
        return JSONResponse({"deleted": True})

    async def list_entries(self, request: Request) -> Response:
        """``GET …/entries``: a page of a dictionary's entries, by ``limit``, ``offset`` and ``search``."""
        asked, number = _asked(request), _number(request, "dictionary_id")
        query = request.query_params
        limit = _whole_number(query.get("limit"), "limit", DEFAULT_PAGE, 1, MAX_PAGE)
        offset = _whole_number(query.get("offset"), "offset", 0, 0, MAX_OFFSET)
        search = query.get("search", "")
        if len(search) > MAX_SEARCH:
            raise InvalidRequest(f"search is longer than {MAX_SEARCH} characters", field="search")
        found, total = await self._look(lambda: self._store.entries(*asked, number, search, limit, offset))
        page = [asdict(each) for each in found]
        return JSONResponse({"entries": page, "total": total, "limit": limit, "offset": offset})

    async def add_entry(self, request: Request) -> Response:
        """``POST …/entries``: one more; one of the same word is written over."""
        asked, number = _asked(request, changes=True), _number(request, "dictionary_id")
        entry = WrittenEntry(**read_entry(await read_body(request, self._max_body_bytes)))
        made = await self._change(lambda: self._store.add(*asked, number, entry), lambda _: number)
        return JSONResponse(asdict(made), 201)

    async def replace_entries(self, request: Request) -> Response:
        """``PUT …/entries``: these and no others."""
        asked, number = _asked(request, changes=True), _number(request, "dictionary_id")
        entries = [WrittenEntry(**row) for row in read_entries(await read_body(request, self._max_body_bytes))]
        counts = await self._change(lambda: self._store.replace_entries(*asked, number, entries), lambda _: number)
        return JSONResponse(dict(zip(("upserted", "deleted", "total"), counts, strict=True)))

    async def update_entry(self, request: Request) -> Response:
        """``PATCH …/entries/{entry_id}``: change what is said."""
        asked, number = _asked(request, changes=True), _number(request, "dictionary_id")
        entry_id = _number(request, "entry_id")
        said = read_entry_changes(await read_body(request, self._max_body_bytes))
        changed = await self._change(lambda: self._store.update_entry(*asked, number, entry_id, said), lambda _: number)
        return JSONResponse(asdict(changed))

    async def delete_entry(self, request: Request) -> Response:
        """``DELETE …/entries/{entry_id}``: one less."""
        asked, number = _asked(request, changes=True), _number(request, "dictionary_id")
        entry_id = _number(request, "entry_id")
        await self._change(lambda: self._store.delete_entry(*asked, number, entry_id), lambda _: number)
        return JSONResponse({"deleted": True})

    async def _look(self, work: Callable[[], T]) -> T:
        try:
            return await asyncio.to_thread(work)
        except DictionaryFault as fault:
            raise _told(fault) from fault

    async def _change(self, work: Callable[[], T], touches: Callable[[T], int]) -> T:
        def run() -> T:
            done = work()
            self._shelf.reload(touches(done))
            return done

        async with self._turn:
            return await self._look(run)


def _route(path: str, **answers: Callable[[Request], Awaitable[Response]]) -> Route:
    """One route for all methods of a path, so that a wrong one is told all the right ones."""

    async def answer(request: Request) -> Response:
        return await answers["GET" if request.method == "HEAD" else request.method](request)

    return Route(path, answer, methods=list(answers))


def _told(fault: DictionaryFault) -> InternalError:
    logger.error("%s", fault)
    return InternalError("the dictionaries cannot be used; the server's log has the cause")


def _asked(request: Request, *, changes: bool = False) -> _Asked:
    caller = caller_of(request)
    if changes and caller.by_token:
        # Tokens are for browsers, which anybody may hold.
        raise Forbidden("a token changes no dictionaries; show the key itself")
    said = request.query_params.get("project_id")
    project_id = None if said is None else _whole_number(said, "project_id", 1, 1, MAX_PROJECT)
    return _Asked(caller.key_id or NOBODY, project_id)


def _number(request: Request, name: str) -> int:
    said: str = request.path_params[name]
    if not (said.isascii() and said.isdigit() and len(said) < 19):
        raise NotFound(f"{name} is no number of a dictionary or entry", field=name)
    return int(said)


def _whole_number(said: str | None, name: str, default: int, least: int, most: int) -> int:
    if said is None:
        return default
    if not (said.isascii() and said.isdigit() and len(said) < 17 and least <= int(said) <= most):
        raise InvalidRequest(f"{name} must be a whole number from {least} to {most}", field=name)
    return int(said)
