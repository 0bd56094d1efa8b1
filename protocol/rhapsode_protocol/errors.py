"""Every error that a client can be told of: one tree, one row of facts each.

::

    RhapsodeError                      never raised itself
    ├── InvalidRequest                 the request breaks a rule           400  VALIDATION_ERROR
    │   ├── InvalidJson                the frame or body is not JSON
    │   ├── UnknownModel
    │   ├── UnknownLanguage
    │   ├── UnknownFormat
    │   ├── EmptyText
    │   ├── MalformedMarkup            a tag that cannot be read
    │   ├── ContextIsClosed            text for a context that was closed
    │   ├── TooLarge                                                       413
    │   │   ├── TextTooLong
    │   │   └── RecordingTooLarge      more bytes or seconds than may be examined
    │   └── UnreadableAudio            an upload that holds no sound that can be decoded
    ├── NotFound                       no such resource                    404  NOT_FOUND
    │   └── UnknownVoice
    ├── Unauthorized                   no key, or not a good one           401  UNAUTHORIZED
    ├── Forbidden                      this caller may not                 403  UNAUTHORIZED
    ├── MethodNotAllowed                                                   405  VALIDATION_ERROR
    ├── UpgradeRequired                a socket's path, asked over HTTP    426  VALIDATION_ERROR
    ├── NotOffered                     a part of the protocol not served   501  VALIDATION_ERROR
    ├── TooManyContexts                                                    429  TOO_MANY_CONTEXTS
    ├── RateLimited                    more at once than allowed           429  RATE_LIMITED
    │   ├── TooManyMessages            frames arrive too fast
    │   └── TooManyConnections         of this key, or in all
    ├── SlowReader                     the client does not read            408  SLOW_READER
    ├── ModelUnavailable               the engine is not there (yet)       503  MODEL_UNAVAILABLE
    │   ├── DetectorBusy               enough recordings wait to be examined
    │   └── ServerRestarting           going down; come back
    │       └── ServerDraining         newcomers are sent away
    └── InternalError                  ours                                500  INTERNAL_ERROR
        ├── SynthesisFailed            a segment could not be made
        ├── ExaminationFailed          a recording could not be examined
        └── EmptyAudio                 text with letters gave no sound     500  EMPTY_AUDIO

Each class carries what every answerer needs: the wire's ``error_code``, the HTTP status, the WebSocket close code and
whether trying again may help. A dialect words them; nobody recognises an error by its text.

Codes and statuses follow the KugelAudio errors page; close codes follow its close-code table (4000 internal, 4029
rate, 4001 key, 4500 model down) and RFC 6455 section 7.4.1 with its registry (1008 policy, 1009 too big, 1012 restart,
1013 try again later); 4408 is our own, after HTTP's 408.
"""

from __future__ import annotations

from typing import ClassVar


class RhapsodeError(Exception):
    """Base of everything a client can be told of. Raise a subclass.

    Args:
        message: one clear sentence that names the field and the rule. It goes to the client: no secrets, no more of
            the client's text than a short excerpt.
        field: the field of the request that is at fault, if one is.
        context_id: the context that the error ends or concerns, if one.
        retry_after_s: how long to wait before trying again; what the class says where it is not given.
    """

    code: ClassVar[str] = ""
    """The wire's ``error_code``."""
    http_status: ClassVar[int] = 500
    close_code: ClassVar[int] = 4000
    """The close code, where the error ends the socket."""
    retryable: ClassVar[bool] = False
    """Whether the same request may succeed later."""
    usual_retry_after_s: ClassVar[int | None] = None
    """How long to wait before trying again, in seconds, where that is known."""

    def __init__(
        self,
        message: str,
        *,
        field: str | None = None,
        context_id: str | None = None,
        retry_after_s: int | None = None,
    ) -> None:
        if type(self) is RhapsodeError:
            raise TypeError("raise a subclass of RhapsodeError")
        super().__init__(message)
        self.message = message
        self.field = field
        self.context_id = context_id
        self.retry_after_s = self.usual_retry_after_s if retry_after_s is None else retry_after_s


class InvalidRequest(RhapsodeError):
    """The request breaks a rule that its sender can keep."""

    code = "VALIDATION_ERROR"
    http_status = 400
    close_code = 1008


class InvalidJson(InvalidRequest):
    """The frame or body is not one JSON object."""


