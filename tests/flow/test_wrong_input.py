"""Everything a client can say wrong, each with its exact answer; and that nobody else, and nothing after it, is harmed.

Every row has a socket of its own, on which another context (where there are contexts) is in the middle of its text.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
import websockets

from flow.house import Client, Frame, chosen, client, house, sound

pytestmark = pytest.mark.slow

NEIGHBOUR = "neighbour"
NEIGHBOURS_WORDS = 12
WORD_SAMPLES = 1_920
"""What the tone engine makes of one word at 24 kHz."""

Said = str | bytes | Frame


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with house("tone", max_contexts=3, max_queued_turns=4) as served:
        yield served


@dataclass(frozen=True)
class Row:
    """Frames and the answer to the last of them."""

    name: str
    frames: list[Said]
    said: str
    """What the message must say: the rule."""
    at: str | None = None
    """``field`` of the answer."""
    code: int = 400
    error_code: str = "VALIDATION_ERROR"
    context_id: str | None = None
    more: Frame = field(default_factory=dict)


def on(frame: Frame, **settings: Any) -> list[Said]:
    return [{**frame, **settings}]


NOT_AN_OBJECT = "a message must be one JSON object"
NOT_JSON = "the message is not JSON"

ANY_SOCKET = [
    Row("an empty frame", [""], f"{NOT_JSON}: Expecting value at character 0"),
    Row("a cut frame", ['{"text": "la'], f"{NOT_JSON}: Unterminated string starting at character 9"),
    Row("two objects", ['{"text": "la"}{}'], f"{NOT_JSON}: Extra data at character 14"),
    Row("single quotes", ["{'text': 'la'}"], f"{NOT_JSON}: Expecting property name"),
    Row("a byte order mark", ['\ufeff{"text": "la"}'], f"{NOT_JSON}: Unexpected UTF-8 BOM"),
    Row("a bare control character", ['{"text": "\x01"}'], f"{NOT_JSON}: Invalid control character at character 10"),
    Row("an array", ["[]"], NOT_AN_OBJECT),
    Row("a string", ['"la"'], NOT_AN_OBJECT),
    Row("a number", ["5"], NOT_AN_OBJECT),
    Row("null", ["null"], NOT_AN_OBJECT),
    Row("arrays in arrays", ["[" * 10_000 + "]" * 10_000], "nested deeper than 32 levels"),
    Row("objects in objects", ['{"a":' * 10_000 + "1" + "}" * 10_000], "nested deeper than 32 levels"),
    Row("NaN", ['{"text": "la", "speed": NaN}'], "NaN is not a JSON number"),
    Row("Infinity", ['{"text": "la", "speed": -Infinity}'], "-Infinity is not a JSON number"),
    Row("1e999", ['{"text": "la", "speed": 1e999}'], "a number that is too large"),
    Row("400 digits", ['{"text": "la", "speed": 1' + "0" * 400 + "}"], "a number that is too large"),
    Row("a binary frame", [b'{"text": "la"}'], "binary frames have no meaning in this protocol; send JSON as text"),
    Row("cancel as a number", [{"cancel": 1}], "cancel must be true or false", "cancel"),
    Row("update_settings as a list", [{"update_settings": []}], "must be an object", "update_settings"),
    Row(
        "update_settings of what cannot change",
        [{"update_settings": {"voice_id": "tone-1"}}],
        "cannot change voice_id; only cfg_scale, temperature, speed, max_new_tokens, language, normalize",
        "update_settings.voice_id",
    ),
    Row(
        "update_settings out of range",
        [{"update_settings": {"speed": 1.21}}],
        "update_settings.speed is 1.21; it must lie between 0.8 and 1.2",
        "update_settings.speed",
    ),
    Row(
        "update_settings to a language that nobody speaks",
        [{"update_settings": {"language": "xx"}}],
        "language 'xx' is not one that a served voice speaks",
        "language",
    ),
]
"""Wrong on each of the three sockets alike."""


def with_text(base: Frame, context_id: str | None) -> list[Row]:
    """Rows for a frame with text."""

    def row(name: str, settings: Frame, said: str, at: str, code: int = 400, error_code: str = "") -> Row:
        return Row(name, on(base, **settings), said, at, code, error_code or "VALIDATION_ERROR", context_id)

    rows = [
        row("text as a number", {"text": 7}, "text must be a string", "text"),
        row("text as a bool", {"text": True}, "text must be a string", "text"),
        row("text as an object", {"text": {"text": "la"}}, "text must be a string", "text"),
        row("text too long", {"text": "a" * 10_001}, "text has 10001 characters; a frame may hold 10000", "text", 413),
        row("an unknown voice", {"voice_id": "nobody"}, "voice_id 'nobody'", "voice_id", 404, "NOT_FOUND"),
        row("an unknown number", {"voice_id": -1}, "voice_id -1 is not in the", "voice_id", 404, "NOT_FOUND"),
        row("a huge number", {"voice_id": 10**30}, "is not in the catalogue", "voice_id", 404, "NOT_FOUND"),
        row("voice_id as a bool", {"voice_id": True}, "must be a whole number or a string", "voice_id"),
        row("voice_id as an object", {"voice_id": {"id": 1}}, "must be a whole number or a string", "voice_id"),
        row("an unknown model", {"model_id": "gpt"}, "model_id 'gpt' is not served; choose one of tone", "model_id"),
        row("an empty model", {"model_id": ""}, "model_id is empty", "model_id"),
        row("an unknown language", {"language": "xx"}, "language 'xx' is not one that", "language"),
        row("an unknown rate", {"sample_rate": 11_025}, "sample_rate 11025 is not offered; choose one", "sample_rate"),
        row("a rate of nought", {"sample_rate": 0}, "sample_rate 0 is not offered; choose one of 8000", "sample_rate"),
        row("half a hertz", {"sample_rate": 24_000.5}, "sample_rate must be a whole number", "sample_rate"),
        row("a rate as a string", {"sample_rate": "24000"}, "must be a whole number", "sample_rate"),
        row("an unknown format", {"output_format": "mp3"}, "'mp3' is not offered; choose one of", "output_format"),
        row(
            "a rate against a format",
            {"output_format": "pcm_8000", "sample_rate": 16_000},
            "sample_rate 16000 contradicts output_format 'pcm_8000'; send one of them",
            "sample_rate",
        ),
        row("speed too low", {"speed": 0.79}, "speed is 0.79; it must lie between 0.8 and 1.2", "speed"),
        row("speed too high", {"speed": 1.21}, "speed is 1.21; it must lie between 0.8 and 1.2", "speed"),
        row("speed as a bool", {"speed": True}, "speed must be a number", "speed"),
        row("speed as a string", {"speed": "1"}, "speed must be a number", "speed"),
        row("cfg_scale too high", {"cfg_scale": 10.01}, "it must lie between 0.0 and 10.0", "cfg_scale"),
        row("temperature too low", {"temperature": -0.1}, "it must lie between 0.0 and 2.0", "temperature"),
        row("no tokens", {"max_new_tokens": 0}, "it must lie between 1 and 8192", "max_new_tokens"),
        row("tokens as a bool", {"max_new_tokens": True}, "must be a whole number", "max_new_tokens"),
        row("normalize as a string", {"normalize": "yes"}, "normalize must be true or false", "normalize"),
        row("words as a number", {"word_timestamps": 1}, "must be true or false", "word_timestamps"),
        row("a hole in a list", {"dictionary_ids": [1, None]}, "must be a whole number or", "dictionary_ids[1]"),
        row("a schedule of nought", {"chunk_length_schedule": [5, 0]}, "is 0; it must", "chunk_length_schedule[1]"),
        row("an empty schedule", {"chunk_length_schedule": []}, "a list of 1 to 50 items", "chunk_length_schedule"),
        row("a timeout too short", {"flush_timeout_ms": 9}, "between 10 and 60000", "flush_timeout_ms"),
        row("a buffer too long", {"max_buffer_length": 10_001}, "between 1 and 10000", "max_buffer_length"),
    ]
    return rows


ONE_SHOT = [
    Row("no text", [{"nonsense": 1}], "text is missing", "text"),
    Row("null for text", [{"text": None}], "text is missing", "text"),
    Row("empty text", [{"text": ""}], "text is empty; it must hold something to speak", "text"),
    Row("white space", [{"text": " \n\t"}], "text is empty; it must hold something to speak", "text"),
    Row("an unknown rate of speech", [{"text": '<prosody rate="x">la</prosody>'}], "rate must be slow, medium", "text"),
    Row(
        "a span inside a span",
        [{"text": '<prosody rate="slow">la <prosody rate="fast">la</prosody></prosody>'}],
        "it cannot stand inside <prosody> or <spell>",
        "text",
    ),
    Row("a negative break", [{"text": '<break time="-5"/>la'}], '<break>: it needs time="200ms"', "text"),
]

STREAM = [
    Row("flush as a number", [{"text": "la", "flush": 1}], "flush must be true or false", "flush"),
    Row("flush as a string", [{"flush": "true"}], "flush must be true or false", "flush"),
    Row("close as a number", [{"close": 1}], "close must be true or false", "close"),
    Row("close_socket as null in a list", [{"close_socket": [None]}], "must be true or false", "close_socket"),
]

MULTI = [
    Row("a context_id that is a number", [{"text": "la", "context_id": 5}], "must be a string", "context_id"),
    Row("a context_id that is a list", [{"text": "la", "context_id": ["a"]}], "must be a string", "context_id"),
    Row("an empty context_id", [{"text": "la", "context_id": ""}], "context_id is empty", "context_id"),
    Row("a huge context_id", [{"text": "la", "context_id": "x" * 257}], "longer than 256 characters", "context_id"),
    Row("half an emoji as a name", ['{"text": "la", "context_id": "\\ud83d"}'], "not valid Unicode", "context_id"),
    Row("text for no context", [{"text": "la"}], "context_id is missing; text and flush need one", "context_id"),
    Row("a flush of no context", [{"flush": True}], "context_id is missing; text and flush need one", "context_id"),
    Row("a close of no context", [{"close_context": True}], "context_id is missing; close_context needs", "context_id"),
    Row(
        "a flush of an unknown context",
        [{"flush": True, "context_id": "u"}],
        "context_id names no open context; nothing to flush",
        "context_id",
        context_id="u",
    ),
    Row(
        "late text for a closed context",
        [
            {"text": " ", "context_id": "a"},
            {"close_context": True, "context_id": "a"},
            {"text": "x", "context_id": "a"},
        ],
        "context_id names a closed context; open it anew",
        "context_id",
        context_id="a",
    ),
    Row(
        "a flush of a closed context",
        [{"close_context": True, "context_id": "a", "immediate": True}, {"flush": True, "context_id": "a"}],
        "context_id names a closed context; open it anew",
        "context_id",
        context_id="a",
    ),
    Row(
        "one context too many",
        [{"text": " ", "context_id": name} for name in "abc"],
        "3 contexts are open, and a connection may hold 3; close one first",
        "context_id",
        429,
        "TOO_MANY_CONTEXTS",
        "c",
        {"retryable": True},
    ),
    Row(
        "voice_settings as a string",
        [{"text": "la", "context_id": "a", "voice_settings": "tone-1"}],
        "voice_settings must be an object",
        "voice_settings",
        context_id="a",
    ),
    Row(
        "an unknown voice in voice_settings",
        [{"text": "la", "context_id": "a", "voice_settings": {"voice_id": "nobody"}}],
        "voice_id 'nobody'",
        "voice_id",
        404,
        "NOT_FOUND",
        "a",
    ),
    Row(
        "a wrong type in voice_settings",
        [{"text": "la", "context_id": "a", "voice_settings": {"cfg_scale": "2"}}],
        "voice_settings.cfg_scale must be a number",
        "voice_settings.cfg_scale",
        context_id="a",
    ),
    Row(
        "immediate as a number",
        [{"close_context": True, "context_id": NEIGHBOUR, "immediate": 1}],
        "immediate must be true or false",
        "immediate",
        context_id=NEIGHBOUR,
    ),
]

TABLE = (
    [("/ws/tts", row) for row in [*ANY_SOCKET, *with_text({"text": "la"}, None), *ONE_SHOT]]
    + [("/ws/tts/stream", row) for row in [*ANY_SOCKET, *with_text({"text": "la", "flush": True}, None), *STREAM]]
    + [("/ws/tts/multi", row) for row in [*ANY_SOCKET, *with_text({"text": "la", "context_id": "a"}, "a"), *MULTI]]
)


async def say(socket: Client, frames: list[Said]) -> None:
    for frame in frames:
        await socket.socket.send(frame if isinstance(frame, (str, bytes)) else json.dumps(frame))


async def answers(socket: Client) -> list[Frame]:
    """What comes before the answer to a frame that is always answered at once."""
    await socket.send({"update_settings": {}})
    frames: list[Frame] = []
    while not (frames and frames[-1].get("settings_updated")):
        frames.append(await socket.receive())
    return frames[:-1]


async def assert_still_serves(socket: Client, path: str) -> None:
    """A turn is spoken, every word of it, and the neighbour's too."""
    text: Frame = {"text": "la la la", "flush": True}
    if path == "/ws/tts/multi":
        await socket.send({"flush": True, "context_id": NEIGHBOUR})
        frames = await socket.until("final", context_id=NEIGHBOUR)
        assert len(sound(frames, context_id=NEIGHBOUR)) == NEIGHBOURS_WORDS * WORD_SAMPLES
        await socket.send({"close_context": True, "context_id": NEIGHBOUR, "immediate": True})
        await socket.until("context_closed", context_id=NEIGHBOUR)
        text["context_id"] = "afterwards"
    await socket.send(text)
    frames = await socket.until("session_closed" if path == "/ws/tts/stream" else "final")
    assert len(sound(frames)) == 3 * WORD_SAMPLES


