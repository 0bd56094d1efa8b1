"""From a language model's token stream to a voice: the answer of any OpenAI-compatible chat, spoken as it is written.

::

    async with connect("http://127.0.0.1:8420") as connection, ChatModel(url, "llama3.2") as model:
        answer = Answer(connection, model.answer([{"role": "user", "content": "Tell me of Troy."}]))
        async for event in answer.events():
            ...
        history.append({"role": "assistant", "content": answer.heard(played_ms)})
"""

from rhapsode_bridge.answer import Answer
from rhapsode_bridge.chat_model import ChatModel
from rhapsode_bridge.errors import AnswerBroken, ChatError, ChatRefused, ChatUnreachable

__all__ = ["Answer", "AnswerBroken", "ChatError", "ChatModel", "ChatRefused", "ChatUnreachable"]
