"""Every option on both sides of its limits, in the table that all sockets and REST read."""

from __future__ import annotations

from typing import Any

import pytest

from rhapsode_protocol.errors import InvalidRequest
from rhapsode_server.dialects.kugelaudio_fields import FIELDS, UPDATABLE, read_settings, read_update

LIMITS: list[tuple[str, Any, Any]] = [
    ("speed", 0.8, 0.7999),
    ("speed", 1.2, 1.2001),
    ("cfg_scale", 0, -0.0001),
    ("cfg_scale", 10, 10.0001),
    ("temperature", 0, -0.0001),
    ("temperature", 2, 2.0001),
    ("max_new_tokens", 1, 0),
    ("max_new_tokens", 8_192, 8_193),
    ("flush_timeout_ms", 10, 9),
    ("flush_timeout_ms", 60_000, 60_001),
    ("max_buffer_length", 1, 0),
    ("max_buffer_length", 10_000, 10_001),
    ("chunk_length_schedule", [1], [0]),
    ("chunk_length_schedule", [10_000] * 50, [10_000] * 51),
    ("dictionary_ids", [], [True]),
    ("dictionary_ids", ["x"] * 50, ["x"] * 51),
    ("text_filters", ["emphasis", "code_blocks"], ["emphasis", "bold"]),
    ("text_filters", [], ["emphasis"] * 16),
    ("voice_id", "v" * 100, "v" * 101),
    ("project_id", 1.0, 1.5),
    ("model_id", "m" * 100, "m" * 101),
    ("language", "l" * 35, "l" * 36),
    ("output_format", "o" * 100, " "),
    ("sample_rate", 24_000.0, 24_000.5),
]


@pytest.mark.parametrize(("name", "right", "wrong"), LIMITS)
def test_the_limit_is_taken_and_what_lies_beyond_is_refused(name: str, right: Any, wrong: Any) -> None:
    taken = getattr(read_settings({name: right}), FIELDS[name].setting)
    assert taken == (tuple(right) if isinstance(right, list) else right)
    with pytest.raises(InvalidRequest) as caught:
        read_settings({name: wrong})
    assert (caught.value.field or "").startswith(name)
    assert name in caught.value.message


@pytest.mark.parametrize("name", FIELDS)
def test_null_says_nothing_and_an_object_is_never_right(name: str) -> None:
    assert getattr(read_settings({name: None}), FIELDS[name].setting) is None
    with pytest.raises(InvalidRequest):
        read_settings({name: {}})


@pytest.mark.parametrize("name", [name for name in FIELDS if name not in UPDATABLE])
def test_what_is_fixed_cannot_be_updated_not_even_with_null(name: str) -> None:
    with pytest.raises(InvalidRequest) as caught:
        read_update({name: None})
    assert caught.value.field == f"update_settings.{name}"
