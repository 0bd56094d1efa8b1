from __future__ import annotations

import re

import pytest

from rhapsode_protocol import errors
from rhapsode_protocol.errors import RhapsodeError


def children(kind: type[RhapsodeError]) -> list[type[RhapsodeError]]:
    """Subclasses in the protocol; other packages may add theirs."""
    return [child for child in kind.__subclasses__() if child.__module__ == errors.__name__]


def tree(kind: type[RhapsodeError], depth: int = 0) -> list[tuple[int, type[RhapsodeError]]]:
    return [(depth, kind), *(found for child in children(kind) for found in tree(child, depth + 1))]


ALL = [kind for _, kind in tree(RhapsodeError)[1:]]


def drawn() -> list[tuple[int, str, str]]:
    """Depth, name and the rest of each line of the drawing at the top of the module."""
    lines = re.findall(r"^    ([│ ]*)(?:[├└]── )?(\w+)(.*)$", (errors.__doc__ or "").split("::")[1], re.MULTILINE)
    entries = []
    for indent, name, rest in lines:
        if name in {kind.__name__ for kind in [RhapsodeError, *ALL]}:
            depth = 0 if name == "RhapsodeError" else len(indent) // 4 + 1
            entries.append((depth, name, rest))
    return entries


def test_the_tree_at_the_top_of_the_module_is_the_tree() -> None:
    assert [(depth, name) for depth, name, _ in drawn()] == [
        (depth, kind.__name__) for depth, kind in tree(RhapsodeError)
    ]


@pytest.mark.parametrize(("name", "rest"), [(name, rest) for _, name, rest in drawn()])
def test_what_the_drawing_says_of_a_class_is_so(name: str, rest: str) -> None:
    kind = getattr(errors, name)
    status, code = re.search(r"\b(\d{3})\b", rest), re.search(r"\b([A-Z_]{8,})\b", rest)
    assert status is None or int(status[1]) == kind.http_status
    assert code is None or code[1] == kind.code


@pytest.mark.parametrize("kind", ALL)
def test_each_class_carries_what_an_answerer_needs(kind: type[RhapsodeError]) -> None:
    error = kind("Because.", field="speed", context_id="a")
    assert (str(error), error.message, error.field, error.context_id) == ("Because.", "Because.", "speed", "a")
    assert re.fullmatch(r"[A-Z]+(_[A-Z]+)*", error.code)
    assert 400 <= error.http_status < 600
    # RFC 6455 section 7.4.2: 1000 to 2999 are the protocol's and its registry's, 4000 to 4999 anybody's.
    assert error.close_code in (1008, 1009, 1012, 1013) or 4000 <= error.close_code < 5000
    assert error.retry_after_s is None or error.retryable
    assert kind.__doc__


@pytest.mark.parametrize("kind", ALL)
def test_only_what_may_pass_is_retryable(kind: type[RhapsodeError]) -> None:
    if kind.http_status in (429, 503):
        assert kind.retryable
    if 400 <= kind.http_status < 429:
        assert not kind.retryable


def test_each_error_is_known_by_its_code_and_status() -> None:
    facts = {(kind.code, kind.http_status) for kind in ALL}
    assert facts == {
        ("VALIDATION_ERROR", 400),
        ("VALIDATION_ERROR", 405),
        ("VALIDATION_ERROR", 413),
        ("VALIDATION_ERROR", 426),
        ("VALIDATION_ERROR", 501),
        ("UNAUTHORIZED", 401),
        ("UNAUTHORIZED", 403),
        ("NOT_FOUND", 404),
        ("SLOW_READER", 408),
        ("TOO_MANY_CONTEXTS", 429),
        ("RATE_LIMITED", 429),
        ("MODEL_UNAVAILABLE", 503),
        ("INTERNAL_ERROR", 500),
        ("EMPTY_AUDIO", 500),
    }


def test_the_base_is_not_raised() -> None:
    with pytest.raises(TypeError):
        RhapsodeError("something")
