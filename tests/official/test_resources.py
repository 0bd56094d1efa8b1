"""``kugelaudio`` 2.7.0 over REST: models, voices, and the parts that this server does not have."""

from __future__ import annotations

import asyncio
import wave
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest
from kugelaudio import KugelAudio
from kugelaudio.audio import load_audio
from kugelaudio.exceptions import KugelAudioError, NotFoundError, ValidationError
from kugelaudio.models import VoiceSex

from official.sdk import client

pytestmark = pytest.mark.slow

NOT_SERVED = 501
"""Not 401 or 503: the client would blame the key, or advise to try again."""


async def all_of(items: AsyncIterator[object]) -> list[object]:
    return [item async for item in items]


def test_models(voices: str) -> None:
    with client(voices) as official:
        models = official.models.list()
    assert models
    assert all(model.id and model.name for model in models)
    assert {model.sample_rate for model in models} == {24_000}
    assert {model.max_input_length for model in models} == {10_000}


def test_voices_page_by_page(voices: str) -> None:
    with client(voices) as official:
        whole = official.voices.list(limit=100)
        assert (whole.limit, whole.offset) == (100, 0)
        assert whole.total > 100
        pages = [official.voices.list(limit=40, offset=offset) for offset in (0, 40)]
        assert [voice.id for page in pages for voice in page.voices] == [voice.id for voice in whole.voices[:80]]
        assert all(page.total == whole.total for page in pages)
        assert all(isinstance(voice.id, int) for voice in whole.voices)
        assert {voice.sex for voice in whole.voices} <= {*VoiceSex, None}
        assert official.voices.list().limit == 20


def test_voices_of_one_language(voices: str) -> None:
    with client(voices) as official:
        german = official.voices.list(language="de", limit=100)
        assert german.voices
        assert all(voice.supported_languages == ["de"] for voice in german.voices)


def test_private_voices_are_none(voices: str) -> None:
    with client(voices) as official:
        assert official.voices.list(include_public=False).total == 0


def test_one_voice_in_detail(voices: str) -> None:
    with client(voices) as official:
        listed = official.voices.list(limit=1).voices[0]
        detail = official.voices.get(listed.id)
        assert (detail.id, detail.name, detail.sex) == (listed.id, listed.name, listed.sex)
        assert detail.supported_languages[0] == listed.supported_languages[0]
        with pytest.raises(NotFoundError) as missing:
            official.voices.get(1)
        assert missing.value.request_id


def test_a_page_out_of_range_is_refused(voices: str) -> None:
    with client(voices) as official, pytest.raises(ValidationError):
        official.voices.list(limit=1_000)


@pytest.mark.parametrize(
    "call",
    [
        lambda official, _: official.voices.create("Me", "female", speaker_consent=True),
        lambda official, _: official.voices.update(10_000, name="Me"),
        lambda official, _: official.voices.delete(10_000),
        lambda official, _: official.voices.list_references(10_000),
        lambda official, sound: official.voices.add_reference(10_000, sound, speaker_consent=True),
        lambda official, _: official.voices.delete_reference(10_000, 1),
        lambda official, _: official.voices.publish(10_000),
        lambda official, _: official.voices.generate_sample(10_000),
        lambda official, sound: official.asr.transcribe(sound.read_bytes()),
        lambda official, _: asyncio.run(all_of(official.asr.stream([bytes(960)], sample_rate=24_000))),
        lambda official, sound: official.enhance.generate_sync(load_audio(sound), model="clarity-1"),
        lambda official, _: asyncio.run(
            all_of(official.enhance.stream([bytes(960)], sample_rate=24_000, model="clarity-1"))
        ),
    ],
    ids=[
        "create",
        "update",
        "delete",
        "list_references",
        "add_reference",
        "delete_reference",
        "publish",
        "generate_sample",
        "asr.transcribe",
        "asr.stream",
        "enhance.generate",
        "enhance.stream",
    ],
)
def test_what_is_not_served_is_told_so(voices: str, tmp_path: Path, call: Callable[[KugelAudio, Path], object]) -> None:
    recording = tmp_path / "me.wav"
    with wave.open(str(recording), "wb") as written:
        written.setnchannels(1)
        written.setsampwidth(2)
        written.setframerate(24_000)
        written.writeframes(bytes(9_600))
    with client(voices) as official, pytest.raises(KugelAudioError) as refused:
        call(official, recording)
    assert refused.value.status_code == NOT_SERVED
    assert refused.value.message
