"""A conversation of the official client's original generation, ``kugelaudio`` 1.0.0, with a server of ours.

Run by ``test_original.py`` with the interpreter of ``.venv-original``, where neither Rhapsode nor numpy is installed.
It prints what it heard as one line of JSON; whether that is right is the test's business.

Usage: ``python original_client.py ADDRESS VOICE SECOND_VOICE``
"""

from __future__ import annotations

import asyncio
import json
import sys
import time
from collections.abc import AsyncIterator
from importlib.metadata import version
from typing import Any

from kugelaudio import KugelAudio  # the release in this interpreter's environment, not the tests' own

WORDS = "one two three four five six"
LONGEST_S = 20.0
"""The client polls for 50 ms where nothing has begun; a busy machine may need many polls."""


async def collect(frames: AsyncIterator[Any]) -> list[int]:
    """The samples of each chunk that a call gives."""
    return [chunk.samples async for chunk in frames]


async def stream_session(client: Any, voice: int) -> dict[str, Any]:
    """One session, three flushes: each forces what is buffered, and the session goes on."""
    session = client.tts.streaming_session(voice_id=voice, language="en", word_timestamps=True)
    stamps: list[str] = []
    session._on_word_timestamps = lambda words: stamps.extend(word.word for word in words)
    await session.connect()
    forced = []
    for _ in range(3):
        samples = await collect(session.send(WORDS))
        give_up_at = time.monotonic() + LONGEST_S
        while not samples and time.monotonic() < give_up_at:
            samples = await collect(session.flush())
        forced.append(sum(samples))
    samples = await collect(session.send(WORDS, flush=True))
    give_up_at = time.monotonic() + LONGEST_S
    while not samples and time.monotonic() < give_up_at:
        samples = await collect(session.flush())
    forced.append(sum(samples))
    socket = session._ws
    # Unflushed: ``close`` speaks it, and the client hears no more of it than its length.
    await collect(session.send("seven eight"))
    await socket.send(json.dumps({"close": True}))
    ending: list[str] = []
    stats: dict[str, Any] = {}
    async for message in socket:
        frame = json.loads(message)
        ending += [key for key in ("final", "session_closed", "error") if frame.get(key)]
        stats = frame if frame.get("session_closed") else stats
    return {
        "forced": forced,
        "words": stamps,
        "ending": ending,
        "total_audio_seconds": stats.get("total_audio_seconds"),
        "close_code": socket.close_code,
    }


async def plain_session(client: Any, voice: int) -> dict[str, Any]:
    """The documented use: send, flush, leave the block; its statistics are those of the whole session."""
    session = client.tts.streaming_session(voice_id=voice, language="en")
    await session.connect()
    samples = await collect(session.send(WORDS, flush=True))
    began = time.monotonic()
    stats = await session.close()
    return {
        "samples": sum(samples),
        "total_audio_seconds": stats.get("total_audio_seconds"),
        "left_after_s": time.monotonic() - began,
    }


async def multi_session(client: Any, first: int, second: int) -> dict[str, Any]:
    """Five contexts, flushed and closed; then the socket."""
    voices = {"a": first, "b": second, "c": first, "d": second, "e": first}
    session = client.tts.multi_context_session(default_voice_id=first, language="en")
    heard: dict[str, list[int]] = {}
    async with session:
        for name, voice in voices.items():
            await session.create_context(name, voice_id=voice)
        created = sorted(session.active_contexts)
        for name in [*voices, *voices]:
            samples = await collect(session.send(name, WORDS, flush=True))
            heard.setdefault(name, []).append(sum(samples))
        await session.keep_alive("b")
        tail = await collect(session.close_context("a"))
        after_close = sorted(session.active_contexts)
        unflushed = sum(await collect(session.send("b", WORDS)) + await collect(session.close_context("b")))
        stats = await session.close()
    return {
        "created": created,
        "heard": heard,
        "tail": sum(tail),
        "after_close": after_close,
        "unflushed": unflushed,
        "session_closed": stats.get("session_closed"),
        "total_audio_seconds": stats.get("total_audio_seconds"),
    }


async def pooled(client: Any, voice: int) -> list[int]:
    """Two requests over one socket, and one over a socket of its own."""
    await client.connect_async()
    heard = []
    for reuse in (True, True, False):
        samples = 0
        async for item in client.tts.stream_async(WORDS, voice_id=voice, language="en", reuse_connection=reuse):
            samples += getattr(item, "samples", 0)
        heard.append(samples)
    await client.aclose()
    return heard


def main(arguments: list[str]) -> int:
    """Hold the conversation."""
    address, first, second = arguments[0], int(arguments[1]), int(arguments[2])
    client = KugelAudio(api_key="any-key", api_url=f"http://{address}")
    voices = client.voices.list(limit=3)
    answer = client.tts.generate(text=WORDS, voice_id=first, language="en", word_timestamps=True)
    try:
        client.tts.generate(text=" ", voice_id=first)
        refused = ""
    except Exception as error:
        refused = type(error).__name__
    told = {
        "version": version("kugelaudio"),
        "models": [model.id for model in client.models.list()],
        "voices": [voices.total, voices.limit, voices.offset, len(voices.voices)],
        "voice": client.voices.get(first).id,
        "generate": {
            "samples": answer.samples,
            "bytes": len(answer.audio),
            "sample_rate": answer.sample_rate,
            "duration_ms": answer.duration_ms,
            "words": [stamp.word for stamp in answer.word_timestamps],
        },
        "refused": refused,
    }
    with client.tts.streaming_session_sync(voice_id=first, language="en") as session:
        told["sync"] = sum(chunk.samples for chunk in session.send(WORDS, flush=True))
    told["pooled"] = asyncio.run(pooled(KugelAudio(api_key="k", api_url=f"http://{address}"), first))
    told["stream"] = asyncio.run(stream_session(client, first))
    told["plain"] = asyncio.run(plain_session(client, first))
    told["multi"] = asyncio.run(multi_session(client, first, second))
    sys.stdout.write(json.dumps(told) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