@pytest.mark.parametrize(("path", "row"), TABLE, ids=[f"{path[4:]} {row.name}" for path, row in TABLE])
def test_a_wrong_frame_is_refused_and_harms_nothing(address: str, path: str, row: Row) -> None:
    async def run() -> None:
        async with client(address, path, "sdk=test") as socket:
            if path == "/ws/tts/multi":
                await socket.send({"text": "la " * NEIGHBOURS_WORDS, "context_id": NEIGHBOUR})
                await socket.until("context_created")
            *before, last = row.frames
            await say(socket, before)
            await answers(socket)
            await say(socket, [last])
            answer = [
                frame for frame in await answers(socket) if frame.get("context_id") != NEIGHBOUR or row.context_id
            ]
            (error,) = [frame for frame in answer if "error" in frame]
            assert row.said in error.pop("error")
            expected: Frame = {"error_code": row.error_code, "code": row.code, "retryable": False, **row.more}
            if row.at is not None:
                expected["field"] = row.at
            if row.context_id is not None:
                expected["context_id"] = row.context_id
            assert error == expected
            await assert_still_serves(socket, path)

    asyncio.run(run())


# --- What is taken ----------------------------------------------------------------------------------------------------

QUIET: list[tuple[str, list[Said]]] = [
    ("/ws/tts/stream", [{"text": ""}]),
    ("/ws/tts/stream", [{"text": None, "speed": None, "voice_id": None, "flush": None, "cancel": None}]),
    ("/ws/tts/stream", [{"nonsense": {"deep": [1]}, "SPEED": 9}]),
    ("/ws/tts/stream", [{}]),
    ("/ws/tts/stream", [{"text": " \n"}]),
    ("/ws/tts/multi", [{"text": "", "context_id": "new"}]),
    ("/ws/tts/multi", [{"context_id": "new"}]),
    ("/ws/tts/multi", [{"keep_alive": True, "context_id": "unknown"}, {"keep_alive": True}]),
    ("/ws/tts/multi", [{"text": "", "voice_id": "tone-3", "model_id": "kugel-3", "stability": 0.5}]),
    ("/ws/tts/multi", [{"immediate": True, "context_id": "unknown"}]),
    ("/ws/tts/multi", [{"inactivity_timeout": 20}]),
    ("/ws/tts/multi", [{"text": " ", "voice_id": "tone-3", "sample_rate": 8_000}]),
]


