"""What one event of a chat's stream says. Pure. (OpenAI API reference, "Chat completion chunk object".)"""

from __future__ import annotations

from typing import Any

from rhapsode_bridge.errors import AnswerBroken
from rhapsode_protocol.errors import InvalidJson
from rhapsode_protocol.wire_json import loads_object

DONE = "[DONE]"
"""The event behind the last one."""


def token_of(data: str) -> str:
    """The text that an event adds to the answer; empty for roles, tool calls, usage, and thoughts not meant to be said.

    Raises:
        AnswerBroken: the event reports a failure, or is no object.
    """
    try:
        event = loads_object(data)
    except InvalidJson:
        raise AnswerBroken("the language model sent an event that is no JSON object") from None
    if event.get("error"):
        raise AnswerBroken(f"the language model failed in the midst of its answer: {reason_of(event)}")
    choices = event.get("choices")
    first = choices[0] if isinstance(choices, list) and choices else None
    delta = first.get("delta") if isinstance(first, dict) else None
    content = delta.get("content") if isinstance(delta, dict) else None
    if isinstance(content, list):
        # Some servers send parts, as in requests: only those of text can be said.
        return "".join(str(part.get("text") or "") for part in content if isinstance(part, dict))
    return content if isinstance(content, str) else ""


def reason_of(answer: dict[str, Any]) -> str:
    """The sentence of an error object, in any of its usual shapes."""
    error = answer.get("error")
    message = (
        error.get("message") if isinstance(error, dict) else error or answer.get("message") or answer.get("detail")
    )
    return str(message or "no reason given").strip().splitlines()[0][:300]
