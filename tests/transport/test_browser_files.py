"""The browser's files as the server gives them: to whom, as what, how long they are kept, and nothing beside them."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.routing import Mount, Route
from starlette.testclient import TestClient

from rhapsode_server.access.key_store import KeyStore
from rhapsode_server.app import create_app
from rhapsode_server.config import Config
from rhapsode_server.transport.answers import EXCEPTION_HANDLERS
from rhapsode_server.transport.browser_files import (
    BrowserFiles,
    browser_folder,
    prefers_html,
    read_browser_files,
)
from rhapsode_server.transport.documents import Documents

BROWSER = {"Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8"}
MODULE = b"export const answer = 42;\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "src").mkdir()
    (tmp_path / "demo" / "parts").mkdir(parents=True)
    (tmp_path / "src" / "player.js").write_bytes(MODULE)
    (tmp_path / "src" / "notes.txt").write_text("nobody's business")
    (tmp_path / "package.json").write_text("{}")
    (tmp_path / "demo" / "index.html").write_text("<!doctype html>")
    (tmp_path / "demo" / "demo.css").write_text("body {}")
    (tmp_path / "demo" / "parts" / "icon.svg").write_text("<svg/>")
    return tmp_path


def served(folder: Path, *, has_demo: bool = True) -> TestClient:
    files = BrowserFiles(read_browser_files(folder), has_demo=has_demo)
    routes = [Route("/", Documents(123, (), files).root), Mount("/browser/", files)]
    return TestClient(Starlette(routes=routes, exception_handlers=EXCEPTION_HANDLERS))


@pytest.mark.parametrize(
    ("path", "media_type"),
    [
        ("src/player.js", "text/javascript; charset=utf-8"),
        ("demo/demo.css", "text/css; charset=utf-8"),
        ("demo/parts/icon.svg", "image/svg+xml"),
    ],
)
def test_files_have_their_types_and_none_is_guessed(folder: Path, path: str, media_type: str) -> None:
    answer = served(folder).get(f"/browser/{path}")
    assert answer.content == (folder / path).read_bytes()
    assert answer.headers["content-type"] == media_type
    assert answer.headers["x-content-type-options"] == "nosniff"


def test_what_has_not_changed_is_not_sent_again(folder: Path) -> None:
    client = served(folder)
    first = client.get("/browser/src/player.js")
    assert first.headers["cache-control"] == "no-cache"
    for known in (first.headers["etag"], f'"other", W/{first.headers["etag"]}', "*"):
        again = client.get("/browser/src/player.js", headers={"If-None-Match": known})
        assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", first.headers["etag"])
    assert client.get("/browser/src/player.js", headers={"If-None-Match": '"other"'}).content == MODULE


def test_another_content_has_another_validator(folder: Path) -> None:
    first = served(folder).get("/browser/src/player.js").headers["etag"]
    (folder / "src" / "player.js").write_text("export const answer = 43;\n")
    assert served(folder).get("/browser/src/player.js").headers["etag"] != first


def test_head_tells_the_same_as_get_without_its_body(folder: Path) -> None:
    client = served(folder)
    for path, headers in (("/browser/src/player.js", {}), ("/", BROWSER)):
        asked, told = client.get(path, headers=headers), client.head(path, headers=headers)
        assert told.status_code == 200
        assert told.headers == asked.headers
        assert int(told.headers["content-length"]) == len(asked.content) > 0


@pytest.mark.parametrize(
    "path",
    [
        "src/notes.txt",
        "package.json",
        "demo/index.html",
        "src",
        "src/",
        "",
        "src/../package.json",
        "src/%2e%2e/package.json",
        "..%2f..%2fpyproject.toml",
        "%2e%2e/%2e%2e/%2e%2e/etc/passwd",
        "/etc/passwd",
        "src//player.js",
        "src\\player.js",
        "src/player.js%00",
        "src/player.js/",
    ],
)
def test_nothing_else_is_given_out(folder: Path, path: str) -> None:
    answer = served(folder).get(f"/browser/{path}")
    assert answer.status_code == 404
    assert answer.json()["error_code"] == "NOT_FOUND"


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS"])
def test_files_are_only_looked_at(folder: Path, method: str) -> None:
    answer = served(folder).request(method, "/browser/src/player.js")
    assert (answer.status_code, answer.headers["allow"]) == (405, "GET, HEAD")


@pytest.mark.parametrize(
    ("accept", "html"),
    [
        (BROWSER["Accept"], True),
        ("text/html", True),
        ("TEXT/HTML; q=0.5, */*;q=0.1", True),
        ("*/*", False),
        ("", False),
        ("text/*", False),
        ("application/json", False),
        ("application/json, text/html;q=0.9", False),
        ("text/html;q=0", False),
        ("text/html;q=much", False),
        ("text/html;level=1;q=0.4, application/json;q=0.3", True),
    ],
)
def test_who_gets_the_page(folder: Path, accept: str, html: bool) -> None:
    assert prefers_html(accept) is html
    answer = served(folder).get("/", headers={"Accept": accept})
    assert answer.headers["vary"] == "Accept"
    assert answer.headers["content-type"] == ("text/html; charset=utf-8" if html else "application/json")


def test_the_page_may_load_from_its_own_server_only(folder: Path) -> None:
    answer = served(folder).get("/", headers=BROWSER)
    rules = dict(rule.split(" ", 1) for rule in answer.headers["content-security-policy"].split("; "))
    assert rules["default-src"] == rules["base-uri"] == rules["frame-ancestors"] == "'none'"
    assert {rules[name] for name in ("script-src", "style-src", "connect-src", "img-src")} == {"'self'"}
    assert answer.headers["referrer-policy"] == "no-referrer"
    assert served(folder).get("/", headers={**BROWSER, "If-None-Match": answer.headers["etag"]}).status_code == 304


def test_without_the_page_its_parts_are_gone_and_the_modules_stay(folder: Path) -> None:
    client = served(folder, has_demo=False)
    assert client.get("/", headers=BROWSER).json()["name"] == "Rhapsode"
    assert client.get("/browser/demo/demo.css").status_code == 404
    assert client.get("/browser/src/player.js").status_code == 200


def test_without_files_the_server_says_so_and_speaks(caplog: pytest.LogCaptureFixture) -> None:
    assert read_browser_files(None) == {}
    assert "not installed" in caplog.text


# --- The server's own files ------------------------------------------------------------------------------------------


def own(**settings: Any) -> TestClient:
    return TestClient(create_app(Config(engine="tone", **settings)))


def test_the_server_has_a_page_and_everything_that_it_loads() -> None:
    client = own()
    page = client.get("/", headers=BROWSER).text
    loaded = re.findall(r'(?:src|href)="(browser/[^"#]+)"', page)
    assert any(path.endswith(".js") for path in loaded)
    assert any(path.endswith(".css") for path in loaded)
    assert [client.get(f"/{path}").status_code for path in loaded] == [200] * len(loaded)


def test_nothing_is_loaded_from_elsewhere() -> None:
    folder = browser_folder()
    assert folder is not None
    files = read_browser_files(folder)
    assert files
    for path, file in files.items():
        text = file.content.decode()
        # A namespace is a name, and what a page links to is loaded by whoever follows it.
        addresses = set(re.findall(r"""(?:src=|import\s*\(?|url\(|from\s)["']?((?:https?:)?//[^"')\s]+)""", text))
        assert not addresses, f"{path} loads {addresses}"
        assert "<script>" not in text
        assert not re.search(r"\son[a-z]+=\"", text), f"{path} has a handler in its markup, which the policy refuses"


def test_the_wheel_holds_what_is_served() -> None:
    folder = browser_folder()
    assert folder is not None
    project = tomllib.loads((folder.parents[1] / "pyproject.toml").read_text(encoding="utf-8"))
    wheel = project["tool"]["hatch"]["build"]["targets"]["wheel"]
    served_parts = {path.split("/")[0] for path in read_browser_files(folder)}
    assert {f"clients/browser/{part}" for part in served_parts} <= set(wheel["only-include"])
    # Where an installed server looks first: inside its package.
    assert wheel["sources"]["clients/browser"] == "rhapsode_server/browser"


def test_modules_import_what_is_served() -> None:
    folder = browser_folder()
    assert folder is not None
    files = read_browser_files(folder)
    for path, file in files.items():
        if not path.endswith(".js"):
            continue
        named = re.findall(r"""(?:from|import)\s*\(?["'](\.[^"']+)["']""", file.content.decode())
        for target in named:
            found = (folder / path).parent.joinpath(target).resolve().relative_to(folder.resolve()).as_posix()
            assert found in files, f"{path} imports {target}"


def test_the_page_and_its_modules_need_no_key(tmp_path: Path) -> None:
    keys = tmp_path / "keys.db"
    KeyStore(keys).create("somebody", 0.0)
    client = own(keys_db=keys)
    assert client.get("/", headers=BROWSER).headers["content-type"].startswith("text/html")
    assert client.get("/browser/demo/icon.svg").status_code == 200
    assert client.get("/browser/nothing").status_code == 404
    assert client.get("/v1/voices").status_code == 401


def test_an_operator_can_do_without_the_page() -> None:
    assert own(demo_page=False).get("/", headers=BROWSER).headers["content-type"] == "application/json"