@pytest.mark.parametrize(("path", "frames"), QUIET)
def test_what_says_nothing_is_taken_without_a_word(address: str, path: str, frames: list[Said]) -> None:
    async def run() -> None:
        async with client(address, path, "sdk=test") as socket:
            await say(socket, frames)
            assert await answers(socket) == []

    asyncio.run(run())


@pytest.mark.parametrize(
    ("path", "frames", "expected"),
    [
        ("/ws/tts", [{"cancel": True}], [{"interrupted": True}]),
        ("/ws/tts/stream", [{"cancel": True}, {"cancel": True}], [{"interrupted": True}] * 2),
        ("/ws/tts/multi", [{"cancel": True, "context_id": "u"}], [{"interrupted": True, "context_id": "u"}]),
        ("/ws/tts/multi", [{"text": "la", "context_id": "\0\x07\u202e😀"}], [{"context_created": True}]),
        ("/ws/tts/multi", [{"text": "la", "context_id": "__proto__"}], [{"context_created": True}]),
        ("/ws/tts/multi", [{"text": "la", "context_id": "x" * 256}], [{"context_created": True}]),
        ("/ws/tts/multi", [{"close_context": True, "context_id": "u"}] * 3, [{"context_closed": True}]),
    ],
)
def test_what_is_answered_quietly(address: str, path: str, frames: list[Said], expected: list[Frame]) -> None:
    async def run() -> None:
        async with client(address, path, "sdk=test") as socket:
            await say(socket, frames)
            answer = await answers(socket)
            assert [
                {key: frame[key] for key in wanted} for frame, wanted in zip(answer, expected, strict=True)
            ] == expected
            names = {frame["context_id"] for frame in frames if isinstance(frame, dict) and "context_id" in frame}
            assert {frame["context_id"] for frame in answer if "context_id" in frame} == names

    asyncio.run(run())


