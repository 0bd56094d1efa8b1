"""Importing the network's modules; each time in a process of its own, for an import happens once."""

from __future__ import annotations

import subprocess
import sys

import pytest

from rhapsode_protocol.errors import ModelUnavailable
from rhapsode_server.engines.kokoro import package
from rhapsode_server.engines.kokoro.package import import_modules

BEFORE = """
import io, logging, sys, warnings
from loguru import logger
logger.remove()
heard = io.StringIO()
logger.add(heard, format="{message}", level="DEBUG")
logging.basicConfig(stream=heard, level=logging.WARNING, format="%(message)s")
def facts():
    return (list(logging.root.handlers), logging.root.level, list(warnings.filters), logging.getLoggerClass(),
            logging.getLogger("rhapsode_server").handlers, logging.root.manager.disable, sys.excepthook,
            warnings.showwarning)
before = facts()
"""

AFTER = """
assert facts() == before, (before, facts())
logger.debug("loguru still here"); logging.getLogger("rhapsode_server.x").warning("logging still here")
assert heard.getvalue() == "loguru still here\\nlogging still here\\n", heard.getvalue()
"""


def run(program: str) -> subprocess.CompletedProcess[str]:
    result = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=110)
    assert result.returncode == 0, result.stderr
    return result


@pytest.mark.slow
def test_an_import_leaves_everybodys_log_alone_and_says_nothing() -> None:
    result = run(
        BEFORE
        + "from rhapsode_server.engines.kokoro.package import import_modules\n"
        + "modules = import_modules()\n"
        + AFTER
        + "assert not {'kokoro', 'kokoro.pipeline', 'misaki', 'spacy'} & set(sys.modules)\n"
        + "assert import_modules().decoder is modules.decoder\n"
    )
    assert (result.stdout, result.stderr) == ("", "")


@pytest.mark.slow
def test_this_is_what_the_package_itself_does() -> None:
    """The trap that the test above guards against is real: without it that test would prove nothing."""
    program = BEFORE + "import kokoro\nlogger.warning('gone')\nassert heard.getvalue() == ''\n"
    assert "gone" in run(program).stderr


@pytest.mark.slow
def test_the_whole_package_can_be_imported_later() -> None:
    run(
        "from rhapsode_server.engines.kokoro.package import import_modules\n"
        "modules = import_modules()\n"
        "import kokoro\n"
        "from kokoro.istftnet import Decoder\n"
        "assert kokoro.KModel and Decoder is modules.decoder\n"
        "assert kokoro.KModel.__init__.__globals__['Decoder'] is Decoder\n"
        "assert import_modules().decoder is Decoder\n"
    )


def test_a_missing_package_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(package, "PACKAGE", "kokoro_that_nobody_has")
    with pytest.raises(ModelUnavailable, match=r"needs the package 'kokoro_that_nobody_has'.*rhapsode\[kokoro\]"):
        import_modules()
