"""The Python client and the `rhapsode` command line. Needs websockets and orjson, nothing else.

::

    async with connect("http://127.0.0.1:8420") as connection:
        async for event in connection.speak("Sing, goddess.", voice="espeak-en-us"):
            if isinstance(event, Audio):
                play(event.payload)
"""

from rhapsode_client.address import DEFAULT_URL
from rhapsode_client.connection import Connection, connect
from rhapsode_client.errors import (
    CannotConnect,
    CannotWrite,
    ClientError,
    ConnectionLost,
    InvalidAddress,
    InvalidKey,
    ProtocolViolation,
    Refused,
    ServerError,
    ServerSilent,
    UnlistedError,
    UnreadableText,
)
from rhapsode_client.listing import ListedVoice, list_voices
from rhapsode_client.turn import Event

__all__ = [
    "DEFAULT_URL",
    "CannotConnect",
    "CannotWrite",
    "ClientError",
    "Connection",
    "ConnectionLost",
    "Event",
    "InvalidAddress",
    "InvalidKey",
    "ListedVoice",
    "ProtocolViolation",
    "Refused",
    "ServerError",
    "ServerSilent",
    "UnlistedError",
    "UnreadableText",
    "connect",
    "list_voices",
]
