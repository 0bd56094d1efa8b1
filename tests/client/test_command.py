from __future__ import annotations

import argparse
import subprocess
import sys
from collections.abc import Callable
from importlib.metadata import EntryPoint, version
from types import ModuleType

import pytest

from rhapsode_client import command
from rhapsode_client.command import main
from rhapsode_client.errors import CannotConnect
from rhapsode_protocol.errors import ModelUnavailable

Run = Callable[[argparse.Namespace], int]


class Commands:
    """A command line with made-up commands."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self._monkeypatch = monkeypatch
        self._entries: list[EntryPoint] = []
        monkeypatch.setattr(command, "entry_points", self._find)

    def _find(self, group: str) -> list[EntryPoint]:
        return [entry for entry in self._entries if entry.group == group]

    def add(self, name: str, run: Run) -> None:
        module = ModuleType(f"made_up_{name}")
        module.__dict__.update(SUMMARY=f"do the {name}", run=run, add_arguments=self._add_arguments)
        self._monkeypatch.setitem(sys.modules, module.__name__, module)
        self.add_missing(name, module.__name__)

    def add_missing(self, name: str, module: str) -> None:
        self._entries.append(EntryPoint(name, module, command.COMMAND_GROUP))

    @staticmethod
    def _add_arguments(parser: argparse.ArgumentParser) -> None:
        parser.add_argument("--times", type=int, default=1)


@pytest.fixture
def commands(monkeypatch: pytest.MonkeyPatch) -> Commands:
    return Commands(monkeypatch)


def failing(error: BaseException) -> Run:
    def run(_: argparse.Namespace) -> int:
        raise error

    return run


def test_a_command_gets_its_arguments_and_gives_the_status(commands: Commands) -> None:
    commands.add("weave", lambda arguments: arguments.times)
    assert main(["weave", "--times", "7"]) == 7


def test_the_process_arguments_are_taken_where_none_are_given(
    commands: Commands, monkeypatch: pytest.MonkeyPatch
) -> None:
    commands.add("weave", lambda arguments: arguments.times)
    monkeypatch.setattr(sys, "argv", ["rhapsode", "weave", "--times", "3"])
    assert main() == 3


def test_only_the_chosen_command_is_loaded(commands: Commands) -> None:
    commands.add_missing("broken", "no_such_module_anywhere")
    commands.add("weave", lambda _: 0)
    assert main(["weave"]) == 0


@pytest.mark.parametrize(
    ("error", "status", "told"),
    [
        (CannotConnect("nobody is there"), 1, "rhapsode weave: nobody is there\n"),
        (ModelUnavailable("no model"), 1, "rhapsode weave: no model\n"),
        (KeyboardInterrupt(), 130, "\nrhapsode weave: interrupted\n"),
    ],
)
def test_an_expected_failure_is_one_line_and_a_status(
    commands: Commands, capsys: pytest.CaptureFixture[str], error: BaseException, status: int, told: str
) -> None:
    commands.add("weave", failing(error))
    assert main(["weave"]) == status
    assert capsys.readouterr().err == told


def test_an_unexpected_failure_keeps_its_traceback(commands: Commands) -> None:
    commands.add("weave", failing(ZeroDivisionError()))
    with pytest.raises(ZeroDivisionError):
        main(["weave"])


@pytest.mark.parametrize(
    ("module", "told"),
    [
        ("made_up_package", "cannot be loaded: made_up_package is missing"),
        ("rhapsode_server.no_such_part", "cannot be loaded: rhapsode_server.no_such_part is missing"),
    ],
)
def test_a_module_that_is_missing_is_told(
    commands: Commands, capsys: pytest.CaptureFixture[str], module: str, told: str
) -> None:
    commands.add_missing("weave", module)
    assert main(["weave"]) == 1
    assert capsys.readouterr().err == f"rhapsode weave: {told}\n"


def test_a_missing_extra_is_told_with_the_line_that_installs_it(
    commands: Commands, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def load(_: EntryPoint) -> None:
        raise ModuleNotFoundError("No module named 'starlette'", name="starlette")

    monkeypatch.setattr(EntryPoint, "load", load)
    commands.add_missing("serve", "rhapsode_server.commands.serve")
    told = "needs: pip install 'rhapsode[server]' (starlette is missing)"
    assert main(["serve"]) == 1
    assert capsys.readouterr().err == f"rhapsode serve: {told}\n"
    assert main(["--help"]) == 0
    assert f"serve  {told}" in capsys.readouterr().out


@pytest.mark.parametrize("word", ["--help", "-h"])
def test_help_lists_the_commands_and_shows_examples(
    commands: Commands, capsys: pytest.CaptureFixture[str], word: str
) -> None:
    commands.add("weave", lambda _: 0)
    commands.add("go", lambda _: 0)
    assert main([word]) == 0
    told = capsys.readouterr().out
    assert "  go     do the go\n  weave  do the weave\n" in told
    assert 'rhapsode say "' in told


def test_nothing_at_all_is_wrong_usage_and_shows_the_help(
    commands: Commands, capsys: pytest.CaptureFixture[str]
) -> None:
    commands.add("weave", lambda _: 0)
    assert main([]) == 2
    assert "do the weave" in capsys.readouterr().err


@pytest.mark.parametrize(("words", "told"), [(["wave"], "no command 'wave'"), (["--what"], "unknown option --what")])
def test_what_is_no_command_is_wrong_usage(
    commands: Commands, capsys: pytest.CaptureFixture[str], words: list[str], told: str
) -> None:
    commands.add("weave", lambda _: 0)
    with pytest.raises(SystemExit) as caught:
        main(words)
    assert caught.value.code == 2
    error = capsys.readouterr().err
    assert told in error
    assert "weave" in error


def test_the_version_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        main(["--version"])
    assert caught.value.code == 0
    assert capsys.readouterr().out == f"rhapsode {version('rhapsode')}\n"


@pytest.mark.parametrize("name", ["say", "voices"])
def test_the_clients_own_commands_are_installed(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        main([name, "--help"])
    assert caught.value.code == 0
    told = capsys.readouterr().out
    assert f"usage: rhapsode {name}" in told
    assert "examples:" in told


def test_the_client_needs_only_its_two_dependencies() -> None:
    code = """
import sys
before = set(sys.modules)
import rhapsode_client, rhapsode_client.command, rhapsode_client.say, rhapsode_client.voices
roots = {name.partition('.')[0] for name in set(sys.modules) - before} - set(sys.stdlib_module_names)
print(*sorted(root for root in roots if not root.startswith('_')))
"""
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert set(loaded) <= {"orjson", "rhapsode_client", "rhapsode_protocol", "websockets"}