class UnknownModel(InvalidRequest):
    """``model_id`` names no served model and no alias of one."""


class UnknownLanguage(InvalidRequest):
    """``language`` is not one that a served engine reads."""


class UnknownFormat(InvalidRequest):
    """``output_format`` or ``sample_rate`` is not offered, or the two disagree."""


class EmptyText(InvalidRequest):
    """A request that must carry text carries none."""


class MalformedMarkup(InvalidRequest):
    """A tag in the text cannot be read."""


class ContextIsClosed(InvalidRequest):
    """Text for a context that was closed; an opener is needed to use the name again."""


class TooLarge(InvalidRequest):
    """More than one frame, turn or upload may hold."""

    http_status = 413
    close_code = 1009


class TextTooLong(TooLarge):
    """More text than one frame or one turn may hold."""


class UnreadableAudio(InvalidRequest):
    """What was uploaded is no sound, or none that can be decoded."""


class RecordingTooLarge(TooLarge):
    """An upload of more bytes, or a recording of more seconds, than are examined."""


class NotFound(RhapsodeError):
    """No resource has this name."""

    code = "NOT_FOUND"
    http_status = 404
    close_code = 1008


class UnknownVoice(NotFound):
    """``voice_id`` is neither a voice's number nor its handle."""


class Unauthorized(RhapsodeError):
    """The server asks for a key, and none that it knows came with the request."""

    code = "UNAUTHORIZED"
    http_status = 401
    close_code = 4001


class Forbidden(RhapsodeError):
    """Whoever asks is not allowed to: a foreign origin or host, a token where a key is needed."""

    code = "UNAUTHORIZED"
    http_status = 403
    close_code = 4001


class MethodNotAllowed(RhapsodeError):
    """The path exists, but not for this method."""

    code = "VALIDATION_ERROR"
    http_status = 405
    close_code = 1008


class UpgradeRequired(RhapsodeError):
    """The path is a WebSocket's, and the request did not ask to become one (RFC 9110 section 15.5.22)."""

    code = "VALIDATION_ERROR"
    http_status = 426
    close_code = 1008


class NotOffered(RhapsodeError):
    """A part of the protocol that this server does not serve."""

    code = "VALIDATION_ERROR"
    http_status = 501
    close_code = 1008


class TooManyContexts(RhapsodeError):
    """One context more than the connection may hold; the others live on."""

    code = "TOO_MANY_CONTEXTS"
    http_status = 429
    close_code = 4029
    retryable = True


class RateLimited(RhapsodeError):
    """More work than this sender may ask for at once."""

    code = "RATE_LIMITED"
    http_status = 429
    close_code = 4029
    retryable = True
    usual_retry_after_s = 1


class TooManyMessages(RateLimited):
    """Frames arrive faster than one connection may send them; the refused one was not read."""


class TooManyConnections(RateLimited):
    """One connection more than the server, or this key, may have at once."""

    usual_retry_after_s = 5


class SlowReader(RhapsodeError):
    """The client has read nothing for too long."""

    code = "SLOW_READER"
    http_status = 408
    close_code = 4408


class ModelUnavailable(RhapsodeError):
    """The engine is not there yet, or not any more."""

    code = "MODEL_UNAVAILABLE"
    http_status = 503
    close_code = 4500
    retryable = True
    usual_retry_after_s = 2


class DetectorBusy(ModelUnavailable):
    """As many recordings as may wait for their examination are waiting."""

    usual_retry_after_s = 5


class ServerRestarting(ModelUnavailable):
    """The server is going down; another will answer soon."""

    close_code = 1012


class ServerDraining(ServerRestarting):
    """The server finishes what it has begun and takes nobody new (RFC 6455 registry: 1013, try again later)."""

    close_code = 1013


class InternalError(RhapsodeError):
    """Something of ours went wrong; the log has the details."""

    code = "INTERNAL_ERROR"
    http_status = 500
    close_code = 4000
    retryable = True


class SynthesisFailed(InternalError):
    """A segment could not be made, or was lost half-way."""


class ExaminationFailed(InternalError):
    """A recording could not be examined: whatever did so died of it, or took too long."""


class EmptyAudio(InternalError):
    """A turn that had letters or digits gave no sound."""

    code = "EMPTY_AUDIO"
    retryable = False
