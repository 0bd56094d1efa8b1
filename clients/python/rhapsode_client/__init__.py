"""The Python client and the `rhapsode` command line. Needs websockets and orjson, nothing else.

::

    async with connect("http://127.0.0.1:8420") as connection:
        async for event in connection.speak("Sing, goddess.", voice="espeak-en-us"):
            if isinstance(event, Audio):
                play(event.payload)
"""

from rhapsode_client.address import DEFAULT_URL
from rhapsode_client.blocking import BlockingConnection, connect_blocking
from rhapsode_client.captions import Caption, as_json, as_srt, as_vtt, captions
from rhapsode_client.connection import Connection, connect
from rhapsode_client.contexts import Context, Contexts, connect_contexts
from rhapsode_client.errors import (
    CannotConnect,
    CannotWrite,
    ClientError,
    ConnectionLost,
    InvalidAddress,
    InvalidKey,
    MissingLibrary,
    NoSoundDevice,
    ProtocolViolation,
    Refused,
    ServerError,
    ServerSilent,
    UnlistedError,
    UnreadableText,
)
from rhapsode_client.listing import ListedVoice, list_voices
from rhapsode_client.speech import Speech, collect
from rhapsode_client.timeline import Timeline
from rhapsode_client.turn import Event

__all__ = [
    "DEFAULT_URL",
    "BlockingConnection",
    "CannotConnect",
    "CannotWrite",
    "Caption",
    "ClientError",
    "Connection",
    "ConnectionLost",
    "Context",
    "Contexts",
    "Event",
    "InvalidAddress",
    "InvalidKey",
    "ListedVoice",
    "MissingLibrary",
    "NoSoundDevice",
    "ProtocolViolation",
    "Refused",
    "ServerError",
    "ServerSilent",
    "Speech",
    "Timeline",
    "UnlistedError",
    "UnreadableText",
    "as_json",
    "as_srt",
    "as_vtt",
    "captions",
    "collect",
    "connect",
    "connect_blocking",
    "connect_contexts",
    "list_voices",
]
