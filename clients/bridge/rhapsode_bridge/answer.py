"""One answer of a language model, spoken while it is written; and what of it was heard."""

from __future__ import annotations

from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import aclosing
from typing import Any

from rhapsode_bridge.errors import ChatError
from rhapsode_client.connection import Connection
from rhapsode_client.timeline import Timeline
from rhapsode_client.turn import Event
from rhapsode_protocol.messages import Audio


class Answer:
    """Speaks one answer. Iterate :meth:`events` once, inside :func:`contextlib.aclosing` where you may leave early:
    leaving stops the language model's request and the speech together.

    Args:
        connection: where it is spoken; one turn at a time.
        tokens: the answer as it is written, such as :meth:`.chat_model.ChatModel.answer`.
        options: those of :meth:`rhapsode_client.Connection.speak`, such as ``voice``.
    """

    def __init__(self, connection: Connection, tokens: AsyncGenerator[str, None], **options: Any) -> None:
        self.text = ""
        """What was written so far."""
        self.delivered_ms = 0.0
        """Sound that was received so far."""
        self._connection = connection
        self._tokens = tokens
        self._options = options
        self._timeline = Timeline()
        self._failure: ChatError | None = None

    async def events(self) -> AsyncGenerator[Event, None]:
        """The turn's events. What was written before the model failed is spoken, and then its failure is raised.

        Raises:
            ChatError: the language model failed.
            ClientError: the voice did; see :meth:`rhapsode_client.Connection.speak`.
        """
        turn = self._connection.speak(self._written(), **{**self._options, "word_timestamps": True})
        try:
            async with aclosing(turn) as events:
                async for event in events:
                    self._timeline.take(event)
                    if isinstance(event, Audio):
                        self.delivered_ms += event.samples * 1000.0 / event.rate_hz
                    yield event
        finally:
            await self._tokens.aclose()
        if self._failure is not None:
            raise self._failure

    def heard(self, played_ms: float | None = None) -> str:
        """The part of the written text that a listener has heard: what to put into the chat's history.

        Cut behind the last word that sounded to its end; all of the text where everything was written and played.

        Args:
            played_ms: how much of the sound was played; all that was received, where left out.
        """
        played_ms = self.delivered_ms if played_ms is None else played_ms
        words = self._timeline.words
        # A word that nearly ended was understood.
        ended = [word.source_end for word in words if word.end_ms <= played_ms + UNDERSTOOD_MS]
        if words and len(ended) == len(words) and played_ms + UNDERSTOOD_MS >= self.delivered_ms:
            return self.text[: max(ended)] + _marks_behind(self.text, max(ended))
        return self.text[: max(ended, default=0)]

    async def _written(self) -> AsyncIterator[str]:
        try:
            async for token in self._tokens:
                self.text += token
                yield token
        except ChatError as failure:
            self._failure = failure


UNDERSTOOD_MS = 80.0
"""So much of a word's end may be missing. Less loses words at every interruption; more keeps words that were cut."""


def _marks_behind(text: str, place: int) -> str:
    """The closing marks of the last word: they have no sound, and belong to what was heard."""
    end = place
    while end < len(text) and not text[end].isalnum() and not text[end].isspace():
        end += 1
    return text[place:end]
