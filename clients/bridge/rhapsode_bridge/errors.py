"""What goes wrong with a language model. Each message is one sentence that can be shown, and quotes no text of a chat.

::

    ChatError                never raised itself
    ├── ChatUnreachable      nobody answers at the address
    ├── ChatRefused          an HTTP status instead of an answer
    └── AnswerBroken         the answer began and did not end as it should
"""

from __future__ import annotations

from rhapsode_client.errors import ClientError


class ChatError(ClientError):
    """Base of the language model's failures. Raise a subclass."""


class ChatUnreachable(ChatError):
    """No connection came about, or the address cannot be one."""


class ChatRefused(ChatError):
    """The model's server answered with an HTTP status that is no success.

    Args:
        status: the HTTP status.
        reason: the server's own sentence, or the status's phrase.
        address: what was asked.
    """

    def __init__(self, status: int, reason: str, address: str) -> None:
        advice = ". Give a key with --llm-key, or in OPENAI_API_KEY" if status in (401, 403) else ""
        super().__init__(f"the language model at {address} refused with HTTP {status}: {reason.rstrip('.')}{advice}")
        self.status = status


class AnswerBroken(ChatError):
    """The stream stalled, ended early, reported a failure, or holds what cannot be read."""