ODD_TEXTS: list[tuple[str, str, int, bool]] = [
    ("the last of two keys counts", '{"text": "no", "text": "la la", "flush": true}', 2, False),
    ("halves of characters", '{"text": "la \\ud83d la \\ude00", "flush": true}', 2, False),
    ("control characters", '{"text": "la\\u0000 \\u0085la\\ufeff \\u202ela\\u0007", "flush": true}', 3, False),
    ("a span left open", '{"text": "la <prosody rate=\\"slow\\">", "flush": true}', 1, False),
    ("what never becomes a tag is text", '{"text": "la <spell", "flush": true}', 2, False),
    ("a tag that cannot be read", '{"text": "la <break time=\\"-5\\"/> la", "flush": true}', 2, True),
    ("an ellipsis", '{"text": "…", "flush": true}', 0, True),
    ("dashes", '{"text": "---", "flush": true}', 0, True),
    ("an emoji", '{"text": "😀", "flush": true}', 0, True),
    ("nothing", '{"flush": true}', 0, False),
    ("white space", '{"text": " \\n ", "flush": true}', 0, False),
    ("unknown fields", '{"text": "la", "flush": true, "colour": "red", "nested": {"speed": 9}}', 1, False),
    ("the greatest of everything", '{"text": "la", "flush": true, "cfg_scale": 10, "max_new_tokens": 8192}', 1, False),
    ("the least of everything", '{"text": "la", "flush": true, "cfg_scale": 0, "temperature": 0.0}', 1, False),
    ("a whole number with a point", '{"text": "la", "flush": true, "voice_id": 90001.0, "speed": 1}', 1, False),
]


