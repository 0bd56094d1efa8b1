"""The house rules that a machine can hold: import arrows, sizes, light imports, mirrored tests."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGES = [
    ROOT / "protocol/rhapsode_protocol",
    ROOT / "server/rhapsode_server",
    ROOT / "clients/python/rhapsode_client",
    ROOT / "clients/bridge/rhapsode_bridge",
    ROOT / "bench/rhapsode_bench",
]
MODULES = sorted(path for package in PACKAGES for path in package.rglob("*.py"))

MODULE_WALL_LINES = 500
FUNCTION_WALL_LINES = 60


def name_of(path: Path) -> str:
    return str(path.relative_to(ROOT))


def test_import_contracts_hold() -> None:
    result = subprocess.run(
        [str(Path(sys.executable).with_name("lint-imports")), "--no-cache"], cwd=ROOT, capture_output=True, text=True
    )
    assert result.returncode == 0, result.stdout


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_modules_and_functions_stay_readable(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    assert len(source.splitlines()) <= MODULE_WALL_LINES
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            lines = (node.end_lineno or node.lineno) - node.lineno + 1
            assert lines <= FUNCTION_WALL_LINES, f"{node.name} has {lines} lines"


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_public_names_say_what_they_are_for(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    assert ast.get_docstring(tree), "the module has no docstring"
    for node in tree.body:
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)) and not node.name.startswith("_"):
            assert _says_enough(node), f"{node.name} has no docstring"


def _says_enough(node: ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) -> bool:
    # A message whose name and fields say everything needs no sentence that repeats them.
    plain_data = isinstance(node, ast.ClassDef) and len(node.body) <= 2 and bool(node.decorator_list)
    return ast.get_docstring(node) is not None or plain_data


@pytest.mark.parametrize("package", ["rhapsode_protocol.messages", "rhapsode_client", "rhapsode_client.command"])
def test_client_and_protocol_stay_light(package: str) -> None:
    code = f"import sys, {package}; print([m for m in ('numpy', 'torch', 'starlette', 'pydantic') if m in sys.modules])"
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert result.stdout.strip() == "[]"


@pytest.mark.parametrize("module", ["rhapsode_server.app", "rhapsode_server.synthesis.worker"])
def test_the_server_does_not_load_torch_before_it_needs_it(module: str) -> None:
    code = f"import sys, {module}; print('torch' in sys.modules)"
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert result.stdout.strip() == "False"
