"""``kugelaudio`` 2.7.0 against a server that asks for keys."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterator

import pytest
from kugelaudio.exceptions import AuthenticationError

from flow.house import house
from official.sdk import Prompt, client, heard, promptly, voice_id
from rhapsode_server.access.key_store import KeyStore

pytestmark = pytest.mark.slow

TEXT = "one two three four five six"


@pytest.fixture(scope="module")
def door(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, str]]:
    """A server's address, and the one key that it takes."""
    database = tmp_path_factory.mktemp("keys") / "keys.db"
    _, key = KeyStore(database).create("official client", int(time.time()))
    with house("tone", auth="required", keys_db=database) as address:
        yield address, key


# The client cuts these off before it sends a key.
@pytest.mark.parametrize("region", ["", "eu-", "us-", "global-"])
def test_a_good_key_opens_everything(door: tuple[str, str], region: str) -> None:
    address, key = door

    async def run() -> None:
        official = client(address, region + key)
        assert official.voices.list(limit=2).total == 64
        assert (await official.tts.generate_async(TEXT, voice_id=voice_id(0))).samples == 6 * 1_920
        async with official.tts.streaming_session(voice_id=voice_id(0), language="en") as speaking:
            assert (await promptly(speaking.send(TEXT, flush=True))).samples == 6 * 1_920
        async with official.tts.multi_context_session(default_voice_id=voice_id(0), language="en") as contexts:
            assert (await promptly(contexts.send("a", TEXT, flush=True))).samples == 6 * 1_920
        await official.aclose()

    asyncio.run(run())


@pytest.mark.parametrize("wrong", ["nonsense", "eu-nonsense"])
def test_a_wrong_key_is_told_at_every_door(door: tuple[str, str], wrong: str) -> None:
    address, _ = door

    async def run() -> None:
        official = client(address, wrong)
        assert official.models.list(), "what is served is no secret"
        with pytest.raises(AuthenticationError):
            official.voices.list()
        async with Prompt():
            with pytest.raises(AuthenticationError) as refused:
                await official.tts.generate_async(TEXT)
            assert refused.value.request_id
            with pytest.raises(AuthenticationError):
                await official.tts.connect_async()
            with pytest.raises(AuthenticationError):
                await heard(official.tts.streaming_session(language="en").send(TEXT, flush=True))
            with pytest.raises(AuthenticationError):
                await official.tts.multi_context_session(language="en").connect()
        await official.aclose()

    asyncio.run(run())
