"""Every failure that a user of this client can expect: one tree.

::

    ClientError                 never raised itself
    ├── InvalidAddress          the server's address cannot be read
    ├── InvalidKey              the key cannot be one
    ├── CannotConnect           nobody answers there, or not in this protocol
    ├── Refused                 an HTTP status instead of a socket or an answer
    ├── ServerError             the server said what is wrong, in an error frame
    ├── ConnectionLost          the server went away
    ├── ServerSilent            the server owes a frame and sends none
    ├── ProtocolViolation       the server sent what this client cannot read
    ├── UnreadableText          the text on standard input is not UTF-8
    ├── CannotWrite             the sound cannot be written where it was asked for
    ├── MissingLibrary          a library that is no dependency of the client is not installed
    └── NoSoundDevice           there is nothing to play through

Every message is one sentence that can be shown as it is. None of them carries text that was to be spoken, except where
a server's own sentence quotes it.
"""

from __future__ import annotations

from rhapsode_protocol.errors import RhapsodeError


class ClientError(Exception):
    """Base of every failure that a caller can expect. Raise a subclass."""

    def __init__(self, message: str) -> None:
        if type(self) is ClientError:
            raise TypeError("raise a subclass of ClientError")
        super().__init__(message)
        self.message = message


class InvalidAddress(ClientError):
    """The server's address is not one of the forms that :mod:`rhapsode_client.address` reads."""


class InvalidKey(ClientError):
    """The API key or token holds characters that cannot be sent, such as a line break."""


class CannotConnect(ClientError):
    """No connection came about: nothing listens, the name is unknown, or something else answers."""


class Refused(ClientError):
    """The server answered the handshake or the request with an HTTP status that is no success.

    Args:
        status: the HTTP status.
        reason: the server's own sentence, or the status's phrase where it gave none.
        address: what was asked.
        code: the server's ``error_code``, where it gave one.
        retry_after_s: how long to wait before trying again, in seconds, where it said so.
    """

    def __init__(
        self, status: int, reason: str, address: str, code: str | None = None, retry_after_s: int | None = None
    ) -> None:
        super().__init__(_advised(f"{address} refused with HTTP {status}: {reason}", status, retry_after_s))
        self.status = status
        self.reason = reason
        self.code = code
        self.retry_after_s = retry_after_s


def _advised(said: str, status: int, retry_after_s: int | None) -> str:
    advice = _advice(status, retry_after_s)
    return f"{said.rstrip('.')}. {advice}" if advice else said


def _advice(status: int, retry_after_s: int | None) -> str:
    """What the reader can do about it, where the server's own sentence does not say."""
    if status == 401:
        return (
            "Give a key as api_key, with --api-key, or in RHAPSODE_API_KEY; "
            "where the server runs, `rhapsode keys create NAME` makes one"
        )
    return "" if retry_after_s is None else f"Try again in {retry_after_s} s"


class UnlistedError(RhapsodeError):
    """An error whose code and status are not in :mod:`rhapsode_protocol.errors`, as of another server.

    Args:
        wire_code: the frame's ``error_code``, empty where it had none.
        wire_status: the frame's ``code``, 0 where it had none.
        retry_after_s: the frame's ``retry_after``, in seconds.
    """

    def __init__(
        self,
        message: str,
        *,
        wire_code: str = "",
        wire_status: int = 0,
        context_id: str | None = None,
        retry_after_s: int | None = None,
    ) -> None:
        super().__init__(message, context_id=context_id, retry_after_s=retry_after_s)
        self.wire_code = wire_code
        self.wire_status = wire_status


class ServerError(ClientError):
    """The server ended the turn, or refused a frame of it, with an error frame.

    Args:
        error: the same as a row of the protocol's tree, or an :class:`UnlistedError`.
    """

    def __init__(self, error: RhapsodeError) -> None:
        super().__init__(_advised(error.message, error.http_status, error.retry_after_s))
        self.error = error

    @property
    def code(self) -> str:
        """The wire's ``error_code``, such as ``NOT_FOUND``; empty where the server gave none."""
        return self.error.wire_code if isinstance(self.error, UnlistedError) else self.error.code

    @property
    def status(self) -> int:
        """The HTTP status that goes with it; 0 where the server gave none."""
        return self.error.wire_status if isinstance(self.error, UnlistedError) else self.error.http_status

    @property
    def retryable(self) -> bool:
        """Whether the same turn may succeed later."""
        return self.error.retryable

    @property
    def retry_after_s(self) -> int | None:
        """How long to wait before that, in seconds, where it is known."""
        return self.error.retry_after_s


class ConnectionLost(ClientError):
    """The connection ended before the turn did.

    Args:
        close_code: the WebSocket close code (RFC 6455 section 7.4); ``None`` where the line simply broke.
        reason: the close frame's text, which may be empty.
    """

    def __init__(self, close_code: int | None, reason: str = "") -> None:
        what = "the connection broke" if close_code is None else f"the server closed the connection (code {close_code})"
        super().__init__(f"{what}{f': {reason}' if reason else ''}, before the turn had ended")
        self.close_code = close_code
        self.reason = reason


class ServerSilent(ClientError):
    """All text was sent, and the server has said nothing for longer than the connection's patience."""


class ProtocolViolation(ClientError):
    """A frame that is not JSON, or lacks what its kind must carry."""


class UnreadableText(ClientError):
    """The text to be spoken cannot be read from where it was to come from."""


class CannotWrite(ClientError):
    """The sound cannot be written to the path that was asked for."""


class MissingLibrary(ClientError):
    """What was asked for needs a library that is not installed; the message says how to get it."""


class NoSoundDevice(ClientError):
    """There is no sound device, or it failed."""