@pytest.mark.parametrize(("frame", "words", "warns"), [odd[1:] for odd in ODD_TEXTS], ids=[odd[0] for odd in ODD_TEXTS])
def test_odd_text_is_spoken_as_far_as_it_can_be(address: str, frame: str, words: int, warns: bool) -> None:
    async def run() -> None:
        async with client(address, "/ws/tts/stream", "sdk=test") as socket:
            await socket.socket.send(frame)
            frames = await socket.until("session_closed")
            assert len(sound(frames)) == words * WORD_SAMPLES
            assert bool(chosen(frames, "warning")) is warns
            assert len(chosen(frames, "final")) == 1
            assert await answers(socket) == []

    asyncio.run(run())


def test_a_spelled_word_left_open_is_spelled_at_the_flush(address: str) -> None:
    async def run() -> None:
        async with client(address, "/ws/tts/stream", "sdk=test") as socket:
            await socket.send({"text": "la <spell>ab", "flush": True})
            frames = await socket.until("session_closed")
            assert len(sound(frames)) >= 3 * WORD_SAMPLES

    asyncio.run(run())


def test_a_format_changed_in_mid_turn_binds_the_next_turn(address: str) -> None:
    async def run() -> None:
        async with client(address, "/ws/tts/stream", "sdk=test") as socket:
            await socket.send({"text": "la la ", "sample_rate": 8_000})
            await socket.send({"text": "la la", "output_format": "ulaw_8000", "flush": True})
            first = chosen(await socket.until("session_closed"), "audio")
            await socket.send({"text": "la la", "flush": True})
            second = chosen(await socket.until("session_closed"), "audio")
            assert {(frame["enc"], frame["sr"]) for frame in first} == {("pcm_s16le", 8_000)}
            assert {(frame["enc"], frame["sr"]) for frame in second} == {("mulaw", 8_000)}

    asyncio.run(run())


