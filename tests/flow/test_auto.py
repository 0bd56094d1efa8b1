"""``--engine auto``: what speaks on a machine without model files, and on one whose files are damaged."""

from __future__ import annotations

import asyncio
import logging
import shutil
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from flow.house import client, get, wait_until
from flow.program import program
from rhapsode_server.app import create_app
from rhapsode_server.config import Config

pytestmark = pytest.mark.slow


def test_without_model_files_espeak_speaks_and_everybody_is_told_how_to_change_that() -> None:
    async def talk(address: str) -> str:
        async with client(address, "/ws/tts") as guest:
            await guest.send({"text": "Hello there."})
            model: str = (await guest.until("final"))[-1]["usage"]["model_id"]
            return model

    with program("--engine", "auto") as server:
        server.wait_ready()
        health, listed = get(server.address, "/health"), get(server.address, "/v1/models")
        assert asyncio.run(talk(server.address)) == "espeak"
        assert "INFO rhapsode_server.app: engine espeak, chosen by auto: kokoro cannot be used, because" in server.log
    assert health["engine"] == "espeak"
    assert health["engine_reason"].startswith("chosen by auto: kokoro cannot be used, because")
    assert health["engine_reason"].endswith("fetch them: rhapsode models pull")
    assert listed["engine_reason"] == health["engine_reason"]
    assert [model["id"] for model in listed["models"]] == ["espeak"]


def test_with_half_of_them_too_and_what_is_missing_is_named(models_dir: Path, tmp_path: Path) -> None:
    shutil.copy(next(models_dir.rglob("config.json")), tmp_path)
    with program("--engine", "auto", "--model-dir", str(tmp_path)) as server:
        server.wait_ready()
        health = get(server.address, "/health")
    assert health["engine"] == "espeak"
    assert "missing kokoro-v1_0.pth, voices/af_heart.pt; fetch them" in health["engine_reason"]


def test_kokoro_by_its_name_without_files_fails_and_says_what_to_do(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.ERROR), TestClient(create_app(Config(engine="kokoro", model_dir=tmp_path))) as guest:
        wait_until(lambda: guest.get("/health").json()["workers"][0]["last_error"])
        health = guest.get("/health").json()
    assert health["engine"] == "kokoro"
    assert "missing config.json, kokoro-v1_0.pth, voices/af_heart.pt" in health["workers"][0]["last_error"]
    assert "worker 0 gives up: Kokoro's model files are not complete" in caplog.text


def test_damaged_weights_are_an_error_and_no_silent_change_of_the_voice(
    models_dir: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    damaged = tmp_path / "models"
    shutil.copytree(models_dir, damaged)
    weights = next(damaged.rglob("kokoro-v1_0.pth"))
    weights.write_bytes(weights.read_bytes()[:10_000])
    with caplog.at_level(logging.ERROR), TestClient(create_app(Config(engine="auto", model_dir=damaged))) as guest:
        # It is answered when nobody expects the worker to become ready any more.
        answer = guest.post("/v1/tts/generate", json={"text": "Hello there."})
        health, ready = guest.get("/health").json(), guest.get("/ready")
    assert (answer.status_code, answer.json()["error_code"]) == (503, "MODEL_UNAVAILABLE")
    assert "health page says why" in answer.json()["error"]
    assert (ready.status_code, health["ready"], health["engine"]) == (503, False, "kokoro")
    (worker,) = health["workers"]
    assert f"{weights} is damaged" in worker["last_error"]
    assert "rhapsode models pull --force" in worker["last_error"]
    assert "worker 0 gives up" in caplog.text
