"""The README tells the truth: every option has its line, every linked file is there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from rhapsode_server.config import Config

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", Config.model_fields)
def test_every_option_has_a_line_with_its_default(name: str) -> None:
    (line,) = [line for line in README.splitlines() if line.startswith(f"| `--{name.replace('_', '-')}`")]
    default = Config.model_fields[name].default
    assert f"RHAPSODE_{name.upper()}" in line
    shown = "" if default is None else str(default).lower().removesuffix(".0")
    assert line.split("|")[3].strip().strip("`") == shown


PAGES = [
    path
    for path in sorted(ROOT.rglob("*.md"))
    if not path.relative_to(ROOT).parts[0].startswith(".") and "node_modules" not in path.parts
]


@pytest.mark.parametrize("path", PAGES, ids=lambda path: str(path.relative_to(ROOT)))
def test_linked_files_are_there(path: Path) -> None:
    # What stands as code is no link: inline IPA looks like one.
    text = re.sub(r"`[^`\n]+`", "", path.read_text(encoding="utf-8"))
    for target in re.findall(r"\]\(([^)#:]+)\)", text):
        assert (path.parent / target).exists(), f"{path.name} links {target}"
