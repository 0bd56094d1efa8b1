"""The link against real hosts: served, cancelled, crashed, killed and stopped."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from rhapsode_protocol.errors import ModelUnavailable
from rhapsode_server.engines import espeak_host as host
from rhapsode_server.engines import espeak_link
from rhapsode_server.engines.espeak_files import EspeakFiles
from rhapsode_server.engines.espeak_link import CallRefused, EspeakLink, Utterance
from rhapsode_server.engines.espeak_process import HANG_COST, HostLost, HostProcess

pytestmark = pytest.mark.slow

LETHAL = "'s" * 68
"""Aborts espeak-ng 1.52.0 in English."""
LONG = "It goes on and on and on, " * 100


@pytest.fixture
def link() -> Iterator[EspeakLink]:
    made = EspeakLink()
    made.start()
    yield made
    made.close()


@pytest.fixture
def impatient_link() -> Iterator[EspeakLink]:
    made = EspeakLink(stall_limit_s=0.5)
    made.start()
    yield made
    made.close()


def speak(
    link: EspeakLink, text: str = "Hello there", voice: str = "en-us", cancelled: Callable[[], bool] = lambda: False
) -> Utterance | None:
    return link.speak(voice, f'<mark name="0"/>{text}', rate_wpm=175, end_pause=False, cancelled=cancelled)


def assert_spoken(utterance: Utterance | None) -> None:
    assert utterance is not None
    assert len(utterance.pcm) > 10_000
    assert utterance.marks == {0: 0}


def at_poll(number: int, act: Callable[[], object]) -> Callable[[], bool]:
    """A ``cancelled`` that never is, but does something when it is asked for the ``number``-th time."""
    polls = iter(range(1, 1_000_000))

    def cancelled() -> bool:
        if next(polls) == number:
            act()
        return False

    return cancelled


def is_running(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def wait_until(condition: Callable[[], bool]) -> bool:
    give_up_at = time.monotonic() + 20.0
    while not condition():
        if time.monotonic() > give_up_at:
            return False
        time.sleep(0.01)
    return True


def test_it_starts_by_itself_and_only_once() -> None:
    link = EspeakLink()
    assert link.host_pid is None
    assert_spoken(speak(link))
    pid, spare = link.host_pid, link.spare_pid
    link.start()
    assert_spoken(speak(link))
    assert (link.host_pid, link.spare_pid) == (pid, spare)
    assert link.sample_rate_hz == 22_050
    assert link.replaced == 0
    link.close()
    link.close()
    assert link.host_pid is link.spare_pid is None
    assert pid is not None
    assert spare is not None
    assert not Path(f"/proc/{pid}").exists()
    assert not Path(f"/proc/{spare}").exists()


def test_a_crash_is_the_texts_fault_and_the_next_call_is_served(link: EspeakLink) -> None:
    spare = link.spare_pid
    with pytest.raises(HostLost, match="killed by signal") as caught:
        speak(link, LETHAL)
    assert caught.value.by_text
    assert_spoken(speak(link))
    assert link.host_pid == spare
    assert link.spare_pid not in (spare, None)
    assert link.replaced == 1


def test_a_spare_that_died_in_waiting_is_passed_over(link: EspeakLink) -> None:
    spare = link.spare_pid
    assert spare is not None
    os.kill(spare, signal.SIGKILL)
    assert wait_until(lambda: not is_running(spare))
    for _ in range(3):
        with pytest.raises(HostLost):
            speak(link, LETHAL)
        assert_spoken(speak(link))
    assert link.replaced == 3
    assert not Path(f"/proc/{spare}").exists()


def test_a_kill_in_the_middle_is_not_the_texts_fault(link: EspeakLink) -> None:
    pid = link.host_pid
    assert pid is not None
    with pytest.raises(HostLost, match="killed by signal 9") as caught:
        speak(link, LONG, cancelled=at_poll(3, lambda: os.kill(pid, signal.SIGKILL)))
    assert not caught.value.by_text
    assert_spoken(speak(link))


def test_a_host_that_died_between_calls_is_replaced_unnoticed(link: EspeakLink) -> None:
    pid = link.host_pid
    assert pid is not None
    os.kill(pid, signal.SIGKILL)
    assert wait_until(lambda: not is_running(pid))
    assert_spoken(speak(link))
    assert link.replaced == 1


@pytest.mark.parametrize("when", ["before", "in the middle"])
def test_a_stopped_host_is_replaced(impatient_link: EspeakLink, when: str) -> None:
    link = impatient_link
    pid = link.host_pid
    assert pid is not None

    def stop() -> None:
        os.kill(pid, signal.SIGSTOP)

    if when == "before":
        stop()
    with pytest.raises(HostLost, match="silent for 0.5 s") as caught:
        speak(link, LONG, cancelled=at_poll(3, stop))
    assert not caught.value.by_text
    assert caught.value.cost == HANG_COST
    assert not Path(f"/proc/{pid}").exists()
    assert_spoken(speak(link))


def test_a_cancelled_call_gives_nothing_and_keeps_its_host(link: EspeakLink) -> None:
    pid = link.host_pid
    polls: list[None] = []

    def cancelled() -> bool:
        polls.append(None)
        return len(polls) > 2

    assert speak(link, LONG, cancelled=cancelled) is None
    assert_spoken(speak(link))
    assert link.host_pid == pid


def test_a_cancelled_call_of_a_stopped_host_ends_too() -> None:
    link = EspeakLink(stall_limit_s=1_000.0)
    link.start()
    pid = link.host_pid
    assert pid is not None
    os.kill(pid, signal.SIGSTOP)
    assert speak(link, LONG, cancelled=lambda: True) is None
    assert_spoken(speak(link))
    assert link.replaced == 1
    link.close()


def test_an_unknown_voice_is_refused(link: EspeakLink) -> None:
    with pytest.raises(CallRefused, match="no such voice"):
        speak(link, voice="nowhere")
    assert_spoken(speak(link))
    assert link.replaced == 0


def test_an_error_of_the_librarys_own_costs_its_host(link: EspeakLink, monkeypatch: pytest.MonkeyPatch) -> None:
    """It comes after overrun buffers; as no text is known to bring it about on every machine, the frame is made up."""
    pid = link.host_pid
    with monkeypatch.context() as failing:
        failing.setattr(HostProcess, "receive", lambda self, limit_s: [(host.REFUSED, host.REFUSED_BODY.pack(-1))])
        with pytest.raises(HostLost, match="answered with error -1") as caught:
            speak(link)
    assert caught.value.by_text
    assert_spoken(speak(link))
    assert link.host_pid != pid


def test_whatever_a_caller_raises_leaves_the_next_call_clean(link: EspeakLink) -> None:
    class Interrupted(BaseException):
        pass

    def interrupt() -> None:
        raise Interrupted

    with pytest.raises(Interrupted):
        speak(link, LONG, cancelled=at_poll(2, interrupt))
    assert_spoken(speak(link))


def test_threads_are_served_one_after_another(link: EspeakLink) -> None:
    """Two threads in the library at once would end it (or, worse, mix their sounds)."""
    texts = {"en-us": "one", "de+f3": "zweihundert", "fr+m5": "trois mille et un", "ru": "пять"}
    alone = {voice: len((speak(link, text, voice) or Utterance(b"", {}, ())).pcm) for voice, text in texts.items()}
    lengths: dict[str, list[int]] = {voice: [] for voice in texts}

    def repeat(voice: str) -> None:
        for _ in range(25):
            utterance = speak(link, texts[voice], voice)
            lengths[voice].append(0 if utterance is None else len(utterance.pcm))

    threads = [threading.Thread(target=repeat, args=(voice,)) for voice in texts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert link.replaced == 0
    for voice, heard in lengths.items():
        assert len(heard) == 25
        # 10 ms of 16-bit samples: how much the library varies from call to call.
        assert max(abs(length - alone[voice]) for length in heard) <= 441


def test_a_missing_library_is_said_again_at_every_call(tmp_path: Path) -> None:
    _, data_path = EspeakFiles().paths()
    broken = tmp_path / "libespeak-ng.so"
    broken.write_bytes(b"not a library")
    link = EspeakLink(EspeakFiles(str(broken), data_path))
    for _ in range(2):
        with pytest.raises(ModelUnavailable, match="does not start: its host ended with status 1"):
            link.start()
    link.close()


def test_missing_data_is_said(tmp_path: Path) -> None:
    library_path, _ = EspeakFiles().paths()
    link = EspeakLink(EspeakFiles(library_path, str(tmp_path)))
    with pytest.raises(ModelUnavailable, match="data folder is missing or damaged"):
        link.start()
    link.close()


def test_a_machine_without_room_for_a_host_is_told_of(link: EspeakLink, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_room(library_path: str, data_path: str) -> None:
        raise OSError(11, "Resource temporarily unavailable")

    with monkeypatch.context() as full:
        full.setattr(espeak_link, "HostProcess", no_room)
        with pytest.raises(HostLost):
            speak(link, LETHAL)
        # The spare is there, and has no spare itself.
        assert_spoken(speak(link))
        assert link.spare_pid is None
        with pytest.raises(HostLost):
            speak(link, LETHAL)
        with pytest.raises(ModelUnavailable, match="temporarily unavailable"):
            speak(link)
    assert_spoken(speak(link))


def test_a_host_that_never_gets_ready_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(espeak_link, "START_LIMIT_S", 0.0)
    link = EspeakLink()
    with pytest.raises(ModelUnavailable, match="did not start within"):
        link.start()
    monkeypatch.undo()
    assert_spoken(speak(link))
    link.close()


@pytest.mark.skipif(sys.platform != "linux", reason="death with the parent is arranged on Linux alone")
def test_hosts_die_with_their_parent_although_their_pipes_are_held_open() -> None:
    program = (
        "import os, sys, time\n"
        "from rhapsode_server.engines.espeak_link import EspeakLink\n"
        "link = EspeakLink(); link.start()\n"
        "if os.fork() == 0:\n"
        "    os.close(1); time.sleep(60); os._exit(0)\n"
        "print(link.host_pid, link.spare_pid, flush=True)\n"
        "os.kill(os.getpid(), 9)\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", program], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, process_group=0
    ) as parent:
        assert parent.stdout is not None
        pids = [int(pid) for pid in parent.stdout.readline().split()]
        assert len(pids) == 2
        assert wait_until(lambda: not any(map(is_running, pids)))
        os.killpg(parent.pid, signal.SIGKILL)


class Targets(EspeakLink):
    """A link whose next hosts are shot as soon as they are started."""

    shots = 0

    def _started_host(self) -> HostProcess:
        started = super()._started_host()
        if self.shots:
            self.shots -= 1
            started.process.kill()
            started.process.wait()
        return started


def test_hosts_that_are_killed_before_they_are_ready_are_replaced() -> None:
    link = Targets()
    try:
        link.start()
        for pid in (link.host_pid, link.spare_pid):
            assert pid is not None
            os.kill(pid, signal.SIGKILL)
            assert wait_until(lambda pid=pid: not is_running(pid))  # type: ignore[misc]
        link.shots = espeak_link.START_ATTEMPTS - 1
        assert_spoken(speak(link))
    finally:
        link.close()


def test_hosts_that_are_killed_one_and_all_make_the_engine_unavailable() -> None:
    link = Targets()
    link.shots = 100
    try:
        with pytest.raises(ModelUnavailable, match="killed by signal 9"):
            link.start()
        assert link.shots == 100 - espeak_link.START_ATTEMPTS
        link.shots = 0
        assert_spoken(speak(link))
    finally:
        link.close()


def test_phonemes_come_in_the_order_of_their_texts(link: EspeakLink) -> None:
    pid = link.host_pid
    assert link.phonemes("fr", ["les amis", "", "a\0b"]) == ("le-z amˈi", "", "a bˈe")
    assert link.phonemes("fr", []) == ()
    assert_spoken(speak(link))
    assert link.host_pid == pid


def test_phonemes_of_what_looks_like_markup_are_of_all_of_it_whatever_was_spoken_before(link: EspeakLink) -> None:
    """A stroke and a letter behind it are no tag: nothing of the text is lost, and an entity is no sign."""
    texts = ["if x<y then", "<b", "a &lt; b"]
    before = link.phonemes("en-us", texts)
    assert before[:2] == ("ɪf ˈɛks wˈa^ɪ ðˈɛn", "bˈiː")
    assert_spoken(speak(link))
    assert link.phonemes("en-us", texts) == before


def test_many_phonemes_come_whole(link: EspeakLink) -> None:
    """Request and answer are longer than a pipe holds."""
    texts = ["hello there"] * 20_000
    assert set(link.phonemes("en-us", texts)) == {"həlˈo^ʊ ðˈɛ^ɹ"}


def test_phonemes_of_a_text_that_kills_are_lost_and_the_next_call_is_served(link: EspeakLink) -> None:
    with pytest.raises(HostLost, match="killed by signal") as caught:
        link.phonemes("en-us", ["fine", LETHAL])
    assert caught.value.by_text
    assert link.phonemes("en-us", ["fine"]) == ("fˈa^ɪn",)
    assert link.replaced == 1


def test_phonemes_for_an_unknown_voice_are_refused(link: EspeakLink) -> None:
    with pytest.raises(CallRefused):
        link.phonemes("tlh-nowhere", ["hello"])
    assert link.replaced == 0


def test_a_stopped_host_that_is_asked_for_phonemes_is_replaced(impatient_link: EspeakLink) -> None:
    pid = impatient_link.host_pid
    assert pid is not None
    os.kill(pid, signal.SIGSTOP)
    with pytest.raises(HostLost, match="silent for 0.5 s") as caught:
        impatient_link.phonemes("en-us", ["hello"])
    assert not caught.value.by_text
    assert impatient_link.phonemes("en-us", ["hello"]) == ("həlˈo^ʊ",)
