from __future__ import annotations

import pytest

from rhapsode_bridge.chat_delta import reason_of, token_of
from rhapsode_bridge.errors import AnswerBroken


@pytest.mark.parametrize(
    ("data", "token"),
    [
        ('{"choices": [{"delta": {"content": "Sing"}}]}', "Sing"),
        ('{"choices": [{"delta": {"role": "assistant"}}]}', ""),
        ('{"choices": [{"delta": {"content": null, "tool_calls": []}}]}', ""),
        ('{"choices": [{"delta": {"reasoning_content": "Hm."}}]}', ""),
        ('{"choices": [], "usage": {"total_tokens": 3}}', ""),
        ('{"choices": [{"delta": {"content": [{"type": "text", "text": "a"}, {"type": "image"}, 3]}}]}', "a"),
        ('{"choices": [null]}', ""),
        ("{}", ""),
    ],
)
def test_only_text_is_said(data: str, token: str) -> None:
    assert token_of(data) == token


@pytest.mark.parametrize("data", ["", "[]", "nonsense", '"text"', "{"])
def test_what_is_no_object_is_a_broken_answer(data: str) -> None:
    with pytest.raises(AnswerBroken, match="no JSON object"):
        token_of(data)


def test_a_failure_in_the_stream_is_told() -> None:
    with pytest.raises(AnswerBroken, match="in the midst of its answer: out of memory"):
        token_of('{"error": {"message": "out of memory", "code": 500}}')


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        ({"error": {"message": "No model.\nTraceback"}}, "No model."),
        ({"error": "no"}, "no"),
        ({"detail": "Not here"}, "Not here"),
        ({"error": {}}, "no reason given"),
        ({}, "no reason given"),
    ],
)
def test_the_sentence_of_an_error_is_found(answer: dict[str, object], reason: str) -> None:
    assert reason_of(answer) == reason