def test_a_failure_in_mid_turn_ends_that_turn_alone(address: str) -> None:
    async def run() -> None:
        async with client(address, "/ws/tts/multi") as socket:
            await socket.send({"text": "la " * NEIGHBOURS_WORDS, "context_id": NEIGHBOUR})
            await socket.until("context_created")
            await socket.send({"text": "la {fail} la", "context_id": "a", "flush": True})
            error = (await socket.until("error"))[-1]
            assert (error["error_code"], error["code"], error["context_id"]) == ("INTERNAL_ERROR", 500, "a")
            await assert_still_serves(socket, "/ws/tts/multi")

    asyncio.run(run())


# --- After the end, and at the wrong door -----------------------------------------------------------------------------


@pytest.mark.parametrize("path", ["/ws/tts/stream", "/ws/tts/multi"])
def test_nothing_is_answered_after_the_end(address: str, path: str) -> None:
    async def run() -> None:
        async with client(address, path, "sdk=test") as socket:
            await socket.send(
                {"close_socket": True}, {"text": "la", "context_id": "a", "flush": True}, {"cancel": True}
            )
            (closed,) = await socket.until("session_closed")
            assert await socket.closed() == 1000
            assert not closed["total_audio_seconds"]

    asyncio.run(run())


@pytest.mark.parametrize(
    ("path", "query", "status", "at"),
    [
        ("/ws/tts/stream", "flush_ends_turn=maybe", 400, "flush_ends_turn"),
        ("/ws/tts", "model_id=gpt", 400, "model_id"),
        ("/v1/tts/generate", "", 404, None),
        ("/ws/nowhere", "", 404, None),
    ],
)
def test_a_wrong_handshake_is_denied_with_a_reason(
    address: str, path: str, query: str, status: int, at: str | None
) -> None:
    async def run() -> None:
        with pytest.raises(websockets.InvalidStatus) as caught:
            async with client(address, path, query):
                pass
        body = json.loads(caught.value.response.body or b"")
        assert caught.value.response.status_code == body["code"] == status
        assert body.get("field") == at
        assert body["request_id"] == caught.value.response.headers["x-request-id"]

    asyncio.run(run())


def test_a_text_frame_that_is_no_text_ends_the_socket(address: str) -> None:
    async def run() -> None:
        async with client(address, "/ws/tts") as socket:
            await socket.socket.send(b'{"text": "\xff"}', text=True)
            # RFC 6455 section 8.1 leaves no other answer.
            assert await socket.closed() == 1007

    asyncio.run(run())
