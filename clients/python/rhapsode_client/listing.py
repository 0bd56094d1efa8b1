"""The voices that a server offers, read over REST with the standard library."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from http.client import HTTPException
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.request import ProxyHandler, Request, build_opener

from rhapsode_client.address import DEFAULT_URL, Address, parse_address
from rhapsode_client.authorization import authorization
from rhapsode_client.errors import CannotConnect, ProtocolViolation
from rhapsode_client.refusal import no_answer, refusal
from rhapsode_protocol.errors import InvalidJson
from rhapsode_protocol.wire_json import loads_object

VOICES_PATH = "/v1/voices"

PAGE_VOICES = 100
"""Voices asked for at once; the protocol's most (KugelAudio, voices page). Lower only makes more requests."""

TIMEOUT_S = 10.0
"""How long one request may take. The list is at hand on the server: longer means that nobody is there."""


@dataclass(frozen=True, slots=True)
class ListedVoice:
    """One voice, as the server lists it."""

    id: int
    """Permanent number."""
    handle: str
    """Permanent name for people; empty where the server has none."""
    name: str
    language: str
    """The voice's own language; empty where the server does not say."""
    languages: tuple[str, ...]
    """Every language that it speaks, its own first."""
    sex: str
    """``male``, ``female``, ``neutral``, or empty where unknown."""
    description: str
    limitation: str = ""
    """What it cannot pronounce, in one sentence; empty where the server knows of nothing."""


async def list_voices(
    url: str = DEFAULT_URL, api_key: str | None = None, *, language: str | None = None
) -> list[ListedVoice]:
    """Fetch all public voices, or those of one language, without blocking the event loop.

    Raises:
        InvalidAddress: ``url`` cannot be read.
        InvalidKey: ``api_key`` cannot be sent.
        CannotConnect: nobody answers there.
        Refused: the server answered with an HTTP error.
        ProtocolViolation: the answer is not a list of voices.
    """
    return await asyncio.to_thread(fetch_voices, parse_address(url), api_key, language=language)


def fetch_voices(address: Address, api_key: str | None = None, *, language: str | None = None) -> list[ListedVoice]:
    """Fetch all public voices, or those of one language, page by page; blocks. See :func:`list_voices`."""
    wanted = {} if language is None else {"language": language}
    voices: list[ListedVoice] = []
    offset = 0
    while True:
        url = address.http(VOICES_PATH, limit=PAGE_VOICES, offset=offset, include_public="true", **wanted)
        page = _get(url, address, api_key)
        items, total = page.get("voices"), page.get("total")
        if not isinstance(items, list) or not isinstance(total, int):
            raise ProtocolViolation(f"{address} answered {VOICES_PATH} without voices and their total")
        voices.extend(_voice(item) for item in items)
        offset += len(items)
        # An empty page ends the list too: a server whose total is wrong must not be asked for ever.
        if not items or offset >= total:
            return voices


def _get(url: str, address: Address, api_key: str | None) -> dict[str, Any]:
    headers = {"Accept": "application/json", **authorization(api_key)}
    opener = build_opener(*([ProxyHandler({})] if address.is_loopback else []))
    try:
        with opener.open(Request(url, headers=headers), timeout=TIMEOUT_S) as response:
            return loads_object(response.read())
    except HTTPError as error:
        with error:
            retry_after = error.headers.get("Retry-After")
            raise refusal(error.code, error.read(), error.reason, address, retry_after) from error
    except URLError as error:
        reason = error.reason if isinstance(error.reason, OSError) else OSError(str(error.reason))
        raise no_answer(address, reason, TIMEOUT_S) from error
    except OSError as error:
        raise no_answer(address, error, TIMEOUT_S) from error
    except (HTTPException, InvalidJson) as error:
        raise CannotConnect(f"what answers at {address} is not a Rhapsode server") from error


def _voice(item: Any) -> ListedVoice:
    if not isinstance(item, dict) or not isinstance(item.get("id"), int):
        raise ProtocolViolation("the server listed a voice without its number")
    languages = tuple(tag for tag in item.get("supported_languages") or () if isinstance(tag, str))
    return ListedVoice(
        id=item["id"],
        handle=str(item.get("handle") or ""),
        name=str(item.get("name") or ""),
        language=str(item.get("language") or (languages[0] if languages else "")),
        languages=languages,
        sex=str(item.get("sex") or ""),
        description=str(item.get("description") or ""),
        limitation=str(item.get("limitation") or ""),
    )
